"""The Architecture tab: networks as drawings and tables, two of them side by side, a block designer."""

from collections.abc import Mapping
from time import monotonic_ns

import gradio as gr

from googlenet.app.kit.script import read_script
from googlenet.app.shell.download import SAVE_DRAWING, drawing
from googlenet.app.shell.events import QUIET, guarded, message_of
from googlenet.app.shell.question import Question
from googlenet.app.shell.sections import Sections
from googlenet.app.shell.tab import Frame, Visit
from googlenet.app.tabs.architecture.chart import standalone
from googlenet.app.tabs.architecture.html import board, opened
from googlenet.app.tabs.architecture.kernels_html import kernels
from googlenet.app.tabs.architecture.tables_html import compared, table_csv, tables
from googlenet.app.tabs.architecture.view import (
    ArchitectureState,
    ArchitectureView,
    design_to_train,
    pressed,
    settled,
    view_of,
)

SECTIONS = {"board": board, "opened": opened, "kernels": kernels, "tables": tables, "compared": compared}
# A drawing is made into a file by the browser, a table comes as one.
SAVE = f"drawn => drawn ? ({SAVE_DRAWING})(drawn) : document.querySelector('#architecture-download').click()"


def build(frame: Frame) -> None:
    """The tab's contents."""
    choice, script = gr.State(ArchitectureState()), read_script(__file__)
    plain = {"js_on_load": script, "apply_default_css": False, "padding": False}
    sections, views = Sections(frame, "architecture", [*SECTIONS]), []
    for name in SECTIONS:
        with sections.place(name, folds=bool(views)):
            views.append(gr.HTML(elem_id=f"architecture-{name}", **plain))
    download = gr.DownloadButton(visible="hidden", elem_id="architecture-download")
    drawn_file = gr.Textbox(visible=False)

    def settle(question: Question, choice: ArchitectureState) -> ArchitectureState:
        return settled(frame.repository, question, choice)

    def press(question: Question, choice: ArchitectureState, message: Mapping) -> ArchitectureState:
        return pressed(choice, message, question.lang)

    def render(question: Question, choice: ArchitectureState) -> tuple:
        return drawn(view_of(choice, question.lang), question.lang)

    def save(question: Question, choice: ArchitectureState, event: gr.EventData) -> tuple:
        view = view_of(settled(frame.repository, question, choice), question.lang)
        kind = message_of(event).get("what")
        if kind == "csv":
            return frame.repository.export(f"{choice.network}.csv", table_csv(view)), ""
        named = list(zip(view.names, view.networks, strict=True))
        kind = "png" if kind == "png" else "svg"
        return gr.skip(), drawing(choice.network, kind, standalone(named, question.lang))

    def train(question: Question, choice: ArchitectureState, _event: gr.EventData) -> tuple[Question, Visit]:
        return question, Visit("train", design_to_train(choice), monotonic_ns())

    frame.on_press("architecture", choice, press, settle=settle)
    frame.on_question("architecture", render, [choice], views, at_press=True)
    inputs = [frame.question, choice]
    for view in views:
        view.save(guarded(save), inputs, [download, drawn_file], **QUIET).then(None, drawn_file, js=SAVE)
        frame.send(view.train, train, choice)


def drawn(view: ArchitectureView, lang: str) -> tuple[str, ...]:
    """The tab's sections."""
    return tuple(draw(view, lang) for draw in SECTIONS.values())
