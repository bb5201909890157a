"""The page as a whole: it arrives answered, keeps its language, fits a phone, is dark in the dark."""

import pytest

from googlenet.text import say
from tests.browser.pages import (
    TABS,
    contrast,
    headline,
    open_tab,
    sideways_px,
    visible_view,
    wait_for_another_headline,
    wait_until_complete,
)

PHONE = {"width": 390, "height": 844}


def test_the_page_arrives_with_an_example_classified(visitor):
    page = visitor.open()
    wait_until_complete(page)
    bars = visible_view(page).locator(".bar-row")
    assert bars.count() == 10  # Fashion-MNIST's classes
    best = bars.first.locator("span").first.inner_text()
    assert headline(page).startswith(best)
    assert page.locator('[data-example][aria-pressed="true"]').count() == 1


def test_another_example_gets_another_answer(visitor):
    page = visitor.open()
    wait_until_complete(page)
    before = headline(page)
    page.locator('[data-example][aria-pressed="false"]').first.click()
    wait_for_another_headline(page, before)
    page.wait_for_function("() => document.querySelectorAll('[data-example][aria-pressed=\"true\"]').length === 1")


def test_a_pressed_class_becomes_the_one_that_is_explained(visitor):
    page = visitor.open()
    wait_until_complete(page)
    row = visible_view(page).locator('.bar-row[aria-pressed="false"]').first
    name = row.locator("span").first.inner_text()
    row.click()
    note = say("classify.other", "en", label=name)
    visible_view(page).get_by_text(note).wait_for()


def test_the_language_can_be_asked_for_and_switched_and_lasts(visitor):
    page = visitor.open("?lang=zh-CN", locale="en-GB")
    wait_until_complete(page)
    page.get_by_role("tab", name=say("frame.tab.classify", "zh")).wait_for()
    page.get_by_text(say("classify.adds", "zh"), exact=True).wait_for()
    page.locator('button[data-lang="en"]').click()
    page.get_by_role("tab", name=say("frame.tab.classify", "en")).wait_for()
    page.get_by_text(say("classify.adds", "en"), exact=True).wait_for()
    page.reload()
    page.get_by_role("tab", name=say("frame.tab.classify", "en")).wait_for()
    page.get_by_text(say("classify.adds", "en"), exact=True).wait_for()


@pytest.mark.parametrize("viewport", [{"width": 1440, "height": 900}, PHONE], ids=["desk", "phone"])
def test_every_tab_opens_with_a_finding_and_without_sideways_scroll(visitor, viewport):
    page = visitor.open(viewport=viewport)
    wait_until_complete(page)
    for tab in TABS:
        open_tab(page, tab)
        wait_until_complete(page)
        assert headline(page)
        assert sideways_px(page) == 0, tab


def test_dark_is_dark_and_readable_in_every_tab(visitor):
    page = visitor.open(color_scheme="dark")
    wait_until_complete(page)
    for tab in TABS:
        open_tab(page, tab)
        wait_until_complete(page)
        ground, ratio = contrast(page)
        assert max(ground) < 40, tab  # --gn-paper is #121416
        assert ratio > 7, tab  # WCAG's AAA for text
