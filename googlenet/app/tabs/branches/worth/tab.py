"""Below the network map: the panel of the opened path, and the tables of all paths with their long measurements."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import gradio as gr

from googlenet.app.kit.job import FairSemaphore, Job, Progress, follow
from googlenet.app.kit.script import read_script
from googlenet.app.shell.access import check_images
from googlenet.app.shell.events import QUIET, Problem, followed, guarded, toast
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.tab import Frame
from googlenet.app.tabs.branches.state import FILLS, Selection, replace
from googlenet.app.tabs.branches.view import settled
from googlenet.app.tabs.branches.worth import html as worth
from googlenet.app.tabs.branches.worth import panel_html as path_panel
from googlenet.app.tabs.branches.worth.view import (
    IMAGES,
    find_means,
    importance_of,
    path_view,
    specialization_of,
    worth_view,
)
from googlenet.common.errors import UserError

if TYPE_CHECKING:
    from googlenet.inspection.records import Importance, Specialization

MOST_IMAGES = 100_000
MEANS = 100  # images that the means are taken over
SAVE = "() => document.querySelector('#paths-download')?.click()"


@dataclass
class MeasureSession:
    """A visitor's measurements. Several events share it.

    Attributes:
        classifier: whose they are; those of others are forgotten.
        fill, wanted: what is asked for.
        found: fill -> what was counted so far.
        traits: what the probes told.
        work: the work that goes on; None: nothing does.
        question: the latest: work that began under another draws for this one.
    """

    classifier: str = ""
    fill: str = "zero"
    wanted: int = IMAGES
    found: "dict[str, Importance] | None" = None
    traits: "tuple[Specialization, Specialization | None] | None" = None
    work: object = None
    question: Question | None = None

    def of(self, repository: Repository, question: Question) -> "MeasureSession":
        """This bench for the question's weights, with what lies beside them."""
        self.question, name = question, question.classifier
        if self.classifier != name:
            stored = {fill: importance_of(repository, question, fill) for fill in FILLS}
            self.found = {fill: one for fill, one in stored.items() if one is not None}
            self.classifier, self.traits, self.work = name, specialization_of(repository, question), None
        return self


def place(name: str) -> gr.HTML:
    """An empty view with this script."""
    script = read_script(__file__)
    return gr.HTML(elem_id=name, js_on_load=script, apply_default_css=False, padding=False)


def build(frame: Frame, selection: gr.State, panel: gr.HTML) -> None:
    """The tables, here; the panel's contents, whose presses belong to the tab."""
    tables = place("branch-worth")
    session, download = gr.State(MeasureSession()), gr.DownloadButton(visible="hidden", elem_id="paths-download")
    tab = _Tools(frame.repository)
    asked = [frame.question, selection]
    frame.on_question("branches", tab.panel, [selection], [panel])
    frame.on_question("branches", tab.tables, [session], [tables])
    selection.change(guarded(tab.panel), asked, panel, trigger_mode="always_last", **QUIET)
    panel.save(guarded(tab.save_flow), asked, download, **QUIET).then(None, js=SAVE)
    tables.save(guarded(tab.save), [frame.question, session], download, **QUIET).then(None, js=SAVE)
    wired = {"inputs": [frame.question, session], "outputs": tables, "concurrency_limit": None, **QUIET}
    tables.worth_fill(guarded(tab.choose), **wired)
    tables.measure(tab.measure, **wired)
    tables.probe(tab.probe, **wired)
    tables.stop_work(tab.stop, session, None, concurrency_limit=None, **QUIET)


def panel_drawer(repository: Repository) -> Callable[[Question, Selection], str]:
    """What draws the panel again, as after work that was stopped."""
    return guarded(_Tools(repository).panel)


def fills(repository: Repository, question: Question, selection: Selection, fill: object) -> Iterator[tuple]:
    """Values of selection and panel while another fill is made ready.

    Raises:
        gr.Error: this network has no means.
    """
    if fill not in FILLS:
        yield gr.skip(), gr.skip()
        return
    try:
        if fill == "mean":
            work = partial(find_means, repository, question)
            for step in follow(lambda job: work(job.progress), lambda: True):
                if isinstance(step, Progress):
                    yield gr.skip(), path_panel.waiting(step.done, step.total or MEANS, question.lang)
        yield replace(selection, fill=fill), gr.skip()
    except UserError as error:
        yield (
            selection,
            path_panel.panel(path_view(repository, question, settled(repository, question, selection)), question.lang),
        )
        raise toast(error.message(question.lang), question.lang) from None


class _Tools:
    """What the events do."""

    def __init__(self, repository: Repository):
        self.repository, self._turns = repository, FairSemaphore(1)

    def panel(self, question: Question, selection: Selection) -> str:
        if not self.repository.choices(question.lang):
            return ""
        chosen = settled(self.repository, question, selection)
        return path_panel.panel(path_view(self.repository, question, chosen), question.lang)

    def tables(self, question: Question, session: MeasureSession) -> str:
        if not self.repository.choices(question.lang):
            return ""
        return self.draw(question, session.of(self.repository, question))

    def draw(self, question: Question, session: MeasureSession, *, problem: str = "") -> str:
        found = (session.found or {}).get(session.fill)
        view = worth_view(
            self.repository, question, session.fill, found=found, traits=session.traits, wanted=session.wanted
        )
        return worth.worth(view, question.lang, is_busy=session.work is not None, problem=problem)

    def choose(self, question: Question, session: MeasureSession, event: gr.EventData) -> str:
        to = event._data.get("to") if isinstance(event._data, dict) else None
        session.fill = to if to in FILLS else session.fill
        return self.draw(question, session)

    def measure(self, question: Question, session: MeasureSession, event: gr.EventData) -> Iterator[str]:
        """The tables while accuracies are counted; every drawing shows what is known so far."""
        images = event._data.get("images") if isinstance(event._data, dict) else None
        session.wanted = images if isinstance(images, int) and 1 <= images <= MOST_IMAGES else IMAGES
        fill = session.fill

        wanted = session.wanted

        def work(job: Job) -> Iterator[dict[str, object]]:
            from googlenet.inspection.importance import path_importance

            classifier, start = self.repository.classifier(question.classifier), session.found.get(fill)
            check_images(str(classifier.card.config.get("dataset", "")), question.owner)
            for found in path_importance(classifier, images=wanted, fill=fill, start=start):
                job.progress(found.images, wanted)
                yield {"found": session.found | {fill: found}}

        yield from self._follow(question, session, work)

    def probe(self, question: Question, session: MeasureSession) -> Iterator[str]:
        """The tables while the probes are shown, to the network and to one with fresh weights."""

        def work(job: Job) -> Iterator[dict[str, object]]:
            from googlenet.inspection.specialization import path_specialization, untrained

            classifier = self.repository.classifier(question.classifier)
            trained = path_specialization(classifier, progress=job.progress)
            yield {"traits": (trained, path_specialization(untrained(classifier), progress=job.progress))}

        yield from self._follow(question, session, work)

    def _follow(
        self, question: Question, session: MeasureSession, work: Callable[[Job], Iterator[dict[str, object]]]
    ) -> Iterator[str]:
        session.of(self.repository, question).work = mine = object()
        problem = ""

        def in_turn(job: Job) -> None:
            with self._turns.turn(job):
                for found in work(job):
                    if session.work is mine:  # else the bench is another network's by now
                        vars(session).update(found)

        for step in followed(in_turn, lambda: session.work is mine, question.lang):
            if session.work is not mine:
                break  # which ends the work at its next report
            if isinstance(step, Problem):
                problem = step.sentence
            elif isinstance(step, Progress):
                yield self.draw(session.question, session)
        if session.work in (mine, None):
            session.work = None
            yield self.draw(
                session.question, session, problem=problem if session.question.classifier == question.classifier else ""
            )

    def stop(self, session: MeasureSession) -> None:
        session.work = None

    def save_flow(self, question: Question, selection: Selection) -> str:
        view = path_view(self.repository, question, settled(self.repository, question, selection))
        return self.repository.export("flow.csv", path_panel.flow_csv(view))

    def save(self, question: Question, session: MeasureSession, event: gr.EventData) -> str:
        what = event._data.get("what") if isinstance(event._data, dict) else None
        found = (session.of(self.repository, question).found or {}).get(session.fill)
        view = worth_view(self.repository, question, session.fill, found=found, traits=session.traits)
        if what == "traits" or not view.worth:
            return self.repository.export("traits.csv", worth.traits_csv(view))
        return self.repository.export("importance.csv", worth.worth_csv(view))
