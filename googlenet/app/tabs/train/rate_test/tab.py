"""Below the form: which learning rate to begin with? Only wires."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import gradio as gr

from googlenet.app.kit.job import FairSemaphore, Job
from googlenet.app.shell.events import QUIET, Problem, followed, guarded, message_of
from googlenet.app.shell.question import Question
from googlenet.app.shell.tab import Frame
from googlenet.app.tabs.train.rate_test import html as markup
from googlenet.app.tabs.train.rate_test.html import RatesView
from googlenet.app.tabs.train.review.tab import place

if TYPE_CHECKING:
    from googlenet.networks.spec import Spec
    from googlenet.training.config import TrainConfig

LOW, HIGH, STEPS = 1e-5, 1.0, 80


@dataclass
class RateTestSession:
    """A visitor's test; `work` is what goes on, None: nothing does."""

    view: RatesView = field(default_factory=lambda: RatesView(LOW, HIGH, STEPS))
    work: object = None


def build(frame: Frame, form: list, rate: gr.Number, design: gr.State, config_of: Callable) -> None:
    """The section.

    Args:
        form: the fields of the next run.
        rate: the learning rate's.
        design: of the network that is to be trained, if one was designed.
        config_of: (question, design, values of the fields) -> the configuration that they describe.
    """
    tab, session, view = _Rates(config_of), gr.State(RateTestSession()), place("train-rates")
    frame.on_question("train", tab.render, [session], [view])
    view.try_rates(tab.test, [frame.question, session, design, *form], view, concurrency_limit=None, **QUIET)
    view.stop_rates(tab.stop, session, None, concurrency_limit=None, **QUIET)
    view.use_rate(guarded(tab.use), frame.question, rate, **QUIET)


class _Rates:
    """What the events do."""

    def __init__(self, config_of: Callable):
        self.config_of, self._turns = config_of, FairSemaphore(1)

    def render(self, question: Question, session: RateTestSession) -> str:
        return markup.rates(session.view, question.lang)

    def test(
        self, question: Question, session: RateTestSession, design: "Spec | None", *values: object
    ) -> Iterator[str]:
        """The section while the steps are done."""
        session.work, session.view = (mine := object()), RatesView(LOW, HIGH, STEPS, is_busy=True)

        def work(job: Job) -> None:
            with self._turns.turn(job):
                _test(job, session, self.config_of(question, design, *values))

        problem = ""
        for step in followed(work, lambda: session.work is mine, question.lang):
            if isinstance(step, Problem):
                problem = step.sentence
            elif session.work is mine:
                yield self.render(question, session)
        if session.work in (mine, None):
            session.work, session.view = None, replace(session.view, is_busy=False, problem=problem)
            yield self.render(question, session)

    def stop(self, session: RateTestSession) -> None:
        session.work = None

    def use(self, _: Question, event: gr.EventData) -> float:
        return float(message_of(event)["rate"])


def _test(job: Job, session: RateTestSession, config: "TrainConfig") -> None:
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
        session.view = replace(session.view, **columns)
    found = suggest(points)
    ends = {"suggestion": found.rate, "lowest": found.lowest} if found else {}
    session.view = replace(session.view, is_done=True, **ends)
