"""Intervals and tests against exact enumeration, published figures and what they promise."""

from itertools import combinations
from math import comb, exp, lgamma, pi, sqrt
from random import Random

import pytest

from googlenet.common.statistics import (
    false_discovery,
    hypergeometric_tail,
    interval,
    paired_difference,
    student_975,
    wilson,
)


def test_wilson_gives_newcombes_example():
    # Newcombe 1998, "Two-sided confidence intervals for the single proportion", Table I: 81 of 263, method 3
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)


@pytest.mark.parametrize(
    ("table", "expected"),
    [  # Newcombe 1998, "… based on paired data", Table III, method 10: e, f, g, h
        ((36, 12, 2, 0), (0.0569, 0.3404)),
        ((0, 54, 0, 0), (0.9061, 1.0)),
        ((54, 0, 0, 0), (-0.0664, 0.0664)),
    ],
)
def test_a_paired_difference_gives_newcombes_examples(table, expected):
    assert paired_difference(*table) == pytest.approx(expected, abs=6e-4)


def test_a_paired_difference_turns_its_sign_with_its_statements():
    low, high = paired_difference(60, 9, 4, 27)
    assert paired_difference(60, 4, 9, 27) == pytest.approx((-high, -low))


def test_the_interval_covers_the_truth_as_often_as_it_says():
    # All outcomes of 40 pairs, each with its probability: nothing is drawn.
    n, chances = 40, (0.75, 0.15, 0.05, 0.05)
    truth, covered = chances[1] - chances[2], 0.0
    for a in range(n + 1):
        for b in range(n - a + 1):
            for c in range(n - a - b + 1):
                d = n - a - b - c
                low, high = paired_difference(a, b, c, d)
                ways = comb(n, a) * comb(n - a, b) * comb(n - a - b, c)
                if low <= truth <= high:
                    covered += ways * chances[0] ** a * chances[1] ** b * chances[2] ** c * chances[3] ** d
    assert 0.94 < covered < 0.98


def test_the_tail_is_the_share_of_draws_that_hold_so_many():
    things = [True] * 4 + [False] * 5
    draws = list(combinations(things, 3))
    for hits in range(5):
        expected = sum(sum(draw) >= hits for draw in draws) / len(draws)
        assert hypergeometric_tail(hits, 3, 4, 9) == pytest.approx(expected)


def test_a_tail_of_large_numbers_is_exact():
    assert hypergeometric_tail(0, 384, 300, 1024) == 1
    assert 0 < hypergeometric_tail(300, 384, 300, 1024) < 1e-150


def test_false_discovery_is_benjamini_and_yekutielis():
    # R 4: p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), "BY") is 0.1141667 five times; by hand 0.05 · (1 + 1/2 + … + 1/5).
    assert false_discovery([0.01, 0.02, 0.03, 0.04, 0.05]) == pytest.approx([0.1141667] * 5, abs=1e-7)
    harmonic = 1 + 1 / 2 + 1 / 3 + 1 / 4
    expected = [0.001 * 4 * harmonic, 0.04 * 4 / 3 * harmonic, 0.04 * 4 / 3 * harmonic, 1]
    assert false_discovery([0.001, 0.04, 0.03, 0.5]) == pytest.approx(expected)
    assert false_discovery([]) == []


@pytest.mark.parametrize("level", [0.05, 0.05 / sum(1 / k for k in range(1, 21))])
def test_false_discoveries_are_as_rare_as_promised_in_the_worst_dependence(level):
    # Guo & Rao 2008: with probability level / k, k of n p-values are k · level / n, the others large. Each one alone is
    # a p-value of chance; Benjamini and Hochberg's correction would find something in 18 of 100 such experiments.
    count = 20
    found = [
        min(false_discovery([0.999 * k * level / count] * k + [1] * (count - k))) < 0.05 for k in range(1, count + 1)
    ]
    assert sum(level / k for k, one in enumerate(found, 1) if one) < 0.0501


def below(t, freedom, steps=4000):
    """Probability that Student's t lies below `t` > 0: Simpson's rule on its density."""
    scale = exp(lgamma((freedom + 1) / 2) - lgamma(freedom / 2)) / sqrt(freedom * pi)
    values = [scale * (1 + (t * k / steps) ** 2 / freedom) ** (-(freedom + 1) / 2) for k in range(steps + 1)]
    return 0.5 + t / steps / 3 * (values[0] + values[-1] + 4 * sum(values[1:-1:2]) + 2 * sum(values[2:-1:2]))


@pytest.mark.parametrize("freedom", [*range(1, 25), 30, 100, 300])
def test_the_quantiles_of_students_t_hold(freedom):
    assert below(student_975(freedom), freedom) == pytest.approx(0.975, abs=3e-5)  # as exact as three decimals are


def test_an_interval_is_students():
    found = interval([0.80, 0.82, 0.87])  # mean .83, variance (.0009 + .0001 + .0016) / 2 = .0013
    assert found.mean == pytest.approx(0.83)
    assert found.reach == pytest.approx(4.303 * sqrt(0.0013 / 3))
    assert (found.low, found.high) == pytest.approx((0.83 - found.reach, 0.83 + found.reach))


def test_one_value_has_no_interval_and_says_nothing():
    assert interval([0.5]).reach is None
    assert interval([0.5]).sign == 0


def test_an_interval_of_few_values_covers_the_truth_as_often_as_it_says():
    draw = Random(0)
    for count in (2, 3, 8):
        intervals = [interval([draw.gauss() for _ in range(count)]) for _ in range(4000)]
        assert sum(one.sign == 0 for one in intervals) / 4000 == pytest.approx(0.95, abs=0.012)
