"""The Guide tab: ten steps through the network with the visitor's own picture, a question each, and a glossary."""

import gradio as gr

from googlenet.ui.answers import ASSETS
from googlenet.ui.branches import message_of
from googlenet.ui.events import QUIET, Frame, Visit, guarded
from googlenet.ui.guide_steps import Place, pressed
from googlenet.ui.guide_views import guide_view
from googlenet.ui.guide_ways import visit_of
from googlenet.ui.markup.glossary import glossary
from googlenet.ui.markup.guide import guide
from googlenet.ui.question import Question


def build(frame: Frame) -> None:
    """The tab's contents."""
    place, script = gr.State(Place()), (ASSETS / "guide.js").read_text(encoding="utf-8")
    plain = {"js_on_load": script, "apply_default_css": False, "padding": False}
    lesson, terms = gr.HTML(elem_id="guide-step", **plain), gr.HTML(elem_id="guide-terms", **plain)

    def render(question: Question, place: Place) -> tuple:
        return place, drawn(question, place), glossary(question.lang)

    def press(question: Question, place: Place, event: gr.EventData) -> tuple:
        place = pressed(place, message_of(event))
        return place, drawn(question, place)

    def drawn(question: Question, place: Place) -> str:
        return guide(guide_view(frame.answers, question, place), question.lang)

    def way(question: Question, _place: Place, event: gr.EventData) -> tuple[Question, Visit]:
        return visit_of(frame.answers, question, message_of(event).get("to"))

    frame.on_question("guide", render, [place], [place, lesson, terms])
    # "multiple": an answer while a step is being drawn counts too.
    queue = {"trigger_mode": "multiple", "concurrency_id": "guide", "concurrency_limit": 2}
    lesson.press(guarded(press), [frame.question, place], [place, lesson], **queue, **QUIET)
    frame.send(lesson.go, way, place)
