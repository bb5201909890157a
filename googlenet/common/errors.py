"""Errors that a user can act on. Everything else that is raised is a bug.

UserError
├── UnknownName      a network, block, branch, class or method that does not exist
├── BadImage         an upload that cannot be used
├── BadCheckpoint    weights or a run folder that cannot be trusted or read
├── DataMissing      a data set or weights that are not on this machine
└── RunRefused       a training run that cannot start, go on or be changed
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from googlenet.text import say

Entry = TypeVar("Entry")


class UserError(Exception):
    """An error that the user can correct; its message is shown as it is, in the page and on the command line.

    Args:
        key: the sentence's key in `googlenet.text`; it says what was wrong, what was received, what is accepted.
        values: what fills the sentence's gaps; another `UserError` among them is said in the same language.
    """

    def __init__(self, key: str, **values: object):
        self.key, self.values = key, values
        super().__init__(self.message("en"))

    def message(self, lang: str) -> str:
        """Returns the sentence in `lang` ("en" or "zh")."""
        values = {
            name: value.message(lang).rstrip(".。") if isinstance(value, UserError) else value
            for name, value in self.values.items()
        }
        return say(self.key, lang, **values)


class UnknownName(UserError):
    """Raised where a name is not in the table that it was looked up in."""


class BadImage(UserError):
    """Raised where an uploaded file cannot be used as an image."""


class BadCheckpoint(UserError):
    """Raised where weights or a run folder are damaged, foreign or unsafe."""


class DataMissing(UserError):
    """Raised where a data set or weights are neither on this machine nor within reach."""


class RunRefused(UserError):
    """Raised where a training run cannot start, go on or be changed."""


def look_up(table: Mapping[Hashable, Entry], name: Hashable, key: str) -> Entry:
    """Returns `table[name]`.

    Raises:
        UnknownName: there is no such name; `key` is the key of its sentence, which has the gaps {name} and {accepted}.
    """
    if name in table:
        return table[name]
    raise UnknownName(key, name=repr(name), accepted=", ".join(map(str, table)))
