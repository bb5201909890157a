"""Both series of the kernel study beside each other: does the answer hang on what is equal?"""

from collections.abc import Mapping

from googlenet.app.kit.csv import csv_text
from googlenet.app.kit.markup import html
from googlenet.app.kit.sections import folded
from googlenet.app.tabs.study.chart import difference_rows
from googlenet.app.tabs.study.parts_html import basis, figure, lines, names_listed, partial_note, spread
from googlenet.app.tabs.study.view import gaps_of
from googlenet.common.statistics import Interval
from googlenet.study.findings import SERIES, Findings, changes
from googlenet.text import say


def both(series: Mapping[str, Findings], lang: str) -> str:
    """The section; "" where a series is missing, or they were trained otherwise, and so cannot be compared."""
    found = [series[name] for name in SERIES if name in series]
    if len(found) < len(SERIES) or not found[0].is_like(found[1]) or not all(one.gaps() for one in found):
        return ""
    svg = difference_rows(gaps_of(series, lang), lang)
    drawing = figure(say("study.chart.gaps", lang), svg, "kernels-both", as_csv(series), lang, level=3)
    partial = next((note for one in found if (note := partial_note(one, lang))), "")
    changed = changes(*found)
    moved = [name for name, one in changed.items() if one.sign]
    key = "some" if moved else "same" if changed else "few"
    title = say("study.both", lang) + ("" if lang == "zh" else " ")
    title += say(f"study.both.{key}", lang, names=names_listed(moved, lang))
    words = partial + (_conclusion(changed, _twice(*found, lang), lang) if changed else "")
    return folded(title, html('<div class="charts both">{}<div class="conclude">{}</div></div>', drawing, words))


def _conclusion(found: Mapping[str, Interval], twice: str, lang: str) -> str:
    """How the differences change from one series to the other, a line a network."""
    changed = lines({name: spread(one, lang) for name, one in found.items()}, lang)
    notes = [say("study.both.note", lang), basis(list(found.values()), lang), twice]
    gap = "" if lang == "zh" else " "
    return html('{}<p class="note">{}</p>', changed, gap.join(filter(None, notes)))


def _twice(params: Findings, macs: Findings, lang: str) -> str:
    """How far runs of the whole GoogLeNet with one seed lie apart: it is in both series; "" where they are the same."""
    apart = max(map(abs, macs.whole.gaps(params.whole).values()), default=0.0)
    return say("study.both.whole", lang, points=f"{100 * apart:.1f}") if apart >= 0.0005 else ""


def as_csv(series: Mapping[str, Findings]) -> str:
    """A row a difference, in fractions; no ends where one seed gives no interval."""
    rows: list[tuple] = [("equal", "network", "against_all", "low", "high", "seeds")]
    for match, found in series.items():
        for name, one in found.differences().items():
            ends = ("", "") if one.reach is None else (one.low, one.high)
            rows.append((match, name, one.mean, *ends, one.count))
    return csv_text(rows)
