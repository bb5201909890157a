"""A second picture beside the first: its map below, and where the two differ most."""

from googlenet.app.kit.html import button, escape, page, style
from googlenet.app.kit.map import MapView, PathId, path_name, share
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
        return page(f'<div class="view"><section>{chooser}</section></div>')
    path = largest_difference(first, view)
    shares = {"first": share(_energy(first, path)), "second": share(_energy(view, path))}
    title = say("paths.second", lang, path=path_name(path, view.names), **shares)
    head = (
        f'<div class="head"><div><h2>{escape(title)}</h2><p class="sub">{say("paths.second_sub", lang)}</p></div></div>'
    )
    body = f"{chooser}{head}{network_map(view, selection, lang)}"
    return page(f'<div class="view"><section>{body}</section></div>', view.picture)


def _chooser(chosen: str | None, groups: Groups, lang: str) -> str:
    thumbs = "".join(
        f'<button type="button" data-other="{escape(name)}" aria-label="{escape(label)}" title="{escape(label)}" '
        f'aria-pressed="{str(name == chosen).lower()}"{style({"background": f"url({uri}) center/cover"})}></button>'
        for _, pictures in groups
        for name, label, uri in pictures
    )
    none = button(say("paths.second_none", lang), data={"other": NONE}, kind="quiet") if chosen else ""
    return (
        f'<div class="tools"><span class="lab">{say("paths.second_choose", lang)}</span>'
        f'<div class="thumbs row">{thumbs}</div>{none}</div>'
    )


def largest_difference(first: MapView, other: MapView) -> PathId:
    """The path whose share of its block's energy differs most between the two pictures."""
    paths = [(block.name, branch) for block in first.blocks for branch in block.tiles]
    return max(paths, key=lambda path: abs(_energy(first, path) - _energy(other, path)))


def _energy(view: MapView, path: PathId) -> float:
    return next(block for block in view.blocks if block.name == path[0]).tiles[path[1]].energy
