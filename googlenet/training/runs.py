"""The run folder, which is the whole truth of a run.

config.json        the card: configuration, table, classes, preprocessing
metrics.jsonl      a record a line, `"kind": "step" | "epoch"`
last.safetensors   the latest checkpoint's weights, with state.pt: optimizer, random state, counters (ours alone)
best.safetensors   best by held-out images where there are any, else the latest epoch's: the test set chooses nothing
status.json        state, process, heartbeat, message
stop               asks the run to stop after its current step
"""

import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from googlenet.cards import Card, write_card
from googlenet.checkpoints import read_json, write_json
from googlenet.errors import BadCheckpoint, RunRefused
from googlenet.results import EpochRecord, StepRecord

STATES = ("queued", "running", "stopping", "stopped", "finished", "failed")
LIVE = ("queued", "running", "stopping")
SILENT_SECONDS = 60.0  # a live run whose heartbeat is older has died


@dataclass(frozen=True)
class Status:
    """How a run stands.

    Attributes:
        state: one of `STATES`.
        pid: process that trains, or None.
        heartbeat: seconds since 1970 of its last sign of life.
        total_steps: steps of the whole run; 0 while unknown.
        message: why it failed, in the user's words.
    """

    state: str
    pid: int | None
    heartbeat: float
    total_steps: int = 0
    message: str = ""


@dataclass(frozen=True)
class RunFolder:
    """Paths and files of one run; holds nothing in memory."""

    path: Path

    @property
    def card(self) -> Path:
        return self.path / "config.json"

    @property
    def metrics(self) -> Path:
        return self.path / "metrics.jsonl"

    @property
    def last(self) -> Path:
        return self.path / "last.safetensors"

    @property
    def best(self) -> Path:
        return self.path / "best.safetensors"

    @property
    def state(self) -> Path:
        return self.path / "state.pt"

    @property
    def stop_file(self) -> Path:
        return self.path / "stop"

    def exists(self) -> bool:
        """Whether the folder holds a run."""
        return self.card.is_file()

    def create(self, card: Card) -> None:
        """Makes the folder with its card.

        Raises:
            RunRefused: it already holds a run, or cannot be written.
        """
        if self.exists():
            raise RunRefused("error.run_exists", path=self.path)
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            write_card(self.card, card)
        except OSError as error:
            raise RunRefused("error.run_broken", path=self.path, reason=error) from None

    def append(self, record: StepRecord | EpochRecord) -> None:
        """Adds a line to `metrics.jsonl`."""
        with self.metrics.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(record)) + "\n")

    def records(self, since: int = 0) -> list[StepRecord | EpochRecord]:
        """The records from number `since` on."""
        return read_records(self.metrics, since)

    def keep_until(self, step: int) -> None:
        """Drops records after `step`: they are trained anew when a run goes on from its checkpoint."""
        kept = [record for record in self.records() if record.step <= step]
        temporary = self.metrics.with_suffix(".tmp")
        temporary.write_text("".join(json.dumps(asdict(record)) + "\n" for record in kept), encoding="utf-8")
        os.replace(temporary, self.metrics)

    def write_status(self, state: str, total_steps: int = 0, message: str = "", pid: int | None = None) -> None:
        """Writes `status.json` with a fresh heartbeat; `pid` is this process's unless given."""
        write_json(
            self.path / "status.json",
            asdict(Status(state, pid or os.getpid(), time.time(), total_steps, message)),
        )

    def status(self) -> Status:
        """How the run stands; a live run that has given no sign of life for a minute reads as stopped."""
        try:
            status = Status(**read_json(self.path / "status.json"))
        except (BadCheckpoint, TypeError):
            return Status("stopped", None, 0.0)
        if status.state in LIVE and time.time() - status.heartbeat > SILENT_SECONDS and not _alive(status.pid):
            return Status("stopped", None, status.heartbeat, status.total_steps)
        return status

    def ask_to_stop(self) -> None:
        """Asks the run to stop after its current step."""
        self.stop_file.touch()


def read_records(path: Path, since: int = 0) -> list[StepRecord | EpochRecord]:
    """The records in a `metrics.jsonl` from number `since` on; a line cut short by a crash is passed over."""
    if not path.is_file():
        return []
    records = []
    for line in path.read_text(encoding="utf-8").splitlines()[since:]:
        try:
            values = json.loads(line)
            kind = {"step": StepRecord, "epoch": EpochRecord}[values["kind"]]
            records.append(kind(**values))
        except (ValueError, KeyError, TypeError):
            continue
    return records


def _alive(pid: int | None) -> bool:
    try:
        os.kill(pid or 0, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return pid is not None


def list_runs(root: Path) -> list[RunFolder]:
    """The runs in `root`, the newest first."""
    runs = [RunFolder(path) for path in root.iterdir()] if root.is_dir() else []
    return sorted((run for run in runs if run.exists()), key=lambda run: run.card.stat().st_mtime, reverse=True)
