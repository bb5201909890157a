"""Writes the tables of networks in both READMEs: `python -m docs.make_networks`, from the repository's root.

The figures are counted from the tables of the registry. What a network is, in words, stays as it stands in the README; of
one that is new there it is the table's source, until somebody writes better.
"""

import re
from pathlib import Path

from googlenet.networks.accounting import report
from googlenet.networks.registry import NETWORKS
from googlenet.networks.spec import Spec

PAGES = [Path(__file__).resolve().parent.parent / name for name in ("README.md", "README.zh.md")]
ROWS = re.compile(r"(?:^\| `\w+` \| .+ \| [\d×]+ → \d+ \| [\d,]+ \| [\d,]+ \|\n)+", re.MULTILINE)
WORDS = re.compile(r"^\| `(\w+)` \| (.+?) \| ", re.MULTILINE)
GREY, COLOUR = (1, 10), (3, 1000)  # channels and classes


def page(text: str) -> str:
    """A README's text, `text`, with the rows of its table of networks as the registry has them."""
    rows = ROWS.search(text)
    words = dict(WORDS.findall(rows[0]))
    written = "".join(_row(spec, words.get(name, spec.source)) for name, spec in NETWORKS.items())
    return text[: rows.start()] + written + text[rows.end() :]


def _row(spec: Spec, words: str) -> str:
    channels, classes = GREY if spec.name == "googlenet_notes" else COLOUR  # as the notes print them, and the papers
    size = (channels, spec.image_size, spec.image_size)
    whole = report(spec, size, num_classes=classes)
    given = "×".join(map(str, size))
    return f"| `{spec.name}` | {words} | {given} → {classes} | {whole.params:,} | {whole.macs:,} |\n"


def main() -> None:
    for path in PAGES:
        path.write_text(page(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
