"""Attribution methods against identities and gradients of our own."""

import threading
from dataclasses import replace

import numpy as np
import pytest
import torch
from captum import attr
from torch import nn

from googlenet.common.errors import UnknownName, UserError
from googlenet.common.results import Preprocess
from googlenet.inspection.attribution import attribute, attribute_paths, channels_of
from googlenet.inspection.baselines import make_baseline
from googlenet.inspection.inference import classify, input_of
from googlenet.inspection.methods import BASELINES, METHODS
from googlenet.networks.classifier import create_model
from googlenet.networks.network import replica
from tests.inspection.asking import scores, state_of

SIDE = 32
LAYER_METHODS = [key for key, row in METHODS.items() if row.kind == "layer"]
# Of whichever method has them.
SMALL = {"n_steps": 8, "samples": 5, "cells": 4, "window": 0.25, "stride": 0.25, "orders": 3, "trials": 40}
SMALL |= {"baselines": 3, "patches": 2, "channels": 7}


def small(key, **more):
    return {name: SMALL[name] for name in METHODS[key].fill({}) if name in SMALL} | more


def gradient(tiny_classifier, picture, target):
    """dF/dx by autograd alone, (1, C, S, S), and x."""
    x = input_of(tiny_classifier, picture).requires_grad_()
    (grad,) = torch.autograd.grad(tiny_classifier.network(x)[0, target], x)
    return grad, x.detach()


@pytest.mark.parametrize("key", METHODS)
def test_each_method_leaves_no_trace_and_fills_its_record(tiny_classifier, picture, key):
    before = state_of(tiny_classifier.network)
    # Behind the last block all is linear, so a gradient is the same in every cell.
    place = {"block": "inception3a"} if key == "internal_influence" else {}
    result = attribute(tiny_classifier, picture, 1, key, **place, **small(key))
    assert state_of(tiny_classifier.network) == before
    assert (result.method, result.target) == (key, 1)
    assert result.block == (place.get("block", "inception4a") if METHODS[key].takes_block else None)
    assert result.parameters == {name: v for name, v in METHODS[key].fill(small(key)).items() if name != "error_limit"}
    assert result.map.shape == ((SIDE, SIDE) if METHODS[key].kind == "input" else (16, 16) if place else (8, 8))
    assert result.map.dtype == np.float32
    assert np.isfinite(result.map).all()
    assert np.ptp(result.map) > 0
    assert (result.map < 0).any() == METHODS[key].is_signed
    assert (result.delta is not None) == METHODS[key].has_delta == (result.relative_delta is not None)
    assert result.seconds > 0


class StopAskedError(Exception):
    pass


@pytest.mark.parametrize("key", METHODS)
def test_a_stop_reaches_the_caller_and_leaves_no_trace(tiny_classifier, picture, key):
    def stop(done, total):
        raise StopAskedError

    before = state_of(tiny_classifier.network)
    with pytest.raises(StopAskedError):
        attribute(tiny_classifier, picture, 1, key, progress=stop, **small(key))
    with pytest.raises(UnknownName):
        attribute(tiny_classifier, picture, "boat", key, **small(key))
    assert state_of(tiny_classifier.network) == before


@pytest.mark.parametrize("key", METHODS)
def test_progress_rises_and_ends_at_its_total(tiny_classifier, picture, key):
    seen = []
    attribute(tiny_classifier, picture, 0, key, progress=lambda *counts: seen.append(counts), **small(key))
    done, totals = zip(*seen, strict=True)
    assert list(done) == sorted(set(done))
    assert set(totals) == {done[-1]}


@pytest.mark.parametrize("key", METHODS)
def test_each_method_answers_inside_inference_mode_and_the_same_again(tiny_classifier, picture, key):
    first = attribute(tiny_classifier, picture, 2, key, **small(key))
    state = torch.get_rng_state()
    with torch.inference_mode():
        again = attribute(tiny_classifier, picture, "Pullover", key, **small(key))
    assert torch.equal(state, torch.get_rng_state())
    np.testing.assert_array_equal(first.map, again.map)


def test_without_a_target_the_predicted_class_is_explained(tiny_classifier, picture):
    assert (
        attribute(tiny_classifier, picture, method="saliency").target == classify(tiny_classifier, picture).indices[0]
    )


def test_saliency_is_the_gradients_largest_channel(tiny_classifier, picture):
    spec, preprocess = tiny_classifier.card.spec, Preprocess(SIDE, 3, (0.4, 0.5, 0.6), (0.2,) * 3)
    network = create_model(spec, seed=0).requires_grad_(False).eval()
    coloured = replace(tiny_classifier, network=network, card=replace(tiny_classifier.card, preprocess=preprocess))
    for classifier in (tiny_classifier, coloured):
        grad, _ = gradient(classifier, picture, 1)
        found = attribute(classifier, picture, 1, "saliency").map
        np.testing.assert_allclose(found, grad.abs().amax(1)[0], rtol=1e-4, atol=1e-7)


def test_input_x_gradient_is_the_product(tiny_classifier, picture):
    grad, x = gradient(tiny_classifier, picture, 1)
    found = attribute(tiny_classifier, picture, 1, "input_x_gradient").map
    np.testing.assert_allclose(found, (grad * x).sum(1)[0], rtol=1e-4, atol=1e-6)


def test_smoothgrad_with_hardly_any_noise_is_saliency_and_more_noise_is_not(tiny_classifier, picture):
    plain = attribute(tiny_classifier, picture, 1, "saliency").map
    still = attribute(tiny_classifier, picture, 1, "noise_tunnel", samples=2, noise=0.01).map
    noisy = attribute(tiny_classifier, picture, 1, "noise_tunnel", samples=2, noise=1.0).map
    assert np.corrcoef(plain.ravel(), still.ravel())[0, 1] > np.corrcoef(plain.ravel(), noisy.ravel())[0, 1]


@pytest.mark.parametrize("key", ["guided_backprop", "deconvolution"])
def test_changed_gradients_differ_from_the_gradient(tiny_classifier, picture, key):
    # Captum hooks ReLU modules only; where a network calls the function these methods equal the plain gradient.
    grad, _ = gradient(tiny_classifier, picture, 1)
    found = attribute(tiny_classifier, picture, 1, key).map
    assert abs(np.corrcoef(found.ravel(), grad.sum(1).ravel())[0, 1]) < 0.9


def test_guided_backprop_keeps_only_rising_gradients_at_every_relu(tiny_classifier, picture):
    network = replica(tiny_classifier.network)
    for module in network.modules():
        if isinstance(module, nn.ReLU):  # torch's own hook, independent of Captum's
            module.register_full_backward_hook(lambda module, grad_in, grad_out: (grad_in[0].relu(),))
    x = input_of(tiny_classifier, picture).requires_grad_()
    (guided,) = torch.autograd.grad(network(x)[0, 1], x)
    found = attribute(tiny_classifier, picture, 1, "guided_backprop").map
    np.testing.assert_allclose(found, guided.sum(1)[0], rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("baseline", BASELINES)
@pytest.mark.parametrize(
    "key", ["integrated_gradients", "deep_lift", "layer_integrated_gradients", "layer_conductance", "layer_deep_lift"]
)
def test_maps_add_up_to_the_difference_of_scores(tiny_classifier, picture, key, baseline):
    """Completeness (Sundararajan et al. 2017, proposition 1); DeepLift needs no steps for it."""
    parameters = {"n_steps": 128} if METHODS[key].parameters else {}
    result = attribute(tiny_classifier, picture, 1, key, baseline=baseline, **parameters)
    of_image, of_baseline = scores(tiny_classifier, picture, baseline)[:, 1].tolist()
    assert result.delta == pytest.approx(result.map.sum() - (of_image - of_baseline), abs=1e-4)
    assert result.relative_delta == pytest.approx(abs(result.delta / (of_image - of_baseline)), rel=1e-3)
    # DeepLift is exact; an integral over kinks is not.
    assert result.relative_delta < 1e-4 if "deep_lift" in key else abs(result.delta) < 0.02


def test_deep_lift_is_exact_without_batch_normalisation_too(tiny_classifier, picture):
    spec = replace(tiny_classifier.network.spec, normalization="none")
    for seed in range(3):
        network = create_model(spec, in_channels=1, seed=seed).requires_grad_(requires_grad=False).eval()
        result = attribute(replace(tiny_classifier, network=network), picture, 0, "deep_lift")
        assert result.relative_delta < 1e-4


def test_the_error_is_captums_own(tiny_classifier, picture):
    x = input_of(tiny_classifier, picture).requires_grad_()
    black = make_baseline("black", x.detach(), tiny_classifier.preprocess)
    explainer = attr.IntegratedGradients(tiny_classifier.network)
    _, delta = explainer.attribute(x, black, target=1, n_steps=8, return_convergence_delta=True)
    found = attribute(tiny_classifier, picture, 1, "integrated_gradients", n_steps=8)
    assert found.delta == pytest.approx(delta.item(), abs=1e-5)


def test_steps_are_doubled_until_the_error_is_within_its_limit(tiny_classifier, picture):
    seen = []
    coarse = attribute(tiny_classifier, picture, n_steps=2)
    fine = attribute(tiny_classifier, picture, n_steps=2, error_limit=0.05, progress=lambda *count: seen.append(count))
    assert coarse.relative_delta > 0.05 >= fine.relative_delta
    assert seen[-1][0] == seen[-1][1] > 2


def test_occlusion_is_the_fall_of_the_score_under_a_patch_that_covers_all(tiny_classifier, picture):
    found = attribute(tiny_classifier, picture, 1, "occlusion", window=1.0).map
    of_image, of_baseline = scores(tiny_classifier, picture)[:, 1].tolist()
    np.testing.assert_allclose(found, of_image - of_baseline, rtol=1e-4)


def test_grid_ablation_is_the_fall_of_the_score_without_a_square(tiny_classifier, picture):
    found = attribute(tiny_classifier, picture, 1, "feature_ablation", cells=4, follow_edges=False).map
    x = input_of(tiny_classifier, picture)
    covered = x.clone()
    covered[..., 8:16, 24:32] = make_baseline("black", x, tiny_classifier.preprocess)[..., 8:16, 24:32]
    with torch.no_grad():
        fall = (tiny_classifier.network(x) - tiny_classifier.network(covered))[0, 1].item()
    np.testing.assert_allclose(found[8:16, 24:32], fall, rtol=1e-3, atol=1e-5)
    assert len(np.unique(found)) <= 16


def test_grad_cam_of_the_last_block_is_the_exact_evidence_up_to_scale(tiny_classifier, picture):
    """The head is linear in the pooled block, so Grad-CAM without ReLU is the class activation map over H W."""
    network, outputs = replica(tiny_classifier.network), {}
    block = network.blocks["inception4a"]
    block.register_forward_hook(lambda module, inputs, output: outputs.update(block=output))
    with torch.no_grad():
        network(input_of(tiny_classifier, picture))
    by_channel = network.fc.weight[1][:, None, None] * outputs["block"][0] / 64  # 8 x 8 cells
    for branch, channels in channels_of(block).items():
        found = attribute(tiny_classifier, picture, 1, "layer_grad_cam", branch=branch).map
        np.testing.assert_allclose(found, by_channel[channels].sum(0), rtol=1e-4, atol=1e-6)


def test_grad_cam_of_a_path_is_what_captum_says_of_that_path_alone(tiny_classifier, picture):
    network = replica(tiny_classifier.network)
    x = input_of(tiny_classifier, picture).requires_grad_()
    for branch, module in network.blocks["inception3a"].branches.items():
        alone = attr.LayerGradCam(network, module).attribute(x, target=1).detach()[0, 0]
        found = attribute(tiny_classifier, picture, 1, "layer_grad_cam", "inception3a", branch).map
        np.testing.assert_allclose(found, alone, rtol=1e-3, atol=1e-6)


def test_grad_cams_final_relu_is_off_unless_asked_for(tiny_classifier, picture):
    signed = attribute(tiny_classifier, picture, 1, "layer_grad_cam", "inception3a").map
    positive = attribute(tiny_classifier, picture, 1, "layer_grad_cam", "inception3a", relu=True).map
    assert signed.min() < 0
    np.testing.assert_array_equal(positive, signed.clip(0))


@pytest.mark.parametrize("block", ["inception3a", "inception4a"])
@pytest.mark.parametrize("key", LAYER_METHODS)
def test_the_maps_of_the_paths_add_up_to_the_blocks(tiny_classifier, picture, key, block):
    whole = attribute(tiny_classifier, picture, 1, key, block, **small(key))
    paths = [
        attribute(tiny_classifier, picture, 1, key, block, branch, **small(key))
        for branch in ("1x1", "3x3", "5x5", "pool")
    ]
    assert [path.branch for path in paths] == ["1x1", "3x3", "5x5", "pool"]
    np.testing.assert_allclose(sum(path.map for path in paths), whole.map, rtol=1e-4, atol=1e-5)
    assert {path.delta for path in paths} == {whole.delta}
    for path in attribute_paths(tiny_classifier, picture, 1, key, block, **small(key)).values():
        np.testing.assert_array_equal(path.map, paths[("1x1", "3x3", "5x5", "pool").index(path.branch)].map)


def test_paths_are_asked_for_of_layer_methods_only(tiny_classifier, picture):
    with pytest.raises(UserError, match="layer_grad_cam"):
        attribute_paths(tiny_classifier, picture, method="saliency")


def test_baselines_are_what_their_names_say(tiny_classifier, picture):
    x = input_of(tiny_classifier, picture)
    black, mean, blur = (make_baseline(name, x, tiny_classifier.preprocess) for name in ("black", "mean", "blur"))
    torch.testing.assert_close(black, torch.full_like(x, -0.286 / 0.353))
    assert not mean.any()
    assert blur.shape == x.shape
    assert blur.mean() == pytest.approx(x.mean().item(), abs=0.1)
    drawn = make_baseline("noise", x, tiny_classifier.preprocess)
    assert torch.equal(drawn, make_baseline("noise", x, tiny_classifier.preprocess))
    assert (drawn >= black).all()
    assert drawn.std() == pytest.approx(12**-0.5 / 0.353, rel=0.05)  # even between 0 and 1, over the deviation
    noise = torch.randn(x.shape, generator=torch.Generator().manual_seed(0))
    assert make_baseline("blur", noise, tiny_classifier.preprocess).std() < noise.std() / 4
    flat = torch.full_like(x, 0.7)
    torch.testing.assert_close(make_baseline("blur", flat, tiny_classifier.preprocess), flat)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ({"method": "magic"}, "saliency, input_x_gradient"),
        ({"method": "layer_grad_cam", "block": "inception9z"}, "inception3a, inception4a"),
        ({"method": "layer_grad_cam", "block": "inception3a", "branch": "9x9"}, "1x1, 3x3, 5x5, pool"),
        ({"method": "saliency", "block": "inception3a"}, "layer_grad_cam"),
        ({"method": "saliency", "branch": "1x1"}, "layer_grad_cam"),
        ({"baseline": "white"}, "black, mean, blur, noise"),
        ({"baseline": None}, "black, mean, blur, noise"),
        ({"n_steps": 0}, "2–512"),
        ({"steps": 8}, "n_steps"),
        ({"target": 10}, "Sneaker, Bag, Ankle boot"),
        ({"target": "boat"}, "Sneaker, Bag, Ankle boot"),
    ],
)
def test_a_wrong_question_is_answered_with_what_is_accepted(tiny_classifier, picture, question, named):
    with pytest.raises(UserError, match=named):
        attribute(tiny_classifier, picture, **question)


def test_several_threads_get_what_one_alone_gets(tiny_classifier, picture):
    keys = ["guided_backprop", "deep_lift", "layer_grad_cam", "saliency"]
    alone = {key: attribute(tiny_classifier, picture, 1, key).map for key in keys}
    found = {}

    def ask(key, n):
        found[key, n] = attribute(tiny_classifier, picture, 1, key).map

    threads = [threading.Thread(target=ask, args=(key, n)) for n in range(4) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 16
    for (key, _), one in found.items():
        np.testing.assert_allclose(one, alone[key], rtol=1e-4, atol=1e-6)
