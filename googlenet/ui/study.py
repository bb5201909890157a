"""The Kernel study tab: what was measured, and a small study to run."""

import gradio as gr

from googlenet.owners import read_token
from googlenet.ui.answers import ASSETS
from googlenet.ui.branches import message_of
from googlenet.ui.events import QUIET, Frame, guarded
from googlenet.ui.markup import study as markup
from googlenet.ui.question import Question
from googlenet.ui.study_views import Choice, SmallStudies, language_of, pressed, shipped


def build(frame: Frame) -> None:
    """The tab's contents."""
    small, choice = SmallStudies(frame.answers.runs), gr.State(Choice())
    plain = {"js_on_load": (ASSETS / "study.js").read_text(encoding="utf-8")}
    plain |= {"apply_default_css": False, "padding": False}

    def poll(query: dict) -> dict:  # anybody can call it, with anything
        lang, owner = language_of(query), read_token(query.get("owner") if isinstance(query, dict) else None)
        view = small.of(owner).view(lang)
        return {"live": view.is_live, "body": markup.small_body(view, lang)}

    def drawn(question: Question, choice: Choice) -> str:
        return markup.results(shipped(), choice, question.lang)

    def render(question: Question, choice: Choice) -> tuple:
        return drawn(question, choice), markup.small(small.of(question.owner).view(question.lang), question.lang)

    def press(question: Question, choice: Choice, event: gr.EventData) -> tuple:
        choice = pressed(choice, message_of(event))
        return choice, drawn(question, choice)

    def act(question: Question, event: gr.EventData) -> str:
        mine = small.of(question.owner)
        mine.act(message_of(event))
        return markup.small(mine.view(question.lang), question.lang)

    board = gr.HTML(elem_id="study-board", **plain)
    trial = gr.HTML(elem_id="study-small", server_functions=[poll], **plain)
    frame.on_question("study", render, [choice], [board, trial])
    board.press(guarded(press), [frame.question, choice], [choice, board], trigger_mode="multiple", **QUIET)
    trial.press(guarded(act), frame.question, trial, trigger_mode="multiple", **QUIET)
