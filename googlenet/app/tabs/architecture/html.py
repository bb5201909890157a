"""The Architecture view: controls, headline, drawings, and what is opened."""

import math

from googlenet.app.kit.html import button, compact, icon, kernel, number, page, path_style, scrolls, style
from googlenet.app.kit.map import joined, share
from googlenet.app.kit.markup import html, join
from googlenet.app.tabs.architecture.chart import NARROW, WIDE, Opened, channel_px, drawing
from googlenet.app.tabs.architecture.view import LIMITS, ArchitectureView
from googlenet.common.palette import block_label, path_label, path_title, sides
from googlenet.networks.accounting import Part
from googlenet.networks.design import HIGHEST, LOWEST, convolutions_of
from googlenet.networks.proportions import largest_kernel, layers_of, saving, window_of
from googlenet.networks.registry import NETWORKS
from googlenet.networks.spec import Branches, Spec, pair
from googlenet.text import say

GREY, RGB = 1, 3


def shape_text(shape: tuple[int, ...]) -> str:
    """A shape in words: "256 × 28 × 28"."""
    return " × ".join(map(str, shape))


def board(view: ArchitectureView, lang: str) -> str:
    """Controls, headline and drawings."""
    scale = channel_px(view.networks)
    drawings = join(_drawing(view, index, scale, lang) for index in range(len(view.networks)))
    drawings = html('<div class="drawings">{}</div>', drawings) if len(view.networks) > 1 else drawings
    keyboard = html('<span class="keyboard">{}</span>', say("architecture.keys", lang))
    save = join(
        button(icon("save") + say(f"architecture.save.{kind}", lang), data={"save": kind}, kind="quiet")
        for kind in ("png", "svg")
    )
    hints = joined((say("architecture.press", lang), keyboard), lang)
    note = html('<div class="tools"><p class="note">{}</p><span class="gap"></span>{}</div>', hints, save)
    return page(
        html(
            '<div class="view architecture"><section>{}{}{}{}</section></div>',
            _headline(view, lang),
            _tools(view, lang),
            drawings,
            note,
        )
    )


def _drawing(view: ArchitectureView, index: int, scale: float, lang: str) -> str:
    network, (net, block, branch) = view.networks[index], view.choice.opened
    opened = Opened(block, branch) if net == index else Opened()
    title = html("<h2>{}</h2>", view.names[index]) if len(view.networks) > 1 else ""
    layout = WIDE if len(view.networks) == 1 else NARROW
    svg = drawing(network, lang, scale=scale, opened=opened, number=index, layout=layout)
    label = say("architecture.scroll", lang)
    return html(
        '<figure>{}<div class="arch-scroll" role="region" aria-label="{}" tabindex="0">{}</div></figure>',
        title,
        label,
        svg,
    )


def _headline(view: ArchitectureView, lang: str) -> str:
    network = view.networks[0]
    values = {"network": view.names[0], "params": compact(network.params), "macs": compact(network.macs)}
    if len(view.networks) > 1:
        other = view.networks[1]
        values |= {"params": number(network.params / other.params), "macs": number(network.macs / other.macs)}
        title = say("architecture.title.compared", lang, other=view.names[1], **values)
    elif view.base:
        changes = {name: change(getattr(network, name), getattr(view.base, name), lang) for name in ("params", "macs")}
        changed = {"params_change": changes["params"], "macs_change": changes["macs"]}
        title = say("architecture.title.designed", lang, **values, **changed)
    else:
        title = say("architecture.title", lang, **values)
    sub = say("architecture.saving", lang, factor=f"{saving(view.blocks[0]):.2f}")
    if view.base:
        sub = joined((f"{view.names[0]}.", sub), lang)
    return html('<div class="head"><div><h1 aria-live="polite">{}</h1><p class="sub">{}</p></div></div>', title, sub)


def change(now: int, before: int, lang: str) -> str:
    """A change in percent with its sign: "−12.3 %"."""
    percent = 100 * (now / before - 1)
    if now == before:
        return say("architecture.same", lang)
    if abs(percent) < 0.1:
        return "> −0.1 %" if percent < 0 else "< +0.1 %"
    return f"{percent:+.1f} %".replace("-", "−")


def _tools(view: ArchitectureView, lang: str) -> str:
    choice = view.choice
    none = (say("architecture.none", lang), "")
    fields = (
        _select("network", view.choices, choice.network, lang),
        _select("other", [none, *view.choices], choice.other, lang),
        _number("size", choice.size, lang),
        _number("channels", choice.channels, lang),
        _number("classes", choice.classes, lang),
    )
    return html('<div class="tools">{}</div>', join(fields))


def _select(name: str, choices: list[tuple[str, str]], chosen: str, lang: str) -> str:
    label = say(f"architecture.{name}", lang)
    options = join(
        html('<option value="{}"{}>{}</option>', value, " selected" if value == chosen else "", text)
        for text, value in choices
    )
    return html(
        '<label class="ctl"><span class="lab">{}</span>'
        '<select class="select" data-choose="{}" data-now="{}">{}</select></label>',
        label,
        name,
        chosen,
        options,
    )


def _number(name: str, value: int, lang: str) -> str:
    low, high = LIMITS[name]
    label = say(f"architecture.{name}", lang)
    return html(
        '<label class="ctl"><span class="lab">{}</span><input type="number" class="select" inputmode="numeric" '
        'data-number="{}" data-now="{}" value="{}" min="{}" max="{}" step="1"></label>',
        label,
        name,
        value,
        value,
        low,
        high,
    )


def opened(view: ArchitectureView, lang: str) -> str:
    """The numbers of what is pressed, and the designer of its block."""
    number, block, branch = view.choice.opened
    found = _part(view.networks[number], block, branch)
    if found is None:
        return page("")
    designer = _designer(view, block, lang) if number == 0 else ""
    return page(html('<div class="view architecture opened">{}{}</div>', _numbers(view, found, lang), designer))


def _part(network: Part, block: str, branch: str) -> Part | None:
    part = next((part for part in network.parts if part.name == block), None)
    return next((path for path in part.parts if path.name == branch), part) if part and branch else part


def _numbers(view: ArchitectureView, part: Part, lang: str) -> str:
    net, block, branch = view.choice.opened
    whole = view.networks[net]
    shapes = {"input": shape_text(part.input), "output": shape_text(part.output)}
    key = "path" if branch and part.name == branch else "block"
    path = path_title(branch, largest_kernel(part), lang)
    title = say(f"architecture.opened.{key}", lang, block=block_label(block), path=path, **shapes)
    costs = {name: getattr(part, name) for name in ("params", "macs")}
    values = {name: f"{value:,}" for name, value in costs.items()}
    values |= {f"{name}_share": share(value / getattr(whole, name)) for name, value in costs.items()}
    head = join(
        html(
            '<th scope="col"{}>{}</th>', "" if name == "layer" else " class=r", say(f"architecture.column.{name}", lang)
        )
        for name in ("layer", "kernel", "stride", "shape", "params", "macs", "field", "step", "start")
    )
    rows = join(_layer_row(way, layer, part) for way, layer in layers_of(part))
    table = html(
        '<div {}><table class="figures"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>',
        scrolls(say("frame.scrolls", lang), "arch-scroll"),
        head,
        rows,
    )
    sentences = (say("architecture.costs", lang, **values), say("architecture.start.note", lang))
    return html(
        '<section><div class="head"><div><h2>{}</h2><p class="note">{}</p></div></div>{}</section>',
        title,
        joined(sentences, lang),
        table,
    )


def spoken_mark(branch: str, kernel_size: tuple[int, int], lang: str) -> str:
    """Mark and honest name of a path."""
    return html('<span class="path">{}<span>{}</span></span>', kernel(branch), path_title(branch, kernel_size, lang))


def _honest(layer: str, branch: str, size: tuple[int, int]) -> str:
    """A layer's name, which begins with its path's, with the kernel that the path has."""
    is_other = path_title(branch, size, "en") != path_label(branch)
    return layer.replace(path_label(branch), sides(size)) if is_other else layer


def _layer_row(way: tuple[str, ...], layer: Part, whole: Part) -> str:
    window, field = window_of(layer), layer.field
    colour = path_style(way[0] if whole.type == "Inception" else whole.name if whole.type == "Chain" else "")
    says_its_path = len(way) > 1 and way[0] in way[1]
    name = " ".join(map(path_label, way[1:] if says_its_path else way))
    if whole.type == "Inception" and way[0] in whole.branches:
        name = _honest(name, way[0], largest_kernel(whole[way[0]]))
    elif whole.type == "Chain":
        name = _honest(name, whole.name, largest_kernel(whole))
    cells = [
        sides(window.kernel) if window else "–",
        _same(window.stride) if window else "–",
        shape_text(layer.output),
        f"{layer.params:,}" if layer.params else "–",
        f"{layer.macs:,}" if layer.macs else "–",
        *((_same(field.size), _same(field.stride), _same(field.start)) if field else ("–", "–", "–")),
    ]
    swatch = html('<i class="swatch"{}></i>', style(colour))
    return (
        html('<tr><th scope="row">{}{}</th>', swatch, name)
        + join(html('<td class="r num">{}</td>', cell) for cell in cells)
        + html("</tr>")
    )


def _same(pair: tuple) -> str:
    """Height and width, said once where they are the same."""
    one, two = (f"{value:g}".replace("-", "−") for value in pair)
    return one if one == two else f"{one} × {two}"


def _designer(view: ArchitectureView, block: str, lang: str) -> str:
    design = view.choice.drawn
    table = next((one for one in NETWORKS[design.base].blocks if one.name == block), None)
    if table is None:
        return html('<section><p class="note">{}</p></section>', say("architecture.design.none", lang))
    title = say("architecture.design", lang, block=block_label(block))
    paths = join(_path_fields(view, table, branch, lang) for branch, _ in table.branches)
    out = say("architecture.design.out", lang, channels=view.networks[0].blocks[block].output[0])
    name = html(
        '<label class="ctl"><span class="lab">{}</span><input type="text" '
        'class="select" data-name data-now="{}" value="{}" '
        'placeholder="{}" maxlength="40" spellcheck="false"></label>',
        say("architecture.design.name", lang),
        design.name,
        design.name,
        design.title,
    )
    reset = button(say("architecture.design.reset", lang), data={"reset": 1}, disabled=not design.is_changed)
    train = button(
        say("architecture.design.train", lang), data={"train": 1}, kind="primary", disabled=not design.is_changed
    )
    return html(
        '<section class="designer"><div class="head"><div><h2>{}</h2>'
        '<p class="note">{}</p></div></div>{}'
        '<p class="note" role="status">{}</p><div class="tools">{}{}{}</div></section>',
        title,
        say("architecture.design.note", lang),
        paths,
        out,
        name,
        reset,
        train,
    )


def _path_fields(view: ArchitectureView, block: Branches, branch: str, lang: str) -> str:
    design, widths = view.choice.drawn, dict(view.choice.drawn.widths)
    is_off = (block.name, branch) in design.off
    size = _kernel(block, branch)
    title = path_title(branch, size, lang)
    label = say("architecture.design.path", lang, block=block_label(block.name), path=title)
    box = html(
        '<label><input type="checkbox" data-path data-block="{}" data-branch="{}" '
        'data-on="{}"{} aria-label="{}">{}</label>',
        block.name,
        branch,
        int(not is_off),
        "" if is_off else " checked",
        label,
        spoken_mark(branch, size, lang),
    )
    ways = [(way, conv) for way, conv in convolutions_of(NETWORKS[design.base]) if way[:2] == (block.name, branch)]
    fields = join(
        _width_field(way, widths.get(way, conv.out_channels), conv.out_channels, size, is_off=is_off, lang=lang)
        for way, conv in ways
    )
    return html('<div class="design-path">{}<div>{}</div></div>', box, fields)


def _kernel(block: Branches, branch: str) -> tuple[int, int]:
    """(height, width) of a path's largest convolution, left out or not."""
    convolutions = convolutions_of(Spec("", (block,), ""))
    kernels = [pair(conv.kernel) for way, conv in convolutions if way[1] == branch]
    return max(kernels, key=math.prod, default=(1, 1))


def _width_field(
    way: tuple[str, ...], value: int, usual: int, size: tuple[int, int], *, is_off: bool, lang: str
) -> str:
    layer = _honest(" ".join(dict.fromkeys(map(path_label, way[2:]))), way[1], size)
    label = say("architecture.design.width", lang, path=path_title(way[1], size, lang), layer=layer)
    changed = "" if value == usual else html(" <small>{} →</small>", usual)
    return html(
        '<label class="width"><span class="small">{}{}</span><input type="number" class="select" '
        'inputmode="numeric" data-width="{}" data-now="{}" value="{}" min="{}" '
        'max="{}" step="1" aria-label="{}"{}></label>',
        layer,
        changed,
        "|".join(way),
        value,
        value,
        LOWEST,
        HIGHEST,
        label,
        " disabled" if is_off else "",
    )
