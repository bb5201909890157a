"""One name and one place a path, whatever the network."""

import re
from itertools import combinations

import pytest

from googlenet.common.palette import PATH_COLOURS, honest_names, in_order
from googlenet.networks.registry import NETWORKS
from googlenet.networks.spec import path_kernels


def orders(spec):
    return {block.name: [name for name, _ in block.branches] for block in spec.blocks}


@pytest.mark.parametrize("name", NETWORKS)
def test_the_rows_keep_every_block_s_own_order(name):
    blocks = orders(NETWORKS[name])
    rows = in_order(blocks)
    assert sorted(rows) == sorted({branch for branches in blocks.values() for branch in branches})
    assert all(rows.index(a) < rows.index(b) for branches in blocks.values() for a, b in combinations(branches, 2))


def test_blocks_that_contradict_each_other_still_have_one_row_a_path():
    assert sorted(in_order({"a": ["1x1", "3x3"], "b": ["3x3", "1x1", "mine"]})) == ["1x1", "3x3", "mine"]


@pytest.mark.parametrize("name", NETWORKS)
def test_every_path_has_a_colour(name):
    assert set(in_order(orders(NETWORKS[name]))) <= set(PATH_COLOURS)


@pytest.mark.parametrize("name", NETWORKS)
def test_a_path_is_called_by_its_key_unless_its_kernels_are_smaller_or_larger(name):
    kernels = path_kernels(NETWORKS[name])
    sides = {key: int(key[0]) for key in kernels if re.fullmatch(r"(\d)x\1", key)}
    assert set(honest_names(kernels, "en")) == {key for key, side in sides.items() if side != max(kernels[key])}


def test_torchvision_s_third_path_is_called_by_its_kernels():
    (title,) = honest_names(path_kernels(NETWORKS["googlenet_torchvision"]), "en").values()
    assert title.startswith("3×3")


@pytest.mark.parametrize("name", NETWORKS)
def test_no_colour_stands_for_two_branches_of_a_network(name):
    colours = [PATH_COLOURS[branch] for branch in in_order(orders(NETWORKS[name]))]
    assert len(set(colours)) == len(colours)
