"""The study notes' own run, which other runs are compared with: `googlenet_notes`, Adam, ten epochs at 224 px. Takes no torch."""

import csv
from functools import lru_cache
from typing import TYPE_CHECKING

from googlenet.common.files import ASSETS

if TYPE_CHECKING:
    from googlenet.training.runs.folder import RunFolder

NOTES_CURVE = ASSETS / "notes_curve.csv"
NOTES_IMAGES = 10_000  # all test images of Fashion-MNIST; accuracy on fewer cannot be compared


@lru_cache(maxsize=1)
def notes_epochs() -> tuple[dict[str, float], ...]:
    """Returns the ten epochs: epoch, train_loss and test_loss in nats, test_accuracy (0..1)."""
    with NOTES_CURVE.open(encoding="utf-8", newline="") as file:
        rows = [{name: float(value) for name, value in row.items()} for row in csv.DictReader(file)]
    return tuple(row | {"test_accuracy": row["test_accuracy_percent"] / 100} for row in rows)


def notes_accuracy() -> float:
    """Returns the notes' test accuracy (0..1) after their last epoch."""
    return notes_epochs()[-1]["test_accuracy"]


def epoch_past_notes(run: "RunFolder") -> int | None:
    """Returns the first epoch of `run` with more than the notes' last accuracy; None before it, and on other test images."""
    from googlenet.networks.checkpoint import read_card

    if read_card(run.card).config["dataset"] != "fashion_mnist":
        return None
    epochs = [one for one in run.records() if one.kind == "epoch" and sum(map(sum, one.confusion)) == NOTES_IMAGES]
    return next((one.epoch for one in epochs if one.test_accuracy > notes_accuracy()), None)
