"""Networks that somebody draws from one of the family."""

from contextlib import nullcontext, suppress
from dataclasses import replace

import pytest
import torch

from googlenet.common.errors import UserError
from googlenet.networks.accounting import report
from googlenet.networks.classifier import create_model
from googlenet.networks.design import HIGHEST, Design, base_of, convolutions_of, design_of
from googlenet.networks.proportions import block_accounts
from googlenet.networks.registry import NETWORKS
from googlenet.networks.spec import convs_in, spec_from_dict, spec_to_dict
from googlenet.training.config import TrainConfig, config_from_dict, config_to_dict

PLAIN = Design("googlenet_bn")
WAY = ("inception3a", "3x3", "3x3")


@pytest.mark.parametrize("name", NETWORKS)
def test_every_convolution_of_a_block_can_be_changed_and_built(name):
    design = Design(name)
    has_groups = any(conv.groups > 1 for conv in convs_in(NETWORKS[name].layers))
    for way, conv in convolutions_of(NETWORKS[name]):
        with suppress(UserError) if has_groups else nullcontext():  # they hold some widths fast
            design = design.with_width(way, max(1, conv.out_channels // 16))
    spec = design.spec()
    network = create_model(spec, num_classes=3, in_channels=1).eval()
    accounts = report(spec, (1, 96, 96), num_classes=3)
    assert sum(parameter.numel() for parameter in network.parameters()) == accounts.params
    assert accounts.params < report(NETWORKS[name], (1, 96, 96), num_classes=3).params
    assert {block: part.branches.keys() for block, part in network.blocks.items()} == {
        block.name: {branch: None for branch, _ in block.branches}.keys() for block in NETWORKS[name].blocks
    }
    with torch.no_grad():
        assert network(torch.zeros(1, 1, 96, 96)).shape == (1, 3)


def test_the_next_block_reads_the_new_width():
    before, after = (report(design.spec(), (1, 96, 96)) for design in (PLAIN, PLAIN.with_width(WAY, 100)))
    assert before["inception3a"].output[0] - after["inception3a"].output[0] == 28
    assert after["inception3b"].input[0] == after["inception3a"].output[0]
    assert after["inception3b"].macs < before["inception3b"].macs
    assert after["inception3b"].output == before["inception3b"].output


def test_a_path_left_out_is_gone_and_comes_back():
    without = PLAIN.with_path("inception4c", "5x5", is_on=False)
    block = report(without.spec(), (1, 96, 96))["inception4c"]
    assert [path.name for path in block.parts] == ["1x1", "3x3", "pool"]
    assert without.with_path("inception4c", "5x5", is_on=True) == PLAIN


def test_the_base_s_own_width_is_no_change():
    assert PLAIN.with_width(WAY, 96).with_width(WAY, 128) == PLAIN
    assert not PLAIN.is_changed
    assert PLAIN.spec() is NETWORKS["googlenet_bn"]


@pytest.mark.parametrize("channels", [0, -1, HIGHEST + 1, 1.5, "64", None, True])
def test_a_width_out_of_range_is_refused(channels):
    with pytest.raises(UserError, match="1 to 1024"):
        PLAIN.with_width(WAY, channels)


def test_what_is_not_in_the_network_is_refused():
    with pytest.raises(UserError, match="no convolution"):
        PLAIN.with_width(("inception3a", "3x3"), 8)
    with pytest.raises(UserError, match="no branch"):
        PLAIN.with_path("inception9z", "3x3", is_on=False)


def test_a_block_keeps_one_path():
    design = PLAIN
    for branch in ("1x1", "3x3", "5x5"):
        design = design.with_path("inception3a", branch, is_on=False)
    with pytest.raises(UserError, match="at least one branch"):
        design.with_path("inception3a", "pool", is_on=False)


@pytest.mark.parametrize("name", ["googlenet_bn", "inception_v3"])
def test_without_its_reduce_a_branch_costs_what_the_naive_one_does(name):
    block = block_accounts(NETWORKS[name], (1, 96, 96))[0]
    for path in (path for path in block.paths if path.reduce):
        design = Design(name).with_reduce(block.name, path.name, is_on=False)
        assert design.is_changed
        assert design_of(spec_from_dict(spec_to_dict(design.spec()))) == design
        changed = next(one for one in block_accounts(design.spec(), (1, 96, 96))[0].paths if one.name == path.name)
        assert (changed.params, changed.macs) == (path.naive_params, path.naive_macs)
        assert changed.channels == path.channels
        assert not design.with_reduce(block.name, path.name, is_on=True).is_changed
    with pytest.raises(UserError):
        Design(name).with_reduce(block.name, "1x1", is_on=False)


@pytest.mark.parametrize("leave_out", [Design.with_path, Design.with_reduce])
def test_a_width_of_a_layer_that_is_left_out_does_not_hide_the_design(leave_out):
    design = PLAIN.with_width(("inception3a", "3x3", "3x3_reduce"), 17)
    spec = leave_out(design, "inception3a", "3x3", is_on=False).spec()
    assert "17" not in spec.source
    assert design_of(spec) == leave_out(PLAIN, "inception3a", "3x3", is_on=False)
    both = PLAIN.with_reduce("inception3a", "3x3", is_on=False).with_path("inception3a", "3x3", is_on=False)
    assert design_of(both.spec()) == PLAIN.with_path("inception3a", "3x3", is_on=False)


@pytest.mark.parametrize("name", ["../etc", "a b", "-x", "x" * 41, "googlenet", "网络", "a/b", "a.b"])
def test_an_unsafe_name_or_another_network_s_is_refused(name):
    with pytest.raises(UserError, match="can’t be used"):
        PLAIN.with_name(name)


def test_a_design_says_what_it_was_drawn_from_and_survives_a_run_folder():
    spec = PLAIN.with_width(WAY, 96).with_path("inception4c", "pool", is_on=False).with_name("thin").spec()
    assert spec.name == "thin"
    assert base_of(spec.source) == "googlenet_bn"
    assert "inception3a 3x3 3x3 96" in spec.source
    assert "inception4c without pool" in spec.source
    assert base_of(NETWORKS["googlenet_bn"].source) is None
    assert spec_from_dict(spec_to_dict(spec)) == spec
    config = TrainConfig(recipe="quick", model=spec)
    assert config_from_dict(config_to_dict(config)) == config
    assert design_of(spec) == PLAIN.with_width(WAY, 96).with_path("inception4c", "pool", is_on=False).with_name("thin")
    assert design_of(replace(spec, dropout=0.9)) is None
    assert design_of(NETWORKS["googlenet_bn"]) is None
    assert replace(spec, name=PLAIN.spec().name, source=PLAIN.spec().source) != PLAIN.spec()
