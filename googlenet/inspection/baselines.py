"""Baselines: the images that an image is compared with."""

from math import ceil

import torch
import torch.nn.functional as F
from torch import Tensor

from googlenet.common.errors import UnknownName
from googlenet.common.results import Preprocess
from googlenet.data.images import to_input
from googlenet.inspection.methods import BASELINES


def check_baseline(name: object) -> None:
    """Raises `UnknownName` where `name` is not one of `BASELINES`."""
    if name not in BASELINES:
        raise UnknownName("error.baseline", name=repr(name), accepted=", ".join(BASELINES))


def make_baseline(name: str, x: Tensor, preprocess: Preprocess) -> Tensor:
    """Returns the baseline that `x` is compared with.

    Args:
        name: one of `BASELINES`: "black", "mean" (of the training images), "blur" (of `x`) or "noise" (each pixel drawn
            uniformly between black and white, with a fixed seed).
        x: (1, C, S, S), a network's input.
    Returns:
        of the shape of `x`, normalised like it.
    """
    if name == "mean":
        return torch.zeros_like(x)
    if name == "blur":
        return _blur(x, x.shape[-1] / 14)
    black, white = extremes(x, preprocess)
    if name == "black":
        return black
    drawn = torch.rand(x.shape, generator=torch.Generator().manual_seed(0)).to(x.device)
    return torch.lerp(black, white, drawn).contiguous(memory_format=torch.channels_last)


def extremes(x: Tensor, preprocess: Preprocess) -> tuple[Tensor, Tensor]:
    """Returns a black and a white image of the shape of `x`, normalised like it."""
    levels = (torch.full(x.shape, level, dtype=torch.uint8, device=x.device) for level in (0, 255))
    black, white = (to_input(one, preprocess).contiguous(memory_format=torch.channels_last) for one in levels)
    return black, white


def baseline_set(baseline: Tensor, count: int, noise: float, seed: int) -> Tensor:
    """Returns `count` noisy copies of a baseline, (count, C, S, S).

    Args:
        noise: standard deviation, in the input's units.
    """
    generator = torch.Generator().manual_seed(seed)
    drawn = torch.randn(count, *baseline.shape[1:], generator=generator).to(baseline)
    return baseline + noise * drawn


def _blur(x: Tensor, sigma_px: float) -> Tensor:
    """Returns `x` blurred by a Gaussian of deviation `sigma_px`, its border replicated outwards."""
    radius = ceil(2 * sigma_px)
    offsets = torch.arange(-radius, radius + 1, device=x.device)
    kernel = torch.exp(-0.5 * (offsets / sigma_px) ** 2)
    kernel = (kernel / kernel.sum()).expand(x.shape[1], 1, 1, -1)
    x = F.pad(x, (radius,) * 4, mode="replicate")
    return F.conv2d(F.conv2d(x, kernel, groups=x.shape[1]), kernel.mT, groups=x.shape[1])
