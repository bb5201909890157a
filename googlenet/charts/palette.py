"""One palette: a path has one colour everywhere (Okabe & Ito 2008, safe for colour-blind eyes)."""

PATH_COLOURS = {
    "1x1": "#0072B2",
    "3x3": "#009E73",
    "5x5": "#E69F00",
    "pool": "#CC79A7",
    "3x3dbl": "#D55E00",
    "7x7": "#56B4E9",
    "7x7x3": "#56B4E9",
    "7x7dbl": "#F0E442",
}
FOR, AGAINST = "#D9480F", "#5C5FD6"  # speaks for / against the class; only for numbers with a sign


def path_label(branch: str) -> str:
    """A path's name as people read it: "3x3" -> "3×3"."""
    return branch.replace("x", "×")


def block_label(block: str) -> str:
    """A block's short name: "inception4c" -> "4c"; others as they are."""
    return block.removeprefix("inception")
