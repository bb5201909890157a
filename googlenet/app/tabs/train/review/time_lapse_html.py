"""One image at each kept epoch of a run: the network's map and the class bars, switched in the browser."""

from dataclasses import dataclass

from googlenet.app.kit.html import button, class_name, icon, path_mark, percent, scrolls, style
from googlenet.app.kit.map import place
from googlenet.app.kit.markup import html, join
from googlenet.app.tabs.train.section_html import epoch_slider, folded, work_bar
from googlenet.common.palette import block_label
from googlenet.text import say

CLASSES = 6  # bars


@dataclass(frozen=True)
class LapseFrame:
    """After `epoch` epochs: the sprite of all tiles as a data URI, and K probabilities in class order."""

    epoch: int
    sprite: str
    probabilities: tuple[float, ...]

    @property
    def answer(self) -> int:
        """Class index."""
        return max(range(len(self.probabilities)), key=self.probabilities.__getitem__)


@dataclass(frozen=True)
class LapseView:
    """What the section shows.

    Attributes:
        run: as people read it; "" where there is none.
        kept: how many epochs are kept.
        classes: K names.
        picture: data URI of what the network sees.
        rows, blocks: branches and blocks, in the sprite's order.
        filled: (block, branch) of each tile that there is.
        frames: in order; () before they are made.
        work: (done, total) while they are made.
        problem: what went wrong, in a sentence.
        has_record: the run keeps no weights but a record of the examples; `kept` is 0 for other pictures.
    """

    run: str
    kept: int
    classes: tuple[str, ...] = ()
    picture: str = ""
    rows: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    filled: frozenset[tuple[str, str]] = frozenset()
    frames: tuple[LapseFrame, ...] = ()
    work: tuple[int, int] | None = None
    problem: str = ""
    has_record: bool = False


def time_lapse(view: LapseView, most: int, lang: str) -> str:
    """The section.

    Args:
        most: epochs that a run from the page keeps.
    """
    if not view.run:
        return ""
    run = view.run
    if not view.kept and view.has_record:
        inner = html('<p class="note">{}</p>', say("lab.lapse.examples", lang, run=run, most=most))
    elif not view.kept:
        inner = html('<p class="note">{}</p>', say("lab.lapse.none", lang, run=run, most=most))
    else:
        hint = html('<p class="note">{}</p>', say("lab.lapse.hint", lang, count=view.kept, run=run))
        start = button(icon("start") + say("lab.lapse.make", lang), data={"do": "lapse"}, kind="primary")
        inner = hint + (
            _work(view, lang) if view.work else _film(view, lang) if view.frames else html("<div>{}</div>", start)
        )
    is_open = bool(view.frames or view.work or view.problem)
    return folded(say("lab.lapse.title", lang), inner, view.problem, is_open=is_open, photo=view.picture)


def _work(view: LapseView, lang: str) -> str:
    done, total = view.work
    sentence = say("lab.lapse.working", lang, done=done, total=total or view.kept)
    return work_bar(done, total, sentence, say("lab.lapse.stop", lang), "stop_lapse")


def headline(view: LapseView, lang: str) -> str:
    """From when on the answer stayed what it is at the end."""
    last = view.frames[-1].answer
    label = class_name(view.classes[last], lang)
    since = next(
        (at for at in range(len(view.frames)) if all(frame.answer == last for frame in view.frames[at:])),
        len(view.frames),
    )
    if since == 0:
        return say("lab.lapse.always", lang, label=label)
    if since == len(view.frames) - 1:
        return say("lab.lapse.never", lang, label=label)
    return say("lab.lapse.headline", lang, epoch=view.frames[since].epoch, label=label)


def _film(view: LapseView, lang: str) -> str:
    last = len(view.frames) - 1
    play, pause = say("lab.lapse.play", lang), say("lab.lapse.pause", lang)
    press = html(
        '<button type="button" class="btn" data-play data-words="{play}|{pause}">{play}</button>',
        play=play,
        pause=pause,
    )
    save = button(icon("save") + say("lab.lapse.save", lang), data={"do": "save_lapse"}, kind="quiet")
    frames = join(_frame(view, at, at == last, lang) for at in range(len(view.frames)))
    return html(
        '<div role="status"><h3>{}</h3></div><div class="tools">{}{}{}</div>'
        '<div class="film">{}</div><p class="note">{}</p>',
        headline(view, lang),
        epoch_slider(say("lab.lapse.slider", lang), [frame.epoch for frame in view.frames]),
        press,
        save,
        frames,
        say("lab.lapse.note", lang),
    )


def _frame(view: LapseView, at: int, is_shown: bool, lang: str) -> str:
    frame, size = view.frames[at], (len(view.rows), len(view.blocks))
    sheet = {
        "--gn-heat": f"url({frame.sprite})",
        "--gn-heat-size": f"{100 * size[1]}% {100 * size[0]}%",
        "--gn-n": size[1],
    }
    head = html("<span></span>") + join(html('<span class="bh">{}</span>', block_label(block)) for block in view.blocks)
    rows = join(
        path_mark(branch)
        + join(
            html(
                '<span class="pic"><span class="heat"{}></span></span>',
                style({"background-position": place(row, column, size)}),
            )
            if (block, branch) in view.filled
            else html("<span></span>")
            for column, block in enumerate(view.blocks)
        )
        for row, branch in enumerate(view.rows)
    )
    alt = say("lab.lapse.alt", lang, epoch=frame.epoch)
    grid = html(
        '<div {}><div class="lapse" role="img" aria-label="{}"{}>{}{}</div></div>',
        scrolls(say("frame.scrolls", lang)),
        alt,
        style(sheet),
        head,
        rows,
    )
    return html(
        '<div class="frame-of" data-frame="{}"{}>{}{}</div>',
        at,
        "" if is_shown else " hidden",
        grid,
        _bars(view, frame, lang),
    )


def _bars(view: LapseView, frame: LapseFrame, lang: str) -> str:
    """The classes that were ever the answer, then the likeliest at the end: the same at every epoch, the last's order."""
    last = view.frames[-1].probabilities
    answered = {one.answer for one in view.frames}
    chosen = sorted(range(len(last)), key=lambda index: (index not in answered, -last[index]))[:CLASSES]
    order = sorted(chosen, key=lambda index: -last[index])
    rows = join(
        html(
            '<div class="bar-row{}"><span>{}</span>'
            '<span class="tr"><i style="width:{:.1f}%"></i></span>'
            '<span class="v num">{}</span></div>',
            " top" if index == frame.answer else "",
            class_name(view.classes[index], lang),
            100 * frame.probabilities[index],
            percent(frame.probabilities[index]),
        )
        for index in order
    )
    label = class_name(view.classes[frame.answer], lang)
    answer = say("lab.lapse.says", lang, answer=label, percent=percent(frame.probabilities[frame.answer]))
    return html('<div class="bars long"><b>{}</b>{}</div>', answer, rows)
