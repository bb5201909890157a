"""Checks of maps, on networks whose answer is known to rest on one place."""

from dataclasses import asdict, replace
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from captum.metrics import infidelity as captum_infidelity
from torch import nn

from googlenet.common.errors import UnknownName, UserError
from googlenet.data.dataset import load_sample
from googlenet.inspection import benchmark, inference
from googlenet.inspection import randomization as module
from googlenet.inspection.attribution import attribute
from googlenet.inspection.faithfulness import Probe, faithfulness, infidelity, max_sensitivity, on_cells
from googlenet.inspection.inference import input_of
from googlenet.inspection.methods import METHODS
from googlenet.inspection.randomization import UNCHANGED, follow, parts_of, randomization
from googlenet.networks.checkpoint import write_json
from googlenet.networks.classifier import create_model
from googlenet.networks.spec import Branches, Pool
from tests.inspection.asking import state_of

SIDE = 28


class Window(nn.Module):
    """Two classes; the first one's logit is what lies in rows and columns 4 to 11, less a constant."""

    def __init__(self):
        super().__init__()
        self.seen = nn.Parameter(torch.zeros(1, 1, SIDE, SIDE), requires_grad=False)
        self.seen[..., 4:12, 4:12] = 1

    def forward(self, x):
        score = (x * self.seen).sum((1, 2, 3)) / 8 - 4
        return torch.stack([score, torch.zeros_like(score)], dim=1)


@pytest.fixture
def window(tiny_classifier, monkeypatch):
    """A classifier around `Window`, for bright pictures; black is 0."""
    preprocess = replace(tiny_classifier.preprocess, size_px=SIDE, mean=(0.0,), std=(1.0,))
    monkeypatch.setattr("googlenet.inspection.faithfulness.hookable_copy", lambda one: one.network)
    return SimpleNamespace(network=Window().eval(), preprocess=preprocess, classes=("a", "b"), device="cpu")


def bright():
    return torch.ones(1, 1, SIDE, SIDE)


def perfect():
    return Window().seen[0, 0].numpy()


def test_a_map_of_what_counts_falls_first_and_rises_first(window):
    found = faithfulness(window, bright(), perfect(), 0)
    assert found.deletion_area < found.random_area - 0.1
    assert found.insertion_area > found.random_area + 0.1
    assert found.gain == pytest.approx(found.insertion_area - found.deletion_area)
    worst = faithfulness(window, bright(), -perfect(), 0)
    assert worst.deletion_area > worst.random_area > worst.insertion_area
    assert found.fractions[0] == 0
    assert found.fractions[-1] == 1
    # All and nothing covered do not depend on the map: sigmoid(4) and sigmoid(-4).
    np.testing.assert_allclose([found.deletion[0], found.insertion[-1]], 1 / (1 + np.exp(-4)), rtol=1e-5)
    np.testing.assert_allclose([found.deletion[-1], found.insertion[0]], 1 / (1 + np.exp(4)), rtol=1e-5)


def test_random_maps_are_as_good_as_random_orders(window):
    probe = Probe(window, bright(), 0, orders=20)
    draw = np.random.default_rng(1)
    areas = [probe.judge(draw.random((SIDE, SIDE))).deletion_area for _ in range(20)]
    assert np.mean(areas) == pytest.approx(np.trapezoid(probe.random, dx=1 / 14, axis=1).mean(), abs=0.04)


def test_the_curve_is_what_covering_by_hand_gives(window):
    found = faithfulness(window, bright(), perfect(), 0, cells=14, steps=14)
    covered, order = bright(), np.argsort(-on_cells(perfect(), 14).ravel(), kind="stable")
    for cell in order[:16]:  # the sixteen cells of the window, in whatever order
        row, column = divmod(int(cell), 14)
        covered[..., 2 * row : 2 * row + 2, 2 * column : 2 * column + 2] = 0
    assert found.deletion[2] == pytest.approx(
        float(window.network(covered).softmax(1)[0, 0]), rel=1e-4
    )  # 28 ≥ 16 cells
    assert found.deletion[2] == found.deletion[-1]


def test_infidelity_is_zero_for_a_linear_model_and_captums_for_any_map(window):
    probe = Probe(window, bright(), 0, squares=16)
    assert probe.judge(3 * perfect()).infidelity == pytest.approx(0, abs=1e-10)  # in any unit
    values = perfect() + np.random.default_rng(0).standard_normal((SIDE, SIDE)).astype(np.float32)
    masks = probe.squares.view(-1, 1, 14, 14).float().repeat_interleave(2, 2).repeat_interleave(2, 3)
    theirs = captum_infidelity(
        lambda x: window.network(x)[:, 0],
        lambda x: (masks, x * (1 - masks)),
        bright(),
        torch.from_numpy(values)[None, None],
        n_perturb_samples=16,
        normalize=True,
    )
    ours = probe.judge(values).infidelity * float((probe.drops**2).mean())
    assert ours == pytest.approx(float(theirs), rel=1e-3)
    assert infidelity(np.zeros(4), np.arange(4.0)) == 1


def test_the_opposite_of_a_perfect_map_is_not_exact(window):
    probe = Probe(window, bright(), 0, squares=16)
    assert probe.judge(perfect()).infidelity == pytest.approx(0, abs=1e-10)
    assert probe.judge(-perfect()).infidelity == 1
    assert infidelity(-np.arange(4.0), np.arange(4.0)) == 1


@pytest.mark.parametrize("side", [28, 64, 96, 299])
def test_a_map_is_averaged_over_the_pixels_that_are_covered(window, side):
    values = np.random.default_rng(side).standard_normal((side, side))
    covered = []  # the pixels of each cell, as the network gets them
    window.preprocess = replace(window.preprocess, size_px=side)
    window.network = Window()
    window.network.seen = nn.Parameter(torch.ones(1, 1, side, side), requires_grad=False)
    probe = Probe(window, torch.ones(1, 1, side, side), 0, squares=8)
    window.network.register_forward_pre_hook(lambda _, given: covered.extend((given[0][:, 0] == 0).numpy()))
    probe._logits_covered(torch.eye(14**2, dtype=torch.bool))
    by_hand = [sum(values[y, x] for y, x in np.argwhere(one)) / one.sum() for one in covered]
    np.testing.assert_allclose(on_cells(values, 14).ravel(), by_hand)
    assert np.sum(covered, axis=0).min() == np.sum(covered, axis=0).max() == 1
    # Of a sum over all pixels, the map of ones is an exact forecast, however many pixels a cell has.
    assert probe.judge(np.ones((side, side))).infidelity == pytest.approx(0, abs=1e-10)


@pytest.mark.parametrize("side", range(1, 30))
def test_a_constant_map_has_no_order(side):
    assert np.ptp(on_cells(np.full((side, side), 0.1, np.float32), 14)) == 0


def test_sensitivity_is_zero_for_a_constant_map_and_known_for_the_picture_itself():
    x = torch.rand(1, 1, SIDE, SIDE, generator=torch.Generator().manual_seed(0))
    assert max_sensitivity(lambda given: perfect(), x) == 0
    # Noise uniform in ±r has the deviation r/√3 in each of the pixels.
    span = float(x.max() - x.min())
    expected = 0.02 * span / 3**0.5 * SIDE / float(x.norm())
    assert max_sensitivity(lambda given: given[0, 0].numpy(), x) == pytest.approx(expected, rel=0.1)


def test_bad_names_and_a_stop_reach_the_caller(tiny_classifier, picture):
    with pytest.raises(UnknownName):
        Probe(tiny_classifier, picture, baseline="plaid")
    with pytest.raises(UnknownName):
        Probe(tiny_classifier, picture, "boat")

    def stop(done, total):
        raise InterruptedError

    before = state_of(tiny_classifier.network)
    with pytest.raises(InterruptedError):
        Probe(tiny_classifier, picture, progress=stop)
    assert state_of(tiny_classifier.network) == before


def test_progress_ends_at_its_total(tiny_classifier, picture):
    seen = []
    probe = Probe(tiny_classifier, picture, progress=lambda *counts: seen.append(counts))
    probe.judge(np.random.default_rng(0).random((8, 8)))
    assert seen[-1][0] == seen[-1][1]
    assert len({total for _, total in seen}) == 1


def weights_of(classifier):
    return {name: tensor.clone() for name, tensor in classifier.network.state_dict().items()}


@pytest.mark.parametrize("key", METHODS)
def test_the_trained_weights_stay_for_every_method_and_after_an_error(tiny_classifier, picture, key, monkeypatch):
    small = {
        "n_steps": 4,
        "samples": 2,
        "trials": 60,
        "orders": 2,
        "cells": 3,
        "stride": 0.25,
        "patches": 2,
        "channels": 8,
    }
    given = {name: small[name] for name in METHODS[key].fill({}) if name in small}
    before, state = weights_of(tiny_classifier), state_of(tiny_classifier.network)
    found = randomization(tiny_classifier, picture, 1, key, **given)
    assert found.stages == ("fc", "inception4a", "inception3a", "stem")
    assert len(found.maps) == 5
    assert all(-1 <= value <= 1 for value in found.similarities)

    def break_down(*args, **how):
        raise InterruptedError

    monkeypatch.setattr(module, "measure_statistics", break_down)
    with pytest.raises(InterruptedError):
        randomization(tiny_classifier, picture, 1, key, **given)
    after = weights_of(tiny_classifier)
    assert all(torch.equal(after[name], tensor) for name, tensor in before.items())
    assert state_of(tiny_classifier.network) == state


def test_what_ignores_the_weights_is_marked_and_the_gradient_is_not(tiny_classifier, picture):
    x = input_of(tiny_classifier, picture)
    edges = np.hypot(*np.gradient(x[0, 0].numpy()))
    assert follow(tiny_classifier, x, lambda one, report: edges).similarities[-1] >= UNCHANGED
    flat = follow(tiny_classifier, x, lambda one, report: np.ones((8, 8)))
    assert flat.similarities[-1] >= UNCHANGED  # even without any order
    assert randomization(tiny_classifier, picture, 1, "layer_grad_cam").similarities[-1] < UNCHANGED


def test_each_stage_has_weights_of_its_own_and_all_before_have_lost_theirs(tiny_classifier, picture):
    x, seen = input_of(tiny_classifier, picture), []
    follow(tiny_classifier, x, lambda one, report: seen.append(weights_of(one)) or np.ones((2, 2)))
    names = {"fc": "fc.", "inception4a": "layers.inception4a.", "inception3a": "layers.inception3a."}
    trained = seen[0]
    for stage, name in enumerate(names.values(), 1):
        changed = {key for key in trained if not torch.equal(trained[key], seen[stage][key])}
        assert any(key.startswith(name) for key in changed)
        assert {key for key in changed if key.endswith("weight")} >= {
            key for key in trained if key.startswith(name) and key.endswith("conv.weight")
        }
        later = [*names.values()][stage:]
        assert not [key for key in changed if key.startswith((*later, "layers.conv1"))]
    assert list(parts_of(tiny_classifier.network)) == [*names, "stem"]


def test_a_block_without_weights_is_passed_over(tiny_classifier, picture):
    conv, block, *_ = tiny_classifier.network.spec.layers
    pools = Branches("inception4a", (("pool", (Pool("pool", 3, 1, 1),)),))
    spec = replace(tiny_classifier.network.spec, layers=(conv, block, pools))
    network = create_model(spec, in_channels=1, seed=0).requires_grad_(False).eval()
    found = randomization(replace(tiny_classifier, network=network), picture, 1, "saliency")
    assert found.stages[1:] == ("inception4a", "inception3a", "stem")


@pytest.mark.parametrize("side", [16, 32])
def test_networks_of_small_images_are_randomised_and_benchmarked(tiny_classifier, picture, side, monkeypatch):
    network = create_model("googlenet_bn", in_channels=1, seed=0).requires_grad_(False).eval()
    card = replace(tiny_classifier.card, preprocess=replace(tiny_classifier.preprocess, size_px=side))
    small = replace(tiny_classifier, network=network, card=card)
    assert network.layers(input_of(small, picture)).shape[2:] == (1, 1)
    found = randomization(small, picture, 1, "input_x_gradient")
    assert found.stages[-1] == "stem"
    assert np.ptp(found.maps[-1]) > 0  # a signal passes through all layers
    monkeypatch.setattr(inference, "load_dataset", lambda *_: load_sample())
    *_, record = benchmark.attribution_benchmark(small, ["input_x_gradient"], images=1)
    assert len(record.values("input_x_gradient")) == 1


def test_an_input_is_taken_as_it_is(tiny_classifier, picture):
    x = input_of(tiny_classifier, picture)
    np.testing.assert_array_equal(
        attribute(tiny_classifier, x, 1, "saliency").map, attribute(tiny_classifier, picture, 1, "saliency").map
    )


def test_each_image_of_the_benchmark_has_random_orders_of_its_own(tiny_classifier, monkeypatch):
    seeds = []

    class Spied(Probe):
        def __init__(self, *given, seed, **how):
            seeds.append(seed)
            super().__init__(*given, seed=seed, **how)

    monkeypatch.setattr(benchmark, "Probe", Spied)
    given = {"images": 2, "randomized": 0, "disturbed": 0, "dataset": "fashion_mnist_sample", "seed": 5}
    list(benchmark.attribution_benchmark(tiny_classifier, ["saliency"], **given))
    assert len(set(seeds)) == 2


def test_the_benchmark_tells_the_sampling_error_of_methods_that_draw(tiny_classifier):
    given = {"images": 1, "randomized": 0, "disturbed": 0, "dataset": "fashion_mnist_sample"}
    methods = ("saliency", "gradient_shap")
    *_, found = benchmark.attribution_benchmark(tiny_classifier, methods, **given)
    assert "sampling_error" not in found.values("saliency")[0]
    error = found.values("gradient_shap")[0]["sampling_error"]
    rows = {row.method: row for row in benchmark.summarize(found)}
    assert (rows["saliency"].is_rough, rows["gradient_shap"].is_rough) == (False, 1 - error**2 < 0.9)
    older = replace(found, measured={name: ({"gain": 0.5},) for name in methods})
    *_, joined = benchmark.attribution_benchmark(tiny_classifier, methods, start=older, **given)
    assert joined.values("saliency") == ({"gain": 0.5},)
    assert joined.values("gradient_shap") == ({"gain": 0.5, "sampling_error": error},)


def test_the_benchmark_goes_on_where_it_was_and_refuses_what_does_not_fit(tiny_classifier, tmp_path, monkeypatch):
    dataset = load_sample()
    monkeypatch.setattr(inference, "load_dataset", lambda *_: dataset)
    *_, whole = benchmark.attribution_benchmark(tiny_classifier, ["saliency", "layer_grad_cam"], images=2)
    *_, first = benchmark.attribution_benchmark(tiny_classifier, ["saliency"], images=1, randomized=0, disturbed=0)
    assert not {"randomization", "sensitivity"} & first.values("saliency")[0].keys()
    *_, joined = benchmark.attribution_benchmark(tiny_classifier, {"saliency": 2, "layer_grad_cam": 2}, start=first)

    def timeless(record):
        return {
            name: [{key: value for key, value in row.items() if key != "cpu_seconds"} for row in rows]
            for name, rows in record.measured.items()
        }

    assert timeless(joined) == timeless(whole)
    assert (joined.random, joined.targets, joined.ranks) == (whole.random, whole.targets, whole.ranks)
    path = tmp_path / "record.json"
    write_json(path, asdict(whole))
    assert benchmark.read_benchmark(path) == whole
    assert benchmark.current(whole) == whole
    stale = replace(whole, settings=whole.settings | {"saliency": {"samples": 3}})
    assert benchmark.current(stale).measured.keys() == {"layer_grad_cam"}
    older = benchmark.current(replace(whole, targets=()))
    assert (older.measured, older.random) == ({}, ())
    with pytest.raises(UserError):
        next(benchmark.attribution_benchmark(tiny_classifier, ["saliency"], images=3, seed=1, start=whole))
    with pytest.raises(UserError):
        next(benchmark.attribution_benchmark(tiny_classifier, ["saliency"], images=0))
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(UserError):
        benchmark.read_benchmark(path)
