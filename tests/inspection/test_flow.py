"""The split of what a path reads: against the network's own convolutions, sources silenced one after another."""

from dataclasses import replace

import pytest
import torch

from googlenet.common.errors import UnknownName
from googlenet.inspection.ablation import ablated, observe_without
from googlenet.inspection.flow import branch_flows, flows_of, flows_seen, inputs_of
from googlenet.inspection.inference import hookable_copy, input_of
from googlenet.networks.classifier import create_model
from googlenet.networks.googlenet import inception
from googlenet.networks.spec import Branches, Conv, Pool, Spec

PAIR = (Conv("reduce", 3), Conv("out", 4, 3))
STRIDED = Branches("strided", (("3x3", (PAIR[0], Conv("out", 4, 3, 2))), ("pool", (Pool("pool", 3, 2, 1),))))
FORKED = Branches(
    "forked",
    (("1x1", (Conv("1x1", 3),)), ("3x3", (Branches("3x3", (("1x3", (Conv("a", 2, (1, 3)),)), ("3x1", PAIR))),))),
)
LAYERS = {
    "pool between": (
        inception("one", 2, (2, 3), (2, 4), 5),
        Pool("p", 3, 2, 1),
        inception("two", 2, (2, 3), (2, 4), 5),
    ),
    "pass-through": (inception("one", 2, (2, 3), (2, 4), 5), STRIDED, inception("two", 2, (2, 3), (2, 4), 5)),
    "average and fork": (inception("one", 2, (2, 3), (2, 4), 5), Pool("p", 3, 2, 1, kind="avg"), FORKED),
}


def network_of(layers, normalization="batch", between=()):
    spec = Spec("tiny", (Conv("conv1", 6, 3, 2), *layers[:1], *between, *layers[1:]), "a test's own", normalization)
    return create_model(spec, in_channels=1, seed=0).eval().requires_grad_(False)


@pytest.mark.parametrize("normalization", ["batch", "none"])
@pytest.mark.parametrize("layers", LAYERS.values(), ids=LAYERS)
def test_shares_sum_to_one_and_parts_to_the_convolution(layers, normalization):
    network = network_of(layers, normalization)
    x = torch.randn(2, 1, 20, 20, generator=torch.Generator().manual_seed(0))
    for block, given in inputs_of(network, x).items():
        flows = flows_of(network, block, given)
        assert list(flows) == list(network.blocks[block].branches)
        for flow in flows.values():
            assert sum(flow.shares.values()) == pytest.approx(1, abs=1e-12)
            assert sum(flow.channels.values()) == pytest.approx(1)
            assert flow.error < 1e-5
    last = list(network.blocks)[-1]
    assert flow.source == list(network.blocks)[-2]
    assert flow.block == last


@pytest.mark.parametrize("layers", LAYERS.values(), ids=LAYERS)
def test_a_share_is_what_the_path_gets_when_all_other_sources_are_off(layers):
    # Without bias and normalisation the path's first convolution of one source alone is that source's part.
    network, x = network_of(layers), torch.rand(1, 1, 20, 20, generator=torch.Generator().manual_seed(0))
    source, last = list(network.blocks)[-2:]
    for branch in network.blocks[last].branches:
        whole = first_output(network, last, branch, x)
        flow = flows_of(network, last, inputs_of(network, x)[last])[branch]
        assert flow.source == source
        for name, share in flow.shares.items():
            others = [one for one in network.blocks[source].branches if one != name]
            with ablated(network, {source: others}):
                part = first_output(network, last, branch, x)
            assert share == pytest.approx(float((part * whole).sum() / (whole * whole).sum()), abs=1e-5)


def first_output(network, block, branch, x):
    """What the path's first convolutions put out, as the network runs, flat; its pool's output without any."""
    chain = network.blocks[block].branches[branch]
    convolutions = [module for module in chain.modules() if isinstance(module, torch.nn.Conv2d)]
    is_fork = hasattr(chain[0], "branches")
    firsts = [convolutions[0], *([convolutions[1]] if is_fork else [])] if convolutions else [chain]
    seen = []
    handles = [one.register_forward_hook(lambda *given: seen.append(given[2].flatten())) for one in firsts]
    network(x)
    for handle in handles:
        handle.remove()
    return torch.cat(seen)


def test_the_first_block_reads_the_stem_as_does_one_behind_a_convolution():
    network = network_of(LAYERS["pool between"], between=(Conv("mix", 7),))
    x = torch.rand(1, 1, 20, 20)
    for block, given in inputs_of(network, x).items():
        for flow in flows_of(network, block, given).values():
            assert (flow.source, flow.channels) == (None, {"stem": 1.0})
            assert flow.shares["stem"] == pytest.approx(1)


def test_a_silent_input_has_no_shares():
    network = network_of(LAYERS["pool between"])
    flows = flows_of(network, "two", torch.zeros(1, 14, 5, 5))
    assert all(share == 0 for flow in flows.values() for share in flow.shares.values())


def test_a_path_that_is_off_gives_nothing(tiny_classifier, picture):
    flows = branch_flows(tiny_classifier, picture, blocks=["inception4a"], off={"inception3a": ["3x3"]})
    assert list(flows) == ["inception4a"]
    for flow in flows["inception4a"].values():
        assert flow.shares["3x3"] == 0
        assert sum(flow.shares.values()) == pytest.approx(1)


@pytest.mark.parametrize("off", [{}, {"inception3a": ["3x3"]}, {"inception3a": {"5x5": [0, 1]}}])
def test_an_observation_tells_the_same_without_another_pass(tiny_classifier, picture, off, monkeypatch):
    expected = branch_flows(tiny_classifier, picture, off=off)
    maps = observe_without(tiny_classifier, picture, off=off).maps
    monkeypatch.setattr("googlenet.networks.network.Network.forward", None)
    for block, flows in expected.items():
        seen = flows_seen(tiny_classifier, maps, block)
        assert list(seen) == list(flows)
        for branch, flow in flows.items():
            assert (seen[branch].source, seen[branch].channels) == (flow.source, flow.channels)
            assert seen[branch].shares == pytest.approx(flow.shares, abs=1e-6)


def test_an_unknown_block_is_refused_and_no_hook_is_left(tiny_classifier, picture):
    with pytest.raises(UnknownName, match="inception9z"):
        branch_flows(tiny_classifier, picture, blocks=["inception3a", "inception9z"])
    network = hookable_copy(replace(tiny_classifier))
    inputs_of(network, input_of(tiny_classifier, picture))
    assert not any(module._forward_pre_hooks for module in network.modules())
