"""Pieces that several views share: icons, marks of the paths, numbers, buttons."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import LiteralString, TypeVar
from zlib import crc32

from markupsafe import Markup

from googlenet.app.kit.markup import NOTHING, element, html, join
from googlenet.common.palette import NO_NAMES, PATH_COLOURS, Names, path_label
from googlenet.text import SENTENCES, say

ICONS = {
    "upload": "M8 11V3M4.5 6.5L8 3l3.5 3.5M3 13h10",
    "save": "M8 3v8M4.5 7.5L8 11l3.5-3.5M3 13.5h10",
    "stop": "M5 5h6v6H5z",
    "start": "M5.5 4l6 4-6 4z",
    "down": "M4.5 6.5L8 10l3.5-3.5",
    "back": "M9.5 4L5.5 8l4 4",
    "next": "M6.5 4l4 4-4 4",
    "link": "M6.7 9.3a2.6 2.6 0 003.7 0l2-2a2.6 2.6 0 00-3.700-3.700l-.7.7M9.300 6.700a2.600 2.600 0 00-3.700 0l-2 2a2.600 2.600 0 003.700 3.700l.7-.7",
}
Item = TypeVar("Item")
LIGHT_TEXT = {"1x1"}  # the one fill on which white reads better than ink


def page(body: str, photo: str = "") -> str:
    """A view's root: all our styles are nested in .gn; `photo` is the picture under every heat map."""
    name, rule = photographed(photo)
    return element("div", body, rule, class_=f"gn {name}".strip())


def photographed(photo: str) -> tuple[str, Markup]:
    """`backed` for the picture under every heat map; nothing where there is none."""
    return backed(photo, ".pic::before") if photo else ("", NOTHING)


def backed(uri: str, within: LiteralString) -> tuple[str, Markup]:
    """A class, and the rule that shows the picture of a data URI behind all elements `within` one of that class.

    A custom property would do, too, but its text is read anew for every element: 110 ms for a sheet of 128 maps.
    """
    name = f"on-{crc32(uri.encode()):08x}"
    return name, html("<style>.{} {}{{background-image:url({})}}</style>", name, within, uri)


def style(values: Mapping[str, object]) -> str:
    """A style attribute, or nothing."""
    return html(' style="{}"', ";".join((f"{key}:{value}" for key, value in values.items()))) if values else ""


def icon(name: str) -> str:
    """A line drawing of 16 units; the word beside it carries the meaning."""
    return html('<svg class="icon {}" viewBox="0 0 16 16" aria-hidden="true"><path d="{}"/></svg>', name, ICONS[name])


def path_style(branch: str) -> dict[str, str]:
    """The custom properties that colour a path's shapes."""
    colour = PATH_COLOURS.get(branch, "var(--gn-mark)")
    return {"--gn-c": colour, "--gn-on": "#FFFFFF" if branch in LIGHT_TEXT else "#101214"}


def kernel(branch: str) -> str:
    """A path's mark: a square of 1, 3 or 5 parts of 5, a ring for the pool."""
    if branch == "pool":
        shape = html(
            '<rect class="y" x="4" y="4" width="12" height="12"/><rect x="7" y="7" width="6" height="6" fill="var(--gn-paper)"/>'
        )
    else:
        side = 4 * min(5, int(branch[0])) + (2 if branch[0] == "1" else 0)
        edge = (20 - side) / 2
        shape = html('<rect class="y" x="{:g}" y="{:g}" width="{}" height="{}"/>', edge, edge, side, side)
    return html(
        '<svg class="kernel" viewBox="0 0 20 20" aria-hidden="true"{}><rect class="n" width="20" height="20"/>{}</svg>',
        style(path_style(branch)),
        shape,
    )


def path_mark(branch: str, note: str = "", *, names: Names = NO_NAMES) -> str:
    """Mark and name of a path, with a small note below."""
    small = html("<small>{}</small>", note) if note else ""
    return html('<span class="path">{}<span>{}{}</span></span>', kernel(branch), path_label(branch, names), small)


def number(value: float, digits: int = 3) -> str:
    """At most `digits` significant digits, with a true minus sign, never "0.00": a tiny value reads "1.3e−5"."""
    text = f"{value:.{digits}g}" if abs(value) < 10**digits else f"{value:,.0f}"
    if "e" in text:
        mantissa, exponent = f"{value:.1e}".split("e")
        text = f"{mantissa}e{int(exponent)}"
    return text.replace("-", "−")


def signed(value: float, digits: int = 3) -> str:
    """`number` with its sign."""
    return ("+" if value > 0 else "") + number(value, digits)


def percent(fraction: float) -> str:
    """A fraction in percent with one decimal: "95.7%"; the ends read "> 99.9%" and "< 0.1%"."""
    value = 100 * fraction
    if value > 99.9:
        return "> 99.9%"
    return f"{value:.1f}%" if value >= 0.1 else "< 0.1%"


def button(
    text: str,
    *,
    data: dict[str, object] | None = None,
    kind: str = "",
    label: str = "",
    disabled: bool = False,
    pressed: bool | None = None,
) -> str:
    """A button; `data` becomes data-… attributes that the view's script reads; `text` is HTML; `pressed`: of a switch."""
    attributes = {f"data_{key}": str(value) for key, value in (data or {}).items()}
    attributes |= {"aria_pressed": pressed, "aria_label": label or None}
    return element("button", text, type="button", class_=f"btn {kind}".strip(), **attributes, disabled=disabled)


def save_menu(name: str, kinds: Sequence[str], title: str, lang: str) -> str:
    """A menu of files; a press carries data-save=NAME and data-format=KIND, one of "png", "svg", "csv"."""
    word = say("frame.save", lang)
    choices = [button(kind.upper(), data={"save": name, "format": kind}, kind="quiet") for kind in kinds]
    summary = element(
        "summary", icon("save"), word, class_="btn quiet", aria_label=f"{word}: {title}" if title else None
    )
    return html('<details class="save">{}<div>{}</div></details>', summary, join(choices))


def scrolls(label: str, kind: str = "scroll") -> str:
    """Attributes of a frame whose contents may be wider than it: the keyboard reaches it, and it says what it holds."""
    return html('class="{}" role="group" tabindex="0" aria-label="{}"', kind, label)


def segment(
    name: str, choices: list[tuple[str, str]], chosen: str, label: str, wide: bool = False, do: str | None = None
) -> str:
    """Buttons of which one is chosen: (value, text) each; a press carries data-{name}=value, and data-do where given."""
    same = {"type": "button", "role": "radio"}
    buttons = [
        element("button", text, **same, aria_checked=value == chosen, data_do=do, **{f"data_{name}": value})
        for value, text in choices
    ]
    return element("div", *buttons, class_="seg wide" if wide else "seg", role="radiogroup", aria_label=label)


def class_name(name: str, lang: str) -> str:
    """A class's name in `lang`, as it is where there is no translation."""
    return say(f"class.{name}", lang) if f"class.{name}" in SENTENCES else name


def compact(count: int) -> str:
    """A count with three digits and its unit, which no line break parts: "5.98 M", "1.50 G"."""
    for size, unit in ((10**9, "G"), (10**6, "M"), (10**3, "k")):
        if count >= size:
            value = count / size
            return f"{value:.{2 if value < 10 else 1 if value < 100 else 0}f}\u00a0{unit}"
    return str(count)


def in_words(count: int, lang: str) -> str:
    """A count as a headline says it: "5.98 million", "1.5 billion", "598 万"."""
    units = ((10**8, "亿"), (10**4, "万")) if lang == "zh" else ((10**9, "billion"), (10**6, "million"))
    for size, unit in units:
        if count >= size:
            return f"{number(count / size)}\u00a0{unit}"
    return f"{count:,}"


def points(fraction: float, digits: int = 1) -> str:
    """A fraction in percentage points, with a true minus sign; no "−0.0"."""
    text = f"{100 * fraction:.{digits}f}"
    return (text[1:] if float(text) == 0 and text.startswith("-") else text).replace("-", "−")


def section_head(title: str, sub: str, *, kind: str = "sub", is_first: bool = False) -> str:
    """A section's heading with a sentence below it; the view's first one is read out whenever it changes."""
    heading = html('<h1 aria-live="polite">{}</h1>', title) if is_first else html("<h2>{}</h2>", title)
    return html('<div class="head"><div>{}<p class="{}">{}</p></div></div>', heading, kind, sub)


def labelled(label: str, control: str, kind: str = "ctl") -> str:
    """A control with its label before it."""
    return element("div", html('<span class="lab">{}</span>', label), control, class_=kind)


def said_choices(values: Iterable[str], beginning: str, lang: str, **gaps: str) -> list[tuple[str, str]]:
    """(value, text) of choices whose texts are the sentences that begin so and end in the value."""
    return [(value, say(beginning + value, lang, **gaps)) for value in values]


def save_button(text: str, data: dict[str, object], label: str = "") -> str:
    """A quiet button that gives a file."""
    return button(icon("save") + text, data=data, kind="quiet", label=label)


def stop_button(text: str, data: dict[str, object]) -> str:
    """A button that ends work under way."""
    return button(icon("stop") + text, data=data)


def switch_button(text: str, is_on: bool, data: str, value: object = "") -> str:
    """A switch; a press carries data-{data}=value, which also tells it from others when the view is drawn anew."""
    same = {"type": "button", "class_": "switch", "role": "switch", f"data_{data}": value, "data_key": data}
    return element("button", html("<i></i>{}", text), **same, aria_checked=is_on)


def toggle(
    body: str,
    label: str,
    is_on: bool,
    *,
    is_first: bool | None = None,
    style: Mapping[str, object] | None = None,
    **attributes: object,
) -> str:
    """A picture to press, which stays pressed; `is_first`: of several with arrows between, whether Tab reaches it."""
    attributes |= {"aria_pressed": is_on, "tabindex": None if is_first is None else 0 if is_first else -1}
    return element("button", body, type="button", **attributes, aria_label=label, title=label, style=style)


def legend_key(colour: str, text: str) -> str:
    """An entry of a legend; `colour` is a token's name without "--gn-"."""
    return html('<span class="key"><i style="background:var(--gn-{})"></i>{}</span>', colour, text)


def definitions(rows: Iterable[tuple[str, object]]) -> str:
    """The rows of a definition list, from (term, definition)."""
    return join(html("<div><dt>{}</dt><dd>{}</dd></div>", term, definition) for term, definition in rows)


def progress(done: int, total: int, label: str) -> str:
    """How far work is, for eye and ear."""
    return html('<progress max="{}" value="{}" aria-label="{}"></progress>', max(1, total), done, label)


def stages(blocks: Iterable[Item], cells: Callable[[Item], tuple[int, int]], draw: Callable[[Item], str]) -> str:
    """Blocks as they are drawn, in groups of one map size with that size above each."""
    groups = []
    for (rows, columns), group in groupby(blocks, key=cells):
        drawn = [draw(block) for block in group]
        size = html('<div class="size">{} × {}</div><div class="block-columns">{}</div>', rows, columns, join(drawn))
        groups.append(html('<div class="stage"{}>{}</div>', style({"--gn-n": len(drawn)}), size))
    return join(groups)


def class_bar(name: str, before: float, now: float, *, is_changed: bool) -> str:
    """A class's probability as a bar; where something is switched off, with the one before it."""
    figures = html("<b>{}</b>", percent(now))
    figures = html("{} → {}", percent(before), figures) if is_changed else figures
    old = html('<i style="width:{:.2f}%"></i>', 100 * before) if is_changed else html("<i hidden></i>")
    bars = html('<span class="track">{}<i style="width:{:.2f}%"></i></span>', old, 100 * now)
    return html(
        '<div class="before-after-row"><span>{}</span><span class="value num">{}</span>{}</div>', name, figures, bars
    )
