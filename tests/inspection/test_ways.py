"""Four ways to split a score by the paths, beside one another."""

import pytest

from googlenet.inspection.attribution import attribute
from googlenet.inspection.evidence import branch_evidence
from googlenet.inspection.shares import shares
from googlenet.inspection.ways import WAYS, ways
from tests.inspection.asking import scores, state_of


def test_each_way_answers_for_every_block_and_leaves_no_trace(tiny_classifier, picture):
    before, seen = state_of(tiny_classifier.network), []
    found = ways(tiny_classifier, picture, 1, n_steps=16, progress=lambda *counts: seen.append(counts))
    assert state_of(tiny_classifier.network) == before
    assert tuple(found) == WAYS
    of_image, of_black = scores(tiny_classifier, picture)[:, 1].tolist()
    for way in found.values():
        assert [one.block for one in way] == ["inception3a", "inception4a"]
        for one in way:
            assert one.difference == pytest.approx(of_image - of_black, abs=1e-5)
            assert sum(one.terms.values()) + one.left_over == pytest.approx(one.difference, abs=1e-9)
    assert [count for count, _ in seen] == sorted({count for count, _ in seen})
    assert seen[-1][0] == seen[-1][1]


def test_conductance_and_deep_lift_are_those_that_the_methods_give(tiny_classifier, picture):
    found = ways(tiny_classifier, picture, 1, n_steps=32, baseline="mean")
    for key, steps in (("layer_conductance", {"n_steps": 32}), ("layer_deep_lift", {})):
        for one in found[key]:
            for branch, part in one.terms.items():
                whole = attribute(tiny_classifier, picture, 1, key, one.block, branch, "mean", **steps)
                assert part == pytest.approx(whole.map.sum(), abs=1e-4)
                assert (whole.delta is None) or abs(whole.delta) < 0.02


def test_in_the_last_block_all_ways_agree_with_the_exact_evidence(tiny_classifier, picture):
    """Behind it all is linear: there is one answer."""
    black = picture.copy()
    black.paste(0, (0, 0, *black.size))
    terms, baseline = (branch_evidence(tiny_classifier, one, 1, prepare=False).terms for one in (picture, black))
    for way in ways(tiny_classifier, picture, 1, n_steps=64, prepare=False).values():
        for branch, part in way[-1].terms.items():
            assert part == pytest.approx(terms[branch] - baseline[branch], abs=1e-3)


def test_shares_that_are_known_are_not_asked_again(tiny_classifier, picture):
    known = shares(tiny_classifier, picture, 1, n_steps=2)
    assert ways(tiny_classifier, picture, 1, n_steps=2, known=known)["layer_integrated_gradients"] is known
