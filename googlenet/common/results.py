"""Records that cross the packages' borders; frozen, named, typed.

Legend of shapes, the same everywhere: N images, C channels, H W pixels or cells, K classes, E epochs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from googlenet.common.statistics import is_rough

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np


@dataclass(frozen=True)
class Preprocess:
    """How an image becomes a network's input; travels with the weights.

    Attributes:
        size_px: side of the square input.
        channels: 1 for grey, 3 for RGB.
        mean, std: per channel, for values in 0..1.
        native_px: side of the data set's own images, to which a picture is brought before it is enlarged; None: not.
    """

    size_px: int
    channels: int
    mean: tuple[float, ...]
    std: tuple[float, ...]
    native_px: int | None = None


@dataclass(frozen=True)
class StepRecord:
    """Training since the record before, a few steps; a line of `metrics.jsonl`.

    Attributes:
        step: steps done since the run began.
        epoch: the same in epochs, with its fraction.
        image_size: side of the images in px.
        learning_rate: of the latest step.
        train_loss: mean over these steps' images, in nats, with label smoothing where the recipe has it.
        train_accuracy: fraction of these steps' images.
        images_per_second: of training alone.
        seconds: since the run began, pauses left out.
    """

    step: int
    epoch: float
    image_size: int
    learning_rate: float
    train_loss: float
    train_accuracy: float
    images_per_second: float
    seconds: float
    kind: str = "step"


@dataclass(frozen=True)
class EpochRecord:
    """A whole epoch; a line of `metrics.jsonl`.

    Attributes:
        epoch: epochs done, from 1.
        step: steps done since the run began.
        image_size: side of the images in px, in training and test.
        train_loss, train_accuracy: running means while the weights moved.
        test_loss, test_accuracy: on the test images, in nats without smoothing, and as a fraction.
        held_out_accuracy: on images kept apart, drawn from the training images or the data set's own; None without any.
        seconds: since the run began, pauses left out.
        confusion: (K, K) counts of test images, rows the true class.
    """

    epoch: int
    step: int
    image_size: int
    learning_rate: float
    train_loss: float
    train_accuracy: float
    test_loss: float
    test_accuracy: float
    held_out_accuracy: float | None
    images_per_second: float
    seconds: float
    confusion: tuple[tuple[int, ...], ...]
    kind: str = "epoch"


@dataclass(frozen=True)
class PathRecord:
    """Measurements of every branch of every block at the end of an epoch; a line of `paths.jsonl`.

    All numbers come from one forward and backward pass over a few training images, not augmented; no step is taken.

    Attributes:
        epoch: epochs done; 0 at the start.
        step: steps done since the run began.
        images: how many the numbers are measured on.
        gradient: block -> branch -> length (L2) of the loss's gradient by the branch's weights.
        energy: block -> branch -> its part of the block's squared activations, a fraction.
        dead: block -> branch -> fraction of its channels that are 0 in every cell of every image.
    """

    epoch: int
    step: int
    images: int
    gradient: dict[str, dict[str, float]]
    energy: dict[str, dict[str, float]]
    dead: dict[str, dict[str, float]]
    kind: str = "paths"


@dataclass(frozen=True)
class Score:
    """A network's loss and accuracy on labelled images.

    Attributes:
        images: how many.
        loss: mean cross-entropy in nats.
        accuracy: fraction in 0..1.
        confusion: (K, K) counts, rows the true class.
    """

    images: int
    loss: float
    accuracy: float
    confusion: np.ndarray


@dataclass(frozen=True)
class Prediction:
    """A network's classification of one image.

    Attributes:
        labels, indices, probabilities: (K,) each, best first.
        logits: (K,) float32, in class order.
        seconds: of the forward pass.
    """

    labels: tuple[str, ...]
    indices: tuple[int, ...]
    probabilities: np.ndarray
    logits: np.ndarray
    seconds: float


@dataclass(frozen=True)
class Observation:
    """A forward pass of one image: the prediction, and every branch's output.

    Attributes:
        maps: block -> branch -> (C, H, W) float32, the branch's output, in the network's order.
    """

    prediction: Prediction
    maps: dict[str, dict[str, np.ndarray]]


@dataclass(frozen=True)
class Evidence:
    """A class's logit, split exactly by the branches of the last block: bias + sum of terms == logit.

    Attributes:
        target: class index.
        logit, bias: in logits.
        terms: branch -> its share, in logits.
        maps: branch -> (H, W) signed, whose sum is the term.
        channels: branch -> number of its channels.
    """

    target: int
    logit: float
    bias: float
    terms: dict[str, float]
    maps: dict[str, np.ndarray]
    channels: dict[str, int]


@dataclass(frozen=True)
class EvidenceDifference:
    """The difference of two classes' logits, split by branch as `Evidence` is: why one class and not the other.

    Attributes:
        target, against: class indices.
        logit, bias: of `target` minus those of `against`.
        terms, maps: branch -> the same, of its term and its (H, W) map; above 0 speaks for `target`.
        channels: branch -> number of its channels.
    """

    target: int
    against: int
    logit: float
    bias: float
    terms: dict[str, float]
    maps: dict[str, np.ndarray]
    channels: dict[str, int]


@dataclass(frozen=True)
class Attribution:
    """An attribution map: why a network gave a class its score, by one method.

    Attributes:
        method: a key of `METHODS`.
        target: class index.
        block, branch: what was explained; None: the input.
        map: (H, W) signed, channels summed, at the explained tensor's resolution.
        delta: the completeness error in logits; None where the method promises no sum, or cannot miss it.
        relative_delta: |delta| over what the map promises to add up to: |F(image) - F(baseline)|, for LRP the score
            without the last layer's bias; None as for `delta`.
        seconds: of the computation.
        baseline: what the image was compared with; None where the method compares with nothing.
        parameters: the method's own, with which the map was made.
        sampling_error: of a method that draws at random, the standard error of the map's pixels as a fraction of their
            standard deviation, estimated from two halves of what was drawn; else None.
    """

    method: str
    target: int
    block: str | None
    branch: str | None
    map: np.ndarray
    delta: float | None
    relative_delta: float | None
    seconds: float
    baseline: str | None = None
    parameters: Mapping[str, float | str] = field(default_factory=dict)
    sampling_error: float | None = None

    @property
    def is_rough(self) -> bool:
        """Whether a map with another seed would correlate by less than 0.9 with this one: 1 - sampling error² is less."""
        return is_rough(self.sampling_error)


@dataclass(frozen=True)
class BlockShares:
    """F(image) - F(baseline) in logits, split by a block's branches: sum of terms + left_over == difference.

    Attributes:
        block: name.
        target: class index.
        cells: side of the block's maps, (H, W).
        difference: F(image) - F(baseline).
        terms: branch -> its part.
        left_over: the error of the integral, which belongs to no branch.
    """

    block: str
    target: int
    cells: tuple[int, int]
    difference: float
    terms: dict[str, float]
    left_over: float


@dataclass(frozen=True)
class SummaryRow:
    """One line of `googlenet.summary`, in torchinfo's execution order.

    Attributes:
        type: name of the layer's type.
        depth_index: "depth-number" as torchinfo prints it; "" for the whole network.
        block: Inception block that it belongs to, or None.
        role: which convolution of the block ("3x3_reduce"), or None.
        output_shape: with the batch first.
        params, macs: its own weights and multiply-adds; None where it has none.
    """

    type: str
    depth_index: str
    block: str | None
    role: str | None
    output_shape: tuple[int, ...]
    params: int | None
    macs: int | None


@dataclass(frozen=True)
class Faithfulness:
    """Curves of a class's probability while an image is covered (deletion) or uncovered (insertion) in a map's order.

    Attributes:
        fractions: (P,) of the image's cells that are covered or shown, 0 … 1.
        deletion: (P,) probability with the map's first cells covered.
        insertion: (P,) probability with nothing but the map's first cells shown.
        random: (R, P) probability with cells covered in R random orders.
        infidelity: of the map as a forecast of what covering squares costs, 0 (exact) … 1 (no information); see
            `faithfulness.infidelity`.
    """

    fractions: np.ndarray
    deletion: np.ndarray
    insertion: np.ndarray
    random: np.ndarray
    infidelity: float

    @property
    def deletion_area(self) -> float:
        """Area below the deletion curve, 0 … 1: small where the map finds first what the class needs."""
        return _area(self.deletion, self.fractions)

    @property
    def insertion_area(self) -> float:
        """Area below the insertion curve, 0 … 1: large where the map finds first what is enough for the class."""
        return _area(self.insertion, self.fractions)

    @property
    def random_area(self) -> float:
        """Mean area below the curves of random orders, deletion and insertion alike."""
        return _area(self.random.mean(0), self.fractions)

    @property
    def gain(self) -> float:
        """Insertion area minus deletion area, -1 … 1; 0 is what random orders come to."""
        return self.insertion_area - self.deletion_area


def _area(heights: np.ndarray, places: np.ndarray) -> float:
    """Returns the area below a piecewise linear curve."""
    return float(((heights[1:] + heights[:-1]) / 2 * (places[1:] - places[:-1])).sum())


@dataclass(frozen=True)
class Randomization:
    """A map's changes while a network's weights are randomised, from the head down.

    Attributes:
        stages: the part that is randomised at each stage, on top of the stages before: "fc", the last block … "stem".
        similarities: (stages) rank correlation with the map of the trained network, -1 … 1.
        maps: (stages + 1) maps (H, W), that of the trained network first.
    """

    stages: tuple[str, ...]
    similarities: tuple[float, ...]
    maps: tuple[np.ndarray, ...]


@dataclass(frozen=True)
class AttributionBenchmark:
    """Measurements of attribution methods for a leader board, image by image.

    Attributes:
        digest: of the weights.
        dataset, seed: which test images, in which order.
        baseline: what covered cells are replaced by.
        random: (N,) mean area below the curves of random orders.
        measured: method -> for each of its first images, measure -> value. Measures: "deletion", "insertion" (areas),
            "gain" (their difference), "infidelity", "cpu_seconds"; where samples are drawn "sampling_error"; of the first
            images also "sensitivity" and "randomization" (rank correlation with the map when all weights are drawn anew).
        command: the command line that measured it.
        settings: method -> the parameters that it was measured with.
        targets: (N,) index of the class that is explained of each image, which is the one that the network predicts.
        ranks: method -> for each of its first images, the ranks of its map's strengths; see `benchmark.pack`.
    """

    digest: str
    dataset: str
    seed: int
    baseline: str
    random: tuple[float, ...]
    measured: dict[str, tuple[dict[str, float], ...]]
    command: str = ""
    settings: dict[str, dict[str, float | str | None]] = field(default_factory=dict)
    targets: tuple[int, ...] = ()
    ranks: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def values(self, method: str) -> tuple[dict[str, float], ...]:
        """Returns the measurements of `method`, one dictionary an image; empty where there are none."""
        return self.measured.get(method, ())


@dataclass(frozen=True)
class Mean:
    """A mean of `count` values; `reach` to both sides is its 95 % interval by Student's t, None for a single value."""

    mean: float
    reach: float | None
    count: int = 0


@dataclass(frozen=True)
class BenchmarkRow:
    """A row of the leader board; rank 1 is the largest gain, None stands for a method measured on fewer images."""

    method: str
    images: int
    means: dict[str, Mean]
    rank: int | None = None

    @property
    def is_rough(self) -> bool:
        """Whether the method draws at random and its maps depend much on the seed, by their mean sampling error."""
        return "sampling_error" in self.means and is_rough(self.means["sampling_error"].mean)
