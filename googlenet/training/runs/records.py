"""Reading what a run tells of its paths, and which of its epochs is kept; takes no torch."""

import json
from collections.abc import Sequence
from pathlib import Path

from googlenet.common.results import EpochRecord, PathRecord


def kept_epoch(records: Sequence, size_px: int) -> EpochRecord | None:
    """The epoch whose weights `best.safetensors` holds: the best on held-out images at `size_px`, else the last.

    Args:
        records: of a run, in their order.
        size_px: of the run's images at the end; epochs at another size do not compete.
    Returns:
        None before the first epoch.
    """
    epochs = [one for one in records if one.kind == "epoch"]
    competing = [one for one in epochs if one.image_size == size_px and one.held_out_accuracy is not None]
    return max(competing, key=lambda one: one.held_out_accuracy) if competing else epochs[-1] if epochs else None


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
