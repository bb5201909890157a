"""Accounts against tables that were computed apart from this project, and against the notes' printed summary."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from googlenet.networks.accounting import report, summary, without_reduce
from googlenet.networks.googlenet import GOOGLENET, GOOGLENET_BN, GOOGLENET_NOTES
from googlenet.networks.spec import Branches, Conv, Pool, Spec

DATA = Path(__file__).parent / "tables"


def table(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def canonical(third=5, last_pool=3):
    """Table 1 with pools that round up, as the paper's; torchvision has 3x3 kernels in the third path (vision#906)."""

    def change(layer):
        if isinstance(layer, Pool):
            return replace(layer, kernel=last_pool if layer.name == "pool4" else 3, padding=0, ceil_mode=True)
        if isinstance(layer, Branches):
            paths = dict(layer.branches)
            reduce, conv = paths["5x5"]
            return replace(layer, branches=tuple((paths | {"5x5": (reduce, replace(conv, kernel=third))}).items()))
        return layer

    return replace(GOOGLENET, layers=tuple(map(change, GOOGLENET.layers)))


GOOGLENETS = {"d2l": GOOGLENET, "paper": canonical(), "torchvision": canonical(third=3, last_pool=2)}


def path(*kernels, stride=1, pads_last=True, fork=()):
    """Convolutions of one channel, of which the last has `stride`; then a fork into `fork`'s kernels."""
    layers = [Conv(f"conv{i}", 1, kernel) for i, kernel in enumerate(kernels)]
    layers[-1] = replace(layers[-1], stride=stride, padding=None if pads_last else 0)
    ends = [Branches("fork", tuple((f"{h}x{w}", path((h, w))) for h, w in fork))] if fork else []
    return (*layers, *ends)


def inception_bn():
    """Kernels and strides of Ioffe & Szegedy 2015: enough for receptive fields."""
    keeps = {"1x1": path(1), "3x3": path(1, 3), "3x3dbl": path(1, 3, 3), "pool": (Pool("pool", 3, 1, 1), *path(1))}
    halves = {
        "3x3": path(1, 3, stride=2),
        "3x3dbl": path(1, 3, 3, stride=2),
        "pool": (Pool("pool", 3, 2, ceil_mode=True),),
    }
    stem = (*GOOGLENETS["paper"].layers[:5],)
    order = ("3a", "3b", "3c", "4a", "4b", "4c", "4d", "4e", "5a", "5b")
    kinds = ((f"inception{name}", halves if name in {"3c", "4e"} else keeps) for name in order)
    return Spec("inception_bn", (*stem, *(Branches(name, tuple(kind.items())) for name, kind in kinds)), "this test")


def inception_v3():
    """Kernels, strides and forks of Szegedy et al. 2016: enough for receptive fields."""
    pool = {"pool": (Pool("pool", 3, 1, 1, kind="avg"), *path(1))}
    stem = (
        Conv("Conv2d_1a_3x3", 1, 3, 2, 0),
        Conv("Conv2d_2a_3x3", 1, 3, 1, 0),
        Conv("Conv2d_2b_3x3", 1, 3),
        Pool("maxpool1", 3, 2),
        Conv("Conv2d_3b_1x1", 1),
        Conv("Conv2d_4a_3x3", 1, 3, 1, 0),
        Pool("maxpool2", 3, 2),
    )
    halving, fork = {"stride": 2, "pads_last": False}, {"fork": ((1, 3), (3, 1))}
    blocks = {
        "5b 5c 5d": {"1x1": path(1), "5x5": path(1, 5), "3x3dbl": path(1, 3, 3)} | pool,
        "6a": {"3x3": path(3, **halving), "3x3dbl": path(1, 3, 3, **halving), "pool": (Pool("pool", 3, 2),)},
        "6b 6c 6d 6e": {
            "1x1": path(1),
            "7x7": path(1, (1, 7), (7, 1)),
            "7x7dbl": path(1, (7, 1), (1, 7), (7, 1), (1, 7)),
        }
        | pool,
        "7a": {
            "3x3": path(1, 3, **halving),
            "7x7x3": path(1, (1, 7), (7, 1), 3, **halving),
            "pool": (Pool("pool", 3, 2),),
        },
        "7b 7c": {"1x1": path(1), "3x3": path(1, **fork), "3x3dbl": path(1, 3, **fork)} | pool,
    }
    named = (Branches(f"Mixed_{name}", tuple(kind.items())) for names, kind in blocks.items() for name in names.split())
    return Spec("inception_v3", (*stem, *named), "this test")


def centre(field):
    """Of the first cell's rectangle, (row, column); the first pixel's centre is 0."""
    return tuple(offset + (size - 1) / 2 for offset, size in zip(field.offset, field.size, strict=True))


def inception_name(block):
    """A block's name in the tables, as ours."""
    return f"inception{block}" if block[0].isdigit() else block


class Accounts(dict):
    """spec -> its report at the size that the tables are for."""

    def __missing__(self, spec):
        side = 299 if spec.name == "inception_v3" else 224
        self[spec] = report(spec, (3, side, side), num_classes=1000)
        return self[spec]


ACCOUNTS = Accounts()


def test_summary_of_the_notes_network_is_the_table_that_the_notes_print():
    rows = summary(GOOGLENET_NOTES, (1, 1, 224, 224))
    printed = table("notes_layers.csv")
    assert len(rows) == len(printed) == 126
    for row, expected in zip(rows, printed, strict=True):
        shape = tuple(int(expected[key]) for key in ("out_n", "out_c", "out_h", "out_w") if expected[key])
        # The table says "4d (printed as third block)": 4c is missing.
        block = inception_name(expected["block"].split()[0]) if expected["block"] else None
        assert (row.type, row.depth_index, row.block, row.role) == (
            expected["type"],
            expected["depth_idx"],
            block,
            expected["role"] or None,
        )
        assert row.output_shape == shape
        assert row.params == (int(expected["params_printed"]) if expected["params_printed"] else None)
        assert row.macs == (int(expected["conv_macs"]) if expected["conv_macs"] else None)
    # The notes print 1.43 G, which is 1,429,347,130 with the additions of biases; without them:
    assert sum(row.params or 0 for row in rows) == 5_467_426
    assert sum(row.macs or 0 for row in rows) == 1_423_985_408


def test_summary_shows_batch_normalisation_and_dropout():
    rows = summary(GOOGLENET_BN, (8, 3, 96, 96), num_classes=7)
    assert [row.type for row in rows[:4]] == ["Sequential", "Conv2d", "BatchNorm2d", "ReLU"]
    assert [row.type for row in rows[-4:]] == ["AdaptiveAvgPool2d", "Flatten", "Dropout", "Linear"]
    assert rows[0].output_shape == rows[-1].output_shape == (8, 7)
    assert (rows[2].params, rows[2].macs) == (2 * 64, None)


FIELDS = {f"googlenet_{name}": spec for name, spec in GOOGLENETS.items()}
FIELDS |= {"inception_bn": inception_bn(), "inception_v3": inception_v3()}


@pytest.mark.parametrize("arch", GOOGLENETS)
def test_blocks_and_branches_are_those_of_the_table(arch):
    rows = [row for row in table("googlenet_blocks.csv") if row["arch"] == arch]
    assert len(rows) == 45
    spec = GOOGLENETS[arch]
    plain, with_bn = ACCOUNTS[spec], ACCOUNTS[replace(spec, normalization="batch")]
    naive = ACCOUNTS[without_reduce(spec)]
    for row in rows:
        block, branch = inception_name(row["block"]), row["branch"]
        way = (block,) if branch == "ALL" else (block, branch)
        part, map_size = plain.at(*way), (int(row["hw"]),) * 2
        assert part.input == (int(row["in_ch"]), *map_size), row
        assert part.output == (int(row["out_ch"]), *map_size), row
        assert not row["reduce_ch"] or part.parts[0].output[0] == int(row["reduce_ch"]), row
        assert part.params == int(row["params_bias_nobn"]), row
        assert with_bn.at(*way).params == int(row["params_bn_nobias"]), row
        assert part.macs == int(row["macs_224"]), row
        assert naive.at(*way).macs == int(row["naive_macs_no_reduce"]), row
        assert part.field.size == (int(row["rf"]),) * 2, row
        assert part.field.stride == (int(row["rf_stride"]),) * 2, row
        assert centre(part.field) == (float(row["rf_start"]),) * 2, row


@pytest.mark.parametrize("network", FIELDS)
def test_receptive_fields_are_those_of_the_table(network):
    rows = [row for row in table("receptive_fields.csv") if row["arch"] == network]
    assert len(rows) >= 43
    accounts = ACCOUNTS[FIELDS[network]]
    stem = {"maxpool": "pool"} if network != "inception_v3" else {}
    forks = {"double3x3": "3x3dbl", "_a(1x3)": "/1x3", "_b(3x1)": "/3x1"}
    for row in rows:
        block, branch = row["block"], row["branch"]
        for theirs, ours in forks.items():
            branch = branch.replace(theirs, ours)
        for theirs, ours in stem.items():
            block = block.replace(theirs, ours)
        block = inception_name(block)
        part = accounts[block]
        part = part.at(*part.branches[branch]) if branch else part
        assert part.output[1:] == (int(row["out_h"]), int(row["out_w"])), row
        assert part.field.size == (int(row["rf_h"]), int(row["rf_w"])), row
        assert part.field.stride == (int(row["stride"]),) * 2, row
        assert centre(part.field) == (float(row["start_h"]), float(row["start_w"])), row


# Parameters and multiply-adds computed apart from this project, with hooks on torchvision's and d2l's modules.
@pytest.mark.parametrize(
    ("arch", "size", "num_classes", "params", "macs"),
    [
        ("paper", (3, 224, 224), 1000, 6_998_552, 1_582_671_872),
        ("torchvision", (3, 224, 224), 1000, 6_617_624, 1_498_376_192),
        ("d2l", (1, 224, 224), 10, 5_977_530, 1_502_982_144),
        ("d2l", (1, 96, 96), 10, 5_977_530, 276_066_304),
        ("d2l", (3, 96, 96), 10, 5_983_802, 290_516_992),
    ],
)
def test_totals_are_the_known_ones(arch, size, num_classes, params, macs):
    accounts = report(GOOGLENETS[arch], size, num_classes=num_classes)
    assert (accounts.params, accounts.macs) == (params, macs)


def test_auxiliary_heads_are_counted_on_request():
    alone, with_heads = (report(GOOGLENET, num_classes=1000, aux_heads=heads) for heads in (False, True))
    heads = [with_heads["aux.inception4a"], with_heads["aux.inception4d"]]
    assert [(head.params, head.macs) for head in heads] == [(3_188_840, 4_169_728), (3_190_888, 4_202_496)]
    assert with_heads.params == alone.params + sum(head.params for head in heads) == 13_378_280


def test_the_reduce_saves_what_the_paper_network_saves():
    def blocks(accounts):
        return sum(block.macs for block in accounts.blocks.values())

    spec = GOOGLENETS["paper"]
    assert blocks(ACCOUNTS[spec]) == 1_103_972_352
    assert blocks(ACCOUNTS[without_reduce(spec)]) == 3_947_847_680  # 3.58 times as many
