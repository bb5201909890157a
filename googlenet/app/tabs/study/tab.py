"""The Kernel study tab: what was measured, and a small study to run."""

from dataclasses import replace

import gradio as gr

from googlenet.app.kit.script import read_script
from googlenet.app.shell.events import PLAIN, QUIET, guarded, message_of
from googlenet.app.shell.question import Question
from googlenet.app.shell.tab import Frame
from googlenet.app.tabs.study.html import results
from googlenet.app.tabs.study.small_html import small, small_body, small_list
from googlenet.app.tabs.study.small_view import SmallStudies, read_query
from googlenet.app.tabs.study.view import StudyState, pressed, shipped


def build(frame: Frame) -> None:
    """The tab's contents."""
    studies, choice = SmallStudies(frame.repository.runs), gr.State(StudyState())
    script = read_script(__file__)

    def poll(data: dict) -> dict:  # anybody can call it, with anything
        query = read_query(data)
        view, lang = studies.of(query.owner).view(query.lang, query.name), query.lang
        return {"body": small_body(view, lang), "list": small_list(view, lang), "live": view.is_moving}

    def drawn(question: Question, choice: StudyState) -> str:
        return results(shipped(), choice, question.lang)

    def tried(question: Question, choice: StudyState) -> str:
        view = studies.of(question.owner).view(question.lang, choice.study)
        return small(view, choice.study, question.lang)

    def render(question: Question, choice: StudyState) -> tuple:
        return drawn(question, choice), tried(question, choice)

    def press(question: Question, choice: StudyState, event: gr.EventData) -> tuple:
        choice = pressed(choice, message_of(event))
        return choice, drawn(question, choice)

    def act(question: Question, choice: StudyState, event: gr.EventData) -> tuple:
        study = studies.of(question.owner).act(message_of(event), choice.study)
        choice = replace(choice, study=study)
        return choice, tried(question, choice)

    board = gr.HTML(js_on_load=script, elem_id="study-board", **PLAIN)
    trial = gr.HTML(elem_id="study-small", js_on_load=script, server_functions=[poll], **PLAIN)
    frame.on_question("study", render, [choice], [board, trial])
    board.press(guarded(press), [frame.question, choice], [choice, board], trigger_mode="multiple", **QUIET)
    trial.press(guarded(act), [frame.question, choice], [choice, trial], trigger_mode="multiple", **QUIET)
