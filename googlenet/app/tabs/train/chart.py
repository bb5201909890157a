"""Learning curves: runs in, plain JSON values out, which `Plotly.react` takes and a live page extends.

This run is dark with a dot an epoch; its training curve is thin; the notes are grey. Their names stand at the ends of
the lines. Other runs have a colour and a dash of their own each (`LOOKS`), and their names in a legend beside the chart.
The colours read on light and on dark; a page may swap the neutral ones for its own (see `TOKENS`).
"""

import math
from collections.abc import Iterable, Mapping, Sequence

from googlenet.app.kit.svg import text_px, ticks
from googlenet.app.shell.run_views import Curve
from googlenet.text import say

INK, MARK, TEXT, RULE, PAPER = "#5F6770", "#8F98A1", "#6F7780", "#8A919955", "#F4F5F6"
TOKENS = {INK: "--gn-ink", MARK: "--gn-mark", TEXT: "--gn-ink-3", RULE: "--gn-rule", PAPER: "--gn-paper"}
CLEAR = "rgba(0,0,0,0)"
HEIGHT_PX, MARGIN_PX = 280, {"l": 64, "t": 8, "b": 48, "pad": 4}
PLOT_PX = HEIGHT_PX - MARGIN_PX["t"] - MARGIN_PX["b"]
ROOM_PX = (100, 150)  # least and most at the right for names; longer ones are cut
MOST_LETTERS = 14
FEW = 6  # points of a training curve that are marked
LABEL_PX = 15  # the least distance between two names at the ends of lines
TEST, TRAIN = "test", "train"  # uids of this run's own lines
# (colour, dash) of the runs beside it: none is a branch's colour, each stands out from white and from black.
LOOKS = (("#8A63C4", "solid"), ("#B5652A", "dash"), ("#2F8F86", "dashdot"), ("#C2497E", "longdash"))


def accuracy_spec(run: Curve | None, others: Sequence[Curve] = (), lang: str = "en", goal: float | None = None) -> dict:
    """Test and training accuracy of `run` over its epochs, over the test accuracy of `others`.

    Args:
        goal: the last accuracy of the notes, the first of `others`: where the run first has more is marked.
    """
    run = run or Curve("")
    lines = [_beside(other, _percents(other.test_accuracy), f"other-{at}") for at, other in enumerate(others)]
    lines.append(_thin(say("train.chart.training", lang), run.steps, _percents(run.train_accuracy)))
    lines.append(_dots(say("train.chart.this", lang), run.epochs, _percents(run.test_accuracy)))
    tested = _values(line for line in lines if line["uid"] != TRAIN)
    if run.epochs and tested:  # the training curve's first steps would press all else against the top
        highest = max([*tested, *_percents(run.train_accuracy[-1:])])
        axis = _axis(min(tested) - 1, min(100.0, highest + 0.5), 100.5)
    else:
        axis = _axis(0, 100)
    axis |= {"ticksuffix": "%"}
    title, y_title = accuracy_finding(run, lang), say("train.chart.accuracy", lang)
    end = _last_epoch(run, others)
    spec = _spec(lines, end, axis, title=title, y_title=y_title, lang=lang, unit="%", digits=1)
    if goal is not None and (epoch := epoch_past(run, goal)):
        y = 100 * run.test_accuracy[run.epochs.index(epoch)]
        text = say("train.chart.past_notes", lang, percent=f"{100 * goal:.2f}")
        spec["layout"]["annotations"].append(_mark(text, epoch, y, end, axis["range"]))
    return spec


def epoch_past(run: Curve, goal: float) -> int | None:
    """The first epoch of `run` with a test accuracy above `goal`; None without one."""
    return next((epoch for epoch, one in zip(run.epochs, run.test_accuracy, strict=True) if one > goal), None)


def loss_spec(run: Curve | None, others: Sequence[Curve] = (), lang: str = "en") -> dict:
    """Test and training loss of `run` over its epochs, over the test loss of `others`."""
    run = run or Curve("")
    lines = [_beside(other, other.test_loss, f"other-{at}") for at, other in enumerate(others)]
    lines.append(_thin(say("train.chart.training", lang), run.steps, run.train_loss))
    lines.append(_dots(say("train.chart.test", lang), run.epochs, run.test_loss))
    thin = _values(line for line in lines if line["uid"] == TRAIN)
    values = _values(line for line in lines if line["uid"] != TRAIN or not run.epochs)
    values += thin[len(thin) // 4 :]  # the first quarter may leave the chart at the top
    axis = _axis(max(0.0, min(values) - 0.02), max(values)) if values else _axis(0.0, 1.0)
    title, y_title = loss_finding(run, lang), say("train.chart.loss", lang)
    return _spec(lines, _last_epoch(run, others), axis, title=title, y_title=y_title, lang=lang, unit="", digits=2)


def accuracy_finding(run: Curve, lang: str) -> str:
    """What the accuracy curve shows, in one sentence."""
    if len(run.epochs) < 2:
        return say("train.finding.accuracy", lang)
    best = max(range(len(run.epochs)), key=run.test_accuracy.__getitem__)
    if best == len(run.epochs) - 1:
        return say(f"train.finding.{_tense('rising', 'was_rising', 'rose', run)}", lang)
    return say("train.finding.best", lang, epoch=run.epochs[best], percent=f"{100 * run.test_accuracy[best]:.1f}")


def loss_finding(run: Curve, lang: str) -> str:
    """What the loss curve shows, in one sentence; overfitting is a test loss well above its own lowest."""
    if len(run.epochs) < 2:
        return say("train.finding.loss", lang)
    lowest = min(range(len(run.epochs)), key=run.test_loss.__getitem__)
    if run.test_loss[-1] > 1.1 * run.test_loss[lowest]:
        return say("train.finding.overfits", lang, epoch=run.epochs[lowest])
    if lowest == len(run.epochs) - 1:
        return say(f"train.finding.{_tense('falls', 'was_falling', 'fell', run)}", lang)
    return say("train.finding.levels", lang, epoch=run.epochs[lowest])


def _tense(live: str, broken_off: str, whole: str, run: Curve) -> str:
    if run.is_live:
        return live
    return whole if run.epochs[-1] >= run.planned else broken_off


def newer_points(spec: dict, known: Mapping[str, int]) -> dict:
    """`spec` with only the lines in `known`, and of each the points from number `known[uid]` on, said in "from"."""
    lines = [line for line in spec["data"] if line["uid"] in known]
    data = [
        {"uid": line["uid"], "mode": line["mode"], "from": known[line["uid"]]}
        | {axis: line[axis][known[line["uid"]] :] for axis in "xy"}
        for line in lines
    ]
    return {"data": data, "layout": spec["layout"]}


def _percents(fractions: Sequence[float]) -> list[float]:
    return [100 * fraction for fraction in fractions]


def _values(lines: Iterable[dict]) -> list[float]:
    return [value for line in lines for value in line["y"] if value is not None]


def _line(name: str, x: Sequence[float], y: Sequence[float], uid: str) -> dict:
    """A grey line; points that are no number are gaps."""
    return {
        "type": "scatter",
        "mode": "lines",
        "uid": uid,
        "name": name,
        "x": [round(value, 4) for value in x],
        "y": [round(value, 5) if math.isfinite(value) else None for value in y],
        "line": {"color": MARK, "width": 1.75},
        "hovertemplate": "%{y:.4~g}<extra>%{fullData.name}</extra>",
    }


def _beside(other: Curve, y: Sequence[float], uid: str) -> dict:
    """Another run's line; with a look of its own its name stands in the legend, not at its end."""
    line = _line(other.name, other.epochs, y, uid)
    if other.look is None:
        return line
    colour, dash = LOOKS[other.look % len(LOOKS)]
    look = {"mode": "lines+markers", "line": {"color": colour, "width": 2, "dash": dash}}
    return line | look | {"marker": {"color": colour, "size": 5}, "meta": "legend"}


def _thin(name: str, x: Sequence[float], y: Sequence[float]) -> dict:
    """The training curve; a line of few points shows them."""
    dots = {"mode": "lines+markers", "marker": {"color": MARK, "size": 5}} if len(y) < FEW else {}
    return _line(name, x, y, TRAIN) | {"line": {"color": MARK, "width": 1}} | dots


def _dots(name: str, x: Sequence[float], y: Sequence[float]) -> dict:
    look = {"mode": "lines+markers", "line": {"color": INK, "width": 2}, "marker": {"color": INK, "size": 7}}
    return _line(name, x, y, TEST) | look | {"cliponaxis": False}  # the last dot stands on the edge


def _last_epoch(run: Curve, others: Sequence[Curve]) -> int:
    """Where the axis ends: others are shown whole unless they would press the run into the left half."""
    own = max([run.planned, *run.epochs[-1:], *map(math.ceil, run.steps[-1:])])
    ends = [max(other.epochs) for other in others if other.epochs]
    return max([own, *(end for end in ends if end <= 2 * own or not own), 1])


def _axis(low: float, high: float, most: float = math.inf) -> dict:
    """An axis of three to five round steps around `low`..`high` that ends at `most`."""
    marks = ticks((low, high), 4, (1, 2, 2.5, 5, 10))
    return {"range": [marks[0], min(marks[-1], most)], "dtick": marks[1] - marks[0]}


def _spec(
    lines: list[dict], end: int, axis: dict, *, title: str, y_title: str, lang: str, unit: str, digits: int
) -> dict:
    # A line that ends before the run's own is named in the legend alone: here the run's would cross its name.
    passed = max(lines[-1]["x"], default=0)
    named = [line for line in lines if max(line["x"], default=0) >= passed]
    labels = [label for line in named if (label := _label(line, end, axis["range"], unit, digits))]
    font = {"size": 12, "color": TEXT, "family": "system-ui, sans-serif"}
    grid = {"gridcolor": RULE, "zeroline": False, "automargin": False}
    x_axis = {
        "range": [0, end],
        "dtick": max(1, math.ceil(end / 6)),
        "showgrid": False,
        "showline": True,
        "linecolor": RULE,
        "showspikes": True,
        "spikecolor": MARK,
        "spikethickness": -1,
        "spikedash": "solid",
        "spikemode": "across",
        "hoverformat": ".2f",
    } | axis_title(say("train.chart.epochs", lang))
    y_axis = axis | axis_title(y_title) | {"tick0": axis["range"][0]}
    layout = {
        "title": {"text": title},
        "height": HEIGHT_PX,
        "margin": MARGIN_PX | {"r": _room(labels, end)},
        "showlegend": False,
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": font,
        "hovermode": "x unified",
        "hoverlabel": {"bgcolor": PAPER, "bordercolor": MARK, "font": {"size": 12, "color": INK}},
        "xaxis": grid | x_axis,
        "yaxis": grid | y_axis,
        "annotations": _spread(labels, end, axis["range"]),
    }
    return {"data": lines, "layout": layout}


def axis_title(text: str) -> dict:
    """An axis's title in the charts' own size."""
    return {"title": {"text": text, "font": {"size": 12, "color": TEXT}, "standoff": 8}}


def _label(line: dict, end: int, span: Sequence[float], unit: str, digits: int) -> dict | None:
    """The name at a line's last point inside the chart, with its value there."""
    if line.get("meta") == "legend":
        return None
    points = [(x, y) for x, y in zip(line["x"], line["y"], strict=True) if x <= end and y is not None]
    if not points or not span[0] <= points[-1][1] <= span[1]:
        return None
    x, y = points[-1]
    name = line["name"] if len(line["name"]) <= MOST_LETTERS else line["name"][: MOST_LETTERS - 1] + "…"
    is_own = line["uid"] == TEST
    return {
        "name": line["uid"],
        "x": x,
        "y": y,
        "text": f"{'<b>' if is_own else ''}{_escape(name)} {y:.{digits}f}{unit}{'</b>' if is_own else ''}",
        "font": {"color": INK if is_own else TEXT, "size": 12},
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "middle",
        "xshift": 10,
    }


def _mark(text: str, x: float, y: float, end: int, span: Sequence[float]) -> dict:
    """A note at the foot of the chart, where curves leave room, with a line up to a run's point; it goes with the notes."""
    height = (y - span[0]) / (span[1] - span[0]) * PLOT_PX
    return {
        "name": "other-0",
        "x": x,
        "y": y,
        "text": text,
        "font": {"color": INK, "size": 12},
        "showarrow": True,
        "arrowhead": 0,
        "arrowwidth": 1,
        "arrowcolor": MARK,
        "standoff": 6,
        "ax": 0,
        "ay": max(2 * LABEL_PX, round(height) - LABEL_PX),
        "xanchor": "right" if x > end / 2 else "left",
    }


def _room(labels: list[dict], end: int) -> int:
    """Space in px for the names at the right."""
    texts = [label["text"].removeprefix("<b>").removesuffix("</b>") for label in labels if label["x"] > 0.6 * end]
    return round(min(ROOM_PX[1], max([ROOM_PX[0], *(12 + text_px(text) for text in texts)])))


def _spread(labels: list[dict], end: int, span: Sequence[float]) -> list[dict]:
    """Labels pushed apart: from below, each at least `LABEL_PX` over those whose text it would touch."""
    placed: list[tuple[float, float]] = []
    for label in sorted(labels, key=lambda label: label["y"]):
        height = (label["y"] - span[0]) / (span[1] - span[0]) * PLOT_PX
        at = height
        for x, taken in sorted(placed, key=lambda place: place[1]):
            if abs(label["x"] - x) < end / 3 and abs(at - taken) < LABEL_PX:
                at = taken + LABEL_PX
        label["yshift"] = round(at - height)
        placed.append((label["x"], at))
    return labels


def _escape(text: str) -> str:
    """A name as text, not as Plotly's markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
