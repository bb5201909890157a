"""Builds the page: side panel, header, tabs."""

from importlib import import_module
from threading import Thread

import gradio as gr
from starlette.middleware import Middleware

from googlenet.ui import api, architecture, attributions, branches, classify, guide, report, study, train
from googlenet.ui.answers import ASSETS, RUNS, Answers
from googlenet.ui.asking import Desk, Options
from googlenet.ui.door import Door
from googlenet.ui.events import QUIET, Asked, Frame
from googlenet.ui.gate import UPLOAD_MB, Gate
from googlenet.ui.header import Header
from googlenet.ui.language import EarlyScript, Translator
from googlenet.ui.question import Question
from googlenet.ui.selection import Selection
from googlenet.ui.side import Choosing, Side
from googlenet.ui.theme import theme

TABS = {
    "classify": classify,
    "guide": guide,
    "branches": branches,
    "attributions": attributions,
    "train": train,
    "study": study,
    "architecture": architecture,
}
FIRST_PICTURE = "example:ankle-boot"


def build_app(answers: Answers | None = None) -> tuple[gr.Blocks, gr.I18n]:
    """The whole app, and the translations that `launch` needs.

    Args:
        answers: pictures, classifiers and runs; made anew unless given.
    """
    answers, t = answers or Answers(RUNS), Translator()
    first = Question(FIRST_PICTURE, answers.opening(), lang="")  # the visitor's own arrives with them
    with Door(title="Inside GoogLeNet", analytics_enabled=False, fill_width=True, delete_cache=(600, 3600)) as demo:
        question, active, design = gr.State(first), gr.State("classify"), gr.State(None)
        choosing = gr.State(Choosing())
        with gr.Sidebar(width=272, open=False):
            side = Side(answers, t)
        header = Header()
        # Outside of Tabs, whose children are tabs: a state among them takes a tab's place.
        chosen = gr.State(Selection()), gr.State(Options()), gr.State(Desk())
        visit, asked = gr.State(None), {name: gr.State(Asked()) for name in TABS}
        with gr.Tabs(elem_id="tabs") as tabs:
            frame = Frame(
                answers,
                question,
                active,
                side.network,
                tabs,
                design,
                side.choose_network,
                side.take_network,
                choosing,
                visit,
                asked,
                *chosen,
                side.upload,
            )
            for name, tab in TABS.items():
                with gr.Tab(t(f"frame.tab.{name}"), id=name, elem_id=f"tab-{name}") as one:
                    tab.build(frame)
                one.select(lambda name=name: name, None, active, **QUIET)
        frame.wire()
        side.wire(question, choosing, header.strip)
        header.wire(demo, frame, side, tuple(TABS))
        report.build(frame, header.top)
        api.build(answers)
    return demo, t.i18n


def launch_options(translations: gr.I18n) -> dict:
    """Arguments of `Blocks.launch`: our look, no service of others, sizes bounded."""
    return {
        "theme": theme(),
        "css_paths": [ASSETS / "style.css"],
        "i18n": translations,
        "app_kwargs": {"middleware": [Middleware(Gate), Middleware(EarlyScript)]},
        "max_file_size": f"{UPLOAD_MB}mb",
        "footer_links": [],
        "run_history": False,
        "show_error": False,
        "ssr_mode": False,
        "enable_monitoring": False,
        "state_session_capacity": 500,
    }


def warm_up() -> Thread:
    """Imports what the first question needs, behind the page that is already there."""
    thread = Thread(target=import_module, args=["googlenet.inspection.evidence"], daemon=True)
    thread.start()
    return thread
