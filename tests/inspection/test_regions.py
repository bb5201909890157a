"""The worth of regions: against every order of adding them, by the network itself; what must add up; what is refused."""

from itertools import permutations

import numpy as np
import pytest
import torch

import googlenet
from googlenet.common.errors import UserError
from googlenet.inspection.baselines import make_baseline
from googlenet.inspection.inference import input_of
from googlenet.inspection.regions import outlined, regions, shapley

OUTLINES = [[(0, 0), (0.5, 1)], [(0.5, 0), (1, 0), (1, 0.5)], [(0.6, 0.6), (1, 1)]]


@pytest.fixture(scope="module")
def masks():
    return outlined(OUTLINES, 32)


def scored(classifier, x, reference, masks, shown, target):
    """The network's logit with some regions shown."""
    hidden = [one for place, one in enumerate(masks) if place not in shown]
    is_hidden = torch.from_numpy(np.any(hidden, axis=0)) if hidden else torch.zeros(32, 32, dtype=torch.bool)
    with torch.no_grad():
        return classifier.network(torch.where(is_hidden, reference, x))[0, target].item()


@pytest.mark.parametrize("baseline", ["black", "blur"])
def test_a_value_is_what_a_region_adds_on_average_over_all_orders(tiny_classifier, picture, masks, baseline):
    found = googlenet.regions(tiny_classifier, picture, masks, baseline=baseline)
    x = input_of(tiny_classifier, picture)
    reference = make_baseline(baseline, x, tiny_classifier.preprocess)
    known = {
        frozenset(shown): scored(tiny_classifier, x, reference, masks, shown, found.target)
        for count in range(4)
        for shown in permutations(range(3), count)
    }
    for region in range(3):
        gains = []
        for order in permutations(range(3)):
            before = frozenset(order[: order.index(region)])
            gains.append(known[before | {region}] - known[before])
        assert found.values[region] == pytest.approx(np.mean(gains), abs=1e-4)
        alone = known[frozenset(range(3))] - known[frozenset(range(3)) - {region}]
        assert found.ablated[region] == pytest.approx(alone, abs=1e-4)
    assert sum(found.values) == pytest.approx(found.score - found.covered, abs=1e-9)
    assert found.error < 1e-4
    assert found.cells == tuple(masks.sum((1, 2)))


def test_branches_add_up_to_the_regions_and_a_region_without_anything_is_worth_nothing(tiny_classifier, picture, masks):
    found = regions(tiny_classifier, picture, masks, "Sandal")
    assert list(found.by_branch) == ["1x1", "3x3", "5x5", "pool"]
    for region, value in enumerate(found.values):
        assert sum(one[region] for one in found.by_branch.values()) == pytest.approx(value, abs=1e-9)
    black = make_baseline("black", input_of(tiny_classifier, picture), tiny_classifier.preprocess)
    nothing = regions(tiny_classifier, black, masks)
    assert (nothing.values, nothing.ablated) == (pytest.approx([0] * 3, abs=1e-9), pytest.approx([0] * 3, abs=1e-9))


def test_shapley_values_of_a_known_game():
    # Three players of the weights 3, 2 and 1 need 4 together: {0, 1}, {0, 2} and all three win (Shapley & Shubik 1954).
    weights = np.array([3, 2, 1])
    wins = np.array([float((weights * [one >> place & 1 for place in range(3)]).sum() >= 4) for one in range(8)])
    assert shapley(wins) == pytest.approx([2 / 3, 1 / 6, 1 / 6])


def test_an_outline_is_a_mask_and_what_is_shared_belongs_to_the_first():
    first, second = outlined([[(0, 0), (0.5, 0.5)], [(0, 0), (1, 1)]], 8)
    assert first.sum() == 16
    assert first[:4, :4].all()
    assert second.sum() == 48
    triangle = outlined([[(0, 0), (1, 0), (0, 1)]], 100)
    assert triangle.mean() == pytest.approx(0.5, abs=0.02)


def test_small_masks_are_enlarged_and_progress_can_end_the_work(tiny_classifier, picture):
    small = np.zeros((2, 4, 4), bool)
    small[0, :2], small[1, 2:] = True, True
    large = small.repeat(8, 1).repeat(8, 2)
    done = []
    found = regions(tiny_classifier, picture, small, progress=lambda *step: done.append(step))
    assert found == regions(tiny_classifier, picture, large)
    assert done[-1] == (4, 4)

    def stop(_done, _of):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        regions(tiny_classifier, picture, small, progress=stop)


@pytest.mark.parametrize(
    ("masks", "word"),
    [
        (np.zeros((0, 8, 8), bool), "1 to 10"),
        (np.ones((11, 8, 8), bool), "1 to 10"),
        (np.ones((8, 8), bool), "1 to 10"),
        (np.ones((2, 8, 8), bool), "1 and 2"),
        (np.zeros((1, 8, 8), bool), "Region 1"),
    ],
)
def test_regions_that_cannot_be_used_are_refused(tiny_classifier, picture, masks, word):
    with pytest.raises(UserError, match=word):
        regions(tiny_classifier, picture, masks)
    with pytest.raises(UserError, match="Region 2"):
        outlined([[(0, 0), (1, 1)], [(0.2, 0.2), (0.4, 0.4)]])
    with pytest.raises(UserError, match="Region 1 is empty"):  # smaller than a pixel
        outlined([[(0.5, 0.1), (0.501, 0.9)]])
