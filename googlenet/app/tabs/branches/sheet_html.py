"""A branch opened: its channels as a contact sheet; a channel opened: its map large, a cell and what that cell sees."""

from dataclasses import dataclass, field

from googlenet.app.kit.html import button, class_name, icon, kernel, number, page, path_style, segment, signed, style
from googlenet.app.kit.map import PathId, joined, place, saves, share
from googlenet.app.kit.markup import html, join
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
        path, previous, following: this branch, and its neighbours on the map.
        is_off: whether the branch is switched off.
        sort: how `order` came about.
        order: channel indices, strongest first; silent ones last.
        values: of each channel, in channel order, what it was sorted by.
        half: how many channels carry half of the activity.
        silent: indices of channels without activity.
        label: the class that is explained.
        is_exact: whether a channel's contribution to it is exact.
        names: of branches that are not called by their keys.
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


def contact_sheet(view: SheetView, selection: Selection, lang: str) -> str:
    """The branch opened: headline, controls, contact sheet."""
    body = html("{}<h2>{}{}</h2>{}", _crumb(view, lang), _mark(view.path[1]), _finding(view, lang), _tools(view, lang))
    if view.is_off:
        body += html('<p class="note">{}</p>', say("branches.off_note", lang))
    else:
        files = html("<div>{}</div>", saves("path_png", "path", lang))
        body += html('{}<p class="note">{}</p>{}', _channels(view, selection, lang), _notes(view, lang), files)
    return page(html('<div class="stackcol">{}</div>', body), view.picture)


def _mark(branch: str) -> str:
    return html('<span class="mark">{}</span>', kernel(branch))


def _named(view: SheetView) -> dict[str, str]:
    block, branch = view.path
    return {"block": block_label(block), "path": path_label(branch, view.names)}


def _crumb(view: SheetView, lang: str) -> str:
    """On phones: back to the map, the branch's name, its neighbours."""
    name = f"{block_label(view.path[0])} · {path_label(view.path[1], view.names)}"
    steps = join(
        button(icon(drawing), data={"block": to[0], "branch": to[1]}, kind="quiet", label=say(f"branches.{word}", lang))
        for drawing, word, to in (("back", "previous", view.previous), ("next", "next", view.following))
    )
    back = button(icon("back") + say("branches.map", lang), data={"to-map": 1}, kind="quiet")
    return html(
        '<div class="crumb">{}<span class="path">{}{}</span><span>{}</span></div>',
        back,
        kernel(view.path[1]),
        name,
        steps,
    )


def _finding(view: SheetView, lang: str) -> str:
    key = "off_path" if view.is_off else "half" if view.half else "silent_path"
    return say(f"branches.{key}", lang, **_named(view), half=view.half, width=len(view.values))


def _tools(view: SheetView, lang: str) -> str:
    label = class_name(view.label, lang)
    sorts = [(one, say(f"branches.sort.{one}", lang, label=label)) for one in SORTS]
    order = segment("sort", sorts, view.sort, say("branches.sort", lang))
    switch = html(
        '<button type="button" class="switch" role="switch" data-switch aria-checked="{}" '
        'data-key="switch"><i></i>{}</button>',
        str(not view.is_off).lower(),
        say("branches.path_on", lang),
    )
    control = html('<div class="ctl"><span class="lab">{}</span>{}</div>', say("branches.sort", lang), order)
    return html('<div class="tools">{}{}</div>', "" if view.is_off else control, switch)


def _channels(view: SheetView, selection: Selection, lang: str) -> str:
    opened = view.order[0] if selection.channel is None else selection.channel
    buttons = join(_channel(view, index, opened, lang) for index in view.order)
    heat = {
        "--gn-heat": f"url({view.sprite})",
        "--gn-heat-size": f"{100 * view.sprite_size[1]}% {100 * view.sprite_size[0]}%",
    }
    return html(
        '<div class="sheet" role="group" data-path="{}"{}>{}</div>',
        "/".join(view.path),
        style(heat | path_style(view.path[1])),
        buttons,
    )


def _channel(view: SheetView, index: int, opened: int, lang: str) -> str:
    row, column = divmod(index, view.sprite_size[1])
    is_silent, value = index in view.silent, view.values[index]
    figure = signed(value) if view.sort == "class" else number(value)
    kind = "silent" if is_silent else view.sort
    label = say(f"branches.channel.{kind}", lang, channel=index, value=figure, label=class_name(view.label, lang))
    heat = style({"background-position": place(row, column, view.sprite_size)})
    return html(
        '<button type="button"{dead} data-channel="{index}" data-key="channel/{index}" '
        'aria-pressed="{pressed}" tabindex="{tab}" aria-label="{label}" title="{label}">'
        '<span class="pic"><span class="heat"{heat}></span></span></button>',
        dead=" class=dead" if is_silent else "",
        index=index,
        pressed=str(index == opened).lower(),
        tab=0 if index == opened else -1,
        label=label,
        heat=heat,
    )


def _notes(view: SheetView, lang: str) -> str:
    key = {0: "none_silent", 1: "one_silent"}.get(len(view.silent), "some_silent")
    sentences = [say(f"branches.{key}", lang, count=len(view.silent)), say("branches.own_scale", lang)]
    if view.sort == "class":
        how = "branches.added_exactly" if view.is_exact else "branches.added_nearly"
        sentences.append(say(how, lang, label=class_name(view.label, lang)))
    return joined(sentences, lang)


def large_channel(view: ChannelView, lang: str) -> str:
    """The channel opened: its map over the picture, the marked cell, what that cell sees."""
    files = html("<div>{}</div>", saves("channel_png", "channel", lang))
    parts = html(
        '<h2>{}</h2>{}<p class="note">{}</p>{}', _sees(view, lang), _large(view, lang), _explained(view, lang), files
    )
    return page(html('<div class="stackcol">{}</div>', parts), view.picture)


def _sees(view: ChannelView, lang: str) -> str:
    if view.inside is None:
        return say("branches.silent", lang, channel=view.channel)
    top, left, bottom, right = view.inside
    fraction = (bottom - top) * (right - left) / view.size_px**2
    key = "branches.sees_all" if fraction == 1 else "branches.sees"
    return say(key, lang, channel=view.channel, percent=share(fraction))


def _large(view: ChannelView, lang: str) -> str:
    (rows, columns), (row, column) = view.cells, view.cell or (-1, -1)
    key = "branches.channel_alt" if view.cell else "branches.channel_silent_alt"
    label = say(key, lang, channel=view.channel, row=row + 1, column=column + 1)
    heat = style({"background-image": f"url({view.heat})"} | path_style(view.path[1]))
    return html(
        '<button type="button" class="pic large" data-rows="{rows}" data-columns="{columns}" data-row="{row}" '
        'data-column="{column}" data-key="large" aria-label="{label}"><span class="heat"{heat}></span>{marks}</button>',
        rows=rows,
        columns=columns,
        row=row,
        column=column,
        label=label,
        heat=heat,
        marks=_marks(view),
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
    drawn = join(
        html(
            '<rect x="{:g}" y="{:g}" width="{:g}" height="{:g}" vector-effect="non-scaling-stroke" '
            'stroke="var(--gn-{})" stroke-width="{}"/>',
            x,
            y,
            width,
            height,
            colour,
            stroke,
        )
        for (x, y, width, height), strokes in squares
        for colour, stroke in zip(("paper", "ink"), strokes, strict=True)
    )
    return html('<svg class="rf" viewBox="0 0 {} {}" aria-hidden="true"><g fill="none">{}</g></svg>', size, size, drawn)


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
    sentences = (
        say("branches.hottest" if view.is_hottest else "branches.chosen", lang, **where),
        say(f"branches.{key}", lang, height=height, width=width, **inside),
        say("branches.move", lang),
    )
    return joined(sentences, lang)
