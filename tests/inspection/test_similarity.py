"""How alike maps are."""

import numpy as np
import pytest

from googlenet.inspection.similarity import rank_correlation, similarities, strength


def test_rank_correlation_is_one_for_anything_that_rises_along_and_minus_one_for_what_falls():
    values = np.array([3.0, -1.0, 0.5, 8.0])
    assert rank_correlation(values, np.exp(values)) == pytest.approx(1)
    assert rank_correlation(values, -(values**3)) == pytest.approx(-1)


def test_equal_values_share_their_rank():
    # By hand: ranks 0 1.5 1.5 3 and 1 2 0 3 around 1.5; products -1.5·-0.5 + 0 + 0 + 1.5·1.5 = 3; sizes 4.5 and 5.
    found = rank_correlation(np.array([1, 2, 2, 9]), np.array([5, 6, 4, 7]))
    assert found == pytest.approx(3 / np.sqrt(4.5 * 5))


def test_a_constant_map_is_like_nothing():
    assert rank_correlation(np.zeros(4), np.arange(4)) == 0


def test_strength_keeps_the_mean_and_forgets_the_sign():
    values = np.random.default_rng(0).normal(size=(30, 17))
    coarse = strength(values, 7)
    assert coarse.shape == (7, 7)
    assert coarse.min() >= 0
    assert coarse.mean() == pytest.approx(np.abs(values).mean())
    np.testing.assert_allclose(strength(values[:28, :14], 7)[2, 3], np.abs(values[8:12, 6:8]).mean())


def test_a_coarse_maps_cells_are_repeated():
    values = np.arange(4.0).reshape(2, 2)
    np.testing.assert_allclose(strength(values, 4), values.repeat(2, 0).repeat(2, 1))


@pytest.mark.parametrize("side", [*range(1, 34), 96, 224])
def test_a_constant_map_is_constant_on_the_grid(side):
    coarse = strength(np.full((side, side), -0.1, np.float32))
    assert np.ptp(coarse) == 0
    assert coarse[0, 0] == pytest.approx(0.1)


def test_every_two_maps_are_compared_once():
    maps = {name: np.random.default_rng(seed).random((3, 3)) for seed, name in enumerate("abc")}
    found = similarities(maps)
    assert list(found) == [("a", "b"), ("a", "c"), ("b", "c")]
    assert found["a", "c"] == rank_correlation(maps["a"], maps["c"])
