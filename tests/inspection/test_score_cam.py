"""Score-CAM against a loop written out here."""

from itertools import pairwise

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from googlenet.common.errors import UserError
from googlenet.inspection.attribution import attribute, attribute_paths
from googlenet.inspection.baselines import make_baseline
from googlenet.inspection.inference import input_of
from googlenet.inspection.methods import METHODS
from googlenet.networks.network import replica


def written_out(classifier, picture, block, baseline, count, target=1):
    """Weight x activation of each of a block's `count` most active channels, one by one, (C, H, W)."""
    network, seen = replica(classifier.network), []
    x = input_of(classifier, picture)
    empty = make_baseline(baseline, x, classifier.preprocess)
    handle = network.blocks[block].register_forward_hook(lambda module, inputs, output: seen.append(output[0]))
    with torch.no_grad():
        network(x)
        handle.remove()
        (maps,) = seen
        of_empty = network(empty)[0, target]
        parts = torch.zeros_like(maps)
        for channel in sorted(range(len(maps)), key=lambda one: -float(maps[one].abs().sum()))[:count]:
            large = F.interpolate(maps[channel][None, None], x.shape[-2:], mode="bilinear")
            if large.max() == large.min():
                continue
            mask = (large - large.min()) / (large.max() - large.min())
            weight = network(mask * x + (1 - mask) * empty)[0, target] - of_empty
            parts[channel] = weight * maps[channel]
    return parts


@pytest.mark.parametrize("block", ["inception3a", "inception4a"])
@pytest.mark.parametrize(("baseline", "count"), [("mean", 768), ("black", 768), ("blur", 5)])
def test_it_is_the_sum_of_weighted_channels(tiny_classifier, picture, block, baseline, count):
    parts = written_out(tiny_classifier, picture, block, baseline, count)
    assert (parts.abs().amax((1, 2)) > 0).sum() <= count
    place = {"block": block, "baseline": baseline, "channels": count}
    near = {"rtol": 1e-3, "atol": 1e-5 * float(parts.abs().max())}
    found = attribute(tiny_classifier, picture, 1, "score_cam", **place)
    np.testing.assert_allclose(found.map, parts.sum(0), **near)
    widths = tiny_classifier.network.blocks[block].widths
    branches = attribute_paths(tiny_classifier, picture, 1, "score_cam", **place)
    for (branch, one), own in zip(branches.items(), parts.split(list(widths.values())), strict=True):
        assert one.branch == branch
        np.testing.assert_allclose(one.map, own.sum(0), **near)


def test_its_relu_comes_after_the_sum(tiny_classifier, picture):
    place = {"block": "inception3a", "baseline": "blur", "channels": 9}
    signed = attribute(tiny_classifier, picture, 1, "score_cam", **place).map
    assert signed.min() < 0 < signed.max()
    np.testing.assert_array_equal(
        attribute(tiny_classifier, picture, 1, "score_cam", relu=True, **place).map, signed.clip(0)
    )


def test_it_takes_at_most_800_passes_and_counts_them(tiny_classifier, picture):
    row, seen = METHODS["score_cam"], []
    channels = next(one for one in row.parameters if one.name == "channels")
    assert row.passes({"channels": channels.maximum}, 224) <= 800
    with pytest.raises(UserError, match="1–768"):
        attribute(tiny_classifier, picture, method="score_cam", channels=801)
    attribute(tiny_classifier, picture, method="score_cam", progress=lambda *counts: seen.append(counts))
    width = sum(tiny_classifier.network.blocks["inception4a"].widths.values())
    assert seen[0] == (2, width + 2)
    assert seen[-1] == (width + 2, width + 2)
    assert all(after[0] - before[0] <= 4 for before, after in pairwise(seen))


def test_a_constant_channel_has_no_weight(tiny_classifier):
    """A picture of one grey gives channels that are constant but for their margins."""
    x = torch.full((1, 1, 32, 32), 0.5)
    found = attribute(tiny_classifier, x, 1, "score_cam", "inception4a", baseline="mean")
    assert np.isfinite(found.map).all()
