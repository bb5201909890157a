"""The Kernel study tab: what was measured, and a small study to run."""

from dataclasses import replace

import gradio as gr

from googlenet.app.kit.script import read_script
from googlenet.app.shell.events import QUIET, guarded, message_of
from googlenet.app.shell.question import Question
from googlenet.app.shell.tab import Frame
from googlenet.app.tabs.study import html as markup
from googlenet.app.tabs.study import small_html as study_small
from googlenet.app.tabs.study.view import SmallStudies, StudyState, pressed, read_query, shipped


def build(frame: Frame) -> None:
    """The tab's contents."""
    small, choice = SmallStudies(frame.repository.runs), gr.State(StudyState())
    plain = {"js_on_load": read_script(__file__)}
    plain |= {"apply_default_css": False, "padding": False}

    def poll(query: dict) -> dict:  # anybody can call it, with anything
        asked = read_query(query)
        view = small.of(asked.owner).view(asked.lang, asked.name)
        told = {"body": study_small.small_body(view, asked.lang), "list": study_small.small_list(view, asked.lang)}
        return told | {"live": view.is_moving}

    def drawn(question: Question, choice: StudyState) -> str:
        return markup.results(shipped(), choice, question.lang)

    def tried(question: Question, choice: StudyState) -> str:
        view = small.of(question.owner).view(question.lang, choice.study)
        return study_small.small(view, choice.study, question.lang)

    def render(question: Question, choice: StudyState) -> tuple:
        return drawn(question, choice), tried(question, choice)

    def press(question: Question, choice: StudyState, event: gr.EventData) -> tuple:
        choice = pressed(choice, message_of(event))
        return choice, drawn(question, choice)

    def act(question: Question, choice: StudyState, event: gr.EventData) -> tuple:
        study = small.of(question.owner).act(message_of(event), choice.study)
        choice = replace(choice, study=study)
        return choice, tried(question, choice)

    board = gr.HTML(elem_id="study-board", **plain)
    trial = gr.HTML(elem_id="study-small", server_functions=[poll], **plain)
    frame.on_question("study", render, [choice], [board, trial])
    board.press(guarded(press), [frame.question, choice], [choice, board], trigger_mode="multiple", **QUIET)
    trial.press(guarded(act), [frame.question, choice], [choice, trial], trigger_mode="multiple", **QUIET)
