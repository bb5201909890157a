"""The Kernel study view: the finding, its drawings, what follows from it, the networks, a small study."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from googlenet.charts.study import accuracy_against, accuracy_rows, difference_rows, points_text
from googlenet.text import say
from googlenet.training.findings import WHOLE, Findings, Interval, Standing
from googlenet.ui.markup.parts import button, escape, icon, kernel, page, scrolls, segment
from googlenet.ui.markup.study_sights import sights
from googlenet.ui.study_views import COSTS, MILLION, MOST_SEEDS, SERIES, gaps_of, points_of

if TYPE_CHECKING:
    from googlenet.ui.study_views import Choice, SmallView

COMMAND = "python -m googlenet study kernels --out assets/studies/{file}"
NATIVE_PX, SMALL_MINUTES = 28, 3
TABLE_BLOCKS = ("inception3a", "inception4c", "inception5b")


def results(series: Mapping[str, Findings], choice: "Choice", lang: str) -> str:
    """What ships, whole or partial; or how to measure it."""
    findings = series.get(choice.series)
    if findings is None:
        match = "" if choice.series == "params" else f" --match {choice.series}"
        command = COMMAND.format(file=SERIES[choice.series]) + match
        body = say("study.none", lang, command=f"<code>{escape(command)}</code>")
        title = f'<div class="head"><div><h1>{say("study.head.none", lang)}</h1><p class="sub">{body}</p></div>'
        return page(f'<div class="view study"><section>{title}{_series(series, choice, lang)}</div></section></div>')
    head = f"<h1>{escape(headline(findings, lang))}</h1>{_sub(findings, lang)}"
    if findings.is_partial:
        told = say("study.partial", lang, done=findings.runs_done, planned=findings.runs_planned)
        head += f'<p class="note"><b>{escape(told)}</b></p>'
    head = f'<div class="head"><div>{head}</div>{_series(series, choice, lang)}</div>'
    first = f"<section>{head}{charts(findings, lang)}{conclusions(findings, lang)}</section>"
    seen = sights(findings, choice.image, lang)
    return page(f'<div class="view study">{first}{both(series, lang)}{table(findings, lang)}{seen}</div>')


def _series(series: Mapping[str, Findings], choice: "Choice", lang: str) -> str:
    """The choice between what is matched, where there is one."""
    if len({*series, choice.series}) < 2:
        return ""
    choices = [(name, say(f"study.series.{name}", lang)) for name in SERIES if name in {*series, choice.series}]
    plain = segment("to", choices, choice.series, say("study.series", lang))
    return plain.replace(" data-to=", ' data-do="series" data-to=')


def network_name(name: str, lang: str) -> str:
    """How people call a network of the study."""
    return say(f"study.network.{name}", lang)


def listed(names: Sequence[str], lang: str) -> str:
    """Names in a sentence: "a, b and c"; "" of none."""
    if len(names) < 2:
        return "".join(names)
    first = ("、" if lang == "zh" else ", ").join(names[:-1])
    return say("study.and", lang, first=first, last=names[-1])


def headline(findings: Findings, lang: str) -> str:
    """The finding, no stronger than the intervals are."""
    differences = findings.differences()
    if not findings.runs_done:
        return say("study.head.none", lang)
    if not any(one.name == WHOLE for one in findings.standings):
        return say("study.head.alone", lang)
    if not any(one.reach is not None for one in differences.values()):
        return say("study.head.first", lang)
    names = {
        sign: listed([network_name(name, lang) for name, one in differences.items() if one.sign == sign], lang)
        for sign in (-1, 1)
    }
    kind = {(False, False): "open", (True, False): "worse", (False, True): "better", (True, True): "both"}
    key = kind[bool(names[-1]), bool(names[1])]
    equal = say(f"study.equal.{findings.match}", lang)
    return say(f"study.head.{key}", lang, equal=equal, worse=names[-1], better=names[1])


def _sub(findings: Findings, lang: str) -> str:
    settings = findings.settings
    whole = next((one for one in findings.standings if one.name == WHOLE), findings.standings[0])
    trained = say(
        "study.trained",
        lang,
        images=f"{settings['images']:,}" if settings.get("images") else "60,000",
        size=settings["image_size"],
        epochs=settings["epochs"],
        tests=f"{findings.test_images:,}",
        seeds=settings["seeds"],
    )
    costs = {name: f"{getattr(whole, name) / MILLION:.2f}" for name in COSTS}
    return f'<p class="sub">{escape(say(f"study.sub.{findings.match}", lang, trained=trained, **costs))}</p>'


def charts(findings: Findings, lang: str) -> str:
    """Accuracy by network; accuracy against what differs between them."""
    free = next(name for name in COSTS if name != findings.match)
    points = points_of(findings, free, lang)
    by_network = _figure(say("study.chart.rows", lang), accuracy_rows(points, lang), "kernels", as_csv(findings), lang)
    title = say(f"study.chart.against.{free}", lang)
    against = _figure(title, accuracy_against(points, free, lang), "kernels-cost", as_csv(findings), lang)
    has_intervals = any(point.low is not None for point in points)
    key = say("study.chart.key" if has_intervals else "study.chart.key.first", lang)
    return f'<div class="charts">{by_network}{against}</div><p class="note">{escape(key)}</p>' if points else ""


def _figure(title: str, svg: str, name: str, csv: str, lang: str) -> str:
    saves = "".join(
        button(
            f"{icon('save')}{kind.upper()}",
            data={"save": kind, "name": name} | ({"csv": csv} if kind == "csv" else {}),
            kind="quiet",
            label=f"{say('study.save', lang)}: {kind.upper()}, {title}",
        )
        for kind in ("png", "svg", "csv")
    )
    return f'<figure class="chart"><div class="ch"><h2>{escape(title)}</h2><div>{saves}</div></div>{svg}</figure>'


def as_csv(findings: Findings) -> str:
    """A row a run; accuracies are fractions."""
    rows = [
        f"{one.name},{seed},{accuracy},{one.params},{one.macs},{one.factor}"
        for one in findings.standings
        for seed, accuracy in one.accuracies.items()
    ]
    return "\n".join(["network,seed,test_accuracy,params,macs,factor", *rows]) + "\n"


def conclusions(findings: Findings, lang: str) -> str:
    """A line a network with its difference to the whole, and what the intervals rest on."""
    differences = findings.differences()
    if not differences:
        return ""
    lines = "".join(
        f"<li>{kernel_of(name)}<span><b>{escape(network_name(name, lang))}</b> {escape(_difference(one, lang))}</span></li>"
        for name, one in differences.items()
    )
    has_intervals = [one for one in differences.values() if one.reach is not None]
    count = len(has_intervals)
    basis = say("study.basis", lang, count=count, percent=5 * count) if count else say("study.basis.first", lang)
    limits = say("study.limits", lang, native=NATIVE_PX, size=findings.settings["image_size"])
    free = next(name for name in COSTS if name != findings.match)
    costs = [getattr(one, free) / MILLION for one in findings.standings]
    digits = 0 if free == "macs" else 1
    ends = {"low": f"{min(costs):.{digits}f}", "high": f"{max(costs):.{digits}f}"}
    told = [basis, say(f"study.costs.{findings.match}", lang, **ends), limits]
    gap = "" if lang == "zh" else " "
    notes = f'<p class="note">{escape(gap.join(told))}</p>'
    return f'<div class="conclude"><h2>{say("study.conclude", lang)}</h2><ul>{lines}</ul>{notes}</div>'


def _difference(one: Interval, lang: str) -> str:
    points = points_text(one.mean)
    if one.reach is None:
        return say("study.single", lang, points=points)
    ends = {"low": points_text(one.low), "high": points_text(one.high)}
    verdict = say({-1: "study.lower", 0: "study.same", 1: "study.higher"}[one.sign], lang)
    comma = "，" if lang == "zh" else ", "
    return say("study.points", lang, points=points, **ends) + comma + verdict


def kernel_of(name: str) -> str:
    """The mark of a network with one path; an empty place for others, so that names stand in line."""
    return kernel(name) if name in ("1x1", "3x3", "5x5", "pool") else '<span class="kernel" aria-hidden="true"></span>'


def both(series: Mapping[str, Findings], lang: str) -> str:
    """Whether the answer hangs on what is equal: the differences of both series beside each other; "" of fewer."""
    if len(series) < len(SERIES) or not all(one.differences() for one in series.values()):
        return ""
    title, svg = say("study.both", lang), difference_rows(gaps_of(series, lang), lang)
    figure = _figure(say("study.chart.gaps", lang), svg, "kernels-both", _gaps_csv(series), lang)
    notes = f'<p class="note">{escape(say("study.both.note", lang))}</p>'
    told = (
        f'<p class="sub">{escape(_agreement(series, lang))}</p><p class="sub">{escape(_twice(series, lang))}</p>{notes}'
    )
    return f'<section><h2>{title}</h2><div class="charts both">{figure}<div>{told}</div></div></section>'


def _agreement(series: Mapping[str, Findings], lang: str) -> str:
    """Of which networks both series say the same."""
    found = [one.differences() for one in series.values()]
    shared = [name for name in found[0] if all(name in one for one in found)]
    names = {
        is_same: listed(
            [network_name(name, lang) for name in shared if (len({one[name].sign for one in found}) == 1) is is_same],
            lang,
        )
        for is_same in (True, False)
    }
    key = {(True, False): "same", (False, True): "other"}.get((bool(names[True]), bool(names[False])), "some")
    return say(f"study.both.{key}", lang, same=names[True], other=names[False])


def _twice(series: Mapping[str, Findings], lang: str) -> str:
    """How far the means of the whole GoogLeNet lie apart, which both series trained."""
    means = [one.accuracy.mean for found in series.values() for one in found.standings if one.name == WHOLE]
    return say("study.both.whole", lang, points=f"{100 * (max(means) - min(means)):.1f}")


def _gaps_csv(series: Mapping[str, Findings]) -> str:
    """A row a difference, in fractions; no ends where one seed gives no interval."""
    rows = [
        f"{match},{name},{one.mean},{'' if one.reach is None else one.low},{'' if one.reach is None else one.high},{one.count}"
        for match, found in series.items()
        for name, one in found.differences().items()
    ]
    return "\n".join(["equal,network,against_all,low,high,seeds", *rows]) + "\n"


def table(findings: Findings, lang: str) -> str:
    """Widths, costs and accuracies."""
    shown = [block for block in TABLE_BLOCKS if block in findings.standings[0].widths]
    heads = [say(f"study.column.{name}", lang) for name in ("network", "factor")]
    heads += [block.removeprefix("inception") for block in shown]
    heads += [say(f"study.column.{name}", lang) for name in ("params", "macs", "speed", "accuracy", "seeds")]
    top = "".join(f"<th{' class=r' if index else ''}>{escape(head)}</th>" for index, head in enumerate(heads))
    rows = "".join(_row(one, shown, lang) for one in findings.standings)
    note = f'<p class="note">{escape(say("study.table.note", lang))}</p>'
    body = f'<div {scrolls(say("study.table", lang))}><table class="figures"><thead><tr>{top}</tr></thead><tbody>{rows}</tbody></table></div>'
    return f"<section><h2>{say('study.table', lang)}</h2>{body}{note}</section>"


def _row(one: Standing, shown: Sequence[str], lang: str) -> str:
    cells = [f"{one.factor:.2f}", *(_widths(one.widths[block]) for block in shown)]
    cells += [f"{one.params / MILLION:.2f} M", f"{one.macs / MILLION:.0f} M"]
    cells.append("–" if one.images_per_second is None else f"{one.images_per_second:.0f}")
    found = one.accuracy
    reach = f" ± {100 * found.reach:.1f}" if found and found.reach is not None else ""
    cells.append(f"<b>{100 * found.mean:.1f}{reach} %</b>" if found else "–")
    cells.append(" ".join(f"{100 * value:.1f}" for value in one.accuracies.values()) or "–")
    name = f'<th scope="row"><span class="path">{kernel_of(one.name)}{escape(network_name(one.name, lang))}</span></th>'
    return f"<tr>{name}{''.join(f'<td class=r>{cell}</td>' for cell in cells)}</tr>"


def _widths(paths: dict) -> str:
    return "<br>".join("→".join(map(str, widths)) for widths in paths.values())


def small(view: "SmallView", lang: str) -> str:
    """The small study's section; the script asks for its body while it is live."""
    from googlenet.training.study_worker import SMALL

    size = {"images": f"{SMALL.images:,}", "size": SMALL.image_size, "epochs": SMALL.epochs, "minutes": SMALL_MINUTES}
    head = f"<h2>{say('study.small', lang)}</h2>"
    head += f'<p class="sub">{escape(say("study.small.sub", lang, **size))}</p>'
    data = f' data-small data-live="{int(view.is_live)}" data-lang="{lang}"'
    body = f'<div class="body" data-body>{small_body(view, lang)}</div>'
    return page(
        f'<div class="view study"{data}><section><div class="head"><div>{head}</div></div>{body}</section></div>'
    )


def small_body(view: "SmallView", lang: str) -> str:
    """State, progress, one sensible action, and what came out so far."""
    acts = _small_acts(view, lang)
    if not view.state:
        return acts
    names = {"network": network_name(view.network, lang) if view.network else "", "seed": view.seed}
    told = say(f"study.small.{view.state}", lang, **names) + (f": {view.message}" if view.message else "")
    bar = ""
    if view.state != "finished":
        percent = round(100 * view.fraction)
        bar = (
            f'<div class="progress" role="progressbar" aria-label="{say("study.small.progress", lang)}" '
            f'aria-valuenow="{percent}"><i style="width:{percent}%"></i></div>'
        )
    status = f'<p role="status">{escape(told)}</p>{bar}'
    found = view.findings
    if found is None or not found.runs_done:
        return f"{status}{acts}"
    return f"{status}{acts}<h3>{escape(headline(found, lang))}</h3>{charts(found, lang)}{conclusions(found, lang)}"


def _small_acts(view: "SmallView", lang: str) -> str:
    if view.is_live:
        off = view.state == "stopping"
        stop = {"do": "stop", "name": view.name}
        return (
            f'<div class="acts">{button(icon("stop") + say("study.small.stop", lang), data=stop, disabled=off)}</div>'
        )
    options = "".join(f'<option value="{count}">{count}</option>' for count in range(1, MOST_SEEDS + 1))
    seeds = f'<label class="ctl">{say("study.small.seeds", lang)} <select class="select" data-seeds>{options}</select></label>'
    key, can_go_on = "study.small.again" if view.state else "study.small.start", view.state in ("stopped", "failed")
    start = button(icon("start") + say(key, lang), data={"do": "start"}, kind="" if can_go_on else "primary")
    resume = button(say("study.small.resume", lang), data={"do": "resume", "name": view.name}, kind="primary")
    return f'<div class="acts">{resume if can_go_on else ""}{seeds}{start}</div>'
