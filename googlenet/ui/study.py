"""The Kernel study tab: what was measured, and a small study to run."""

from dataclasses import replace

import gradio as gr

from googlenet.ui.answers import ASSETS
from googlenet.ui.branches import message_of
from googlenet.ui.events import QUIET, Frame, guarded
from googlenet.ui.markup import study as markup
from googlenet.ui.markup import study_small
from googlenet.ui.question import Question
from googlenet.ui.study_views import Choice, SmallStudies, pressed, read_query, shipped


def build(frame: Frame) -> None:
    """The tab's contents."""
    small, choice = SmallStudies(frame.answers.runs), gr.State(Choice())
    plain = {"js_on_load": (ASSETS / "study.js").read_text(encoding="utf-8")}
    plain |= {"apply_default_css": False, "padding": False}

    def poll(query: dict) -> dict:  # anybody can call it, with anything
        asked = read_query(query)
        view = small.of(asked.owner).view(asked.lang, asked.name)
        told = {"body": study_small.small_body(view, asked.lang), "list": study_small.small_list(view, asked.lang)}
        return told | {"live": view.is_moving}

    def drawn(question: Question, choice: Choice) -> str:
        return markup.results(shipped(), choice, question.lang)

    def tried(question: Question, choice: Choice) -> str:
        view = small.of(question.owner).view(question.lang, choice.study)
        return study_small.small(view, choice.study, question.lang)

    def render(question: Question, choice: Choice) -> tuple:
        return drawn(question, choice), tried(question, choice)

    def press(question: Question, choice: Choice, event: gr.EventData) -> tuple:
        choice = pressed(choice, message_of(event))
        return choice, drawn(question, choice)

    def act(question: Question, choice: Choice, event: gr.EventData) -> tuple:
        study = small.of(question.owner).act(message_of(event), choice.study)
        choice = replace(choice, study=study)
        return choice, tried(question, choice)

    board = gr.HTML(elem_id="study-board", **plain)
    trial = gr.HTML(elem_id="study-small", server_functions=[poll], **plain)
    frame.on_question("study", render, [choice], [board, trial])
    board.press(guarded(press), [frame.question, choice], [choice, board], trigger_mode="multiple", **QUIET)
    trial.press(guarded(act), [frame.question, choice], [choice, trial], trigger_mode="multiple", **QUIET)
