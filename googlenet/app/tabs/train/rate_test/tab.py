"""Below the form: which learning rate to begin with? Only wires."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import gradio as gr

from googlenet.app.kit.job import FairSemaphore, Job, JobSlot
from googlenet.app.shell.events import LONG, QUIET, drawn, guarded, message_of
from googlenet.app.shell.question import Question
from googlenet.app.shell.tab import Frame
from googlenet.app.tabs.train.rate_test.html import HIGH, LOW, STEPS, RatesView, rates
from googlenet.app.tabs.train.review.tab import section

if TYPE_CHECKING:
    from googlenet.networks.spec import Spec
    from googlenet.training.config import TrainConfig
    from googlenet.training.rate_test import RatePoint, Suggestion


@dataclass
class RateTestSession:
    """A visitor's test."""

    view: RatesView = field(default_factory=RatesView)
    job: JobSlot = field(default_factory=JobSlot)


def build(frame: Frame, form: list, rate: gr.Number, design: gr.State, config_of: Callable) -> None:
    """The section.

    Args:
        form: the fields of the next run.
        rate: the learning rate's.
        design: of the network that is to be trained, if one was designed.
        config_of: (question, design, values of the fields) -> the configuration that they describe.
    """
    events, session, view = RateTestEvents(config_of), gr.State(RateTestSession()), section("train-rates")
    frame.on_question("train", events.render, [session], [view])
    view.try_rates(events.test, [frame.question, session, design, *form], view, **LONG)
    view.stop_rates(lambda session: session.job.stop(), session, None, **LONG)
    view.use_rate(guarded(events.use), frame.question, rate, **QUIET)


class RateTestEvents:
    """What the section's events do."""

    def __init__(self, config_of: Callable):
        self.config_of, self._turns = config_of, FairSemaphore(1)

    def render(self, question: Question, session: RateTestSession) -> str:
        return rates(session.view, question.lang)

    def test(
        self, question: Question, session: RateTestSession, design: "Spec | None", *values: object
    ) -> Iterator[str]:
        """The section while the steps are done."""
        session.view, points = RatesView(), []

        def work(job: Job) -> "Suggestion | None":
            return _test(job, self.config_of(question, design, *values), points)

        def draw(problem: str) -> str:
            now = {"points": tuple(points), "is_busy": session.job.is_busy, "problem": problem}
            session.view = replace(session.view, **now)
            return self.render(question, session)

        def keep(found: "Suggestion | None") -> None:
            session.view = replace(session.view, is_done=True, found=found)

        yield from drawn(session.job, work, self._turns, question.lang, draw, keep)

    def use(self, _: Question, event: gr.EventData) -> float:
        return float(message_of(event)["rate"])


def _test(job: Job, config: "TrainConfig", points: "list[RatePoint]") -> "Suggestion | None":
    """Fills `points`, step by step, and gives what they suggest.

    Raises:
        UserError: the settings do not fit, or are too much for a page.
    """
    from googlenet.training.rate_test import check_work, rate_test, suggest

    check_work(config)
    for point in rate_test(config, lowest=LOW, highest=HIGH, count=STEPS):
        points.append(point)
        job.progress(len(points), STEPS)
    return suggest(points)
