"""The learning-rate range test (Smith 2015, arXiv:1506.01186, section 3.3): a few steps at rates that grow.

The suggestion follows Howard's fast.ai: the rate at which the smoothed loss falls fastest per decade. It is a start for
the search, not its end: another seed moves it.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from googlenet.common.errors import UserError
from googlenet.training.accelerator import kernels_kept
from googlenet.training.advance import advance
from googlenet.training.config import TrainConfig, in_limits
from googlenet.training.trainer import Diverged, Tally, Trainer, prepare

LOWEST, HIGHEST, STEPS = 1e-5, 1.0, 80
SMOOTHING = 0.85  # of the running mean; corrected for its start, as in Adam
GIVEN_UP = 4.0  # the smoothed loss over its lowest at which the test ends
REACH = 0.05  # of the points, on either side of one, that its slope is taken from: a single step is noise
MARGIN = 0.1  # of the points at either end in which no slope is looked for
MOST_WORK = 128 * 224**2  # pixels a step, for a test that is started from the page


@dataclass(frozen=True)
class RatePoint:
    """A step of the range test.

    Attributes:
        step: from 0.
        rate: its learning rate.
        loss: of its batch, nats, before the step.
        smoothed: the running mean of the losses up to it.
    """

    step: int
    rate: float
    loss: float
    smoothed: float


@dataclass(frozen=True)
class Suggestion:
    """The learning rate to begin with.

    Attributes:
        rate: where the smoothed loss falls fastest.
        lowest: where it is lowest: rates from there on are too high.
    """

    rate: float
    lowest: float


def rate_test(
    config: TrainConfig, *, lowest: float = LOWEST, highest: float = HIGHEST, count: int = STEPS
) -> Iterator[RatePoint]:
    """Trains `config`'s network for `count` steps at rates from `lowest` to `highest`, evenly spaced in their logarithm.

    Yields a point a step, and writes nothing. It ends early where the loss diverges.

    Raises:
        UserError: a rate is out of range, or `config` does not fit; see `prepare`.
    """
    low, high = (in_limits("learning_rate", rate) for rate in (lowest, highest))
    if low >= high or not 10 <= count <= 1000:
        raise UserError("lab.rates.range", low=lowest, high=highest, count=count)
    # The rate is the factor of a constant schedule, so that each step is one that a run would do.
    config = replace(config, schedule="constant", learning_rate=1.0, size_schedule=())
    with kernels_kept():  # the page goes on in the same process
        yield from _points(prepare(config), low, high, count)


def _points(trainer: Trainer, low: float, high: float, count: int) -> Iterator[RatePoint]:
    mean, best = 0.0, math.inf
    for step in range(count):
        trainer.slowed, trainer.step_tally = low * (high / low) ** (step / (count - 1)), Tally()
        try:
            advance(trainer)
            trainer.settle()
        except Diverged:
            return
        loss = trainer.step_tally.loss / trainer.step_tally.images
        mean = SMOOTHING * mean + (1 - SMOOTHING) * loss
        smoothed = mean / (1 - SMOOTHING ** (step + 1))
        best = min(best, smoothed)
        yield RatePoint(step, trainer.slowed, loss, smoothed)
        if smoothed > GIVEN_UP * best:
            return


def suggest(points: list[RatePoint]) -> Suggestion | None:
    """The rate at which the loss falls fastest; None where it falls nowhere, or there are too few points.

    The slope at a point is that of the line which fits its neighbours best, over the logarithm of the rate. Only points
    before the lowest count, and not those at either end, where the running mean rests on too few.
    """
    edge = max(1, round(MARGIN * len(points)))
    if len(points) < 4 * edge + 2:
        return None
    lowest = min(points, key=lambda point: point.smoothed)
    inner = [at for at in range(edge, len(points) - edge) if points[at].rate < lowest.rate]
    if not inner:
        return None
    steepest = min(inner, key=lambda at: _slope(points, at))
    if _slope(points, steepest) >= 0:
        return None
    return Suggestion(points[steepest].rate, lowest.rate)


def _slope(points: list[RatePoint], at: int) -> float:
    """Slope in nats a decade of the straight line that fits the points around number `at` best (least squares)."""
    reach = max(1, round(REACH * len(points)))
    near = points[max(0, at - reach) : at + reach + 1]
    decades = [math.log10(point.rate) for point in near]
    middle = sum(decades) / len(near)
    spread = sum((x - middle) ** 2 for x in decades)
    return sum((x - middle) * point.smoothed for x, point in zip(decades, near, strict=True)) / spread


def check_work(config: TrainConfig) -> None:
    """Raises where a step is too much work for a page.

    Raises:
        UserError: batch and images together are too large.
    """
    if config.batch_size * config.image_size**2 > MOST_WORK:
        raise UserError("lab.rates.large", batch=config.batch_size, size=config.image_size)
