"""A tab's sections: a link opens at one, the row and the titles open and close them, by mouse, keyboard and on a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import open_section, open_tab, sideways_px, wait_until_complete

SEEN = "one => { const box = one.getBoundingClientRect(); return box.top >= 0 && box.top < innerHeight / 2; }"


@pytest.mark.parametrize("width", [1440, 390])
def test_a_link_opens_at_a_section_and_sections_open_and_close(visitor, width):
    page = visitor.open(
        "?lang=en&tab=study&section=widths&off=inception4c.3x3", viewport={"width": width, "height": 844}
    )
    wait_until_complete(page)
    section, title = page.locator("#section-study-widths"), page.locator("#section-study-widths .fold > button")
    expect(section.locator("table")).to_be_visible()
    page.wait_for_function(f"({SEEN})(document.querySelector('#section-study-widths'))")
    expect(page.locator("#sections-study [aria-current]")).to_have_text("Network widths")
    expect(page.locator(".top .lede")).to_be_hidden()  # a branch is off; on phones it is the first tab's alone
    title.focus()
    page.keyboard.press("Enter")
    expect(title).to_have_attribute("aria-expanded", "false")
    expect(section.locator("table")).to_be_hidden()
    assert "section=" not in page.url
    open_section(page, "both")
    expect(page.locator("#section-study-both .charts")).to_be_visible()
    page.wait_for_url("**section=both*")
    page.locator("#study-finding button[data-to=macs]").click()  # all sections are drawn anew
    expect(page.locator("#study-finding h1")).to_contain_text("multiply-adds")
    expect(page.locator("#section-study-both .charts")).to_be_visible()
    assert sideways_px(page) == 0
    open_tab(page, "classify")
    page.wait_for_url(lambda url: "section=" not in url)
    open_tab(page, "study")
    page.wait_for_url("**section=both*")


def test_back_returns_to_the_tab_and_the_section_before(visitor):
    page = visitor.open("?lang=en&tab=study", viewport={"width": 390, "height": 844})
    wait_until_complete(page)
    table = page.locator("#section-study-widths table")
    open_section(page, "widths")
    expect(table).to_be_visible()
    open_tab(page, "classify")
    page.wait_for_url(lambda url: "tab=" not in url)
    page.go_back()  # to a tab that has no room in the row
    expect(table).to_be_visible()
    page.wait_for_url("**section=widths*")
    page.go_back()
    expect(table).to_be_hidden()
    expect(page.locator("#study-finding h1")).to_be_visible()


def test_a_link_opens_the_training_images_of_an_answer_and_their_ranking_is_chosen(visitor):
    page = visitor.open("?lang=en&section=influence")
    lists = page.locator("#influence-lists")
    cosine, product = (lists.locator(f"[data-panel={name}]") for name in ("cosine", "product"))
    expect(cosine.locator("li")).to_have_count(10)
    page.wait_for_function(f"({SEEN})(document.querySelector('#section-classify-influence'))")
    lists.locator("[data-ranking=product]").click()
    expect(product.locator("li").first).to_be_visible()
    expect(cosine).to_be_hidden()
    page.locator("#influence-head .fold > button").click()
    expect(product).to_be_hidden()
    page.wait_for_url(lambda url: "section=" not in url)
