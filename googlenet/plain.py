"""Records and arrays as plain JSON values, the same on the command line and over HTTP."""

import json
from dataclasses import asdict, is_dataclass


def json_default(value: object) -> object:
    """What `json` cannot write by itself: records, arrays, paths."""
    return asdict(value) if is_dataclass(value) else value.tolist() if hasattr(value, "tolist") else str(value)


def as_json(value: object) -> object:
    """`value` as JSON would bring it back: dictionaries, lists, numbers, words."""
    return json.loads(json.dumps(value, default=json_default))
