"""Runs as the page shows them: a row of the table, a curve of the charts."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from googlenet.common.results import EpochRecord, StepRecord
from googlenet.networks.design import base_of
from googlenet.training.runs.progress import RunProgress
from googlenet.training.runs.status import LIVE


@dataclass(frozen=True)
class Curve:
    """A run as the charts draw it.

    Attributes:
        name: as people read it.
        epochs: (E,) epochs done.
        test_accuracy: (E,) fractions.
        test_loss: (E,) nats.
        steps: (n,) where training was reported, in epochs.
        train_accuracy: (n,) fractions.
        train_loss: (n,) nats.
        planned: epochs of the whole run.
        is_live: whether more is to come.
        look: which of `LOOKS`, beside another run; None: grey, with its name at the end of the line.
    """

    name: str
    epochs: tuple[int, ...] = ()
    test_accuracy: tuple[float, ...] = ()
    test_loss: tuple[float, ...] = ()
    steps: tuple[float, ...] = ()
    train_accuracy: tuple[float, ...] = ()
    train_loss: tuple[float, ...] = ()
    planned: int = 0
    is_live: bool = False
    look: int | None = None


def curve_of(
    name: str, records: Sequence[StepRecord | EpochRecord], *, planned: int = 0, is_live: bool = False
) -> Curve:
    """The curve of a run's records."""
    epochs, steps = ([record for record in records if record.kind == kind] for kind in ("epoch", "step"))
    return Curve(
        name=name,
        epochs=tuple(record.epoch for record in epochs),
        test_accuracy=tuple(record.test_accuracy for record in epochs),
        test_loss=tuple(record.test_loss for record in epochs),
        steps=tuple(record.epoch for record in steps),
        train_accuracy=tuple(record.train_accuracy for record in steps),
        train_loss=tuple(record.train_loss for record in steps),
        planned=planned,
        is_live=is_live,
    )


@dataclass(frozen=True)
class RunView:
    """What the page shows of a run; plain values.

    Attributes:
        name: of the classifier that it makes: "run:NAME", or the shipped weights' name.
        title: as people read it.
        state: as in `Status`.
        message: why it failed or ended without a word.
        config: as `config_to_dict` writes it; {} where it cannot be read.
        classes: K names.
        curve: its accuracy and loss.
        accuracy: on the test images, a fraction; None before the first test.
        test_images: how many; 0 before the first test.
        confusion: (K, K) counts of the latest epoch; () before the first test.
        step, total_steps: done and of the whole run; 0 while unknown.
        learning_rate: the latest step's; None before it.
        images_per_second: at the latest step; None before it.
        seconds: since it began, pauses left out.
        kept_epoch, held_out_accuracy: whose weights and figures these are; the second is None where nothing was held out.
        seconds_left: an estimate, while it is live.
        can_resume: whether it has a checkpoint to go on from.
        is_shipped: whether it belongs to the weights that ship.
        ahead: runs that come before it while it waits for its turn.
        notices: what it had to do to go on, in sentences.
        progress: where it is between two records; None of runs that are finished, or keep none.
        guessing_loss: that of guessing, in nats, where its tests have come no further; else None.
    """

    name: str
    title: str
    state: str
    message: str = ""
    config: dict = field(default_factory=dict)
    classes: tuple[str, ...] = ()
    curve: Curve = field(default_factory=lambda: Curve(""))
    accuracy: float | None = None
    test_images: int = 0
    confusion: tuple[tuple[int, ...], ...] = ()
    kept_epoch: int = 0
    held_out_accuracy: float | None = None
    step: int = 0
    total_steps: int = 0
    learning_rate: float | None = None
    images_per_second: float | None = None
    seconds: float = 0.0
    seconds_left: float | None = None
    can_resume: bool = False
    is_shipped: bool = False

    ahead: int = 0
    notices: tuple[str, ...] = ()
    progress: RunProgress | None = None
    guessing_loss: float | None = None

    @property
    def is_own(self) -> bool:
        """Whether it is trained on a person's own pictures, which the notes' images have nothing to do with."""
        return not str(self.config.get("dataset", "")).startswith("fashion_mnist")

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def epochs_done(self) -> int:
        return self.curve.epochs[-1] if self.curve.epochs else 0

    @property
    def epochs(self) -> int:
        return self.config.get("epochs") or self.epochs_done

    @property
    def network(self) -> str:
        model = self.config.get("model", "")
        return model if isinstance(model, str) else str(model.get("name", ""))

    @property
    def designed_from(self) -> str | None:
        """The network that this one was drawn from; None where it is nobody's design."""
        model = self.config.get("model", "")
        return None if isinstance(model, str) else base_of(str(model.get("source", "")))


@dataclass(frozen=True)
class Older:
    """Runs that the table lists only when a visitor opens all of them, or searches.

    Attributes:
        rows: the newest first; most with neither configuration nor figures, which are read when they are shown.
        left_out: how many still older ones are not listed at all.
    """

    rows: tuple[RunView, ...] = ()
    left_out: int = 0
