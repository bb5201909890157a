"""Shared by the commands: the terminal's language, options with their sentences, output for people and programs."""

import argparse
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from googlenet.common.errors import UserError
from googlenet.common.json_values import json_default
from googlenet.text import say

BAD_INPUT, INTERRUPTED = 2, 130  # exit codes
DEFAULT_WEIGHTS = "googlenet_bn.fashion_mnist"
NUMBER = re.compile(r"[+−-]?[\d.,]+(e[+−-]?\d+)?( ?[^\d\s]{1,6})?|–")  # its unit may follow; "1x1" is a name


def language() -> str:
    """The language of the terminal, as the system names it: "zh" or "en"."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh" if named.lower().startswith("zh") else "en"


def tell(key: str, **values: object) -> str:
    """The sentence `key` in the terminal's language."""
    return say(key, language(), **values)


def option(parser: argparse.ArgumentParser, *names: str, key: str = "", **how: object) -> None:
    """Adds an option with the help sentence `key`, by default that of its own name."""
    key = key or "cli.option." + names[-1].strip("-").replace("-", "_")
    parser.add_argument(*names, help=tell(key).replace("%", "%%"), **how)


def weights_argument(parser: argparse.ArgumentParser) -> None:
    """Adds the weights as an argument that may be left out."""
    parser.add_argument("weights", nargs="?", default=DEFAULT_WEIGHTS, help=tell("cli.option.weights"))


def json_option(parser: argparse.ArgumentParser) -> None:
    """Adds `--json`, which `show` reads."""
    option(parser, "--json", action="store_true")


def show(chosen: argparse.Namespace, value: object, lines: Iterable[str]) -> None:
    """Prints `value` as JSON with `--json`, else the lines."""
    print(json.dumps(value, default=json_default, ensure_ascii=False) if chosen.json else "\n".join(lines))


def table(heading: str, rows: Iterable[Sequence[object]]) -> Iterable[str]:
    """Yields lines with aligned columns; columns of numbers are aligned to the right.

    Args:
        heading: titles of the columns, with | between them.
    """
    cells = [heading.split("|"), *([_cell(value) for value in row] for row in rows)]
    columns = list(zip(*cells, strict=True))
    widths = [max(map(len, column)) for column in columns]
    sides = [">" if any(rest) and all(map(NUMBER.fullmatch, filter(None, rest))) else "<" for _, *rest in columns]
    for row in cells:
        yield "  ".join(f"{c:{side}{w}}" for c, side, w in zip(row, sides, widths, strict=True)).rstrip()


def _cell(value: object) -> str:
    return "" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Within, an error of writing `path` becomes a sentence.

    Raises:
        UserError: the file cannot be written.
    """
    try:
        yield
    except OSError as error:
        raise UserError("cli.not_written", path=path, reason=error.strerror or error) from None


def written(path: Path | None) -> list[str]:
    """The line that says where a file was written; none without a path."""
    return [tell("cli.written", path=path)] if path else []


def runs_root() -> Path:
    """The folder of the runs: `$GOOGLENET_RUNS_DIR`, or `runs`."""
    return Path(os.environ.get("GOOGLENET_RUNS_DIR", "runs"))


def counting_bar(unit: str) -> Callable[[int, int], None]:
    """A function of (done, total) that draws a `tqdm` bar, on a terminal only."""
    from tqdm import tqdm

    bar = tqdm(unit=unit, leave=False, disable=None)

    def note(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)
        if done == total:
            bar.close()

    return note


def bar_over(images: int) -> Callable[[Iterable], Iterable]:
    """A `tqdm` bar around batches of 250, on a terminal only."""
    from functools import partial

    from tqdm import tqdm

    return partial(tqdm, total=-(-images // 250), unit="batch", leave=False, disable=None)
