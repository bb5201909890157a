"""The Architecture tab: networks as drawings and tables, two of them side by side, a block designer."""

import gradio as gr

from googlenet.charts.architecture import standalone
from googlenet.ui.answers import ASSETS
from googlenet.ui.architecture_views import ArchitectureView, Choice, design_to_train, pressed, settled, view_of
from googlenet.ui.branches import message_of
from googlenet.ui.events import QUIET, Frame, guarded
from googlenet.ui.markup.architecture import board, opened
from googlenet.ui.markup.architecture_tables import table_csv, tables
from googlenet.ui.question import Question
from googlenet.ui.saving import SAVE_DRAWING, drawing

# A drawing is made into a file by the browser, a table comes as one.
SAVE = f"drawn => drawn ? ({SAVE_DRAWING})(drawn) : document.querySelector('#architecture-download').click()"


def build(frame: Frame) -> None:
    """The tab's contents."""
    choice, script = gr.State(Choice()), (ASSETS / "architecture.js").read_text(encoding="utf-8")
    plain = {"js_on_load": script, "apply_default_css": False, "padding": False}
    views = [gr.HTML(elem_id=f"architecture-{name}", **plain) for name in ("board", "opened", "tables")]
    download = gr.DownloadButton(visible="hidden", elem_id="architecture-download")
    drawn_file = gr.Textbox(visible=False)

    def render(question: Question, choice: Choice) -> tuple:
        choice = settled(frame.answers, question, choice)
        return choice, *drawn(view_of(choice, question.lang), question.lang)

    def press(question: Question, choice: Choice, event: gr.EventData) -> tuple:
        choice = pressed(settled(frame.answers, question, choice), message_of(event), question.lang)
        return choice, *drawn(view_of(choice, question.lang), question.lang)

    def save(question: Question, choice: Choice, event: gr.EventData) -> tuple:
        view = view_of(settled(frame.answers, question, choice), question.lang)
        kind = message_of(event).get("what")
        if kind == "csv":
            return frame.answers.export(f"{choice.network}.csv", table_csv(view)), ""
        named = list(zip(view.names, view.networks, strict=True))
        kind = "png" if kind == "png" else "svg"
        return gr.skip(), drawing(choice.network, kind, standalone(named, question.lang))

    def train(_: Question, choice: Choice) -> tuple:
        return design_to_train(choice), gr.Tabs(selected="train"), "train"

    frame.on_question("architecture", render, [choice], [choice, *views])
    asked = [frame.question, choice]
    queue = {"trigger_mode": "multiple", "concurrency_id": "architecture", "concurrency_limit": 1}
    for view in views:
        view.press(guarded(press), asked, [choice, *views], **queue, **QUIET)
        view.save(guarded(save), asked, [download, drawn_file], **QUIET).then(None, drawn_file, js=SAVE)
        view.train(guarded(train), asked, [frame.design, frame.tabs, frame.active], **QUIET)


def drawn(view: ArchitectureView, lang: str) -> tuple[str, str, str]:
    """The tab's three parts."""
    return board(view, lang), opened(view, lang), tables(view, lang)
