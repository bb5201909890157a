"""The registry of networks: name -> table. Without torch, so that the page and commands list them at once."""

from googlenet.common.errors import look_up
from googlenet.networks.googlenet import GOOGLENET, GOOGLENET_BN, GOOGLENET_NOTES
from googlenet.networks.inception import GOOGLENET_TORCHVISION, INCEPTION_BN, INCEPTION_V3
from googlenet.networks.spec import Spec


def by_name(*specs: Spec) -> dict[str, Spec]:
    """Returns name -> table.

    Raises:
        ValueError: two tables have one name.
    """
    table = {spec.name: spec for spec in specs}
    if len(table) < len(specs):
        raise ValueError(f"two tables have one name: {[spec.name for spec in specs]}")
    return table


UNTRAINED = ".untrained"
SHIPPED = "googlenet_bn.fashion_mnist"  # the weights that are taken where none are named
NETWORKS = by_name(GOOGLENET_NOTES, GOOGLENET, GOOGLENET_BN, GOOGLENET_TORCHVISION, INCEPTION_BN, INCEPTION_V3)


def list_models() -> list[str]:
    """Returns the names that `create_model` takes."""
    return list(NETWORKS)


def list_untrained() -> list[str]:
    """Returns the names of networks with fresh weights, "inception_v3.untrained", which `load_classifier` takes."""
    return [f"{name}{UNTRAINED}" for name in NETWORKS]


def find_spec(name: str | Spec) -> Spec:
    """Returns the table of the network called `name`; a table is returned as it is.

    Raises:
        UnknownName: there is no such network.
    """
    return name if isinstance(name, Spec) else look_up(NETWORKS, name, "error.network")
