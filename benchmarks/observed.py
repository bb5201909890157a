"""The app as `app.py` serves it, which counts what it keeps when it gets SIGUSR1: a JSON file named by CENSUS_FILE."""

import gc
import json
import os
import runpy
import signal
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from googlenet.app.shell.repository import Repository
from googlenet.inspection.cache import CACHE

APP = runpy.run_path(str(Path(__file__).resolve().parents[1] / "app.py"))  # as a Space runs it


def census() -> dict[str, int]:
    """How many there are of everything that could grow."""
    gc.unfreeze()  # what was made before the first visitor, the repository too
    gc.collect()
    answers = [one for one in gc.get_objects() if isinstance(one, Repository)]
    networks = [one.network for answer in answers for one in answer._loaded.values()]
    modules = [module for network in networks for module in network.modules()]
    queue = APP["demo"]._queue
    return {
        "answers in the cache": len(CACHE),
        "MB in the cache": round(CACHE.bytes / 2**20),
        "answers under way": len(CACHE._under_way),
        "pictures": sum(len(answer.pictures._known) for answer in answers),
        "classifiers": len(networks),
        "hooks": sum(len(module._forward_hooks) + len(module._forward_pre_hooks) for module in modules),
        "sessions": len(APP["demo"].app.state_holder.session_data),
        "requests in the queue": len(queue.event_ids_to_events),
        "messages of the queue": len(queue.pending_messages_per_session),
        "threads": threading.active_count(),
        "open files": len(os.listdir("/proc/self/fd")),  # noqa: PTH208 - the count alone
    }


def note(*_: object) -> None:
    """Writes the census where the loader looks for it."""
    path = Path(os.environ["CENSUS_FILE"])
    path.with_suffix(".new").write_text(json.dumps(census()), encoding="utf-8")
    path.with_suffix(".new").replace(path)


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, note)
    APP["main"]()
