"""Tables as CSV."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that a spreadsheet would compute
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?(e[+-]?\d+)?")  # also one that was rounded into a text


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """The rows as CSV; a text that a spreadsheet would take for a formula gets an apostrophe, numbers stay numbers."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def _harmless(cell: object) -> object:
    is_formula = isinstance(cell, str) and cell.startswith(FORMULA) and not NUMBER.fullmatch(cell)
    return f"'{cell}" if is_formula else cell
