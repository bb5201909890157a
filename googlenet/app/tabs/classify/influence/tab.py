"""Below the Classify view, on demand: the training images that speak for the answer and against it. Only wires."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import gradio as gr

from googlenet.app.kit.job import FairSemaphore, Job, JobSlot
from googlenet.app.kit.script import read_script
from googlenet.app.shell.events import PLAIN, QUIET, drawn, guarded
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.tab import Frame
from googlenet.app.shell.training_images import MOST, dataset_name, experiment, find_gradients, known_gradients
from googlenet.app.tabs.classify.influence import html as markup
from googlenet.app.tabs.classify.influence.view import influence_view


@dataclass
class InfluenceSession:
    """A visitor's own: the search that goes on, and the latest question, which it draws for."""

    slot: JobSlot = field(default_factory=JobSlot)
    question: Question | None = None


def build(frame: Frame) -> None:
    """The section's contents."""
    events, session = InfluenceEvents(frame.repository), gr.State(InfluenceSession())
    head = gr.HTML(elem_id="influence-head", **PLAIN)
    lists = gr.HTML(js_on_load=read_script(__file__), elem_id="influence-lists", **PLAIN)
    frame.on_question("classify", events.render, [session], [head, lists])
    inputs, long = [frame.question, session], {"concurrency_limit": None, **QUIET}
    quick = {"concurrency_limit": 2, "concurrency_id": "answer 2", **QUIET}  # with all else that answers
    lists.look(guarded(events.look), inputs, lists, trigger_mode="always_last", **quick)
    lists.start(events.start, inputs, lists, trigger_mode="always_last", **long)
    lists.stop_work(lambda session: session.slot.stop(), session, None, **long)


class InfluenceEvents:
    """What the events do."""

    def __init__(self, repository: Repository):
        self.repository, self._turns = repository, FairSemaphore(1)

    def render(self, question: Question, session: InfluenceSession) -> tuple[str, str]:
        """The section, closed; nothing where the training images are not here. Once it is open, the page looks in."""
        if session.question and session.question.classifier != question.classifier:
            session.slot.stop()
        session.question = question
        is_here = self.repository.choices(question.lang) and dataset_name(self.repository, question.classifier)
        return markup.head(question.lang) if is_here else "", ""

    def look(self, question: Question, session: InfluenceSession) -> str:
        """The lists where the training images were searched, else how far that is, or the offer to do so."""
        if session.slot.is_busy:
            return markup.waiting(session.slot.progress, question.lang)
        found = known_gradients(self.repository, question)
        if found is None:
            return markup.offer(MOST, question.lang)
        return markup.result(influence_view(self.repository, question, found), experiment(question.lang), question.lang)

    def start(self, question: Question, session: InfluenceSession) -> Iterator[str]:
        """How far the search is, then the lists."""

        def work(job: Job) -> None:
            find_gradients(self.repository, question, job.progress)

        def draw(problem: str) -> str:
            return markup.problem(problem) if problem else guarded(self.look)(session.question, session)

        session.question = question
        yield from drawn(session.slot, work, self._turns, question.lang, draw)
