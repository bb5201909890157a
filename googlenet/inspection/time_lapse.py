"""One image seen by a run's network as it stood after each of the epochs that are kept; a record of it that ships."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from googlenet.common.results import Observation
from googlenet.inspection.activations import look
from googlenet.inspection.inference import Picture, input_of
from googlenet.networks.classifier import Classifier, load_files

TABLES = ("digest", "epochs", "names", "probabilities")  # of a record, beside the maps


@dataclass(frozen=True)
class Moment:
    """After `epoch` epochs.

    Attributes:
        probabilities: (K,), in the order of the classes.
        maps: block -> branch -> (H, W) float32, its mean activation over the channels, as a part of the hottest cell's.
    """

    epoch: int
    probabilities: np.ndarray
    maps: dict[str, dict[str, np.ndarray]]


def time_lapse(
    card_path: Path, weights: Mapping[int, Path], image: Picture, *, prepare: bool = True
) -> Iterator[Moment]:
    """A moment for each kept epoch, in order, at the image size of that epoch; one network at a time is in memory.

    Args:
        card_path: the run's card.
        weights: epoch -> file, as `RunFolder.kept_epochs` gives them.
    Raises:
        BadCheckpoint: card or weights are damaged or foreign.
        BadImage: the picture cannot be used.
    """
    for epoch, path in weights.items():
        classifier = _as_trained(load_files(card_path, path), epoch)
        yield moment(epoch, look(classifier.network, input_of(classifier, image, prepare), classifier.classes))


def _as_trained(classifier: Classifier, epoch: int) -> Classifier:
    """For images of the size that the run had in that epoch: of another one the network knows nothing yet."""
    card = classifier.card
    sizes = card.config.get("size_schedule") or [card.preprocess.size_px]
    side = sizes[min(max(epoch, 1), len(sizes)) - 1]
    return replace(classifier, card=replace(card, preprocess=replace(card.preprocess, size_px=side)))


def moment(epoch: int, seen: Observation) -> Moment:
    """What is kept of an observation."""
    answer = seen.prediction
    probabilities = np.empty_like(answer.probabilities)
    probabilities[list(answer.indices)] = answer.probabilities
    means = {
        block: {branch: output.mean(axis=0) for branch, output in paths.items()} for block, paths in seen.maps.items()
    }
    maps = {
        block: {branch: mean / (float(mean.max()) or 1.0) for branch, mean in paths.items()}
        for block, paths in means.items()
    }
    return Moment(epoch, probabilities, maps)


def write_lapses(path: Path, digest: str, lapses: Mapping[str, Sequence[Moment]]) -> None:
    """Keeps the moments of several pictures, by name, in a NumPy archive: maps in 256 steps, probabilities as float16.

    Args:
        digest: of the weights that the run ended with.
        lapses: name of a picture -> its moments; of the same epochs, sizes, blocks and branches.
    """
    films = list(lapses.values())
    maps = {
        f"{place}/{block}/{branch}": np.stack([_as_bytes(film[place].maps[block][branch]) for film in films])
        for place, first in enumerate(films[0])
        for block, paths in first.maps.items()
        for branch in paths
    }
    probabilities = np.stack([[one.probabilities for one in film] for film in films]).astype(np.float16)
    epochs = np.array([one.epoch for one in films[0]], np.uint16)
    np.savez_compressed(path, digest=digest, epochs=epochs, names=list(lapses), probabilities=probabilities, **maps)


def _as_bytes(one: np.ndarray) -> np.ndarray:
    return (255 * one.clip(0, 1)).round().astype(np.uint8)


def lapse_contents(path: Path) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The names of the pictures that a record is of, and its epochs; both empty where there is no record."""
    if not path.is_file():
        return (), ()
    with np.load(path, allow_pickle=False) as kept:
        return tuple(kept["names"].tolist()), tuple(kept["epochs"].tolist())


def read_lapse(path: Path, digest: str, name: str) -> tuple[Moment, ...]:
    """The moments that `write_lapses` kept of a picture; none where the record is of other weights or pictures."""
    if name not in lapse_contents(path)[0]:
        return ()
    with np.load(path, allow_pickle=False) as kept:
        if str(kept["digest"]) != digest:
            return ()
        at = kept["names"].tolist().index(name)
        told = zip(kept["epochs"].tolist(), kept["probabilities"][at].astype(np.float32), strict=True)
        found = tuple(Moment(epoch, probabilities, {}) for epoch, probabilities in told)
        for key in kept.files:
            if key not in TABLES:
                place, block, branch = key.split("/")
                found[int(place)].maps.setdefault(block, {})[branch] = kept[key][at].astype(np.float32) / 255
        return found
