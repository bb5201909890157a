"""Records and arrays as plain JSON values, the same on the command line and over HTTP."""

import json
from dataclasses import asdict, is_dataclass

MOST_DIGITS = 15


def json_default(value: object) -> object:
    """What `json` cannot write by itself: records, arrays, paths."""
    return asdict(value) if is_dataclass(value) else value.tolist() if hasattr(value, "tolist") else str(value)


def json_values(value: object) -> object:
    """`value` as JSON would bring it back: dictionaries, lists, numbers, words."""
    return json.loads(json.dumps(value, default=json_default))


def parse_count(text: object) -> int | None:
    """The whole number that `text` writes with at most fifteen digits 0 to 9; None of anything else."""
    written = str(text)
    return int(written) if 0 < len(written) <= MOST_DIGITS and written.isascii() and written.isdigit() else None
