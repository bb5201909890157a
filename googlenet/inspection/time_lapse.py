"""One image seen by a run's network as it stood after each of the epochs that are kept."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import torch

from googlenet.cards import read_card
from googlenet.checkpoints import load_weights
from googlenet.inspection.activations import look
from googlenet.inspection.inference import Picture, input_of
from googlenet.network import Network
from googlenet.results import Observation
from googlenet.zoo import Classifier


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
    card = read_card(card_path)
    network = Network(
        card.spec, num_classes=len(card.classes), in_channels=card.preprocess.channels, aux_heads=card.aux_heads
    )
    network.requires_grad_(False).eval().to(memory_format=torch.channels_last)
    for epoch, path in weights.items():
        load_weights(path, network)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        classifier = Classifier(str(path), network, card, digest, torch.device("cpu"))
        yield Moment(epoch, look(network, input_of(classifier, image, prepare), card.classes))
