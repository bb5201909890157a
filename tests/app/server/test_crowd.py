"""A crowd before a real server: as many as the queue takes are answered, the others are told at once, nobody is lost."""

from threading import Event

import gradio as gr
import httpx
import pytest
from starlette.middleware import Middleware

from googlenet.app.server.limits import LimitsMiddleware, RequestLimits
from googlenet.app.server.validation import ValidatedBlocks
from googlenet.text import say

WAITING, AT_ONCE, PEOPLE = 6, 2, 20


@pytest.fixture
def slow():
    """(url, go) of an app whose one endpoint answers nobody before `go` is set."""
    go = Event()

    def wait(number: int) -> int:
        """Answers with its number, later."""
        go.wait(60)
        return number

    with ValidatedBlocks(analytics_enabled=False) as demo:
        gr.api(wait, api_name="wait", concurrency_limit=AT_ONCE)
    limits = RequestLimits(calls=(10**6, 10**6), waiting=WAITING)
    _, url, _ = demo.launch(
        prevent_thread_lock=True,
        quiet=True,
        run_history=False,
        enable_monitoring=False,
        app_kwargs={"middleware": [Middleware(LimitsMiddleware, limits=limits)]},
    )
    yield url.rstrip("/"), go
    go.set()
    demo.close()


@pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'")  # Gradio's own statistics, with a new pandas
def test_who_finds_the_queue_full_is_told_and_everybody_else_is_answered(slow):
    url, go = slow
    with httpx.Client(base_url=f"{url}/gradio_api/call", timeout=60) as http:
        told = [http.post("/wait", json={"data": [number]}) for number in range(PEOPLE)]
        taken = [one for one in told if one.status_code == httpx.codes.OK]
        go.set()
        answers = [http.get(f"/wait/{one.json()['event_id']}").text for one in taken]
    assert WAITING <= len(taken) <= WAITING + AT_ONCE
    assert all("event: complete" in answer for answer in answers)
    refused = [one for one in told if one not in taken]
    assert {one.status_code for one in refused} == {503}
    assert {one.json()["detail"] for one in refused} == {say("api.busy", waiting=WAITING)}
