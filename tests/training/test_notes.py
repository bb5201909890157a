"""What other runs are compared with."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from googlenet.cli.train import _follow
from googlenet.common.results import EpochRecord
from googlenet.networks import checkpoint
from googlenet.training import notes
from googlenet.training.notes import epoch_past_notes, notes_accuracy, notes_epochs

RECORD = EpochRecord(1, 10, 32, 0.001, 0.5, 0.8, 0.3, 0.90, None, 100.0, 10.0, ((5000, 0), (1000, 4000)))


def test_the_notes_end_where_their_text_says():
    assert len(notes_epochs()) == 10
    assert notes_accuracy() == pytest.approx(0.9154)


def stand_in(monkeypatch, dataset: str, accuracies: tuple[float, ...]) -> SimpleNamespace:
    """A run's folder with these epochs."""
    card = SimpleNamespace(config={"dataset": dataset})
    monkeypatch.setattr(checkpoint, "read_card", lambda _: card)
    records = [replace(RECORD, epoch=at, test_accuracy=one) for at, one in enumerate(accuracies, 1)]
    status = SimpleNamespace(total_steps=20)
    return SimpleNamespace(path="run", card=None, records=lambda: records, status=lambda: status)


@pytest.mark.parametrize(
    ("dataset", "accuracies", "epoch"),
    [
        ("fashion_mnist", (0.90, 0.92, 0.93), 2),
        ("fashion_mnist", (0.90, 0.91), None),
        ("own:shapes", (0.90, 0.92), None),
    ],
)
def test_a_run_passes_the_notes_after_one_epoch(monkeypatch, dataset, accuracies, epoch):
    run = stand_in(monkeypatch, dataset, accuracies)
    assert epoch_past_notes(run) == epoch
    monkeypatch.setattr(notes, "NOTES_IMAGES", 500)
    assert epoch_past_notes(run) is None  # other test images than the notes'


def test_the_command_line_tells_once_that_the_notes_are_passed(monkeypatch, capsys):
    run = stand_in(monkeypatch, "fashion_mnist", (0.90, 0.92, 0.93))
    _follow(run.records(), run, prints_json=False, is_first=True)
    lines = capsys.readouterr().out.splitlines()
    assert [number for number, line in enumerate(lines) if "91.54%" in line] == [2]  # below its second epoch's
