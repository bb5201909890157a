"""What the header offers: a link to what one sees, a report of it, and the way back."""

import json

from playwright.sync_api import expect

from googlenet.common.files import ASSETS
from googlenet.text import say
from tests.browser.pages import headline, open_tab, upload, visible_view, wait_for_another_headline, wait_until_complete

PATH, OFF = ("inception4c", "5x5"), ("inception4c", "3x3")
CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}


def cell(page, path):
    return page.locator('#branch-map .cell[data-block="{}"][data-branch="{}"]'.format(*path))


def copied(page, key="link.copied"):
    page.locator("[data-more]").click()
    page.locator("[data-copy]").click()
    page.get_by_text(say(key, "en"), exact=True).wait_for()
    return page.evaluate("navigator.clipboard.readText()")


def test_a_copied_link_shows_another_visitor_the_same(visitor):
    page = visitor.open("?lang=en", **CLIPBOARD)
    wait_until_complete(page)
    before = headline(page)
    page.locator('[data-example="example:bag"]').click()
    wait_for_another_headline(page, before)
    open_tab(page, "branches")
    wait_until_complete(page)
    cell(page, PATH).click()
    page.locator('[data-press="off"]').click()
    before = headline(page)
    cell(page, OFF).click()
    wait_for_another_headline(page, before)
    page.wait_for_function(
        "() => location.search.includes('off=inception4c.3x3') && location.search.includes('image=bag')"
    )
    link = copied(page)

    other = visitor.open(link.removeprefix(f"{visitor.url}/"), locale="zh-CN")
    wait_until_complete(other)
    assert headline(other) == headline(page)
    assert cell(other, PATH).get_attribute("aria-pressed") == "true"
    assert other.locator("#branch-map .cell.off").count() == 1
    assert other.locator('[data-example="example:bag"]').get_attribute("aria-pressed") == "true"

    off = other.locator("#branch-map .cell.off")
    other.locator('button[data-lang="en"]').click()  # nothing is lost
    other.locator(".chip .words").filter(has_text=f"4c 3×3 off · {say('paths.fill.zero')}").wait_for()
    expect(off).to_have_count(1)
    other.locator("[data-reset]").click()
    expect(off).to_have_count(0)  # the tab stays
    expect(other.locator('[data-example="example:ankle-boot"]')).to_have_attribute("aria-pressed", "true")
    other.locator('[data-ask="restore"]').click()
    expect(off).to_have_count(1)
    expect(other.locator('[data-example="example:bag"]')).to_have_attribute("aria-pressed", "true")


def test_a_link_that_fits_nothing_opens_the_first_page_and_says_so(visitor):
    page = visitor.open("?lang=en&tab=%3Cscript%3E&network=run:../../etc&class=99")
    wait_until_complete(page)
    parts = say("link.and", "en").join(say(f"link.{part}", "en") for part in ("tab", "network", "class"))
    page.locator(".toast-body").filter(has_text=say("link.unknown", "en", parts=parts)).wait_for()
    assert visible_view(page).locator(".bar-row").count() == 10


def test_a_language_that_is_none_does_no_harm(visitor):
    page = visitor.open("?lang=%3Cb%3E", locale="en-GB")
    wait_until_complete(page)
    assert page.evaluate("localStorage.getItem('lang')") is None


def test_the_report_is_one_file_that_asks_nobody(visitor, tmp_path):
    page = visitor.open("?lang=zh-CN")
    wait_until_complete(page)
    with page.expect_download() as download:
        page.locator("[data-more]").click()
        page.locator("[data-report]").click()
    page.get_by_text(say("report.done", "zh")).wait_for()
    file = tmp_path / "report.html"
    download.value.save_as(file)

    alone, asked = page.context.browser.new_page(java_script_enabled=False), []
    alone.on("request", lambda request: asked.append(request.url))
    alone.goto(file.as_uri())
    assert headline_of(alone) in page.locator(".gn .view h1:visible").first.inner_text()
    assert alone.locator("svg").count() > 2
    assert all(address.startswith(("file:", "data:")) for address in asked)
    alone.close()


def test_a_notebook_holds_an_own_image_once_its_button_is_pressed_again(visitor):
    page = visitor.open("?lang=en&tab=branches", viewport={"width": 390, "height": 844})
    wait_until_complete(page)
    upload(page, "bag.png", (ASSETS / "examples" / "bag.png").read_bytes())
    page.wait_for_function("document.body.dataset.gnUpload === '1'")
    page.locator("[data-more]").click()
    press = page.locator("[data-notebook]")
    press.click()
    page.get_by_text(say("notebook.agree"), exact=True).wait_for()
    with page.expect_download() as download:
        press.press("Enter")
    page.get_by_text(say("notebook.done"), exact=True).wait_for()
    document = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert "b64decode" in "".join(cell["source"] for cell in document["cells"])
    open_tab(page, "train")
    page.locator("[data-more]").click()
    for _ in range(2):
        press.click()
    page.locator(".toast-body").filter(has_text=say("frame.tab.branches")).wait_for()


def headline_of(page):
    return page.locator("h1").inner_text()
