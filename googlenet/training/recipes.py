"""Recipes, schedules, optimizers and augmentations: rows of tables. Takes no torch, so that the help is quick."""

import math
from collections.abc import Callable
from dataclasses import dataclass

COMMON = {"model": "googlenet_bn", "dataset": "fashion_mnist", "batch_size": 128}
COMMON |= {"image_size": 224, "epochs": 10, "size_schedule": (), "recalibrate_images": 0}

RECIPES: dict[str, dict] = {
    # What paid on held-out training images: Muon (RESULTS.md, "Recipes") and BN ("one thing changed").
    "default": COMMON
    | {
        "optimizer": "muon",
        "learning_rate": 3e-3,
        "schedule": "one_cycle",
        "weight_decay": 0.05,
        "label_smoothing": 0.05,
        "augmentation": "flip_shift",
        "precision": "auto",
    },
    # The study notes' own; their printed loop lost its backward and step lines, ours has them.
    "notes": COMMON
    | {
        "model": "googlenet_notes",
        "optimizer": "adam",
        "learning_rate": 1e-3,
        "schedule": "constant",
        "weight_decay": 0.0,
        "label_smoothing": 0.0,
        "augmentation": "none",
        "precision": "fp32",
    },
}
# For a learner's laptop: the sample that ships, small images. Measured on two cores with bf16 instructions: 83 s in all;
# on 2,000 training images outside the sample 82.3 % after two epochs, 84.6 % after three, 86.7 % after four.
RECIPES["quick"] = RECIPES["default"] | {
    "dataset": "fashion_mnist_sample",
    "image_size": 64,
    "epochs": 4,
    "batch_size": 64,
    "optimizer": "adamw",  # a step of Muon costs as much at any size: much beside small images
    "augmentation": "flip",
    "recalibrate_images": 1024,
}
# The notes' accuracy with a sixtieth of their arithmetic, chosen on held-out training images: RESULTS.md, "Speedrun".
RECIPES["fast"] = RECIPES["default"] | {
    "image_size": 48,
    "epochs": 3,
    "size_schedule": (32, 48, 48),
    "batch_size": 256,
    "learning_rate": 8e-3,
    "augmentation": "alternate_flip",
    "recalibrate_images": 2048,
}


def constant(fraction: float) -> float:  # noqa: ARG001 schedules have one signature
    """Factor of the peak learning rate after `fraction` of the run: always 1."""
    return 1.0


def one_cycle(fraction: float, warm_up: float = 0.2) -> float:
    """Factor of the peak learning rate after `fraction` (0..1) of the run: a straight line up, then one down to 0.

    Source: Smith & Topin 2019 (arXiv:1708.07120), with the triangle's two straight sides.
    """
    if fraction < warm_up:
        return 0.04 + 0.96 * fraction / warm_up
    return max(0.0, (1 - fraction) / (1 - warm_up))


def cosine(fraction: float) -> float:
    """Factor of the peak learning rate after `fraction` of the run: half a cosine from 1 to 0 (Loshchilov 2017)."""
    return (1 + math.cos(math.pi * fraction)) / 2


SCHEDULES: dict[str, Callable[[float], float]] = {"constant": constant, "one_cycle": one_cycle, "cosine": cosine}


@dataclass(frozen=True)
class Optimizer:
    """A class of `torch.optim` by name, with its fixed options.

    Attributes:
        muon: whether Muon takes the weights of convolutions (`googlenet.training.optimizers`), and the class the rest.
    """

    name: str
    options: tuple[tuple[str, object], ...] = ()
    muon: bool = False


OPTIMIZERS = {
    "adam": Optimizer("Adam"),
    "adamw": Optimizer("AdamW"),
    "muon": Optimizer("AdamW", muon=True),
    "sgd": Optimizer("SGD", (("momentum", 0.9), ("nesterov", True))),
}


@dataclass(frozen=True)
class Augmentation:
    """Random changes of a training image.

    Attributes:
        flips: mirrored from left to right, with probability one half.
        alternates: a mirrored image is not mirrored in the next epoch, and the reverse: two epochs show both views of each
            (Jordan 2024, arXiv:2404.00498).
        shift_px: moved by up to so many of its own pixels, each way; black fills in.
        erases: with this probability, a rectangle of it is replaced by noise (Zhong et al. 2017, arXiv:1708.04896).
    """

    flips: bool = False
    alternates: bool = False
    shift_px: int = 0
    erases: float = 0.0


AUGMENTATIONS = {
    "none": Augmentation(),
    "flip": Augmentation(flips=True),
    "alternate_flip": Augmentation(flips=True, alternates=True),
    "flip_shift": Augmentation(flips=True, shift_px=2),
    "flip_erase": Augmentation(flips=True, erases=0.5),
}
