"""What a visitor may touch where strangers share the server: data sets, their images, the disk."""

import shutil
from pathlib import Path

from googlenet.common.errors import DataMissing, UserError
from googlenet.common.owners import is_public, sees

DATASETS = ("fashion_mnist_sample", "fashion_mnist")
ROOM_MB, OWN_ROOM_MB = 2048, 300  # stay free: where strangers share the server, and elsewhere (a checkpoint takes 100)


def check_data(name: str, token: str) -> None:
    """Whether the visitor may train on the data set called `name`; no path gets through.

    Raises:
        DataMissing: there is none, or it is another's.
    """
    from googlenet.data import own_data

    if name not in ("", *DATASETS) and not sees(own_data.folder(name), token):
        raise DataMissing("pictures.unknown", name=repr(name)[:80])


def check_images(name: str, token: str) -> None:
    """Whether the visitor may look at images of the data set that a network's card names.

    A card may come from anywhere: where strangers share the server, no path gets through.

    Raises:
        DataMissing: there is none, or it is another's.
    """
    from googlenet.data import own_data

    if is_public() or own_data.is_name(name):
        check_data(name, token)


def check_room(folder: Path) -> None:
    """Refuses what would fill the disk; strangers may fill it only so far.

    Raises:
        UserError: less than `ROOM_MB` (on a server of one's own: `OWN_ROOM_MB`) are free where `folder` is, or will be.
    """
    limit = ROOM_MB if is_public() else OWN_ROOM_MB
    there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.is_dir())
    if shutil.disk_usage(there).free < limit * 2**20:
        raise UserError("pictures.no_room", limit=limit)
