"""The large kernels of a network that are made of smaller ones, with what that saves, and those that are kept."""

from collections.abc import Sequence

from googlenet.app.kit.html import page
from googlenet.app.kit.markup import html, join
from googlenet.app.kit.sections import folded
from googlenet.app.tabs.architecture.html import change, figures, number_cells, short
from googlenet.app.tabs.architecture.view import ArchitectureView
from googlenet.common.palette import block_label, path_label, sides
from googlenet.networks.proportions import Factorization, factorizations, kept_kernels
from googlenet.text import say

COLUMNS = ("whole", "parts", "where", "weights", "whole_weights", "saved_weights", "saved_macs")
FIVE = (5, 5)


def kernels(view: ArchitectureView, lang: str) -> str:
    """The section; nothing for a network without such kernels."""
    network, groups = view.networks[0], {}
    for one in factorizations(network):
        groups.setdefault((one.whole, one.parts, one.is_beside, one.branch), []).append(one)
    if not groups:
        return ""
    found = [one for group in groups.values() for one in group]
    wholes = dict.fromkeys(sides(one.whole) for one in found)
    title = say(
        "architecture.kernels", lang, network=view.names[0], wholes=_listed(wholes, lang), **_saved(found, lang)
    )
    kept = [block_label(name) for name in kept_kernels(network, FIVE)]
    kept = say("architecture.kernels.kept" if kept else "architecture.kernels.none", lang, blocks=_listed(kept, lang))
    rows = join(_row(group, lang) for group in groups.values())
    table = figures(COLUMNS, html("<tbody>{}</tbody>", rows), lang, plain=COLUMNS[:3])
    note = html('<p class="note">{}</p>', say("architecture.kernels.note", lang))
    return page(folded(title, html('<p class="sub">{}</p>', kept), table, note))


def in_place(parts: Sequence[tuple[int, int]], *, is_beside: bool = False) -> str:
    """Small kernels as text: "3×3 · 3×3" in a row, "1×3 + 3×1" side by side."""
    return (" + " if is_beside else " · ").join(map(sides, parts))


def _row(group: Sequence[Factorization], lang: str) -> str:
    one, saved = group[0], _saved(group, lang)
    blocks = _listed(dict.fromkeys(block_label(each.block) for each in group), lang)
    where = say("architecture.kernels.where", lang, blocks=blocks, path=path_label(one.branch))
    weights, whole = (sum(getattr(each, name) for each in group) for name in ("weights", "whole_weights"))
    cells = number_cells(short(weights), short(whole), saved["weights"], saved["macs"])
    parts = in_place(one.parts, is_beside=one.is_beside)
    return html(
        '<tr><th scope="row">{}</th><td class="num">{}</td><td>{}</td>{}</tr>', sides(one.whole), parts, where, cells
    )


def _saved(found: Sequence[Factorization], lang: str) -> dict[str, str]:
    """How weights and multiply-adds change, in percent, against whole kernels."""
    sums = {
        name: sum(getattr(one, name) for one in found) for name in ("weights", "macs", "whole_weights", "whole_macs")
    }
    return {name: change(sums[name], sums[f"whole_{name}"], lang) for name in ("weights", "macs")}


def _listed(names: Sequence[str], lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(names)
