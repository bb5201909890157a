"""The Classify view: headline, class map, class bars, the score split by path."""

from googlenet.app.kit.html import class_name, escape, page, percent, save_menu, segment, style
from googlenet.app.kit.map import share
from googlenet.app.kit.waterfall import rounded_up, waterfall
from googlenet.app.shell.answer import ClassifyView
from googlenet.common.palette import path_label
from googlenet.text import say

CLOTHES = "T-shirt/top"  # Fashion-MNIST's first class
LONG_NAME = 12  # letters of a class's name that fit before its bar


def classify(view: ClassifyView, lang: str) -> str:
    """The whole view."""
    parts = _look(view, lang), _bars(view, lang), _split(view, lang)
    body = f'<div class="view"><section>{_headline(view, lang)}<div class="look">{"".join(parts)}</div></section>{_try(view, lang)}</div>'
    return page(body, view.picture)


def ranked(view: ClassifyView) -> list[int]:
    """Class indices, likeliest first."""
    return sorted(range(len(view.classes)), key=lambda index: -view.probabilities[index])


def headline(view: ClassifyView, lang: str) -> tuple[str, str]:
    """The finding, and what follows it; plain text."""
    first, second, *_ = ranked(view)
    best = max(view.terms, key=view.terms.get)
    positive = sum(term for term in view.terms.values() if term > 0)
    title = say(
        "classify.headline",
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


def _headline(view: ClassifyView, lang: str) -> str:
    title, sub = headline(view, lang)
    return f'<div class="head"><div><h1>{escape(title)}</h1><p class="sub">{escape(sub)}</p></div></div>'


def _look(view: ClassifyView, lang: str) -> str:
    label = class_name(view.classes[view.target], lang)
    choices = [("map", say("classify.map", lang)), ("input", say("classify.input", lang))]
    rows, columns = view.cells
    return (
        f'<figure class="stackcol"><div class="ch"><h2>{say("classify.where", lang)}</h2>{save_menu("where", ("png",), say("classify.where", lang), lang)}</div>'
        f'<span class="pic plain" role="img" aria-label="{escape(say("classify.map_alt", lang, label=label))}">'
        f'<span class="heat"{style({"background-image": f"url({view.class_map})", "opacity": ".8"})}></span></span>'
        f"{segment('look', choices, 'map', say('classify.where', lang), wide=True)}"
        f'<figcaption class="note">{say("classify.map_note", lang, label=escape(label), rows=rows, columns=columns)}</figcaption></figure>'
    )


def _bars(view: ClassifyView, lang: str) -> str:
    rows = []
    for index in ranked(view)[:10]:
        fraction, name = view.probabilities[index], escape(class_name(view.classes[index], lang))
        rows.append(
            f'<button type="button" class="bar-row" data-class="{index}" aria-pressed="{str(index == view.target).lower()}">'
            f'<span>{name}</span><span class="tr"><i style="width:{100 * fraction:.2f}%"></i></span>'
            f'<span class="v num">{percent(fraction)}</span></button>'
        )
    note = f'<p class="note">{say("classify.press", lang)}</p>'
    is_long = any(len(class_name(view.classes[index], lang)) > LONG_NAME for index in ranked(view)[:10])
    kind = "bars long" if is_long else "bars"
    save = save_menu("sure", ("png", "svg", "csv"), say("classify.sure", lang), lang)
    return f'<div class="stackcol"><div class="ch"><h2>{say("classify.sure", lang)}</h2>{save}</div><div class="{kind}">{"".join(rows)}</div>{note}</div>'


def _split(view: ClassifyView, lang: str) -> str:
    label = escape(class_name(view.classes[view.target], lang))
    words = {"first": say("classify.bias", lang), "last": say("classify.score", lang)}
    rows = waterfall(view.bias, view.terms, view.logit, view.channels, view.path_maps, lang, **words, names=view.names)
    keys = "".join(
        f'<span class="key"><i style="background:var(--gn-{sign})"></i>{say(f"classify.{sign}", lang, label=label)}</span>'
        for sign in ("for", "against")
    )
    error = abs(view.bias + sum(view.terms.values()) - view.logit)
    note = say("classify.adds_up", lang, error=rounded_up(error), milliseconds=f"{1000 * view.seconds:.0f}")
    save = save_menu("adds", ("png", "svg", "csv"), say("classify.adds", lang), lang)
    return (
        f'<div class="stackcol"><div class="ch"><h2>{say("classify.adds", lang)}</h2>{save}</div>{rows}'
        f'<div class="keys">{keys}</div><p class="note">{note}</p></div>'
    )


def _try(view: ClassifyView, lang: str) -> str:
    second = class_name(view.classes[ranked(view)[1]], lang)
    rows = []
    kind = "photo.text" if CLOTHES in view.classes else "photo.any"
    for key, told in (("off", "off.text"), ("why", "why.text"), ("photo", kind)):
        values = {"second": second, "count": f"{len(view.classes):,}"}
        title, text = (escape(say(f"classify.try.{part}", lang, **values)) for part in (key, told))
        rows.append(f'<button type="button" data-try="{key}"><b>{title}</b><span>{text}</span></button>')
    return f'<section class="next"><div class="try">{"".join(rows)}</div></section>'


def split_csv(view: ClassifyView) -> str:
    """The numbers on screen as CSV: probabilities of the classes, terms of the explained class's score."""
    rows = ["quantity,name,value"]
    rows += [f"probability,{name},{value}" for name, value in zip(view.classes, view.probabilities, strict=True)]
    rows += [
        f"term of {view.classes[view.target]},{name},{value}"
        for name, value in {"bias": view.bias, **view.terms}.items()
    ]
    return "\n".join([*rows, f"score,{view.classes[view.target]},{view.logit}", ""])
