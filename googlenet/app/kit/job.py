"""Long work behind a page that goes on: progress while it runs, an end when nobody wants it any more."""

import math
import os
import sys
import time
from collections.abc import Callable, Generator, Hashable, Iterator, Mapping
from concurrent.futures import CancelledError, Future, wait
from contextlib import contextmanager, suppress
from contextvars import copy_context
from dataclasses import dataclass
from itertools import count
from queue import SimpleQueue
from threading import Condition, Event, Thread, get_native_id
from typing import TypeVar

TICK_SECONDS = 0.4
NICENESS = 10  # of long work: a press that meets it has nine tenths of a core
AT_ONCE = {"cpu": (2, 2), "cuda": (4, 8)}  # pieces of slow and of quick work; each takes one thread
Key, Value = TypeVar("Key", bound=Hashable), TypeVar("Value")


@dataclass(frozen=True)
class Progress:
    """How far work is.

    Attributes:
        done, total: in the work's own units; total is 0 while it waits for its turn.
        seconds_left: an estimate, from the work done so far or else from what was expected; None where there is none.
        ahead: pieces of work that have or get their turn first; 0 once its own has come.
    """

    done: int
    total: int
    seconds_left: float | None
    ahead: int = 0


WAITING = Progress(0, 0, None)


@dataclass(frozen=True)
class Done:
    """What work has come to."""

    value: object


class Job:
    """What runs in the thread sees of the page: it reports progress, and learns there that it shall stop."""

    def __init__(self):
        self._stopped = Event()
        self._first = self._last = (0, 0, 0.0)  # done, total, time of the first and of the latest report
        self._expected: float | None = None
        self.ahead = 0

    def progress(self, done: int, total: int) -> None:
        """Notes how far the work is, from 0 to `total` in its own units.

        Raises:
            CancelledError: the job was stopped.
        """
        if self._stopped.is_set():
            raise CancelledError
        self._last = done, total, time.monotonic()
        if not self._first[0]:
            self._first = self._last

    def expect(self, seconds: float | None) -> None:
        """Notes how long the work will take, for as long as there is nothing better to go by."""
        self._expected = seconds

    def stop(self) -> None:
        """Ends the work at its next report."""
        self._stopped.set()

    @property
    def step(self) -> Progress:
        """How far it is now; the speed is that since the first report, which stands for all that comes once."""
        (done, total, now), (first, _, began) = self._last, self._first
        left = (total - done) * (now - began) / (done - first) if done > first else self._expected
        return Progress(done, total, left, self.ahead)


class FairSemaphore:
    """Turns at the processor: the lowest rank first, then visitors in turn, then who came first.

    A visitor's first piece of work comes before another's second, even where that one was there earlier.

    Args:
        at_once: how many have one at the same time.
    """

    def __init__(self, at_once: int):
        self._free, self._changed = at_once, Condition()
        self._waiting: list[tuple[int, int, Hashable]] = []  # (rank, number, visitor)
        self._holding: list[Hashable] = []  # visitors who have a turn
        self._served: dict[Hashable, int] = {}  # visitor -> number of the latest turn, as long as it counts
        self._numbers = count()

    @contextmanager
    def turn(self, job: Job, rank: int = 0, visitor: Hashable = None) -> Iterator[None]:
        """A turn for `job`, waited for as long as it is wanted.

        Args:
            visitor: who wants it; nobody known (None or "") is somebody else each time.
        Raises:
            CancelledError: it is not wanted any more.
        """
        number = next(self._numbers)
        ticket = rank, number, visitor or number
        with self._changed:
            self._waiting.append(ticket)
            try:
                while ahead := self._ahead_of(ticket):
                    job.ahead = ahead
                    self._changed.wait(TICK_SECONDS)
                    job.progress(0, 0)
                job.ahead, self._free = 0, self._free - 1
                self._holding.append(ticket[-1])
                self._served[ticket[-1]] = next(self._numbers)
            finally:
                self._waiting.remove(ticket)
                self._forget()
                self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._free += 1
                self._holding.remove(ticket[-1])
                self._forget()
                self._changed.notify_all()

    def _forget(self) -> None:
        """Forgets when a visitor was served who has and wants nothing, once all have gone who waited at that time."""
        present = {*self._holding, *(visitor for *_, visitor in self._waiting)}
        oldest = min((number for _, number, _ in self._waiting), default=math.inf)
        self._served = {one: at for one, at in self._served.items() if one in present or at > oldest}

    def _ahead_of(self, ticket: tuple) -> int:
        """How many have a turn or will get one before this ticket; 0: it is served now."""
        order = sorted(self._waiting, key=lambda one: (one[0], self._served.get(one[2], -1), one[1]))
        before = order.index(ticket)
        return before + len(self._holding) if before or not self._free else 0


class DeviceTurns:
    """Turns of slow and of quick work, by the kind of device: a GPU takes more at a time than a few processor cores."""

    def __init__(self):
        self._turns = {kind: [FairSemaphore(at_once) for at_once in counts] for kind, counts in AT_ONCE.items()}

    def of(self, device: str, *, is_slow: bool) -> FairSemaphore:
        """The turns on a device by its type, "cuda" for one."""
        return self._turns.get(device, self._turns["cpu"])[not is_slow]


def follow(work: Callable[[Job], object], is_wanted: Callable[[], bool]) -> Iterator[Progress | Done]:
    """Runs `work(job)` in a thread of its own and tells how it goes: `Progress` now and then, `Done` at last.

    On Linux the thread, and those that it starts, have the processor after all others of this process.

    Closing this generator stops the work, as does `is_wanted()` that has become false.

    Raises:
        CancelledError: it was stopped.
        Exception: what `work` raised.
    """
    job, future = Job(), Future()

    def run() -> None:
        if sys.platform == "linux":  # elsewhere priorities are a process's
            thread = get_native_id()
            with suppress(OSError):  # a sandbox may refuse it
                os.setpriority(os.PRIO_PROCESS, thread, os.getpriority(os.PRIO_PROCESS, thread) + NICENESS)
        try:
            future.set_result(work(job))
        except BaseException as error:  # noqa: BLE001 - the generator raises it
            future.set_exception(error)

    Thread(target=copy_context().run, args=[run], daemon=True).start()
    try:
        while not wait([future], TICK_SECONDS).done:
            if not is_wanted():
                job.stop()
            yield job.step
        yield Done(future.result())
    finally:
        job.stop()


def interleaved(answers: Mapping[Key, Generator[Value, None, None]]) -> Iterator[tuple[Key, Value]]:
    """All that `answers` give, each in a thread of its own: (its key, value) as they come."""
    found: SimpleQueue[tuple[Key, Value] | None] = SimpleQueue()
    left = Event()

    def run(key: Key, values: Generator[Value, None, None]) -> None:
        try:
            for value in values:
                found.put((key, value))
                if left.is_set():
                    return values.close()
        finally:
            found.put(None)

    for key, values in answers.items():
        Thread(target=run, args=[key, values], daemon=True).start()
    try:
        for _ in answers:
            while (one := found.get()) is not None:
                yield one
    finally:
        left.set()


@dataclass
class JobSlot:
    """A place for one long job of a visitor: whatever begins here ends what went on before, and so does `stop`.

    Attributes:
        token: of the job that goes on; None: nothing does.
        progress: how far it was when last heard of.
    """

    token: object | None = None
    progress: Progress = WAITING

    def begin(self) -> object:
        """The token of a new job."""
        self.token, self.progress = object(), WAITING
        return self.token

    def stop(self) -> None:
        """Ends the job at its next report."""
        self.token = None

    @property
    def is_busy(self) -> bool:
        """Whether a job goes on."""
        return self.token is not None

    @property
    def done(self) -> tuple[int, int] | None:
        """(done, total) of the job that goes on; None: nothing does."""
        return (self.progress.done, self.progress.total) if self.is_busy else None
