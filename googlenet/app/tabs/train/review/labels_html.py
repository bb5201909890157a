"""Labels worth a second look: the training images that fit their labels least."""

from dataclasses import dataclass

from googlenet.app.kit.html import button, class_name, number
from googlenet.app.kit.map import joined
from googlenet.app.kit.markup import html, join
from googlenet.app.tabs.train.section_html import folded, work_bar
from googlenet.text import say


@dataclass(frozen=True)
class LabeledImage:
    """A training image.

    Attributes:
        label, predicted: class names.
        value: of the score that it is listed by.
        picture: data URI.
    """

    label: str
    predicted: str
    value: float
    picture: str


@dataclass(frozen=True)
class LabelsView:
    """What the section shows.

    Attributes:
        run: as people read it; "" where its training images are not here.
        most: how many images are looked at, at most.
        score: what they are listed by, one of `label_noise.SCORES`.
        found: the images, the largest score first; None while they are not known.
        searched: how many were looked at.
        work: (done, total) meanwhile.
        problem: what went wrong, in a sentence.
    """

    run: str
    most: int = 0
    score: str = ""
    found: tuple[LabeledImage, ...] | None = None
    searched: int = 0
    work: tuple[int, int] | None = None
    problem: str = ""


def labels(view: LabelsView, experiment: str, lang: str) -> str:
    """The section; empty where there is nothing to look at.

    Args:
        experiment: sentences that say what such a list was found to be good for.
    """
    if not view.run:
        return ""
    gaps = {"score": say(f"lab.labels.{view.score}", lang), "most": f"{view.most:,}"}
    hint = html('<p class="note">{}</p>', say("lab.labels.hint", lang, run=view.run, **gaps))
    if view.work is not None:
        done, total = view.work
        sentence = say("lab.labels.working", lang, done=f"{done:,}", total=f"{total or view.most:,}")
        inner = hint + work_bar(done, total, sentence, say("lab.mistakes.stop", lang), "stop_labels")
    elif view.found is None:
        inner = hint + html(
            "<div>{}</div>", button(say("lab.labels.start", lang), data={"do": "labels"}, kind="begins")
        )
    else:
        inner = _found(view, experiment, lang)
    is_open = bool(view.work or view.found is not None or view.problem)
    return folded(say("lab.labels.title", lang), inner, view.problem, is_open=is_open)


def _found(view: LabelsView, experiment: str, lang: str) -> str:
    gaps = {"count": len(view.found), "images": f"{view.searched:,}", "score": say(f"lab.labels.{view.score}", lang)}
    return html(
        '<div role="status"><h3>{}</h3></div><ol class="mistakes">{}</ol><p class="note">{}</p>',
        say("lab.labels.found", lang, **gaps),
        join(_cell(one, view.score, lang) for one in view.found),
        joined([say("lab.labels.misses", lang), experiment], lang),
    )


def _cell(one: LabeledImage, score: str, lang: str) -> str:
    names = {"label": class_name(one.label, lang), "answer": class_name(one.predicted, lang)}
    return html(
        '<li><img src="{}" alt=""><span>{}</span><small>{}</small><small class="num">{}</small></li>',
        one.picture,
        say("lab.labels.labeled", lang, **names),
        say("lab.labels.predicted", lang, **names),
        say("lab.labels.value", lang, score=say(f"lab.labels.{score}", lang), value=number(one.value)),
    )
