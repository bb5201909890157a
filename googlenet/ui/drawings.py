"""From what a view shows to drawings that stand alone: for downloads, and for the report."""

import base64
import io

from PIL import Image

from googlenet.charts.answer import Term, class_bars, split
from googlenet.charts.drawing import INK, MARK, Heat
from googlenet.charts.palette import PATH_COLOURS, block_label, path_label
from googlenet.charts.path_map import Cell, path_map
from googlenet.text import say
from googlenet.ui.markup.classify import ClassifyView, class_name, ranked
from googlenet.ui.markup.map_view import MapView, share
from googlenet.ui.markup.parts import number, percent, signed
from googlenet.ui.slides import faint, png_uri

GROUND_PX, MAP_PX, MOST_CLASSES = 112, 448, 10


def decoded(uri: str) -> Image.Image:
    """The picture of a data URI, RGBA."""
    return Image.open(io.BytesIO(base64.b64decode(uri.partition(",")[2]))).convert("RGBA")


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
    heat = Heat(_ground(view.picture), png_uri(decoded(view.path_maps)), (len(terms), 1))
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


def map_svg(view: MapView, lang: str) -> str:
    """The network's blocks and paths."""
    blocks = {
        block_label(block.name): {
            branch: Cell(
                tile.row,
                tile.column,
                tile.strength,
                tile.energy,
                tile.channels,
                say("branches.off", lang) if (block.name, branch) in view.off else share(tile.energy),
                (block.name, branch) in view.off,
            )
            for branch, tile in block.tiles.items()
        }
        for block in view.blocks
    }
    paths = [(branch, path_label(branch, view.names), PATH_COLOURS.get(branch, MARK)) for branch in view.rows]
    heat = Heat(_ground(view.picture), png_uri(decoded(view.sprite)), view.sprite_size)
    return path_map(blocks, paths, heat, say("report.map", lang, count=len(view.blocks)))


def _ground(picture: str) -> str:
    return png_uri(faint(decoded(picture), GROUND_PX))
