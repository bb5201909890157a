"""The network map: blocks from left to right, a tile a branch, the classes at the line's end; a second picture's below."""

from googlenet.app.kit.html import (
    backed,
    button,
    class_bar,
    class_name,
    icon,
    labelled,
    legend_key,
    page,
    path_mark,
    path_style,
    percent,
    said_choices,
    section_head,
    segment,
    stages,
    style,
    toggle,
)
from googlenet.app.kit.map import (
    Block,
    MapView,
    PathId,
    Tile,
    joined,
    path_name,
    paths_name,
    place,
    saves,
    share,
    standout,
)
from googlenet.app.kit.markup import element, html, join
from googlenet.app.kit.sections import folded, section_link
from googlenet.app.tabs.branches.state import FILLS, Selection
from googlenet.common.palette import block_label, path_label
from googlenet.text import say

CLASSES, RESULT_CLASSES = 5, 3  # bars at the line's end, and at the foot of a phone
SHORT_NAME = 6  # letters
MOST_ROWS = 5  # of large tiles on one screen
PRESSES = ("open", "off")  # what a press on a tile does; this and the next the page changes without asking
SCALES = ("block", "tile")  # over what a tile's colours are scaled
NONE = "none"  # an attribute without a value would be left out
EMPTY_CELL = html(
    '<span class="cell none" aria-hidden="true"><span class="pic"></span><span class="share"></span></span>'
)
Groups = list[tuple[str, list[tuple[str, str, str]]]]


def branches(view: MapView, selection: Selection, lang: str) -> str:
    """The map with its headline and controls."""
    keyboard = html('<span class="keyboard">{}</span>', say("branches.keys", lang))
    notes = [say("branches.colour", lang), say("branches.note", lang), keyboard]
    notes = [say(f"paths.fill_note.{selection.fill}", lang), *notes] if view.off else notes
    how = html('<summary>{}</summary><div><p class="note">{}</p></div>', say("branches.how", lang), joined(notes, lang))
    parts = (
        _headline(view, selection.opened, lang),
        _tools(selection, lang),
        network_map(view, selection, lang),
        _result(view, selection.opened, lang),
        html('<details class="more">{}</details>', how),
    )
    return page(html('<div class="view"><section>{}</section></div>', join(parts)), view.picture)


def network_map(view: MapView, selection: Selection, lang: str) -> str:
    """The blocks with their tiles, and the classes at the line's end."""
    rows, columns = view.sprite_size
    name, rule = backed(view.sprite, ".heat")
    label = say("branches.map_alt", lang, blocks=len(view.blocks))
    kinds = [
        "map",
        name,
        *(["dense"] if len(view.rows) > MOST_ROWS else []),
        *(["named"] if any(len(name) > SHORT_NAME for name in view.names.values()) else []),
    ]
    marks = html('<div class="names">{}</div>', join(_row_name(view, branch, lang) for branch in view.rows))
    focus = selection.opened or (view.blocks[0].name, next(iter(view.blocks[0].tiles)))
    blocks = stages(
        view.blocks, lambda block: block.cells, lambda block: _block(block, view, selection.opened, focus, lang)
    )
    size = {"--gn-heat-size": f"{100 * columns}% {100 * rows}%"}
    look = {"class_": " ".join(kinds), "style": size, "role": "group", "aria_label": label}
    return join((rule, element("div", marks, blocks, _out(view, lang), **look)))


def skeleton() -> str:
    """The map's place while its first answer is computed."""
    return page(
        html(
            '<div class="view" aria-busy="true"><section><div class="skeleton" style="height:2.5rem;max-width:38rem"></div>'
            '<div class="skeleton" style="height:32rem"></div></section></div>'
        )
    )


def _row_name(view: MapView, branch: str, lang: str) -> str:
    """A row's name, which turns all of it off or on."""
    line = {(block.name, branch) for block in view.blocks if branch in block.tiles}
    label = say("branches.row", lang, path=path_label(branch, view.names))
    return _line(path_mark(branch, names=view.names), line, view, label, data_row=branch)


def _line(body: str, line: set[PathId], view: MapView, label: str, **data: str) -> str:
    return element(
        "button", body, type="button", **data, aria_pressed=line <= {*view.off}, aria_label=label, title=label
    )


def _headline(view: MapView, opened: PathId | None, lang: str) -> str:
    """What is off does, or the opened branch's part; below it the way to the opened branch."""
    first = standout(view)
    block, branch = opened or first
    tile, channels = _tiles_of(view, block)[branch], _width(view, block, branch)
    names = {"block": block_label(block), "path": path_label(branch, view.names)}
    shares = {"share": share(tile.energy), "channels": share(tile.channels)}
    key = "branches.standout" if (block, branch) == first else "branches.opened"
    text = say(key, lang, **names, **shares)
    link = section_link("branches", "channels", say("branches.its_channels", lang, count=channels))
    if not view.off:
        return section_head(text, joined((say("branches.lines", lang), link), lang), is_first=True)
    best, first = (max(range(len(view.classes)), key=values.__getitem__) for values in (view.now, view.before))
    names = {"now": class_name(view.classes[best], lang), "before": class_name(view.classes[first], lang)}
    key = "branches.same" if best == first else "branches.changed"
    title = say(key, lang, paths=paths_name(view.off, lang, view.names), **names)
    before, now = percent(view.before[view.target]), percent(view.now[view.target])
    key = "stays" if before == now else "falls" if view.now[view.target] < view.before[view.target] else "rises"
    label = class_name(view.classes[view.target], lang)
    moved = say(f"branches.{key}", lang, label=label, before=before, now=now)
    now_open = say("branches.now_open", lang, path=path_name((block, branch), view.names))
    return section_head(title, joined((moved, now_open, link), lang), is_first=True)


def _width(view: MapView, name: str, branch: str) -> int:
    """A branch's number of channels."""
    block = next(block for block in view.blocks if block.name == name)
    return round(block.channels * block.tiles[branch].channels)


def _tools(selection: Selection, lang: str) -> str:
    label = say("paths.fill", lang)
    fill = segment("fill", said_choices(FILLS, "paths.fill.", lang), selection.fill, label)
    controls = (
        _control("press", PRESSES, lang),
        labelled(label, fill, "ctl opt"),
        _control("scale", SCALES, lang, "ctl opt"),
        html('<span class="gap"></span>'),
        button(say("frame.options", lang) + icon("down"), data={"options": "scale"}, kind="quiet phone"),
        saves("map_png", "map", lang),
    )
    return html('<div class="tools">{}</div>', join(controls))


def _control(name: str, values: tuple[str, ...], lang: str, kind: str = "ctl") -> str:
    label, choices = say(f"branches.{name}", lang), [(one, say(f"branches.{name}.{one}", lang)) for one in values]
    return labelled(label, segment(name, choices, values[0], label), kind)


def _block(block: Block, view: MapView, opened: PathId | None, focus: PathId, lang: str) -> str:
    name, line = block_label(block.name), {(block.name, branch) for branch in block.tiles}
    text = html('{} <small class="small">{}</small>', name, block.channels)
    label = say("branches.column", lang, block=name)
    head = html('<div class="block-name">{}</div>', _line(text, line, view, label, data_column=block.name))
    cells = [
        _cell(block, branch, view, opened, focus, lang) if branch in block.tiles else EMPTY_CELL for branch in view.rows
    ]
    return html('<div class="block-column">{}{}</div>', head, join(cells))


def _cell(block: Block, branch: str, view: MapView, opened: PathId | None, focus: PathId, lang: str) -> str:
    tile, key = block.tiles[branch], (block.name, branch)
    is_off, is_silent = key in view.off, tile.strength == 0
    kind = "tile_off" if is_off else "tile_silent" if is_silent else "tile"
    shares = {"share": share(tile.energy), "channels": share(tile.channels)}
    label = say(f"branches.{kind}", lang, block=block_label(block.name), path=path_label(branch, view.names), **shares)
    heat = {"background-position": place(tile.row, tile.column, view.sprite_size), "--gn-a": f"{tile.strength:.3f}"}
    drawn = html('<span class="heat"{}></span>', style(heat))
    picture = html('<span class="pic" data-off="{}">{}</span>', say("branches.off", lang), drawn)
    value = "–" if is_off or is_silent else share(tile.energy)
    body = picture + share_bar(tile.energy, tile.channels, value)
    data = {"data_block": block.name, "data_branch": branch, "data_key": "/".join(key)}
    look = {"class_": "cell off" if is_off else "cell", "style": path_style(branch)}
    return toggle(body, label, key == opened, is_first=key == focus, **look, **data)


def share_bar(part: float, channels: float, text: str, kind: str = "bar", figure: str = "percent") -> str:
    """A part of a whole as a bar, with a tick at the part of the channels, and the part in words."""
    ticks = html('<i style="width:{:.1f}%"></i><b style="left:{:.1f}%"></b>', 100 * part, 100 * channels)
    bar = html('<span class="{}">{}</span>', kind, ticks)
    return html('<span class="share">{}<span class="{}">{}</span></span>', bar, figure, text)


def _out(view: MapView, lang: str) -> str:
    after = ""
    if view.off:
        keys = join(
            legend_key(ink, say(f"branches.{key}", lang)) for ink, key in (("mark", "all_paths"), ("ink", "now"))
        )
        after = html('<div class="keys" style="gap:.75rem">{}</div>{}', keys, _all_on(view, lang))
    bars = html('<div class="before-after">{}</div>', join(_bar(view, index, lang) for index in _shown_classes(view)))
    return html(
        '<div class="out"><div class="block-name">{}</div>{}{}</div>', say("branches.classes", lang), bars, after
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
    name = class_name(view.classes[index], lang)
    name = html("<b>{}</b>", name) if index == view.target else name
    return class_bar(name, view.before[index], view.now[index], is_changed=bool(view.off))


def _result(view: MapView, opened: PathId | None, lang: str) -> str:
    """On phones, where headline and class bars are out of sight: what the press did, at the bottom, with the bars."""
    block, branch = opened or standout(view)
    best = max(range(len(view.classes)), key=view.now.__getitem__)
    if view.off:
        now = class_name(view.classes[best], lang)
        text = say("branches.result", lang, paths=paths_name(view.off, lang, view.names), now=now)
        way = _all_on(view, lang)
    else:
        tile = _tiles_of(view, block)[branch]
        text = say("branches.result_open", lang, path=path_name((block, branch), view.names), share=share(tile.energy))
        way = section_link("branches", "channels", say("branches.channels", lang), "btn")
    shown = [best, *(index for index in _shown_classes(view) if index != best)]  # what the sentence names has its bar
    bars = join(_bar(view, index, lang) for index in shown[:RESULT_CLASSES])
    return html('<div class="result" role="status"><span>{}</span>{}<div>{}</div></div>', text, way, bars)


def second(first: MapView | None, view: MapView | None, selection: Selection, groups: Groups, lang: str) -> str:
    """The choice of a second picture, and the map of the one that is chosen.

    Args:
        first, view: maps of the first and of the second picture; None: no second one is chosen.
        groups: (title, [(id, label, data URI)]) of pictures to choose from.
    """
    body, title = _chooser(selection.other, groups, lang), say("paths.second_title", lang)
    if first is not None and view is not None:
        branch = largest_difference(first, view)
        first_tile, tile = (_tiles_of(one, branch[0])[branch[1]] for one in (first, view))
        shares = {"first": share(first_tile.energy), "second": share(tile.energy)}
        title = say("paths.second", lang, path=path_name(branch, view.names), **shares)
        body += html('<p class="sub">{}</p>', say("paths.second_sub", lang)) + network_map(view, selection, lang)
    return page(folded(title, body), view.picture if view else "")


def _chooser(chosen: str | None, groups: Groups, lang: str) -> str:
    thumbs = join(
        toggle("", label, name == chosen, data_other=name, style={"background": f"url({uri}) center/cover"})
        for _, pictures in groups
        for name, label, uri in pictures
    )
    none = button(say("paths.second_none", lang), data={"other": NONE}, kind="quiet") if chosen else ""
    thumbs = html('<div class="thumbs row">{}</div>{}', thumbs, none)
    return labelled(say("paths.second_choose", lang), thumbs, "tools")


def largest_difference(first: MapView, other: MapView) -> PathId:
    """The branch whose share of its block's energy differs most between the two pictures."""
    differences = {
        (block.name, branch): abs(tile.energy - _tiles_of(other, block.name)[branch].energy)
        for block in first.blocks
        for branch, tile in block.tiles.items()
    }
    return max(differences, key=differences.get)


def _tiles_of(view: MapView, name: str) -> dict[str, Tile]:
    return next(block for block in view.blocks if block.name == name).tiles
