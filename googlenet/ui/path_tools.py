"""Below the network map: the panel of the opened path, and the tables of all paths with their long measurements."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import gradio as gr

from googlenet.errors import UserError
from googlenet.ui.answers import ASSETS, Answers
from googlenet.ui.branch_views import settled
from googlenet.ui.events import QUIET, Frame, Problem, followed, guarded, toast
from googlenet.ui.jobs import Job, Step, Turns, follow
from googlenet.ui.markup import path_panel, worth
from googlenet.ui.own_views import check_images
from googlenet.ui.path_views import IMAGES, find_means, importance_of, path_view, specialization_of, worth_view
from googlenet.ui.question import Question
from googlenet.ui.selection import FILLS, Selection, replace

if TYPE_CHECKING:
    from googlenet.inspection.records import Importance, Specialization

MOST_IMAGES = 100_000
MEANS = 100  # images that the means are taken over
SAVE = "() => document.querySelector('#paths-download')?.click()"


@dataclass
class Bench:
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

    def of(self, answers: Answers, question: Question) -> "Bench":
        """This bench for the question's weights, with what lies beside them."""
        self.question, name = question, question.classifier
        if self.classifier != name:
            stored = {fill: importance_of(answers, question, fill) for fill in FILLS}
            self.found = {fill: one for fill, one in stored.items() if one is not None}
            self.classifier, self.traits, self.work = name, specialization_of(answers, question), None
        return self


def place(name: str) -> gr.HTML:
    """An empty view with this script."""
    script = (ASSETS / "paths.js").read_text(encoding="utf-8")
    return gr.HTML(elem_id=name, js_on_load=script, apply_default_css=False, padding=False)


def build(frame: Frame, selection: gr.State, panel: gr.HTML) -> None:
    """The tables, here; the panel's contents, whose presses belong to the tab."""
    tables = place("branch-worth")
    bench, download = gr.State(Bench()), gr.DownloadButton(visible="hidden", elem_id="paths-download")
    tab = _Tools(frame.answers)
    asked = [frame.question, selection]
    frame.on_question("branches", tab.panel, [selection], [panel])
    frame.on_question("branches", tab.tables, [bench], [tables])
    selection.change(guarded(tab.panel), asked, panel, trigger_mode="always_last", **QUIET)
    panel.save(guarded(tab.save_flow), asked, download, **QUIET).then(None, js=SAVE)
    tables.save(guarded(tab.save), [frame.question, bench], download, **QUIET).then(None, js=SAVE)
    wired = {"inputs": [frame.question, bench], "outputs": tables, "concurrency_limit": None, **QUIET}
    tables.worth_fill(guarded(tab.choose), **wired)
    tables.measure(tab.measure, **wired)
    tables.probe(tab.probe, **wired)
    tables.stop_work(tab.stop, bench, None, concurrency_limit=None, **QUIET)


def panel_drawer(answers: Answers) -> Callable[[Question, Selection], str]:
    """What draws the panel again, as after work that was stopped."""
    return guarded(_Tools(answers).panel)


def fills(answers: Answers, question: Question, selection: Selection, fill: object) -> Iterator[tuple]:
    """Values of selection and panel while another fill is made ready.

    Raises:
        gr.Error: this network has no means.
    """
    if fill not in FILLS:
        yield gr.skip(), gr.skip()
        return
    try:
        if fill == "mean":
            work = partial(find_means, answers, question)
            for step in follow(lambda job: work(job.progress), lambda: True):
                if isinstance(step, Step):
                    yield gr.skip(), path_panel.waiting(step.done, step.total or MEANS, question.lang)
        yield replace(selection, fill=fill), gr.skip()
    except UserError as error:
        yield (
            selection,
            path_panel.panel(path_view(answers, question, settled(answers, question, selection)), question.lang),
        )
        raise toast(error.message(question.lang), question.lang) from None


class _Tools:
    """What the events do."""

    def __init__(self, answers: Answers):
        self.answers, self._turns = answers, Turns(1)

    def panel(self, question: Question, selection: Selection) -> str:
        if not self.answers.choices(question.lang):
            return ""
        chosen = settled(self.answers, question, selection)
        return path_panel.panel(path_view(self.answers, question, chosen), question.lang)

    def tables(self, question: Question, bench: Bench) -> str:
        if not self.answers.choices(question.lang):
            return ""
        return self.draw(question, bench.of(self.answers, question))

    def draw(self, question: Question, bench: Bench, *, problem: str = "") -> str:
        found = (bench.found or {}).get(bench.fill)
        view = worth_view(self.answers, question, bench.fill, found=found, traits=bench.traits, wanted=bench.wanted)
        return worth.worth(view, question.lang, is_busy=bench.work is not None, problem=problem)

    def choose(self, question: Question, bench: Bench, event: gr.EventData) -> str:
        to = event._data.get("to") if isinstance(event._data, dict) else None
        bench.fill = to if to in FILLS else bench.fill
        return self.draw(question, bench)

    def measure(self, question: Question, bench: Bench, event: gr.EventData) -> Iterator[str]:
        """The tables while accuracies are counted; every drawing shows what is known so far."""
        images = event._data.get("images") if isinstance(event._data, dict) else None
        bench.wanted = images if isinstance(images, int) and 1 <= images <= MOST_IMAGES else IMAGES
        fill = bench.fill

        wanted = bench.wanted

        def work(job: Job) -> Iterator[dict[str, object]]:
            from googlenet.inspection.importance import path_importance

            classifier, start = self.answers.classifier(question.classifier), bench.found.get(fill)
            check_images(str(classifier.card.config.get("dataset", "")), question.owner)
            for found in path_importance(classifier, images=wanted, fill=fill, start=start):
                job.progress(found.images, wanted)
                yield {"found": bench.found | {fill: found}}

        yield from self._follow(question, bench, work)

    def probe(self, question: Question, bench: Bench) -> Iterator[str]:
        """The tables while the probes are shown, to the network and to one with fresh weights."""

        def work(job: Job) -> Iterator[dict[str, object]]:
            from googlenet.inspection.specialization import path_specialization, untrained

            classifier = self.answers.classifier(question.classifier)
            trained = path_specialization(classifier, progress=job.progress)
            yield {"traits": (trained, path_specialization(untrained(classifier), progress=job.progress))}

        yield from self._follow(question, bench, work)

    def _follow(
        self, question: Question, bench: Bench, work: Callable[[Job], Iterator[dict[str, object]]]
    ) -> Iterator[str]:
        bench.of(self.answers, question).work = mine = object()
        problem = ""

        def in_turn(job: Job) -> None:
            with self._turns.turn(job):
                for found in work(job):
                    if bench.work is mine:  # else the bench is another network's by now
                        vars(bench).update(found)

        for step in followed(in_turn, lambda: bench.work is mine, question.lang):
            if bench.work is not mine:
                break  # which ends the work at its next report
            if isinstance(step, Problem):
                problem = step.sentence
            elif isinstance(step, Step):
                yield self.draw(bench.question, bench)
        if bench.work in (mine, None):
            bench.work = None
            yield self.draw(
                bench.question, bench, problem=problem if bench.question.classifier == question.classifier else ""
            )

    def stop(self, bench: Bench) -> None:
        bench.work = None

    def save_flow(self, question: Question, selection: Selection) -> str:
        view = path_view(self.answers, question, settled(self.answers, question, selection))
        return self.answers.export("flow.csv", path_panel.flow_csv(view))

    def save(self, question: Question, bench: Bench, event: gr.EventData) -> str:
        what = event._data.get("what") if isinstance(event._data, dict) else None
        found = (bench.of(self.answers, question).found or {}).get(bench.fill)
        view = worth_view(self.answers, question, bench.fill, found=found, traits=bench.traits)
        if what == "traits" or not view.worth:
            return self.answers.export("traits.csv", worth.traits_csv(view))
        return self.answers.export("importance.csv", worth.worth_csv(view))
