"""The queue: one run at a time trains on a device, the others wait in the order in which they were started.

There is no server: each waiting process looks at the folders beside its own, so that one that dies blocks nobody.
"""

import contextlib
import time
from pathlib import Path

from googlenet.common.errors import UserError
from googlenet.training.runs.folder import HEARTBEAT_SECONDS, RunFolder
from googlenet.training.runs.listing import list_runs
from googlenet.training.runs.status import Status

LOOK_SECONDS = 0.5
MOST_WAITING = 10


def ahead(run: RunFolder) -> list[RunFolder]:
    """The runs that come before `run` on its device, the one under way first."""
    mine, found = run.status(), []
    for other, status in _live(run.path.parent):
        if other.path.name == run.path.name or (status.device, status.host) != (mine.device, mine.host):
            continue
        turn = (status.state == "queued", status.since, other.path.name)
        if turn < (True, mine.since, run.path.name):
            found.append((turn, other))
    return [other for _, other in sorted(found, key=lambda pair: pair[0])]


def waiting(root: Path) -> int:
    """The number of queued runs in `root`."""
    return sum(status.state == "queued" for _, status in _live(root))


def busy_devices(root: Path) -> set[str]:
    """The devices of runs in `root` that train or wait for their turn."""
    return {status.device for _, status in _live(root)}


def await_turn(run: RunFolder) -> bool:
    """Waits until nothing on the run's device comes before it; False if its stop file came first."""
    written = time.monotonic()
    while not run.stop_file.exists():
        if not ahead(run):
            return True
        if time.monotonic() - written > HEARTBEAT_SECONDS:
            written = time.monotonic()
            with contextlib.suppress(UserError):  # a full disk: the run will raise when it begins
                run.write_status("queued")
        time.sleep(LOOK_SECONDS)
    return False


def _live(root: Path) -> list[tuple[RunFolder, Status]]:
    found = [(run, run.status()) for run in list_runs(root)]
    return [(run, status) for run, status in found if status.is_live()]
