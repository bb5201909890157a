"""Data sets of people's own pictures, kept on this machine: a folder each, of `images.safetensors` and `report.json`.

They lie in `.pictures` of the runs' folder, or in $GOOGLENET_PICTURES_DIR. Their names begin with "own:".
"""

import os
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import load, save

from googlenet.common.errors import BadCheckpoint, DataMissing
from googlenet.common.owners import FILE as OWNER
from googlenet.common.owners import hash_of, sees
from googlenet.data.file_names import plain_name
from googlenet.data.picture_folders import (
    OWN_MACHINE,
    PARTS,
    ArchiveLimits,
    ImageArrays,
    ImportOptions,
    Report,
    fingerprint,
    gather,
)
from googlenet.networks.checkpoint import read_json, write_atomically, write_json

PREFIX = "own:"
NAME = re.compile(r"[^\W_][\w.-]{0,63}")
IMAGES, REPORT = "images.safetensors", "report.json"
ARRAYS = tuple(f"{part}_{kind}" for part in PARTS for kind in ("pixels", "labels"))


def root() -> Path:
    """Returns the folder that holds all of them."""
    given = os.environ.get("GOOGLENET_PICTURES_DIR")
    return Path(given) if given else Path(os.environ.get("GOOGLENET_RUNS_DIR", "runs")) / ".pictures"


def names(token: str = "") -> list[str]:
    """Returns the names of the data sets that the holder of `token` may see, the newest first."""
    found = [path.parent for path in root().glob(f"*/{REPORT}") if NAME.fullmatch(path.parent.name)]
    found = [path for path in found if sees(path, token)]
    return [PREFIX + path.name for path in sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)]


def is_name(name: str) -> bool:
    """Whether `name` has the form of these data sets' names."""
    return name.startswith(PREFIX)


def folder(name: str) -> Path:
    """Returns the folder of the data set called `name`; never one outside `root()`.

    Raises:
        DataMissing: there is none.
    """
    inner = name.removeprefix(PREFIX)
    if not is_name(name) or not NAME.fullmatch(inner) or not (root() / inner / REPORT).is_file():
        raise DataMissing("pictures.unknown", name=repr(name)[:80])
    return root() / inner


def keep(
    path: Path,
    options: ImportOptions | None = None,
    *,
    limits: ArchiveLimits = OWN_MACHINE,
    title: str = "",
    owner: str | None = None,
    progress: Callable[[int, int], None] = lambda *_: None,
    classes: tuple[str, ...] = (),
) -> str:
    """Imports the folder or zip at `path` unless it is stored already, and returns the data set's name.

    Args:
        title: its name; "": that of the folder or zip.
        owner: the owner's token; None: it belongs to everybody.
        progress: called with (done, all) before each picture; an exception in it stops the import, nothing is kept.
        classes: as in `gather`.
    Raises:
        DataMissing: as `gather`, or the disk is full.
    """
    options, path = options or ImportOptions(), Path(path)
    mark = fingerprint(path, options, limits, hash_of(owner) if owner else "")
    stem = re.sub(r"[^\w-]+", "-", plain_name(title or (path.name if path.is_dir() else path.stem))).strip("-_")
    final = root() / f"{stem[:40] or 'pictures'}-{mark}"
    if (final / REPORT).is_file():
        return PREFIX + final.name
    _write(gather(path, options, limits, progress, classes), final, owner)
    return PREFIX + final.name


def _write(arrays: ImageArrays, final: Path, owner: str | None) -> None:
    """Writes the data set to a temporary folder that is renamed to `final`, so that all of it is there or nothing."""
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=final.parent, prefix=".") as made:
            inner = Path(made) / "made"
            inner.mkdir()
            write_atomically(
                inner / IMAGES, save({name: np.ascontiguousarray(getattr(arrays, name)) for name in ARRAYS})
            )
            if owner:
                write_atomically(inner / OWNER, hash_of(owner).encode())
            write_json(inner / REPORT, asdict(arrays.report))
            if not final.exists():  # another process may have imported the same meanwhile
                os.replace(inner, final)
    except OSError as error:
        if not (final / REPORT).is_file():
            raise DataMissing("pictures.unwritable", reason=error.strerror or error) from None


def read_report(name: str) -> Report:
    """Returns the report of the data set called `name`.

    Raises:
        DataMissing: there is none, or it is damaged.
    """
    path = folder(name) / REPORT
    try:
        data = read_json(path)
        skipped = {reason: (count, tuple(names)) for reason, (count, names) in data["skipped"].items()}
        data.setdefault("held_out_counts", [0] * len(data["classes"]))  # absent from reports of older versions
        lists = ("classes", *(f"{part}_counts" for part in PARTS), "mean", "std")
        return Report(**data | {"skipped": skipped} | {key: tuple(data[key]) for key in lists})
    except (BadCheckpoint, LookupError, TypeError, ValueError, AttributeError) as error:
        raise DataMissing("pictures.broken", path=path, reason=error) from None


def read_images(name: str) -> ImageArrays:
    """Returns the pictures and the report of the data set called `name`.

    Raises:
        DataMissing: there is none, or it is damaged.
    """
    path, report = folder(name) / IMAGES, read_report(name)
    try:
        arrays = _none_held_out(report) | load(path.read_bytes())
        found = ImageArrays(**{key: arrays[key] for key in ARRAYS}, report=report)
    except (OSError, SafetensorError, LookupError, ValueError, TypeError) as error:
        raise DataMissing("pictures.broken", path=path, reason=error) from None
    if not _is_sound(found):
        raise DataMissing("pictures.broken", path=path, reason="pictures and labels do not fit the report")
    return found


def check_images(name: str) -> Report:
    """Returns the report of the data set called `name`, after a look at the header of its pictures alone.

    Raises:
        DataMissing: there is none, or the file has not as many pictures of that size.
    """
    path, report = folder(name) / IMAGES, read_report(name)
    try:
        with safe_open(path, "np") as file:
            shapes = {key: tuple(file.get_slice(key).get_shape()) for key in file.keys()}  # noqa: SIM118 it is no dict
    except (OSError, SafetensorError) as error:
        raise DataMissing("pictures.broken", path=path, reason=error) from None
    for part in PARTS:
        count, sides = sum(getattr(report, f"{part}_counts")), (report.channels, report.side_px, report.side_px)
        for key, shape in ((f"{part}_pixels", (count, *sides)), (f"{part}_labels", (count,))):
            if shapes.get(key, (0, *shape[1:])) != shape:  # an older version stored no held-out pictures
                raise DataMissing("pictures.broken", path=path, reason="pictures and labels do not fit the report")
    return report


def _none_held_out(report: Report) -> dict[str, np.ndarray]:
    """Returns empty arrays for the held-out pictures of a data set stored by an older version, which has none."""
    shape = (0, report.channels, report.side_px, report.side_px)
    return {"held_out_pixels": np.empty(shape, np.uint8), "held_out_labels": np.empty(0, np.int64)}


def _is_sound(found: ImageArrays) -> bool:
    report, shape = found.report, (found.report.channels, found.report.side_px, found.report.side_px)
    parts = ([getattr(found, f"{part}_pixels"), getattr(found, f"{part}_labels")] for part in PARTS)
    expected = (getattr(report, f"{part}_counts") for part in PARTS)
    return all(
        pixels.dtype == np.uint8
        and pixels.shape == (len(labels), *shape)
        and labels.dtype == np.int64
        and labels.min(initial=0) >= 0
        and tuple(np.bincount(labels, minlength=len(report.classes)).tolist()) == tuple(counts)
        for (pixels, labels), counts in zip(parts, expected, strict=True)
    )


def delete(name: str) -> None:
    """Deletes a data set; runs that were trained on it stay, but cannot be resumed.

    Raises:
        DataMissing: there is none.
    """
    shutil.rmtree(folder(name), ignore_errors=True)
