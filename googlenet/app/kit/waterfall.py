"""A score as a waterfall: each term begins where the one before it ends, and the last bar is their sum."""

from collections.abc import Mapping

from googlenet.app.kit.html import number, path_mark, path_style, signed, style
from googlenet.app.kit.map import share
from googlenet.app.kit.markup import html, join
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
    left, span = _scale(bias, terms, total)
    zero = {"--gn-zero": f"{100 * -left / span:.2f}%"}
    track = _track(0.0, bias, left, span, zero)
    rows = [
        html(
            '<div class="wf thin"><span class="path">{}</span>{}<span class="v num">{}</span></div>',
            first,
            track,
            signed(bias),
        )
    ]
    at, width = bias, sum(channels.values())
    for tile, (branch, term) in enumerate(terms.items()):
        note = say("classify.channels", lang, share=share(channels[branch] / width))
        where = f"0 {100 * tile / max(1, len(terms) - 1):.3f}%"
        heat = {
            "background-image": f"url({sprite})",
            "background-size": f"100% {100 * len(terms)}%",
            "background-position": where,
        }
        label = say("classify.path_alt", lang, path=path_label(branch, names))
        rows.append(
            html(
                '<div class="wf"{}>{}{}'
                '<span class="v num">{}</span><span class="pic" role="img" aria-label="{}">'
                '<span class="heat"{}></span></span></div>',
                style(path_style(branch)),
                path_mark(branch, note, names=names),
                _track(at, term, left, span, zero),
                signed(term),
                label,
                style(heat),
            )
        )
        at += term
    track = _track(0.0, total, left, span, zero, links=False)
    rows.append(
        html(
            '<div class="wf thin total"><span class="path">{}</span>{}<span class="v num">{}</span></div>',
            last,
            track,
            number(total),
        )
    )
    return html('<div class="split">{}</div>', join(rows))


def _scale(bias: float, terms: Mapping[str, float], total: float) -> tuple[float, float]:
    """Left end and width of the axis, in logits."""
    levels, at = [0.0, bias, total], bias
    for term in terms.values():
        at += term
        levels.append(at)
    low, high = min(levels), max(levels)
    room = 0.02 * (high - low) or 1.0
    return low - room, high - low + 2 * room


def _track(start: float, length: float, left: float, span: float, zero: dict[str, str], *, links: bool = True) -> str:
    low = min(start, start + length)
    bar = {"left": f"{100 * (low - left) / span:.2f}%", "width": f"{100 * abs(length) / span:.2f}%"}
    link = html("<u{}></u>", style({"left": f"{100 * (start + length - left) / span:.2f}%"})) if links else ""
    return html(
        '<span class="tr"{}><i class="{}"{}></i>{}</span>', style(zero), "neg" if length < 0 else "", style(bar), link
    )


def rounded_up(error: float) -> str:
    """The least power of ten that is no smaller, from 0.000001 up."""
    bound = 1e-6
    while error > bound:
        bound *= 10
    return f"{bound:.6f}".rstrip("0")
