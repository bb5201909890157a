"""Below the network map: the panel of the opened branch, and the tables of all branches with their long measurements."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import gradio as gr

from googlenet.app.kit.job import FairSemaphore, Job, JobSlot, Progress, follow
from googlenet.app.kit.script import read_script
from googlenet.app.shell.access import check_images
from googlenet.app.shell.download import Download
from googlenet.app.shell.events import LONG, PLAIN, drawn, guarded, message_of
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.tab import Frame
from googlenet.app.tabs.branches.state import FILLS, Selection
from googlenet.app.tabs.branches.view import settled
from googlenet.app.tabs.branches.worth.html import flow, flow_csv, panel, traits, traits_csv, waiting, worth, worth_csv
from googlenet.app.tabs.branches.worth.view import (
    IMAGES,
    branch_view,
    find_means,
    importance_of,
    specialization_of,
    worth_view,
)

if TYPE_CHECKING:
    from googlenet.inspection.records import Importance, Specialization
    from googlenet.networks.classifier import Classifier

MOST_IMAGES = 100_000
MEANS = 100  # images that the means are taken over


@dataclass
class MeasureSession:
    """A visitor's measurements. Several events share it.

    Attributes:
        weights: name and digest of those that were measured; what others have shown, or an epoch before, is forgotten.
        fill, wanted: what stands in a branch's place, and how many images are to be used.
        found: fill -> what was counted so far.
        traits: what the probes have shown.
        job: the measurement that goes on.
        question: the latest: work that began under another draws for this one.
    """

    weights: tuple[str, str] = ("", "")
    fill: str = "zero"
    wanted: int = IMAGES
    found: "dict[str, Importance] | None" = None
    traits: "tuple[Specialization, list[Specialization]] | None" = None
    job: JobSlot = field(default_factory=JobSlot)
    question: Question | None = None

    def of(self, repository: Repository, question: Question) -> "MeasureSession":
        """This session for the question's weights, with what lies beside them."""
        self.question, weights = question, _weights(repository, question)
        if self.weights != weights:
            stored = {fill: importance_of(repository, question, fill) for fill in FILLS}
            self.found = {fill: one for fill, one in stored.items() if one is not None}
            self.weights, self.traits = weights, specialization_of(repository, question)
            self.job.stop()
        return self


def _weights(repository: Repository, question: Question) -> tuple[str, str]:
    return question.classifier, repository.classifier(question.classifier).digest


def place(name: str) -> gr.HTML:
    """An empty view with this script."""
    return gr.HTML(elem_id=name, js_on_load=read_script(__file__), **PLAIN)


def build(frame: Frame, selection: gr.State, opened: tuple[gr.HTML, gr.HTML], tables: tuple[gr.HTML, gr.HTML]) -> None:
    """The contents of what is said of the opened branch, its flow among it, and of the two tables."""
    flow, (worth, traits) = opened[1], tables
    session, download = gr.State(MeasureSession()), Download("paths")
    events = WorthEvents(frame.repository)
    shown, measured = [frame.question, selection], [frame.question, session]
    frame.on_question("branches", events.opened, [selection], [*opened], at_press=True)
    frame.on_question("branches", events.tables, [session], [*tables])
    download.on(flow.save, events.save_flow, shown)
    wired = {"inputs": measured, "outputs": [*tables], **LONG}
    in_order = {"concurrency_id": "worth fill", "concurrency_limit": 1}
    worth.worth_fill(guarded(events.choose), **wired | in_order)
    worth.measure(events.measure, **wired)
    traits.probe(events.probe, **wired)
    for table in tables:
        download.on(table.save, events.save, measured)
        table.stop_work(events.stop, session, None, **LONG)


def preparer(repository: Repository, place: gr.HTML) -> Callable[[Question, Selection], Iterator[dict]]:
    """What finds the means that are to stand in the place of what is off, and shows in `place` how far it is."""

    def prepare(question: Question, selection: Selection) -> Iterator[dict]:
        def work(job: Job) -> None:
            find_means(repository, question, job.progress)

        if selection.fill == "mean":
            for step in follow(work, lambda: True):
                if isinstance(step, Progress):
                    yield {place: waiting(step.done, step.total or MEANS, question.lang)}

    return prepare


class WorthEvents:
    """What the events of the panel and the tables do."""

    def __init__(self, repository: Repository):
        self.repository, self._turns = repository, FairSemaphore(1)

    def opened(self, question: Question, selection: Selection) -> tuple[str, str]:
        if not self.repository.choices(question.lang):
            return "", ""
        view = branch_view(self.repository, question, settled(self.repository, question, selection))
        return panel(view, question.lang), flow(view, question.lang)

    def tables(self, question: Question, session: MeasureSession) -> tuple[str, str]:
        if not self.repository.choices(question.lang):
            return "", ""
        return self.draw(question, session.of(self.repository, question))

    def draw(self, question: Question, session: MeasureSession, *, problem: str = "") -> tuple[str, str]:
        found = (session.found or {}).get(session.fill)
        view = worth_view(
            self.repository, question, session.fill, found=found, traits=session.traits, wanted=session.wanted
        )
        busy = {"is_busy": session.job.is_busy}
        return worth(view, question.lang, problem=problem, **busy), traits(view, question.lang, **busy)

    def choose(self, question: Question, session: MeasureSession, event: gr.EventData) -> tuple[str, str]:
        fill = message_of(event).get("to")
        session.fill = fill if fill in FILLS else session.fill
        return self.draw(question, session.of(self.repository, question))

    def measure(self, question: Question, session: MeasureSession, event: gr.EventData) -> Iterator[tuple[str, str]]:
        """The tables while accuracies are counted; every drawing shows what is known so far."""
        images = message_of(event).get("images")
        session.wanted = images if isinstance(images, int) and 1 <= images <= MOST_IMAGES else IMAGES
        fill, wanted = session.fill, session.wanted
        classifier = self._measured(question, session)

        def work(job: Job) -> None:
            from googlenet.inspection.importance import path_importance

            start = session.found.get(fill)
            check_images(str(classifier.card.config.get("dataset", "")), question.owner)
            for found in path_importance(classifier, images=wanted, fill=fill, start=start):
                job.progress(found.images, wanted)
                if session.weights == (question.classifier, classifier.digest):  # else the tables are others' by now
                    session.found = session.found | {fill: found}

        yield from self._follow(question, session, work)

    def probe(self, question: Question, session: MeasureSession) -> Iterator[tuple[str, str]]:
        """The tables while the probes are shown, to the network and to some with random weights."""
        classifier = self._measured(question, session)

        def work(job: Job) -> None:
            from googlenet.inspection.specialization import CONTROLS, controls, path_specialization

            passes = 0

            def advance(done: int, total: int) -> None:
                nonlocal passes
                job.progress(passes * total + done, (1 + CONTROLS) * total)
                passes += done == total

            trained = path_specialization(classifier, progress=advance)
            fresh = list(controls(classifier, progress=advance))
            if session.weights == (question.classifier, classifier.digest):
                session.traits = trained, fresh

        yield from self._follow(question, session, work)

    def _measured(self, question: Question, session: MeasureSession) -> "Classifier":
        """The weights that the session is of; a run may save better ones before the work has its turn."""
        session.of(self.repository, question)
        return self.repository.classifier(question.classifier)

    def _follow(
        self, question: Question, session: MeasureSession, work: Callable[[Job], None]
    ) -> Iterator[tuple[str, str]]:
        """The tables while `work` goes on, and after it, unless another measurement has begun."""

        def draw(problem: str) -> tuple[str, str]:
            is_same = session.question.classifier == question.classifier
            return self.draw(session.question, session, problem=problem if is_same else "")

        yield from drawn(session.job, work, self._turns, question.lang, draw)

    def stop(self, session: MeasureSession) -> None:
        session.job.stop()

    def save_flow(self, question: Question, selection: Selection) -> str:
        view = branch_view(self.repository, question, settled(self.repository, question, selection))
        return self.repository.export("flow.csv", flow_csv(view))

    def save(self, question: Question, session: MeasureSession, event: gr.EventData) -> str:
        found = (session.of(self.repository, question).found or {}).get(session.fill)
        view = worth_view(self.repository, question, session.fill, found=found, traits=session.traits)
        if message_of(event).get("what") == "traits" or not view.worth:
            return self.repository.export("traits.csv", traits_csv(view))
        return self.repository.export("importance.csv", worth_csv(view))
