"""One image at each kept epoch of a run: the network's map and the class bars, switched in the browser."""

from dataclasses import dataclass

from googlenet.app.kit.html import backed, button, class_name, icon, path_mark, percent, scrolls
from googlenet.app.kit.map import place
from googlenet.app.kit.markup import element, html, join
from googlenet.app.tabs.train.section_html import epoch_slider, folded, work_bar
from googlenet.common.palette import block_label, names_in
from googlenet.text import say

MOST_BARS = 6  # classes


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
    key = "hint" if view.kept else "examples" if view.has_record else "none"
    inner = html('<p class="note">{}</p>', say(f"lab.lapse.{key}", lang, run=view.run, count=view.kept, most=most))
    if view.kept and view.work:
        done, total = view.work
        sentence = say("lab.lapse.working", lang, done=done, total=total or view.kept)
        inner += work_bar(done, total, sentence, say("lab.lapse.stop", lang), "stop_lapse")
    elif view.kept and view.frames:
        inner += _film(view, lang)
    elif view.kept:
        start = button(icon("start") + say("lab.lapse.make", lang), data={"do": "lapse"}, kind="primary")
        inner += html("<div>{}</div>", start)
    is_open = bool(view.frames or view.work or view.problem)
    return folded(say("lab.lapse.title", lang), inner, view.problem, is_open=is_open, photo=view.picture)


def headline(view: LapseView, lang: str) -> str:
    """From when on the answer stayed what it is at the end."""
    last = len(view.frames) - 1
    answer = view.frames[last].answer
    since = 1 + max((at for at, frame in enumerate(view.frames) if frame.answer != answer), default=-1)
    key = "always" if since == 0 else "never" if since == last else "headline"
    label = class_name(view.classes[answer], lang)
    return say(f"lab.lapse.{key}", lang, epoch=view.frames[since].epoch, label=label)


def _film(view: LapseView, lang: str) -> str:
    play, pause = say("lab.lapse.play", lang), say("lab.lapse.pause", lang)
    last = len(view.frames) - 1
    return html(
        '<div role="status"><h3>{}</h3></div><div class="tools">{}{}{}</div>'
        '<div class="film">{}</div><p class="note">{}</p>',
        headline(view, lang),
        epoch_slider(say("lab.lapse.slider", lang), [frame.epoch for frame in view.frames]),
        element("button", play, type="button", class_="btn", data_play=True, data_words=f"{play}|{pause}"),
        button(icon("save") + say("lab.lapse.save", lang), data={"do": "save_lapse"}, kind="quiet"),
        join(
            html(
                '<div class="frame-of" data-frame="{}"{}>{}{}</div>',
                at,
                "" if at == last else " hidden",
                *_frame(view, frame, lang),
            )
            for at, frame in enumerate(view.frames)
        ),
        say("lab.lapse.note", lang),
    )


def _frame(view: LapseView, frame: LapseFrame, lang: str) -> tuple[str, str]:
    """The map and the bars after an epoch."""
    rows, columns = size = len(view.rows), len(view.blocks)
    cells = [
        html("<span></span>"),
        *(html('<span class="block-name">{}</span>', block_label(block)) for block in view.blocks),
    ]
    for row, branch in enumerate(view.rows):
        cells.append(path_mark(branch, names=names_in(lang)))
        for column, block in enumerate(view.blocks):
            heat = element("span", class_="heat", style={"background-position": place(row, column, size)})
            is_there = (block, branch) in view.filled
            cells.append(html('<span class="pic">{}</span>', heat) if is_there else html("<span></span>"))
    name, rule = backed(frame.sprite, ".heat")
    sheet = {"--gn-heat-size": f"{100 * columns}% {100 * rows}%", "--gn-n": columns}
    alt = say("lab.lapse.alt", lang, epoch=frame.epoch)
    grid = element("div", *cells, class_=f"lapse {name}", role="img", aria_label=alt, style=sheet)
    return html("<div {}>{}{}</div>", scrolls(say("frame.scrolls", lang)), rule, grid), _bars(view, frame, lang)


def _bars(view: LapseView, frame: LapseFrame, lang: str) -> str:
    """Bars of the same classes at every epoch, in the last's order: those ever predicted, then the likeliest at the end."""
    last = view.frames[-1].probabilities
    answered = {one.answer for one in view.frames}
    chosen = sorted(range(len(last)), key=lambda index: (index not in answered, -last[index]))[:MOST_BARS]
    rows = join(
        html(
            '<div class="bar-row{}"><span>{}</span><span class="track"><i style="width:{:.1f}%"></i></span>'
            '<span class="value num">{}</span></div>',
            " top" if index == frame.answer else "",
            class_name(view.classes[index], lang),
            100 * frame.probabilities[index],
            percent(frame.probabilities[index]),
        )
        for index in sorted(chosen, key=lambda index: -last[index])
    )
    label = class_name(view.classes[frame.answer], lang)
    answer = say("lab.lapse.says", lang, answer=label, percent=percent(frame.probabilities[frame.answer]))
    return html('<div class="bars long"><b>{}</b>{}</div>', answer, rows)
