"""The methods with baselines, parts and rules, each against something written here."""

import warnings
from dataclasses import replace
from itertools import permutations, product

import numpy as np
import pytest
import torch
from captum import attr
from torch import nn

from googlenet.common.errors import UserError
from googlenet.inspection import deep_lift_rule, needs
from googlenet.inspection.attribution import attribute, attribute_paths, channels_of
from googlenet.inspection.baselines import baseline_set, make_baseline
from googlenet.inspection.evidence import branch_evidence
from googlenet.inspection.inference import input_of
from googlenet.inspection.methods import METHODS
from googlenet.inspection.relevance import folded, relevance
from googlenet.inspection.superpixels import superpixels
from googlenet.networks.classifier import create_model, list_models
from googlenet.networks.googlenet import inception
from googlenet.networks.network import replica
from googlenet.networks.spec import Branches, Conv, Pool, Spec
from tests.inspection.asking import scores, state_of

FORKED = Branches(  # a stride-2 block with other names, a pool that passes through, and a fork
    "inception3c",
    (
        ("3x3dbl", (Conv("3x3dbl_reduce", 4), Conv("3x3dbl_a", 6, 3), Conv("3x3dbl_b", 6, 3, 2))),
        ("7x7", (Conv("7x7_reduce", 5), Conv("7x7", 7, 3, 2))),
        ("pool", (Pool("pool", 3, 2, 1),)),
    ),
)
SPLIT = Branches("3x3", (("1x3", (Conv("1x3", 3, (1, 3)),)), ("3x1", (Conv("3x1", 3, (3, 1)),))))


@pytest.fixture(scope="module")
def other_classifier(tiny_classifier):
    """Other branch names, stride 2, average pools; two colours more."""
    first, block, _, last = tiny_classifier.network.spec.layers
    forked = (*FORKED.branches[:-1], ("3x3", (Conv("3x3_reduce", 4, 1, 2), SPLIT)), FORKED.branches[-1])
    layers = (first, block, replace(FORKED, branches=forked), replace_pool(last))
    spec = replace(tiny_classifier.network.spec, layers=layers)
    network = create_model(spec, in_channels=3, seed=3).requires_grad_(requires_grad=False)
    generator = torch.Generator().manual_seed(5)
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.momentum = None
    with torch.no_grad():
        network.fc.weight.copy_(torch.randn(network.fc.weight.shape, generator=generator))
        network.train()(torch.randn(16, 3, 32, 32, generator=generator))
    preprocess = replace(tiny_classifier.preprocess, channels=3, mean=(0.3,) * 3, std=(0.3,) * 3)
    card = replace(tiny_classifier.card, spec=spec, preprocess=preprocess)
    return replace(tiny_classifier, network=network.eval(), card=card)


def replace_pool(block):
    paths = tuple(
        (name, tuple(replace(layer, kind="avg") if isinstance(layer, Pool) else layer for layer in path))
        for name, path in block.branches
    )
    return replace(block, branches=paths)


SMALL = {"n_steps": 4, "samples": 3, "cells": 3, "window": 0.5, "stride": 0.5, "orders": 2, "trials": 20}
SMALL |= {"baselines": 2, "patches": 2, "channels": 9}


@pytest.mark.parametrize("key", METHODS)
def test_each_method_works_with_other_paths_and_three_colours(other_classifier, picture, key):
    before = state_of(other_classifier.network)
    small = {name: SMALL[name] for name in METHODS[key].fill({}) if name in SMALL}
    block = "inception3c" if METHODS[key].takes_block else None
    found = attribute(other_classifier, picture, 2, key, block, **small)
    assert np.isfinite(found.map).all()
    assert state_of(other_classifier.network) == before
    if METHODS[key].kind == "layer":
        paths = attribute_paths(other_classifier, picture, 2, key, block, **small)
        assert list(paths) == ["3x3dbl", "7x7", "3x3", "pool"]
        np.testing.assert_allclose(sum(one.map for one in paths.values()), found.map, rtol=1e-3, atol=1e-5)
    if "deep_lift" in key:
        assert found.relative_delta < 1e-4


@pytest.mark.parametrize("name", list_models())
def test_deep_lift_is_exact_on_every_network(name):
    """In float64, for random weights may leave a difference of scores that float32 hardly resolves."""
    network = create_model(name, in_channels=1, seed=0).requires_grad_(requires_grad=False).double().eval()
    x = torch.rand(1, 1, 80, 80, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    deep_lift_rule.register()
    with torch.no_grad():
        scored = network(torch.cat([x, torch.zeros_like(x)]))[:, 1]
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Setting (forward, )?backward hooks", UserWarning)
        parts = attr.DeepLift(network).attribute(x.requires_grad_(), target=1).sum()
    assert parts.item() == pytest.approx((scored[0] - scored[1]).item(), rel=1e-4)


def test_deep_lift_shap_is_the_mean_of_deep_lift_over_the_baselines(tiny_classifier, picture):
    values = {"baselines": 3, "noise": 0.2, "seed": 4}
    found = attribute(tiny_classifier, picture, 1, "deep_lift_shap", baseline="mean", **values)
    x = input_of(tiny_classifier, picture).requires_grad_()
    some = baseline_set(torch.zeros_like(x), 3, 0.2 * float(x.detach().max() - x.detach().min()), 4)
    explainer = attr.DeepLift(replica(tiny_classifier.network))
    deep_lift_rule.register()
    alone = [explainer.attribute(x, one[None], target=1).detach()[0].sum(0) for one in some]
    np.testing.assert_allclose(found.map, torch.stack(alone).mean(0), rtol=1e-3, atol=1e-5)
    assert found.relative_delta < 1e-4


def test_gradient_shap_comes_near_to_its_promise_and_draws_the_same_again(tiny_classifier, picture):
    few, many = (
        attribute(tiny_classifier, picture, 1, "gradient_shap", samples=n, baselines=2, noise=0.01) for n in (2, 256)
    )
    assert abs(many.delta) < 0.25 * abs(few.delta)
    # With hardly any noise it is Integrated Gradients, its steps drawn at random.
    exact = attribute(tiny_classifier, picture, 1, "integrated_gradients", n_steps=128)
    assert np.corrcoef(many.map.ravel(), exact.map.ravel())[0, 1] > 0.9


def test_guided_grad_cam_is_the_product_of_its_two_parts(tiny_classifier, picture):
    guided = attribute(tiny_classifier, picture, 1, "guided_backprop").map
    cam = attribute(tiny_classifier, picture, 1, "layer_grad_cam", "inception3a", relu=True).map
    large = nn.functional.interpolate(torch.from_numpy(cam)[None, None], (32, 32), mode="bilinear")[0, 0]
    found = attribute(tiny_classifier, picture, 1, "guided_grad_cam", "inception3a").map
    np.testing.assert_allclose(found, guided * large.numpy(), rtol=1e-3, atol=1e-6)


def test_smoothgrad_is_the_size_of_the_mean_gradient_at_its_noisy_images(other_classifier, picture):
    seen, network = [], other_classifier.network  # a replica keeps the network's hooks
    handle = network.register_forward_pre_hook(lambda _module, given: seen.append(given[0].detach().clone()))
    found = attribute(other_classifier, picture, 1, "noise_tunnel", samples=4).map
    handle.remove()
    noisy = torch.cat(seen[1:]).requires_grad_()  # the first is the image itself
    (gradients,) = torch.autograd.grad(network(noisy)[:, 1].sum(), noisy)
    assert len(noisy) == 4
    np.testing.assert_allclose(found, gradients.mean(0).abs().amax(0), rtol=1e-4, atol=1e-6)
    assert not np.allclose(found, gradients.abs().mean(0).amax(0), rtol=0.1)


def test_smoothgrad_of_integrated_gradients_has_a_sign(tiny_classifier, picture):
    found = attribute(tiny_classifier, picture, 1, "noise_tunnel", of="integrated_gradients", samples=2, noise=0.01)
    plain = attribute(tiny_classifier, picture, 1, "integrated_gradients")
    assert np.corrcoef(found.map.ravel(), plain.map.ravel())[0, 1] > 0.9
    assert METHODS["noise_tunnel"].has_sign({"of": "integrated_gradients"})
    assert not METHODS["noise_tunnel"].has_sign({"of": "saliency"})


def covered_score(classifier, picture, visible):
    """F of class 1 with the cells of a 2 x 2 grid that are not in `visible` black."""
    x = input_of(classifier, picture)
    black = make_baseline("black", x, classifier.preprocess)
    for cell in set(range(4)) - set(visible):
        row, column = divmod(cell, 2)
        rows, columns = slice(16 * row, 16 * row + 16), slice(16 * column, 16 * column + 16)
        x[..., rows, columns] = black[..., rows, columns]
    with torch.no_grad():
        return float(classifier.network(x)[0, 1])


def exact_shapley(classifier, picture):
    """All 24 orders of 4 cells (Shapley 1953)."""
    parts = np.zeros(4)
    for order in permutations(range(4)):
        for n, cell in enumerate(order):
            step = covered_score(classifier, picture, order[: n + 1]) - covered_score(classifier, picture, order[:n])
            parts[cell] += step / 24
    return parts


def test_shapley_values_and_their_kernel_come_to_the_exact_ones(tiny_classifier, picture):
    exact = exact_shapley(tiny_classifier, picture)
    grid = {"cells": 2, "follow_edges": False}
    for key, more, near in (("shapley_value_sampling", {"orders": 100}, 0.2), ("kernel_shap", {"trials": 16}, 1e-3)):
        found = attribute(tiny_classifier, picture, 1, key, **grid, **more)
        parts = found.map[8::16, 8::16].ravel()
        np.testing.assert_allclose(parts, exact, atol=near * np.abs(exact).max())
        assert parts.sum() == pytest.approx(exact.sum(), rel=1e-3)


def test_lime_comes_to_the_linear_model_of_all_sets(tiny_classifier, picture):
    grid = {"cells": 2, "follow_edges": False}
    found = attribute(tiny_classifier, picture, 1, "lime", **grid, trials=400).map[8::16, 8::16].ravel()
    shown = np.array([*product((0, 1), repeat=4)])
    scored = np.array([covered_score(tiny_classifier, picture, np.flatnonzero(one)) for one in shown])
    near = np.exp(-(((1 - np.sqrt(shown.mean(1))) / 0.25) ** 2) / 2) ** 0.5  # the root of a weight, for least squares
    wanted = np.linalg.lstsq(near[:, None] * np.c_[shown, np.ones(16)], near * scored, rcond=None)[0][:4]
    assert np.corrcoef(found, wanted)[0, 1] > 0.98


def test_layer_ablation_is_the_fall_of_the_score_without_a_path(tiny_classifier, picture):
    """One patch a path: each path's value is the fall when it is as for the baseline."""
    found = attribute_paths(tiny_classifier, picture, 1, "layer_feature_ablation", "inception3a", patches=1)
    network = replica(tiny_classifier.network)
    x = input_of(tiny_classifier, picture)
    outputs = {}
    block = network.blocks["inception3a"]
    handle = block.register_forward_hook(lambda module, inputs, output: outputs.update(block=output))
    with torch.no_grad():
        before = network(torch.cat([x, make_baseline("black", x, tiny_classifier.preprocess)]))[0, 1]
        handle.remove()
        rest = network.layers[2:]
        for branch, channels in channels_of(block).items():
            mixed = outputs["block"][:1].clone()
            mixed[:, channels] = outputs["block"][1:, channels]
            fall = before - network.head(rest(mixed))[0, 1]
            np.testing.assert_allclose(found[branch].map, fall, rtol=1e-3, atol=1e-5)


def gradients_on_the_way(classifier, picture, n_steps):
    """Gradients at 3a's outputs at equal steps from black to the image, (n_steps + 1, C, H, W)."""
    network, x = replica(classifier.network), input_of(classifier, picture)
    black, seen = make_baseline("black", x, classifier.preprocess), []
    network.blocks["inception3a"].register_forward_hook(lambda module, inputs, output: seen.append(output))
    way = torch.cat([black + (x - black) * step / n_steps for step in range(n_steps + 1)]).requires_grad_()
    scored = network(way)[:, 1].sum()
    return torch.autograd.grad(scored, seen[0])[0]


@pytest.mark.parametrize("block", ["inception3a", "inception4a"])
def test_conductance_is_a_fine_midpoint_rules(tiny_classifier, picture, block):
    network, x = replica(tiny_classifier.network), input_of(tiny_classifier, picture)
    black, seen = make_baseline("black", x, tiny_classifier.preprocess), []
    network.blocks[block].register_forward_hook(lambda module, inputs, output: seen.append(output))
    alphas, flow = torch.linspace(0, 1, 2049), 0  # the middles of 1024 steps, and their ends
    for start in range(0, 2048, 64):
        way = (black + (x - black) * alphas[start : start + 65].view(-1, 1, 1, 1)).requires_grad_()
        scored = network(way)[:, 1].sum()
        outputs, (gradients,) = seen[-1].detach(), torch.autograd.grad(scored, seen[-1])
        flow = flow + (gradients[1::2] * (outputs[2::2] - outputs[:-2:2])).sum((0, 1))
    found = attribute(tiny_classifier, picture, 1, "layer_conductance", block, n_steps=256)
    np.testing.assert_allclose(found.map, flow.numpy(), atol=0.03 * float(flow.abs().max()))
    assert found.relative_delta < 0.05


def test_influence_is_the_mean_gradient_on_the_way(tiny_classifier, picture):
    gradients = gradients_on_the_way(tiny_classifier, picture, 256)
    found = attribute(tiny_classifier, picture, 1, "internal_influence", "inception3a", n_steps=256).map
    assert np.corrcoef(found.ravel(), gradients.mean(0).sum(0).ravel())[0, 1] > 0.99


def test_the_last_blocks_deep_lift_and_integral_are_the_difference_of_exact_evidence(tiny_classifier, picture):
    black = picture.copy()
    black.paste(0, (0, 0, *black.size))
    of_image, of_black = (branch_evidence(tiny_classifier, one, 1, prepare=False).maps for one in (picture, black))
    for key, more in (("layer_deep_lift", {}), ("layer_integrated_gradients", {"n_steps": 2})):
        for branch, one in attribute_paths(tiny_classifier, picture, 1, key, prepare=False, **more).items():
            np.testing.assert_allclose(one.map, of_image[branch] - of_black[branch], rtol=1e-3, atol=1e-5)


def test_gradient_x_activation_is_the_product(tiny_classifier, picture):
    network, seen = replica(tiny_classifier.network), []
    network.blocks["inception3a"].register_forward_hook(lambda module, inputs, output: seen.append(output))
    scored = network(input_of(tiny_classifier, picture).requires_grad_())[0, 1]
    (grad,) = torch.autograd.grad(scored, seen)
    found = attribute(tiny_classifier, picture, 1, "layer_gradient_x_activation", "inception3a").map
    np.testing.assert_allclose(found, (grad * seen[0]).detach().sum(1)[0], rtol=1e-3, atol=1e-5)


def test_superpixels_are_a_grid_or_follow_edges():
    x = torch.zeros(1, 1, 32, 32)
    x[..., :, 13:] = 3.0  # an edge beside the grid's own
    grid = superpixels(x, 4, follow_edges=False)
    assert grid[0, 0, ::8, ::8].flatten().tolist() == list(range(16))
    fitted = superpixels(x, 4, follow_edges=True)
    assert sorted(fitted.unique().tolist()) == list(range(int(fitted.max()) + 1))
    across = [set(fitted[..., :13].unique().tolist()), set(fitted[..., 13:].unique().tolist())]
    assert not across[0] & across[1]
    assert set(grid[..., :13].unique().tolist()) & set(grid[..., 13:].unique().tolist())


class Plain(nn.Module):
    """Two convolutions with bias, a mean, a last layer."""

    def __init__(self, groups):
        super().__init__()
        with torch.random.fork_rng():
            torch.manual_seed(2)
            self.first, self.fc = nn.Conv2d(1, 4, 3), nn.Linear(4, 3)
            self.second = nn.Conv2d(4, 4, 3, groups=groups)

    def forward(self, x):
        return self.fc(self.second(self.first(x).relu()).relu().mean((2, 3)))


@pytest.mark.parametrize("groups", [1, 2, 4])
def test_relevance_is_the_rules_written_out_as_matrices(groups):
    """Alpha-1 beta-0 and the rule for bounded pixels (Montavon et al. 2019, table 10.1), layer by layer."""
    network = Plain(groups).requires_grad_(requires_grad=False)
    x = torch.rand(1, 1, 7, 7, generator=torch.Generator().manual_seed(0)) * 2 - 1
    low, high = torch.full_like(x, -1), torch.full_like(x, 1)
    hidden = network.first(x).relu()
    top = network.second(hidden).relu()
    relevance_top = (network.fc.weight[1].view(1, -1, 1, 1) * top / 9).flatten()

    def matrix(conv, values):
        jacobian = torch.func.jacrev(conv)(values)
        return jacobian.reshape(conv(values).numel(), values.numel())

    w = matrix(network.second, hidden).clamp(min=0)
    z = w @ hidden.flatten()
    relevance_hidden = hidden.flatten() * (w.T @ torch.where(z > 1e-9, relevance_top / z, 0))
    w = matrix(network.first, x)
    parts = w * x.flatten() - w.clamp(min=0) * low.flatten() - w.clamp(max=0) * high.flatten()  # (outputs, inputs)
    expected = (parts * (relevance_hidden / parts.sum(1))[:, None]).sum(0)
    found = relevance(network, x, 1, (low, high))
    torch.testing.assert_close(found.flatten(), expected, rtol=1e-3, atol=1e-5)
    lost = relevance_top[z <= 1e-9].sum()  # outputs that only a bias has raised
    assert (found.sum() + lost).item() == pytest.approx(float(network(x)[0, 1] - network.fc.bias[1]), rel=1e-3)
    assert groups == 4 or not lost


def test_relevance_is_conserved_through_forks_and_pools_where_no_bias_works(tiny_classifier, picture):
    spec = replace(tiny_classifier.network.spec, normalization="none")
    network = create_model(spec, in_channels=1, seed=1).requires_grad_(requires_grad=False).eval()
    for module in network.modules():
        if isinstance(module, nn.Conv2d):
            module.bias.zero_()
    found = attribute(replace(tiny_classifier, network=network), picture, 1, "lrp")
    assert found.relative_delta < 1e-4


def test_relevance_leaves_the_shared_weights_alone_and_folding_changes_no_score(tiny_classifier, picture):
    network, x = tiny_classifier.network, input_of(tiny_classifier, picture)
    before = [one.clone() for one in network.state_dict().values()]
    surrogate = folded(network)
    assert not any(isinstance(module, nn.BatchNorm2d) for module in surrogate.modules())
    with torch.no_grad():
        torch.testing.assert_close(surrogate(x), network(x), rtol=1e-4, atol=1e-4)
    attribute(tiny_classifier, picture, 1, "lrp")
    assert all(map(torch.equal, before, network.state_dict().values()))


def test_where_a_rule_is_missing_the_method_is_not_offered(tiny_classifier, picture):
    spec = replace(tiny_classifier.network.spec, lrn_after=("conv1",))
    network = create_model(spec, in_channels=1, seed=0).eval()
    lrn = replace(tiny_classifier, network=network)
    assert set(needs.missing(network)) == {"deep_lift", "deep_lift_shap", "layer_deep_lift", "lrp"}
    with pytest.raises(UserError, match="local response normalization"):
        attribute(lrn, picture, method="deep_lift")
    with pytest.raises(UserError, match="local response normalization"):
        attribute(lrn, picture, method="noise_tunnel", of="deep_lift")
    assert needs.missing(tiny_classifier.network) == {}


def test_a_shared_relu_is_noticed(tiny_classifier):
    network = create_model(tiny_classifier.network.spec, in_channels=1, seed=0)
    units = [module for module in network.modules() if hasattr(module, "relu")]
    units[0].relu = units[1].relu
    assert "guided_backprop" in needs.missing(network)
    assert "saliency" not in needs.missing(network)


def test_the_scores_of_all_baselines_are_those_of_their_images(tiny_classifier, picture):
    for baseline, key in product(("black", "noise"), ("deep_lift", "layer_deep_lift")):
        found = attribute(tiny_classifier, picture, 1, key, baseline=baseline)
        of_image, of_baseline = scores(tiny_classifier, picture, baseline)[:, 1].tolist()
        assert found.map.sum() == pytest.approx(of_image - of_baseline, abs=1e-4)


def test_relevance_of_a_network_that_rescales_its_input_is_of_what_its_first_layer_reads(picture):
    """The same numbers reach the first convolution by two ways: their relevances are one."""
    spec = Spec("rescaling", (Conv("conv1", 4, 3), inception("inception3a", 4, (4, 6), (4, 5), 3)), "this test")
    plain = create_model(spec, in_channels=3, num_classes=4, seed=0).eval().requires_grad_(requires_grad=False)
    rescaling = create_model(replace(spec, transform_input=True), in_channels=3, num_classes=4, seed=0).eval()
    rescaling.requires_grad_(requires_grad=False)
    rescale = rescaling.layers.transform_input
    x = torch.randn(1, 3, 16, 16, generator=torch.Generator().manual_seed(0)).clamp(-2, 2)
    bounds = torch.full_like(x, -2), torch.full_like(x, 2)
    found = relevance(rescaling, x, 1, bounds)
    torch.testing.assert_close(found, relevance(plain, rescale(x), 1, tuple(map(rescale, bounds))))
    assert isinstance(rescaling.layers.transform_input, type(rescale))  # the visitor's network is as it was


def test_folding_takes_the_shortcut_of_a_residual_block_too():
    block = inception("inception3a", 4, (4, 6), (4, 5), 3)
    spec = Spec("residual", (Conv("conv1", 4, 3), replace(block, residual=True)), "this test", normalization="batch")
    network = create_model(spec, in_channels=1, seed=0)
    network(torch.randn(8, 1, 16, 16))  # gives the normalisations something to fold
    network.eval()
    surrogate, x = folded(network), torch.randn(2, 1, 16, 16)
    assert not any(isinstance(module, nn.BatchNorm2d) for module in surrogate.modules())
    with torch.no_grad():
        torch.testing.assert_close(surrogate(x), network(x), rtol=1e-4, atol=1e-4)
