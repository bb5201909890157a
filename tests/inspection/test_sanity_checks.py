"""The verdicts on methods follow their rules, from records made by hand."""

import numpy as np
import pytest

from googlenet.common.results import AttributionBenchmark
from googlenet.inspection.benchmark import pack, unpack
from googlenet.inspection.randomization import alike
from googlenet.inspection.sanity_checks import sanity_checks
from googlenet.inspection.similarity import rank_correlation

COUNT = 12  # six of each class: 30 pairs


def maps(seed=0):
    return np.random.default_rng(seed).normal(size=(COUNT, 28, 28))


def record(randomization, deletion=0.4, insertion=0.6, count=COUNT):
    noise = np.resize([-0.01, 0.01], count)  # which gives every mean an interval of ± 0.007
    values = zip(*(np.broadcast_to(one, count) + noise for one in (randomization, deletion, insertion)), strict=True)
    rows = tuple(dict(zip(("randomization", "deletion", "insertion"), one, strict=True)) for one in values)
    ranks = {"saliency": tuple(map(pack, maps()[:count]))}
    places = {"targets": tuple(number % 2 for number in range(count)), "ranks": ranks}
    return AttributionBenchmark("", "", 0, "black", (0.5,) * count, {"saliency": rows}, **places)


def checks(*values, **more):
    return sanity_checks(record(*values, **more))["saliency"]


def test_packed_maps_are_as_alike_as_the_maps_themselves():
    one, other = maps()[:2]
    one[:14] = 0  # ties
    assert rank_correlation(unpack(pack(one)), unpack(pack(other))) == pytest.approx(alike(one, other), abs=1e-12)


def test_the_line_is_the_95th_percentile_of_the_similarity_of_maps_of_one_class():
    found, drawn = checks(0.5), maps()
    pairs = [alike(drawn[a], drawn[b]) for a in range(COUNT) for b in range(a) if (a - b) % 2 == 0]
    assert found.pairs == len(pairs) == 30
    assert found.line == pytest.approx(np.percentile(pairs, 95), abs=1e-12)


@pytest.mark.parametrize(("above", "verdict"), [(-0.02, "pass"), (0.02, "fail"), (0.003, "borderline")])
def test_randomization_is_judged_by_the_interval_of_the_mean_and_the_line(above, verdict):
    assert checks(checks(0).line + above).randomization == verdict


@pytest.mark.parametrize(
    ("deletion", "insertion", "verdict"),
    [(0.4, 0.6, "pass"), (0.4, 0.5, "borderline"), (0.6, 0.6, "borderline"), (0.5, 0.4, "fail")],
)
def test_an_order_is_judged_by_both_curves(deletion, insertion, verdict):
    assert checks(0, deletion, insertion).order == verdict


def test_little_gets_no_verdict():
    found = checks(0, count=6)  # six pairs
    assert (found.randomization, found.order) == (None, None)
