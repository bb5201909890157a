"""The Kernel study tab: what was measured."""

import gradio as gr

from googlenet.app.kit.script import read_script
from googlenet.app.shell.events import PLAIN
from googlenet.app.shell.question import Question
from googlenet.app.shell.tab import Frame
from googlenet.app.tabs.study.html import results
from googlenet.app.tabs.study.view import StudyState, pressed
from googlenet.study.findings import shipped


def build(frame: Frame) -> None:
    """The tab's contents."""
    choice = gr.State(StudyState())

    def render(question: Question, choice: StudyState) -> str:
        return results(shipped(), choice, question.lang)

    board = gr.HTML(js_on_load=read_script(__file__), elem_id="study-board", **PLAIN)
    frame.on_press("study", choice, lambda _, choice, message: pressed(choice, message))
    frame.on_question("study", render, [choice], [board], at_press=True)
