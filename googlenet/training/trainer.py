"""A run in memory: built from its configuration, saved into its folder, restored from there."""

import io
import math
import pickle
import time
from dataclasses import dataclass, field

import torch

from googlenet.common.errors import BadCheckpoint, RunRefused, UserError
from googlenet.data.dataset import Dataset, Images
from googlenet.networks.checkpoint import Card, save_weights, write_atomically
from googlenet.networks.classifier import create_model, find_spec
from googlenet.networks.devices import pick_device
from googlenet.networks.network import Network
from googlenet.training import distributed, steps
from googlenet.training.accelerator import Accelerator
from googlenet.training.averaging import average_of
from googlenet.training.config import TrainConfig, config_to_dict
from googlenet.training.data_loader import MemoryLoader, StreamLoader, data_loader
from googlenet.training.initialization import check_split, dataset_of, freeze, load_start, source_of
from googlenet.training.optimizers import Pair, make_optimizer
from googlenet.training.pretrained import read_start
from googlenet.training.recipes import SCHEDULES
from googlenet.training.runs.folder import RunFolder

STEPS_A_RECORD = 10
FUSED = ("cpu", "cuda")  # one pass over all parameters: six million take 69 CPU-ms instead of 393
RUNAWAY = 10.0  # the mean loss over that of guessing, above which the weights are going to infinity


class Diverged(Exception):
    """The loss is not finite, or too large to come down again; noticed within `STEPS_A_RECORD` steps."""

    def __init__(self, step: int):
        super().__init__(step)
        self.step = step


@dataclass
class Tally:
    """Sums over the images since the last record; the fields are keys of a checkpoint."""

    images: int = 0
    loss: float = 0.0
    right: int = 0
    seconds: float = 0.0

    @property
    def mean_loss(self) -> float | None:
        """Over these images; None without any."""
        return self.loss / self.images if self.images else None

    def add(self, images: int, loss: float, right: int, seconds: float) -> None:
        self.images += images
        self.loss += loss * images
        self.right += right
        self.seconds += seconds


@dataclass
class Trainer:
    """Everything of a run that changes while it trains, and its data.

    Attributes:
        average: the moving average of the weights; None without one.
        loss: module that computes loss and logits of inputs and labels; with several processes it averages gradients.
        loader: of the training batches.
        world: the processes that train together.
        best_held_out: accuracy of the best epoch that competed to be kept; -1 while none has.
        slowed: factor of the learning rate; below 1 once the loss diverged.
        parts: into which a batch is split, one after another; more than 1 once memory was short.
        pending: images, loss and number of right predictions of steps not yet in the tallies: reading them from a GPU
            waits for it.
        pending_since: time at which the first of these steps began.
    """

    config: TrainConfig
    dataset: Dataset
    network: Network
    average: Network | None
    optimizer: torch.optim.Optimizer | Pair
    accelerator: Accelerator
    train: Images
    held_out: Images
    test: Images
    loss: torch.nn.Module
    loader: MemoryLoader | StreamLoader
    world: distributed.World
    step: int = 0
    seconds: float = 0.0
    best_held_out: float = -1.0
    slowed: float = 1.0
    parts: int = 1
    pending: list[tuple[int, torch.Tensor, torch.Tensor]] = field(default_factory=list)
    pending_since: float = 0.0
    epoch_tally: Tally = field(default_factory=Tally)
    step_tally: Tally = field(default_factory=Tally)

    @property
    def device(self) -> torch.device:
        """Where the network and the images are."""
        return self.accelerator.device

    @property
    def evaluated(self) -> Network:
        """The network that is evaluated and saved for others to use."""
        return self.network if self.average is None else self.average

    @property
    def steps_in_epoch(self) -> int:
        return _steps_in_epoch(len(self.train), self.config)

    @property
    def total_steps(self) -> int:
        return self.steps_in_epoch * self.config.epochs

    def due_records(self) -> tuple[str, ...]:
        """Kinds of records that are due and not yet written; read off the tallies, so that a stop in between loses none."""
        ends_epoch = self.step % self.steps_in_epoch == 0
        step_is_due = self.step_tally.images and (ends_epoch or self.step % STEPS_A_RECORD == 0)
        epoch_is_due = self.epoch_tally.images and ends_epoch
        return ("step",) * bool(step_is_due) + ("epoch",) * bool(epoch_is_due)

    def is_finished(self) -> bool:
        """Whether no step is left, and no record is due."""
        return self.step >= self.total_steps and not self.due_records()

    def learning_rate(self, step: int) -> float:
        """The learning rate of step number `step`, from 0."""
        return self.slowed * self.config.learning_rate * SCHEDULES[self.config.schedule](step / self.total_steps)

    def add_step(self, images: int, loss: torch.Tensor, right: torch.Tensor) -> None:
        """Counts a step that is done. The CPU's numbers are read at once, a GPU's every few steps.

        Raises:
            Diverged: the loss did.
        """
        self.pending.append((images, loss, right))
        self.step += 1
        ends_epoch = self.step % self.steps_in_epoch == 0
        can_read = self.device.type == "cpu" and self.world.is_alone
        if can_read or ends_epoch or self.step % STEPS_A_RECORD == 0:
            self.settle()

    def settle(self) -> None:
        """Adds what is pending to the tallies: in each process, the sums over all processes.

        Raises:
            Diverged: the loss did.
        """
        if not self.pending:
            return
        counts = [images for images, *_ in self.pending]
        sums = torch.stack([torch.stack([loss.float(), right.float()]) for _, loss, right in self.pending])
        sums = torch.cat([sums.cpu().double(), torch.tensor(counts).double().view(-1, 1)], 1)  # MPS has no float64
        sums[:, 0] *= sums[:, 2]
        sums = self.world.total(sums).tolist()
        seconds, first = time.perf_counter() - self.pending_since, self.step - len(self.pending)
        self.pending = []
        self.seconds += seconds
        for index, (loss, right, images) in enumerate(sums):
            if not math.isfinite(loss):
                raise Diverged(first + index)
            for tally in (self.step_tally, self.epoch_tally):
                tally.add(int(images), loss / images, int(right), seconds / len(sums))
        heads = 1 + sum(head.loss_weight for head in self.network.spec.aux_heads if self.network.aux)
        chance = math.log(max(2, self.network.num_classes)) * heads
        if self.step_tally.loss > RUNAWAY * chance * self.step_tally.images:
            raise Diverged(self.step - 1)

    def check_finite(self) -> None:
        """Raises where a weight is not finite, before the weights are evaluated or saved.

        Raises:
            UserError: with the step.
        """
        if not all(torch.isfinite(value).all() for value in self.network.state_dict().values()):
            raise UserError("error.run_diverged", step=self.step)


def card_of(config: TrainConfig, dataset: Dataset) -> Card:
    """The card of a run that begins, for its `config.json`.

    Raises:
        UnknownName: there is no such network.
    """
    return Card(
        spec=find_spec(config.model),
        classes=dataset.classes,
        preprocess=dataset.preprocess(config.image_size),
        aux_heads=config.aux_heads,
        config=config_to_dict(config),
        source=source_of(config, dataset),
    )


def prepare(config: TrainConfig, *, from_start: bool = True, card: Card | None = None) -> Trainer:
    """Data, network and optimizer of `config`, before the first step.

    Args:
        from_start: False where a checkpoint will be restored: then `init_from` need not be there any more.
        card: of the run, where its folder is there already.
    Raises:
        UserError: the data set, weights, device or block is missing, or the images do not suit the network.
    """
    if config.threads:
        torch.set_num_threads(config.threads)
    device = pick_device(config.device)
    dataset = dataset_of(config, card)
    if card is not None and card.source != source_of(config, dataset):
        raise RunRefused("error.run_other_data", path=config.dataset, source=card.source)
    train, held_out = _split(dataset, config)
    network = create_model(
        config.model,
        num_classes=len(dataset.classes),
        in_channels=dataset.channels,
        aux_heads=config.aux_heads,
        seed=config.seed,
    )
    if config.init_from and from_start:
        load_start(read_start(config.init_from), network, dataset.classes)
    _check_sizes(network, config)
    world = distributed.here()
    _check_shares(len(train), config, world)
    network.to(device, memory_format=torch.channels_last).train()
    freeze(network, config.freeze_until)
    average = average_of(network) if config.ema_decay else None
    loss = distributed.loss_module(network, world)
    optimizer = make_optimizer(network, config, fused=device.type in FUSED)
    train, held_out, test = (part.to(device) for part in (train, held_out, dataset.test))
    loader = data_loader(train, config, world)
    accelerator = Accelerator(device, config.precision, deterministic=config.deterministic)
    return Trainer(
        config, dataset, network, average, optimizer, accelerator, train, held_out, test, loss, loader, world
    )


def _split(dataset: Dataset, config: TrainConfig) -> tuple[Images, Images]:
    """(training images, held-out images): the data set's own held-out ones, else drawn by the run's seed."""
    check_split(dataset, config)
    images, own = dataset.train, dataset.held_out
    order = torch.randperm(len(images), generator=torch.Generator().manual_seed(config.seed))
    train, held_out = order[config.validation_images :], order[: config.validation_images]
    return images[train[: config.train_images]], images[held_out] if own is None else own


def _steps_in_epoch(images: int, config: TrainConfig) -> int:
    """The same for any number of processes, so that a run can be resumed with another."""
    fewest = min(config.batch_size, images) if config.drop_last else 2
    return steps.batches_in_epoch(images, config.batch_size, fewest)


def _check_shares(images: int, config: TrainConfig, world: distributed.World) -> None:
    """Raises where a process would have no image of the smallest batch."""
    last = images - (_steps_in_epoch(images, config) - 1) * config.batch_size
    smallest = min(config.batch_size, last)
    if smallest < world.size:
        raise UserError("error.run_shares", count=smallest, processes=world.size)


def _check_sizes(network: Network, config: TrainConfig) -> None:
    """Raises the network's error for too small images now, before the folder is made and epochs are trained."""
    with steps.evaluating(network), torch.no_grad():
        for side in sorted({config.image_size, *config.size_schedule}):
            x = torch.zeros(1, network.in_channels, side, side)
            network.forward_with_aux(x) if network.aux else network(x)


def save_checkpoint(trainer: Trainer, run: RunFolder) -> None:
    """Writes `state.pt`, from which a run is resumed, then `last.safetensors`, the same weights for other programs.

    It holds no random state: order, augmentation and dropout are functions of seed and step.

    Raises:
        UserError: the weights are not finite, or the folder cannot be written; the checkpoint before it remains.
        Diverged: the loss of the latest steps did.
    """
    trainer.settle()
    trainer.check_finite()
    if not trainer.world.is_first:
        return
    buffer = io.BytesIO()
    torch.save(
        {
            "network": trainer.network.state_dict(),
            "average": trainer.average and trainer.average.state_dict(),
            "optimizer": trainer.optimizer.state_dict(),
            "threads": torch.get_num_threads(),
            "step": trainer.step,
            "seconds": trainer.seconds,
            "best_held_out": trainer.best_held_out,
            "slowed": trainer.slowed,
            "parts": trainer.parts,
            "epoch_tally": vars(trainer.epoch_tally),
            "step_tally": vars(trainer.step_tally),
            "precision": (trainer.device.type, trainer.accelerator.precision),
            "scaler": trainer.accelerator.scaler.state_dict(),
        },
        buffer,
    )
    with run.writing():
        write_atomically(run.state, buffer.getbuffer())
        save_weights(run.last, trainer.network)


def restore_checkpoint(trainer: Trainer, run: RunFolder) -> None:
    """Loads `state.pt` into the trainer.

    Raises:
        BadCheckpoint: it is damaged or another network's.
    """
    broken = (OSError, RuntimeError, LookupError, TypeError, ValueError, AttributeError, EOFError, pickle.PickleError)
    try:
        state = torch.load(run.state, map_location="cpu", weights_only=True)
        trainer.network.load_state_dict(state["network"])
        if trainer.average is not None:
            trainer.average.load_state_dict(state["average"])
        trainer.optimizer.load_state_dict(state["optimizer"])
        trainer.epoch_tally, trainer.step_tally = Tally(**state["epoch_tally"]), Tally(**state["step_tally"])
        kind, precision = state.get("precision", ("", ""))
        if trainer.config.precision == "auto" and kind == trainer.device.type == "cpu":  # to the bit, on a CPU alone
            trainer.accelerator.set_precision(precision)
        if state.get("scaler"):
            trainer.accelerator.scaler.load_state_dict(state["scaler"])
        trainer.step, trainer.seconds = state["step"], state["seconds"]
        trainer.best_held_out = state["best_held_out"]
        trainer.slowed, trainer.parts = state.get("slowed", 1.0), state.get("parts", 1)
        torch.set_num_threads(trainer.config.threads or state["threads"])
    except broken as error:
        reason = str(error).partition("\n")[0]
        raise BadCheckpoint("error.run_broken", path=run.state, reason=reason) from None
