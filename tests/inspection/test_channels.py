"""Channels ranked and counted, against small cases done by hand and against the exact evidence."""

import copy

import numpy as np
import pytest
import torch

from googlenet.common.errors import UnknownName
from googlenet.inspection.activations import branch_activations
from googlenet.inspection.channels import carry_half, class_contributions, energy_shares, hottest_cell, strengths
from googlenet.inspection.evidence import branch_evidence
from googlenet.inspection.inference import input_of


def test_shares_of_energy_are_squared_activations_and_sum_to_one(tiny_classifier, picture):
    for outputs in branch_activations(tiny_classifier, picture).values():
        assert sum(energy_shares(outputs).values()) == pytest.approx(1)
    assert energy_shares({"a": np.full((2, 1, 1), 3.0), "b": np.full((1, 1, 1), 6.0)}) == {"a": 1 / 3, "b": 2 / 3}
    assert energy_shares({"a": np.zeros((2, 1, 1))}) == {"a": 0}


@pytest.mark.parametrize(
    ("values", "half"), [([5, 1, 1, 1, 1, 1], 1), ([1, 1, 1, 1], 2), ([0, 0], 0), ([0, 3, 0], 1), ([4, 3, 3], 2)]
)
def test_the_fewest_channels_that_carry_half(values, half):
    assert carry_half(np.array(values, np.float32)) == half


def test_strengths_and_the_hottest_cell():
    output = np.array([[[0, 1], [2, 5]], [[3, 3], [3, 3]]], np.float32)
    assert strengths(output, "mean").tolist() == [2, 3]
    assert strengths(output, "max").tolist() == [5, 3]
    assert hottest_cell(output[0]) == (1, 1)


@pytest.mark.parametrize("target", [None, 2, "Bag"])
def test_in_the_last_block_contributions_sum_to_the_exact_terms(tiny_classifier, picture, target):
    added = class_contributions(tiny_classifier, picture, target, block="inception4a")
    evidence = branch_evidence(tiny_classifier, picture, target)
    assert {branch: len(one) for branch, one in added.items()} == evidence.channels
    for branch, term in evidence.terms.items():
        assert added[branch].sum() == pytest.approx(term, abs=1e-5)


def test_in_an_earlier_block_they_are_the_slope_of_the_logit_in_the_channels_strength(tiny_classifier, picture):
    network, scale = copy.deepcopy(tiny_classifier.network).double(), torch.ones(1, 18, 1, 1, dtype=torch.float64)
    x, step = input_of(tiny_classifier, picture).double(), 1e-6
    network.blocks["inception3a"].register_forward_hook(lambda module, inputs, output: output * scale)
    logit = network(x)[0, 4]
    scale[0, 4] += step  # the first channel of the 3x3 path
    slope = float(network(x)[0, 4] - logit) / step
    added = class_contributions(tiny_classifier, picture, 4, block="inception3a")
    assert added["3x3"][0] == pytest.approx(slope, abs=1e-4)


def test_a_switched_off_path_adds_nothing_and_no_hook_stays(tiny_classifier, picture):
    added = class_contributions(tiny_classifier, picture, block="inception3a", off={"inception3a": ["3x3"]})
    assert not added["3x3"].any()
    assert added["1x1"].any()
    assert not any(module._forward_hooks for module in tiny_classifier.network.modules())


def test_an_unknown_block_is_refused(tiny_classifier, picture):
    with pytest.raises(UnknownName, match="inception9z"):
        class_contributions(tiny_classifier, picture, block="inception9z")
