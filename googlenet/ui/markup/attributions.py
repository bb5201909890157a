"""The Attributions view: headline, controls, a figure a method."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from googlenet.charts.palette import block_label, path_label
from googlenet.inspection.methods import BASELINES, METHODS
from googlenet.text import say
from googlenet.ui.asking import MOST_METHODS, SHARES, STEP_CHOICES, Options, Task
from googlenet.ui.jobs import Step
from googlenet.ui.markup.parts import button, escape, icon, kernel, number, page, path_style, style

FULL_PERCENT = 1  # of a pixel map's strongest pixels are drawn full, so that a single one does not dim the rest
AGREE, AGREE_ALL = 0.3, 0.6  # similarities from which maps are said to agree


@dataclass(frozen=True)
class MethodView:
    """One method's answer.

    Attributes:
        task: what was asked.
        label: the explained class, in the visitor's language.
        branch: the path whose map is shown; None: all paths, or the input.
        picture, heat: data URIs of what the network sees, and of the map.
        tiles: data URI of a column of tiles, one a branch; "" where the method explains the input.
        branches: their names, in order.
        cells: (rows, columns) of the map.
        patch_px: side of the patch that is covered; None where none is.
        seconds: of the computation.
        relative_error: of completeness, as a fraction; None: not defined.
    """

    task: Task
    label: str
    branch: str | None
    picture: str
    heat: str
    tiles: str
    branches: tuple[str, ...]
    cells: tuple[int, int]
    patch_px: int | None
    seconds: float
    relative_error: float | None


def method_name(task: Task, lang: str, branch: str | None = None) -> str:
    """A method's name with its block and path: "Grad-CAM 5b 3×3"."""
    words = [say(f"attributions.name.{task.method}", lang)]
    words += [block_label(task.block)] if task.block else []
    return " ".join(words + ([path_label(branch)] if branch else []))


def figure(view: MethodView, lang: str) -> str:
    """A method's map over the picture; below it what it asks, how long it took, how far it is off."""
    name = method_name(view.task, lang, view.branch)
    if view.patch_px:
        name = say("attributions.patch", lang, method=name, side=view.patch_px)
    alt = escape(say("attributions.alt", lang, method=name, label=view.label))
    signed = {"background-image": f"url({view.heat})"}
    heat = style(signed) if METHODS[view.task.method].is_signed else style({"--gn-m": f"url({view.heat})"})
    kind = "heat" if METHODS[view.task.method].is_signed else "heat unsigned"
    facts = [("time", seconds(view.seconds, lang)), ("error", error(view.relative_error, lang))]
    if view.tiles:
        rows, columns = view.cells
        facts.append(("cells", say("attributions.smoothed", lang, rows=rows, columns=columns)))
    body = f'<span class="pic" role="img" aria-label="{alt}"><span class="{kind}"{heat}></span></span>'
    return _figure(view.task, name, body, facts, lang, photo=view.picture, paths=_paths(view, lang))


def _paths(view: MethodView, lang: str) -> str:
    """The paths' parts of a block's map, each a button that shows it large."""
    buttons, is_signed = [], METHODS[view.task.method].is_signed
    for row, branch in enumerate(view.branches):
        place = f"0 {100 * row / max(1, len(view.branches) - 1):.3f}%"
        size = f"100% {100 * len(view.branches)}%"
        heat = {"background-image": f"url({view.tiles})", "background-size": size, "background-position": place}
        mask = f"url({view.tiles}) {place} / {size}"
        drawn = heat if is_signed else {"-webkit-mask": mask, "mask": mask}
        is_shown = branch == view.branch
        label = escape(say("attributions.path_alt", lang, path=path_label(branch)))
        buttons.append(
            f'<button type="button" data-part="{escape(branch)}" data-branch="{"" if is_shown else escape(branch)}" aria-pressed="{str(is_shown).lower()}" '
            f'title="{label}" aria-label="{label}"{style(path_style(branch))}>'
            f'<span class="pic"><span class="heat{"" if is_signed else " unsigned"}"{style(drawn)}></span></span>'
            f"<span>{kernel(branch)}{path_label(branch)}</span></button>"
        )
    if not buttons:
        return ""
    note = f'<p class="small">{say("attributions.paths_add_up", lang)}</p>' if len(buttons) == 4 else ""
    return f'<div class="parts">{"".join(buttons)}</div>{note}'


def waiting(task: Task, step: Step, lang: str) -> str:
    """A method's place while it is computed: how far it is, and Stop."""
    words = [say("attributions.waiting" if not step.total else "attributions.starting", lang)]
    if step.done:
        key = "attributions.progress_blocks" if task.method == SHARES else "attributions.progress"
        words = [say(key, lang, done=step.done, total=step.total)]
    if step.seconds_left is not None and step.seconds_left >= 1:
        words.append(say("attributions.left", lang, seconds=f"{step.seconds_left:.0f}"))
    width = 100 * step.done / step.total if step.total else 0
    bar = f'<div class="progress"><i style="width:{width:.0f}%"></i></div>'
    stop = button(f"{icon('stop')}{say('attributions.stop', lang)}", data={"act": "stop"})
    return _placeholder(
        task, f'<div class="wait" role="status"><span>{"<br>".join(words)}</span>{bar}{stop}</div>', lang
    )


def stopped(task: Task, lang: str) -> str:
    """A method's place after Stop."""
    again = button(f"{icon('start')}{say('attributions.again', lang)}", data={"act": "again"})
    words = f"<span>{say('attributions.stopped', lang)}</span>"
    return _placeholder(task, f'<div class="wait none" role="status">{words}{again}</div>', lang)


def failed(task: Task, sentence: str, lang: str) -> str:
    """A method's place where it has no answer, and why."""
    words = f'<div class="wait none" role="status"><span>{escape(sentence)}</span></div>'
    return _placeholder(task, words, lang, [("failed", "")])


def skeleton() -> str:
    """A method's place before anything is asked."""
    return page('<figure class="method" aria-busy="true"><div class="wait sk"></div></figure>')


def _placeholder(task: Task, body: str, lang: str, facts: Sequence[tuple[str, str]] = ()) -> str:
    if task.method == SHARES:
        return page(
            f'<div class="method wide" data-drawn="{drawn_now()}"><h2>{say("attributions.shares.waiting", lang)}</h2>{body}</div>'
        )
    return _figure(task, method_name(task, lang), body, facts, lang)


def _figure(
    task: Task,
    name: str,
    body: str,
    facts: Sequence[tuple[str, str]],
    lang: str,
    *,
    photo: str = "",
    paths: str = "",
) -> str:
    rows = "".join(f"<div><dt>{say(f'attributions.{key}', lang)}</dt><dd>{value}</dd></div>" for key, value in facts)
    question = say(f"attributions.question.{task.method}", lang)
    return page(
        f'<figure class="method" data-method="{task.method}" data-drawn="{drawn_now()}">{body}<h3>{escape(name)}</h3>'
        f'<p class="q">{question}</p><dl>{rows}</dl>{paths}</figure>',
        photo,
    )


def drawn_now() -> int:
    """Makes each drawing new to the page, which would leave an equal one as it stands: dimmed."""
    return time.monotonic_ns()


def seconds(value: float, lang: str) -> str:
    """A duration: "< 0.1 s", "0.4 s", "12 s"."""
    text = "< 0.1" if value < 0.1 else f"{value:.1f}" if value < 9.95 else f"{value:.0f}"
    return say("attributions.seconds", lang, seconds=text)


def error(fraction: float | None, lang: str) -> str:
    """A completeness error: "0.06 %", "< 0.01 %", "not defined"."""
    if fraction is None:
        return say("attributions.undefined", lang)
    percent = 100 * fraction
    return "< 0.01 %" if percent < 0.01 else f"{percent:.2g} %" if percent < 99.5 else f"{percent:,.0f} %"


def head(label: str, similarities: Mapping[tuple[Task, Task], float], lang: str) -> str:
    """Headline and legend.

    Args:
        label: the explained class, in the visitor's language.
        similarities: of every two maps of different kinds, -1 … 1; empty where there are none yet.
    """
    title, sub = _finding(label, similarities, lang)
    keys = "".join(
        f'<span class="key"><i style="background:var(--gn-{colour})"></i>{escape(say(f"attributions.{key}", lang, label=label))}</span>'
        for key, colour in (("for", "for"), ("against", "against"), ("unsigned", "ink"))
    )
    return page(
        f'<div class="view"><section><div class="head"><div><h1>{escape(title)}</h1><p class="sub">{escape(sub)}</p>'
        f'<div class="keys">{keys}</div></div></div></section></div>'
    )


def _finding(label: str, similarities: Mapping[tuple[Task, Task], float], lang: str) -> tuple[str, str]:
    if not similarities:
        return say("attributions.why", lang, label=label), say("attributions.each", lang)
    most, least = (pick(similarities, key=similarities.get) for pick in (max, min))
    one, other, third, fourth = (method_name(task, lang) for task in (*most, *least))
    high, low = similarities[most], similarities[least]
    key = "agree_all" if low >= AGREE_ALL and len(similarities) > 1 else "agree" if high >= AGREE else "disagree"
    title = say(f"attributions.{key}", lang, label=label, one=one, other=other)
    if len(similarities) == 1:
        return title, say("attributions.one_pair", lang, high=two_digits(high))
    names = {"one": one, "other": other, "third": third, "fourth": fourth}
    return title, say("attributions.similarity", lang, high=two_digits(high), low=two_digits(low), **names)


def two_digits(value: float) -> str:
    """A similarity: "0.65", "−0.24"."""
    return f"{value:.2f}".replace("-0.00", "0.00").replace("-", "−")


def tools(options: Options, blocks: Mapping[str, Sequence[str]], lang: str) -> str:
    """The controls, drawn from `METHODS` and from the network.

    Args:
        options: fitting `blocks`.
        blocks: the network's; block -> its branches.
    """
    fields = (
        _control("block", _select("block", [(name, block_label(name)) for name in blocks], options.block), lang)
        + _control("path", _path_choice(blocks[options.block], options.branch, lang), lang)
        + _control(
            "baseline",
            _select("baseline", [(n, say(f"attributions.baseline.{n}", lang)) for n in BASELINES], options.baseline),
            lang,
        )
        + _control("steps", _select("n_steps", [(n, str(n)) for n in STEP_CHOICES], options.n_steps), lang)
    )
    saves = "".join(
        button(icon("save") + say(f"attributions.save_{what}", lang), data={"save": what}, kind="quiet")
        for what in ("picture", "numbers")
    )
    count = say("attributions.methods", lang, count=f"<span data-count>{len(options.methods)}</span>")
    opener = (
        '<button type="button" class="btn" data-open aria-expanded="false" aria-controls="attributions-chooser">'
        f"<span>{count}</span>{icon('down')}</button>"
    )
    return page(f'<div class="tools">{fields}<span class="gap"></span>{opener}{saves}</div>{_chooser(options, lang)}')


def _control(name: str, body: str, lang: str) -> str:
    return f'<div class="ctl"><span class="lab" id="attributions-{name}">{say(f"attributions.{name}", lang)}</span>{body}</div>'


def _select(name: str, choices: list[tuple[object, str]], chosen: object) -> str:
    label = "steps" if name == "n_steps" else name
    rows = "".join(
        f'<option value="{escape(str(value))}"{" selected" if value == chosen else ""}>{escape(text)}</option>'
        for value, text in choices
    )
    return f'<select class="select" data-name="{name}" aria-labelledby="attributions-{label}">{rows}</select>'


def _path_choice(branches: Sequence[str], chosen: str | None, lang: str) -> str:
    rows = [("", say("attributions.all_paths", lang))] + [(name, kernel(name) + path_label(name)) for name in branches]
    buttons = "".join(
        f'<button type="button" role="radio" aria-checked="{str(value == (chosen or "")).lower()}" data-path="{escape(value)}">{text}</button>'
        for value, text in rows
    )
    return f'<div class="seg paths" role="radiogroup" aria-labelledby="attributions-path">{buttons}</div>'


def _chooser(options: Options, lang: str) -> str:
    """The methods by family, each a switch; closed until it is wanted."""
    families = []
    for family, rows in groupby(
        sorted(METHODS.values(), key=lambda row: _family_order(row.family)), key=lambda row: row.family
    ):
        buttons = "".join(
            f'<button type="button" class="btn" data-method="{row.key}" aria-pressed="{str(row.key in options.methods).lower()}" '
            f'title="{say(f"attributions.question.{row.key}", lang)}">{say(f"attributions.name.{row.key}", lang)}'
            f"{_slow(lang) if row.is_slow else ''}</button>"
            for row in rows
        )
        families.append(
            f'<div class="ctl"><span class="lab">{say(f"attributions.family.{family}", lang)}</span>{buttons}</div>'
        )
    most = f'<p class="small">{say("attributions.most", lang, count=MOST_METHODS)}</p>'
    return f'<div class="chooser" id="attributions-chooser" data-most="{MOST_METHODS}" hidden>{"".join(families)}{most}</div>'


def _slow(lang: str) -> str:
    return f"<small>{say('attributions.slow', lang)}</small>"


def _family_order(family: str) -> int:
    return list(dict.fromkeys(row.family for row in METHODS.values())).index(family)


def notes(lang: str) -> str:
    """How the maps are drawn and compared."""
    from googlenet.inspection.similarity import CELLS

    return page(
        f'<p class="note">{say("attributions.similarity_note", lang, cells=CELLS, percent=number(FULL_PERCENT))}</p>'
    )
