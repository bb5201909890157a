"""Conductance: what flows through a block's channels between baseline and image (Dhamdhere et al. 2019, arXiv:1805.12233).

Captum's own takes the change of an output at unevenly spaced points times the gradient at one end of it, which at usual
numbers of steps can have the wrong sign; here the gradient is the mean of both ends (trapezoid rule).
"""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from googlenet.inspection.explainers import Work
from googlenet.inspection.methods import batch_of
from googlenet.networks.network import Network


def conductances(
    network: Network,
    x: Tensor,
    reference: Tensor,
    target: int,
    *,
    blocks: Sequence[str],
    n_steps: int,
    advance: Callable[[int], None] = lambda count: None,
) -> dict[str, Tensor]:
    """Returns block -> the conductance of its outputs on the straight line from `reference` to `x`, (1, C, H, W) float64 on the CPU.

    All blocks are recorded in the same passes, so nine cost as much as the first alone.

    Args:
        x, reference: (1, C, S, S).
        n_steps: of the line; one more image passes through the network.
        advance: called with the number of images that have passed, a batch at a time.
    Source:
        Dhamdhere et al. 2019, equation 3, by the trapezoid rule: between two steps, mean gradient times change.
    """
    totals: dict[str, Tensor] = {}
    before: dict[str, tuple[Tensor, Tensor]] = {}
    alphas = torch.linspace(0, 1, n_steps + 1, device=x.device)
    for some in alphas.split(batch_of(x.device)):
        way = reference + (x.detach() - reference) * some.view(-1, 1, 1, 1)
        for block, fresh in _gradients(network, way, target, blocks).items():
            pairs = zip(before[block], fresh, strict=True) if block in before else zip(fresh, strict=True)
            outputs, gradients = (torch.cat(pair).cpu().double() for pair in pairs)
            parts = ((gradients[1:] + gradients[:-1]) / 2 * outputs.diff(dim=0)).sum(0, keepdim=True)
            totals[block] = totals.get(block, 0) + parts
            before[block] = fresh[0][-1:], fresh[1][-1:]
        advance(len(some))
    return totals


def _gradients(network: Network, x: Tensor, target: int, blocks: Sequence[str]) -> dict[str, tuple[Tensor, Tensor]]:
    """Returns block -> its outputs for `x`, and the gradients of the score there, (N, C, H, W) each."""
    outputs: dict[str, Tensor] = {}

    def keep(name: str) -> Callable[..., Tensor]:
        def hook(_module: object, _inputs: tuple, output: Tensor) -> Tensor:
            outputs[name] = output if outputs else output.detach().requires_grad_()  # nothing is kept of what is before
            return outputs[name]

        return hook

    handles = [network.blocks[name].register_forward_hook(keep(name)) for name in blocks]
    try:
        with torch.enable_grad():
            gradients = torch.autograd.grad(network(x)[:, target].sum(), list(outputs.values()))
    finally:
        for handle in handles:
            handle.remove()
    return {block: (outputs[block].detach(), one) for block, one in zip(outputs, gradients, strict=True)}


def explain(work: Work) -> Tensor:
    """Returns the conductance of the work's block."""
    name = next(name for name, block in work.network.blocks.items() if block is work.block)
    steps = {"blocks": [name], "n_steps": work.values["n_steps"]}
    return conductances(work.network, work.x, work.reference, work.target, **steps)[name].to(
        work.x.device, work.x.dtype
    )
