"""The example pictures that ship, each with its source and licence; read without torch."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from googlenet.common.files import ASSETS

FOLDER = ASSETS / "examples"


@dataclass(frozen=True)
class Example:
    """A picture to try.

    Attributes:
        name: as in the page and in links.
        path: the file.
        kind: "test" (a test image as it is), "rendered" (a garment on a light ground) or "photo".
        label: class name, or None where no class fits.
        source, licence: origin and terms of use.
        caption: language -> one sentence.
    """

    name: str
    path: Path
    kind: str
    label: str | None
    source: str
    licence: str
    caption: dict[str, str]


@cache
def list_examples() -> tuple[Example, ...]:
    """Returns all examples, in the order of `assets/examples/examples.json`."""
    rows = json.loads((FOLDER / "examples.json").read_text(encoding="utf-8"))
    return tuple(Example(**row | {"path": FOLDER / row.pop("file")}) for row in rows)
