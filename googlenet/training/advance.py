"""One training step, and how a run recovers from a diverging loss or from want of memory."""

import math
import time
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor

from googlenet.common.errors import UserError
from googlenet.data.images import to_input
from googlenet.data.streaming import Streamed
from googlenet.networks.checkpoint import read_card
from googlenet.networks.devices import is_out_of_memory
from googlenet.training import steps
from googlenet.training.averaging import follow
from googlenet.training.config import TrainConfig
from googlenet.training.runs.folder import RunFolder
from googlenet.training.trainer import Diverged, Trainer, prepare, restore_checkpoint, save_checkpoint

SLOWER = 0.5


def advance(trainer: Trainer) -> None:
    """Does one step of the optimizer.

    Raises:
        Diverged: found in this step or, on a GPU, a few steps later.
    """
    if not trainer.pending:
        trainer.pending_since = time.perf_counter()
    epoch, position = divmod(trainer.step, trainer.steps_in_epoch)
    batch = trainer.loader.batch(epoch, position, trainer.step)
    for group in trainer.optimizer.param_groups:
        group["lr"] = trainer.learning_rate(trainer.step)
    trainer.optimizer.zero_grad(set_to_none=True)
    seed = trainer.config.seed * trainer.world.size + trainer.world.rank
    with steps.dropout_seed(trainer.device, seed, trainer.step):
        loss, right = _gradients(trainer, batch.pixels, batch.labels)
    trainer.accelerator.step(trainer.optimizer)
    if trainer.average is not None:
        follow(trainer.average, trainer.network, trainer.config.ema_decay, trainer.step)
    trainer.add_step(len(batch), loss, right)


def _gradients(trainer: Trainer, pixels: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    """Writes the mean gradient of the whole batch into the parameters.

    Returns:
        Mean loss in nats and number of right predictions, of this process's images.
    """
    config, count = trainer.config, len(labels)
    epoch, position = divmod(trainer.step, trainer.steps_in_epoch)
    preprocess = trainer.dataset.preprocess(config.size_in(epoch))
    whole = min(config.batch_size, len(trainer.train) - position * config.batch_size)
    if isinstance(trainer.train, Streamed):  # without those that are damaged
        whole = int(trainer.world.total(torch.tensor(count)))
    parts = max(1, min(trainer.parts, count // 2))  # BN cannot be trained on a single image
    losses, rights = [], []
    pairs = zip(pixels.tensor_split(parts), labels.tensor_split(parts), strict=True)
    for part, (inputs, targets) in enumerate(pairs, start=1):
        x = to_input(inputs, preprocess).to(memory_format=torch.channels_last)
        weight = len(inputs) * trainer.world.size / whole
        work = partial(_part, trainer, weight)
        if parts == 1 and trainer.world.is_alone:
            loss, right = trainer.accelerator.repeat(work, (x, targets), [*trainer.network.parameters()], weight)
        else:
            # Gradients are averaged over processes once, after the last part.
            with trainer.loss.no_sync() if part < parts and not trainer.world.is_alone else nullcontext():
                loss, right = work(x, targets)
        losses.append(loss * (len(inputs) / count))
        rights.append(right)
    return torch.stack(losses).sum(), torch.stack(rights).sum()


def _part(trainer: Trainer, weight: float, x: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
    """Adds the gradient of `weight` * the mean loss of `x` to the parameters; returns that loss and how many are right."""
    with trainer.accelerator.autocast():
        loss, logits = trainer.loss(x, targets, trainer.config.label_smoothing)
    trainer.accelerator.backward(loss if weight == 1 else loss * weight)
    return loss.detach(), (logits.detach().argmax(1) == targets).sum()


@dataclass(frozen=True)
class Remedy:
    """What a run changes when it goes back to its checkpoint.

    Attributes:
        slowed, parts: see `Trainer`.
        key, values: of the notice, but for the step that it went back to.
    """

    slowed: float
    parts: int
    key: str
    values: dict


def remedy_for(trainer: Trainer, error: Exception) -> Remedy:
    """Half the learning rate for a loss that diverged, once; half the images at a time for want of memory.

    Raises:
        UserError: the loss diverged again.
        Exception: `error` itself, for which there is no remedy.
    """
    if isinstance(error, Diverged) and trainer.slowed == 1:
        return Remedy(SLOWER, trainer.parts, "error.notice_back", {"step": error.step})
    parts = 2 * trainer.parts
    # With several processes the others wait for this one's gradients, and cannot go back.
    if is_out_of_memory(error) and trainer.world.is_alone and trainer.config.batch_size // parts >= 2:
        values = {"batch": math.ceil(trainer.config.batch_size / trainer.parts), "parts": parts}
        return Remedy(trainer.slowed, parts, "error.notice_parts", values)
    if isinstance(error, Diverged):
        raise UserError("error.run_diverged", step=error.step) from None
    raise error


def go_back(config: TrainConfig, run: RunFolder, remedy: Remedy) -> Trainer:
    """A trainer at the run's last checkpoint, or at its start where it has none, changed as `remedy` says.

    Raises:
        UserError: as `prepare`, `restore_checkpoint` and `save_checkpoint` do.
    """
    has_checkpoint = run.state.is_file()
    trainer = prepare(config, from_start=not has_checkpoint, card=read_card(run.card))
    if has_checkpoint:
        restore_checkpoint(trainer, run)
    trainer.world.broadcast(None)  # all have read the checkpoint before the first writes another
    trainer.slowed, trainer.parts = remedy.slowed, remedy.parts
    run.truncate(trainer.step, trainer.due_records())
    run.notice(remedy.key, **remedy.values, back=trainer.step)
    save_checkpoint(trainer, run)
    return trainer
