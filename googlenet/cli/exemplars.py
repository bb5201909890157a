"""The command `exemplars`: the images that excite each channel most."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from googlenet.cli.shared import (
    classifier_of,
    counting_bar,
    json_option,
    option,
    show,
    table,
    tell,
    weights_argument,
    written,
)
from googlenet.common.errors import UserError

if TYPE_CHECKING:
    from googlenet.inspection.exemplars import Exemplars

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".gif")


def exemplars_options(parser: argparse.ArgumentParser) -> None:
    """Adds the weights, and the images to search."""
    weights_argument(parser)
    option(parser, "--images", key="cli.option.exemplar_images", type=int)
    option(parser, "--folder", key="units.option.folder", type=Path)
    option(parser, "--stored", key="units.option.stored", action="store_true")
    option(parser, "--output", key="cli.option.exemplar_output", type=Path)
    json_option(parser)


def exemplars(chosen: argparse.Namespace) -> None:
    """Finds the images that excite each channel most, writes them into a file and prints them."""
    from googlenet.inspection.exemplars import exemplars_path, find_exemplars, stored_exemplars, write_exemplars

    classifier = classifier_of(chosen)
    if chosen.stored:
        found = stored_exemplars(classifier)
        if found is None:
            raise UserError("exemplars.not_stored", name=chosen.weights)
        show(chosen, _plain(found), _lines(found))
        return
    if chosen.images is not None and chosen.images < 1:
        raise UserError("exemplars.none", images=chosen.images, count=1)
    if chosen.folder and not chosen.output:
        raise UserError("exemplars.folder_output")
    pictures = pictures_in(chosen.folder)[: chosen.images] if chosen.folder else []
    found = find_exemplars(classifier, pictures or chosen.images, progress=counting_bar("image"))
    path = chosen.output or exemplars_path(chosen.weights)
    plain = _plain(found) | ({"files": list(map(str, pictures))} if pictures else {})
    show(chosen, plain, [*_lines(found), *written(path, lambda to: write_exemplars(to, found))])


def pictures_in(folder: Path) -> list[Path]:
    """The image files in a folder and its subfolders, by name.

    Raises:
        UserError: there are none.
    """
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    if not found:
        raise UserError("exemplars.no_pictures", folder=folder, accepted=", ".join(SUFFIXES))
    return found


def _plain(found: "Exemplars") -> dict:
    """For `--json`: block -> branch -> channel -> records, the strongest image first."""
    channels = {
        block: {
            branch: [_channel(found, block, branch, one) for one in range(len(rows))]
            for branch, rows in branches.items()
        }
        for block, branches in found.images.items()
    }
    from googlenet.inspection.exemplars import of_one_class

    alike = {"of_one_class": of_one_class(found)} if found.dataset else {}
    return {"digest": found.digest, "searched": found.searched, "channels": channels} | alike


def _channel(found: "Exemplars", block: str, branch: str, channel: int) -> list[dict]:
    from dataclasses import asdict

    return [asdict(one) for one in found.of(block, branch, channel)]


def _lines(found: "Exemplars") -> list[str]:
    from googlenet.inspection.exemplars import of_one_class

    alike = of_one_class(found) if found.dataset else {}
    rows = [
        (
            *(block, branch, len(images), len(found.never_active(block, branch))),
            f"{alike[block][branch]:.0%}" if alike else None,
        )
        for block, branches in found.images.items()
        for branch, images in branches.items()
    ]
    sums = {"channels": sum(row[2] for row in rows), "dead": sum(row[3] for row in rows)}
    return [*table(tell("exemplars.columns"), rows), tell("exemplars.searched", searched=found.searched, **sums)]
