"""Networks as data: the tables of the papers, row by row.

A `Spec` is a tuple of layers; a layer is a `Conv`, a `Pool`, or `Branches`, whose branches are tuples of layers.
Input channels, shapes and totals are derived from these records: see `accounting`.
"""

import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from googlenet.common.errors import UserError

Pair = tuple[int, int]


def pair(value: int | Pair) -> Pair:
    """Returns `value` as (height, width)."""
    return (value, value) if isinstance(value, int) else tuple(value)


@dataclass(frozen=True)
class Conv:
    """A convolution with its normalisation (where the `Spec` has one) and its own ReLU."""

    name: str
    out_channels: int
    kernel: int | Pair = 1
    stride: int = 1
    padding: int | Pair | None = None  # None keeps the size at stride 1: (kernel - 1) / 2
    groups: int = 1  # each reads and gives its part of the channels alone; as many as input channels: depthwise

    @property
    def pads(self) -> Pair:
        """(height, width) of the padding on each side, in px."""
        return pair(self.padding) if self.padding is not None else tuple((k - 1) // 2 for k in pair(self.kernel))


@dataclass(frozen=True)
class Pool:
    """A max or average pool."""

    name: str
    kernel: int = 3
    stride: int = 2
    padding: int = 0
    ceil_mode: bool = False
    kind: str = "max"  # or "avg"


@dataclass(frozen=True)
class Branches:
    """Parallel branches over one input, concatenated along the channels in the order given.

    At the top level of a `Spec` it is an Inception block; within a branch it is a fork (Inception-v3, figure 7).

    With `residual` its input is added to the concatenation, then comes a ReLU: the residual block of He et al. 2016
    (arXiv:1512.03385, figure 2), its layers being the branches, whose own ReLUs stay. Where the numbers of channels
    differ, a 1x1 convolution without a ReLU brings the input to the output's (equation 2, there option B). It is no
    block of Inception-ResNet (Szegedy et al. 2017, arXiv:1602.07261, section 3.2), which leaves the input as it is,
    brings the concatenation to the input's channels by a linear 1x1 convolution, and may scale it. A branch's share of
    the block's output is its channels, the input's part in them included.
    """

    name: str
    branches: tuple[tuple[str, tuple["Layer", ...]], ...]
    residual: bool = False


Layer = Conv | Pool | Branches


@dataclass(frozen=True)
class AuxHead:
    """An auxiliary classifier: pool, 1x1 convolution, then linear layers (Szegedy et al. 2015, section 5).

    Inception-v3's has a second convolution over the whole pooled map in place of the hidden layer.
    """

    after: str  # the block that it reads
    channels: int = 128
    hidden: int = 1024  # features of the first of two linear layers; 0: there is only one
    dropout: float = 0.7
    loss_weight: float = 0.3
    side: int = 4  # side of the pooled map, in cells
    whole_map: int = 0  # channels of a convolution as large as the pooled map; 0: none

    @property
    def convs(self) -> tuple[Conv, ...]:
        """The convolutions after the pool."""
        whole = (Conv("whole_map", self.whole_map, self.side, padding=0),) if self.whole_map else ()
        return (Conv("conv", self.channels), *whole)

    @property
    def features(self) -> int:
        """Number of features that the linear layers read."""
        return self.whole_map or self.channels * self.side**2


@dataclass(frozen=True)
class Spec:
    """A whole network: stem, blocks and pools; then global average pooling and one linear layer."""

    name: str
    layers: tuple[Layer, ...]
    source: str
    normalization: str = "none"  # or "batch": BN after each convolution, which then has no bias
    bn_eps: float = 1e-5
    initialization: str = "default"  # PyTorch's own; or "xavier", "kaiming"
    dropout: float = 0.0
    lrn_after: tuple[str, ...] = ()  # local response normalisation; the paper: after pool1 and conv3
    aux_heads: tuple[AuxHead, ...] = ()
    aux_pool: str = "paper"  # 5x5 stride 3, which fits one image size only; or "adaptive": fits any
    image_size: int = 224  # px a side that the source was drawn for
    transform_input: bool = False  # rescales images normalised as ImageNet's to the -1..1 of torchvision's weights

    @property
    def blocks(self) -> tuple[Branches, ...]:
        """The Inception blocks, in order."""
        return tuple(layer for layer in self.layers if isinstance(layer, Branches))


def path_kernels(spec: Spec) -> dict[str, Pair]:
    """Returns branch -> (height, width) of its largest convolution in any block; (1, 1) where it has none."""
    kernels: dict[str, Pair] = {}
    for block in spec.blocks:
        for name, layers in block.branches:
            kernels[name] = max(
                [kernels.get(name, (1, 1)), *(pair(conv.kernel) for conv in convs_in(layers))], key=math.prod
            )
    return kernels


def convs_in(layers: tuple[Layer, ...]) -> Iterator[Conv]:
    """Yields the convolutions of `layers`, those of forks included, in order."""
    for layer in layers:
        if isinstance(layer, Conv):
            yield layer
        elif isinstance(layer, Branches):
            for _, inner in layer.branches:
                yield from convs_in(inner)


def check_groups(layers: tuple[Layer, ...], channels: int = 0) -> int:
    """Returns the number of channels behind `layers`.

    Args:
        channels: in front of them; 0 where that is not known, which every number of groups divides.
    Raises:
        UserError: a convolution's groups are no whole number that divides its input and output channels.
    """
    for layer in layers:
        if isinstance(layer, Conv):
            groups, out = layer.groups, layer.out_channels
            if type(groups) is not int or groups < 1 or channels % groups or out % groups:
                raise UserError("error.groups", name=layer.name, groups=repr(groups)[:20], channels=channels, out=out)
            channels = out
        elif isinstance(layer, Branches):
            channels = sum(check_groups(inner, channels) for _, inner in layer.branches)
    return channels


def spec_to_dict(spec: Spec) -> dict:
    """Returns `spec` as plain JSON values; `spec_from_dict` reads it back to an equal `Spec`."""
    return asdict(spec) | {"layers": [_layer_to_dict(layer) for layer in spec.layers]}


def _layer_to_dict(layer: Layer) -> dict:
    if isinstance(layer, Branches):
        inner = [[name, [_layer_to_dict(one) for one in layers]] for name, layers in layer.branches]
        return {"type": "Branches", "name": layer.name, "branches": inner} | (
            {"residual": True} if layer.residual else {}
        )
    fields = {name: value for name, value in asdict(layer).items() if (name, value) != ("groups", 1)}
    return {"type": type(layer).__name__} | fields  # cards from before there were groups have no such key


def spec_from_dict(data: dict) -> Spec:
    """Returns the `Spec` that `spec_to_dict` wrote.

    Raises:
        KeyError, TypeError, ValueError: `data` is not such a dictionary.
    """
    return Spec(
        **data
        | {
            "layers": tuple(_layer_from_dict(layer) for layer in data["layers"]),
            "lrn_after": tuple(data["lrn_after"]),
            "aux_heads": tuple(AuxHead(**head) for head in data["aux_heads"]),
        }
    )


def _layer_from_dict(data: dict) -> Layer:
    fields = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items() if key != "type"}
    if data["type"] != "Branches":
        return {"Conv": Conv, "Pool": Pool}[data["type"]](**fields)
    branches = tuple((name, tuple(map(_layer_from_dict, layers))) for name, layers in data["branches"])
    return Branches(data["name"], branches, bool(data.get("residual", False)))
