"""Which tab is asked what, and when."""

import pytest

from googlenet.app.page import build_app
from googlenet.app.shell.question import Question
from googlenet.app.shell.tab import TabRequest, Visit, with_choice
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


@pytest.mark.parametrize("chosen", [None, "a choice of another kind"])
def test_without_a_choice_of_their_kind_values_stay(chosen):
    assert with_choice((1, Selection()), chosen) == (1, Selection())


def test_a_choice_takes_the_place_of_its_kind():
    chosen = Selection(channel=3)
    assert with_choice((1, Selection()), chosen) == (1, chosen)


def test_a_new_picture_costs_the_page_few_events():
    demo, _ = build_app()
    question = next(function for function in demo.fns.values() if function.name == "next_requests").inputs[0]
    by_state = [
        function.name
        for function in demo.fns.values()
        if (question._id, "change") in [tuple(one) for one in function.targets]
    ]
    assert sorted(by_state) == ["follow", "legend", "next_requests", "show"]
