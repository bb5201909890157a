"""Training on a GPU that is lent for less than a minute at a time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from googlenet.training import loop
from googlenet.training.lent_gpu import SliceEnd, in_slices, is_wanted, train_slice
from googlenet.training.runs import process
from googlenet.training.runs.folder import RunFolder
from googlenet.training.trainer import card_of
from tests.training.lending import NoTensors, lend
from tests.training.tiny import load_tiny, outcome, tiny_config

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def waiting(run):
    run.create(card_of(tiny_config(), load_tiny()))
    run.write_status("queued")
    return run


def test_slices_in_processes_of_their_own_are_one_run(waiting, unbroken):
    done = subprocess.run(
        [sys.executable, "-m", "tests.training.lending", str(waiting.path), "0"],
        cwd=ROOT,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    told = [line.split() for line in done.stdout.splitlines()]
    records = [line for line in told if not line[0].isdigit()]
    processes = [line for line in told if line[0].isdigit()]
    assert records == [[kind, str(step)] for step in (5, 10, 15) for kind in ("step", "epoch")]
    assert len({child for child, _ in processes}) == 6  # one record each
    assert {code for _, code in processes} == {"0"}
    assert waiting.status().state == "finished"
    assert outcome(waiting) == outcome(unbroken)


def test_a_slice_gives_plain_numbers_and_its_end(waiting):
    *records, end = train_slice(str(waiting.path), 1000.0)
    assert [record.kind for record in records] == ["step", "epoch"] * 3
    assert end == SliceEnd(is_over=True)


def test_a_stop_ends_all_slices(waiting):
    records = in_slices(waiting, lambda function: function, seconds=0.0)
    next(records)
    waiting.ask_to_stop()
    assert list(records) == []
    assert waiting.status().state == "stopped"
    assert not waiting.stop_file.exists()


def test_a_stop_while_a_slice_saves_its_end_is_heeded(waiting, monkeypatch):
    plain = loop.save_checkpoint
    monkeypatch.setattr(loop, "save_checkpoint", lambda *given: (plain(*given), waiting.ask_to_stop()))
    assert len(list(in_slices(waiting, lambda function: function, seconds=0.0))) == 1
    assert waiting.status().state == "stopped"
    assert not waiting.stop_file.exists()


def test_a_stop_between_two_slices_is_heeded(waiting):
    def lend_once(function):
        def call(*arguments):
            yield from function(*arguments)
            waiting.ask_to_stop()

        return call

    assert len(list(in_slices(waiting, lend_once, seconds=0.0))) == 1
    assert waiting.status().state == "stopped"


def test_a_run_that_was_given_up_while_its_gpu_was_waited_for_is_let_be(waiting):
    waiting.write_status("stopped")
    assert list(train_slice(str(waiting.path))) == [SliceEnd(is_over=True)]
    assert waiting.status().state == "stopped"
    assert not waiting.state.exists()


def test_slices_of_a_run_that_another_trains_leave_it_its_stop_file(waiting):
    def lend_late(function):
        def call(*arguments):
            waiting.write_status("running")
            waiting.ask_to_stop()
            yield from function(*arguments)

        return call

    assert list(in_slices(waiting, lend_late)) == []
    assert waiting.status().state == "stopping"


def test_a_run_that_no_gpu_is_lent_to_any_more_can_be_resumed_at_once(waiting):
    def lend_once(function):
        given = iter((function,))

        def call(*arguments):
            one = next(given, None)
            if one is None:
                raise RuntimeError("quota")
            yield from one(*arguments)

        return call

    records = in_slices(waiting, lend_once, seconds=0.0)
    next(records)
    with pytest.raises(RuntimeError, match="quota"):
        list(records)
    assert waiting.status().state == "stopped"


def test_an_error_stands_in_the_status_and_ends_all_slices(waiting, capsys):
    waiting.card.write_text(waiting.card.read_text().replace('"dataset": "tiny"', '"dataset": "gone"'))
    assert list(in_slices(waiting, lambda function: function)) == []
    assert waiting.status().state == "failed"
    assert "gone" in waiting.status().message


def test_a_run_that_does_not_wait_is_let_be(unbroken):
    before = outcome(unbroken)
    assert list(in_slices(unbroken, lambda function: function)) == []
    assert outcome(unbroken) == before


def test_the_stand_in_forbids_tensors():
    with pytest.raises(TypeError, match="a tensor would leave"):
        NoTensors(open(os.devnull, "wb")).dump({"loss": [torch.zeros(1)]})  # noqa: SIM115, PTH123


def test_on_such_a_machine_no_process_is_started(monkeypatch, tmp_path):
    monkeypatch.setenv("SPACES_ZERO_GPU", "1")
    monkeypatch.setattr(process.subprocess, "Popen", None)
    run = process.start_run(tiny_config(), tmp_path)
    assert is_wanted()
    assert run.status().state == "queued"
    assert isinstance(run, RunFolder)
    assert callable(lend(train_slice))
