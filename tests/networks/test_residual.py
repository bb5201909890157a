"""Blocks whose input is added to their output: as PyTorch computes it, and as the accounts have it."""

from dataclasses import replace

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from googlenet.common.errors import UserError
from googlenet.inspection.ablation import observe_without
from googlenet.inspection.activations import record, rest_after
from googlenet.networks.accounting import report, summary
from googlenet.networks.classifier import create_model
from googlenet.networks.googlenet import GOOGLENET, GOOGLENET_BN
from googlenet.networks.proportions import block_accounts
from googlenet.networks.spec import Branches, Conv, Spec, spec_from_dict, spec_to_dict
from googlenet.study.exercises import NATIVE, RESIDUAL, residual
from tests.networks.test_accounting import compare

SAME = Branches("same", (("1x1", (Conv("1x1", 3),)), ("3x3", (Conv("3x3", 5, 3),))), residual=True)
WIDER = replace(SAME, name="wider", branches=(*SAME.branches, ("5x5", (Conv("5x5", 4, 5),))))
TINY = Spec("tiny", (Conv("conv1", 8, 3), SAME, WIDER), "this test", normalization="batch")


@pytest.mark.parametrize("normalization", ["batch", "none"])
def test_accounts_are_what_the_built_network_does(normalization):
    compare(replace(TINY, normalization=normalization), (2, 9, 7), aux_heads=False)


def test_a_block_adds_its_input_and_rectifies():
    network = create_model(TINY, in_channels=1, seed=0).eval()
    x = torch.randn(2, 8, 6, 6)
    for name, way in (("same", lambda x: x), ("wider", network.blocks["wider"].shortcut)):
        block = network.blocks[name]
        joined = torch.cat([branch(x) for branch in block.branches.values()], 1)
        assert torch.equal(block(x), F.relu(joined + way(x)))
    assert network.blocks["same"].shortcut is None


def test_a_block_that_halves_its_map_cannot_add_its_input():
    halves = replace(SAME, branches=(("3x3", (Conv("3x3", 8, 3, 2),)),))
    with pytest.raises(UserError, match="input 9×7, output 5×4"):
        report(replace(TINY, layers=(TINY.layers[0], halves)), (2, 9, 7))


def test_the_rest_behind_a_block_is_the_network_s():
    network = create_model(TINY, in_channels=1, seed=0).eval()
    x = torch.randn(1, 1, 8, 8)
    with record(network) as seen, torch.no_grad():
        logits = network(x)
        assert torch.allclose(rest_after(network, "same")(torch.cat([*seen["same"].values()], 1)), logits, atol=1e-6)


def test_what_is_known_before_a_switched_off_branch_is_enough(tiny_classifier, picture):
    card = replace(tiny_classifier.card, spec=TINY)
    classifier = replace(tiny_classifier, card=card, network=create_model(TINY, in_channels=1, seed=0).eval())
    known, whole = (observe_without(classifier, picture, off) for off in ({}, {"wider": ["3x3"]}))
    found = observe_without(classifier, picture, {"wider": ["3x3"]}, known=known)
    assert not np.allclose(whole.prediction.logits, known.prediction.logits)
    assert np.allclose(found.prediction.logits, whole.prediction.logits, atol=1e-6)


def test_proportions_and_summary_know_the_branches_from_the_shortcut():
    blocks = block_accounts(TINY, (1, 8, 8))
    assert [[path.name for path in block.paths] for block in blocks] == [["1x1", "3x3"], ["1x1", "3x3", "5x5"]]
    assert list(report(TINY, (1, 8, 8)).blocks["wider"].branches) == ["1x1", "3x3", "5x5"]
    rows = [row for row in summary(TINY, (1, 1, 8, 8)) if row.role == "shortcut"]
    assert [row.params for row in rows] == [8 * 12]


def test_a_table_without_the_option_is_written_as_before():
    written = spec_to_dict(GOOGLENET)
    assert not any("residual" in layer for layer in written["layers"])
    assert spec_from_dict(spec_to_dict(RESIDUAL)) == RESIDUAL


def test_the_exercise_s_network_is_the_base_with_shortcuts_of_known_size():
    base, ours = (report(spec, (1, 64, 64)) for spec in (GOOGLENET_BN, RESIDUAL))
    # 1x1 convolutions and their BN where a block widens: 3a, 3b, 4a, 4d, 4e, 5a stays, 5b is left as it was
    widenings = [(192, 256), (256, 480), (480, 512), (512, 528), (528, 832)]
    assert ours.params - base.params == sum(a * b + 2 * b for a, b in widenings)
    assert not residual(GOOGLENET_BN, "none", *(block.name for block in GOOGLENET_BN.blocks)).blocks[0].residual


def test_the_native_stem_leaves_the_blocks_as_they_are():
    blocks = report(NATIVE, (1, 28, 28)).blocks
    usual = report(GOOGLENET_BN, (1, 64, 64)).blocks
    assert {name: block.output[0] for name, block in blocks.items()} == {n: b.output[0] for n, b in usual.items()}
    assert [blocks[name].output[1] for name in ("inception3a", "inception4a", "inception5a")] == [7, 4, 2]
