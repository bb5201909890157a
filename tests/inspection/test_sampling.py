"""Methods that draw at random: near the exact values, and off by as much as they say."""

from itertools import product
from math import comb

import numpy as np
import pytest
import torch
from captum import attr

from googlenet.common.results import Attribution
from googlenet.common.statistics import SAME
from googlenet.inspection import coalitions
from googlenet.inspection.attribution import attribute
from googlenet.inspection.baselines import baseline_set, make_baseline
from googlenet.inspection.coalitions import _constrained, _lasso, _pairs
from googlenet.inspection.inference import input_of
from googlenet.inspection.methods import METHODS

PARTS = 8
SMALL = {"samples": 4, "baselines": 2, "cells": 3, "orders": 4, "trials": 40}


def small(key, **more):
    return {name: SMALL[name] for name in METHODS[key].fill({}) if name in SMALL} | more


@pytest.fixture
def game(monkeypatch):
    """8 parts, a column each, whose 256 sets have random scores: no network is asked.

    Random in all orders of interaction, which is worse than any image; and large sums, as images have.
    """
    generator = torch.Generator().manual_seed(3)
    worth = torch.randn(2**PARTS, generator=generator).double() + 0.0
    sets = (torch.arange(2**PARTS)[:, None] >> torch.arange(PARTS) & 1).bool()
    worth = worth + sets.double() @ torch.linspace(-2, 4, PARTS).double()
    mask = torch.arange(PARTS).expand(1, 1, PARTS, PARTS)
    powers = 2 ** torch.arange(PARTS)
    asked = []

    def scores(work, mask, players, shown):
        asked.append(len(shown.unique(dim=0)))
        return worth[(shown * powers).sum(1)]

    monkeypatch.setattr(coalitions, "_parts", lambda work: (mask, torch.arange(PARTS)))
    monkeypatch.setattr(coalitions, "_scores", scores)
    return sets, worth.numpy(), asked


def exact(game):
    """Shapley's formula over all 256 sets."""
    sets, worth, _ = game
    sets, values = sets.numpy(), np.zeros(PARTS)
    for number, part in product(range(2**PARTS), range(PARTS)):
        if sets[number, part]:
            before = int(sets[number].sum()) - 1
            weight = 1 / (PARTS * comb(PARTS - 1, before))
            values[part] += weight * (worth[number] - worth[number - 2**part])
    return values


class Asked:
    """What the methods read of a `Work`."""

    def __init__(self, seed=0, **values):
        self.values, self.x, self.deviation, self.known = values, torch.zeros(1), None, {}
        self.generator = torch.Generator().manual_seed(seed)


def run(method, seed=0, **values):
    """(value of each part, its half difference) of one run."""
    work = Asked(seed, **values)
    found = method(work)
    return found[0, 0, 0].numpy(), None if work.deviation is None else work.deviation[0, 0, 0].numpy()


def test_kernel_shap_with_enough_trials_is_exact(game):
    found, deviation = run(coalitions.kernel_shap, trials=256)
    np.testing.assert_allclose(found, exact(game), rtol=1e-4, atol=1e-4)
    assert not deviation.any()
    assert game[2] == [256]


@pytest.mark.parametrize(
    ("method", "values"), [(coalitions.shapley_values, {"orders": 16}), (coalitions.kernel_shap, {"trials": 100})]
)
def test_on_average_the_parts_are_exact_and_the_told_error_is_the_real_one(game, method, values):
    wanted = exact(game)
    runs = [run(method, seed, **values) for seed in range(400)]
    off = np.array([found for found, _ in runs]) - wanted
    real = np.sqrt((off**2).mean())
    assert np.abs(off.mean(0)).max() < 5 * off.std(0).max() / np.sqrt(len(runs)) + 0.03 * np.abs(wanted).max()
    told = np.sqrt(np.mean([deviation**2 for _, deviation in runs]))
    assert told == pytest.approx(real, rel=0.2)
    np.testing.assert_allclose([found.sum() for found, _ in runs], wanted.sum(), rtol=1e-4)


def test_sets_come_with_their_complements_and_orders_with_their_reverses(game):
    """A score that is the same for a set and its complement, but for a sum, is found at once."""
    shown = _pairs(torch.arange(1, 5), torch.ones(4), 6, PARTS, torch.Generator().manual_seed(0))
    assert torch.equal(shown[::2], ~shown[1::2])
    assert sorted(shown[::2].sum(1).tolist()) in ([1, 1, 2, 3, 3, 4], [1, 2, 2, 3, 4, 4], [1, 2, 2, 3, 3, 4])
    run(coalitions.shapley_values, orders=2)
    one, other = (run(coalitions.shapley_values, seed, orders=4)[0] for seed in (0, 0))
    np.testing.assert_array_equal(one, other)


def test_a_single_order_tells_nothing_of_its_error(game):
    assert run(coalitions.shapley_values, orders=1)[1] is None


def test_the_sparse_model_of_lime_meets_the_conditions_of_its_minimum():
    """At the minimum a coefficient's gradient is the penalty's, or smaller where it is 0 (Tibshirani 1996)."""
    generator = torch.Generator().manual_seed(0)
    shown = (torch.rand(60, 6, generator=generator) < 0.5).double()
    weight = torch.rand(60, generator=generator).double()
    scores = shown @ torch.tensor([2.0, -1, 0.004, 0, 0, 0.5]).double() + 3
    found = _lasso(shown, weight, scores)
    share = weight / weight.sum()
    rest = scores - shown @ found
    rest = rest - share @ rest
    gradient = (shown - share @ shown).mT @ (share * rest)
    is_used = found != 0
    assert is_used.tolist()[:3] == [True, True, False]
    torch.testing.assert_close(gradient[is_used], coalitions.LASSO * found[is_used].sign(), rtol=0, atol=1e-6)
    assert (gradient[~is_used].abs() <= coalitions.LASSO + 1e-6).all()


def test_a_fit_by_hand():
    """Two parts and all sets: with the total given, the difference of the parts' own scores is shared out."""
    shown = torch.tensor([[1.0, 0], [0, 1]]).double()
    found = _constrained(shown, torch.ones(2).double(), torch.tensor([3.0, 1]).double(), 6)
    torch.testing.assert_close(found, torch.tensor([4.0, 2]).double())


@pytest.mark.parametrize("key", METHODS)
def test_methods_that_draw_tell_their_sampling_error(tiny_classifier, picture, key):
    values = METHODS[key].fill({}) | {"n_steps": 2, "patches": 1, "channels": 2, "window": 0.5, "stride": 0.5} | SMALL
    values = {name: value for name, value in values.items() if name in METHODS[key].fill({})}
    found = attribute(tiny_classifier, picture, 1, key, **values)
    assert (found.sampling_error is not None) == METHODS[key].is_stochastic
    if METHODS[key].is_sum_given:
        assert found.delta is found.relative_delta is None


@pytest.mark.parametrize("key", ["gradient_shap", "deep_lift_shap", "noise_tunnel"])
def test_the_told_error_is_how_far_seeds_are_apart(tiny_classifier, picture, key):
    runs = [attribute(tiny_classifier, picture, 1, key, **small(key, seed=seed)) for seed in range(8)]
    maps = np.stack([one.map for one in runs])
    real = np.sqrt(maps.var(0, ddof=1).mean()) / np.mean([one.map.std() for one in runs])
    told = np.sqrt(np.mean([one.sampling_error**2 for one in runs]))
    assert real / 2 < told < 2 * real


def test_more_samples_have_a_smaller_error_and_parts_like_the_baseline_have_none(tiny_classifier, picture):
    dark = picture.copy()
    dark.paste(0, (0, 0, dark.width // 2, dark.height))
    for key, name, most in (("kernel_shap", "trials", 12), ("shapley_value_sampling", "orders", 2)):
        place = {"method": key, "cells": 4, "follow_edges": False, "prepare": False}
        few, many = (
            [attribute(tiny_classifier, dark, 1, **place, seed=seed, **{name: n}) for seed in range(4)]
            for n in (most, 12 * most)
        )
        assert sum(one.sampling_error for one in many) < sum(one.sampling_error for one in few)
        assert not any(one.map[:, : one.map.shape[1] // 4].any() for one in many)
    black = picture.copy()
    black.paste(0, (0, 0, *black.size))
    for key in ("kernel_shap", "shapley_value_sampling", "lime"):
        found = attribute(tiny_classifier, black, 1, key, prepare=False, **small(key))
        assert not found.map.any()
        assert found.sampling_error == 0


@pytest.mark.parametrize(("error", "is_rough"), [(None, False), (0.0, False), (0.31, False), (0.32, True), (2.0, True)])
def test_a_map_is_rough_where_two_seeds_would_correlate_by_less(error, is_rough):
    assert SAME == 0.9  # 1 - 0.31² = 0.904, 1 - 0.32² = 0.898
    values = np.zeros((2, 2))
    one = Attribution("lime", 0, None, None, values, None, None, 0.1, sampling_error=error)
    assert one.is_rough == is_rough


@pytest.mark.parametrize("of", ["saliency", "integrated_gradients", "deep_lift"])
def test_smoothgrad_is_captums_noise_tunnel_with_the_seed_in_the_processs_state(tiny_classifier, picture, of):
    found = attribute(tiny_classifier, picture, 1, "noise_tunnel", of=of, samples=4, seed=5).map
    x = input_of(tiny_classifier, picture)
    black = make_baseline("black", x, tiny_classifier.preprocess)
    one = attr.NoiseTunnel(getattr(attr, of.title().replace("_", ""))(tiny_classifier.network))
    given = {"abs": False} if of == "saliency" else {"baselines": black}
    given |= {"stdevs": 0.15 * float(x.max() - x.min())} | ({"n_steps": 32} if of == "integrated_gradients" else {})
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        halves = [one.attribute(x.requires_grad_(), target=1, nt_samples=2, **given) for _ in range(2)]
    mean = (sum(halves) / 2)[0].detach()
    np.testing.assert_allclose(found, mean.abs().amax(0) if of == "saliency" else mean.sum(0), rtol=1e-4, atol=1e-6)


def test_gradient_shap_is_captums_with_the_seed_in_the_processs_state(tiny_classifier, picture):
    found = attribute(tiny_classifier, picture, 1, "gradient_shap", samples=4, baselines=4, seed=5).map
    x = input_of(tiny_classifier, picture)
    black = make_baseline("black", x, tiny_classifier.preprocess)
    halves = baseline_set(black, 4, 0.15 * float(x.max() - x.min()), 5).split(2)
    state, one = np.random.get_state(), attr.GradientShap(tiny_classifier.network)  # noqa: NPY002
    np.random.seed(5)  # noqa: NPY002
    maps = [one.attribute(x.requires_grad_(), half, target=1, n_samples=2) for half in halves]
    np.random.set_state(state)  # noqa: NPY002
    np.testing.assert_allclose(found, (sum(maps) / 2)[0].sum(0).detach(), rtol=1e-4, atol=1e-6)
