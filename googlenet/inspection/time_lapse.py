"""One image classified by a run's network after each epoch whose weights are kept; and records of it that ship."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from googlenet.common.errors import look_up
from googlenet.common.results import Observation
from googlenet.inspection.activations import look
from googlenet.inspection.inference import Picture, input_of
from googlenet.networks.classifier import Classifier, load_files

TABLES = ("digest", "epochs", "names", "probabilities")  # of a record, beside the maps


@dataclass(frozen=True)
class Moment:
    """The network's response to the image after `epoch` epochs.

    Attributes:
        probabilities: (K,), in the order of the classes.
        maps: block -> branch -> (H, W) float32, its mean activation over the channels, relative to the largest cell.
    """

    epoch: int
    probabilities: np.ndarray
    maps: dict[str, dict[str, np.ndarray]]


def time_lapse(
    card_path: Path, weights: Mapping[int, Path], image: Picture, *, prepare: bool = True
) -> Iterator[Moment]:
    """Yields a moment for each kept epoch, in order, at the image size of that epoch; loads one network at a time.

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
    """Returns the classifier set to the image size that the run had in that epoch."""
    card = classifier.card
    sizes = card.config.get("size_schedule") or [card.preprocess.size_px]
    side = sizes[min(max(epoch, 1), len(sizes)) - 1]
    return replace(classifier, card=replace(card, preprocess=replace(card.preprocess, size_px=side)))


def moment(epoch: int, observation: Observation) -> Moment:
    """Returns the moment of an observation."""
    prediction = observation.prediction
    probabilities = np.empty_like(prediction.probabilities)
    probabilities[list(prediction.indices)] = prediction.probabilities
    maps = {
        block: {branch: _relative(output.mean(axis=0)) for branch, output in branches.items()}
        for block, branches in observation.maps.items()
    }
    return Moment(epoch, probabilities, maps)


def _relative(cells: np.ndarray) -> np.ndarray:
    return cells / (float(cells.max()) or 1.0)


def write_lapses(path: Path, digest: str, lapses: Mapping[str, Sequence[Moment]]) -> None:
    """Writes the moments of several pictures, by name, to a NumPy archive: maps in 256 steps, probabilities as float16.

    Args:
        digest: of the weights that the run ended with.
        lapses: name of a picture -> its moments; of the same epochs, sizes, blocks and branches.
    """
    films = list(lapses.values())
    maps = {
        f"{place}/{block}/{branch}": np.stack([_as_bytes(film[place].maps[block][branch]) for film in films])
        for place, first in enumerate(films[0])
        for block, branches in first.maps.items()
        for branch in branches
    }
    probabilities = np.stack([[one.probabilities for one in film] for film in films]).astype(np.float16)
    epochs = np.array([one.epoch for one in films[0]], np.uint16)
    np.savez_compressed(path, digest=digest, epochs=epochs, names=list(lapses), probabilities=probabilities, **maps)


def _as_bytes(one: np.ndarray) -> np.ndarray:
    return (255 * one.clip(0, 1)).round().astype(np.uint8)


def lapse_contents(path: Path) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Returns the names of a record's pictures, and its epochs; both empty where there is no record."""
    if not path.is_file():
        return (), ()
    with np.load(path, allow_pickle=False) as kept:
        return tuple(kept["names"].tolist()), tuple(kept["epochs"].tolist())


def continued(path: Path, films: Mapping[str, Sequence[Moment]]) -> dict[str, list[Moment]]:
    """Returns `films` of a run that began from the weights of the record `path`, with that record's moments first.

    Raises:
        UnknownName: the record lacks one of the pictures.
    """
    names, epochs = lapse_contents(path)
    for name in films:
        look_up(dict.fromkeys(names), name, "back.no_picture")
    with np.load(path, allow_pickle=False) as kept:
        digest = str(kept["digest"])
    return {
        name: [
            *read_lapse(path, digest, name),
            *(replace(one, epoch=epochs[-1] + one.epoch) for one in film if one.epoch),
        ]
        for name, film in films.items()
    }


def read_lapse(path: Path, digest: str, name: str) -> tuple[Moment, ...]:
    """Returns a picture's moments in a record; none where the record is of other weights or pictures."""
    if name not in lapse_contents(path)[0]:
        return ()
    with np.load(path, allow_pickle=False) as kept:
        if str(kept["digest"]) != digest:
            return ()
        at = kept["names"].tolist().index(name)
        rows = zip(kept["epochs"].tolist(), kept["probabilities"][at].astype(np.float32), strict=True)
        found = tuple(Moment(epoch, probabilities, {}) for epoch, probabilities in rows)
        for key in kept.files:
            if key not in TABLES:
                place, block, branch = key.split("/")
                found[int(place)].maps.setdefault(block, {})[branch] = kept[key][at].astype(np.float32) / 255
        return found
