"""Records of branches: where their input comes from, how much accuracy they carry, what they prefer. No torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

CONTROLS, CALIBRATION = 5, 48  # networks with random weights; images that their batch normalisation is measured on
MOST_REGIONS, MOST_AT_ONCE, MOST_POINTS = 10, 8, 2000  # 1024 and 256 sets of regions; of all outlines together
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


@dataclass(frozen=True)
class InputPart:
    """What one input channel adds to a cell.

    Attributes:
        channel: index in the layer's input.
        values: (h, w) of the window on it; 0 in the padding.
        kernel: (h, w) that they are multiplied by; of a max pool 1 at the maximum, of an average pool 1 / divisor.
        products: (h, w), values × kernel.
        sum: of the products.
        place: (row, column) in the layer's input of the largest product, by absolute value.
    """

    channel: int
    values: np.ndarray
    kernel: np.ndarray
    products: np.ndarray
    sum: float
    place: tuple[int, int]


@dataclass(frozen=True)
class Cell:
    """The arithmetic of one cell of a layer's output, in float64 from the network's own float32 numbers.

    The sum of the products is sum(part.sum for part in parts) + rest. Then come, in this order, what a layer has of them:
    + bias, × scale + shift (batch normalisation), the ReLU, what stands in for a channel that is off, and in a residual
    block + the shortcut's value and another ReLU. The result is `value`.

    Attributes:
        block, branch, layer: whose cell; branch None: a layer of the stem; layer: its name ("3x3_reduce"), or nested
            names ("fork/1x3/1x3").
        kind: "conv", "max", "avg", "lrn" (local response normalisation), "scale" (of the input) or "identity".
        channel, row, column: of the layer's output.
        reads: name of the layer before it in the branch; None: it reads the block's input.
        window: rows and columns of its input; it may begin and end in the padding.
        parts: of the strongest input channels, by the absolute value of their sums.
        rest, others: sum of all other input channels, and how many they are.
        bias: of the convolution; 0 where it has none.
        scale, shift: of the batch normalisation in evaluation; 1 and 0 where there is none.
        is_rectified: whether a ReLU follows.
        filled: what stands in for the channel, which is off; None: it is on.
        shortcut: what a residual block adds; None: nothing.
        value: what all this comes to.
        activation: the network's own, in float32.
        magnitude: sum of the absolute values of all that is added, scale included; rounding is a fraction of it.
    """

    block: str
    branch: str | None
    layer: str
    kind: str
    channel: int
    row: int
    column: int
    reads: str | None
    window: Rectangle
    parts: tuple[InputPart, ...]
    rest: float
    others: int
    bias: float
    scale: float
    shift: float
    is_rectified: bool
    filled: float | None
    shortcut: Cell | None
    value: float
    activation: float
    magnitude: float

    @property
    def total(self) -> float:
        """The sum of all products."""
        return sum(part.sum for part in self.parts) + self.rest

    @property
    def normalized(self) -> float:
        """The sum with its bias, after the batch normalisation and before the ReLU."""
        return self.scale * (self.total + self.bias) + self.shift


@dataclass(frozen=True)
class Regions:
    """What regions of an image are worth to a class, in logits.

    sum(values) == score - covered, and each region's values by branch add up to its own.

    Attributes:
        target: class index.
        baseline: what stands in a covered region's place.
        cells: how many pixels of the network's input each region has.
        score: the class's logit with all regions shown.
        covered: with none of them; what lies in no region is shown in both.
        ablated: what the score loses when one region is covered and all others are shown.
        values: the regions' Shapley values: what a region adds, averaged over all orders of adding them.
        by_branch: branch of the last block -> the part of `values` that passes through it; empty without such a block.
        probability, probabilities: of the class, with all regions, and with each one covered.
        predictions: the predicted class's index with each one covered.
        error: largest difference between a set's score and the network's own logit.
    """

    target: int
    baseline: str
    cells: tuple[int, ...]
    score: float
    covered: float
    ablated: tuple[float, ...]
    values: tuple[float, ...]
    by_branch: dict[str, tuple[float, ...]]
    probability: float
    probabilities: tuple[float, ...]
    predictions: tuple[int, ...]
    error: float


@dataclass(frozen=True)
class Influence:
    """What a training image says about an answer. The product of the two gradients is errors * features.

    Attributes:
        image: its index among the images that were searched.
        label, predicted: class indices.
        value: what the image is ranked by; positive: learning it makes the answer more likely.
        errors: product of the two images' errors, probabilities minus one-hot labels.
        features: product of the two images' features, plus 1 for the bias.
    """

    image: int
    label: int
    predicted: int
    value: float
    errors: float
    features: float


@dataclass(frozen=True)
class Influences:
    """The training images that speak most for an answer and most against it, the strongest first.

    Attributes:
        target: class index of the answer.
        raw: whether values are products of the last layer's gradients; else they are their cosines, -1 to 1.
        searched: number of training images; of the sample, those of `sample_images(searched)`.
        supporting, opposing: those of the largest positive and of the most negative values.
    """

    target: int
    raw: bool
    searched: int
    supporting: tuple[Influence, ...]
    opposing: tuple[Influence, ...]


@dataclass(frozen=True)
class SelfInfluence:
    """How strongly each of N training images pulls at the last layer.

    Attributes:
        labels, predicted: (N,) class indices.
        values: (N,) float64, squared norm of the gradient of the image's own loss.
        losses: (N,) float64, in nats: what a second look at the labels could also go by.
    """

    labels: np.ndarray
    predicted: np.ndarray
    values: np.ndarray
    losses: np.ndarray

    def largest(self, count: int) -> list[int]:
        """Returns the `count` images of largest values, the largest first; of equals the earlier first."""
        return (-self.values).argsort(kind="stable")[:count].tolist()

    @property
    def ranks(self) -> np.ndarray:
        """(N,) each image's place when all are sorted by value, from 1 for the largest."""
        return (-self.values).argsort(kind="stable").argsort() + 1

    @property
    def ranks_by_loss(self) -> np.ndarray:
        """(N,) each image's place when all are sorted by loss, from 1 for the largest."""
        return (-self.losses).argsort(kind="stable").argsort() + 1
