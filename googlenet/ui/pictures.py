"""Visitors' pictures: decoded once, kept as small PNG files under the hash of their pixels."""

import hashlib
import io
import shutil
import tempfile
import weakref
from collections import OrderedDict
from pathlib import Path
from threading import Lock

from PIL import Image

from googlenet.errors import BadImage


class Pictures:
    """A bounded store on disk; the oldest picture goes first. Safe to use from several threads.

    Attributes:
        folder: private to this process, removed with it.

    Only someone who has the pixels can name a picture, so that no visitor reaches another's.
    """

    def __init__(self, most: int = 512):
        self.folder = Path(tempfile.mkdtemp(prefix="inside-googlenet-"))
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        self._known: OrderedDict[str, None] = OrderedDict()
        self._most, self._lock = most, Lock()

    def put(self, image: Image.Image) -> str:
        """Keeps `image` and returns its id."""
        buffer = io.BytesIO()
        image.save(buffer, "PNG")
        name = hashlib.sha256(buffer.getvalue()).hexdigest()
        with self._lock:
            (self.folder / f"{name}.png").write_bytes(buffer.getvalue())
            self._known[name] = None
            self._known.move_to_end(name)
            while len(self._known) > self._most:
                (self.folder / f"{self._known.popitem(last=False)[0]}.png").unlink(missing_ok=True)
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
