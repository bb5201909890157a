"""A method's map as a drawing that stands alone, to be saved."""

from typing import TYPE_CHECKING

from PIL import Image

from googlenet.app.kit.html import number, signed
from googlenet.app.kit.picture import over_faint, png_uri
from googlenet.app.kit.svg import INK, MARK, PAPER, TEXT, bar, light, shape, sheet, text
from googlenet.app.tabs.attributions.html import errors, method_name, seconds
from googlenet.app.tabs.attributions.state import Task
from googlenet.app.tabs.attributions.view import full_strength
from googlenet.common.palette import AGAINST, FOR, NO_NAMES, Names
from googlenet.inspection.methods import METHODS
from googlenet.text import say

if TYPE_CHECKING:
    import numpy as np

    from googlenet.common.results import Attribution

SIDE_PX, MARGIN = 448, 24


def map_drawing(
    task: Task, shown: "Attribution", picture: Image.Image, label: str, network: str, lang: str, names: Names = NO_NAMES
) -> str:
    """The SVG's text: the map over the picture, its scale, and what it is of.

    Args:
        shown: the map that the page shows.
        picture: the picture as the network sees it.
        label, network: names of the class and the network, in the visitor's language.
        names: of branches that are not called by their keys.
    """
    full, name = full_strength(task, shown.map), method_name(task, lang, shown.branch, names)
    ends = [(AGAINST, signed(-full, 2)), (PAPER, "0"), (FOR, signed(full, 2))]
    ends = ends if task.is_signed else [(PAPER, "0"), (INK, number(full, 2))]
    anchors, last = ("start", "middle", "end") if task.is_signed else ("start", "end"), len(ends) - 1
    title, top = f"{name}: {say('attributions.why', lang, label=label)}", 48
    foot = top + SIDE_PX + 12
    facts = [f"{say('attributions.time', lang)} {seconds(shown.seconds, lang)}"]
    off = errors(shown.relative_delta, shown.sampling_error)
    facts += [f"{say(f'attributions.{key}', lang)} {value}" for key, value in off]
    facts += [
        f"{key} = {value:.4g}" if isinstance(value, float) else f"{key} = {value}"
        for key, value in shown.parameters.items()
    ]
    stops = [shape("stop", offset=n / last, stop_color=ink) for n, (ink, _) in enumerate(ends)]
    drawn = png_uri(overlaid(task, shown.map, full, picture))
    body = [
        shape("defs", shape("linearGradient", *stops, id="scale")),
        text(MARGIN, 30, title, weight=600, size=17),
        shape("image", x=MARGIN, y=top, width=SIDE_PX, height=SIDE_PX, href=drawn),
        bar(MARGIN, foot, SIDE_PX, 10, "url(#scale)", stroke=MARK),
    ]
    for n, ((_, words), anchor) in enumerate(zip(ends, anchors, strict=True)):
        body.append(text(MARGIN + SIDE_PX * n / last, foot + 26, words, TEXT, anchor))
    body += [text(MARGIN, foot + 52 + 20 * n, words, TEXT) for n, words in enumerate([network, " · ".join(facts)])]
    return sheet(body, SIDE_PX + 2 * MARGIN, foot + 92, title)


def overlaid(task: Task, values: "np.ndarray", full: float, picture: Image.Image) -> Image.Image:
    """The map in its colours over the faint picture, as the page draws it by day."""
    from googlenet.data.sprites import heat_tiles, signed_tiles

    scaled = (values / full if full else values)[None]
    layout = {"columns": 1, "tile_px": SIDE_PX, "smooth": METHODS[task.method].kind == "layer"}
    if task.is_signed:
        tile = signed_tiles(scaled, positive=FOR, negative=AGAINST, **layout)
    else:
        tile = heat_tiles(scaled, [light(INK)], **layout)
    return over_faint(picture, tile, SIDE_PX)
