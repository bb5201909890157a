"""The images that a run gets wrong: those of a cell of the confusion matrix, or the worst; each becomes the image."""

from collections.abc import Sequence
from dataclasses import dataclass

from googlenet.app.kit.csv import csv_text
from googlenet.app.kit.html import button, class_name, icon, percent
from googlenet.app.kit.map import joined
from googlenet.app.kit.markup import element, html, join
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
        work: (done, total) while the images are answered.
        problem: what went wrong, in a sentence.
    """

    run: str
    images: int
    pairs: tuple[tuple[str, str, int], ...]
    chosen: tuple[str, str] | str | None = None
    found: tuple[Mistake, ...] | None = None
    whole: int = 0
    work: tuple[int, int] | None = None
    problem: str = ""


def mistakes(view: MistakesView, lang: str) -> str:
    """The section; empty where there is nothing to look at."""
    if not view.images:
        return ""
    hint = html('<p class="note">{}</p>', say("lab.mistakes.hint", lang, run=view.run, images=f"{view.images:,}"))
    inner = hint + _choices(view, lang)
    if view.work is not None:
        done, total = view.work
        sentence = say("lab.mistakes.working", lang, done=f"{done:,}", total=f"{total or view.images:,}")
        inner += work_bar(done, total, sentence, say("lab.mistakes.stop", lang), "stop_mistakes")
    if view.found is not None:
        inner += _found(view, view.found, lang)
    is_open = bool(view.chosen or view.problem)
    return folded(say("lab.mistakes.title", lang), inner, view.problem, is_open=is_open)


def _choices(view: MistakesView, lang: str) -> str:
    """The worst and the commonest pairs as buttons, the rarer ones as a list: the matrix's cells answer a pointer alone."""
    chips = [button(say("lab.mistakes.worst", lang), data={"do": WORST}, pressed=view.chosen == WORST)]
    options = []
    for at, (true, answer, count) in enumerate(view.pairs[: MOST_PAIRS + MOST_OTHER_PAIRS]):
        label = say("lab.mistakes.pair", lang, true=class_name(true, lang), answer=class_name(answer, lang))
        text, pair, is_chosen = f"{label} · {count}", {"true": true, "answer": answer}, view.chosen == (true, answer)
        if at < MOST_PAIRS:
            chips.append(button(text, data={"do": "pair"} | pair, pressed=is_chosen))
        else:
            options.append(element("option", text, data_true=true, data_answer=answer, selected=is_chosen))
    if options:
        title = say("lab.mistakes.others", lang)
        first = html('<option value="">{}</option>', title)
        chips.append(element("select", first, *options, class_="select", data_pairs=True, aria_label=title))
    return html('<div class="chips">{}</div>', join(chips))


def _found(view: MistakesView, found: Sequence[Mistake], lang: str) -> str:
    notes = [say("lab.mistakes.press", lang)] if found else []
    shown = found[:MOST_SHOWN]
    if len(shown) < len(found):
        notes.insert(0, say("lab.mistakes.first", lang, count=len(shown)))
    counted = next((count for *pair, count in view.pairs if tuple(pair) == view.chosen), 0)
    if view.chosen != WORST and counted != len(found):
        notes.append(say("lab.mistakes.other_weights", lang, count=counted))
    save = button(icon("save") + say("lab.mistakes.save", lang), data={"do": "save_mistakes"}, kind="quiet")
    return html(
        '<div class="ch"><div role="status"><h3>{}</h3></div>{}</div>'
        '<div class="mistakes">{}</div><p class="note">{}</p>',
        _title(view, len(found), lang),
        save if found else "",
        join(_cell(one, lang, is_worst=view.chosen == WORST) for one in shown),
        joined(notes, lang),
    )


def _title(view: MistakesView, count: int, lang: str) -> str:
    if view.chosen == WORST and not count:
        return say("lab.mistakes.none", lang, images=f"{view.images:,}")
    if view.chosen == WORST:
        return say("lab.mistakes.worst_found", lang, count=min(count, MOST_SHOWN))
    true, answer = (class_name(name, lang) for name in view.chosen)
    key = "lab.mistakes.found" if count else "lab.mistakes.no_pair"
    return say(key, lang, count=count, whole=view.whole, true=true, answer=answer)


def _cell(one: Mistake, lang: str, *, is_worst: bool) -> str:
    names = {"true": class_name(one.true, lang), "answer": class_name(one.answer, lang)}
    names["percent"] = percent(one.probability)
    label = say("lab.mistakes.cell", lang, index=one.index, **names)
    picture = html(
        '<button type="button" data-do="pick" data-index="{index}" aria-label="{label}" title="{label}">'
        '<img src="{picture}" alt=""><span>{answer}</span><small>{true}</small></button>',
        index=one.index,
        label=label,
        picture=one.picture,
        answer=say("lab.mistakes.as", lang, **names),
        true=say("lab.mistakes.is", lang, **names),
    )
    if not is_worst:
        return picture
    taught, more = say("lab.mistakes.taught", lang), {"do": "pick", "index": one.index, "then": "influence"}
    way = button(taught, data=more, kind="quiet", label=say("lab.mistakes.taught_label", lang, index=one.index))
    return html("<div>{}{}</div>", picture, way)


def mistakes_csv(found: Sequence[Mistake]) -> str:
    """The mistakes on screen, one a row."""
    rows = [(one.index, one.true, one.answer, f"{one.probability:.6f}", f"{one.loss:.6f}") for one in found]
    return csv_text([("test_image", "true_class", "answer", "probability", "loss_nats"), *rows])
