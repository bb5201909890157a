"""Gives memory that nothing uses back to the system, while the page is served. Knows nothing of Gradio.

Threads that explain images free hundreds of megabytes, which glibc keeps in an arena for each thread: without this, a
server that answered twenty visitors at once went on to hold 3.4 GB.
"""

import ctypes
import sys
from threading import Event, Thread

EVERY_SECONDS = 20.0  # a trim takes some ten milliseconds


def give_back() -> bool:
    """Returns free memory of all arenas to the system; False where the C library is not glibc, and nothing is done."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        trim = ctypes.CDLL("libc.so.6").malloc_trim
    except (OSError, AttributeError):  # musl has none
        return False
    trim(0)
    return True


def keep_small(ended: Event | None = None, every_seconds: float = EVERY_SECONDS) -> Thread:
    """A thread that calls `give_back` now and then until `ended` is set, or for as long as the process lives."""
    ended = ended or Event()

    def go() -> None:
        while give_back() and not ended.wait(every_seconds):
            pass

    thread = Thread(target=go, name="gives memory back", daemon=True)
    thread.start()
    return thread
