"""How the paths learned: blocks by paths, a line each over the epochs, with a slider that the page moves."""

from collections.abc import Sequence
from dataclasses import dataclass

from googlenet.app.kit.html import button, icon, number, page, path_mark, scrolls, segment
from googlenet.app.kit.map import joined, share
from googlenet.app.kit.markup import html, join
from googlenet.app.tabs.train.review.branch_history_chart import MEASURES, span_of, sparkline
from googlenet.common.palette import PATH_COLOURS, block_label, in_order, path_label
from googlenet.common.results import PathRecord
from googlenet.text import say

GREY = "#7A828B"


@dataclass(frozen=True)
class HistoryView:
    """A run's records of its paths, in order; `is_open` keeps the section as the visitor had it."""

    run: str
    records: tuple[PathRecord, ...]
    measure: str = MEASURES[0]


def path_history(view: HistoryView, lang: str) -> str:
    """The section."""
    if not view.run:
        return ""
    inner = _grids(view, lang) if view.records else html('<p class="note">{}</p>', say("lab.paths.none", lang))
    return page(
        html(
            '<div class="view train lab"><section><details class="more" data-keep="paths"><summary><h2>{}</h2>'
            "</summary><div>{}</div></details></section></div>",
            say("lab.paths.title", lang),
            inner,
        )
    )


def _grids(view: HistoryView, lang: str) -> str:
    records, last = view.records, len(view.records) - 1
    choices = [(measure, say(f"lab.paths.{measure}", lang)) for measure in MEASURES]
    chosen = segment("measure", choices, view.measure, say("lab.paths.measure", lang))
    epochs = " ".join(str(record.epoch) for record in records)
    slider = html(
        '<label class="slide"><span class="lab">{}</span><input type="range" min="0" max="{}" '
        'value="{}" step="1" data-slide data-epochs="{}" aria-valuetext="{}">'
        '<output aria-live="off">{}</output></label>',
        say("lab.paths.slider", lang),
        last,
        last,
        epochs,
        records[-1].epoch,
        records[-1].epoch,
    )
    saves = join(
        button(icon("save") + name.upper(), data={"save": name, "name": f"paths-{view.run}"}, kind="quiet")
        for name in ("png", "svg", "csv")
    )
    panels = join(_panel(view, measure, lang) for measure in MEASURES)
    csv = history_csv(records)
    return html('<div class="tools">{}{}{}</div><div data-csv="{}">{}</div>', chosen, slider, saves, csv, panels)


def _panel(view: HistoryView, measure: str, lang: str) -> str:
    records = view.records
    tables = [getattr(record, measure) for record in records]
    blocks = {block: list(paths) for block, paths in tables[-1].items()}
    span = span_of(measure, [one for table in tables for paths in table.values() for one in paths.values()])
    head = join(html('<span class="bh">{}</span>', block_label(block)) for block in blocks)
    rows = []
    for path in in_order(blocks):
        cells = join(
            _cell([table[block][path] for table in tables], measure, span, block, path, lang)
            if path in paths
            else html("<span></span>")
            for block, paths in blocks.items()
        )
        rows.append(path_mark(path) + cells)
    images = records[-1].images
    notes = [say(f"lab.paths.{measure}.note", lang, images=images), say("lab.paths.how", lang, images=images)]
    hidden = "" if measure == view.measure else " hidden"
    return html(
        '<div data-panel="{}"{}><h3>{}</h3><div {}>'
        '<div class="lapse history" style="--gn-n:{}"><span></span>{}{}</div></div>'
        '<p class="note">{}</p></div>',
        measure,
        hidden,
        finding(records[-1], measure, lang),
        scrolls(say("frame.scrolls", lang)),
        len(blocks),
        head,
        join(rows),
        joined(notes, lang),
    )


def _cell(values: Sequence[float], measure: str, span: tuple[float, float], block: str, path: str, lang: str) -> str:
    told = [_told(measure, value) for value in values]
    names = {"block": block_label(block), "path": path_label(path), "first": told[0], "last": told[-1]}
    label = say("lab.paths.cell", lang, **names)
    drawing = sparkline(values, measure, span, PATH_COLOURS.get(path, GREY))
    return html(
        '<span class="spark" role="img" aria-label="{}" title="{}" data-told="{}">{}<span class="num">{}</span></span>',
        label,
        label,
        "|".join(told),
        drawing,
        told[-1],
    )


def _told(measure: str, value: float) -> str:
    if measure == "gradient":
        return number(value, 2) if value >= 0.001 or not value else f"{value:.0e}"
    return share(value) if value else "0 %"


def finding(record: PathRecord, measure: str, lang: str) -> str:
    """What stands out at the end, in one sentence."""
    table = getattr(record, measure)
    block, path = max(((block, path) for block in table for path in table[block]), key=lambda at: table[at[0]][at[1]])
    if measure == "dead" and table[block][path] == 0:
        return say("lab.paths.finding.alive", lang, epoch=record.epoch)
    names = {
        "epoch": record.epoch,
        "block": block_label(block),
        "path": path_label(path),
        "share": share(table[block][path]),
    }
    return say(f"lab.paths.finding.{measure}", lang, **names)


def history_csv(records: Sequence[PathRecord]) -> str:
    """A row for each path at each epoch."""
    rows = ["epoch,step,block,path,gradient_norm,energy_share,dead_share"]
    for record in records:
        for block, paths in record.gradient.items():
            for path, gradient in paths.items():
                shares = f"{record.energy[block][path]:.6f},{record.dead[block][path]:.6f}"
                rows.append(f"{record.epoch},{record.step},{block},{path},{gradient:.6g},{shares}")
    return "\n".join([*rows, ""])
