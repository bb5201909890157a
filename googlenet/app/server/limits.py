"""The first thing that a request meets: only known routes, bounded bodies, a fair share for everybody, all in words.

ASGI middleware around Gradio's server. It answers itself what must not get further; everything else passes unchanged.
"""

import ipaddress
import logging
import os
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from googlenet.app.kit.markup import html
from googlenet.app.shell.events import language
from googlenet.common.json_values import parse_count
from googlenet.common.owners import is_public
from googlenet.text import say

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)
API = "/gradio_api/"
# The largest file: a picture, a zip of them, or a network (ours has 24 MB, Inception-v3 87). Strangers get less.
PUBLIC_MB, OWN_MB = 32, 256
UPLOAD_MB = int(os.environ.get("GOOGLENET_UPLOAD_MB") or (PUBLIC_MB if is_public() else OWN_MB))
# What the page and the documented endpoints use of Gradio's server. The rest (a proxy, recordings, an editor, runs kept
# in browsers, calls past the queue) stays closed.
OPEN = (
    *("app_id", "call", "cancel", "component_server", "file=", "heartbeat", "info", "login_check", "mcp"),
    *("openapi.json", "queue", "reset", "startup-events", "theme.css", "token", "upload", "upload_progress", "user"),
)
MISFIT = 422  # Unprocessable Content
CLOSED = ("/custom_component", "/deep_link", "/login", "/logout", "/monitoring", "/pwa_icon", "/svelte")


@dataclass(frozen=True)
class RequestLimits:
    """What one server takes.

    Attributes:
        upload_bytes: of a request that uploads, and what is around the file.
        body_bytes: of any other request.
        calls, uploads, polls, pages: (at once, per second) of one address; pages of all addresses together. Polls are
            what an open page asks of a run that goes on, once a second.
        waiting: requests in the queue beyond which a program's call is refused.
        addresses: how many are remembered.
    """

    upload_bytes: int = (UPLOAD_MB + 1) * 2**20
    body_bytes: int = 2**20
    calls: tuple[float, float] = (600, 40)
    uploads: tuple[float, float] = (60, 4)
    polls: tuple[float, float] = (1200, 120)
    pages: tuple[float, float] = (20, 2)
    waiting: int = 24
    addresses: int = 4096


class Bucket:
    """So many at once, so many a second (a token bucket)."""

    def __init__(self, size: float, per_second: float, clock: Callable[[], float] = time.monotonic):
        self._size, self._rate, self._clock = size, per_second, clock
        self._left, self._at = size, clock()

    def take(self) -> bool:
        """Whether there is one left."""
        now = self._clock()
        self._left, self._at = min(self._size, self._left + (now - self._at) * self._rate), now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Allowance:
    """A bucket for each address; the address not seen for the longest is forgotten first."""

    def __init__(self, size: float, per_second: float, most: int):
        self._made, self._most = (size, per_second), most
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def take(self, address: str) -> bool:
        """Whether `address` has one left."""
        bucket = self._buckets.setdefault(address, Bucket(*self._made))
        self._buckets.move_to_end(address)
        while len(self._buckets) > self._most:
            self._buckets.popitem(last=False)
        return bucket.take()

    def __len__(self) -> int:
        return len(self._buckets)


class _TooLargeError(Exception):
    """The body has grown over its limit."""


class LimitsMiddleware:
    """The middleware.

    Args:
        app: what is behind it.
        limits: of this server; `GOOGLENET_LIMITS=0` in the environment lifts those that count requests.
    """

    def __init__(self, app: "ASGIApp", limits: RequestLimits | None = None):
        self.app, self.limits = app, limits or RequestLimits()
        self.counts = os.environ.get("GOOGLENET_LIMITS", "1") != "0"
        self.calls = Allowance(*self.limits.calls, self.limits.addresses)
        self.uploads = Allowance(*self.limits.uploads, self.limits.addresses)
        self.polls = Allowance(*self.limits.polls, self.limits.addresses)
        self.pages = Bucket(*self.limits.pages)

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        refusal = self._refusal(request)
        if refusal:
            await refusal(scope, receive, send)
            return
        await self._pass(request, receive, send)

    def _refusal(self, request: Request) -> Response | None:
        """The answer to what must not get further."""
        path, lang = request.scope["path"], language(request)
        route = path.removeprefix(API) if path.startswith(API) else None
        if not is_open(path):
            return answer(404, say("api.closed", lang))
        declared = parse_count(request.headers.get("content-length", "0"))
        if declared is None or declared > self._limit(path):
            return _too_large(self._limit(path), lang)
        if request.method == "POST" and route:
            return self._refuse_post(request, route, lang)
        if path == "/" and request.method == "GET" and self.counts and not self.pages.take():
            return notice(say("api.crowd", lang), lang, 503, retry_seconds=5)
        return None

    def _refuse_post(self, request: Request, route: str, lang: str) -> Response | None:
        counted = {"upload": self.uploads, "component_server": self.polls}
        shares = (counted | dict.fromkeys(("call", "queue", "mcp"), self.calls)).get(route.partition("/")[0])
        if self.counts and shares is not None and not shares.take(address_of(request)):
            return answer(429, say("api.too_fast", lang), {"retry-after": "5"})
        if not route.startswith("call/"):
            return None
        blocks = request.app.get_blocks()
        name, known = route.rstrip("/").rpartition("/")[2], endpoints(blocks)
        if name not in known:
            accepted = ", ".join(known)
            return answer(404, say("api.unknown_endpoint", lang, name=ascii(name)[:80], accepted=accepted))
        waiting = len(blocks._queue)
        if self.counts and waiting >= self.limits.waiting:
            return answer(503, say("api.busy", lang, waiting=waiting), {"retry-after": "5"})
        return None

    def _limit(self, path: str) -> int:
        return self.limits.upload_bytes if path.rstrip("/") == f"{API}upload" else self.limits.body_bytes

    async def _pass(self, request: Request, receive: "Receive", send: "Send") -> None:
        """Hands the request on, counts its body, and turns what Gradio's routes make of misfits into a sentence."""
        lang, limit = language(request), self._limit(request.scope["path"])
        passage, refusal = _Passage(receive, send, limit), None
        try:
            await self.app(request.scope, passage.receive, passage.send)
        except Exception as error:
            if passage.has_started and not isinstance(error.__cause__, HTTPException):
                raise
            log.warning("%s %s: %s", request.method, ascii(request.scope["path"])[:120], type(error).__name__)
            if passage.has_started:
                # A stream for a page that an earlier server knew: Gradio has informed the page, only the end is missing.
                await send({"type": "http.response.body", "body": b"", "more_body": False})
            is_full = isinstance(error, OSError)  # an upload that the disk did not take
            refusal = answer(507, say("api.disk", lang)) if is_full else answer(400, say("api.request", lang))
        if passage.is_misfit:
            refusal = answer(400, say("api.request", lang))
        if passage.is_too_large:
            refusal = _too_large(limit, lang)
        if refusal is not None and not passage.has_started:
            await refusal(request.scope, receive, send)


class _Passage:
    """One request on its way to the app and the answer on its way back.

    Attributes:
        has_started: whether an answer has gone out.
        is_misfit: whether the app would list what it wants of each field.
        is_too_large: whether the body has grown over its limit; what the app made of half a body is kept back.
    """

    def __init__(self, receive: "Receive", send: "Send", limit: int):
        self._receive, self._send, self._limit, self._seen = receive, send, limit, 0
        self.has_started = self.is_misfit = self.is_too_large = False

    async def receive(self) -> "Message":
        """The next piece of the body, counted."""
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        self.is_too_large = self._seen > self._limit
        if self.is_too_large:
            raise _TooLargeError
        return message

    async def send(self, message: "Message") -> None:
        """The next piece of the answer, unless another will be given in its place."""
        self.is_misfit = self.is_misfit or (message["type"] == "http.response.start" and message["status"] == MISFIT)
        if self.is_too_large or self.is_misfit:
            return
        self.has_started = True
        await self._send(message)


def is_open(path: str) -> bool:
    """Whether the page or an endpoint needs the route `path`."""
    if not path.startswith("/gradio_api"):
        return not path.startswith(CLOSED)
    route = path.removeprefix(API)
    if route.startswith("file="):
        return "://" not in route and not route.startswith("file=//")  # Gradio would lead or go there
    return route.partition("/")[0] in OPEN


def endpoints(blocks: object) -> list[str]:
    """Names of the public endpoints of a `gr.Blocks`."""
    return sorted(str(one.api_name) for one in blocks.fns.values() if one.api_visibility == "public" and one.api_name)


def address_of(request: Request) -> str:
    """Whose share a request counts against.

    Behind a proxy in a private network (a Space, Docker) that is the last public address that the proxies have noted;
    what a client itself writes in front of it is not believed.
    """
    peer = request.client.host if request.client else ""
    if _is_public(peer):
        return peer
    noted = [one.strip() for one in request.headers.get("x-forwarded-for", "").split(",")]
    return next((one for one in reversed(noted) if _is_public(one)), peer)


def _is_public(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_global
    except ValueError:
        return False


def _too_large(limit: int, lang: str) -> Response:
    return answer(413, say("api.body", lang, limit=limit // 2**20), {"connection": "close"})


def answer(status: int, sentence: str, headers: dict[str, str] | None = None) -> Response:
    """An answer for programs and for the page's scripts."""
    return JSONResponse({"detail": sentence, "error": sentence}, status, headers)


def notice(sentence: str, lang: str, status: int, retry_seconds: int = 0) -> Response:
    """An answer for people: a page with one sentence; with `retry_seconds` it comes back by itself."""
    retry = html('<meta http-equiv="refresh" content="{}">', retry_seconds) if retry_seconds else ""
    page = html(
        '<!doctype html><html lang="{}"><meta charset="utf-8">{}'
        '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">'
        '<title>Inside GoogLeNet</title><body style="font:1rem system-ui;margin:20vh auto;max-width:34rem;padding:1rem">'
        "<p>{}</p></body></html>",
        lang,
        retry,
        sentence,
    )
    return HTMLResponse(page, status, {"retry-after": str(retry_seconds)} if retry_seconds else None)
