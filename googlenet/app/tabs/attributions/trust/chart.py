"""Charts of the checks of maps: probability over what is covered, similarity over what is forgotten, a bar a method."""

from collections.abc import Sequence

import numpy as np

from googlenet.app.kit.svg import (
    INK,
    MARK,
    TEXT,
    TRACK,
    Scale,
    apart,
    bar,
    curve,
    dot,
    levels,
    line,
    places,
    shape,
    svg,
    text,
)
from googlenet.text import say

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 480, 260, 40, 92, 12, 44
FLOOR, NAMES, SIZE = HEIGHT - BOTTOM, WIDTH - RIGHT + 6, {"font_size": 12}
ACROSS = Scale(0, 1, LEFT, WIDTH - RIGHT)


def _frame(body: Sequence[str], up: Scale, label: str, title: str, marks: Sequence[tuple[float, str]]) -> str:
    """The chart: `body` over rules at round heights; readings at their fractions of the width, and their title, below."""
    rules = levels(up, [value for value in (-1, -0.5, 0, 0.5, 1) if value >= up.low], LEFT, WIDTH - RIGHT)
    words = [text(ACROSS(at), FLOOR + 16, name, TEXT, "middle") for at, name in marks]
    words.append(text(ACROSS(0.5), HEIGHT - 8, title, TEXT, "middle"))
    return svg([*rules, *words, *body], WIDTH, HEIGHT, label, **SIZE)


def curves(
    fractions: np.ndarray, deletion: np.ndarray, insertion: np.ndarray, random: np.ndarray, lang: str = "en"
) -> str:
    """Probability over the part of the picture that is covered or shown, each with the range of random orders.

    Args:
        fractions, deletion, insertion: (P,); random: (R, P), with cells covered.
    """
    up = Scale(0, 1, FLOOR, TOP)
    xs = [ACROSS(float(fraction)) for fraction in fractions]

    def points(values: np.ndarray) -> list[tuple[float, float]]:
        return [(x, up(float(value))) for x, value in zip(xs, values, strict=True)]

    orders = (random, random[:, ::-1])  # covered, and shown: the same pictures from the other end
    bands = [places([*points(order.max(0)), *reversed(points(order.min(0)))]) for order in orders]
    body = [shape("polygon", points=band, fill=TRACK, fill_opacity=0.75) for band in bands]
    body += [curve(points(order.mean(0)), MARK, 1.5) for order in orders]
    body += [curve(points(insertion), INK, dash="6 4"), curve(points(deletion), INK, 2.5)]
    ends = {"insertion": insertion[-1], "deletion": deletion[-1], "random": random.mean(0)[-2]}
    names = sorted(ends, key=lambda name: -ends[name])
    for name, y in zip(names, apart([up(float(ends[name])) for name in names], 14, TOP, FLOOR), strict=True):
        body.append(text(NAMES, y + 4, say(f"trust.{name}", lang), TEXT if name == "random" else INK))
    marks = [(value, f"{100 * value:.0f}%") for value in (0, 0.5, 1)]
    return _frame(body, up, say("trust.curves_alt", lang), say("trust.covered", lang), marks)


def similarity(stages: Sequence[str], similarities: Sequence[float], threshold: float, lang: str = "en") -> str:
    """Similarity to the trained network's map over what has lost its weights.

    Args:
        stages, similarities: as in `Randomization`.
        threshold: from here a map counts as unchanged.
    """
    up = Scale(-0.5 if min(similarities) >= -0.5 else -1, 1, FLOOR, TOP)
    at = [stage / len(stages) for stage in range(len(stages) + 1)]
    points = [(ACROSS(x), up(value)) for x, value in zip(at, [1.0, *similarities], strict=True)]
    body = [
        line(LEFT, up(threshold), WIDTH - RIGHT, up(threshold), MARK, dashed=True),
        text(NAMES, up(threshold) + 4, say("trust.unchanged", lang), TEXT),
        text(LEFT + 8, TOP, say("trust.trained", lang), TEXT),
        curve(points, INK),
        *(dot(*point, INK, 3) for point in points),
    ]
    marks = list(zip(at[1:], stages, strict=True))
    return _frame(body, up, say("trust.similarity_alt", lang), say("trust.forgotten", lang), marks)


def board(rows: Sequence[tuple[str, float, float | None]], lang: str = "en") -> str:
    """A bar a method: insertion minus deletion, with its 95% interval.

    Args:
        rows: (name, mean, reach to both sides or None).
    """
    step, left, width = 26, 190, 640
    most = max([0.05, *(abs(mean) + (reach or 0) for _, mean, reach in rows)])
    low = min([0.0, *(mean - (reach or 0) for _, mean, reach in rows)])
    across, height, body = Scale(low, most, left, width - 56), 16 + step * len(rows), []
    for number, (name, mean, reach) in enumerate(rows):
        y = 8 + number * step
        begin, end = sorted((across(0), across(mean)))
        body += [text(left - 8, y + 14, name, anchor="end"), bar(begin, y + 3, max(1, end - begin), 14, MARK)]
        if reach is not None:
            body.append(line(across(mean - reach), y + 10, across(mean + reach), y + 10, INK, 1.5))
        value = f"{mean:+.2f}".replace("-", "−")
        body.append(text(max(end, across(mean + (reach or 0))) + 6, y + 14, value))
    body.append(line(across(0), 4, across(0), height - 4, TEXT))
    return svg(body, width, height, say("trust.board_alt", lang), **SIZE)
