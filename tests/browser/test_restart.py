"""The server goes and comes back under an open page: the page says so, and comes back as it was."""

from playwright.sync_api import expect

from googlenet.text import say
from tests.browser.driver import serve
from tests.browser.pages import PATIENCE_MS, headline, wait_until_complete

PRESSES, PAUSE_MS = 4, 5000


def test_an_open_page_outlives_a_restart(chromium, tmp_path):
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    with serve(tmp_path) as server:
        page.goto(f"{server.url}/?network=googlenet_notes.untrained&image=bag&tab=branches")
        wait_until_complete(page)
        before = headline(page)
    assert headline(page) == before  # nothing is lost while the server is away
    page.locator("[data-said]").get_by_text(say("frame.away", "zh"), exact=True).wait_for()
    with serve(tmp_path, port=int(server.url.rpartition(":")[2])) as again:
        page.locator("[data-said]").get_by_text(say("frame.restarted", "zh"), exact=True).wait_for()
        wait_until_complete(page)
        assert headline(page) == before
        page.locator('[data-example="example:coat"]').click()
        page.wait_for_function("() => location.search.includes('image=coat')")
        assert "network=googlenet_notes.untrained" in page.url
        assert "Traceback" not in again.log()
    context.close()


def test_a_press_before_the_page_knows_of_the_restart_is_kept(chromium, tmp_path):
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.route("**/app_id", lambda route: route.fulfill(json={"app_id": 1}))  # it never learns by itself
    with serve(tmp_path) as server:
        page.goto(f"{server.url}/?network=googlenet_notes.untrained")
        wait_until_complete(page)
    with serve(tmp_path, port=int(server.url.rpartition(":")[2])) as again:
        # A press while Gradio's client is still finding its server again may be lost: then one presses once more.
        for _ in range(PRESSES):
            page.locator('[data-example="example:coat"]').click()
            page.wait_for_timeout(PAUSE_MS)
            if "image=coat" in page.url:
                break
        page.locator("[data-said]").get_by_text(say("frame.restarted", "zh"), exact=True).wait_for()
        expect(page.locator('[data-example="example:coat"]')).to_have_attribute("aria-pressed", "true")
        assert "network=googlenet_notes.untrained" in page.url
        assert "Traceback" not in again.log()
    context.close()
