"""A run from the page: started, watched, found again after a reload, stopped, resumed, finished, used."""

import re

from playwright.sync_api import Page, expect

from googlenet.text import say
from tests.browser.pages import headline, open_tab, wait_until_complete

LONG_MS = 300_000  # two epochs of 5,000 images at 32 px: seconds on an idle laptop


def state(page: Page, name: str) -> None:
    """Waits until the status line says so."""
    words = [say(f"train.state.{word}") for word in (name, "failed")]
    word = page.locator("#train-live dd").filter(has_text=re.compile("|".join(words)))
    word.wait_for(timeout=LONG_MS)
    assert words[0] in word.inner_text(), headline(page)


def fill(page: Page, key: str, value: object) -> None:
    field = page.locator("#train-form").get_by_label(say(key), exact=True)
    field.fill(str(value))
    field.press("Tab")


def test_a_run_started_from_the_page_is_found_again_stopped_resumed_finished_and_used(visitor):
    page = visitor.open()
    wait_until_complete(page)
    open_tab(page, "train")
    wait_until_complete(page)
    fill(page, "train.size", 32)
    fill(page, "train.epochs", 2)
    page.get_by_role("button", name=say("train.start"), exact=True).click()

    state(page, "running")
    run = page.locator("#train-live [data-act=stop]").get_attribute("data-run")
    page.reload()
    open_tab(page, "train")
    page.locator(f'#train-live [data-act=stop][data-run="{run}"]').click()
    state(page, "stopped")

    page.locator("#train-live [data-act=resume]").click()
    state(page, "running")
    state(page, "finished")
    wait_until_complete(page)
    assert "%" in headline(page)  # its accuracy on the test images

    before = page.get_by_label(say("frame.network")).input_value()
    page.locator("#train-live [data-act=use]").click()
    name = say("frame.run", name=run.removeprefix("run:"))
    assert name != before
    expect(page.get_by_label(say("frame.network"))).to_have_value(name)
    page.locator("#classify .bar-row").first.wait_for(state="visible")
