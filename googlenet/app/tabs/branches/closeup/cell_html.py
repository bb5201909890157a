"""The arithmetic of a cell: every branch's cell at one place, the window that slides, the products and their sum."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

import numpy as np

from googlenet.app.kit.html import backed, button, icon, number, page, path_mark, path_style, signed, style, toggle
from googlenet.app.kit.map import PathId, place
from googlenet.app.kit.markup import NOTHING, element, html, join, sentence
from googlenet.app.kit.number_grid import number_grid
from googlenet.app.tabs.branches.sheet_html import edges
from googlenet.common.palette import NO_NAMES, Names, block_label, path_label
from googlenet.inspection.records import Cell, InputPart
from googlenet.text import say


@dataclass(frozen=True)
class StepView:
    """A cell on the way through a branch, and (rows, columns) of its channel's map."""

    cell: Cell
    cells: tuple[int, int]


@dataclass(frozen=True)
class SlidingView:
    """What the browser works out every cell of a map from; arrays are float32 in base64.

    Attributes:
        kind: of the layer.
        cells, input_cells, kernel, stride, padding: (down, along) each.
        inputs, kernels: of the input channels that come one by one.
        rest, values: of the others, and of the layer itself, for each cell.
        after: what a residual block adds to each cell; "": nothing.
    """

    kind: str
    cells: tuple[int, int]
    input_cells: tuple[int, int]
    kernel: tuple[int, int]
    stride: tuple[int, int]
    padding: tuple[int, int]
    inputs: str
    kernels: str
    rest: str
    values: str
    after: str = ""


@dataclass(frozen=True)
class WorkedView:
    """The arithmetic of a cell.

    Attributes:
        path, channel, cell, value: the channel that is opened, its marked cell (row, column), and its activation.
        trails: branch -> its cells at this place, first layer first; empty where the arithmetic is not wanted.
        sprite, sprite_size: data URI of their channels' maps, a row a branch; its (rows, columns).
        chosen: whose sum is shown.
        listed: how many of its input channels come one by one.
        source, widths: the block that this one reads, and its branches' channels; None: the stem.
        slides: what it takes to slide the window; None: it has none, or the channel is off.
        names: of branches that are not called by their keys.
    """

    path: PathId
    channel: int
    cell: tuple[int, int]
    value: float
    trails: tuple[tuple[str, tuple[StepView, ...]], ...] = ()
    sprite: str = ""
    sprite_size: tuple[int, int] = (1, 1)
    chosen: Cell | None = None
    listed: int = 0
    source: str | None = None
    widths: tuple[tuple[str, int], ...] = ()
    slides: SlidingView | None = None
    names: Names = field(default_factory=lambda: NO_NAMES)


def worked(view: WorkedView, lang: str) -> str:
    """The section with the button that closes it; nothing while it is closed: the channel's view opens it."""
    if not view.trails:
        return ""
    closer = button(say("cell.hide", lang), data={"do": "worked", "to": "none"})
    head = html("<h2>{}</h2>{}", _finding(view, lang), html('<p class="note">{}</p>', say("cell.how", lang)))
    body = html("{}{}", _trails(view, lang), _sum(view, lang))
    return page(html('<div class="stackcol worked"><div>{}</div>{}{}</div>', closer, head, body))


def _finding(view: WorkedView, lang: str) -> str:
    one = view.chosen
    where = {"value": number(one.activation), "row": one.row + 1, "column": one.column + 1}
    where["what"] = _layer(one, view, lang)
    if one.filled is not None:
        return say("cell.finding.off", lang, **where)
    if one.kind == "max":
        (row, column), cells = one.parts[0].place, one.parts[0].kernel.size
        return say("cell.finding.max", lang, **where, cells=cells, from_row=row + 1, from_column=column + 1)
    if one.is_rectified and one.activation == 0:
        return say("cell.finding.negative", lang, **where, sum=number(one.normalized))
    if one.kind == "avg":
        return say("cell.finding.average", lang, **where, cells=one.parts[0].kernel.size)
    part = one.parts[0]
    return say("cell.finding", lang, **where, input=_input(part.channel, view, lang), sum=signed(part.sum))


def _layer_name(cell: Cell, lang: str) -> str:
    """The name of a layer within its branch: "3×3 reduce", "max pool 3 × 3"."""
    rows, columns = cell.parts[0].kernel.shape
    if cell.kind in ("max", "avg", "lrn"):
        return say(f"cell.layer.{cell.kind}", lang, rows=rows, columns=columns)
    last = cell.layer.rpartition("/")[2]
    return re.sub(r"(?<=\d)x(?=\d)", "×", last).replace("_", " ").replace("pool proj", say("cell.layer.proj", lang))


def _layer(cell: Cell, view: WorkedView, lang: str) -> str:
    branch = path_label(cell.branch, view.names)
    path = f"{block_label(cell.block)} {branch}"
    if _is_last(cell, view):
        return say("cell.channel", lang, layer=path, channel=cell.channel)
    return say("cell.channel", lang, layer=f"{path} · {_layer_name(cell, lang)}", channel=cell.channel)


def _input(channel: int, view: WorkedView, lang: str) -> str:
    """The name of an input channel of the chosen cell's layer."""
    if view.chosen.reads:
        (step,) = [
            one.cell for one in dict(view.trails)[view.chosen.branch] if one.cell.layer == view.chosen.reads
        ] or [None]
        layer = _layer_name(step, lang) if step else view.chosen.reads
        return say("cell.channel", lang, layer=layer, channel=channel)
    if view.source is None:
        return say("cell.channel", lang, layer=say("cell.stem", lang), channel=channel)
    branch = ""
    for branch, width in view.widths:  # noqa: B007 - the one that the channel belongs to
        if channel < width:
            break
        channel -= width
    return say(
        "cell.channel", lang, layer=f"{block_label(view.source)} {path_label(branch, view.names)}", channel=channel
    )


def _trails(view: WorkedView, lang: str) -> str:
    drawn = join(_trail(row, branch, steps, view, lang) for row, (branch, steps) in enumerate(view.trails))
    name, rule = backed(view.sprite, ".heat")
    size = {"--gn-heat-size": "{1}00% {0}00%".format(*view.sprite_size)}
    label = say("cell.trails", lang)
    title = html("<h3>{}</h3>", say("cell.at", lang, row=view.cell[0] + 1, column=view.cell[1] + 1))
    return title + rule + element("div", drawn, class_=f"trails {name}", role="group", aria_label=label, style=size)


def _trail(row: int, branch: str, steps: tuple[StepView, ...], view: WorkedView, lang: str) -> str:
    buttons = join(_step(row, column, one, view, lang) for column, one in enumerate(steps))
    return html(
        '<div class="trail"{}>{}{}</div>', style(path_style(branch)), path_mark(branch, names=view.names), buttons
    )


def _step(row: int, column: int, step: StepView, view: WorkedView, lang: str) -> str:
    cell, (rows, columns) = step.cell, step.cells
    heat = html('<span class="heat"{}></span>', style({"background-position": place(row, column, view.sprite_size)}))
    box = edges((cell.row, cell.column, cell.row + 1, cell.column + 1), (3, 1.5))
    drawing = html(
        '<svg class="frames" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">{}</svg>',
        columns,
        rows,
        box,
    )
    name, value = _layer_name(cell, lang), number(cell.activation)
    words = html(
        '<span><b>{}</b><small>{}</small></span><span class="num">{}</span>',
        name,
        say("cell.short", lang, channel=cell.channel),
        value,
    )
    label = say(
        "cell.step", lang, layer=_layer(cell, view, lang), value=value, row=cell.row + 1, column=cell.column + 1
    )
    to = json.dumps([cell.branch, cell.layer, cell.channel, cell.row, cell.column])
    body = html('<span class="pic">{}{}</span>{}', heat, drawing, words)
    return toggle(
        body, label, _is_same(cell, view.chosen), data_step=to, data_key=f"{cell.branch}/{cell.layer}", class_="step"
    )


def _is_same(one: Cell, other: Cell) -> bool:
    names = ("branch", "layer", "channel", "row", "column")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _sum(view: WorkedView, lang: str) -> str:
    one, parts = view.chosen, view.chosen.parts[: view.listed]
    rungs = join((*_products(view, parts, lang), *_after(one, lang)))
    ladder = html('<div class="ladder">{}</div>', rungs)
    attributes = {"class_": "sum", "style": path_style(one.branch)}
    if not view.slides:
        return element("div", ladder, **attributes)
    slides = asdict(view.slides) | {name: getattr(one, name) for name in ("bias", "scale", "shift", "row", "column")}
    is_own = (one.branch, one.channel) == (view.path[1], view.channel) and _is_last(one, view)
    slides |= {"relu": one.is_rectified, "step": [one.branch, one.layer, one.channel], "own": is_own}
    return element("div", _slides(view, lang), ladder, **attributes, data_slides=json.dumps(slides))


def _is_last(cell: Cell, view: WorkedView) -> bool:
    """Whether a cell is of its branch's last layer."""
    return cell.layer == dict(view.trails)[cell.branch][-1].cell.layer


def _slides(view: WorkedView, lang: str) -> str:
    """The strongest input channel under the window, the map that it fills, and Play."""
    one, slides = view.chosen, view.slides
    window = (one.window.top, one.window.left, one.window.bottom, one.window.right)
    source = _canvas("input", slides.input_cells, window, _input(one.parts[0].channel, view, lang))
    label = say("cell.map", lang, layer=_layer(one, view, lang), row=one.row + 1, column=one.column + 1)
    own = (one.row, one.column, one.row + 1, one.column + 1)
    result = _canvas("output", slides.cells, own, _layer(one, view, lang), label)
    play = button(
        html(
            '<span class="go">{}{}</span><span class="pause">{}{}</span>',
            icon("start"),
            say("cell.play", lang),
            icon("stop"),
            say("cell.pause", lang),
        ),
        data={"do": "play"},
    )
    step = button(say("cell.next", lang), data={"do": "next"}, kind="quiet")
    where = say("cell.where", lang, row="{row}", column="{column}", value="{value}")
    status = html('<span class="small num" data-where="1" data-text="{}"></span>', where)
    return html('<div class="slides">{}{}<div class="acts">{}{}{}</div></div>', source, result, play, step, status)


def _canvas(name: str, cells: tuple[int, int], box: tuple[int, int, int, int], caption: str, label: str = "") -> str:
    rows, columns = cells
    drawing = html('<canvas data-map="{}" width="{}" height="{}"></canvas>', name, columns, rows)
    drawing += html(
        '<svg class="frames" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">{}</svg>',
        columns,
        rows,
        edges(box, (5, 2.5)),
    )
    if label:
        drawn = element("button", drawing, type="button", class_="pic plain", data_slide="1", aria_label=label)
    else:
        drawn = html('<span class="pic plain" aria-hidden="true">{}</span>', drawing)
    return html("<figure>{}<figcaption>{}</figcaption></figure>", drawn, caption)


def _products(view: WorkedView, parts: tuple[InputPart, ...], lang: str) -> Iterator[str]:
    one = view.chosen
    others = one.rest + sum(part.sum for part in one.parts[view.listed :])
    count = one.others + len(one.parts) - view.listed
    most = max([abs(others), *(abs(part.sum) for part in parts)]) or 1.0
    for place_, part in enumerate(parts):
        name = _input(part.channel, view, lang)
        if part.kernel.size == 1:
            value = html('<span data-one="{}">{}</span>', place_, number(part.values.item()))
            shown = sentence("cell.product", lang, input=name, value=value, weight=number(part.kernel.item()))
            yield _rung(shown, part.sum, most, f"part{place_}")
            continue
        head = html("<summary>{}</summary>", name)
        grids = _grids(part, one, view.slides, lang)
        body = element("details", head, grids, class_="more", open=place_ == 0, data_part=place_)
        yield _rung(body, part.sum, most, f"part{place_}")
    if count:
        yield _rung(say("cell.others", lang, count=count), others, most, "rest")


def _rung(label: str, value: float, most: float | None, out: str, *, is_total: bool = False) -> str:
    bar = NOTHING
    if most is not None:
        width = f"{100 * min(1, abs(value) / most):.1f}%"
        bar = html('<i class="{}"{}></i>', "neg" if value < 0 else "pos", style({"width": width}))
    figure = number(value) if is_total else signed(value)
    kind = "rung total" if is_total else "rung"
    return html(
        '<div class="{}"><div>{}</div><span class="bar">{}</span><b data-out="{}">{}</b></div>',
        kind,
        label,
        bar,
        out,
        figure,
    )


def _after(one: Cell, lang: str) -> Iterator[str]:
    """What follows the sum, a line each with what has come of it so far."""
    if one.kind not in ("max", "avg", "lrn"):
        yield _rung(say("cell.total", lang), one.total, None, "total", is_total=True)
    if one.bias:
        yield _rung(say("cell.bias", lang, bias=signed(one.bias)), one.total + one.bias, None, "biased", is_total=True)
    if (one.scale, one.shift) != (1, 0):
        shift = signed(one.shift).replace("+", "+ ").replace("−", "− ")
        yield _rung(
            say("cell.norm", lang, scale=number(one.scale), shift=shift),
            one.normalized,
            None,
            "normalized",
            is_total=True,
        )
    if one.is_rectified:
        yield _rung(say("cell.relu", lang), max(0.0, one.normalized), None, "rectified", is_total=True)
    if one.filled is not None:
        yield _rung(say("cell.off", lang), one.filled, None, "filled", is_total=True)
    if one.shortcut:
        yield _rung(say("cell.shortcut", lang), one.shortcut.value, None, "shortcut")
        yield _rung(say("cell.relu", lang), one.value, None, "value", is_total=True)


def _grids(part: InputPart, one: Cell, slides: SlidingView | None, lang: str) -> str:
    """Window × kernel = products, or a pool's window with its maximum marked; the window's padding is a dot."""
    rows, columns = (np.arange(side) for side in part.values.shape)
    height, width = slides.input_cells if slides else (np.inf, np.inf)
    places = (rows + one.window.top)[:, None], (columns + one.window.left)[None]
    is_padding = (places[0] < 0) | (places[0] >= height) | (places[1] < 0) | (places[1] >= width)
    marks = np.where(is_padding, "pad", np.where((one.kind == "max") & (part.kernel > 0), "most", ""))
    values = number_grid(part.values, say("cell.window", lang), "values", marks)
    if one.kind == "max":
        return html('<div class="grids">{}</div>', values)
    kernel = number_grid(part.kernel, say("cell.kernel", lang), "kernel")
    products = number_grid(part.products, say("cell.products", lang), "products")
    return html('<div class="grids">{}<i>×</i>{}<i>=</i>{}</div>', values, kernel, products)
