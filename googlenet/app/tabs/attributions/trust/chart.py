"""Charts of the checks of maps, as SVG that stands alone: colours are the page's tokens, with the light ones to fall back on."""

from collections.abc import Sequence

import numpy as np

from googlenet.app.kit.markup import html, join
from googlenet.text import say

INK, GREY, MARK, RULE = (
    "var(--gn-ink, #15181B)",
    "var(--gn-ink-3, #626A73)",
    "var(--gn-mark, #7A828B)",
    "var(--gn-rule, #E0E3E7)",
)
BAND = "var(--gn-paper-3, #E9EBEE)"
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 480, 260, 40, 92, 12, 44
FONT = html("font-family='system-ui, sans-serif' font-size='12'")


def _frame(body: str, label: str, x_title: str, x_ticks: Sequence[tuple[float, str]], low: float) -> str:
    rows = [value for value in (-1, -0.5, 0, 0.5, 1) if value >= low]
    grid = join(
        html(
            "<line x1='{}' x2='{}' y1='{}' y2='{}' stroke='{}'/>"
            "<text x='{}' y='{}' text-anchor='end' fill='{}'>{}</text>",
            LEFT,
            WIDTH - RIGHT,
            _y(v, low),
            _y(v, low),
            RULE,
            LEFT - 6,
            _y(v, low) + 4,
            GREY,
            f"{v:g}".replace("-", "−"),
        )
        for v in rows
    )
    ticks = join(
        html(
            "<text x='{:.1f}' y='{}' text-anchor='middle' fill='{}'>{}</text>", _x(at), HEIGHT - BOTTOM + 16, GREY, text
        )
        for at, text in x_ticks
    )
    title = html("<text x='{}' y='{}' text-anchor='middle' fill='{}'>{}</text>", _x(0.5), HEIGHT - 8, GREY, x_title)
    return html(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {} {}' role='img' aria-label='{}' {}>{}{}{}{}</svg>",
        WIDTH,
        HEIGHT,
        label,
        FONT,
        grid,
        ticks,
        title,
        body,
    )


def _x(fraction: float) -> float:
    return LEFT + fraction * (WIDTH - LEFT - RIGHT)


def _y(value: float, low: float = 0) -> float:
    return round(HEIGHT - BOTTOM - (value - low) / (1 - low) * (HEIGHT - TOP - BOTTOM), 1)


def _line(x: Sequence[float], y: Sequence[float], low: float, how: str) -> str:
    points = " ".join(f"{_x(a):.1f},{_y(float(b), low)}" for a, b in zip(x, y, strict=True))
    return html("<polyline points='{}' fill='none' {}/>", points, how)


def _apart(ends: Sequence[float]) -> list[float]:
    """Heights of names at the ends of lines, at least 14 px apart; the lowest stays, so that none reaches the axis."""
    placed, last = {}, float(HEIGHT)
    for index in sorted(range(len(ends)), key=ends.__getitem__, reverse=True):
        last = placed[index] = min(ends[index], last - 14)
    return [placed[index] for index in range(len(ends))]


def curves(
    fractions: np.ndarray, deletion: np.ndarray, insertion: np.ndarray, random: np.ndarray, lang: str = "en"
) -> str:
    """Probability over the part of the picture that is covered or shown, each with the range of random orders.

    Args:
        fractions, deletion, insertion: (P,); random: (R, P), with cells covered.
    """
    orders = (random, random[:, ::-1])  # covered, and shown: the same pictures from the other end
    names = [say(f"trust.{name}", lang) for name in ("insertion", "deletion", "random")]
    heights = _apart([_y(float(insertion[-1])), _y(float(deletion[-1])), _y(float(random.mean(0)[-2]))])
    body = (
        join(html("<polygon points='{}' fill='{}' fill-opacity='.75'/>", _band(fractions, one), BAND) for one in orders)
        + join(_line(fractions, one.mean(0), 0, html("stroke='{}' stroke-width='1.5'", MARK)) for one in orders)
        + _line(fractions, insertion, 0, html("stroke='{}' stroke-width='2' stroke-dasharray='6 4'", INK))
        + _line(fractions, deletion, 0, html("stroke='{}' stroke-width='2.5'", INK))
        + join(
            html("<text x='{}' y='{}' fill='{}'>{}</text>", WIDTH - RIGHT + 6, y + 4, colour, name)
            for name, y, colour in zip(names, heights, (INK, INK, GREY), strict=True)
        )
    )
    ticks = [(value, f"{100 * value:.0f} %") for value in (0, 0.5, 1)]
    return _frame(body, say("trust.curves_alt", lang), say("trust.covered", lang), ticks, 0)


def _band(fractions: np.ndarray, curves: np.ndarray) -> str:
    """The points of an area from the highest to the lowest of `curves` (R, P)."""
    high, low = zip(fractions, curves.max(0), strict=True), zip(fractions[::-1], curves.min(0)[::-1], strict=True)
    return " ".join(f"{_x(a):.1f},{_y(float(b))}" for a, b in (*high, *low))


def similarity(stages: Sequence[str], similarities: Sequence[float], threshold: float, lang: str = "en") -> str:
    """Similarity to the trained network's map over what has lost its weights.

    Args:
        stages, similarities: as in `Randomization`.
        threshold: from here a map counts as unchanged.
    """
    at = np.linspace(0, 1, len(stages) + 1)
    low = -0.5 if min(similarities) >= -0.5 else -1
    values = [1.0, *similarities]
    dots = join(
        html("<circle cx='{:.1f}' cy='{}' r='3' fill='{}'/>", _x(a), _y(v, low), INK)
        for a, v in zip(at, values, strict=True)
    )
    line = html(
        "<line x1='{}' x2='{}' y1='{}' y2='{}' stroke='{}' stroke-dasharray='3 3'/>"
        "<text x='{}' y='{}' fill='{}'>{}</text>",
        LEFT,
        WIDTH - RIGHT,
        _y(threshold, low),
        _y(threshold, low),
        MARK,
        WIDTH - RIGHT + 6,
        _y(threshold, low) + 4,
        GREY,
        say("trust.unchanged", lang),
    )
    trained = html("<text x='{}' y='{}' fill='{}'>{}</text>", LEFT + 8, TOP, GREY, say("trust.trained", lang))
    body = line + trained + _line(at, values, low, html("stroke='{}' stroke-width='2'", INK)) + dots
    return _frame(
        body,
        say("trust.similarity_alt", lang),
        say("trust.forgotten", lang),
        list(zip(at[1:], stages, strict=True)),
        low,
    )


def board(rows: Sequence[tuple[str, float, float | None]], lang: str = "en") -> str:
    """A bar a method: insertion minus deletion, with its 95 % interval.

    Args:
        rows: (name, mean, reach to both sides or None).
    """
    step, left, width = 26, 190, 640
    most = max([0.05, *(abs(mean) + (reach or 0) for _, mean, reach in rows)])
    low = min([0.0, *(mean - (reach or 0) for _, mean, reach in rows)])

    def x(value: float) -> float:
        return round(left + (value - low) / (most - low) * (width - left - 56), 1)

    body = ""
    for number, (name, mean, reach) in enumerate(rows):
        y = 8 + number * step
        begin, end = sorted((x(0), x(mean)))
        body += html("<text x='{}' y='{}' text-anchor='end' fill='{}'>{}</text>", left - 8, y + 14, INK, name)
        body += html(
            "<rect x='{}' y='{}' width='{:.1f}' height='14' fill='{}'/>", begin, y + 3, max(1, end - begin), MARK
        )
        tip = end
        if reach is not None:
            body += html(
                "<line x1='{}' x2='{}' y1='{}' y2='{}' stroke='{}' stroke-width='1.5'/>",
                x(mean - reach),
                x(mean + reach),
                y + 10,
                y + 10,
                INK,
            )
            tip = max(end, x(mean + reach))
        value = f"{mean:+.2f}".replace("-", "−")
        body += html("<text x='{}' y='{}' fill='{}'>{}</text>", tip + 6, y + 14, INK, value)
    height = 16 + step * len(rows)
    body += html("<line x1='{}' x2='{}' y1='4' y2='{}' stroke='{}'/>", x(0), x(0), height - 4, GREY)
    return html(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {} {}' role='img' aria-label='{}' {}>{}</svg>",
        width,
        height,
        say("trust.board_alt", lang),
        FONT,
        body,
    )
