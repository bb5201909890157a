"""The Guide's live views: one a step, drawn of what the other tabs are made of."""

from collections.abc import Callable, Mapping, Sequence

from googlenet.app.kit.html import class_name, number, path_mark, path_style, percent, segment, signed, style
from googlenet.app.kit.map import Tile, path_name, share
from googlenet.app.kit.markup import html, join
from googlenet.app.kit.waterfall import waterfall
from googlenet.app.shell.repository import network_label
from googlenet.app.tabs.architecture.chart import channel_px, drawing
from googlenet.app.tabs.guide.chart import curves, kernels, spreads
from googlenet.app.tabs.guide.numbers import BESIDE, FACTORS, colons, saved_percent, widths
from googlenet.app.tabs.guide.numbers import sides as map_sides
from googlenet.app.tabs.guide.steps import CHOICES, METHODS, GuideState
from googlenet.app.tabs.guide.view import (
    AttributionView,
    BodyView,
    ConcatView,
    FindingsView,
    NormView,
    PathsView,
    PoolView,
    ReduceView,
    TrainView,
)
from googlenet.common.palette import block_label, path_label, sides
from googlenet.networks.accounting import Part
from googlenet.text import say

MILLION = 1e6
CLASSES = 4  # whose bars are shown
LEAST_FACTOR = 1.05  # of what is said to come closer together
LEAST_NAMED = 96  # channels whose number fits into their part of a bar, on a phone too


def _sight(title: str, body: str, note: str = "", controls: str = "", photo: str = "") -> str:
    """A live view: its finding, what can be chosen, what is seen."""
    below = html('<figcaption class="note">{}</figcaption>', note) if note else ""
    picture = style({"--gn-photo": f"url({photo})"} if photo else {})
    return html(
        '<figure class="sight"{}><h2 aria-live="polite">{}</h2>{}{}{}</figure>', picture, title, controls, body, below
    )


def _choice(name: str, choices: Sequence[tuple[str, str]], chosen: str, label: str) -> str:
    """A choice of one among several, which the script sends as `name`."""
    return html('<div class="tools">{}</div>', segment(name, list(choices), chosen, label))


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
        "background-position": f"{100 * tile.column / max(1, columns - 1):.3f}% {100 * tile.row / max(1, rows - 1):.3f}%",
        "opacity": f"{tile.strength:.3f}",
    }
    alt = say("guide.paths.tile", lang, path=path_label(branch, view.map.names), block=block_label(view.block))
    lines = (
        say("guide.paths.field", lang, field=view.fields[branch]),
        say("guide.paths.energy", lang, share=share(tile.energy)),
    )
    small = join(html('<span class="small">{}</span>', one) for one in lines)
    return html(
        '<div{}>{}<span class="pic" role="img" aria-label="{}"><span class="heat"{}></span></span>{}</div>',
        style(path_style(branch)),
        path_mark(branch, names=view.map.names),
        alt,
        style(heat),
        small,
    )


def reduce(view: ReduceView, place: GuideState, lang: str) -> str:
    """Multiply-adds of a block's two larger paths, with and without the reduce."""
    block = view.block
    most = max(path.naive_macs for path in block.paths)
    rows = []
    for path in block.paths:
        if path.reduce is None:
            continue
        out, area, cells = path.channels, sides(path.kernel), block.output[1]
        reduced, inputs = path.reduce
        ways = (
            ("with", path.macs, f"{cells}² · ({inputs} · {reduced} + {reduced} · {out} · {area})"),
            ("without", path.naive_macs, f"{cells}² · {inputs} · {out} · {area}"),
        )
        bars = join(
            html(
                '<div class="cost {}"><span class="tr"><i style="width:{:.2f}%"></i></span>'
                '<span class="v num">{} M</span>'
                '<span class="small">{}: {}</span></div>',
                name,
                100 * macs / most,
                number(macs / MILLION),
                say(f"guide.reduce.{name}", lang),
                formula,
            )
            for name, macs, formula in ways
        )
        rows.append(html("<div{}>{}<div>{}</div></div>", style(path_style(path.name)), path_mark(path.name), bars))
    title = say("guide.reduce.live", lang, block=block_label(block.name), factor=f"{block.factor:.1f}")
    choices = [(name, block_label(name)) for name in CHOICES["row"]]
    controls = _choice("row", choices, place.row, say("guide.paths.block", lang))
    note = say("guide.reduce.note", lang)
    return _sight(title, html('<div class="costs">{}</div>', join(rows)), note, controls)


def concat(view: ConcatView, _place: GuideState, lang: str) -> str:
    """The channels of nine blocks as stacked bars, to one scale."""
    most = max(block.output[0] for block in view.blocks)
    rows = []
    for block in view.blocks:
        parts = join(
            html(
                "<i{}><span>{}</span></i>",
                style(path_style(path.name) | {"width": f"{100 * path.channels / most:.2f}%"}),
                path.channels if path.channels >= LEAST_NAMED else "",
            )
            for path in block.paths
        )
        rows.append(
            html(
                '<div><b>{}</b><span class="stack">{}</span>'
                '<span class="num"><span class="small">{}</span> = {}</span></div>',
                block_label(block.name),
                parts,
                colons(tuple(widths(block))),
                colons(block.ratio),
            )
        )
    marks = join(path_mark(path.name) for path in view.blocks[0].paths)
    body = html('<div class="keys">{}</div><div class="stacks">{}</div>', marks, join(rows))
    return _sight(say("guide.concat.live", lang), body, say("guide.concat.note", lang))


def body(view: BodyView, place: GuideState, lang: str) -> str:
    """The whole network, of the notes' prose or of their code."""
    net, scale = view.network, channel_px(view.both)
    values = {"blocks": len(net.blocks), "params": f"{net.params:,}", "last": map_sides(net.name)[-1]}
    choices = [(name, say(f"guide.body.built.{name}", lang)) for name in CHOICES["built"]]
    controls = _choice("built", choices, place.built, say("guide.body.built", lang))
    svg = drawing(net, lang, scale=scale, number=None)
    label = say("architecture.scroll", lang)
    scrolled = html('<div class="arch-scroll" role="region" aria-label="{}" tabindex="0">{}</div>', label, svg)
    return _sight(say("guide.body.live", lang, **values), _thirds(net, lang) + scrolled, controls=controls)


def _thirds(net: Part, lang: str) -> str:
    """Stem, body and head: their layers, how they change the map's side, their parameters."""
    names = list(net.blocks)
    layers = [part for part in net.parts if part.params or "Pool" in part.type]
    first, last = (next(at for at, part in enumerate(layers) if part.name == name) for name in (names[0], names[-1]))
    thirds = {"stem": layers[:first], "body": layers[first : last + 1], "head": layers[last + 1 :]}
    rows = []
    for name, parts in thirds.items():
        listed = ", ".join(block_label(part.name) for part in parts if name != "body" or part.type == "Inception")
        sides_of = [parts[0].input[1], parts[-1].output[1] if len(parts[-1].output) > 1 else 1]
        values = {
            "layers": listed,
            "cells": " → ".join(map(str, sides_of)),
            "params": f"{sum(part.params for part in parts):,}",
        }
        rows.append(
            html(
                "<li><b>{}</b><span>{}</span></li>",
                say(f"guide.body.{name}", lang),
                say("guide.body.third", lang, **values),
            )
        )
    return html('<ol class="thirds">{}</ol>', join(rows))


def pool(view: PoolView, _place: GuideState, lang: str) -> str:
    """The score as a sum."""
    answer = view.answer
    label = class_name(answer.classes[answer.target], lang)
    words = {"first": say("classify.bias", lang), "last": say("classify.score", lang)}
    maps = answer.path_maps
    rows = waterfall(answer.bias, answer.terms, answer.logit, answer.channels, maps, lang, **words, names=answer.names)
    note = say("guide.pool.note", lang)
    return _sight(say("guide.pool.live", lang, label=label), rows, note, photo=answer.picture)


def train(view: TrainView, place: GuideState, lang: str) -> str:
    """Two curves."""
    choices = [(name, say(f"guide.train.curve.{name}", lang)) for name in CHOICES["curve"]]
    controls = _choice("curve", choices, place.curve, say("guide.train.curve", lang))
    svg = curves(view.ours, view.theirs, place.curve, lang)
    note = say("guide.train.note", lang)
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
    whole, parts = FACTORS[place.factor]
    is_beside = place.factor == BESIDE
    joined = (" + " if is_beside else " · ").join(map(sides, parts))
    key = "guide.v3.live.beside" if is_beside else "guide.v3.live.row"
    title = say(key, lang, whole=sides(whole), parts=joined, saved=saved_percent(place.factor))
    choices = [
        (name, f"{sides(one)} → {(' + ' if name == BESIDE else ' · ').join(map(sides, two))}")
        for name, (one, two) in FACTORS.items()
    ]
    controls = _choice("factor", choices, place.factor, say("guide.v3.factor", lang))
    note = say("guide.v3.note", lang, where=say(f"guide.v3.where.{place.factor}", lang))
    return _sight(title, kernels(whole, parts, is_beside=is_beside), note, controls)


def attribution(view: AttributionView, place: GuideState, lang: str) -> str:
    """One method's map, and what its cells add up to."""
    label, method = class_name(view.label, lang), say(f"guide.attribution.method.{place.method}", lang)
    choices = [(name, say(f"guide.attribution.method.{name}", lang)) for name in METHODS]
    controls = _choice("method", choices, place.method, say("guide.attribution.method", lang))
    less = number(view.less) if view.less >= 0 else f"({number(view.less)})"
    gaps = {"score": number(view.score), "bias": less, "black": less}
    is_due = view.due != "none"
    due = f"{number(view.score - view.less)} = " if is_due else ""
    due += say(f"guide.attribution.due.{view.due}", lang, **gaps if is_due else {})
    alt = say("guide.attribution.alt", lang, method=method, label=label)
    heat = style({"background-image": f"url({view.heat})"})
    picture = html('<span class="pic" role="img" aria-label="{}"><span class="heat"{}></span></span>', alt, heat)
    rows, columns = view.cells
    keys = join(
        html(
            '<span class="key"><i style="background:var(--gn-{})"></i>{}</span>',
            sign,
            say(f"classify.{sign}", lang, label=label),
        )
        for sign in ("for", "against")
    )
    facts = html(
        "<dl><div><dt>{}</dt><dd>{}</dd></div>"
        "<div><dt>{}</dt><dd>{}</dd></div></dl>"
        '<div class="keys">{}</div><p class="small">{}</p>',
        say("guide.attribution.sum", lang),
        signed(view.total),
        say("guide.attribution.due", lang),
        due,
        keys,
        say("guide.attribution.cells", lang, rows=rows, columns=columns),
    )
    shown = html('<div class="because">{}<div>{}</div></div>', picture, facts)
    title = say("guide.attribution.live", lang, label=label, method=method)
    return _sight(title, shown, controls=controls, photo=view.picture)


def findings(view: FindingsView, _place: GuideState, lang: str) -> str:
    """The classes before and after a path is switched off."""
    found = view.map
    names = [class_name(name, lang) for name in found.classes]
    before, now = (max(range(len(names)), key=row.__getitem__) for row in (found.before, found.now))
    values = {"now": names[now], "percent": percent(found.now[now])}
    if not found.off:
        title = say("guide.findings.live", lang, **values)
    else:
        values |= {"path": path_name(found.off[0], found.names)}
        title = (
            say("guide.findings.live.same", lang, **values)
            if now == before
            else say("guide.findings.live.changed", lang, before=names[before], **values)
        )
    choices = [("", say("guide.findings.nothing", lang))]
    choices += [("/".join(path), path_name(path, found.names)) for path in view.offers]
    off = "/".join(found.off[0]) if found.off else ""
    likely = sorted(range(len(names)), key=lambda index: -max(found.before[index], found.now[index]))[:CLASSES]
    bars = join(_bar(names[index], found.before[index], found.now[index], off) for index in likely)
    controls = html('<div class="ctl"><span class="lab">{}</span>', say("guide.findings.off", lang))
    controls += html("{}</div>", segment("off", choices, off, say("guide.findings.off", lang)))
    note = say("guide.findings.note", lang)
    picture = html('<span class="pic plain" aria-hidden="true"></span>')
    shown = html('<div class="because">{}<div class="ba">{}</div></div>', picture, bars)
    return _sight(title, shown, note, controls, found.picture)


def _bar(name: str, before: float, now: float, off: str) -> str:
    figures = html("{} → <b>{}</b>", percent(before), percent(now)) if off else html("<b>{}</b>", percent(now))
    old = html('<i style="width:{:.2f}%"></i>', 100 * before) if off else html("<i hidden></i>")
    bars = html('{}<i style="width:{:.2f}%"></i>', old, 100 * now)
    return html(
        '<div class="ba-row"><span>{}</span><span class="v num">{}</span><span class="tr">{}</span></div>',
        name,
        figures,
        bars,
    )


LIVE: Mapping[str, Callable[[object, GuideState, str], str]] = {
    "paths": paths,
    "reduce": reduce,
    "concat": concat,
    "body": body,
    "pool": pool,
    "train": train,
    "bn": bn,
    "v3": v3,
    "attribution": attribution,
    "findings": findings,
}
