"""The Guide tab: ten steps through the network with the visitor's own picture, a question each, and a glossary."""

import gradio as gr

from googlenet.app.kit.script import read_script
from googlenet.app.shell.events import QUIET, guarded, message_of
from googlenet.app.shell.question import Question
from googlenet.app.shell.tab import Frame, Visit
from googlenet.app.tabs.guide.html import glossary, guide
from googlenet.app.tabs.guide.steps import GuideState, pressed
from googlenet.app.tabs.guide.view import guide_view
from googlenet.app.tabs.guide.visits import visit_of


def build(frame: Frame) -> None:
    """The tab's contents."""
    place, script = gr.State(GuideState()), read_script(__file__)
    plain = {"js_on_load": script, "apply_default_css": False, "padding": False}
    lesson, terms = gr.HTML(elem_id="guide-step", **plain), gr.HTML(elem_id="guide-terms", **plain)

    def render(question: Question, place: GuideState) -> tuple:
        return place, drawn(question, place), glossary(question.lang)

    def press(question: Question, place: GuideState, event: gr.EventData) -> tuple:
        place = pressed(place, message_of(event))
        return place, drawn(question, place)

    def drawn(question: Question, place: GuideState) -> str:
        return guide(guide_view(frame.repository, question, place), question.lang)

    def way(question: Question, _place: GuideState, event: gr.EventData) -> tuple[Question, Visit]:
        return visit_of(frame.repository, question, message_of(event).get("to"))

    frame.on_question("guide", render, [place], [place, lesson, terms])
    # "multiple": an answer while a step is being drawn counts too.
    queue = {"trigger_mode": "multiple", "concurrency_id": "guide", "concurrency_limit": 2}
    lesson.press(guarded(press), [frame.question, place], [place, lesson], **queue, **QUIET)
    frame.send(lesson.go, way, place)
