"""Methods side by side: maps arrive, with their error where one is defined, and follow the chosen path."""

from playwright.sync_api import expect

from googlenet.common.palette import path_label
from googlenet.text import say
from tests.browser.pages import open_section, open_tab, wait_until_complete


def test_maps_arrive_for_the_chosen_methods_and_follow_the_chosen_path(visitor):
    page = visitor.open()
    wait_until_complete(page)
    open_tab(page, "attributions")
    figure = "#attributions-methods figure[data-method={}]"
    for method in ("saliency", "layer_grad_cam", "integrated_gradients"):
        heat = page.locator(f"{figure.format(method)} > .pic > .heat")
        heat.wait_for()
    error = page.locator(f"{figure.format('integrated_gradients')} dd").filter(has_text="%")
    assert error.count() == 1  # completeness: what is missing, as a fraction of the score
    assert page.locator(f"{figure.format('saliency')} dd").filter(has_text="%").count() == 0

    page.locator('#attributions-tools [data-path="3x3"]').click()
    title = page.locator(f"{figure.format('layer_grad_cam')} h3")
    expect(title).to_contain_text(path_label("3x3"))


def test_a_map_is_checked_when_asked_and_a_region_of_ones_own_is_worth_something(visitor):
    page = visitor.open()
    wait_until_complete(page)
    open_tab(page, "attributions")
    open_section(page, "regions")
    page.locator("#regions-board [data-do=add]").click()
    for key in ("ArrowDown", "Shift+ArrowRight"):
        page.keyboard.press(key)
    edge = page.locator("#regions-board polygon").first
    expect(edge).to_have_attribute("points", "0.35,0.37 0.67,0.37 0.67,0.67 0.35,0.67")
    page.locator("#regions-board [data-do=start]").click()
    expect(page.locator("#regions-result tbody tr")).to_have_count(2)  # the region and the sum
    open_section(page, "trust")
    page.locator("#trust-tools [data-act=check]").click()
    curves = page.locator("#trust-checks figure.trust-chart")
    expect(curves).to_have_count(2)
    expect(page.locator("#trust-checks")).to_contain_text(say("trust.infidelity"))
    board = page.locator("#trust-board")
    expect(board.locator("tbody tr").first).to_be_visible()
    methods = board.locator("tbody").first.locator("th")
    own = methods.all_inner_texts()
    by_name = sorted(own, key=lambda name: name.casefold().replace("×", ""))  # signs before letters, as browsers sort
    for ordered in (by_name, by_name[::-1], own):
        board.locator("thead [data-sort]").first.click()
        assert methods.all_inner_texts() == ordered
