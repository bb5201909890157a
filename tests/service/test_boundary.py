"""What a stranger must not reach: files of the machine, other hosts, routes that nobody needs, another's picture."""

import random
import socket
import string
import threading
from urllib.parse import quote

import httpx
import pytest

from googlenet.app.shell.repository import SHIPPED
from tests.picture_files import SCENE, encoded
from tests.service.caller import EXAMPLE, Refused

ROOTS = ("/etc/passwd", "/proc/self/environ", "/etc/hostname", "app.py", "README.md", "runs", ".git/config", "assets")
WAYS = (
    lambda p: p,
    lambda p: "/" + p.lstrip("/"),
    lambda p: "//" + p.lstrip("/"),
    lambda p: "../" * 12 + p.lstrip("/"),
    lambda p: "..%2f" * 12 + quote(p.lstrip("/"), safe=""),
    lambda p: quote(p, safe=""),
    lambda p: quote(quote(p, safe=""), safe=""),
    lambda p: p + "%00.png",
    lambda p: "CACHE" + "/.." * 12 + "/" + p.lstrip("/"),
    lambda p: p.upper(),
    lambda p: "./" + p,
    lambda p: "\\\\host\\share\\" + p,
    lambda p: "file://" + p,
    lambda p: "static/" + p,
)
ROUTES = ("/file=", "/file/", "/static/", "/assets/", "/proxy=", "/stream/", "/custom_component/")


@pytest.mark.parametrize("route", ROUTES)
def test_no_file_of_the_machine_is_served(app, route):
    with httpx.Client(timeout=20) as http:
        for mount in ("/gradio_api", ""):
            for root in ROOTS:
                for way in WAYS:
                    path = way(root).replace("CACHE", str(app.folder / "cache"))  # where uploads are, and up from there
                    # As it stands: httpx would take ".." out of an address.
                    answer = http.get(app.url, extensions={"target": f"{mount}{route}{path}".encode()})
                    assert answer.status_code in {307, 400, 403, 404, 405, 422}, (route, way(root), answer.status_code)
                    assert not answer.has_redirect_location or answer.headers["location"].startswith(app.url)


@pytest.fixture
def listener():
    """A server of another host, as far as the app knows, that notes whether anybody comes."""
    came = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        stopped = threading.Event()

        def wait():
            while not stopped.is_set():
                try:
                    connection, _ = server.accept()
                except OSError:
                    continue
                came.append(connection)
                connection.close()

        thread = threading.Thread(target=wait)
        thread.start()
        yield server.getsockname()[1], came
        stopped.set()
        thread.join()


def test_no_address_is_ever_fetched(app, caller, listener):
    port, came = listener
    hosts = ("127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f000001", "127.1", "a.b@127.0.0.1")
    addresses = [f"{scheme}://{host}:{port}/a.png" for scheme in ("http", "https", "HTTP", "ftp") for host in hosts]
    addresses += [
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "//127.0.0.1/a",
    ]
    meta = {"_type": "gradio.FileData"}
    for address in addresses:
        for image in (
            address,
            {"path": address},
            {"path": address, "meta": meta},
            {"path": "a", "url": address, "meta": meta},
        ):
            with pytest.raises(Refused):
                caller("classify", image)
        for path in (f"/file={address}", f"/proxy={address}", f"/proxy%3D{quote(address, safe='')}"):
            assert caller.http.get(path).status_code in {400, 403, 404}, path
    assert came == []
    assert app.outside_calls() == []


def test_a_path_is_a_picture_only_where_uploads_lie(caller, tmp_path):
    inside = tmp_path / "picture.png"
    inside.write_bytes(encoded(SCENE, "PNG"))
    sent = caller.upload(encoded(SCENE, "PNG"))["path"]
    assert caller("classify", {"path": sent})["labels"]
    for path in (str(inside), f"{sent}/../../../../..{inside}", "/etc/passwd", "\0", "", ".", "/" * 3000):
        for image in ({"path": path}, {"path": path, "meta": {"_type": "gradio.FileData"}}):
            with pytest.raises(Refused) as refused:
                caller("classify", image)
            assert "root:" not in refused.value.sentence


def test_what_nobody_needs_is_closed(app):
    routes = (
        *("/gradio_api/vibe-edit", "/gradio_api/vibe-code", "/gradio_api/run/classify", "/gradio_api/api/classify"),
        *("/gradio_api/process_recording", "/gradio_api/proxy=http://127.0.0.1", "/gradio_api/run-history/records"),
        *("/gradio_api/runs", "/gradio_api/dev/reload", "/monitoring", "/monitoring/summary", "/gradio_api/deep_link"),
        *("/gradio_api", "/gradio_api/profiling/traces", "/login", "/pwa_icon/100000"),
    )
    for route in routes:
        for method in ("GET", "POST"):
            assert httpx.request(method, app.url + route, json={}).status_code == httpx.codes.NOT_FOUND, route


def test_the_name_of_an_upload_says_nothing_to_who_has_not_the_pixels(app, caller):
    """Two pictures, two folders of 256 bits; the folders above are not listed."""
    one, other = (caller.upload(encoded(SCENE.rotate(turn), "PNG"))["path"].split("/")[-2] for turn in (0, 90))
    assert one != other
    assert len(one) == 64
    assert not set(one) - set("0123456789abcdef")
    cache = app.folder / "cache"
    assert (cache / one).is_dir()
    for above in (f"/file={cache}", f"/file={cache}/", f"/file={cache}/{one}"):
        assert caller.http.get(above).status_code in {403, 404}


WRONG = (
    *(
        None,
        True,
        False,
        0,
        -1,
        10**30,
        -(10**30),
        1e308,
        float(2**63),
        "",
        "x" * 10_000,
        "\0",
        "\u202e",
        "../../etc/passwd",
    ),
    *(
        [],
        [[]],
        [None],
        {},
        {"": ""},
        {"path": 5},
        {"path": ["a"]},
        {"__class__": 1},
        {"meta": {"_type": "gradio.FileData"}},
    ),
    *(
        ["a"] * 500,
        {"path": "/etc/passwd"},
        "file:///etc/passwd",
        "${jndi:ldap://a}",
        "{0.__class__}",
        "%s%n",
        "run:..",
        "run:",
    ),
    *(
        "example:",
        "example:../../app.py",
        "data:",
        "data:image/png;base64,",
        "data:,",
        EXAMPLE,
        SHIPPED,
        "inception4c",
        "5x5",
    ),
)


@pytest.fixture(scope="module")
def described(caller):
    return caller.http.get("/info").json()["named_endpoints"]


NAMES = (
    "ablate",
    "branches",
    "classify",
    "evidence",
    "exemplars",
    "flow",
    "importance",
    "methods",
    "models",
    "runs",
    "summary",
)


@pytest.mark.parametrize("name", [*NAMES, "attribute"])
def test_each_endpoint_answers_anything_with_an_answer_or_one_sentence(caller, described, name):
    rng, width = random.Random(name), len(described[f"/{name}"]["parameters"])
    good = {"image": EXAMPLE, "network": SHIPPED}
    order = [one["parameter_name"] for one in described[f"/{name}"]["parameters"]]
    many = []
    for number in range(60 if width else 5):
        values = [good.get(one) if rng.random() < 0.6 and one in good else rng.choice(WRONG) for one in order]
        many.append(values[: rng.randint(0, width)] if number % 5 == 0 else values + [1] * (number % 31 == 0))
    for arguments, (kind, value) in zip(many, caller.outcomes(name, many), strict=True):
        if kind == "sentence":
            assert value, arguments
            assert "\n" not in value
            assert "our side" not in value, (arguments, value)


def test_what_is_no_request_at_all_is_refused_in_words(caller):
    rng = random.Random(0)
    bodies = [
        b"",
        b"{",
        b"[]",
        b'"x"',
        b"{}",
        b'{"data": 5}',
        b'{"data": [' + b"[" * 5000,
        b"\xff\xfe",
        b'{"data": [NaN]}',
    ]
    bodies += [bytes(rng.choices(string.printable.encode(), k=50)) for _ in range(20)]
    for route in (
        "/call/classify",
        "/queue/join",
        "/component_server",
        "/cancel",
        "/upload",
        "/reset",
        "/call/v2/classify",
    ):
        for body in bodies:
            answer = caller.http.post(route, content=body, headers={"content-type": "application/json"})
            assert answer.status_code < 500, (route, body, answer.text[:100])
            if answer.status_code >= 400:
                told = answer.json()["detail"]
                assert isinstance(told, str), (route, body, told)
                assert told, (route, body)
                assert "\n" not in told, (route, body)
    for wrong in (
        {"fn_index": 10**9, "data": [], "session_hash": "a"},
        {"fn_index": -1, "data": [], "session_hash": "a"},
    ):
        assert caller.http.post("/queue/join", json=wrong).status_code < 500
    for name in ("nothing", "../classify", "classify%00", "a" * 3000):
        assert caller.http.post(f"/call/{name}", json={"data": []}).status_code in {404, 405}
    assert (
        caller.http.post(
            "/component_server", json={"component_id": 1, "fn_name": "__init__", "session_hash": "a"}
        ).status_code
        < 500
    )
