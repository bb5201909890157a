"""An answer as drawings by themselves, for files and the report: classes, the score by path, the class map."""

from itertools import accumulate

from PIL import Image

from googlenet.app.kit.html import class_name, percent
from googlenet.app.kit.map import share
from googlenet.app.kit.picture import decoded, ground, png_uri
from googlenet.app.kit.svg import INK, MARK, TEXT, TRACK, Heat, Scale, bar, hatch, line, sheet, text, tile
from googlenet.app.kit.waterfall import decimals_of, signed_to, span
from googlenet.app.shell.answer import ClassifyView
from googlenet.app.tabs.classify.html import ranked
from googlenet.common.palette import PATH_COLOURS, path_label
from googlenet.text import say

WIDTH = 640
CLASS_ROW, TERM_ROW, TILE = 26, 48, 40
NAMES_END, VALUES_AT = 168, 584  # px: bars stand between the names and the numbers
MAP_PX, MOST_CLASSES = 448, 10


def bars_svg(view: ClassifyView, lang: str, most: int = MOST_CLASSES) -> str:
    """The likeliest classes with their probabilities, at most so many; the explained class is dark."""
    shown, room, body = ranked(view)[:most], VALUES_AT - NAMES_END - 24, []
    for row, index in enumerate(shown):
        y, fraction, is_chosen = 8 + row * CLASS_ROW, view.probabilities[index], index == view.target
        weight = 600 if is_chosen else None
        body += [
            text(NAMES_END - 12, y + 17, class_name(view.classes[index], lang), weight=weight, anchor="end"),
            bar(NAMES_END, y + 8, room, 10, TRACK),
            bar(NAMES_END, y + 8, room * fraction, 10, INK if is_chosen else MARK),
            text(WIDTH - 12, y + 17, percent(fraction), weight=weight, anchor="end"),
        ]
    return sheet(body, WIDTH, 16 + CLASS_ROW * len(shown), say("classify.sure", lang))


def split_svg(view: ClassifyView, lang: str) -> str:
    """The score by path, a waterfall: each term begins where the one before it ends; beside each path its signed map."""
    total, height = sum(view.channels.values()), 8 + TERM_ROW * (len(view.terms) + 2)
    across = Scale(*span(view.bias, view.terms, view.logit), NAMES_END, VALUES_AT - 100)
    heat = Heat(ground(view.picture), png_uri(decoded(view.path_maps)), (len(view.terms), 1))
    body = [heat.definitions("split"), line(across(0), 8, across(0), height - 8, MARK)]

    def row(place: int, name: str, start: float, value: float, words: str, ink: str, note: str = "") -> list[str]:
        y, end, is_last = 4 + TERM_ROW * place, across(start + value), place > len(view.terms)
        left, width = min(across(start), end), abs(end - across(start))
        return [
            text(12, y + (20 if note else 28), name, weight=600),
            text(12, y + 36, note, TEXT, size=11),
            *([hatch(f"hatch{place}", ink)] if value < 0 else []),
            bar(
                left, y + 14, width, 20, f"url(#hatch{place})" if value < 0 else ink, stroke=ink if value < 0 else None
            ),
            *([] if is_last else [line(end, y + 34, end, y + TERM_ROW + 14, MARK)]),
            text(VALUES_AT - 16, y + 29, words, anchor="end", weight=600, size=14),
        ]

    decimals = decimals_of([view.bias, *view.terms.values(), view.logit])
    body += row(0, say("classify.bias", lang), 0.0, view.bias, signed_to(view.bias, decimals), MARK)
    starts = accumulate(view.terms.values(), initial=view.bias)
    for place, ((branch, term), start) in enumerate(zip(view.terms.items(), starts, strict=False)):
        note = say("classify.channels", lang, share=share(view.channels[branch] / total))
        ink = PATH_COLOURS.get(branch, MARK)
        body += row(place + 1, path_label(branch, view.names), start, term, signed_to(term, decimals), ink, note)
        body.append(tile("split", WIDTH - 12 - TILE, 8 + TERM_ROW * (place + 1), TILE, place, 0))
    body += row(
        len(view.terms) + 1,
        say("classify.score", lang),
        0.0,
        view.logit,
        signed_to(view.logit, decimals).removeprefix("+"),
        INK,
    )
    return sheet(body, WIDTH, height, say("classify.adds", lang))


def class_map(view: ClassifyView) -> Image.Image:
    """The class map over the picture, as the page shows it by day."""
    seen = decoded(view.picture).resize((MAP_PX, MAP_PX), Image.Resampling.BILINEAR)
    heat = decoded(view.class_map).resize((MAP_PX, MAP_PX), Image.Resampling.BILINEAR)
    heat.putalpha(heat.getchannel("A").point([round(0.8 * value) for value in range(256)]))
    return Image.alpha_composite(seen, heat).convert("RGB")
