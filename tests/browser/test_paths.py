"""The opened path in its network, two classes, two pictures, as a visitor meets them."""

from playwright.sync_api import Page, expect

from tests.browser.pages import open_section, open_tab, wait_until_complete


def opened(visitor) -> Page:
    page = visitor.open()
    wait_until_complete(page)
    open_tab(page, "branches")
    page.locator('#branch-map .cell[data-block="inception4c"][data-branch="3x3"]').click()
    return page


def test_ribbons_run_to_the_opened_path_and_a_channel_is_switched_off(visitor):
    page = opened(visitor)
    expect(page.locator("#branch-map svg.ribbons")).to_have_count(0)
    open_section(page, "input")
    flows = page.locator('#branch-flow .flows[data-block="inception4c"][data-branch="3x3"] .flow-row')
    expect(flows).to_have_count(4)
    shares = [float(row.get_attribute("data-share")) for row in flows.all()]
    assert abs(sum(shares) - 1) < 5e-4  # four decimals each
    expect(page.locator("#branch-map svg.ribbons path")).to_have_count(8)  # a light edge and a band each
    open_section(page, "channels")
    switch = page.locator("#branch-path [data-channel-switch]")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "false")
    expect(page.locator("#branch-map .before-after-row").first).to_contain_text("→")
    page.locator("#branch-map [data-all-on]").first.click()
    expect(page.locator("#branch-map .before-after-row").first).not_to_contain_text("→")
    expect(page.locator("#branch-worth table, #branch-traits table")).to_have_count(2)


def test_a_second_picture_stands_beside_the_first(visitor):
    page = opened(visitor)
    open_section(page, "compare")
    page.locator('#branch-other [data-other="example:sneaker"]').click()
    expect(page.locator("#branch-other .cell[data-branch]")).to_have_count(36)
    page.locator('#branch-other [data-other="none"]').click()
    expect(page.locator("#branch-other .cell[data-branch]")).to_have_count(0)


def test_why_this_class_and_not_that(visitor):
    page = visitor.open()
    wait_until_complete(page)
    page.locator("[data-try=why]").click()
    rows = page.locator("#classify-why .waterfall-row")
    expect(rows).to_have_count(6)
    first = rows.last.inner_text()
    page.locator("#classify-why [data-against]").select_option(index=3)
    expect(rows.last).not_to_have_text(first)
