"""One cache for costly results: bounded in number and in memory, locked, with the inputs as keys."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from dataclasses import fields, is_dataclass
from threading import Lock
from typing import TypeVar

import numpy as np
from PIL import Image
from torch import Tensor, nn

Value = TypeVar("Value")
KEY_OVERHEAD = 256  # bytes of an entry beside its value, estimated
LARGE = (
    2 * 2**20
)  # bytes of what goes first: all activations of an image take one pass, small maps may have taken minutes


class Cache:
    """A least-recently-used cache, of which what is large goes first. Safe to use from several threads.

    Args:
        entries: how many at most.
        megabytes: of all values at most; a single value that is larger is returned but not kept.
    """

    def __init__(self, entries: int = 512, megabytes: int = 256):
        self._most_entries, self._most_bytes = entries, megabytes * 2**20
        self._kept: OrderedDict[Hashable, tuple[object, int]] = OrderedDict()
        self._under_way: dict[Hashable, Future] = {}
        self._bytes, self._lock = 0, Lock()

    def get(self, key: Hashable, compute: Callable[[], Value]) -> Value:
        """Returns the value of `key`, from `compute()` where it is not cached.

        Of several threads one computes, the others wait; where it is cancelled, another one computes. An error is raised in
        all of them and not kept. The value is shared and must not be changed. `compute` may get other keys, not its own.
        """
        while True:
            with self._lock:
                if key in self._kept:
                    self._kept.move_to_end(key)
                    return self._kept[key][0]
                others = self._under_way.get(key)
                if others is None:
                    future = self._under_way[key] = Future()
                    break
            with suppress(CancelledError):  # who computed it does not want it any more: the next one does
                return others.result()
        try:
            value = compute()
        except BaseException as error:
            with self._lock:
                self._end(key, future)
            future.set_exception(error)
            raise
        with self._lock:
            if self._end(key, future):
                self._keep(key, value)
        future.set_result(value)
        return value

    def peek(self, key: Hashable) -> object | None:
        """Returns the value of `key` where it is cached; else None."""
        with self._lock:
            return self._kept[key][0] if key in self._kept else None

    def _end(self, key: Hashable, future: Future) -> bool:
        """Ends a computation; whether its value is to be kept, as it is unless it was dropped meanwhile."""
        is_wanted = self._under_way.get(key) is future
        if is_wanted:
            del self._under_way[key]
        return is_wanted

    def _keep(self, key: Hashable, value: object) -> None:
        size = size_of(value) + KEY_OVERHEAD
        if size > self._most_bytes:
            return
        self._kept[key] = (value, size)
        self._bytes += size
        while self._bytes > self._most_bytes or len(self._kept) > self._most_entries:
            others = [one for one in self._kept if one != key]
            large = (one for one in others if self._kept[one][1] > LARGE)
            self._bytes -= self._kept.pop(next(large, others[0]))[1]

    def drop(self, part: Hashable) -> None:
        """Removes the entries whose key has `part` in it; what is being computed of them is not kept."""
        with self._lock:
            for key in [one for one in self._kept if isinstance(one, tuple) and part in one]:
                self._bytes -= self._kept.pop(key)[1]
            for key in [one for one in self._under_way if isinstance(one, tuple) and part in one]:
                del self._under_way[key]

    def clear(self) -> None:
        """Removes every entry."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def bytes(self) -> int:
        """Memory of the entries, as `size_of` counts."""
        return self._bytes


CACHE = Cache()


def size_of(value: object) -> int:
    """Returns the memory of a value in bytes: of arrays, tensors, pictures and bytes, summed over containers."""
    if isinstance(value, np.ndarray | Tensor):
        return value.nbytes
    if isinstance(value, bytes | bytearray | str):
        return len(value)
    if isinstance(value, Image.Image):
        return value.width * value.height * len(value.getbands())
    if is_dataclass(value):
        return sum(size_of(getattr(value, one.name)) for one in fields(value))
    if isinstance(value, Mapping):
        value = (*value.keys(), *value.values())
    return sum(map(size_of, value)) if isinstance(value, list | tuple) else 8


def digest_of_weights(network: nn.Module) -> str:
    """Returns a key for a network's weights and buffers; equal digests are equal weights."""
    digest = hashlib.blake2b(digest_size=16)
    for name, tensor in network.state_dict().items():
        digest.update(f"{name} {tuple(tensor.shape)}".encode())
        digest.update(tensor.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()
