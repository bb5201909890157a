"""The Kernel study tab: what was measured."""

import gradio as gr

from googlenet.app.kit.script import read_script
from googlenet.app.shell.events import PLAIN
from googlenet.app.shell.question import Question
from googlenet.app.shell.sections import Sections
from googlenet.app.shell.tab import Frame
from googlenet.app.tabs.study.html import SECTIONS, results
from googlenet.app.tabs.study.view import StudyState, pressed
from googlenet.study.findings import shipped


def build(frame: Frame) -> None:
    """The tab's contents."""
    choice, sections, script = gr.State(StudyState()), Sections(frame, "study", [*SECTIONS]), read_script(__file__)
    views = []
    for name in SECTIONS:
        with sections.place(name, folds=bool(views)):
            views.append(gr.HTML(js_on_load=script, elem_id=f"study-{name}", **PLAIN))

    def render(question: Question, choice: StudyState) -> tuple[str, ...]:
        return results(shipped(), choice, question.lang)

    frame.on_press("study", choice, lambda _, choice, message: pressed(choice, message))
    frame.on_question("study", render, [choice], views, at_press=True)
