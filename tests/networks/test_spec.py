"""The tables, and their way through JSON."""

import json
from dataclasses import FrozenInstanceError, replace

import pytest

from googlenet.networks.classifier import NETWORKS
from googlenet.networks.googlenet import TABLE_1
from googlenet.networks.spec import AuxHead, Branches, Conv, Pool, Spec, spec_from_dict, spec_to_dict

# Szegedy et al. 2015, Table 1, column "output size".
PAPER_CHANNELS = {
    "inception3a": 256,
    "inception3b": 480,
    "inception4a": 512,
    "inception4b": 512,
    "inception4c": 512,
    "inception4d": 528,
    "inception4e": 832,
    "inception5a": 832,
    "inception5b": 1024,
}

EVERY_OPTION = Spec(
    name="every option",
    source="a test's own",
    layers=(
        Conv("conv1", 4, (3, 5), 2, (1, 2)),
        Pool("pool1", 2, 2, 0, ceil_mode=True, kind="avg"),
        Branches(
            "block",
            (
                ("3x3", (Conv("reduce", 2), Branches("fork", (("1x3", (Conv("1x3", 3, (1, 3)),)), ("none", ()))))),
                ("pool", (Pool("pool", 3, 1, 1),)),
            ),
        ),
    ),
    normalization="batch",
    bn_eps=0.001,
    initialization="kaiming",
    dropout=0.2,
    lrn_after=("pool1",),
    aux_heads=(AuxHead("block", hidden=8),),
    aux_pool="adaptive",
)
RESIDUAL = replace(EVERY_OPTION, layers=(*EVERY_OPTION.layers[:-1], replace(EVERY_OPTION.layers[-1], residual=True)))


@pytest.mark.parametrize("spec", [*NETWORKS.values(), EVERY_OPTION, RESIDUAL], ids=lambda spec: spec.name)
def test_a_table_survives_json(spec):
    assert spec_from_dict(json.loads(json.dumps(spec_to_dict(spec)))) == spec


def test_what_is_no_table_is_refused():
    data = spec_to_dict(EVERY_OPTION)
    with pytest.raises(KeyError):
        spec_from_dict(data | {"layers": [{"type": "Lambda", "name": "code"}]})
    with pytest.raises(TypeError):
        spec_from_dict(data | {"colour": "blue"})


def test_tables_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        EVERY_OPTION.dropout = 0.5


@pytest.mark.parametrize("name", ["googlenet", "googlenet_bn"])
def test_blocks_are_as_wide_as_the_paper_says(name):
    widths = {block.name: sum(path[-1].out_channels for _, path in block.branches) for block in NETWORKS[name].blocks}
    assert widths == PAPER_CHANNELS


def test_the_notes_network_lacks_4c_alone():
    missing = PAPER_CHANNELS.keys() - {block.name for block in NETWORKS["googlenet_notes"].blocks}
    assert missing == {"inception4c"}


def test_layers_are_told_apart_by_name():
    for spec in NETWORKS.values():
        names = [layer.name for layer in spec.layers]
        assert len(set(names)) == len(names), spec.name
        for block in spec.blocks:
            branches = [name for name, _ in block.branches]
            assert len(set(branches)) == len(branches), block.name
            for _, path in block.branches:
                layers = [layer.name for layer in path]
                assert len(set(layers)) == len(layers), block.name
            if {block.name for block in spec.blocks} <= TABLE_1.keys():
                assert branches == ["1x1", "3x3", "5x5", "pool"]


def test_padding_left_out_keeps_the_size():
    assert Conv("square", 1, 7).pads == (3, 3)
    assert Conv("flat", 1, (1, 7)).pads == (0, 3)
    assert Conv("none", 1, 7, padding=0).pads == (0, 0)
