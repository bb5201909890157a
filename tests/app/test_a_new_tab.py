"""A tab is one folder and one line: it is on the page, in links and in the report without another place knowing it."""

import sys
from importlib import import_module

import pytest

from googlenet.app.page import TABS, build_app
from googlenet.app.report.html import report
from googlenet.app.report.tab import parts_of
from googlenet.app.shell.header import start
from googlenet.app.shell.link import query_of, read
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import SHIPPED, Repository
from googlenet.text import SENTENCES, say

QUESTION = Question("example:ankle-boot", SHIPPED)
INIT = """
from dataclasses import dataclass, replace
from pathlib import Path

import gradio as gr

from googlenet.app.kit.markup import html
from googlenet.app.kit.script import read_script
from googlenet.app.shell.events import QUIET
from googlenet.app.shell.link import one_of, read_words
from googlenet.app.shell.tab import ReportPart, Tab
from googlenet.text import say


@dataclass(frozen=True)
class Mood:
    light: str = "dim"

    def to_query(self):
        return {"light": self.light}

    def from_query(self, words, context):
        readers = {"light": ("tab", lambda mood, text, _: replace(mood, light=one_of(text, ("dim", "bright"))))}
        return read_words(readers, words, self, context)


def build(frame):
    view = gr.HTML(elem_id="throw-away", js_on_load=read_script(__file__))
    mood = frame.states["throwaway"]
    frame.on_question("throwaway", lambda question, mood: (mood, say("throwaway.hello", question.lang)), [mood], [mood, view])
    view.press(lambda mood: replace(mood, light="bright"), mood, mood, **QUIET)


def report(repository, question, mood, session):
    return ReportPart(sections=[(say("throwaway.hello", question.lang), html("<p>{}</p>", mood.light))])


SENTENCES = {"frame.tab.throwaway": ("Throw-away", "一次性"), "throwaway.hello": ("Hello & welcome", "你好")}
TAB = Tab("throwaway", build, SENTENCES, state=Mood, report=report, folder=Path(__file__).parent)
"""


@pytest.fixture
def tab(tmp_path, monkeypatch):
    folder = tmp_path / "throwaway"
    folder.mkdir()
    (folder / "__init__.py").write_text(INIT, encoding="utf-8")
    (folder / "page.js").write_text("element.onclick = () => trigger('press', {});", encoding="utf-8")
    (folder / "style.css").write_text("#throw-away { color: red }", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield import_module("throwaway").TAB
    sys.modules.pop("throwaway")
    for key in ("frame.tab.throwaway", "throwaway.hello"):
        SENTENCES.pop(key, None)


def test_a_tab_is_one_folder_and_one_line(tab, tmp_path):
    repository = Repository(tmp_path / "runs")
    tabs = (*TABS, tab)  # the line

    demo, translations = build_app(repository, tabs)
    parts = {block.elem_id: block for block in demo.blocks.values() if getattr(block, "elem_id", None)}
    assert parts["tab-throwaway"].id
    assert parts["throw-away"].js_on_load == "element.onclick = () => trigger('press', {});"
    assert translations.translations["zh"]["frame_tab_throwaway"] == "一次性"
    assert [path.name for path in tab.styles] == ["style.css"]
    assert say("throwaway.hello") == "Hello & welcome"

    named = {one.name: one for one in tabs}
    opening = start(QUESTION, named)
    location, refused = read("?tab=throwaway&light=bright", opening, repository, named)
    assert (location.tab, location.states["throwaway"].light, refused) == ("throwaway", "bright", ())
    assert "light=bright" in query_of(location, opening)
    assert "light" not in query_of(opening, opening)
    assert read("?light=blinding", opening, repository, named)[1] == ("tab",)

    reporting = {name: one for name, one in named.items() if one.report}
    states = tuple(location.states.get(name) for name in reporting)
    sessions = tuple(one.session() if one.session else None for one in reporting.values())
    page = report(parts_of(repository, QUESTION, reporting, states, sessions), "en", link="", link_note="")
    assert "<h2>Hello &amp; welcome</h2><p>bright</p>" in page
