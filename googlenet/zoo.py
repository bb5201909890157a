"""Which networks there are, and which weights."""

import torch

from googlenet.errors import look_up
from googlenet.network import Network
from googlenet.specs import GOOGLENET, GOOGLENET_BN, GOOGLENET_NOTES, Spec

NETWORKS: dict[str, Spec] = {spec.name: spec for spec in (GOOGLENET_NOTES, GOOGLENET, GOOGLENET_BN)}


def list_models() -> list[str]:
    """Names that `create_model` takes."""
    return list(NETWORKS)


def create_model(
    name: str | Spec,
    *,
    num_classes: int = 10,
    in_channels: int = 3,
    aux_heads: bool = False,
    seed: int | None = None,
) -> Network:
    """A network with fresh weights, in training mode.

    Args:
        name: one of `list_models()`, or a table of one's own.
        num_classes: K of the logits.
        in_channels: C of the images; 1 for grey ones.
        aux_heads: with the table's auxiliary heads (see `Network.forward_with_aux`).
        seed: the same seed gives the same weights; the global random state is left as it was.

    Raises:
        UnknownName: there is no such network.
    """
    spec = name if isinstance(name, Spec) else look_up(NETWORKS, name, "error.network")
    with torch.random.fork_rng(devices=[], enabled=seed is not None):
        if seed is not None:
            torch.manual_seed(seed)
        return Network(spec, num_classes=num_classes, in_channels=in_channels, aux_heads=aux_heads)
