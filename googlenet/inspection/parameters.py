"""The parameters of attribution methods: their defaults, and what is accepted."""

from dataclasses import dataclass

from googlenet.common.errors import UserError

Value = int | float | bool | str | None


@dataclass(frozen=True)
class Parameter:
    """A number, a switch or a choice that a method takes.

    Attributes:
        name: the keyword of `attribute`; `attributions.parameter.NAME` is its sentence.
        default: of the parameter's type; None: an optional fraction.
        minimum, maximum: both included; of a switch 0 and 1.
        choices: of a choice; empty otherwise.
    """

    name: str
    default: Value
    minimum: float = 0
    maximum: float = 1
    choices: tuple[str, ...] = ()

    def check(self, value: Value) -> Value:
        """Returns `value` as the parameter's type.

        Raises:
            UserError: it is of another type, or out of bounds.
        """
        kind = float if self.default is None else type(self.default)
        fits = isinstance(value, int | float) and (isinstance(value, bool) == (kind is bool))
        if (value is None and self.default is None) or (value in self.choices and isinstance(value, str)):
            return value
        if (
            self.choices
            or not fits
            or not self.minimum <= value <= self.maximum
            or (kind is int and value != int(value))
        ):
            raise UserError("error.parameter_value", name=self.name, value=repr(value), accepted=self.accepted)
        return kind(value)

    @property
    def accepted(self) -> str:
        """The values that `check` accepts, as text."""
        if self.choices:
            return ", ".join(self.choices)
        if isinstance(self.default, bool):
            return "True, False"
        numbers = f"{self.minimum:g}–{self.maximum:g}"
        return f"None, {numbers}" if self.default is None else numbers
