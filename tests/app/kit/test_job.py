"""Long work behind a page that goes on."""

import os
import sys
from concurrent.futures import CancelledError
from threading import Event, Thread, get_native_id

import pytest

from googlenet.app.kit import job as jobs
from googlenet.app.kit.job import NICENESS, Done, FairSemaphore, Job, Progress, follow, interleaved

PATIENCE_SECONDS = 60


@pytest.fixture(autouse=True)
def quick_ticks(monkeypatch):
    monkeypatch.setattr(jobs, "TICK_SECONDS", 0.01)


def test_steps_are_told_until_the_work_is_done():
    go_on = Event()

    def work(job):
        job.progress(3, 10)
        assert go_on.wait(PATIENCE_SECONDS)
        return "a map"

    told = []
    for step in follow(work, lambda: True):
        told.append(step)
        if isinstance(step, Progress) and step.done == 3:
            go_on.set()
    assert told[-1] == Done("a map")
    assert Progress(3, 10, None) in told


def test_what_nobody_wants_any_more_ends_at_its_next_report():
    ended = Event()

    def work(job):
        try:
            while True:
                job.progress(1, 10)
        finally:
            ended.set()

    with pytest.raises(CancelledError):
        list(follow(work, lambda: False))
    assert ended.wait(PATIENCE_SECONDS)


def test_a_closed_page_ends_its_work():
    ended = Event()

    def work(job):
        try:
            while True:
                job.progress(1, 10)
        finally:
            ended.set()

    telling = follow(work, lambda: True)
    next(telling)
    telling.close()
    assert ended.wait(PATIENCE_SECONDS)


def test_an_error_of_the_work_reaches_the_page():
    def work(job):
        raise ValueError("no such thing")

    with pytest.raises(ValueError, match="no such thing"):
        list(follow(work, lambda: True))


def test_the_time_left_is_told_from_the_second_report_on(monkeypatch):
    clock = iter([10.0, 14.0])
    monkeypatch.setattr(jobs.time, "monotonic", lambda: next(clock))
    job = Job()
    assert job.step == Progress(0, 0, None)
    job.progress(2, 10)
    assert job.step == Progress(2, 10, None)
    job.progress(4, 10)
    assert job.step == Progress(4, 10, 12.0)  # two in four seconds, six are left


@pytest.mark.parametrize(
    ("waiting", "served"),
    [
        ([("shares", 1, ""), ("a", 0, ""), ("b", 0, "")], ["a", "b", "shares"]),
        # Ann has the turn; Bob's first comes before her second, his second after it.
        ([("a2", 0, "Ann"), ("a3", 0, "Ann"), ("b1", 0, "Bob"), ("b2", 0, "Bob")], ["b1", "a2", "b2", "a3"]),
        ([("a2", 0, "Ann"), ("nobody", 0, ""), ("nobody else", 0, "")], ["nobody", "nobody else", "a2"]),
    ],
)
def test_turns_go_by_rank_then_by_visitor_then_by_who_came_first(waiting, served):
    turns, first_is_in, go_on, order, mine = FairSemaphore(1), Event(), Event(), [], []

    def hold():
        with turns.turn(Job(), visitor="Ann"):
            first_is_in.set()
            assert go_on.wait(PATIENCE_SECONDS)

    def wait_for_turn(name, rank, visitor):
        mine.append(Job())
        with turns.turn(mine[-1], rank, visitor):
            order.append(name)

    threads = [Thread(target=hold)]
    threads[0].start()
    assert first_is_in.wait(PATIENCE_SECONDS)
    for count, one in enumerate(waiting, 1):
        threads.append(Thread(target=wait_for_turn, args=one))
        threads[-1].start()
        while len(turns._waiting) < count:  # so that they come in this order
            pass
    with turns._changed:  # so that the latest has counted, too
        assert all(job.step.ahead >= 1 for job in mine)  # the one that has the turn, at least
    go_on.set()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert order == served
    assert {job.step.ahead for job in mine} == {0}


def test_who_asks_again_and_again_keeps_nobody_from_a_second_turn():
    turns, order, threads, ends = FairSemaphore(1), [], [], {}

    def come(name):  # its first letter is the visitor
        def work():
            with turns.turn(Job(), visitor=name[0]):
                order.append(name)
                assert ends[name].wait(PATIENCE_SECONDS)

        ends[name] = Event()
        threads.append(Thread(target=work))
        threads[-1].start()
        while len(turns._waiting) + len(order) < len(threads):
            pass

    def leave(name):
        ends[name].set()
        while order[-1] == name:
            pass

    for name in ("b1", "b2", "a1"):
        come(name)
    leave("b1")
    come("c1")
    leave("a1")
    come("a2")  # Ann has had a turn since Bob came for his second
    leave("c1")
    leave("b2")
    ends["a2"].set()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert order == ["b1", "a1", "c1", "b2", "a2"]
    assert not turns._served


def test_a_turn_is_given_back_after_an_error_and_after_waiting_in_vain():
    turns = FairSemaphore(1)
    with pytest.raises(ValueError, match="broken"), turns.turn(Job()):
        raise ValueError("broken")
    unwanted = Job()
    unwanted.stop()
    with turns.turn(Job()), pytest.raises(CancelledError), turns.turn(unwanted):
        raise AssertionError("it never had a turn")
    with turns.turn(Job()):
        assert turns._waiting == []
    assert not turns._served


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere priorities are a process's")
def test_long_work_gives_way_to_presses():
    def niceness(_=None):
        return os.getpriority(os.PRIO_PROCESS, get_native_id())

    before = niceness()
    *_, done = follow(niceness, lambda: True)
    assert done.value == min(19, before + NICENESS)
    assert niceness() == before


def test_answers_come_as_they_are_found_and_end_when_nobody_listens():
    held, closed = Event(), Event()

    def slow():
        try:
            held.wait(10)
            yield "late"
            yield "later"
        finally:
            closed.set()

    values = interleaved({"slow": slow(), "quick": iter_of("one", "two")})
    assert [next(values), next(values)] == [("quick", "one"), ("quick", "two")]
    held.set()
    assert next(values) == ("slow", "late")
    values.close()
    assert closed.wait(10)


def iter_of(*values):
    yield from values
