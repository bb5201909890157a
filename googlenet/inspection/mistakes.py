"""Predictions for labelled images, and the mistakes among them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from googlenet.data.dataset import Images
from googlenet.data.images import to_input
from googlenet.inspection.inference import hookable_copy
from googlenet.networks.classifier import Classifier

BATCH = 50


@dataclass(frozen=True)
class Verdicts:
    """Predictions for labelled images.

    Attributes:
        labels: (N,) true class indices.
        probabilities: (N, K) float32.
    """

    labels: np.ndarray
    probabilities: np.ndarray

    @property
    def predicted(self) -> np.ndarray:
        """(N,) predicted class indices."""
        return self.probabilities.argmax(1)

    @property
    def losses(self) -> np.ndarray:
        """(N,) cross-entropies in nats."""
        own = self.probabilities[np.arange(len(self.labels)), self.labels]
        return -np.log(np.maximum(own, np.finfo(np.float32).tiny))

    def confused(self, true: int, answer: int) -> list[int]:
        """Returns the images of class `true` that are classified as `answer`, the most confident first."""
        found = np.flatnonzero((self.labels == true) & (self.predicted == answer))
        return sorted(found.tolist(), key=lambda index: -self.probabilities[index, answer])

    def worst(self, count: int) -> list[int]:
        """Returns the `count` mistakes of highest loss, the worst first."""
        wrong = np.flatnonzero(self.predicted != self.labels)
        return wrong[np.argsort(-self.losses[wrong], kind="stable")][:count].tolist()


def verdicts(classifier: Classifier, images: Images, progress: Callable[[int, int], None] | None = None) -> Verdicts:
    """Returns the predictions of `classifier` for `images` of its data set, in float32 and eval mode.

    Args:
        progress: called with (images done, images in all) after each batch.
    """
    network, found = hookable_copy(classifier), []
    with torch.inference_mode():
        for start in range(0, len(images), BATCH):
            x = to_input(images[start : start + BATCH].pixels, classifier.preprocess)
            x = x.to(classifier.device, memory_format=torch.channels_last)
            found.append(network(x).float().softmax(1).cpu())
            if progress is not None:
                progress(min(start + BATCH, len(images)), len(images))
    return Verdicts(images.labels.cpu().numpy(), torch.cat(found).numpy())


def write_verdicts(path: Path, found: Verdicts, digest: str, dataset: str) -> None:
    """Writes them to a NumPy archive, probabilities as float16; what is rounded to a tie keeps its answer."""
    labels, halves = found.labels.astype(np.uint16), found.probabilities.astype(np.float16)
    other = np.flatnonzero(halves.argmax(1) != found.predicted)
    halves[other, found.predicted[other]] = np.nextafter(halves[other].max(1), np.float16(2))
    np.savez_compressed(path, labels=labels, probabilities=halves, digest=digest, dataset=dataset)


def read_verdicts(path: Path, digest: str, dataset: str) -> Verdicts | None:
    """Reads what `write_verdicts` wrote; None where it is of other weights or another data set, or missing."""
    if not path.is_file():
        return None
    with np.load(path, allow_pickle=False) as kept:
        if str(kept["digest"]) != digest or str(kept["dataset"]) != dataset:
            return None
        return Verdicts(kept["labels"].astype(np.int64), kept["probabilities"].astype(np.float32))
