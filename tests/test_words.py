"""The code speaks the field's words, and its HTML is written out where it is filled."""

import ast
import io
import re
import tokenize
from collections import Counter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "googlenet"
FILES = sorted(PACKAGE.rglob("*.py"))
SCRIPTS = sorted([*PACKAGE.rglob("*.js"), *PACKAGE.rglob("*.css")])
# A dialect that grew in this code and told a reader nothing.
PRIVATE = re.compile(
    r"\b(told|asked|likewise|heed|owed|take_up|leave_word|album|shelf|wish|gathered|desk|bench|"
    r"what is none|as if nothing had been|worth a thousand)\b",
    re.IGNORECASE,
)


def prose(path):
    """Names, docstrings and comments of a file, by line; sentences for people are not among them."""
    source = path.read_text(encoding="utf-8")
    docstrings = {
        node.body[0].value.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node)
    }
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        is_docstring = token.type == tokenize.STRING and token.start[0] in docstrings
        if is_docstring or token.type in {tokenize.NAME, tokenize.COMMENT}:
            yield token.start[0], token.string


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_private_words(path):
    found = [(line, word.group()) for line, text in prose(path) if (word := PRIVATE.search(text))]
    assert not found


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_private_words_in_scripts_and_styles(path):
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    assert not [(number, word.group()) for number, line in lines if (word := PRIVATE.search(line))]


def test_no_class_name_stands_twice():
    nodes = [node for path in FILES for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    names = Counter(node.name for node in nodes if isinstance(node, ast.ClassDef))
    assert not {name: count for name, count in names.items() if count > 1}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_template_of_html_is_written_out_and_nobody_escapes_by_hand(path):
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    named = [(call.func.id, call) for call in calls if isinstance(call.func, ast.Name)]
    written = [call.args[0] for name, call in named if name in {"html", "element", "shape"}]
    passed_on = {"name"} if path.name == "svg.py" else set()  # by `shape`, to which the same applies
    assert all(isinstance(one, ast.Constant) or ast.unparse(one) in passed_on for one in written)
    if path.name != "markup.py":
        assert not [name for name, _ in named if name == "escape"]
    source = path.read_text(encoding="utf-8")
    assert not [line for line in source.splitlines() if re.search(r"\bMarkup\(.", line) and "#" not in line]
