"""Inception-BN and Inception-v3, block by block and branch by branch, against figures computed elsewhere."""

import csv
from pathlib import Path

import pytest

from googlenet.networks.accounting import report
from googlenet.networks.inception import GOOGLENET_TORCHVISION, INCEPTION_BN, INCEPTION_V3
from tests.networks.test_accounting_tables import centre

DATA = Path(__file__).parent / "tables"
# Their names of branches -> ours, in the accounts.
V3_NAMES = {
    "3x3_a(1x3)": "3x3/1x3",
    "3x3_b(3x1)": "3x3/3x1",
    "3x3dbl_a(1x3)": "3x3dbl/1x3",
    "3x3dbl_b(3x1)": "3x3dbl/3x1",
}


def rows(name):
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def numbers(row, *columns):
    return [float(row[column]) for column in columns]


@pytest.mark.parametrize("row", rows("inception_bn_blocks.csv"), ids=lambda row: row["block"])
def test_inception_bns_blocks(row):
    block = report(INCEPTION_BN, (3, 224, 224), num_classes=1000)[f"inception{row['block']}"]
    assert [
        block.input[0],
        block.output[0],
        block.output[1],
        block.params,
        block.macs,
        max(block.field.size),
    ] == numbers(row, "in_ch", "out_ch", "out_hw", "params_bn", "macs_224", "rf_max")
    for ours, theirs in {"1x1": "1x1", "3x3": "3x3", "3x3dbl": "double3x3", "pool": "pool"}.items():
        parts = {part.name: part for part in block.parts}
        got = [parts[ours].params, parts[ours].macs] if ours in parts else [0, 0]
        assert got == numbers(row, f"params_{theirs}", f"macs_{theirs}")


@pytest.mark.parametrize("row", rows("inception_v3_blocks.csv"), ids=lambda row: f"{row['block']}-{row['branch']}")
def test_inception_v3s_layers_and_branches(row):
    whole = report(INCEPTION_V3, (3, 299, 299), num_classes=1000)
    part, name = whole[row["block"]], V3_NAMES.get(row["branch"], row["branch"])
    is_whole = name in ("", "ALL")
    if not is_whole:
        part = part.at(*part.branches[name])
    assert [part.output[-2], part.output[-1]] == numbers(row, "out_h", "out_w")
    # A fork's shared convolutions belong to no one side: their numbers are checked in the branch's sum.
    if "/" not in name:
        assert [part.params, part.macs] == numbers(row, "params_bn", "macs_299")
    assert list(part.field.size) == numbers(row, "rf_h", "rf_w")
    if row["rf_start_h"]:
        assert [*part.field.stride] == numbers(row, "rf_stride", "rf_stride")
        assert list(centre(part.field)) == numbers(row, "rf_start_h", "rf_start_w")


@pytest.mark.parametrize("branch", ["3x3", "3x3dbl"])
@pytest.mark.parametrize("block", ["Mixed_7b", "Mixed_7c"])
def test_a_forked_branch_has_its_sides_sums(block, branch):
    part = report(INCEPTION_V3, (3, 299, 299), num_classes=1000)[block][branch]
    sides = [
        row
        for row in rows("inception_v3_blocks.csv")
        if row["block"] == block and row["branch"].startswith(f"{branch}_")
    ]
    assert len(sides) == 2
    for column, got in {"params_bn": part.params, "macs_299": part.macs, "out_ch": part.output[0]}.items():
        assert got == sum(int(row[column]) for row in sides)


# Counted apart from this project; torchvision's own figures among them.
@pytest.mark.parametrize(
    ("spec", "side", "params", "with_heads", "macs"),
    [
        (INCEPTION_BN, 224, 11_285_224, None, 2_032_600_064),
        (INCEPTION_V3, 299, 23_834_568, 27_161_264, 5_713_216_096),
        (GOOGLENET_TORCHVISION, 224, 6_624_904, 13_004_888, 1_498_376_192),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_totals(spec, side, params, with_heads, macs):
    whole = report(spec, (3, side, side), num_classes=1000)
    assert (whole.params, whole.macs) == (params, macs)
    if with_heads:
        assert report(spec, (3, side, side), num_classes=1000, aux_heads=True).params == with_heads


def test_the_last_blocks_widths_of_inception_v3():
    block = report(INCEPTION_V3, (3, 299, 299))["Mixed_7c"]
    assert {part.name: part.output[0] for part in block.parts} == {"1x1": 320, "3x3": 768, "3x3dbl": 768, "pool": 192}
