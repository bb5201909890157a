"""Reading and choosing among a run's records; takes no torch."""

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from googlenet.common.results import EpochRecord, PathRecord, StepRecord

LEAST_OF_GUESSING = 0.98  # of the loss of guessing, below which a network has learned something


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


def guessing_loss(records: Sequence) -> float | None:
    """The loss in nats of guessing by how frequent the classes are, where the tests of a run have come no further.

    Of K classes that are equally frequent it is ln K. One test alone says little: BN's statistics may lag behind.

    Args:
        records: of a run, in their order.
    Returns:
        None where the network is better than that, or where there have been fewer than two tests.
    """
    tests = [one for one in records if one.kind == "epoch"][-2:]
    counts = [sum(row) for row in tests[-1].confusion] if len(tests) == 2 else []
    images = sum(counts)
    if not images:
        return None
    shares = [count / images for count in counts if count]
    entropy, largest = -sum(share * math.log(share) for share in shares), max(shares)
    by_chance = largest + 3 * math.sqrt(largest * (1 - largest) / images)
    is_stuck = all(one.test_loss > LEAST_OF_GUESSING * entropy and one.test_accuracy <= by_chance for one in tests)
    return entropy if is_stuck and entropy else None


def read_records(path: Path) -> list[StepRecord | EpochRecord]:
    """The records in a `metrics.jsonl`; lines that cannot be read as one, cut short by a crash say, are skipped."""
    return _read_lines(path, _read_record)


def _read_record(line: str) -> StepRecord | EpochRecord | None:
    try:
        values = json.loads(line)
        if values["kind"] == "step":
            return StepRecord(**values | {"step": int(values["step"])})
        return EpochRecord(
            **values | {"step": int(values["step"]), "confusion": tuple(map(tuple, values["confusion"]))}
        )
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


def read_path_records(path: Path) -> list[PathRecord]:
    """The records in a `paths.jsonl`; lines that cannot be read as one are skipped."""
    return _read_lines(path, _read_path_record)


def _read_path_record(line: str) -> PathRecord | None:
    try:
        record = PathRecord(**json.loads(line))
        tables = (record.gradient, record.energy, record.dead)
        numbers = [float(one) for table in tables for branches in table.values() for one in branches.values()]
        return record if isinstance(record.epoch, int) and numbers else None
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


def _read_lines(path: Path, read: Callable[[str], object]) -> list:
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return [record for record in map(read, lines) if record]


def continued(earlier: Sequence, later: Sequence) -> list:
    """The records, of either kind, of a run and of one that began where it ended, counted as one run's."""
    if not earlier:
        return [*later]
    end = earlier[-1]
    counted = [name for name in ("epoch", "step", "seconds") if hasattr(end, name)]
    new = [one for one in later if one.epoch]  # what stands before the first step is the end of the earlier run
    return [*earlier, *(replace(one, **{n: getattr(end, n) + getattr(one, n) for n in counted}) for one in new)]


def as_lines(records: Sequence) -> bytes:
    """The records as JSON, one a line."""
    return "".join(json.dumps(asdict(record)) + "\n" for record in records).encode()
