"""A channel closely seen: levels of its branch, what excites it, what it depends on, an image made for it."""

from collections import Counter
from dataclasses import dataclass

from googlenet.app.kit.csv import csv_text
from googlenet.app.kit.html import button, class_name, icon, number, page, path_style, style
from googlenet.app.kit.map import PathId, joined, saves, share
from googlenet.app.kit.markup import html, join
from googlenet.common.palette import block_label, path_label
from googlenet.text import say

Inside = tuple[int, int, int, int]  # top, left, bottom, right, in px
MOST_OWN = 100  # images that a visitor may give
ENLARGED_BELOW = 0.75  # a patch whose longer side is this part of the image is shown by itself too


@dataclass(frozen=True)
class LevelsView:
    """How active a branch is.

    Attributes:
        width: number of its channels.
        counts: cells by strength, in equal steps from 0 to `peak`; zeros left out.
        zero: fraction of cells that are zero.
        never: how many channels none of `searched` training images excites; None: not known.
    """

    path: PathId
    width: int
    is_off: bool
    counts: tuple[int, ...]
    peak: float
    zero: float
    never: int | None
    searched: int


@dataclass(frozen=True)
class ExemplarView:
    """An image that excites a channel.

    Attributes:
        picture: data URI.
        image: index in what was searched.
        label: its class.
        value, cell: the largest value, and its (row, column).
        inside: what that cell sees.
    """

    picture: str
    image: int
    label: str
    value: float
    cell: tuple[int, int]
    inside: Inside


@dataclass(frozen=True)
class ExemplarsView:
    """The images that excite a channel.

    Attributes:
        is_known: whether images have been searched.
        is_searchable: whether the page can do that by itself.
        is_own: whether they were the visitor's; then labels are names of files.
        progress: images done and in all, while it does.
        offered, searched: how many images it would search; how many were.
        size_px: side of the network's input.
        examples: strongest first.
    """

    path: PathId
    channel: int
    is_known: bool
    is_searchable: bool
    is_own: bool
    progress: tuple[int, int] | None
    offered: int
    searched: int
    size_px: int
    examples: tuple[ExemplarView, ...]


@dataclass(frozen=True)
class EffectiveView:
    """What a cell really depends on.

    Attributes:
        is_shown: whether it is wanted.
        is_active: whether the cell is above zero: a silent one has no gradient.
        picture, heat: data URIs of what the network sees, and of the gradient's size.
        inside: the exact rectangle.
        held: fraction of that rectangle's pixels which hold 95 % of the gradient; 0 where it is zero everywhere.
    """

    branch: str
    channel: int
    is_shown: bool
    is_active: bool
    size_px: int
    picture: str = ""
    heat: str = ""
    inside: Inside = (0, 0, 0, 0)
    held: float = 0.0


@dataclass(frozen=True)
class SynthesisView:
    """Images made for a channel and for its branch.

    Attributes:
        made: of both (is the branch's, is being made, data URI or "", (step, steps), (first, latest) objective).
        problem: a sentence, where something failed.
    """

    path: PathId
    channel: int
    made: tuple[tuple[bool, bool, str, tuple[int, int], tuple[float, float]], ...]
    problem: str = ""


def levels(view: LevelsView, lang: str) -> str:
    """The histogram, and the dead units."""
    if view.is_off or not any(view.counts):
        return ""
    most = max(view.counts)
    bars = join(
        html(
            '<rect x="{:g}" y="{:.2f}" width="9" height="{:.2f}"/>',
            10 * place + 0.5,
            60 - 60 * count / most,
            60 * count / most,
        )
        for place, count in enumerate(view.counts)
    )
    zero, peak = share(view.zero), number(view.peak)
    label = say("exemplars.levels_alt", lang, zero=zero, peak=peak)
    drawn = html(
        '<svg class="levels" viewBox="0 0 {} 60" preserveAspectRatio="none" role="img" '
        'aria-label="{}"{}><g fill="var(--gn-c)">{}</g></svg>'
        '<div class="ends"><span>0</span><span>{}</span></div>',
        10 * len(view.counts),
        label,
        style(path_style(view.path[1])),
        bars,
        peak,
    )
    notes = [say("exemplars.levels_note", lang)]
    if view.never is not None:
        key = {0: "never_none", 1: "never_one"}.get(view.never, "never_some")
        notes.append(say(f"exemplars.{key}", lang, count=view.never, width=view.width, searched=f"{view.searched:,}"))
    title = say("exemplars.levels", lang, zero=zero)
    return page(
        html('<div class="stackcol">{}{}<p class="note">{}</p></div>', _title(title), drawn, joined(notes, lang))
    )


def _title(text: str) -> str:
    return html("<h3>{}</h3>", text)


def exemplars(view: ExemplarsView, lang: str) -> str:
    """Nine images, each with what the most active cell sees of it."""
    if view.progress:
        done, total = view.progress
        title = say("exemplars.searching", lang, done=f"{done:,}", total=f"{total or view.offered:,}")
        body = html("{}{}{}", _title(title), _progress(done, total or view.offered), _stop("stop_search", lang))
    elif not view.is_known:
        body = _title(say("exemplars.title", lang, channel=view.channel)) + _offer(view, lang)
    elif not view.examples:
        key = "exemplars.nothing_own" if view.is_own else "exemplars.nothing"
        body = _title(say(key, lang, channel=view.channel, searched=f"{view.searched:,}"))
    else:
        items = join(_example(one, view, lang) for one in view.examples)
        save = button(icon("save") + say("branches.save", lang), data={"do": "save_exemplars"}, kind="quiet")
        note = say("exemplars.note_own" if view.is_own else "exemplars.note", lang, searched=f"{view.searched:,}")
        more = html("<div>{}</div>", _own_button(lang)) if view.is_own else ""
        body = html(
            '{}<ol class="nine"{}>{}</ol><p class="note">{}</p><div>{}</div>{}',
            _title(_finding(view, lang)),
            style(path_style(view.path[1])),
            items,
            note,
            save,
            more,
        )
    return page(html('<div class="stackcol" id="exemplars-of-{}">{}</div>', view.channel, body))


def _own_button(lang: str) -> str:
    return button(icon("upload") + say("exemplars.own", lang), data={"do": "own"})


def _finding(view: ExemplarsView, lang: str) -> str:
    if view.is_own:
        return say("exemplars.own_most", lang, channel=view.channel, total=len(view.examples))
    (label, count), *_ = Counter(one.label for one in view.examples).most_common(1)
    values = {"channel": view.channel, "total": len(view.examples), "count": count, "label": class_name(label, lang)}
    return say("exemplars.all_one" if count == len(view.examples) else "exemplars.most", lang, **values)


def _offer(view: ExemplarsView, lang: str) -> str:
    if not view.is_searchable:
        return html(
            '<p class="note">{}</p><div>{}</div>', say("exemplars.foreign", lang, most=MOST_OWN), _own_button(lang)
        )
    start = button(say("exemplars.search", lang, images=f"{view.offered:,}"), data={"do": "search"})
    return html('<p class="note">{}</p><div>{}</div>', say("exemplars.unknown", lang), start)


def _example(one: ExemplarView, view: ExemplarsView, lang: str) -> str:
    size, (top, left, bottom, right) = view.size_px, one.inside
    width, height = right - left, bottom - top
    image = html('<image href="{}" width="{}" height="{}" preserveAspectRatio="none"/>', one.picture, size, size)
    dim = html(
        '<path class="out" fill-rule="evenodd" d="M0 0H{size}V{size}H0ZM{left} {top}H{right}V{bottom}H{left}Z"/>',
        size=size,
        left=left,
        top=top,
        right=right,
        bottom=bottom,
    )
    label = class_name(one.label, lang)
    key = "exemplars.alt_own" if view.is_own else "exemplars.alt"
    alt = say(key, lang, label=label, value=number(one.value), image=one.image)
    parts = image + dim + edges(one.inside, (3, 1.5))
    whole = html('<svg viewBox="0 0 {0} {0}" role="img" aria-label="{1}">{2}</svg>', size, alt, parts)
    patch = ""
    if max(width, height) < ENLARGED_BELOW * size:
        patch = html('<svg viewBox="{} {} {} {}" aria-hidden="true">{}</svg>', left, top, width, height, image)
    strongest = view.examples[0].value
    return html(
        '<li title="{}"><span class="two{}">{}{}</span><span class="bar"><i{}></i></span>'
        '<span class="small">{}</span><b class="small">{}</b></li>',
        alt,
        "" if patch else " one",
        whole,
        patch,
        style({"width": f"{100 * one.value / strongest:.1f}%"}),
        label,
        number(one.value),
    )


def edges(inside: Inside, widths: tuple[float, float] = (7, 3)) -> str:
    """A rectangle in ink with a light edge; their widths in px."""
    top, left, bottom, right = inside
    return join(
        html(
            '<rect x="{}" y="{}" width="{}" height="{}" fill="none" '
            'vector-effect="non-scaling-stroke" stroke="var(--gn-{})" stroke-width="{:g}"/>',
            left,
            top,
            right - left,
            bottom - top,
            colour,
            stroke,
        )
        for colour, stroke in zip(("paper", "ink"), widths, strict=True)
    )


def exemplars_csv(view: ExemplarsView) -> str:
    """A row an image."""
    rows = [
        (rank, one.image, one.label, f"{one.value:.6g}", *one.cell, *one.inside)
        for rank, one in enumerate(view.examples, 1)
    ]
    return csv_text([("rank", "image", "label", "value", "row", "column", "top", "left", "bottom", "right"), *rows])


def _progress(done: int, total: int) -> str:
    return html('<div class="progress"><i{}></i></div>', style({"width": f"{100 * done / max(1, total):.1f}%"}))


def _stop(what: str, lang: str) -> str:
    return html("<div>{}</div>", button(icon("stop") + say("exemplars.stop", lang), data={"do": what}))


def effective(view: EffectiveView, lang: str) -> str:
    """The gradient over the picture, inside the exact rectangle."""
    word = "exemplars.field_hide" if view.is_shown else "exemplars.field_show"
    toggle = html("<div>{}</div>", button(say(word, lang), data={"do": "field"}, kind="quiet"))
    if not view.is_shown:
        return page(html('<div class="stackcol">{}</div>', toggle))
    if not (view.is_active and view.held):
        why = say("exemplars.field_unmoved" if view.is_active else "exemplars.field_silent", lang)
        return page(html('<div class="stackcol">{}<p class="note">{}</p></div>', toggle, why))
    held = share(view.held)
    title = _title(say("exemplars.field", lang, held=held, channel=view.channel))
    label = say("exemplars.field_alt", lang, channel=view.channel)
    heat = style({"background-image": f"url({view.heat})"} | path_style(view.branch))
    drawn = html(
        '<div class="pic large still" role="img" aria-label="{}"><span class="heat"{}></span>'
        '<svg class="rf" viewBox="0 0 {} {}" aria-hidden="true">{}</svg></div>',
        label,
        heat,
        view.size_px,
        view.size_px,
        edges(view.inside),
    )
    note = html('<p class="note">{}</p>', say("exemplars.field_note", lang))
    files = html("<div>{}</div>", saves("save_field_png", "save_field", lang, key="do"))
    return page(html('<div class="stackcol">{}{}{}{}{}</div>', toggle, title, drawn, note, files), view.picture)


def synthesis(view: SynthesisView, lang: str) -> str:
    """Two images made by the network's own gradient, or the buttons that make them."""
    cells = join(_made(view, *one, lang) for one in view.made)
    problem = html('<p class="note" role="alert">{}</p>', view.problem) if view.problem else ""
    note = html('<p class="note">{}</p>', say("exemplars.made_note", lang))
    title = _title(say("exemplars.made_title", lang))
    return page(html('<div class="stackcol">{}<div class="made">{}</div>{}{}</div>', title, cells, problem, note))


def _made(
    view: SynthesisView,
    is_path: bool,
    is_busy: bool,
    image: str,
    done: tuple[int, int],
    objective: tuple[float, float],
    lang: str,
) -> str:
    what = "path" if is_path else "channel"
    branch = f"{block_label(view.path[0])} {path_label(view.path[1])}"
    name = say(f"exemplars.made_{what}", lang, channel=view.channel, path=branch)
    step, steps = done
    first, last = map(number, objective)
    key = "made_step" if is_busy else "made_done" if step == steps else "made_stopped"
    state = say(f"exemplars.{key}", lang, step=step, steps=steps, first=first, last=last) if image else ""
    alt = say("exemplars.made_alt", lang, what=name)
    frame = (
        html('<img src="{}" alt="{}"/>', image, alt) if image else html('<div class="blank" aria-hidden="true"></div>')
    )
    if is_busy:
        acts = _progress(step, steps) + _stop("stop_make", lang)
    else:
        word = "exemplars.make_again" if image else "exemplars.make"
        label = say("exemplars.make_label", lang, what=name)
        make = button(say(word, lang), data={"do": "make", "what": what}, label=label)
        saving = {"do": "save_made", "what": what}
        save = button(icon("save") + say("branches.save", lang), data=saving, kind="quiet") if image else ""
        acts = html("<div>{}{}</div>", make, save)
    return html(
        '<figure data-what="{}" data-step="{}">{}<figcaption>{}</figcaption>'
        '<span class="small" aria-live="{}">{}</span>{}</figure>',
        what,
        step,
        frame,
        name,
        "off" if is_busy else "polite",
        state,
        acts,
    )
