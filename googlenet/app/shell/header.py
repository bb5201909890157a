"""Header, legend and strip; what happens when a visitor arrives; the address that follows them."""

import json
from collections.abc import Mapping
from dataclasses import replace

import gradio as gr

from googlenet.app.kit.script import read_script
from googlenet.app.shell import html as markup
from googlenet.app.shell import link
from googlenet.app.shell.events import PLAIN, QUIET, guarded, language
from googlenet.app.shell.link import Location
from googlenet.app.shell.naming import names_of, paths_of
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.tab import Frame, Tab, TabState
from googlenet.common.owners import read_token
from googlenet.text import say

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
  open();
  window.gnTry = what => {
    if (what === 'off') { const tab = document.querySelector('[role=tab][id*=branches]'); tab?.click(); tab?.focus(); }
    if (what !== 'photo') return;
    if (innerWidth <= 900) side().click();
    document.querySelector('#upload button')?.focus();
  };
  return [null, navigator.language, location.search, gnOwner()];
}"""
# The address of the first page stays bare; what is not ours in it stays too.
FOLLOW = """text => {
  if (!text) return;
  const {query, upload} = JSON.parse(text), now = new URL(location.href);
  const given = new URLSearchParams(query), names = [...given.keys()];
  if (given.get('lang')) window.gnGreeted = true;
  else if (!window.gnGreeted) return; // something was pressed before the greeting
  else { // the server was restarted and knew this page no more when something was pressed
    for (const name of names) if (name !== 'lang') now.searchParams.set(name, given.get(name));
    return gnComeBack(now);
  }
  document.body.dataset.gnUpload = upload ? '1' : '';
  for (const name of [...now.searchParams.keys()]) if (!name.startsWith('__')) now.searchParams.delete(name);
  const kept = now.search.replace(/^[?]/, ''), bare = names.length === 1 && !new URL(location.href).search;
  history.replaceState(history.state, '', location.pathname + (bare ? '' : '?' + [kept, query].filter(Boolean).join('&')));
}"""


class Header:
    """The page's head: mark, sentence and language switch; the paths' legend; the strip for phones."""

    def __init__(self):
        script = read_script(__file__, "header.js")
        self.top = gr.HTML(markup.header("en"), js_on_load=script, elem_id="header", **PLAIN)
        self.strip = gr.HTML(js_on_load=OPEN_SIDE, **PLAIN)
        self.legend = gr.HTML(markup.legend(PATHS, "en"), elem_id="legend", **PLAIN)

    def wire(self, demo: gr.Blocks, frame: Frame, tabs: Mapping[str, Tab]) -> None:
        """Greets each visitor in their language, where their link leads; from then on the address follows them."""
        heard, query, token = (gr.Textbox(visible=False) for _ in range(3))
        address, repository, sidebar = gr.Textbox(visible=False), frame.repository, frame.sidebar
        first = start(frame.question.value, tabs)

        def arrive(question: Question, heard: str | None, query: str | None, token: str, request: gr.Request) -> tuple:
            lang = "zh" if (heard or language(request)).lower().startswith("zh") else "en"
            opening = replace(first, question=replace(question, lang=lang, owner=read_token(token)))
            location, refused = link.read(query or "", opening, repository, tabs)
            if refused:
                gr.Warning(link.complaint(refused, lang), title=say("frame.sorry", lang), duration=10)
            repository.prefetch()
            top = markup.header(lang), legend(location.question)
            return location.question, *top, *_shown(location, opening, repository)

        def legend(question: Question) -> str:
            names = names_of(repository, question)
            return markup.legend(paths_of(repository, question), question.lang, names)

        def follow(question: Question, tab: str, *states: TabState) -> str:
            location = Location(question, tab, dict(zip(first.states, states, strict=True)))
            is_own = not question.picture.startswith(link.EXAMPLE)
            return json.dumps({"query": link.query_of(location, first), "upload": is_own})

        state = [frame.question, frame.active, *(frame.states[name] for name in first.states)]
        shown = [sidebar.upload, sidebar.network, sidebar.prepare, frame.tabs, *state[1:]]
        outputs = [frame.question, self.top, self.legend, *shown]
        demo.load(arrive, [frame.question, heard, query, token], outputs, js=ARRIVE, **QUIET)
        frame.question.change(guarded(legend), frame.question, self.legend, **QUIET)
        followed = gr.on([one.change for one in state], follow, state, address, trigger_mode="always_last", **QUIET)
        followed.then(None, address, None, js=FOLLOW)


def start(question: Question, tabs: Mapping[str, Tab]) -> Location:
    """Where a visitor without a link begins."""
    return Location(question, next(iter(tabs)), {name: tab.state() for name, tab in tabs.items() if tab.state})


def _shown(location: Location, opening: Location, repository: Repository) -> tuple:
    """Values of upload, network, prepare, tabs, active and the tabs' states; what is as at the opening is left."""
    question = location.question
    picture = str(repository.picture_path(question.picture))
    if location == opening:
        return picture, *[gr.skip()] * (4 + len(location.states))
    tab = gr.Tabs(selected=location.tab), location.tab
    return picture, question.classifier, question.prepare, *tab, *location.states.values()
