"""The drawing board, and what the network answers to a drawing."""

from googlenet.app.kit.html import button, class_bar, class_name, number, page, path_mark, path_style, segment, style
from googlenet.app.kit.markup import element, html, join, void
from googlenet.app.kit.svg import Scale
from googlenet.app.kit.waterfall import decimals_of, signed_to, track
from googlenet.app.shell.answer import ClassifyView, changed_terms
from googlenet.text import say

TOOLS, ACTS, LIKELIEST = ("draw", "erase", "move"), ("undo", "back", "empty"), 3


def board(lang: str) -> str:
    """What opens on demand: the sheet and the tools; the browser keeps the drawing."""
    cursor = html('<canvas></canvas><i class="cursor"></i>')
    sheet = element("div", cursor, class_="draw", role="application", tabindex=0, aria_label=say("pencil.canvas", lang))
    place = element(
        "span",
        class_="visually-hidden",
        data_place=say("pencil.place", lang, row="{row}", column="{column}"),
        aria_live="polite",
    )
    tools = segment(
        "tool", [(one, say(f"pencil.{one}", lang)) for one in TOOLS], "draw", say("pencil.tool", lang), True
    )
    inputs = {
        "width": {"type": "range", "min": 1, "max": 5, "value": 1},
        "level": {"type": "range", "min": 0, "max": 255, "value": 255},
        "color": {"type": "color", "value": "#000000"},
    }
    controls = join(
        element("label", say(f"pencil.{name}", lang), void("input", **{f"data_{name}": True}, **how))
        for name, how in inputs.items()
    )
    acts = join(button(say(f"pencil.{name}", lang), data={"act": name}) for name in ACTS)
    body = html(
        '{}{}{}<div class="inks">{}</div><div class="acts">{}</div><p class="note keyboard">{}</p>',
        sheet,
        place,
        tools,
        controls,
        acts,
        say("pencil.how", lang),
    )
    summary = element("summary", say("pencil.open", lang), class_="btn")
    return page(html('<details class="pencil">{}<div class="stackcol">{}</div></details>', summary, body))


def problem(sentence: str) -> str:
    """Why a drawing has no answer."""
    return page(html('<p role="alert">{}</p>', sentence))


def answer(now: ClassifyView, before: ClassifyView | None, lang: str) -> str:
    """The likeliest classes with the class map, and by branch how the explained class's score has changed.

    Args:
        before: the same of the image that the drawing was begun on, for the same class; None: it is unknown.
    """
    old = before.probabilities if before else now.probabilities
    ranked = sorted(range(len(now.classes)), key=lambda index: -now.probabilities[index])[:LIKELIEST]
    bars = [
        class_bar(class_name(now.classes[index], lang), old[index], now.probabilities[index], is_changed=bool(before))
        for index in ranked
    ]
    label = class_name(now.classes[now.target], lang)
    heat = element("span", class_="heat", style={"background-image": f"url({now.class_map})"})
    alt = say("classify.map_alt", lang, label=label)
    class_map = element("span", heat, class_="pic plain", role="img", aria_label=alt)
    top = html('<div class="drawn-top">{}<div class="before-after">{}</div></div>', class_map, join(bars))
    return page(html('<div class="stackcol">{}{}</div>', top, _changes(now, before, label, lang)), now.picture)


def _changes(now: ClassifyView, before: ClassifyView | None, label: str, lang: str) -> str:
    if before is None or now.terms.keys() != before.terms.keys():
        return ""
    terms, total = changed_terms(now, before), now.logit - before.logit
    ends = [0.0, total, *terms.values()]
    across, decimals = Scale(min(ends), max(ends), 0, 100), decimals_of([*ends, before.logit, now.logit])
    marks = {path_mark(branch, names=now.names): (path_style(branch), value) for branch, value in terms.items()}
    sums = html('<span class="path">{}</span>', say("classify.score", lang))
    rows = [
        html(
            '<div class="change"{}>{}{}<span class="num">{}</span></div>',
            style(colour),
            mark,
            track(across, 0.0, value, links=False),
            signed_to(value, decimals),
        )
        for mark, (colour, value) in [*marks.items(), (sums, ({"--gn-c": "var(--gn-ink)"}, total))]
    ]
    figures = {"before": number(before.logit), "now": number(now.logit)}
    head = html('<h3 aria-live="polite">{}</h3>', say("pencil.score", lang, label=label, **figures))
    return html('<div>{}<p class="note">{}</p>{}</div>', head, say("pencil.since", lang), join(rows))
