"""A channel closely seen: levels of its branch, what excites it, what it depends on, an image made for it."""

from collections import Counter
from dataclasses import dataclass

from googlenet.app.kit.csv import csv_text
from googlenet.app.kit.html import button, class_name, icon, number, page, path_style, save_button, stop_button, style
from googlenet.app.kit.map import PathId, joined, saves, share
from googlenet.app.kit.markup import html, join
from googlenet.app.tabs.branches.sheet_html import edges, frames
from googlenet.common.palette import block_label, names_in, path_label
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
        held: fraction of that rectangle's pixels which hold 95% of the gradient; 0 where it is zero everywhere.
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
class MadeView:
    """An image made for a channel or for its branch.

    Attributes:
        image: data URI; "": there is none yet.
        done: (step, steps).
        objective: (first, latest).
    """

    is_path: bool
    is_busy: bool
    image: str
    done: tuple[int, int]
    objective: tuple[float, float]


@dataclass(frozen=True)
class SynthesisView:
    """Images made for a channel and for its branch; `problem`: a sentence, where something failed."""

    path: PathId
    channel: int
    made: tuple[MadeView, ...]
    problem: str = ""


def levels(view: LevelsView, lang: str) -> str:
    """The histogram, and the dead units."""
    if view.is_off or not any(view.counts):
        return ""
    heights = [60 * count / max(view.counts) for count in view.counts]
    bars = join(
        html('<rect x="{:g}" y="{:.2f}" width="9" height="{:.2f}"/>', 10 * place + 0.5, 60 - height, height)
        for place, height in enumerate(heights)
    )
    zero, peak = share(view.zero), number(view.peak)
    label = say("exemplars.levels_alt", lang, zero=zero, peak=peak)
    box = html('viewBox="0 0 {} 60" preserveAspectRatio="none" role="img"', 10 * len(heights))
    start = html('<svg class="levels" {} aria-label="{}"{}>', box, label, style(path_style(view.path[1])))
    drawn = html('{}<g fill="var(--gn-c)">{}</g></svg>', start, bars)
    ends = html('<div class="ends"><span>0</span><span>{}</span></div>', peak)
    notes = [say("exemplars.levels_note", lang)]
    if view.never is not None:
        key = {0: "never_none", 1: "never_one"}.get(view.never, "never_some")
        notes.append(say(f"exemplars.{key}", lang, count=view.never, width=view.width, searched=f"{view.searched:,}"))
    return _column(_title("levels", lang, zero=zero), drawn, ends, _note(joined(notes, lang)))


def _column(*parts: str, photo: str = "") -> str:
    return page(html('<div class="stackcol">{}</div>', join(parts)), photo)


def _title(key: str, lang: str, **values: object) -> str:
    return html("<h3>{}</h3>", say(f"exemplars.{key}", lang, **values))


def _note(text: str) -> str:
    return html('<p class="note">{}</p>', text)


def exemplars(view: ExemplarsView, lang: str) -> str:
    """Nine images, each with what the most active cell sees of it."""
    channel, searched = view.channel, f"{view.searched:,}"
    if view.progress:
        done, total = view.progress[0], view.progress[1] or view.offered
        title = _title("searching", lang, done=f"{done:,}", total=f"{total:,}")
        body = title + _progress(done, total) + _stop("stop_search", lang)
    elif not view.is_known:
        body = _title("title", lang, channel=channel) + _offer(view, lang)
    elif not view.examples:
        body = _title("nothing_own" if view.is_own else "nothing", lang, channel=channel, searched=searched)
    else:
        items, colours = join(_example(one, view, lang) for one in view.examples), style(path_style(view.path[1]))
        note = _note(say("exemplars.note_own" if view.is_own else "exemplars.note", lang, searched=searched))
        save = save_button(say("branches.save", lang), {"do": "save_exemplars"})
        more = html("<div>{}</div>", _own_button(lang)) if view.is_own else ""
        body = html('{}<ol class="nine"{}>{}</ol>', _finding(view, lang), colours, items)
        body += html("{}<div>{}</div>{}", note, save, more)
    return page(html('<div class="stackcol" id="exemplars-of-{}">{}</div>', channel, body))


def _own_button(lang: str) -> str:
    return button(icon("upload") + say("exemplars.own", lang), data={"do": "own"})


def _finding(view: ExemplarsView, lang: str) -> str:
    total = len(view.examples)
    if view.is_own:
        return _title("own_most", lang, channel=view.channel, total=total)
    (label, count), *_ = Counter(one.label for one in view.examples).most_common(1)
    values = {"channel": view.channel, "total": total, "count": count, "label": class_name(label, lang)}
    return _title("all_one" if count == total else "most", lang, **values)


def _offer(view: ExemplarsView, lang: str) -> str:
    if view.is_searchable:
        text = say("exemplars.unknown", lang)
        way = button(say("exemplars.search", lang, images=f"{view.offered:,}"), data={"do": "search"}, kind="begins")
    else:
        text, way = say("exemplars.foreign", lang, most=MOST_OWN), _own_button(lang)
    return html("{}<div>{}</div>", _note(text), way)


def _example(one: ExemplarView, view: ExemplarsView, lang: str) -> str:
    size, (top, left, bottom, right) = view.size_px, one.inside
    width, height = right - left, bottom - top
    image = html('<image href="{0}" width="{1}" height="{1}" preserveAspectRatio="none"/>', one.picture, size)
    outline = f"M0 0H{size}V{size}H0ZM{left} {top}H{right}V{bottom}H{left}Z"
    dim = html('<path class="out" fill-rule="evenodd" d="{}"/>', outline)
    label, value = class_name(one.label, lang), number(one.value)
    key = "exemplars.alt_own" if view.is_own else "exemplars.alt"
    alt = say(key, lang, label=label, value=value, image=one.image)
    parts = image + dim + edges(one.inside, (3, 1.5))
    pictures = html('<svg viewBox="0 0 {0} {0}" role="img" aria-label="{1}">{2}</svg>', size, alt, parts)
    kind = "two one"
    if max(width, height) < ENLARGED_BELOW * size:
        kind, box = "two", html('viewBox="{} {} {} {}" aria-hidden="true"', left, top, width, height)
        pictures += html("<svg {}>{}</svg>", box, image)
    part = style({"width": f"{100 * one.value / view.examples[0].value:.1f}%"})
    bar = html('<span class="{}">{}</span><span class="bar"><i{}></i></span>', kind, pictures, part)
    text = html('<span class="small">{}</span><b class="small">{}</b>', label, value)
    return html('<li title="{}">{}{}</li>', alt, bar, text)


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
    return html("<div>{}</div>", stop_button(say("exemplars.stop", lang), {"do": what}))


def effective(view: EffectiveView, lang: str) -> str:
    """The gradient over the picture, inside the exact rectangle."""
    word = "exemplars.field_hide" if view.is_shown else "exemplars.field_show"
    toggle = html("<div>{}</div>", button(say(word, lang), data={"do": "field"}))
    if not view.is_shown:
        return _column(toggle)
    if not (view.is_active and view.held):
        return _column(toggle, _note(say(f"exemplars.field_{'unmoved' if view.is_active else 'silent'}", lang)))
    title = _title("field", lang, held=share(view.held), channel=view.channel)
    heat = style({"background-image": f"url({view.heat})"} | path_style(view.branch))
    field = frames(view.size_px, edges(view.inside))
    label = say("exemplars.field_alt", lang, channel=view.channel)
    start = html('<div class="pic large still" role="img" aria-label="{}">', label)
    picture = html('{}<span class="heat"{}></span>{}</div>', start, heat, field)
    files = html("<div>{}</div>", saves("save_field_png", "save_field", lang, key="do"))
    return _column(toggle, title, picture, _note(say("exemplars.field_note", lang)), files, photo=view.picture)


def synthesis(view: SynthesisView, lang: str) -> str:
    """Two images made by the network's own gradient, or the buttons that make them."""
    made = html('<div class="made">{}</div>', join(_made(view, one, lang) for one in view.made))
    problem = html('<p class="note" role="alert">{}</p>', view.problem) if view.problem else ""
    return _column(_title("made_title", lang), made, problem, _note(say("exemplars.made_note", lang)))


def _made(view: SynthesisView, made: MadeView, lang: str) -> str:
    what, is_busy = "path" if made.is_path else "channel", made.is_busy
    branch = f"{block_label(view.path[0])} {path_label(view.path[1], names_in(lang))}"
    name = say(f"exemplars.made_{what}", lang, channel=view.channel, path=branch)
    (step, steps), (first, last) = made.done, map(number, made.objective)
    if made.image:
        key = "made_step" if is_busy else "made_done" if step == steps else "made_stopped"
        state = say(f"exemplars.{key}", lang, step=step, steps=steps, first=first, last=last)
        frame = html('<img src="{}" alt="{}"/>', made.image, say("exemplars.made_alt", lang, what=name))
    else:
        state, frame = "", html('<div class="blank" aria-hidden="true"></div>')
    if is_busy:
        acts = _progress(step, steps) + _stop("stop_make", lang)
    else:
        word = say("exemplars.make_again" if made.image else "exemplars.make", lang)
        label = say("exemplars.make_label", lang, what=name)
        make = button(word, data={"do": "make", "what": what}, kind="begins", label=label)
        save = save_button(say("branches.save", lang), {"do": "save_made", "what": what}) if made.image else ""
        acts = html("<div>{}{}</div>", make, save)
    start = html('<figure data-what="{}" data-step="{}">{}<figcaption>{}</figcaption>', what, step, frame, name)
    live = "off" if is_busy else "polite"
    return html('{}<span class="small" aria-live="{}">{}</span>{}</figure>', start, live, state, acts)
