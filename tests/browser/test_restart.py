"""The server goes and comes back under an open page: the page stays, and answers again by itself."""

from tests.browser.driver import serve
from tests.browser.pages import PATIENCE_MS, headline, wait_for_another_headline, wait_until_complete

PRESSES, PAUSE_MS = 4, 5000


def test_an_open_page_outlives_a_restart(chromium, tmp_path):
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    with serve(tmp_path) as server:
        page.goto(server.url)
        wait_until_complete(page)
        before = headline(page)
    assert headline(page) == before  # nothing is lost while the server is away
    with serve(tmp_path, port=int(server.url.rpartition(":")[2])) as again:
        # A press while the page is still finding its server again may be lost: then one presses once more.
        for place in range(PRESSES):
            page.locator('[data-example][aria-pressed="false"]').nth(place).click()
            page.wait_for_timeout(PAUSE_MS)
            if headline(page) != before:
                break
        wait_for_another_headline(page, before)
        assert "Traceback" not in again.log()
    context.close()
