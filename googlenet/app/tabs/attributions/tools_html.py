"""The controls of the Attributions view, drawn from the table of methods and from the network."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from googlenet.app.kit.html import button, escape, icon, kernel, page
from googlenet.app.tabs.attributions.state import MOST_METHODS, Options
from googlenet.common.palette import Names, block_label, path_label
from googlenet.inspection.methods import BASELINES, METHODS, PARAMETERS, Parameter, Value
from googlenet.text import say


@dataclass(frozen=True)
class Offer:
    """What there is to choose from.

    Attributes:
        blocks: the network's; block -> its branches.
        lacking: method -> the need that the network does not meet, see `needs.missing`.
        classes: labels, in class order.
        networks: (label, name) of the others.
        seconds: method -> how long it will take, for those that are slow.
        names: of paths that are not called by their keys.
    """

    blocks: Mapping[str, Sequence[str]]
    lacking: Mapping[str, str] = field(default_factory=dict)
    classes: Sequence[str] = ()
    networks: Sequence[tuple[str, str]] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    names: Names = field(default_factory=dict)


def tools(options: Options, offer: Offer, lang: str) -> str:
    """The controls.

    Args:
        options: fitting the offer's blocks.
    """
    baselines = [(name, say(f"attributions.baseline.{name}", lang)) for name in BASELINES]
    blocks = [(name, block_label(name)) for name in offer.blocks]
    fields = (
        _control("block", _select("block", [("", blocks)], options.block), lang)
        + _control("path", _path_choice(offer, options, lang), lang)
        + _control("baseline", _select("baseline", [("", baselines)], options.baseline), lang)
        + _control("compare", _compare(options, offer, lang), lang)
        + _control(
            "overlay",
            '<input type="range" data-overlay min="0" max="100" value="100" aria-labelledby="attributions-overlay">',
            lang,
        )
    )
    saves = "".join(
        button(icon("save") + say(f"attributions.save_{what}", lang), data={"save": what}, kind="quiet")
        for what in ("picture", "numbers")
    )
    count = say("attributions.methods", lang, count=f"<span data-count>{len(options.methods)}</span>")
    openers = _opener("chooser", count) + _opener("panel", say("attributions.parameters", lang))
    row = f'<div class="tools">{fields}<span class="gap"></span>{openers}{saves}</div>'
    return page(row + _chooser(options, offer, lang))


def _opener(panel: str, text: str) -> str:
    return (
        f'<button type="button" class="btn" data-open="{panel}" aria-expanded="false" aria-controls="attributions-{panel}">'
        f"<span>{text}</span>{icon('down')}</button>"
    )


def _control(name: str, body: str, lang: str) -> str:
    return f'<div class="ctl"><span class="lab" id="attributions-{name}">{say(f"attributions.{name}", lang)}</span>{body}</div>'


def _select(
    name: str, groups: Sequence[tuple[str, Sequence[tuple[object, str]]]], chosen: object, label: str = ""
) -> str:
    """A list of choices; a group with a title is set off."""
    rows = ""
    for title, choices in groups:
        options = "".join(
            f'<option value="{escape(str(value))}"{" selected" if value == chosen else ""}>{escape(text)}</option>'
            for value, text in choices
        )
        rows += f'<optgroup label="{escape(title)}">{options}</optgroup>' if title and choices else options
    return f'<select class="select" data-name="{name}" aria-labelledby="attributions-{label or name}">{rows}</select>'


def _compare(options: Options, offer: Offer, lang: str) -> str:
    classes = [(f"class:{index}", label) for index, label in enumerate(offer.classes)]
    networks = [(f"network:{name}", label) for label, name in offer.networks]
    groups = [("", [("", say("attributions.compare_none", lang))])]
    groups += [
        (say("attributions.compare_class", lang), classes),
        (say("attributions.compare_network", lang), networks),
    ]
    return _select("compare", groups, options.compare)


def _path_choice(offer: Offer, options: Options, lang: str) -> str:
    branches, chosen = offer.blocks[options.block], options.branch
    rows = [("", say("attributions.all_paths", lang))]
    rows += [(name, kernel(name) + path_label(name, offer.names)) for name in branches]
    buttons = "".join(
        f'<button type="button" role="radio" aria-checked="{str(value == (chosen or "")).lower()}" data-path="{escape(value)}">{text}</button>'
        for value, text in rows
    )
    return f'<div class="seg paths" role="radiogroup" aria-labelledby="attributions-path">{buttons}</div>'


def parameters(options: Options, lang: str) -> str:
    """A control for each parameter that a chosen method takes; drawn apart from the others, which it may not close."""
    fields = "".join(
        f'<div class="ctl"><span class="lab" id="attributions-{name}">{say(f"attributions.parameter.{name}", lang)}</span>'
        f"{_field(PARAMETERS[name], value, lang)}</div>"
        for name, value in options.parameters.items()
    )
    none = f'<p class="small">{say("attributions.no_parameters", lang)}</p>'
    return page(f'<div class="chooser fields">{fields or none}</div>')


def _field(parameter: Parameter, value: Value, lang: str) -> str:
    name = parameter.name
    if parameter.choices:
        choices = [(key, say(f"attributions.name.{key}", lang)) for key in parameter.choices]
        return _select(name, [("", choices)], value)
    if isinstance(parameter.default, bool):
        checked = " checked" if value else ""
        return f'<input type="checkbox" data-name="{name}" aria-labelledby="attributions-{name}"{checked}>'
    step = "1" if isinstance(parameter.default, int) else "any"
    text = "" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)
    bounds = f'min="{parameter.minimum:g}" max="{parameter.maximum:.10g}" step="{step}"'
    hint = f"<small>{parameter.minimum:g}–{parameter.maximum:.10g}</small>"
    return (
        f'<input type="number" data-name="{name}" {bounds} value="{text}" aria-labelledby="attributions-{name}">{hint}'
    )


def _chooser(options: Options, offer: Offer, lang: str) -> str:
    """The methods by family, each a switch, and why some are missing; closed until it is wanted."""
    order = list(dict.fromkeys(row.family for row in METHODS.values()))
    rows = sorted(METHODS.values(), key=lambda row: order.index(row.family))
    families = "".join(
        f'<div class="ctl"><span class="lab">{say(f"attributions.family.{family}", lang)}</span>'
        f'<div class="switches">{"".join(_switch(row.key, options, offer, lang) for row in group)}</div></div>'
        for family, group in groupby(rows, key=lambda row: row.family)
    )
    reasons = "".join(
        f'<p class="small">{say(f"attributions.needs.{need}", lang, method=say(f"attributions.name.{key}", lang))}</p>'
        for key, need in offer.lacking.items()
    )
    most = f'<p class="small" data-limit>{say("attributions.most", lang, count=MOST_METHODS)}</p>'
    return f'<div class="chooser" id="attributions-chooser" data-most="{MOST_METHODS}">{families}{most}{reasons}</div>'


def _switch(key: str, options: Options, offer: Offer, lang: str) -> str:
    is_on = key in options.methods and key not in offer.lacking
    seconds = offer.seconds.get(key)
    slow = say("attributions.slow", lang) if METHODS[key].is_slow else ""
    note = slow if seconds is None else say("attributions.about", lang, seconds=f"{max(1, seconds):.0f}")
    off = " disabled" if key in offer.lacking else ""
    return (
        f'<button type="button" class="btn" data-method="{key}" aria-pressed="{str(is_on).lower()}"{off} '
        f'title="{say(f"attributions.question.{key}", lang)}">{say(f"attributions.name.{key}", lang)}'
        f"{f'<small>{note}</small>' if note else ''}</button>"
    )
