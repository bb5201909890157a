"""What an experiment with wrong labels has shown: which score finds them. Takes no torch."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from googlenet.common.files import ASSETS

MEASURED = ASSETS / "studies" / "label_noise.json"  # made by benchmarks/label_noise.py
SCORES = ("self_influence", "loss")


@dataclass(frozen=True)
class LabelNoise:
    """The experiment's figures: over its runs, mean and 95 % interval, as (mean, low, high).

    Attributes:
        runs: how many.
        share: fraction of the labels that was flipped, and of the images that each score lists.
        precision: score -> fraction of its list that was flipped.
        area: score -> area under the ROC curve.
        difference: of the precisions, self-influence minus loss, paired by run.
    """

    runs: int
    share: float
    precision: dict[str, tuple[float, float, float]]
    area: dict[str, tuple[float, float, float]]
    difference: tuple[float, float, float]

    @property
    def sign(self) -> int:
        """1 where self-influence clearly finds more wrong labels than the loss, -1 where fewer, else 0."""
        _, low, high = self.difference
        return (low > 0) - (high < 0)

    @property
    def score(self) -> str:
        """The score to list labels by: the loss, which is simpler, unless self-influence clearly finds more."""
        return SCORES[self.sign <= 0]


@lru_cache(maxsize=1)
def label_noise() -> LabelNoise:
    """Returns the record that ships."""
    return read_label_noise(MEASURED)


def read_label_noise(path: Path) -> LabelNoise:
    """Returns the record in `path`, as `benchmarks/label_noise.py` writes it."""
    record = json.loads(path.read_text(encoding="utf-8"))
    found = record["summary"]

    def triple(score: str, measure: str) -> tuple[float, float, float]:
        return tuple(found[score][measure][key] for key in ("mean", "low", "high"))

    precision, area = ({score: triple(score, one) for score in SCORES} for one in ("precision", "area"))
    difference = triple("self_influence_minus_loss", "precision")
    return LabelNoise(len(record["runs"]), record["share"], precision, area, difference)
