"""A second picture beside the first: its map below, and where the two differ most."""

from googlenet.app.kit.html import button, page, style
from googlenet.app.kit.map import MapView, PathId, path_name, share
from googlenet.app.kit.markup import html, join
from googlenet.app.tabs.branches.html import network_map
from googlenet.app.tabs.branches.state import Selection
from googlenet.text import say

NONE = "none"  # an attribute without a value would be left out
Groups = list[tuple[str, list[tuple[str, str, str]]]]


def second(first: MapView | None, view: MapView | None, selection: Selection, groups: Groups, lang: str) -> str:
    """The choice of pictures, and the map of the one that is chosen.

    Args:
        first, view: maps of the first and of the second picture; None: no second one is chosen.
        groups: (title, [(id, label, data URI)]) of pictures to choose from.
    """
    chooser = _chooser(selection.other, groups, lang)
    if first is None or view is None:
        return page(html('<div class="view"><section>{}</section></div>', chooser))
    branch = largest_difference(first, view)
    shares = {"first": share(_energy(first, branch)), "second": share(_energy(view, branch))}
    title = say("paths.second", lang, path=path_name(branch, view.names), **shares)
    head = html(
        '<div class="head"><div><h2>{}</h2><p class="sub">{}</p></div></div>', title, say("paths.second_sub", lang)
    )
    body = html("{}{}{}", chooser, head, network_map(view, selection, lang))
    return page(html('<div class="view"><section>{}</section></div>', body), view.picture)


def _chooser(chosen: str | None, groups: Groups, lang: str) -> str:
    thumbs = join(
        html(
            '<button type="button" data-other="{}" aria-label="{}" title="{}" aria-pressed="{}"{}></button>',
            name,
            label,
            label,
            str(name == chosen).lower(),
            style({"background": f"url({uri}) center/cover"}),
        )
        for _, pictures in groups
        for name, label, uri in pictures
    )
    none = button(say("paths.second_none", lang), data={"other": NONE}, kind="quiet") if chosen else ""
    return html(
        '<div class="tools"><span class="lab">{}</span><div class="thumbs row">{}</div>{}</div>',
        say("paths.second_choose", lang),
        thumbs,
        none,
    )


def largest_difference(first: MapView, other: MapView) -> PathId:
    """The branch whose share of its block's energy differs most between the two pictures."""
    branches = [(block.name, branch) for block in first.blocks for branch in block.tiles]
    return max(branches, key=lambda one: abs(_energy(first, one) - _energy(other, one)))


def _energy(view: MapView, branch: PathId) -> float:
    return next(block for block in view.blocks if block.name == branch[0]).tiles[branch[1]].energy
