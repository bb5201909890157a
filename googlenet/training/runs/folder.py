"""The run folder, which is the whole truth of a run.

config.json        the card: configuration, table, classes, preprocessing
metrics.jsonl      a record a line, `"kind": "step" | "epoch"`
paths.jsonl        how the paths stand after each epoch, a record a line
epochs/            weights of some epochs, where they are kept: 0003.safetensors, half the size
state.pt           the latest checkpoint: weights, optimizer, counters, thread count (ours alone)
last.safetensors   the same weights for everybody else
best.safetensors   best by held-out images where there are any, else the latest epoch's: the test set chooses nothing
status.json        state, process, heartbeat, message
notices.jsonl      what the run had to do to go on, a sentence a line
lock               held by the process that trains; the system frees it when that dies
stop               asks the run to stop after its current step
owner              hash of the token of whoever started it; absent: everybody's
imported           empty: the network came as files and was not trained here
worker.log         what its process printed, where it has one of its own
"""

import contextlib
import json
import os
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from googlenet.common import owners
from googlenet.common.errors import BadCheckpoint, RunRefused, UserError
from googlenet.common.results import EpochRecord, PathRecord, StepRecord
from googlenet.networks.checkpoint import Card, read_json, write_atomically, write_card, write_json
from googlenet.text import say
from googlenet.training.runs import locks
from googlenet.training.runs.records import read_path_records

STATES = ("queued", "running", "stopping", "stopped", "finished", "failed")
LIVE = ("queued", "running", "stopping")
HEARTBEAT_SECONDS = 5.0
# A live run whose heartbeat is older has died, whatever has its process number now. A queued one has none yet.
SILENT_SECONDS = {"queued": 600.0, "running": 120.0, "stopping": 120.0}
STUDY_FILE = "study.json"


@dataclass(frozen=True)
class Status:
    """How a run stands.

    Attributes:
        state: one of `STATES`.
        pid, host: process that trains, or None, and the name of its machine.
        heartbeat: seconds since 1970 of its last sign of life.
        total_steps: steps of the whole run; 0 while unknown.
        message: why it failed or ended without a word, in English; `told` says it in other languages too.
        key, values: the same as a sentence of `googlenet.text` and what fills its gaps.
        device: where it trains or will; "" while unknown.
        since: seconds since 1970 at which it was queued; 0 where it never was.
    """

    state: str
    pid: int | None
    heartbeat: float
    total_steps: int = 0
    message: str = ""
    host: str = ""
    key: str = ""
    values: dict = field(default_factory=dict)
    device: str = ""
    since: float = 0.0

    def is_live(self) -> bool:
        """Whether a process is at it, or about to be."""
        return self.state in LIVE

    def told(self, lang: str) -> str:
        """Why it failed or ended without a word, in `lang`; else empty."""
        return say(self.key, lang, **self.values) if self.key else self.message

    def has_died(self) -> bool:
        """Whether the process of a live run is gone without a word: killed, or the machine restarted."""
        here = self.host in ("", socket.gethostname())
        return time.time() - self.heartbeat > SILENT_SECONDS[self.state] or (here and not _is_alive(self.pid))


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
    def paths(self) -> Path:
        return self.path / "paths.jsonl"

    @property
    def epochs(self) -> Path:
        return self.path / "epochs"

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

    @property
    def notes(self) -> Path:
        return self.path / "notices.jsonl"

    @property
    def log(self) -> Path:
        return self.path / "worker.log"

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
        with self.writing():
            self.path.mkdir(parents=True, exist_ok=True)
            write_card(self.card, card)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Turns a full disk or a read-only folder into a sentence.

        Raises:
            RunRefused: the folder cannot be written; what stood there before still stands.
        """
        try:
            yield
        except OSError as error:
            raise RunRefused("error.run_unwritable", path=self.path, reason=error.strerror or error) from None

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """This process's alone, however it ends.

        Raises:
            RunRefused: another process trains the run, or the folder cannot be written.
        """
        with contextlib.ExitStack() as stack:
            with self.writing():
                is_mine = stack.enter_context(locks.held(self.path / "lock"))
            if not is_mine:
                raise RunRefused("error.run_live", path=self.path)
            yield

    def forget_stop(self) -> None:
        """What was asked before is done."""
        with contextlib.suppress(OSError):
            self.stop_file.unlink(missing_ok=True)

    def notice(self, key: str, **values: float | str) -> None:
        """Leaves word of what the run had to do to go on: a sentence of `googlenet.text` and what fills its gaps."""
        with self.writing(), self.notes.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"key": key, "values": values}) + "\n")

    def notices(self, lang: str = "en") -> list[str]:
        """The sentences that `notice` left, in `lang`."""
        try:
            found = [json.loads(line) for line in self.notes.read_text(encoding="utf-8").splitlines()]
            return [say(one["key"], lang, **one["values"]) for one in found]
        except (OSError, ValueError, LookupError, TypeError):
            return []

    def append(self, record: StepRecord | EpochRecord | PathRecord) -> StepRecord | EpochRecord | PathRecord:
        """Adds a line to `metrics.jsonl`, or to `paths.jsonl`, and hands the record back.

        Raises:
            RunRefused: the folder cannot be written.
        """
        path = self.paths if record.kind == "paths" else self.metrics
        with self.writing(), path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(record)) + "\n")
        return record

    def records(self, since: int = 0) -> list[StepRecord | EpochRecord]:
        """The records from number `since` on. There may be fewer than before when a run goes on after a crash."""
        return read_records(self.metrics)[since:]

    def path_records(self) -> list[PathRecord]:
        """How the paths stood, epoch by epoch."""
        return read_path_records(self.paths)

    def kept_epochs(self) -> dict[int, Path]:
        """Epoch -> the file of its weights, in order."""
        found = {int(path.stem): path for path in self.epochs.glob("*.safetensors") if path.stem.isdigit()}
        return dict(sorted(found.items()))

    def keep_until(self, step: int, due_records: tuple[str, ...] = ()) -> None:
        """Drops what is later than the checkpoint at `step`, and what a crash left half written.

        Args:
            owed: kinds of records that the checkpoint has yet to tell at its own step.
        """
        kept = [r for r in self.records() if r.step < step or (r.step == step and r.kind not in due_records)]
        paths = [
            r for r in self.path_records() if r.step < step or (r.step == step and step and "epoch" not in due_records)
        ]
        with self.writing():
            for leftover in self.path.glob(".*.tmp"):
                leftover.unlink(missing_ok=True)
            write_atomically(self.metrics, _as_lines(kept))
            if self.paths.exists():
                write_atomically(self.paths, _as_lines(paths))

    def write_status(
        self, state: str, total_steps: int = 0, error: UserError | None = None, device: str | None = None
    ) -> None:
        """Writes `status.json` with a fresh heartbeat, in the name of this process.

        Args:
            device: where it trains or will; None: as it was told before.
        """
        before = self._told_status()
        since = before.since if before.state == "queued" else 0.0
        if state == "queued":
            since = since or time.time()
        told = {}
        if error:
            values = {name: v if isinstance(v, int | float | str) else str(v) for name, v in error.values.items()}
            told = {"message": str(error), "key": error.key, "values": values}
        told |= {"device": before.device if device is None else device, "since": since}
        status = Status(state, os.getpid(), time.time(), total_steps, host=socket.gethostname(), **told)
        with self.writing():
            write_json(self.path / "status.json", asdict(status))

    def status(self) -> Status:
        """How the run stands; a run whose process is gone without a word reads as stopped."""
        status = self._told_status()
        try:
            has_died = status.is_live() and status.has_died()
        except TypeError:  # a damaged file: a word where a number should be
            return Status("stopped", None, 0.0)
        if has_died:
            said = {"message": say("error.run_died"), "key": "error.run_died"}
            return Status("stopped", None, status.heartbeat, status.total_steps, **said)
        if status.state == "running" and self.stop_file.exists():
            return replace(status, state="stopping")
        return status

    def _told_status(self) -> Status:
        """What `status.json` says, true or not; "stopped" where it says nothing."""
        try:
            return Status(**read_json(self.path / "status.json"))
        except (BadCheckpoint, TypeError):
            return Status("stopped", None, 0.0)

    @contextlib.contextmanager
    def beating(self, total_steps: int, device: str | None = None) -> Iterator[None]:
        """Marks the run as running, with a heartbeat from a thread of its own, since a step may take long."""
        self.write_status("running", total_steps, device=device)
        ended = threading.Event()

        def beat() -> None:
            while not ended.wait(HEARTBEAT_SECONDS):
                with contextlib.suppress(UserError):  # training itself tells of a full disk
                    self.write_status("running", total_steps)

        thread = threading.Thread(target=beat, name=f"heartbeat of {self.path.name}", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def ask_to_stop(self) -> None:
        """Asks the run to stop after its current step, where it is under way."""
        if self.status().is_live():
            with self.writing():
                self.stop_file.touch()

    def set_owner(self, token: str) -> None:
        """Makes the run that of whoever has `token`; only its hash is kept."""
        with self.writing():
            write_atomically(self.path / owners.FILE, owners.hash_of(token).encode())

    def owned_by(self, token: str | None) -> bool:
        """Whether whoever has `token` may stop, resume or delete the run; one without an owner is everybody's."""
        return owners.owned_by(self.path, token) is not False


class Onlooker(RunFolder):
    """The folder as the processes beside the first see it: they read it and write nothing."""

    def create(self, card: Card) -> None:
        """Left to the first process, like all below."""

    def append(self, record: StepRecord | EpochRecord) -> StepRecord | EpochRecord:
        return record

    def notice(self, key: str, **values: float | str) -> None: ...

    def forget_stop(self) -> None: ...

    def keep_until(self, step: int, due_records: tuple[str, ...] = ()) -> None: ...

    def write_status(self, state: str, *_: object, **__: object) -> None: ...

    def held(self) -> contextlib.AbstractContextManager:
        return contextlib.nullcontext()

    def beating(self, *_: object) -> contextlib.AbstractContextManager:
        return contextlib.nullcontext()


def _is_alive(pid: int | None) -> bool:
    if os.name == "nt" and pid is not None:
        return True  # signal 0 would be Ctrl-C there: the heartbeat alone decides
    try:
        os.kill(pid or 0, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return pid is not None


def _as_lines(records: list) -> bytes:
    return "".join(json.dumps(asdict(record)) + "\n" for record in records).encode()


def read_records(path: Path) -> list[StepRecord | EpochRecord]:
    """The records in a `metrics.jsonl`; lines that are none, cut short by a crash say, are passed over."""
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return [record for record in map(_read_record, lines) if record]


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


def list_runs(root: Path) -> list[RunFolder]:
    """The runs in `root`, the newest first."""
    runs = [RunFolder(path) for path in root.iterdir()] if root.is_dir() else []
    return _newest_first((run, run.card) for run in runs)


def list_studies(root: Path) -> list[RunFolder]:
    """The studies in `root`, the newest first: folders with the status, stop file and log of a run, and runs in them."""
    studies = [RunFolder(path) for path in root.iterdir()] if root.is_dir() else []
    return _newest_first((study, study.path / STUDY_FILE) for study in studies)


def _newest_first(found: Iterable[tuple[RunFolder, Path]]) -> list[RunFolder]:
    """Those whose file is there; one may be deleted while the others are looked at."""
    dated = []
    for run, path in found:
        with contextlib.suppress(OSError):
            dated.append((path.stat().st_mtime, run))
    return [run for _, run in sorted(dated, key=lambda pair: pair[0], reverse=True)]
