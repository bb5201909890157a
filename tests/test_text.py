"""Every sentence in both languages, each one used, and none missing."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

import googlenet.cli.main  # noqa: F401 - its sentences are known from here on, as are the page's
from googlenet import text
from googlenet.app import page
from googlenet.common import errors
from googlenet.inspection.methods import METHODS
from googlenet.text import SENTENCES, say

ROOT = Path(__file__).resolve().parent.parent
SPOKEN = [*(ROOT / "googlenet" / "text").glob("*.py"), *(ROOT / "googlenet").rglob("*sentences.py")]
FILES = [path for path in [*(ROOT / "googlenet").rglob("*.py"), *ROOT.glob("*.py")] if path not in SPOKEN]
NODES = [node for path in FILES for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]

KEY = re.compile(rf"(?:{'|'.join(sorted({key.partition('.')[0] for key in SENTENCES}))})\.[a-z0-9_]+(?:\.[a-z0-9_]+)*")
FAMILIES = (
    "class.",  # completed by a data set's classes
    "frame.examples.",  # by the kinds in the list of examples
    "pictures.skip.",  # by what the upload gate and the archives refuse; test_picture_folders wants one for each
    "attributions.parameter.",  # by METHODS, for whoever draws a method's controls; test_methods wants one for each
)
FILE_ENDINGS = (".py", ".js", ".css", ".csv", ".json", ".jsonl", ".png", ".html")

KEPT = {"torchvision", "v"}  # said in Chinese as in English; names have capitals: GoogLeNet, Inception-v3
CJK = "\u4e00-\u9fff"
# Translated phrases, fragments and words of our own, where the field or everyday English has another; spelling is US.
PHRASES = (
    "anew|blind draw|but for|commonest|for good|foretells?|fresh weights|(?:goes|gone) on|held (?:out|against)|"
    "is not taken|no more than chance|one a|(?<!googlenet )pictures?|press(?:es|ed)?|puts? out|ships?|silent|speaks? (?:for|against)|"
    "switch(?:es|ed)? (?:on|off)|told apart|cent(?:re[ds]?|ring)|colours?|grey|[a-z]+isations?|optimisers?"
)
UNCLEAR = re.compile(rf"\b(?:{PHRASES})\b|\baccepted:|[\d\0] %|\w'\w", re.IGNORECASE)
UNCLEAR_CHINESE = re.compile(r"(?<![a-z（“-])epoch(?![a-z])|(?<!各)点按|茎|您|附带|随附|[\d\0] %")
HALF_WIDTH = re.compile(rf"[{CJK}][,;:!?]|[{CJK}]\.(?:\s|$)|[,;!?] *[{CJK}]")


def words():
    """All that may be filled into a key: strings and names in the source, and names that tables make."""
    pieces = {id(part) for node in NODES if isinstance(node, ast.JoinedStr) for part in node.values}
    constants = (node for node in NODES if isinstance(node, ast.Constant) and id(node) not in pieces)
    strings = {node.value for node in constants if isinstance(node.value, str)}
    names = {getattr(node, kind, None) for node in NODES for kind in ("id", "attr", "arg", "name")}
    options = {word.lstrip("-").replace("-", "_") for word in strings if word.startswith("--")}  # of the command line
    return strings | names | options | set(METHODS)


def literal_keys():
    """Strings in the source that look like a key and are no file's name."""
    strings = (word for word in WORDS if isinstance(word, str) and KEY.fullmatch(word))
    return {word for word in strings if not word.endswith(FILE_ENDINGS)}


def patterns():
    """One for each f-string or beginning that makes a key; what is filled in is a group."""
    begins = re.compile(KEY.pattern.partition("[")[0])
    made = [f"{word}\0" for word in WORDS if isinstance(word, str) and word.endswith(".") and KEY.fullmatch(f"{word}x")]
    made += [
        "".join(part.value if isinstance(part, ast.Constant) else "\0" for part in node.values)
        for node in NODES
        if isinstance(node, ast.JoinedStr)
    ]
    return {re.compile("(.+)".join(map(re.escape, re.split("\0+", text)))) for text in made if begins.match(text)}


WORDS = words()
PATTERNS = patterns()


def is_known(filled):
    """Whether what completes a key stands in the source, in one piece or in two."""
    return filled in WORDS or any(filled[:cut] in WORDS and filled[cut:] in WORDS for cut in range(1, len(filled)))


def is_used(key):
    matches = (pattern.fullmatch(key) for pattern in PATTERNS)
    return (
        key in WORDS
        or key.startswith(FAMILIES)
        or any(all(map(is_known, found.groups())) for found in matches if found)
    )


def gaps(sentence):
    return {re.split(r"[.\[]", field)[0] for _, field, _, _ in Formatter().parse(sentence) if field is not None}


def outside_gaps(sentence, between=""):
    return between.join(text for text, *_ in Formatter().parse(sentence))


def test_every_sentence_has_both_languages():
    for key, pair in SENTENCES.items():
        assert len(pair) == 2, key
        assert all(isinstance(sentence, str) and sentence.strip() for sentence in pair), key


def test_both_languages_have_the_same_gaps():
    assert not {key for key, (en, zh) in SENTENCES.items() if gaps(en) != gaps(zh)}


def test_chinese_is_chinese_and_english_is_not():
    for key, (en, zh) in SENTENCES.items():
        assert not re.search(f"[{CJK}]", en), key
        if not re.search(f"[{CJK}]", zh):
            words_left = set(re.findall(r"[A-Za-z]+", outside_gaps(zh)))
            assert not {word for word in words_left if word == word.lower()} - KEPT, (key, zh)


def test_chinese_has_full_width_punctuation():
    assert not {key: zh for key, (_, zh) in SENTENCES.items() if HALF_WIDTH.search(zh)}


def test_sentences_are_in_plain_words():
    found = {
        key: words
        for key, pair in SENTENCES.items()
        for pattern, sentence in zip((UNCLEAR, UNCLEAR_CHINESE), pair, strict=True)
        if (words := pattern.findall(outside_gaps(sentence, "\0")))
    }
    assert not found


@pytest.mark.parametrize(
    "sentence",
    [
        *("A press opens it.", "{name} is {value}; accepted: {accepted}.", "{percent} % of them", "95 % of them"),
        *("The colour of its cells", "Switched off", "The machine's disk", "Images held out"),
    ],
)
def test_unclear_words_are_found(sentence):
    assert UNCLEAR.search(outside_gaps(sentence, "\0"))


def test_every_file_of_sentences_is_known():
    keys = re.compile(r'^ {4}"([a-z0-9_.]+)": ', re.MULTILINE)
    written = {key for path in SPOKEN for key in keys.findall(path.read_text(encoding="utf-8"))}
    assert len(written) > 1000
    assert not written - SENTENCES.keys()


def test_every_tab_has_its_label():
    assert not [tab.name for tab in page.TABS if f"frame.tab.{tab.name}" not in SENTENCES]


def test_no_sentence_is_unused():
    assert not [key for key in SENTENCES if not is_used(key)]


def test_no_sentence_is_missing():
    assert not literal_keys() - SENTENCES.keys()
    assert not [pattern.pattern for pattern in PATTERNS if not any(map(pattern.fullmatch, SENTENCES))]


def test_every_gap_of_a_sentence_is_filled_where_it_is_said():
    speakers = {"say"} | {name for name, value in vars(errors).items() if isinstance(value, type)}
    for node in NODES:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in speakers and node.args:
            key, filled = getattr(node.args[0], "value", None), {keyword.arg for keyword in node.keywords}
            if key in SENTENCES and None not in filled:  # None: values come in a dictionary
                assert gaps(SENTENCES[key][0]) <= filled, (key, filled)


def test_say_reads_the_language_and_fills_the_gaps():
    assert say("error.aux_size", "en", height=2, width=3, side=4).count("2×3") == 1
    assert say("error.aux_size", "zh", height=2, width=3, side=4) != say(
        "error.aux_size", "en", height=2, width=3, side=4
    )
    assert say("error.no_aux", "fr") == say("error.no_aux", "en")
    with pytest.raises(KeyError):
        say("error.nothing of the kind")
    with pytest.raises(KeyError):
        say("error.aux_size", "en", height=2)


def test_in_chinese_a_number_and_its_measure_word_stay_on_one_line():
    assert (
        say("paths.traits_found", "zh", tests=9, count=3)
        == "部分路径有专长：9\u00a0项检验中有 3\u00a0项超出随机所能解释的范围"
    )


def test_an_error_speaks_both_languages():
    error = errors.UserError("error.no_aux")
    assert str(error) == error.message("en") != error.message("zh")


def test_a_key_that_stands_twice_is_refused():
    with pytest.raises(ValueError, match="stands twice"):
        text.add({"error.no_aux": ("other", "不同")})
    assert say("error.no_aux") != "other"
