"""Data sets too large for memory: pictures are read from disk by worker processes, ahead of the training steps."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import torch
from torch import Tensor
from torch.utils.data import DataLoader

from googlenet.common.errors import BadImage, DataMissing
from googlenet.common.results import Preprocess
from googlenet.data.archives import is_junk
from googlenet.data.file_names import natural
from googlenet.data.images import open_image, to_pixels
from googlenet.data.picture_folders import ENDINGS, MOST_LISTED

PREFIX = "stream:"
TRAIN, VALIDATION, TEST = ("train", "training"), ("val", "valid", "validation"), ("test", "testing")
CHANNELS = 3
DAMAGED = -1  # the label of a picture that cannot be read
MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)  # of ImageNet, as torchvision's networks take them


@dataclass(frozen=True)
class Streamed(torch.utils.data.Dataset):
    """Labelled pictures on disk; an item is a picture, (3, side, side) uint8, and its class index.

    Has the interface of `googlenet.data.dataset.Images`: a length, slices, index tensors, a device.

    Attributes:
        paths: N files.
        labels: (N,) int64, on the device that batches are moved to.
        side_px: of the square that is kept of each: the shorter side is resized to 8/7 of it, then the centre cropped.
        damaged: files that could not be read so far; all parts and slices of one tree share it.
        workers: processes that read.
    """

    paths: tuple[str, ...]
    labels: Tensor
    side_px: int
    damaged: set[str] = field(default_factory=set, compare=False)
    workers: int = field(default_factory=lambda: min(8, os.cpu_count() or 1))

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, which: int | slice | Tensor) -> "tuple[Tensor, int] | Streamed":
        if isinstance(which, int):
            pixels = self._read(self.paths[which])
            return pixels, DAMAGED if pixels is self._black else int(self.labels[which])
        numbers = range(len(self))[which] if isinstance(which, slice) else which.tolist()
        return replace(self, paths=tuple(self.paths[number] for number in numbers), labels=self.labels[which])

    def _read(self, path: str) -> Tensor:
        try:
            return to_pixels(open_image(Path(path)), Preprocess(self.side_px, CHANNELS, MEAN, STD))
        except BadImage:
            self.damaged.add(path)
            return self._black

    @cached_property
    def _black(self) -> Tensor:
        return torch.zeros(CHANNELS, self.side_px, self.side_px, dtype=torch.uint8)

    @property
    def pixels(self) -> Tensor:
        """All pictures, (N, 3, side, side) uint8, read at once: for small selections. Damaged ones are black."""
        return torch.stack([self._read(path) for path in self.paths]).to(self.labels.device)

    def to(self, device: torch.device) -> "Streamed":
        """Returns the same pictures, whose batches are moved to `device`."""
        return replace(self, labels=self.labels.to(device))

    def batches(self, numbers: list[list[int]]) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
        """Yields numbers, pixels and labels of the pictures in each list of numbers, read ahead; damaged ones left out."""
        device, on_cpu = self.labels.device, replace(self, labels=self.labels.cpu())
        own = torch.Generator()  # nothing is random here: the global one, which others share, stays as it is
        read = DataLoader(on_cpu, batch_sampler=numbers, num_workers=self.workers, generator=own)
        for given, (pixels, labels) in zip(map(torch.tensor, numbers), read, strict=True):
            is_sound = labels != DAMAGED
            self.damaged.update(self.paths[number] for number in given[~is_sound])  # the workers are other processes
            moved = (one[is_sound].to(device, non_blocking=True) for one in (pixels, labels))
            yield given[is_sound], *moved


@dataclass(frozen=True)
class StreamedTree:
    """The parts of a folder tree; `held_out` is None without a folder `val` beside `train` and `test`."""

    classes: tuple[str, ...]
    train: Streamed
    test: Streamed
    held_out: Streamed | None = None


def read_tree(name: str, side_px: int, classes: tuple[str, ...] = ()) -> StreamedTree:
    """Returns the pictures in FOLDER/train/CLASS/… and test/CLASS/… or val/CLASS/… of "stream:FOLDER".

    Beside `test`, the pictures of `val` are held out.

    Args:
        classes: their order, where a run has one already; else names are sorted as people do, 2 before 10.
    Raises:
        DataMissing: there are no such folders, they are empty, or their classes differ.
    """
    root = _root(name)
    train, validation, test = (_part(root, names) for names in (TRAIN, VALIDATION, TEST))
    folders = [part for part in (train, test, validation) if part]
    found = _folders(train) if train else ()
    if len(folders) < 2 or len(found) < 2:
        raise DataMissing("pictures.stream_tree", path=root)
    for part in folders:
        if _folders(part) != found:
            differing = sorted(set(_folders(part)) ^ set(found), key=natural)
            raise DataMissing(
                "pictures.stream_classes", path=root, part=part.name, names=", ".join(differing[:MOST_LISTED])
            )
    classes = classes if set(classes) == set(found) else found
    parts = [_streamed(part, classes, side_px) for part in folders]
    parts = [replace(part, damaged=parts[0].damaged) for part in parts]
    if not all(map(len, parts)):
        raise DataMissing("pictures.stream_tree", path=root)
    return StreamedTree(classes, *parts)


def check_trainable(name: str, classes: tuple[str, ...], train: Streamed) -> None:
    """Raises where a class of "stream:FOLDER" has nothing to train on; evaluating does not need it.

    Raises:
        DataMissing: with the names of such classes.
    """
    counts = torch.bincount(train.labels, minlength=len(classes)).tolist()
    if empty := [one for one, count in zip(classes, counts, strict=True) if not count]:
        root, names = _root(name), ", ".join(empty[:MOST_LISTED])
        raise DataMissing("pictures.stream_empty", path=root, part=_part(root, TRAIN).name, names=names)


def _root(name: str) -> Path:
    return Path(name.removeprefix(PREFIX)).expanduser()


def _part(root: Path, names: tuple[str, ...]) -> Path | None:
    return next((root / name for name in names if (root / name).is_dir()), None)


def _folders(part: Path) -> tuple[str, ...]:
    found = (entry.name for entry in part.iterdir() if entry.is_dir() and not is_junk((entry.name,)))
    return tuple(sorted(found, key=natural))


def _streamed(part: Path, classes: tuple[str, ...], side_px: int) -> Streamed:
    found = [
        (os.fspath(path), index)
        for index, name in enumerate(classes)
        for path in sorted((part / name).rglob("*"))
        if path.suffix.lower() in ENDINGS and not is_junk(path.relative_to(part).parts)
    ]
    return Streamed(tuple(path for path, _ in found), torch.tensor([index for _, index in found]), side_px)
