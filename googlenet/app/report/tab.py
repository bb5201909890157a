"""The header's event "report": joins the parts that the tabs deliver into one file."""

from collections.abc import Mapping
from urllib.parse import urlsplit

import gradio as gr

from googlenet.app.report.html import report
from googlenet.app.shell.events import QUIET, guarded, message_of
from googlenet.app.shell.link import EXAMPLE
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.tab import Frame, ReportPart, Tab
from googlenet.text import say

LONGEST_LINK = 2000
SAVE = """() => { document.querySelector('#report-download')?.click();
  const said = document.querySelector('#header [data-report]')?.dataset.done; document.dispatchEvent(new CustomEvent('gn-said', {detail: said})); }"""
FAILED = "() => document.dispatchEvent(new CustomEvent('gn-said', {detail: ''}))"


def build(frame: Frame, header: gr.HTML, tabs: Mapping[str, Tab]) -> None:
    """Answers the header's event "report" with a file."""
    download = gr.DownloadButton(visible="hidden", elem_id="report-download")
    reporting = {name: tab for name, tab in tabs.items() if tab.report}

    def make(question: Question, event: gr.EventData, *kept: object) -> str:
        halves = kept[: len(reporting)], kept[len(reporting) :]
        parts = parts_of(frame.repository, question, reporting, *halves)
        name = f"googlenet-{question.picture.rpartition(':')[2][:24]}.html"
        link = checked_link(message_of(event).get("page"))
        note = "" if question.picture.startswith(EXAMPLE) else say("report.link_own", question.lang)
        return frame.repository.export(name, report(parts, question.lang, link=link, link_note=note))

    inputs = [frame.question, *(kept[name] for kept in (frame.states, frame.sessions) for name in reporting)]
    made = header.report(guarded(make), inputs, download, **QUIET)
    made.success(None, js=SAVE)
    made.failure(None, js=FAILED)


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
