"""One attribution as a picture for a slide: SVG, drawn with nothing but rectangles, text and two pictures."""

from collections.abc import Sequence
from dataclasses import dataclass

from googlenet.app.kit.markup import html, join
from googlenet.common.palette import AGAINST, FOR

INK, GREY, PAPER = "#15181B", "#626A73", "#FFFFFF"
WIDTH, HEIGHT, MARGIN, SIDE = 1280, 720, 56, 448  # 16:9
FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
LONGEST = 34  # characters of a line beside the pictures


@dataclass(frozen=True)
class Slide:
    """What stands on the slide.

    Attributes:
        title, subtitle: of the whole.
        image, heat: data URIs of square PNGs: what the network sees, and the map over it.
        image_caption, heat_caption: below them.
        scale: what the ends and the middle of the colour bar mean, from left to right; three of a signed map, else two.
        facts: (name, value) each: class, network, method, parameters …
    """

    title: str
    subtitle: str
    image: str
    heat: str
    image_caption: str
    heat_caption: str
    scale: Sequence[str]
    facts: Sequence[tuple[str, str]]


def slide(content: Slide) -> str:
    """The SVG's text, 1280 x 720."""
    top, left, right = 150, MARGIN, MARGIN + SIDE + 24
    bar = top + SIDE + 44
    ends = [AGAINST, PAPER, FOR] if len(content.scale) == 3 else [PAPER, INK]
    stops = join(
        html('<stop offset="{:g}" stop-color="{}"/>', n / (len(ends) - 1), colour) for n, colour in enumerate(ends)
    )
    anchors = ("start", "middle", "end") if len(content.scale) == 3 else ("start", "end")
    marks = join(
        _text(right + SIDE * n / (len(content.scale) - 1), bar + 34, text, 16, GREY, anchor=anchor)
        for n, (text, anchor) in enumerate(zip(content.scale, anchors, strict=True))
    )
    parts = [
        html('<rect width="{}" height="{}" fill="{}"/>', WIDTH, HEIGHT, PAPER),
        _text(MARGIN, 76, content.title, 36, INK, weight=600),
        _text(MARGIN, 114, content.subtitle, 20, GREY),
        _picture(left, top, content.image),
        _picture(right, top, content.heat),
        _text(left, top + SIDE + 28, content.image_caption, 16, GREY),
        _text(right, top + SIDE + 28, content.heat_caption, 16, GREY),
        html('<defs><linearGradient id="scale">{}</linearGradient></defs>', stops),
        html(
            '<rect x="{}" y="{}" width="{}" height="12" fill="url(#scale)" stroke="{}" stroke-width="0.5"/>',
            right,
            bar,
            SIDE,
            GREY,
        ),
        marks,
        *_facts(content.facts, right + SIDE + 32, top + 16),
    ]
    body = html("\n").join(parts)
    return html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}" '
        'font-family="{2}">\n{3}\n</svg>\n',
        WIDTH,
        HEIGHT,
        FONT,
        body,
    )


def _facts(facts: Sequence[tuple[str, str]], x: float, y: float) -> list[str]:
    found = []
    for name, value in facts:
        found.append(_text(x, y, name, 14, GREY))
        for line in _lines(value):
            y += 22
            found.append(_text(x, y, line, 17, INK))
        y += 34
    return found


def _lines(value: str) -> list[str]:
    """Cut at commas and spaces, so that a column is wide enough; a Chinese character is as wide as two others."""
    lines = [""]
    for word in value.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and sum(2 if ord(letter) > 0x2E80 else 1 for letter in longer) > LONGEST * 0.75:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _picture(x: float, y: float, address: str) -> str:
    return html('<image x="{}" y="{}" width="{}" height="{}" href="{}"/>', x, y, SIDE, SIDE, address)


def _text(x: float, y: float, text: str, size: int, colour: str, *, weight: int = 400, anchor: str = "start") -> str:
    return html(
        '<text x="{:g}" y="{:g}" font-size="{}" font-weight="{}" fill="{}" text-anchor="{}">{}</text>',
        x,
        y,
        size,
        weight,
        colour,
        anchor,
        text,
    )
