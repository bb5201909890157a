"""The Branches tab: the network map, a branch opened, a channel opened."""

from collections.abc import Mapping
from functools import partial

import gradio as gr

from googlenet.app.kit.map import map_csv
from googlenet.app.kit.script import read_script
from googlenet.app.shell.download import SAVE_DRAWING, Download, drawing
from googlenet.app.shell.events import PLAIN, QUIET, guarded, message_of
from googlenet.app.shell.html import missing
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.sections import Sections
from googlenet.app.shell.tab import Frame
from googlenet.app.tabs.branches.closeup import tab as closeup
from googlenet.app.tabs.branches.files import channel_npz, channel_png, sheet_png
from googlenet.app.tabs.branches.html import branches, second, skeleton
from googlenet.app.tabs.branches.map_chart import map_svg
from googlenet.app.tabs.branches.sheet_html import contact_sheet, large_channel, sheet_title
from googlenet.app.tabs.branches.state import Selection, pressed
from googlenet.app.tabs.branches.view import (
    branch_npz,
    channel_view,
    map_view,
    other_view,
    settled,
    sheet_view,
    shown_view,
    widths_of,
)
from googlenet.app.tabs.branches.worth import tab as worth
from googlenet.text import say

SECTIONS = ("map", "worth", "channels", "input", "traits", "compare")
# A second picture is chosen here; a press on its map is one on the first map's tile.
OTHER = """
element.addEventListener('click', event => {
  const pick = event.target.closest('[data-other]'), cell = event.target.closest('.cell[data-block]');
  if (pick) { element.querySelector('.gn')?.classList.add('busy'); gnPress({do: 'other', picture: pick.dataset.other === 'none' ? null : pick.dataset.other}, () => element.querySelectorAll('[data-other]').forEach(one => one.setAttribute('aria-pressed', one.dataset.other === pick.dataset.other))); }
  if (cell) [...document.querySelectorAll('#branch-map .cell[data-block]')].find(one => one.dataset.key === cell.dataset.key)?.click();
  const line = event.target.closest('[data-row], [data-column]'), {row, column} = line?.dataset ?? {};
  if (line) document.querySelector(`#branch-map ${row ? `[data-row="${row}"]` : `[data-column="${column}"]`}`)?.click();
  if (event.target.closest('[data-all-on]')) gnPress({do: 'all_on'});
});
element.addEventListener('keydown', event => { // row by row through this map too
  const cells = [...element.querySelectorAll('.cell[data-block]')], at = cells.indexOf(event.target.closest('.cell[data-block]'));
  const by = {ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1}[event.key], next = at < 0 || !by ? null : cells[at + by];
  if (!next) return;
  event.preventDefault();
  cells.forEach(one => { one.tabIndex = one === next ? 0 : -1; });
  next.focus();
});
watch('value', () => requestAnimationFrame(() => {
  element.querySelector('.gn')?.classList.remove('busy');
  element.querySelector('.map')?.classList.toggle('own', !!document.querySelector('#branch-map .map.own'));
}));
"""
FILES = {  # what -> (file name, what makes it)
    "path": ("path.npz", branch_npz),
    "path_png": ("path.png", sheet_png),
    "channel": ("channel.npz", channel_npz),
    "channel_png": ("channel.png", channel_png),
}


def build(frame: Frame) -> None:
    """The tab's contents."""
    selection, script = frame.states["branches"], read_script(__file__)
    sections = Sections(frame, "branches", SECTIONS)
    with sections.place("map"):
        network = gr.HTML(skeleton(), elem_id="branch-map", js_on_load=script, **PLAIN)
        means = worth.place("branch-means")
    with sections.place("worth", folds=True, is_open=True):
        tables = worth.place("branch-worth")
    with sections.place("channels", folds=True):
        title, panel = gr.HTML(elem_id="branch-title", **PLAIN), worth.place("branch-path")
        with gr.Row(elem_id="branch-opened"):
            with gr.Column():
                sheet = gr.HTML(elem_id="branch-sheet", js_on_load=script, **PLAIN)
                levels = closeup.place("branch-levels")
            with gr.Column():
                channel = gr.HTML(elem_id="branch-channel", js_on_load=script, **PLAIN)
                effective = closeup.place("branch-effective")
        worked = closeup.place("branch-cell", "cell.js")
        with gr.Row(elem_id="branch-closeup"):
            exemplars, made = closeup.place("branch-exemplars"), closeup.place("branch-synthesis")
    with sections.place("input", folds=True):
        flow = worth.place("branch-flow")
    with sections.place("traits", folds=True):
        traits = worth.place("branch-traits")
    with sections.place("compare", folds=True):
        other = gr.HTML(elem_id="branch-other", js_on_load=OTHER, **PLAIN)
    download = Download("branches")
    drawn = gr.Textbox(visible="hidden", show_label=False, container=False, elem_id="branches-drawing")

    def settle(question: Question, selection: Selection) -> Selection:
        if not frame.repository.choices(question.lang):
            return selection
        return settled(frame.repository, question, selection.settled(question.picture))

    def press(question: Question, selection: Selection, message: Mapping) -> Selection:
        return pressed(selection, message, widths_of(frame.repository, question))

    def save(question: Question, selection: Selection, event: gr.EventData) -> str:
        message, repository = message_of(event), frame.repository
        shown = repository, question, settled(repository, question, selection)
        if message.get("what") in FILES:
            name, make = FILES[message["what"]]
            return repository.export(name, make(*shown))
        return repository.export("branches.csv", map_csv(map_view(*shown)))

    def draw(question: Question, selection: Selection, event: gr.EventData) -> str:
        view = shown_view(frame.repository, question, settled(frame.repository, question, selection))
        return drawing("branches", "png", map_svg(view, question.lang, scale=message_of(event).get("scale", "block")))

    prepare = worth.preparer(frame.repository, means)
    frame.on_press("branches", selection, press, settle=settle, before=prepare, at_once=4)
    frame.on_question("branches", partial(draw_map, frame.repository), [selection], [network], at_press=True)
    opened, of_branch = partial(draw_opened, frame.repository), ("open", "sort", "channel", "cell")
    frame.on_question("branches", opened, [selection], [title, sheet, channel], at_press=True, first_for=of_branch)
    frame.on_question("branches", partial(draw_other, frame.repository), [selection], [other], at_press=True)
    frame.on_question("branches", lambda _: "", outputs=[means], at_press=True)  # they are found by then
    worth.build(frame, selection, (panel, flow), (tables, traits))
    closeup.build(frame, selection, levels, effective, exemplars, made, worked)
    inputs = [frame.question, selection]
    for view in (network, sheet, channel):
        download.on(view.save, save, inputs)
    network.draw(guarded(draw), inputs, drawn, **QUIET).then(None, drawn, js=SAVE_DRAWING)


def draw_map(repository: Repository, question: Question, selection: Selection) -> str:
    """The network map."""
    if not repository.choices(question.lang):
        return missing(say("frame.no_weights", question.lang))
    return branches(shown_view(repository, question, selection), selection, question.lang)


def draw_opened(repository: Repository, question: Question, selection: Selection) -> tuple[str, str, str]:
    """Title, contact sheet and channel of the opened branch."""
    if not repository.choices(question.lang):
        return "", "", ""
    lang, sheet = question.lang, sheet_view(repository, question, selection)
    kept = selection.silenced, selection.opened, selection.sort, lang
    return (
        sheet_title(sheet, lang),
        repository.remember("contact sheet", question, lambda: contact_sheet(sheet, lang), *kept),
        large_channel(channel_view(repository, question, selection), lang),
    )


def draw_other(repository: Repository, question: Question, selection: Selection) -> str:
    """The choice of a second picture, and its map."""
    if not repository.choices(question.lang):
        return ""
    first = None if selection.other is None else map_view(repository, question, selection)
    second_view, groups = other_view(repository, question, selection), repository.example_groups(question.lang)
    return second(first, second_view, selection, groups, question.lang)
