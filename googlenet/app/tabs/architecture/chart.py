"""A network as a drawing: stem, blocks and pools from left to right, each path a row of bars as high as it is wide.

Pure functions of the accounts; what they return is SVG text, for the page, where its parts can be pressed, and for a file.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from googlenet.app.kit.markup import join
from googlenet.app.kit.svg import INK_2, MARK, PAPER, TEXT, bar, hatch, line, shape, sheet, svg, text
from googlenet.app.tabs.architecture.legend import HATCH, ink_of, layer_text, legend, path_text
from googlenet.common.palette import HATCHED, block_label
from googlenet.networks.accounting import Part
from googlenet.text import say

STACK_PX, TOP_PX = 264.0, 96.0
MIDDLE = TOP_PX + STACK_PX / 2
ROW_GAP, LEAST_BAR, LEAST_ROW = 3.0, 1.5, 9.0  # px; a row is at least so high, to be pressed
LETTER_PX = 7.0  # a digit


@dataclass(frozen=True)
class Layout:
    """Lengths along the line, in px.

    Attributes:
        width: of the whole, unless the network needs more.
        gap: between two parts.
        conv, pool: widths of a layer outside the blocks.
        step: of a layer within a block, the least and the most.
        square: side of the input's square.
    """

    width: float
    gap: float
    conv: float
    pool: float
    step: tuple[float, float]
    square: float


WIDE = Layout(width=1080, gap=12, conv=14, pool=9, step=(17, 36), square=40)
NARROW = Layout(width=600, gap=6, conv=9, pool=7, step=(8, 20), square=28)  # of two drawings side by side


@dataclass(frozen=True)
class Opened:
    """What is pressed: a block, stem layer or pool, and one of its paths or ""."""

    block: str = ""
    branch: str = ""


def channel_px(networks: Sequence[Part]) -> float:
    """px a channel, one scale for all `networks`, at which the highest just fits."""
    most = 1.0
    for network in networks:
        for part in _items(network):
            gaps = ROW_GAP * (len(part.parts) - 1) if part.type == "Inception" else 0.0
            most = max(most, _height(part, 1.0) / max(1.0, STACK_PX - gaps))
    return 1.0 / most


@dataclass(frozen=True)
class _Look:
    """What all parts of a drawing are drawn with: see `drawing`; `focus` is the part that the Tab key reaches first."""

    lang: str
    scale: float
    opened: Opened
    number: int | None
    focus: str


def drawing(
    network: Part,
    lang: str,
    *,
    scale: float,
    opened: Opened | None = None,
    number: int | None = 0,
    layout: Layout = WIDE,
) -> str:
    """The drawing for the page; each block, path and layer can be pressed.

    Args:
        scale: px a channel, see `channel_px`.
        opened: what is pressed.
        number: of the drawing on its page; parts carry it as `data-net`. None: nothing can be pressed.
        layout: how much room there is.
    """
    body, width, height = _drawn(network, lang, scale, opened or Opened(), number, layout)
    label = say("architecture.drawing", lang, network=network.name, blocks=len(network.blocks))
    return svg([body], round(width), round(height), label, "arch", role="img" if number is None else "group")


def standalone(networks: Sequence[tuple[str, Part]], lang: str) -> str:
    """The same drawings, one below another under their titles, as a file by itself.

    Args:
        networks: (title, accounts) each.
    """
    scale, y, parts, widest = channel_px([network for _, network in networks]), 24.0, [], WIDE.width
    for title, network in networks:
        body, width, height = _drawn(network, lang, scale, Opened(), None, WIDE)
        heading = text(0, 18, title, weight=600, size=16)
        below = shape("g", body, transform="translate(0 32)")
        parts.append(shape("g", heading, below, transform=f"translate(24 {y:.0f})"))
        y, widest = y + height + 64, max(widest, width)
    return sheet(parts, round(widest + 48), round(y), ", ".join(title for title, _ in networks))


def _items(network: Part) -> list[Part]:
    """What gets a place on the line: convolutions, pools, blocks, and the classifier."""
    return [part for part in network.parts if part.type in {"ConvUnit", "Inception", "Linear"} or "Pool" in part.type]


def _height(part: Part, scale: float) -> float:
    """px of a layer's bar, or of a block's or chain's whole."""
    if part.type == "Inception":
        rows = [_row(path, scale) for path in part.parts]
        return sum(rows) + ROW_GAP * (len(rows) - 1)
    if part.type == "Chain":  # a pool at its end is all that the path puts out
        ends_in_pool = "Pool" in part.parts[-1].type
        last = [max(LEAST_ROW - 2, part.output[0] * scale)] if ends_in_pool else []
        return max([*last, *(_height(layer, scale) for layer in part.parts)])
    return LEAST_ROW - 2 if "Pool" in part.type else max(LEAST_BAR, part.output[0] * scale)


def _row(path: Part, scale: float) -> float:
    return max(_height(path, scale), LEAST_ROW)


def _steps(part: Part) -> int:
    """How many layers follow one another in a block, chain or layer."""
    if part.type == "Inception":
        return max(map(_steps, part.parts))
    return sum(map(_steps, part.parts)) if part.type == "Chain" else 1


def _drawn(
    network: Part, lang: str, scale: float, opened: Opened, number: int | None, layout: Layout
) -> tuple[str, float, float]:
    """(SVG elements, width, height); with a `number` the parts can be pressed."""
    items = _items(network)
    look = _Look(lang, scale, opened, number, opened.block or items[0].name)
    steps = sum(_steps(part) for part in items if part.type == "Inception")
    fixed = sum(_fixed_px(part, layout) + layout.gap for part in items) + layout.square
    step = min(max((layout.width - fixed) / max(1, steps), layout.step[0]), layout.step[1])
    side, (square, free) = network.input[1:], _square(0, network.input[1:], network.input[1], layout)
    sizes, parts, x, counted = [square], [], layout.square + layout.gap, 0.0
    for part in items:
        is_block = part.type == "Inception"
        width = _steps(part) * step if is_block else _fixed_px(part, layout)
        cells = part.output[1:] or (1, 1)
        if cells != side and part.type != "Linear":
            x, side = max(x, free), cells  # no square on another
            square, free = _square(x, cells, network.input[1], layout)
            sizes.append(square)
        reach = LETTER_PX * len(str(part.output[0])) / 2
        is_counted = is_block or ("Pool" not in part.type and x + width / 2 - reach > counted)  # no count on another
        if is_counted:
            counted = x + width / 2 + reach
            parts.append(text(x + width / 2, TOP_PX + STACK_PX + 18, part.output[0], TEXT, "middle"))
        parts.append((_block if is_block else _single)(part, x, width, look))
        x += width + (layout.gap + 6 if is_block else layout.gap)
    height = TOP_PX + STACK_PX + 56
    key, rows = legend(items, height - 14, lang, max(x, layout.width))
    is_hatched = any(path.name in HATCHED for part in items for path in part.parts)
    body = [
        *([hatch(HATCH, MARK)] if is_hatched else []),
        *sizes,
        line(0, MIDDLE, x - layout.gap, MIDDLE, MARK),
        *parts,
        key,
    ]
    return shape("g", *body, font_size=12), max(x, layout.width), height + rows


def _fixed_px(part: Part, layout: Layout) -> float:
    return 6.0 if part.type == "Inception" else layout.pool if "Pool" in part.type else layout.conv


def _square(x: float, cells: tuple[int, ...], whole: int, layout: Layout) -> tuple[str, float]:
    """The map's size to scale with its side in cells, and where the next one may begin."""
    height, width = (max(1.5, layout.square * side / max(whole, side)) for side in cells)
    label = str(cells[0]) if cells[0] == cells[1] else f"{cells[0]}×{cells[1]}"
    foot = WIDE.square
    drawn = bar(x, foot - height, width, height, "none", stroke=INK_2) + text(x, foot + 15, label, INK_2)
    return drawn, x + max(width, LETTER_PX * len(label)) + layout.gap / 2


def _single(part: Part, x: float, width: float, look: _Look) -> str:
    """A layer outside the blocks."""
    shape = _layer(part, x, MIDDLE, width, look.scale, MARK, is_last="Pool" not in part.type)
    return _press(
        shape, x, MIDDLE, width, _height(part, look.scale), (part.name, ""), layer_text(part, look.lang), look
    )


def _block(block: Part, x: float, width: float, look: _Look) -> str:
    """A block's name, and a row a path between two lines."""
    high = _height(block, look.scale)
    y, parts = MIDDLE - high / 2, []
    ends = [line(edge, y, edge, y + high, MARK, 1.5) for edge in (x - 4, x + width + 4)]
    for path in block.parts:
        row = _row(path, look.scale)
        drawn = _chain(path, x, y + row / 2, width, look.scale, ink_of(path.name))
        label = path_text(block, path, look.lang)
        parts.append(_press(drawn, x, y + row / 2, width, row, (block.name, path.name), label, look))
        y += row + ROW_GAP
    name, counts = block_label(block.name), {"inputs": block.input[0], "channels": block.output[0]}
    head = text(x + width / 2, TOP_PX - 16, name, anchor="middle", weight=600)
    label = say("architecture.block", look.lang, block=name, **counts)
    return join([*ends, _press(head, x, TOP_PX - 20, width, 20, (block.name, ""), label, look), *parts])


def _press(
    drawn: str, x: float, middle: float, width: float, height: float, way: tuple[str, str], label: str, look: _Look
) -> str:
    """A shape with its name; in a page, one that the pointer and the keyboard reach."""
    title = shape("title", label)
    if look.number is None:
        return shape("g", title, drawn)
    high, is_opened = max(height, 12) + 2, (look.opened.block, look.opened.branch) == way
    return shape(
        "g",
        title,
        drawn,
        bar(x - 2, middle - high / 2, width + 4, high, "transparent", rx=2, class_="hit"),
        role="button",
        tabindex=0 if is_opened or way == (look.focus, "") else -1,
        aria_label=label,
        aria_pressed=is_opened,
        data_net=look.number,
        data_block=way[0],
        data_branch=way[1],
    )


def _chain(path: Part, x: float, middle: float, width: float, scale: float, ink: str) -> str:
    """A path's layers one after another over the block's whole width."""
    step, parts = width / _steps(path), []
    for index, layer in enumerate(path.parts):
        span = _steps(layer) * step
        parts.append(_layer(layer, x, middle, span, scale, ink, is_last=index == len(path.parts) - 1))
        x += span
    return join(parts)


def _layer(part: Part, x: float, middle: float, width: float, scale: float, ink: str, *, is_last: bool) -> str:
    """A bar as high as the layer is wide; a pool is a hollow square, or a hollow bar; a fork is two bars with a slit."""
    if part.type == "Inception":
        heights = [_height(path, scale) for path in part.parts]
        tops = [middle - sum(heights) / 2 + sum(heights[:index]) for index in range(len(heights))]
        rows = zip(part.parts, tops, heights, strict=True)
        chains = [_chain(path, x, top + high / 2 + 0.5, width, scale, ink) for path, top, high in rows]
        return join([*chains, *(line(x, top, x + width, top, PAPER, 2) for top in tops[1:])])
    if "Pool" in part.type:
        side = LEAST_ROW - 2
        high, wide = (max(side, part.output[0] * scale), width - 3) if is_last else (side, side)
        return bar(x + (width - wide) / 2, middle - high / 2, wide, high, PAPER, stroke=ink, stroke_width=2)
    high = _height(part, scale)
    return bar(x + 0.5, middle - high / 2, width - 1, high, ink, fill_opacity=None if is_last else 0.55)
