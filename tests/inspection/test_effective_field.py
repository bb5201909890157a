"""The effective receptive field: inside the exact one, and against differences."""

import numpy as np
import pytest
import torch

from googlenet.common.errors import UnknownName
from googlenet.inspection.activations import branch_activations
from googlenet.inspection.channels import hottest_cell
from googlenet.inspection.effective_field import area_of_weight, effective_receptive_field, entering
from googlenet.inspection.inference import hookable_copy, input_of
from googlenet.inspection.receptive_field import receptive_field


def test_it_lies_within_the_exact_rectangle_whatever_the_cell(tiny_classifier, picture):
    touched = 0
    for block, branches in branch_activations(tiny_classifier, picture).items():
        for branch, maps in branches.items():
            for channel in range(len(maps)):
                row, column = hottest_cell(maps[channel])
                place = {"block": block, "branch": branch, "row": row, "column": column}
                field = effective_receptive_field(tiny_classifier, picture, channel=channel, **place)
                inside = receptive_field(tiny_classifier.card.spec, **place, size_px=32).clipped
                assert field.shape == (32, 32)
                assert field.min() >= 0
                assert field.any() == (maps[channel].max() > 0)
                outside = field.copy()
                outside[inside.top : inside.bottom, inside.left : inside.right] = 0
                assert not outside.any(), (place, channel)
                touched += bool(field.any())
    assert touched > 20


def test_it_is_the_slope_of_the_unit_in_each_pixel(tiny_classifier, picture):
    place, step = {"block": "inception3a", "branch": "3x3"}, 1e-3
    maps = branch_activations(tiny_classifier, picture)["inception3a"]["3x3"]
    channel = int(maps.max(axis=(1, 2)).argmax())
    row, column = hottest_cell(maps[channel])
    field = effective_receptive_field(tiny_classifier, picture, channel=channel, row=row, column=column, **place)
    network, x = hookable_copy(tiny_classifier), input_of(tiny_classifier, picture)
    module = network.blocks["inception3a"]

    def unit(one):
        with torch.inference_mode():
            return float(module.branches["3x3"](entering(network, module, one))[0, channel, row, column])

    for y, x_ in zip(*np.unravel_index(field.argsort(axis=None)[-4:], field.shape), strict=True):
        moved = [x.clone(), x.clone()]
        moved[0][0, 0, y, x_] += step
        moved[1][0, 0, y, x_] -= step
        slope = abs(unit(moved[0]) - unit(moved[1])) / (2 * step)
        assert field[y, x_] == pytest.approx(slope, rel=0.02, abs=1e-3)


def test_a_unit_that_is_switched_off_has_no_field(tiny_classifier, picture):
    place = {"block": "inception4a", "branch": "1x1", "channel": 0, "row": 3, "column": 3}
    field = effective_receptive_field(tiny_classifier, picture, **place, off={"inception4a": ["1x1"]})
    assert not field.any()


def test_what_is_not_there_is_refused_and_nothing_stays_behind(tiny_classifier, picture):
    for wrong in ({"block": "inception9z"}, {"branch": "9x9"}, {"channel": 6}, {"row": 99}):
        asked = {"block": "inception4a", "branch": "1x1", "channel": 0, "row": 0, "column": 0} | wrong
        with pytest.raises(UnknownName, match=str(next(iter(wrong.values())))):
            effective_receptive_field(tiny_classifier, picture, **asked)
    modules = list(tiny_classifier.network.modules())
    assert not any(one._forward_hooks or one._forward_pre_hooks for one in modules)
    assert not any(one.requires_grad or one.grad is not None for one in tiny_classifier.network.parameters())


def test_the_smallest_area_that_holds_a_part_of_the_weight():
    assert area_of_weight(np.array([[8.0, 1.0], [1.0, 0.0]]), 0.8) == 1
    assert area_of_weight(np.array([[8.0, 1.0], [1.0, 0.0]]), 0.85) == 2
    assert area_of_weight(np.zeros((2, 2))) == 0


def test_what_is_off_by_its_mean_is_off_by_the_mean_at_the_network_s_own_size(tiny_classifier, picture, monkeypatch):
    sizes = []

    def means(network, preprocess=None, **_):
        sizes.append(preprocess)
        return {
            block: {name: np.full(width, 0.5) for name, width in one.widths.items()}
            for block, one in network.blocks.items()
        }

    monkeypatch.setattr("googlenet.inspection.ablation.sample_means", means)
    place = {"block": "inception4a", "branch": "3x3", "channel": 0, "row": 1, "column": 1}
    off = {"inception3a": ["1x1", "3x3", "5x5", "pool"]}
    assert not effective_receptive_field(tiny_classifier, picture, off=off, fill="mean", **place).any()
    assert sizes == [tiny_classifier.preprocess]
