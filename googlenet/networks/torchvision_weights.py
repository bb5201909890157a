"""torchvision's ImageNet weights: downloaded once into torch hub's cache, checked, converted.

The table needs no torch, so that the page can offer the weights at once. A `.pth` file is read with
`weights_only=True`, and only when its SHA-256 begins as its name says.
"""

import contextlib
import hashlib
import os
import pickle  # for its error, which torch's safe reader raises
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

from googlenet.common.errors import BadCheckpoint, DataMissing, UserError, look_up
from googlenet.common.results import Preprocess
from googlenet.networks.inception import GOOGLENET_TORCHVISION, INCEPTION_V3
from googlenet.networks.spec import Spec

if TYPE_CHECKING:
    from googlenet.networks.checkpoint import Card

MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
CLASSES = 1000
SILENT_SECONDS, CHUNK_BYTES = 30, 2**18  # without an answer, then the server counts as gone; bytes a read
_one_at_a_time = threading.Lock()  # two visitors share one download


@dataclass(frozen=True)
class Source:
    """A file of weights that torchvision publishes.

    Attributes:
        spec: the network's table.
        url: its name ends in the first eight hex digits of the file's SHA-256.
        megabytes: of the file.
        size_px: side of the images that it was tested on.
        test_accuracy: fraction of ImageNet's 50,000 validation images, one crop, as torchvision reports it.
    """

    spec: Spec
    url: str
    megabytes: float
    size_px: int
    test_accuracy: float

    @property
    def file(self) -> str:
        """The file's name."""
        return self.url.rsplit("/", 1)[1]

    @property
    def hash_prefix(self) -> str:
        """The first digits of the file's SHA-256."""
        return Path(self.file).stem.rsplit("-", 1)[1]


HOST = "https://download.pytorch.org/models"
SOURCES = {
    "googlenet_torchvision.imagenet1k_v1": Source(
        GOOGLENET_TORCHVISION, f"{HOST}/googlenet-1378be20.pth", 49.7, 224, 0.69778
    ),
    "inception_v3.imagenet1k_v1": Source(INCEPTION_V3, f"{HOST}/inception_v3_google-0cc3c7bd.pth", 103.9, 299, 0.77294),
}


def source(name: str) -> Source:
    """Returns the table's row of the weights called `name`.

    Raises:
        UnknownName: there are none.
    """
    return look_up(SOURCES, name, "error.weights")


def cached_path(name: str) -> Path:
    """Returns where the file lies once it is downloaded: torch hub's cache (`$TORCH_HOME/hub/checkpoints`)."""
    import torch

    return Path(torch.hub.get_dir()) / "checkpoints" / source(name).file


def card_of(name: str) -> "Card":
    """Returns the card of the weights called `name`, with torchvision's preprocessing, class names and figures."""
    from torchvision.models import GoogLeNet_Weights

    from googlenet.networks.checkpoint import Card

    row = source(name)
    return Card(
        spec=replace(row.spec, transform_input=True),
        classes=tuple(GoogLeNet_Weights.IMAGENET1K_V1.meta["categories"]),
        preprocess=Preprocess(row.size_px, 3, MEAN, STD),
        config={"dataset": "imagenet"},
        figures={"test_accuracy": row.test_accuracy, "test_images": 50_000},
        licence="BSD-3-Clause (torchvision); ImageNet's terms of access",
        source=row.url,
    )


def download(name: str) -> Iterator[float]:
    """Downloads the weights called `name` unless they are here; yields the fraction that has arrived, 0..1.

    Raises:
        DataMissing: the server cannot be reached, or the folder cannot be written.
        BadCheckpoint: the hash of what arrived is wrong; it is not kept.
    """
    row, path, failed = source(name), cached_path(name), []

    def fetch() -> None:
        try:
            _fetch(row, path)
        except Exception as error:  # noqa: BLE001  # raised again where the caller waits
            failed.append(error)

    thread = threading.Thread(target=fetch, daemon=True)
    thread.start()
    arrived = 0
    while thread.is_alive():
        part = _part(path)
        with contextlib.suppress(OSError):  # it may have been renamed meanwhile
            arrived = part.stat().st_size
        yield min(0.99, arrived / (row.megabytes * 1e6))
        thread.join(timeout=0.2)
    if failed and isinstance(failed[0], BadCheckpoint):
        raise failed[0]
    if failed:
        raise DataMissing("error.imagenet_offline", name=name, url=row.url, path=path) from failed[0]
    yield 1.0


def _part(path: Path) -> Path:
    """Returns the file that this process downloads into."""
    return path.with_name(f"{path.name}.{os.getpid()}.partial")


def _fetch(row: Source, path: Path) -> None:
    """Does what `torch.hub.download_url_to_file` does, with a time limit for a server that stops answering."""
    with _one_at_a_time:
        if path.is_file():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        part, digest = _part(path), hashlib.sha256()
        try:
            with urlopen(row.url, timeout=SILENT_SECONDS) as response, part.open("wb") as file:  # noqa: S310 - our own
                while data := response.read(CHUNK_BYTES):
                    file.write(data)
                    digest.update(data)
            if not digest.hexdigest().startswith(row.hash_prefix):
                raise BadCheckpoint("error.checkpoint", path=row.file, reason=UserError("error.why.hash"))
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)


def ensure(name: str) -> Path:
    """Returns the file of the weights called `name`, downloaded if it is not here.

    Raises:
        DataMissing, BadCheckpoint: as `download`.
    """
    path = cached_path(name)
    if not path.is_file():
        for _ in download(name):
            time.sleep(0)
    return path


def read(name: str) -> tuple[dict, str]:
    """Returns the weights called `name` under our keys, without auxiliary heads, and the file's SHA-256.

    Raises:
        DataMissing: they are not here and cannot be downloaded.
        BadCheckpoint: the file is damaged or another one; it is left where it is.
    """
    import torch

    from googlenet.networks.torchvision_names import convert_state_dict

    row, path = source(name), ensure(name)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if not digest.startswith(row.hash_prefix):
        reason = f"its SHA-256 begins with {digest[:8]}, not {row.hash_prefix}; delete it, and it is fetched anew"
        raise BadCheckpoint("error.checkpoint", path=path, reason=reason)
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except (OSError, RuntimeError, ValueError, EOFError, pickle.UnpicklingError) as error:
        raise BadCheckpoint("error.checkpoint", path=path, reason=type(error).__name__) from None
    return convert_state_dict(row.spec.name, state, aux_heads=False), digest
