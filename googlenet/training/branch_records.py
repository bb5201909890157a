"""Gradient, energy and dead channels of every branch while a network learns: from a step that changes no weights.

A step on up to 64 images an epoch costs as much as any other: 1 in 78 for the sample's 5,000 images, 1 in 938 for all
60,000. The record is a function of the weights alone, so that a resumed run records what an unbroken one would.
"""

import contextlib
import time
from collections.abc import Callable, Iterator

import torch
from torch import Tensor, nn

from googlenet.common.results import PathRecord
from googlenet.data.images import to_input
from googlenet.networks.network import Network
from googlenet.training import steps
from googlenet.training.trainer import Trainer

IMAGES = (8, 64)  # least and most
SHARE = 1 / 64  # of an epoch's images

Table = dict[str, dict[str, float]]


def path_record(trainer: Trainer) -> PathRecord:
    """The record of every branch on the first training images; changes nothing of the trainer but its clock."""
    began, config, network = time.perf_counter(), trainer.config, trainer.network
    least, most = IMAGES
    fitting = max(2, config.batch_size // trainer.parts)  # the images of one forward pass
    images = trainer.train[: min(most, fitting, max(least, round(SHARE * len(trainer.train))))]
    epoch = trainer.step // trainer.steps_in_epoch
    preprocess = trainer.dataset.preprocess(config.size_in(max(0, epoch - 1)))
    x = to_input(images.pixels, preprocess).to(memory_format=torch.channels_last)
    with (
        _unchanged(network),
        _measured(network) as (energies, dead),
        trainer.accelerator.autocast(),
        steps.dropout_seed(trainer.device, config.seed, trainer.step),
    ):
        loss, _ = steps.training_loss(network, x, images.labels, config.label_smoothing)
        gradient = _gradients(network, loss, trainer.accelerator.scaler.get_scale())
    trainer.seconds += time.perf_counter() - began
    return PathRecord(epoch, trainer.step, len(images), gradient, _shares(energies), dead)


@contextlib.contextmanager
def _unchanged(network: nn.Module) -> Iterator[None]:
    """Within, batch normalisation uses the batch as in a step, but does not update its running statistics."""
    norms = [one for one in network.modules() if isinstance(one, nn.BatchNorm2d) and one.training]
    for norm in norms:
        norm.track_running_stats = False
    try:
        yield
    finally:
        for norm in norms:
            norm.track_running_stats = True


@contextlib.contextmanager
def _measured(network: Network) -> Iterator[tuple[Table, Table]]:
    """(energy, fraction of dead channels), each block -> branch -> value, filled by a forward pass within."""
    energies: Table = {}
    dead: Table = {}

    def keep(name: str) -> Callable[..., None]:
        def hook(block: nn.Module, _inputs: tuple, output: Tensor) -> None:
            output = output.detach().float()
            squares = output.square().sum((0, 2, 3)).cpu().double().split(list(block.widths.values()))
            highest = output.amax((0, 2, 3)).split(list(block.widths.values()))
            energies[name] = {branch: one.sum().item() for branch, one in zip(block.widths, squares, strict=True)}
            dead[name] = {
                branch: (one <= 0).float().mean().item() for branch, one in zip(block.widths, highest, strict=True)
            }

        return hook

    handles = [block.register_forward_hook(keep(name)) for name, block in network.blocks.items()]
    try:
        yield energies, dead
    finally:
        for handle in handles:
            handle.remove()


def _gradients(network: Network, loss: Tensor, scale: float) -> Table:
    """block -> branch -> norm of the gradient of `loss` by its weights; 0 where they are frozen.

    Args:
        scale: of the loss while its gradient is computed: in fp16 small ones would become zero.
    """
    weights = {
        (block, branch): [one for one in layers.parameters() if one.requires_grad]
        for block, module in network.blocks.items()
        for branch, layers in module.branches.items()
    }
    flat = [one for listed in weights.values() for one in listed]
    found = torch.autograd.grad(loss * scale, flat, retain_graph=scale > 1) if flat else ()
    while scale > 1 and not all(
        one.isfinite().all() for one in found
    ):  # they have overflown, as in a run's first steps
        scale /= 2
        found = torch.autograd.grad(loss * scale, flat, retain_graph=True)
    found = iter(found)
    norms: Table = {block: {} for block in network.blocks}
    for (block, branch), listed in weights.items():
        squares = [next(found).cpu().double().square().sum() for _ in listed]  # MPS has no float64
        norms[block][branch] = torch.stack(squares).sum().sqrt().item() / scale if squares else 0.0
    return norms


def _shares(energies: Table) -> Table:
    """Each branch's fraction of its block's energy."""
    totals = {block: sum(branches.values()) or 1.0 for block, branches in energies.items()}
    return {
        block: {branch: one / totals[block] for branch, one in branches.items()} for block, branches in energies.items()
    }
