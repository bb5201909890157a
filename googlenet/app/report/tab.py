"""The header's events "report" and "notebook": each joins what the tabs deliver into one file."""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

import gradio as gr

from googlenet.app.report.html import report
from googlenet.app.report.notebook import notebook
from googlenet.app.shell.events import QUIET, guarded, message_of
from googlenet.app.shell.link import EXAMPLE
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.tab import Frame, ReportPart, Tab
from googlenet.common.errors import UserError
from googlenet.text import say

LONGEST_LINK = 2000
SAVE = """() => { document.querySelector('#NAME-download')?.click();
  const said = document.querySelector('#header [data-NAME]')?.dataset.done; document.dispatchEvent(new CustomEvent('gn-said', {detail: said})); }"""
FAILED = "() => document.dispatchEvent(new CustomEvent('gn-said', {detail: ''}))"


def build(frame: Frame, header: gr.HTML, tabs: Mapping[str, Tab]) -> None:
    """Answers the header's events with a file each."""
    reporting = {name: tab for name, tab in tabs.items() if tab.report}

    def make(question: Question, event: gr.EventData, *kept: object) -> str:
        halves = kept[: len(reporting)], kept[len(reporting) :]
        parts = parts_of(frame.repository, question, reporting, *halves)
        name = f"{_name(question)}.html"
        link = checked_link(message_of(event).get("page"))
        note = "" if question.picture.startswith(EXAMPLE) else say("report.link_own", question.lang)
        return frame.repository.export(name, report(parts, question.lang, link=link, link_note=note))

    inputs = [frame.question, *(kept[name] for kept in (frame.states, frame.sessions) for name in reporting)]
    _answer("report", header.report, make, inputs)
    computing = {name: tab for name, tab in tabs.items() if tab.notebook}

    def compute(question: Question, event: gr.EventData, *kept: object) -> str:
        message, lang = message_of(event), question.lang
        name = str(message.get("tab"))
        held = dict(zip(computing, zip(kept[: len(computing)], kept[len(computing) :], strict=True), strict=True))
        parts = computing[name].notebook(frame.repository, question, *held[name]) if name in held else []
        if not parts:
            known = [say(f"frame.tab.{one}", lang) for one in computing]
            raise UserError("notebook.none", tabs=say("link.and", lang).join(known))
        title = f"{say('frame.title', lang)}: {say(f'frame.tab.{name}', lang)}"
        more = {"title": title, "link": checked_link(message.get("page")), "is_agreed": message.get("own") is True}
        document = notebook(parts, frame.repository, question, **more)
        return frame.repository.export(f"{_name(question)}-{name}.ipynb", document)

    inputs = [frame.question, *(kept[name] for kept in (frame.states, frame.sessions) for name in computing)]
    _answer("notebook", header.notebook, compute, inputs)


def _answer(name: str, event: Callable, make: Callable, inputs: list) -> None:
    """On `event`, saves the file whose path `make` gives, and says so beside the header's button [data-NAME]."""
    download = gr.DownloadButton(visible="hidden", elem_id=f"{name}-download")
    made = event(guarded(make), inputs, download, **QUIET)
    made.success(None, js=SAVE.replace("NAME", name))
    made.failure(None, js=FAILED)


def _name(question: Question) -> str:
    return f"googlenet-{question.picture.rpartition(':')[2][:24]}"


def parts_of(
    repository: Repository, question: Question, tabs: Mapping[str, Tab], states: tuple, sessions: tuple
) -> list[ReportPart]:
    """What each tab that reports says of `question`; the states and sessions are in the tabs' order."""
    found = zip(tabs.values(), states, sessions, strict=True)
    return [tab.report(repository, question, state, session) for tab, state, session in found]


def checked_link(address: object) -> str:
    """The page's address as the browser gave it; "" where it is none."""
    if not isinstance(address, str) or len(address) > LONGEST_LINK:
        return ""
    try:
        return address if urlsplit(address).scheme in {"http", "https"} else ""
    except ValueError:
        return ""
