"""Classifiers: networks with weights, class names and preprocessing, loaded by name or from a run folder."""

import hashlib
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from googlenet.common.errors import BadCheckpoint, UnknownName
from googlenet.common.files import ASSETS
from googlenet.common.results import Preprocess
from googlenet.networks import torchvision_weights
from googlenet.networks.checkpoint import Card, load_weights, read_card
from googlenet.networks.devices import keep_float32, pick_device
from googlenet.networks.network import Network, seeded
from googlenet.networks.registry import NETWORKS, SHIPPED, UNTRAINED, find_spec, list_models, list_untrained
from googlenet.networks.spec import Spec

__all__ = [  # the tables and their names are those of `registry`
    "NETWORKS",
    "Classifier",
    "create_model",
    "find_spec",
    "find_weights",
    "list_models",
    "list_weights",
    "load_classifier",
]

LFS_POINTER = b"version https://git-lfs"
WEIGHTS_FOLDER = ASSETS / "weights"


def create_model(
    name: str | Spec, *, num_classes: int = 10, in_channels: int = 3, aux_heads: bool = False, seed: int | None = None
) -> Network:
    """Returns a network with fresh weights, in training mode.

    Args:
        name: one of `list_models()`, or a `Spec`.
        num_classes: K of the logits.
        in_channels: C of the images; 1 for grey ones.
        aux_heads: with the table's auxiliary heads (see `Network.forward_with_aux`).
        seed: the same seed gives the same weights; the global random state is not changed.

    Raises:
        UnknownName: there is no such network.
        UserError: the groups of a convolution do not divide its channels.
    """
    spec = find_spec(name)
    with nullcontext() if seed is None else seeded(seed):
        return Network(spec, num_classes=num_classes, in_channels=in_channels, aux_heads=aux_heads)


@dataclass(frozen=True)
class Classifier:
    """A network with weights, and all that is needed to use it.

    Attributes:
        name: of the weights (`network.tag`), or the run folder.
        network: in eval mode, float32, channels_last, without gradients; shared, so put hooks on a `replica`.
        card: table, classes, preprocessing, figures, licence.
        digest: of the weights' file; equal digests are equal weights.
        device: where the network is.
    """

    name: str
    network: Network
    card: Card
    digest: str
    device: torch.device

    @property
    def classes(self) -> tuple[str, ...]:
        """Class names, in class order."""
        return self.card.classes

    @property
    def preprocess(self) -> Preprocess:
        """How an image becomes an input."""
        return self.card.preprocess


def list_weights() -> list[str]:
    """Returns the names of the weights that ship, which `load_classifier` takes."""
    return sorted(path.stem for path in WEIGHTS_FOLDER.glob("*.safetensors"))


def load_classifier(name: str | Path, device: str = "cpu") -> Classifier:
    """Returns the classifier called `name`, or the one in a run folder.

    Args:
        name: of weights that ship (`list_weights`, needs no internet), of torchvision's ImageNet weights
            (`torchvision_weights.SOURCES`, downloaded once), of fresh weights (`list_untrained`), or a run folder.
        device: where the network goes: see `devices.pick_device`. On a CUDA card TF32 is switched off, for this process.
    Raises:
        UnknownName: there are no such weights and no such folder.
        DataMissing: torchvision's weights are not here and cannot be downloaded.
        BadCheckpoint: the weights or their card are damaged, foreign or incomplete.
    """
    if name in torchvision_weights.SOURCES:
        state, digest = torchvision_weights.read(name)
        card = torchvision_weights.card_of(name)
        network = create_model(card.spec, num_classes=len(card.classes), seed=0)
        network.load_state_dict(state)
    elif name in list_untrained():
        card, digest = untrained_card(name), hashlib.sha256(name.encode()).hexdigest()
        network = create_model(card.spec, num_classes=len(card.classes), in_channels=card.preprocess.channels, seed=0)
    else:
        network, card, digest = _read(*find_weights(name))
    chosen = pick_device(device)
    keep_float32(chosen)
    network.requires_grad_(False).eval().to(chosen, memory_format=torch.channels_last)
    return Classifier(str(name), network, card, digest, chosen)


def untrained_card(name: str) -> Card:
    """Returns the card of fresh weights: grey images and classes of Fashion-MNIST, at the network's own size."""
    spec, trained = find_spec(name.removesuffix(UNTRAINED)), read_card(WEIGHTS_FOLDER / f"{SHIPPED}.json")
    preprocess = replace(trained.preprocess, size_px=spec.image_size)
    return Card(spec, trained.classes, preprocess, source="fresh weights, seed 0: nothing is learned")


def load_files(card_path: Path, weights_path: Path) -> Classifier:
    """Returns the classifier of a card and of weights that fit it, those of one epoch of a run for example; on the CPU.

    Raises:
        BadCheckpoint: they are damaged, foreign or incomplete.
    """
    network, card, digest = _read(card_path, weights_path)
    network.requires_grad_(False).eval().to(memory_format=torch.channels_last)
    return Classifier(str(weights_path), network, card, digest, torch.device("cpu"))


def _read(card_path: Path, weights_path: Path) -> tuple[Network, Card, str]:
    card = read_card(card_path)
    try:
        network = Network(
            card.spec, num_classes=len(card.classes), in_channels=card.preprocess.channels, aux_heads=card.aux_heads
        )
    except (LookupError, TypeError, ValueError, RuntimeError) as error:  # a table that names impossible layers
        raise BadCheckpoint("error.checkpoint", path=card_path, reason=error) from None
    content, recorded = weights_path.read_bytes(), weights_path.with_suffix(".sha256")
    if content.startswith(LFS_POINTER):  # a clone without Git LFS has these few lines in the place of the file
        raise BadCheckpoint("error.lfs_pointer", path=weights_path)
    digest = hashlib.sha256(content).hexdigest()
    if recorded.is_file() and recorded.read_text(encoding="ascii", errors="replace").split()[:1] != [digest]:
        raise BadCheckpoint("error.checkpoint", path=weights_path, reason=f"its SHA-256 is not that in {recorded.name}")
    load_weights(weights_path, network)
    return network, card, digest


def find_weights(name: str | Path) -> tuple[Path, Path]:
    """Returns the files (card, weights) of the weights called `name`, or of a run folder.

    Raises:
        UnknownName: there are no such weights and no such folder.
        BadCheckpoint: the folder has no weights yet.
    """
    if str(name) in list_weights():
        return WEIGHTS_FOLDER / f"{name}.json", WEIGHTS_FOLDER / f"{name}.safetensors"
    folder = Path(name)
    if not folder.is_dir():
        accepted = ", ".join([*list_weights(), *torchvision_weights.SOURCES, *list_untrained()])
        raise UnknownName("error.weights", name=repr(str(name)), accepted=accepted)
    if not (folder / "best.safetensors").is_file():
        raise BadCheckpoint("error.checkpoint", path=folder, reason="no epoch is finished yet")
    return folder / "config.json", folder / "best.safetensors"
