"""HTML and SVG as text in which every value is escaped by MarkupSafe, unless it is such text itself."""

from collections.abc import Iterable, Mapping
from numbers import Real
from typing import LiteralString

from markupsafe import Markup, escape

from googlenet.text import SENTENCES

NOTHING = Markup()  # the empty text


def html(template: LiteralString, *values: object, **named: object) -> Markup:
    """The template with its {} filled; each value is escaped unless it is `Markup`.

    Args:
        template: written out where it is used, never put together from values: a test sees to it.
        values, named: as `str.format` takes them; numbers may have a format, as in {:.1f}.
    """
    filled = template.format(*map(_escaped, values), **{name: _escaped(value) for name, value in named.items()})
    return Markup(filled)  # noqa: S704 - a literal template, and values that are escaped


def element(name: LiteralString, *content: object, **attributes: object) -> Markup:
    """An HTML element; its content and the values of its attributes are escaped unless they are `Markup`.

    Args:
        attributes: `data_run` is data-run, `class_` is class. True writes the name alone, None, False and an empty mapping
            nothing; a mapping holds a style's properties; of aria-… true and false are written.
    """
    return html("{}{}</{}>", void(name, **attributes), join(content), name)


def void(name: LiteralString, **attributes: object) -> Markup:
    """An element that has no content and no end, as "input"; attributes as `element` takes them."""
    written = join(_attribute(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    return html("<{}{}>", name, written)


def _attribute(name: str, value: object) -> Markup:
    if isinstance(value, Mapping):
        value = ";".join(f"{key}:{one}" for key, one in value.items()) or None
    elif isinstance(value, bool) and name.startswith("aria-"):
        value = str(value).lower()
    if value is None or value is False:
        return NOTHING
    return html(" {}", name) if value is True else html(' {}="{}"', name, value)


def join(parts: Iterable[object]) -> Markup:
    """The parts one after another; each is escaped unless it is `Markup`."""
    return NOTHING.join(parts)


def sentence(key: str, lang: str, **values: object) -> Markup:
    """`text.say` for a sentence some of whose values are `Markup`; all others are escaped."""
    return escape(SENTENCES[key][lang == "zh"]).format_map(values)


def _escaped(value: object) -> object:
    return value if isinstance(value, (Real, Markup)) else escape(value)
