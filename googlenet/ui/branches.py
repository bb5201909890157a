"""The Branches tab: the network map, a path opened, a channel opened."""

from collections.abc import Iterator, Mapping

import gradio as gr

from googlenet.text import say
from googlenet.ui import closeup, path_tools
from googlenet.ui.answers import ASSETS, Answers
from googlenet.ui.branch_files import channel_npz, channel_png, map_png, sheet_png
from googlenet.ui.branch_views import (
    channel_view,
    map_view,
    other_view,
    path_npz,
    settled,
    sheet_view,
    shown_view,
    widths_of,
)
from googlenet.ui.events import QUIET, Frame, guarded
from googlenet.ui.markup import channels
from googlenet.ui.markup.branches import branches, skeleton
from googlenet.ui.markup.frame import missing
from googlenet.ui.markup.map_view import map_csv
from googlenet.ui.markup.second import second
from googlenet.ui.question import Question
from googlenet.ui.selection import Selection, pressed, replace

SAVE = "() => document.querySelector('#branches-download').click()"
# A second picture is chosen here; a press on its map is one on the first map's tile.
OTHER = """
element.addEventListener('click', event => {
  const pick = event.target.closest('[data-other]'), cell = event.target.closest('.cell[data-block]');
  if (pick) { element.querySelector('.gn')?.classList.add('busy'); trigger('press', {do: 'other', picture: pick.dataset.other === 'none' ? null : pick.dataset.other}); }
  if (cell) [...document.querySelectorAll('#branch-map .cell[data-block]')].find(one => one.dataset.key === cell.dataset.key)?.click();
  if (event.target.closest('[data-all-on]')) trigger('press', {do: 'all_on'});
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
# What a press changes on the server's side; the rest of the page has changed under the finger already.
REDRAWN = {
    "open": ("sheet", "channel"),
    "switch": ("map", "other", "sheet", "channel"),
    "sort": ("sheet", "channel"),
    "channel": ("channel",),
    "cell": ("channel",),
    "channel_off": ("map", "other", "sheet", "channel"),
    "all_on": ("map", "other", "sheet", "channel"),
    "other": ("map", "other"),
}

FILES = {  # what -> (file name, what makes it)
    "path": ("path.npz", path_npz),
    "path_png": ("path.png", sheet_png),
    "channel": ("channel.npz", channel_npz),
    "channel_png": ("channel.png", channel_png),
}


def build(frame: Frame) -> None:
    """The tab's contents."""
    selection, script = frame.selection, (ASSETS / "branches.js").read_text(encoding="utf-8")
    plain = {"js_on_load": script, "apply_default_css": False, "padding": False}
    board = gr.HTML(skeleton(), elem_id="branch-map", **plain)
    panel = path_tools.place("branch-path")
    other = gr.HTML(elem_id="branch-other", js_on_load=OTHER, apply_default_css=False, padding=False)
    with gr.Row(elem_id="branch-opened"):
        with gr.Column():
            sheet, levels = gr.HTML(elem_id="branch-sheet", **plain), closeup.place("branch-levels")
        with gr.Column():
            channel, effective = gr.HTML(elem_id="branch-channel", **plain), closeup.place("branch-effective")
    with gr.Row(elem_id="branch-closeup"):
        exemplars, made = closeup.place("branch-exemplars"), closeup.place("branch-synthesis")
    download = gr.DownloadButton(visible="hidden", elem_id="branches-download")
    views = [board, other, sheet, channel]
    path_tools.build(frame, selection, panel)
    closeup.build(frame, selection, levels, effective, exemplars, made)

    def render(question: Question, selection: Selection) -> tuple:
        if not frame.answers.choices(question.lang):
            return selection, missing(say("frame.no_weights", question.lang)), "", "", ""
        selection = settled(frame.answers, question, replace(selection, cell=None))  # of the question before
        return selection, *(draw(frame.answers, question, selection, part) for part in PARTS)

    def press(question: Question, selection: Selection, event: gr.EventData) -> tuple:
        message = message_of(event)
        selection = settled(frame.answers, question, selection)
        selection = pressed(selection, message, widths_of(frame.answers, question))
        redrawn = REDRAWN.get(message["do"], ())
        return selection, *(
            draw(frame.answers, question, selection, part) if part in redrawn else gr.skip() for part in PARTS
        )

    def fill(question: Question, selection: Selection, event: gr.EventData) -> Iterator[tuple]:
        yield from path_tools.fills(frame.answers, question, selection, message_of(event).get("to"))

    def save(question: Question, selection: Selection, event: gr.EventData) -> str:
        message, selection = message_of(event), settled(frame.answers, question, selection)
        what, asked = message.get("what"), (frame.answers, question, selection)
        if what in FILES:
            name, make = FILES[what]
            return frame.answers.export(name, make(*asked))
        if what == "map_png":
            return frame.answers.export("branches.png", map_png(*asked, message.get("scale", "block")))
        return frame.answers.export("branches.csv", map_csv(map_view(*asked)))

    frame.on_question("branches", render, [selection], [selection, *views])
    asked = [frame.question, selection]
    # One after another, none dropped: a deferred event ("always_last") would come without what was pressed.
    queue = {"trigger_mode": "multiple", "concurrency_id": "branches", "concurrency_limit": 1}
    for view in [*views, panel]:
        view.press(guarded(press), asked, [selection, *views], **queue, **QUIET)
    for view in (board, sheet, channel):
        view.save(guarded(save), asked, download, **QUIET).then(None, js=SAVE)
    ready = panel.fill(fill, asked, [selection, panel], **QUIET)
    ready.then(guarded(render), asked, [selection, *views], **QUIET)
    panel.stop_fill(path_tools.panel_drawer(frame.answers), asked, panel, cancels=[ready], **QUIET)


def draw(answers: Answers, question: Question, selection: Selection, part: str) -> str:
    """One of the tab's views."""
    return PARTS[part](answers, question, selection)


PARTS = {
    "map": lambda answers, question, chosen: branches(shown_view(answers, question, chosen), chosen, question.lang),
    "other": lambda answers, question, chosen: second(
        None if chosen.other is None else map_view(answers, question, chosen),
        other_view(answers, question, chosen),
        chosen,
        answers.example_groups(question.lang),
        question.lang,
    ),
    "sheet": lambda answers, question, chosen: channels.sheet(
        sheet_view(answers, question, chosen), chosen, question.lang
    ),
    "channel": lambda answers, question, chosen: channels.channel(
        channel_view(answers, question, chosen), question.lang
    ),
}


def message_of(event: gr.EventData) -> Mapping:
    """What the browser sent with an event."""
    return event._data if isinstance(event._data, dict) else {}
