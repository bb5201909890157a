"""What the commands share: the terminal's language, options with their sentences, output for people and programs."""

import argparse
import json
import os
import re
from collections.abc import Callable, Iterable, Sequence

from googlenet.common.json_values import json_default
from googlenet.text import say

NUMBER = re.compile(r"[+−-]?[\d.,]+(e[+−-]?\d+)?( ?[^\d\s]{1,6})?|–")  # its unit may follow; "1x1" is a name


def language() -> str:
    """The language of the terminal, as the system names it: "zh" or "en"."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh" if named.lower().startswith("zh") else "en"


def tell(key: str, **values: object) -> str:
    """The sentence in the terminal's language."""
    return say(key, language(), **values)


def option(parser: argparse.ArgumentParser, *names: str, told: str = "", **how: object) -> None:
    """Adds an option with its sentence: `told`, else the one of its own name."""
    key = told or "cli.option." + names[-1].strip("-").replace("-", "_")
    parser.add_argument(*names, help=tell(key).replace("%", "%%"), **how)


def show(chosen: argparse.Namespace, value: object, lines: Iterable[str]) -> None:
    """Prints `value` as JSON where it was asked for, else the lines."""
    print(json.dumps(value, default=json_default, ensure_ascii=False) if chosen.json else "\n".join(lines))


def table(heading: str, rows: Iterable[Sequence[object]]) -> Iterable[str]:
    """Lines with aligned columns; those of numbers to the right."""
    cells = [heading.split("|"), *([_cell(value) for value in row] for row in rows)]
    columns = list(zip(*cells, strict=True))
    widths = [max(map(len, column)) for column in columns]
    sides = [">" if any(rest) and all(map(NUMBER.fullmatch, filter(None, rest))) else "<" for _, *rest in columns]
    for row in cells:
        yield "  ".join(f"{c:{side}{w}}" for c, side, w in zip(row, sides, widths, strict=True)).rstrip()


def _cell(value: object) -> str:
    return "" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def counting_bar(unit: str) -> Callable[[int, int], None]:
    """Takes (done, of all) and draws a `tqdm` bar, on a terminal only."""
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
