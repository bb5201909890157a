"""Small tables of numbers: windows, kernels, products."""

import numpy as np

from googlenet.app.kit.html import style
from googlenet.app.kit.markup import html, join

MOST_TINT = 45  # percent of colour behind a number, which stays readable


def number_grid(values: np.ndarray, label: str, out: str, marks: np.ndarray | None = None) -> str:
    """A table of numbers (H, W) with a caption, each on a tint of its sign and size.

    Args:
        out: which numbers they are, for a script.
        marks: (H, W) of "", "most" (framed) and "pad" (a dot).
    """
    most = float(np.abs(values).max()) or 1.0
    marks = np.full(values.shape, "") if marks is None else marks
    lines = (
        join(_number_cell(float(one), str(mark), most) for one, mark in zip(*line, strict=True))
        for line in zip(values, marks, strict=True)
    )
    body = join(html("<tr>{}</tr>", line) for line in lines)
    return html(
        '<table class="numbers" data-grid="{}"><caption>{}</caption><tbody>{}</tbody></table>', out, label, body
    )


def _number_cell(value: float, mark: str, most: float) -> str:
    tint = {"--gn-x": f"{MOST_TINT * abs(value) / most:.0f}%"}
    kind = " ".join(filter(None, ("neg" if value < 0 else "pos", mark)))
    text = "·" if mark == "pad" else short(value)
    return html('<td class="{}" title="{}"{}>{}</td>', kind, f"{value:.7g}", style(tint), text)


def short(value: float) -> str:
    """Two decimals with a true minus sign; what they do not show is "≈0"."""
    if not value:
        return "0"
    text = f"{value:.2f}" if abs(value) < 100 else f"{value:.0f}"
    return "≈0" if float(text) == 0 else text.replace("-", "−")
