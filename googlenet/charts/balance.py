"""How many pictures each class has, to train on and to test on: numbers in, SVG text out."""

from collections.abc import Sequence

from googlenet.charts.svg import INK, MARK, TEXT, svg, text
from googlenet.text import say

WIDTH, LEFT, RIGHT, ROW, BAR = 430.0, 128.0, 92.0, 26.0, 16.0
MOST_ROWS = 40
LONGEST = 17  # characters of a name in the drawing


def balance_chart(classes: Sequence[str], train: Sequence[int], test: Sequence[int], lang: str = "en") -> str:
    """A bar a class, the dark part to train on, the light one to test on; beyond 40 classes the rest is counted.

    Args:
        classes: names; train, test: pictures of each.
    """
    shown, most = min(len(classes), MOST_ROWS), max(map(sum, zip(train, test, strict=True)), default=1)
    body = [
        part
        for row in range(shown)
        for part in _row(classes[row], train[row], test[row], row, (WIDTH - LEFT - RIGHT) / most)
    ]
    if len(classes) > shown:
        words = say("pictures.more_classes", lang, count=len(classes) - shown)
        body.append(text(LEFT, ROW * shown + 18, words, TEXT))
    rows = shown + (len(classes) > shown)
    label = say("pictures.balance", lang)
    return svg(body, WIDTH, ROW * rows + 4, label, "balance")


def _row(name: str, train: int, test: int, row: int, scale: float) -> list[str]:
    top = ROW * row + 4
    short = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
    end = LEFT + (train + test) * scale
    return [
        text(LEFT - 10, top + 13, short, INK, "end"),
        _bar(LEFT, top, train * scale, INK),
        _bar(LEFT + train * scale, top, test * scale, MARK),
        text(end + 8, top + 13, f"{train:,} + {test:,}", TEXT),
    ]


def _bar(x: float, y: float, width: float, ink: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{BAR:g}" style="fill:var({ink})"/>'
