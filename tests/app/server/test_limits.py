"""The gate in front of the server: routes, bodies, shares and crowds, each refused in words."""

import asyncio
import json
import tracemalloc
from pathlib import Path
from types import SimpleNamespace

import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import StreamingResponse
from starlette.routing import Route

from googlenet.app.server.endpoints import MOST_PASSES
from googlenet.app.server.limits import (
    OWN_MB,
    PUBLIC_MB,
    UPLOAD_MB,
    Allowance,
    Bucket,
    LimitsMiddleware,
    RequestLimits,
    is_open,
)
from googlenet.app.shell.access import OWN_ROOM_MB, ROOM_MB
from googlenet.text import say

LIMITS = RequestLimits(
    upload_bytes=3000, body_bytes=1000, calls=(3, 0), uploads=(2, 0), pages=(2, 0), waiting=5, addresses=4
)
ENDPOINTS = {
    0: SimpleNamespace(api_name="classify", api_visibility="public"),
    1: SimpleNamespace(api_name="x", api_visibility="private"),
}


class Inner:
    """An app behind the gate that reads the whole body and says how long it was."""

    def __init__(self, fails=None):
        self.bodies, self.fails = [], fails

    async def __call__(self, scope, receive, send):
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        self.bodies.append(len(body))
        if self.fails:
            raise self.fails
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"through"})


def ask(gate, path, *, method="POST", chunks=(b"",), headers=(), peer="203.0.113.5", waiting=0):
    """(status, text) of one request, its body in `chunks`."""
    blocks = SimpleNamespace(fns=ENDPOINTS, _queue=[None] * waiting)
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "client": (peer, 1),
        "headers": [(key.encode(), value.encode()) for key, value in headers],
        "app": SimpleNamespace(get_blocks=lambda: blocks),
    }
    left, sent = list(chunks), []

    async def receive():
        if not left:
            await asyncio.Event().wait()  # connected, and silent
        return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}

    async def send(message):
        sent.append(message)

    asyncio.run(gate(scope, receive, send))
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:]).decode()


def sentence(answer):
    return json.loads(answer[1])["detail"]


@pytest.fixture
def gate():
    return LimitsMiddleware(Inner(), LIMITS)


def test_what_fits_passes_unchanged(gate):
    assert ask(gate, "/gradio_api/upload", chunks=[bytes(1500), bytes(1500)]) == (200, "through")
    assert gate.app.bodies == [3000]


@pytest.mark.parametrize("path", ["/gradio_api/upload", "/gradio_api/queue/join"])
def test_a_body_over_its_limit_is_refused_by_what_it_declares(gate, path):
    answer = ask(gate, path, headers=[("content-length", "3001")])
    assert answer[0] == 413
    assert gate.app.bodies == []


def test_a_body_that_grows_over_its_limit_is_refused_as_it_comes(gate):
    answer = ask(gate, "/gradio_api/queue/join", chunks=[bytes(600)] * 1000)
    assert answer[0] == 413
    assert "MB" in sentence(answer)
    assert gate.app.bodies == []


def test_a_lying_or_broken_length_does_not_help(gate):
    for length in ("-1", "abc", "1e3", "9" * 40, "²"):
        assert ask(gate, "/gradio_api/upload", headers=[("content-length", length)])[0] == 413
    assert ask(gate, "/gradio_api/queue/join", chunks=[bytes(1001)], headers=[("content-length", "1")])[0] == 413


def test_an_app_that_swallows_the_break_still_answers_413(gate):
    async def swallow(scope, receive, send):
        try:
            while True:
                await receive()
        except Exception:  # noqa: BLE001 - as a framework would
            await send({"type": "http.response.start", "status": 400, "headers": []})

    assert ask(LimitsMiddleware(swallow, LIMITS), "/gradio_api/queue/join", chunks=[bytes(1001), b""])[0] == 413


def test_sentences_come_in_the_visitor_s_language(gate):
    for headers in ([("cookie", "lang=zh")], [("accept-language", "zh-CN,en;q=0.5")]):
        assert sentence(ask(gate, "/monitoring", headers=headers)) == say("api.closed", "zh")
    assert sentence(ask(gate, "/monitoring")) == say("api.closed", "en")


def test_what_breaks_on_a_misfit_is_400_and_a_sentence():
    for error in (KeyError("x"), ValueError("y"), RecursionError()):
        answer = ask(LimitsMiddleware(Inner(error), LIMITS), "/gradio_api/cancel")
        assert answer[0] == 400
        assert sentence(answer) == say("api.request")


def test_a_full_disk_is_told_when_an_upload_breaks_on_it():
    answer = ask(LimitsMiddleware(Inner(OSError(28, "No space left on device")), LIMITS), "/gradio_api/upload")
    assert answer[0] == 507
    assert sentence(answer) == say("api.disk")


def test_each_address_has_its_own_share(gate):
    statuses = [ask(gate, "/gradio_api/call/classify")[0] for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    assert ask(gate, "/gradio_api/call/classify", peer="198.51.100.7")[0] == 200
    assert [ask(gate, "/gradio_api/upload")[0] for _ in range(3)] == [200, 200, 429]


def test_the_switch_lifts_what_counts_and_nothing_else(monkeypatch):
    monkeypatch.setenv("GOOGLENET_LIMITS", "0")
    gate = LimitsMiddleware(Inner(), LIMITS)
    assert {ask(gate, "/gradio_api/call/classify", waiting=99)[0] for _ in range(9)} == {200}
    assert ask(gate, "/gradio_api/call/classify", chunks=[bytes(1001)])[0] == 413
    assert ask(gate, "/monitoring")[0] == 404


def test_behind_a_proxy_the_address_that_the_proxy_noted_counts(gate):
    """What a client writes in front of it is not believed."""
    for number in range(6):
        forged = ("x-forwarded-for", f"198.51.100.{number}, 8.8.8.8, 10.0.0.3")
        answer = ask(gate, "/gradio_api/call/classify", peer="10.0.0.9", headers=[forged])
        assert answer[0] == (200 if number < 3 else 429)
    other = ("x-forwarded-for", "9.9.9.9")
    assert ask(gate, "/gradio_api/call/classify", peer="10.0.0.9", headers=[other])[0] == 200


def test_a_public_address_cannot_give_itself_another(gate):
    for number in range(5):
        forged = ("x-forwarded-for", f"8.8.8.{number}")
        status, _ = ask(gate, "/gradio_api/call/classify", peer="1.1.1.1", headers=[forged])
    assert status == 429


def test_a_full_queue_is_told_to_programs(gate):
    assert ask(gate, "/gradio_api/call/classify", waiting=4)[0] == 200
    answer = ask(gate, "/gradio_api/call/classify", waiting=5)
    assert answer[0] == 503
    assert sentence(answer) == say("api.busy", waiting=5)


def test_an_endpoint_that_is_none_or_private_is_named(gate):
    for name in ("nothing", "x", "classify/../x", ""):
        answer = ask(gate, f"/gradio_api/call/{name}")
        assert answer[0] == 404
        assert "classify" in sentence(answer)
        gate = LimitsMiddleware(Inner(), LIMITS)
    assert ask(gate, "/gradio_api/call/v2/classify/")[0] == 200


def test_a_crowd_gets_a_page_that_comes_back_by_itself(gate):
    answers = [ask(gate, "/", method="GET", peer=f"203.0.113.{number}") for number in range(4)]
    assert [status for status, _ in answers] == [200, 200, 503, 503]
    assert 'http-equiv="refresh"' in answers[-1][1]
    assert say("api.crowd") in answers[-1][1]


def test_a_bucket_fills_up_again_as_time_goes():
    now = [0.0]
    bucket = Bucket(2, 0.5, clock=lambda: now[0])
    assert [bucket.take() for _ in range(3)] == [True, True, False]
    now[0] = 2.0
    assert [bucket.take() for _ in range(2)] == [True, False]
    now[0] = 1000.0
    assert [bucket.take() for _ in range(3)] == [True, True, False]


def test_addresses_are_forgotten_not_gathered():
    shares = Allowance(1, 0, 100)
    tracemalloc.start()
    for number in range(10_000):
        assert shares.take(str(number))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(shares) == 100
    assert peak < 2**20


@pytest.mark.parametrize(
    ("path", "is_known"),
    [
        ("/", True), ("/config", True), ("/gradio_api/info", True), ("/gradio_api/file=/some/x.png", True),
        ("/gradio_api/file=http://127.0.0.1/", False), ("/gradio_api/file=//host/x", False), ("/gradio_api", False),
        ("/gradio_api/proxy=https://a.hf.space/", False), ("/gradio_api/vibe-edit/", False), ("/gradio_apix", False),
        ("/gradio_api/run/classify", False), ("/monitoring/summary", False), ("/pwa_icon/9", False),
    ],
)  # fmt: skip
def test_routes_that_nobody_needs_are_closed(path, is_known):
    assert is_open(path) == is_known


@pytest.mark.parametrize(("error", "is_quiet"), [(HTTPException(404), True), (ValueError("a fault"), False)])
def test_a_stream_for_an_unknown_page_ends_without_a_traceback(error, is_quiet):
    async def said_then_raised():
        yield b"session not found"
        raise error

    async def data(request):
        return StreamingResponse(said_then_raised())

    gate = LimitsMiddleware(Starlette(routes=[Route("/gradio_api/queue/data", data)]), LIMITS)
    if is_quiet:
        assert ask(gate, "/gradio_api/queue/data", method="GET") == (200, "session not found")
    else:
        with pytest.raises(ValueError, match="a fault"):
            ask(gate, "/gradio_api/queue/data", method="GET")


def test_the_numbers_that_the_security_page_tells_are_those_in_force():
    told = " ".join((Path(__file__).parents[3] / "SECURITY.md").read_text(encoding="utf-8").split())
    limits, (calls, a_second) = RequestLimits(), RequestLimits().calls
    uploads, pages = limits.uploads, limits.pages
    assert f"{calls} questions at once and {a_second} a second" in told
    assert f"{uploads[0]} uploads and {uploads[1]} a second" in told
    assert pages == (20, 2)
    assert "Twenty pages may open at once and 2 a second" in told
    assert f"refused while {limits.waiting} requests wait, attributions of more than {MOST_PASSES} passes" in told
    assert f"at most {limits.body_bytes // 2**20} MB, and {PUBLIC_MB + 1} MB where files" in told
    assert f"{OWN_MB + 1} MB where no strangers" in told
    assert f"less than {ROOM_MB:,} MB left" in told
    assert f"elsewhere {OWN_ROOM_MB} MB stay free" in told
    assert limits.upload_bytes == (UPLOAD_MB + 1) * 2**20
