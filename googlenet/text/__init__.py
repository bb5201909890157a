"""Every sentence that the project says, in English and Chinese: key -> (en, zh).

Here are those that a package below the page and the command line says, or that both say. The page's and the command
line's own stand beside the code that says them, and are added when that code is imported.
"""

import re
from collections.abc import Mapping
from importlib import import_module

# A template's space for a Latin word, where a Chinese came.
BETWEEN = re.compile("(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
# A number and its measure word, 第 and its number, a Latin word and 的 stay on one line.
TOGETHER = re.compile("(?<=[\\d}]) (?=[\u4e00-\u9fff])|(?<=第) (?=\\d)| (?=的)")
LANGUAGES = ("en", "zh")
PARTS = ("errors", "names", "common", "networks", "data", "inspection", "training", "study", "shared", "glossary")
SENTENCES: dict[str, tuple[str, str]] = {}


def add(sentences: Mapping[str, tuple[str, str]]) -> None:
    """Adds key -> (English, Chinese) to what `say` knows.

    Raises:
        ValueError: a key stands for other sentences already.
    """
    for key, pair in sentences.items():
        if SENTENCES.setdefault(key, pair) != pair:
            raise ValueError(f"sentence {key!r} stands twice")


def say(key: str, lang: str = "en", **values: object) -> str:
    """The sentence `key` in `lang` ("en" or "zh", anything else reads English), its {gaps} filled with `values`.

    Raises:
        KeyError: there is no such sentence, or a gap has no value.
    """
    if lang != "zh":
        return SENTENCES[key][0].format_map(values)
    kept = {name: value.replace(" ", "\0") if isinstance(value, str) else value for name, value in values.items()}
    return TOGETHER.sub("\u00a0", BETWEEN.sub("", SENTENCES[key][1].format_map(kept))).replace("\0", " ")


for part in PARTS:
    add(import_module(f"{__name__}.{part}").SENTENCES)
