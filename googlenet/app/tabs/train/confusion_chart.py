"""The confusion matrix: which mistakes are left."""

from collections.abc import Sequence

from googlenet.app.kit.html import class_name
from googlenet.app.tabs.train.chart import CLEAR, INK, MARK, TEXT, axis_title
from googlenet.text import say

CELL_PX = 34


def confusion_spec(confusion: Sequence[Sequence[int]], classes: Sequence[str], lang: str = "en") -> dict:
    """Rows are true classes, columns answers; shade is the share of mistakes, since right answers outshine them all.

    Args:
        confusion: (K, K) counts; empty: a figure without cells.
        classes: K names.

    Returns:
        Plain JSON values: what `Plotly.react` takes.
    """
    names = [class_name(name, lang) for name in classes]
    shares = [
        [count / max(1, sum(row)) if i != j else None for j, count in enumerate(row)] for i, row in enumerate(confusion)
    ]
    cells = {
        "type": "heatmap",
        "uid": "confusion",
        "x": names,
        "y": names,
        "z": shares,
        "text": [[str(count) if count else "" for count in row] for row in confusion],
        "texttemplate": "%{text}",
        "textfont": {"size": 12, "color": INK},
        "hovertemplate": say("train.confusion.hover", lang, true="%{y}", answer="%{x}", count="%{text}")
        + "<extra></extra>",
        "hoverongaps": False,
        "colorscale": [[0, CLEAR], [1, MARK]],
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "zmin": 0,
    }
    axis = {"showgrid": False, "zeroline": False, "ticks": "", "automargin": True, "fixedrange": True}
    axis |= {"type": "category"}  # also where the classes are called by numbers
    layout = {
        "title": {"text": confusion_finding(confusion, names, lang)},
        "height": 130 + CELL_PX * max(3, len(confusion)),
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8, "pad": 0},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": {"size": 12, "color": TEXT, "family": "system-ui, sans-serif"},
        "xaxis": axis | axis_title(say("train.confusion.answer", lang)),
        "yaxis": axis | axis_title(say("train.confusion.true", lang)) | {"autorange": "reversed"},
    }
    return {"data": [cells] if len(confusion) else [], "layout": layout}


def confusion_finding(confusion: Sequence[Sequence[int]], names: Sequence[str], lang: str) -> str:
    """The commonest mistake, in one sentence."""
    mistakes = [(count, i, j) for i, row in enumerate(confusion) for j, count in enumerate(row) if i != j and count]
    if not mistakes:
        return say("train.confusion.none", lang)
    count, true, answer = max(mistakes)
    whole = sum(confusion[true])
    return say("train.confusion.finding", lang, true=names[true], answer=names[answer], count=count, whole=whole)
