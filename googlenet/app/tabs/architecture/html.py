"""The Architecture view: controls, headline, drawings, and what is opened."""

import math

from googlenet.app.kit.html import (
    button,
    compact,
    icon,
    in_words,
    kernel,
    number,
    page,
    path_style,
    save_button,
    scrolls,
    section_head,
    style,
)
from googlenet.app.kit.map import joined, share
from googlenet.app.kit.markup import element, html, join, void
from googlenet.app.kit.sections import folded, section_link
from googlenet.app.tabs.architecture.chart import NARROW, Opened, channel_px, drawing
from googlenet.app.tabs.architecture.view import LIMITS, ArchitectureView
from googlenet.common.palette import block_label, path_label, path_title, sides
from googlenet.networks.accounting import Part
from googlenet.networks.design import HIGHEST, LOWEST, convolutions_of, reduces_of
from googlenet.networks.proportions import largest_kernel, layers_of, saving, window_of
from googlenet.networks.registry import NETWORKS
from googlenet.networks.spec import Branches, Spec, pair
from googlenet.text import say

GREY, RGB = 1, 3


def shape_text(shape: tuple[int, ...]) -> str:
    """A shape in words: "256 × 28 × 28"."""
    return " × ".join(map(str, shape))


def board(view: ArchitectureView, lang: str) -> str:
    """Headline, controls, drawings, and beside them the numbers of what is pressed."""
    scale = channel_px(view.networks)
    drawings = join(_drawing(view, index, scale, lang) for index in range(len(view.networks)))
    drawings = html('<div class="drawings">{}</div>', drawings) if len(view.networks) > 1 else drawings
    keyboard = html('<span class="keyboard">{}</span>', say("architecture.keys", lang))
    hints = joined((say("architecture.press", lang), keyboard), lang)
    saves = [save_button(say(f"architecture.save.{kind}", lang), {"save": kind}) for kind in ("png", "svg")]
    note = html('<div class="tools"><p class="note">{}</p><span class="gap"></span>{}</div>', hints, join(saves))
    kind = "drawn" if len(view.networks) == 1 else "drawn two"
    drawn = html('<div class="{}"><div>{}{}</div>{}</div>', kind, drawings, note, _beside(view, lang))
    parts = (_headline(view, lang), _tools(view, lang), drawn)
    return page(html('<div class="view architecture"><section>{}</section></div>', join(parts)))


def _beside(view: ArchitectureView, lang: str) -> str:
    """The numbers of what is pressed, in three digits."""
    part = _part(view.networks[view.choice.opened[0]], *view.choice.opened[1:])
    if part is None:
        return html("<div></div>")
    rows = join(
        html('<tr><th scope="row">{}</th>{}</tr>', _layer_name(way, part), _short_cells(layer))
        for way, layer in layers_of(part)
    )
    names = ("layer", "kernel", "width", "params", "macs")
    table = figures(names, html("<tbody>{}</tbody>", rows), lang, plain=("layer",))
    title, costs = html("<h2>{}</h2>", _opened_title(view, part, lang)), _costs(view, part, lang)
    more = section_link("architecture", "opened", say("architecture.all_numbers", lang))
    return html(
        '<div class="beside" role="status">{}<p class="note">{}</p>{}<p class="sub">{}</p></div>',
        title,
        costs,
        table,
        more,
    )


def _short_cells(layer: Part) -> str:
    window = window_of(layer)
    return number_cells(
        sides(window.kernel) if window else "–", layer.output[0], short(layer.params), short(layer.macs)
    )


def short(count: int) -> str:
    """A count in three digits; in full where the pointer rests on it."""
    return html('<span title="{:,}">{}</span>', count, compact(count)) if count else "–"


def _drawing(view: ArchitectureView, index: int, scale: float, lang: str) -> str:
    network, (net, block, branch) = view.networks[index], view.choice.opened
    opened = Opened(block, branch) if net == index else Opened()
    title = html("<h2>{}</h2>", view.names[index]) if len(view.networks) > 1 else ""
    svg = drawing(network, lang, scale=scale, opened=opened, number=index, layout=NARROW)
    label = say("architecture.scroll", lang)
    scrolled = element("div", svg, class_="arch-scroll", role="region", aria_label=label, tabindex=0)
    return html("<figure>{}{}</figure>", title, scrolled)


def _headline(view: ArchitectureView, lang: str) -> str:
    network = view.networks[0]
    values = {"network": view.names[0], "params": in_words(network.params, lang), "macs": in_words(network.macs, lang)}
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
    factors = {"factor": f"{saving(view.blocks[0]):.2f}", "params": f"{saving(view.blocks[0], 'params'):.2f}"}
    sub = say("architecture.saving", lang, **factors)
    if view.base:
        sub = joined((f"{view.names[0]}.", sub), lang)
    return section_head(title, sub, is_first=True)


def change(now: int, before: int, lang: str) -> str:
    """A change in percent with its sign: "−12.3%"."""
    percent = 100 * (now / before - 1)
    if now == before:
        return say("architecture.same", lang)
    if abs(percent) < 0.1:
        return "> −0.1%" if percent < 0 else "< +0.1%"
    return f"{percent:+.1f}%".replace("-", "−")


def _tools(view: ArchitectureView, lang: str) -> str:
    choice = view.choice
    none = (say("architecture.none", lang), "")
    fields = (
        _select("network", view.choices, choice.network, lang),
        _select("other", [none, *view.choices], choice.other, lang),
        *(
            _field(
                say(f"architecture.{name}", lang),
                number_input(getattr(choice, name), bounds, data_number=name),
                "ctl opt",
            )
            for name, bounds in LIMITS.items()
        ),
    )
    options = button(say("architecture.options", lang) + icon("down"), data={"options": 1}, kind="quiet phone")
    return html('<div class="tools">{}{}</div>', join(fields), options)


def _field(label: str, control: str, kind: str = "ctl") -> str:
    return html('<label class="{}"><span class="lab">{}</span>{}</label>', kind, label, control)


def _select(name: str, choices: list[tuple[str, str]], chosen: str, lang: str) -> str:
    options = [element("option", text, value=value, selected=value == chosen) for text, value in choices]
    control = element("select", *options, class_="select", data_choose=name, data_now=chosen)
    return _field(say(f"architecture.{name}", lang), control)


def number_input(value: int, bounds: tuple[int, int], **attributes: object) -> str:
    """A field for a whole number; `data-now` is what the page knows."""
    same = {"type": "number", "class_": "select", "inputmode": "numeric"}
    low, high = bounds
    return void("input", **same, **attributes, data_now=value, value=value, min=low, max=high, step=1)


def opened(view: ArchitectureView, lang: str) -> str:
    """The numbers of what is pressed, and the designer of its block."""
    number, block, branch = view.choice.opened
    found = _part(view.networks[number], block, branch)
    if found is None:
        return page("")
    designer = _designer(view, block, lang) if number == 0 else ""
    title = say("architecture.block_title", lang, title=_opened_title(view, found, lang))
    body = html('<div class="architecture opened">{}{}</div>', _numbers(found, lang), designer)
    return page(folded(title, body))


def _part(network: Part, block: str, branch: str) -> Part | None:
    part = next((part for part in network.parts if part.name == block), None)
    return next((path for path in part.parts if path.name == branch), part) if part and branch else part


def _opened_title(view: ArchitectureView, part: Part, lang: str) -> str:
    _, block, branch = view.choice.opened
    shapes = {"input": shape_text(part.input), "output": shape_text(part.output)}
    key = "path" if branch and part.name == branch else "block"
    path = path_title(branch, largest_kernel(part), lang)
    return say(f"architecture.opened.{key}", lang, block=block_label(block), path=path, **shapes)


def _costs(view: ArchitectureView, part: Part, lang: str) -> str:
    whole = view.networks[view.choice.opened[0]]
    costs = {name: getattr(part, name) for name in ("params", "macs")}
    values = {name: in_words(value, lang) for name, value in costs.items()}
    values |= {f"{name}_share": share(value / getattr(whole, name)) for name, value in costs.items()}
    return say("architecture.costs", lang, **values)


def _numbers(part: Part, lang: str) -> str:
    names = ("layer", "kernel", "stride", "shape", "params", "macs", "field", "step", "start")
    rows = join(_layer_row(way, layer, part) for way, layer in layers_of(part))
    table = figures(names, html("<tbody>{}</tbody>", rows), lang, plain=("layer",))
    return html('<section>{}<p class="note">{}</p></section>', table, say("architecture.start.note", lang))


def figures(names: tuple[str, ...], body: str, lang: str, plain: tuple[str, ...]) -> str:
    """A table whose columns are said by "architecture.column.NAME"; all but the `plain` ones stand right."""
    heads = [
        element("th", say(f"architecture.column.{name}", lang), scope="col", class_=None if name in plain else "r")
        for name in names
    ]
    return scrolled_table(join(heads), body, lang)


def scrolled_table(heads: str, body: str, lang: str) -> str:
    """A table of figures in a frame that scrolls."""
    frame, head = scrolls(say("frame.scrolls", lang), "arch-scroll"), html("<thead><tr>{}</tr></thead>", heads)
    return html('<div {}><table class="figures">{}{}</table></div>', frame, head, body)


def number_cells(*texts: object) -> str:
    """Cells of a table of figures, right-aligned."""
    return join(html('<td class="r num">{}</td>', text) for text in texts)


def spoken_mark(branch: str, kernel_size: tuple[int, int], lang: str) -> str:
    """Mark and honest name of a path."""
    return html('<span class="path">{}<span>{}</span></span>', kernel(branch), path_title(branch, kernel_size, lang))


def _honest(layer: str, branch: str, size: tuple[int, int]) -> str:
    """A layer's name, which begins with its path's, with the kernel that the path has."""
    is_other = path_title(branch, size, "en") != path_label(branch)
    return layer.replace(path_label(branch), sides(size)) if is_other else layer


def _layer_name(way: tuple[str, ...], whole: Part) -> str:
    """A layer's name, with its path's colour."""
    colour = path_style(way[0] if whole.type == "Inception" else whole.name if whole.type == "Chain" else "")
    says_its_path = len(way) > 1 and way[0] in way[1]
    name = " ".join(map(path_label, way[1:] if says_its_path else way))
    if whole.type == "Inception" and way[0] in whole.branches:
        name = _honest(name, way[0], largest_kernel(whole[way[0]]))
    elif whole.type == "Chain":
        name = _honest(name, whole.name, largest_kernel(whole))
    return html('<i class="swatch"{}></i>{}', style(colour), name)


def _layer_row(way: tuple[str, ...], layer: Part, whole: Part) -> str:
    window, field = window_of(layer), layer.field
    cells = [
        sides(window.kernel) if window else "–",
        _same(window.stride) if window else "–",
        shape_text(layer.output),
        f"{layer.params:,}" if layer.params else "–",
        f"{layer.macs:,}" if layer.macs else "–",
        *((_same(field.size), _same(field.stride), _same(field.start)) if field else ("–", "–", "–")),
    ]
    return html('<tr><th scope="row">{}</th>{}</tr>', _layer_name(way, whole), number_cells(*cells))


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
    out = [say("architecture.design.out", lang, channels=view.networks[0].blocks[block].output[0])]
    if view.base:
        now, base = view.networks[0], view.base
        parts = {
            name: (getattr(base.blocks[block], name), getattr(now.blocks[block], name)) for name in ("params", "macs")
        }
        if any(before != after for before, after in parts.values()):
            arrows = {name: " → ".join(in_words(one, lang) for one in both) for name, both in parts.items()}
            out.append(say("architecture.design.block_costs", lang, **arrows))
        counts = {name: (getattr(now, name), getattr(base, name)) for name in ("params", "macs")}
        values = {name: in_words(one, lang) for name, (one, _) in counts.items()}
        values |= {f"{name}_change": change(*both, lang) for name, both in counts.items()}
        out.append(say("architecture.design.costs", lang, **values))
    typed = {"type": "text", "class_": "select", "data_name": True, "data_now": design.name, "value": design.name}
    field = void("input", **typed, placeholder=design.title, maxlength=40, spellcheck="false")
    tools = (
        _field(say("architecture.design.name", lang), field),
        button(say("architecture.design.reset", lang), data={"reset": 1}, disabled=not design.is_changed),
        button(
            say("architecture.design.train", lang),
            data={"train": 1},
            kind="primary begins",
            disabled=not design.is_changed,
        ),
    )
    head = section_head(title, say("architecture.design.note", lang), kind="note")
    below = html('<p class="sub" role="status">{}</p><div class="tools">{}</div>', joined(out, lang), join(tools))
    return html('<section class="designer">{}{}{}</section>', head, paths, below)


def _path_fields(view: ArchitectureView, block: Branches, branch: str, lang: str) -> str:
    design, widths = view.choice.drawn, dict(view.choice.drawn.widths)
    is_off = (block.name, branch) in design.off
    size = _kernel(block, branch)
    label = say("architecture.design.path", lang, block=block_label(block.name), path=path_title(branch, size, lang))
    data = {"data_path": True, "data_block": block.name, "data_branch": branch, "data_on": int(not is_off)}
    box = void("input", type="checkbox", **data, checked=not is_off, aria_label=label)
    box = html("<label>{}{}</label>", box, spoken_mark(branch, size, lang))
    ways = [(way, conv) for way, conv in convolutions_of(NETWORKS[design.base]) if way[:2] == (block.name, branch)]
    has_none = (block.name, branch) in design.unreduced
    fields = [
        _width_field(
            way,
            widths.get(way, conv.out_channels),
            conv.out_channels,
            size,
            is_off=is_off or (has_none and index == 0),
            lang=lang,
        )
        for index, (way, conv) in enumerate(ways)
    ]
    if (block.name, branch) in reduces_of(NETWORKS[design.base]):
        data = {"data_reduce": True, "data_block": block.name, "data_branch": branch, "data_on": int(not has_none)}
        text = say("architecture.design.reduce", lang)
        switch = void(
            "input", type="checkbox", **data, checked=not has_none, disabled=is_off, aria_label=f"{label}: {text}"
        )
        fields.insert(0, html('<label class="width"><span class="small">{}</span>{}</label>', text, switch))
    return html('<div class="design-path">{}<div>{}</div></div>', box, join(fields))


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
    data = {"data_width": "|".join(way), "aria_label": label, "disabled": is_off}
    field = number_input(value, (LOWEST, HIGHEST), **data)
    return html('<label class="width"><span class="small">{}{}</span>{}</label>', layer, changed, field)
