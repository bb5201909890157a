"""The parts of the paths in every block."""

import pytest
import torch

from googlenet.common.errors import UserError
from googlenet.inspection.attribution import attribute
from googlenet.inspection.evidence import branch_evidence
from googlenet.inspection.shares import shares
from tests.inspection.asking import scores, state_of


def test_parts_and_what_is_left_over_add_up_to_the_difference(tiny_classifier, picture):
    of_image, of_baseline = scores(tiny_classifier, picture)[:, 1].tolist()
    found = shares(tiny_classifier, picture, 1, n_steps=128)
    assert [one.block for one in found] == ["inception3a", "inception4a"]
    assert [one.cells for one in found] == [(16, 16), (8, 8)]
    for one in found:
        assert one.target == 1
        assert one.difference == pytest.approx(of_image - of_baseline, abs=1e-5)
        assert sum(one.terms.values()) + one.left_over == pytest.approx(one.difference, abs=1e-9)
        assert abs(one.left_over) < 0.01 * abs(one.difference)


def test_a_paths_part_is_the_sum_of_its_layer_integrated_gradients(tiny_classifier, picture):
    """Captum's layer method runs the whole network; ours only what lies behind the block."""
    for one in shares(tiny_classifier, picture, 1, n_steps=8, baseline="blur"):
        for branch, part in one.terms.items():
            method = "layer_integrated_gradients"
            whole = attribute(tiny_classifier, picture, 1, method, one.block, branch, "blur", n_steps=8)
            assert part == pytest.approx(whole.map.sum(), abs=1e-4)


def test_in_the_last_block_the_parts_are_differences_of_exact_evidence(tiny_classifier, picture):
    """Behind the last block everything is linear, so two steps leave nothing over."""
    (last,) = shares(tiny_classifier, picture, 1, blocks=["inception4a"], n_steps=2, baseline="black")
    black = picture.copy()
    black.paste(0, (0, 0, *black.size))
    terms, baseline = (branch_evidence(tiny_classifier, one, 1, prepare=False).terms for one in (picture, black))
    for branch, part in last.terms.items():
        assert part == pytest.approx(terms[branch] - baseline[branch], abs=1e-4)
    assert abs(last.left_over) < 1e-4


def test_shares_leave_no_trace_count_their_blocks_and_work_in_inference_mode(tiny_classifier, picture):
    before, seen = state_of(tiny_classifier.network), []
    with torch.inference_mode():
        shares(tiny_classifier, picture, n_steps=2, progress=lambda *counts: seen.append(counts))
    assert seen == [(1, 2), (2, 2)]
    assert state_of(tiny_classifier.network) == before


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ({"blocks": ["inception9z"]}, "inception3a, inception4a"),
        ({"baseline": "white"}, "black, mean, blur, noise"),
        ({"target": "boat"}, "Sneaker, Bag, Ankle boot"),
    ],
)
def test_a_wrong_question_about_shares_is_answered_with_what_is_accepted(tiny_classifier, picture, question, named):
    with pytest.raises(UserError, match=named):
        shares(tiny_classifier, picture, **question)
