"""The gradients of a network's training images, kept for every answer: computed once, or read from a small file."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from googlenet.common.errors import UserError
from googlenet.common.files import npz
from googlenet.data.archives import READ_ERRORS
from googlenet.data.dataset import Images
from googlenet.inspection.exemplars import spread
from googlenet.inspection.influence import Gradients, Progress, gradients, overlap
from googlenet.networks.checkpoint import write_atomically
from googlenet.networks.classifier import Classifier, find_weights

ANSWERS = 100  # test images over whose answers the lists are compared
COMPONENTS, STEPS = 128, 127  # of the features in a file: principal components, and steps to each side of 0


@dataclass(frozen=True)
class TrainingGradients:
    """The last layer's gradients for training images, and how much the lists of five for different answers share.

    Attributes:
        gradients: of N images.
        answers: number of test images whose answers were compared.
        overlaps: (2, 2) largest fraction of the lists that one image is in: by cosine, by product; for, against.
    """

    gradients: Gradients
    answers: int
    overlaps: np.ndarray


def training_gradients(
    classifier: Classifier, train: Images, test: Images, progress: Progress | None = None
) -> TrainingGradients:
    """Returns the gradients of all of `train`, and the overlap of the lists for `ANSWERS` of `test`, evenly spread.

    Args:
        progress: called with (images done, images in all); an exception in it stops the work and is passed on.
    Raises:
        UserError: as `influence.gradients`.
    """
    answered = spread(test, ANSWERS)
    total = len(train) + len(answered)

    def after(done: int) -> Progress | None:
        return progress and (lambda now, _: progress(done + now, total))

    found = gradients(classifier, train, after(0))
    own = gradients(classifier, answered, after(len(train)), of_predictions=True)
    overlaps = np.array([overlap(own, found, raw=raw)[:2] for raw in (False, True)])
    return TrainingGradients(found, len(answered), overlaps)


def gradients_path(name: str | Path) -> Path:
    """Returns the file of the gradients of weights, which lies beside them.

    Raises:
        UnknownName, BadCheckpoint: as `classifier.find_weights`.
    """
    return find_weights(name)[1].with_suffix(".gradients.npz")


def write_gradients(path: Path, found: TrainingGradients, digest: str) -> None:
    """Writes a NumPy archive, 1 MB for 5,000 images: the features' first principal components as int8."""
    one = found.gradients
    mean = one.features.mean(0)
    _, vectors = np.linalg.eigh(np.cov(one.features - mean, rowvar=False, dtype=np.float64))
    basis = vectors[:, ::-1][:, :COMPONENTS].astype(np.float32)
    places = (one.features - mean) @ basis
    scale = np.maximum(np.abs(places).max(0), np.finfo(np.float32).tiny) / STEPS
    arrays = {"places": np.round(places / scale).astype(np.int8), "scale": scale, "mean": mean}
    arrays |= {"basis": basis.astype(np.float16), "losses": one.losses.astype(np.float32)}
    arrays |= {"errors": one.errors.astype(np.float32)}
    arrays |= {"labels": one.labels.astype(np.uint16), "predicted": one.predicted.astype(np.uint16)}
    write_atomically(path, npz(**arrays, overlaps=found.overlaps, answers=found.answers, digest=digest))


def read_gradients(path: Path, digest: str) -> TrainingGradients | None:
    """Reads what `write_gradients` wrote; None where it is of other weights, or missing."""
    if not path.is_file():
        return None
    with np.load(path, allow_pickle=False) as kept:
        if str(kept["digest"]) != digest:
            return None
        places, scale, basis, mean = (kept[key].astype(np.float32) for key in ("places", "scale", "basis", "mean"))
        errors, losses = (kept[key].astype(np.float64) for key in ("errors", "losses"))
        labels, predicted = (kept[key].astype(np.int64) for key in ("labels", "predicted"))
        found = Gradients((places * scale) @ basis.T + mean, errors, losses, labels, predicted)
        return TrainingGradients(found, int(kept["answers"]), kept["overlaps"])


def stored_gradients(classifier: Classifier) -> TrainingGradients | None:
    """Returns the gradients that are stored beside these weights; None where there are none."""
    try:
        return read_gradients(gradients_path(classifier.name), classifier.digest)
    except (UserError, *READ_ERRORS, KeyError):  # there is no such run; or the file is damaged
        return None
