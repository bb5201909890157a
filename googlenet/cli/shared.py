"""Shared by the commands: the terminal's language, options with their sentences, output for people and programs."""

import argparse
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from googlenet.common.errors import UserError
from googlenet.common.json_values import json_default, parse_count
from googlenet.networks.registry import SHIPPED
from googlenet.text import say

if TYPE_CHECKING:
    import torch

    from googlenet.networks.classifier import Classifier

BAD_INPUT, INTERRUPTED = 2, 130  # exit codes
MOST_OF = {"GRADIO_SERVER_PORT": 65535, "GOOGLENET_UPLOAD_MB": 10**6}  # settings that are whole numbers from 1
NUMBER = re.compile(r"[+−-]?[\d.,]+(e[+−-]?\d+)?(\s?[^\d\s]{1,6})?|–")  # its unit may follow; "1x1" is a name


def language() -> str:
    """The language of the terminal, as the system names it: "zh" or "en"."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh" if named.lower().startswith("zh") else "en"


def tell(key: str, **values: object) -> str:
    """The sentence `key` in the terminal's language, with plain spaces: its encoding may know no others."""
    return say(key, language(), **values).replace("\u00a0", " ")


def bad_setting() -> str:
    """What is wrong with a setting of the page, as a sentence; "" if nothing is. An empty setting becomes unset."""
    for name, most in MOST_OF.items():
        given = os.environ.get(name) or os.environ.pop(name, "")
        if given and not 0 < (parse_count(given) or 0) <= most:
            return tell("error.config_whole", field=name, value=given, low=1, high=most)
    return ""


def option(parser: argparse.ArgumentParser, *names: str, key: str = "", **how: object) -> None:
    """Adds an option with the help sentence `key`, by default that of its own name."""
    key = key or "cli.option." + names[-1].strip("-").replace("-", "_")
    parser.add_argument(*names, help=tell(key).replace("%", "%%"), **how)


def weights_argument(parser: argparse.ArgumentParser) -> None:
    """Adds the weights as an argument that may be left out, and `--device`; `classifier_of` reads both."""
    parser.add_argument("weights", nargs="?", default=SHIPPED, help=tell("cli.option.weights"))
    device_option(parser)


def weights_option(parser: argparse.ArgumentParser) -> None:
    """Adds the weights as `--weights`, and `--device`; `classifier_of` reads both."""
    option(parser, "--weights", default=SHIPPED)
    device_option(parser)


def device_option(parser: argparse.ArgumentParser) -> None:
    """Adds `--device`."""
    option(parser, "--device", key="cli.train.device", default="auto")


def classifier_of(chosen: argparse.Namespace) -> "Classifier":
    """The classifier of the chosen weights, on the chosen device.

    Raises:
        UserError: there are no such weights, or this machine has no such device.
    """
    from googlenet.networks.classifier import load_classifier

    return load_classifier(chosen.weights, chosen.device)


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


def written(path: Path | None, put: Callable[[Path], object]) -> list[str]:
    """Writes the file `path` by `put(path)`, and returns the line that says so; neither without a path.

    Raises:
        UserError: the file cannot be written.
    """
    if not path:
        return []
    with writing(path):
        put(path)
    return [tell("cli.written", path=path)]


def check_suffix(path: Path | None, suffix: str) -> None:
    """Raises where `path` has another ending, which NumPy and Pillow would interpret.

    Raises:
        UserError: with the ending that is accepted.
    """
    if path and path.suffix != suffix:
        raise UserError("units.suffix", path=path, suffix=suffix)


def class_or_index(given: str | None) -> int | str | None:
    """A class as the command line names it: an index if it is a number."""
    index = parse_count(given)
    return given if index is None else index


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


def bar_over(images: int, device: "torch.device | str" = "cpu", size_px: int = 224) -> Callable[[Iterable], Iterable]:
    """A `tqdm` bar around the batches of an evaluation, on a terminal only."""
    from functools import partial

    import torch
    from tqdm import tqdm

    from googlenet.training.accelerator import evaluated_at_once

    batches = -(-images // evaluated_at_once(torch.device(device), size_px))
    return partial(tqdm, total=batches, unit="batch", leave=False, disable=None)
