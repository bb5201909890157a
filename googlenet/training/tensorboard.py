"""A run's records in TensorBoard's format: `tensorboard --logdir runs`. Its package is optional."""

import contextlib
import importlib.util
from collections.abc import Callable, Iterator

from googlenet.common.errors import UserError
from googlenet.common.results import EpochRecord, PathRecord, StepRecord
from googlenet.training.runs.folder import RunFolder

FOLDER = "tensorboard"
Record = StepRecord | EpochRecord | PathRecord
Observers = list[Callable[[Record], None]]


def has_tensorboard() -> bool:
    """Whether the package `tensorboard` is installed."""
    return importlib.util.find_spec("tensorboard") is not None


def check_tensorboard() -> None:
    """Raises where the package `tensorboard` is missing.

    Raises:
        UserError: with what to do.
    """
    if not has_tensorboard():
        raise UserError("lab.board.missing")


def scalars(record: Record) -> dict[str, float]:
    """The numbers of a record by TensorBoard's names, such as "test/accuracy" and "paths/gradient/inception4c/5x5"."""
    if record.kind == "step":
        found = {"loss": record.train_loss, "accuracy": record.train_accuracy, "learning_rate": record.learning_rate}
        return {f"train/{name}": value for name, value in found.items()} | {"speed": record.images_per_second}
    if record.kind == "epoch":
        found = {"test/loss": record.test_loss, "test/accuracy": record.test_accuracy}
        held_out = record.held_out_accuracy
        return found | ({} if held_out is None else {"held_out/accuracy": held_out})
    return {
        f"paths/{measure}/{block}/{branch}": value
        for measure in ("gradient", "energy", "dead")
        for block, branches in getattr(record, measure).items()
        for branch, value in branches.items()
    }


@contextlib.contextmanager
def observers(run: RunFolder, step: int, *, is_wanted: bool) -> Iterator[Observers]:
    """The functions that take each record of the run beside its folder: TensorBoard's writer, if it is wanted.

    Args:
        step: at which the run begins or goes on; what was written of later steps is purged.
    """
    if is_wanted and not has_tensorboard():  # the run was begun on another machine: its own records are what matters
        run.notice("lab.board.missing")
        is_wanted = False
    if not is_wanted:
        yield []
        return
    from torch.utils.tensorboard import SummaryWriter

    with contextlib.closing(SummaryWriter(str(run.path / FOLDER), purge_step=step + 1)) as writer:

        def write(record: Record) -> None:
            for name, value in scalars(record).items():
                writer.add_scalar(name, value, record.step)
            writer.flush()

        yield [write]
