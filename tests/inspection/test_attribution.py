"""Attribution methods against identities and gradients of our own."""

import threading

import numpy as np
import pytest
import torch
from captum import attr
from PIL import Image
from torch import nn

from googlenet.cards import Card
from googlenet.errors import UnknownName, UserError
from googlenet.inspection.attribution import attribute, channels_of, make_baseline
from googlenet.inspection.inference import classify, input_of
from googlenet.inspection.methods import BASELINES, METHODS
from googlenet.network import Network, replica
from googlenet.results import Preprocess
from googlenet.specs import Conv, Pool, Spec, inception
from googlenet.zoo import Classifier

SIDE = 32
CLASSES = ("shoe", "bag", "hat")
LAYER_METHODS = [key for key, row in METHODS.items() if row.kind == "layer"]
INPUT_METHODS = [key for key, row in METHODS.items() if row.kind == "input"]
SMALL = {"n_steps": 8, "samples": 5, "cells": 4, "window": 0.25, "stride": 0.25}  # of whichever method has them


def small(key, **more):
    return {name: SMALL[name] for name in METHODS[key].fill({}) if name in SMALL} | more


def classifier_of(normalization="batch", seed=0):
    spec = Spec(
        name="tiny",
        layers=(
            Conv("conv1", 6, 3, 2),
            Pool("pool1", 3, 2, 1),
            inception("inception3a", 4, (3, 6), (2, 4), 5),
            Pool("pool3", 3, 2, 1),
            inception("inception3b", 3, (3, 5), (2, 4), 6),
        ),
        source="this test",
        normalization=normalization,
        initialization="kaiming",
        dropout=0.4,
    )
    preprocess = Preprocess(SIDE, 1, (0.286,), (0.353,), native_px=28)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = Network(spec, num_classes=len(CLASSES), in_channels=1)
        with torch.no_grad():
            for module in network.modules():
                if isinstance(module, nn.BatchNorm2d):  # as after training: nothing is 0 or 1
                    module.weight.uniform_(0.5, 1.5)
                    module.bias.uniform_(-0.2, 0.4)
                    module.running_mean.uniform_(-0.1, 0.1)
                elif module is network.fc:
                    module.weight.normal_()
                    module.bias.normal_()
    network.requires_grad_(False).eval()
    return Classifier("tiny", network, Card(spec, CLASSES, preprocess), "digest", torch.device("cpu"))


@pytest.fixture(scope="module")
def classifier():
    return classifier_of()


@pytest.fixture(scope="module")
def image():
    pixels = np.random.default_rng(1).integers(0, 256, (28, 28), dtype=np.uint8)
    pixels[:4] = pixels[-4:] = 0
    return Image.fromarray(pixels)


def state_of(network):
    return [
        (m.training, len(m._forward_hooks), len(m._forward_pre_hooks), len(m._backward_hooks), sorted(vars(m)))
        for m in network.modules()
    ] + [(p.requires_grad, p.grad, p._version) for p in (*network.parameters(), *network.buffers())]


def scores(classifier, image, baseline="black"):
    """F(image) and F(baseline) of all classes, (2, K)."""
    x = input_of(classifier, image)
    with torch.no_grad():
        return classifier.network(torch.cat([x, make_baseline(baseline, x, classifier.preprocess)]))


def gradient(classifier, image, target):
    """dF/dx by autograd alone, (1, C, S, S), and x."""
    x = input_of(classifier, image).requires_grad_()
    (grad,) = torch.autograd.grad(classifier.network(x)[0, target], x)
    return grad, x.detach()


@pytest.mark.parametrize("key", METHODS)
def test_each_method_leaves_no_trace_and_fills_its_record(classifier, image, key):
    before = state_of(classifier.network)
    result = attribute(classifier, image, 1, key, **small(key))
    assert state_of(classifier.network) == before
    assert (result.method, result.target) == (key, 1)
    assert result.block == (None if METHODS[key].kind == "input" else "inception3b")
    assert result.map.shape == ((SIDE, SIDE) if METHODS[key].kind == "input" else (4, 4))
    assert result.map.dtype == np.float32
    assert np.isfinite(result.map).all()
    assert np.ptp(result.map) > 0
    assert (result.map < 0).any() == METHODS[key].is_signed
    assert (result.delta is not None) == METHODS[key].has_delta == (result.relative_delta is not None)
    assert result.seconds > 0


class StopAskedError(Exception):
    pass


@pytest.mark.parametrize("key", METHODS)
def test_a_stop_reaches_the_caller_and_leaves_no_trace(classifier, image, key):
    def stop(done, total):
        raise StopAskedError

    before = state_of(classifier.network)
    with pytest.raises(StopAskedError):
        attribute(classifier, image, 1, key, progress=stop, **small(key))
    with pytest.raises(UnknownName):
        attribute(classifier, image, "boat", key, **small(key))
    assert state_of(classifier.network) == before


@pytest.mark.parametrize("key", METHODS)
def test_progress_rises_and_ends_at_its_total(classifier, image, key):
    seen = []
    attribute(classifier, image, 0, key, progress=lambda *counts: seen.append(counts), **small(key))
    done, totals = zip(*seen, strict=True)
    assert list(done) == sorted(set(done))
    assert set(totals) == {done[-1]}


@pytest.mark.parametrize("key", METHODS)
def test_each_method_answers_inside_inference_mode_and_the_same_again(classifier, image, key):
    first = attribute(classifier, image, 2, key, **small(key))
    state = torch.get_rng_state()
    with torch.inference_mode():
        again = attribute(classifier, image, "hat", key, **small(key))
    assert torch.equal(state, torch.get_rng_state())
    np.testing.assert_array_equal(first.map, again.map)


def test_without_a_target_the_predicted_class_is_explained(classifier, image):
    assert attribute(classifier, image, method="saliency").target == classify(classifier, image).indices[0]


def test_saliency_is_the_gradients_magnitude(classifier, image):
    grad, _ = gradient(classifier, image, 1)
    found = attribute(classifier, image, 1, "saliency").map
    np.testing.assert_allclose(found, grad.abs().sum(1)[0], rtol=1e-4, atol=1e-7)


def test_input_x_gradient_is_the_product(classifier, image):
    grad, x = gradient(classifier, image, 1)
    found = attribute(classifier, image, 1, "input_x_gradient").map
    np.testing.assert_allclose(found, (grad * x).sum(1)[0], rtol=1e-4, atol=1e-6)


def test_smoothgrad_with_hardly_any_noise_is_saliency_and_more_noise_is_not(classifier, image):
    plain = attribute(classifier, image, 1, "saliency").map
    still = attribute(classifier, image, 1, "noise_tunnel", samples=2, noise=0.01).map
    noisy = attribute(classifier, image, 1, "noise_tunnel", samples=2, noise=1.0).map
    assert np.corrcoef(plain.ravel(), still.ravel())[0, 1] > np.corrcoef(plain.ravel(), noisy.ravel())[0, 1]


@pytest.mark.parametrize("key", ["guided_backprop", "deconvolution"])
def test_changed_gradients_differ_from_the_gradient(classifier, image, key):
    # Captum hooks ReLU modules only; where a network calls the function these methods equal the plain gradient.
    grad, _ = gradient(classifier, image, 1)
    found = attribute(classifier, image, 1, key).map
    assert abs(np.corrcoef(found.ravel(), grad.sum(1).ravel())[0, 1]) < 0.9


def test_guided_backprop_keeps_only_rising_gradients_at_every_relu(classifier, image):
    network = replica(classifier.network)
    for module in network.modules():
        if isinstance(module, nn.ReLU):  # torch's own hook, independent of Captum's
            module.register_full_backward_hook(lambda module, grad_in, grad_out: (grad_in[0].relu(),))
    x = input_of(classifier, image).requires_grad_()
    (guided,) = torch.autograd.grad(network(x)[0, 1], x)
    found = attribute(classifier, image, 1, "guided_backprop").map
    np.testing.assert_allclose(found, guided.sum(1)[0], rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("baseline", BASELINES)
@pytest.mark.parametrize("key", [key for key, row in METHODS.items() if row.has_delta])
def test_maps_add_up_to_the_difference_of_scores(classifier, image, key, baseline):
    """Completeness (Sundararajan et al. 2017, proposition 1); DeepLift needs no steps for it."""
    parameters = small(key, n_steps=256) if METHODS[key].parameters else {}
    result = attribute(classifier, image, 1, key, baseline=baseline, **parameters)
    of_image, of_baseline = scores(classifier, image, baseline)[:, 1].tolist()
    assert result.delta == pytest.approx(result.map.sum() - (of_image - of_baseline), abs=1e-4)
    assert result.relative_delta == pytest.approx(abs(result.delta / (of_image - of_baseline)), rel=1e-3)
    assert result.relative_delta < (1e-4 if key == "deep_lift" else 0.02)


def test_deep_lift_is_exact_without_batch_normalisation_too(image):
    for seed in range(3):
        result = attribute(classifier_of("none", seed), image, 0, "deep_lift")
        assert result.relative_delta < 1e-4


def test_the_error_is_captums_own(classifier, image):
    x = input_of(classifier, image).requires_grad_()
    black = make_baseline("black", x.detach(), classifier.preprocess)
    explainer = attr.IntegratedGradients(classifier.network)
    _, delta = explainer.attribute(x, black, target=1, n_steps=8, return_convergence_delta=True)
    found = attribute(classifier, image, 1, "integrated_gradients", n_steps=8)
    assert found.delta == pytest.approx(delta.item(), abs=1e-5)


def test_steps_are_doubled_until_the_error_is_within_its_limit(classifier, image):
    seen = []
    coarse = attribute(classifier, image, 1, n_steps=2)
    fine = attribute(classifier, image, 1, n_steps=2, error_limit=0.01, progress=lambda *counts: seen.append(counts))
    assert coarse.relative_delta > 0.01 >= fine.relative_delta
    assert seen[-1][0] == seen[-1][1] > 2


def test_occlusion_is_the_fall_of_the_score_under_a_patch_that_covers_all(classifier, image):
    found = attribute(classifier, image, 1, "occlusion", window=1.0).map
    of_image, of_baseline = scores(classifier, image)[:, 1].tolist()
    np.testing.assert_allclose(found, of_image - of_baseline, rtol=1e-4)


def test_grid_ablation_is_the_fall_of_the_score_without_a_square(classifier, image):
    found = attribute(classifier, image, 1, "feature_ablation", cells=4).map
    x = input_of(classifier, image)
    covered = x.clone()
    covered[..., 8:16, 24:32] = make_baseline("black", x, classifier.preprocess)[..., 8:16, 24:32]
    with torch.no_grad():
        fall = (classifier.network(x) - classifier.network(covered))[0, 1].item()
    np.testing.assert_allclose(found[8:16, 24:32], fall, rtol=1e-3, atol=1e-5)
    assert len(np.unique(found)) <= 16


def test_grad_cam_of_the_last_block_is_the_exact_evidence_up_to_scale(classifier, image):
    """The head is linear in the pooled block, so Grad-CAM without ReLU is the class activation map over H W."""
    network, outputs = replica(classifier.network), {}
    block = network.blocks["inception3b"]
    block.register_forward_hook(lambda module, inputs, output: outputs.update(block=output))
    with torch.no_grad():
        network(input_of(classifier, image))
    by_channel = network.fc.weight[1][:, None, None] * outputs["block"][0] / 16  # 4 x 4 cells
    for branch, channels in channels_of(block).items():
        found = attribute(classifier, image, 1, "layer_grad_cam", branch=branch).map
        np.testing.assert_allclose(found, by_channel[channels].sum(0), rtol=1e-4, atol=1e-6)


def test_grad_cam_of_a_path_is_what_captum_says_of_that_path_alone(classifier, image):
    network = replica(classifier.network)
    x = input_of(classifier, image).requires_grad_()
    for branch, module in network.blocks["inception3a"].branches.items():
        alone = attr.LayerGradCam(network, module).attribute(x, target=1).detach()[0, 0]
        found = attribute(classifier, image, 1, "layer_grad_cam", "inception3a", branch).map
        np.testing.assert_allclose(found, alone, rtol=1e-3, atol=1e-6)


def test_grad_cams_final_relu_is_off_unless_asked_for(classifier, image):
    signed = attribute(classifier, image, 1, "layer_grad_cam", "inception3a").map
    positive = attribute(classifier, image, 1, "layer_grad_cam", "inception3a", relu=True).map
    assert signed.min() < 0
    np.testing.assert_array_equal(positive, signed.clip(0))


@pytest.mark.parametrize("block", ["inception3a", "inception3b"])
@pytest.mark.parametrize("key", LAYER_METHODS)
def test_the_maps_of_the_paths_add_up_to_the_blocks(classifier, image, key, block):
    whole = attribute(classifier, image, 1, key, block, **small(key))
    paths = [
        attribute(classifier, image, 1, key, block, branch, **small(key)) for branch in ("1x1", "3x3", "5x5", "pool")
    ]
    assert [path.branch for path in paths] == ["1x1", "3x3", "5x5", "pool"]
    np.testing.assert_allclose(sum(path.map for path in paths), whole.map, rtol=1e-4, atol=1e-5)
    assert {path.delta for path in paths} == {whole.delta}


def test_baselines_are_what_their_names_say(classifier, image):
    x = input_of(classifier, image)
    black, mean, blur = (make_baseline(name, x, classifier.preprocess) for name in ("black", "mean", "blur"))
    torch.testing.assert_close(black, torch.full_like(x, -0.286 / 0.353))
    assert not mean.any()
    assert blur.shape == x.shape
    assert blur.mean() == pytest.approx(x.mean().item(), abs=0.1)
    assert blur.diff(dim=-1).abs().mean() < x.diff(dim=-1).abs().mean() / 2
    flat = torch.full_like(x, 0.7)
    torch.testing.assert_close(make_baseline("blur", flat, classifier.preprocess), flat)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ({"method": "magic"}, "saliency, input_x_gradient"),
        ({"method": "layer_grad_cam", "block": "inception9z"}, "inception3a, inception3b"),
        ({"method": "layer_grad_cam", "block": "inception3a", "branch": "9x9"}, "1x1, 3x3, 5x5, pool"),
        ({"method": "saliency", "block": "inception3a"}, "layer_grad_cam"),
        ({"method": "saliency", "branch": "1x1"}, "layer_grad_cam"),
        ({"baseline": "white"}, "black, mean, blur"),
        ({"baseline": None}, "black, mean, blur"),
        ({"n_steps": 0}, "2–512"),
        ({"steps": 8}, "n_steps"),
        ({"target": 3}, "shoe, bag, hat"),
        ({"target": "boat"}, "shoe, bag, hat"),
    ],
)
def test_a_wrong_question_is_answered_with_what_is_accepted(classifier, image, question, named):
    with pytest.raises(UserError, match=named):
        attribute(classifier, image, **question)


def test_several_threads_get_what_one_alone_gets(classifier, image):
    keys = ["guided_backprop", "deep_lift", "layer_grad_cam", "saliency"]
    alone = {key: attribute(classifier, image, 1, key).map for key in keys}
    found = {}

    def ask(key, n):
        found[key, n] = attribute(classifier, image, 1, key).map

    threads = [threading.Thread(target=ask, args=(key, n)) for n in range(4) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 16
    for (key, _), one in found.items():
        np.testing.assert_allclose(one, alone[key], rtol=1e-4, atol=1e-6)
