"""A run's records in TensorBoard's format, for those who have it: `tensorboard --logdir runs`."""

import contextlib
import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from googlenet.common.errors import UserError
from googlenet.common.results import EpochRecord, PathRecord, StepRecord
from googlenet.training.runs.folder import RunFolder

FOLDER = "tensorboard"
Record = StepRecord | EpochRecord | PathRecord


def has_board() -> bool:
    """Whether the package `tensorboard` is there."""
    return importlib.util.find_spec("tensorboard") is not None


def check_board() -> None:
    """Raises where the package `tensorboard` is missing.

    Raises:
        UserError: with what to do.
    """
    if not has_board():
        raise UserError("lab.board.missing")


def scalars(record: Record) -> dict[str, float]:
    """What TensorBoard draws of a record, by names as "test/accuracy" and "paths/gradient/inception4c/5x5"."""
    if record.kind == "step":
        found = {"loss": record.train_loss, "accuracy": record.train_accuracy, "learning_rate": record.learning_rate}
        return {f"train/{name}": value for name, value in found.items()} | {"speed": record.images_per_second}
    if record.kind == "epoch":
        found = {"test/loss": record.test_loss, "test/accuracy": record.test_accuracy}
        held_out = record.held_out_accuracy
        return found | ({} if held_out is None else {"held_out/accuracy": held_out})
    return {
        f"paths/{measure}/{block}/{path}": value
        for measure in ("gradient", "energy", "dead")
        for block, paths in getattr(record, measure).items()
        for path, value in paths.items()
    }


@dataclass(frozen=True)
class Told(RunFolder):
    """The folder of a run whose records are told to somebody else too."""

    tell: Callable[[Record], None]

    def append(self, record: Record) -> Record:
        self.tell(super().append(record))
        return record


@contextlib.contextmanager
def told(run: RunFolder, *, to_board: bool, since: int = 0) -> Iterator[RunFolder]:
    """The run's folder; within, where `to_board`, TensorBoard's files get every record too.

    Args:
        since: steps done; what was written of later ones, before a crash, is taken back.
    """
    if not to_board:
        yield run
        return
    from torch.utils.tensorboard import SummaryWriter

    with contextlib.closing(SummaryWriter(str(run.path / FOLDER), purge_step=since + 1)) as writer:

        def write(record: Record) -> None:
            for name, value in scalars(record).items():
                writer.add_scalar(name, value, record.step)
            writer.flush()

        yield Told(run.path, write)
