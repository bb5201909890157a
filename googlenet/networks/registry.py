"""Which networks there are: name -> table. Takes no torch, so that a page or a command can tell of them at once."""

from googlenet.common.errors import look_up
from googlenet.networks.googlenet import GOOGLENET, GOOGLENET_BN, GOOGLENET_NOTES
from googlenet.networks.inception import GOOGLENET_TORCHVISION, INCEPTION_BN, INCEPTION_V3
from googlenet.networks.spec import Spec


def by_name(*specs: Spec) -> dict[str, Spec]:
    """name -> table; a name that stands twice is refused."""
    table = {spec.name: spec for spec in specs}
    if len(table) < len(specs):
        raise ValueError(f"two tables have one name: {[spec.name for spec in specs]}")
    return table


UNTRAINED = ".untrained"
NETWORKS = by_name(GOOGLENET_NOTES, GOOGLENET, GOOGLENET_BN, GOOGLENET_TORCHVISION, INCEPTION_BN, INCEPTION_V3)


def list_models() -> list[str]:
    """Names that `create_model` takes."""
    return list(NETWORKS)


def list_untrained() -> list[str]:
    """A name for each network with fresh weights, "inception_v3.untrained", which `load_classifier` takes too."""
    return [f"{name}{UNTRAINED}" for name in NETWORKS]


def find_spec(name: str | Spec) -> Spec:
    """The table of the network called `name`; a table is its own.

    Raises:
        UnknownName: there is no such network.
    """
    return name if isinstance(name, Spec) else look_up(NETWORKS, name, "error.network")
