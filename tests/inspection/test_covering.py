"""Methods that cover a part at a time, or read a block: Captum's maps, from fewer passes."""

import numpy as np
import pytest
import torch
from captum import attr

from googlenet.inspection.attribution import attribute
from googlenet.inspection.baselines import make_baseline
from googlenet.inspection.inference import input_of
from googlenet.inspection.superpixels import superpixels
from googlenet.networks.modules import ConvUnit


@pytest.fixture
def bordered(tiny_classifier, picture):
    """An input whose outer pixels are the baseline's, and that baseline."""
    x = input_of(tiny_classifier, picture).clone()
    black = make_baseline("black", x, tiny_classifier.preprocess)
    for side in (x[..., :12], x[..., 24:], x[..., :9, :], x[..., 26:, :]):
        side.copy_(black[..., : side.shape[-2], : side.shape[-1]])
    return x, black


def passes(classifier, x, method, **values):
    """The map, and how many images passed."""
    seen = []
    found = attribute(classifier, x, 1, method, progress=lambda *count: seen.append(count), **values)
    return found.map, seen[-1][0]


def test_occlusion_is_captums_map_though_patches_that_change_nothing_are_not_tried(tiny_classifier, bordered):
    x, black = bordered
    found, images = passes(tiny_classifier, x, "occlusion", window=0.22, stride=0.16)
    window, stride = (1, 7, 7), (1, 5, 5)
    wanted = attr.Occlusion(tiny_classifier.network).attribute(x, window, stride, black, target=1)
    np.testing.assert_allclose(found, wanted[0, 0], atol=1e-5)
    assert images == 1 + 3 * 5  # patches that begin at columns 10 to 20 and at rows 5 to 25; all would be 6 * 6


def test_a_superpixel_is_captums_feature(tiny_classifier, bordered):
    x, black = bordered
    mask = superpixels(x, 5, follow_edges=False)
    found, images = passes(tiny_classifier, x, "feature_ablation", cells=5, follow_edges=False)
    wanted = attr.FeatureAblation(tiny_classifier.network).attribute(x, black, target=1, feature_mask=mask)
    np.testing.assert_allclose(found, wanted[0, 0], atol=1e-5)
    assert images == 1 + len(mask[x != black].unique()) < 26


@pytest.mark.parametrize("block", ["inception3a", "inception4a"])
def test_a_blocks_parts_are_captums_though_only_the_rest_of_the_network_is_run(
    tiny_classifier, bordered, block, monkeypatch
):
    x, black = bordered
    network, seen, run = tiny_classifier.network, [], ConvUnit.forward
    with monkeypatch.context() as patch:
        patch.setattr(ConvUnit, "forward", lambda unit, x: seen.append((unit, len(x))) or run(unit, x))
        found = attribute(tiny_classifier, x, 1, "layer_feature_ablation", block, patches=2).map
    assert sum(images for unit, images in seen if unit.conv.in_channels == 1) <= 4  # the first layer of the network
    at = network.blocks[block]
    with torch.no_grad():
        empty = network.layers[: list(network.layers).index(at) + 1](black)
    widths = torch.tensor([*at.widths.values()])
    cells = torch.arange(2).repeat_interleave(empty.shape[-1] // 2)
    patches = 2 * cells[:, None] + cells
    mask = (4 * torch.arange(4).repeat_interleave(widths).view(-1, 1, 1) + patches)[None]
    wanted = attr.LayerFeatureAblation(network, at).attribute(x, empty, target=1, layer_mask=mask)
    shared = wanted[0] / widths.repeat_interleave(widths).view(-1, 1, 1)
    np.testing.assert_allclose(found, shared.sum(0), atol=1e-5)


@pytest.mark.parametrize("block", ["inception3a", "inception4a"])
def test_integrated_gradients_of_a_block_are_captums(tiny_classifier, bordered, block):
    x, black = bordered
    network = tiny_classifier.network
    explainer = attr.LayerIntegratedGradients(network, network.blocks[block])
    wanted = explainer.attribute(x, black, target=1, n_steps=6)[0].sum(0).detach()
    found, images = passes(tiny_classifier, x, "layer_integrated_gradients", block=block, n_steps=6)
    differences = np.abs(found - wanted.numpy())
    # Where an input of a ReLU rounds to the other side of 0, and its gradient with it, a few cells differ by a little.
    assert np.quantile(differences, 0.9) < 1e-5
    assert differences.max() < 0.01 * wanted.abs().max()
    assert images == 2 + 6
