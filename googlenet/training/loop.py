"""Training as a generator of records. Closing it stops cleanly: a checkpoint is written first."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from googlenet.common.errors import RunRefused, UserError
from googlenet.common.results import EpochRecord, StepRecord
from googlenet.data.streaming import Streamed
from googlenet.networks.checkpoint import read_card, save_weights, write_card
from googlenet.networks.devices import device_name, is_out_of_memory
from googlenet.training import distributed, steps, tensorboard
from googlenet.training.advance import advance, go_back, remedy_for
from googlenet.training.branch_records import path_record
from googlenet.training.config import TrainConfig, beginning, config_from_dict, config_to_dict, continued
from googlenet.training.evaluation import epoch_record, step_record
from googlenet.training.runs.folder import ReadOnlyRunFolder, RunFolder
from googlenet.training.runs.progress import ProgressFile
from googlenet.training.snapshots import save_snapshot
from googlenet.training.tensorboard import Observers, Record
from googlenet.training.trainer import Diverged, Tally, Trainer, card_of, prepare, restore_checkpoint, save_checkpoint

CHECKPOINT_SECONDS = 60.0


class Stopped(Exception):
    """The run's stop file is there."""


def fit(config: TrainConfig | None, run_dir: str | Path, resume: bool = False) -> Iterator[StepRecord | EpochRecord]:
    """Trains into `run_dir` and yields a record every few steps and after each epoch.

    The folder alone carries the run: see `googlenet.training.runs.folder`. A file `stop` in it, or closing the generator,
    ends training after the current step with a checkpoint from which `resume=True` goes on: on the CPU of the same
    machine to the very bits of an unbroken run, on a GPU to its numbers up to rounding.

    Args:
        config: what to train. With `resume`, None goes on as the run was begun; a configuration may differ in
            epochs, size_schedule, threads, device, keep_epochs and tensorboard; the learning rate's schedule is then
            drawn over the new length.
        run_dir: the run's folder; made where it is not there.
        resume: go on with the run that `run_dir` holds.

    Raises:
        RunRefused: the folder holds a run and `resume` is False, or none and it is True, or one that is under way or
            that was begun otherwise; or it cannot be written.
        UserError: a value of `config` does not fit, the data set is missing, or the loss stopped being a number.
    """
    world = distributed.here()
    run = (RunFolder if world.is_first else ReadOnlyRunFolder)(Path(run_dir))
    refusal = world.broadcast(_refusal(run, resume=resume))
    if refusal:
        raise RunRefused(refusal, path=run.path)
    if resume:
        config = continued(config_from_dict(read_card(run.card).config), config)
    return _train(config if resume else beginning(config or TrainConfig()), run)


def _refusal(run: RunFolder, *, resume: bool) -> str | None:
    """The key of the sentence that says why `fit` cannot begin or resume in this folder; None if it can."""
    if not resume:
        return "error.run_exists" if run.exists() else None
    if not run.exists():
        return "error.run_missing"
    status = run.status()
    if status.state == "finished" and not run.state.is_file() and not run.last.is_file():
        return "error.run_no_checkpoint"
    is_mine = status.state == "queued" and status.pid == os.getpid()  # this process waited, and its turn has come
    return "error.run_live" if status.is_live() and not is_mine else None


def _train(config: TrainConfig, run: RunFolder) -> Iterator[StepRecord | EpochRecord]:
    """Prepares the run, then loops: stop, record or step, save, recover.

    An error keeps the checkpoint before it, since a step may be half done; every other end saves one first.
    """
    with ExitStack() as resources:
        trainer = _open(config, run, resources)
        resources.enter_context(_status_at_the_end(run, trainer.total_steps))
        _restore(trainer, run)
        resources.enter_context(run.heartbeat(trainer.total_steps, device_name(str(trainer.device))))
        progress = _progress(trainer, run)
        is_wanted = config.tensorboard and trainer.world.is_first
        watched = resources.enter_context(ExitStack())
        observers = watched.enter_context(tensorboard.observers(run, trainer.step, is_wanted=is_wanted))
        is_at_start, saved = not trainer.step, time.monotonic()
        received: list[int] = []  # signals that came within a step
        while not trainer.is_finished():
            remedy = None
            try:
                if is_at_start:
                    _keep_epoch(trainer, run, observers)
                    is_at_start = False
                # Stop
                while received:
                    signal.raise_signal(received.pop())
                _check_stop(trainer, run)
                # Record what is due, or train a step
                if due := trainer.due_records():
                    yield _write_record(due[0], trainer, run, observers, progress)
                    continue
                with steps.undisturbed(received):
                    advance(trainer)
                progress.show("training", step=trainer.step, loss=trainer.step_tally.mean_loss, tested=0)
                # Save
                if trainer.world.broadcast(time.monotonic() - saved > CHECKPOINT_SECONDS):
                    save_checkpoint(trainer, run)
                    saved = time.monotonic()
            except (GeneratorExit, KeyboardInterrupt, Stopped):
                progress.write()
                with suppress(Diverged):  # the checkpoint before it stays, from which a resumed run recovers
                    save_checkpoint(trainer, run)
                raise
            except Exception as error:  # noqa: BLE001 raised again where there is no remedy
                _write_damaged(trainer, run, distributed.World())  # the others may be waiting elsewhere
                remedy = remedy_for(trainer, error)
            # Recover, now that the error has let go of the trainer
            if remedy:
                trainer = None  # its memory is wanted for the next one
                trainer = go_back(config, run, remedy)
                watched.close()
                observers = watched.enter_context(tensorboard.observers(run, trainer.step, is_wanted=bool(observers)))
                progress = _progress(trainer, run)
                is_at_start, saved = not trainer.step, time.monotonic()


def _open(config: TrainConfig, run: RunFolder, resources: ExitStack) -> Trainer:
    """The run's trainer before the first step; `resources` holds the folder's lock. Makes a new run's folder."""
    is_new = distributed.here().broadcast(not run.exists())
    if not is_new:
        resources.enter_context(run.lock())
        if run.status().state != "queued":  # while it was queued, a stop was meant for this process
            run.clear_stop()
    try:
        card = None if is_new else read_card(run.card)
        trainer = prepare(config, from_start=not run.state.is_file(), card=card)
        if is_new:
            if config.tensorboard:
                tensorboard.check_tensorboard()
            run.create(card_of(trainer.config, trainer.dataset))
    except Exception as error:
        if not is_new:
            _record_failure(run, 0, error)
        raise
    if is_new:
        resources.enter_context(run.lock())
    return trainer


@contextmanager
def _status_at_the_end(run: RunFolder, total_steps: int) -> Iterator[None]:
    """Writes how the training within ended: finished, stopped or failed. `Stopped` goes no further."""
    try:
        yield
        run.write_status("finished", total_steps)
    except Stopped:
        run.write_status("stopped", total_steps)
    except (GeneratorExit, KeyboardInterrupt):
        if run.status().state != "finished":  # just now, or before it was to be resumed
            run.write_status("stopped", total_steps)
        raise
    except Exception as error:
        _record_failure(run, total_steps, error)
        raise
    run.clear_stop()  # only where it was heeded, or nothing is left to stop: whoever closed the run may still want it


def _restore(trainer: Trainer, run: RunFolder) -> None:
    """Brings trainer and records to the folder's checkpoint, and the card to the configuration of now."""
    if run.state.is_file() or run.last.is_file():  # the second is never written without the first
        restore_checkpoint(trainer, run)
    trainer.world.broadcast(None)  # all have read before the first writes
    run.truncate(trainer.step, trainer.due_records())
    if not trainer.world.is_first:
        return
    if trainer.is_finished():  # a kill between the last two files left the second one as it was before
        with run.writing():
            save_weights(run.last, trainer.network)
    card = read_card(run.card)
    if card.config != config_to_dict(trainer.config):
        with run.writing():
            write_card(run.card, replace(card, config=config_to_dict(trainer.config)))


def _record_failure(run: RunFolder, total_steps: int, error: Exception) -> None:
    if run.status().state == "finished":  # it was to be resumed; its weights are as good as before
        return
    if is_out_of_memory(error):
        error = UserError("error.run_memory")
    if not isinstance(error, UserError):
        error = UserError("error.run_failed", reason=f"{type(error).__name__}: {error}")
    with suppress(UserError):  # the disk is full; the error itself is on its way up
        run.write_status("failed", total_steps, error)


def _progress(trainer: Trainer, run: RunFolder) -> ProgressFile:
    """Where this process, the first of several, says how far it is."""
    images = len(trainer.test) + len(trainer.held_out)
    return ProgressFile(run.progress_file if trainer.world.is_first else None, trainer.step, images)


def _check_stop(trainer: Trainer, run: RunFolder) -> None:
    if trainer.world.broadcast(run.stop_file.exists()):
        raise Stopped


def _write_record(
    kind: str, trainer: Trainer, run: RunFolder, observers: Observers, progress: ProgressFile
) -> StepRecord | EpochRecord:
    """Writes the record that is due, "step" or "epoch", and returns it; an epoch is evaluated and saved, too."""

    def watch(tested: int) -> None:
        progress.show("testing", step=trainer.step, tested=min(tested * trainer.world.size, progress.latest.images))
        if trainer.world.is_alone:  # the shares of several processes differ: they stop after the evaluation
            _check_stop(trainer, run)

    if kind == "step":
        record = _append(step_record(trainer), run, observers)
        trainer.step_tally = Tally()
    else:
        record = _append(epoch_record(trainer, run, watch), run, observers)
        _write_damaged(trainer, run, trainer.world)
        _keep_epoch(trainer, run, observers)
        trainer.epoch_tally = Tally()  # only now: after an interruption before, the epoch is recorded again
        save_checkpoint(trainer, run)
    return record


def _write_damaged(trainer: Trainer, run: RunFolder, world: distributed.World) -> None:
    """Names the pictures on disk that the processes of `world` could not read so far, and left out."""
    if isinstance(trainer.train, Streamed) and (damaged := world.union(trainer.train.damaged)):
        run.write_damaged(damaged)


def _keep_epoch(trainer: Trainer, run: RunFolder, observers: Observers) -> None:
    """Writes what is kept of the start and of each epoch beside its record: how the branches are, and the weights."""
    _append(path_record(trainer), run, observers)
    if trainer.world.is_first:
        save_snapshot(trainer, run)


def _append(record: Record, run: RunFolder, observers: Observers) -> Record:
    """Appends a record to the folder's, shows it to the observers, and returns it."""
    run.append(record)
    for observe in observers:
        observe(record)
    return record
