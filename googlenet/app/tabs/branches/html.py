"""The network map: blocks from left to right, a tile a path, the classes at the line's end."""

from itertools import groupby

from googlenet.app.kit.html import button, class_name, escape, page, path_mark, path_style, percent, segment, style
from googlenet.app.kit.map import Block, MapView, PathId, joined, paths_name, place, saves, share, standout
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
    keyboard = f'<span class="keyboard">{say("branches.keys", lang)}</span>'
    notes = f'<p class="note">{joined((say("branches.note", lang), keyboard), lang)}</p>'
    body = f"{_headline(view, lang)}{_tools(lang)}{network}{_result(view, lang)}{notes}"
    return page(f'<div class="view"><section>{body}</section></div>', view.picture)


def network_map(view: MapView, selection: Selection, lang: str) -> str:
    """The blocks with their tiles, and the classes at the line's end."""
    heat = {"--gn-heat": f"url({view.sprite})", "--gn-heat-size": _size(view.sprite_size)}
    label = escape(say("branches.map_alt", lang, blocks=len(view.blocks)))
    kinds = ["map", *(["dense"] if len(view.rows) > MOST_ROWS else []), *(["named"] if view.names else [])]
    return f'<div class="{" ".join(kinds)}" role="group" aria-label="{label}"{style(heat)}>{_names(view)}{_stages(view, selection, lang)}{_out(view, lang)}</div>'


def skeleton() -> str:
    """The map's place while its first answer is computed."""
    return page(
        '<div class="view" aria-busy="true"><section><div class="sk" style="height:2.5rem;max-width:38rem"></div>'
        '<div class="sk" style="height:32rem"></div></section></div>'
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
    return f'<div class="head"><div><h1 aria-live="polite">{escape(title)}</h1><p class="sub">{escape(sub)}</p></div></div>'


def _tools(lang: str) -> str:
    press = [(one, say(f"branches.press.{one}", lang)) for one in PRESSES]
    scale = [(one, say(f"branches.scale.{one}", lang)) for one in SCALES]
    controls = (
        _control("press", press, PRESSES[0], lang),
        _control("scale", scale, SCALES[0], lang, " opt"),
        '<span class="gap"></span>',
        button(say("branches.options", lang), data={"options": "scale"}, kind="quiet phone"),
        saves("map_png", "map", lang),
    )
    return f'<div class="tools">{"".join(controls)}</div>'


def _control(name: str, choices: list[tuple[str, str]], chosen: str, lang: str, kind: str = "") -> str:
    label = say(f"branches.{name}", lang)
    return f'<div class="ctl{kind}"><span class="lab">{label}</span>{segment(name, choices, chosen, label)}</div>'


def _names(view: MapView) -> str:
    marks = "".join(path_mark(branch, names=view.names) for branch in view.rows)
    return f'<div class="names">{marks}</div>'


def _stages(view: MapView, selection: Selection, lang: str) -> str:
    focus = selection.opened or (view.blocks[0].name, next(iter(view.blocks[0].tiles)))
    stages = []
    for (rows, columns), group in groupby(view.blocks, key=lambda block: block.cells):
        blocks = [_block(block, view, selection.opened, focus, lang) for block in group]
        size = f'<div class="size">{rows} × {columns}</div><div class="blks">{"".join(blocks)}</div>'
        stages.append(f'<div class="stage"{style({"--gn-n": len(blocks)})}>{size}</div>')
    return "".join(stages)


def _block(block: Block, view: MapView, opened: PathId | None, focus: PathId, lang: str) -> str:
    head = f'<div class="bh">{escape(block_label(block.name))} <small class="small">{block.channels}</small></div>'
    cells = [
        _cell(block, branch, view, opened, focus, lang) if branch in block.tiles else EMPTY_CELL for branch in view.rows
    ]
    return f'<div class="blk">{head}{"".join(cells)}</div>'


EMPTY_CELL = '<span class="cell none" aria-hidden="true"><span class="pic"></span><span class="share"></span></span>'


def _cell(block: Block, branch: str, view: MapView, opened: PathId | None, focus: PathId, lang: str) -> str:
    tile, path = block.tiles[branch], (block.name, branch)
    is_off, is_silent = path in view.off, tile.strength == 0
    kind = "tile_off" if is_off else "tile_silent" if is_silent else "tile"
    shares = {"share": share(tile.energy), "channels": share(tile.channels)}
    label = say(f"branches.{kind}", lang, block=block_label(block.name), path=path_label(branch, view.names), **shares)
    heat = {"background-position": place(tile.row, tile.column, view.sprite_size), "--gn-a": f"{tile.strength:.3f}"}
    picture = f'<span class="pic" data-off="{say("branches.off", lang)}"><span class="heat"{style(heat)}></span></span>'
    ticks = f'<i style="width:{100 * tile.energy:.1f}%"></i><b style="left:{100 * tile.channels:.1f}%"></b>'
    told = "–" if is_off or is_silent else share(tile.energy)
    attributes = {
        "class": "cell off" if is_off else "cell",
        "data-block": block.name,
        "data-branch": branch,
        "data-key": "/".join(path),
        "aria-pressed": str(path == opened).lower(),
        "tabindex": 0 if path == focus else -1,
        "aria-label": label,
        "title": label,
    }
    listed = "".join(f' {name}="{escape(str(value))}"' for name, value in attributes.items())
    return (
        f'<button type="button"{listed}{style(path_style(branch))}>{picture}'
        f'<span class="share"><span class="bar">{ticks}</span><span class="pc">{told}</span></span></button>'
    )


def _out(view: MapView, lang: str) -> str:
    keys = [("mark", "all_paths"), ("ink", "now")] if view.off else []
    listed = "".join(
        f'<span class="key"><i style="background:var(--gn-{colour})"></i>{say(f"branches.{key}", lang)}</span>'
        for colour, key in keys
    )
    after = f'<div class="keys" style="gap:.75rem">{listed}</div>' + _all_on(view, lang) if view.off else ""
    bars = "".join(_bar(view, index, lang) for index in _shown_classes(view))
    return f'<div class="out"><div class="bh">{say("branches.classes", lang)}</div><div class="ba">{bars}</div>{after}</div>'


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
    name = escape(class_name(view.classes[index], lang))
    name = f"<b>{name}</b>" if index == view.target else name
    told = f"{percent(before)} → <b>{percent(now)}</b>" if view.off else f"<b>{percent(now)}</b>"
    old = f'<i style="width:{100 * before:.2f}%"></i>' if view.off else '<i hidden style="display:none"></i>'
    bars = f'{old}<i style="width:{100 * now:.2f}%"></i>'
    return (
        f'<div class="ba-row"><span>{name}</span><span class="v num">{told}</span><span class="tr">{bars}</span></div>'
    )


def _result(view: MapView, lang: str) -> str:
    """On phones, where the class bars are out of sight: what the press did, at the bottom."""
    if not view.off:
        return ""
    label, best = class_name(view.classes[view.target], lang), max(range(len(view.classes)), key=view.now.__getitem__)
    now = class_name(view.classes[best], lang)
    moved = f"{escape(label)} {share(view.before[view.target])} → {share(view.now[view.target])}"
    small = escape(say("branches.result", lang, paths=paths_name(view.off, lang, view.names), now=now))
    return f'<div class="result" role="status"><span><b>{moved}</b><span class="small">{small}</span></span>{_all_on(view, lang)}</div>'
