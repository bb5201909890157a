"""A run from the page: started, watched, stopped, resumed, found again after a reload, finished, used."""

import re

from playwright.sync_api import Page, expect

from googlenet.text import say
from tests.browser.pages import headline, open_tab, wait_until_complete

LONG_MS = 900_000  # two epochs of 5,000 images at 32 px: seconds on idle cores, minutes on busy ones


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


def test_a_run_is_started_stopped_resumed_found_after_a_reload_and_used(visitor):
    page = visitor.open()
    wait_until_complete(page)
    open_tab(page, "train")
    wait_until_complete(page)
    fill(page, "train.size", 32)
    fill(page, "train.epochs", 2)
    fill(page, "train.batch", 128)
    page.get_by_role("button", name=say("train.start"), exact=True).click()

    state(page, "running")
    stop = page.locator("#train-live [data-act=stop]")
    run = stop.get_attribute("data-run")
    stop.click()
    state(page, "stopped")
    page.locator("#train-live [data-act=resume]").click()
    state(page, "running")

    page.reload()
    open_tab(page, "train")
    page.locator(f'#train-runs [data-act=show][data-run="{run}"]').click()
    page.locator(f'#train-live [data-live][data-run="{run}"]').wait_for()
    state(page, "finished")
    wait_until_complete(page)
    assert "%" in headline(page)  # its accuracy on the test images

    network = page.get_by_role("combobox", name=say("frame.network"), exact=True)
    name = say("frame.run", name=run.removeprefix("run:"))
    assert network.input_value() != name
    page.locator("#train-live [data-act=use]").click()
    expect(network).to_have_value(name)
    page.locator("#classify .bar-row").first.wait_for(state="visible")
