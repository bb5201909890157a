"""What a file holds, as digests and JSON, so that two can be compared."""

import hashlib
import json
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.recorder import normal


def tensors(path: Path) -> dict:
    """Type, shape and digest of each tensor of a safetensors file, and what is written beside them."""
    data = path.read_bytes()
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    beside = normal.value(header.pop("__metadata__", {}))
    body = data[8 + length :]
    return {
        "beside": beside,
        "all": hashlib.sha256(body).hexdigest(),
        "tensors": {
            name: f"{one['dtype']} {one['shape']} {_digest(body[slice(*one['data_offsets'])])}"
            for name, one in sorted(header.items())
        },
    }


def of(path: Path) -> object:
    """What `path` holds, by its kind; None where there is no such file."""
    reader = READERS.get(path.suffix, lambda path: {"bytes": path.stat().st_size})
    return reader(path) if path.exists() else None


def _text(path: Path) -> object:
    return normal.printed(path.read_text(encoding="utf-8"))


def _arrays(path: Path) -> dict:
    with np.load(path, allow_pickle=False) as arrays:
        return {name: _array(arrays[name]) for name in sorted(arrays.files)}


def _picture(path: Path) -> str:
    with Image.open(path) as image:
        return _array(np.asarray(image))


def _members(path: Path) -> dict:
    with zipfile.ZipFile(path) as file:
        return {one.filename: [one.file_size, f"{one.CRC:08x}"] for one in file.infolist()}


READERS = {
    ".safetensors": tensors,
    ".npz": _arrays,
    ".png": _picture,
    ".zip": _members,
    ".json": _text,
    ".jsonl": _text,
}


def _array(array: np.ndarray) -> str:
    return f"{array.dtype} {list(array.shape)} {_digest(np.ascontiguousarray(array).tobytes())}"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
