"""The arithmetic of a cell, against what the network's own layers give: every kind of layer of every network."""

from dataclasses import replace

import numpy as np
import pytest
import torch

import googlenet
from googlenet.common.errors import UnknownName
from googlenet.inspection.ablation import observe_without
from googlenet.inspection.cell import cell, find_layer, work_out
from googlenet.inspection.flow import inputs_of
from googlenet.networks.classifier import create_model
from googlenet.networks.modules import Chain, Inception
from googlenet.networks.registry import NETWORKS
from googlenet.networks.spec import Branches, Conv, Pool, Spec
from tests.lively import enliven
from tests.networks.grouped import GROUPED

EXACT = 1e-5  # of the sum of all that is added, by absolute value
FORK = Branches("fork", (("1x3", (Conv("a", 4, (1, 3)),)), ("3x1", (Conv("b", 5, (3, 1)),))))
BRANCHES = (
    ("1x1", (Conv("1x1", 3),)),
    ("3x3", (Conv("3x3_reduce", 4), FORK)),
    ("pool", (Pool("pool", 3, 1, 1), Conv("pool_proj", 2))),
    ("avg", (Pool("avg", 3, 1, 1, kind="avg"),)),
)
TOYS = {
    "lrn": Spec(
        "lrn",
        (
            Conv("conv1", 6, 3),
            Pool("pool1", 3, 2, kind="avg", ceil_mode=True),
            Branches("one", (("3x3", (Conv("3x3_reduce", 7), Conv("3x3", 5, 3))),)),
        ),
        "a test's own",
        transform_input=True,
        lrn_after=("pool1", "3x3_reduce"),
    ),
    "shortcuts": Spec(
        "shortcuts",
        (
            Conv("conv1", 6, 3),
            Branches("same", (("1x1", (Conv("1x1", 2),)), ("3x3", (Conv("3x3", 4, 3),))), residual=True),
            Branches("wider", BRANCHES, residual=True),
        ),
        "a test's own",
        normalization="batch",
    ),
    "grouped": GROUPED,
}


def narrow(layer):
    """The layer with an eighth of its channels."""
    if isinstance(layer, Branches):
        inner = ((name, tuple(map(narrow, layers))) for name, layers in layer.branches)
        return replace(layer, branches=tuple(inner))
    return replace(layer, out_channels=layer.out_channels // 8) if isinstance(layer, Conv) else layer


def leaves(module, *way):
    """(nested names, layer) of each layer that computes a map."""
    if not isinstance(module, Chain | Inception):
        yield way, module
        return
    for name, child in (module if isinstance(module, Chain) else module.branches).named_children():
        yield from leaves(child, *way, name)


SPECS = {name: replace(spec, layers=tuple(map(narrow, spec.layers))) for name, spec in NETWORKS.items()} | TOYS


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
@torch.inference_mode()
def test_a_cell_of_every_layer_adds_up_to_what_the_layer_gives(spec):
    channels = 3 if spec.transform_input else 1
    network = enliven(create_model(spec, in_channels=channels, seed=0))
    x = torch.randn(1, channels, 80, 80, generator=torch.Generator().manual_seed(1))
    outputs = {}
    for way, module in leaves(network.layers):
        module.alpha = 1  # of local response normalization, whose own is too weak to show a mistake
        module.register_forward_hook(lambda _module, _given, output, way=way: outputs.__setitem__(way, output[0]))
    given = inputs_of(network, x)
    draw = np.random.default_rng(0)
    for way, output in dict(outputs).items():
        channel, *place = (int(draw.integers(side)) for side in output.shape)
        inside = way[0] in given
        start = (network.blocks[way[0]], given[way[0]], way[1:]) if inside else (network.layers, x, way)
        # a whole branch's output in a residual block has the shortcut, which its last layer does not have
        found = replace(find_layer(*start, channel, way[:1] if inside else ()), residual=None)
        for row, column in (place, (output.shape[1] - 1, 0)):  # in a corner, too: the padding
            one = work_out(found, row, column, strongest=3)
            wanted = output[channel, row, column].item()
            assert abs(one.value - wanted) <= EXACT * one.magnitude, way
            assert one.activation == pytest.approx(wanted, abs=EXACT * one.magnitude)
            again = sum((part.values * part.kernel).sum() for part in one.parts) + one.rest + one.bias
            again = one.scale * again + one.shift
            assert (max(0, again) if one.is_rectified else again) == pytest.approx(one.value, abs=1e-9 * one.magnitude)
            strengths = [abs(part.sum) for part in one.parts]
            assert strengths == sorted(strengths, reverse=True)
            assert one.others == 0 or len(one.parts) == 3


@pytest.mark.parametrize("name", ["same", "wider"])
@torch.inference_mode()
def test_a_residual_block_adds_its_shortcut(name):
    network = enliven(create_model(TOYS["shortcuts"], in_channels=1, seed=0))
    x = torch.randn(1, 1, 12, 12, generator=torch.Generator().manual_seed(1))
    given = inputs_of(network, x)[name]
    block = network.blocks[name]
    wanted = block(given)[0, :, 5, 7]
    for channel, value in enumerate(wanted.tolist()):
        one = work_out(find_layer(block, given, [], channel, (name,)), 5, 7)
        assert abs(one.value - value) <= EXACT * one.magnitude
        assert one.shortcut.kind == ("identity" if block.shortcut is None else "conv")
        assert one.activation == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize(
    ("off", "fill"), [({}, "zero"), ({"inception3a": {"3x3": [0, 2]}}, "mean"), ({"inception4a": ["5x5"]}, "zero")]
)
def test_a_cell_is_the_shown_activation_also_where_something_is_off(tiny_classifier, picture, off, fill):
    maps = observe_without(tiny_classifier, picture, off, fill=fill).maps
    for block, branch, channel in (("inception4a", "5x5", 2), ("inception3a", "3x3", 2)):
        place = {"block": block, "branch": branch, "channel": channel, "row": 3, "column": 2}
        one = googlenet.cell(tiny_classifier, picture, **place, off=off, fill=fill)
        shown = maps[block][branch][channel, 3, 2]
        assert abs(one.value - shown) <= EXACT * one.magnitude
        assert (one.filled is None) == (branch not in off.get(block, {}))


@pytest.mark.parametrize(("branch", "start"), [("3x3", 0), (None, 3)])  # 1x1 has 3
def test_a_channel_of_a_nested_block_that_is_off_is_counted_in_its_branch(tiny_classifier, picture, branch, start):
    network = enliven(create_model(TOYS["shortcuts"], in_channels=1, seed=0))
    classifier, off = replace(tiny_classifier, network=network), {"wider": {"3x3": [6]}}
    maps = observe_without(classifier, picture, off).maps["wider"]["3x3"]
    for channel in (2, 6):  # both are number 2 of their half of the fork
        place = {"block": "wider", "branch": branch, "channel": start + channel, "row": 3, "column": 2}
        one = cell(classifier, picture, **place, off=off)
        assert one.filled == (0 if channel == 6 else None)
        assert abs(one.value - maps[channel, 3, 2]) <= EXACT * one.magnitude


def test_a_step_back_leads_to_the_layer_before_and_a_pool_to_its_maximum(tiny_classifier, picture):
    place = {"block": "inception4a", "row": 3, "column": 2}
    last = cell(tiny_classifier, picture, **place, branch="3x3", channel=5)
    part = last.parts[0]
    (row, column), top = part.place, last.window
    before = cell(
        tiny_classifier,
        picture,
        **place | {"row": row, "column": column},
        branch="3x3",
        layer=last.reads,
        channel=part.channel,
    )
    assert (last.layer, last.reads, before.layer, before.reads) == ("3x3", "3x3_reduce", "3x3_reduce", None)
    assert before.activation == part.values[row - top.top, column - top.left]
    assert abs(part.products).max() == abs(part.products[row - top.top, column - top.left])
    pooled = cell(tiny_classifier, picture, **place, branch="pool", layer="pool", channel=1)
    inner = cell(
        tiny_classifier,
        picture,
        block="pool3",
        channel=1,
        row=pooled.parts[0].place[0],
        column=pooled.parts[0].place[1],
    )
    assert pooled.kind == "max"
    assert pooled.value == inner.activation
    assert (inner.branch, inner.layer) == (None, "pool3")
    whole = cell(tiny_classifier, picture, **place, channel=6 + 5)  # 1x1 has 6
    assert (whole.branch, whole.channel, whole.value) == ("3x3", 5, last.value)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"block": "inception9z"}, "inception9z"),
        ({"branch": "9x9"}, "9x9"),
        ({"layer": "no"}, "no layer"),
        ({"layer": "5x5_reduce/more"}, "more"),
        ({"channel": 99}, "0–4"),
        ({"layer": "5x5_reduce", "channel": -1}, "-1"),
        ({"row": 99}, "99"),
        ({"off": {"inception9z": ["5x5"]}}, "inception9z"),
    ],
)
def test_what_is_not_there_is_named(tiny_classifier, picture, change, word):
    place = {"block": "inception4a", "branch": "5x5", "channel": 1, "row": 0, "column": 0} | change
    with pytest.raises(UnknownName, match=word):
        cell(tiny_classifier, picture, **place)
