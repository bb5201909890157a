"""A served app before a browser that another site leads here: pages, endpoints, streams, files and uploads alike."""

import os
import subprocess
import sys

import httpx
import pytest

from tests.browser.driver import ROOT, serve
from tests.picture_files import SCENE, encoded

EVIL = "evil.example"
PLACES = (
    *("/", "/config", "/theme.css", "/gradio_api/info", "/gradio_api/app_id", "/gradio_api/queue/data?session_hash=a"),
    *("/gradio_api/heartbeat/a", "/gradio_api/call/runs/a", "/gradio_api/upload_progress?upload_id=a", "/assets/a.js"),
)
WAYS = (
    {"host": EVIL},
    {"host": f"{EVIL}."},
    {"host": "localhost.evil.example"},
    {"host": "127.0.0.1.nip.io"},
    {"host": "user@localhost"},
    {"host": "xn--lcalhost-n4a"},
    {"host": "2130706433"},
    {"host": "0x7f.1"},
    {"origin": f"https://{EVIL}"},
    {"origin": "null"},
    {"origin": "http://8.8.8.8"},
    {"host": EVIL, "origin": f"http://{EVIL}"},
    {"host": EVIL, "x-forwarded-host": "localhost"},
    {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"},
)


def is_refused(answer):
    foreign = [name for name in answer.headers if name.startswith("access-control-")]
    return answer.status_code == httpx.codes.FORBIDDEN and "GOOGLENET_HOSTS" in answer.text and not foreign


@pytest.mark.parametrize("headers", WAYS, ids=lambda headers: " ".join(map(": ".join, headers.items())))
def test_another_site_gets_one_sentence_wherever_it_asks(app, caller, headers):
    sent = caller.upload(encoded(SCENE, "PNG"))["path"]
    with httpx.Client(base_url=app.url, headers=headers, timeout=30) as http:
        assert [place for place in (*PLACES, f"/gradio_api/file={sent}") if not is_refused(http.get(place))] == []
        assert is_refused(http.post("/gradio_api/call/runs", json={"data": []}))
        assert is_refused(http.post("/gradio_api/queue/join", content=b"{}", headers={"content-type": "text/plain"}))
        assert is_refused(http.post("/gradio_api/upload", files={"files": ("a.png", encoded(SCENE, "PNG"))}))
        ask_first = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}
        assert is_refused(http.options("/gradio_api/queue/join", headers=ask_first))


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:80", "192.168.1.20:7860", "[::1]:7860", "0.0.0.0"])  # noqa: S104 - as a name
def test_its_own_names_lead_to_the_page(app, host):
    page = httpx.get(app.url, headers={"host": host, "origin": f"http://{host}"})
    assert page.status_code == httpx.codes.OK
    assert "frame-ancestors 'self' https://huggingface.co https://*.hf.space" in page.headers["content-security-policy"]
    assert 'translate="no"' in page.text
    assert "access-control-allow-credentials" not in page.headers


def test_who_claims_to_be_a_proxy_is_not_believed(app):
    forwarded = {"x-forwarded-host": EVIL, "x-forwarded-proto": "https", "x-gradio-server": f"http://{EVIL}"}
    config = httpx.get(f"{app.url}/config", headers=forwarded).json()
    assert config["root"] == app.url


@pytest.fixture(scope="module")
def proxied(tmp_path_factory):
    """An app that a proxy shows under another name, on a sub-path, to strangers."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"GOOGLENET_PROXY": "1", "GOOGLENET_PUBLIC": "1", "GRADIO_ROOT_PATH": "/net"}.items():
            patch.setenv(name, value)
        with serve(tmp_path_factory.mktemp("proxied")) as running:
            yield running


def test_a_proxy_that_was_announced_is_believed_and_everybody_may_ask(proxied):
    forwarded = {
        "host": EVIL,
        "origin": "https://other.example",
        "x-forwarded-host": EVIL,
        "x-forwarded-proto": "https",
    }
    answer = httpx.get(f"{proxied.url}/config", headers=forwarded)
    assert answer.json()["root"] == f"https://{EVIL}/net"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


def test_a_port_that_is_taken_is_one_sentence_and_exit_code_1(app):
    environment = os.environ | {"GRADIO_SERVER_PORT": app.url.rpartition(":")[2], "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {environment['GRADIO_SERVER_PORT']} is already in use.")
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("name", "given", "lang", "said"),
    [
        ("GRADIO_SERVER_PORT", "abc", "en", "GRADIO_SERVER_PORT can’t be abc. Use a whole number from 1 to 65535."),
        ("GOOGLENET_UPLOAD_MB", "0", "zh", "GOOGLENET_UPLOAD_MB 不能是 0。请用 1 到 1000000 的整数。"),
    ],
)
def test_a_setting_that_is_no_number_is_one_sentence(name, given, lang, said):
    environment = os.environ | {name: given, "LC_ALL": f"{lang}_XX.UTF-8", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert (done.returncode, done.stderr, done.stdout) == (1, said + "\n", "")
