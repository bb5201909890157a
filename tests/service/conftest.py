"""One served app for all tests that ask it over HTTP; when they are through, its log holds no traceback."""

import pytest

from tests.browser.driver import serve
from tests.service.caller import Caller


@pytest.fixture(scope="session")
def app(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOOGLENET_LIMITS", "0")  # one address asks more here than a visitor may
        with serve(tmp_path_factory.mktemp("service")) as running:
            yield running
            assert "Traceback" not in running.log(), running.log()[-3000:]
            assert running.outside_calls() == []


@pytest.fixture(scope="session")
def caller(app):
    with Caller(app.url) as caller:
        yield caller
