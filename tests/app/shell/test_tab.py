"""Which tab is asked what, and when."""

import inspect
from functools import partial
from types import SimpleNamespace

import gradio as gr

from googlenet.app.page import build_app
from googlenet.app.shell.question import Question, replace
from googlenet.app.shell.tab import Frame, TabRequest, Visit
from googlenet.app.tabs.branches.state import Selection

HERE, THERE = Question("example:bag", "some.weights"), Question("example:coat", "some.weights")


def test_a_tab_is_asked_when_the_question_is_new_to_it():
    asked = TabRequest().next(HERE, None)
    assert asked == TabRequest(HERE)
    assert asked.next(HERE, None) is asked
    assert asked.next(THERE, None) == TabRequest(THERE)


def test_a_visit_brings_its_choice_once():
    visit = Visit("branches", Selection(sort="max"), 1)
    asked = TabRequest(HERE).next(HERE, visit)
    assert asked == TabRequest(HERE, visit, visit.chosen)
    assert asked.next(HERE, visit) is asked
    assert asked.next(HERE, None) is asked
    assert asked.next(THERE, visit) == TabRequest(THERE, visit)  # another picture: what is chosen by now stays
    again = Visit("branches", visit.chosen, 2)
    assert asked.next(HERE, again).chosen == visit.chosen


def test_a_way_to_another_tab_writes_back_no_question_that_it_leaves_as_it_is():
    wired = []
    frame = SimpleNamespace(question="question", sidebar=SimpleNamespace(network="network"), visit="visit", tabs="tabs")
    there = replace(THERE, classifier="others.weights")
    for asked in (HERE, there):
        way = partial(lambda asked, *_: (asked, Visit("branches")), asked)
        Frame.send(frame, lambda go, *_, **how: wired.append((go, how["trigger_mode"])), way, "chosen")
    (stays, mode), (goes, _) = wired
    assert mode == "multiple"  # a press that is lost on the way keeps no other from being sent
    assert stays(HERE, None, None)[:2] == (gr.skip(), gr.skip())
    assert goes(HERE, None, None)[:2] == (there, "others.weights")


def test_a_new_picture_and_a_new_choice_cost_the_page_one_event():
    demo, _ = build_app()
    answers = [function for function in demo.fns.values() if function.name == "answer" and function.queue]
    followed = {one._id for one in answers[0].inputs[:1]}
    listening = [
        function.name
        for function in demo.fns.values()
        if any(block in followed and event == "change" for block, event in map(tuple, function.targets)) and function.fn
    ]
    assert listening == []  # the browser asks the open tab alone
    states = {one._id for function in answers for one in function.outputs if isinstance(one, gr.State)}
    chained = {
        function.name
        for function in demo.fns.values()
        if any(block in states and event == "change" for block, event in map(tuple, function.targets)) and function.fn
    }
    assert chained <= {"received_design", "show_design", "render"}  # of Train


def test_no_press_on_long_work_is_dropped_or_repeated_with_what_an_older_one_said():
    demo, _ = build_app()
    events = [one for one in demo.fns.values() if one.fn and one.trigger_after is None]
    functions = [(one.trigger_mode, inspect.unwrap(one.fn), one.name) for one in events]
    assert not [name for mode, fn, name in functions if mode == "once" and inspect.isgeneratorfunction(fn)]
    assert not [
        name for mode, fn, name in functions if mode == "always_last" and "EventData" in str(inspect.signature(fn))
    ]


def test_no_script_has_a_word_in_quotes_that_gradio_takes_for_an_event_instead_of_a_property():
    demo, _ = build_app()
    properties = [one["props"] for one in demo.config["components"] if one["type"] == "html"]
    assert properties
    assert not [one["elem_id"] for one in properties if any(isinstance(value, partial) for value in one.values())]


def test_no_component_begins_with_a_file_whose_address_would_be_written_into_what_all_visitors_share():
    demo, _ = build_app()
    assert "gradio.FileData" not in str([one["props"].get("value") for one in demo.config["components"]])
