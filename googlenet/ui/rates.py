"""Below the form: which learning rate to begin with? Only wires."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import gradio as gr

from googlenet.ui.branches import message_of
from googlenet.ui.events import QUIET, Frame, Problem, followed, guarded
from googlenet.ui.jobs import Job, Turns
from googlenet.ui.lab import place
from googlenet.ui.markup import rates as markup
from googlenet.ui.markup.rates import RatesView
from googlenet.ui.question import Question

if TYPE_CHECKING:
    from googlenet.specs import Spec
    from googlenet.training.config import TrainConfig

LOW, HIGH, STEPS = 1e-5, 1.0, 80


@dataclass
class Bench:
    """A visitor's test; `work` is what goes on, None: nothing does."""

    view: RatesView = field(default_factory=lambda: RatesView(LOW, HIGH, STEPS))
    work: object = None


def build(frame: Frame, form: list, rate: gr.Number, config_of: Callable) -> None:
    """The section.

    Args:
        form: the fields of the next run.
        rate: the learning rate's.
        config_of: (question, design, values of the fields) -> the configuration that they describe.
    """
    tab, bench, view = _Rates(config_of), gr.State(Bench()), place("train-rates")
    frame.on_question("train", tab.render, [bench], [view])
    view.try_rates(tab.test, [frame.question, bench, frame.design, *form], view, concurrency_limit=None, **QUIET)
    view.stop_rates(tab.stop, bench, None, concurrency_limit=None, **QUIET)
    view.use_rate(guarded(tab.use), frame.question, rate, **QUIET)


class _Rates:
    """What the events do."""

    def __init__(self, config_of: Callable):
        self.config_of, self._turns = config_of, Turns(1)

    def render(self, question: Question, bench: Bench) -> str:
        return markup.rates(bench.view, question.lang)

    def test(self, question: Question, bench: Bench, design: "Spec | None", *values: object) -> Iterator[str]:
        """The section while the steps are done."""
        bench.work, bench.view = (mine := object()), RatesView(LOW, HIGH, STEPS, is_busy=True)

        def work(job: Job) -> None:
            with self._turns.turn(job):
                _test(job, bench, self.config_of(question, design, *values))

        problem = ""
        for step in followed(work, lambda: bench.work is mine, question.lang):
            if isinstance(step, Problem):
                problem = step.sentence
            elif bench.work is mine:
                yield self.render(question, bench)
        if bench.work in (mine, None):
            bench.work, bench.view = None, replace(bench.view, is_busy=False, problem=problem)
            yield self.render(question, bench)

    def stop(self, bench: Bench) -> None:
        bench.work = None

    def use(self, _: Question, event: gr.EventData) -> float:
        return float(message_of(event)["rate"])


def _test(job: Job, bench: Bench, config: "TrainConfig") -> None:
    """Fills the bench's view, step by step.

    Raises:
        UserError: the settings do not fit, or are too much for a page.
    """
    from googlenet.training.rate_test import check_work, rate_test, suggest

    check_work(config)
    points = []
    for point in rate_test(config, lowest=LOW, highest=HIGH, count=STEPS):
        points.append(point)
        job.progress(len(points), STEPS)
        told = {"rates": "rate", "losses": "loss", "smoothed": "smoothed"}
        columns = {name: tuple(getattr(one, value) for one in points) for name, value in told.items()}
        bench.view = replace(bench.view, **columns)
    found = suggest(points)
    ends = {"suggestion": found.rate, "lowest": found.lowest} if found else {}
    bench.view = replace(bench.view, is_done=True, **ends)
