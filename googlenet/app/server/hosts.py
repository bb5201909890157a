"""Who may ask: hosts and pages by name, what a proxy says, credentials, and what a page may load.

A web page elsewhere can make its visitor's browser ask a server on this machine: under a name of its own that it points
here (DNS rebinding), or across sites, by a form, a script or a picture.
"""

import ipaddress
import os
import re
import socket
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection

from googlenet.app.server.limits import answer, notice
from googlenet.app.shell.embed import embedders, is_embedded
from googlenet.app.shell.events import language
from googlenet.common.owners import is_public
from googlenet.text import say

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOST = re.compile(r"(?:([0-9a-z._-]+)|\[([0-9a-f.]*:[0-9a-f.:]*)\])(?::\d*)?")
# Gradio builds its addresses of them; the last is for a server in front that we never start.
FORWARDED = (b"x-forwarded-host", b"x-forwarded-proto", b"x-gradio-server")
CREDENTIALS, ALLOWED_ORIGIN = b"access-control-allow-credentials", b"access-control-allow-origin"
FRAMES = ("'self'", "https://huggingface.co", "https://*.hf.space")  # where any page may be shown in a frame
CONTENT_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",  # Gradio's page begins inline, its events are compiled there
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "media-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        f"frame-ancestors {' '.join(FRAMES)}",  # the last rule: a view alone has more of them
    )
)


class HostsMiddleware:
    """ASGI middleware around all of Gradio, its own for other origins included.

    Where strangers share the server, hosts are its proxy's business, and everybody may ask. Elsewhere `Host` is localhost,
    an IP address (rebinding needs a name), this machine's name or one of `GOOGLENET_HOSTS`, and so is `Origin`.
    """

    def __init__(self, app: "ASGIApp"):
        on_space = bool(os.environ.get("SPACE_ID"))
        self.app, self.is_guarded = app, not (on_space or is_public())
        self.has_proxy = on_space or os.environ.get("GOOGLENET_PROXY", "0") not in ("", "0")
        self.names, self.embedders = own_names(), embedders()

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        scope = _without(scope, FORWARDED[-1:] if self.has_proxy else FORWARDED)
        refused = self._refused(scope) if self.is_guarded else ""
        if not refused:
            framed_by = self.embedders if scope["type"] == "http" and is_embedded(scope) else ()
            await self.app(scope, receive, _Answer(send, is_open=not self.is_guarded, framed_by=framed_by).send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            lang = language(HTTPConnection(scope))
            sentence = say("api.host", lang, header=ascii(refused)[1:-1][:120])
            is_page = "text/html" in Headers(scope=scope).get("accept", "")
            refusal = notice(sentence, lang, 403) if is_page else answer(403, sentence)
            await refusal(scope, receive, send)

    def _refused(self, scope: "Scope") -> str:
        """The header that says that a stranger asks; "": none does."""
        headers = Headers(scope=scope)
        hosts = [", ".join(headers.getlist("host"))]  # two of them are none
        if self.has_proxy and "x-forwarded-host" in headers:
            hosts.append(headers["x-forwarded-host"].partition(",")[0].strip())
        for host in hosts:
            if not self._accepts(host_in(host)):
                return f"Host: {host}"
        if "origin" in headers:
            origin = ", ".join(headers.getlist("origin"))
            name = host_in(origin.partition("://")[2])
            # A public address may be anybody's page; only as the host is it a sign that nobody was rebound.
            is_ours = name in map(host_in, hosts) or (self._accepts(name) and not _is_address(name, of_all=False))
            return "" if is_ours else f"Origin: {origin}"
        # Browsers name no origin where a link is followed, and where a page only shows or runs what it gets.
        is_link = scope.get("method") in ("GET", "HEAD") and headers.get("sec-fetch-mode") == "navigate"
        is_foreign = headers.get("sec-fetch-site") == "cross-site" and not is_link
        return "Sec-Fetch-Site: cross-site" if is_foreign else ""

    def _accepts(self, name: str) -> bool:
        return name in self.names or _is_address(name)


class _Answer:
    """An answer on its way out: for other sites without credentials, a page with its content policy."""

    def __init__(self, send: "Send", is_open: bool, framed_by: tuple[str, ...] = ()):
        self._send, self._is_open = send, is_open
        self._policy = " ".join((CONTENT_POLICY, *framed_by)).encode()

    async def send(self, message: "Message") -> None:
        if message["type"] == "http.response.start":
            headers = [(name, value) for name, value in message.get("headers", ()) if name.lower() != CREDENTIALS]
            if self._is_open:  # Gradio names whoever asks, which is for those that it knows
                headers = [(name, b"*" if name.lower() == ALLOWED_ORIGIN else value) for name, value in headers]
            if any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in headers):
                headers.append((b"content-security-policy", self._policy))
            message = {**message, "headers": headers}
        await self._send(message)


def own_names() -> frozenset[str]:
    """Names of this machine: by itself, in its network, and those of its settings."""
    machine = socket.gethostname().lower()
    short = machine.partition(".")[0]
    given = [os.environ.get("GRADIO_SERVER_NAME", ""), *os.environ.get("GOOGLENET_HOSTS", "").split(",")]
    names = ["localhost", machine, short, *(f"{name}.local" for name in (machine, short) if name)]
    return frozenset({*names, *(host_in(name.strip()) for name in given)} - {""})


def host_in(value: str) -> str:
    """The name or IP address in a `Host`, in lower case and without its port; "" where it is not one."""
    found = HOST.fullmatch(value.lower())
    return (found[1] or found[2]) if found else ""


def _is_address(name: str, of_all: bool = True) -> bool:
    """Whether `name` is an IP address as it is written out; `of_all=False`: and one that the whole internet reaches."""
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return of_all or address.is_global


def _without(scope: "Scope", names: tuple[bytes, ...]) -> "Scope":
    """The request without the headers called `names`, and what the server has taken from them."""
    kept = [(name, value) for name, value in scope["headers"] if name.lower() not in names]
    if len(kept) == len(scope["headers"]):
        return scope
    scheme = {"http": "http", "websocket": "ws"}[scope["type"]] if b"x-forwarded-proto" in names else scope["scheme"]
    return {**scope, "headers": kept, "scheme": scheme}
