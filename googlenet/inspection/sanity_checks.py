"""Two sanity checks of attribution methods, by rules that were written down before any limit was computed.

**Randomisation** (Adebayo et al. 2018, arXiv:1810.03292). The line is the 95th percentile of the similarity between a
method's maps of different images of one class, with the trained weights: what two maps share that explain different
pictures. The method passes if its maps' similarity to those under random weights, a mean over images, lies below that
line with its whole 95 % interval; it fails if the interval lies at or above the line; it is borderline if the line is
within the interval.

**Order** (Petsiuk et al. 2018, arXiv:1806.07421). Deletion and insertion are held against random orders on the same
images. A method is better in one of them if the 95 % interval of the mean difference lies above 0. It passes if it is
better in both, is borderline if it is better in one, and fails if it is better in neither.

Similarity is the rank correlation of strengths on a grid of 14 × 14 (`similarity`), intervals are Student's t over
images; nothing is corrected for the number of methods. Below `PAIRS` pairs or `IMAGES` images there is no verdict.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from googlenet.common.results import AttributionBenchmark
from googlenet.common.statistics import Interval, interval
from googlenet.inspection.benchmark import unpack
from googlenet.inspection.similarity import rank_correlation

PERCENTILE, PAIRS, IMAGES = 95, 10, 10
PASS, BORDERLINE, FAIL = "pass", "borderline", "fail"


@dataclass(frozen=True)
class SanityChecks:
    """What can be said of one method.

    Attributes:
        similarity: of the maps under trained and under random weights, -1 … 1; None where it was not measured.
        line: from here a similarity is that of maps of different images; None without pairs.
        pairs: of images of one class, from which the line comes.
        deletion, insertion: by how much the areas are better than those of random orders.
    """

    method: str
    similarity: Interval | None
    line: float | None
    pairs: int
    deletion: Interval
    insertion: Interval

    @property
    def randomization(self) -> str | None:
        """`PASS`, `BORDERLINE` or `FAIL`; None where too little was measured."""
        if self.similarity is None or self.similarity.reach is None or self.pairs < PAIRS:
            return None
        if self.similarity.high < self.line:
            return PASS
        return FAIL if self.similarity.low >= self.line else BORDERLINE

    @property
    def order(self) -> str | None:
        """`PASS`, `BORDERLINE` or `FAIL`; None where too little was measured."""
        if self.deletion.count < IMAGES:
            return None
        return (FAIL, BORDERLINE, PASS)[(self.deletion.sign > 0) + (self.insertion.sign > 0)]


def sanity_checks(found: AttributionBenchmark) -> dict[str, SanityChecks]:
    """Returns method -> its checks."""
    return {name: _check(found, name) for name in found.measured}


def _check(found: AttributionBenchmark, method: str) -> SanityChecks:
    rows, alike = found.values(method), _of_one_class(found, method)
    changed = [row["randomization"] for row in rows if "randomization" in row]
    return SanityChecks(
        method,
        interval(changed) if changed else None,
        float(np.percentile(alike, PERCENTILE)) if alike else None,
        len(alike),
        interval([area - row["deletion"] for area, row in zip(found.random, rows, strict=False)]),
        interval([row["insertion"] - area for area, row in zip(found.random, rows, strict=False)]),
    )


def _of_one_class(found: AttributionBenchmark, method: str) -> list[float]:
    """Returns the similarity of every pair of a method's maps of one class."""
    maps = zip(found.targets, map(unpack, found.ranks.get(method, ())), strict=False)
    return [rank_correlation(one, other) for (a, one), (b, other) in combinations(maps, 2) if a == b]
