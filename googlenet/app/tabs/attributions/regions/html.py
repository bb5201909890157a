"""Regions of one's own: the image to draw on, how far the work is, and what each region is worth."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from googlenet.app.kit.html import (
    button,
    class_name,
    labelled,
    number,
    page,
    path_mark,
    percent,
    progress,
    said_choices,
    scrolls,
    segment,
    signed,
    stop_button,
)
from googlenet.app.kit.markup import element, html, join
from googlenet.app.kit.sections import folded
from googlenet.common.palette import NO_NAMES, Names
from googlenet.inspection.records import MOST_REGIONS
from googlenet.text import say

if TYPE_CHECKING:
    from googlenet.app.kit.job import Progress
    from googlenet.inspection.records import Regions

BASELINES = ("black", "mean", "blur")


@dataclass(frozen=True)
class RegionsView:
    """What was found, with the names of classes and branches."""

    found: Regions
    classes: tuple[str, ...]
    names: Names = field(default_factory=lambda: NO_NAMES)


def board(picture: str, lang: str) -> str:
    """The image to draw on, and the controls; the browser keeps the regions."""
    drawing = html('<svg class="frames" viewBox="0 0 1 1" aria-hidden="true"></svg>')
    label = say("regions.canvas", lang)
    sheet = element("div", drawing, class_="pic plain draw", role="group", tabindex=0, aria_label=label)
    acts = join(button(say(f"regions.{name}", lang), data={"do": name}) for name in ("add", "remove", "clear"))
    start = button(say("regions.start", lang), data={"do": "start"}, kind="primary")
    place = say("regions.baseline", lang)
    choice = segment("baseline", said_choices(BASELINES, "regions.baseline.", lang), BASELINES[0], place)
    words = html('<p class="note">{}</p>', say("regions.how", lang, most=MOST_REGIONS))
    count = element("p", class_="small", data_count=say("regions.count", lang, count="{count}"), aria_live="polite")
    side = html(
        '<div>{}<div class="acts">{}</div>{}{}<div>{}</div></div>', words, acts, count, labelled(place, choice), start
    )
    body = html('<div class="regions">{}{}</div>', sheet, side)
    return page(folded(say("regions.title", lang), body, sub=say("regions.sub", lang)), picture)


def waiting(step: Progress, lang: str) -> str:
    """How far the work is, with Stop."""
    words = say("regions.waiting" if not step.total else "regions.busy", lang, done=step.done, total=step.total)
    bar = progress(step.done, step.total, words)
    stop = stop_button(say("regions.stop", lang), {"do": "stop"})
    return page(html('<div class="stackcol"><p>{}</p>{}<div>{}</div></div>', words, bar, stop))


def problem(sentence: str) -> str:
    """What keeps the work from its end."""
    return page(html('<p role="alert">{}</p>', sentence))


def result(view: RegionsView, lang: str) -> str:
    """What each region is worth, by branch too, and the sum that holds."""
    found, label = view.found, class_name(view.classes[view.found.target], lang)
    best = max(range(len(found.values)), key=lambda one: found.values[one])
    difference = found.score - found.covered
    values = {"number": best + 1, "value": signed(found.values[best]), "label": label, "all": signed(difference)}
    title = html('<h3 aria-live="polite">{}</h3>', say("regions.finding", lang, **values))
    branches = list(found.by_branch)
    heads = [say(f"regions.column.{one}", lang) for one in ("region", "value")]
    marks = join(html('<th class="r">{}</th>', path_mark(one, names=view.names)) for one in branches)
    top = html(
        '<tr><th>{}</th><th class="r">{}</th>{}<th class="r">{}</th></tr>',
        *heads,
        marks,
        say("regions.column.covered", lang),
    )
    rows = join(_row(view, place, lang) for place in range(len(found.values)))
    sums = join(html('<td class="r">{}</td>', signed(sum(found.by_branch[one]))) for one in branches)
    last = html(
        '<tr><th scope="row">{}</th><td class="r"><b>{}</b></td>{}<td></td></tr>',
        say("regions.sum", lang),
        signed(sum(found.values)),
        sums,
    )
    drawn = html(
        '<div {}><table class="figures"><thead>{}</thead><tbody>{}{}</tbody></table></div>',
        scrolls(say("regions.title", lang)),
        top,
        rows,
        last,
    )
    covered = number(found.covered) if found.covered >= 0 else f"({number(found.covered)})"
    gaps = {"score": number(found.score), "covered": covered, "all": signed(difference)}
    note = say("regions.note", lang, **gaps, label=label, baseline=say(f"regions.baseline.{found.baseline}", lang))
    return page(html('<div class="stackcol">{}{}<p class="note">{}</p></div>', title, drawn, note))


def _row(view: RegionsView, place: int, lang: str) -> str:
    found = view.found
    parts = join(html('<td class="r">{}</td>', signed(one[place])) for one in found.by_branch.values())
    now = class_name(view.classes[found.predictions[place]], lang)
    gaps = {"before": percent(found.probability), "after": percent(found.probabilities[place]), "now": now}
    key = "regions.covered" if found.predictions[place] == found.target else "regions.covered_other"
    return html(
        '<tr><th scope="row">{}</th><td class="r"><b>{}</b></td>{}<td class="r">{} · {}</td></tr>',
        place + 1,
        signed(found.values[place]),
        parts,
        signed(-found.ablated[place]),
        say(key, lang, **gaps),
    )
