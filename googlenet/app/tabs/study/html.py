"""The Kernel study view: the finding, its drawings, what follows from it, the networks."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from googlenet.app.kit.csv import csv_text
from googlenet.app.kit.html import page, scrolls, segment
from googlenet.app.kit.markup import html, join, sentence
from googlenet.app.tabs.study.both_html import both
from googlenet.app.tabs.study.chart import accuracy_against, accuracy_rows
from googlenet.app.tabs.study.parts_html import (
    MILLION,
    amount,
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
from googlenet.app.tabs.study.view import COSTS, points_of
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


def results(series: Mapping[str, Findings], choice: "StudyState", lang: str) -> str:
    """What ships, whole or partial; or how to measure it."""
    findings = series.get(choice.series)
    if findings is None:
        match = "" if choice.series == "params" else f" --match {choice.series}"
        command = html("<code>{}</code>", COMMAND.format(file=SERIES[choice.series]) + match)
        how = sentence("study.none", lang, command=command)
        title, parts = html('<h1>{}</h1><p class="sub">{}</p>', say("study.head.none", lang), how), []
    else:
        title = html("<h1>{}</h1>{}{}", headline(findings, lang), _sub(findings, lang), partial_note(findings, lang))
        own = sentence("study.own", lang, command=html("<code>{}</code>", OWN))
        own = html('<section><p class="note">{}</p></section>', own)
        parts = [both(series, lang), table(findings, lang), own, sights(findings, choice.image, lang)]
    head = html('<div class="head"><div>{}</div>{}</div>', title, _series(series, choice, lang))
    first = [head, *([charts(findings, lang), conclusions(findings, lang)] if findings else [])]
    return page(html('<div class="view study"><section>{}</section>{}</div>', join(first), join(parts)))


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
    costs = {name: amount(getattr(whole, name), lang) for name in COSTS}
    return html('<p class="sub">{}</p>', say(f"study.sub.{findings.match}", lang, trained=trained, **costs))


def charts(findings: Findings, lang: str) -> str:
    """Accuracy by network; accuracy against what differs between them."""
    free = next(name for name in COSTS if name != findings.match)
    points = points_of(findings, free, lang)
    by_network = figure(say("study.chart.rows", lang), accuracy_rows(points, lang), "kernels", as_csv(findings), lang)
    title = say(f"study.chart.against.{free}", lang)
    against = figure(title, accuracy_against(points, free, lang), "kernels-cost", as_csv(findings), lang)
    has_intervals = any(point.low is not None for point in points)
    key = say("study.chart.key" if has_intervals else "study.chart.key.first", lang)
    return html('<div class="charts">{}{}</div><p class="note">{}</p>', by_network, against, key) if points else ""


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
    free = next(name for name in COSTS if name != findings.match)
    costs = [getattr(one, free) for one in findings.standings]
    ends = {"low": amount(min(costs), lang), "high": amount(max(costs), lang)}
    notes = [basis(list(differences.values()), lang), say(f"study.costs.{findings.match}", lang, **ends), limits]
    note = html('<p class="note">{}</p>', ("" if lang == "zh" else " ").join(notes))
    return html('<div class="conclude"><h2>{}</h2>{}{}</div>', say("study.conclude", lang), found, note)


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
    return html(
        '<section><h2>{title}</h2><div {scrolls}><table class="figures"><thead><tr>{top}</tr></thead>'
        "<tbody>{rows}</tbody></table></div>{note}</section>",
        title=say("study.table", lang),
        scrolls=scrolls(say("study.table", lang)),
        top=top,
        rows=rows,
        note=note,
    )


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
