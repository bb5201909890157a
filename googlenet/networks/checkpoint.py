"""Checkpoints on disk: weights as safetensors, and beside them a card in JSON, from which the network is rebuilt.

Every file is written to a temporary name, flushed and renamed, so that a crash leaves no partial file.
"""

import json
import math
import os
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor, nn

from googlenet.common.errors import BadCheckpoint, UserError
from googlenet.common.results import Preprocess
from googlenet.networks.spec import Spec, check_groups, spec_from_dict, spec_to_dict

TRIES, PAUSE_SECONDS = 20 if os.name == "nt" else 0, 0.05


def write_atomically(path: Path, data: bytes) -> None:
    """Writes `data` so that `path` holds either all of it or its former content, also after a crash.

    Raises:
        OSError: the disk is full or the folder cannot be written; nothing partial stays.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _replace(temporary: Path, path: Path) -> None:
    """Renames; tries again for about a second on Windows, which refuses while a virus scanner reads the old file."""
    for _ in range(TRIES):
        try:
            os.replace(temporary, path)
        except PermissionError:
            time.sleep(PAUSE_SECONDS)
        else:
            return
    os.replace(temporary, path)


def write_json(path: Path, value: dict) -> None:
    """Writes `value` atomically."""
    write_atomically(path, json.dumps(value, indent=1, ensure_ascii=False).encode() + b"\n")


def read_json(path: Path) -> dict:
    """Returns the JSON object in `path`.

    Raises:
        BadCheckpoint: there is no such file, or it holds something else.
    """
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise BadCheckpoint("error.checkpoint", path=path, reason=_reason(error)) from None
    if not isinstance(value, dict):
        raise BadCheckpoint("error.checkpoint", path=path, reason=UserError("error.why.object"))
    return value


def save_weights(path: Path, network: nn.Module, *, half: bool = False) -> None:
    """Writes the network's state, atomically.

    Args:
        half: convolution and linear weights as float16, half the size; all else as it is.
    """
    small = {f"{name}.weight" for name, m in network.named_modules() if isinstance(m, nn.Conv2d | nn.Linear)}
    state = {
        key: (tensor.half() if half and key in small else tensor).detach().cpu().contiguous()
        for key, tensor in network.state_dict().items()
    }
    write_atomically(path, save(state))


def as_file(state: dict[str, Tensor]) -> bytes:
    """Returns key -> tensor as the bytes of a safetensors file."""
    return save(state)


def read_weights(path: Path) -> dict[str, Tensor]:
    """Returns the tensors of a safetensors file, floating point as float32. Reads no pickle.

    Raises:
        BadCheckpoint: there is no such file, it is damaged or foreign, or a number in it is not finite.
    """
    try:
        state = load(path.read_bytes())
    except (OSError, SafetensorError, ValueError) as error:
        raise BadCheckpoint("error.checkpoint", path=path, reason=_reason(error)) from None
    state = {key: value.float() if value.is_floating_point() else value for key, value in state.items()}
    for key, value in state.items():
        if not torch.isfinite(value).all():
            raise BadCheckpoint("error.checkpoint", path=path, reason=UserError("error.why.finite", name=key))
    return state


def load_weights(path: Path, network: nn.Module) -> None:
    """Fills `network` from a safetensors file: every key, every shape, every type.

    Raises:
        BadCheckpoint: as `read_weights`, or the tensors are not this network's; the network is not changed.
    """
    state, own = read_weights(path), network.state_dict()
    for key in [*own, *state]:
        reason = mismatch(key, state, own)
        if reason:
            raise BadCheckpoint("error.checkpoint", path=path, reason=reason)
    network.load_state_dict(state)


def mismatch(key: str, state: dict[str, Tensor], own: dict[str, Tensor]) -> UserError | None:
    """Returns why the file's tensor `key` is not the network's, or None."""
    if key not in state:
        return UserError("error.why.missing", name=key)
    if key not in own:
        return UserError("error.why.foreign", name=key)
    given, wanted = state[key], own[key]
    if given.shape != wanted.shape:
        return UserError("error.why.shape", name=key, given=tuple(given.shape), wanted=tuple(wanted.shape))
    if given.dtype != wanted.dtype:
        return UserError("error.why.type", name=key, given=given.dtype, wanted=wanted.dtype)
    return None


def _reason(error: Exception) -> object:
    """Returns an error's message; of a system error without number and path, which the sentence has already."""
    return getattr(error, "strerror", None) or error


@dataclass(frozen=True)
class Card:
    """What rebuilds a network and its input: a run's `config.json`, or the JSON file beside shipped weights.

    Attributes:
        spec: the network's table.
        classes: names, in class order.
        preprocess: how an image becomes an input.
        aux_heads: whether the weights hold the auxiliary heads.
        config: how it was trained, as `googlenet.training.config.config_to_dict` writes it.
        figures: measured numbers by name, `test_accuracy` (fraction) and `test_images` among them; empty in training.
        licence, source: of the weights.
    """

    spec: Spec
    classes: tuple[str, ...]
    preprocess: Preprocess
    aux_heads: bool = False
    config: dict = field(default_factory=dict)
    figures: dict = field(default_factory=dict)
    licence: str = "MIT"
    source: str = ""


def card_to_dict(card: Card) -> dict:
    """Returns `card` as plain JSON values."""
    return asdict(card) | {"spec": spec_to_dict(card.spec)}


def write_card(path: Path, card: Card) -> None:
    """Writes `card` as JSON, atomically."""
    write_json(path, card_to_dict(card))


def read_card(path: Path) -> Card:
    """Returns the card in the JSON file `path`.

    Raises:
        BadCheckpoint: there is no such file, or it is not a card.
    """
    data = read_json(path)
    try:
        card = Card(
            spec=spec_from_dict(data["spec"]),
            classes=_class_names(data["classes"]),
            preprocess=_preprocess_from_dict(data["preprocess"]),
            aux_heads=bool(data["aux_heads"]),
            config=dict(data["config"]),
            figures=dict(data["figures"]),
            licence=str(data["licence"]),
            source=str(data["source"]),
        )
        check_groups(card.spec.layers, card.preprocess.channels)
    except KeyError as error:
        raise BadCheckpoint("error.checkpoint", path=path, reason=UserError("error.why.card_key", name=error)) from None
    except (UserError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise BadCheckpoint("error.checkpoint", path=path, reason=error) from None
    return card


def _class_names(names: list) -> tuple[str, ...]:
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        raise TypeError("classes is no list of names")
    return tuple(names)


def _preprocess_from_dict(data: dict) -> Preprocess:
    """Returns the `Preprocess` in a card.

    Raises:
        TypeError, ValueError: a field is missing, foreign or out of range.
    """
    preprocess = Preprocess(**{key: tuple(value) if isinstance(value, list) else value for key, value in data.items()})
    sides = [preprocess.size_px, preprocess.channels, 1 if preprocess.native_px is None else preprocess.native_px]
    is_sound = all(isinstance(side, int) and side >= 1 for side in sides) and all(
        len(values) == preprocess.channels and all(math.isfinite(value) for value in values)
        for values in (preprocess.mean, preprocess.std)
    )
    if not is_sound or min(preprocess.std) <= 0:
        raise ValueError(f"preprocess is {data}")
    return preprocess
