"""What the script of presses sends and when, without a server: two tabs, a clock that the test moves, answers by hand."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from googlenet.app.kit.script import read_script
from googlenet.app.shell import presses
from googlenet.app.tabs.attributions.tab import CHANGE

TABS = ("classify", "branches")
PAGE = "".join(f'<div id="tab-{tab}"></div><div id="presses-{tab}"></div>' for tab in TABS)
LOAD = """([tabs, script]) => {
    window.sent = [];
    window.answers = {};
    for (const tab of tabs) {
        const props = {}, trigger = (_, {number, presses}) => sent.push([tab, number, presses.map(one => one.ask ?? one.do)]);
        const watch = (_, heard) => { answers[tab] = value => { props.value = value; heard(); }; };
        new Function('trigger', 'watch', 'props', script.replace('__TAB__', tab))(trigger, watch, props);
    }
    gnLook(false, tabs[0]);
}"""


@pytest.fixture
def page(chromium) -> Iterator[Page]:
    page = chromium.new_page()
    page.clock.install()
    page.route("**", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    page.goto("http://127.0.0.1/")  # an address, for the script writes it
    page.evaluate(LOAD, [TABS, read_script(presses.__file__, "presses.js")])
    yield page
    page.close()


def sent(page: Page) -> list:
    """What was sent since the last look: (tab, number, what was pressed) each."""
    page.clock.run_for(1)
    return [tuple(one) for one in page.evaluate("sent.splice(0)")]


def answer(page: Page, tab: str, number: int) -> None:
    page.evaluate("([tab, text]) => answers[tab](text)", [tab, json.dumps({"number": number, "query": "lang=en"})])


def greet(page: Page) -> None:
    page.evaluate("gnLook(true)")
    assert sent(page) == [("classify", 1, [])]
    answer(page, "classify", 1)


def test_a_press_before_the_greeting_waits_for_it(page):
    page.evaluate("gnPress({ask: 'picture'})")
    assert sent(page) == []
    page.evaluate("gnLook(true)")
    assert sent(page) == [("classify", 2, ["picture"])]


def test_a_tab_that_is_opened_while_another_picture_is_asked_for_waits_for_it(page):
    greet(page)
    page.evaluate("gnPress({ask: 'picture'})")
    page.evaluate("gnLook(true)")  # the question has changed: Classify is answered already
    page.evaluate("gnLook(false, 'branches')")
    page.evaluate("gnPress({ask: 'target'})")
    assert sent(page) == [("classify", 2, ["picture"])]  # from the old question both would begin
    answer(page, "classify", 2)
    assert sent(page) == [("branches", 2, ["target"])]


def test_a_question_that_another_tab_has_asked_is_looked_at_in_the_open_one(page):
    greet(page)
    page.evaluate("gnLook(false, 'branches')")
    assert sent(page) == [("branches", 1, [])]  # sent before the question has changed
    page.evaluate("gnTabs.classify.press({ask: 'picture'})")
    page.evaluate("gnLook(true)")
    answer(page, "branches", 1)
    answer(page, "classify", 2)
    assert sent(page) == [("classify", 2, ["picture"]), ("branches", 2, [])]


def test_a_tab_waits_for_a_question_that_is_never_answered_no_longer_than_patience(page):
    greet(page)
    page.evaluate("gnPress({ask: 'picture'})")
    page.evaluate("gnLook(false, 'branches')")
    assert sent(page) == [("classify", 2, ["picture"])]
    page.clock.run_for(7000)
    assert sent(page) == []
    page.clock.run_for(2000)
    assert sent(page) == [("branches", 1, [])]


def test_what_is_lost_goes_out_with_the_next_press_and_its_late_answer_sends_nothing_again(page):
    greet(page)
    page.evaluate("gnPress({do: 'open'})")
    page.clock.run_for(9000)
    page.evaluate("gnPress({do: 'close'})")
    assert sent(page) == [("classify", 2, ["open"]), ("classify", 3, ["open", "close"])]
    answer(page, "classify", 2)
    assert sent(page) == []
    answer(page, "classify", 3)
    assert page.evaluate("gnTabs.classify.isIdle()")


def test_a_look_that_fails_is_tried_once_more_and_a_press_is_not(page):
    greet(page)
    for act, count in (("gnLook(false, 'branches')", 2), ("gnPress({do: 'open'})", 1)):
        page.evaluate(act)
        times = 0
        while found := sent(page):
            times += len(found)
            page.evaluate("gnTabs.branches.fail()")
            page.clock.run_for(2000)
        assert times == count
        assert page.evaluate("gnTabs.branches.isIdle()")
        answer(page, "branches", 9)


def test_a_field_keeps_a_choice_that_waits_while_an_older_answer_is_drawn(page):
    greet(page)
    page.evaluate(
        """script => {
            const element = document.querySelector('#tab-classify'), options = ['a', 'b', 'c'].map(one => `<option>${one}</option>`);
            element.innerHTML = `<select data-name="block">${options.join('')}</select>`;
            gnTabs.attributions = gnTabs.classify;
            new Function('element', 'watch', script)(element, (_, heard) => { answers.field = heard; });
        }""",
        CHANGE,
    )
    field = page.locator("select")
    for choice in ("b", "c"):
        field.select_option(choice)
    field.blur()
    assert sent(page) == [("classify", 2, [None])]
    answer(page, "classify", 2)
    page.evaluate("answers.field()")
    page.clock.run_for(100)
    expect(field).to_have_value("c")
    answer(page, "classify", 3)
    page.evaluate("answers.field()")
    page.clock.run_for(100)
    expect(field).to_have_value("a")  # as the last answer has drawn it
