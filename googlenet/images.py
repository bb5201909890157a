"""Images on their way into a network."""

import torch
import torch.nn.functional as F
from torch import Tensor

from googlenet.results import Preprocess


def to_input(pixels: Tensor, preprocess: Preprocess) -> Tensor:
    """A network's input of byte images, enlarged or shrunk on their own device.

    Args:
        pixels: (N, C, H, W) uint8.
        preprocess: size, mean and deviation.
    Returns:
        (N, C, size, size) float32, normalised.
    """
    x = pixels.to(torch.float32).div_(255)
    size = (preprocess.size_px, preprocess.size_px)
    if x.shape[-2:] != size:
        x = F.interpolate(x, size, mode="bilinear", antialias=x.shape[-1] > size[1])
    mean, std = (torch.tensor(v, device=x.device).view(1, -1, 1, 1) for v in (preprocess.mean, preprocess.std))
    return (x - mean) / std
