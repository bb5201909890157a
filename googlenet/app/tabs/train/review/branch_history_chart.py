"""How the branches stood over the epochs: a small drawing for each branch of each block. Numbers in, SVG text out."""

import math
from collections.abc import Sequence

from googlenet.app.kit.svg import Scale, curve, places, shape

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
    (low, high), up = span, Scale(*span, HEIGHT - PAD, PAD)
    logs = values if measure != "gradient" else [math.log10(value) if value > 0 else low for value in values]
    return [up(min(max(value, low), high)) for value in logs]


def sparkline(values: Sequence[float], measure: str, span: tuple[float, float], colour: str) -> str:
    """One branch's line over the epochs, with a dot that a page moves; it starts at the last."""
    across, floor = Scale(0, max(1, len(values) - 1), PAD, WIDTH - PAD), HEIGHT - PAD
    points = [(across(at), y) for at, y in enumerate(heights(measure, values, span))]
    (first, _), *_, (last, y) = [*points, points[-1]]
    area = places([(first, floor), *points, (last, floor)])
    return shape(
        "svg",
        shape("polygon", points=area, fill=colour, opacity=0.28),
        curve(points, colour),
        shape("circle", cx=last, cy=y, r=3.2, data_dot=True),
        viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}",
        aria_hidden=True,
        data_points=places(points),
    )
