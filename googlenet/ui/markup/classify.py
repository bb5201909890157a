"""The Classify view: headline, class map, class bars, the score split by path."""

from dataclasses import dataclass

from googlenet.charts.palette import path_label
from googlenet.text import SENTENCES, say
from googlenet.ui.markup.parts import escape, icon, number, page, path_mark, path_style, percent, segment, signed, style


@dataclass(frozen=True)
class ClassifyView:
    """What the view shows; plain values, so that the first page's can be kept as JSON.

    Attributes:
        classes: K names, in class order.
        probabilities: K, in class order.
        target: class index that is explained.
        block: the last block's name.
        cells: (rows, columns) of its maps.
        logit, bias: in logits.
        terms, channels: branch -> its share of the logit; branch -> number of channels.
        picture: data URI of what the network sees.
        class_map: data URI of the class map as heat.
        path_maps: data URI of a sprite, one tile a branch, in order.
        seconds: of the computation.
    """

    classes: list[str]
    probabilities: list[float]
    target: int
    block: str
    cells: list[int]
    logit: float
    bias: float
    terms: dict[str, float]
    channels: dict[str, int]
    picture: str
    class_map: str
    path_maps: str
    seconds: float


def class_name(name: str, lang: str) -> str:
    """A class's name in `lang`, as it is where there is no translation."""
    return say(f"class.{name}", lang) if f"class.{name}" in SENTENCES else name


def classify(view: ClassifyView, lang: str) -> str:
    """The whole view."""
    parts = _look(view, lang), _bars(view, lang), _split(view, lang)
    body = f'<div class="view"><section>{_headline(view, lang)}<div class="look">{"".join(parts)}</div></section>{_try(view, lang)}</div>'
    return page(body, view.picture)


def _ranked(view: ClassifyView) -> list[int]:
    return sorted(range(len(view.classes)), key=lambda index: -view.probabilities[index])


def _headline(view: ClassifyView, lang: str) -> str:
    first, second, *_ = _ranked(view)
    best = max(view.terms, key=view.terms.get)
    positive = sum(term for term in view.terms.values() if term > 0)
    title = say(
        "classify.headline",
        lang,
        label=class_name(view.classes[first], lang),
        percent=percent(view.probabilities[first]),
    )
    share = f"{100 * view.terms[best] / positive:.0f}" if positive else ""
    sub = say("classify.best_path" if positive else "classify.no_path", lang, path=path_label(best), share=share)
    gap = "" if lang == "zh" else " "
    sub += gap + say(
        "classify.second",
        lang,
        label=class_name(view.classes[second], lang),
        percent=percent(view.probabilities[second]),
    )
    if view.target != first:
        sub = say("classify.other", lang, label=class_name(view.classes[view.target], lang)) + gap + sub
    return f'<div class="head"><div><h1>{escape(title)}</h1><p class="sub">{escape(sub)}</p></div></div>'


def _look(view: ClassifyView, lang: str) -> str:
    label = class_name(view.classes[view.target], lang)
    choices = [("map", say("classify.map", lang)), ("input", say("classify.input", lang))]
    rows, columns = view.cells
    return (
        f'<figure class="stackcol"><h2>{say("classify.where", lang)}</h2>'
        f'<span class="pic plain" role="img" aria-label="{escape(say("classify.map_alt", lang, label=label))}">'
        f'<span class="heat"{style({"background-image": f"url({view.class_map})", "opacity": ".8"})}></span></span>'
        f"{segment('look', choices, 'map', say('classify.where', lang), wide=True)}"
        f'<figcaption class="note">{say("classify.map_note", lang, label=escape(label), rows=rows, columns=columns)}</figcaption></figure>'
    )


def _bars(view: ClassifyView, lang: str) -> str:
    rows = []
    for index in _ranked(view)[:10]:
        fraction, name = view.probabilities[index], escape(class_name(view.classes[index], lang))
        rows.append(
            f'<button type="button" class="bar-row" data-class="{index}" aria-pressed="{str(index == view.target).lower()}">'
            f'<span>{name}</span><span class="tr"><i style="width:{100 * fraction:.2f}%"></i></span>'
            f'<span class="v num">{percent(fraction)}</span></button>'
        )
    note = f'<p class="note">{say("classify.press", lang)}</p>'
    return f'<div class="stackcol"><h2>{say("classify.sure", lang)}</h2><div class="bars">{"".join(rows)}</div>{note}</div>'


def _split(view: ClassifyView, lang: str) -> str:
    label = escape(class_name(view.classes[view.target], lang))
    left, span = _scale(view)
    zero = {"--gn-zero": f"{100 * -left / span:.2f}%"}
    bias = _track(0.0, view.bias, left, span, zero)
    rows = [
        f'<div class="wf thin"><span class="path">{say("classify.bias", lang)}</span>{bias}<span class="v num">{signed(view.bias)}</span></div>'
    ]
    at = view.bias
    for tile, (branch, term) in enumerate(view.terms.items()):
        note = say("classify.channels", lang, channels=view.channels[branch])
        where = f"0 {100 * tile / max(1, len(view.terms) - 1):.3f}%"
        heat = {
            "background-image": f"url({view.path_maps})",
            "background-size": f"100% {100 * len(view.terms)}%",
            "background-position": where,
        }
        rows.append(
            f'<div class="wf"{style(path_style(branch))}>{path_mark(branch, note)}{_track(at, term, left, span, zero)}'
            f'<span class="v num">{signed(term)}</span><span class="pic" role="img" aria-label="'
            f'{escape(say("classify.path_alt", lang, path=path_label(branch)))}"><span class="heat"{style(heat)}></span></span></div>'
        )
        at += term
    total = _track(0.0, view.logit, left, span, zero, links=False)
    rows.append(
        f'<div class="wf thin total"><span class="path">{say("classify.score", lang)}</span>{total}<span class="v num">{number(view.logit)}</span></div>'
    )
    keys = "".join(
        f'<span class="key"><i style="background:var(--gn-{sign})"></i>{say(f"classify.{sign}", lang, label=label)}</span>'
        for sign in ("for", "against")
    )
    error = abs(view.bias + sum(view.terms.values()) - view.logit)
    note = say("classify.adds_up", lang, error=_error(error), milliseconds=f"{1000 * view.seconds:.0f}")
    save = f'<button type="button" class="btn quiet" data-save="classify">{icon("save")}{say("classify.save", lang)}</button>'
    return (
        f'<div class="stackcol"><div class="ch"><h2>{say("classify.adds", lang)}</h2>{save}</div><div class="split">{"".join(rows)}</div>'
        f'<div class="keys">{keys}</div><p class="note">{note}</p></div>'
    )


def _scale(view: ClassifyView) -> tuple[float, float]:
    """Left end and width of the axis, in logits."""
    levels, at = [0.0, view.bias, view.logit], view.bias
    for term in view.terms.values():
        at += term
        levels.append(at)
    low, high = min(levels), max(levels)
    room = 0.02 * (high - low) or 1.0
    return low - room, high - low + 2 * room


def _track(start: float, length: float, left: float, span: float, zero: dict[str, str], *, links: bool = True) -> str:
    low = min(start, start + length)
    bar = {"left": f"{100 * (low - left) / span:.2f}%", "width": f"{100 * abs(length) / span:.2f}%"}
    link = f"<u{style({'left': f'{100 * (start + length - left) / span:.2f}%'})}></u>" if links else ""
    return f'<span class="tr"{style(zero)}><i class="{"neg" if length < 0 else ""}"{style(bar)}></i>{link}</span>'


def _error(error: float) -> str:
    bound = 1e-6
    while error > bound:
        bound *= 10
    return f"{bound:.6f}".rstrip("0")


def _try(view: ClassifyView, lang: str) -> str:
    second = class_name(view.classes[_ranked(view)[1]], lang)
    rows = []
    for key in ("off", "why", "photo"):
        title, text = (escape(say(f"classify.try.{key}{part}", lang, second=second)) for part in ("", ".text"))
        data = f'data-class="{_ranked(view)[1]}"' if key == "why" else f'data-try="{key}"'
        rows.append(f'<button type="button" {data}><b>{title}</b><span>{text}</span></button>')
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
