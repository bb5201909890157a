"""A score as a waterfall: each term begins where the one before it ends, and the last bar is their sum."""

import math
from collections.abc import Iterable, Mapping
from itertools import accumulate

from googlenet.app.kit.html import path_mark, path_style, style
from googlenet.app.kit.map import place, share
from googlenet.app.kit.markup import html, join
from googlenet.app.kit.svg import Scale
from googlenet.common.palette import NO_NAMES, Names, path_label
from googlenet.text import say


def waterfall(
    bias: float,
    terms: Mapping[str, float],
    total: float,
    channels: Mapping[str, int],
    sprite: str,
    lang: str,
    *,
    first: str,
    last: str,
    names: Names = NO_NAMES,
) -> str:
    """Bias, a row a path with its signed map and its part of the channels, the sum.

    Args:
        sprite: data URI of the maps, one tile a path, in order.
        first, last: names of the bias and of the sum.
        names: of paths that are not called by their keys.
    """
    decimals = decimals_of([bias, *terms.values(), total])
    across, width, size = Scale(*span(bias, terms, total), 0, 100), sum(channels.values()), (len(terms), 1)
    rows = [_end("thin", first, track(across, 0.0, bias), signed_to(bias, decimals))]
    for tile, ((branch, term), start) in enumerate(
        zip(terms.items(), accumulate(terms.values(), initial=bias), strict=False)
    ):
        note = say("classify.channels", lang, share=share(channels[branch] / width))
        heat = {
            "background-image": f"url({sprite})",
            "background-size": f"100% {100 * len(terms)}%",
            "background-position": place(tile, 0, size),
        }
        rows.append(
            html(
                '<div class="waterfall-row"{}>{}{}'
                '<span class="value num">{}</span><span class="pic" role="img" aria-label="{}">'
                '<span class="heat"{}></span></span></div>',
                style(path_style(branch)),
                path_mark(branch, note, names=names),
                track(across, start, term),
                signed_to(term, decimals),
                say("classify.path_alt", lang, path=path_label(branch, names)),
                style(heat),
            )
        )
    rows.append(
        _end("thin total", last, track(across, 0.0, total, links=False), signed_to(total, decimals).removeprefix("+"))
    )
    return html('<div class="split">{}</div>', join(rows))


def decimals_of(values: Iterable[float]) -> int:
    """Decimals with which the largest of some numbers has three digits: all of a sum are shown with as many."""
    largest = max(map(abs, values))
    return max(0, 2 - math.floor(math.log10(largest))) if largest else 2


def signed_to(value: float, decimals: int) -> str:
    """A number with so many decimals and its sign."""
    text = f"{value:+.{decimals}f}"
    return text.lstrip("+-") if not float(text) else text.replace("-", "−")


def span(bias: float, terms: Mapping[str, float], total: float) -> tuple[float, float]:
    """The axis's ends in logits: zero and all bars stand between them, with a little room."""
    levels = [0.0, total, *accumulate(terms.values(), initial=bias)]
    low, high = min(levels), max(levels)
    room = 0.02 * (high - low) or 1.0
    return low - room, high + room


def _end(kind: str, name: str, track: str, value: str) -> str:
    colour = {"--gn-c": "var(--gn-ink)" if "total" in kind else "var(--gn-mark)"}
    return html(
        '<div class="waterfall-row {}"{}><span class="path">{}</span>{}<span class="value num">{}</span></div>',
        kind,
        style(colour),
        name,
        track,
        value,
    )


def track(across: Scale, start: float, length: float, *, links: bool = True) -> str:
    """A bar on the axis `across`, hatched where `length` is below zero; `links`: with a line to the next row's bar."""
    left, right = sorted((across(start), across(start + length)))
    bar = {"left": f"{left:.2f}%", "width": f"{right - left:.2f}%"}
    link = html("<u{}></u>", style({"left": f"{across(start + length):.2f}%"})) if links else ""
    zero, kind = {"--gn-zero": f"{across(0):.2f}%"}, "neg" if length < 0 else ""
    return html('<span class="track"{}><i class="{}"{}></i>{}</span>', style(zero), kind, style(bar), link)


def rounded_up(error: float) -> str:
    """The least power of ten that is no smaller, from 0.000001 up."""
    bound = 1e-6
    while error > bound:
        bound *= 10
    return f"{bound:.6f}".rstrip("0")
