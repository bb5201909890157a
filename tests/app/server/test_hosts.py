"""Who may ask a server of one's own, and who one that strangers share: each header by itself."""

import asyncio

import pytest

from googlenet.app.server.hosts import CONTENT_POLICY, HostsMiddleware, host_in

HERE = "127.0.0.1:7860"
SETTINGS = (
    "SPACE_ID",
    "GOOGLENET_PUBLIC",
    "GOOGLENET_PROXY",
    "GOOGLENET_HOSTS",
    "GOOGLENET_EMBED",
    "GRADIO_SERVER_NAME",
)


@pytest.fixture(autouse=True)
def plain(monkeypatch):
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("socket.gethostname", lambda: "Workshop.lan")


class Inner:
    """Answers a page as Gradio does to other sites, and remembers what it was asked."""

    async def __call__(self, scope, receive, send):
        self.scope = scope
        origin = dict(scope["headers"]).get(b"origin", b"")
        headers = [(b"content-type", b"text/html; charset=utf-8"), (b"access-control-allow-origin", origin)]
        headers.append((b"access-control-allow-credentials", b"true"))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"through"})


def ask(*headers, method="GET", kind="http", inner=None, path="/", query=b""):
    """The messages that come back for (name, value) headers."""
    scope = {
        "type": kind,
        "method": method,
        "path": path,
        "scheme": "https" if kind == "http" else "wss",
        "query_string": query,
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers],
    }
    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(HostsMiddleware(inner or Inner())(scope, None, send))
    return sent


def status(*headers, **more):
    return ask(*headers, **more)[0]["status"]


KNOWN = (
    *("localhost", "LOCALHOST:7860", "127.0.0.1", "127.0.0.1:1", "0.0.0.0:7860", "192.168.1.20:7860", "203.0.113.7"),
    *("[::1]:7860", "[::1]", "[fe80::1]", "[2001:db8::7]:80", "workshop", "workshop.local:7860", "Workshop.lan"),
)
STRANGE = (
    *("evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "evil.example:7860", "evil.example.", "localhost."),
    *(
        "user@localhost",
        "localhost@evil.example",
        "localhost:7860@evil.example",
        "localhost/evil",
        "evil.example#localhost",
    ),
    *(
        "l\xf6calhost",
        "xn--lcalhost-n4a",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "127.0.0.1.",
        "[::1",
        "::1",
    ),
    *(
        "[127.0.0.1]",
        "[::1%25eth0]",
        "",
        " ",
        "localhost evil.example",
        "localhost,evil.example",
        "workshop.evil.example",
    ),
    *("null", "http://localhost", "localhost:a"),
)


@pytest.mark.parametrize("host", KNOWN)
def test_a_server_of_one_s_own_is_asked_by_address_or_by_its_names(host):
    assert status(("host", host)) == 200
    assert status(("host", host), ("origin", f"http://{host}"), method="POST") == 200


@pytest.mark.parametrize("host", STRANGE)
def test_another_host_is_refused(host):
    assert status(("host", host)) == 403
    assert status(("host", host), ("origin", f"http://{host}"), method="POST") == 403


def test_no_host_and_two_of_them_are_refused():
    assert status() == 403
    assert status(("host", HERE), ("host", "evil.example")) == 403
    assert status(("host", HERE), ("host", HERE)) == 403


@pytest.mark.parametrize("host", [*STRANGE, "8.8.8.8", "[2606:4700::1111]"])
def test_another_site_s_page_may_not_ask(host):
    """A public address may be anybody's page."""
    for origin in (f"http://{host}", f"https://{host}:7860"):
        assert status(("host", HERE), ("origin", origin), method="POST") == 403


@pytest.mark.parametrize(
    "origin", ["null", "", "file://", "data:", "about:blank", "chrome-extension://abcdefghijklmnop"]
)
def test_a_page_of_nowhere_may_not_ask(origin):
    assert status(("host", HERE), ("origin", origin)) == 403
    assert status(("host", HERE), ("origin", f"http://{HERE}"), ("origin", origin)) == 403


@pytest.mark.parametrize(
    "origin", ["http://localhost:3000", "https://workshop.local", "http://192.168.1.20", "http://[::1]"]
)
def test_pages_of_this_machine_and_network_may_ask(origin):
    assert status(("host", HERE), ("origin", origin), method="POST") == 200
    assert status(("host", "8.8.8.8:7860"), ("origin", "https://8.8.8.8"), method="POST") == 200


def test_across_sites_without_an_origin_only_a_link_leads_here():
    here, foreign = ("host", HERE), ("sec-fetch-site", "cross-site")
    assert status(here, foreign, ("sec-fetch-mode", "navigate")) == 200
    for mode in ("navigate", "no-cors"):  # a form, as older browsers send it
        assert status(here, foreign, ("sec-fetch-mode", mode), method="POST") == 403
    assert status(here, foreign, ("sec-fetch-mode", "no-cors")) == 403  # <img>, <script>
    for own in ("same-origin", "same-site", "none"):
        assert status(here, ("sec-fetch-site", own), method="POST") == 200


def test_names_that_the_server_was_told_are_known(monkeypatch):
    monkeypatch.setenv("GOOGLENET_HOSTS", " net.school.example, Lab:7860,")
    monkeypatch.setenv("GRADIO_SERVER_NAME", "bench.example")
    for host in ("net.school.example", "NET.school.example:443", "lab", "bench.example:7860"):
        assert status(("host", host), ("origin", f"https://{host}")) == 200
    assert status(("host", "school.example")) == 403
    assert status(("host", "")) == 403


@pytest.mark.parametrize("setting", [("SPACE_ID", "a/b"), ("GOOGLENET_PUBLIC", "1")])
def test_where_strangers_share_the_server_everybody_may_ask_without_credentials(monkeypatch, setting):
    monkeypatch.setenv(*setting)
    start, _ = ask(("host", "a-b.hf.space"), ("origin", "https://evil.example"), method="POST")
    headers = dict(start["headers"])
    assert start["status"] == 200
    assert headers[b"access-control-allow-origin"] == b"*"
    assert b"access-control-allow-credentials" not in headers


def test_no_answer_of_a_server_of_one_s_own_carries_credentials():
    for origin in ("http://localhost:3000", "https://evil.example"):
        start, _ = ask(("host", HERE), ("origin", origin))
        headers = dict(start["headers"])
        assert b"access-control-allow-credentials" not in headers
        assert headers.get(b"access-control-allow-origin") in (None, b"http://localhost:3000")


FORWARDED = (
    ("x-forwarded-host", "net.example"),
    ("x-forwarded-proto", "https"),
    ("x-gradio-server", "http://net.example"),
)


@pytest.mark.parametrize(
    ("settings", "kept", "scheme"),
    [
        ({}, set(), "http"),
        ({"GOOGLENET_PUBLIC": "1"}, set(), "http"),
        ({"GOOGLENET_PROXY": "1", "GOOGLENET_HOSTS": "net.example"}, {"host", "proto"}, "https"),
        ({"SPACE_ID": "a/b"}, {"host", "proto"}, "https"),
    ],
)
def test_a_proxy_is_believed_only_where_one_was_announced(monkeypatch, settings, kept, scheme):
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    inner = Inner()
    ask(("host", HERE), *FORWARDED, ("x-forwarded-for", "8.8.8.8"), inner=inner)
    names = {name.decode() for name, _ in inner.scope["headers"]}
    assert names == {"host", "x-forwarded-for", *(f"x-forwarded-{one}" for one in kept)}
    assert inner.scope["scheme"] == scheme


def test_what_a_proxy_says_is_a_host_like_another(monkeypatch):
    monkeypatch.setenv("GOOGLENET_PROXY", "1")
    monkeypatch.setenv("GOOGLENET_HOSTS", "net.example")
    through = ("x-forwarded-host", "net.example, inner")
    assert status(("host", HERE), through, ("origin", "https://net.example"), method="POST") == 200
    assert status(("host", HERE), ("x-forwarded-host", "evil.example")) == 403
    assert status(("host", "evil.example"), through) == 403  # its own page writes such a header easily


def test_the_refusal_is_one_sentence_in_the_visitor_s_language_for_programs_and_people():
    host, chinese = ("host", "evil.example"), ("accept-language", "zh-CN")
    for more, words in (((), "set up to answer"), ((chinese,), "未设置为响应")):
        start, body = ask(host, *more)
        assert dict(start["headers"])[b"content-type"] == b"application/json"
        assert words in body["body"].decode()
        page = ask(host, ("accept", "text/html,*/*"), *more)[1]["body"].decode()
        assert words in page
        for text in (body["body"].decode(), page):
            assert "GOOGLENET_HOSTS" in text
            assert "evil.example" in text
    assert "<script" not in ask(("host", "<script>"), ("accept", "text/html"))[1]["body"].decode()


def test_a_socket_of_another_site_is_closed_before_it_opens():
    assert ask(("host", "evil.example"), kind="websocket") == [{"type": "websocket.close", "code": 1008}]


def test_pages_say_what_they_may_load_and_where_they_may_be_framed():
    start, _ = ask(("host", HERE))
    assert dict(start["headers"])[b"content-security-policy"].decode() == CONTENT_POLICY
    rules = dict(rule.split(" ", 1) for rule in CONTENT_POLICY.split("; "))
    assert rules["frame-ancestors"] == "'self' https://huggingface.co https://*.hf.space"
    assert rules["object-src"] == "'none'"
    assert rules["base-uri"] == rules["form-action"] == rules["connect-src"] == "'self'"
    assert "http" not in CONTENT_POLICY.partition("frame-ancestors")[0]  # nothing of others


@pytest.mark.parametrize(
    ("settings", "more"),
    [
        ({}, []),
        ({"GOOGLENET_PUBLIC": "1"}, ["*"]),
        ({"SPACE_ID": "a/b"}, ["*"]),
        ({"SPACE_ID": "a/b", "GOOGLENET_EMBED": "0"}, []),
        (
            {"GOOGLENET_EMBED": "https://school.example, *.school.example:8000 x;script-src"},
            ["https://school.example", "*.school.example:8000"],
        ),
    ],
)
def test_only_a_view_alone_may_be_framed_by_more_sites(settings, more, monkeypatch):
    for name, value in settings.items():
        monkeypatch.setenv(name, value)

    def framed_by(query, path="/"):
        start, _ = ask(("host", HERE), path=path, query=query)
        return dict(start["headers"])[b"content-security-policy"].decode().partition("frame-ancestors ")[2].split()

    everywhere = framed_by(b"")
    assert len(everywhere) == 3
    assert framed_by(b"tab=branches&embed=1") == everywhere + more
    for other in (b"embed=0", b"embed=1&embed=0", b"embed=0&embed=1", b"embed", b"xembed=1"):
        assert framed_by(other) == everywhere
    assert framed_by(b"embed=1", "/gradio_api/x") == everywhere


def test_a_host_is_read_without_its_port():
    assert [host_in(one) for one in ("A.b:80", "[::1]:80", "a:b:c", "a@b", "")] == ["a.b", "::1", "", "", ""]
