"""One name and one place a path, whatever the network."""

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


def test_only_torchvision_s_third_path_is_called_otherwise_than_its_key():
    named = {name: honest_names(path_kernels(spec), "en") for name, spec in NETWORKS.items()}
    assert {name: set(names) for name, names in named.items() if names} == {"googlenet_torchvision": {"5x5"}}
    assert named["googlenet_torchvision"]["5x5"].startswith("3×3")
