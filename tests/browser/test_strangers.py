"""Where strangers share one server: neither sees the other's run or picture."""

import shutil

import pytest
from playwright.sync_api import expect

from googlenet.common.files import ASSETS
from googlenet.common.owners import hash_of
from googlenet.text import say
from tests.browser.driver import serve
from tests.browser.pages import Visitor, open_tab, upload, wait_until_complete

SHIPPED = ASSETS / "weights" / "googlenet_bn.fashion_mnist"
MINE = '#train-runs [data-act=show][data-run="run:mine"]'


@pytest.fixture
def public(chromium, tmp_path, monkeypatch):
    """Visitors of a server of its own."""
    monkeypatch.setenv("GOOGLENET_PUBLIC", "1")
    with serve(tmp_path) as server:
        visitor = Visitor(chromium, server.url)
        yield visitor, server
        visitor.leave()
        assert "Traceback" not in server.log()
    assert not visitor.complaints


def put_run(folder, token):
    """A run of whoever has `token`, with the weights that ship."""
    run = folder / "runs" / "mine"
    run.mkdir(parents=True)
    for ending, name in (
        ("json", "config.json"),
        ("safetensors", "last.safetensors"),
        ("metrics.jsonl", "metrics.jsonl"),
    ):
        shutil.copy(f"{SHIPPED}.{ending}", run / name)
    (run / "owner").write_text(hash_of(token), encoding="ascii")


def test_a_stranger_sees_neither_run_nor_picture(public):
    visitor, server = public
    page = visitor.open("?lang=en")
    wait_until_complete(page)
    put_run(server.folder, page.evaluate("gnOwner()"))
    open_tab(page, "train")
    page.locator(MINE).wait_for()

    open_tab(page, "classify")
    upload(page, "bag.png", (ASSETS / "examples" / "bag.png").read_bytes())
    expect(page.locator("#tab-classify h1")).to_contain_text("Bag")

    other = visitor.open("?lang=en&network=run:mine")
    wait_until_complete(other)
    told = say("link.unknown", "en", parts=say("link.network", "en"))
    other.locator(".toast-body").filter(has_text=told).wait_for()
    open_tab(other, "train")
    other.locator("#train-runs").wait_for()
    wait_until_complete(other)
    expect(other.locator(MINE)).to_have_count(0)
    network = other.get_by_role("combobox", name=say("frame.network"), exact=True)
    network.click()
    expect(other.get_by_role("option", name=say("frame.run", name="mine"))).to_have_count(0)
    open_tab(other, "classify")
    expect(other.locator("#tab-classify h1")).to_contain_text("Ankle boot")
