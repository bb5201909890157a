"""Builds the page: side panel, header, tabs."""

from importlib import import_module
from threading import Thread

import gradio as gr
from starlette.middleware import Middleware

from googlenet.ui import classify, train
from googlenet.ui.answers import ASSETS, DEFAULT_CLASSIFIER, RUNS, Answers
from googlenet.ui.events import QUIET, Frame, language
from googlenet.ui.language import EarlyScript, Translator
from googlenet.ui.markup import frame as markup
from googlenet.ui.question import Question, replace
from googlenet.ui.side import OPEN_SIDE, Side
from googlenet.ui.theme import theme

PATHS = ("1x1", "3x3", "5x5", "pool")
TABS = {"classify": classify, "train": train}
FIRST_PICTURE = "example:ankle-boot"

SWITCH_LANGUAGE = """element.addEventListener('click', event => {
  const pick = event.target.closest('[data-lang]');
  if (!pick) return;
  localStorage.setItem('lang', pick.dataset.lang);
  document.cookie = 'lang=' + pick.dataset.lang + ';path=/;SameSite=Lax';
  const url = new URL(location.href); url.searchParams.delete('lang'); location.replace(url);
});"""
# On a wide screen the panel is open from the start; opened at load it would cover a whole phone.
ON_LOAD = """() => {
  const open = () => { const button = document.querySelector('.sidebar .toggle-button');
    if (!button) return setTimeout(open, 50);
    if (innerWidth > 900 && !document.querySelector('.sidebar.open')) button.click(); };
  open();
  window.gnTry = what => {
    if (what === 'photo') { if (innerWidth <= 900) document.querySelector('.sidebar .toggle-button').click();
      document.querySelector('#upload button, #upload input')?.focus(); }
    if (what === 'off') [...document.querySelectorAll('[role=tab]')].find(tab => tab.id.includes('branches'))?.click();
  };
  return [navigator.language];
}"""


def build_app(answers: Answers | None = None) -> tuple[gr.Blocks, gr.I18n]:
    """The whole app, and the translations that `launch` needs.

    Args:
        answers: pictures, classifiers and runs; made anew unless given.
    """
    answers = answers or Answers(RUNS)
    t = Translator()
    first = Question(FIRST_PICTURE, DEFAULT_CLASSIFIER, lang="")  # the visitor's own arrives with them
    with gr.Blocks(title="Inside GoogLeNet", analytics_enabled=False, fill_width=True, delete_cache=(600, 3600)) as demo:
        question, active = gr.State(first), gr.State("classify")
        with gr.Sidebar(width=272, open=False):
            side = Side(answers, t)
        header = gr.HTML(markup.header("en"), js_on_load=SWITCH_LANGUAGE, apply_default_css=False, padding=False)
        strip = gr.HTML(js_on_load=OPEN_SIDE, apply_default_css=False, padding=False)
        legend = gr.HTML(markup.legend(PATHS, "en"), apply_default_css=False, padding=False, elem_id="legend")
        with gr.Tabs(elem_id="tabs") as tabs:
            frame = Frame(answers, question, active, side.network, tabs)
            for name, tab in TABS.items():
                with gr.Tab(t(f"frame.tab.{name}"), id=name, elem_id=f"tab-{name}") as one:
                    tab.build(frame)
                one.select(lambda name=name: name, None, active, **QUIET)
        side.wire(question, strip)
        heard = gr.Textbox(visible=False)

        def arrive(question: Question, heard: str, request: gr.Request) -> tuple:
            lang = "zh" if (heard or language(request)).lower().startswith("zh") else "en"
            question = replace(question, lang=lang)
            picture = str(answers.picture_path(question.picture))
            return question, markup.header(lang), markup.legend(PATHS, lang), picture

        demo.load(arrive, [question, heard], [question, header, legend, side.upload], js=ON_LOAD.replace("return [", "return [null, "), **QUIET)
    return demo, t.i18n


def launch_options(translations: gr.I18n) -> dict:
    """Arguments of `Blocks.launch`: our look, no service of others, sizes bounded."""
    return {
        "theme": theme(),
        "css_paths": [ASSETS / "style.css"],
        "i18n": translations,
        "app_kwargs": {"middleware": [Middleware(EarlyScript)]},
        "max_file_size": "20mb",
        "footer_links": [],
        "run_history": False,
        "show_error": False,
        "ssr_mode": False,
        "enable_monitoring": False,
        "state_session_capacity": 500,
    }


def warm_up() -> Thread:
    """Imports what the first question needs, behind the page that is already there."""
    thread = Thread(target=lambda: import_module("googlenet.inspection.evidence"), daemon=True)
    thread.start()
    return thread
