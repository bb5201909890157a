"""One run a device trains at a time; the others wait in the order of their asking, and may be stopped meanwhile."""

import os
import subprocess
import sys
import threading
import time

import pytest

from googlenet.common.errors import RunRefused
from googlenet.training.runs import process, queue
from googlenet.training.runs.folder import RunFolder
from googlenet.training.runs.process import queueing_in, resume_run, start_run
from googlenet.training.runs.queue import ahead, await_turn
from googlenet.training.trainer import card_of
from tests.training.tiny import load_tiny, tiny_config


@pytest.fixture
def queued(tmp_path):
    """Makes runs that wait, the earlier the longer."""

    def make(name, device="cpu", state="queued"):
        run = RunFolder(tmp_path / name)
        run.create(card_of(tiny_config(), load_tiny()))
        run.write_status(state, device=device)
        return run

    return make


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(queue, "LOOK_SECONDS", 0.01)


def test_whoever_asked_earlier_comes_before(queued):
    runs = [queued("z", state="running"), queued("y"), queued("x")]
    assert [[other.path.name for other in ahead(run)] for run in runs[1:]] == [["z"], ["z", "y"]]
    runs[0].write_status("finished")
    assert [len(ahead(run)) for run in runs[1:]] == [0, 1]


def test_a_place_is_kept_while_waiting(queued):
    first, second = queued("b"), queued("a")
    first.write_status("queued")
    assert ahead(first) == []
    assert ahead(second) == [first]
    assert first.status().device == "cpu"


def test_another_device_keeps_nobody_waiting(queued):
    queued("one", "cuda:0", "running")
    assert ahead(queued("two", "cuda:1")) == []
    assert len(ahead(queued("three", "cuda:0"))) == 1


def test_a_run_that_died_keeps_nobody_waiting(queued, tmp_path):
    died = queued("one", state="running")
    status = died.path / "status.json"
    status.write_text(status.read_text().replace(f'"pid": {os.getpid()}', f'"pid": {ended_pid()}'))
    assert ahead(queued("two")) == []


def ended_pid():
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        return process.pid


def test_it_is_its_turn_when_the_run_before_ends(queued, quick):
    before, run = queued("one", state="running"), queued("two")
    turns = []
    thread = threading.Thread(target=lambda: turns.append(await_turn(run)))
    thread.start()
    time.sleep(0.1)
    assert turns == []
    before.write_status("stopped")
    thread.join(10)
    assert turns == [True]


def test_a_waiting_run_shows_that_it_lives(queued, quick, monkeypatch):
    monkeypatch.setattr(queue, "HEARTBEAT_SECONDS", 0.0)
    queued("one", state="running")
    run = queued("two")
    before = run.status()
    threading.Timer(0.2, run.ask_to_stop).start()
    assert not await_turn(run)
    after = run.status()
    assert after.heartbeat > before.heartbeat
    assert after.since == before.since


def test_a_waiting_run_can_be_stopped_before_it_begins(queued, quick, monkeypatch):
    monkeypatch.setattr(os, "nice", lambda _: None)
    queued("one", state="running")
    run = queued("two")
    run.ask_to_stop()
    assert process.main([str(run.path)]) == 0
    assert run.status().state == "stopped"
    assert not run.stop_file.exists()
    assert not run.state.exists()


def test_starting_while_another_trains_joins_the_queue(queued, monkeypatch, tmp_path):
    started = []
    monkeypatch.setattr(process, "_start", started.append)
    queued("one", state="running")
    second, third = (start_run(tiny_config(device="cpu"), tmp_path) for _ in range(2))
    assert [len(ahead(run)) for run in (second, third)] == [1, 2]
    assert started == [second, third]
    stopped = queued("early", state="stopped")
    resume_run(stopped)
    assert [run.path.name for run in ahead(stopped)] == ["one", second.path.name, third.path.name]


def test_a_queue_has_an_end(queued, monkeypatch, tmp_path):
    monkeypatch.setattr(process, "MOST_WAITING", 2)
    queued("one")
    with queueing_in(tmp_path):
        queued("two")
    with pytest.raises(RunRefused, match="2 runs are already waiting"), queueing_in(tmp_path):
        pass


def test_a_run_is_not_resumed_twice(queued, monkeypatch):
    monkeypatch.setattr(process, "_start", lambda _: None)
    run = queued("one", state="stopped")
    resume_run(run)
    with pytest.raises(RunRefused, match="in progress"):
        resume_run(run)
