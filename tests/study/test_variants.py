"""The kernel study's networks, against their tables, and one against what is built."""

import pytest

from googlenet.common.errors import UnknownName, UserError
from googlenet.networks.classifier import create_model
from googlenet.networks.googlenet import TABLE_1
from googlenet.networks.spec import Conv
from googlenet.study import variants
from googlenet.study.variants import MATCHES, NETWORKS, kept, matched

# googlenet_bn with 1 channel and 10 classes (the project's table of networks): what the others are matched to.
WHOLE_PARAMS = 5_984_810


@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_has_googlenets_size_within_two_percent(name):
    assert abs(matched(name).params / WHOLE_PARAMS - 1) <= 0.02


@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_costs_googlenets_multiply_adds_within_two_percent(name):
    assert abs(matched(name, "macs").macs / matched("all", "macs").macs - 1) <= 0.02


@pytest.mark.parametrize("match", MATCHES)
@pytest.mark.parametrize("name", NETWORKS)
def test_blocks_keep_only_the_wanted_paths_in_steps_of_eight_channels(name, match):
    spec = matched(name, match).spec
    assert [block.name for block in spec.blocks] == list(TABLE_1)
    for block in spec.blocks:
        assert tuple(path for path, _ in block.branches) == NETWORKS[name]
        widths = [layer.out_channels for _, layers in block.branches for layer in layers if isinstance(layer, Conv)]
        assert all(width > 0 and width % 8 == 0 for width in widths)


def test_reductions_are_kept():
    (block, *_) = kept("5x5").blocks
    assert dict(block.branches) == {"5x5": dict(TABLE_1["inception3a"].branches)["5x5"]}


def test_the_whole_network_is_table_1_itself():
    whole = matched("all")
    assert whole.spec.blocks == tuple(TABLE_1.values())
    assert (whole.factor, whole.params) == (1.0, WHOLE_PARAMS)


@pytest.mark.parametrize("name", ["5x5", "pool"])
def test_accounts_are_those_of_the_network_that_is_built(name):
    network = create_model(matched(name).spec, in_channels=1, num_classes=10)
    assert sum(parameter.numel() for parameter in network.parameters()) == matched(name).params


def test_unknown_networks_and_measures_are_named():
    with pytest.raises(UnknownName, match=r"7x7.*no_pool"):
        kept("7x7")
    with pytest.raises(UserError, match=r"'layers'.*params, macs"):
        matched("all", "layers")


def test_a_network_that_cannot_be_matched_is_refused(monkeypatch):
    monkeypatch.setattr(variants, "LARGEST_FACTOR", 2.0)
    with pytest.raises(UserError, match="1x1"):
        matched.__wrapped__("1x1")
