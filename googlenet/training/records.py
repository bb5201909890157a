"""Reading what a run tells of its paths; takes no torch."""

import json
from pathlib import Path

from googlenet.results import PathRecord


def read_path_records(path: Path) -> list[PathRecord]:
    """The records in a `paths.jsonl`; lines that are none are passed over."""
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return [record for record in map(_read_path_record, lines) if record]


def _read_path_record(line: str) -> PathRecord | None:
    try:
        record = PathRecord(**json.loads(line))
        tables = (record.gradient, record.energy, record.dead)
        numbers = [float(one) for table in tables for paths in table.values() for one in paths.values()]
        return record if isinstance(record.epoch, int) and numbers else None
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
