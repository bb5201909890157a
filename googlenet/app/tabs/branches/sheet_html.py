"""A path opened: its channels as a contact sheet; a channel opened: its map large, a cell and what that cell sees."""

from dataclasses import dataclass, field

from googlenet.app.kit.html import (
    button,
    class_name,
    escape,
    icon,
    kernel,
    number,
    page,
    path_style,
    segment,
    signed,
    style,
)
from googlenet.app.kit.map import PathId, joined, place, saves, share
from googlenet.app.tabs.branches.state import SORTS, Selection
from googlenet.common.palette import Names, block_label, path_label
from googlenet.text import say


@dataclass(frozen=True)
class SheetView:
    """What the contact sheet shows.

    Attributes:
        picture, sprite: data URIs of what the network sees, and of all channels' heat, in channel order, each on its
            own scale.
        sprite_size: (rows, columns) of channels in the sprite.
        path, previous, following: this path, and its neighbours on the map.
        is_off: whether the path is switched off.
        sort: how `order` came about.
        order: channel indices, strongest first; silent ones last.
        values: of each channel, in channel order, what it was sorted by.
        half: how many channels carry half of the activity.
        silent: indices of channels without activity.
        label: the class that is explained.
        is_exact: whether a channel's contribution to it is exact.
        names: of paths that are not called by their keys.
    """

    picture: str
    sprite: str
    sprite_size: tuple[int, int]
    path: PathId
    previous: PathId
    following: PathId
    is_off: bool
    sort: str
    order: tuple[int, ...]
    values: tuple[float, ...]
    half: int
    silent: frozenset[int]
    label: str
    is_exact: bool
    names: Names = field(default_factory=dict)


@dataclass(frozen=True)
class ChannelView:
    """What the channel shows.

    Attributes:
        picture, heat: data URIs of what the network sees and of the channel's map.
        path, channel: which one.
        cells: (rows, columns) of its map.
        cell: (row, column) that is marked, from 0; None: the channel is silent and none was chosen.
        is_hottest: whether that is its largest value's.
        value: at the marked cell.
        size_px: side of the network's input.
        field: (top, left, bottom, right) of the cell's receptive field in px, which may leave the image.
        inside: the same, cut to the pixels that can change the cell.
    """

    picture: str
    heat: str
    path: PathId
    channel: int
    cells: tuple[int, int]
    cell: tuple[int, int] | None
    is_hottest: bool
    value: float
    size_px: int
    field: tuple[int, int, int, int] | None
    inside: tuple[int, int, int, int] | None


def sheet(view: SheetView, selection: Selection, lang: str) -> str:
    """The path opened: headline, controls, contact sheet."""
    body = f"{_crumb(view, lang)}<h2>{_mark(view.path[1])}{_finding(view, lang)}</h2>{_tools(view, lang)}"
    if view.is_off:
        body += f'<p class="note">{say("branches.off_note", lang)}</p>'
    else:
        files = f"<div>{saves('path_png', 'path', lang)}</div>"
        body += f'{_channels(view, selection, lang)}<p class="note">{_notes(view, lang)}</p>{files}'
    return page(f'<div class="stackcol">{body}</div>', view.picture)


def _mark(branch: str) -> str:
    return f'<span class="mark">{kernel(branch)}</span>'


def _named(view: SheetView) -> dict[str, str]:
    block, branch = view.path
    return {"block": escape(block_label(block)), "path": path_label(branch, view.names)}


def _crumb(view: SheetView, lang: str) -> str:
    """On phones: back to the map, the path's name, its neighbours."""
    name = f"{block_label(view.path[0])} · {path_label(view.path[1], view.names)}"
    steps = "".join(
        button(
            icon(drawing), data={"block": path[0], "branch": path[1]}, kind="quiet", label=say(f"branches.{word}", lang)
        )
        for drawing, word, path in (("back", "previous", view.previous), ("next", "next", view.following))
    )
    back = button(icon("back") + say("branches.map", lang), data={"to-map": 1}, kind="quiet")
    return f'<div class="crumb">{back}<span class="path">{kernel(view.path[1])}{escape(name)}</span><span>{steps}</span></div>'


def _finding(view: SheetView, lang: str) -> str:
    key = "off_path" if view.is_off else "half" if view.half else "silent_path"
    return say(f"branches.{key}", lang, **_named(view), half=view.half, width=len(view.values))


def _tools(view: SheetView, lang: str) -> str:
    label = class_name(view.label, lang)
    sorts = [(one, say(f"branches.sort.{one}", lang, label=label)) for one in SORTS]
    order = segment("sort", sorts, view.sort, say("branches.sort", lang))
    switch = (
        f'<button type="button" class="switch" role="switch" data-switch aria-checked="{str(not view.is_off).lower()}" '
        f'data-key="switch"><i></i>{say("branches.path_on", lang)}</button>'
    )
    control = f'<div class="ctl"><span class="lab">{say("branches.sort", lang)}</span>{order}</div>'
    return f'<div class="tools">{"" if view.is_off else control}{switch}</div>'


def _channels(view: SheetView, selection: Selection, lang: str) -> str:
    opened = view.order[0] if selection.channel is None else selection.channel
    buttons = "".join(_channel(view, index, opened, lang) for index in view.order)
    heat = {
        "--gn-heat": f"url({view.sprite})",
        "--gn-heat-size": f"{100 * view.sprite_size[1]}% {100 * view.sprite_size[0]}%",
    }
    where = escape("/".join(view.path))
    return (
        f'<div class="sheet" role="group" data-path="{where}"{style(heat | path_style(view.path[1]))}>{buttons}</div>'
    )


def _channel(view: SheetView, index: int, opened: int, lang: str) -> str:
    row, column = divmod(index, view.sprite_size[1])
    is_silent, value = index in view.silent, view.values[index]
    told = signed(value) if view.sort == "class" else number(value)
    kind = "silent" if is_silent else view.sort
    label = say(f"branches.channel.{kind}", lang, channel=index, value=told, label=class_name(view.label, lang))
    heat = style({"background-position": place(row, column, view.sprite_size)})
    return (
        f'<button type="button"{" class=dead" if is_silent else ""} data-channel="{index}" data-key="channel/{index}" '
        f'aria-pressed="{str(index == opened).lower()}" tabindex="{0 if index == opened else -1}" '
        f'aria-label="{escape(label)}" title="{escape(label)}">'
        f'<span class="pic"><span class="heat"{heat}></span></span></button>'
    )


def _notes(view: SheetView, lang: str) -> str:
    key = {0: "none_silent", 1: "one_silent"}.get(len(view.silent), "some_silent")
    said = [say(f"branches.{key}", lang, count=len(view.silent)), say("branches.own_scale", lang)]
    if view.sort == "class":
        how = "branches.added_exactly" if view.is_exact else "branches.added_nearly"
        said.append(say(how, lang, label=class_name(view.label, lang)))
    return escape(joined(said, lang))


def channel(view: ChannelView, lang: str) -> str:
    """The channel opened: its map over the picture, the marked cell, what that cell sees."""
    files = f"<div>{saves('channel_png', 'channel', lang)}</div>"
    parts = f'<h2>{_sees(view, lang)}</h2>{_large(view, lang)}<p class="note">{_explained(view, lang)}</p>{files}'
    return page(f'<div class="stackcol">{parts}</div>', view.picture)


def _sees(view: ChannelView, lang: str) -> str:
    if view.inside is None:
        return say("branches.silent", lang, channel=view.channel)
    top, left, bottom, right = view.inside
    fraction = (bottom - top) * (right - left) / view.size_px**2
    key = "branches.sees_all" if fraction == 1 else "branches.sees"
    return escape(say(key, lang, channel=view.channel, percent=share(fraction)))


def _large(view: ChannelView, lang: str) -> str:
    (rows, columns), (row, column) = view.cells, view.cell or (-1, -1)
    key = "branches.channel_alt" if view.cell else "branches.channel_silent_alt"
    label = escape(say(key, lang, channel=view.channel, row=row + 1, column=column + 1))
    heat = style({"background-image": f"url({view.heat})"} | path_style(view.path[1]))
    return (
        f'<button type="button" class="pic large" data-rows="{rows}" data-columns="{columns}" data-row="{row}" '
        f'data-column="{column}" data-key="large" aria-label="{label}"><span class="heat"{heat}></span>{_marks(view)}</button>'
    )


def _marks(view: ChannelView) -> str:
    """The receptive field and the cell, each in ink with a light edge; edges outside the image are not drawn."""
    if view.cell is None:
        return ""
    (rows, columns), (row, column), size = view.cells, view.cell, view.size_px
    top, left, bottom, right = view.field
    squares = (
        ((left, top, right - left, bottom - top), (7, 3)),
        ((column * size / columns, row * size / rows, size / columns, size / rows), (5, 2.5)),
    )
    drawn = "".join(
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" vector-effect="non-scaling-stroke" '
        f'stroke="var(--gn-{colour})" stroke-width="{stroke}"/>'
        for (x, y, width, height), strokes in squares
        for colour, stroke in zip(("paper", "ink"), strokes, strict=True)
    )
    return f'<svg class="rf" viewBox="0 0 {size} {size}" aria-hidden="true"><g fill="none">{drawn}</g></svg>'


def _explained(view: ChannelView, lang: str) -> str:
    if view.cell is None:
        return say("branches.move", lang)
    (rows, columns), (row, column) = view.cells, view.cell
    where = {"row": row + 1, "column": column + 1, "rows": rows, "columns": columns, "value": number(view.value)}
    sides = [(bottom - top, right - left) for top, left, bottom, right in (view.field, view.inside)]
    (height, width), (inside_height, inside_width) = sides
    is_all = view.field[0] < 0 and view.field[1] < 0 and min(view.field[2:]) > view.size_px
    key = "field" if sides[0] == sides[1] else "field_all" if is_all else "field_cut"
    inside = {"inside_height": inside_height, "inside_width": inside_width}
    said = (
        say("branches.hottest" if view.is_hottest else "branches.chosen", lang, **where),
        say(f"branches.{key}", lang, height=height, width=width, **inside),
        say("branches.move", lang),
    )
    return joined(said, lang)
