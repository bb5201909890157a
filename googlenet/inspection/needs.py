"""Requirements of the methods: on a network that does not meet them a method would run, but its numbers be wrong."""

from collections.abc import Callable, Mapping
from itertools import pairwise

from torch import nn

from googlenet.common.errors import UserError
from googlenet.inspection.methods import METHODS
from googlenet.inspection.parameters import Value
from googlenet.networks.network import Network


def has_own_relus(network: Network) -> bool:
    """Whether each ReLU is a module used once, not in place, as the rules for ReLU need it."""
    relus = [module for _, module in network.named_modules(remove_duplicate=False) if isinstance(module, nn.ReLU)]
    return bool(relus) and len(set(relus)) == len(relus) and not any(relu.inplace for relu in relus)


def has_no_lrn(network: Network) -> bool:
    """Whether the network has no local response normalisation, for which there is no rule."""
    return not any(isinstance(module, nn.LocalResponseNorm) for module in network.modules())


def has_bn_after_convolution(network: Network) -> bool:
    """Whether each batch normalisation follows a convolution, so that the two can be fused."""
    followers = {
        id(after)
        for module in network.modules()
        for before, after in pairwise(module.children())
        if isinstance(before, nn.Conv2d)
    }
    return all(id(module) in followers for module in network.modules() if isinstance(module, nn.BatchNorm2d))


NEEDS: dict[str, Callable[[Network], bool]] = {
    "own_relus": has_own_relus,
    "no_lrn": has_no_lrn,
    "bn_after_convolution": has_bn_after_convolution,
}


def missing(network: Network) -> dict[str, str]:
    """Returns method -> the first need that `network` does not meet, for each method that is not offered there."""
    lacking = [need for need, is_met in NEEDS.items() if not is_met(network)]
    found = {key: [need for need in row.needs if need in lacking] for key, row in METHODS.items()}
    return {key: needs[0] for key, needs in found.items() if needs}


def check(network: Network, method: str, values: Mapping[str, Value]) -> None:
    """Raises `UserError` with the reason where `method`, or the method that it smooths, is not offered on `network`."""
    lacking = missing(network)
    for name in (method, values.get("of")):
        if name in lacking:
            raise UserError(f"attributions.needs.{lacking[name]}", method=name)
