"""The files of Fashion-MNIST (Xiao et al. 2017), found offline first, and of the sample of it that ships."""

import gzip
import json
import os
import tempfile
import zlib
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

import torch
from torch import Tensor

from googlenet.common.errors import BadImage, DataMissing
from googlenet.common.files import ASSETS
from googlenet.data.images import open_image
from googlenet.text.names import FASHION_MNIST

SAMPLE_FOLDER = ASSETS / "fashion_mnist_sample"
DEBIAN_FOLDER = Path("/usr/share/datasets/fashion-mnist")
CLASSES = tuple(english for english, _ in FASHION_MNIST)
MEAN, STD = (0.2860,), (0.3530,)  # of the 60,000 training images, in 0..1
IDX_FILES = {
    "train": ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", 60_000),
    "test": ("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte", 10_000),
}

Labelled = tuple[Tensor, Tensor]  # (N, 1, 28, 28) uint8 pixels, (N,) int64 class indices


def find_fashion_mnist() -> Path:
    """Returns the folder of the files: $GOOGLENET_DATA_DIR, ./data, Debian's package, else torchvision's download.

    Raises:
        DataMissing: none of them has the files.
    """
    given = os.environ.get("GOOGLENET_DATA_DIR")
    roots = [Path(given).expanduser()] if given else []
    roots += [Path("data"), DEBIAN_FOLDER]
    for root in roots:
        for folder in (root, root / "FashionMNIST" / "raw"):
            if all(_idx_path(folder, name) for images, labels, _ in IDX_FILES.values() for name in (images, labels)):
                return folder
    return _download(roots[0])


def _download(root: Path) -> Path:
    """Downloads the files into `root` with torchvision; a download that breaks off leaves nothing behind."""
    from torchvision.datasets import FashionMNIST

    final = root / "FashionMNIST" / "raw"
    try:
        # The first mirror is probed with a time limit, because the download itself has none.
        urlopen(FashionMNIST.mirrors[0] + FashionMNIST.resources[0][0], timeout=10).close()  # noqa: S310
        final.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=root) as folder:
            os.replace(FashionMNIST(folder, download=True).raw_folder, final)
    except (OSError, RuntimeError, HTTPException):
        raise DataMissing("error.data_missing") from None
    return final


def _idx_path(folder: Path, name: str) -> Path | None:
    return next((path for path in (folder / name, folder / f"{name}.gz") if path.is_file()), None)


def read_split(folder: Path, split: str) -> Labelled:
    """Reads all images of a split ("train", "test") from the files in `folder`.

    Raises:
        DataMissing: a file is damaged.
    """
    images, labels, count = IDX_FILES[split]
    pixels = _read_idx(_idx_path(folder, images), (count, 28, 28))
    return pixels.unsqueeze(1), _read_idx(_idx_path(folder, labels), (count,)).long()


def count_split(folder: Path, split: str) -> int:
    """Returns the number of images of a split ("train", "test"), after a look at its files' headers alone.

    Raises:
        DataMissing: a header is damaged.
    """
    images, labels, count = IDX_FILES[split]
    _begin_of(_idx_path(folder, images), (count, 28, 28), 0)
    _begin_of(_idx_path(folder, labels), (count,), 0)
    return count


def _read_idx(path: Path, shape: tuple[int, ...]) -> Tensor:
    """Reads an IDX file of unsigned bytes (LeCun's format: magic, sizes as big-endian int32, data) of known `shape`."""
    expected, header = torch.Size(shape).numel(), 4 + 4 * len(shape)
    data = _begin_of(path, shape, expected + 1)  # one more than right, so that a zip bomb is not unpacked whole
    if len(data) != header + expected:
        raise _broken(path, shape)
    return torch.frombuffer(bytearray(data), dtype=torch.uint8, offset=header).reshape(shape)


def _begin_of(path: Path, shape: tuple[int, ...], count: int) -> bytes:
    """Reads an IDX file's header, which must be that of `shape`, and at most `count` bytes after it."""
    header = b"".join(number.to_bytes(4, "big") for number in (0x0800 + len(shape), *shape))
    try:
        with (gzip.open if path.suffix == ".gz" else open)(path, "rb") as file:
            data = file.read(len(header) + count)
    except (OSError, EOFError, zlib.error) as error:
        raise DataMissing("error.data_broken", path=path, reason=error) from None
    if not data.startswith(header):
        raise _broken(path, shape)
    return data


def _broken(path: Path, shape: tuple[int, ...]) -> DataMissing:
    count = 4 + 4 * len(shape) + torch.Size(shape).numel()
    return DataMissing("error.data_broken", path=path, reason=f"expected {count} bytes of shape {shape}")


def read_sample(split: str) -> Labelled:
    """Reads the sample's images of a split from `split`.webp, a grid of 28 px tiles row by row, with labels.json.

    Raises:
        DataMissing: a file is damaged or absent.
    """
    labels = _read_labels(SAMPLE_FOLDER / "labels.json", split)
    path = SAMPLE_FOLDER / f"{split}.webp"
    try:
        picture = open_image(path).convert("L")
    except BadImage as error:
        raise DataMissing("error.data_broken", path=path, reason=error) from None
    columns, rows = (side // 28 for side in picture.size)
    if picture.size != (28 * columns, 28 * rows) or rows * columns < len(labels):
        raise DataMissing("error.data_broken", path=path, reason=f"expected {len(labels)} tiles of 28×28 px")
    sheet = torch.frombuffer(bytearray(picture.tobytes()), dtype=torch.uint8)
    tiles = sheet.reshape(rows, 28, columns, 28).transpose(1, 2).reshape(-1, 1, 28, 28)
    return tiles[: len(labels)], labels


def count_sample(split: str) -> int:
    """Returns the number of the sample's images of a split, without reading one.

    Raises:
        DataMissing: the labels are damaged, or a file is absent.
    """
    path = SAMPLE_FOLDER / f"{split}.webp"
    if not path.is_file():
        raise DataMissing("error.data_broken", path=path, reason="it is missing")
    return len(_read_labels(SAMPLE_FOLDER / "labels.json", split))


def _read_labels(path: Path, split: str) -> Tensor:
    try:
        labels = torch.tensor(json.loads(path.read_bytes())[split]["labels"], dtype=torch.int64)
    except (OSError, ValueError, TypeError, LookupError, RuntimeError) as error:
        raise DataMissing("error.data_broken", path=path, reason=error) from None
    if labels.ndim != 1 or not len(labels) or not 0 <= labels.min() <= labels.max() < len(CLASSES):
        raise DataMissing("error.data_broken", path=path, reason="expected class numbers from 0 to 9")
    return labels
