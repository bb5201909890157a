"""The controls of the Attributions view, drawn from the table of methods and from the network."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from googlenet.app.kit.html import icon, kernel, page, said_choices, save_button
from googlenet.app.kit.markup import element, html, join, sentence, void
from googlenet.app.tabs.attributions.state import MOST_METHODS, Options, defaults
from googlenet.common.palette import Names, block_label, path_label
from googlenet.inspection.methods import BASELINES, METHODS, PARAMETERS
from googlenet.inspection.parameters import Parameter, Value
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
    baselines = said_choices(BASELINES, "attributions.baseline.", lang)
    blocks = [(name, block_label(name)) for name in offer.blocks]
    overlay = html(
        '<input type="range" data-overlay min="0" max="100" value="100" aria-labelledby="attributions-overlay">'
    )
    controls = {
        "block": _select("block", [("", blocks)], options.block),
        "path": _branch_choice(offer, options, lang),
        "baseline": _select("baseline", [("", baselines)], options.baseline),
        "compare": _compare(options, offer, lang),
        "overlay": overlay,
    }
    fields = join(_control(name, say(f"attributions.{name}", lang), body) for name, body in controls.items())
    files = [save_button(say(f"attributions.save_{what}", lang), {"save": what}) for what in ("picture", "numbers")]
    count = sentence("attributions.methods", lang, count=html("<span data-count>{}</span>", len(options.methods)))
    openers = _opener("chooser", count) + _opener("options", say("frame.options", lang), "btn quiet phone")
    openers += _opener("panel", say("attributions.parameters", lang))
    same = {"class_": "tools", "id": "attributions-options"}
    row = element("div", fields, html('<span class="gap"></span>'), openers, join(files), **same)
    return page(row + _chooser(options, offer, lang))


def _opener(panel: str, text: str, kind: str = "btn") -> str:
    body, panels = html("<span>{}</span>{}", text, icon("down")), f"attributions-{panel}"
    same = {"type": "button", "class_": kind, "data_open": panel}
    return element("button", body, **same, aria_expanded=False, aria_controls=panels)


def _control(name: str, label: str, body: str) -> str:
    named = html('<span class="lab" id="attributions-{}">{}</span>', name, label)
    return html('<div class="ctl">{}{}</div>', named, body)


def _select(name: str, groups: Sequence[tuple[str, Sequence[tuple[object, str]]]], chosen: object) -> str:
    """A list of choices; a group with a title is set off."""
    rows = ""
    for title, choices in groups:
        options = join(element("option", text, value=str(value), selected=value == chosen) for value, text in choices)
        rows += element("optgroup", options, label=title) if title and choices else options
    return element("select", rows, class_="select", data_name=name, aria_labelledby=f"attributions-{name}")


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
    same = {"type": "button", "role": "radio"}
    buttons = [
        element("button", text, **same, aria_checked=value == (chosen or ""), data_path=value) for value, text in rows
    ]
    return element("div", *buttons, class_="seg paths", role="radiogroup", aria_labelledby="attributions-path")


def parameters(options: Options, lang: str) -> str:
    """A control for each parameter that a chosen method takes; drawn apart from the others, which it may not close."""
    fields = join(
        _control(name, say(f"attributions.parameter.{name}", lang), _field(PARAMETERS[name], value, options, lang))
        for name, value in options.parameters.items()
    )
    none = html('<p class="small">{}</p>', say("attributions.no_parameters", lang))
    return page(html('<div class="chooser fields">{}</div>', fields or none))


def _field(parameter: Parameter, value: Value, options: Options, lang: str) -> str:
    name = parameter.name
    if parameter.choices:
        choices = [(key, say(METHODS[key].name, lang)) for key in parameter.choices]
        return _select(name, [("", choices)], value)
    same = {"data_name": name, "aria_labelledby": f"attributions-{name}"}
    if isinstance(parameter.default, bool):
        return void("input", type="checkbox", **same, checked=bool(value))
    text = "" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)
    low, high = f"{parameter.minimum:g}", f"{parameter.maximum:.10g}"
    bounds = {"min": low, "max": high, "step": 1 if isinstance(parameter.default, int) else "any"}
    own = " · ".join(map(str, sorted(defaults(name, options.methods) - {None})))  # where methods have their own
    bounds["data_refused"] = say("attributions.refused", lang, low=low, high=high)
    return void("input", type="number", **bounds, value=text, placeholder=None if text else own or None, **same) + html(
        "<small>{}–{}</small>", low, high
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
        html('<p class="small">{}</p>', say(f"attributions.needs.{need}", lang, method=say(METHODS[key].name, lang)))
        for key, need in offer.lacking.items()
    )
    most = html('<p class="small" data-limit>{}</p>', say("attributions.most", lang, count=MOST_METHODS))
    body = families + most + reasons
    return element("div", body, class_="chooser", id="attributions-chooser", data_most=MOST_METHODS)


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
        say(METHODS[key].question, lang),
        say(METHODS[key].name, lang),
        html("<small>{}</small>", note) if note else "",
    )
