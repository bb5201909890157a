"""The parts of all branches of all blocks as one picture: the network map's grid, squares for shares."""

from collections import Counter
from collections.abc import Sequence

from googlenet.app.kit.html import number, page, path_mark, path_style, stages
from googlenet.app.kit.markup import element, html, join
from googlenet.app.kit.sections import folded
from googlenet.app.tabs.attributions.html import drawn_now
from googlenet.common.palette import NO_NAMES, Names, block_label, in_order, path_label
from googlenet.common.results import BlockShares
from googlenet.text import say

LARGEST_PX = 42
SMALLEST_LOGITS = 0.2  # below this difference a share says nothing


def shares(
    found: Sequence[BlockShares], label: str, baseline: str, steps: int, lang: str, *, names: Names = NO_NAMES
) -> str:
    """Headline, grid and note.

    Args:
        found: every block's, in order.
        label: the explained class, in the visitor's language.
        baseline: a key of `BASELINES`.
        steps: of the integral.
        names: of branches that are not called by their keys.
    """
    difference = found[0].difference
    note = say("attributions.shares.note", lang, steps=steps, largest=_largest_left_over(found))
    if is_small(found):
        sub = say("attributions.shares.small", lang, difference=number(abs(difference)))
    else:
        key = "sub" if difference > 0 else "sub_lower"
        ground = say(f"attributions.shares.{baseline}", lang)
        sub = say(f"attributions.shares.{key}", lang, label=label, baseline=ground, difference=number(abs(difference)))
    grid = html('<div class="shares">{}{}</div>', _names(found, names, lang), _stages(found, names, lang))
    body = folded(
        headline(found, label, lang, names), html('<p class="sub">{}</p>{}<p class="note">{}</p>', sub, grid, note)
    )
    return page(html('<div data-drawn="{}">{}</div>', drawn_now(), body))


def is_small(found: Sequence[BlockShares]) -> bool:
    """Whether image and baseline differ by so little that shares would mislead."""
    return abs(found[0].difference) < SMALLEST_LOGITS


def headline(found: Sequence[BlockShares], label: str, lang: str, names: Names = NO_NAMES) -> str:
    """Which branch has the largest part in most blocks."""
    if is_small(found):
        return say("attributions.shares.too_small", lang, label=label)
    counts = Counter(best_of(one) for one in found)
    most = max(counts.values())
    leaders = [path_label(branch, names) for branch, count in counts.items() if count == most]
    values = {"count": most, "total": len(found)}
    if len(leaders) == 1:
        key = "leader" if found[0].difference > 0 else "lowers"
        return say(f"attributions.shares.{key}", lang, path=leaders[0], label=label, **values)
    return say("attributions.shares.tie", lang, paths=say("attributions.shares.and", lang).join(leaders), **values)


def best_of(one: BlockShares) -> str:
    """The branch with the largest part in the direction of the whole difference."""
    direction = 1 if one.difference >= 0 else -1
    return max(one.terms, key=lambda branch: direction * one.terms[branch])


def _value(one: BlockShares, logits: float) -> str:
    """A part in percent of the block's difference; in logits where that is too small for shares."""
    if abs(one.difference) < SMALLEST_LOGITS:
        return number(logits, 2)
    return f"{100 * logits / one.difference:.0f}%".replace("-0%", "0%").replace("-", "−")


def _left_over(one: BlockShares) -> str:
    if abs(one.difference) < SMALLEST_LOGITS:
        return number(one.left_over, 1) if abs(one.left_over) >= 1e-3 else "0"
    text = f"{100 * one.left_over / one.difference:.1f}"
    return "0%" if text in {"0.0", "-0.0"} else f"{text}%".replace("-", "−")


def _largest_left_over(found: Sequence[BlockShares]) -> str:
    return _left_over(max(found, key=lambda one: abs(one.left_over))).removeprefix("−")


def rows_of(found: Sequence[BlockShares]) -> list[str]:
    """The branches of all blocks, from top to bottom."""
    return in_order({one.block: list(one.terms) for one in found})


def _names(found: Sequence[BlockShares], names: Names, lang: str) -> str:
    marks = join(path_mark(branch, names=names) for branch in rows_of(found))
    left_over = html('<span class="left">{}</span>', say("attributions.shares.left_over", lang))
    return html('<div class="names">{}{}</div>', marks, left_over)


def _stages(found: Sequence[BlockShares], names: Names, lang: str) -> str:
    largest = (
        max(abs(part / one.difference) for one in found for part in one.terms.values()) if found[0].difference else 1
    )
    rows = rows_of(found)
    return stages(found, lambda one: one.cells, lambda one: _block(one, rows, largest, names, lang))


def _block(one: BlockShares, rows: list[str], largest: float, names: Names, lang: str) -> str:
    squares, name = join(_square(one, branch, largest, names, lang) for branch in rows), block_label(one.block)
    rest = html('<div class="rest">{}</div>', _left_over(one))
    return html('<div class="block-column"><div class="block-name">{}</div>{}{}</div>', name, squares, rest)


def _square(one: BlockShares, branch: str, largest: float, names: Names, lang: str) -> str:
    if branch not in one.terms:
        return html('<div class="square"></div>')
    part = one.terms[branch]
    share = part / one.difference if one.difference else 0.0
    side = {"--gn-w": f"{LARGEST_PX * (abs(share) / largest) ** 0.5:.1f}px"}
    value = _value(one, part)
    values = {"block": block_label(one.block), "path": path_label(branch, names), "share": value}
    alt = say("attributions.shares.alt", lang, **values)
    square = element("i", class_="neg" if share < 0 else None, style=side)
    body = html("<span>{}</span><em>{}</em>", square, value)
    kind = "square best" if branch == best_of(one) else "square"
    return element("div", body, class_=kind, role="img", aria_label=alt, style=path_style(branch))
