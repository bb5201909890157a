"""Training as a generator of records. Closing it stops cleanly: a checkpoint is written first."""

import contextlib
import math
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import torch

from googlenet.cards import read_card, write_card
from googlenet.checkpoints import save_weights
from googlenet.data import Images
from googlenet.errors import RunRefused, UserError
from googlenet.images import to_input
from googlenet.results import EpochRecord, Score, StepRecord
from googlenet.training import steps
from googlenet.training.config import TrainConfig, config_from_dict, config_to_dict, continued
from googlenet.training.recipes import AUGMENTATIONS
from googlenet.training.runs import RunFolder
from googlenet.training.trainer import Tally, Trainer, card_of, prepare, restore_checkpoint, save_checkpoint

CHECKPOINT_SECONDS = 60.0


class Stopped(Exception):
    """The run was asked to stop."""


def fit(config: TrainConfig | None, run_dir: str | Path, resume: bool = False) -> Iterator[StepRecord | EpochRecord]:
    """Trains into `run_dir` and yields a record every few steps and after each epoch.

    The folder alone carries the run: see `googlenet.training.runs`. A file `stop` in it, or closing the generator,
    ends training after the current step with a checkpoint from which `resume=True` goes on: on the CPU of the same
    machine to the very bits of an unbroken run, on a GPU to its numbers up to rounding.

    Args:
        config: what to train. With `resume`, None goes on as the run was begun; a configuration may differ in epochs,
            threads and device, and the schedule is then drawn over the new length.
        run_dir: the run's folder; made where it is not there.
        resume: go on with the run that `run_dir` holds.

    Raises:
        RunRefused: the folder holds a run and `resume` is False, or none and it is True, or one that is under way or
            that was begun otherwise; or it cannot be written.
        UserError: a value of `config` does not fit, the data set is missing, or the loss stopped being a number.
    """
    run = RunFolder(Path(run_dir))
    if not resume:
        if run.exists():
            raise RunRefused("error.run_exists", path=run.path)
        return _fit(config or TrainConfig(), run)
    if not run.exists():
        raise RunRefused("error.run_missing", path=run.path)
    status = run.status()
    if status.is_live() and status.state != "queued":
        raise RunRefused("error.run_live", path=run.path)
    if status.state != "queued":  # there, a stop asked for while the process starts is meant for it
        run.stop_file.unlink(missing_ok=True)
    return _fit(continued(config_from_dict(read_card(run.card).config), config), run)


def _fit(config: TrainConfig, run: RunFolder) -> Iterator[StepRecord | EpochRecord]:
    """Prepares, trains, and leaves word of how it ended."""
    total_steps = 0
    try:
        trainer = prepare(config, from_start=not run.state.is_file())
        total_steps = trainer.total_steps
        _open(trainer, run)
        with run.beating(total_steps):
            yield from _train(trainer, run)
        run.write_status("finished", total_steps)
    except Stopped:
        run.write_status("stopped", total_steps)
    except (GeneratorExit, KeyboardInterrupt):
        if run.exists():
            run.write_status("stopped", total_steps)
        raise
    except Exception as error:
        if run.exists():
            _leave_word(run, total_steps, error)
        raise
    finally:
        with contextlib.suppress(OSError):
            run.stop_file.unlink(missing_ok=True)


def _open(trainer: Trainer, run: RunFolder) -> None:
    """Makes the folder, or brings the trainer to where the folder's checkpoint is."""
    if not run.exists():
        run.create(card_of(trainer.config, trainer.dataset))
        return
    if run.state.is_file() or run.last.is_file():  # the second is never written without the first
        restore_checkpoint(trainer, run)
    run.keep_until(trainer.step, trainer.owed())
    card = read_card(run.card)
    if card.config != config_to_dict(trainer.config):
        with run.writing():
            write_card(run.card, replace(card, config=config_to_dict(trainer.config)))


def _leave_word(run: RunFolder, total_steps: int, error: Exception) -> None:
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        error = UserError("error.run_memory")
    if not isinstance(error, UserError):
        error = UserError("error.run_failed", reason=f"{type(error).__name__}: {error}")
    try:
        run.write_status("failed", total_steps, error)
    except UserError:
        return  # a full disk takes no last word; the error itself is on its way up


def _train(trainer: Trainer, run: RunFolder) -> Iterator[StepRecord | EpochRecord]:
    """The loop itself: flat, and the only place that decides when to stop, save and report.

    An error leaves the checkpoint before as it is, since a step may be half done; everything else saves first.
    """
    saved = time.monotonic()
    try:
        while not trainer.is_finished():
            _heed(run)
            if owed := trainer.owed():
                yield from _tell(trainer, run, owed[0])
                continue
            with steps.undisturbed():
                _step(trainer)
            if time.monotonic() - saved > CHECKPOINT_SECONDS:
                save_checkpoint(trainer, run)
                saved = time.monotonic()
    except (GeneratorExit, KeyboardInterrupt, Stopped):
        save_checkpoint(trainer, run)
        raise


def _heed(run: RunFolder) -> None:
    if run.stop_file.exists():
        raise Stopped


def _tell(trainer: Trainer, run: RunFolder, kind: str) -> Iterator[StepRecord | EpochRecord]:
    """The record that is due, into the folder, then to the caller."""
    if kind == "step":
        record, trainer.step_tally = run.append(_step_record(trainer)), Tally()
    else:
        record, trainer.epoch_tally = run.append(_epoch_record(trainer, run)), Tally()
        save_checkpoint(trainer, run)
    yield record


def _step(trainer: Trainer) -> None:
    """One step of the optimizer, counted in the tallies.

    Raises:
        UserError: the loss is no number any more; the weights are as they were before the step.
    """
    config, began = trainer.config, time.perf_counter()
    epoch, position = divmod(trainer.step, trainer.steps_in_epoch)
    order = steps.batch_order(len(trainer.train), config.seed, epoch)
    batch = trainer.train[order[position * config.batch_size : (position + 1) * config.batch_size].to(trainer.device)]
    generator = steps.augmentation_generator(config.seed, trainer.step)
    pixels = steps.augment(batch.pixels, generator, AUGMENTATIONS[config.augmentation])
    x = to_input(pixels, trainer.dataset.preprocess(config.size_in(epoch))).to(memory_format=torch.channels_last)
    for group in trainer.optimizer.param_groups:
        group["lr"] = trainer.learning_rate(trainer.step)
    with (
        steps.autocast(trainer.device, config.precision),
        steps.dropout_seed(trainer.device, config.seed, trainer.step),
    ):
        loss, logits = steps.training_loss(trainer.network, x, batch.labels, config.label_smoothing)
    trainer.optimizer.zero_grad(set_to_none=True)
    loss.backward()
    value = loss.item()
    if not math.isfinite(value):
        raise UserError("error.run_diverged", step=trainer.step)
    trainer.optimizer.step()
    right = (logits.argmax(1) == batch.labels).sum().item()
    trainer.step += 1
    seconds = time.perf_counter() - began
    trainer.seconds += seconds
    for tally in (trainer.step_tally, trainer.epoch_tally):
        tally.add(len(batch), value, right, seconds)


def _step_record(trainer: Trainer) -> StepRecord:
    tally, latest = trainer.step_tally, trainer.step - 1
    return StepRecord(
        step=trainer.step,
        epoch=trainer.step / trainer.steps_in_epoch,
        image_size=trainer.config.size_in(latest // trainer.steps_in_epoch),
        learning_rate=trainer.learning_rate(latest),
        train_loss=tally.loss / tally.images,
        train_accuracy=tally.right / tally.images,
        images_per_second=tally.images / tally.seconds,
        seconds=trainer.seconds,
    )


def _epoch_record(trainer: Trainer, run: RunFolder) -> EpochRecord:
    """Evaluates the network and keeps it as best where it is; a stop asked for meanwhile is heeded at once.

    Raises:
        Stopped: the epoch is evaluated when the run goes on.
    """
    config, tally, began = trainer.config, trainer.epoch_tally, time.perf_counter()
    trainer.check_finite()
    epoch = trainer.step // trainer.steps_in_epoch
    size = config.size_in(epoch - 1)
    preprocess = trainer.dataset.preprocess(size)

    def heeding(batches: Iterable) -> Iterator:
        for batch in batches:
            _heed(run)
            yield batch

    def score(images: Images) -> Score:
        return steps.score(trainer.network, images, preprocess, precision=config.precision, progress=heeding)

    if config.recalibrate_images:
        part = trainer.train[: config.recalibrate_images]
        batches = steps.input_batches(part, preprocess, config.batch_size)
        steps.recalibrate(trainer.network, heeding(batches), trainer.device, config.precision)
    test = score(trainer.test)
    held_out = score(trainer.held_out).accuracy if len(trainer.held_out) else None
    # Weights of an epoch at another size would fit the card's size badly: they stand in until there are better ones.
    competes = held_out is not None and size == config.image_size
    if not competes or held_out > trainer.best_held_out:
        with run.writing():
            save_weights(run.best, trainer.network)
        trainer.best_held_out = held_out if competes else -1.0
    trainer.seconds += time.perf_counter() - began
    return EpochRecord(
        epoch=epoch,
        step=trainer.step,
        image_size=size,
        learning_rate=trainer.learning_rate(trainer.step - 1),
        train_loss=tally.loss / tally.images,
        train_accuracy=tally.right / tally.images,
        test_loss=test.loss,
        test_accuracy=test.accuracy,
        held_out_accuracy=held_out,
        images_per_second=tally.images / tally.seconds,
        seconds=trainer.seconds,
        confusion=tuple(map(tuple, test.confusion.tolist())),
    )
