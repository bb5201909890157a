"""What is told about paths: where their input comes from, what they are worth, what they are like. No torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class Flow:
    """Where the input of a path comes from: its first convolutions' output, split by the paths of the block before.

    Attributes:
        block, branch: the path that reads.
        source: the block that is read; None: the stem, as one part called "stem".
        shares: branch of `source` -> fraction, signed; they sum to 1, or are all 0 where the output is 0 throughout.
        channels: branch of `source` -> fraction of its channels.
        error: largest difference between a convolution's output and the sum of its parts, over its largest value.
    """

    block: str
    branch: str
    source: str | None
    shares: dict[str, float]
    channels: dict[str, float]
    error: float


@dataclass(frozen=True)
class Importance:
    """What each path is worth to a network's accuracy: counts over the same images with and without it.

    Attributes:
        digest: of the weights.
        dataset, seed: which test images, in which order.
        fill: what stood in the path's place, "zero" or "mean".
        images, correct: how many there were, and how many of them the whole network got right.
        lost: block -> branch -> images that are right with all paths and wrong without this one.
        won: block -> branch -> images that are wrong with all paths and right without this one.
    """

    digest: str
    dataset: str
    seed: int
    fill: str
    images: int
    correct: int
    lost: dict[str, dict[str, int]]
    won: dict[str, dict[str, int]]

    def drop(self, block: str, branch: str) -> float:
        """Accuracy lost without this path, as a fraction of the images; below 0 where it is gained."""
        return (self.lost[block][branch] - self.won[block][branch]) / self.images


@dataclass(frozen=True)
class TraitTest:
    """Whether a path has more channels with a trait than a blind draw of its block's channels would.

    Attributes:
        hits: of the path's channels that answer at all.
        marked, total: of the block's.
        p: probability of as many hits or more (hypergeometric).
        q: p, corrected for the number of all tests of the network (Benjamini & Hochberg 1995).
    """

    hits: int
    marked: int
    total: int
    p: float
    q: float = 1.0


@dataclass(frozen=True)
class PathTraits:
    """What probes tell about the channels of a path.

    Attributes:
        block, branch: which path.
        channels, active: how many channels, and how many of them any probe excites.
        medians: measure -> its median over the active channels; None where there are none.
        tests: trait -> its test.
    """

    block: str
    branch: str
    channels: int
    active: int
    medians: dict[str, float | None]
    tests: dict[str, TraitTest]


@dataclass(frozen=True)
class Specialization:
    """How the paths of a network divide the work, as far as probes tell.

    Attributes:
        digest: of the weights.
        size_px: side of the probes.
        paths: in the network's order.
    """

    digest: str
    size_px: int
    paths: tuple[PathTraits, ...]


@dataclass(frozen=True)
class Spread:
    """Mean and standard deviation of each channel over the cells of its map; both (C,) float32."""

    mean: np.ndarray
    std: np.ndarray


@dataclass(frozen=True)
class Normalized:
    """The channels of one layer before and after its batch normalisation, for one picture."""

    before: Spread
    after: Spread
