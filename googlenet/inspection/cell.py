"""The arithmetic of one cell: the window on each input channel, the kernel, their products, and what follows their sum.

A pool is a kernel, too: 1 at the maximum and 0 elsewhere, or 1 / divisor everywhere. So is local response normalisation:
1 / divisor on its own channel. So each layer is a sum of products, and one record holds them all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from googlenet.common.errors import UnknownName, look_up
from googlenet.inspection.ablation import Means, Off, ablated, means_for
from googlenet.inspection.inference import Picture, hookable_copy, input_of
from googlenet.inspection.records import Cell, InputPart, Rectangle
from googlenet.networks.classifier import Classifier
from googlenet.networks.modules import Chain, ConvUnit, Inception, TransformInput
from googlenet.networks.spec import pair

STRONGEST = 8  # input channels that are given one by one

Window = tuple[
    Tensor, Tensor, int, tuple[int, int]
]  # values, kernel (C, h, w), first channel, its top left in the input


def cell(
    classifier: Classifier,
    image: Picture,
    *,
    block: str,
    channel: int,
    row: int,
    column: int,
    branch: str | None = None,
    layer: str | None = None,
    strongest: int = STRONGEST,
    off: Off | None = None,
    fill: str = "zero",
    prepare: bool = True,
) -> Cell:
    """Returns the arithmetic of one cell, by one forward pass as far as its layer.

    Its `value` equals the network's `activation` to 1e-5 of its `magnitude`.

    Args:
        block: an Inception block, or a layer of the stem.
        channel: index in the layer's output; without a branch, in the block's.
        row, column: of the cell, from 0.
        branch: of the block; None: the one that the channel belongs to, or the layer of the stem.
        layer: one within the branch, "3x3_reduce"; None: its last, whose output is the branch's.
        strongest: how many input channels are given one by one.
        off, fill: what is switched off meanwhile, as in `ablated`.
    Raises:
        UnknownName: there is no such block, branch, layer, channel, cell or fill.
        BadImage: the picture cannot be used.
    """
    network, x = hookable_copy(classifier), input_of(classifier, image, prepare)
    means = means_for(classifier, fill) if off else None
    look_up(dict(network.layers.named_children()), block, "error.block")
    names = [block, *([branch] if branch is not None else []), *(layer.split("/") if layer else [])]
    with torch.inference_mode(), ablated(network, off or {}, fill, means=means):
        found = find_layer(network.layers, x, names, channel)
        is_output = len(found.way) > 2 and len(names) < 3
        filled = None
        if is_output:
            before = takewhile(lambda one: one[0] != found.way[1], network.blocks[block].widths.items())
            own = channel - sum(width for _, width in before) if branch is None else channel
            filled = filled_by(*found.way[:2], own, off or {}, means)
        return work_out(found, row, column, strongest=strongest, filled=filled)


@dataclass(frozen=True)
class FoundLayer:
    """A layer on its input.

    Attributes:
        module, given: the layer, and its input (1, C, H, W).
        way, before: nested names of the layer, and of the one that it reads, from the network's or a block's on.
        channel: of its output.
        residual: (block, its input, channel of its output) where the channel is a residual block's.
    """

    module: nn.Module
    given: Tensor
    way: tuple[str, ...]
    before: tuple[str, ...]
    channel: int
    residual: tuple[Inception, Tensor, int] | None = None


def find_layer(
    module: nn.Module,
    given: Tensor,
    names: Sequence[str],
    channel: int,
    way: tuple[str, ...] = (),
    before: tuple[str, ...] = (),
) -> FoundLayer:
    """Returns the layer that gives `channel` of the part of `module` under `names`; runs what comes before it.

    Args:
        module: a chain, a block or a layer.
        given: its input (1, C, H, W).
        names: nested, outermost first; where they end early, the last layer.
        way, before: nested names of `module`, and of the layer before it.
    Raises:
        UnknownName: there is no such layer or channel.
    """
    if isinstance(module, Chain):
        children = dict(module.named_children())
        name = names[0] if names else next(reversed(children))
        wanted = look_up(children, name, "error.layer")
        for other, child in children.items():
            if child is wanted:
                break
            given, before = child(given), (*way, other)
        return find_layer(wanted, given, names[1:], channel, (*way, name), before)
    if not isinstance(module, Inception):
        if names:
            raise UnknownName("error.layer", name=repr(names[0]), accepted=way[-1])
        return FoundLayer(module, given, way, before, channel)
    starts, start = {}, 0
    for name, width in module.widths.items():
        starts[name], start = start, start + width
    if names:
        branch, own = names[0], channel
        chain = look_up(module.branches, branch, "error.branch")
        _check_channel(channel, module.widths[branch] if len(names) == 1 else None, "/".join((*way, branch)))
    else:
        _check_channel(channel, start, "/".join(way))
        branch = [name for name, first in starts.items() if first <= channel][-1]
        chain, own = module.branches[branch], channel - starts[branch]
    found = find_layer(chain, given, names[1:], own, (*way, branch), before)
    if module.is_residual and len(names) <= 1:
        return replace(found, residual=(module, given, starts[branch] + own))
    return found


def _check_channel(channel: int, width: int | None, where: str) -> None:
    if width is not None and not 0 <= channel < width:
        raise UnknownName("error.channel", name=channel, where=where, accepted=f"0–{width - 1}")


def filled_by(block: str, branch: str, channel: int, off: Off, means: Means | None) -> float | None:
    """Returns what stands in for a branch's channel that is off, as in `ablated`; None: it is on."""
    channels = off.get(block, {})
    wanted = channels.get(branch, ()) if isinstance(channels, Mapping) else None if branch in channels else ()
    if wanted is not None and channel not in wanted:
        return None
    return float(means[block][branch][channel]) if means else 0.0


def work_out(
    found: FoundLayer, row: int, column: int, *, strongest: int = STRONGEST, filled: float | None = None
) -> Cell:
    """Returns the arithmetic of the cell (`row`, `column`) of a layer that was found.

    Args:
        strongest, filled: as in `cell` and `Cell`.
    Raises:
        UnknownName: there is no such channel or cell.
    """
    module, channel, given = found.module, found.channel, found.given.cpu()
    output = found.module(found.given)
    _check_channel(channel, output.shape[1], "/".join(found.way))
    height, width = output.shape[2:]
    if not (0 <= row < height and 0 <= column < width):
        raise UnknownName("error.cell", name=(row, column), accepted=f"(0–{height - 1}, 0–{width - 1})")
    values, kernel, first, (top, left) = _window(module, given[0], channel, row, column)
    products = values * kernel
    sums = products.sum((1, 2))
    bias, scale, shift = _affine(module, channel)
    shortcut, activation = None, output[0, channel, row, column].item() if filled is None else filled
    if found.residual:
        block, x, whole = found.residual
        way = nn.Identity() if block.shortcut is None else block.shortcut
        shortcut = work_out(FoundLayer(way, x, (*found.way[:-1], "shortcut"), (), whole), row, column)
        activation = block(x)[0, whole, row, column].item()
    is_rectified = isinstance(module, ConvUnit)
    normalized = float(scale * (sums.sum() + bias) + shift)
    value = max(0.0, normalized) if is_rectified else normalized
    value = value if filled is None else filled
    magnitude = float(abs(scale) * (products.abs().sum() + abs(bias)) + abs(shift))
    if shortcut:
        value, magnitude = max(0.0, value + shortcut.value), magnitude + shortcut.magnitude
    order = sums.abs().sort(descending=True, stable=True).indices[:strongest].tolist()
    listed = [_part(values[one], kernel[one], first + one, (top, left), given.shape[2:]) for one in order]
    is_inside = len(found.way) > 2
    block, branch = found.way[:2] if is_inside else (found.way[0], None)
    reads = found.before[2:] if is_inside and found.before[:2] == found.way[:2] else ()
    return Cell(
        block=block,
        branch=branch,
        layer="/".join(found.way[2:] if is_inside else found.way),
        kind=_kind(module),
        channel=channel,
        row=row,
        column=column,
        reads="/".join(reads) or None,
        window=Rectangle(top, left, top + values.shape[1], left + values.shape[2]),
        parts=tuple(listed),
        rest=float(sums.sum()) - sum(part.sum for part in listed),
        others=len(sums) - len(listed),
        bias=bias,
        scale=scale,
        shift=shift,
        is_rectified=is_rectified,
        filled=filled,
        shortcut=shortcut,
        value=value,
        activation=activation,
        magnitude=magnitude,
    )


Step = tuple[Cell, np.ndarray]  # a cell, and its channel's map (H, W)


def trail(
    block: Inception, given: Tensor, way: Sequence[str], channel: int, row: int, column: int, **how: object
) -> tuple[Step, ...]:
    """Returns a cell, and back to the block's input the cell of the layer before that the largest product reads.

    Args:
        block, given: the block, and its input (1, C, H, W).
        way: names of the block, its branch, and of a layer within the branch where it is not the last.
        how: passed on to `work_out` for the cell itself.
    Returns:
        the first layer first.
    Raises:
        UnknownName: there is no such layer, channel or cell.
    """
    steps: list[Step] = []
    names = list(way[1:])
    while True:
        found = find_layer(block, given, names, channel, way[:1])
        found_cell = work_out(found, row, column, **how)
        if found.residual:
            whole, x, place = found.residual
            output = whole(x)[0, place]
        else:
            output = found.module(found.given)[0, found.channel]
        steps.append((found_cell, output.float().cpu().numpy()))
        if found_cell.reads is None or not found_cell.parts:
            return tuple(reversed(steps))
        strongest = found_cell.parts[0]
        names, how = [way[1], *found_cell.reads.split("/")], how | {"filled": None}
        channel, (row, column) = strongest.channel, strongest.place


@dataclass(frozen=True)
class Sliding:
    """What it takes to work out every cell of a channel from a few of its input channels and one sum of the others.

    Attributes:
        inputs, kernels: (K, H', W') and (K, h, w) of those channels; of a max pool, kernels of 1.
        rest: (H, W) sum of all other channels; 0 of a max pool.
        stride, padding: (down, along) each.
    """

    inputs: np.ndarray
    kernels: np.ndarray
    rest: np.ndarray
    stride: tuple[int, int]
    padding: tuple[int, int]


def sliding(found: FoundLayer, channels: Sequence[int]) -> Sliding | None:
    """Returns what the cells of a layer that was found are made of; None where it has no window.

    Args:
        channels: of its input, which come one by one.
    """
    module, given = found.module, found.given[0].cpu().double()
    if hasattr(module, "conv"):
        module = module.conv
        weight = module.weight[found.channel].detach().cpu().double()
        first = found.channel // (module.out_channels // module.groups) * len(weight)
        kernels = weight[[channel - first for channel in channels]]
        total = F.conv2d(given[None, first : first + len(weight)], weight[None], None, module.stride, module.padding)
    elif isinstance(module, nn.MaxPool2d | nn.AvgPool2d):
        size = pair(module.kernel_size)
        is_max = isinstance(module, nn.MaxPool2d)
        kernels = torch.full((1, *size), 1.0 if is_max else 1 / (size[0] * size[1]), dtype=torch.float64)
        total = module(given[None, found.channel : found.channel + 1])
    else:
        return None
    stride, padding = pair(module.stride), pair(module.padding)
    chosen = given[list(channels)]
    parts = total
    if not isinstance(module, nn.MaxPool2d):
        high, wide = total.shape[2:]
        need = [(n - 1) * s + k for n, s, k in zip((high, wide), stride, kernels.shape[1:], strict=True)]
        below, right = (max(0, n - p - side) for n, p, side in zip(need, padding, chosen.shape[1:], strict=True))
        padded = F.pad(chosen[None], (padding[1], right, padding[0], below))
        parts = F.conv2d(padded, kernels[None], None, stride)[:, :, :high, :wide]
    return Sliding(
        chosen.float().numpy(), kernels.float().numpy(), (total - parts)[0, 0].float().numpy(), stride, padding
    )


def _kind(module: nn.Module) -> str:
    kinds = {nn.MaxPool2d: "max", nn.AvgPool2d: "avg", nn.LocalResponseNorm: "lrn", TransformInput: "scale"}
    named = [name for kind, name in kinds.items() if isinstance(module, kind)]
    return named[0] if named else "conv" if hasattr(module, "conv") else "identity"


def _part(values: Tensor, kernel: Tensor, channel: int, corner: tuple[int, int], size: Sequence[int]) -> InputPart:
    products = values * kernel
    strengths = products.abs()
    for axis, (begin, side) in enumerate(zip(corner, size, strict=True)):  # the padding has no cell
        places = torch.arange(begin, begin + products.shape[axis])
        outside = ((places < 0) | (places >= side)).view(-1, *[1] * (1 - axis))
        strengths = strengths.masked_fill(outside, -1)
    row, column = divmod(int(strengths.argmax()), products.shape[1])
    place = corner[0] + row, corner[1] + column
    return InputPart(channel, values.numpy(), kernel.numpy(), products.numpy(), float(products.sum()), place)


def _affine(module: nn.Module, channel: int) -> tuple[float, float, float]:
    """Returns (bias, scale, shift) of what follows a layer's sum."""
    if isinstance(module, TransformInput):
        return 0.0, 1.0, module.shift[0, channel, 0, 0].item()
    bias, norm = getattr(getattr(module, "conv", None), "bias", None), getattr(module, "bn", None)
    bias = 0.0 if bias is None else bias[channel].item()
    if norm is None:
        return bias, 1.0, 0.0
    scale = norm.weight[channel].item() / (norm.running_var[channel].item() + norm.eps) ** 0.5
    return bias, scale, norm.bias[channel].item() - scale * norm.running_mean[channel].item()


def _window(module: nn.Module, given: Tensor, channel: int, row: int, column: int) -> Window:
    """Returns the window of a cell and its kernel in float64, for the layer's input (C, H, W)."""
    if hasattr(module, "conv"):
        conv = module.conv
        kernel = conv.weight[channel].detach().cpu().double()
        first = channel // (conv.out_channels // conv.groups) * len(kernel)
        values, corner = _cut(given[first : first + len(kernel)], conv, row, column)
        return values, kernel, first, corner
    if isinstance(module, nn.MaxPool2d | nn.AvgPool2d):
        values, corner = _cut(given[channel : channel + 1], module, row, column)
        return values, _pool_kernel(module, given, channel, corner), channel, corner
    if isinstance(module, nn.LocalResponseNorm):
        first, last = max(0, channel - module.size // 2), channel + (module.size - 1) // 2
        values = given[first : last + 1, row : row + 1, column : column + 1].double()
        kernel = torch.zeros_like(values)
        kernel[channel - first] = (module.k + module.alpha / module.size * (values**2).sum()) ** -module.beta
        return values, kernel, first, (row, column)
    values = given[channel : channel + 1, row : row + 1, column : column + 1].double()
    factor = module.scale[0, channel, 0, 0].item() if isinstance(module, TransformInput) else 1.0
    return values, torch.full_like(values, factor), channel, (row, column)


def _cut(given: Tensor, module: nn.Module, row: int, column: int) -> tuple[Tensor, tuple[int, int]]:
    """Returns a cell's window on `given` (C, H, W), zeros where it is outside, and its top left in the input."""
    (height, width), (down, along), (above, beside) = map(pair, (module.kernel_size, module.stride, module.padding))
    top, left = row * down - above, column * along - beside
    below, right = (max(0, end - side) for end, side in zip((top + height, left + width), given.shape[1:], strict=True))
    padded = F.pad(given, (max(0, -left), right, max(0, -top), below))
    top_in, left_in = max(0, top), max(0, left)
    return padded[:, top_in : top_in + height, left_in : left_in + width].double(), (top, left)


def _pool_kernel(pool: nn.Module, given: Tensor, channel: int, corner: tuple[int, int]) -> Tensor:
    """Returns a pool's window as a kernel (1, h, w): 1 at the maximum, or 1 / divisor."""
    size = pair(pool.kernel_size)
    spans = [
        (max(0, begin), min(side, begin + length))
        for begin, length, side in zip(corner, size, given.shape[1:], strict=True)
    ]
    kernel = torch.zeros(1, *size, dtype=torch.float64)
    rows, columns = (slice(begin - first, end - first) for (begin, end), first in zip(spans, corner, strict=True))
    if isinstance(pool, nn.AvgPool2d):  # the padding counts, what a rounded-up window has beyond it does not
        ends = zip(corner, size, given.shape[1:], pair(pool.padding), strict=True)
        sides = [min(begin + length, side + padding) - begin for begin, length, side, padding in ends]
        kernel[0, rows, columns] = 1 / (sides[0] * sides[1])
        return kernel
    inside = given[channel, slice(*spans[0]), slice(*spans[1])]
    row, column = divmod(int(inside.argmax()), inside.shape[1])
    kernel[0, rows.start + row, columns.start + column] = 1
    return kernel
