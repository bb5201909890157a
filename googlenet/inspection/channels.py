"""Channels of a branch: how active they are, and what they add to a class's score."""

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor, nn

from googlenet.common.errors import look_up
from googlenet.inspection.ablation import Off, ablated, means_for
from googlenet.inspection.inference import Picture, hookable_copy, input_of, target_index
from googlenet.networks.classifier import Classifier


def energy_shares(outputs: Mapping[str, np.ndarray]) -> dict[str, float]:
    """Returns each branch's part of a block's energy: squared activations, summed over channels and cells.

    Args:
        outputs: branch -> (C, H, W).
    Returns:
        branch -> fraction; they sum to 1, or are all 0 where the whole block is 0.
    """
    energies = {branch: float(np.square(output, dtype=np.float64).sum()) for branch, output in outputs.items()}
    total = sum(energies.values()) or 1.0
    return {branch: energy / total for branch, energy in energies.items()}


def strengths(output: np.ndarray, measure: str) -> np.ndarray:
    """Returns the activity (C,) of each channel of a branch's output (C, H, W): its "mean" or "max" over cells."""
    return {"mean": np.mean, "max": np.max}[measure](output, axis=(1, 2))


def carry_half(values: np.ndarray) -> int:
    """Returns the least number of channels whose `values` (C,) >= 0 make up half of the sum; 0 where all are 0."""
    if not values.any():
        return 0
    sums = np.sort(values.astype(np.float64))[::-1].cumsum()
    return int(np.searchsorted(sums, sums[-1] / 2) + 1)


def hottest_cell(channel: np.ndarray) -> tuple[int, int]:
    """Returns (row, column) of a channel's (H, W) largest value; the first of equals."""
    row, column = np.unravel_index(channel.argmax(), channel.shape)
    return int(row), int(column)


def class_contributions(
    classifier: Classifier,
    image: Picture,
    target: int | str | None = None,
    *,
    block: str,
    off: Off | None = None,
    fill: str = "zero",
    prepare: bool = True,
) -> dict[str, np.ndarray]:
    """Returns what each channel of a block adds to a class's logit, to first order: gradient x activation, summed.

    For the last block it is exact, and a branch's channels sum to its term of the evidence: the head is linear.

    Args:
        target: class index, label, or None for the predicted class.
        off, fill: what is switched off meanwhile, as in `ablated`.
    Returns:
        branch -> (C,) float32, signed, in logits.
    Raises:
        UnknownName: there is no such class, block, branch or channel.
        BadImage: the picture cannot be used.
    """
    network, x = hookable_copy(classifier), input_of(classifier, image, prepare)
    module = look_up(network.blocks, block, "error.block")
    leaves: list[Tensor] = []

    def cut(_module: nn.Module, _inputs: tuple, output: Tensor) -> Tensor:
        leaves.append(
            output.detach().requires_grad_()
        )  # the graph starts here, so that the stem and earlier blocks need no gradients
        return leaves[-1]

    means = means_for(classifier, fill) if off else None
    with torch.inference_mode(mode=False), torch.enable_grad(), ablated(network, off or {}, fill, means=means):
        module.register_forward_hook(cut)
        logits = network(x.clone())[0]
        goal = target_index(classifier, target, logits)
        (gradient,) = torch.autograd.grad(logits[goal], leaves)
    added = (gradient * leaves[0].detach())[0].sum((1, 2)).float().cpu()
    parts = added.split(list(module.widths.values()))
    return {branch: part.numpy() for branch, part in zip(module.widths, parts, strict=True)}
