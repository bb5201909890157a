"""Receptive field of a branch's cell in pixels of the input; from the table alone, without weights or torch."""

from googlenet.common.errors import UnknownName, look_up
from googlenet.inspection.records import CellView, Rectangle
from googlenet.networks.accounting import Part, Span, report
from googlenet.networks.spec import Pair, Spec, pair


def receptive_field(
    spec: Spec, block: str, branch: str | None = None, *, row: int, column: int, size_px: int | Pair
) -> CellView:
    """Returns the receptive field of the cell (`row`, `column`) of a branch's output.

    The clipped rectangle is exact also where a stride leaves the last pixels of the image or of a map unread: it is
    carried back through the layers and clipped at each of them.

    Args:
        block: name of an Inception block.
        branch: name of one of its branches ("5x5", or "3x3/1x3" for a fork's); None: the whole block.
        row, column: of the output's cell, from 0.
        size_px: side of the network's input, or its (height, width).
    Raises:
        UnknownName: there is no such block, branch or cell.
        UserError: the network does not take an image so small.
    """
    network = report(spec, (1, *pair(size_px)))  # the number of channels does not matter here
    branches = look_up(network.blocks, block, "error.block").branches
    way = (block, *(look_up(branches, branch, "error.branch") if branch is not None else ()))
    part = network.at(*way)
    height, width = part.output[1:]
    if not (0 <= row < height and 0 <= column < width):
        raise UnknownName("error.cell", name=(row, column), accepted=f"(0–{height - 1}, 0–{width - 1})")
    spans = ((row, row + 1), (column, column + 1))
    for passed in reversed(_passed(network, way)):
        spans = _look_back(passed, spans)
    return CellView(unclipped=_rectangle(*part.field.spans(row, column)), clipped=_rectangle(*spans))


def _passed(whole: Part, way: tuple[str, ...]) -> list[Part]:
    """Returns the parts that an image passes from `whole`'s input to the output of the part under the names `way`."""
    if not way:
        return [whole]
    names = [part.name for part in whole.parts]
    before = [] if whole.type == "Inception" else list(whole.parts[: names.index(way[0])])  # branches run side by side
    return before + _passed(whole[way[0]], way[1:])


def _look_back(part: Part, spans: tuple[Span, Span]) -> tuple[Span, Span]:
    """Returns (rows, columns) of `part`'s input that it reads for those `spans` of its output."""
    if part.window:
        window = part.window
        axes = zip(spans, part.input[1:], window.kernel, window.stride, window.padding, strict=True)
        return tuple(
            (max(0, begin * stride - padding), min(side, (end - 1) * stride - padding + kernel))
            for (begin, end), side, kernel, stride, padding in axes
        )
    if part.type == "Inception":
        seen = [_look_back(branch, spans) for branch in part.parts]
        return tuple((min(b for b, _ in axis), max(e for _, e in axis)) for axis in zip(*seen, strict=True))
    for inner in reversed(part.parts):
        spans = _look_back(inner, spans)
    return spans


def _rectangle(rows: Span, columns: Span) -> Rectangle:
    return Rectangle(top=rows[0], left=columns[0], bottom=rows[1], right=columns[1])
