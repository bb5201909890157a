"""Records and arrays as plain JSON values, the same on the command line and over HTTP."""

import json
from dataclasses import asdict, is_dataclass

MAX_DIGITS = 15


def json_default(value: object) -> object:
    """Converts what `json` cannot write by itself: records, arrays, paths."""
    return asdict(value) if is_dataclass(value) else value.tolist() if hasattr(value, "tolist") else str(value)


def json_values(value: object) -> object:
    """Returns `value` as it would be read back from JSON: dictionaries, lists, numbers, strings."""
    return json.loads(json.dumps(value, default=json_default))


def parse_count(text: object) -> int | None:
    """Parses a whole number of at most fifteen digits 0 to 9; returns None for anything else."""
    written = str(text)
    return int(written) if 0 < len(written) <= MAX_DIGITS and written.isascii() and written.isdigit() else None
