"""What Classify adds to the report: the finding, the pictures, the classes, the score by branch."""

from dataclasses import replace
from datetime import datetime

from PIL import Image

from googlenet.app.kit.html import class_name
from googlenet.app.kit.picture import png_uri
from googlenet.app.kit.waterfall import rounded_up
from googlenet.app.shell.answer import classify_view
from googlenet.app.shell.naming import names_of
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository, network_label
from googlenet.app.shell.tab import ReportPart
from googlenet.app.tabs.classify import chart
from googlenet.app.tabs.classify.html import headline
from googlenet.app.tabs.classify.tab import better_network
from googlenet.text import say

MOST_CLASSES, SIDE_PX = 5, 320


def report(repository: Repository, question: Question, _state: object, _session: object) -> ReportPart:
    """The part; what the tab has computed is not computed again."""
    lang = question.lang
    view = replace(classify_view(repository, question), names=names_of(repository, question))
    label = class_name(view.classes[view.target], lang)
    title, sub = headline(view, lang, may_be_other=better_network(repository, question.original) is not None)
    error_bound = rounded_up(abs(view.bias + sum(view.terms.values()) - view.logit))
    return ReportPart(
        title=title,
        sub=sub,
        pictures=(
            (given(repository, question), say("report.given", lang)),
            (view.picture, say("report.seen", lang)),
            (png_uri(chart.class_map(view).resize((SIDE_PX, SIDE_PX))), say("report.where", lang, label=label)),
        ),
        sections=(
            (say("report.sure", lang), chart.bars_svg(view, lang, MOST_CLASSES)),
            (say("report.split", lang, label=label), chart.split_svg(view, lang)),
        ),
        facts=facts(repository, question, label),
        how=(say("report.how.sure", lang), say("report.how.split", lang, error=error_bound), say("report.signs", lang)),
    )


def facts(repository: Repository, question: Question, label: str) -> list[tuple[str, str]]:
    """(name, value): network, class, preparation, date."""
    lang, classifier = question.lang, repository.classifier(question.classifier)
    network = f"{network_label(question.classifier, lang)} · {repository.caption(question.classifier, lang)}"
    found = [("network", network), ("explained", label), ("date", f"{datetime.now().astimezone():%Y-%m-%d %H:%M %Z}")]
    listed = [(say(f"report.{key}", lang), value) for key, value in found]
    if classifier.preprocess.channels == 1:
        key = "report.prepared" if question.prepare else "report.not_prepared"
        listed.insert(2, (say("frame.prepare", lang), say(key, lang)))
    return listed


def given(repository: Repository, question: Question) -> str:
    """The picture as it was given, small, as a data URI."""
    picture = repository.picture(question).convert("RGB")
    picture.thumbnail((SIDE_PX, SIDE_PX), Image.Resampling.LANCZOS)
    return png_uri(picture)
