"""English and Chinese: Gradio's own labels, and a switch that lasts."""

from typing import TYPE_CHECKING, ClassVar

import gradio as gr
from gradio.i18n import I18nData
from starlette.requests import Request

from googlenet.app.kit.markup import html
from googlenet.app.shell.events import language
from googlenet.text import SENTENCES, say

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
try{localStorage.setItem('lang',lang);}catch{}
document.cookie='lang='+encodeURIComponent(lang)+';path=/;SameSite=Lax';
Object.defineProperty(navigator,'language',{get:()=>lang,configurable:true});
Object.defineProperty(navigator,'languages',{get:()=>[lang],configurable:true});
}catch(error){console.warn(error)}})();</script>"""


def _key(key: str) -> str:
    return key.replace(".", "_")  # a dot would open a level in Gradio's tables


class Translator:
    """`translator("frame.image")`: a label that the browser shows in its own language."""

    labels: ClassVar[set[str]] = set()  # of all translators; the page carries these alone, not every sentence

    def __call__(self, key: str) -> I18nData:
        self.labels.add(key)
        return I18nData(_key(key))

    @classmethod
    def tables(cls) -> gr.I18n:
        """The labels made so far in both languages, for `launch(i18n=…)`."""
        english, chinese = ({_key(key): SENTENCES[key][at] for key in sorted(cls.labels)} for at in (0, 1))
        return gr.I18n(**{"en": english, "zh": chinese, "zh-CN": chinese})


def blank_page(lang: str) -> bytes:
    """What stands in the page until its scripts remove it, seen only when they are late or cannot come."""
    return html(
        "<style>@keyframes gn-blank {{ to {{ visibility: visible; }} }}</style>"
        '<p id="gn-blank" style="position:absolute;inset:20vh 1rem auto;margin:auto;max-width:34rem;'
        'visibility:hidden;animation:gn-blank 0s 15s forwards">{}</p>'
        "<noscript><style>#gn-blank {{ visibility: visible !important; }}</style></noscript>",
        say("frame.blank", lang),
    ).encode()


class EarlyScript:
    """ASGI middleware that completes Gradio's page.

    It puts a script at the top of <head>, before Gradio's own, and what a page without scripts says into <body>; no browser
    offers to translate it, which would replace words under the page's scripts.
    """

    def __init__(self, app: "ASGIApp", script: bytes = EARLY):
        self.app, self.script = app, script

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(("/gradio_api", "/assets")):
            await self.app(scope, receive, send)
            return
        # Compressed pages could not be changed.
        headers = [(key, value) for key, value in scope["headers"] if key != b"accept-encoding"]
        blank = blank_page(language(Request(scope)))
        replaced = {b"<html": b'<html translate="no"', b"<head>": b"<head>" + self.script}
        page = _Page(send, replaced | {b"<gradio-app": blank + b"<gradio-app"})
        await self.app(dict(scope, headers=headers), receive, page.send)


class _Page:
    """Collects an HTML answer, replaces the first of each piece in it and sends it on; other answers pass as they are."""

    def __init__(self, send: "Send", replaced: dict[bytes, bytes]):
        self._send, self._replaced = send, replaced
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
        body = self._body
        for piece, other in self._replaced.items():
            body = body.replace(piece, other, 1)
        kept = [(key, value) for key, value in self._start["headers"] if key != b"content-length"]
        await self._send(self._start | {"headers": [*kept, (b"content-length", str(len(body)).encode())]})
        await self._send({"type": "http.response.body", "body": body})
