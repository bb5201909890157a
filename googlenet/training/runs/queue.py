"""Runs that wait for their turn: one trains on a device at a time, the others in the order of their asking.

There is no server: each waiting process looks at the folders beside its own. One that dies, or the machine with it,
keeps nobody waiting.
"""

import contextlib
import time
from pathlib import Path

from googlenet.common.errors import UserError
from googlenet.training.runs.folder import HEARTBEAT_SECONDS, RunFolder, Status, list_runs, list_studies

LOOK_SECONDS = 0.5
MOST_WAITING = 10


def ahead(run: RunFolder) -> list[RunFolder]:
    """The runs and studies on the device of a waiting `run` that come before it, the one under way first."""
    mine, found = run.status(), []
    for other, status in _live(run.path.parent):
        if other.path.name == run.path.name or (status.device, status.host) != (mine.device, mine.host):
            continue
        turn = (status.state == "queued", status.since, other.path.name)
        if turn < (True, mine.since, run.path.name):
            found.append((turn, other))
    return [other for _, other in sorted(found, key=lambda pair: pair[0])]


def waiting(root: Path) -> int:
    """How many runs and studies in `root` wait for their turn or are about to begin."""
    return sum(status.state == "queued" for _, status in _live(root))


def await_turn(run: RunFolder) -> bool:
    """Waits until nothing on the run's device comes before it; False where it was asked to stop meanwhile."""
    beaten = time.monotonic()
    while not run.stop_file.exists():
        if not ahead(run):
            return True
        if time.monotonic() - beaten > HEARTBEAT_SECONDS:
            beaten = time.monotonic()
            with contextlib.suppress(UserError):  # a full disk: the run will tell of it when it begins
                run.write_status("queued")
        time.sleep(LOOK_SECONDS)
    return False


def _live(root: Path) -> list[tuple[RunFolder, Status]]:
    found = [(run, run.status()) for run in [*list_runs(root), *list_studies(root)]]
    return [(run, status) for run, status in found if status.is_live()]
