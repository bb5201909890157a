"""TensorBoard's format: what is written, and the sentence without its package. A stand-in writes, so that none is needed."""

import sys
from types import ModuleType
from typing import ClassVar

import pytest

from googlenet.common.errors import UserError
from googlenet.training import tensorboard as board
from googlenet.training.loop import fit
from googlenet.training.tensorboard import scalars
from tests.training.test_remedies import spoil
from tests.training.tiny import tiny_config


class Writer:
    """Keeps what torch.utils.tensorboard's would write."""

    made: ClassVar[list] = []

    def __init__(self, folder, purge_step=None):
        self.folder, self.purge_step, self.written, self.closed = folder, purge_step, [], False
        self.made.append(self)

    def add_scalar(self, name, value, step):
        self.written.append((name, value, step))

    def flush(self):
        pass

    def close(self):
        self.closed = True


@pytest.fixture
def writers(monkeypatch):
    stand_in = ModuleType("torch.utils.tensorboard")
    stand_in.SummaryWriter = Writer
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", stand_in)
    monkeypatch.setattr(board.importlib.util, "find_spec", lambda name: object())
    monkeypatch.setattr(Writer, "made", [])
    return Writer.made


def test_without_its_package_one_sentence_says_what_to_do(run, monkeypatch):
    monkeypatch.setattr(board.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(UserError, match="pip install tensorboard"):
        list(fit(tiny_config(tensorboard=True), run.path))
    assert not run.path.exists()  # nothing was begun


def test_a_run_that_was_begun_with_it_goes_on_without(run, writers, monkeypatch):
    records = fit(tiny_config(tensorboard=True, epochs=1), run.path)
    next(records)
    records.close()
    monkeypatch.setattr(board.importlib.util, "find_spec", lambda name: None)
    list(fit(None, run.path, resume=True))
    assert run.status().state == "finished"
    assert len(writers) == 1
    assert "pip install tensorboard" in run.notices()[0]


def test_a_run_writes_every_record_and_closes(run, writers):
    list(fit(tiny_config(tensorboard=True, epochs=1), run.path))
    (writer,) = writers
    assert writer.folder == str(run.path / "tensorboard")
    assert writer.closed
    told = {(name, step) for name, _, step in writer.written}
    for record in [*run.records(), *run.path_records()]:
        assert {(name, record.step) for name in scalars(record)} <= told
    names = {name for name, *_ in writer.written}
    assert {"train/loss", "test/accuracy", "paths/gradient/inception4a/5x5"} <= names


def test_a_run_that_does_not_ask_writes_nothing(run, writers):
    list(fit(tiny_config(epochs=1), run.path))
    assert writers == []


def test_going_on_takes_back_what_was_written_after_the_checkpoint(run, writers):
    list(fit(tiny_config(tensorboard=True, epochs=1), run.path))
    list(fit(tiny_config(tensorboard=True, epochs=2), run.path, resume=True))
    assert [writer.purge_step for writer in writers] == [1, 6]


def test_so_does_going_back(run, writers, monkeypatch):
    spoil(monkeypatch, {7}, lambda loss: loss * float("nan"))
    list(fit(tiny_config(tensorboard=True, epochs=2), run.path))
    assert [(writer.purge_step, writer.closed) for writer in writers] == [(1, True), (6, True)]
