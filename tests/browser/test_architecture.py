"""The Architecture tab in a browser: a network is drawn, pressed by hand and by keyboard, redesigned, handed to Train."""

from playwright.sync_api import Page, expect

from tests.browser.pages import headline, open_section, open_tab, sideways_px, wait_for_another_headline


def opened(visitor, **options) -> Page:
    page = visitor.open(**options)
    page.locator(".gn .view h1:visible").first.wait_for()
    open_tab(page, "architecture")
    page.locator("#architecture-board svg.arch").wait_for()
    return page


def path(page: Page, block: str, branch: str):
    return page.locator(f'svg.arch g[data-block="{block}"][data-branch="{branch}"]')


def test_a_path_shows_its_numbers_and_the_keyboard_moves_on(visitor):
    page = opened(visitor)
    path(page, "inception3a", "3x3").click()
    numbers = page.locator("#architecture-board .beside")
    expect(numbers.locator("h2").first).to_contain_text("3a · 3×3: 192 × 28 × 28 → 128 × 28 × 28")
    expect(numbers.locator("tbody tr")).to_have_count(2)
    expect(numbers.locator('[title="86,704,128"]')).to_have_text(
        "86.7\u00a0M"
    )  # 9 · 96 · 128 · 28², Szegedy et al. 2015, Table 1, row 3a
    page.keyboard.press("ArrowDown")
    expect(path(page, "inception3a", "5x5")).to_be_focused()
    page.keyboard.press("Enter")
    expect(numbers.locator("h2").first).to_contain_text("3a · 5×5")
    expect(path(page, "inception3a", "5x5")).to_be_focused()


def test_numbers_networks_and_exports(visitor):
    page = opened(visitor)
    before = headline(page)
    page.locator("[data-number=size]").fill("112")
    wait_for_another_headline(page, before)
    page.locator("[data-number=size]").fill("0")
    expect(page.get_by_text("whole number from 1 to 2048")).to_be_visible()
    assert "multiply-adds" in headline(page)
    page.locator("[data-choose=other]").select_option("googlenet_notes")
    expect(page.locator("#architecture-board svg.arch")).to_have_count(2)
    open_section(page, "compared")
    expect(page.locator("#architecture-compared tbody tr")).to_have_count(8)
    open_section(page, "tables")
    for what, ending in (("svg", b"</svg>"), ("png", b"IEND\xaeB`\x82"), ("csv", b"\n")):
        with page.expect_download() as download:
            page.locator(f"[data-save={what}]").click()
        content = download.value.path().read_bytes()
        assert download.value.suggested_filename.endswith(what)
        assert content.endswith(ending)


def test_a_design_is_handed_to_train_and_let_go(visitor):
    page = opened(visitor)
    path(page, "inception4c", "3x3").click()
    open_section(page, "opened")
    field = page.locator('[data-width="inception4c|3x3|3x3"]')
    expect(field).to_have_value("256")
    field.fill("64")
    expect(page.locator("#architecture-board h1")).to_contain_text("Your design")
    expect(page.locator("#architecture-opened [role=status]")).to_contain_text("outputs 320 channels")
    page.locator('input[data-reduce][data-branch="5x5"]').uncheck()
    expect(page.locator('[data-width="inception4c|5x5|5x5_reduce"]')).to_be_disabled()
    page.locator("[data-train]").click()
    handed = page.locator("#train-design")
    expect(handed).to_contain_text("googlenet_bn_design")
    expect(handed).to_be_in_viewport()
    expect(page.locator("#train-form button.primary")).to_be_in_viewport()
    handed.locator("[data-drop]").click()
    expect(handed).not_to_contain_text("googlenet_bn_design")


def test_on_a_phone_only_the_drawing_scrolls(visitor):
    page = opened(visitor, viewport={"width": 390, "height": 844})
    assert sideways_px(page) <= 0
    assert page.locator(".arch-scroll").first.evaluate("one => one.scrollWidth > one.clientWidth")
