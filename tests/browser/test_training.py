"""A run from the page: started, watched, stopped, resumed, killed, found again after a reload, finished, used."""

import json
import os
import re
import signal

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
    field = page.locator("#train-numbers").get_by_label(say(key), exact=True)
    field.fill(str(value))
    field.press("Tab")


def zoom(page: Page) -> list[float]:
    """The part of the accuracy's horizontal axis that is in sight."""
    return page.evaluate("() => document.querySelector('[data-plot=accuracy]').layout.xaxis.range")


def look_back(page: Page, run: str) -> None:
    """A zoom that stays while another run is drawn beside; the time-lapse; a mistake opened; another name."""
    page.locator("[data-plot=accuracy]").scroll_into_view_if_needed()
    box = page.locator("[data-plot=accuracy] .nsewdrag").bounding_box()
    whole, middle = zoom(page), box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 0.3 * box["width"], middle)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.7 * box["width"], middle, steps=8)
    page.mouse.up()
    page.wait_for_function(
        "whole => document.querySelector('[data-plot=accuracy]').layout.xaxis.range[1] < whole", arg=whole[1]
    )
    near = zoom(page)
    page.locator("#train-runs input[data-act=compare]:not([disabled])").first.check()
    page.locator("#train-live .curves li").nth(2).wait_for()  # this run, the other, the notes
    assert zoom(page) == near
    page.locator("#train-live .reading summary").click()
    page.locator("#train-live [data-reset]").click()
    page.wait_for_function(
        "end => document.querySelector('[data-plot=accuracy]').layout.xaxis.range[1] > end", arg=near[1]
    )

    page.locator("#train-lapse summary").click()
    page.locator("#train-lapse [data-do=lapse]").click()
    slider = page.locator("#train-lapse [data-slide]")
    slider.wait_for()
    assert page.locator("#train-lapse [data-frame]").count() == 3  # the start and both epochs
    slider.focus()
    page.keyboard.press("Home")
    expect(page.locator('#train-lapse [data-frame="0"]')).to_be_visible()
    expect(page.locator('#train-lapse [data-frame="2"]')).to_be_hidden()

    page.locator("#train-runs details.menu summary").first.click()
    name = page.locator("#train-runs [data-to]").first
    name.fill("renamed")
    name.press("Enter")
    page.locator('#train-runs [data-act=show][data-run="run:renamed"]').wait_for()
    page.locator("#train-mistakes summary").click()
    page.locator("#train-mistakes [data-do=worst]").click()
    page.locator("#train-mistakes [data-do=pick]").first.click()
    page.locator("#classify .bar-row").first.wait_for(state="visible")
    open_tab(page, "train")
    page.locator("#train-runs details.menu summary").first.click()
    name = page.locator("#train-runs [data-to]").first
    name.fill(run.removeprefix("run:"))
    name.press("Enter")
    page.locator(f'#train-runs [data-act=show][data-run="{run}"]').wait_for()
    page.locator("#train-runs details.menu summary").first.click()
    page.locator("#train-runs [data-ask]").first.click()
    page.locator("#train-runs .ask [data-unask]").first.click()  # asked, and kept
    expect(page.locator(f'#train-runs [data-act=show][data-run="{run}"]')).to_be_visible()


def test_a_run_is_started_stopped_killed_resumed_found_after_a_reload_and_used(visitor, server):
    page = visitor.open()
    wait_until_complete(page)
    open_tab(page, "train")
    wait_until_complete(page)
    page.locator("#train-advanced > button").click()
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
    folder = server.folder / "runs" / run.removeprefix("run:")
    os.kill(json.loads((folder / "status.json").read_text())["pid"], signal.SIGKILL)
    page.locator("#train-live").get_by_text(say("error.run_died"), exact=True).wait_for()
    page.locator("#train-live [data-act=resume]").click()
    state(page, "running")

    page.reload()
    open_tab(page, "train")
    page.locator(f'#train-runs [data-act=show][data-run="{run}"]').click()
    page.locator(f'#train-live [data-live][data-run="{run}"]').wait_for()
    state(page, "finished")
    wait_until_complete(page)
    assert "%" in headline(page)  # its accuracy on the test images

    look_back(page, run)

    network = page.get_by_role("combobox", name=say("frame.network"), exact=True)
    name = say("frame.run", name=run.removeprefix("run:"))
    expect(network).to_have_value(name)  # the mistake was asked of it, and the choice goes along with its names
    page.locator("#train-live [data-act=use]").click()
    expect(network).to_have_value(name)
    page.locator("#classify .bar-row").first.wait_for(state="visible")
