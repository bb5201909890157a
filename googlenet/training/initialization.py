"""What a run starts from: the weights of another, a new head where the classes differ, a part that stays as it is."""

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from googlenet.common.errors import BadCheckpoint, UserError, look_up
from googlenet.data.dataset import Dataset, StreamedDataset, load_dataset
from googlenet.networks import torchvision_weights as imagenet
from googlenet.networks.accounting import report
from googlenet.networks.card import Card, read_card
from googlenet.networks.checkpoint import mismatch, read_weights
from googlenet.networks.classifier import find_weights
from googlenet.networks.network import Network
from googlenet.networks.registry import NETWORKS
from googlenet.networks.spec import Spec
from googlenet.training.config import TrainConfig, refused

HEAD = "fc."


@dataclass(frozen=True)
class Start:
    """Weights to start from.

    Attributes:
        name: as people know it.
        card: of the weights; None where only a file is given.
        state: key -> tensor.
    """

    name: str
    card: Card | None
    state: dict[str, Tensor]


def card_of_start(given: str) -> Card | None:
    """The card of what `TrainConfig.init_from` names; None for a file alone. Nothing is fetched.

    Raises:
        UnknownName, BadCheckpoint: there are no such weights, or their card is damaged.
    """
    if given in imagenet.SOURCES:
        return imagenet.card_of(given)
    return None if Path(given).is_file() else read_card(find_weights(given)[0])


def model_of_start(given: str) -> str | Spec | None:
    """The network of what `init_from` names: by name where it has one, else its table; None for a file alone."""
    card = card_of_start(given)
    if card is None:
        return None
    return card.spec.name if NETWORKS.get(card.spec.name) == card.spec else card.spec


def read_start(given: str) -> Start:
    """What `init_from` names.

    Raises:
        UnknownName, DataMissing, BadCheckpoint: there are no such weights, or they cannot be fetched or are damaged.
    """
    if given in imagenet.SOURCES:
        return Start(given, imagenet.card_of(given), imagenet.read(given)[0])
    path = Path(given)
    weights = path if path.is_file() else find_weights(given)[1]
    return Start(name_of_start(given), card_of_start(given), read_weights(weights))


def name_of_start(given: str) -> str:
    """What `init_from` names, without the folders of this machine."""
    return Path(given).name


def dataset_of(config: TrainConfig, card: Card | None = None) -> Dataset:
    """The run's data, as its network takes them: weights to start from decide channels, mean and deviation.

    Args:
        card: of the run, where it has begun; then nothing else is asked.
    Raises:
        UserError: the data set or the weights are missing.
    """
    dataset = load_dataset(config.dataset, side_px=config.image_size)
    if card is None and config.init_from:
        card = card_of_start(config.init_from)
    return dataset.fitted(card.preprocess) if card else dataset


def told(config: TrainConfig, dataset: Dataset) -> str:
    """Where a run's weights come from, for its card; other pictures have another name, of a tree another number."""
    count = f" ({len(dataset.train):,} pictures)" if isinstance(dataset, StreamedDataset) else ""
    source = f"trained on {dataset.name}{count} by recipe {config.recipe}"
    if config.init_from:
        source += f", fine-tuned from {name_of_start(config.init_from)}"
    if config.freeze_until:
        source += f", everything up to {config.freeze_until} frozen"
    return source


def load_start(start: Start, network: Network, classes: tuple[str, ...]) -> bool:
    """Fills `network` from `start`: every key, every shape; the head is a new one where the classes differ.

    Auxiliary heads are taken where both have them, and drawn anew otherwise: they help to train and answer nothing.

    Returns:
        Whether the head was taken over too.
    Raises:
        BadCheckpoint: the weights are another network's; `network` is left as it was.
    """
    own = network.state_dict()
    is_same = start.card.classes == classes if start.card else _fits(start.state, own)
    fresh = [key for key in own if key.startswith("aux.") and key not in start.state]
    fresh += [key for key in own if not is_same and (key.startswith((HEAD, "aux.")))]
    state = {key: value for key, value in start.state.items() if key in own or not key.startswith("aux.")}
    state |= {key: own[key] for key in fresh}
    for key in [*own, *state]:
        reason = mismatch(key, state, own)
        if reason:
            raise BadCheckpoint("error.checkpoint", path=start.name, reason=reason)
    network.load_state_dict(state)
    return is_same


def _fits(state: dict[str, Tensor], own: dict[str, Tensor]) -> bool:
    """Whether the head of a file without a card has as many classes."""
    return all(key in state and state[key].shape == own[key].shape for key in own if key.startswith(HEAD))


def check_split(dataset: Dataset, config: TrainConfig) -> None:
    """Refuses held-out images that cannot be had.

    Raises:
        UserError: more are to be drawn than there are, or some although the data set comes with its own.
    """
    images, count, own = len(dataset.train), config.validation_images, dataset.held_out
    if own is not None and count:
        raise UserError(
            "pictures.held_out_twice", field="validation_images", count=count, name=config.dataset, own=len(own)
        )
    if count > images - 2:
        raise refused("validation_images", count, f"0 to {images - 2} of {config.dataset}")


def check_start(config: TrainConfig, card: Card) -> None:
    """Refuses a run before it has a folder, for what its process would refuse; only shapes are looked at.

    Args:
        card: that the run would have.
    Raises:
        UserError: the images are too small, there is no block `freeze_until`, or the weights to start from are those of
            another network.
    """
    image, smallest = card.preprocess.channels, min(config.image_size, *config.size_schedule, card.preprocess.size_px)
    report(card.spec, (image, smallest, smallest), num_classes=len(card.classes))
    network = _shapes(card)
    if config.freeze_until is not None:
        look_up(network.blocks, config.freeze_until, "error.block")
    start = card_of_start(config.init_from) if config.init_from else None
    if start:
        load_start(Start(name_of_start(config.init_from), start, _shapes(start).state_dict()), network, card.classes)


def _shapes(card: Card) -> Network:
    how = {"num_classes": len(card.classes), "in_channels": card.preprocess.channels, "aux_heads": card.aux_heads}
    with torch.device("meta"):
        return Network(card.spec, **how)


def freeze(network: Network, until: str | None) -> None:
    """Keeps weights and BN statistics of the layers up to the block `until` as they are; None: of none.

    Raises:
        UnknownName: there is no such block.
    """
    if until is None:
        return
    look_up(network.blocks, until, "error.block")
    for name, layer in network.layers.named_children():
        layer.requires_grad_(False).eval()
        if name == until:
            return
