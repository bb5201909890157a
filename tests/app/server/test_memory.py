"""Memory that nothing uses goes back to the system."""

import platform
import sys
from pathlib import Path
from threading import Event

from googlenet.app.server import memory
from googlenet.app.server.memory import give_back, keep_small

PIECES, KB = 4000, 64  # below glibc's mmap threshold: freed pieces stay with the process


def resident_mb():
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def test_what_was_freed_is_given_back():
    if not give_back():  # only glibc keeps arenas
        assert not sys.platform.startswith("linux") or platform.libc_ver()[0] != "glibc"
        return
    pieces = [bytes([1]) * (KB * 1024) for _ in range(PIECES)]
    last = bytes([1]) * (KB * 1024)  # keeps glibc from shrinking the heap from its end
    del pieces
    before = resident_mb()
    assert give_back()
    assert resident_mb() < before - PIECES * KB / 1024 / 2
    assert last


def test_without_glibc_nothing_happens(monkeypatch):
    monkeypatch.setattr(memory.sys, "platform", "darwin")
    assert not give_back()
    thread = keep_small()
    thread.join(5)
    assert not thread.is_alive()


def test_it_is_done_until_the_end(monkeypatch):
    done, ended = [], Event()

    def count():
        done.append(None)
        if len(done) == 3:
            ended.set()
        return True

    monkeypatch.setattr(memory, "give_back", count)
    keep_small(ended, every_seconds=0.001).join(5)
    assert len(done) == 3
