"""The controls of the Attributions view, drawn from the table of methods and from the network."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from googlenet.app.kit.html import button, icon, kernel, page
from googlenet.app.kit.markup import html, join, sentence
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
        names: of branches that are not called by their keys.
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
        + _control("path", _branch_choice(offer, options, lang), lang)
        + _control("baseline", _select("baseline", [("", baselines)], options.baseline), lang)
        + _control("compare", _compare(options, offer, lang), lang)
        + _control(
            "overlay",
            html(
                '<input type="range" data-overlay min="0" max="100" value="100" aria-labelledby="attributions-overlay">'
            ),
            lang,
        )
    )
    saves = join(
        button(icon("save") + say(f"attributions.save_{what}", lang), data={"save": what}, kind="quiet")
        for what in ("picture", "numbers")
    )
    count = sentence("attributions.methods", lang, count=html("<span data-count>{}</span>", len(options.methods)))
    openers = _opener("chooser", count) + _opener("panel", say("attributions.parameters", lang))
    row = html('<div class="tools">{}<span class="gap"></span>{}{}</div>', fields, openers, saves)
    return page(row + _chooser(options, offer, lang))


def _opener(panel: str, text: str) -> str:
    return html(
        '<button type="button" class="btn" data-open="{}" aria-expanded="false" aria-controls="attributions-{}">'
        "<span>{}</span>{}</button>",
        panel,
        panel,
        text,
        icon("down"),
    )


def _control(name: str, body: str, lang: str) -> str:
    return html(
        '<div class="ctl"><span class="lab" id="attributions-{}">{}</span>{}</div>',
        name,
        say(f"attributions.{name}", lang),
        body,
    )


def _select(
    name: str, groups: Sequence[tuple[str, Sequence[tuple[object, str]]]], chosen: object, label: str = ""
) -> str:
    """A list of choices; a group with a title is set off."""
    rows = ""
    for title, choices in groups:
        options = join(
            html('<option value="{}"{}>{}</option>', str(value), " selected" if value == chosen else "", text)
            for value, text in choices
        )
        rows += html('<optgroup label="{}">{}</optgroup>', title, options) if title and choices else options
    return html(
        '<select class="select" data-name="{}" aria-labelledby="attributions-{}">{}</select>', name, label or name, rows
    )


def _compare(options: Options, offer: Offer, lang: str) -> str:
    classes = [(f"class:{index}", label) for index, label in enumerate(offer.classes)]
    networks = [(f"network:{name}", label) for label, name in offer.networks]
    groups = [("", [("", say("attributions.compare_none", lang))])]
    groups += [
        (say("attributions.compare_class", lang), classes),
        (say("attributions.compare_network", lang), networks),
    ]
    return _select("compare", groups, options.compare)


def _branch_choice(offer: Offer, options: Options, lang: str) -> str:
    branches, chosen = offer.blocks[options.block], options.branch
    rows = [("", say("attributions.all_paths", lang))]
    rows += [(name, kernel(name) + path_label(name, offer.names)) for name in branches]
    buttons = join(
        html(
            '<button type="button" role="radio" aria-checked="{}" data-path="{}">{}</button>',
            str(value == (chosen or "")).lower(),
            value,
            text,
        )
        for value, text in rows
    )
    return html('<div class="seg paths" role="radiogroup" aria-labelledby="attributions-path">{}</div>', buttons)


def parameters(options: Options, lang: str) -> str:
    """A control for each parameter that a chosen method takes; drawn apart from the others, which it may not close."""
    fields = join(
        html(
            '<div class="ctl"><span class="lab" id="attributions-{}">{}</span>{}</div>',
            name,
            say(f"attributions.parameter.{name}", lang),
            _field(PARAMETERS[name], value, lang),
        )
        for name, value in options.parameters.items()
    )
    none = html('<p class="small">{}</p>', say("attributions.no_parameters", lang))
    return page(html('<div class="chooser fields">{}</div>', fields or none))


def _field(parameter: Parameter, value: Value, lang: str) -> str:
    name = parameter.name
    if parameter.choices:
        choices = [(key, say(f"attributions.name.{key}", lang)) for key in parameter.choices]
        return _select(name, [("", choices)], value)
    if isinstance(parameter.default, bool):
        checked = " checked" if value else ""
        return html('<input type="checkbox" data-name="{}" aria-labelledby="attributions-{}"{}>', name, name, checked)
    step = "1" if isinstance(parameter.default, int) else "any"
    text = "" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)
    bounds = html('min="{:g}" max="{:.10g}" step="{}"', parameter.minimum, parameter.maximum, step)
    hint = html("<small>{:g}–{:.10g}</small>", parameter.minimum, parameter.maximum)
    return html(
        '<input type="number" data-name="{}" {} value="{}" aria-labelledby="attributions-{}">{}',
        name,
        bounds,
        text,
        name,
        hint,
    )


def _chooser(options: Options, offer: Offer, lang: str) -> str:
    """The methods by family, each a switch, and why some are missing; closed until it is wanted."""
    order = list(dict.fromkeys(row.family for row in METHODS.values()))
    rows = sorted(METHODS.values(), key=lambda row: order.index(row.family))
    families = join(
        html(
            '<div class="ctl"><span class="lab">{}</span><div class="switches">{}</div></div>',
            say(f"attributions.family.{family}", lang),
            join(_switch(row.key, options, offer, lang) for row in group),
        )
        for family, group in groupby(rows, key=lambda row: row.family)
    )
    reasons = join(
        html(
            '<p class="small">{}</p>',
            say(f"attributions.needs.{need}", lang, method=say(f"attributions.name.{key}", lang)),
        )
        for key, need in offer.lacking.items()
    )
    most = html('<p class="small" data-limit>{}</p>', say("attributions.most", lang, count=MOST_METHODS))
    return html(
        '<div class="chooser" id="attributions-chooser" data-most="{}">{}{}{}</div>',
        MOST_METHODS,
        families,
        most,
        reasons,
    )


def _switch(key: str, options: Options, offer: Offer, lang: str) -> str:
    is_on = key in options.methods and key not in offer.lacking
    seconds = offer.seconds.get(key)
    slow = say("attributions.slow", lang) if METHODS[key].is_slow else ""
    note = slow if seconds is None else say("attributions.about", lang, seconds=f"{max(1, seconds):.0f}")
    off = " disabled" if key in offer.lacking else ""
    return html(
        '<button type="button" class="btn" data-method="{}" aria-pressed="{}"{} title="{}">{}{}</button>',
        key,
        str(is_on).lower(),
        off,
        say(f"attributions.question.{key}", lang),
        say(f"attributions.name.{key}", lang),
        html("<small>{}</small>", note) if note else "",
    )
