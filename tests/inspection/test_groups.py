"""What is computed about a network with grouped convolutions, against the dense network of the same function."""

import warnings
from dataclasses import replace

import numpy as np
import pytest
import torch
from captum import attr
from torch import nn

from googlenet.inspection import deep_lift_rule
from googlenet.inspection.ablation import ablated, channel_means, observe_without
from googlenet.inspection.attribution import attribute
from googlenet.inspection.channels import class_contributions
from googlenet.inspection.effective_field import effective_receptive_field
from googlenet.inspection.evidence import branch_evidence
from googlenet.inspection.flow import branch_flows, flows_of, inputs_of
from googlenet.inspection.methods import METHODS
from googlenet.inspection.needs import missing
from googlenet.inspection.randomization import forgetting
from googlenet.inspection.relevance import folded
from googlenet.inspection.shares import shares
from tests.inspection.test_more_methods import SMALL
from tests.networks.grouped import dense_weight, twins


@pytest.fixture(scope="module")
def pair(tiny_classifier):
    """(grouped, dense) classifiers of one function."""
    return tuple(
        replace(tiny_classifier, network=network, card=replace(tiny_classifier.card, spec=network.spec))
        for network in twins()
    )


def close(one, other):
    np.testing.assert_allclose(one, other, rtol=1e-3, atol=1e-4 * np.abs(other).max())


@pytest.mark.parametrize("key", METHODS)
def test_every_attribution_is_that_of_the_dense_network(pair, picture, key):
    small = {name: SMALL[name] for name in METHODS[key].fill({}) if name in SMALL}
    for block in ("one", "two") if METHODS[key].takes_block else (None,):
        grouped, dense = (attribute(one, picture, 4, key, block, **small) for one in pair)
        assert np.abs(dense.map).max() > 0
        close(grouped.map, dense.map)
    assert missing(pair[0].network) == missing(pair[1].network)


def test_deep_lift_adds_up_to_the_difference_of_scores():
    network = twins()[0].double()
    x = torch.rand(1, 1, 32, 32, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    deep_lift_rule.register()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Setting (forward, )?backward hooks", UserWarning)
        parts = attr.DeepLift(network).attribute(x.requires_grad_(), target=1).sum()
    scored = network(torch.cat([x, torch.zeros_like(x)])).detach()[:, 1]
    assert parts.item() == pytest.approx((scored[0] - scored[1]).item(), rel=1e-6)


def test_folding_and_randomising_keep_the_groups(pair):
    network, x = pair[0].network, torch.randn(2, 1, 32, 32)
    surrogate = folded(network)
    assert not any(isinstance(module, nn.BatchNorm2d) for module in surrogate.modules())
    torch.testing.assert_close(surrogate(x), network(x), rtol=1e-4, atol=1e-4)
    stages = {stage: one.network(x) for stage, one in forgetting(pair[0], x[:1])}
    assert list(stages) == ["fc", "two", "one", "stem"]
    assert all(torch.isfinite(logits).all() for logits in stages.values())


def test_the_split_of_what_a_path_reads_is_that_of_the_dense_network(pair, picture):
    grouped, dense = (branch_flows(one, picture) for one in pair)
    assert grouped["two"]["1x1"].source == "one"
    for block, flows in dense.items():
        for branch, flow in flows.items():
            assert grouped[block][branch].shares == pytest.approx(flow.shares, abs=1e-4)
            assert grouped[block][branch].error < 1e-5
            assert sum(flow.shares.values()) == pytest.approx(1)


def test_a_share_is_what_plain_weights_make_of_the_source_s_channels(pair):
    network = pair[0].network
    x = inputs_of(network, torch.rand(2, 1, 32, 32), ["two"])["two"]
    flows = flows_of(network, "two", x)
    for branch, name, groups in (("1x1", "1x1", 5), ("3x3", "depthwise", 20)):
        weight = dense_weight(network.blocks["two"].branches[branch][0].conv.weight, groups)
        patches = nn.functional.unfold(x, weight.shape[-1], padding=weight.shape[-1] // 2)  # (N, C * kernel, cells)
        start, parts = 0, {}
        for source, width in network.blocks["one"].widths.items():
            mask = torch.zeros_like(weight)
            mask[:, start : start + width] = 1
            parts[source], start = (weight * mask).flatten(1) @ patches, start + width
        whole = sum(parts.values())
        for source, part in parts.items():
            wanted = float((part * whole).sum() / (whole * whole).sum())
            assert flows[branch].shares[source] == pytest.approx(wanted, abs=1e-5), (name, source)


def test_evidence_shares_and_contributions_are_those_of_the_dense_network(pair, picture):
    grouped, dense = (branch_evidence(one, picture, 2) for one in pair)
    assert grouped.logit == pytest.approx(grouped.bias + sum(grouped.terms.values()), abs=1e-4)
    assert grouped.terms == pytest.approx(dense.terms, abs=1e-4)
    for one, other in zip(*(shares(one, picture, 2) for one in pair), strict=True):
        assert one.terms == pytest.approx(other.terms, rel=1e-3, abs=1e-4)
    for block in ("one", "two"):
        found, wanted = (class_contributions(one, picture, 2, block=block) for one in pair)
        for branch, values in wanted.items():
            close(found[branch], values)


def test_ablation_and_its_means_are_those_of_the_dense_network(pair, picture):
    off = {"one": {"3x3": [0, 5], "pool": None}, "two": ["1x1"]}
    for fill in ("zero", "mean"):
        one, other = (observe_without(classifier, picture, off, fill=fill).prediction.logits for classifier in pair)
        close(one, other)
    x = torch.rand(3, 1, 32, 32)
    found, wanted = (channel_means(one.network, x)["one"]["3x3"] for one in pair)
    close(found, wanted)
    with ablated(pair[0].network, {"one": ["5x5"]}) as network:
        seen = inputs_of(network, x, ["two"])["two"]
    assert not seen[:, 12:18].any()
    assert seen[:, :12].any()


def test_the_effective_field_is_that_of_the_dense_network(pair, picture):
    unit = {"block": "two", "branch": "3x3", "row": 3, "column": 4}
    fields = [
        [effective_receptive_field(one, picture, channel=channel, **unit) for channel in range(7)] for one in pair
    ]
    assert np.any(fields)
    close(*map(np.array, fields))
