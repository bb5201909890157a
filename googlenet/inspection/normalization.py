"""Batch normalisation: a block's channels before and after it, for one picture; statistics for random weights."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from googlenet.common.errors import look_up
from googlenet.inspection.inference import Picture, hookable_copy, input_of
from googlenet.inspection.records import Normalized, Spread
from googlenet.networks.classifier import Classifier
from googlenet.networks.network import Network


def normalizes(classifier: Classifier) -> bool:
    """Whether the network has batch normalisation."""
    return any(isinstance(module, nn.BatchNorm2d) for module in classifier.network.modules())


def path_normalization(
    classifier: Classifier, image: Picture, block: str, *, prepare: bool = True
) -> dict[str, Normalized]:
    """Returns the channels around the last normalisation of each branch of `block`, from one forward pass.

    Returns:
        branch -> its channels before and after; without the branches that have no normalisation.
    Raises:
        UnknownName: there is no such block.
        BadImage: the picture cannot be used.
    """
    network, found = hookable_copy(classifier), {}
    branches = look_up(network.blocks, block, "error.block").branches

    def keep(branch: str) -> object:
        def hook(_module: nn.Module, inputs: tuple[Tensor, ...], output: Tensor) -> None:
            found[branch] = Normalized(_spread(inputs[0]), _spread(output))  # the last one counts

        return hook

    for name, branch in branches.items():
        for module in branch.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.register_forward_hook(keep(name))  # never removed: the replica is dropped with them
    with torch.inference_mode():
        network(input_of(classifier, image, prepare))
    return {name: found[name] for name in branches if name in found}


def _spread(maps: Tensor) -> Spread:
    """Returns mean and deviation of the channels of (1, C, H, W)."""
    variance, mean = torch.var_mean(maps[0].float(), dim=(1, 2), correction=0)
    return Spread(mean.cpu().numpy(), variance.sqrt().cpu().numpy())


def measure_statistics(network: Network, norms: Sequence[nn.BatchNorm2d], x: Tensor) -> None:
    """Gives `norms` the statistics of the images `x`, (N, C, S, S), instead of those that they have."""
    momenta = [norm.momentum for norm in norms]
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None  # a plain mean
        norm.train()
    try:
        with torch.inference_mode(mode=False), torch.no_grad():
            network(x)
    finally:
        for norm, momentum in zip(norms, momenta, strict=True):
            norm.momentum = momentum
            norm.eval()
