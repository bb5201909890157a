"""Recipes are rows of a table; a schedule is a pure function; an augmentation works on bytes."""

import math
from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor

COMMON = {"model": "googlenet_bn", "dataset": "fashion_mnist", "image_size": 224, "epochs": 10, "batch_size": 128}

RECIPES: dict[str, dict] = {
    # What trains best: BN, AdamW, one cycle, flips and shifts, bf16 where the device has it.
    "default": COMMON
    | {
        "optimizer": "adamw",
        "learning_rate": 3e-3,
        "schedule": "one_cycle",
        "weight_decay": 0.05,
        "label_smoothing": 0.05,
        "augmentation": "flip_shift",
        "precision": "auto",
        "recalibrate_images": 0,
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
        "recalibrate_images": 0,
    },
}
# For a learner's laptop: the sample that ships, small images, about two minutes on two cores.
RECIPES["quick"] = RECIPES["default"] | {
    "dataset": "fashion_mnist_sample",
    "image_size": 64,
    "epochs": 2,
    "batch_size": 64,
    "augmentation": "flip",
    "recalibrate_images": 1024,
}


def constant(fraction: float) -> float:
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

OPTIMIZERS: dict[str, Callable] = {
    "adam": torch.optim.Adam,
    "adamw": torch.optim.AdamW,
    "sgd": lambda parameters, lr, **options: torch.optim.SGD(parameters, lr, momentum=0.9, nesterov=True, **options),
}


def flip(pixels: Tensor, generator: torch.Generator) -> Tensor:
    """Mirrors each image (N, C, H, W) from left to right with probability one half."""
    chosen = torch.rand(len(pixels), generator=generator).to(pixels.device) < 0.5
    return torch.where(chosen.view(-1, 1, 1, 1), pixels.flip(-1), pixels)


def flip_shift(pixels: Tensor, generator: torch.Generator, most_px: int = 2) -> Tensor:
    """Mirrors half of the images and moves each by up to `most_px` of its own pixels, filling with black."""
    count, _, height, width = pixels.shape
    padded = F.pad(flip(pixels, generator), (most_px,) * 4)
    offsets = torch.randint(2 * most_px + 1, (2, count), generator=generator).to(pixels.device)
    rows = offsets[0].view(-1, 1, 1, 1) + torch.arange(height, device=pixels.device).view(1, 1, -1, 1)
    columns = offsets[1].view(-1, 1, 1, 1) + torch.arange(width, device=pixels.device).view(1, 1, 1, -1)
    each = torch.arange(count, device=pixels.device).view(-1, 1, 1, 1)
    channel = torch.arange(pixels.shape[1], device=pixels.device).view(1, -1, 1, 1)
    return padded[each, channel, rows, columns]


AUGMENTATIONS: dict[str, Callable[[Tensor, torch.Generator], Tensor]] = {
    "none": lambda pixels, generator: pixels,
    "flip": flip,
    "flip_shift": flip_shift,
}
