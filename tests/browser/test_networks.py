"""Other networks than the one that ships: chosen in the side panel, answered in every tab; ImageNet's weights fetched."""

import pytest
from playwright.sync_api import Page, expect

from googlenet.app.shell.repository import network_label
from googlenet.networks.registry import NETWORKS
from googlenet.text import say
from tests.browser.driver import serve
from tests.browser.pages import Visitor, headline, open_tab, wait_for_another_headline, wait_until_complete

V3 = NETWORKS["inception_v3"]
GOOGLENET, V3_IMAGENET = "googlenet_torchvision.imagenet1k_v1", "inception_v3.imagenet1k_v1"


def choose(page: Page, name: str) -> None:
    """Chooses a network in the side panel, as a person does."""
    box = page.get_by_role("listbox", name=say("frame.network")).or_(
        page.get_by_label(say("frame.network"), exact=True)
    )
    box.first.click()
    page.get_by_role("option", name=network_label(name, "en"), exact=True).click()


def test_inception_v3_is_chosen_and_every_tab_answers_path_by_path(visitor):
    page = visitor.open("?methods=saliency,layer_grad_cam")
    wait_until_complete(page)
    before = headline(page)
    choose(page, "inception_v3.untrained")
    wait_for_another_headline(page, before)
    expect(page.locator(".notice")).to_contain_text("random weights")
    paths = [name for name, _ in V3.blocks[-1].branches]
    expect(page.locator("#classify .waterfall-row:not(.thin)")).to_have_count(len(paths))

    open_tab(page, "branches")
    tiles = page.locator("#branch-map .cell[data-branch]")
    expect(tiles).to_have_count(sum(len(block.branches) for block in V3.blocks))
    rows = {name for block in V3.blocks for name, _ in block.branches}
    expect(page.locator("#branch-map .names .path")).to_have_count(len(rows))
    expect(page.locator("#legend .path")).to_have_count(len(rows))
    page.locator('#branch-map .cell[data-block="Mixed_7c"][data-branch="3x3"]').click()
    expect(page.locator("#branch-sheet [data-channel]")).to_have_count(768)  # Szegedy et al. 2016: 384 and 384

    open_tab(page, "attributions")
    for method in ("saliency", "layer_grad_cam"):
        page.locator(f"#attributions-methods figure[data-method={method}] > .pic > .heat").wait_for()
    expect(page.locator("#attributions-methods .parts button")).to_have_count(len(paths))


@pytest.fixture(scope="module")
def with_imagenet(chromium, tmp_path_factory):
    with serve(tmp_path_factory.mktemp("imagenet"), program="tests/browser/imagenet_app.py") as server:
        yield server


@pytest.fixture
def guest(chromium, with_imagenet):
    visitor = Visitor(chromium, with_imagenet.url)
    yield visitor
    visitor.leave()
    assert "Traceback" not in with_imagenet.log(), with_imagenet.log()
    assert not visitor.complaints
    assert not with_imagenet.outside_calls()


def test_offline_one_sentence_and_the_network_before_stays(guest):
    page = guest.open()
    wait_until_complete(page)
    before = headline(page)
    choose(page, V3_IMAGENET)
    expect(page.get_by_text("cannot be reached")).to_be_visible()
    expect(page.get_by_label(say("frame.network"), exact=True).first).to_have_value(
        network_label("googlenet_bn.fashion_mnist", "en")
    )
    assert headline(page) == before


def test_a_photo_gets_the_network_that_knows_photos_one_click_away(guest, with_imagenet):
    page = guest.open()
    wait_until_complete(page)
    before = headline(page)
    page.locator('[data-example="example:cat"]').click()
    wait_for_another_headline(page, before)
    before = headline(page)
    page.locator("#classify [data-network]").click()
    page.locator("#classify-fetching progress").wait_for()
    (with_imagenet.folder / "seen").touch()  # the rest may come
    wait_for_another_headline(page, before)
    expect(page.get_by_text("1,000 ImageNet classes")).to_be_visible()
    expect(page.locator("#classify [data-network]")).to_have_count(0)
    expect(page.get_by_label(say("frame.prepare"))).to_have_count(0)
    expect(page.locator("#classify [data-try=photo]")).to_contain_text("1,000 classes")
    expect(page.locator("#classify .waterfall-row:not(.thin)").nth(2)).to_contain_text("3×3 (where the paper has 5×5)")
