"""Presses quicker than the answers: none is lost, the control shows each at once, the last one wins, one event a press."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from googlenet.app.shell.repository import network_label
from googlenet.app.tabs.guide.steps import STEPS
from googlenet.common.files import ASSETS
from googlenet.text import say
from tests.browser.driver import serve
from tests.browser.pages import (
    TABS,
    Visitor,
    headline,
    open_section,
    open_tab,
    upload,
    wait_for_another_headline,
    wait_until_complete,
)

TILES = [
    ("inception3a", "1x1"),
    ("inception3b", "3x3"),
    ("inception4a", "5x5"),
    ("inception4c", "pool"),
    ("inception5b", "1x1"),
]


@pytest.fixture(scope="module")
def slow(chromium, tmp_path_factory):
    with serve(tmp_path_factory.mktemp("slow"), program="tests/browser/slow_app.py") as server:
        yield server


@pytest.fixture
def page(chromium, slow):
    visitor = Visitor(chromium, slow.url)
    page = visitor.open()
    wait_until_complete(page)
    yield page
    visitor.leave()
    assert not visitor.complaints, visitor.complaints
    assert "Traceback" not in slow.log(), slow.log()


def passes(slow) -> int:
    """How many forward passes there were."""
    file = slow.folder / "passes.txt"
    return len(file.read_text().splitlines()) if file.exists() else 0


def press(page: Page, *selectors: str, ms: int) -> None:
    """Presses one after another without waiting for anything but the clock; in the page, so that nothing delays it."""
    page.evaluate(
        """async ([selectors, ms]) => {
            for (const one of selectors) { document.querySelector(one).dispatchEvent(new MouseEvent('click', {bubbles: true, detail: 1})); await new Promise(next => setTimeout(next, ms)); }
        }""",
        [selectors, ms],
    )


def settled(page: Page) -> None:
    """Until nothing is asked for any more; a tab that is opened asks a moment later."""
    page.wait_for_timeout(50)
    page.wait_for_function("() => Object.values(gnTabs).every(one => one.isIdle())")


def branches(page: Page) -> None:
    open_tab(page, "branches")
    page.locator("#branch-map .cell").first.wait_for()
    page.locator("#branch-map [data-fill]").first.wait_for()
    settled(page)


@pytest.mark.parametrize("ms", [100, 350])
def test_five_tiles_pressed_quickly_are_five_tiles_off(page, ms):
    branches(page)
    page.locator("#branch-map [data-press=off]").click()
    tiles = [f'#branch-map .cell[data-block="{block}"][data-branch="{branch}"]' for block, branch in TILES]
    jumps = page.evaluate_handle(
        """tiles => { // how often a tile that was pressed is not off in a frame that is painted
            const seen = {jumps: 0}, was = new Set();
            const look = () => {
                for (const one of tiles) {
                    const isOff = document.querySelector(one).classList.contains('off');
                    if (was.has(one) && !isOff) seen.jumps += 1;
                    if (isOff) was.add(one);
                }
                requestAnimationFrame(() => setTimeout(look)); // what has been painted
            };
            look();
            return seen;
        }""",
        tiles,
    )
    first = page.evaluate(
        """async tile => { // an older answer is drawn after the press
            document.querySelector(tile).dispatchEvent(new MouseEvent('click', {bubbles: true, detail: 1}));
            document.querySelector(tile).classList.remove('off');
            await new Promise(requestAnimationFrame);
            return document.querySelector(tile).classList.contains('off');
        }""",
        tiles[0],
    )
    assert first
    press(page, *tiles[1:], ms=ms)
    settled(page)
    expect(page.locator("#branch-map .cell.off")).to_have_count(5)
    expect(page.locator("#branch-map h1")).to_contain_text("5 ")
    assert all(f"{block}.{branch}" in page.url for block, branch in TILES)
    assert jumps.evaluate("seen => seen.jumps") == 0
    press(page, *tiles, ms=ms)
    settled(page)
    expect(page.locator("#branch-map .cell.off")).to_have_count(0)


@pytest.mark.parametrize("ms", [100, 500, 1500])
def test_mean_then_zero_ends_on_zero(page, ms):
    branches(page)
    fill = "#branch-map [data-fill={}]"
    press(page, fill.format("mean"), ms=ms)
    page.wait_for_selector(fill.format("zero"))
    press(page, fill.format("zero"), ms=0)
    settled(page)
    expect(page.locator(fill.format("zero"))).to_have_attribute("aria-checked", "true")
    expect(page.locator(fill.format("mean"))).to_have_attribute("aria-checked", "false")
    assert "fill=" not in page.url  # zero is where everybody begins


def test_a_step_pressed_while_another_is_computed_is_reached(page):
    open_tab(page, "guide")
    page.locator("#guide-step .view.guide").wait_for()
    press(page, *(f'.steps [data-step="{step}"]' for step in (9, 7, 10)), ms=50)
    expect(page.locator('.steps [aria-current="step"]')).to_have_attribute("data-step", "10")  # at once
    settled(page)
    expect(page.locator("#guide-step .view.guide")).to_have_attribute("data-step", "10")
    assert STEPS[10].key == "findings"
    page.locator("#guide-step h1").focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    settled(page)
    expect(page.locator("#guide-step .view.guide")).to_have_attribute("data-step", "7")


def test_two_pictures_chosen_quickly_never_share_the_view(page):
    open_tab(page, "attributions")
    page.locator("#attributions-methods figure").first.wait_for()
    settled(page)
    seen = page.evaluate_handle(
        """() => { // (headline, whether maps are there, which picture they lie over) of every frame
            const seen = [];
            const look = () => {
                const maps = [...document.querySelectorAll('#attributions-methods figure > .pic')];
                const photo = one => getComputedStyle(one, '::before').backgroundImage;
                seen.push([document.querySelector('#attributions-head h1')?.textContent ?? '', [...new Set(maps.map(photo))]]);
                requestAnimationFrame(() => setTimeout(look)); // what has been painted
            };
            look();
            return seen;
        }"""
    )
    before = headline(page)
    press(page, '[data-example="example:coat"]', '[data-example="example:bag"]', ms=300)
    expect(page.locator('[data-example="example:bag"]')).to_have_attribute("aria-pressed", "true")
    settled(page)
    page.locator("#attributions-methods figure").nth(3).wait_for()
    assert headline(page) != before
    pairs = {(title, photo) for title, photos in seen.json_value() for photo in photos}
    titles = {title for title, _ in pairs}
    assert len(pairs) == len(titles), pairs  # one picture under each headline
    assert all(len(photos) <= 1 for _, photos in seen.json_value())


def test_controls_of_attributions_keep_every_press(page):
    open_tab(page, "attributions")
    page.locator("#attributions-methods figure").first.wait_for()
    settled(page)
    method = '#attributions-tools button[data-method="{}"]'
    names = ("saliency", "integrated_gradients", "occlusion")
    page.locator(method.format(names[0])).wait_for(state="attached")
    press(page, *map(method.format, names), ms=60)
    settled(page)
    for name in names:
        expect(page.locator(method.format(name))).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#attributions-methods figure")).to_have_count(1)
    assert not any(name in page.url.partition("methods=")[2].partition("&")[0].split(",") for name in names)


def test_choices_of_architecture_and_of_the_study_keep_every_press(page):
    open_tab(page, "architecture")
    page.locator("#architecture-board svg.arch").wait_for()
    settled(page)
    open_section(page, "tables")
    parts = '#architecture-board svg.arch g[role=button][data-block="{}"]'
    press(page, parts.format("inception3a"), "button[data-table=layers]", parts.format("inception4c"), ms=60)
    settled(page)
    expect(page.locator("button[data-table=layers]")).to_have_attribute("aria-checked", "true")
    expect(page.locator(f'{parts.format("inception4c")}[aria-pressed="true"]').first).to_be_visible()
    open_tab(page, "study")
    page.locator("#study-finding button[data-do]").first.wait_for()
    open_section(page, "sees")
    settled(page)
    press(page, *(f'#study-sees button[data-do=image][data-to="{one}"]' for one in (1, 2)), ms=40)
    settled(page)
    expect(page.locator('#study-sees button[data-do=image][data-to="2"]')).to_have_attribute("aria-checked", "true")


def test_a_picture_and_a_class_pressed_at_once_both_count(page):
    before = headline(page)
    press(page, '[data-example="example:coat"]', '[data-example="example:bag"]', "#classify [data-class='2']", ms=30)
    wait_for_another_headline(page, before)
    settled(page)
    expect(page.locator('[data-example="example:bag"]')).to_have_attribute("aria-pressed", "true")
    assert "image=bag" in page.url
    assert "class=2" in page.url


def test_one_press_is_one_event(page, slow):
    joins = []
    page.on("request", lambda request: "/queue/join" in request.url and joins.append(request.post_data))
    looks = '"presses":[]'  # the page looks once more where Gradio reports a changed question late

    def events(act: Callable) -> int:
        settled(page)
        page.wait_for_timeout(100)
        joins.clear()
        act()
        settled(page)
        page.wait_for_timeout(100)
        return sum(looks not in one for one in joins)

    def clicks(selector: str) -> int:
        return events(page.locator(selector).click)

    assert clicks('[data-example="example:coat"]') == 1
    branches(page)
    assert clicks('#branch-map .cell[data-block="inception4c"][data-branch="5x5"]') == 1
    open_section(page, "channels")
    assert clicks("#branch-sheet [data-channel] >> nth=3") == 1
    assert clicks("#branch-sheet [data-switch]") == 1
    assert clicks('[data-example="example:bag"]') == 1

    def own() -> None:
        upload(page, "garment.png", (ASSETS / "examples" / "coat.png").read_bytes())
        expect(page.locator('[data-example][aria-pressed="true"]')).to_have_count(0)

    def other() -> None:
        page.get_by_role("option", name=network_label("googlenet_notes.untrained", "en"), exact=True).click()
        page.wait_for_url("**network=googlenet_notes.untrained**")

    assert events(own) == 1
    page.get_by_label(say("frame.network"), exact=True).click()  # which asks for the choices there are
    assert events(other) == 1


def test_an_opened_tile_needs_no_forward_pass(page, slow):
    branches(page)
    open_section(page, "channels")
    page.wait_for_timeout(500)
    before = passes(slow)
    for block, branch in TILES:
        page.locator(f'#branch-map .cell[data-block="{block}"][data-branch="{branch}"]').click()
        expect(page.locator("#branch-sheet [data-path]")).to_have_attribute("data-path", f"{block}/{branch}")
        settled(page)
        page.locator("#branch-exemplars :visible").first.wait_for()
    assert passes(slow) == before


def test_every_tab_answers_a_visitor_who_looks_at_it_for_a_moment_only(page):
    for tab in TABS:
        open_tab(page, tab)
    for tab in ("branches", "classify"):
        open_tab(page, tab)
    settled(page)
    wait_until_complete(page)
