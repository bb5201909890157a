"""Strokes that SVG drawings share: text, bars, tiles with heat over a picture; and the sheet that holds them."""

from collections.abc import Iterable
from dataclasses import dataclass

from googlenet.app.kit.markup import html, join

INK, GREY, MARK, TRACK, PAPER = "#15181B", "#626A73", "#7A828B", "#E9EBEE", "#FFFFFF"
FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"


@dataclass(frozen=True)
class Heat:
    """Pictures that tiles are cut from, each embedded once.

    Attributes:
        ground: data URI of the faint picture below every tile.
        sprite: data URI of transparent tiles.
        size: (rows, columns) of tiles in the sprite.
    """

    ground: str
    sprite: str
    size: tuple[int, int]

    def definitions(self, name: str) -> str:
        """What a sheet needs so that `tile` finds the pictures under `name`."""
        rows, columns = self.size
        return html(
            '<image id="{}-ground" width="1" height="1" href="{}" preserveAspectRatio="none"/>'
            '<image id="{}-sprite" width="{}" height="{}" href="{}" preserveAspectRatio="none"/>',
            name,
            self.ground,
            name,
            columns,
            rows,
            self.sprite,
        )


def tile(name: str, x: float, y: float, side: float, row: int, column: int, *, strength: float = 1.0) -> str:
    """A square of `side` px with the tile at (row, column) of the sprite called `name` over its picture."""
    return html(
        '<svg x="{:g}" y="{:g}" width="{:g}" height="{:g}" viewBox="0 0 1 1"><use href="#{}-ground"/>'
        '<use href="#{}-sprite" x="{}" y="{}" opacity="{:.3f}"/></svg>',
        x,
        y,
        side,
        side,
        name,
        name,
        -column,
        -row,
        strength,
    )


def text(
    x: float, y: float, words: str, *, size: int = 13, colour: str = INK, weight: int = 400, anchor: str = "start"
) -> str:
    """Words whose base line begins, or as `anchor` says, at (x, y)."""
    return html(
        '<text x="{:g}" y="{:g}" font-size="{}" font-weight="{}" fill="{}" text-anchor="{}">{}</text>',
        x,
        y,
        size,
        weight,
        colour,
        anchor,
        words,
    )


def bar(x: float, y: float, width: float, height: float, colour: str) -> str:
    """A filled rectangle, never thinner than half a pixel."""
    return html('<rect x="{:g}" y="{:g}" width="{:g}" height="{:g}" fill="{}"/>', x, y, max(width, 0.5), height, colour)


def sheet(body: Iterable[str], width: float, height: float, label: str, definitions: str = "") -> str:
    """The SVG's text, on white, with what it shows in words."""
    held = html("<defs>{}</defs>", definitions) if definitions else ""
    return html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {:g} {:g}" width="{:g}" height="{:g}" '
        'role="img" aria-label="{}" font-family="{}">{}'
        '<rect width="{:g}" height="{:g}" fill="{}"/>{}</svg>',
        width,
        height,
        width,
        height,
        label,
        FONT,
        held,
        width,
        height,
        PAPER,
        join(body),
    )
