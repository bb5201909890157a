"""Header, legend and strip; what happens when a visitor arrives."""

import gradio as gr

from googlenet.ui.answers import Answers
from googlenet.ui.events import QUIET, guarded, language
from googlenet.ui.markup import frame as markup
from googlenet.ui.naming import names_of, paths_of
from googlenet.ui.question import Question, replace

PATHS = ("1x1", "3x3", "5x5", "pool")
PLAIN = {"apply_default_css": False, "padding": False}

SWITCH_LANGUAGE = """element.addEventListener('click', event => {
  const pick = event.target.closest('[data-lang]');
  if (!pick) return;
  localStorage.setItem('lang', pick.dataset.lang);
  document.cookie = 'lang=' + pick.dataset.lang + ';path=/;SameSite=Lax';
  const url = new URL(location.href); url.searchParams.delete('lang'); location.replace(url);
});"""
OPEN_SIDE = """element.addEventListener('click', event => {
  if (event.target.closest('[data-open-side]')) document.querySelector('.sidebar .toggle-button').click();
});"""
# On a wide screen the panel is open from the start; opened at load it would cover a whole phone.
ARRIVE = """() => {
  const side = () => document.querySelector('.sidebar .toggle-button');
  const open = () => { if (!side()) return setTimeout(open, 50);
    if (innerWidth > 900 && !document.querySelector('.sidebar.open')) side().click(); };
  open();
  window.gnTry = what => {
    if (what === 'off') document.querySelector('[role=tab][id*=branches]')?.click();
    if (what !== 'photo') return;
    if (innerWidth <= 900) side().click();
    document.querySelector('#upload button')?.focus();
  };
  return [null, navigator.language];
}"""


class Header:
    """The page's head: mark, sentence and language switch; the paths' legend; the strip for phones."""

    def __init__(self):
        self.top = gr.HTML(markup.header("en"), js_on_load=SWITCH_LANGUAGE, **PLAIN)
        self.strip = gr.HTML(js_on_load=OPEN_SIDE, **PLAIN)
        self.legend = gr.HTML(markup.legend(PATHS, "en"), elem_id="legend", **PLAIN)

    def wire(self, demo: gr.Blocks, answers: Answers, question: gr.State, upload: gr.Image) -> None:
        """Greets each visitor in their language; their first question follows from it."""
        heard = gr.Textbox(visible=False)

        def arrive(question: Question, heard: str | None, request: gr.Request) -> tuple:
            lang = "zh" if (heard or language(request)).lower().startswith("zh") else "en"
            picture = str(answers.picture_path(question.picture))
            answers.prefetch()
            return replace(question, lang=lang), markup.header(lang), picture

        def legend(question: Question) -> str:
            return markup.legend(paths_of(answers, question), question.lang, names_of(answers, question))

        question.change(guarded(legend), question, self.legend, **QUIET)
        outputs = [question, self.top, upload]
        demo.load(arrive, [question, heard], outputs, js=ARRIVE, show_progress="hidden", api_visibility="private")
