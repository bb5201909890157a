"""Training as a generator of records. Closing it stops cleanly: a checkpoint is written first."""

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from googlenet.common.errors import RunRefused, UserError
from googlenet.common.results import EpochRecord, StepRecord
from googlenet.networks.checkpoint import read_card, write_card
from googlenet.training import distributed, steps
from googlenet.training.advance import advance, go_back, is_out_of_memory, remedy_for
from googlenet.training.branch_records import path_record
from googlenet.training.config import TrainConfig, config_from_dict, config_to_dict, continued
from googlenet.training.evaluation import epoch_record, step_record
from googlenet.training.runs.folder import Onlooker, RunFolder
from googlenet.training.snapshots import save_snapshot
from googlenet.training.tensorboard import check_board, has_board, told
from googlenet.training.trainer import (
    Diverged,
    Tally,
    Trainer,
    card_of,
    prepare,
    restore_checkpoint,
    save_checkpoint,
)

CHECKPOINT_SECONDS = 60.0


class Stopped(Exception):
    """The run was asked to stop."""


def fit(config: TrainConfig | None, run_dir: str | Path, resume: bool = False) -> Iterator[StepRecord | EpochRecord]:
    """Trains into `run_dir` and yields a record every few steps and after each epoch.

    The folder alone carries the run: see `googlenet.training.runs.folder`. A file `stop` in it, or closing the generator,
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
    world = distributed.here()
    run = (RunFolder if world.is_first else Onlooker)(Path(run_dir))
    refusal = world.broadcast(_refusal(run, resume=resume))
    if refusal:
        raise RunRefused(refusal, path=run.path)
    if not resume:
        return _fit(config or TrainConfig(), run)
    return _fit(continued(config_from_dict(read_card(run.card).config), config), run)


def _refusal(run: RunFolder, *, resume: bool) -> str | None:
    """The sentence that says why `fit` cannot begin or go on in this folder; None if it can."""
    if not resume:
        return "error.run_exists" if run.exists() else None
    if not run.exists():
        return "error.run_missing"
    status = run.status()
    if status.state == "finished" and not run.state.is_file() and not run.last.is_file():
        return "error.run_no_checkpoint"
    is_mine = status.state == "queued" and status.pid == os.getpid()  # the worker's own, whose turn has come
    return "error.run_live" if status.is_live() and not is_mine else None


def _fit(config: TrainConfig, run: RunFolder) -> Iterator[StepRecord | EpochRecord]:
    """Prepares, trains, and leaves word of how it ended."""
    total_steps, holds = 0, ExitStack()
    with holds:
        is_new = distributed.here().broadcast(not run.exists())
        if not is_new:
            holds.enter_context(run.held())
            if run.status().state != "queued":  # there, a stop asked for while the process starts is meant for it
                run.forget_stop()
        try:
            card = None if is_new else read_card(run.card)
            trainer = prepare(config, from_start=not run.state.is_file(), card=card)
            total_steps = trainer.total_steps
            if is_new:
                if config.tensorboard:
                    check_board()
                run.create(card_of(trainer.config, trainer.dataset))
        except Exception as error:
            if not is_new:
                _leave_word(run, total_steps, error)
            raise
        if is_new:
            holds.enter_context(run.held())
        hand = [trainer]
        del trainer
        yield from _held(hand, run)


def _held(hand: list[Trainer], run: RunFolder) -> Iterator[StepRecord | EpochRecord]:
    """Trains a run that no other process has.

    Args:
        hand: the trainer alone; nobody else keeps it, so that its memory is free when the run goes back.
    """
    total_steps, config = hand[0].total_steps, hand[0].config
    device, to_board = steps.device_name(str(hand[0].device)), config.tensorboard and hand[0].world.is_first
    if to_board and not has_board():  # it was begun elsewhere: its own records are what matters
        run.notice("lab.board.missing")
        to_board = False
    try:
        _take_up(hand[0], run)
        with run.beating(total_steps, device), told(run, to_board=to_board, since=hand[0].step) as folder:
            yield from _train(hand, folder)
        run.write_status("finished", total_steps)
    except Stopped:
        run.write_status("stopped", total_steps)
    except (GeneratorExit, KeyboardInterrupt):
        run.write_status("stopped", total_steps)
        raise
    except Exception as error:
        _leave_word(run, total_steps, error)
        raise
    finally:
        run.forget_stop()


def _take_up(trainer: Trainer, run: RunFolder) -> None:
    """Brings the trainer to where the folder's checkpoint is."""
    if run.state.is_file() or run.last.is_file():  # the second is never written without the first
        restore_checkpoint(trainer, run)
    trainer.world.broadcast(None)  # all have read before the first writes
    run.keep_until(trainer.step, trainer.due_records())
    if not trainer.world.is_first:
        return
    card = read_card(run.card)
    if card.config != config_to_dict(trainer.config):
        with run.writing():
            write_card(run.card, replace(card, config=config_to_dict(trainer.config)))


def _leave_word(run: RunFolder, total_steps: int, error: Exception) -> None:
    if is_out_of_memory(error):
        error = UserError("error.run_memory")
    if not isinstance(error, UserError):
        error = UserError("error.run_failed", reason=f"{type(error).__name__}: {error}")
    try:
        run.write_status("failed", total_steps, error)
    except UserError:
        return  # a full disk takes no last word; the error itself is on its way up


def _train(hand: list[Trainer], run: RunFolder) -> Iterator[StepRecord | EpochRecord]:
    """Trains to the end; goes back and on otherwise where the loss runs away or memory is short.

    Raises:
        UserError: the loss ran away again.
    """
    config = hand[0].config
    while True:
        try:
            yield from _go_on(hand[0], run)
        except Exception as error:
            remedy = remedy_for(hand[0], error)
            if remedy is None and isinstance(error, Diverged):
                raise UserError("error.run_diverged", step=error.step) from None
            if remedy is None:
                raise
        else:
            return
        hand.clear()  # its memory is wanted
        hand.append(go_back(config, run, remedy))


def _go_on(trainer: Trainer, run: RunFolder) -> Iterator[StepRecord | EpochRecord]:
    """The loop itself: flat, and the only place that decides when to stop, save and report.

    An error leaves the checkpoint before as it is, since a step may be half done; everything else saves first.
    """
    saved = time.monotonic()
    try:
        if not trainer.step:
            _keep(trainer, run)
        while not trainer.is_finished():
            _heed(trainer, run)
            if due_records := trainer.due_records():
                yield from _tell(trainer, run, due_records[0])
                continue
            with steps.undisturbed():
                advance(trainer)
            if trainer.world.broadcast(time.monotonic() - saved > CHECKPOINT_SECONDS):
                save_checkpoint(trainer, run)
                saved = time.monotonic()
    except (GeneratorExit, KeyboardInterrupt, Stopped):
        save_checkpoint(trainer, run)
        raise


def _heed(trainer: Trainer, run: RunFolder) -> None:
    if trainer.world.broadcast(run.stop_file.exists()):
        raise Stopped


def _tell(trainer: Trainer, run: RunFolder, kind: str) -> Iterator[StepRecord | EpochRecord]:
    """The record that is due, into the folder, then to the caller."""

    def check_stop() -> None:
        if trainer.world.is_alone:  # the shares of several processes differ: they heed it after the test
            _heed(trainer, run)

    if kind == "step":
        record, trainer.step_tally = run.append(step_record(trainer)), Tally()
    else:
        record = run.append(epoch_record(trainer, run, check_stop))
        _keep(trainer, run)
        trainer.epoch_tally = Tally()  # only now: an interruption before leaves the epoch to be told again
        save_checkpoint(trainer, run)
    yield record


def _keep(trainer: Trainer, run: RunFolder) -> None:
    """What is kept of the start and of each epoch beside its record."""
    run.append(path_record(trainer))
    if trainer.world.is_first:
        save_snapshot(trainer, run)
