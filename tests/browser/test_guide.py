"""The Guide in a browser: steps by hand and by keyboard, an answer judged at once, a way to another tab, the glossary."""

from playwright.sync_api import Page, expect

from googlenet.app.tabs.guide.steps import STEPS
from googlenet.text import say
from tests.browser.pages import headline, open_tab, sideways_px, wait_until_complete

AT = {step.key: number for number, step in enumerate(STEPS)}
WAITS = """() => [document.body.dataset.gnTab, gnTabs.architecture.isIdle(),
    document.querySelector('#architecture-board')?.innerHTML.length]"""


def opened(visitor, **options) -> Page:
    page = visitor.open(**options)
    page.locator(".gn .view h1:visible").first.wait_for()
    open_tab(page, "guide")
    page.locator("#guide-step .view.guide").wait_for()
    return page


def at_step(page: Page, number: int) -> None:
    expect(page.locator("#guide-step .view.guide")).to_have_attribute("data-step", str(number))


def test_the_guide_is_walked_by_keyboard_answers_at_once_and_lasts(visitor):
    page = opened(visitor)
    assert headline(page) == say("guide.paths.title", "en")
    page.locator("#guide-step h1").focus()
    page.keyboard.press("ArrowRight")
    at_step(page, 1)
    expect(page.locator("#guide-step h1")).to_be_focused()
    options = page.locator(".quiz [data-option]")
    options.first.focus()
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_be_focused()
    page.keyboard.press("Enter")  # 16/480 = 1/30: the notes' slip in 4a
    expect(page.locator(".quiz .verdict")).to_contain_text("16/480 = 1/30")
    expect(page.locator(".quiz .verdict b")).to_have_text(say("quiz.right", "en"))
    expect(page.locator('.steps button[data-step="1"]')).to_contain_text("✓")
    open_tab(page, "classify")
    open_tab(page, "guide")
    at_step(page, 1)
    expect(page.locator(".quiz .yes")).to_have_count(1)


def test_live_views_follow_a_press(visitor):
    page = opened(visitor)
    for key, choice in (
        ("body", "[data-built=code]"),
        ("v3", '[data-factor="7x7"]'),
        ("findings", '[data-off="inception3a/3x3"]'),
    ):
        number = AT[key]
        page.locator(f'.steps button[data-step="{number}"]').click()
        at_step(page, number)
        wait_until_complete(page)
        title = page.locator(".sight h2")
        before = title.inner_text()
        page.locator(f".sight {choice}").click()
        expect(title).not_to_have_text(before)
    assert "3a 3×3" in page.locator(".sight h2").inner_text()


def test_on_a_phone_the_strip_follows_the_step_and_ratios_stay_inside(visitor):
    page = opened(visitor, viewport={"width": 390, "height": 844})
    last = page.locator(".steps button").last
    expect(last).not_to_be_in_viewport()
    last.evaluate("one => one.click()")  # Playwright's own click would scroll to it
    at_step(page, len(STEPS) - 1)
    expect(page.locator(".steps [aria-current]")).to_be_in_viewport(ratio=1)
    page.locator(f'.steps [data-step="{AT["concat"]}"]').evaluate("one => one.click()")
    at_step(page, AT["concat"])
    ends = page.locator(".stacks .num").evaluate_all("all => all.map(one => one.getBoundingClientRect().right)")
    assert max(ends) <= 390
    assert page.locator(".stacks .num").evaluate_all("all => all.every(one => one.scrollWidth <= one.clientWidth + 1)")


def test_a_way_opens_branches_with_the_path_switched_off(visitor):
    page = opened(visitor)
    page.locator('[data-go="path_off"]').click()
    page.locator("#tab-branches").wait_for(state="visible")
    off = page.locator('#branch-map .cell[data-block="inception4c"][data-branch="5x5"]')
    expect(off).to_have_class("cell off")
    expect(off).to_have_attribute("aria-pressed", "true")


def test_ways_to_architecture_and_attributions_open_what_they_promise(visitor):
    page = opened(visitor)
    page.locator(f'.steps button[data-step="{AT["v3"]}"]').click()
    page.locator('[data-go="v3"]').click()
    try:
        expect(page.locator("#architecture-board h1")).to_contain_text("Inception-v3")
    except AssertionError:  # it fails once in a while: where does it wait?
        print(page.evaluate(WAITS))
        raise
    open_tab(page, "guide")
    page.locator(f'.steps button[data-step="{AT["attribution"]}"]').click()
    page.locator('[data-go="grad_cam"]').click()
    expect(page.locator("#attributions-methods figure h3").nth(2)).to_have_text("Grad-CAM 5b")


def test_the_glossary_is_searched_in_both_languages(visitor):
    page = opened(visitor, viewport={"width": 390, "height": 844})
    page.locator("[data-more]").click()
    page.locator("[data-glossary]").click()
    search, terms = page.locator("[data-terms]"), page.locator("dialog [data-term]:visible")
    search.fill("感受野")
    expect(terms).to_have_count(2)
    expect(terms.first).to_contain_text("effective receptive field")
    search.fill("no such term")
    expect(terms).to_have_count(0)
    expect(page.locator("[data-empty]")).to_be_visible()
    assert sideways_px(page) <= 0
