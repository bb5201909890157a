"""Records of branches: where their input comes from, how much accuracy they carry, what they prefer. No torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

CONTROLS, CALIBRATION = 5, 48  # networks with random weights; images that their batch normalisation is measured on
TraitId = tuple[str, str, str]  # block, branch, trait

MOST_Q = 0.05  # of the traits that are shown, at most this fraction is chance (Benjamini and Yekutieli 2001)


@dataclass(frozen=True)
class Flow:
    """Where a branch's input comes from: its first convolutions' output, split by the branches of the block before.

    Attributes:
        block, branch: the branch that reads.
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
    """A network's accuracy with and without each branch, as counts over the same images.

    Attributes:
        digest: of the weights.
        dataset, seed: which test images, in which order.
        fill: what replaced the branch, "zero" or "mean".
        images, correct: how many there were, and how many of them the whole network classified correctly.
        lost: block -> branch -> images that are right with all branches and wrong without this one.
        won: block -> branch -> images that are wrong with all branches and right without this one.
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
        """Accuracy lost without this branch, as a fraction of the images; below 0 where it is gained."""
        return (self.lost[block][branch] - self.won[block][branch]) / self.images


@dataclass(frozen=True)
class TraitTest:
    """Whether a branch has more channels with a trait than a blind draw of its block's channels would.

    Attributes:
        hits: marked ones among the branch's active channels.
        marked, total: of the block's active channels.
        p: probability of as many hits or more (hypergeometric).
        q: p, corrected for the number of all tests of the network (Benjamini & Yekutieli 2001).
    """

    hits: int
    marked: int
    total: int
    p: float
    q: float = 1.0


@dataclass(frozen=True)
class PathTraits:
    """Properties of a branch's channels, measured by probes.

    Attributes:
        block, branch: which branch.
        channels, active: how many channels, and how many of them respond to any probe.
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
    """How the branches of a network divide the work, as measured by probes.

    Attributes:
        digest: of the weights.
        size_px: side of the probes.
        paths: a record a branch, in the network's order.
    """

    digest: str
    size_px: int
    paths: tuple[PathTraits, ...]

    @property
    def shares(self) -> dict[TraitId, float]:
        """Fraction of the branch's active channels that have the trait, of every test."""
        return {
            (one.block, one.branch, trait): test.hits / max(1, one.active)
            for one in self.paths
            for trait, test in one.tests.items()
        }

    @property
    def found(self) -> list[TraitId]:
        """The traits that a blind draw does not explain."""
        tests = [(one, trait, test) for one in self.paths for trait, test in one.tests.items()]
        return [(one.block, one.branch, trait) for one, trait, test in tests if test.q < MOST_Q]

    def beyond(self, controls: Sequence[Specialization]) -> list[TraitId]:
        """Those of `found` that more of the branch's channels have than in every one of `controls`."""
        others = [control.shares for control in controls]
        return [one for one in self.found if all(self.shares[one] > shares[one] for shares in others)]


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


@dataclass(frozen=True)
class Rectangle:
    """A rectangle of whole pixels: rows `top` to `bottom` - 1, columns `left` to `right` - 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class CellView:
    """The receptive field of one cell of a map, in pixels of the network's input.

    Attributes:
        unclipped: the whole receptive field, which may begin and end in the padding outside the image.
        clipped: the pixels that can change the cell.
    """

    unclipped: Rectangle
    clipped: Rectangle
