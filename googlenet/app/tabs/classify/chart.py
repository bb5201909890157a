"""An answer as drawings: how likely each class is, and the score as a sum of its paths' terms."""

from collections.abc import Sequence
from dataclasses import dataclass

from googlenet.app.kit.drawing import GREY, INK, MARK, TRACK, Heat, bar, sheet, text, tile
from googlenet.app.kit.markup import html

WIDTH = 640
CLASS_ROW, TERM_ROW, TILE = 26, 48, 40
NAMES_END, VALUES_AT = 168, 584  # px: bars stand between the names and the numbers


@dataclass(frozen=True)
class Term:
    """One row of a score's split.

    Attributes:
        name, note: of the path.
        value: in logits.
        reading: the value as people read it.
        colour: of the path.
    """

    name: str
    note: str
    value: float
    reading: str
    colour: str


def class_bars(rows: Sequence[tuple[str, float, str]], chosen: int, label: str) -> str:
    """Classes with their probabilities, likeliest first.

    Args:
        rows: (name, probability 0..1, the probability as people read it).
        chosen: place of the class that is explained, -1 for none of these.
        label: what the drawing shows.
    """
    body = []
    for place, (name, fraction, probability) in enumerate(rows):
        y, weight = 8 + place * CLASS_ROW, 600 if place == chosen else 400
        body += [
            text(NAMES_END - 12, y + 17, name, weight=weight, anchor="end"),
            bar(NAMES_END, y + 8, VALUES_AT - NAMES_END - 24, 10, TRACK),
            bar(NAMES_END, y + 8, (VALUES_AT - NAMES_END - 24) * fraction, 10, INK if place == chosen else MARK),
            text(WIDTH - 12, y + 17, probability, weight=weight, anchor="end"),
        ]
    return sheet(body, WIDTH, 16 + CLASS_ROW * len(rows), label)


def split(terms: Sequence[Term], ends: tuple[Term, Term], heat: Heat, label: str, *, name: str = "split") -> str:
    """A waterfall: each term begins where the one before it ends; beside each path its signed map.

    Args:
        terms: a row a path, in the order of the tiles in `heat`, one below the other.
        ends: the bias, and the sum.
        label: what the drawing shows.
        name: of its pictures; another one for each drawing of a page.
    """
    first, last = ends
    levels = [0.0, first.value]
    for term in terms:
        levels.append(levels[-1] + term.value)
    low, high = min([*levels, last.value]), max([*levels, last.value])
    room = VALUES_AT - NAMES_END - 100

    def x(level: float) -> float:
        return NAMES_END + room * (level - low) / ((high - low) or 1.0)

    def row(term: Term, y: float, begin: float, end: float) -> list[str]:
        edges = sorted((x(begin), x(end)))
        return [
            text(12, y + (20 if term.note else 28), term.name, weight=600),
            text(12, y + 36, term.note, size=11, colour=GREY),
            bar(edges[0], y + 14, edges[1] - edges[0], 20, term.colour),
            text(VALUES_AT - 16, y + 29, term.reading, size=14, weight=600, anchor="end"),
        ]

    rows = [row(first, 4, 0.0, first.value)]
    rows += [row(term, 4 + TERM_ROW * place, levels[place], levels[place + 1]) for place, term in enumerate(terms, 1)]
    rows.append(row(last, 4 + TERM_ROW * (len(terms) + 1), 0.0, last.value))
    height = 8 + TERM_ROW * len(rows)
    axis = html('<path d="M{:g} 8V{:g}" stroke="{}"/>', x(0), height - 8, MARK)
    pictures = [
        tile(name, WIDTH - 12 - TILE, 8 + TERM_ROW * (place + 1), TILE, place, 0) for place in range(len(terms))
    ]
    return sheet(
        [axis, *(one for drawn in rows for one in drawn), *pictures], WIDTH, height, label, heat.definitions(name)
    )
