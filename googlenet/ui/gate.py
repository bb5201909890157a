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

from googlenet.text import say
from googlenet.ui.events import language

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)
API = "/gradio_api/"
UPLOAD_MB = int(os.environ.get("GOOGLENET_UPLOAD_MB") or 32)  # a picture, a zip of them, or a network of 24 MB
# What the page and the documented endpoints use of Gradio's server. The rest (a proxy, recordings, an editor, runs kept
# in browsers, calls past the queue) stays closed.
OPEN = (
    *("app_id", "call", "cancel", "component_server", "file=", "heartbeat", "info", "login_check", "mcp"),
    *("openapi.json", "queue", "reset", "startup-events", "theme.css", "token", "upload", "upload_progress", "user"),
)
CLOSED = ("/custom_component", "/deep_link", "/login", "/logout", "/monitoring", "/pwa_icon", "/svelte")


@dataclass(frozen=True)
class Limits:
    """What one server takes.

    Attributes:
        upload_bytes: of a request that uploads, and what is around the file.
        body_bytes: of any other request.
        calls, uploads, pages: (at once, per second) of one address; pages of all addresses together.
        waiting: requests in the queue beyond which a program's call is refused.
        addresses: how many are remembered.
    """

    upload_bytes: int = (UPLOAD_MB + 1) * 2**20
    body_bytes: int = 2**20
    calls: tuple[float, float] = (600, 40)
    uploads: tuple[float, float] = (60, 4)
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


class Shares:
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


class Gate:
    """The middleware.

    Args:
        app: what is behind it.
        limits: of this server; `GOOGLENET_LIMITS=0` in the environment lifts those that count requests.
    """

    def __init__(self, app: "ASGIApp", limits: Limits | None = None):
        self.app, self.limits = app, limits or Limits()
        self.counts = os.environ.get("GOOGLENET_LIMITS", "1") != "0"
        self.calls = Shares(*self.limits.calls, self.limits.addresses)
        self.uploads = Shares(*self.limits.uploads, self.limits.addresses)
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
            return _answer(404, say("api.closed", lang))
        declared = request.headers.get("content-length", "0")
        if not declared.isdigit() or int(declared) > self._limit(path):
            return _too_large(self._limit(path), lang)
        if request.method == "POST" and route:
            return self._refuse_post(request, route, lang)
        if path == "/" and request.method == "GET" and self.counts and not self.pages.take():
            return HTMLResponse(crowded(lang), 503, {"retry-after": "5"})
        return None

    def _refuse_post(self, request: Request, route: str, lang: str) -> Response | None:
        shares = {"upload": self.uploads, "call": self.calls, "queue": self.calls, "mcp": self.calls}.get(
            route.partition("/")[0]
        )
        if self.counts and shares is not None and not shares.take(address_of(request)):
            return _answer(429, say("api.too_fast", lang), {"retry-after": "5"})
        if not route.startswith("call/"):
            return None
        blocks = request.app.get_blocks()
        name, known = route.rstrip("/").rpartition("/")[2], endpoints(blocks)
        if name not in known:
            accepted = ", ".join(known)
            return _answer(404, say("api.unknown_endpoint", lang, name=ascii(name)[:80], accepted=accepted))
        waiting = len(blocks._queue)
        if self.counts and waiting >= self.limits.waiting:
            return _answer(503, say("api.busy", lang, waiting=waiting), {"retry-after": "5"})
        return None

    def _limit(self, path: str) -> int:
        return self.limits.upload_bytes if path.rstrip("/") == f"{API}upload" else self.limits.body_bytes

    async def _pass(self, request: Request, receive: "Receive", send: "Send") -> None:
        """Hands the request on, counts its body, and turns what Gradio's routes raise on misfits into a sentence."""
        lang, limit = language(request), self._limit(request.scope["path"])
        seen, has_started = 0, False

        async def counted() -> "Message":
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise _TooLargeError
            return message

        async def noted(message: "Message") -> None:
            nonlocal has_started
            if seen > limit:
                return  # whatever the app made of half a body
            has_started = True
            await send(message)

        try:
            await self.app(request.scope, counted, noted)
        except Exception as error:
            if has_started and isinstance(error.__cause__, HTTPException):
                # A stream for a page that an earlier server knew: Gradio has told the page, only the end is missing.
                log.warning("%s %s: %s", request.method, ascii(request.scope["path"])[:120], error.__cause__.detail)
                await send({"type": "http.response.body", "body": b"", "more_body": False})
                return
            if has_started:
                raise
            if seen <= limit:
                log.warning("%s %s: %s", request.method, ascii(request.scope["path"])[:120], type(error).__name__)
                is_full = isinstance(error, OSError)  # an upload that the disk did not take
                refusal = _answer(507, say("api.disk", lang)) if is_full else _answer(400, say("api.request", lang))
                await refusal(request.scope, receive, send)
        if seen > limit and not has_started:
            await _too_large(limit, lang)(request.scope, receive, send)


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


def _answer(status: int, sentence: str, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse({"detail": sentence, "error": sentence}, status, headers)


def _too_large(limit: int, lang: str) -> Response:
    return _answer(413, say("api.body", lang, limit=limit // 2**20), {"connection": "close"})


def crowded(lang: str) -> str:
    """The page that waits in front of the page."""
    return (
        f'<!doctype html><html lang="{lang}"><meta charset="utf-8"><meta http-equiv="refresh" content="5">'
        '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">'
        f'<title>Inside GoogLeNet</title><body style="font:1rem system-ui;margin:20vh auto;max-width:34rem;padding:1rem">'
        f"<p>{say('api.crowd', lang)}</p></body></html>"
    )
