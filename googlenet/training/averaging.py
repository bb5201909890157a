"""An exponential moving average of the weights: it is evaluated and saved in place of those that train.

Its BN statistics are none of its own until `steps.recalibrate` computes them.
"""

import copy

import torch

from googlenet.networks.network import Network


def average_of(network: Network) -> Network:
    """A copy of `network`, the average before the first step; it is never trained."""
    return copy.deepcopy(network).requires_grad_(False)


@torch.no_grad()
def follow(average: Network, network: Network, decay: float, step: int) -> None:
    """Moves `average` towards `network`'s weights after step number `step`, from 0; takes its buffers as they are.

    It keeps min(`decay`, (1 + step) / (10 + step)) of itself, so that it spans a tenth of the steps so far at most and
    early weights are soon forgotten (the rule of TensorFlow's `ExponentialMovingAverage`).
    """
    kept = min(decay, (1 + step) / (10 + step))
    for mine, theirs in zip(average.parameters(), network.parameters(), strict=True):
        mine.lerp_(theirs, 1 - kept)
    for mine, theirs in zip(average.buffers(), network.buffers(), strict=True):
        mine.copy_(theirs)
