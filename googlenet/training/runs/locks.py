"""A file that one process at a time can hold. The system lets go of it however the process ends."""

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
    """Without waiting. POSIX record locks: unlike flock's, a forked child that outlives the holder does not keep them.

    The price: whoever opens and closes the file again in the holder's own process lets go of it. Nobody here does.
    """
    if fcntl:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    else:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)


@contextlib.contextmanager
def held(path: Path) -> Iterator[bool]:
    """Whether `path` is this process's until the block ends; False: another process holds it, whose number is in it.

    A file system that knows no locks gives True to everybody.

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
