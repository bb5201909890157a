"""The network map: a tile opens its channels, a switch moves the bars, and back."""

import io

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.pages import open_section, open_tab, wait_until_complete

BLOCKS, PATHS = 9, 4  # of GoogLeNet


def bars(page: Page) -> list[str]:
    """Classes and their probabilities, as they stand at the line's end."""
    return page.locator("#branch-map .before-after-row").all_inner_texts()


def opened(visitor) -> Page:
    page = visitor.open()
    wait_until_complete(page)
    open_tab(page, "branches")
    page.locator("#branch-map .cell").first.wait_for()
    open_section(page, "channels")
    return page


MARKED = """() => {
  const of = document.querySelector('#branch-channel .large').dataset.ofChannel;
  return ['[aria-pressed=true]', '[tabindex="0"]'].every(one => {
    const found = [...document.querySelectorAll('#branch-sheet [data-channel]' + one)];
    return found.length === 1 && found[0].dataset.channel === of;
  });
}"""


def the_open_channel_is_marked(page):
    page.wait_for_function(MARKED)


def test_a_tile_opens_its_channels_and_a_channel_opens_large(visitor):
    page = opened(visitor)
    tiles = page.locator("#branch-map .cell[data-branch]")
    assert tiles.count() == BLOCKS * PATHS
    page.locator('#branch-map .cell[data-block="inception4c"][data-branch="5x5"]').click()
    channels = page.locator("#branch-sheet [data-channel]")
    expect(channels).to_have_count(64)  # Szegedy et al. 2015, Table 1, row 4c, 5×5
    the_open_channel_is_marked(page)
    page.locator("#branch-sheet [data-sort=max]").click()
    expect(page.locator("#branch-sheet .gn.busy")).to_have_count(0)
    the_open_channel_is_marked(page)
    channels.nth(1).click()
    expect(channels.nth(1)).to_have_attribute("aria-pressed", "true")
    page.locator("#branch-channel .pic.large").wait_for()


def test_a_path_switched_off_moves_the_bars_and_switched_on_brings_them_back(visitor):
    page = opened(visitor)
    before = bars(page)
    tile = page.locator('#branch-map .cell[data-block="inception5b"][data-branch="3x3"]')
    tile.click()
    switch = page.locator("#branch-sheet [data-switch]")
    switch.click()
    expect(page.locator("#branch-map .before-after-row").first).to_contain_text("→")
    assert bars(page) != before
    expect(switch).to_have_attribute("aria-checked", "false")
    switch.click()
    expect(page.locator("#branch-map .before-after-row").first).not_to_contain_text("→")
    assert bars(page) == before


def test_the_keyboard_moves_opens_and_switches_off_and_quick_presses_are_not_lost(visitor):
    page = opened(visitor)
    page.locator('#branch-map .cell[tabindex="0"]').focus()
    page.locator('#branch-map .cell[data-block="inception4b"][data-branch="1x1"]').focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    tile = page.locator('#branch-map .cell[data-block="inception4c"][data-branch="3x3"]')
    expect(tile).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("o")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("o")
    expect(page.locator("#branch-map h1")).to_contain_text("4b 3×3 and 4c 3×3")
    expect(page.locator("#branch-title h2")).to_contain_text("4c · 3×3 is off")
    expect(page.locator('#branch-map .cell[data-key="inception4b/3x3"]')).to_be_focused()


def test_a_press_on_the_channel_moves_the_cell(visitor):
    page = opened(visitor)
    page.locator('#branch-map .cell[data-block="inception3a"][data-branch="1x1"]').click()
    expect(page.locator("#branch-title h2")).to_contain_text("3a · 1×1")
    expect(page.locator("#branch-path h3").first).to_contain_text("3a 1×1")  # it stands above, and grows last
    large = page.locator("#branch-channel .pic.large")
    large.click(position={"x": 2, "y": 2})
    expect(page.locator("#branch-channel .note")).to_contain_text("row 1, column 1 of")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#branch-channel .note")).to_contain_text("row 2, column 1 of")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#branch-channel .note")).to_contain_text("row 1, column 1 of")


def test_a_press_answers_in_the_headline_and_moves_nothing_and_a_row_is_switched_whole(visitor):
    page = visitor.open("?lang=en&tab=branches")
    wait_until_complete(page)
    tile = page.locator('#branch-map .cell[data-block="inception4c"][data-branch="3x3"]')
    tile.wait_for()
    before = tile.bounding_box()
    tile.click()
    expect(page.locator("#branch-map h1")).to_contain_text("The 3×3 branch of block 4c")
    expect(page.locator("#branch-title .fold")).to_contain_text("4c · 3×3")
    assert (page.evaluate("scrollY"), tile.bounding_box()) == (0, before)
    row, off = page.locator('#branch-map [data-row="5x5"]'), page.locator("#branch-map .cell.off")
    row.press("Enter")
    expect(page.locator("#branch-map h1")).to_contain_text("Without 9 branches")
    expect(off).to_have_count(BLOCKS)
    page.locator('#branch-map [data-column="inception5b"]').click()
    expect(page.locator("#branch-map h1")).to_contain_text("Without 12 branches")
    row.click()
    expect(off).to_have_count(PATHS - 1)


def test_the_map_is_saved_as_it_is_drawn(visitor):
    page = opened(visitor)
    with page.expect_download() as download:
        page.locator("#branch-map [data-save=map_png]").click()
    assert download.value.suggested_filename == "branches.png"
    picture = Image.open(io.BytesIO(download.value.path().read_bytes())).convert("RGB")
    assert picture.width > picture.height > 600
    seen = {colour for _, colour in picture.getcolors(picture.width * picture.height)}
    assert {(255, 255, 255), (0, 114, 178), (0, 158, 115), (230, 159, 0), (204, 121, 167)} <= seen  # ground, branches
