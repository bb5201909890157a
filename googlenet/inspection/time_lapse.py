"""One image seen by a run's network as it stood after each of the epochs that are kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from googlenet.inspection.activations import look
from googlenet.inspection.inference import Picture, input_of
from googlenet.results import Observation
from googlenet.zoo import load_files


@dataclass(frozen=True)
class Moment:
    """After `epoch` epochs: the answer, and what the branches put out."""

    epoch: int
    seen: Observation


def time_lapse(
    card_path: Path, weights: Mapping[int, Path], image: Picture, *, prepare: bool = True
) -> Iterator[Moment]:
    """A moment for each kept epoch, in order; one network at a time is in memory.

    Args:
        card_path: the run's card.
        weights: epoch -> file, as `RunFolder.kept_epochs` gives them.
    Raises:
        BadCheckpoint: card or weights are damaged or foreign.
        BadImage: the picture cannot be used.
    """
    for epoch, path in weights.items():
        classifier = load_files(card_path, path)
        yield Moment(epoch, look(classifier.network, input_of(classifier, image, prepare), classifier.classes))
