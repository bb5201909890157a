"""Colours and names of branches: each has one colour everywhere (Okabe & Ito 2008, safe for colour-blind eyes)."""

from collections.abc import Mapping
from itertools import combinations
from types import MappingProxyType

from googlenet.text import say

PATH_COLOURS = {
    "1x1": "#0072B2",
    "3x3": "#009E73",
    "5x5": "#E69F00",
    "pool": "#CC79A7",
    "3x3dbl": "#D55E00",
    "7x7": "#56B4E9",
    "7x7dbl": "#F0E442",
    "7x7x3": "#7A828B",
}
HATCHED = frozenset({"7x7x3"})  # in a network's drawing, where layers outside the blocks are of the same grey
FOR, AGAINST = "#D9480F", "#5C5FD6"  # speaks for / against the class; only for numbers with a sign
Names = Mapping[str, str]  # branch -> its shown name, where its kernel is another than its name says
NO_NAMES: Names = MappingProxyType({})


def path_label(branch: str, names: Names = NO_NAMES) -> str:
    """Returns a branch's shown name: "3x3" -> "3×3"."""
    return names.get(branch) or branch.replace("x", "×")


def path_title(name: str, kernel: tuple[int, int], lang: str) -> str:
    """Returns a branch's shown name; where its kernel is another square than its name says, the name says so."""
    if name == "pool":
        return say("architecture.pool", lang)
    is_other = kernel[0] == kernel[1] and name.replace("x", "").isdigit() and sides(kernel) != path_label(name)
    is_square = is_other and len(set(name.split("x"))) == 1
    return (
        say("architecture.really", lang, kernel=sides(kernel), name=path_label(name)) if is_square else path_label(name)
    )


def honest_names(kernels: Mapping[str, tuple[int, int]], lang: str) -> Names:
    """Returns the shown names of the branches that are not called by their keys.

    Args:
        kernels: branch -> (height, width) of its largest convolution.
    """
    titles = {name: path_title(name, kernel, lang) for name, kernel in kernels.items()}
    return {name: title for name, title in titles.items() if title != path_label(name)}


def names_in(lang: str) -> Names:
    """Returns the shown names of the branches that a language does not call by their keys."""
    return honest_names({"pool": (1, 1)}, lang)


def in_order(blocks: Mapping[str, list[str]]) -> list[str]:
    """Returns the names of all branches, in one order that keeps each block's own order where that is possible.

    Args:
        blocks: block -> its branches.
    """
    ranks = {name: rank for rank, name in enumerate(PATH_COLOURS)}
    found = dict.fromkeys(name for branches in blocks.values() for name in branches)
    left = sorted(found, key=lambda name: ranks.get(name, len(ranks)))
    rows: list[str] = []
    while left:
        follows = {b for branches in blocks.values() for a, b in combinations(branches, 2) if a in left}
        first = next((name for name in left if name not in follows), left[0])
        rows.append(first)
        left.remove(first)
    return rows


def sides(pair: tuple[int, int]) -> str:
    """Returns the shown size of a kernel: "3×3", "1×7"."""
    return f"{pair[0]}×{pair[1]}"


def block_label(block: str) -> str:
    """Returns a block's short name: "inception4c" -> "4c", "Mixed_6a" -> "6a"; others as they are."""
    return block.removeprefix("inception").removeprefix("Mixed_")
