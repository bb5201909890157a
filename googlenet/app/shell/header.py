"""Header, legend and strip; what happens when a visitor arrives."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import gradio as gr

from googlenet.app.kit.script import read_script
from googlenet.app.shell import glossary as terms
from googlenet.app.shell import html as markup
from googlenet.app.shell import link
from googlenet.app.shell.events import PLAIN, QUIET, language, warn
from googlenet.app.shell.link import Location
from googlenet.app.shell.naming import names_of, paths_of
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.runs import Runs
from googlenet.app.shell.sidebar import Sidebar
from googlenet.app.shell.tab import Frame, Tab
from googlenet.common.owners import read_token
from googlenet.text import LANGUAGES, say

PATHS = ("1x1", "3x3", "5x5", "pool")

OPEN_SIDE = """element.addEventListener('click', event => {
  if (event.target.closest('[data-open-side]')) document.querySelector('.sidebar .toggle-button').click();
});"""
# On a wide screen the panel is open from the start; opened at load it would cover a whole phone.
# The token that says whose a run is stays with the browser; where it may keep nothing, for as long as the page is open,
# which the Train tab then says.
ARRIVE = """() => {
  const forgets = () => document.body.classList.add('gn-forgets');
  window.gnOwner = () => {
    try { window.gnToken ??= localStorage.getItem('gn-owner'); } catch { forgets(); }
    if (!/^[0-9a-f]{32}$/.test(window.gnToken ?? '')) {
      window.gnToken = [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
      try { localStorage.setItem('gn-owner', window.gnToken); } catch { forgets(); }
    }
    return window.gnToken;
  };
  const side = () => document.querySelector('.sidebar .toggle-button');
  const open = () => { if (!side()) return setTimeout(open, 50);
    if (innerWidth > 900 && !document.querySelector('.sidebar.open')) side().click(); };
  if (!('embed' in document.documentElement.dataset)) open();
  window.gnTry = what => {
    if (what === 'guide' || what === 'off') gnTab(what === 'off' ? 'branches' : what);
    if (what !== 'photo') return;
    if (innerWidth <= 900) side().click();
    document.querySelector('#upload button')?.focus();
  };
  return [null, navigator.language, location.search, gnOwner()];
}"""


class Header:
    """The page's head: mark, sentence and language switch; the paths' legend; the strip for phones."""

    def __init__(self, repository: Repository):
        script = read_script(__file__, "header.js") + read_script(__file__, "glossary.js")

        def glossary(data: dict) -> str:  # anybody can call these two, with anything
            return terms.glossary(_lang_in(data))

        def waiting(data: dict) -> str:
            key = "frame.slow.train" if Runs(repository.runs).is_busy() else "frame.slow"
            return say(key, _lang_in(data))

        called = {"server_functions": [glossary, waiting]}
        self.top = gr.HTML(markup.header("en"), js_on_load=script, elem_id="header", **called, **PLAIN)
        self.strip = gr.HTML(js_on_load=OPEN_SIDE, **PLAIN)
        self.legend = gr.HTML(markup.legend(PATHS, "en"), elem_id="legend", **PLAIN)

    def of(self, repository: Repository, question: Question) -> str:
        """The legend of the question's network."""
        return markup.legend(paths_of(repository, question), question.lang, names_of(repository, question))

    def whole(self, sidebar: Sidebar, question: Question, tabs: Iterable[str]) -> tuple:
        """Values of the tabs' labels, the head, network and preparation: of what only some changes of the page touch."""
        labels = [gr.Tab(label=say(f"frame.tab.{name}", question.lang)) for name in tabs]
        return *labels, markup.header(question.lang), *sidebar.whole(question)

    def wire(self, demo: gr.Blocks, frame: Frame, tabs: Mapping[str, Tab], first: Location) -> None:
        """Greets each visitor in their language, where their link leads; `first`: where one without a link begins."""
        heard, query, token = (gr.Textbox(visible=False) for _ in range(3))
        repository, sidebar = frame.repository, frame.sidebar

        def arrive(question: Question, heard: str | None, query: str | None, token: str, request: gr.Request) -> tuple:
            lang = "zh" if (heard or language(request)).lower().startswith("zh") else "en"
            opening = replace(first, question=replace(question, lang=lang, owner=read_token(token)))
            location, refused = link.read(query or "", link.beginning(opening, repository), repository, tabs)
            if refused:
                warn(link.complaint(refused, lang), lang)
            repository.prefetch()
            return location.question, markup.header(lang), *_shown(location, opening, repository)

        states = [frame.states[name] for name in first.states]
        outputs = [frame.question, self.top, sidebar.upload, sidebar.network, sidebar.prepare, frame.tabs, *states]
        demo.load(arrive, [frame.question, heard, query, token], outputs, js=ARRIVE, **QUIET)


def _lang_in(data: object) -> str:
    lang = data.get("lang") if isinstance(data, dict) else None
    return lang if lang in LANGUAGES else "en"


def start(question: Question, tabs: Mapping[str, Tab]) -> Location:
    """Where a visitor without a link begins."""
    return Location(question, next(iter(tabs)), {name: tab.state() for name, tab in tabs.items() if tab.state})


def _shown(location: Location, opening: Location, repository: Repository) -> tuple:
    """Values of upload, network, prepare, tabs and the tabs' states; what is as at the opening is left."""
    question = location.question
    picture = str(repository.picture_path(question.picture))
    if location == opening:
        return picture, *[gr.skip()] * (3 + len(location.states))
    tab = gr.Tabs(selected=location.tab)
    return picture, question.classifier, question.prepare, tab, *location.states.values()
