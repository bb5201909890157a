"""Charts of the checks of maps, as SVG that stands alone: colours are the page's tokens, with the light ones to fall back on."""

from collections.abc import Sequence
from html import escape

import numpy as np

from googlenet.text import say

INK, GREY, MARK, RULE = (
    "var(--gn-ink, #15181B)",
    "var(--gn-ink-3, #626A73)",
    "var(--gn-mark, #7A828B)",
    "var(--gn-rule, #E0E3E7)",
)
BAND = "var(--gn-paper-3, #E9EBEE)"
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 480, 260, 40, 92, 12, 44
FONT = "font-family='system-ui, sans-serif' font-size='12'"


def _frame(body: str, label: str, x_title: str, x_ticks: Sequence[tuple[float, str]], low: float) -> str:
    rows = [value for value in (-1, -0.5, 0, 0.5, 1) if value >= low]
    grid = "".join(
        f"<line x1='{LEFT}' x2='{WIDTH - RIGHT}' y1='{_y(v, low)}' y2='{_y(v, low)}' stroke='{RULE}'/>"
        f"<text x='{LEFT - 6}' y='{_y(v, low) + 4}' text-anchor='end' fill='{GREY}'>{v:g}</text>".replace(">-", ">−")
        for v in rows
    )
    ticks = "".join(
        f"<text x='{_x(at):.1f}' y='{HEIGHT - BOTTOM + 16}' text-anchor='middle' fill='{GREY}'>{escape(text)}</text>"
        for at, text in x_ticks
    )
    title = f"<text x='{_x(0.5)}' y='{HEIGHT - 8}' text-anchor='middle' fill='{GREY}'>{escape(x_title)}</text>"
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {HEIGHT}' role='img' aria-label='{escape(label)}' {FONT}>"
        f"{grid}{ticks}{title}{body}</svg>"
    )


def _x(fraction: float) -> float:
    return LEFT + fraction * (WIDTH - LEFT - RIGHT)


def _y(value: float, low: float = 0) -> float:
    return round(HEIGHT - BOTTOM - (value - low) / (1 - low) * (HEIGHT - TOP - BOTTOM), 1)


def _line(x: Sequence[float], y: Sequence[float], low: float, how: str) -> str:
    points = " ".join(f"{_x(a):.1f},{_y(float(b), low)}" for a, b in zip(x, y, strict=True))
    return f"<polyline points='{points}' fill='none' {how}/>"


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
        "".join(f"<polygon points='{_band(fractions, one)}' fill='{BAND}' fill-opacity='.75'/>" for one in orders)
        + "".join(_line(fractions, one.mean(0), 0, f"stroke='{MARK}' stroke-width='1.5'") for one in orders)
        + _line(fractions, insertion, 0, f"stroke='{INK}' stroke-width='2' stroke-dasharray='6 4'")
        + _line(fractions, deletion, 0, f"stroke='{INK}' stroke-width='2.5'")
        + "".join(
            f"<text x='{WIDTH - RIGHT + 6}' y='{y + 4}' fill='{colour}'>{escape(name)}</text>"
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
    dots = "".join(
        f"<circle cx='{_x(a):.1f}' cy='{_y(v, low)}' r='3' fill='{INK}'/>" for a, v in zip(at, values, strict=True)
    )
    line = (
        f"<line x1='{LEFT}' x2='{WIDTH - RIGHT}' y1='{_y(threshold, low)}' y2='{_y(threshold, low)}' stroke='{MARK}' stroke-dasharray='3 3'/>"
        f"<text x='{WIDTH - RIGHT + 6}' y='{_y(threshold, low) + 4}' fill='{GREY}'>{escape(say('trust.unchanged', lang))}</text>"
    )
    trained = f"<text x='{LEFT + 8}' y='{TOP}' fill='{GREY}'>{escape(say('trust.trained', lang))}</text>"
    body = line + trained + _line(at, values, low, f"stroke='{INK}' stroke-width='2'") + dots
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
        body += f"<text x='{left - 8}' y='{y + 14}' text-anchor='end' fill='{INK}'>{escape(name)}</text>"
        body += f"<rect x='{begin}' y='{y + 3}' width='{max(1, end - begin):.1f}' height='14' fill='{MARK}'/>"
        tip = end
        if reach is not None:
            body += f"<line x1='{x(mean - reach)}' x2='{x(mean + reach)}' y1='{y + 10}' y2='{y + 10}' stroke='{INK}' stroke-width='1.5'/>"
            tip = max(end, x(mean + reach))
        value = f"{mean:+.2f}".replace("-", "−")
        body += f"<text x='{tip + 6}' y='{y + 14}' fill='{INK}'>{value}</text>"
    height = 16 + step * len(rows)
    body += f"<line x1='{x(0)}' x2='{x(0)}' y1='4' y2='{height - 4}' stroke='{GREY}'/>"
    return f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}' role='img' aria-label='{escape(say('trust.board_alt', lang))}' {FONT}>{body}</svg>"
