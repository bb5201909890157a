"""A network as a drawing: stem, blocks and pools from left to right, each path a row of bars as high as it is wide.

Pure functions of the accounts; what they return is SVG text. In the page its colours are the page's own tokens; a
saved drawing has its ground and colours with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from googlenet.app.kit.markup import html, join
from googlenet.app.tabs.architecture.legend import UNKNOWN, layer_text, legend, path_text
from googlenet.common.palette import PATH_COLOURS, block_label
from googlenet.networks.accounting import Part
from googlenet.text import say

STACK_PX, TOP_PX = 264.0, 96.0
ROW_GAP, LEAST_BAR, LEAST_ROW = 3.0, 1.5, 9.0  # px; a row is at least so high, to be pressed
LETTER_PX = 7.0  # a digit
FONT = "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'PingFang SC', 'Noto Sans CJK SC', sans-serif"

PAGE = {name: f"var(--gn-{name})" for name in ("ink", "ink-2", "ink-3", "mark", "paper", "rule")}
PAPER = {"ink": "#15181B", "ink-2": "#474E56", "ink-3": "#626A73", "mark": "#7A828B", "paper": "#FFFFFF"}
PAPER |= {"rule": "#E0E3E7"}  # of a drawing by itself


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
    body, width, height = _drawn(network, lang, scale, PAGE, opened or Opened(), number, layout)
    label = say("architecture.drawing", lang, network=network.name, blocks=len(network.blocks))
    role = "img" if number is None else "group"
    return html(
        '<svg class="arch" viewBox="0 0 {:.0f} {:.0f}" role="{}" aria-label="{}">{}</svg>',
        width,
        height,
        role,
        label,
        body,
    )


def standalone(networks: Sequence[tuple[str, Part]], lang: str) -> str:
    """The same drawings, one below another under their titles, as a file by itself.

    Args:
        networks: (title, accounts) each.
    """
    scale, y, parts, widest = channel_px([network for _, network in networks]), 0.0, [], WIDE.width
    for title, network in networks:
        body, width, height = _drawn(network, lang, scale, PAPER, Opened(), None, WIDE)
        heading = html(
            '<text x="0" y="18" font-family="{}" font-size="16" font-weight="600" fill="{}">{}</text>',
            FONT,
            PAPER["ink"],
            title,
        )
        parts.append(
            html(
                '<g transform="translate(24 {:.0f})">{}<g transform="translate(0 32)">{}</g></g>', y + 24, heading, body
            )
        )
        y, widest = y + height + 64, max(widest, width)
    size = f"{widest + 48:.0f}", f"{y + 24:.0f}"
    ground = html('<rect width="100%" height="100%" fill="{}"/>', PAPER["paper"])
    return html(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}" viewBox="0 0 {} {}">{}{}</svg>\n',
        size[0],
        size[1],
        size[0],
        size[1],
        ground,
        join(parts),
    )


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
    network: Part, lang: str, scale: float, ink: dict[str, str], opened: Opened, number: int | None, layout: Layout
) -> tuple[str, float, float]:
    """(SVG elements, width, height); with a `number` the parts can be pressed."""
    items = _items(network)
    steps = sum(_steps(part) for part in items if part.type == "Inception")
    fixed = sum(_fixed_px(part, layout) + layout.gap for part in items) + layout.square
    step = min(max((layout.width - fixed) / max(1, steps), layout.step[0]), layout.step[1])
    middle, parts, focus = TOP_PX + STACK_PX / 2, [], opened.block or items[0].name
    side, (square, free) = network.input[1:], _square(0, network.input[1:], network.input[1], ink, layout)
    sizes, x, counted = [square], layout.square + layout.gap, 0.0
    for part in items:
        width = _steps(part) * step if part.type == "Inception" else _fixed_px(part, layout)
        cells = part.output[1:] or (1, 1)
        if cells != side and part.type != "Linear":
            x, side = max(x, free), cells  # no square on another
            square, free = _square(x, cells, network.input[1], ink, layout)
            sizes.append(square)
        reach = LETTER_PX * len(str(part.output[0])) / 2
        is_counted = part.type == "Inception" or x + width / 2 - reach > counted  # no count on another
        counted = x + width / 2 + reach if is_counted and "Pool" not in part.type else counted
        parts.append(_item(part, x, width, middle, scale, ink, opened, number, lang, focus, is_counted=is_counted))
        x += width + (layout.gap + 6 if part.type == "Inception" else layout.gap)
    line = html('<path d="M0 {}H{:.1f}" stroke="{}" stroke-width="1"/>', middle, x - layout.gap, ink["mark"])
    height = TOP_PX + STACK_PX + 56
    key, rows = legend(items, height - 14, lang, ink, max(x, layout.width))
    font = html(' font-family="{}"', FONT) if number is None else ""  # the page has its own
    style = html('{} font-size="12"', font)
    return html("<g{}>{}{}{}{}</g>", style, join(sizes), line, join(parts), key), max(x, layout.width), height + rows


def _fixed_px(part: Part, layout: Layout) -> float:
    return 6.0 if part.type == "Inception" else layout.pool if "Pool" in part.type else layout.conv


def _square(x: float, cells: tuple[int, ...], whole: int, ink: dict[str, str], layout: Layout) -> tuple[str, float]:
    """The map's size to scale with its side in cells, and where the next one may begin."""
    height, width = (max(1.5, layout.square * side / max(whole, side)) for side in cells)
    label = str(cells[0]) if cells[0] == cells[1] else f"{cells[0]}×{cells[1]}"
    foot = WIDE.square
    svg = html(
        '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="none" '
        'stroke="{}"/><text x="{:.1f}" y="{}" fill="{}">{}</text>',
        x,
        foot - height,
        width,
        height,
        ink["ink-2"],
        x,
        foot + 15,
        ink["ink-2"],
        label,
    )
    return svg, x + max(width, LETTER_PX * len(label)) + layout.gap / 2


def _item(
    part: Part,
    x: float,
    width: float,
    middle: float,
    scale: float,
    ink: dict[str, str],
    opened: Opened,
    number: int | None,
    lang: str,
    focus: str,
    *,
    is_counted: bool,
) -> str:
    foot = TOP_PX + STACK_PX + 18
    count = html(
        '<text x="{:.1f}" y="{}" text-anchor="middle" fill="{}">{}</text>',
        x + width / 2,
        foot,
        ink["ink-3"],
        part.output[0],
    )
    if part.type != "Inception":
        is_pool = "Pool" in part.type
        outputs, high = "" if is_pool or not is_counted else count, _height(part, scale)
        shape = _layer(part, x, middle, width, scale, ink["mark"], ink, is_last=not is_pool)
        is_opened = opened.block == part.name
        label = layer_text(part, lang)
        return outputs + _press(
            shape, x, middle, width, high, (part.name, ""), label, is_opened, number, part.name == focus
        )
    high = _height(part, scale)
    y, rows = middle - high / 2, []
    ends = join(
        html('<path d="M{:.1f} {:.1f}V{:.1f}" stroke="{}" stroke-width="1.5"/>', edge, y, y + high, ink["mark"])
        for edge in (x - 4, x + width + 4)
    )
    for path in part.parts:
        row = _row(path, scale)
        colour = PATH_COLOURS.get(path.name, UNKNOWN)
        shape = _chain(path, x, y + row / 2, width, scale, colour, ink)
        is_opened = (opened.block, opened.branch) == (part.name, path.name)
        label = path_text(part, path, lang)
        rows.append(_press(shape, x, y + row / 2, width, row, (part.name, path.name), label, is_opened, number))
        y += row + ROW_GAP
    name, is_opened = block_label(part.name), (opened.block, opened.branch) == (part.name, "")
    text = html(
        '<text x="{:.1f}" y="{}" text-anchor="middle" font-weight="600" fill="{}">{}</text>',
        x + width / 2,
        TOP_PX - 16,
        ink["ink"],
        name,
    )
    label = say("architecture.block", lang, block=block_label(part.name), inputs=part.input[0], channels=part.output[0])
    head = _press(text, x, TOP_PX - 20, width, 20, (part.name, ""), label, is_opened, number, part.name == focus)
    return html("{}{}{}{}", ends, head, join(rows), count)


def _press(
    shape: str,
    x: float,
    middle: float,
    width: float,
    height: float,
    way: tuple[str, str],
    label: str,
    is_opened: bool,
    number: int | None,
    is_first: bool = False,
) -> str:
    """A shape with its name; in a page, one that the pointer and the keyboard reach."""
    title = html("<title>{}</title>", label)
    if number is None:
        return html("<g>{}{}</g>", title, shape)
    high = max(height, 12) + 2
    hit = html(
        '<rect class="hit" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="2" fill="transparent"/>',
        x - 2,
        middle - high / 2,
        width + 4,
        high,
    )
    attributes = {
        "role": "button",
        "tabindex": 0 if is_opened or is_first else -1,
        "aria-label": label,
        "aria-pressed": str(is_opened).lower(),
        "data-net": number,
        "data-block": way[0],
        "data-branch": way[1],
    }
    listed = join(html(' {}="{}"', name, value) for name, value in attributes.items())
    return html("<g{}>{}{}{}</g>", listed, title, shape, hit)


def _chain(path: Part, x: float, middle: float, width: float, scale: float, colour: str, ink: dict[str, str]) -> str:
    """A path's layers one after another over the block's whole width."""
    step, parts = width / _steps(path), []
    for index, layer in enumerate(path.parts):
        span = _steps(layer) * step
        parts.append(_layer(layer, x, middle, span, scale, colour, ink, is_last=index == len(path.parts) - 1))
        x += span
    return join(parts)


def _layer(
    part: Part, x: float, middle: float, width: float, scale: float, colour: str, ink: dict[str, str], *, is_last: bool
) -> str:
    """A bar as high as the layer is wide; a pool is a hollow square, or a hollow bar; a fork is two bars with a slit."""
    if part.type == "Inception":
        y, parts = middle - sum(_height(path, scale) for path in part.parts) / 2, []
        for path in part.parts:
            high = _height(path, scale)
            parts.append(_chain(path, x, y + high / 2 + 0.5, width, scale, colour, ink))
            y += high
        slit = join(
            html('<path d="M{:.1f} {:.1f}h{:.1f}" stroke="{}" stroke-width="2"/>', x, edge, width, ink["paper"])
            for edge in _edges(part, middle, scale)
        )
        return join(parts) + slit
    if "Pool" in part.type:
        side = LEAST_ROW - 2
        high, wide = (max(side, part.output[0] * scale), width - 3) if is_last else (side, side)
        return html(
            '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="{}" stroke="{}" stroke-width="2"/>',
            x + (width - wide) / 2,
            middle - high / 2,
            wide,
            high,
            ink["paper"],
            colour,
        )
    high, opacity = _height(part, scale), "" if is_last else html(' fill-opacity=".55"')
    return html(
        '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="{}"{}/>',
        x + 0.5,
        middle - high / 2,
        width - 1,
        high,
        colour,
        opacity,
    )


def _edges(fork: Part, middle: float, scale: float) -> list[float]:
    """Where the bars of a fork meet."""
    heights = [_height(path, scale) for path in fork.parts]
    y, edges = middle - sum(heights) / 2, []
    for height in heights[:-1]:
        y += height
        edges.append(y)
    return edges
