"""The Architecture view: controls, headline, drawings, and what is opened."""

import math

from googlenet.app.kit.html import button, compact, escape, icon, kernel, number, page, path_style, scrolls, style
from googlenet.app.kit.map import joined, share
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


def shape_told(shape: tuple[int, ...]) -> str:
    """A shape in words: "256 × 28 × 28"."""
    return " × ".join(map(str, shape))


def board(view: ArchitectureView, lang: str) -> str:
    """Controls, headline and drawings."""
    scale = channel_px(view.networks)
    drawings = "".join(_drawing(view, index, scale, lang) for index in range(len(view.networks)))
    drawings = f'<div class="drawings">{drawings}</div>' if len(view.networks) > 1 else drawings
    keyboard = f'<span class="keyboard">{say("architecture.keys", lang)}</span>'
    save = "".join(
        button(icon("save") + say(f"architecture.save.{kind}", lang), data={"save": kind}, kind="quiet")
        for kind in ("png", "svg")
    )
    told = joined((say("architecture.press", lang), keyboard), lang)
    note = f'<div class="tools"><p class="note">{told}</p><span class="gap"></span>{save}</div>'
    return page(
        f'<div class="view architecture"><section>{_headline(view, lang)}{_tools(view, lang)}{drawings}{note}</section></div>'
    )


def _drawing(view: ArchitectureView, index: int, scale: float, lang: str) -> str:
    network, (net, block, branch) = view.networks[index], view.choice.opened
    opened = Opened(block, branch) if net == index else Opened()
    title = f"<h2>{escape(view.names[index])}</h2>" if len(view.networks) > 1 else ""
    layout = WIDE if len(view.networks) == 1 else NARROW
    svg = drawing(network, lang, scale=scale, opened=opened, number=index, layout=layout)
    label = escape(say("architecture.scroll", lang))
    return (
        f'<figure>{title}<div class="arch-scroll" role="region" aria-label="{label}" tabindex="0">{svg}</div></figure>'
    )


def _headline(view: ArchitectureView, lang: str) -> str:
    network = view.networks[0]
    told = {"network": view.names[0], "params": compact(network.params), "macs": compact(network.macs)}
    if len(view.networks) > 1:
        other = view.networks[1]
        told |= {"params": number(network.params / other.params), "macs": number(network.macs / other.macs)}
        title = say("architecture.title.compared", lang, other=view.names[1], **told)
    elif view.base:
        changes = {name: change(getattr(network, name), getattr(view.base, name), lang) for name in ("params", "macs")}
        changed = {"params_change": changes["params"], "macs_change": changes["macs"]}
        title = say("architecture.title.designed", lang, **told, **changed)
    else:
        title = say("architecture.title", lang, **told)
    sub = say("architecture.saving", lang, factor=f"{saving(view.blocks[0]):.2f}")
    if view.base:
        sub = joined((f"{view.names[0]}.", sub), lang)
    return f'<div class="head"><div><h1 aria-live="polite">{escape(title)}</h1><p class="sub">{escape(sub)}</p></div></div>'


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
    return f'<div class="tools">{"".join(fields)}</div>'


def _select(name: str, choices: list[tuple[str, str]], chosen: str, lang: str) -> str:
    label = escape(say(f"architecture.{name}", lang))
    options = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(text)}</option>'
        for text, value in choices
    )
    return (
        f'<label class="ctl"><span class="lab">{label}</span>'
        f'<select class="select" data-choose="{name}" data-now="{escape(chosen)}">{options}</select></label>'
    )


def _number(name: str, value: int, lang: str) -> str:
    low, high = LIMITS[name]
    label = escape(say(f"architecture.{name}", lang))
    return (
        f'<label class="ctl"><span class="lab">{label}</span><input type="number" class="select" inputmode="numeric" '
        f'data-number="{name}" data-now="{value}" value="{value}" min="{low}" max="{high}" step="1"></label>'
    )


def opened(view: ArchitectureView, lang: str) -> str:
    """The numbers of what is pressed, and the designer of its block."""
    number, block, branch = view.choice.opened
    found = _part(view.networks[number], block, branch)
    if found is None:
        return page("")
    designer = _designer(view, block, lang) if number == 0 else ""
    return page(f'<div class="view architecture opened">{_numbers(view, found, lang)}{designer}</div>')


def _part(network: Part, block: str, branch: str) -> Part | None:
    part = next((part for part in network.parts if part.name == block), None)
    return next((path for path in part.parts if path.name == branch), part) if part and branch else part


def _numbers(view: ArchitectureView, part: Part, lang: str) -> str:
    net, block, branch = view.choice.opened
    whole = view.networks[net]
    shapes = {"input": shape_told(part.input), "output": shape_told(part.output)}
    key = "path" if branch and part.name == branch else "block"
    path = path_title(branch, largest_kernel(part), lang)
    title = say(f"architecture.opened.{key}", lang, block=block_label(block), path=path, **shapes)
    costs = {name: getattr(part, name) for name in ("params", "macs")}
    told = {name: f"{value:,}" for name, value in costs.items()}
    told |= {f"{name}_share": share(value / getattr(whole, name)) for name, value in costs.items()}
    head = "".join(
        f'<th scope="col"{"" if name == "layer" else " class=r"}>{say(f"architecture.column.{name}", lang)}</th>'
        for name in ("layer", "kernel", "stride", "shape", "params", "macs", "field", "step", "start")
    )
    rows = "".join(_layer_row(way, layer, part) for way, layer in layers_of(part))
    table = f'<div {scrolls(say("frame.scrolls", lang), "arch-scroll")}><table class="figures"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    sentences = (say("architecture.costs", lang, **told), say("architecture.start.note", lang))
    return (
        f'<section><div class="head"><div><h2>{escape(title)}</h2>'
        f'<p class="note">{escape(joined(sentences, lang))}</p></div></div>{table}</section>'
    )


def told_mark(branch: str, kernel_size: tuple[int, int], lang: str) -> str:
    """Mark and honest name of a path."""
    return f'<span class="path">{kernel(branch)}<span>{escape(path_title(branch, kernel_size, lang))}</span></span>'


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
        shape_told(layer.output),
        f"{layer.params:,}" if layer.params else "–",
        f"{layer.macs:,}" if layer.macs else "–",
        *((_same(field.size), _same(field.stride), _same(field.start)) if field else ("–", "–", "–")),
    ]
    swatch = f'<i class="swatch"{style(colour)}></i>'
    return (
        f'<tr><th scope="row">{swatch}{escape(name)}</th>'
        + "".join(f'<td class="r num">{cell}</td>' for cell in cells)
        + "</tr>"
    )


def _same(pair: tuple) -> str:
    """Height and width, said once where they are the same."""
    one, two = (f"{value:g}".replace("-", "−") for value in pair)
    return one if one == two else f"{one} × {two}"


def _designer(view: ArchitectureView, block: str, lang: str) -> str:
    design = view.choice.drawn
    table = next((one for one in NETWORKS[design.base].blocks if one.name == block), None)
    if table is None:
        return f'<section><p class="note">{say("architecture.design.none", lang)}</p></section>'
    title = say("architecture.design", lang, block=block_label(block))
    paths = "".join(_path_fields(view, table, branch, lang) for branch, _ in table.branches)
    out = say("architecture.design.out", lang, channels=view.networks[0].blocks[block].output[0])
    name = (
        f'<label class="ctl"><span class="lab">{say("architecture.design.name", lang)}</span><input type="text" '
        f'class="select" data-name data-now="{escape(design.name)}" value="{escape(design.name)}" '
        f'placeholder="{escape(design.title)}" maxlength="40" spellcheck="false"></label>'
    )
    reset = button(say("architecture.design.reset", lang), data={"reset": 1}, disabled=not design.is_changed)
    train = button(
        say("architecture.design.train", lang), data={"train": 1}, kind="primary", disabled=not design.is_changed
    )
    return (
        f'<section class="designer"><div class="head"><div><h2>{escape(title)}</h2>'
        f'<p class="note">{say("architecture.design.note", lang)}</p></div></div>{paths}'
        f'<p class="note" role="status">{out}</p><div class="tools">{name}{reset}{train}</div></section>'
    )


def _path_fields(view: ArchitectureView, block: Branches, branch: str, lang: str) -> str:
    design, widths = view.choice.drawn, dict(view.choice.drawn.widths)
    is_off = (block.name, branch) in design.off
    size = _kernel(block, branch)
    title = path_title(branch, size, lang)
    label = escape(say("architecture.design.path", lang, block=block_label(block.name), path=title))
    box = (
        f'<label><input type="checkbox" data-path data-block="{escape(block.name)}" data-branch="{escape(branch)}" '
        f'data-on="{int(not is_off)}"{"" if is_off else " checked"} aria-label="{label}">{told_mark(branch, size, lang)}</label>'
    )
    ways = [(way, conv) for way, conv in convolutions_of(NETWORKS[design.base]) if way[:2] == (block.name, branch)]
    fields = "".join(
        _width_field(way, widths.get(way, conv.out_channels), conv.out_channels, size, is_off=is_off, lang=lang)
        for way, conv in ways
    )
    return f'<div class="design-path">{box}<div>{fields}</div></div>'


def _kernel(block: Branches, branch: str) -> tuple[int, int]:
    """(height, width) of a path's largest convolution, left out or not."""
    convolutions = convolutions_of(Spec("", (block,), ""))
    kernels = [pair(conv.kernel) for way, conv in convolutions if way[1] == branch]
    return max(kernels, key=math.prod, default=(1, 1))


def _width_field(
    way: tuple[str, ...], value: int, usual: int, size: tuple[int, int], *, is_off: bool, lang: str
) -> str:
    layer = _honest(" ".join(dict.fromkeys(map(path_label, way[2:]))), way[1], size)
    label = escape(say("architecture.design.width", lang, path=path_title(way[1], size, lang), layer=layer))
    changed = "" if value == usual else f" <small>{usual} →</small>"
    return (
        f'<label class="width"><span class="small">{escape(layer)}{changed}</span><input type="number" class="select" '
        f'inputmode="numeric" data-width="{escape("|".join(way))}" data-now="{value}" value="{value}" min="{LOWEST}" '
        f'max="{HIGHEST}" step="1" aria-label="{label}"{" disabled" if is_off else ""}></label>'
    )
