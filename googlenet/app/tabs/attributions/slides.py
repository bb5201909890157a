"""From an answer to a slide of it."""

import io
from typing import TYPE_CHECKING

from PIL import Image

from googlenet.app.kit.html import number, signed
from googlenet.app.kit.picture import faint, png_uri
from googlenet.app.tabs.attributions.html import error, method_name, seconds
from googlenet.app.tabs.attributions.slide_chart import Slide
from googlenet.app.tabs.attributions.state import Task
from googlenet.app.tabs.attributions.view import full_strength
from googlenet.common.palette import AGAINST, FOR, NO_NAMES, Names
from googlenet.inspection.methods import METHODS
from googlenet.text import say

if TYPE_CHECKING:
    import numpy as np

    from googlenet.common.results import Attribution

SIDE_PX, INK = 448, "#15181B"


def slide_of(
    task: Task, shown: "Attribution", seen: Image.Image, *, label: str, network: str, lang: str, names: Names = NO_NAMES
) -> Slide:
    """All that stands on a slide.

    Args:
        shown: the map that the page shows.
        seen: the picture as the network sees it.
        label, network: names of the class and the network, in the visitor's language.
        names: of branches that are not called by their keys.
    """
    full = full_strength(task, shown.map)
    name = method_name(task, lang, shown.branch, names)
    rows, columns = shown.map.shape
    facts = [
        ("slide.class", label),
        ("slide.network", network),
        ("time", seconds(shown.seconds, lang)),
        ("error", error(shown.relative_delta, lang)),
        ("cells", f"{rows} × {columns}"),
    ]
    if shown.baseline:
        facts.insert(2, ("baseline", say(f"attributions.baseline.{shown.baseline}", lang)))
    values = [
        f"{key} = {value:.4g}" if isinstance(value, float) else f"{key} = {value}"
        for key, value in shown.parameters.items()
    ]
    facts += [("slide.parameters", ", ".join(values))] if values else []
    ends = ("0", number(full, 2)) if not task.is_signed else (signed(-full, 2), "0", signed(full, 2))
    return Slide(
        title=say("attributions.why", lang, label=label),
        subtitle=f"{name}: {say(f'attributions.question.{task.method}', lang)}",
        image=png_uri(seen.convert("RGB").resize((SIDE_PX, SIDE_PX), Image.Resampling.BILINEAR)),
        heat=png_uri(overlaid(task, shown.map, full, seen)),
        image_caption=say("attributions.slide.image", lang),
        heat_caption=f"{name} · {METHODS[task.method].paper}"[:60],
        scale=ends,
        facts=[(say(f"attributions.{key}", lang), value) for key, value in facts],
    )


def overlaid(task: Task, values: "np.ndarray", full: float, seen: Image.Image) -> Image.Image:
    """The map in its colours over the faint picture, as the page draws it by day."""
    from googlenet.data.sprites import heat_tiles, signed_tiles

    scaled = (values / full if full else values)[None]
    layout = {"columns": 1, "tile_px": SIDE_PX, "smooth": METHODS[task.method].kind == "layer"}
    if task.is_signed:
        tile = signed_tiles(scaled, positive=FOR, negative=AGAINST, **layout)
    else:
        tile = heat_tiles(scaled, [INK], **layout)
    return Image.alpha_composite(faint(seen, SIDE_PX), Image.open(io.BytesIO(tile)).convert("RGBA")).convert("RGB")
