"""Strokes that SVG drawings share: text, bars, tiles with heat over a picture; and the sheet that holds them."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

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
        return (
            f'<image id="{name}-ground" width="1" height="1" href="{escape(self.ground)}" preserveAspectRatio="none"/>'
            f'<image id="{name}-sprite" width="{columns}" height="{rows}" href="{escape(self.sprite)}" preserveAspectRatio="none"/>'
        )


def tile(name: str, x: float, y: float, side: float, row: int, column: int, *, strength: float = 1.0) -> str:
    """A square of `side` px with the tile at (row, column) of the sprite called `name` over its picture."""
    return (
        f'<svg x="{x:g}" y="{y:g}" width="{side:g}" height="{side:g}" viewBox="0 0 1 1"><use href="#{name}-ground"/>'
        f'<use href="#{name}-sprite" x="{-column}" y="{-row}" opacity="{strength:.3f}"/></svg>'
    )


def text(
    x: float, y: float, words: str, *, size: int = 13, colour: str = INK, weight: int = 400, anchor: str = "start"
) -> str:
    """Words whose base line begins, or as `anchor` says, at (x, y)."""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" font-weight="{weight}" fill="{colour}" text-anchor="{anchor}">'
        f"{escape(words)}</text>"
    )


def bar(x: float, y: float, width: float, height: float, colour: str) -> str:
    """A filled rectangle, never thinner than half a pixel."""
    return f'<rect x="{x:g}" y="{y:g}" width="{max(width, 0.5):g}" height="{height:g}" fill="{colour}"/>'


def sheet(body: Iterable[str], width: float, height: float, label: str, definitions: str = "") -> str:
    """The SVG's text, on white, with what it shows in words."""
    held = f"<defs>{definitions}</defs>" if definitions else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" '
        f'role="img" aria-label="{escape(label)}" font-family="{escape(FONT)}">{held}'
        f'<rect width="{width:g}" height="{height:g}" fill="{PAPER}"/>{"".join(body)}</svg>'
    )
