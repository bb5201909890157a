"""The network map: blocks from left to right, a tile a branch, the classes at the line's end."""

from itertools import groupby

from googlenet.app.kit.html import button, class_name, page, path_mark, path_style, percent, segment, style
from googlenet.app.kit.map import Block, MapView, PathId, joined, paths_name, place, saves, share, standout
from googlenet.app.kit.markup import html, join
from googlenet.app.tabs.branches.state import Selection
from googlenet.common.palette import block_label, path_label
from googlenet.text import say

CLASSES = 5  # bars at the line's end
MOST_ROWS = 5  # of large tiles on one screen
PRESSES = ("open", "off")  # what a press on a tile does; this and the next the page changes without asking
SCALES = ("block", "tile")  # over what a tile's colours are scaled


def branches(view: MapView, selection: Selection, lang: str) -> str:
    """The map with its headline and controls."""
    network = network_map(view, selection, lang)
    keyboard = html('<span class="keyboard">{}</span>', say("branches.keys", lang))
    notes = html('<p class="note">{}</p>', joined((say("branches.note", lang), keyboard), lang))
    body = html("{}{}{}{}{}", _headline(view, lang), _tools(lang), network, _result(view, lang), notes)
    return page(html('<div class="view"><section>{}</section></div>', body), view.picture)


def network_map(view: MapView, selection: Selection, lang: str) -> str:
    """The blocks with their tiles, and the classes at the line's end."""
    heat = {"--gn-heat": f"url({view.sprite})", "--gn-heat-size": _size(view.sprite_size)}
    label = say("branches.map_alt", lang, blocks=len(view.blocks))
    kinds = ["map", *(["dense"] if len(view.rows) > MOST_ROWS else []), *(["named"] if view.names else [])]
    return html(
        '<div class="{}" role="group" aria-label="{}"{}>{}{}{}</div>',
        " ".join(kinds),
        label,
        style(heat),
        _names(view),
        _stages(view, selection, lang),
        _out(view, lang),
    )


def skeleton() -> str:
    """The map's place while its first answer is computed."""
    return page(
        html(
            '<div class="view" aria-busy="true"><section><div class="sk" style="height:2.5rem;max-width:38rem"></div>'
            '<div class="sk" style="height:32rem"></div></section></div>'
        )
    )


def _size(sprite_size: tuple[int, int]) -> str:
    rows, columns = sprite_size
    return f"{100 * columns}% {100 * rows}%"


def _headline(view: MapView, lang: str) -> str:
    best, first = (max(range(len(view.classes)), key=values.__getitem__) for values in (view.now, view.before))
    colour = say("branches.colour", lang)
    if view.off:
        names = {"now": class_name(view.classes[best], lang), "before": class_name(view.classes[first], lang)}
        title = say(
            "branches.same" if best == first else "branches.changed",
            lang,
            paths=paths_name(view.off, lang, view.names),
            **names,
        )
        before, now = percent(view.before[view.target]), percent(view.now[view.target])
        is_less = view.now[view.target] < view.before[view.target]
        key = "stays" if before == now else "falls" if is_less else "rises"
        label = class_name(view.classes[view.target], lang)
        sub = joined((say(f"branches.{key}", lang, label=label, before=before, now=now), colour), lang)
    else:
        block, branch = standout(view)
        tile = next(one for one in view.blocks if one.name == block).tiles[branch]
        shares = {"share": share(tile.energy), "channels": share(tile.channels)}
        title, sub = (
            say("branches.standout", lang, block=block_label(block), path=path_label(branch, view.names), **shares),
            colour,
        )
    return html('<div class="head"><div><h1 aria-live="polite">{}</h1><p class="sub">{}</p></div></div>', title, sub)


def _tools(lang: str) -> str:
    press = [(one, say(f"branches.press.{one}", lang)) for one in PRESSES]
    scale = [(one, say(f"branches.scale.{one}", lang)) for one in SCALES]
    controls = (
        _control("press", press, PRESSES[0], lang),
        _control("scale", scale, SCALES[0], lang, " opt"),
        html('<span class="gap"></span>'),
        button(say("branches.options", lang), data={"options": "scale"}, kind="quiet phone"),
        saves("map_png", "map", lang),
    )
    return html('<div class="tools">{}</div>', join(controls))


def _control(name: str, choices: list[tuple[str, str]], chosen: str, lang: str, kind: str = "") -> str:
    label = say(f"branches.{name}", lang)
    return html(
        '<div class="ctl{}"><span class="lab">{}</span>{}</div>', kind, label, segment(name, choices, chosen, label)
    )


def _names(view: MapView) -> str:
    marks = join(path_mark(branch, names=view.names) for branch in view.rows)
    return html('<div class="names">{}</div>', marks)


def _stages(view: MapView, selection: Selection, lang: str) -> str:
    focus = selection.opened or (view.blocks[0].name, next(iter(view.blocks[0].tiles)))
    stages = []
    for (rows, columns), group in groupby(view.blocks, key=lambda block: block.cells):
        blocks = [_block(block, view, selection.opened, focus, lang) for block in group]
        size = html('<div class="size">{} × {}</div><div class="blks">{}</div>', rows, columns, join(blocks))
        stages.append(html('<div class="stage"{}>{}</div>', style({"--gn-n": len(blocks)}), size))
    return join(stages)


def _block(block: Block, view: MapView, opened: PathId | None, focus: PathId, lang: str) -> str:
    head = html('<div class="bh">{} <small class="small">{}</small></div>', block_label(block.name), block.channels)
    cells = [
        _cell(block, branch, view, opened, focus, lang) if branch in block.tiles else EMPTY_CELL for branch in view.rows
    ]
    return html('<div class="blk">{}{}</div>', head, join(cells))


EMPTY_CELL = html(
    '<span class="cell none" aria-hidden="true"><span class="pic"></span><span class="share"></span></span>'
)


def _cell(block: Block, branch: str, view: MapView, opened: PathId | None, focus: PathId, lang: str) -> str:
    tile, key = block.tiles[branch], (block.name, branch)
    is_off, is_silent = key in view.off, tile.strength == 0
    kind = "tile_off" if is_off else "tile_silent" if is_silent else "tile"
    shares = {"share": share(tile.energy), "channels": share(tile.channels)}
    label = say(f"branches.{kind}", lang, block=block_label(block.name), path=path_label(branch, view.names), **shares)
    heat = {"background-position": place(tile.row, tile.column, view.sprite_size), "--gn-a": f"{tile.strength:.3f}"}
    picture = html(
        '<span class="pic" data-off="{}"><span class="heat"{}></span></span>', say("branches.off", lang), style(heat)
    )
    ticks = html('<i style="width:{:.1f}%"></i><b style="left:{:.1f}%"></b>', 100 * tile.energy, 100 * tile.channels)
    value = "–" if is_off or is_silent else share(tile.energy)
    attributes = {
        "class": "cell off" if is_off else "cell",
        "data-block": block.name,
        "data-branch": branch,
        "data-key": "/".join(key),
        "aria-pressed": str(key == opened).lower(),
        "tabindex": 0 if key == focus else -1,
        "aria-label": label,
        "title": label,
    }
    listed = join(html(' {}="{}"', *one) for one in attributes.items())
    return html(
        '<button type="button"{}{}>{}'
        '<span class="share"><span class="bar">{}</span><span class="pc">{}</span></span></button>',
        listed,
        style(path_style(branch)),
        picture,
        ticks,
        value,
    )


def _out(view: MapView, lang: str) -> str:
    keys = [("mark", "all_paths"), ("ink", "now")] if view.off else []
    listed = join(
        html('<span class="key"><i style="background:var(--gn-{})"></i>{}</span>', colour, say(f"branches.{key}", lang))
        for colour, key in keys
    )
    after = html('<div class="keys" style="gap:.75rem">{}</div>', listed) + _all_on(view, lang) if view.off else ""
    bars = join(_bar(view, index, lang) for index in _shown_classes(view))
    return html(
        '<div class="out"><div class="bh">{}</div><div class="ba">{}</div>{}</div>',
        say("branches.classes", lang),
        bars,
        after,
    )


def _all_on(view: MapView, lang: str) -> str:
    key = "branches.switch_on" if len(view.off) == 1 else "branches.all_on"
    return button(say(key, lang), data={"all-on": 1})


def _shown_classes(view: MapView) -> list[int]:
    """The likeliest classes, before or now, and the one that is explained; likeliest before first."""
    likely = sorted(range(len(view.classes)), key=lambda index: -max(view.before[index], view.now[index]))
    shown = [view.target, *(index for index in likely if index != view.target)][:CLASSES]
    return sorted(shown, key=lambda index: -view.before[index])


def _bar(view: MapView, index: int, lang: str) -> str:
    before, now = view.before[index], view.now[index]
    name = class_name(view.classes[index], lang)
    name = html("<b>{}</b>", name) if index == view.target else name
    moved = html("{} → <b>{}</b>", percent(before), percent(now)) if view.off else html("<b>{}</b>", percent(now))
    old = (
        html('<i style="width:{:.2f}%"></i>', 100 * before) if view.off else html('<i hidden style="display:none"></i>')
    )
    bars = html('{}<i style="width:{:.2f}%"></i>', old, 100 * now)
    return html(
        '<div class="ba-row"><span>{}</span><span class="v num">{}</span><span class="tr">{}</span></div>',
        name,
        moved,
        bars,
    )


def _result(view: MapView, lang: str) -> str:
    """On phones, where the class bars are out of sight: what the press did, at the bottom."""
    if not view.off:
        return ""
    label, best = class_name(view.classes[view.target], lang), max(range(len(view.classes)), key=view.now.__getitem__)
    now = class_name(view.classes[best], lang)
    moved = f"{label} {share(view.before[view.target])} → {share(view.now[view.target])}"
    small = say("branches.result", lang, paths=paths_name(view.off, lang, view.names), now=now)
    return html(
        '<div class="result" role="status"><span><b>{}</b><span class="small">{}</span></span>{}</div>',
        moved,
        small,
        _all_on(view, lang),
    )
