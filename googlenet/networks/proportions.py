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
        naive_macs: multiply-adds without that reduce.
        field: of a cell of its output.
        kernel: (height, width) of its largest convolution; (1, 1) where it has none.
    """

    name: str
    channels: int
    reduce: tuple[int, int] | None
    params: int
    macs: int
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


def saving(blocks: Sequence[BlockAccount]) -> float:
    """Returns the multiply-adds of all blocks without reduces, as a multiple of those with them; 1 without blocks."""
    macs = sum(block.macs for block in blocks)
    return sum(block.naive_macs for block in blocks) / macs if macs else 1.0


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
        naive_macs=naive.macs,
        field=block.field,
        paths=branches,
    )


def _reduce(branch: Part, naive: Part) -> tuple[int, int] | None:
    kept = {part.name for part in naive.parts}
    return next(((part.output[0], part.input[0]) for part in branch.parts if part.name not in kept), None)
