"""What the branches put out, against hooks set by hand on every branch."""

import numpy as np
import pytest
import torch

from googlenet.common.errors import UnknownName
from googlenet.inspection.activations import branch_activations, observe, record
from googlenet.inspection.inference import classify, hookable_copy, input_of


def hooks_in(network) -> int:
    return sum(len(module._forward_hooks) + len(module._forward_pre_hooks) for module in network.modules())


def test_the_maps_are_what_hooks_on_every_branch_see(tiny_classifier, picture):
    network, by_hand = hookable_copy(tiny_classifier), {}
    for block_name, block in network.blocks.items():
        for name, branch in block.branches.items():
            key = (block_name, name)
            branch.register_forward_hook(lambda m, i, output, key=key: by_hand.__setitem__(key, output[0].numpy()))
    network(input_of(tiny_classifier, picture))
    maps = branch_activations(tiny_classifier, picture)
    assert [(block, branch) for block in maps for branch in maps[block]] == list(by_hand)
    assert all(np.array_equal(maps[block][branch], expected) for (block, branch), expected in by_hand.items())


def test_the_maps_have_the_tables_widths_and_sizes(tiny_classifier, picture):
    maps = branch_activations(tiny_classifier, picture)
    shapes = {block: {name: one.shape for name, one in maps[block].items()} for block in maps}
    assert shapes == {  # widths as in the fixture's table; 32 px halved by the stem, then by the pool
        "inception3a": {"1x1": (4, 16, 16), "3x3": (6, 16, 16), "5x5": (5, 16, 16), "pool": (3, 16, 16)},
        "inception4a": {"1x1": (6, 8, 8), "3x3": (8, 8, 8), "5x5": (5, 8, 8), "pool": (4, 8, 8)},
    }
    assert all(one.dtype == np.float32 and one.min() >= 0 for block in maps.values() for one in block.values())


def test_all_maps_and_the_answer_come_from_one_forward_pass(tiny_classifier, picture):
    passes = []
    handle = tiny_classifier.network.register_forward_hook(lambda *_: passes.append(1))  # replicas carry it along
    try:
        observation = observe(tiny_classifier, picture)
    finally:
        handle.remove()
    assert passes == [1]
    assert np.array_equal(observation.prediction.logits, classify(tiny_classifier, picture).logits)


def test_recording_leaves_no_hook_also_after_an_error(tiny_classifier):
    network = hookable_copy(tiny_classifier)
    with record(network):
        assert hooks_in(network) == 2
    assert hooks_in(network) == 0
    with pytest.raises(RuntimeError, match="on purpose"), record(network):
        raise RuntimeError("on purpose")
    assert hooks_in(network) == 0


def test_only_the_chosen_blocks_are_recorded_with_gradients(tiny_classifier, picture):
    network = hookable_copy(tiny_classifier)
    x = input_of(tiny_classifier, picture).requires_grad_()
    with record(network, ["inception4a"]) as seen:
        network(torch.cat([x, x]))
    assert list(seen) == ["inception4a"]
    assert seen["inception4a"]["5x5"].shape == (2, 5, 8, 8)
    (gradient,) = torch.autograd.grad(seen["inception4a"]["5x5"].sum(), x)
    assert gradient.abs().sum() > 0


def test_an_unknown_block_is_refused_before_any_hook_is_set(tiny_classifier):
    network = hookable_copy(tiny_classifier)
    with pytest.raises(UnknownName, match=r"inception9z.*inception3a, inception4a"), record(network, ["inception9z"]):
        pass
    assert hooks_in(network) == 0
