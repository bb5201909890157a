"""A channel closely seen: what excites it is there at once; its field, its favourite and a cell's sum when asked for."""

import re

from playwright.sync_api import expect

from tests.browser.pages import open_section, open_tab, wait_until_complete


def test_a_channel_shows_its_exemplars_its_field_its_favourite_and_how_a_cell_is_calculated(visitor):
    page = visitor.open()
    wait_until_complete(page)
    open_tab(page, "branches")
    open_section(page, "channels")
    page.locator('#branch-map .cell[data-block="inception3a"][data-branch="5x5"]').click()
    channels = page.locator("#branch-sheet [data-channel]")
    expect(channels).to_have_count(32)  # Szegedy et al. 2015, Table 1, row 3a, 5×5
    channels.nth(2).click()
    chosen = channels.nth(2).get_attribute("data-channel")
    page.locator(f"#exemplars-of-{chosen}").wait_for()
    expect(page.locator("#branch-exemplars .nine li")).to_have_count(9)
    expect(page.locator("#branch-levels .levels rect")).not_to_have_count(0)
    page.locator("#branch-effective [data-do=field]").click()
    page.locator("#branch-effective .frames").wait_for()
    favourite = page.locator("#branch-synthesis figure[data-what=channel]")
    favourite.locator("[data-do=make]").click()
    favourite.locator("[data-do=stop_make]").wait_for()
    favourite.locator("[data-do=stop_make]").dispatch_event("pointerdown")
    favourite.locator("[data-do=stop_make]").wait_for(state="detached")
    expect(favourite.locator("[data-do=make]")).to_be_enabled()
    with page.expect_download() as download:
        page.locator("#branch-exemplars [data-do=save_exemplars]").click()
    assert download.value.suggested_filename == "exemplars.csv"
    page.locator("#branch-channel [data-do=worked]").click()
    page.locator("#branch-cell .worked").wait_for()
    heading, last = page.locator("#branch-cell h2"), page.locator("#branch-cell [data-out=rectified]")
    before = heading.inner_text()
    page.locator("#branch-cell [data-slide]").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    worked_out_here = last.inner_text()
    expect(heading).not_to_have_text(before)
    expect(page.locator("#branch-cell .moving")).to_have_count(0)
    expect(last).to_have_text(worked_out_here)  # the server says the same
    step = page.locator('#branch-cell [data-key="5x5/5x5_reduce"]')
    step.click()
    expect(step).to_have_attribute("aria-pressed", "true")
    expect(heading).to_have_text(re.compile("^3a 5×5 · 5×5 reduce, "))  # the one before speaks of it, too, at its end
    page.locator("#branch-cell [data-do=next]").click()
    expect(page.locator("#branch-cell [data-where]")).to_contain_text("Row 1, column 1")
