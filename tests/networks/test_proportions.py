"""Ratios, reduces and savings against what the notes should have printed and what was computed apart from this project."""

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from googlenet.networks.accounting import report
from googlenet.networks.googlenet import GOOGLENET
from googlenet.networks.proportions import block_accounts, factorizations, kept_kernels, layers_of, lowest_terms, saving
from googlenet.networks.registry import NETWORKS
from googlenet.networks.spec import Branches, Conv, Spec
from tests.networks.test_accounting import FORKED

DATA = Path(__file__).parent / "tables"
BLOCKS = {block.name: block for block in block_accounts(GOOGLENET, (3, 224, 224), num_classes=1000)}


def table(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", table("notes_ratios.csv"), ids=lambda row: f"{row['id']} {row['block']}")
def test_ratios_are_what_the_notes_should_have_printed(row):
    block = BLOCKS[f"inception{row['block']}"]
    if row["path"]:
        path = next(path for path in block.paths if path.name == row["path"])
        assert Fraction(*path.reduce) == Fraction(row["right_value"])
    else:
        assert ":".join(map(str, block.ratio)) == row["right_value"]


def test_all_nine_ratios_are_checked():
    assert {f"inception{row['block']}" for row in table("notes_ratios.csv") if not row["path"]} == set(BLOCKS)


def test_the_reduces_save_what_was_computed_apart():
    assert saving(BLOCKS.values()) == pytest.approx(3_947_847_680 / 1_103_972_352)
    assert round(saving(BLOCKS.values()), 2) == 3.58
    assert (round(BLOCKS["inception3a"].factor, 2), round(BLOCKS["inception5a"].factor, 2)) == (2.41, 5.16)


@pytest.mark.parametrize("spec", [*NETWORKS.values(), FORKED], ids=lambda spec: spec.name)
def test_paths_add_up_to_their_block_and_layers_to_the_network(spec):
    whole = report(spec, (3, 96, 96))
    for block in block_accounts(spec, (3, 96, 96)):
        for name in ("params", "macs", "naive_macs"):
            assert sum(getattr(path, name) for path in block.paths) == getattr(block, name)
        assert sum(path.channels for path in block.paths) == block.output[0]
        assert block.macs <= block.naive_macs
        assert all(path.macs == path.naive_macs for path in block.paths if not path.reduce)
    layers = [part for _, part in layers_of(whole)]
    assert (sum(part.params for part in layers), sum(part.macs for part in layers)) == (whole.params, whole.macs)


def test_only_a_1x1_before_a_larger_convolution_or_a_fork_is_a_reduce():
    reduces = {path.name: path.reduce for block in block_accounts(FORKED, (2, 40, 40)) for path in block.paths}
    assert reduces == {"1x1": None, "3x3": (2, 11), "pool": None, "5x2": None}


@pytest.mark.parametrize(("numbers", "lowest"), [((64, 128, 32, 32), (2, 4, 1, 1)), ((7,), (1,)), ((3, 5), (3, 5))])
def test_lowest_terms_have_no_common_divisor(numbers, lowest):
    assert lowest_terms(numbers) == lowest


def test_kernels_in_the_place_of_larger_ones_save_what_the_paper_says():
    """Szegedy et al. 2016, sections 3.1 and 3.2: 28% with two 3x3, where the channels stay, 33% with 1x3 and 3x1."""
    v3 = report(NETWORKS["inception_v3"], (3, 299, 299), num_classes=1000)
    found = {(one.block, one.branch, one.parts[0]): one for one in factorizations(v3)}
    seven = found["Mixed_7a", "7x7x3", (1, 7)]  # 192 channels all through
    assert (seven.whole, seven.weights * 49, seven.macs * 49) == (
        (7, 7),
        seven.whole_weights * 14,
        seven.whole_macs * 14,
    )
    fork = found["Mixed_7b", "3x3", (1, 3)]
    assert (fork.whole, fork.is_beside, 3 * fork.weights) == ((3, 3), True, fork.whole_weights)
    halving = found["Mixed_6a", "3x3dbl", (3, 3)]  # its first runs on 35 x 35 cells, a whole one would on 17 x 17
    assert halving.whole_macs < halving.macs
    assert (halving.weights, halving.whole_weights) == (9 * (64 * 96 + 96 * 96), 25 * 64 * 96)
    assert kept_kernels(v3, (5, 5)) == ["Mixed_5b", "Mixed_5c", "Mixed_5d"]


def test_grouped_kernels_have_fewer_weights():
    pair = tuple(Conv(name, 8, 3, groups=groups) for name, groups in (("a", 2), ("b", 8)))
    table = report(Spec("s", (Conv("stem", 8), Branches("inception3a", (("3x3", pair),))), "this test"), (1, 6, 6))
    (one,) = factorizations(table)
    assert (one.weights, one.macs) == (9 * (8 * 4 + 8), 36 * 9 * (8 * 4 + 8))


def test_which_networks_have_such_kernels():
    networks = {name: report(NETWORKS[name], (3, 224, 224)) for name in ("googlenet", "inception_bn")}
    assert not factorizations(networks["googlenet"])
    assert {one.branch for one in factorizations(networks["inception_bn"])} == {"3x3dbl"}
    assert not kept_kernels(networks["inception_bn"], (5, 5))
