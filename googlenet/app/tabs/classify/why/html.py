"""Why this class and not that: the difference of their scores, term by term."""

from dataclasses import dataclass, field

from googlenet.app.kit.csv import csv_text
from googlenet.app.kit.html import button, class_name, icon, page, signed
from googlenet.app.kit.map import share
from googlenet.app.kit.markup import html, join
from googlenet.app.kit.waterfall import rounded_up, waterfall
from googlenet.common.palette import Names, path_label
from googlenet.text import say

MOST_OTHERS = 20  # classes to choose from


@dataclass(frozen=True)
class WhyView:
    """What the view shows.

    Attributes:
        classes: K names, in class order.
        target, against: class indices.
        others: classes to hold against, likeliest first.
        logit, bias, terms, channels: as `results.EvidenceDifference` has them.
        picture: data URI of what the network sees.
        path_maps: data URI of a sprite, one tile a branch, in order.
        names: of paths that are not called by their keys.
    """

    classes: tuple[str, ...]
    target: int
    against: int
    others: tuple[int, ...]
    logit: float
    bias: float
    terms: dict[str, float]
    channels: dict[str, int]
    picture: str
    path_maps: str
    names: Names = field(default_factory=dict)


def why(view: WhyView, lang: str) -> str:
    """The view."""
    label, other = (class_name(view.classes[index], lang) for index in (view.target, view.against))
    names = {"label": label, "other": other}
    direction = 1 if view.logit >= 0 else -1
    best = max(view.terms, key=lambda branch: direction * view.terms[branch])
    part = share(view.channels[best] / sum(view.channels.values()))
    values = {
        "path": path_label(best, view.names),
        "term": signed(view.terms[best]),
        "total": signed(view.logit),
        "channels": part,
    }
    choices = join(
        html(
            '<option value="{}"{}>{}</option>',
            index,
            " selected" if index == view.against else "",
            class_name(view.classes[index], lang),
        )
        for index in view.others[:MOST_OTHERS]
    )
    pick = html(
        '<label class="ctl"><span class="lab">{}</span><select class="select" data-against>{}</select></label>',
        say("paths.why_against", lang),
        choices,
    )
    save = button(icon("save") + say("classify.save", lang), data={"save": "why"}, kind="quiet")
    words = {"first": say("classify.bias", lang), "last": say("paths.why_sum", lang)}
    rows = waterfall(view.bias, view.terms, view.logit, view.channels, view.path_maps, lang, **words, names=view.names)
    keys = join(
        html(
            '<span class="key"><i style="background:var(--gn-{})"></i>{}</span>',
            sign,
            say("classify.for", lang, label=name),
        )
        for sign, name in (("for", names["label"]), ("against", names["other"]))
    )
    error = rounded_up(abs(view.bias + sum(view.terms.values()) - view.logit))
    head = html(
        '<div class="head"><div><h2>{}</h2><p class="sub">{}</p></div></div>',
        say("paths.why", lang, **names),
        say("paths.why_sub", lang, **values),
    )
    note = say("paths.why_note", lang, error=error, **names)
    tools = html('<div class="tools">{}<span class="gap"></span>{}</div>', pick, save)
    body = html('{}{}{}<div class="keys">{}</div><p class="note">{}</p>', head, tools, rows, keys, note)
    return page(html('<div class="view"><section class="why">{}</section></div>', body), view.picture)


def why_csv(view: WhyView) -> str:
    """The numbers on screen as CSV."""
    heading = "term", f"{view.classes[view.target]} minus {view.classes[view.against]}", "channels"
    rows = [(name, term, view.channels[name]) for name, term in view.terms.items()]
    return csv_text([heading, ("bias", view.bias, ""), *rows, ("sum", view.logit, "")])
