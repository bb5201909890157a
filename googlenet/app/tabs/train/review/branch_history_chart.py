"""How the branches stood over the epochs: a small drawing for each branch of each block. Numbers in, SVG text out."""

import math
from collections.abc import Sequence

from googlenet.app.kit.markup import html

WIDTH, HEIGHT, PAD = 72.0, 40.0, 4.0
MEASURES = ("energy", "gradient", "dead")
DECADES = 4.0  # of a gradient's scale at most, below the longest


def span_of(measure: str, values: Sequence[float]) -> tuple[float, float]:
    """The scale that all drawings of a measure share: fractions as they are, lengths by their logarithm."""
    if measure != "gradient":
        return 0.0, 1.0
    logs = [math.log10(value) for value in values if value > 0]
    high = max(logs, default=0.0)
    low = max(min(logs, default=-1.0), high - DECADES)
    return (low, high) if high - low > 0.1 else (high - 1, high)


def heights(measure: str, values: Sequence[float], span: tuple[float, float]) -> list[float]:
    """Places in the drawing, from its top; what is below the scale stands on its floor."""
    low, high = span
    logs = values if measure != "gradient" else [math.log10(value) if value > 0 else low for value in values]
    room = HEIGHT - 2 * PAD
    return [HEIGHT - PAD - room * (min(max(value, low), high) - low) / (high - low) for value in logs]


def sparkline(values: Sequence[float], measure: str, span: tuple[float, float], colour: str) -> str:
    """One branch's line over the epochs, with a dot that a page moves; it starts at the last."""
    ys = heights(measure, values, span)
    last = max(1, len(values) - 1)
    xs = [PAD + (WIDTH - 2 * PAD) * at / last for at in range(len(values))]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(xs, ys, strict=True))
    floor = HEIGHT - PAD
    return html(
        '<svg viewBox="0 0 {:g} {:g}" aria-hidden="true" data-points="{}">'
        '<polygon points="{:.1f},{:g} {} {:.1f},{:g}" fill="{}" opacity=".28"/>'
        '<polyline points="{}" fill="none" stroke="{}" stroke-width="2"/>'
        '<circle data-dot cx="{:.1f}" cy="{:.1f}" r="3.2"/></svg>',
        WIDTH,
        HEIGHT,
        points,
        xs[0],
        floor,
        points,
        xs[-1],
        floor,
        colour,
        points,
        colour,
        xs[-1],
        ys[-1],
    )
