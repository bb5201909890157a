"""Influential training images: the offer to search, how far it is, and the images for and against an answer."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from googlenet.app.kit.csv import csv_text
from googlenet.app.kit.html import (
    button,
    class_name,
    labelled,
    page,
    progress,
    said_choices,
    save_button,
    segment,
    signed,
    stop_button,
)
from googlenet.app.kit.map import joined, share
from googlenet.app.kit.markup import element, html, join
from googlenet.app.kit.sections import folded
from googlenet.text import say

if TYPE_CHECKING:
    from googlenet.app.kit.job import Progress

RANKINGS, SIDES = ("cosine", "product"), ("for", "against")
FEW = 20  # answers, below which the overlap of their lists says little


@dataclass(frozen=True)
class TrainingImage:
    """A training image in a list.

    Attributes:
        index: among the images that were searched.
        label, predicted: class names.
        value: what it is ranked by.
        rank: its place by self-influence, from 1 for the most unusual image.
        picture: data URI.
    """

    index: int
    label: str
    predicted: str
    value: float
    rank: int
    picture: str


@dataclass(frozen=True)
class InfluenceView:
    """What was found.

    Attributes:
        label: class name of the answer.
        searched: number of training images.
        lists: by `RANKINGS`, by `SIDES`: the images, the strongest first.
        answers: number of test images whose lists were compared.
        overlaps: by `RANKINGS`, by `SIDES`: largest fraction of these lists that one image is in.
    """

    label: str
    searched: int
    lists: tuple[tuple[tuple[TrainingImage, ...], ...], ...]
    answers: int
    overlaps: tuple[tuple[float, ...], ...]


def head(lang: str) -> str:
    """The section's title and what it is about."""
    return page(folded(say("influence.title", lang), sub=say("influence.sub", lang)))


def offer(images: int, lang: str) -> str:
    """What a search would take, and the button that starts it."""
    start = button(say("influence.start", lang), data={"do": "start"}, kind="primary begins")
    words = html('<p class="note">{}</p>', say("influence.offer", lang, images=f"{images:,}"))
    return page(html('<div class="stackcol">{}<div>{}</div></div>', words, start))


def waiting(step: "Progress", lang: str) -> str:
    """How far the search is, with Stop."""
    gaps = {"done": f"{step.done:,}", "total": f"{step.total:,}"}
    words = say("influence.busy" if step.total else "influence.waiting", lang, **gaps)
    stop = stop_button(say("influence.stop", lang), {"do": "stop"})
    bar = progress(step.done, step.total, words)
    return page(html('<div class="stackcol"><p>{}</p>{}<div>{}</div></div>', words, bar, stop))


def problem(sentence: str) -> str:
    """What keeps the search from its end."""
    return page(html('<p role="alert">{}</p>', sentence))


def result(view: InfluenceView, experiment: str, lang: str) -> str:
    """The images for the answer and those against it, by either ranking.

    Args:
        experiment: a sentence that says what such values were found to be good for; "" without one.
    """
    name = say("influence.ranking", lang)
    choices = said_choices(RANKINGS, "influence.ranking.", lang)
    ranking = labelled(name, segment("ranking", choices, RANKINGS[0], name))
    save = save_button("CSV", {"save": "influence"}, say("influence.save", lang))
    panels = join(_panel(view, number, lang) for number in range(len(RANKINGS)))
    notes = [say(f"influence.{key}", lang, images=f"{view.searched:,}") for key in ("how", "rank", "limits")]
    note = joined([*notes, experiment] if experiment else notes, lang)
    inner = html('<div class="tools">{}{}</div>{}<p class="note">{}</p>', ranking, save, panels, note)
    return page(element("div", inner, class_="stackcol influence", data_csv=influence_csv(view)))


def influence_csv(view: InfluenceView) -> str:
    """A row a training image; `rank` is by self-influence."""
    rows = [
        (ranking, side, one.index, one.label, one.predicted, one.value, one.rank)
        for ranking, sides in zip(RANKINGS, view.lists, strict=True)
        for side, images in zip(SIDES, sides, strict=True)
        for one in images
    ]
    return csv_text([("ranking", "side", "training_image", "label", "predicted", "value", "rank"), *rows])


def _panel(view: InfluenceView, place: int, lang: str) -> str:
    label, (supporting, opposing) = class_name(view.label, lang), view.lists[place]
    same = sum(one.label == view.label for one in supporting)
    gaps = {"label": label, "count": same, "total": len(supporting)}
    title = html('<h3 aria-live="polite">{}</h3>', say("influence.finding", lang, **gaps))
    sides = join(
        html(
            '<h4>{}</h4><ol class="taught">{}</ol>',
            say(f"influence.{side}", lang, label=label),
            _list(view, images, lang),
        )
        for side, images in zip(SIDES, (supporting, opposing), strict=True)
        if images
    )
    overlap = ""
    if view.answers >= FEW:
        shares = dict(zip(SIDES, map(share, view.overlaps[place]), strict=True))
        gaps = {"count": view.answers, "supporting": shares["for"], "opposing": shares["against"]}
        overlap = html('<p class="note">{}</p>', say("influence.overlap", lang, **gaps))
    inner = html("{}{}{}", title, sides, overlap)
    return element("div", inner, class_="stackcol", data_panel=RANKINGS[place], hidden=place != 0)


def _list(view: InfluenceView, images: tuple[TrainingImage, ...], lang: str) -> str:
    return join(_image(one, view.searched, lang) for one in images)


def _image(one: TrainingImage, searched: int, lang: str) -> str:
    label, predicted = class_name(one.label, lang), class_name(one.predicted, lang)
    other = say("influence.predicted", lang, label=predicted) if one.predicted != one.label else ""
    return html(
        '<li><img src="{}" alt=""><b>{}</b>{}<span class="num">{}</span><small>{}</small></li>',
        one.picture,
        label,
        html("<small>{}</small>", other) if other else "",
        signed(one.value),
        say("influence.unusual", lang, rank=f"{one.rank:,}", images=f"{searched:,}"),
    )
