"""The kernel study as drawings: accuracy by network, against a cost, and in both series. Points in, SVG text out.

Dots carry a branch's colour and its name in words; a network of several branches is dark or grey. Small marks are the
single seeds, a line their 95% interval. Colours are the page's own tokens, with a fallback for a file by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from googlenet.app.kit.svg import INK, MARK, TEXT, Scale, apart, columns, dot, levels, line, ring, svg, text, ticks
from googlenet.common.palette import PATH_COLOURS
from googlenet.text import say

WIDTH, LEFT, RIGHT, TOP, ROW = 420.0, 112.0, 54.0, 8.0, 40.0
COST_HEIGHT, COST_LEFT, COST_RIGHT, COST_BOTTOM = 292.0, 46.0, 96.0, 46.0
SHIFT = {"params": -8.0, "macs": 8.0}  # of a series within its row
LABEL_PX = 16.0  # the least distance between two names


@dataclass(frozen=True)
class Point:
    """A network as the drawings show it; accuracies are fractions.

    Attributes:
        name: key of the network; that of a branch gives its colour.
        label: as people read it.
        cost: in millions, of parameters or multiply-adds.
        values: one a seed.
        mean, low, high: low and high are None where a single seed gives no interval.
    """

    name: str
    label: str
    cost: float
    values: tuple[float, ...]
    mean: float
    low: float | None = None
    high: float | None = None

    @property
    def colour(self) -> str:
        """Of a branch; dark for the whole network, grey for one of several branches."""
        return PATH_COLOURS.get(self.name) or (INK if self.name == "all" else MARK)

    @property
    def span(self) -> tuple[float, float]:
        """The least and the greatest of what is drawn."""
        ends = [end for end in (self.low, self.high) if end is not None]
        return min(*self.values, self.mean, *ends), max(*self.values, self.mean, *ends)


def accuracy_rows(points: Sequence[Point], lang: str = "en") -> str:
    """A row a network: seeds, mean, interval; a thin line marks the whole network's mean."""
    title = say("study.chart.rows", lang)
    if not points:
        return _empty(title, lang)
    marks = ticks([end for point in points for end in point.span], 4)
    bottom = TOP + ROW * len(points)
    across = Scale(marks[0], marks[-1], LEFT, WIDTH - RIGHT)
    body = columns(across, marks, TOP, bottom, partial(_percent, marks=marks))
    body.append(text(LEFT, bottom + 38, say("study.chart.accuracy", lang), TEXT))
    whole = next((point for point in points if point.name == "all"), None)
    if whole:
        body.append(line(across(whole.mean), TOP, across(whole.mean), bottom, INK, dashed=True))
    for index, point in enumerate(points):
        y = TOP + ROW * (index + 0.5)
        body.append(text(0, y + 4.5, point.label, INK, weight=600))
        body += [dot(across(value), y + 11, MARK, 2) for value in point.values] if len(point.values) > 1 else []
        body += _reach(across, point, y)
        body.append(text(WIDTH, y + 4.5, f"{100 * point.mean:.1f}", INK, "end"))
    return svg(body, WIDTH, bottom + 46, _in_words(title, points, lang), "study")


def accuracy_against(points: Sequence[Point], cost: str, lang: str = "en") -> str:
    """Accuracy over a cost, with intervals.

    Args:
        cost: "params" or "macs".
    """
    title = say(f"study.chart.against.{cost}", lang)
    if not points:
        return _empty(title, lang)
    marks = ticks([end for point in points for end in point.span], 4)
    costs = ticks([point.cost for point in points], 3)
    bottom, right = COST_HEIGHT - COST_BOTTOM, WIDTH - COST_RIGHT
    up, across = Scale(marks[0], marks[-1], bottom, TOP + 8), Scale(costs[0], costs[-1], COST_LEFT + 10, right)
    body = levels(up, marks, COST_LEFT, right + 10, partial(_percent, marks=marks))
    body += [text(across(cost), bottom + 18, f"{cost:g}", TEXT, "middle") for cost in costs]
    body.append(text(COST_LEFT, bottom + 38, say(f"study.chart.{cost}", lang), TEXT))
    for point in points:
        x = across(point.cost)
        if point.low is not None:
            body.append(line(x, up(point.low), x, up(point.high), point.colour, width=2.5))
        body.append(dot(x, up(point.mean), point.colour))
    named = sorted(points, key=lambda point: -point.mean)
    heights = apart([up(point.mean) for point in named], LABEL_PX, TOP + 8, COST_HEIGHT - COST_BOTTOM)
    for point, height in zip(named, heights, strict=True):
        x = across(point.cost)
        body.append(line(x + 8, up(point.mean), right + 14, height, MARK, width=0.75))
        body.append(text(right + 18, height + 4.5, point.label, INK))
    return svg(body, WIDTH, COST_HEIGHT, _in_words(title, points, lang), "study")


def difference_rows(series: Mapping[str, Sequence[Point]], lang: str = "en") -> str:
    """A row a network: its difference to the whole with its interval in each series, above one another; zero is dashed.

    Args:
        series: "params" (a full dot) and "macs" (a ring), each with differences as points.
    """
    title = say("study.chart.gaps", lang)
    points = [point for found in series.values() for point in found]
    if not points:
        return _empty(title, lang)
    marks = ticks([0.0, *(end for point in points for end in point.span)], 4)
    labels = {point.name: point.label for point in points}
    bottom = TOP + ROW * len(labels)
    across = Scale(marks[0], marks[-1], LEFT, WIDTH - RIGHT)
    body = columns(across, marks, TOP, bottom, _signed)
    body.append(line(across(0.0), TOP, across(0.0), bottom, INK, dashed=True))
    rows = {name: TOP + ROW * (index + 0.5) for index, name in enumerate(labels)}
    body += [text(0, y + 4.5, labels[name], INK, weight=600) for name, y in rows.items()]
    for match, found in series.items():
        for point in found:
            y = rows[point.name] + SHIFT[match]
            body += _reach(across, point, y, is_open=match == "macs")
            body.append(text(WIDTH, y + 4.5, points_text(point.mean), INK, "end"))
    body.append(text(LEFT, bottom + 38, say("study.chart.points", lang), TEXT))
    body += _key(bottom + 60, lang)
    return svg(body, WIDTH, bottom + 68, _gaps_in_words(title, series, lang), "study")


def _reach(across: Scale, point: Point, y: float, is_open: bool = False) -> list[str]:
    mark = (ring if is_open else dot)(across(point.mean), y, point.colour)
    return [mark] if point.low is None else [line(across(point.low), y, across(point.high), y, point.colour, 3), mark]


def _key(y: float, lang: str) -> list[str]:
    """Which mark is which series."""
    full, open_ = (say(f"study.series.{match}", lang) for match in ("params", "macs"))
    middle = LEFT + (WIDTH - LEFT) / 2
    marks = [dot(LEFT + 6, y - 4.5, TEXT), ring(middle + 6, y - 4.5, TEXT)]
    return [*marks, text(LEFT + 18, y, full, TEXT), text(middle + 18, y, open_, TEXT)]


def _signed(tick: float) -> str:
    return f"{100 * tick:+.3g}".replace("-", "−") if tick else "0"


def points_text(fraction: float) -> str:
    """Percentage points with a sign and one decimal."""
    text = f"{100 * fraction:+.1f}".replace("-", "−")
    return "0.0" if text in ("+0.0", "−0.0") else text


def _percent(tick: float, marks: Sequence[float]) -> str:
    is_whole = all(abs(100 * one - round(100 * one)) < 1e-6 for one in marks)
    return f"{100 * tick:.0f}" if is_whole else f"{100 * tick:.1f}"


def _in_words(title: str, points: Sequence[Point], lang: str) -> str:
    colon, semicolon = (": ", "; ") if lang != "zh" else ("：", "；")
    return title + colon + semicolon.join(f"{point.label} {100 * point.mean:.1f}%" for point in points)


def _gaps_in_words(title: str, series: Mapping[str, Sequence[Point]], lang: str) -> str:
    colon, semicolon, stop = (": ", "; ", ". ") if lang != "zh" else ("：", "；", "。")
    parts = [
        say(f"study.series.{match}", lang) + colon + semicolon.join(_gap(point, lang) for point in found)
        for match, found in series.items()
    ]
    return stop.join([title, *parts])


def _gap(point: Point, lang: str) -> str:
    ends = {} if point.low is None else {"low": points_text(point.low), "high": points_text(point.high)}
    difference = say("study.points" if ends else "study.single", lang, points=points_text(point.mean), **ends)
    return f"{point.label} {difference}"


def _empty(title: str, lang: str) -> str:
    return svg([text(0, 24, say("study.chart.empty", lang), TEXT)], WIDTH, 40, title, "study")
