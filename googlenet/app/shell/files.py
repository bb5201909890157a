"""Visitors' pictures, decoded once, kept as small PNG files under the hash of their owner and pixels; files made to be saved."""

import hashlib
import shutil
import tempfile
import weakref
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from threading import Lock

from gradio.utils import get_upload_folder
from PIL import Image

from googlenet.app.kit.picture import png
from googlenet.common.errors import BadImage, UserError


class Pictures:
    """A store on disk, bounded in number and in bytes; the oldest picture goes first. Safe to use from several threads.

    Args:
        most, most_bytes: how many pictures, and how much their files take, at most.
    Attributes:
        folder: private to this process, removed with it.

    Only someone who has the owner's token and the pixels can name a picture, so that no visitor reaches another's.
    """

    def __init__(self, most: int = 512, most_bytes: int = 2**30):
        self.folder = Path(tempfile.mkdtemp(prefix="inside-googlenet-"))
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        self._known: OrderedDict[str, int] = OrderedDict()  # id -> bytes of its file
        self._most, self._most_bytes, self._lock = most, most_bytes, Lock()

    def put(self, image: Image.Image, owner: str = "") -> str:
        """Keeps `image` and returns its id; with `owner`, another than that of the same picture without or of another.

        Raises:
            UserError: there is no room on the disk.
        """
        data = png(image)
        name = hashlib.sha256(owner.encode() + data).hexdigest()
        with self._lock:
            _write(self.folder / f"{name}.png", data)
            self._known[name] = len(data)
            self._known.move_to_end(name)
            for gone in _surplus(self._known, self._most, self._most_bytes):
                (self.folder / f"{gone}.png").unlink(missing_ok=True)
        return name

    def path(self, name: str) -> Path:
        """The PNG file of a picture.

        Raises:
            BadImage: it is not kept, or no longer.
        """
        with self._lock:
            if name not in self._known:
                raise BadImage("frame.picture_gone")
            self._known.move_to_end(name)
        return self.folder / f"{name}.png"

    def forget(self, name: str) -> None:
        """Removes a picture; one that is not there is as good as removed."""
        with self._lock:
            if self._known.pop(name, None) is not None:
                (self.folder / f"{name}.png").unlink(missing_ok=True)


class Downloads:
    """Files made for visitors to save, each in a folder of its own, bounded in number and size. Gradio serves copies.

    Args:
        folder: where the folders lie.
        most, most_bytes: how many files, and how much they take, at most; the latest is always kept.
    """

    def __init__(self, folder: Path, most: int = 256, most_bytes: int = 2**30):
        self._folder, self._most, self._most_bytes = folder, most, most_bytes
        self._made: OrderedDict[Path, int] = OrderedDict()  # file -> its bytes
        self._lock = Lock()

    def put(self, name: str, data: bytes) -> Path:
        """The path of a new file called `name`.

        Raises:
            UserError: there is no room on the disk.
        """
        try:
            path = Path(tempfile.mkdtemp(prefix="download-", dir=self._folder)) / Path(name).name
        except OSError:
            raise UserError("api.disk") from None
        try:
            _write(path, data)
        except UserError:
            shutil.rmtree(path.parent, ignore_errors=True)
            raise
        with self._lock:
            self._made[path] = len(data)
            for gone in _surplus(self._made, self._most, self._most_bytes):
                shutil.rmtree(gone.parent, ignore_errors=True)
        return path


def uploaded(name: str) -> Path | None:
    """The file `name`, where it lies in the folder of uploads."""
    try:
        path = Path(name).resolve()
    except (OSError, ValueError):  # too long, or a zero byte
        return None
    return path if path.is_relative_to(Path(get_upload_folder()).resolve()) else None


def _surplus(sizes: OrderedDict, most: int, most_bytes: int) -> Iterator:
    """Takes out what is too much, the first at first; the last always stays."""
    while len(sizes) > 1 and (len(sizes) > most or sum(sizes.values()) > most_bytes):
        yield sizes.popitem(last=False)[0]


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError:
        path.unlink(missing_ok=True)
        raise UserError("api.disk") from None
