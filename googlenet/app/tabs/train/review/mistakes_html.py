"""The images that a run gets wrong: those of a cell of the confusion matrix, or the worst; each becomes the image."""

from collections.abc import Sequence
from dataclasses import dataclass

from googlenet.app.kit.csv import csv_text
from googlenet.app.kit.html import button, class_name, icon, percent
from googlenet.app.kit.map import joined
from googlenet.app.kit.markup import html, join
from googlenet.app.tabs.train.section_html import folded, work_bar
from googlenet.text import say

MOST_PAIRS, MOST_OTHER_PAIRS = 8, 200  # buttons; the rest in a list
MOST_SHOWN = 60  # pictures
WORST = "worst"


@dataclass(frozen=True)
class Mistake:
    """One test image.

    Attributes:
        index: among the test images.
        true, answer: class names.
        probability: of the answer.
        loss: in nats.
        picture: data URI.
    """

    index: int
    true: str
    answer: str
    probability: float
    loss: float
    picture: str


@dataclass(frozen=True)
class MistakesView:
    """What the section shows.

    Attributes:
        run: as people read it.
        images: how many test images there are; 0 before the first test.
        pairs: (true, answer, count) of the matrix's mistakes, the commonest first.
        chosen: (true, answer), `WORST`, or None.
        found: mistakes of that choice, in order; None while they are not known.
        whole: test images of the true class.
        counted: how many the matrix has of the pair.
        work: (done, total) while the images are answered.
        problem: what went wrong, in a sentence.
    """

    run: str
    images: int
    pairs: tuple[tuple[str, str, int], ...]
    chosen: tuple[str, str] | str | None = None
    found: tuple[Mistake, ...] | None = None
    whole: int = 0
    counted: int = 0
    work: tuple[int, int] | None = None
    problem: str = ""


def mistakes(view: MistakesView, lang: str) -> str:
    """The section; empty where there is nothing to look at."""
    if not view.images:
        return ""
    hint = say("lab.mistakes.hint", lang, run=view.run, images=f"{view.images:,}")
    inner = html('<p class="note">{}</p>{}{}{}', hint, _choices(view, lang), _work(view, lang), _found(view, lang))
    is_open = bool(view.chosen or view.problem)
    return folded(say("lab.mistakes.title", lang), inner, view.problem, is_open=is_open)


def _choices(view: MistakesView, lang: str) -> str:
    chips = [_chip(WORST, say("lab.mistakes.worst", lang), view.chosen == WORST)]
    for true, answer, count in view.pairs[:MOST_PAIRS]:
        text = _pair(true, answer, count, lang)
        chips.append(_chip("pair", text, view.chosen == (true, answer), true=true, answer=answer))
    return html('<div class="chips">{}{}</div>', join(chips), _others(view, lang))


def _others(view: MistakesView, lang: str) -> str:
    """The rarer pairs as a list to choose from: the matrix's cells answer to a pointer alone."""
    rest = view.pairs[MOST_PAIRS : MOST_PAIRS + MOST_OTHER_PAIRS]
    if not rest:
        return ""
    title = say("lab.mistakes.others", lang)
    options = join(
        html(
            '<option data-true="{}" data-answer="{}"{}>{}</option>',
            true,
            answer,
            " selected" if view.chosen == (true, answer) else "",
            _pair(true, answer, count, lang),
        )
        for true, answer, count in rest
    )
    return html(
        '<select class="select" data-pairs aria-label="{}"><option value="">{}</option>{}</select>',
        title,
        title,
        options,
    )


def _pair(true: str, answer: str, count: int, lang: str) -> str:
    label = say("lab.mistakes.pair", lang, true=class_name(true, lang), answer=class_name(answer, lang))
    return f"{label} · {count}"


def _chip(do: str, text: str, chosen: bool, **data: str) -> str:
    more = join(html(' data-{}="{}"', name, value) for name, value in data.items())
    return html(
        '<button type="button" class="btn" data-do="{}"{} aria-pressed="{}">{}</button>',
        do,
        more,
        str(chosen).lower(),
        text,
    )


def _work(view: MistakesView, lang: str) -> str:
    if view.work is None:
        return ""
    done, total = view.work
    sentence = say("lab.mistakes.working", lang, done=f"{done:,}", total=f"{total or view.images:,}")
    return work_bar(done, total, sentence, say("lab.mistakes.stop", lang), "stop_mistakes")


def _found(view: MistakesView, lang: str) -> str:
    if view.found is None:
        return ""
    notes = [say("lab.mistakes.press", lang)] if view.found else []
    shown = view.found[:MOST_SHOWN]
    if len(shown) < len(view.found):
        notes.insert(0, say("lab.mistakes.first", lang, count=len(shown)))
    if view.chosen != WORST and view.counted != len(view.found):
        notes.append(say("lab.mistakes.other_weights", lang, count=view.counted))
    save = button(icon("save") + say("lab.mistakes.save", lang), data={"do": "save_mistakes"}, kind="quiet")
    cells = join(_cell(one, lang) for one in shown)
    return html(
        '<div class="ch"><div role="status"><h3>{}</h3></div>{}</div>'
        '<div class="mistakes">{}</div><p class="note">{}</p>',
        _title(view, lang),
        save if view.found else "",
        cells,
        joined(notes, lang),
    )


def _title(view: MistakesView, lang: str) -> str:
    count = len(view.found or ())
    if view.chosen == WORST:
        return say("lab.mistakes.worst_found", lang, count=min(count, MOST_SHOWN))
    true, answer = (class_name(name, lang) for name in view.chosen)
    if not count:
        return say("lab.mistakes.no_pair", lang, true=true, answer=answer)
    return say("lab.mistakes.found", lang, count=count, whole=view.whole, true=true, answer=answer)


def _cell(one: Mistake, lang: str) -> str:
    true, answer = class_name(one.true, lang), class_name(one.answer, lang)
    share = percent(one.probability)
    label = say("lab.mistakes.cell", lang, index=one.index, true=true, answer=answer, percent=share)
    return html(
        '<button type="button" data-do="pick" data-index="{}" aria-label="{}" title="{}">'
        '<img src="{}" alt=""><span>{}</span>'
        "<small>{}</small></button>",
        one.index,
        label,
        label,
        one.picture,
        say("lab.mistakes.as", lang, answer=answer, percent=share),
        say("lab.mistakes.is", lang, true=true),
    )


def mistakes_csv(found: Sequence[Mistake]) -> str:
    """The mistakes on screen, one a row."""
    rows = [(one.index, one.true, one.answer, f"{one.probability:.6f}", f"{one.loss:.6f}") for one in found]
    return csv_text([("test_image", "true_class", "answer", "probability", "loss_nats"), *rows])
