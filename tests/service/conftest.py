"""One served app for all tests that ask it over HTTP; when they are through, its log holds no traceback."""

from contextlib import ExitStack

import pytest

from tests.browser.driver import serve
from tests.service.caller import Caller


@pytest.fixture(scope="session")
def app(tmp_path_factory):
    with ExitStack() as stack:
        with pytest.MonkeyPatch.context() as patch:  # its own process; nobody else's environment
            patch.setenv("GOOGLENET_LIMITS", "0")  # one address asks more here than a visitor may
            running = stack.enter_context(serve(tmp_path_factory.mktemp("service")))
        yield running
        assert "Traceback" not in running.log(), running.log()[-3000:]
        assert running.outside_calls() == []


@pytest.fixture(scope="session")
def caller(app):
    with Caller(app.url) as caller:
        yield caller
