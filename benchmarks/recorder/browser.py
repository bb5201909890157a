"""A Chromium that opens the page and waits until nothing on it changes."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Error, Page, sync_playwright

from benchmarks.recorder.normal import RATES, TIMES

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
STILL_SECONDS, STREAM_SECONDS, MOST_SECONDS = 1.0, 5.0, 120
STATE = """() => {
    const seen = selector => [...document.querySelectorAll(selector)].filter(one => one.offsetParent !== null);
    const [heading] = seen('.gn .view h1');
    const there = heading && heading.textContent.trim() !== '' && seen('.gn .skeleton').length === 0
        && [...document.images].every(image => image.complete);
    return there ? document.body.innerText + document.documentElement.scrollHeight + location.search
        + document.images.length + document.querySelectorAll('*').length : '';
}"""
MASK = """expressions => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const all = expressions.map(one => new RegExp(one, 'gu'));
    for (let node = walk.nextNode(); node; node = walk.nextNode())
        for (const one of all) {
            const plain = node.data.replace(one, found => found.replace(/\\d[\\d.,]*/, '0'));
            if (plain !== node.data) node.data = plain;
        }
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """An installed Chromium, else Playwright's own."""
    with sync_playwright() as playwright:
        browser = _launch(playwright)
        yield browser
        browser.close()


def _launch(playwright: object) -> Browser:
    for program in filter(None, map(shutil.which, PROGRAMS)):
        try:
            return playwright.chromium.launch(args=QUIET, executable_path=program)
        except Error:
            continue
    return playwright.chromium.launch(args=QUIET)


class Visit:
    """One page in a browser profile of its own."""

    def __init__(self, browser: Browser, url: str, query: str, **options: object):
        self.context = browser.new_context(reduced_motion="reduce", **options)
        self.context.set_default_timeout(MOST_SECONDS * 1000)
        self.page: Page = self.context.new_page()
        self.is_settled = False
        self.errors: list[str] = []
        self._open: set = set()
        self.page.on("request", self._on_request)
        self.page.on("requestfinished", self._on_end)
        self.page.on("requestfailed", self._on_end)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(f"{url}/{query}")

    def __enter__(self):
        self.settle()
        return self

    def __exit__(self, *_: object):
        self.context.close()

    def settle(self) -> None:
        """Until no answer is awaited and the page has stayed the same for a second.

        Where Gradio leaves a request open that brings nothing any more, until it has stayed the same for five.
        """
        deadline, before, since = time.monotonic() + MOST_SECONDS, "", time.monotonic()
        self.is_settled = False
        while time.monotonic() < deadline:
            state = self.page.evaluate(STATE)
            if not state or state != before:
                before, since = state, time.monotonic()
            elif time.monotonic() - since > (STREAM_SECONDS if self._open else STILL_SECONDS):
                self.is_settled = True
                return
            self.page.wait_for_timeout(100)

    def mask(self) -> None:
        """Writes 0 for every time and speed."""
        self.page.evaluate(MASK, [RATES, TIMES])

    def _on_request(self, request: object) -> None:
        if "/heartbeat" not in request.url:
            self._open.add(request)

    def _on_end(self, request: object) -> None:
        self._open.discard(request)
