"""English and Chinese: Gradio's own labels, a switch that lasts, and what stands in the page before Gradio's scripts run."""

import gzip
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

import gradio as gr
from gradio.i18n import I18nData
from starlette.requests import Request

from googlenet.app.kit.markup import html
from googlenet.app.shell import embed
from googlenet.app.shell.events import language
from googlenet.text import LANGUAGES, SENTENCES, say

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

# Gradio picks its language from navigator.language while the page loads, so the choice must be in place before its
# own scripts run; `launch(head=…)` comes too late for that. A browser may refuse to keep anything. A script that does not
# come leaves a blank page: what stands in it is then shown at once.
EARLY = b"""<script>(()=>{
addEventListener('error',event=>{
if(event.target.tagName==='SCRIPT')document.getElementById('gn-blank')?.style.setProperty('animation-delay','0s');},true);
try{
const known=lang=>/^zh/i.test(lang)?'zh-CN':/^en/i.test(lang)?'en':'';
let kept='';try{kept=localStorage.getItem('lang')??'';}catch{}
const lang=known(new URL(location.href).searchParams.get('lang')??'')||known(kept);
if(!lang)return;
if(!('embed' in document.documentElement.dataset)){
try{localStorage.setItem('lang',lang);}catch{}
try{document.cookie='lang='+encodeURIComponent(lang)+';path=/;max-age=31536000;SameSite=Lax';}catch{}
}
Object.defineProperty(navigator,'language',{get:()=>lang,configurable:true});
Object.defineProperty(navigator,'languages',{get:()=>[lang],configurable:true});
}catch(error){console.warn(error)}})();</script>"""


def _key(key: str) -> str:
    return key.replace(".", "_")  # a dot would open a level in Gradio's tables


class Translator:
    """`translator("frame.image")`: a label that the browser shows in its own language."""

    labels: ClassVar[dict[str, Callable[[str, str], str]]] = {}  # of all; the page carries these, not every sentence

    def __call__(self, key: str, words: Callable[[str, str], str] = say) -> I18nData:
        """Returns the label whose text is `words(key, lang)`."""
        self.labels[key] = words
        return I18nData(_key(key))

    @classmethod
    def tables(cls) -> gr.I18n:
        """The labels made so far in both languages, for `launch(i18n=…)`."""
        known = {key: words for key, words in sorted(cls.labels.items()) if words is not say or key in SENTENCES}
        english, chinese = ({_key(key): words(key, lang) for key, words in known.items()} for lang in LANGUAGES)
        return gr.I18n(**{"en": english, "zh": chinese, "zh-CN": chinese})


def blank_page(lang: str) -> bytes:
    """What stands in the page until its scripts remove it, seen only when they are late or cannot come."""
    return html(
        "<style>@keyframes gn-blank {{ to {{ visibility: visible; }} }}</style>"
        '<p id="gn-blank" style="position:absolute;z-index:9;inset:20vh 1rem auto;margin:auto;max-width:34rem;padding:1rem;'
        'background:Canvas;color:CanvasText;visibility:hidden;animation:gn-blank 0s 15s forwards">{}</p>'
        "<noscript><style>#gn-blank {{ visibility: visible !important; }}</style></noscript>",
        say("frame.blank", lang),
    ).encode()


# Gradio's own script, which is left to the first view to begin.
MODULE = re.compile(rb'<script type="module" crossorigin src="([^"]+)"></script>')


class EarlyScript:
    """ASGI middleware that completes Gradio's page.

    It puts a script at the top of <head>, before Gradio's own, and into <body> the first view and what a page without
    scripts says; no browser offers to translate it, which would replace words under the page's scripts.

    Args:
        app: what is behind it.
        script: for <head>.
        first: HTML of the first view in a language, "" where there is none.
        otherwise: called for a page that begins otherwise: its view must be computed.
    """

    def __init__(
        self,
        app: "ASGIApp",
        script: bytes = EARLY,
        first: Callable[[str], str] = lambda _: "",
        otherwise: Callable[[], object] = lambda: None,
    ):
        self.app, self.script, self.first, self.otherwise = app, script, first, otherwise

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(("/gradio_api", "/assets")):
            await self.app(scope, receive, send)
            return
        # Compressed pages could not be changed: they are compressed afterwards.
        headers = [(key, value) for key, value in scope["headers"] if key != b"accept-encoding"]
        request = Request(scope)
        first = self.first(_lang(request)) if _is_start(request) else ""
        if request.url.path == "/" and not first:
            self.otherwise()
        body = blank_page(language(request)) + first.encode()
        opening, script = b'<html translate="no"', self.script
        if embed.is_embedded(scope):
            opening += b" " + embed.MARK
            script += b"<style>" + embed.STYLE.read_bytes() + b"</style>"

        def complete(page: bytes) -> bytes:
            page = page.replace(b"<html", opening, 1).replace(b"<head>", b"<head>" + script, 1)
            page = page.replace(b"<gradio-app", body + b"<gradio-app", 1)
            return MODULE.sub(rb'<link rel="modulepreload" crossorigin href="\1" data-later>', page) if first else page

        is_packed = "gzip" in request.headers.get("accept-encoding", "")
        page = _Page(send, complete, is_packed=is_packed)
        await self.app(dict(scope, headers=headers), receive, page.send)


def _is_start(request: Request) -> bool:
    """Whether the page begins as it does for everybody; what begins with "__" is Gradio's, its theme for one."""
    return request.url.path == "/" and all(name == "lang" or name.startswith("__") for name in request.query_params)


def _lang(request: Request) -> str:
    wanted = request.query_params.get("lang", "")[:2].lower()
    return wanted if wanted in LANGUAGES else language(request)


class _Page:
    """Collects an HTML answer, completes it and sends it on; other answers pass as they are."""

    def __init__(self, send: "Send", complete: Callable[[bytes], bytes], *, is_packed: bool):
        self._send, self._complete, self._is_packed = send, complete, is_packed
        self._start: dict | None = None
        self._body = b""

    async def send(self, message: dict) -> None:
        if message["type"] == "http.response.start" and self._is_page(message):
            self._start = message
        elif self._start is None or message["type"] != "http.response.body":
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish()

    @staticmethod
    def _is_page(message: dict) -> bool:
        headers = dict(message["headers"])
        return b"text/html" in headers.get(b"content-type", b"") and b"content-encoding" not in headers

    async def _finish(self) -> None:
        body, more = self._complete(self._body), [(b"vary", b"Accept-Encoding, Accept-Language, Cookie")]
        if self._is_packed:
            body, more = gzip.compress(body, 1), [*more, (b"content-encoding", b"gzip")]
        kept = [(key, value) for key, value in self._start["headers"] if key not in {b"content-length", b"vary"}]
        more.append((b"content-length", str(len(body)).encode()))
        await self._send(self._start | {"headers": [*kept, *more]})
        await self._send({"type": "http.response.body", "body": body})
