"""Intervals over seeds, against Student's own integral; differences, against arithmetic by hand."""

from math import gamma, pi, sqrt

import pytest

from googlenet.common.errors import BadCheckpoint
from googlenet.study.findings import T_975, findings_of, interval, summary

ROW = {"paths": ["1x1"], "factor": 1.0, "params": 5, "macs": 7, "widths": {"inception3a": {"1x1": [8]}}}


def result(*runs, networks=("1x1", "all"), seeds=3):
    """A study's JSON with runs (network, seed, accuracy)."""
    usual = {"test_images": 100, "right": [1, 2]}
    return {
        "study": {"match": "params", "networks": list(networks), "seeds": seeds, "image_size": 96},
        "networks": dict.fromkeys(networks, ROW),
        "runs": [{"network": name, "seed": seed, "accuracy": value} | usual for name, seed, value in runs],
    }


def below(t, freedom, steps=4000):
    """Probability that Student's t lies below `t` > 0: Simpson's rule on its density."""
    scale = gamma((freedom + 1) / 2) / (sqrt(freedom * pi) * gamma(freedom / 2))
    values = [scale * (1 + (t * k / steps) ** 2 / freedom) ** (-(freedom + 1) / 2) for k in range(steps + 1)]
    return 0.5 + t / steps / 3 * (values[0] + values[-1] + 4 * sum(values[1:-1:2]) + 2 * sum(values[2:-1:2]))


@pytest.mark.parametrize("freedom", range(1, len(T_975) + 1))
def test_the_table_of_students_t_holds(freedom):
    assert below(T_975[freedom - 1], freedom) == pytest.approx(0.975, abs=3e-5)  # as exact as three decimals are


def test_an_interval_is_students():
    found = interval([0.80, 0.82, 0.87])  # mean .83, variance (.0009 + .0001 + .0016) / 2 = .0013
    assert found.mean == pytest.approx(0.83)
    assert found.reach == pytest.approx(4.303 * sqrt(0.0013 / 3))
    assert (found.low, found.high) == pytest.approx((0.83 - found.reach, 0.83 + found.reach))


def test_one_seed_has_no_interval_and_says_nothing():
    assert interval([0.5]).reach is None
    assert interval([0.5]).sign == 0


def test_differences_are_paired_by_seed_and_leave_out_what_has_no_partner():
    runs = [("all", 0, 0.9), ("1x1", 0, 0.8), ("all", 1, 0.5), ("1x1", 1, 0.41), ("1x1", 2, 0.1)]
    (difference,) = findings_of(result(*runs)).differences().values()
    assert difference.count == 2
    assert difference.mean == pytest.approx(-0.095)
    assert difference.reach == pytest.approx(12.706 * 0.005)  # of -.1 and -.09: deviation .00707, over the root of 2
    assert difference.sign == -1


def test_pairing_tells_apart_what_the_means_alone_do_not():
    runs = [
        (name, seed, base - 0.02 * (name == "1x1"))
        for seed, base in enumerate((0.6, 0.7, 0.85))
        for name in ("1x1", "all")
    ]
    found = findings_of(result(*runs))
    (small, whole) = found.standings
    assert small.accuracy.high > whole.accuracy.low
    assert found.differences()["1x1"].sign == -1


def test_a_partial_study_says_so():
    assert findings_of(result(("all", 0, 0.9))).is_partial
    whole = [(name, seed, 0.5) for name in ("1x1", "all") for seed in range(3)]
    assert not findings_of(result(*whole)).is_partial


def test_a_summary_is_plain_and_has_no_interval_of_one_seed():
    assert summary(result(("all", 0, 0.9), ("1x1", 0, 0.8))) == {
        "accuracy": {"1x1": {"mean": 0.8, "seeds": 1}, "all": {"mean": 0.9, "seeds": 1}},
        "against_all": {"1x1": {"mean": -0.1, "seeds": 1}},
    }


@pytest.mark.parametrize("damage", [{"runs": [{}]}, {"networks": {"all": {}}}, {"study": None}])
def test_damaged_results_are_refused(damage):
    with pytest.raises(BadCheckpoint, match="collect"):
        findings_of(result(("all", 0, 0.9)) | damage)
