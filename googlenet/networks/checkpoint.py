"""Weights and JSON on disk: safetensors, written to a temporary name, flushed, renamed."""

import json
import os
import threading
import time
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor, nn

from googlenet.common.errors import BadCheckpoint, UserError

TRIES, PAUSE_SECONDS = 20 if os.name == "nt" else 0, 0.05


def write_atomically(path: Path, data: bytes) -> None:
    """Writes `data` so that `path` holds either all of it or what stood there before, also after a crash.

    Raises:
        OSError: the disk is full or the folder cannot be written; nothing partial stays.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _put_in_place(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _put_in_place(temporary: Path, path: Path) -> None:
    """Windows refuses while anybody reads the old file, a virus scanner too: then once more, for about a second."""
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
    """The JSON object in `path`.

    Raises:
        BadCheckpoint: there is no such file, or it holds something else.
    """
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise BadCheckpoint("error.checkpoint", path=path, reason=_why(error)) from None
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
    """Key -> tensor as the bytes of a safetensors file."""
    return save(state)


def read_weights(path: Path) -> dict[str, Tensor]:
    """The tensors of a safetensors file, floating point as float32. No pickle is ever read.

    Raises:
        BadCheckpoint: there is no such file, it is damaged or foreign, or a number in it is not finite.
    """
    try:
        state = load(path.read_bytes())
    except (OSError, SafetensorError, ValueError) as error:
        raise BadCheckpoint("error.checkpoint", path=path, reason=_why(error)) from None
    state = {key: value.float() if value.is_floating_point() else value for key, value in state.items()}
    for key, value in state.items():
        if not torch.isfinite(value).all():
            raise BadCheckpoint("error.checkpoint", path=path, reason=UserError("error.why.finite", name=key))
    return state


def load_weights(path: Path, network: nn.Module) -> None:
    """Fills `network` from a safetensors file: every key, every shape, every type.

    Raises:
        BadCheckpoint: as `read_weights`, or the tensors are not this network's; the network is left as it was.
    """
    state, own = read_weights(path), network.state_dict()
    for key in [*own, *state]:
        reason = mismatch(key, state, own)
        if reason:
            raise BadCheckpoint("error.checkpoint", path=path, reason=reason)
    network.load_state_dict(state)


def mismatch(key: str, state: dict[str, Tensor], own: dict[str, Tensor]) -> UserError | None:
    """Why the file's tensor `key` is not the network's, or None."""
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


def _why(error: Exception) -> object:
    """An error's own words; a file's without number and path, which the sentence has."""
    return getattr(error, "strerror", None) or error
