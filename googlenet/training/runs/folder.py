"""The folder of a run, which holds all that is known of it.

config.json        the card: configuration, table, classes, preprocessing
metrics.jsonl      a record a line, `"kind": "step" | "epoch"`
paths.jsonl        gradient, energy and dead channels of each branch after each epoch, a record a line
epochs/            weights of some epochs, where they are kept: 0003.safetensors, half the size
state.pt           the latest checkpoint: weights, optimizer, counters, threads, precision (ours alone)
last.safetensors   the same weights, for other programs
best.safetensors   best on held-out images where there are any, else the latest epoch's: the test set chooses nothing
status.json        state, process, heartbeat, message
progress.json      phase, step, loss and images tested, between two records
notices.jsonl      how the run recovered from errors, a sentence a line
damaged.txt        pictures on disk that could not be read and were left out, a path a line
lock               held by the process that trains; the system frees it when that ends
stop               its presence stops the run after its current step
owner              hash of the token of whoever started it; absent: it has no owner
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
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from googlenet.common import owners
from googlenet.common.errors import BadCheckpoint, RunRefused, UserError
from googlenet.common.results import EpochRecord, PathRecord, StepRecord
from googlenet.networks.checkpoint import Card, read_json, write_atomically, write_card, write_json
from googlenet.text import say
from googlenet.training.runs import locks
from googlenet.training.runs.records import as_lines, read_path_records, read_records
from googlenet.training.runs.status import Status

HEARTBEAT_SECONDS = 5.0


@dataclass(frozen=True)
class RunFolder:
    """The files of one run; keeps nothing in memory."""

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
    def notices_file(self) -> Path:
        return self.path / "notices.jsonl"

    @property
    def progress_file(self) -> Path:
        return self.path / "progress.json"

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
        """Within, a full disk or a read-only folder becomes a sentence.

        Raises:
            RunRefused: the folder cannot be written; what was there before remains.
        """
        try:
            yield
        except OSError as error:
            raise RunRefused("error.run_unwritable", path=self.path, reason=error.strerror or error) from None

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Within, no other process may train the run; the lock ends with this process.

        Raises:
            RunRefused: another process trains the run, or the folder cannot be written.
        """
        with contextlib.ExitStack() as stack:
            with self.writing():
                is_mine = stack.enter_context(locks.held(self.path / "lock"))
            if not is_mine:
                raise RunRefused("error.run_live", path=self.path)
            yield

    def clear_stop(self) -> None:
        """Removes the stop file."""
        with contextlib.suppress(OSError):
            self.stop_file.unlink(missing_ok=True)

    def write_damaged(self, names: Iterable[str]) -> None:
        """Adds pictures that were left out to `damaged.txt`, and tells how many there are."""
        path = self.path / "damaged.txt"
        known = set(path.read_text(encoding="utf-8").splitlines()) if path.is_file() else set()
        # As they will be read back: on one line, and those that are not UTF-8 with replacements.
        found = known | {" ".join(name.encode(errors="replace").decode().splitlines()) for name in names}
        if found > known:
            with self.writing():
                write_atomically(path, "".join(f"{name}\n" for name in sorted(found)).encode())
            self.notice("error.notice_damaged", count=len(found))

    def notice(self, key: str, **values: float | str) -> None:
        """Writes how the run recovered: a key of `googlenet.text` and what fills its gaps."""
        with self.writing(), self.notices_file.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"key": key, "values": values}) + "\n")

    def notices(self, lang: str = "en") -> list[str]:
        """The sentences that `notice` wrote, in `lang`."""
        try:
            found = [json.loads(line) for line in self.notices_file.read_text(encoding="utf-8").splitlines()]
            return [say(one["key"], lang, **one["values"]) for one in found]
        except (OSError, ValueError, LookupError, TypeError):
            return []

    def append(self, record: StepRecord | EpochRecord | PathRecord) -> None:
        """Adds a line to `metrics.jsonl`, or to `paths.jsonl`.

        Raises:
            RunRefused: the folder cannot be written.
        """
        path = self.paths if record.kind == "paths" else self.metrics
        with self.writing(), path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(record)) + "\n")

    def records(self, since: int = 0) -> list[StepRecord | EpochRecord]:
        """The records from number `since` on. A run that is resumed after a crash may have fewer than before."""
        return read_records(self.metrics)[since:]

    def path_records(self) -> list[PathRecord]:
        """Gradient, energy and dead channels of each branch, epoch by epoch."""
        return read_path_records(self.paths)

    def kept_epochs(self) -> dict[int, Path]:
        """Epoch -> the file of its weights, in order."""
        found = {int(path.stem): path for path in self.epochs.glob("*.safetensors") if path.stem.isdigit()}
        return dict(sorted(found.items()))

    def truncate(self, step: int, due_records: tuple[str, ...] = ()) -> None:
        """Drops records later than the checkpoint at `step`, and files that a crash left half written.

        Args:
            due_records: kinds of records that the run has yet to write at `step`.
        """
        epoch_is_due = "epoch" in due_records or not step  # the start is recorded anew
        kept = [r for r in self.records() if r.step < step or (r.step == step and r.kind not in due_records)]
        branches = [r for r in self.path_records() if r.step < step or (r.step == step and not epoch_is_due)]
        with self.writing():
            for leftover in self.path.glob(".*.tmp"):
                leftover.unlink(missing_ok=True)
            write_atomically(self.metrics, as_lines(kept))
            if self.paths.exists():
                write_atomically(self.paths, as_lines(branches))

    def write_status(
        self, state: str, total_steps: int = 0, error: UserError | None = None, device: str | None = None
    ) -> None:
        """Writes `status.json` with a fresh heartbeat, in the name of this process.

        Args:
            device: on which it trains or will; None: as before.
        """
        before = self._read_status()
        since = before.since if before.state == "queued" else 0.0
        if state == "queued":
            since = since or time.time()
        fields = {"device": before.device if device is None else device, "since": since}
        if error:
            values = {name: v if isinstance(v, int | float | str) else str(v) for name, v in error.values.items()}
            fields |= {"message": str(error), "key": error.key, "values": values}
        status = Status(state, os.getpid(), time.time(), total_steps, host=socket.gethostname(), **fields)
        with self.writing():
            write_json(self.path / "status.json", asdict(status))

    def status(self) -> Status:
        """The run's status; a live run whose process has died is stopped, one with a stop file is stopping."""
        status = self._read_status()
        try:
            has_died = status.is_live() and status.has_died()
        except TypeError:  # a damaged file: a word where a number should be
            return Status("stopped", None, 0.0)
        if has_died:
            reason = {"message": say("error.run_died"), "key": "error.run_died"}
            return Status("stopped", None, status.heartbeat, status.total_steps, **reason)
        if status.state == "running" and self.stop_file.exists():
            return replace(status, state="stopping")
        return status

    def _read_status(self) -> Status:
        """The contents of `status.json`, unchecked; "stopped" where it cannot be read."""
        try:
            return Status(**read_json(self.path / "status.json"))
        except (BadCheckpoint, TypeError):
            return Status("stopped", None, 0.0)

    @contextlib.contextmanager
    def heartbeat(self, total_steps: int, device: str | None = None) -> Iterator[None]:
        """Within, the run is running, and a thread of its own writes the heartbeat: a step may take long."""
        self.write_status("running", total_steps, device=device)
        ended = threading.Event()

        def beat() -> None:
            while not ended.wait(HEARTBEAT_SECONDS):
                with contextlib.suppress(UserError):  # training itself will raise on a full disk
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
        """Makes whoever has `token` the run's owner; only the hash of the token is kept."""
        with self.writing():
            write_atomically(self.path / owners.FILE, owners.hash_of(token).encode())


class ReadOnlyRunFolder(RunFolder):
    """The folder of a run for the processes beside the first, which read it and write nothing."""

    def create(self, card: Card) -> None: ...

    def append(self, record: StepRecord | EpochRecord | PathRecord) -> None: ...

    def notice(self, key: str, **values: float | str) -> None: ...

    def write_damaged(self, names: Iterable[str]) -> None: ...

    def clear_stop(self) -> None: ...

    def truncate(self, step: int, due_records: tuple[str, ...] = ()) -> None: ...

    def write_status(self, state: str, *_: object, **__: object) -> None: ...

    def lock(self) -> contextlib.AbstractContextManager:
        return contextlib.nullcontext()

    def heartbeat(self, *_: object) -> contextlib.AbstractContextManager:
        return contextlib.nullcontext()
