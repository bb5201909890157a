"""Shapes, parameters, multiply-adds and receptive fields of a network, from its table alone: no network is built.

One walk over a `Spec` gives a tree of `Part`s, with the structure and the names of the modules that `network` would
build. Totals, summaries and savings are read from it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from googlenet.common.errors import UserError
from googlenet.common.results import SummaryRow
from googlenet.networks.spec import AuxHead, Branches, Conv, Layer, Pair, Spec, check_groups, convs_in, pair

Shape = tuple[int, ...]  # (C, H, W) of a map, (C,) of a vector
Span = tuple[int, int]  # along one axis: the first, and one past the last


@dataclass(frozen=True)
class Window:
    """The window that one output cell of a convolution or pool reads; each pair is (height, width)."""

    kernel: Pair
    stride: Pair
    padding: Pair = (0, 0)
    ceil_mode: bool = False

    def cells(self, height: int, width: int) -> Pair:
        """Returns (height, width) of the output, as PyTorch computes it; below 1 where the input is too small."""
        sides = zip((height, width), self.kernel, self.stride, self.padding, strict=True)
        return tuple(self._side(*side) for side in sides)

    def _side(self, side: int, kernel: int, stride: int, padding: int) -> int:
        room = side + 2 * padding - kernel
        if not self.ceil_mode:
            return room // stride + 1
        cells = -(-room // stride) + 1
        # A window that would begin in the padding past the end is dropped.
        return cells - 1 if (cells - 1) * stride >= side + padding else cells


@dataclass(frozen=True)
class ReceptiveField:
    """The receptive field of a map's cells; each pair is (height, width), in px of the network's input.

    Attributes:
        size: of the rectangle that one cell sees.
        stride: from one cell's rectangle to the next one's.
        offset: the first cell's rectangle begins here, relative to the image; negative where it begins in the padding.
    """

    size: Pair = (1, 1)
    stride: Pair = (1, 1)
    offset: Pair = (0, 0)

    @property
    def start(self) -> tuple[float, float]:
        """Centre of the first cell's rectangle; the first pixel's centre is 0."""
        return tuple(offset + (size - 1) / 2 for offset, size in zip(self.offset, self.size, strict=True))

    def spans(self, row: int, column: int) -> tuple[Span, Span]:
        """Returns (rows, columns) that the cell at `row`, `column` sees; they may begin and end outside the image."""
        axes = zip(self.size, self.stride, self.offset, (row, column), strict=True)
        begins = [(offset + cell * stride, size) for size, stride, offset, cell in axes]
        return tuple((begin, begin + size) for begin, size in begins)

    def through(self, window: Window) -> "ReceptiveField":
        """Returns the receptive field after a convolution or pool."""
        axes = zip(self.size, self.stride, self.offset, window.kernel, window.stride, window.padding, strict=True)
        grown = [
            (size + (kernel - 1) * jump, jump * stride, offset - padding * jump)
            for size, jump, offset, kernel, stride, padding in axes
        ]
        return ReceptiveField(*zip(*grown, strict=True))

    def join(self, other: "ReceptiveField") -> "ReceptiveField":
        """Returns the smallest receptive field around those of two branches, which have the same stride."""
        both = zip(self.spans(0, 0), other.spans(0, 0), strict=True)
        hull = [(min(one[0], two[0]), max(one[1], two[1])) for one, two in both]
        return replace(self, size=tuple(end - begin for begin, end in hull), offset=tuple(begin for begin, _ in hull))


@dataclass(frozen=True)
class Part:
    """A part of a network, from one ReLU to the whole.

    Attributes:
        name: as in the table ("inception4c", "3x3", "3x3_reduce"); of a leaf, its role ("conv", "bn", "relu").
        type: name of the module's type.
        input, output: shapes without the batch: (C, H, W), or (C,) after flattening.
        params: weights and biases, BN's scale and shift included, of this part and all in it.
        macs: multiply-adds of convolutions and linear layers, for one image; additions of biases are not counted.
        field: of the output's cells; None from the global pool on, where each sees the whole image.
        window: of a convolution or pool, else None.
        parts: in the order in which they run; of a block, its branches in the order of concatenation, then of a
            residual one its "shortcut" where that has weights, and its "relu".
    """

    name: str
    type: str
    input: Shape
    output: Shape
    params: int = 0
    macs: int = 0
    field: ReceptiveField | None = None
    window: Window | None = None
    parts: tuple["Part", ...] = ()

    def __getitem__(self, name: str) -> "Part":
        """Returns the part called `name` directly in this one.

        Raises:
            KeyError: there is none.
        """
        return {part.name: part for part in self.parts}[name]

    @property
    def blocks(self) -> dict[str, "Part"]:
        """name -> Inception block directly in this part, in order."""
        return {part.name: part for part in self.parts if part.type == "Inception"}

    @property
    def branches(self) -> dict[str, tuple[str, ...]]:
        """Of a block: branch -> its nested names, in order; a fork's branches follow their own, as "3x3/1x3"."""
        found = {}
        for branch in (part for part in self.parts if part.type == "Chain"):
            found[branch.name] = (branch.name,)
            for fork in branch.blocks.values():
                inner = {f"{branch.name}/{name}": (branch.name, fork.name, *way) for name, way in fork.branches.items()}
                found |= inner
        return found

    def at(self, *names: str) -> "Part":
        """Returns the part under these nested names, outermost first; without names, this part."""
        return self[names[0]].at(*names[1:]) if names else self

    def walk(self, *above: str) -> Iterator[tuple[tuple[str, ...], "Part"]]:
        """Yields (nested names, part) of each part in this one, in the order in which they run."""
        for part in self.parts:
            way = (*above, part.name)
            yield way, part
            yield from part.walk(*way)


def report(spec: Spec, input_size: Shape = (3, 224, 224), *, num_classes: int = 10, aux_heads: bool = False) -> Part:
    """Returns the accounts of a whole network, whose parts are stem, blocks, pools and classifier.

    Args:
        input_size: (C, H, W) of an image.
        num_classes: K of the logits.
        aux_heads: with the auxiliary heads, as parts "aux.BLOCK" after all others.
    Raises:
        UserError: `input_size` is not that of an image, or so small that a pool leaves nothing; the auxiliary heads do
            not fit it; branches of one block end in maps of different sizes; or the groups of a convolution do not
            divide its channels.
    """
    if len(input_size) != 3 or not all(isinstance(side, int) and side > 0 for side in input_size):
        raise UserError("error.input_size", value=input_size)
    return _report(spec, tuple(input_size), num_classes, aux_heads)


@lru_cache(maxsize=64)  # a press asks several times what some cells see
def _report(spec: Spec, input_size: Shape, num_classes: int, aux_heads: bool) -> Part:
    check_groups(spec.layers, input_size[0])
    image = Part("image", "Input", input_size, input_size, field=ReceptiveField())
    layers = _chain(spec.layers, image, spec)
    if any(side < 1 for _, part in _bundle("", "", image, layers).walk() for side in part.output):
        raise UserError("error.input_small", height=input_size[1], width=input_size[2], network=spec.name)
    parts = [*layers, *_classifier(layers[-1] if layers else image, spec, num_classes)]
    if aux_heads:
        by_name = {layer.name: layer for layer in layers}
        parts += [_aux_head(head, by_name[head.after], spec, num_classes) for head in spec.aux_heads]
    return replace(_bundle(spec.name, "Sequential", image, parts), output=(num_classes,))


def without_reduce(spec: Spec) -> Spec:
    """Returns the same network without the 1x1 convolutions before larger ones (Szegedy et al. 2015, section 4).

    A block's output keeps its width: the pool's projection stays. So does a 1x1 convolution before one with groups,
    which fit its output alone; there it rather widens (Sandler et al. 2018, arXiv:1801.04381, section 3.3).
    """
    layers = (_without_reduce(layer) if isinstance(layer, Branches) else layer for layer in spec.layers)
    return replace(spec, layers=tuple(layers))


def _without_reduce(block: Branches) -> Branches:
    branches = []
    for name, layers in block.branches:
        kept = [layer for layer, following in pairwise(layers) if not is_reduce(layer, following)]
        kept = [_without_reduce(layer) if isinstance(layer, Branches) else layer for layer in (*kept, *layers[-1:])]
        branches.append((name, tuple(kept)))
    return replace(block, branches=tuple(branches))


def is_reduce(layer: Layer, following: Layer) -> bool:
    """Whether a layer is a 1x1 convolution before a larger one, which it spares input channels."""
    is_larger = isinstance(following, Branches) or (isinstance(following, Conv) and pair(following.kernel) != (1, 1))
    has_groups = any(conv.groups > 1 for conv in convs_in((following,)))
    return isinstance(layer, Conv) and pair(layer.kernel) == (1, 1) and is_larger and not has_groups


def summary(spec: Spec, input_size: Shape = (1, 1, 224, 224), *, num_classes: int = 10) -> list[SummaryRow]:
    """Returns a row a layer, in the order in which they run, as torchinfo prints them; the first is the whole network.

    Args:
        input_size: (N, C, H, W).
    Raises:
        UserError: as `report`.
    """
    if len(input_size) != 4 or not isinstance(input_size[0], int) or input_size[0] < 1:
        raise UserError("error.input_size", value=input_size)
    batch, *image = input_size
    network = report(spec, tuple(image), num_classes=num_classes)
    rows, count = [SummaryRow(network.type, "", None, None, (batch, *network.output), None, None)], Counter()
    for depth, block, role, part in _lines(network):
        count[depth] += 1
        own = (part.params or None, part.macs or None) if not part.parts else (None, None)
        rows.append(SummaryRow(part.type, f"{depth}-{count[depth]}", block, role, (batch, *part.output), *own))
    return rows


def _lines(whole: Part, depth: int = 1, block: str | None = None) -> Iterator[tuple[int, str | None, str | None, Part]]:
    """Yields (depth, block, role, part) of each line of a summary: blocks and leaves. Depth counts blocks alone."""
    for part in whole.parts:
        if part.type == "Inception":
            yield depth, block or part.name, None, part
            yield from _lines(part, depth + 1, block or part.name)
        elif part.type in ("Chain", "ConvUnit", "Shortcut"):
            yield from _lines(part, depth, block)
        else:
            role = whole.name if block and part.type == "Conv2d" else None
            yield depth, block, role, part


def _chain(layers: tuple[Layer, ...], source: Part, spec: Spec) -> list[Part]:
    """Returns the parts of `layers`, one after another; the first reads `source`'s output."""
    parts: list[Part] = []
    for layer in layers:
        source = _layer(layer, source, spec)
        parts.append(source)
        if layer.name in spec.lrn_after:
            source = _leaf(f"{layer.name}_lrn", "LocalResponseNorm", source)
            parts.append(source)
    return parts


def _layer(layer: Layer, source: Part, spec: Spec) -> Part:
    if isinstance(layer, Conv):
        return _conv(layer, source, spec)
    if isinstance(layer, Branches):
        return _block(layer, source, spec)
    window = Window(pair(layer.kernel), pair(layer.stride), pair(layer.padding), layer.ceil_mode)
    return _windowed(layer.name, "MaxPool2d" if layer.kind == "max" else "AvgPool2d", source, window)


def _conv(layer: Conv, source: Part, spec: Spec) -> Part:
    """Returns convolution, batch normalisation where the spec has it, and ReLU as one part."""
    window = Window(pair(layer.kernel), pair(layer.stride), layer.pads)
    conv = _windowed("conv", "Conv2d", source, window, layer.out_channels)
    channels, height, width = conv.output
    weights = source.output[0] // layer.groups * channels * window.kernel[0] * window.kernel[1]
    has_bn = spec.normalization == "batch"
    parts = [replace(conv, params=weights if has_bn else weights + channels, macs=weights * height * width)]
    if has_bn:
        parts.append(_leaf("bn", "BatchNorm2d", conv, params=2 * channels))
    return _bundle(layer.name, "ConvUnit", source, [*parts, _leaf("relu", "ReLU", conv)])


def _block(layer: Branches, source: Part, spec: Spec) -> Part:
    """Returns branches side by side, concatenated along the channels, as one part."""
    branches = [_bundle(name, "Chain", source, _chain(layers, source, spec)) for name, layers in layer.branches]
    sizes = {branch.name: branch.output[1:] for branch in branches}
    if len(set(sizes.values())) > 1:
        listed = ", ".join(f"{name} {height}×{width}" for name, (height, width) in sizes.items())
        raise UserError("error.branch_sizes", block=layer.name, sizes=listed)
    field = branches[0].field
    for branch in branches[1:]:
        field = field.join(branch.field)
    output = (sum(branch.output[0] for branch in branches), *branches[0].output[1:])
    block = replace(_bundle(layer.name, "Inception", source, branches), output=output, field=field)
    return _with_shortcut(block, source, spec) if layer.residual else block


def _with_shortcut(block: Part, source: Part, spec: Spec) -> Part:
    """Returns a residual block: with a shortcut, which has weights where the numbers of channels differ."""
    if block.output[1:] != source.output[1:]:
        sizes = ", ".join(
            "{} {}×{}".format(name, *part.output[1:]) for name, part in (("input", source), ("output", block))
        )
        raise UserError("error.residual_size", block=block.name, sizes=sizes)
    channels, more = block.output[0], [_leaf("relu", "ReLU", block)]
    if channels != source.output[0]:
        parts = _conv(Conv("shortcut", channels), source, spec).parts[:-1]  # no ReLU of its own
        more.insert(0, _bundle("shortcut", "Shortcut", source, list(parts)))
    params, macs = (sum(getattr(part, name) for part in more) for name in ("params", "macs"))
    return replace(block, params=block.params + params, macs=block.macs + macs, parts=(*block.parts, *more))


def _classifier(last: Part, spec: Spec, num_classes: int) -> list[Part]:
    """Returns global average pool, flattening, dropout where the spec has it, and one linear layer."""
    channels = last.output[0]
    pool = Part("global_pool", "AdaptiveAvgPool2d", last.output, (channels, 1, 1))
    flat = Part("flatten", "Flatten", pool.output, (channels,))
    dropout = [_leaf("dropout", "Dropout", flat)] if spec.dropout else []
    return [pool, flat, *dropout, _linear("fc", channels, num_classes)]


def _aux_head(head: AuxHead, block: Part, spec: Spec, num_classes: int) -> Part:
    """Returns an auxiliary classifier (Szegedy et al. 2015, section 5)."""
    if spec.aux_pool == "paper":
        pool = _windowed("pool", "AvgPool2d", block, Window((5, 5), (3, 3)))
        if pool.output[1:] != (head.side, head.side):
            height, width = pool.output[1:]
            raise UserError("error.aux_size", height=height, width=width, side=head.side)
    else:
        pool = Part("pool", "AdaptiveAvgPool2d", block.output, (block.output[0], head.side, head.side))
    convs = _chain(head.convs, pool, spec)
    last, linear = Part("flatten", "Flatten", convs[-1].output, (head.features,)), []
    if head.hidden:
        last = _linear("fc1", head.features, head.hidden)
        linear = [last, _leaf("relu", "ReLU", last)]
    if head.dropout:
        linear.append(_leaf("dropout", "Dropout", last))
    linear.append(_linear("fc2", last.output[0], num_classes))
    return _bundle(f"aux.{head.after}", "AuxiliaryHead", block, [pool, *convs, *linear])


def _linear(name: str, features: int, out: int) -> Part:
    return Part(name, "Linear", (features,), (out,), params=features * out + out, macs=features * out)


def _windowed(name: str, kind: str, source: Part, window: Window, channels: int | None = None) -> Part:
    output = (channels or source.output[0], *window.cells(*source.output[1:]))
    field = source.field and source.field.through(window)
    return Part(name, kind, source.output, output, field=field, window=window)


def _leaf(name: str, kind: str, source: Part, params: int = 0) -> Part:
    """Returns a layer that works cell by cell, so that shape and receptive field stay."""
    return Part(name, kind, source.output, source.output, params=params, field=source.field)


def _bundle(name: str, kind: str, source: Part, parts: list[Part]) -> Part:
    """Returns `parts`, which read `source`'s output and run one after another, as one part."""
    last = parts[-1] if parts else source
    params, macs = sum(part.params for part in parts), sum(part.macs for part in parts)
    return Part(name, kind, source.output, last.output, params, macs, last.field, None, tuple(parts))
