"""How many pictures each class has, to train on, held out and to test on: numbers in, SVG text out."""

from collections.abc import Sequence

from googlenet.app.kit.svg import INK, MARK, TEXT, shape, svg, text
from googlenet.text import say

WIDTH, LEFT, ROW, BAR = 430.0, 128.0, 26.0, 16.0
RIGHT = 46.0  # for each number
MOST_ROWS, OPEN = 40, "none"
LONGEST = 17  # characters of a name in the drawing


def balance_chart(
    classes: Sequence[str], train: Sequence[int], test: Sequence[int], lang: str = "en", held_out: Sequence[int] = ()
) -> str:
    """A bar a class: dark to train on, open held out, light to test on; beyond 40 classes the rest is counted.

    Args:
        classes: names; train, held_out, test: pictures of each; `held_out` is empty where none are.
    """
    parts = [train, held_out, test] if any(held_out) else [train, test]
    looks = [INK, OPEN, MARK] if any(held_out) else [INK, MARK]
    counts = list(zip(*parts, strict=True))
    shown, most = min(len(classes), MOST_ROWS), max(map(sum, counts), default=1)
    scale = (WIDTH - LEFT - RIGHT * len(parts)) / most
    body = [part for row in range(shown) for part in _row(classes[row], counts[row], looks, row, scale)]
    if len(classes) > shown:
        words = say("pictures.more_classes", lang, count=len(classes) - shown)
        body.append(text(LEFT, ROW * shown + 18, words, TEXT))
    rows = shown + (len(classes) > shown)
    label = say("pictures.balance_held_out" if any(held_out) else "pictures.balance", lang)
    return svg(body, WIDTH, ROW * rows + 4, label, "balance")


def _row(name: str, counts: Sequence[int], looks: Sequence[str], row: int, scale: float) -> list[str]:
    top = ROW * row + 4
    short = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
    starts = [LEFT + sum(counts[:index]) * scale for index in range(len(counts) + 1)]
    bars = [
        shape("rect", x=x, y=top, width=count * scale, height=BAR, fill=look, stroke=MARK if look == OPEN else None)
        for x, count, look in zip(starts, counts, looks, strict=False)
    ]
    total = " + ".join(f"{count:,}" for count in counts)
    return [text(LEFT - 10, top + 13, short, INK, "end"), *bars, text(starts[-1] + 8, top + 13, total, TEXT)]
