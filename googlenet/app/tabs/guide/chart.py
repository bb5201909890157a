"""The Guide's drawings: two learning curves, channels before and after normalisation, kernels taken apart. SVG text."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import TYPE_CHECKING

from googlenet.app.kit.svg import INK, MARK, TEXT, Scale, apart, bar, curve, dot, levels, line, svg, text, ticks
from googlenet.app.shell.run_views import Curve
from googlenet.common.palette import PATH_COLOURS, sides
from googlenet.text import say

if TYPE_CHECKING:
    import numpy as np

WIDTH = 440.0
CURVE_LEFT, CURVE_RIGHT, CURVE_TOP, CURVE_BOTTOM, LABEL_PX = 44.0, 108.0, 12.0, 252.0, 17.0
EPOCH_PX = 24.0  # from one number of an epoch to the next
BAND_LEFT, BAND_TOP, BAND_PX, BAND_GAP = 36.0, 24.0, 112.0, 36.0
CELL_PX, KERNEL_TOP = 20.0, 8.0
SIGN_PX, LEAST_PX = 34.0, 44.0


def curves(ours: Curve, theirs: Curve, measure: str, lang: str = "en") -> str:
    """Test accuracy or loss over the epochs, of our run (dark, with dots) and the notes' (grey).

    Args:
        measure: "accuracy" or "loss".
    """
    factor, unit, digits = (100, "%", 1) if measure == "accuracy" else (1, "", 2)
    lines = [
        (say("guide.train.theirs", lang), theirs.epochs, getattr(theirs, f"test_{measure}"), MARK),
        (say("guide.train.ours", lang), ours.epochs, getattr(ours, f"test_{measure}"), INK),
    ]
    lines = [(name, epochs, [factor * value for value in values], ink) for name, epochs, values, ink in lines if epochs]
    heights = ticks([value for _, _, values, _ in lines for value in values], 4)
    most = max(epoch for _, epochs, _, _ in lines for epoch in epochs)
    up = Scale(heights[0], heights[-1], CURVE_BOTTOM, CURVE_TOP)
    across = Scale(1, most, CURVE_LEFT + 8, WIDTH - CURVE_RIGHT)
    body = levels(up, heights, CURVE_LEFT, WIDTH - CURVE_RIGHT + 8)
    every = ceil(EPOCH_PX / (across(2) - across(1)))
    body += [text(across(epoch), CURVE_BOTTOM + 20, str(epoch), TEXT, "middle") for epoch in range(1, most + 1, every)]
    body.append(text(WIDTH - CURVE_RIGHT + 18, CURVE_BOTTOM + 20, say("guide.train.epochs", lang), TEXT))
    ends = sorted(lines, key=lambda one: up(one[2][-1]))
    places = apart([up(values[-1]) for _, _, values, _ in ends], LABEL_PX, CURVE_TOP, CURVE_BOTTOM)
    for (name, epochs, values, ink), place in zip(ends, places, strict=True):
        points = [(across(epoch), up(value)) for epoch, value in zip(epochs, values, strict=True)]
        body.append(curve(points, ink))
        body += [dot(*point, ink, 3.5) for point in points] if ink == INK else []
        label = f"{name} {values[-1]:.{digits}f}{unit}"
        body.append(text(points[-1][0] + 10, place + 4.5, label, INK if ink == INK else TEXT, weight=600))
    figures = "; ".join(f"{name} {values[-1]:.{digits}f}{unit}" for name, _, values, _ in lines)
    return svg(body, WIDTH, CURVE_BOTTOM + 30, f"{say(f'guide.train.live.{measure}', lang)}: {figures}", "guide")


def spreads(
    before: Mapping[str, tuple["np.ndarray", "np.ndarray"]],
    after: Mapping[str, tuple["np.ndarray", "np.ndarray"]],
    lang: str = "en",
) -> str:
    """A stroke a channel from mean − to mean + standard deviation, path by path, before and after, on one scale.

    Args:
        before, after: branch -> (means, standard deviations), (C,) each.
    """
    rows = {"before": before, "after": after}
    ends = [
        float(end)
        for row in rows.values()
        for mean, std in row.values()
        for end in ((mean - std).min(), (mean + std).max())
    ]
    marks = ticks([*ends, 0.0], 5)
    count = sum(len(mean) for mean, _ in before.values())
    across = Scale(0, max(1, count), BAND_LEFT + 4, WIDTH)
    body, top = [], BAND_TOP
    for name, row in rows.items():
        up = Scale(marks[0], marks[-1], top + BAND_PX, top)
        body.append(text(BAND_LEFT + 4, top - 9, say(f"guide.bn.{name}", lang), INK, weight=600))
        body += levels(up, marks, BAND_LEFT, WIDTH)
        at = 0
        for branch, (mean, std) in row.items():
            ink = PATH_COLOURS.get(branch, MARK)
            for channel in range(len(mean)):
                x = across(at + channel + 0.5)
                low, high = mean[channel] - std[channel], mean[channel] + std[channel]
                body.append(line(x, up(float(low)), x, up(float(high)), ink))
            at += len(mean)
        body.append(line(BAND_LEFT, up(0), WIDTH, up(0), MARK))
        top += BAND_PX + BAND_GAP
    label = f"{say('guide.bn.before', lang)}: {_span(before)}; {say('guide.bn.after', lang)}: {_span(after)}"
    return svg(body, WIDTH, top - BAND_GAP + 10, label, "guide")


def _span(row: Mapping[str, tuple["np.ndarray", "np.ndarray"]]) -> str:
    means = [float(end) for mean, _ in row.values() for end in (mean.min(), mean.max())]
    return f"{min(means):.1f} … {max(means):.1f}".replace("-", "−")


def kernels(whole: tuple[int, int], parts: Sequence[tuple[int, int]], *, is_beside: bool) -> str:
    """A kernel's cells, and those of the kernels in its place; below each its size and its weights.

    Args:
        is_beside: whether they stand side by side, not in a row.
    """
    shown = [whole, *parts]
    signs = ["→", *(["+" if is_beside else "·"] * (len(parts) - 1))]
    widths = [max(LEAST_PX, kernel[1] * CELL_PX) for kernel in shown]
    total = sum(widths) + SIGN_PX * len(signs)
    tall = max(kernel[0] for kernel in shown) * CELL_PX
    middle, x, body = KERNEL_TOP + tall / 2, (WIDTH - total) / 2, []
    for index, (kernel, width) in enumerate(zip(shown, widths, strict=True)):
        ink = MARK if index == 0 else INK
        body += _cells(kernel, x + width / 2, middle, ink)
        name = sides(kernel)
        body.append(text(x + width / 2, KERNEL_TOP + tall + 22, name, INK, "middle", 600))
        body.append(text(x + width / 2, KERNEL_TOP + tall + 40, str(kernel[0] * kernel[1]), TEXT, "middle"))
        x += width
        if index < len(signs):
            body.append(text(x + SIGN_PX / 2, middle + 5, signs[index], TEXT, "middle"))
            x += SIGN_PX
    product = (" + " if is_beside else " · ").join(map(sides, parts))
    return svg(body, WIDTH, KERNEL_TOP + tall + 48, f"{sides(whole)} → {product}", "guide")


def _cells(kernel: tuple[int, int], x: float, y: float, ink: str) -> list[str]:
    """The cells of a kernel around a middle."""
    height, width = kernel
    left, top, side = x - width * CELL_PX / 2, y - height * CELL_PX / 2, CELL_PX - 3
    cells = [
        (left + column * CELL_PX + 1.5, top + row * CELL_PX + 1.5) for row in range(height) for column in range(width)
    ]
    return [bar(*cell, side, side, ink) for cell in cells]
