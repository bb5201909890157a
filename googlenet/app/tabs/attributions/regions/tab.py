"""The section of the Attributions tab on regions of one's own. Only wires."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import gradio as gr

from googlenet.app.kit.job import FairSemaphore, Job, Progress
from googlenet.app.kit.script import read_script
from googlenet.app.shell.answer import picture_of
from googlenet.app.shell.events import LONG, PLAIN, Problem, message_of, run_job
from googlenet.app.shell.naming import names_of
from googlenet.app.shell.question import Question, replace
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.tab import Frame
from googlenet.app.tabs.attributions.regions import html as markup
from googlenet.app.tabs.attributions.regions.view import FoundRegions, find, outlines_of
from googlenet.app.tabs.attributions.state import AttributionsSession
from googlenet.common.errors import UserError

if TYPE_CHECKING:
    from googlenet.inspection.records import Regions


def build(frame: Frame) -> None:
    """The section's contents."""
    events, script = RegionsEvents(frame.repository), read_script(__file__)
    session = frame.sessions["attributions"]
    board = gr.HTML(js_on_load=script, elem_id="regions-board", **PLAIN)
    result = gr.HTML(js_on_load=script, elem_id="regions-result", **PLAIN)
    frame.on_question("attributions", events.render, [session], [board, result])
    board.start(events.start, [frame.question, session], result, **LONG)
    result.stop_work(lambda session: session.regions.slot.stop(), session, None, **LONG)


class RegionsEvents:
    """What the events do."""

    def __init__(self, repository: Repository):
        self.repository, self._turns = repository, FairSemaphore(1)

    def render(self, question: Question, session: AttributionsSession) -> tuple[str, str]:
        """The image to draw on; what was found of another question goes, another language keeps it."""
        session.regions.slot.stop()
        if not self.repository.choices(question.lang):
            return "", ""
        found = session.regions.of(question)
        result = self.result(question, found.values) if found else ""
        return markup.board(picture_of(self.repository, question), question.lang), result

    def result(self, question: Question, found: "Regions") -> str:
        """What was found, drawn."""
        classes = self.repository.classifier(question.classifier).classes
        return markup.result(markup.RegionsView(found, classes, names_of(self.repository, question)), question.lang)

    def start(self, question: Question, session: AttributionsSession, event: gr.EventData) -> Iterator[str]:
        """How far the work is, then what was found."""
        lang, message, mine = question.lang, message_of(event), session.regions
        try:
            outlines, baseline = outlines_of(message)
        except UserError as error:
            yield markup.problem(error.message(lang))
            return

        def work(job: Job) -> object:
            return find(self.repository, question, outlines, baseline, job.progress)

        for step in run_job(mine.slot, work, self._turns, lang):
            if isinstance(step, Progress):
                yield markup.waiting(step, lang)
                continue
            if isinstance(step, Problem):
                yield markup.problem(step.sentence)
                return
            mine.found = FoundRegions(replace(question, lang=""), outlines, step.value)
            yield self.result(question, step.value)
            return
        if not mine.slot.is_busy:  # stopped; else other work draws
            yield ""
