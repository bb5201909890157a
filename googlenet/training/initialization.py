"""How a run begins: its data, another's weights with a new head where the classes differ, and frozen layers."""

from collections.abc import Callable

import torch
from torch import Tensor

from googlenet.common.errors import BadCheckpoint, UserError, look_up
from googlenet.data.dataset import Dataset, StreamedDataset, load_dataset
from googlenet.data.streaming import check_trainable
from googlenet.networks.accounting import report
from googlenet.networks.checkpoint import Card, mismatch
from googlenet.networks.network import Network
from googlenet.training.config import TrainConfig, refused
from googlenet.training.pretrained import Start, card_of_start, name_of_start

HEAD = "fc."


def dataset_of(config: TrainConfig, card: Card | None = None, read: Callable[..., Dataset] | None = None) -> Dataset:
    """The run's data set, with the channels, mean and deviation of the weights that it starts from.

    Args:
        card: of the run, where it has begun; then `init_from` is not read.
        read: what reads it, by name, side and order of classes; None: `load_dataset`. `outline_dataset` reads no image.
    Raises:
        UserError: the data set or the weights are missing.
    """
    dataset = (read or load_dataset)(config.dataset, config.image_size, card.classes if card else ())
    if card is None and config.init_from:
        card = card_of_start(config.init_from)
    return dataset.fitted(card.preprocess) if card else dataset


def source_of(config: TrainConfig, dataset: Dataset) -> str:
    """The sentence in a run's card that says where its weights come from.

    A folder of pictures counts them, so that `prepare` notices when it has changed.
    """
    count = f" ({len(dataset.train):,} pictures)" if isinstance(dataset, StreamedDataset) else ""
    source = f"trained on {dataset.name}{count} by recipe {config.recipe}"
    if config.init_from:
        source += f", fine-tuned from {name_of_start(config.init_from)}"
    if config.freeze_until:
        source += f", everything up to {config.freeze_until} frozen"
    return source


def load_start(start: Start, network: Network, classes: tuple[str, ...]) -> bool:
    """Loads `start` into `network`, every key of the same shape; a head for other classes stays as initialized.

    Auxiliary heads are loaded where both have them: they help to train and are not part of a prediction.

    Returns:
        Whether the head was loaded too.
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
    """Raises where `dataset` cannot be trained on, or `validation_images` not be drawn from it.

    Raises:
        UserError: more are to be drawn than there are, or some although the data set comes with its own.
        DataMissing: a class that is streamed has nothing to train on.
    """
    if isinstance(dataset, StreamedDataset):
        check_trainable(dataset.name, dataset.classes, dataset.train)
    images, count, own = len(dataset.train), config.validation_images, dataset.held_out
    if own is not None and count:
        raise UserError(
            "pictures.held_out_twice", field="validation_images", count=count, name=config.dataset, own=len(own)
        )
    if count > images - 2:
        raise refused("validation_images", count, f"0 to {images - 2} of {config.dataset}")


def check_start(config: TrainConfig, card: Card) -> None:
    """Raises what the run's process would raise later, before there is a folder; compares shapes alone.

    Args:
        card: the one that the run would have.
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
    """Freezes weights and BN statistics of the layers up to and with the block `until`; None: of no layer.

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
