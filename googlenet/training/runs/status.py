"""The status of a run, as `status.json` has it: its state, its process, its heartbeat."""

import os
import socket
import time
from dataclasses import dataclass, field

from googlenet.text import say

LIVE = ("queued", "running", "stopping")
# A live run whose heartbeat is older has died, whatever has its process number now. A queued one has none yet.
SILENT_SECONDS = {"queued": 600.0, "running": 120.0, "stopping": 120.0}


@dataclass(frozen=True)
class Status:
    """The contents of `status.json`.

    Attributes:
        state: "queued", "running", "stopping", "stopped", "finished" or "failed".
        pid, host: the process that trains, or None, and the name of its machine.
        heartbeat: time of the last write, in seconds since 1970.
        total_steps: steps of the whole run; 0 while unknown.
        message: why it failed or died, in English; `reason` gives it in other languages.
        key, values: the same as a key of `googlenet.text` and what fills its gaps.
        device: on which it trains or will; "" while unknown.
        since: time at which it was queued, in seconds since 1970; 0 if it was not.
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
        """Whether a process trains the run, or is about to."""
        return self.state in LIVE

    def reason(self, lang: str) -> str:
        """Why the run failed or died, in `lang`; else empty."""
        return say(self.key, lang, **self.values) if self.key else self.message

    def has_died(self) -> bool:
        """Whether the process of a live run ended without writing a status: killed, or the machine restarted."""
        here = self.host in ("", socket.gethostname())
        return time.time() - self.heartbeat > SILENT_SECONDS[self.state] or (here and not is_alive(self.pid))


def is_alive(pid: int | None) -> bool:
    """Whether this machine has a process `pid`."""
    if os.name == "nt" and pid is not None:
        return True  # signal 0 would be Ctrl-C there: the heartbeat alone decides
    try:
        os.kill(pid or 0, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return pid is not None
