"""The parts of all branches of all blocks by several methods: the share picture's grid, a bar a method in each field."""

from collections.abc import Mapping, Sequence

from googlenet.app.kit.html import page, path_mark, path_style, stages, style
from googlenet.app.kit.markup import html, join
from googlenet.app.kit.sections import folded
from googlenet.app.tabs.attributions.html import drawn_now
from googlenet.app.tabs.attributions.shares_html import best_of, is_small, rows_of
from googlenet.common.palette import NO_NAMES, Names, block_label, path_label
from googlenet.common.results import BlockShares
from googlenet.inspection.methods import METHODS
from googlenet.text import say

Found = Mapping[str, Sequence[BlockShares]]  # method -> every block's, in order


def ways(found: Found, lang: str, names: Names = NO_NAMES) -> str:
    """Headline, grid and note; nothing where image and baseline hardly differ.

    Args:
        found: of one question, the blocks in the same order.
        names: of branches that are not called by their keys.
    """
    methods, (first, *_) = list(found), found.values()
    if is_small(first):
        return page(html('<div class="view" data-drawn="{}"></div>', drawn_now()))
    agreed = sum(len({best_of(one) for one in block}) == 1 for block in zip(*found.values(), strict=True))
    title = say("attributions.ways.agree", lang, count=agreed, total=len(first), methods=len(methods))
    titles = [say(METHODS[method].name, lang) for method in methods]
    keys = join(html('<span class="key">{}. {}</span>', n, name) for n, name in enumerate(titles, 1))
    off = say("attributions.ways.sep", lang).join(
        say("attributions.ways.off", lang, method=name, percent=_left_over(found[method]))
        for name, method in zip(titles, methods, strict=True)
    )
    note = say("attributions.ways.note", lang, off=off)
    grid = html('<div class="shares ways">{}{}</div>', _names(first, names), _stages(found, names, lang))
    body = folded(title, html('<div class="keys">{}</div>{}<p class="note">{}</p>', keys, grid, note))
    return page(html('<div data-drawn="{}">{}</div>', drawn_now(), body))


def _left_over(blocks: Sequence[BlockShares]) -> str:
    """The largest part of a block's difference that its branches do not account for, in percent."""
    return f"{100 * max(abs(one.left_over / one.difference) for one in blocks):.1f}"


def _names(blocks: Sequence[BlockShares], names: Names) -> str:
    marks = join(path_mark(branch, names=names) for branch in rows_of(blocks))
    return html('<div class="names">{}</div>', marks)


def _stages(found: Found, names: Names, lang: str) -> str:
    (first, *_) = found.values()
    rows = rows_of(first)
    shares = [abs(term / one.difference) for blocks in found.values() for one in blocks for term in one.terms.values()]
    together = [dict(zip(found, block, strict=True)) for block in zip(*found.values(), strict=True)]
    return stages(
        together,
        lambda block: next(iter(block.values())).cells,
        lambda block: _block(block, rows, max(shares), names, lang),
    )


def _block(by_method: Mapping[str, BlockShares], rows: Sequence[str], largest: float, names: Names, lang: str) -> str:
    (first, *_) = by_method.values()
    fields = []
    for branch in rows:
        if branch not in first.terms:
            fields.append(html('<div class="square"></div>'))
            continue
        bars = join(_bar(one, branch, method, largest, names, lang) for method, one in by_method.items())
        best = " best" if any(branch == best_of(one) for one in by_method.values()) else ""
        fields.append(html('<div class="square bars{}"{}>{}</div>', best, style(path_style(branch)), bars))
    return html(
        '<div class="block-column"><div class="block-name">{}</div>{}</div>', block_label(first.block), join(fields)
    )


def _bar(one: BlockShares, branch: str, method: str, largest: float, names: Names, lang: str) -> str:
    share = one.terms[branch] / one.difference
    values = {"block": block_label(one.block), "path": path_label(branch, names), "share": f"{100 * share:.0f}%"}
    text = say("attributions.shares.alt", lang, **values).replace("-", "−")
    alt = f"{say(METHODS[method].name, lang)}: {text}"
    width = style({"--gn-w": f"{100 * abs(share) / largest:.0f}%"})
    return html('<i role="img" aria-label="{}" title="{}"{}{}></i>', alt, alt, " class=neg" if share < 0 else "", width)
