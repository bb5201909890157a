"""How the branches learned: blocks by branches, a line each over the epochs, with a slider that the page moves."""

from collections.abc import Sequence
from dataclasses import dataclass

from googlenet.app.kit.csv import csv_text
from googlenet.app.kit.html import number, path_mark, scrolls, segment
from googlenet.app.kit.map import joined, share
from googlenet.app.kit.markup import element, html, join
from googlenet.app.kit.svg import MARK
from googlenet.app.tabs.train.review.branch_history_chart import MEASURES, span_of, sparkline
from googlenet.app.tabs.train.section_html import epoch_slider, folded, save_buttons
from googlenet.common.palette import PATH_COLOURS, block_label, in_order, names_in, path_label
from googlenet.common.results import PathRecord
from googlenet.text import say


@dataclass(frozen=True)
class HistoryView:
    """A run's records of its branches, in order, and which of the `MEASURES` is shown first."""

    run: str
    records: tuple[PathRecord, ...]
    measure: str = MEASURES[0]


def branch_history(view: HistoryView, lang: str) -> str:
    """The section."""
    if not view.run:
        return ""
    inner = _grids(view, lang) if view.records else html('<p class="note">{}</p>', say("lab.paths.none", lang))
    return folded(say("lab.paths.title", lang), inner)


def _grids(view: HistoryView, lang: str) -> str:
    choices = [(measure, say(f"lab.paths.{measure}", lang)) for measure in MEASURES]
    return html(
        '<div class="tools">{}{}{}</div><div data-csv="{}">{}</div>',
        segment("measure", choices, view.measure, say("lab.paths.measure", lang)),
        epoch_slider(say("lab.paths.slider", lang), [record.epoch for record in view.records]),
        save_buttons(f"paths-{view.run}"),
        history_csv(view.records),
        join(_panel(view, measure, lang) for measure in MEASURES),
    )


def _panel(view: HistoryView, measure: str, lang: str) -> str:
    records = view.records
    tables = [getattr(record, measure) for record in records]
    blocks = {block: list(branches) for block, branches in tables[-1].items()}
    span = span_of(measure, [one for table in tables for branches in table.values() for one in branches.values()])
    cells = [
        html("<span></span>"),
        *(html('<span class="block-name">{}</span>', block_label(block)) for block in blocks),
    ]
    for branch in in_order(blocks):
        cells.append(path_mark(branch, names=names_in(lang)))
        for block, branches in blocks.items():
            values = [table[block][branch] for table in tables] if branch in branches else []
            cells.append(_cell(values, measure, span, block, branch, lang) if values else html("<span></span>"))
    images = records[-1].images
    notes = [say(f"lab.paths.{measure}.note", lang, images=images), say("lab.paths.how", lang, images=images)]
    inner = html(
        '<h3>{}</h3><div {}><div class="lapse history" style="--gn-n:{}">{}</div></div><p class="note">{}</p>',
        finding(records[-1], measure, lang),
        scrolls(say("frame.scrolls", lang)),
        len(blocks),
        join(cells),
        joined(notes, lang),
    )
    return element("div", inner, data_panel=measure, hidden=measure != view.measure)


def _cell(values: Sequence[float], measure: str, span: tuple[float, float], block: str, branch: str, lang: str) -> str:
    labels = [_label(measure, value) for value in values]
    names = {
        "block": block_label(block),
        "path": path_label(branch, names_in(lang)),
        "first": labels[0],
        "last": labels[-1],
    }
    label, drawing = (
        say("lab.paths.cell", lang, **names),
        sparkline(values, measure, span, PATH_COLOURS.get(branch, MARK)),
    )
    attributes = {"role": "img", "aria_label": label, "title": label, "data_labels": "|".join(labels)}
    return element("span", drawing, html('<span class="num">{}</span>', labels[-1]), class_="spark", **attributes)


def _label(measure: str, value: float) -> str:
    if measure == "gradient":
        return number(value, 2) if value >= 0.001 or not value else f"{value:.0e}"
    return share(value) if value else "0%"


def finding(record: PathRecord, measure: str, lang: str) -> str:
    """What stands out at the end, in one sentence."""
    table = getattr(record, measure)
    found = [(value, block, branch) for block, branches in table.items() for branch, value in branches.items()]
    value, block, branch = max(found, key=lambda one: one[0])
    if measure == "dead" and value == 0:
        return say("lab.paths.finding.alive", lang, epoch=record.epoch)
    names = {"block": block_label(block), "path": path_label(branch, names_in(lang)), "share": share(value)}
    return say(f"lab.paths.finding.{measure}", lang, epoch=record.epoch, **names)


def history_csv(records: Sequence[PathRecord]) -> str:
    """A row for each branch at each epoch."""
    rows: list[tuple] = [("epoch", "step", "block", "path", "gradient_norm", "energy_share", "dead_share")]
    for record in records:
        for block, branches in record.gradient.items():
            for branch, gradient in branches.items():
                energy, dead = (f"{table[block][branch]:.6f}" for table in (record.energy, record.dead))
                rows.append((record.epoch, record.step, block, branch, f"{gradient:.6g}", energy, dead))
    return csv_text(rows)
