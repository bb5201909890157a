"""The kernel study's networks: GoogLeNet with only some of its branches, as large as the whole. Takes no torch."""

from dataclasses import dataclass, replace
from functools import lru_cache

from googlenet.common.errors import UserError, look_up
from googlenet.networks.accounting import Part, report
from googlenet.networks.googlenet import GOOGLENET_BN
from googlenet.networks.spec import Branches, Conv, Layer, Spec

BASE = GOOGLENET_BN
# name -> branches that each block keeps
NETWORKS = {
    "1x1": ("1x1",),
    "3x3": ("3x3",),
    "5x5": ("5x5",),
    "pool": ("pool",),
    "no_pool": ("1x1", "3x3", "5x5"),
    "all": ("1x1", "3x3", "5x5", "pool"),
}
MATCHES = ("params", "macs")
WIDTH_STEP = 8  # channels: a multiple suits vector units
TOLERANCE = 0.02
LARGEST_FACTOR = 64.0


@dataclass(frozen=True)
class Variant:
    """One network of the study.

    Attributes:
        name: a key of `NETWORKS`.
        factor: by which every width in the blocks is multiplied, before rounding.
        spec: its table.
        params: weights and biases.
        macs: multiply-adds for one image of the size given to `matched`.
    """

    name: str
    factor: float
    spec: Spec
    params: int
    macs: int


def kept(name: str, factor: float = 1.0) -> Spec:
    """GoogLeNet with BN whose blocks keep only the branches of network `name`, all widths in the blocks times `factor`.

    A branch's reduction and its output grow alike, so that their ratio stays that of Table 1; the stem stays as it is.
    Widths are rounded to multiples of `WIDTH_STEP` channels.
    """
    branches = look_up(NETWORKS, name, "study.error.network")
    layers = tuple(_thinned(layer, branches, factor) if isinstance(layer, Branches) else layer for layer in BASE.layers)
    return replace(
        BASE,
        name=f"googlenet_bn.{name}",
        source=f"{BASE.source}; paths kept: {', '.join(branches)}; widths in the blocks times {factor:.4f}",
        layers=layers,
        aux_heads=(),
    )


def _thinned(block: Branches, kept: tuple[str, ...], factor: float) -> Branches:
    """The block with only the branches `kept`, their widths times `factor`."""
    branches = (
        (name, tuple(_scaled(one, factor) for one in layers)) for name, layers in block.branches if name in kept
    )
    return replace(block, branches=tuple(branches))


def _scaled(layer: Layer, factor: float) -> Layer:
    if not isinstance(layer, Conv):
        return layer
    width = max(1, round(layer.out_channels * factor / WIDTH_STEP)) * WIDTH_STEP
    return replace(layer, out_channels=width)


@lru_cache(maxsize=32)
def matched(name: str, match: str = "params", *, image_size: int = 96, channels: int = 1, classes: int = 10) -> Variant:
    """Network `name` as large as the whole GoogLeNet, found by halving an interval of factors; nothing is built.

    Args:
        name: a key of `NETWORKS`.
        match: of `MATCHES`: parameters, or multiply-adds at `image_size`.
        image_size: side of the input in px.
        channels, classes: of the images; the classifier's parameters count too.
    Raises:
        UnknownName: there is no such network.
        UserError: `match` is none of `MATCHES`; the images are too small; or no factor comes within `TOLERANCE`.
    """
    if match not in MATCHES:
        raise UserError("study.error.match", value=repr(match), accepted=", ".join(MATCHES))
    image = (channels, image_size, image_size)

    def costs(factor: float) -> Part:
        return report(kept(name, factor), image, num_classes=classes)

    wanted = getattr(report(replace(BASE, aux_heads=()), image, num_classes=classes), match)
    low, high = (1.0, 1.0) if set(NETWORKS[name]) == set(NETWORKS["all"]) else (0.0, LARGEST_FACTOR)
    while high - low > 1e-6:  # each step up in the factor widens some layers and narrows none
        middle = (low + high) / 2
        low, high = (middle, high) if getattr(costs(middle), match) < wanted else (low, middle)
    factor = min((low, high), key=lambda one: abs(getattr(costs(one), match) - wanted))
    found = costs(factor)
    if abs(getattr(found, match) / wanted - 1) > TOLERANCE:
        raise UserError("study.error.unmatched", name=name, match=match)
    return Variant(name, factor, kept(name, factor), found.params, found.macs)
