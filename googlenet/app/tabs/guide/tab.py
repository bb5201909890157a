"""The Guide tab: steps through the network with the visitor's own picture, a question each."""

import gradio as gr

from googlenet.app.kit.script import read_script
from googlenet.app.shell.events import PLAIN, message_of
from googlenet.app.shell.question import Question
from googlenet.app.shell.tab import Frame, Visit
from googlenet.app.tabs.guide.html import guide
from googlenet.app.tabs.guide.steps import GuideState, pressed
from googlenet.app.tabs.guide.view import guide_view
from googlenet.app.tabs.guide.visits import visit_of


def build(frame: Frame) -> None:
    """The tab's contents."""
    place, script = gr.State(GuideState()), read_script(__file__)
    lesson = gr.HTML(elem_id="guide-step", js_on_load=script, **PLAIN)

    def draw(question: Question, place: GuideState) -> str:
        return guide(guide_view(frame.repository, question, place), question.lang)

    def way(question: Question, _place: GuideState, event: gr.EventData) -> tuple[Question, Visit]:
        return visit_of(frame.repository, question, message_of(event).get("to"))

    frame.on_press("guide", place, lambda _, place, message: pressed(place, message))
    frame.on_question("guide", draw, [place], [lesson], at_press=True)
    frame.send(lesson.go, way, place)
