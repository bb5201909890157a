"""The records of a run: one every few steps, and one after each epoch, with its evaluation."""

import time
from collections.abc import Callable, Iterable, Iterator

import torch

from googlenet.common.errors import UserError
from googlenet.common.results import EpochRecord, Score, StepRecord
from googlenet.networks.checkpoint import save_weights
from googlenet.training import steps
from googlenet.training.accelerator import evaluated_at_once
from googlenet.training.runs.folder import RunFolder
from googlenet.training.trainer import Trainer


def step_record(trainer: Trainer) -> StepRecord:
    """The record of the steps since the one before."""
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


def epoch_record(trainer: Trainer, run: RunFolder, watch: Callable[[int], None]) -> EpochRecord:
    """The record of an epoch: evaluates the network, each process on its share of the images, and saves it if best.

    Args:
        watch: called before each batch with the number of images that this process has tested; what it raises ends the
            evaluation, which a resumed run repeats.
    """
    config, tally, began, network = trainer.config, trainer.epoch_tally, time.perf_counter(), trainer.evaluated
    precision = trainer.accelerator.precision
    trainer.check_finite()
    epoch = trainer.step // trainer.steps_in_epoch
    size = config.size_in(epoch - 1)
    preprocess = trainer.dataset.preprocess(size)

    tested = 0

    def watched(batches: Iterable) -> Iterator:
        nonlocal tested
        for x, labels in batches:
            watch(tested)
            yield x, labels
            tested += len(labels)

    def recalibrating(batches: Iterable) -> Iterator:
        for batch in batches:
            watch(0)
            yield batch

    def score(images: object) -> Score:
        part = images[trainer.world.share(len(images))]
        batch = max(1, evaluated_at_once(trainer.device, preprocess.size_px) // trainer.parts)
        how = {"batch_size": batch, "precision": precision, "progress": watched}
        found = steps.score(network, part, preprocess, is_share=not trainer.world.is_alone, **how)
        return _gathered(trainer, found, len(images))

    if config.recalibrate_images:
        part = trainer.train[: config.recalibrate_images]
        batches = steps.input_batches(part, preprocess, max(2, config.batch_size // trainer.parts))
        steps.recalibrate(network, recalibrating(batches), trainer.device, precision)
    test = score(trainer.test)
    held_out = score(trainer.held_out).accuracy if len(trainer.held_out) else None
    # Weights of an epoch at another size would fit the card's size badly: they serve until an epoch has competed.
    competes = held_out is not None and size == config.image_size
    is_best = held_out > trainer.best_held_out if competes else trainer.best_held_out < 0
    if is_best and trainer.world.is_first:
        with run.writing():
            save_weights(run.best, network)
    if is_best and competes:
        trainer.best_held_out = held_out
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


def _gathered(trainer: Trainer, mine: Score, images: int) -> Score:
    """The score on all images, from each process's score on its share.

    Raises:
        UserError: none of the images can be read.
    """
    if trainer.world.is_alone:
        return mine
    confusion = trainer.world.total(torch.from_numpy(mine.confusion))
    count, loss = trainer.world.total(
        torch.tensor([mine.images, mine.loss * mine.images], dtype=torch.float64)
    ).tolist()
    if not count:
        raise UserError("pictures.stream_damaged", count=images)
    return Score(int(count), loss / count, confusion.trace().item() / count, confusion.numpy())
