"""Drawings as SVG text, for the page and for files: scales, round ticks, strokes, words, tiles of heat, sheets.

Colours and letters are the page's tokens, each with the light one to fall back on: a drawing follows the page's theme,
and stands by itself as well.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import LiteralString

from markupsafe import Markup

from googlenet.app.kit.markup import element

INK, INK_2, TEXT = "var(--gn-ink,#15181B)", "var(--gn-ink-2,#474E56)", "var(--gn-ink-3,#626A73)"
MARK, RULE = "var(--gn-mark,#7A828B)", "var(--gn-rule,#E0E3E7)"
TRACK, PAPER = "var(--gn-paper-3,#E9EBEE)", "var(--gn-paper,#FFFFFF)"
FONT = (
    "var(--gn-font,system-ui,-apple-system,'Segoe UI','Noto Sans','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',"
    "sans-serif)"
)
TOKEN = re.compile(r"var\(--[\w-]+,([^()]*)\)")
FULL_WIDTH = 0x2E80  # the first letter of Chinese writing and its punctuation


def light(drawn: str) -> str:
    """A text with the light colours in the place of the page's tokens, for what knows no page."""
    return TOKEN.sub(r"\1", drawn)


class Scale:
    """A straight line from values to places in the drawing."""

    def __init__(self, low: float, high: float, start: float, end: float):
        self.low, self.start, self.slope = low, start, (end - start) / ((high - low) or 1.0)

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) * self.slope


def ticks(values: Iterable[float], count: int, steps: Sequence[float] = (1, 2, 5, 10)) -> list[float]:
    """Round numbers, about `count`, that hold all values between the first and the last; `steps` are round ones."""
    values = list(values)
    low, high = min(values), max(values)
    if high - low <= 1e-3 * abs(high):
        low, high = low - 5e-3 * abs(high) - 1e-9, high + 5e-3 * abs(high) + 1e-9
    rough = (high - low) / count
    unit = 10 ** floor(log10(rough))
    step = next(times * unit for times in steps if times * unit >= rough * 0.999)
    return [round(index * step, 10) for index in range(floor(low / step), ceil(high / step - 1e-9) + 1)]


def apart(heights: Sequence[float], least: float, top: float, bottom: float) -> list[float]:
    """Heights from top to bottom, moved so that they are `least` apart and stay between `top` and `bottom`."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + least) if placed else max(height, top))
    overhang = max(0.0, placed[-1] - bottom) if placed else 0.0
    return [height - overhang for height in placed]


def text_px(words: str) -> float:
    """About how wide a text of 12 px is; Chinese letters fill a square."""
    return sum(12 if ord(letter) >= FULL_WIDTH else 6.5 for letter in words)


def reading(value: float) -> str:
    """A number at an axis, with a minus sign."""
    return f"{value:g}".replace("-", "−")


def shape(name: LiteralString, *content: object, **attributes: object) -> str:
    """An element as `element` makes it, its numbers rounded to hundredths of a px."""
    return element(name, *content, **{key: _short(value) for key, value in attributes.items()})


def _short(value: object) -> object:
    return f"{round(value, 2):g}" if isinstance(value, float) else value


def line(x: float, y: float, to_x: float, to_y: float, ink: str, width: float = 1.0, dashed: bool = False) -> str:
    """A straight line."""
    dash = "3 3" if dashed else None
    return shape("line", x1=x, y1=y, x2=to_x, y2=to_y, stroke=ink, stroke_width=width, stroke_dasharray=dash)


def curve(points: Iterable[tuple[float, float]], ink: str, width: float = 2.0, dash: str | None = None) -> str:
    """A line through points."""
    return shape("polyline", points=places(points), fill="none", stroke=ink, stroke_width=width, stroke_dasharray=dash)


def places(points: Iterable[tuple[float, float]]) -> str:
    """Points as SVG lists them."""
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def bar(x: float, y: float, width: float, height: float, ink: str, **attributes: object) -> str:
    """A filled rectangle, never thinner than half a pixel."""
    return shape("rect", x=x, y=y, width=max(width, 0.5), height=height, fill=ink, **attributes)


def hatch(name: str, ink: str) -> str:
    """Defines stripes of a colour; what is filled with "url(#NAME)" has them."""
    size = {"width": 6, "height": 6, "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    return shape("defs", shape("pattern", bar(0, 0, 3, 6, ink), id=name, **size))


def dot(x: float, y: float, ink: str, radius: float = 5.5) -> str:
    """A round point."""
    return shape("circle", cx=x, cy=y, r=radius, fill=ink)


def ring(x: float, y: float, ink: str) -> str:
    """An open point on the page's ground."""
    return shape("circle", cx=x, cy=y, r=4.5, fill=PAPER, stroke=ink, stroke_width=2.5)


def text(
    x: float,
    y: float,
    words: object,
    ink: str = INK,
    anchor: str | None = None,
    weight: int | None = None,
    size: int | None = None,
) -> str:
    """Words whose base line begins, or as `anchor` says, at a place; size and weight are the drawing's unless given."""
    return shape("text", words, x=x, y=y, fill=ink, text_anchor=anchor, font_weight=weight, font_size=size)


def levels(
    up: Scale, marks: Iterable[float], left: float, right: float, words: Callable[[float], str] = reading
) -> list[str]:
    """A rule at each mark's height, and its reading before it."""
    rules = [line(left, up(mark), right, up(mark), RULE) for mark in marks]
    return [*rules, *(text(left - 8, up(mark) + 4.5, words(mark), TEXT, "end") for mark in marks)]


def columns(
    across: Scale, marks: Iterable[float], top: float, bottom: float, words: Callable[[float], str] = reading
) -> list[str]:
    """A rule at each mark's place, and its reading below it."""
    rules = [line(across(mark), top, across(mark), bottom, RULE) for mark in marks]
    return [*rules, *(text(across(mark), bottom + 18, words(mark), TEXT, "middle") for mark in marks)]


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
        """What a drawing begins with so that `tile` finds the pictures under `name`."""
        rows, columns = self.size
        whole = {"preserveAspectRatio": "none"}
        ground = shape("image", id=f"{name}-ground", width=1, height=1, href=self.ground, **whole)
        sharp = whole | {"image_rendering": "pixelated"}  # cells stay square
        sprite = shape("image", id=f"{name}-sprite", width=columns, height=rows, href=self.sprite, **sharp)
        return shape("defs", ground, sprite)


def tile(name: str, x: float, y: float, side: float, row: int, column: int, *, strength: float = 1.0) -> str:
    """A square of `side` px with the tile at (row, column) of the sprite called `name` over its picture."""
    ground = shape("use", href=f"#{name}-ground")
    heat = shape("use", href=f"#{name}-sprite", x=-column, y=-row, opacity=strength)
    return shape("svg", ground, heat, x=x, y=y, width=side, height=side, viewBox="0 0 1 1")


def svg(
    body: Iterable[str], width: float, height: float, label: str, kind: str | None = None, /, **attributes: object
) -> str:
    """The drawing for the page.

    Args:
        label: what it shows.
        kind: its class.
        attributes: of the element, as `shape` takes them, beside or instead of those that every drawing has.
    """
    known = {"class_": kind, "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {width:g} {height:g}"}
    known |= {"role": "img", "aria_label": label, "font_family": FONT, "font_size": 13}
    return shape("svg", *body, **known | attributes)


def sheet(body: Iterable[str], width: float, height: float, label: str) -> str:
    """The drawing as a file by itself: on white, of its own size, in the light colours, which every program knows."""
    ground = bar(0, 0, width, height, PAPER)
    drawn = svg([ground, *body], width, height, label, width=width, height=height)
    return Markup(light(drawn))  # noqa: S704 - markup whose tokens have become their fallbacks
