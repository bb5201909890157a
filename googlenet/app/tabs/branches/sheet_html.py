"""A branch opened: its channels as a contact sheet; a channel opened: its map large, a cell and what that cell sees."""

from dataclasses import dataclass, field

from googlenet.app.kit.html import (
    backed,
    button,
    class_name,
    icon,
    kernel,
    labelled,
    number,
    page,
    path_style,
    said_choices,
    segment,
    signed,
    style,
    switch_button,
    toggle,
)
from googlenet.app.kit.map import PathId, joined, place, saves, share
from googlenet.app.kit.markup import element, html, join
from googlenet.app.kit.sections import folded, section_link
from googlenet.app.tabs.branches.state import SORTS
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

    @property
    def cell_px(self) -> tuple[float, float, float, float] | None:
        """(top, left, bottom, right) of the marked cell in px of the network's input."""
        if self.cell is None:
            return None
        (rows, columns), (row, column), size = self.cells, self.cell, self.size_px
        return row * size / rows, column * size / columns, (row + 1) * size / rows, (column + 1) * size / columns


def sheet_title(view: SheetView, lang: str) -> str:
    """The title of the section on the opened branch."""
    mark = html('<span class="mark">{}</span>', kernel(view.path[1]))
    return page(folded(html("{}{}", mark, _finding(view, lang))))


def contact_sheet(view: SheetView, lang: str) -> str:
    """The branch opened: controls, contact sheet; the page's script marks the channel that is open."""
    body = html("{}{}", _crumb(view, lang), _tools(view, lang))
    if view.is_off:
        body += html('<p class="note">{}</p>', say("branches.off_note", lang))
    else:
        files = html("<div>{}</div>", saves("path_png", "path", lang))
        body += html('{}<p class="note">{}</p>{}', _channels(view, lang), _notes(view, lang), files)
    return page(html('<div class="stackcol">{}</div>', body), view.picture)


def _crumb(view: SheetView, lang: str) -> str:
    """On phones: back to the map, the branch's name, its neighbours."""
    name = html('<span class="path">{}{}</span>', kernel(view.path[1]), " · ".join(_named(view).values()))
    steps = join(
        button(icon(drawing), data={"block": to[0], "branch": to[1]}, kind="quiet", label=say(f"branches.{word}", lang))
        for drawing, word, to in (("back", "previous", view.previous), ("next", "next", view.following))
    )
    back = section_link("branches", "map", icon("back") + say("branches.map", lang), "btn quiet")
    return html('<div class="crumb">{}{}<span>{}</span></div>', back, name, steps)


def _named(view: SheetView) -> dict[str, str]:
    block, branch = view.path
    return {"block": block_label(block), "path": path_label(branch, view.names)}


def _finding(view: SheetView, lang: str) -> str:
    key = "off_path" if view.is_off else "half" if view.half else "silent_path"
    return say(f"branches.{key}", lang, **_named(view), half=view.half, width=len(view.values))


def _tools(view: SheetView, lang: str) -> str:
    name = say("branches.sort", lang)
    sorts = said_choices(SORTS, "branches.sort.", lang, label=class_name(view.label, lang))
    control = "" if view.is_off else labelled(name, segment("sort", sorts, view.sort, name))
    switch = switch_button(say("branches.path_on", lang), not view.is_off, "switch")
    return html('<div class="tools">{}{}</div>', control, switch)


def _channels(view: SheetView, lang: str) -> str:
    rows, columns = view.sprite_size
    name, rule = backed(view.sprite, ".heat")
    size = {"--gn-heat-size": f"{100 * columns}% {100 * rows}%"}
    channels = [_channel(view, index, lang) for index in view.order]
    data = {"data_path": "/".join(view.path), "style": size | path_style(view.path[1])}
    return join((rule, element("div", *channels, class_=f"sheet {name}", role="group", **data)))


def _channel(view: SheetView, index: int, lang: str) -> str:
    row, column = divmod(index, view.sprite_size[1])
    is_silent, value = index in view.silent, view.values[index]
    figure = signed(value) if view.sort == "class" else number(value)
    key = f"branches.channel.{'silent' if is_silent else view.sort}"
    label = say(key, lang, channel=index, value=figure, label=class_name(view.label, lang))
    heat = style({"background-position": place(row, column, view.sprite_size)})
    picture = html('<span class="pic"><span class="heat"{}></span></span>', heat)
    data = {"class_": "dead" if is_silent else None, "data_channel": index}
    return toggle(picture, label, is_on=False, is_first=False, **data)


def _notes(view: SheetView, lang: str) -> str:
    key = {0: "none_silent", 1: "one_silent"}.get(len(view.silent), "some_silent")
    sentences = [say(f"branches.{key}", lang, count=len(view.silent)), say("branches.own_scale", lang)]
    if view.sort == "class":
        how = "branches.added_exactly" if view.is_exact else "branches.added_nearly"
        sentences.append(say(how, lang, label=class_name(view.label, lang)))
    return joined(sentences, lang)


def large_channel(view: ChannelView, lang: str) -> str:
    """The channel opened: its map over the picture, the marked cell, what that cell sees."""
    title, note = html("<h2>{}</h2>", _sees(view, lang)), html('<p class="note">{}</p>', _explained(view, lang))
    worked = html("<div>{}</div>", button(say("cell.show", lang), data={"do": "worked", "to": "cell"}))
    files = html("<div>{}</div>", saves("channel_png", "channel", lang))
    parts = html('<div class="stackcol">{}{}{}{}{}</div>', title, _large(view, lang), note, worked, files)
    return page(parts, view.picture)


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
    heat = {"background-image": f"url({view.heat})"} | path_style(view.path[1])
    drawn = element("span", class_="heat", style=heat) + _marks(view)
    cell = {
        "data_of_channel": view.channel,
        "data_rows": rows,
        "data_columns": columns,
        "data_row": row,
        "data_column": column,
    }
    return element("button", drawn, type="button", class_="pic large", aria_label=label, **cell)


def _marks(view: ChannelView) -> str:
    """The receptive field and the cell, each in ink with a light edge; edges outside the image are not drawn."""
    return frames(view.size_px, edges(view.field), edges(view.cell_px, (5, 2.5))) if view.cell else ""


def frames(size_px: int, *drawn: str) -> str:
    """Rectangles over a picture whose side is `size_px`."""
    return html('<svg class="frames" viewBox="0 0 {0} {0}" aria-hidden="true">{1}</svg>', size_px, join(drawn))


def edges(rectangle: tuple[float, float, float, float], widths: tuple[float, float] = (7, 3)) -> str:
    """A rectangle (top, left, bottom, right) in ink with a light edge; the edge's and the ink's widths in px."""
    top, left, bottom, right = rectangle
    box = html('x="{:g}" y="{:g}" width="{:g}" height="{:g}"', left, top, right - left, bottom - top)
    pen = html('fill="none" vector-effect="non-scaling-stroke"')
    strokes = zip(("paper", "ink"), widths, strict=True)
    return join(html('<rect {} {} stroke="var(--gn-{})" stroke-width="{:g}"/>', box, pen, *one) for one in strokes)


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
