"""The network map: blocks from left to right, a tile a path, the classes at the line's end."""

from dataclasses import dataclass
from itertools import groupby

from googlenet.charts.palette import block_label, path_label
from googlenet.text import say
from googlenet.ui.markup.classify import class_name
from googlenet.ui.markup.parts import button, escape, icon, page, path_mark, path_style, percent, segment, style
from googlenet.ui.selection import PathId, Selection

CLASSES = 5  # bars at the line's end
PRESSES = ("open", "off")  # what a press on a tile does; this and the next the page changes without asking
SCALES = ("block", "tile")  # over what a tile's colours are scaled


@dataclass(frozen=True)
class Tile:
    """One path of one block.

    Attributes:
        energy, channels: fractions of the block's.
        strength: its largest cell over the largest of the block's tiles, 0..1; 0: silent.
        row, column: of its picture in the sprite.
    """

    energy: float
    channels: float
    strength: float
    row: int
    column: int


@dataclass(frozen=True)
class Block:
    """One block of the map.

    Attributes:
        name, channels: the block's name, and the channels that it puts out.
        cells: (rows, columns) of its maps.
        tiles: branch -> tile, in order.
    """

    name: str
    channels: int
    cells: tuple[int, int]
    tiles: dict[str, Tile]


@dataclass(frozen=True)
class MapView:
    """What the map shows.

    Attributes:
        picture, sprite: data URIs of what the network sees, and of all tiles' heat, each on its own scale.
        sprite_size: (rows, columns) of tiles in the sprite.
        blocks: in the network's order.
        off: paths that are switched off.
        classes: K names, in class order.
        before, now: K probabilities with all paths, and without those that are off.
        target: class index that is explained.
    """

    picture: str
    sprite: str
    sprite_size: tuple[int, int]
    blocks: tuple[Block, ...]
    off: tuple[PathId, ...]
    classes: tuple[str, ...]
    before: tuple[float, ...]
    now: tuple[float, ...]
    target: int


def rows_of(blocks: dict[str, list[str]]) -> list[str] | None:
    """The names of the map's rows where one order of names fits every block: the longest block's; else None.

    Args:
        blocks: block -> its branches.
    """
    names = max(blocks.values(), key=len)
    fits = all([name for name in names if name in branches] == list(branches) for branches in blocks.values())
    return list(names) if fits else None


def standout(view: MapView) -> PathId:
    """The path whose share of energy most exceeds its share of channels."""
    ratio = {
        (block.name, branch): tile.energy / tile.channels
        for block in view.blocks
        for branch, tile in block.tiles.items()
    }
    return max(ratio, key=ratio.get)


def path_name(path: PathId) -> str:
    """A path as people read it: block and kernel, "4c 3×3"."""
    return f"{block_label(path[0])} {path_label(path[1])}"


def paths_name(off: tuple[PathId, ...], lang: str) -> str:
    """One or two paths by name, more by number."""
    if len(off) > 2:
        return say("branches.many", lang, count=len(off))
    names = [path_name(path) for path in off]
    return names[0] if len(names) == 1 else say("branches.two", lang, one=names[0], other=names[1])


def share(fraction: float) -> str:
    """A fraction in whole percent: "23 %"; below one "< 1 %"."""
    return f"{100 * fraction:.0f} %" if fraction >= 0.005 else "< 1 %"


def branches(view: MapView, selection: Selection, lang: str) -> str:
    """The map with its headline and controls."""
    heat = {"--gn-heat": f"url({view.sprite})", "--gn-heat-size": _size(view.sprite_size)}
    label = escape(say("branches.map_alt", lang, blocks=len(view.blocks)))
    network = f'<div class="map" role="group" aria-label="{label}"{style(heat)}>{_names(view)}{_stages(view, selection, lang)}{_out(view, lang)}</div>'
    notes = (
        f'<p class="note">{say("branches.note", lang)} <span class="keyboard">{say("branches.keys", lang)}</span></p>'
    )
    body = f"{_headline(view, lang)}{_tools(lang)}{network}{_result(view, lang)}{notes}"
    return page(f'<div class="view"><section>{body}</section></div>', view.picture)


def skeleton() -> str:
    """The map's place while its first answer is computed."""
    return page(
        '<div class="view" aria-busy="true"><section><div class="sk" style="height:2.5rem;max-width:38rem"></div>'
        '<div class="sk" style="height:32rem"></div></section></div>'
    )


def _size(sprite_size: tuple[int, int]) -> str:
    rows, columns = sprite_size
    return f"{100 * columns}% {100 * rows}%"


def place(row: int, column: int, sprite_size: tuple[int, int]) -> str:
    """The background-position that brings a sprite's field into sight."""
    rows, columns = sprite_size
    return f"{100 * column / max(1, columns - 1):.3f}% {100 * row / max(1, rows - 1):.3f}%"


def _headline(view: MapView, lang: str) -> str:
    best, first = (max(range(len(view.classes)), key=values.__getitem__) for values in (view.now, view.before))
    colour = say("branches.colour", lang)
    if view.off:
        names = {"now": class_name(view.classes[best], lang), "before": class_name(view.classes[first], lang)}
        title = say(
            "branches.same" if best == first else "branches.changed", lang, paths=paths_name(view.off, lang), **names
        )
        before, now = percent(view.before[view.target]), percent(view.now[view.target])
        is_less = view.now[view.target] < view.before[view.target]
        key = "stays" if before == now else "falls" if is_less else "rises"
        label = class_name(view.classes[view.target], lang)
        sub = f"{say(f'branches.{key}', lang, label=label, before=before, now=now)} {colour}"
    else:
        block, branch = standout(view)
        tile = next(one for one in view.blocks if one.name == block).tiles[branch]
        shares = {"share": share(tile.energy), "channels": share(tile.channels)}
        title, sub = say("branches.standout", lang, block=block_label(block), path=path_label(branch), **shares), colour
    return f'<div class="head"><div><h1 aria-live="polite">{escape(title)}</h1><p class="sub">{escape(sub)}</p></div></div>'


def _tools(lang: str) -> str:
    press = [(one, say(f"branches.press.{one}", lang)) for one in PRESSES]
    scale = [(one, say(f"branches.scale.{one}", lang)) for one in SCALES]
    controls = (
        _control("press", press, PRESSES[0], lang),
        _control("scale", scale, SCALES[0], lang, " opt"),
        '<span class="gap"></span>',
        button(say("branches.options", lang), data={"options": "scale"}, kind="quiet phone"),
        button(icon("save") + say("branches.save", lang), data={"save": "map"}, kind="quiet"),
    )
    return f'<div class="tools">{"".join(controls)}</div>'


def _control(name: str, choices: list[tuple[str, str]], chosen: str, lang: str, kind: str = "") -> str:
    label = say(f"branches.{name}", lang)
    return f'<div class="ctl{kind}"><span class="lab">{label}</span>{segment(name, choices, chosen, label)}</div>'


def _names(view: MapView) -> str:
    names = rows_of({block.name: list(block.tiles) for block in view.blocks})
    return f'<div class="names">{"".join(map(path_mark, names))}</div>' if names else ""


def _stages(view: MapView, selection: Selection, lang: str) -> str:
    names = rows_of({block.name: list(block.tiles) for block in view.blocks})
    focus = selection.opened or (view.blocks[0].name, next(iter(view.blocks[0].tiles)))
    stages = []
    for (rows, columns), group in groupby(view.blocks, key=lambda block: block.cells):
        blocks = [_block(block, names, view, selection.opened, focus, lang) for block in group]
        size = f'<div class="size">{rows} × {columns}</div><div class="blks">{"".join(blocks)}</div>'
        stages.append(f'<div class="stage"{style({"--gn-n": len(blocks)})}>{size}</div>')
    return "".join(stages)


def _block(
    block: Block, names: list[str] | None, view: MapView, opened: PathId | None, focus: PathId, lang: str
) -> str:
    head = f'<div class="bh">{escape(block_label(block.name))} <small class="small">{block.channels}</small></div>'
    cells = [
        _cell(block, branch, view, opened, focus, lang, with_name=names is None)
        if branch in block.tiles
        else EMPTY_CELL
        for branch in (names or block.tiles)
    ]
    return f'<div class="blk">{head}{"".join(cells)}</div>'


EMPTY_CELL = '<span class="cell none" aria-hidden="true"><span class="pic"></span><span class="share"></span></span>'


def _cell(
    block: Block, branch: str, view: MapView, opened: PathId | None, focus: PathId, lang: str, *, with_name: bool
) -> str:
    tile, path = block.tiles[branch], (block.name, branch)
    is_off, is_silent = path in view.off, tile.strength == 0
    kind = "tile_off" if is_off else "tile_silent" if is_silent else "tile"
    shares = {"share": share(tile.energy), "channels": share(tile.channels)}
    label = say(f"branches.{kind}", lang, block=block_label(block.name), path=path_label(branch), **shares)
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
    name = path_mark(branch) if with_name else ""
    return (
        f'<button type="button"{listed}{style(path_style(branch))}>{name}{picture}'
        f'<span class="share"><span class="bar">{ticks}</span><span class="pc">{told}</span></span></button>'
    )


def _out(view: MapView, lang: str) -> str:
    keys = [("mark", "all_paths"), ("ink", "now")] if view.off else []
    listed = "".join(
        f'<span class="key"><i style="background:var(--gn-{colour})"></i>{say(f"branches.{key}", lang)}</span>'
        for colour, key in keys
    )
    after = f'<div class="keys" style="gap:.75rem">{listed}</div>' + _all_on("all_on", lang) if view.off else ""
    bars = "".join(_bar(view, index, lang) for index in _shown_classes(view))
    return f'<div class="out"><div class="bh">{say("branches.classes", lang)}</div><div class="ba">{bars}</div>{after}</div>'


def _all_on(key: str, lang: str) -> str:
    return button(say(f"branches.{key}", lang), data={"all-on": 1})


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
    moved = f"{escape(label)} {percent(view.before[view.target])} → {percent(view.now[view.target])}"
    small = escape(say("branches.result", lang, paths=paths_name(view.off, lang), now=now))
    return f'<div class="result" role="status"><span><b>{moved}</b><span class="small">{small}</span></span>{_all_on("all_on", lang)}</div>'


def map_csv(view: MapView) -> str:
    """The numbers on screen as CSV: each path's shares, each class's probability before and now."""
    rows = ["block,branch,is_off,share_of_energy,share_of_channels"]
    for block in view.blocks:
        for branch, tile in block.tiles.items():
            is_off = int((block.name, branch) in view.off)
            rows.append(f"{block.name},{branch},{is_off},{tile.energy:.6f},{tile.channels:.6f}")
    rows += ["", "class,probability_all_paths,probability_now"]
    rows += [f"{name},{a:.6f},{b:.6f}" for name, a, b in zip(view.classes, view.before, view.now, strict=True)]
    return "\n".join([*rows, ""])
