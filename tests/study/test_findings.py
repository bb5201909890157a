"""Differences paired by seed, against arithmetic by hand."""

import pytest

from googlenet.common.errors import BadCheckpoint
from googlenet.study.findings import findings_of, summary

ROW = {"paths": ["1x1"], "factor": 1.0, "params": 5, "macs": 7, "widths": {"inception3a": {"1x1": [8]}}}


def result(*runs, networks=("1x1", "all"), seeds=3):
    """A study's JSON with runs (network, seed, accuracy)."""
    usual = {"test_images": 100, "right": [1, 2]}
    return {
        "study": {"match": "params", "networks": list(networks), "seeds": seeds, "image_size": 96},
        "networks": dict.fromkeys(networks, ROW),
        "runs": [{"network": name, "seed": seed, "accuracy": value} | usual for name, seed, value in runs],
    }


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
