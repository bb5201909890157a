"""Data sets by name: Fashion-MNIST and its sample, people's own pictures, and streamed folders."""

from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor

from googlenet.common.errors import DataMissing, UnknownName
from googlenet.common.results import Preprocess
from googlenet.data import own_data, streaming
from googlenet.data.fashion_mnist import (
    CLASSES,
    MEAN,
    STD,
    count_sample,
    count_split,
    find_fashion_mnist,
    read_sample,
    read_split,
)
from googlenet.data.picture_folders import PARTS, SIDES_PX, ImportOptions, Report, torch_grey


@dataclass(frozen=True)
class Images:
    """Labelled images as bytes.

    Attributes:
        pixels: (N, C, H, W) uint8.
        labels: (N,) int64, class indices.
    """

    pixels: Tensor
    labels: Tensor

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, which: slice | Tensor) -> "Images":
        return Images(self.pixels[which], self.labels[which])

    def to(self, device: torch.device) -> "Images":
        """Returns the same images on `device`."""
        return Images(self.pixels.to(device), self.labels.to(device))


@dataclass(frozen=True)
class Dataset:
    """Training and test images with their class names.

    Attributes:
        mean, std: per channel, for values in 0..1, with which the images are normalised.
        is_native: whether any picture is first resized to these images' own size, as a garment is.
        held_out: images to choose the best epoch by, where the data set comes with them; None: a run may draw some.
    """

    name: str
    classes: tuple[str, ...]
    train: Images
    test: Images
    mean: tuple[float, ...] = MEAN
    std: tuple[float, ...] = STD
    is_native: bool = True
    held_out: Images | None = None

    @property
    def channels(self) -> int:
        """C of the images: 1 for grey, 3 for RGB."""
        return self.train.pixels.shape[1]

    def preprocess(self, size_px: int) -> Preprocess:
        """Returns the preprocessing that makes these images inputs of `size_px`."""
        native_px = self.train.pixels.shape[-1] if self.is_native else None
        repeats = self.channels // len(self.mean)
        return Preprocess(size_px, self.channels, self.mean * repeats, self.std * repeats, native_px)

    def fitted(self, preprocess: Preprocess) -> "Dataset":
        """Returns the same images with the channels, mean and deviation of a network's `preprocess`."""
        parts = {"train": self.train, "test": self.test, "held_out": self.held_out}
        change = {(3, 1): _grey, (1, 3): _repeated}.get((self.channels, preprocess.channels))
        if change:
            parts = {part: None if images is None else change(images) for part, images in parts.items()}
        return replace(self, **parts, mean=preprocess.mean, std=preprocess.std)

    def in_order(self, classes: tuple[str, ...]) -> "Dataset":
        """Returns the same images with the same classes in the order of `classes`; itself where these are others."""
        if set(classes) != set(self.classes) or classes == self.classes:
            return self
        places = torch.tensor([classes.index(name) for name in self.classes])
        parts = {"train": self.train, "test": self.test, "held_out": self.held_out}
        moved = {part: images and replace(images, labels=places[images.labels]) for part, images in parts.items()}
        return replace(self, classes=classes, **moved)


class StreamedDataset(Dataset):
    """A data set that stays on disk: its parts are `googlenet.data.streaming.Streamed`."""

    @property
    def channels(self) -> int:
        """C of the images, known without reading one."""
        return streaming.CHANNELS

    def fitted(self, preprocess: Preprocess) -> "Dataset":
        """Returns the same pictures with the network's mean and deviation.

        Raises:
            DataMissing: the network takes grey pictures.
        """
        if preprocess.channels != self.channels:
            raise DataMissing("error.stream_grey", name=self.name)
        return replace(self, mean=preprocess.mean, std=preprocess.std)


def _grey(images: Images) -> Images:
    return Images(torch_grey(images.pixels), images.labels)


def _repeated(images: Images) -> Images:
    return Images(images.pixels.expand(-1, 3, -1, -1), images.labels)


def load_dataset(name: str, side_px: int = ImportOptions.side_px, classes: tuple[str, ...] = ()) -> Dataset:
    """Returns the data set `name`: one of `DATASETS`, "own:…", or the path of a folder or zip of class folders.

    "stream:FOLDER" leaves a tree that is too large for memory on disk; see `googlenet.data.streaming`.

    Args:
        side_px: of the square that is kept of each picture, where a path is given; clipped to 16 to 256.
        classes: their order, where a network was trained on them already; () for that of the data set.
    Raises:
        UnknownName: there is no such data set.
        DataMissing: it is not on this machine and could not be downloaded, or its files are damaged or not pictures.
    """
    if name in DATASETS:
        return DATASETS[name]()
    if name.startswith(streaming.PREFIX):
        tree = streaming.read_tree(name, side_px, classes)
        given = {"mean": streaming.MEAN, "std": streaming.STD, "is_native": False, "held_out": tree.held_out}
        return StreamedDataset(name, tree.classes, tree.train, tree.test, **given)
    return load_own(_own_name(name, side_px, classes)).in_order(classes)


def outline_dataset(name: str, side_px: int = ImportOptions.side_px, classes: tuple[str, ...] = ()) -> Dataset:
    """Returns the data set `name` without its images: classes, counts, shapes, mean and deviation, read from headers.

    Pixels and labels are on torch's device "meta". Damage behind the headers is found by `load_dataset` alone; a folder
    or zip that was never seen is imported. Arguments and errors are those of `load_dataset`.
    """
    if name in OUTLINES:
        return OUTLINES[name]()
    if name in DATASETS or name.startswith(streaming.PREFIX):  # a tree is its file names anyway
        return load_dataset(name, side_px, classes)
    return outline_own(_own_name(name, side_px, classes)).in_order(classes)


def _own_name(name: str, side_px: int, classes: tuple[str, ...]) -> str:
    """The name of people's own pictures, which are imported where `name` is a path."""
    if own_data.is_name(name):
        return name
    if name and Path(name).exists():
        low, high = SIDES_PX
        return own_data.keep(Path(name), ImportOptions(min(max(side_px, low), high)), classes=classes)
    raise UnknownName("error.dataset", name=repr(name), accepted=", ".join([*DATASETS, *own_data.names()]))


def load_own(name: str) -> Dataset:
    """Returns a data set of people's own pictures by its name ("own:…").

    Raises:
        DataMissing: there is none, or it is damaged.
    """
    found = own_data.read_images(name)
    train, held_out, test = (
        Images(*(torch.from_numpy(getattr(found, f"{part}_{kind}")) for kind in ("pixels", "labels"))) for part in PARTS
    )
    return _own(name, found.report, train, held_out, test)


def outline_own(name: str) -> Dataset:
    """Returns `load_own(name)` without its images; see `outline_dataset`."""
    report = own_data.check_images(name)
    shape = report.channels, report.side_px, report.side_px
    return _own(name, report, *(_outline(sum(getattr(report, f"{part}_counts")), *shape) for part in PARTS))


def _own(name: str, report: Report, train: Images, held_out: Images, test: Images) -> Dataset:
    given = {"mean": report.mean, "std": report.std, "held_out": held_out if len(held_out) else None}
    return Dataset(name, report.classes, train, test, is_native=False, **given)


def _outline(count: int, *shape: int) -> Images:
    pixels = torch.empty((count, *shape), dtype=torch.uint8, device="meta")
    return Images(pixels, torch.empty(count, dtype=torch.int64, device="meta"))


def load_fashion_mnist() -> Dataset:
    """Returns all 60,000 training and 10,000 test images, 55 MB; see `find_fashion_mnist`."""
    folder = find_fashion_mnist()
    train, test = (Images(*read_split(folder, split)) for split in ("train", "test"))
    return Dataset("fashion_mnist", CLASSES, train, test)


def load_sample() -> Dataset:
    """Returns the sample that ships, class-balanced: 5,000 of the training and 500 of the test images, in their order.

    Raises:
        DataMissing: its files are damaged or absent.
    """
    train, test = (Images(*read_sample(split)) for split in ("train", "test"))
    return Dataset("fashion_mnist_sample", CLASSES, train, test)


def outline_fashion_mnist() -> Dataset:
    """Returns `load_fashion_mnist()` without its images; see `outline_dataset`."""
    folder = find_fashion_mnist()
    train, test = (_outline(count_split(folder, split), 1, 28, 28) for split in ("train", "test"))
    return Dataset("fashion_mnist", CLASSES, train, test)


def outline_sample() -> Dataset:
    """Returns `load_sample()` without its images; see `outline_dataset`."""
    train, test = (_outline(count_sample(split), 1, 28, 28) for split in ("train", "test"))
    return Dataset("fashion_mnist_sample", CLASSES, train, test)


DATASETS = {"fashion_mnist": load_fashion_mnist, "fashion_mnist_sample": load_sample}
OUTLINES = {"fashion_mnist": outline_fashion_mnist, "fashion_mnist_sample": outline_sample}
