"""A run that takes a moment: 64 images of 16 px, two blocks, a few steps. Also run by child processes."""

import hashlib
from pathlib import Path

import pytest
import torch

from googlenet.data import dataset as data
from googlenet.data.dataset import Dataset, Images
from googlenet.networks.googlenet import inception
from googlenet.networks.spec import AuxHead, Conv, Pool, Spec
from googlenet.training.config import TrainConfig
from googlenet.training.loop import fit
from googlenet.training.runs.folder import RunFolder

SPEC = Spec(
    name="tiny",
    source="a test's own",
    layers=(
        Conv("conv1", 8, 3, 2),
        inception("inception3a", 4, (4, 6), (4, 5), 3),
        Pool("pool3", 3, 2, 1),
        inception("inception4a", 6, (4, 8), (4, 5), 4),
    ),
    normalization="batch",
    initialization="kaiming",
    dropout=0.4,
    aux_heads=(AuxHead("inception3a", channels=4, hidden=8),),
    aux_pool="adaptive",
)


def load_tiny() -> Dataset:
    """Noise on a brightness that tells the class: 64 images to train on, 20 to test on."""
    generator = torch.Generator().manual_seed(0)
    labels = torch.arange(84) % 4
    pixels = torch.rand(84, 1, 16, 16, generator=generator) * 100 + labels.view(-1, 1, 1, 1) * 40
    images = Images(pixels.to(torch.uint8), labels)
    return Dataset("tiny", ("dark", "dim", "light", "bright"), images[:64], images[64:])


def register() -> None:
    """For a child process; a test uses the fixture."""
    data.DATASETS["tiny"] = load_tiny


def tiny_config(**changes) -> TrainConfig:
    """Three epochs of five steps, the last of them on four images."""
    usual = {"epochs": 3, "batch_size": 15, "optimizer": "adamw", "learning_rate": 0.02}
    usual |= {"recalibrate_images": 32, "threads": 1}
    return TrainConfig(**{"model": SPEC, "dataset": "tiny", "image_size": 16, **usual, **changes})


def finished_run(folder: Path, **changes) -> RunFolder:
    """The folder of a whole run of `tiny_config(**changes)`, for tests of more than training."""
    run = RunFolder(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(data.DATASETS, "tiny", load_tiny)
        list(fit(tiny_config(**changes), run.path))
    return run


def told(records) -> list[tuple]:
    """What two equal runs have in common: all but the times."""
    timed = ("seconds", "images_per_second")
    return [tuple(v for name, v in vars(record).items() if name not in timed) for record in records]


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def outcome(run) -> tuple:
    """All that a run is judged by: weights, optimizer, records."""
    state = torch.load(run.state, weights_only=True)
    moments = [
        (index, name, value.tolist() if isinstance(value, torch.Tensor) else value)
        for index, part in state["optimizer"]["state"].items()
        for name, value in part.items()
    ]
    return digest(run.last), digest(run.best), moments, state["step"], told(run.records())
