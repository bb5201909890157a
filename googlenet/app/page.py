"""Builds the page: side panel, header, tabs."""

import gc
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Thread

import gradio as gr
from starlette.middleware import Middleware

from googlenet.app import report, shell
from googlenet.app.server import api
from googlenet.app.server.limits import UPLOAD_MB, LimitsMiddleware
from googlenet.app.server.validation import ValidatedBlocks
from googlenet.app.shell import presses
from googlenet.app.shell.first_paint import first_paint
from googlenet.app.shell.header import Header, start
from googlenet.app.shell.language import EarlyScript, Translator
from googlenet.app.shell.presses import Fragment, Presses
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import RUNS, Repository
from googlenet.app.shell.sidebar import Sidebar
from googlenet.app.shell.tab import STYLE, Frame, Tab, TabRequest
from googlenet.app.shell.theme import theme
from googlenet.app.tabs import architecture, attributions, branches, classify, guide, study, train

TABS = (classify.TAB, guide.TAB, branches.TAB, attributions.TAB, train.TAB, study.TAB, architecture.TAB)
FIRST_PICTURE = "example:ankle-boot"
SHEET = Path(shell.__file__).with_name(STYLE)
PATIENCE_SECONDS = 20.0  # for a first visitor, before the server makes itself ready for one


def build_app(repository: Repository | None = None, tabs: Sequence[Tab] = TABS) -> tuple[gr.Blocks, gr.I18n]:
    """The whole app, and the translations that `launch` needs.

    Args:
        repository: pictures, classifiers and runs; made anew unless given.
        tabs: in the order in which they stand; the first is open.
    """
    repository, t, named = repository or Repository(RUNS), Translator(), {tab.name: tab for tab in tabs}
    first = Question(FIRST_PICTURE, repository.opening(), lang="")  # the visitor's own arrives with them
    style = {"fill_width": True, "delete_cache": (600, 3600)}
    with ValidatedBlocks(title="Inside GoogLeNet", analytics_enabled=False, **style) as demo:
        question, visit = gr.State(first), gr.State(None)
        with gr.Sidebar(width=272, open=False):
            sidebar = Sidebar(repository, t)
        header = Header(repository)
        # Outside of Tabs, whose children are tabs: a state among them takes a tab's place.
        requests = {name: gr.State(TabRequest()) for name in named}
        states = {name: gr.State(tab.state() if tab.state else None) for name, tab in named.items()}
        sessions = {name: gr.State(tab.session() if tab.session else None) for name, tab in named.items()}
        senders, pressed = {name: presses.place(name) for name in named}, {name: Presses() for name in named}
        panel = Fragment(
            lambda question: (*sidebar.show(question), header.of(repository, question)),
            (),
            (*sidebar.parts, header.strip, header.legend),
        )
        labelled: list = []  # outputs of `whole`, the tabs first
        whole = Fragment(lambda question: header.whole(sidebar, question, named), (), labelled)
        with gr.Tabs(elem_id="tabs") as shown:
            frame = Frame(
                repository, question, shown, sidebar, panel, whole, visit, requests, states, sessions, senders, pressed
            )
            for name, tab in named.items():
                with gr.Tab(t(f"frame.tab.{name}"), id=name, elem_id=f"tab-{name}") as one:
                    tab.build(frame)
                one.select(None, js=f"() => gnLook(false, '{name}')")
                labelled.append(one)
        labelled += [header.top, sidebar.network, sidebar.prepare]
        begin = start(first, named)
        frame.wire(begin)
        header.wire(demo, frame, named, begin)
        report.build(frame, header.top, named)
        api.build(repository)
    return demo, t.tables()


@cache
def first_page(lang: str) -> str:
    """HTML of the first view, which stands in the page until Gradio has built it; "" where it must be computed."""
    repository, tab = Repository(RUNS), TABS[0]
    question = Question(FIRST_PICTURE, repository.opening(), lang=lang)
    return first_paint(repository, question, tab.first, [one.name for one in TABS], [SHEET, *tab.styles])


def launch_options(translations: gr.I18n) -> dict:
    """Arguments of `Blocks.launch`: our look, no service of others, sizes bounded."""
    return {
        "theme": theme(),
        "css_paths": [
            *(Path(shell.__file__).with_name(name) for name in (STYLE, "sections.css", "glossary.css", "pencil.css")),
            *(path for tab in TABS for path in tab.styles),
        ],
        "i18n": translations,
        "app_kwargs": {
            "middleware": [
                Middleware(LimitsMiddleware),
                Middleware(EarlyScript, first=first_page, otherwise=presses.first_answer.set),
            ]
        },
        "max_file_size": f"{UPLOAD_MB}mb",
        "footer_links": [],
        "run_history": False,
        "show_error": False,
        "ssr_mode": False,
        "enable_monitoring": False,
        "state_session_capacity": 500,
        "_frontend": False,  # no request to itself that a slow machine doesn't answer in 3 s, which would end the start
    }


def warm_up() -> Thread:
    """Imports what the first question needs, once the first page stands: beside it, that page would take twice as long.

    The garbage collector, which `app.py` switches off, is on again then, and passes over all that was made until then.
    """

    def go() -> None:
        presses.first_answer.wait(PATIENCE_SECONDS)
        try:
            import_module("googlenet.inspection.evidence")
        finally:
            gc.freeze()
            gc.enable()

    thread = Thread(target=go, daemon=True)
    thread.start()
    return thread
