"""Confidence intervals and tests; exact where that is possible. No torch."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, sqrt
from statistics import fmean, stdev

Z_95 = 1.959963984540054  # 97.5 % of a standard normal lies below
T_975 = 12.706, 4.303, 3.182, 2.776  # of Student's t with 1 to 4 degrees of freedom
SAME = 0.9  # correlation of two maps that differ by their seeds alone, from which they count as one


def is_rough(sampling_error: float | None) -> bool:
    """Whether two maps with this error, see `Attribution`, are expected to correlate by less than `SAME`: 1 - error²."""
    return sampling_error is not None and 1 - sampling_error**2 < SAME


def wilson(hits: int, trials: int, z: float = Z_95) -> tuple[float, float]:
    """Returns (low, high) of a proportion from `hits` in `trials` > 0 (Wilson 1927); 95 % by default."""
    share, square = hits / trials, z * z / trials
    middle, reach = share + square / 2, z * sqrt(share * (1 - share) / trials + square / (4 * trials))
    return max(0.0, (middle - reach) / (1 + square)), min(1.0, (middle + reach) / (1 + square))


def paired_difference(both: int, first: int, second: int, neither: int, z: float = Z_95) -> tuple[float, float]:
    """Returns the interval of the difference of two proportions measured on the same items; 95 % by default.

    Args:
        both, first, second, neither: items for which both statements hold, the first alone, the second alone, none.
    Returns:
        (low, high) of the first proportion minus the second, which is (first - second) / n.
    Source:
        Newcombe 1998, "Improved confidence intervals for the difference between binomial proportions based on paired
        data", method 10: the two Wilson intervals, joined by the correlation of the pairs.
    """
    count = both + first + second + neither
    one, other = (both + first) / count, (both + second) / count
    (low_one, high_one), (low_other, high_other) = wilson(both + first, count, z), wilson(both + second, count, z)
    margins = (both + first) * (second + neither) * (both + second) * (first + neither)
    product = both * neither - first * second
    corrected = max(product - count / 2, 0) if product > 0 else product  # Newcombe's correction for continuity
    correlation = corrected / sqrt(margins) if margins else 0.0

    def reach(a: float, b: float) -> float:
        return sqrt(max(0.0, a * a - 2 * correlation * a * b + b * b))

    difference = one - other
    return difference - reach(one - low_one, high_other - other), difference + reach(high_one - one, other - low_other)


def hypergeometric_tail(hits: int, drawn: int, marked: int, total: int) -> float:
    """Returns the probability of `hits` or more marked items among `drawn` of `total`, of which `marked` are marked."""
    ways = sum(comb(marked, k) * comb(total - marked, drawn - k) for k in range(hits, min(drawn, marked) + 1))
    return ways / comb(total, drawn)


def false_discovery(p_values: Sequence[float]) -> list[float]:
    """Returns the p-values corrected for their number: of those below q, a fraction q is false at most, on average.

    Source:
        Benjamini & Yekutieli 2001, theorem 1.3, in the form of adjusted p-values; holds however the tests depend on each
        other. (Without the factor 1 + 1/2 + … + 1/n it would be Benjamini & Hochberg 1995, for independent tests.)
    """
    count = len(p_values)
    harmonic = sum(1 / rank for rank in range(1, count + 1))
    order = sorted(range(count), key=p_values.__getitem__, reverse=True)
    corrected, least = [0.0] * count, 1.0
    for rank, index in zip(range(count, 0, -1), order, strict=True):
        least = min(least, p_values[index] * count * harmonic / rank)
        corrected[index] = least
    return corrected


@dataclass(frozen=True)
class Interval:
    """A mean with its 95 % interval.

    Attributes:
        mean: of the values.
        reach: half the interval's width; None for a single value, which has no interval.
        count: values.
    """

    mean: float
    reach: float | None
    count: int

    @property
    def low(self) -> float:
        """The lower end; the mean itself where there is no interval."""
        return self.mean - (self.reach or 0.0)

    @property
    def high(self) -> float:
        """The upper end; the mean itself where there is no interval."""
        return self.mean + (self.reach or 0.0)

    @property
    def sign(self) -> int:
        """1 or -1 where the whole interval lies on one side of 0; else 0."""
        if self.reach is None:
            return 0
        return (self.low > 0) - (self.high < 0)


def interval(values: Sequence[float]) -> Interval:
    """Returns mean and 95 % interval, by Student's t, of at least one independent value; of differences, a paired one.

    Two values have an interval, a very wide one; one has none.
    """
    count = len(values)
    reach = student_975(count - 1) * stdev(values) / sqrt(count) if count > 1 else None
    return Interval(fmean(values), reach, count)


def student_975(freedom: int) -> float:
    """Returns the number below which 97.5 % of Student's t with so many degrees of freedom, at least 1, lies.

    Source:
        to 4 Fisher & Yates 1963, table III; from there Cornish and Fisher's expansion (Abramowitz & Stegun 26.7.5); all
        within 0.0005.
    """
    if freedom <= len(T_975):
        return T_975[freedom - 1]
    z = Z_95
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / freedom**power for power, term in enumerate(terms, 1))
