"""The Classify view: headline, class map, class bars, the score split by path."""

from googlenet.app.kit.csv import csv_text
from googlenet.app.kit.html import button, class_name, icon, page, percent, save_menu, segment, style
from googlenet.app.kit.map import share
from googlenet.app.kit.markup import html, join
from googlenet.app.kit.waterfall import rounded_up, waterfall
from googlenet.app.shell.answer import ClassifyView
from googlenet.app.shell.glossary import explained
from googlenet.common.palette import path_label
from googlenet.text import say

CLOTHES = "T-shirt/top"  # Fashion-MNIST's first class
FEW = 5  # classes that a phone shows at first
LONG_NAME = 12  # letters of a class's name that fit before its bar


def classify(view: ClassifyView, lang: str, hint: str = "") -> str:
    """The whole view.

    Args:
        hint: below the headline, where the picture may be of none of the classes, which the headline then says first.
    """
    parts = _look(view, lang), _bars(view, lang), _split(view, lang)
    body = html(
        '<div class="view"><section>{}{}<div class="look">{}</div></section>{}</div>',
        _headline(view, lang, bool(hint)),
        hint,
        join(parts),
        _try(view, lang),
    )
    return page(body, view.picture)


def ranked(view: ClassifyView) -> list[int]:
    """Class indices, likeliest first."""
    return sorted(range(len(view.classes)), key=lambda index: -view.probabilities[index])


def headline(view: ClassifyView, lang: str, may_be_other: bool = False) -> tuple[str, str]:
    """The finding, and what follows it; plain text."""
    first, second, *_ = ranked(view)
    best = max(view.terms, key=view.terms.get)
    positive = sum(term for term in view.terms.values() if term > 0)
    title = say(
        "classify.closest" if may_be_other else "classify.headline",
        lang,
        label=class_name(view.classes[first], lang),
        percent=percent(view.probabilities[first]),
    )
    part = share(view.terms[best] / positive) if positive else ""
    sub = say(
        "classify.best_path" if positive else "classify.no_path", lang, path=path_label(best, view.names), share=part
    )
    gap = "" if lang == "zh" else " "
    sub += gap + say(
        "classify.second",
        lang,
        label=class_name(view.classes[second], lang),
        percent=percent(view.probabilities[second]),
    )
    if view.target != first:
        sub = say("classify.other", lang, label=class_name(view.classes[view.target], lang)) + gap + sub
    return title, sub


def _headline(view: ClassifyView, lang: str, may_be_other: bool) -> str:
    title, sub = headline(view, lang, may_be_other)
    sub = explained(sub, lang, ["inception", "path"])
    return html('<div class="head"><div><h1>{}</h1><p class="sub">{}</p></div></div>', title, sub)


def _look(view: ClassifyView, lang: str) -> str:
    label = class_name(view.classes[view.target], lang)
    choices = [("map", say("classify.map", lang)), ("input", say("classify.input", lang))]
    rows, columns = view.cells
    return html(
        '<figure class="stackcol"><div class="ch"><h2>{}</h2>{}</div>'
        '<span class="pic plain" role="img" aria-label="{}">'
        '<span class="heat"{}></span></span>'
        "{}"
        '<figcaption class="note">{}</figcaption></figure>',
        say("classify.where", lang),
        save_menu("where", ("png",), say("classify.where", lang), lang),
        say("classify.map_alt", lang, label=label),
        style({"background-image": f"url({view.class_map})", "opacity": ".8"}),
        segment("look", choices, "map", say("classify.where", lang), wide=True),
        say("classify.map_note", lang, label=label, rows=rows, columns=columns),
    )


def _bars(view: ClassifyView, lang: str) -> str:
    rows = []
    for index in ranked(view)[:10]:
        fraction, name = view.probabilities[index], class_name(view.classes[index], lang)
        rows.append(
            html(
                '<button type="button" class="bar-row" data-class="{}" aria-pressed="{}">'
                '<span>{}</span><span class="track"><i style="width:{:.2f}%"></i></span>'
                '<span class="value num">{}</span></button>',
                index,
                str(index == view.target).lower(),
                name,
                100 * fraction,
                percent(fraction),
            )
        )
    more = (
        button(say("classify.all", lang, count=len(rows)), data={"all_classes": 1}, kind="phone")
        if len(rows) > FEW
        else ""
    )
    note = html('<div class="tools more-classes"><p class="note">{}</p>{}</div>', say("classify.press", lang), more)
    is_long = any(len(class_name(view.classes[index], lang)) > LONG_NAME for index in ranked(view)[:10])
    kind = "bars long" if is_long else "bars"
    save = save_menu("sure", ("png", "svg", "csv"), say("classify.sure", lang), lang)
    return html(
        '<div class="stackcol"><div class="ch"><h2>{}</h2>{}</div><div class="{}">{}</div>{}</div>',
        say("classify.sure", lang),
        save,
        kind,
        join(rows),
        note,
    )


def _split(view: ClassifyView, lang: str) -> str:
    label = class_name(view.classes[view.target], lang)
    words = {"first": say("classify.bias", lang), "last": say("classify.score", lang)}
    rows = waterfall(view.bias, view.terms, view.logit, view.channels, view.path_maps, lang, **words, names=view.names)
    keys = join(
        html(
            '<span class="key"><i style="background:var(--gn-{})"></i>{}</span>',
            sign,
            say(f"classify.{sign}", lang, label=label),
        )
        for sign in ("for", "against")
    )
    error = abs(view.bias + sum(view.terms.values()) - view.logit)
    note = explained(say("classify.adds_up", lang, error=rounded_up(error)), lang, ["logit"])
    save = save_menu("adds", ("png", "svg", "csv"), say("classify.adds", lang), lang)
    return html(
        '<div class="stackcol"><div class="ch"><h2>{}</h2>{}</div>{}'
        '<div class="keys">{}</div><p class="note">{}</p></div>',
        say("classify.adds", lang),
        save,
        rows,
        keys,
        note,
    )


def _try(view: ClassifyView, lang: str) -> str:
    second = class_name(view.classes[next(index for index in ranked(view) if index != view.target)], lang)
    rows = []
    kind = "photo.text" if CLOTHES in view.classes else "photo.any"
    for key, description in (("off", "off.text"), ("why", "why.text"), ("photo", kind)):
        values = {"second": second, "count": f"{len(view.classes):,}"}
        title, text = (say(f"classify.try.{part}", lang, **values) for part in (key, description))
        rows.append(
            html(
                '<button type="button" data-try="{}"><b>{}{}</b><span>{}</span></button>',
                key,
                title,
                icon("next"),
                text,
            )
        )
    return html('<section class="next"><div class="try">{}</div></section>', join(rows))


def split_csv(view: ClassifyView) -> str:
    """The numbers on screen as CSV: probabilities of the classes, terms of the explained class's score."""
    target, terms = view.classes[view.target], {"bias": view.bias, **view.terms}
    rows = [("probability", *one) for one in zip(view.classes, view.probabilities, strict=True)]
    rows += [(f"term of {target}", *one) for one in terms.items()]
    return csv_text([("quantity", "name", "value"), *rows, ("score", target, view.logit)])
