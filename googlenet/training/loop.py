"""Training as a generator of records. Closing it stops cleanly: a checkpoint is written first."""

import io
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import torch

from googlenet.cards import Card, read_card
from googlenet.checkpoints import load_weights, save_weights, write_atomically
from googlenet.data import Dataset, Images, load_dataset
from googlenet.errors import BadCheckpoint, RunRefused, UserError, look_up
from googlenet.images import to_input
from googlenet.network import Network
from googlenet.results import EpochRecord, StepRecord
from googlenet.training import steps
from googlenet.training.config import TrainConfig, config_from_dict, config_to_dict
from googlenet.training.recipes import AUGMENTATIONS, OPTIMIZERS, SCHEDULES
from googlenet.training.runs import RunFolder
from googlenet.zoo import create_model

STEPS_A_RECORD = 10
CHECKPOINT_SECONDS = 60.0
HEARTBEAT_SECONDS = 2.0


@dataclass
class Tally:
    """Sums over images since they were last cleared."""

    images: int = 0
    loss: float = 0.0
    right: int = 0
    seconds: float = 0.0

    def add(self, images: int, loss: float, right: int, seconds: float) -> None:
        self.images += images
        self.loss += loss * images
        self.right += right
        self.seconds += seconds


@dataclass
class Trainer:
    """Everything of a run that changes while it trains."""

    config: TrainConfig
    dataset: Dataset
    network: Network
    optimizer: torch.optim.Optimizer
    device: torch.device
    train: Images
    held_out: Images
    test: Images
    step: int = 0
    seconds: float = 0.0
    best_held_out: float = -1.0
    epoch_tally: Tally = field(default_factory=Tally)
    step_tally: Tally = field(default_factory=Tally)

    @property
    def steps_in_epoch(self) -> int:
        return steps.batches_in_epoch(len(self.train), self.config.batch_size)

    @property
    def total_steps(self) -> int:
        return self.steps_in_epoch * self.config.epochs

    @property
    def learning_rate(self) -> float:
        fraction = self.step / max(1, self.total_steps)
        return self.config.learning_rate * SCHEDULES[self.config.schedule](fraction)


def fit(config: TrainConfig, run_dir: str | Path, resume: bool = False) -> Iterator[StepRecord | EpochRecord]:
    """Trains into `run_dir` and yields a record every few steps and after each epoch.

    The folder alone carries the run: see `googlenet.training.runs`. A file `stop` in it, or closing the generator,
    ends training after the current step with a checkpoint from which `resume=True` goes on, with the same numbers as
    an unbroken run on the same machine.

    Raises:
        RunRefused: the folder already holds a run and `resume` is False, or holds none and it is True.
        UserError: a value of `config` does not fit, the data set is missing, or the loss stopped being a number.
    """
    run = RunFolder(Path(run_dir))
    if resume and not run.exists():
        raise RunRefused("error.run_missing", path=run.path)
    if not resume and run.exists():
        raise RunRefused("error.run_exists", path=run.path)
    return _fit(config, run, resume)


def _fit(config: TrainConfig, run: RunFolder, resume: bool) -> Iterator[StepRecord | EpochRecord]:
    try:
        if resume:
            config = config_from_dict(read_card(run.card).config)
        trainer = _prepare(config)
        if not resume:
            run.create(_card(trainer))
        run.stop_file.unlink(missing_ok=True)
        if run.state.is_file():
            _restore(trainer, run)
        run.write_status("running", trainer.total_steps)
        yield from _train(trainer, run)
    except UserError as error:
        if run.exists():
            run.write_status("failed", message=str(error))
        raise


def _prepare(config: TrainConfig) -> Trainer:
    if config.threads:
        torch.set_num_threads(config.threads)
    device = steps.pick_device(config.device)
    dataset = load_dataset(config.dataset)
    network = create_model(
        config.model,
        num_classes=len(dataset.classes),
        in_channels=dataset.train.pixels.shape[1],
        aux_heads=config.aux_heads,
        seed=config.seed,
    )
    if config.init_from:
        given = Path(config.init_from)
        load_weights(given / "best.safetensors" if given.is_dir() else given, network)
    _freeze(network, config.freeze_until)
    network.to(device, memory_format=torch.channels_last).train()
    order = torch.randperm(len(dataset.train), generator=torch.Generator().manual_seed(config.seed))
    train, held_out = dataset.train[order[config.validation_images :]], dataset.train[order[: config.validation_images]]
    if config.train_images:
        train = train[: config.train_images]
    parameters = [parameter for parameter in network.parameters() if parameter.requires_grad]
    optimizer = OPTIMIZERS[config.optimizer](parameters, lr=config.learning_rate, weight_decay=config.weight_decay)
    torch.manual_seed(config.seed)  # dropout
    moved = (part.to(device) for part in (train, held_out, dataset.test))
    return Trainer(config, dataset, network, optimizer, device, *moved)


def _card(trainer: Trainer) -> Card:
    config, dataset = trainer.config, trainer.dataset
    return Card(
        spec=trainer.network.spec,
        classes=dataset.classes,
        preprocess=dataset.preprocess(config.image_size),
        aux_heads=bool(trainer.network.aux),
        config=config_to_dict(config),
        source=f"trained on {dataset.name} by recipe {config.recipe}",
    )


def _freeze(network: Network, until: str | None) -> None:
    if until is None:
        return
    look_up(network.blocks, until, "error.block")
    for name, layer in network.layers.named_children():
        layer.requires_grad_(False)
        if name == until:
            return


def _train(trainer: Trainer, run: RunFolder) -> Iterator[StepRecord | EpochRecord]:
    """The loop itself: flat, and the only place that decides when to stop, save and report."""
    saved = beaten = time.monotonic()
    finished = False
    try:
        while trainer.step < trainer.total_steps:
            _step(trainer)
            now = time.monotonic()
            ends_epoch = trainer.step % trainer.steps_in_epoch == 0
            if trainer.step % STEPS_A_RECORD == 0 or ends_epoch:
                yield _report(run, _step_record(trainer))
            if ends_epoch:
                yield _report(run, _epoch_record(trainer, run))
            if ends_epoch or now - saved > CHECKPOINT_SECONDS:
                _save(trainer, run)
                saved = now
            if now - beaten > HEARTBEAT_SECONDS or ends_epoch:
                run.write_status("running", trainer.total_steps)
                beaten = now
            if run.stop_file.exists():
                break
        finished = trainer.step >= trainer.total_steps
    except UserError:
        raise
    except BaseException:
        _pause(trainer, run)  # closed, interrupted or failed: nothing but the current step is lost
        raise
    if finished:
        run.stop_file.unlink(missing_ok=True)
        run.write_status("finished", trainer.total_steps)
    else:
        _pause(trainer, run)


def _pause(trainer: Trainer, run: RunFolder) -> None:
    _save(trainer, run)
    run.stop_file.unlink(missing_ok=True)
    run.write_status("stopped", trainer.total_steps)


def _report(run: RunFolder, record: StepRecord | EpochRecord) -> StepRecord | EpochRecord:
    run.append(record)
    return record


def _step(trainer: Trainer) -> None:
    config, began = trainer.config, time.monotonic()
    epoch, position = divmod(trainer.step, trainer.steps_in_epoch)
    order = steps.batch_order(len(trainer.train), config.seed, epoch)
    batch = trainer.train[order[position * config.batch_size : (position + 1) * config.batch_size].to(trainer.device)]
    augment = AUGMENTATIONS[config.augmentation]
    pixels = augment(batch.pixels, steps.augmentation_generator(config.seed, trainer.step))
    x = to_input(pixels, trainer.dataset.preprocess(config.size_in(epoch))).to(memory_format=torch.channels_last)
    for group in trainer.optimizer.param_groups:
        group["lr"] = trainer.learning_rate
    with steps.autocast(trainer.device, config.precision):
        loss, logits = steps.training_loss(trainer.network, x, batch.labels, config.label_smoothing)
    trainer.optimizer.zero_grad(set_to_none=True)
    loss.backward()
    value = loss.item()
    if not torch.isfinite(loss):
        raise UserError("error.run_diverged", step=trainer.step)
    trainer.optimizer.step()
    trainer.step += 1
    seconds = time.monotonic() - began
    trainer.seconds += seconds
    right = (logits.argmax(1) == batch.labels).sum().item()
    for tally in (trainer.step_tally, trainer.epoch_tally):
        tally.add(len(batch), value, right, seconds)


def _step_record(trainer: Trainer) -> StepRecord:
    tally, trainer.step_tally = trainer.step_tally, Tally()
    epoch = trainer.step / trainer.steps_in_epoch
    return StepRecord(
        step=trainer.step,
        epoch=epoch,
        image_size=trainer.config.size_in(min(int(epoch), trainer.config.epochs - 1)),
        learning_rate=trainer.learning_rate,
        train_loss=tally.loss / tally.images,
        train_accuracy=tally.right / tally.images,
        images_per_second=tally.images / tally.seconds,
        seconds=trainer.seconds,
    )


def _epoch_record(trainer: Trainer, run: RunFolder) -> EpochRecord:
    config, tally, began = trainer.config, trainer.epoch_tally, time.monotonic()
    trainer.epoch_tally = Tally()
    epoch = trainer.step // trainer.steps_in_epoch
    size = config.size_in(epoch - 1)
    preprocess = trainer.dataset.preprocess(size)
    if config.recalibrate_images:
        part = trainer.train[: config.recalibrate_images]
        batches = steps.input_batches(part, preprocess, config.batch_size)
        steps.recalibrate(trainer.network, batches, trainer.device, config.precision)
    test = steps.score(trainer.network, trainer.test, preprocess, precision=config.precision)
    held_out = None
    if len(trainer.held_out):
        held_out = steps.score(trainer.network, trainer.held_out, preprocess, precision=config.precision).accuracy
    if held_out is None or held_out > trainer.best_held_out:
        trainer.best_held_out = -1.0 if held_out is None else held_out
        save_weights(run.best, trainer.network)
    trainer.seconds += time.monotonic() - began
    return EpochRecord(
        epoch=epoch,
        step=trainer.step,
        image_size=size,
        learning_rate=trainer.learning_rate,
        train_loss=tally.loss / tally.images,
        train_accuracy=tally.right / tally.images,
        test_loss=test.loss,
        test_accuracy=test.accuracy,
        held_out_accuracy=held_out,
        images_per_second=tally.images / tally.seconds,
        seconds=trainer.seconds,
        confusion=tuple(map(tuple, test.confusion.tolist())),
    )


def _save(trainer: Trainer, run: RunFolder) -> None:
    """A checkpoint: state.pt carries the weights' step too, so that a crash between the two files is noticed."""
    buffer = io.BytesIO()
    cuda = torch.cuda.get_rng_state_all() if trainer.device.type == "cuda" else []
    torch.save(
        {
            "network": trainer.network.state_dict(),
            "optimizer": trainer.optimizer.state_dict(),
            "random": torch.get_rng_state(),
            "random_cuda": cuda,
            "threads": torch.get_num_threads(),
            "step": trainer.step,
            "seconds": trainer.seconds,
            "best_held_out": trainer.best_held_out,
            "epoch_tally": vars(trainer.epoch_tally),
            "step_tally": vars(trainer.step_tally),
        },
        buffer,
    )
    write_atomically(run.state, buffer.getvalue())
    save_weights(run.last, trainer.network)


def _restore(trainer: Trainer, run: RunFolder) -> None:
    try:
        state = torch.load(run.state, map_location="cpu", weights_only=True)
        trainer.network.load_state_dict(state["network"])
        trainer.optimizer.load_state_dict(state["optimizer"])
        trainer.epoch_tally, trainer.step_tally = Tally(**state["epoch_tally"]), Tally(**state["step_tally"])
        trainer.step, trainer.seconds = state["step"], state["seconds"]
        trainer.best_held_out = state["best_held_out"]
        torch.set_num_threads(trainer.config.threads or state["threads"])
        torch.set_rng_state(state["random"])
        if trainer.device.type == "cuda" and state["random_cuda"]:
            torch.cuda.set_rng_state_all(state["random_cuda"])
    except (OSError, RuntimeError, KeyError, TypeError, ValueError, EOFError) as error:
        raise BadCheckpoint("error.run_broken", path=run.path, reason=error) from None
    run.keep_until(trainer.step)
