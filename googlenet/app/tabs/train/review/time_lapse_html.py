"""One image at each kept epoch of a run: the network's map and the class bars, switched in the browser."""

from dataclasses import dataclass

from googlenet.app.kit.html import button, class_name, escape, icon, page, path_mark, percent, scrolls, style
from googlenet.app.kit.map import place
from googlenet.app.tabs.train.review.mistakes_html import work_bar
from googlenet.common.palette import block_label
from googlenet.text import say

CLASSES = 6  # bars


@dataclass(frozen=True)
class Frame:
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
    frames: tuple[Frame, ...] = ()
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
    run = escape(view.run)
    if not view.kept and view.has_record:
        inner = f'<p class="note">{say("lab.lapse.examples", lang, run=run, most=most)}</p>'
    elif not view.kept:
        inner = f'<p class="note">{say("lab.lapse.none", lang, run=run, most=most)}</p>'
    else:
        hint = f'<p class="note">{say("lab.lapse.hint", lang, count=view.kept, run=run)}</p>'
        start = button(icon("start") + say("lab.lapse.make", lang), data={"do": "lapse"}, kind="primary")
        inner = hint + (_work(view, lang) if view.work else _film(view, lang) if view.frames else f"<div>{start}</div>")
    problem = f'<p class="say" role="alert">{escape(view.problem)}</p>' if view.problem else ""
    is_open = " open" if view.frames or view.work or view.problem else ""
    return page(
        f'<div class="view train lab"><section><details class="more"{is_open}><summary><h2>{say("lab.lapse.title", lang)}</h2>'
        f"</summary><div>{inner}{problem}</div></details></section></div>",
        view.picture,
    )


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
    epochs = " ".join(str(frame.epoch) for frame in view.frames)
    slider = (
        f'<label class="slide"><span class="lab">{say("lab.lapse.slider", lang)}</span>'
        f'<input type="range" min="0" max="{last}" value="{last}" step="1" data-slide data-epochs="{epochs}" '
        f'aria-valuetext="{view.frames[-1].epoch}"><output aria-live="off">{view.frames[-1].epoch}</output></label>'
    )
    words = {"play": say("lab.lapse.play", lang), "pause": say("lab.lapse.pause", lang)}
    play = f'<button type="button" class="btn" data-play data-words="{words["play"]}|{words["pause"]}">{words["play"]}</button>'
    save = button(icon("save") + say("lab.lapse.save", lang), data={"do": "save_lapse"}, kind="quiet")
    frames = "".join(_frame(view, at, at == last, lang) for at in range(len(view.frames)))
    return (
        f'<div role="status"><h3>{escape(headline(view, lang))}</h3></div><div class="tools">{slider}{play}{save}</div>'
        f'<div class="film">{frames}</div><p class="note">{say("lab.lapse.note", lang)}</p>'
    )


def _frame(view: LapseView, at: int, is_shown: bool, lang: str) -> str:
    frame, size = view.frames[at], (len(view.rows), len(view.blocks))
    sheet = {
        "--gn-heat": f"url({frame.sprite})",
        "--gn-heat-size": f"{100 * size[1]}% {100 * size[0]}%",
        "--gn-n": size[1],
    }
    head = "<span></span>" + "".join(f'<span class="bh">{escape(block_label(block))}</span>' for block in view.blocks)
    rows = "".join(
        path_mark(branch)
        + "".join(
            f'<span class="pic"><span class="heat"{style({"background-position": place(row, column, size)})}></span></span>'
            if (block, branch) in view.filled
            else "<span></span>"
            for column, block in enumerate(view.blocks)
        )
        for row, branch in enumerate(view.rows)
    )
    alt = escape(say("lab.lapse.alt", lang, epoch=frame.epoch))
    grid = f'<div {scrolls(say("frame.scrolls", lang))}><div class="lapse" role="img" aria-label="{alt}"{style(sheet)}>{head}{rows}</div></div>'
    return (
        f'<div class="frame-of" data-frame="{at}"{"" if is_shown else " hidden"}>{grid}{_bars(view, frame, lang)}</div>'
    )


def _bars(view: LapseView, frame: Frame, lang: str) -> str:
    """The classes that were ever the answer, then the likeliest at the end: the same at every epoch, the last's order."""
    last = view.frames[-1].probabilities
    answered = {one.answer for one in view.frames}
    chosen = sorted(range(len(last)), key=lambda index: (index not in answered, -last[index]))[:CLASSES]
    order = sorted(chosen, key=lambda index: -last[index])
    rows = "".join(
        f'<div class="bar-row{" top" if index == frame.answer else ""}"><span>{escape(class_name(view.classes[index], lang))}</span>'
        f'<span class="tr"><i style="width:{100 * frame.probabilities[index]:.1f}%"></i></span>'
        f'<span class="v num">{percent(frame.probabilities[index])}</span></div>'
        for index in order
    )
    label = class_name(view.classes[frame.answer], lang)
    said = say("lab.lapse.says", lang, answer=label, percent=percent(frame.probabilities[frame.answer]))
    return f'<div class="bars long"><b>{escape(said)}</b>{rows}</div>'
