"""The weights that a run can start from: those in this repository, torchvision's, another run's, or a file."""

from dataclasses import dataclass
from pathlib import Path

from torch import Tensor

from googlenet.networks import torchvision_weights
from googlenet.networks.checkpoint import Card, read_card, read_weights
from googlenet.networks.classifier import find_weights
from googlenet.networks.registry import NETWORKS
from googlenet.networks.spec import Spec


@dataclass(frozen=True)
class Start:
    """Weights to start from.

    Attributes:
        name: `name_of_start` of what was given.
        card: of the weights; None where only a file is given.
        state: key -> tensor.
    """

    name: str
    card: Card | None
    state: dict[str, Tensor]


def card_of_start(given: str) -> Card | None:
    """The card of the weights that `TrainConfig.init_from` names; None for a file alone. Nothing is downloaded.

    Raises:
        UnknownName, BadCheckpoint: there are no such weights, or their card is damaged.
    """
    if given in torchvision_weights.SOURCES:
        return torchvision_weights.card_of(given)
    return None if Path(given).is_file() else read_card(find_weights(given)[0])


def model_of_start(given: str) -> str | Spec | None:
    """The network of the weights that `init_from` names: its name if registered, else its `Spec`; None for a file alone."""
    card = card_of_start(given)
    if card is None:
        return None
    return card.spec.name if NETWORKS.get(card.spec.name) == card.spec else card.spec


def read_start(given: str) -> Start:
    """The weights that `init_from` names.

    Raises:
        UnknownName, DataMissing, BadCheckpoint: there are no such weights, they cannot be downloaded, or they are damaged.
    """
    if given in torchvision_weights.SOURCES:
        return Start(given, torchvision_weights.card_of(given), torchvision_weights.read(given)[0])
    path = Path(given)
    weights = path if path.is_file() else find_weights(given)[1]
    return Start(name_of_start(given), card_of_start(given), read_weights(weights))


def name_of_start(given: str) -> str:
    """The last part of `init_from`: a name, or a path without the folders of this machine."""
    return Path(given).name
