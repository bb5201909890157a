"""The attribution methods on a command line: the list of them, and parameters read from NAME=VALUE. Takes no torch."""

import contextlib
from collections.abc import Iterable, Sequence

from googlenet.cli.shared import table, tell
from googlenet.common.errors import UserError, look_up
from googlenet.inspection.methods import METHODS
from googlenet.inspection.parameters import Parameter, Value

WORDS = {"true": True, "false": False, "none": None}


def method_lines() -> Iterable[str]:
    """A line a method: its key, whether it explains pixels or a block, its parameters with defaults, its paper."""
    rows = [
        (key, row.kind, " ".join(f"{one.name}={one.default:.3g}" if isinstance(one.default, float) else f"{one.name}={one.default}"
            for one in row.parameters), row.paper)
        for key, row in METHODS.items()
    ]  # fmt: skip
    return table(tell("cli.columns.methods"), rows)


def read_parameters(method: str, pairs: Sequence[str]) -> dict[str, Value]:
    """The method's parameters as `attribute` takes them, from texts such as "n_steps=64" or "relu=true".

    Raises:
        UnknownName: there is no such method or parameter.
        UserError: a text is not NAME=VALUE, or a value is not accepted.
    """
    row, given = look_up(METHODS, method, "error.method"), {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals:
            raise UserError("cli.parameter_form", value=repr(pair))
        given[name] = _value(next((one for one in row.parameters if one.name == name), None), text)
    row.fill(given)
    return given


def _value(parameter: Parameter | None, text: str) -> Value:
    """The value that a text most likely means; the parameter checks it."""
    if parameter and parameter.choices:
        return text
    if text.lower() in WORDS:
        return WORDS[text.lower()]
    for kind in (int, float):
        with contextlib.suppress(ValueError):
            return kind(text)
    return text
