"""One server and one browser for all browser tests; a page that fails its test at the slightest complaint."""

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.driver import launch_chromium, serve
from tests.browser.pages import LESSON, PATIENCE_MS, Visitor
from tests.conftest import unavailable


def pytest_collection_modifyitems(items):
    """Marks the browser tests and runs them last: they are the slowest, and Playwright keeps an event loop running."""
    items.sort(key=lambda item: "browser" in item.path.parts)
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium():
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        if browser is None:
            unavailable("No Chromium is installed, and Playwright could not bring its own: browser tests are left out")
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(chromium, tmp_path_factory):
    with serve(tmp_path_factory.mktemp("app"), settings={"GOOGLENET_EMBED": LESSON}) as running:
        yield running


@pytest.fixture
def visitor(chromium, server):
    """A fresh browser profile; when the test ends, nothing may have gone wrong behind the page."""
    log_before = len(server.log())
    visitor = Visitor(chromium, server.url)
    yield visitor
    visitor.leave()
    log = server.log()[log_before:]
    assert "Traceback" not in log, log
    for wrong in (visitor.complaints, visitor.outside_requests, server.outside_calls()):
        assert not wrong, "\n".join(wrong)
