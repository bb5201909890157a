"""Small drawings as SVG text: scales, round ticks, lines and words in the page's tokens, with a fallback for a file."""

from collections.abc import Sequence
from math import ceil, floor, log10

from googlenet.app.kit.markup import html, join

INK, TEXT, MARK, RULE = "--gn-ink,#15181B", "--gn-ink-3,#626A73", "--gn-mark,#7A828B", "--gn-rule,#E0E3E7"
FONT = "var(--gn-font,system-ui,sans-serif)"


class Scale:
    """A straight line from values to places in the drawing."""

    def __init__(self, low: float, high: float, start: float, end: float):
        self.low, self.start, self.slope = low, start, (end - start) / (high - low)

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) * self.slope


def ticks(values: Sequence[float], count: int) -> list[float]:
    """Round numbers, about `count`, that hold all values between the first and the last."""
    low, high = min(values), max(values)
    if high - low <= 1e-3 * abs(high):
        low, high = low - 5e-3 * abs(high) - 1e-9, high + 5e-3 * abs(high) + 1e-9
    rough = (high - low) / count
    unit = 10 ** floor(log10(rough))
    step = next(times * unit for times in (1, 2, 5, 10) if times * unit >= rough)
    return [round(index * step, 10) for index in range(floor(low / step), ceil(high / step) + 1)]


def apart(heights: Sequence[float], least: float, top: float, bottom: float) -> list[float]:
    """Heights from top to bottom, moved so that they are `least` apart and stay between `top` and `bottom`."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + least) if placed else max(height, top))
    overhang = max(0.0, placed[-1] - bottom) if placed else 0.0
    return [height - overhang for height in placed]


def svg(body: Sequence[str], width: float, height: float, label: str, kind: str) -> str:
    """The drawing; `label` says what it shows, `kind` is its class."""
    head = html('<svg class="{}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {:g} {:g}"', kind, width, height)
    return html('{} role="img" aria-label="{}">{}</svg>', head, label, join(body))


def colour(value: str) -> str:
    """A token with its fallback as CSS; a colour as it is."""
    return f"var({value})" if value.startswith("--") else value


def line(x: float, y: float, to_x: float, to_y: float, ink: str, width: float = 1.0, dashed: bool = False) -> str:
    """A straight line."""
    style = f"stroke:{colour(ink)};stroke-width:{width:g}" + (";stroke-dasharray:3 3" if dashed else "")
    return html('<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" style="{}"/>', x, y, to_x, to_y, style)


def text(x: float, y: float, words: str, ink: str, anchor: str = "start", weight: int = 400) -> str:
    """Words at a place."""
    style = f"font:{weight} 13px {FONT};fill:{colour(ink)}"
    return html('<text x="{:.1f}" y="{:.1f}" text-anchor="{}" style="{}">{}</text>', x, y, anchor, style, words)


def dot(x: float, y: float, ink: str, radius: float = 5.5) -> str:
    """A round point."""
    return html('<circle cx="{:.1f}" cy="{:.1f}" r="{:g}" style="fill:{}"/>', x, y, radius, colour(ink))


def ring(x: float, y: float, ink: str, radius: float = 4.5) -> str:
    """An open point on the page's ground."""
    style = f"fill:var(--gn-paper,#FFFFFF);stroke:{colour(ink)};stroke-width:2.5"
    return html('<circle cx="{:.1f}" cy="{:.1f}" r="{:g}" style="{}"/>', x, y, radius, style)
