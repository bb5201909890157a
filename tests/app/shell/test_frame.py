"""The frame's parts that need no browser."""

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import gradio as gr
import pytest
from PIL import Image

from googlenet.app.kit.html import kernel, number, percent, signed
from googlenet.app.shell.answer import classify_view
from googlenet.app.shell.events import guarded, language, warn
from googlenet.app.shell.files import Pictures
from googlenet.app.shell.first_paint import first_paint
from googlenet.app.shell.language import EarlyScript, Translator
from googlenet.app.shell.question import Question, replace
from googlenet.app.shell.repository import Repository
from googlenet.app.tabs import classify
from googlenet.app.tabs.classify.html import headline
from googlenet.common.errors import BadImage, UnknownName
from googlenet.text import SENTENCES, say

QUESTION = Question("example:ankle-boot", "googlenet_bn.fashion_mnist", lang="zh")


def test_a_picture_is_named_by_its_pixels_and_the_oldest_goes_first():
    pictures = Pictures(most=2)
    names = [pictures.put(Image.new("L", (4, 4), grey)) for grey in (0, 1, 2)]
    assert names[1] == pictures.put(Image.new("L", (4, 4), 1))
    assert Image.open(pictures.path(names[2])).getpixel((0, 0)) == 2
    with pytest.raises(BadImage):
        pictures.path(names[0])
    assert len(list(pictures.folder.iterdir())) == 2


@pytest.mark.parametrize("name", ["../secret", "example:../x", "", "/etc/passwd"])
def test_a_picture_that_was_never_put_there_is_refused(name):
    with pytest.raises(BadImage):
        Repository().picture_path(name)


@pytest.mark.parametrize("name", ["run:../../etc", "run:", "run:nothing", "nothing", "../weights/x"])
def test_a_network_outside_the_folders_is_refused(name, tmp_path):
    with pytest.raises(UnknownName):
        Repository(tmp_path).classifier(name)


def test_a_user_error_becomes_a_sentence_in_the_visitors_language():
    @guarded
    def fail(question):
        raise BadImage("frame.picture_gone")

    with pytest.raises(gr.Error) as caught:
        fail(QUESTION)
    assert caught.value.message == SENTENCES["frame.picture_gone"][1]
    assert not caught.value.print_exception


def test_what_a_visitor_typed_is_no_markup_in_a_toast(monkeypatch):
    shown = []
    monkeypatch.setattr(gr, "Warning", lambda sentence, **_: shown.append(sentence))
    warn("“<b>a & b” can’t", "en")
    assert shown == ["“&lt;b&gt;a &amp; b” can’t"]

    @guarded
    def fail(question):
        raise UnknownName("error.network", name="<b>", accepted="")

    with pytest.raises(gr.Error, match="&lt;b&gt;"):
        fail(QUESTION)


def test_a_bug_becomes_one_general_sentence_and_is_logged(caplog):
    @guarded
    def fail(question):
        raise RuntimeError("secret detail")

    with pytest.raises(gr.Error) as caught:
        fail(QUESTION)
    assert caught.value.message == SENTENCES["frame.bug"][1]
    assert "secret detail" in caplog.text


def test_a_label_reaches_gradios_tables_in_both_languages():
    assert Translator()("frame.image").key == "frame_image"
    tables = Translator.tables().translations
    assert tables["zh-CN"]["frame_image"] == SENTENCES["frame.image"][1]
    assert len(tables["en"]) == len(tables["zh"]) < len(SENTENCES) / 2


@pytest.mark.parametrize(
    ("cookies", "accept", "lang"),
    [({"lang": "zh-CN"}, "en", "zh"), ({}, "zh-TW,en", "zh"), ({"lang": "en"}, "zh", "en"), ({}, "fr", "en")],
)
def test_the_switch_goes_before_the_browsers_language(cookies, accept, lang):
    request = SimpleNamespace(headers={"accept-language": accept}, cookies=cookies)
    assert language(request) == lang


def _serve(app, path="/", query=b"", accepted=b"br"):
    sent = []

    async def send(message):
        sent.append(message)

    headers = [(b"accept-encoding", accepted), (b"accept-language", b"zh")]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query, "headers": headers}
    with ThreadPoolExecutor(1) as apart:  # the browser tests leave a loop running in this thread
        apart.submit(asyncio.run, app(scope, None, send)).result()
    return sent


def _answer(content_type, *bodies):
    async def app(scope, receive, send):
        assert all(key != b"accept-encoding" for key, _ in scope["headers"]) or scope["path"].startswith("/assets")
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", content_type)]})
        for index, body in enumerate(bodies):
            await send({"type": "http.response.body", "body": body, "more_body": index < len(bodies) - 1})

    return app


def test_the_early_script_stands_first_in_the_head_nobody_translates_and_the_length_is_right():
    start, body = _serve(EarlyScript(_answer(b"text/html", b"<html><he", b"ad><title>"), b"SCRIPT"))
    assert body["body"] == b'<html translate="no"><head>SCRIPT<title>'
    assert dict(start["headers"])[b"content-length"] == str(len(body["body"])).encode()


def test_a_view_alone_is_marked_so_before_its_scripts_come():
    app = EarlyScript(_answer(b"text/html", b"<html><head>"), b"SCRIPT")
    page, embedded = (_serve(app, "/", query)[1]["body"] for query in (b"tab=train", b"tab=train&embed=1"))
    assert page == b'<html translate="no"><head>SCRIPT'
    assert embedded.startswith(b'<html translate="no" data-embed><head>SCRIPT<style>')


def test_a_page_says_before_its_scripts_come_what_to_do_where_they_do_not():
    page = b"<html><head></head><body><gradio-app></gradio-app>"
    _, body = _serve(EarlyScript(_answer(b"text/html", page)))
    before, _, after = body["body"].partition(b"<gradio-app>")
    assert say("frame.blank", "zh") in before.decode()
    assert after == b"</gradio-app>"


@pytest.mark.parametrize(
    ("path", "query", "lang"),
    [
        ("/", b"", "zh"),
        ("/", b"lang=en", "en"),
        ("/", b"__theme=dark", "zh"),
        ("/", b"image=bag", None),
        ("/", b"lang=en&tab=guide", None),
        ("/other", b"", None),
    ],
)
def test_the_first_view_stands_in_the_page_that_begins_as_for_everybody_and_begins_its_scripts(path, query, lang):
    script = b'<script type="module" crossorigin src="./a.js"></script>'
    app = EarlyScript(_answer(b"text/html", b"<head>" + script + b"<gradio-app>"), b"", first="FIRST {}".format)
    body = _serve(app, path, query)[1]["body"].decode()
    assert [f"FIRST {one}" in body for one in ("en", "zh")] == [lang == "en", lang == "zh"]
    assert (script.decode() in body) == (lang is None)
    assert ('<link rel="modulepreload" crossorigin href="./a.js" data-later>' in body) == (lang is not None)


def test_a_page_is_compressed_for_a_browser_that_takes_it():
    start, body = _serve(EarlyScript(_answer(b"text/html", b"<head>"), b"SCRIPT"), accepted=b"gzip, br")
    assert gzip.decompress(body["body"]) == b"<head>SCRIPT"
    assert dict(start["headers"])[b"content-encoding"] == b"gzip"


def test_the_first_view_states_the_finding_and_another_question_has_none():
    one = replace(QUESTION, lang="en")
    args = Repository(), one, classify.TAB.first, ["classify", "guide"], []
    assert headline(classify_view(*args[:2]), "en")[0] in first_paint(*args)
    assert first_paint(args[0], replace(one, picture="example:bag"), *args[2:]) == ""


def test_other_answers_pass_through_unchanged():
    assert _serve(EarlyScript(_answer(b"application/json", b"{}")))[1]["body"] == b"{}"
    assert _serve(EarlyScript(_answer(b"text/html", b"<head>")), "/assets/x")[1]["body"] == b"<head>"


def test_numbers_read_well():
    assert [number(v) for v in (-0.0042, 4.7512, 12345.0, 0.00001)] == ["−0.0042", "4.75", "12,345", "1.0e−5"]
    assert [signed(v) for v in (1.169, -1.169)] == ["+1.17", "−1.17"]
    assert [percent(v) for v in (0.957, 0.99999, 0.00001)] == ["95.7%", "> 99.9%", "< 0.1%"]


@pytest.mark.parametrize(("branch", "side"), [("1x1", 6), ("3x3", 12), ("5x5", 20), ("7x7dbl", 20)])
def test_a_paths_mark_is_as_wide_as_its_kernel(branch, side):
    assert f'width="{side}"' in kernel(branch)
