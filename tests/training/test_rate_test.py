"""The learning-rate range test: its steps, where it ends, and what it suggests of losses that are known."""

import math
from itertools import pairwise

import pytest
import torch

from googlenet.common.errors import UserError
from googlenet.training.config import TrainConfig
from googlenet.training.rate_test import GIVEN_UP, RatePoint, check_work, rate_test, suggest
from googlenet.training.trainer import prepare
from tests.training.tiny import tiny_config


def curve(loss_of, count=60, low=1e-5, high=1.0):
    rates = [low * (high / low) ** (at / (count - 1)) for at in range(count)]
    return [RatePoint(at, rate, loss_of(math.log10(rate)), loss_of(math.log10(rate))) for at, rate in enumerate(rates)]


def test_rates_grow_by_one_factor_from_first_to_last():
    points = list(rate_test(tiny_config(), lowest=1e-5, highest=1e-2, count=12))
    assert points[0].rate == pytest.approx(1e-5)
    assert points[-1].rate == pytest.approx(1e-2)
    factors = [after.rate / before.rate for before, after in pairwise(points)]
    assert factors == pytest.approx([1e3 ** (1 / 11)] * 11)
    assert points[0].smoothed == pytest.approx(points[0].loss)  # corrected for its start


def test_the_first_loss_is_that_of_the_untouched_network():
    config = tiny_config(precision="fp32")
    first = next(rate_test(config, count=10))
    trainer = prepare(config)
    from googlenet.training.advance import advance

    advance(trainer)
    assert first.loss == pytest.approx(trainer.step_tally.loss / trainer.step_tally.images, rel=1e-5)


def test_the_process_finds_its_kernels_as_before():
    points = rate_test(tiny_config(), count=10)
    next(points)
    torch.backends.cudnn.benchmark = True  # as an accelerator does on a card
    points.close()
    assert not torch.backends.cudnn.benchmark


def test_it_ends_where_the_loss_runs_away():
    config = tiny_config(optimizer="sgd", weight_decay=0.0)
    points = list(rate_test(config, lowest=1e-3, highest=10.0, count=60))
    assert len(points) < 60
    best = min(point.smoothed for point in points)
    assert all(point.smoothed <= GIVEN_UP * best for point in points[:-1])
    assert all(math.isfinite(point.loss) for point in points)


def test_the_run_that_is_tested_is_left_alone():
    config = tiny_config()
    list(rate_test(config, count=10))
    assert config.schedule == "one_cycle"
    assert torch.get_num_threads() == 1


def test_the_steepest_point_of_a_known_curve_is_suggested():
    # logistic fall around 10^-3, quadratic rise behind 10^-1: steepest at -3, lowest where the two meet
    points = curve(lambda x: 2.3 - 2 / (1 + math.exp(-4 * (x + 3))) + 3 * max(0.0, x + 1) ** 2)
    found = suggest(points)
    assert math.log10(found.rate) == pytest.approx(-3, abs=0.1)
    assert -1.2 < math.log10(found.lowest) < -0.5


@pytest.mark.parametrize("loss_of", [lambda x: 2.3, lambda x: 2.3 + x, lambda x: 3.0 + 0.1 * x**2 + x])
def test_a_loss_that_does_not_fall_suggests_nothing(loss_of):
    assert suggest(curve(loss_of)) is None or loss_of(-5) > loss_of(-3)


def test_too_few_points_suggest_nothing():
    assert suggest([]) is None
    assert suggest(curve(lambda x: -x, count=5)) is None


def test_ranges_that_cannot_be_are_refused():
    for change in ({"lowest": 1.0, "highest": 0.1}, {"count": 5}, {"lowest": 0.0}, {"highest": 100.0}):
        with pytest.raises(UserError):
            next(rate_test(tiny_config(), **change))
    with pytest.raises(UserError, match="too large for a test on the page"):
        check_work(TrainConfig(batch_size=256, image_size=224))
    check_work(TrainConfig())
