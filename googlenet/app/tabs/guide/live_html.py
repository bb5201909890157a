"""The Guide's live views: one a step, drawn of what the other tabs are made of."""

from collections.abc import Callable, Mapping, Sequence

from googlenet.app.kit.html import (
    class_bar,
    class_name,
    definitions,
    in_words,
    labelled,
    legend_key,
    number,
    path_mark,
    path_style,
    percent,
    photographed,
    said_choices,
    segment,
    signed,
    style,
)
from googlenet.app.kit.map import Tile, joined, path_name, share
from googlenet.app.kit.map import place as tile_place
from googlenet.app.kit.markup import html, join
from googlenet.app.kit.waterfall import waterfall
from googlenet.app.shell.answer import ClassifyView
from googlenet.app.shell.repository import network_label
from googlenet.app.shell.run_views import Curve
from googlenet.app.tabs.architecture.chart import channel_px, drawing
from googlenet.app.tabs.guide.cell_live import CellLive, draw
from googlenet.app.tabs.guide.chart import curves, kernels, spreads
from googlenet.app.tabs.guide.numbers import BESIDE, FACTORS, colons, factored, saved_percent, widths
from googlenet.app.tabs.guide.numbers import sides as map_sides
from googlenet.app.tabs.guide.steps import CHOICES, GuideState
from googlenet.app.tabs.guide.view import AttributionView, FindingsView, NormView, PathsView
from googlenet.common.palette import block_label, names_in, path_label, sides
from googlenet.networks.accounting import Part
from googlenet.networks.proportions import BlockAccount
from googlenet.text import say

CLASSES = 4  # whose bars are shown
LEAST_FACTOR = 1.05  # of what is said to come closer together
LEAST_NAMED = 96  # channels whose number fits into their part of a bar, on a phone too


def _sight(title: str, body: str, note: str = "", controls: str = "", photo: str = "") -> str:
    """A live view: its finding, what can be chosen, what is seen."""
    below = html('<figcaption class="note">{}</figcaption>', note) if note else ""
    name, rule = photographed(photo)
    head = html('<h2 aria-live="polite">{}</h2>', title)
    return html('<figure class="sight {}">{}{}{}{}{}</figure>', name, head, controls, body, below, rule)


def _choice(name: str, choices: Sequence[tuple[str, str]], chosen: str, label: str) -> str:
    """A choice of one among several, which the script sends as `name`."""
    return html('<div class="tools">{}</div>', segment(name, list(choices), chosen, label))


def _said_choice(name: str, label: str, beginning: str, chosen: str, lang: str) -> str:
    return _choice(name, said_choices(CHOICES[name], beginning, lang), chosen, label)


def _block_choice(blocks: Sequence[str], block: str, lang: str) -> str:
    choices = [(str(index), block_label(name)) for index, name in enumerate(blocks)]
    return _choice("block", choices, str(list(blocks).index(block)), say("guide.paths.block", lang))


def paths(view: PathsView, _place: GuideState, lang: str) -> str:
    """A block's paths over the picture."""
    block = next(one for one in view.map.blocks if one.name == view.block)
    tiles = join(_tile(view, branch, tile, lang) for branch, tile in block.tiles.items())
    rows, columns = block.cells
    note = say("guide.paths.note", lang, cells=f"{rows} × {columns}")
    title = say("guide.paths.live", lang, block=block_label(view.block))
    body = html('<div class="four">{}</div>', tiles)
    return _sight(title, body, note, _block_choice(view.blocks, view.block, lang), view.map.picture)


def _tile(view: PathsView, branch: str, tile: Tile, lang: str) -> str:
    rows, columns = view.map.sprite_size
    heat = {
        "background-image": f"url({view.map.sprite})",
        "background-size": f"{100 * columns}% {100 * rows}%",
        "background-position": tile_place(tile.row, tile.column, view.map.sprite_size),
        "opacity": f"{tile.strength:.3f}",
    }
    alt = say("guide.paths.tile", lang, path=path_label(branch, view.map.names), block=block_label(view.block))
    field = say("guide.paths.field", lang, field=view.fields[branch])
    energy = say("guide.paths.energy", lang, share=share(tile.energy))
    small = html('<span class="small">{}</span><span class="small">{}</span>', field, energy)
    picture = path_mark(branch, names=view.map.names) + _picture(alt, heat)
    return html("<div{}>{}{}</div>", style(path_style(branch)), picture, small)


def _picture(alt: str, heat: dict[str, str]) -> str:
    heat = html('<span class="heat"{}></span>', style(heat))
    return html('<span class="pic" role="img" aria-label="{}">{}</span>', alt, heat)


def reduce(block: BlockAccount, place: GuideState, lang: str) -> str:
    """Multiply-adds of a block's two larger paths, with and without the reduce."""
    most, cells = max(path.naive_macs for path in block.paths), block.output[1]
    rows = []
    for path in block.paths:
        if path.reduce is None:
            continue
        out, area, (reduced, inputs) = path.channels, sides(path.kernel), path.reduce
        bars = _cost("with", path.macs, most, f"{cells}² · ({inputs} · {reduced} + {reduced} · {out} · {area})", lang)
        bars += _cost("without", path.naive_macs, most, f"{cells}² · {inputs} · {out} · {area}", lang)
        rows.append(
            html(
                "<div{}>{}<div>{}</div></div>",
                style(path_style(path.name)),
                path_mark(path.name, names=names_in(lang)),
                bars,
            )
        )
    title = say("guide.reduce.live", lang, block=block_label(block.name), factor=f"{block.factor:.1f}")
    choices = [(name, block_label(name)) for name in CHOICES["row"]]
    controls = _choice("row", choices, place.row, say("guide.paths.block", lang))
    return _sight(title, html('<div class="costs">{}</div>', join(rows)), say("guide.reduce.note", lang), controls)


def _cost(name: str, macs: int, most: int, formula: str, lang: str) -> str:
    bar = html('<span class="track"><i style="width:{:.2f}%"></i></span>', 100 * macs / most)
    figure = html('<span class="value num">{}</span>', in_words(macs, lang))
    text = html('<span class="small">{}: {}</span>', say(f"guide.reduce.{name}", lang), formula)
    return html('<div class="cost {}">{}{}{}</div>', name, bar, figure, text)


def cell(view: CellLive, _place: GuideState, lang: str) -> str:
    """The arithmetic of one cell."""
    title, body, note = draw(view, lang)
    return _sight(title, body, note, _block_choice(view.blocks, view.block, lang))


def concat(blocks: Sequence[BlockAccount], _place: GuideState, lang: str) -> str:
    """The channels of nine blocks as stacked bars, to one scale."""
    most = max(block.output[0] for block in blocks)
    rows = join(_stack(block, most) for block in blocks)
    marks = join(path_mark(path.name, names=names_in(lang)) for path in blocks[0].paths)
    body = html('<div class="keys">{}</div><div class="stacks">{}</div>', marks, rows)
    return _sight(say("guide.concat.live", lang), body, say("guide.concat.note", lang))


def _stack(block: BlockAccount, most: int) -> str:
    parts = ""
    for path in block.paths:
        part = path_style(path.name) | {"width": f"{100 * path.channels / most:.2f}%"}
        text = path.channels if path.channels >= LEAST_NAMED else ""
        parts += html("<i{}><span>{}</span></i>", style(part), text)
    ratio = html('<span class="small">{}</span> = {}', colons(tuple(widths(block))), colons(block.ratio))
    bar = html('<span class="stack">{}</span><span class="num">{}</span>', parts, ratio)
    return html("<div><b>{}</b>{}</div>", block_label(block.name), bar)


def body(both: tuple[Part, Part], place: GuideState, lang: str) -> str:
    """The whole network, of the notes' prose or of their code, to one scale."""
    net = both[CHOICES["built"].index(place.built)]
    values = {"blocks": len(net.blocks), "params": f"{net.params:,}", "last": map_sides(net.name)[-1]}
    choose = say("guide.body.built", lang)
    controls = _said_choice("built", choose, "guide.body.built.", place.built, lang)
    svg, label = drawing(net, lang, scale=channel_px(both), number=None), say("architecture.scroll", lang)
    scrolled = html('<div class="arch-scroll" role="region" aria-label="{}" tabindex="0">{}</div>', label, svg)
    return _sight(say("guide.body.live", lang, **values), _thirds(net, lang) + scrolled, controls=controls)


def _thirds(net: Part, lang: str) -> str:
    """Stem, body and head: their layers, how they change the map's side, their parameters."""
    names = list(net.blocks)
    layers = [part for part in net.parts if part.params or "Pool" in part.type]
    first, last = (next(at for at, part in enumerate(layers) if part.name == name) for name in (names[0], names[-1]))
    thirds = {"stem": layers[:first], "body": layers[first : last + 1], "head": layers[last + 1 :]}
    rows = ""
    for name, parts in thirds.items():
        listed = ", ".join(block_label(part.name) for part in parts if name != "body" or part.type == "Inception")
        cells = f"{parts[0].input[1]} → {parts[-1].output[1] if len(parts[-1].output) > 1 else 1}"
        params = f"{sum(part.params for part in parts):,}"
        text = say("guide.body.third", lang, layers=listed, cells=cells, params=params)
        rows += html("<li><b>{}</b><span>{}</span></li>", say(f"guide.body.{name}", lang), text)
    return html('<ol class="thirds">{}</ol>', rows)


def pool(answer: ClassifyView, _place: GuideState, lang: str) -> str:
    """The score as a sum."""
    label = class_name(answer.classes[answer.target], lang)
    words = {"first": say("classify.bias", lang), "last": say("classify.score", lang)}
    maps = answer.path_maps
    rows = waterfall(answer.bias, answer.terms, answer.logit, answer.channels, maps, lang, **words, names=answer.names)
    note = say("guide.pool.note", lang)
    return _sight(say("guide.pool.live", lang, label=label), rows, note, photo=answer.picture)


def train(both: tuple[Curve, Curve], place: GuideState, lang: str) -> str:
    """The shipped run's curve and the notes'."""
    choose = say("guide.train.curve", lang)
    controls = _said_choice("curve", choose, "guide.train.curve.", place.curve, lang)
    svg, note = curves(*both, place.curve, lang), say("guide.train.note", lang)
    return _sight(say(f"guide.train.live.{place.curve}", lang), svg, note, controls)


def bn(view: NormView, _place: GuideState, lang: str) -> str:
    """Channels before and after normalisation."""
    spans = [high - low for low, high in map(view.reach, ("before", "after"))]
    factor = spans[0] / spans[1] if spans[1] else 0.0
    key = "guide.bn.live" if factor > LEAST_FACTOR else "guide.bn.live_no_closer"
    title = say(key, lang, block=block_label(view.block), factor=number(factor, 2))
    marks = join(path_mark(branch, names=view.names) for branch in view.before)
    note = say("guide.bn.note", lang)
    if view.other:
        note += " " + say("guide.bn.other", lang, network=network_label(view.other, lang))
    drawn = html('{}<div class="keys">{}</div>', spreads(view.before, view.after, lang), marks)
    return _sight(title, drawn, note, _block_choice(view.blocks, view.block, lang))


def v3(_view: None, place: GuideState, lang: str) -> str:
    """A kernel and what stands in its place."""
    in_place = {name: _in_place(name) for name in FACTORS}
    (whole, parts), is_beside = FACTORS[place.factor], place.factor == BESIDE
    key, saved = f"guide.v3.live.{'beside' if is_beside else 'row'}", saved_percent(place.factor)
    title = say(key, lang, whole=sides(whole), parts=in_place[place.factor], saved=saved)
    choices = [(name, f"{sides(FACTORS[name][0])} → {text}") for name, text in in_place.items()]
    controls = _choice("factor", choices, place.factor, say("guide.v3.factor", lang))
    gaps = factored(place.factor, lang)
    notes = [say("guide.v3.note", lang, where=say(f"guide.v3.where.{place.factor}", lang))]
    if gaps:
        notes += [say("guide.v3.blocks", lang, whole=sides(whole), parts=in_place[place.factor], **gaps)]
        notes += [say("guide.v3.kept", lang, whole=sides(whole), **gaps)] if gaps["kept"] else []
    note = joined(notes, lang)
    return _sight(title, kernels(whole, parts, is_beside=is_beside), note, controls)


def _in_place(factor: str) -> str:
    """The kernels in a kernel's place: "3×3 · 3×3" one after another, "1×3 + 3×1" side by side."""
    return (" + " if factor == BESIDE else " · ").join(map(sides, FACTORS[factor][1]))


def attribution(view: AttributionView, place: GuideState, lang: str) -> str:
    """One method's map, and what its cells add up to."""
    label, method = class_name(view.label, lang), say(f"guide.attribution.method.{place.method}", lang)
    choose = say("guide.attribution.method", lang)
    controls = _said_choice("method", choose, "guide.attribution.method.", place.method, lang)
    due, is_due = f"guide.attribution.due.{view.due}", view.due != "none"
    less = number(view.less) if view.less >= 0 else f"({number(view.less)})"
    gaps = {"score": number(view.score), "bias": less, "black": less} if is_due else {}
    due = (f"{number(view.score - view.less)} = " if is_due else "") + say(due, lang, **gaps)
    alt = say("guide.attribution.alt", lang, method=method, label=label)
    rows, columns = view.cells
    keys = join(legend_key(sign, say(f"classify.{sign}", lang, label=label)) for sign in ("for", "against"))
    sums = (say("guide.attribution.sum", lang), signed(view.total)), (say("guide.attribution.due", lang), due)
    cells = say("guide.attribution.cells", lang, rows=rows, columns=columns)
    facts = html('<dl>{}</dl><div class="keys">{}</div><p class="small">{}</p>', definitions(sums), keys, cells)
    picture = _picture(alt, {"background-image": f"url({view.heat})"})
    title = say("guide.attribution.live", lang, label=label, method=method)
    shown = html('<div class="because">{}<div>{}</div></div>', picture, facts)
    return _sight(title, shown, controls=controls, photo=view.picture)


def findings(view: FindingsView, _place: GuideState, lang: str) -> str:
    """The classes before and after a path is switched off."""
    found = view.map
    names = [class_name(name, lang) for name in found.classes]
    before, now = (max(range(len(names)), key=row.__getitem__) for row in (found.before, found.now))
    values = {"now": names[now], "percent": percent(found.now[now]), "before": names[before]}
    key, off = "guide.findings.live", ""
    if found.off:
        key, off = f"guide.findings.live.{'same' if now == before else 'changed'}", "/".join(found.off[0])
        values["path"] = path_name(found.off[0], found.names)
    title = say(key, lang, **values)
    choices = [("", say("guide.findings.nothing", lang))]
    choices += [("/".join(path), path_name(path, found.names)) for path in view.offers]
    likely = sorted(range(len(names)), key=lambda index: -max(found.before[index], found.now[index]))[:CLASSES]
    bars = join(
        class_bar(names[index], found.before[index], found.now[index], is_changed=bool(off)) for index in likely
    )
    label = say("guide.findings.off", lang)
    controls = labelled(label, segment("off", choices, off, label))
    picture = html('<span class="pic plain" aria-hidden="true"></span>')
    shown = html('<div class="because">{}<div class="before-after">{}</div></div>', picture, bars)
    return _sight(title, shown, say("guide.findings.note", lang), controls, found.picture)


LIVE: Mapping[str, Callable[[object, GuideState, str], str]] = {
    "paths": paths,
    "reduce": reduce,
    "cell": cell,
    "concat": concat,
    "body": body,
    "pool": pool,
    "train": train,
    "bn": bn,
    "v3": v3,
    "attribution": attribution,
    "findings": findings,
}
