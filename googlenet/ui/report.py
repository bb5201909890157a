"""The report of the current question: what the tabs have found, on one page to print or send. Only gathers and wires."""

from datetime import datetime
from urllib.parse import urlsplit

import gradio as gr
from PIL import Image

from googlenet.inspection.methods import METHODS
from googlenet.text import say
from googlenet.ui import drawings
from googlenet.ui.answering import Worker
from googlenet.ui.answers import Answers, network_label
from googlenet.ui.asking import Desk
from googlenet.ui.branch_views import map_view, settled
from googlenet.ui.branches import message_of
from googlenet.ui.classify import classify_view, identity
from googlenet.ui.events import QUIET, Frame, guarded
from googlenet.ui.jobs import Job
from googlenet.ui.link import EXAMPLE
from googlenet.ui.markup.attributions import error, method_name
from googlenet.ui.markup.classify import class_name, headline
from googlenet.ui.markup.map_view import MapView, paths_name
from googlenet.ui.markup.parts import percent
from googlenet.ui.markup.report import ReportView, report
from googlenet.ui.markup.waterfall import rounded_up
from googlenet.ui.method_views import full_strength
from googlenet.ui.naming import names_of
from googlenet.ui.question import Question, replace
from googlenet.ui.selection import Selection
from googlenet.ui.slides import overlaid, png_uri

LONGEST_LINK, MOST_CLASSES, SIDE_PX, MAP_PX = 2000, 5, 320, 160
SAVE = """() => { document.querySelector('#report-download')?.click();
  const said = document.querySelector('#header [data-report]')?.dataset.done; document.dispatchEvent(new CustomEvent('gn-said', {detail: said})); }"""
FAILED = "() => document.dispatchEvent(new CustomEvent('gn-said', {detail: ''}))"


def build(frame: Frame, header: gr.HTML) -> None:
    """Answers the header's event "report" with a file."""
    download, worker = gr.DownloadButton(visible="hidden", elem_id="report-download"), Worker(frame.answers)

    def make(question: Question, selection: Selection, desk: Desk, event: gr.EventData) -> str:
        link = checked_link(message_of(event).get("page"))
        view = report_view(frame.answers, worker, question, selection, desk, link=link)
        name = f"googlenet-{question.picture.rpartition(':')[2][:24]}.html"
        return frame.answers.export(name, report(view, question.lang))

    inputs = [frame.question, frame.selection, frame.desk]
    made = header.report(guarded(make), inputs, download, **QUIET)
    made.success(None, js=SAVE)
    made.failure(None, js=FAILED)


def checked_link(address: object) -> str:
    """The page's address as the browser gave it; "" where it is none."""
    if not isinstance(address, str) or len(address) > LONGEST_LINK:
        return ""
    try:
        return address if urlsplit(address).scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def report_view(
    answers: Answers, worker: Worker, question: Question, selection: Selection, desk: Desk, *, link: str
) -> ReportView:
    """All that the report shows; what the tabs have computed is not computed again.

    Args:
        link: a checked address, or "".
    """
    lang = question.lang
    view = replace(classify_view(answers, question), names=names_of(answers, question))
    board = map_view(answers, question, settled(answers, question, selection))
    label, count = class_name(view.classes[view.target], lang), len(board.blocks)
    maps = attributions(worker, answers, question, desk)
    if board.off:
        off = say("report.map_off", lang, count=count, paths=paths_name(board.off, lang, board.names))
    title, sub = headline(view, lang)
    error_bound = rounded_up(abs(view.bias + sum(view.terms.values()) - view.logit))
    return ReportView(
        title=title,
        sub=sub,
        pictures=(
            (given(answers, question), say("report.given", lang)),
            (view.picture, say("report.seen", lang)),
            (png_uri(drawings.class_map(view).resize((SIDE_PX, SIDE_PX))), say("report.where", lang, label=label)),
        ),
        bars=drawings.bars_svg(view, lang, MOST_CLASSES),
        split=drawings.split_svg(view, lang),
        path_map=drawings.map_svg(board, lang),
        headings=(
            say("report.sure", lang),
            say("report.split", lang, label=label),
            off if board.off else say("report.map", lang, count=count),
        ),
        maps_heading=say("report.attributions", lang, label=label),
        maps=maps,
        facts=[*facts(answers, question, label), *without(board, lang)],
        link=link,
        link_note="" if question.picture.startswith(EXAMPLE) else say("report.link_own", lang),
        how=(
            say("report.how.sure", lang),
            say("report.how.split", lang, error=error_bound),
            say("report.signs", lang),
            say("report.how.map", lang),
            *([say("report.how.attributions", lang)] if maps else []),
        ),
    )


def facts(answers: Answers, question: Question, label: str) -> list[tuple[str, str]]:
    """(name, value): network, class, preparation, date."""
    lang, classifier = question.lang, answers.classifier(question.classifier)
    network = f"{network_label(question.classifier, lang)} · {answers.caption(question.classifier, lang)}"
    found = [("network", network), ("explained", label), ("date", f"{datetime.now().astimezone():%Y-%m-%d %H:%M %Z}")]
    listed = [(say(f"report.{key}", lang), value) for key, value in found]
    if classifier.preprocess.channels == 1:
        key = "report.prepared" if question.prepare else "report.not_prepared"
        listed.insert(2, (say("frame.prepare", lang), say(key, lang)))
    return listed


def without(board: MapView, lang: str) -> list[tuple[str, str]]:
    """What the paths that are off change."""
    if not board.off:
        return []
    label = class_name(board.classes[board.target], lang)
    moved = f"{label} {percent(board.before[board.target])} → {percent(board.now[board.target])}"
    return [(say("report.off", lang, paths=paths_name(board.off, lang, board.names)), moved)]


def given(answers: Answers, question: Question) -> str:
    """The picture as it was given, small, as a data URI."""
    picture = answers.picture(question).convert("RGB")
    picture.thumbnail((SIDE_PX, SIDE_PX), Image.Resampling.LANCZOS)
    return png_uri(picture)


def attributions(worker: Worker, answers: Answers, question: Question, desk: Desk) -> list[tuple[str, str]]:
    """(data URI, caption) of each map that the Attributions tab has found for this question."""
    if desk.asked is None or identity(desk.asked.question) != identity(question):
        return []
    seen, found = drawings.decoded(classify_view(answers, question).picture), dict(desk.strengths)
    listed = []
    for task in desk.asked.tasks:
        if task in found and task.method in METHODS and identity(task.question) == identity(question):
            maps = worker.work(task, Job())
            shown = maps[desk.asked.options.branch if desk.asked.options.branch in maps else None]
            picture = overlaid(task, shown.map, full_strength(task, shown.map), seen).resize((MAP_PX, MAP_PX))
            listed.append((png_uri(picture), caption(task, shown, question.lang)))
    return listed


def caption(task: object, shown: object, lang: str) -> str:
    """A map's name, and how far it is from adding up."""
    told = (
        ""
        if shown.relative_delta is None
        else f" · {say('attributions.error', lang)} {error(shown.relative_delta, lang)}"
    )
    return method_name(task, lang, shown.branch) + told
