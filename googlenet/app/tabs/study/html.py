"""The Kernel study view: the finding, its drawings, what follows from it, the networks."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from googlenet.app.kit.csv import csv_text
from googlenet.app.kit.html import in_words, page, scrolls, segment
from googlenet.app.kit.markup import html, join, sentence
from googlenet.app.kit.sections import folded
from googlenet.app.tabs.study.both_html import both
from googlenet.app.tabs.study.chart import accuracy_against, accuracy_rows
from googlenet.app.tabs.study.parts_html import (
    basis,
    figure,
    kernel_of,
    lines,
    names_listed,
    network_name,
    partial_note,
    spread,
)
from googlenet.app.tabs.study.previews_html import sights
from googlenet.app.tabs.study.view import COSTS, MILLION, points_of
from googlenet.common.statistics import Interval
from googlenet.study.findings import SERIES, Findings, Standing
from googlenet.text import say

if TYPE_CHECKING:
    from googlenet.app.tabs.study.view import StudyState

OWN = "python -m googlenet study kernels --recipe quick --images 2000 --epochs 2 --image-size 64 --batch-size 64"
OWN += " --run-dir runs/small"
COMMAND = "python -m googlenet study kernels --images 10000 --batch-size 64 --out assets/studies/{file}"
NATIVE_PX = 28
TABLE_BLOCKS = ("inception3a", "inception4c", "inception5b")


def results(series: Mapping[str, Findings], choice: "StudyState", lang: str) -> tuple[str, ...]:
    """What ships, whole or partial, section by section as in `SECTIONS`; or how to measure it."""
    findings = series.get(choice.series)
    if findings is None:
        match = "" if choice.series == "params" else f" --match {choice.series}"
        command = html("<code>{}</code>", COMMAND.format(file=SERIES[choice.series]) + match)
        how = sentence("study.none", lang, command=command)
        title = html('<h1>{}</h1><p class="sub">{}</p>', say("study.head.none", lang), how)
    else:
        title = html("<h1>{}</h1>{}{}", headline(findings, lang), _sub(findings, lang), partial_note(findings, lang))
    first = [html('<div class="head"><div>{}</div>{}</div>', title, _series(series, choice, lang))]
    first += [accuracies(findings, lang)] if findings else []
    parts = [draw(series, findings, choice, lang) if findings else "" for draw in SECTIONS.values() if draw]
    parts = (html('<div class="study">{}</div>', part) if part else "" for part in parts)
    return page(html('<div class="view study"><section>{}</section></div>', join(first))), *map(page, parts)


def own(lang: str) -> str:
    """How to train the networks here."""
    text = sentence("study.own", lang, command=html("<code>{}</code>", OWN))
    return folded(say("study.own_title", lang), html('<p class="note">{}</p>', text))


def _series(series: Mapping[str, Findings], choice: "StudyState", lang: str) -> str:
    """The choice between what is matched, where there is one."""
    if len({*series, choice.series}) < 2:
        return ""
    choices = [(name, say(f"study.series.{name}", lang)) for name in SERIES if name in {*series, choice.series}]
    return segment("to", choices, choice.series, say("study.series", lang), do="series")


def headline(findings: Findings, lang: str) -> str:
    """The finding, no stronger than the intervals are."""
    differences = findings.differences()
    if not findings.runs_done:
        return say("study.head.none", lang)
    if findings.whole is None:
        return say("study.head.alone", lang)
    judged = {name: one for name, one in differences.items() if one.reach is not None}
    if not judged:
        return say("study.head.first" if findings.whole.accuracies else "study.head.waits", lang)
    signs = {"worse": -1, "better": 1, "open": 0}
    names = {kind: [name for name, one in judged.items() if one.sign == sign] for kind, sign in signs.items()}
    key = "both" if names["worse"] and names["better"] else next(kind for kind, found in names.items() if found)
    values = {kind: names_listed(found, lang) for kind, found in names.items()}
    return say(f"study.head.{key}", lang, equal=say(f"study.equal.{findings.match}", lang), **values)


def _sub(findings: Findings, lang: str) -> str:
    settings = findings.settings
    whole = findings.whole or findings.standings[0]
    trained = say(
        "study.trained",
        lang,
        images=f"{findings.train_images or settings.get('images') or 0:,}",
        size=settings["image_size"],
        epochs=settings["epochs"],
        tests=f"{findings.test_images:,}",
        seeds=settings["seeds"],
    )
    costs = {name: in_words(getattr(whole, name), lang) for name in COSTS}
    return html('<p class="sub">{}</p>', say(f"study.sub.{findings.match}", lang, trained=trained, **costs))


def accuracies(findings: Findings, lang: str) -> str:
    """Accuracy by network, beside what follows from it."""
    points = points_of(findings, _free(findings), lang)
    if not points:
        return ""
    drawing = figure(say("study.chart.rows", lang), accuracy_rows(points, lang), "kernels", as_csv(findings), lang)
    has_intervals = any(point.low is not None for point in points)
    key = say("study.chart.key" if has_intervals else "study.chart.key.first", lang)
    drawing = html('<div>{}<p class="note">{}</p></div>', drawing, key)
    return html('<div class="charts">{}{}</div>', drawing, conclusions(findings, lang))


def costs(findings: Findings, lang: str) -> str:
    """Accuracy against what differs between the networks."""
    free = _free(findings)
    points = points_of(findings, free, lang)
    if not points:
        return ""
    title = say(f"study.chart.against.{free}", lang)
    svg, note = accuracy_against(points, free, lang), html('<p class="note">{}</p>', _ends(findings, lang))
    return folded(title, figure("", svg, "kernels-cost", as_csv(findings), lang, alt=title), note)


def _free(findings: Findings) -> str:
    """What is not equal in all networks."""
    return next(name for name in COSTS if name != findings.match)


def _ends(findings: Findings, lang: str) -> str:
    """How far the networks lie apart in that."""
    counts = [getattr(one, _free(findings)) for one in findings.standings]
    return say(f"study.costs.{findings.match}", lang, low=in_words(min(counts), lang), high=in_words(max(counts), lang))


def as_csv(findings: Findings) -> str:
    """A row a run; accuracies are fractions."""
    rows = [
        (one.name, seed, accuracy, one.params, one.macs, one.factor)
        for one in findings.standings
        for seed, accuracy in one.accuracies.items()
    ]
    return csv_text([("network", "seed", "test_accuracy", "params", "macs", "factor"), *rows])


def conclusions(findings: Findings, lang: str) -> str:
    """A line a network with its difference to the whole, and what the intervals rest on."""
    differences = findings.differences()
    if not differences:
        return ""
    found = lines({name: _verdict(one, lang) for name, one in differences.items()}, lang)
    limits = say("study.limits", lang, native=NATIVE_PX, size=findings.settings["image_size"])
    notes = ("" if lang == "zh" else " ").join((basis(list(differences.values()), lang), _ends(findings, lang)))
    how = html('<summary>{}</summary><div><p class="note">{}</p></div>', say("study.how", lang), notes)
    limits = html('<p class="note">{}</p><details class="more">{}</details>', limits, how)
    return html('<div class="conclude"><h2>{}</h2>{}{}</div>', say("study.conclude", lang), found, limits)


def _verdict(one: Interval, lang: str) -> str:
    if one.reach is None:
        return spread(one, lang)
    verdict = say({-1: "study.lower", 0: "study.same", 1: "study.higher"}[one.sign], lang)
    return spread(one, lang) + ("，" if lang == "zh" else ", ") + verdict


def table(findings: Findings, lang: str) -> str:
    """Widths, costs and accuracies."""
    shown = [block for block in TABLE_BLOCKS if block in findings.standings[0].widths]
    heads = [say(f"study.column.{name}", lang) for name in ("network", "factor")]
    heads += [block.removeprefix("inception") for block in shown]
    heads += [say(f"study.column.{name}", lang) for name in ("params", "macs", "accuracy", "seeds")]
    top = join(html("<th{}>{}</th>", " class=r" if index else "", head) for index, head in enumerate(heads))
    rows = join(_row(one, shown, lang) for one in findings.standings)
    note = html('<p class="note">{}</p>', say("study.table.note", lang))
    title = say("study.table", lang)
    shown = html(
        '<div {}><table class="figures"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>',
        scrolls(title),
        top,
        rows,
    )
    return folded(title, shown, note)


def _row(one: Standing, shown: Sequence[str], lang: str) -> str:
    cells = [f"{one.factor:.2f}", *(_widths(one.widths[block]) for block in shown)]
    cells += [f"{one.params / MILLION:.2f} M", f"{one.macs / MILLION:.0f} M"]
    found = one.accuracy
    reach = f" ± {100 * found.reach:.1f}" if found and found.reach is not None else ""
    cells.append(html("<b>{:.1f}{}%</b>", 100 * found.mean, reach) if found else "–")
    cells.append(" ".join(f"{100 * value:.1f}" for value in one.accuracies.values()) or "–")
    name = html(
        '<th scope="row"><span class="path">{}{}</span></th>', kernel_of(one.name), network_name(one.name, lang)
    )
    return html("<tr>{}{}</tr>", name, join(html("<td class=r>{}</td>", cell) for cell in cells))


def _widths(branches: dict) -> str:
    return html("<br>").join("→".join(map(str, widths)) for widths in branches.values())


SECTIONS = {  # name -> what draws it; the first is the view itself
    "finding": None,
    "cost": lambda series, findings, choice, lang: costs(findings, lang),
    "both": lambda series, findings, choice, lang: both(series, lang),
    "sees": lambda series, findings, choice, lang: sights(findings, choice.image, lang),
    "widths": lambda series, findings, choice, lang: table(findings, lang),
    "own": lambda series, findings, choice, lang: own(lang),
}
