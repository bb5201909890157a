"""Every sentence that the project says, in English and Chinese: key -> (en, zh)."""

from collections.abc import Iterable
from importlib import import_module

LANGUAGES = ("en", "zh")
PARTS = (
    "errors",
    "names",
    "cli",
    "api",
    "frame",
    "report",
    "link",
    "classify",
    "branches",
    "paths",
    "exemplars",
    "units",
    "attributions",
    "trust",
    "train",
    "lab",
    "back",
    "exercises",
    "pictures",
    "architecture",
    "study",
    "guide",
    "quiz",
    "slips",
    "glossary",
)


def _merge(parts: Iterable[str]) -> dict[str, tuple[str, str]]:
    sentences: dict[str, tuple[str, str]] = {}
    for part in parts:
        for key, pair in import_module(f"{__name__}.{part}").SENTENCES.items():
            if key in sentences:
                raise ValueError(f"sentence {key!r} stands twice")
            sentences[key] = pair
    return sentences


SENTENCES = _merge(PARTS)


def say(key: str, lang: str = "en", **values: object) -> str:
    """The sentence `key` in `lang` ("en" or "zh", anything else reads English), its {gaps} filled with `values`.

    Raises:
        KeyError: there is no such sentence, or a gap has no value.
    """
    return SENTENCES[key][lang == "zh"].format_map(values)
