"""Proportions of a network: how a block divides channels and cost among its branches, and what the reduces save.

Everything is read from `accounting`'s report of a table; no network is built.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from googlenet.networks.accounting import Part, ReceptiveField, Shape, Window, report, without_reduce
from googlenet.networks.spec import Spec


@dataclass(frozen=True)
class PathAccount:
    """Cost and output of one branch of a block.

    Attributes:
        name: of the branch.
        channels: of its output.
        reduce: (channels out, channels in) of the 1x1 convolution before a larger one; None where there is none.
        params, macs: of the branch; multiply-adds for one image.
        naive_params, naive_macs: the same without that reduce.
        field: of a cell of its output.
        kernel: (height, width) of its largest convolution; (1, 1) where it has none.
    """

    name: str
    channels: int
    reduce: tuple[int, int] | None
    params: int
    macs: int
    naive_params: int
    naive_macs: int
    field: ReceptiveField
    kernel: tuple[int, int] = (1, 1)


@dataclass(frozen=True)
class BlockAccount:
    """Cost and output of a block, and of its branches in the order of concatenation; shapes are (C, H, W)."""

    name: str
    input: Shape
    output: Shape
    params: int
    macs: int
    naive_params: int
    naive_macs: int
    field: ReceptiveField
    paths: tuple[PathAccount, ...]

    @property
    def ratio(self) -> tuple[int, ...]:
        """Channels of the branches in lowest terms: 64, 128, 32, 32 are 2, 4, 1, 1."""
        return lowest_terms([path.channels for path in self.paths])

    @property
    def factor(self) -> float:
        """Multiply-adds of the block without its reduces, as a multiple of those with them."""
        return self.naive_macs / self.macs if self.macs else 1.0


def lowest_terms(numbers: Sequence[int]) -> tuple[int, ...]:
    """Returns whole numbers in the same ratio, without a common divisor."""
    divisor = math.gcd(*numbers) or 1
    return tuple(number // divisor for number in numbers)


def block_accounts(spec: Spec, input_size: Shape, *, num_classes: int = 10) -> list[BlockAccount]:
    """Returns a network's blocks, each beside the naive one (Szegedy et al. 2015, figure 2a) of the same output.

    Args:
        input_size: (C, H, W) of an image.
    Raises:
        UserError: as `accounting.report`.
    """
    whole = report(spec, input_size, num_classes=num_classes)
    naive = report(without_reduce(spec), input_size, num_classes=num_classes).blocks
    return [_block(block, naive[name]) for name, block in whole.blocks.items()]


def saving(blocks: Sequence[BlockAccount], cost: str = "macs") -> float:
    """Returns a cost of all blocks without reduces, as a multiple of that with them; 1 without blocks.

    Args:
        cost: "macs" or "params".
    """
    now = sum(getattr(block, cost) for block in blocks)
    return sum(getattr(block, f"naive_{cost}") for block in blocks) / now if now else 1.0


@dataclass(frozen=True)
class Factorization:
    """Small kernels in the place of one large one (Szegedy et al. 2016, sections 3.1 and 3.2).

    Attributes:
        block, branch: where they are.
        whole: (height, width) of the kernel that they stand for.
        parts: of the small ones, in order.
        is_beside: whether they stand side by side, each with a half of the output, and not in a row.
        weights, macs: of the small ones, without biases and normalization; multiply-adds for one image.
        whole_weights, whole_macs: of one convolution with the whole kernel, and the same input and output.
    """

    block: str
    branch: str
    whole: tuple[int, int]
    parts: tuple[tuple[int, int], ...]
    is_beside: bool
    weights: int
    macs: int
    whole_weights: int
    whole_macs: int


def factorizations(network: Part) -> list[Factorization]:
    """Returns the large kernels of a network's blocks that are made of smaller ones, in the network's order.

    Two 3x3 in a row stand for a 5x5; 1xn and nx1, in a row or side by side, for an nxn.
    """
    return [
        found
        for block in network.blocks.values()
        for branch in block.parts
        for found in _factorized(block.name, branch)
    ]


def _factorized(block: str, branch: Part) -> Iterator[Factorization]:
    layers = list(branch.parts)
    while layers:
        one = layers.pop(0)
        if one.type == "Inception":
            convs = [layer for path in one.parts for layer in path.parts]
            whole = _whole(convs) if len(convs) == len(one.parts) == 2 else None
            if whole and whole != (5, 5):
                yield _factorization(block, branch.name, whole, convs, is_beside=True)
        elif layers and (whole := _whole([one, layers[0]])):
            yield _factorization(block, branch.name, whole, [one, layers.pop(0)], is_beside=False)


def _whole(layers: Sequence[Part]) -> tuple[int, int] | None:
    """(height, width) of the kernel that two convolutions stand for; None where they stand for none."""
    if any(layer.type != "ConvUnit" for layer in layers):
        return None
    (high, wide), other = (window_of(layer).kernel for layer in layers)
    if (high, wide) == other == (3, 3):
        return 5, 5
    side = max(high, wide)
    return (side, side) if {(high, wide), other} == {(1, side), (side, 1)} and side > 1 else None


def _factorization(
    block: str, branch: str, whole: tuple[int, int], layers: Sequence[Part], *, is_beside: bool
) -> Factorization:
    kernels = tuple(window_of(layer).kernel for layer in layers)
    out = sum(layer.output[0] for layer in layers) if is_beside else layers[-1].output[0]
    whole_weights = layers[0].input[0] * out * math.prod(whole)
    return Factorization(
        block=block,
        branch=branch,
        whole=whole,
        parts=kernels,
        is_beside=is_beside,
        weights=sum(layer.macs // math.prod(layer.output[1:]) for layer in layers),
        macs=sum(layer.macs for layer in layers),
        whole_weights=whole_weights,
        whole_macs=whole_weights * math.prod(layers[-1].output[1:]),
    )


def kept_kernels(network: Part, kernel: tuple[int, int]) -> list[str]:
    """Returns the names of the blocks in which a convolution has this kernel."""
    return [
        block.name
        for block in network.blocks.values()
        if any(layer.type == "ConvUnit" and window_of(layer).kernel == kernel for _, layer in layers_of(block))
    ]


def window_of(part: Part) -> Window | None:
    """Returns kernel, stride and padding of a convolution with its ReLU, or of a pool; None for other parts."""
    return part.parts[0].window if part.type == "ConvUnit" else part.window


def largest_kernel(part: Part) -> tuple[int, int]:
    """Returns (height, width) of the largest convolution in `part`; (1, 1) where there is none."""
    kernels = [window_of(layer).kernel for _, layer in layers_of(part) if layer.type == "ConvUnit"]
    return max(kernels, key=math.prod, default=(1, 1))


def layers_of(part: Part, *above: str) -> Iterator[tuple[tuple[str, ...], Part]]:
    """Yields (nested names, part) of convolutions, pools and linear layers in `part`, in order of execution."""
    if part.type == "ConvUnit" or not part.parts:
        if part.type not in ("ReLU", "BatchNorm2d", "LocalResponseNorm", "Dropout", "Flatten"):
            yield above or (part.name,), part
        return
    for inner in part.parts:
        yield from layers_of(inner, *above, inner.name)


def _block(block: Part, naive: Part) -> BlockAccount:
    branches = tuple(
        PathAccount(
            name=branch.name,
            channels=branch.output[0],
            reduce=_reduce(branch, naive[branch.name]),
            params=branch.params,
            macs=branch.macs,
            naive_params=naive[branch.name].params,
            naive_macs=naive[branch.name].macs,
            field=branch.field,
            kernel=largest_kernel(branch),
        )
        for branch in block.parts
        if branch.type == "Chain"
    )
    return BlockAccount(
        name=block.name,
        input=block.input,
        output=block.output,
        params=block.params,
        macs=block.macs,
        naive_params=naive.params,
        naive_macs=naive.macs,
        field=block.field,
        paths=branches,
    )


def _reduce(branch: Part, naive: Part) -> tuple[int, int] | None:
    kept = {part.name for part in naive.parts}
    return next(((part.output[0], part.input[0]) for part in branch.parts if part.name not in kept), None)
