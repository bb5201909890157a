"""From what a view shows to drawings that stand alone: for downloads, and for the report."""

import io

from PIL import Image

from googlenet.app.kit.drawing import INK, MARK, Heat
from googlenet.app.kit.html import class_name, number, percent, signed
from googlenet.app.kit.map import share
from googlenet.app.kit.picture import decoded, ground, png_uri
from googlenet.app.shell.answer import ClassifyView
from googlenet.app.tabs.classify.chart import Term, class_bars, split
from googlenet.app.tabs.classify.html import ranked
from googlenet.common.palette import PATH_COLOURS, path_label
from googlenet.text import say

MAP_PX, MOST_CLASSES = 448, 10


def bars_svg(view: ClassifyView, lang: str, most: int = MOST_CLASSES) -> str:
    """The likeliest classes, at most so many."""
    shown = ranked(view)[:most]
    rows = [
        (class_name(view.classes[index], lang), view.probabilities[index], percent(view.probabilities[index]))
        for index in shown
    ]
    chosen = shown.index(view.target) if view.target in shown else -1
    return class_bars(rows, chosen, say("classify.sure", lang))


def split_svg(view: ClassifyView, lang: str) -> str:
    """The score by path."""
    total = sum(view.channels.values())
    terms = [
        Term(
            path_label(branch, view.names),
            say("classify.channels", lang, share=share(view.channels[branch] / total)),
            term,
            signed(term),
            PATH_COLOURS.get(branch, MARK),
        )
        for branch, term in view.terms.items()
    ]
    bias = Term(say("classify.bias", lang), "", view.bias, signed(view.bias), MARK)
    score = Term(say("classify.score", lang), "", view.logit, number(view.logit), INK)
    heat = Heat(ground(view.picture), png_uri(decoded(view.path_maps)), (len(terms), 1))
    return split(terms, (bias, score), heat, say("classify.adds", lang))


def class_map(view: ClassifyView) -> Image.Image:
    """The class map over the picture, as the page shows it by day."""
    seen = decoded(view.picture).resize((MAP_PX, MAP_PX), Image.Resampling.BILINEAR)
    heat = decoded(view.class_map).resize((MAP_PX, MAP_PX), Image.Resampling.BILINEAR)
    heat.putalpha(heat.getchannel("A").point([round(0.8 * value) for value in range(256)]))
    return Image.alpha_composite(seen, heat).convert("RGB")


def class_map_png(view: ClassifyView) -> bytes:
    """`class_map` as a file."""
    buffer = io.BytesIO()
    class_map(view).save(buffer, "PNG")
    return buffer.getvalue()
