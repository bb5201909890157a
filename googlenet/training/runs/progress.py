"""Where a run is between two records, as `progress.json` of its folder has it; written about twice a second."""

import json
import math
import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

PHASES = ("preparing", "training", "testing")
SECONDS = 0.5  # between two writes


@dataclass(frozen=True)
class RunProgress:
    """The contents of `progress.json`.

    Attributes:
        phase: one of `PHASES`.
        step: steps done since the run began.
        loss: training loss in nats since the record before; None while unknown.
        tested, images: images of the test under way that are done, and of each test.
    """

    phase: str
    step: int = 0
    loss: float | None = None
    tested: int = 0
    images: int = 0


def read_progress(path: Path) -> RunProgress | None:
    """The progress in a file; None where there is none that can be read."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        found = RunProgress(**{field.name: values[field.name] for field in fields(RunProgress)})
        counts = (found.step, found.tested, found.images)
        is_sound = found.phase in PHASES and all(isinstance(one, int) and one >= 0 for one in counts)
        return found if is_sound and isinstance(found.loss, float | None) else None
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


class ProgressFile:
    """Writes a run's progress; without `path`, nothing. It is a hint: what cannot be written is left out."""

    def __init__(self, path: Path | None, step: int, images: int):
        self.path, self.written, self.latest = path, 0.0, RunProgress("preparing", step, images=images)
        self.write()

    def show(self, phase: str, **values: float | None) -> None:
        """Notes where the run is; a new phase is written at once."""
        is_new, self.latest = phase != self.latest.phase, replace(self.latest, phase=phase, **values)
        if is_new or time.monotonic() - self.written > SECONDS:
            self.write()

    def write(self) -> None:
        """Writes what was noted last, without waiting for the disk."""
        self.written = time.monotonic()
        if self.path is None:
            return
        values = asdict(self.latest)
        if self.latest.loss is not None and not math.isfinite(self.latest.loss):
            values["loss"] = None
        half = self.path.with_name(f".{self.path.name}.{os.getpid()}.tmp")
        with suppress(OSError):
            half.write_text(json.dumps(values), encoding="utf-8")
            os.replace(half, self.path)
