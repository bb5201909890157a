"""The learning-rate range test as a drawing: loss over the rate, the suggestion marked. Points in, SVG text out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from googlenet.app.kit.svg import INK, MARK, TEXT, Scale, curve, dot, levels, line, svg, text, ticks
from googlenet.text import say

WIDTH, HEIGHT = 640.0, 300.0
LEFT, RIGHT, TOP, BOTTOM = 48.0, 16.0, 30.0, 52.0
HIGHEST = 1.6  # of the first smoothed losses: what runs away leaves the drawing at the top


@dataclass(frozen=True)
class RateMark:
    """A rate that is marked, and what it is called."""

    rate: float
    name: str


def rate_chart(
    rates: Sequence[float],
    losses: Sequence[float],
    smoothed: Sequence[float],
    marks: Sequence[RateMark] = (),
    lang: str = "en",
) -> str:
    """Dots for each step's loss, a line for their running mean, both over the rate's logarithm.

    Args:
        rates, losses, smoothed: (n,) each, rates growing.
        marks: rates with a line of their own; their names stand above, apart.
    """
    if len(rates) < 2:
        return ""
    ceiling = HIGHEST * max(smoothed[: max(1, len(smoothed) // 4)])
    shown = [min(value, ceiling) for value in (*smoothed, *losses)]
    heights = ticks(shown, 4)
    first, last = math.log10(rates[0]), math.log10(rates[-1])
    across, up = Scale(first, last, LEFT, WIDTH - RIGHT), Scale(heights[0], heights[-1], HEIGHT - BOTTOM, TOP)
    body = levels(up, heights, LEFT, WIDTH - RIGHT)
    decades = range(math.ceil(first - 1e-9), math.floor(last + 1e-9) + 1)
    body += [text(across(power), HEIGHT - BOTTOM + 20, f"{10.0**power:g}", TEXT, "middle") for power in decades]
    body.append(text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, say("lab.rates.axis", lang), TEXT, "middle"))
    body.append(text(LEFT - 40, TOP - 14, say("lab.rates.loss", lang), TEXT))
    places = [across(math.log10(rate)) for rate in rates]
    body += [dot(x, up(loss), MARK, 2.2) for x, loss in zip(places, losses, strict=True) if loss <= heights[-1]]
    body.append(curve([(x, up(y)) for x, y in zip(places, smoothed, strict=True) if y <= heights[-1]], INK))
    taken = -math.inf
    for mark in sorted(marks, key=lambda one: one.rate):
        x = across(math.log10(mark.rate))
        name = f"{mark.name} {mark.rate:.2g}"
        at = max(x, taken + 12)
        taken = at + 7.2 * len(name)
        body += [line(x, TOP, x, HEIGHT - BOTTOM, INK, 1.5, dashed=True), text(at, TOP - 6, name, INK, weight=600)]
    label = say("lab.rates.alt", lang, low=f"{rates[0]:.2g}", high=f"{rates[-1]:.2g}")
    return svg(body, WIDTH, HEIGHT, label, "rates")
