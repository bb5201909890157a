"""Zips and folders of small pictures for tests, sound and hostile; entries that no tool would write are made by hand."""

import io
import stat
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image


def png(seed: int, *, side: int = 24, grey: bool = False) -> bytes:
    """A small picture of smooth noise, another for each seed."""
    shape = (6, 6) if grey else (6, 6, 3)
    levels = np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(levels).resize((side, side), Image.Resampling.BILINEAR).save(file, "PNG")
    return file.getvalue()


def sound(*, classes: str = "ab", each: int = 5, under: str = "", grey: bool = False) -> dict[str, bytes]:
    """Name -> bytes of `each` pictures for each class, each picture another."""
    return {
        f"{under}{label}/{number}.png": png(1000 * place + number, grey=grey)
        for place, label in enumerate(classes)
        for number in range(each)
    }


def divided(parts: dict[str, int], under: str = "") -> dict[str, bytes]:
    """Name -> bytes of so many pictures of the classes a and b in each part, each picture another."""
    return {
        f"{under}{part}/{label}/{number}.png": png(10_000 * place + 100 * ord(label) + number)
        for place, (part, each) in enumerate(parts.items())
        for label in "ab"
        for number in range(each)
    }


def zipped(path: Path, files: dict, compression: int = zipfile.ZIP_STORED) -> Path:
    """A zip of these files; a name may be a `ZipInfo`."""
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def on_disk(folder: Path, files: dict[str, bytes]) -> Path:
    """A folder of these files."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def link(name: str) -> zipfile.ZipInfo:
    """An entry that unpacks to a symbolic link."""
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def renamed(path: Path, before: bytes, after: bytes) -> Path:
    """The zip with a name written over by as many raw bytes of any encoding, in both its places."""
    assert len(before) == len(after)
    path.write_bytes(path.read_bytes().replace(before, after))
    return path
