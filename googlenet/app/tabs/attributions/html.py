"""The Attributions view: headline, controls, a figure a method."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from googlenet.app.kit.html import (
    button,
    definitions,
    icon,
    kernel,
    legend_key,
    number,
    page,
    path_style,
    signed,
    stop_button,
    toggle,
)
from googlenet.app.kit.job import Progress
from googlenet.app.kit.markup import element, html, join
from googlenet.app.kit.sections import folded
from googlenet.app.tabs.attributions.state import SHARES, WAYS, Task
from googlenet.common.palette import NO_NAMES, Names, block_label, path_label
from googlenet.inspection.methods import METHODS
from googlenet.text import say

FULL_PERCENT = 1  # of a pixel map's strongest pixels are drawn full, so that a single one does not dim the rest
SKELETON = html('<div class="wait skeleton"></div>')
AGREE, AGREE_ALL = 0.3, 0.6  # similarities from which maps are said to agree


@dataclass(frozen=True)
class MethodView:
    """One method's answer.

    Attributes:
        task: whose answer it is.
        label: the explained class, in the visitor's language.
        branch: the branch whose map is shown; None: all branches, or the input.
        picture, heat: data URIs of what the network sees, and of the map.
        tiles: data URI of a column of tiles, one a branch; "" where the method explains the input.
        branches: their names, in order.
        cells: (rows, columns) of the map.
        patch_px: side of the patch that is covered; None where none is.
        seconds: of the computation.
        relative_error: of completeness, as a fraction; None where the method promises no sum, or cannot miss it.
        sampling_error: as in `Attribution`; None: nothing was drawn.
        is_rough: whether another seed would give another map.
        full: the value that is drawn in full colour.
        code: Python that makes the same map.
        subject: class and network, where two are compared; "" otherwise.
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
    full: float = 0.0
    code: str = ""
    subject: str = ""
    names: Names = field(default_factory=dict)
    sampling_error: float | None = None
    is_rough: bool = False


def method_name(task: Task, lang: str, branch: str | None = None, names: Names = NO_NAMES) -> str:
    """A method's name with its block and branch: "Grad-CAM 5b 3×3"."""
    words = [say(METHODS[task.method].name, lang)]
    words += [block_label(task.block)] if task.block else []
    return " ".join(words + ([path_label(branch, names)] if branch else []))


def figure(view: MethodView, lang: str) -> str:
    """A method's map over the picture; below it what it asks, how long it took, how far it is off."""
    name = method_name(view.task, lang, view.branch, view.names)
    if view.patch_px:
        name = say("attributions.patch", lang, method=name, side=view.patch_px)
    alt = say("attributions.alt", lang, method=name, label=view.label)
    is_signed, uri = view.task.is_signed, f"url({view.heat})"
    kind, look = ("heat", {"background-image": uri}) if is_signed else ("heat unsigned", {"--gn-m": uri})
    heat = element("span", class_=kind, style=look)
    facts = [("time", seconds(view.seconds, lang)), *errors(view.relative_error, view.sampling_error)]
    if view.tiles:
        rows, columns = view.cells
        facts.append(("cells", say("attributions.smoothed", lang, rows=rows, columns=columns)))
    body = element("span", heat, class_="pic", role="img", aria_label=alt) + _scale(view)
    rough = html('<p class="small">{}</p>', say("attributions.rough", lang)) if view.is_rough else ""
    below = rough + _branches(view, lang) + _files(view, lang)
    return _figure(view.task, name, body, facts, lang, photo=view.picture, branches=below, subject=view.subject)


def _scale(view: MethodView) -> str:
    """The colours' meaning in numbers, this map's own."""
    is_signed, full = view.task.is_signed, number(view.full, 2)
    ends = (signed(-view.full, 2), 0, signed(view.full, 2)) if is_signed else (0, full)
    marks = [html("<span>{}</span>", end) for end in ends]
    return element("span", html("<i></i>"), *marks, class_="scale" if is_signed else "scale unsigned")


def _files(view: MethodView, lang: str) -> str:
    """What can be taken away: the drawing, the numbers, the code."""
    buttons = join(
        button(kind.upper(), data={"file": kind}, kind="quiet", label=say(f"attributions.file_{kind}", lang))
        for kind in ("png", "svg", "npz")
    )
    code = html("<details><summary>Python</summary><pre><code>{}</code></pre></details>", view.code)
    return html('<div class="files">{}{}</div>', buttons, code)


def _branches(view: MethodView, lang: str) -> str:
    """The branches' parts of a block's map, each a button that shows it large."""
    buttons = [_branch(view, row, branch, lang) for row, branch in enumerate(view.branches)]
    if not buttons:
        return ""
    # What is cut off at zero adds up no more.
    adds_up = len(buttons) > 1 and not dict(view.task.values).get("relu")
    note = html('<p class="small">{}</p>', say("attributions.paths_add_up", lang)) if adds_up else ""
    return html('<div class="parts">{}</div>{}', join(buttons), note)


def _branch(view: MethodView, row: int, branch: str, lang: str) -> str:
    is_shown, is_signed, name = branch == view.branch, view.task.is_signed, path_label(branch, view.names)
    place, size = f"0 {100 * row / max(1, len(view.branches) - 1):.3f}%", f"100% {100 * len(view.branches)}%"
    heat = {"background-image": f"url({view.tiles})", "background-size": size, "background-position": place}
    mask = f"url({view.tiles}) {place} / {size}"
    look = heat if is_signed else {"-webkit-mask": mask, "mask": mask}
    heat = element("span", class_="heat" if is_signed else "heat unsigned", style=look)
    body = html('<span class="pic">{}</span><span>{}{}</span>', heat, kernel(branch), name)
    data = {"data_part": branch, "data_branch": "" if is_shown else branch}
    label = say("attributions.path_alt", lang, path=name)
    return toggle(body, label, is_shown, **data, style=path_style(branch))


def waiting(task: Task, step: Progress, lang: str) -> str:
    """A method's place while it is computed: how far it is, and Stop."""
    words = [say("attributions.waiting" if not step.total else "attributions.starting", lang)]
    if step.ahead:
        words = [say("attributions.queued", lang, ahead=step.ahead)]
    if step.done:
        key = {SHARES: "attributions.progress_blocks", WAYS: "attributions.progress_steps"}.get(
            task.method, "attributions.progress"
        )
        words = [say(key, lang, done=step.done, total=step.total)]
    if step.seconds_left is not None and step.seconds_left >= 1:
        key = "left" if step.done else "estimate"
        words.append(say(f"attributions.{key}", lang, seconds=f"{step.seconds_left:.0f}"))
    return placeholder(task, at_work(html("<br>").join(words), step, lang), lang)


def at_work(words: str, step: Progress, lang: str) -> str:
    """What is under way, how far it is, and Stop."""
    width = 100 * step.done / step.total if step.total else 0
    bar = html('<div class="progress"><i style="width:{:.0f}%"></i></div>', width)
    stop = stop_button(say("attributions.stop", lang), {"act": "stop"})
    return html('<div class="wait"><span>{}</span>{}{}</div>', words, bar, stop)


def stopped(task: Task, lang: str, seconds: float | None = None) -> str:
    """A method's place after Stop; that of all ways before they are wanted, with the `seconds` that they will take."""
    state, act = ("attributions.stopped", "again") if task.method != WAYS else ("attributions.ways.offer", "ways.ask")
    words = [say(state, lang)]
    if seconds is not None and seconds >= 1:
        words.append(say("attributions.estimate", lang, seconds=f"{seconds:.0f}"))
    again = button(icon("start") + say(f"attributions.{act}", lang), data={"act": "again"})
    return placeholder(task, no_answer(html("<br>").join(words), again), lang)


def no_answer(words: str, way: str = "") -> str:
    """In an answer's place why there is none, and the way to one."""
    return html('<div class="wait none" role="status"><span>{}</span>{}</div>', words, way)


def failed(task: Task, sentence: str, lang: str) -> str:
    """A method's place where it has no answer, and why."""
    return placeholder(task, no_answer(sentence), lang, [("failed", "")])


def skeleton() -> str:
    """A method's place before there is a question."""
    return page(html('<figure class="method" aria-busy="true">{}</figure>', SKELETON))


def placeholder(task: Task, body: str, lang: str, facts: Sequence[tuple[str, str]] = ()) -> str:
    """A task's place before its answer: its name, or its section's title, and what is said meanwhile."""
    if task.is_of_all_blocks:
        title = say(f"attributions.{task.method}.waiting", lang)
        body = html('<div class="method wide">{}</div>', body)
        return page(html('<div data-drawn="{}">{}</div>', drawn_now(), folded(title, body)))
    return _figure(task, method_name(task, lang), body, facts, lang)


def _figure(
    task: Task,
    name: str,
    body: str,
    facts: Sequence[tuple[str, str]],
    lang: str,
    *,
    photo: str = "",
    branches: str = "",
    subject: str = "",
) -> str:
    rows = definitions((say(f"attributions.{key}", lang), value) for key, value in facts)
    compared = html('<p class="of">{}</p>', subject) if subject else ""
    question = say(METHODS[task.method].question, lang)
    words = html('<h3>{}</h3>{}<p class="q">{}</p><dl>{}</dl>', name, compared, question, rows)
    data = {"data_method": task.method, "data_drawn": drawn_now()}
    return page(element("figure", body, words, branches, class_="method", **data), photo)


def drawn_now() -> int:
    """Makes each drawing new to the page, which would leave an equal one as it stands: dimmed."""
    return time.monotonic_ns()


def seconds(value: float, lang: str) -> str:
    """A duration: "< 0.1 s", "0.4 s", "12 s"."""
    text = "< 0.1" if value < 0.1 else f"{value:.1f}" if value < 9.95 else f"{value:.0f}"
    return say("attributions.seconds", lang, seconds=text)


def errors(completeness: float | None, sampling: float | None) -> list[tuple[str, str]]:
    """The errors that a map has, ("error" or "sampling_error", text)."""
    both = {"error": completeness, "sampling_error": sampling}
    return [(key, error(fraction)) for key, fraction in both.items() if fraction is not None]


def error(fraction: float) -> str:
    """An error: "0.06%", "< 0.01%"."""
    percent = 100 * fraction
    return "< 0.01%" if percent < 0.01 else f"{percent:.2g}%" if percent < 99.5 else f"{percent:,.0f}%"


def head(
    label: str, similarities: Mapping[tuple[Task, Task], float], lang: str, passing: frozenset[str] | None = None
) -> str:
    """Headline and legend.

    Args:
        label: the explained class, in the visitor's language.
        similarities: of every two maps of different kinds, -1 … 1; empty where there are none yet.
        passing: the methods that are known to pass both checks of "Can you trust these maps?"; None: nothing is known.
    """
    title, sub = _finding(label, similarities, passing, lang)
    colours = (("for", "for"), ("against", "against"), ("unsigned", "ink"))
    keys = join(legend_key(colour, say(f"attributions.{key}", lang, label=label)) for key, colour in colours)
    words = html('<div><h1>{}</h1><p class="sub">{}</p><div class="keys">{}</div></div>', title, sub, keys)
    below = html('<h2 class="visually-hidden">{}</h2>', say("attributions.maps", lang))
    return page(html('<div class="view"><section><div class="head">{}</div></section>{}</div>', words, below))


def _finding(
    label: str, similarities: Mapping[tuple[Task, Task], float], passing: frozenset[str] | None, lang: str
) -> tuple[str, str]:
    if not similarities:
        return say("attributions.why", lang, label=label), say("attributions.each", lang)
    most, least = (pick(similarities, key=similarities.get) for pick in (max, min))
    one, other, third, fourth = (method_name(task, lang) for task in (*most, *least))
    high, low = similarities[most], similarities[least]
    key = "agree_all" if low >= AGREE_ALL and len(similarities) > 1 else "agree" if high >= AGREE else "disagree"
    title = say(f"attributions.{key}", lang, label=label, one=one, other=other)
    is_open = passing is not None and not any(task.method in passing for pair in similarities for task in pair)
    if key != "disagree" and is_open:
        title = say("attributions.unproven", lang, finding=title)
    if len(similarities) == 1:
        return title, say("attributions.one_pair", lang, high=two_digits(high))
    names = {"one": one, "other": other, "third": third, "fourth": fourth}
    return title, say("attributions.similarity", lang, high=two_digits(high), low=two_digits(low), **names)


def two_digits(value: float) -> str:
    """A similarity: "0.65", "−0.24"."""
    return f"{value:.2f}".replace("-0.00", "0.00").replace("-", "−")


def notes(lang: str) -> str:
    """How the maps are drawn and compared."""
    from googlenet.inspection.similarity import CELLS

    return page(
        html(
            '<p class="note">{}</p>',
            say("attributions.similarity_note", lang, cells=CELLS, percent=number(FULL_PERCENT)),
        )
    )
