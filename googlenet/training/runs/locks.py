"""A lock file that one process at a time can hold. The system releases it however the process ends."""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None
    import msvcrt

TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


def _lock(file: IO) -> None:
    """Locks the file or raises OSError, without waiting.

    POSIX record locks: unlike flock's, a forked child that outlives the holder does not keep them. The price: to open
    and close the file again in the holder's own process releases the lock. Nothing here does that.
    """
    if fcntl:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    else:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)


@contextlib.contextmanager
def held(path: Path) -> Iterator[bool]:
    """Yields whether this process holds the lock `path` within; else another does, whose number is in the file.

    On a file system without locks, every process holds it.

    Raises:
        OSError: the file cannot be made.
    """
    with path.open("r+" if path.exists() else "w+", encoding="utf-8") as file:
        try:
            _lock(file)
        except OSError as error:
            if error.errno in TAKEN:
                yield False
                return
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield True
