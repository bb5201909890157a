"""Drawing on the image, with mouse and keyboard: the answer follows, the drawing becomes the image, undo leads back."""

from playwright.sync_api import expect

from tests.browser.pages import headline, wait_for_another_headline, wait_until_complete
from tests.browser.test_accessibility import findings

PIXELS = "() => document.querySelector('#pencil canvas').toDataURL()"


def test_a_drawing_is_answered_kept_and_undone(visitor):
    page = visitor.open()
    wait_until_complete(page)
    before, undo, sheet = headline(page), page.locator("#pencil [data-act=undo]"), page.locator("#pencil .draw")
    page.locator("#pencil summary").click()
    page.wait_for_function("() => document.querySelector('#pencil canvas').width === 28")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    page.locator("#pencil [data-width]").fill("5")
    example = page.evaluate(PIXELS)
    same = f"[data-example='{page.locator('[data-example][aria-pressed=true]').get_attribute('data-example')}']"
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    for x, y in ((200, 30), (20, 60), (200, 90)):
        page.mouse.move(box["x"] + x, box["y"] + y)
    page.mouse.up()
    wait_for_another_headline(page, before)
    expect(page.locator("#pencil-answer .change")).to_have_count(5)
    expect(page.locator("#forget button")).to_be_visible()  # after a second of rest it is the visitor's own image
    assert findings(page) == []

    drawn = headline(page)
    sheet.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    for _ in range(12):
        page.keyboard.press("Shift+ArrowDown")
    level = "() => document.querySelector('#pencil canvas').getContext('2d').getImageData(14, 13 + 12, 1, 1).data[0]"
    assert page.evaluate(level) == 255
    wait_for_another_headline(page, drawn)

    while undo.is_enabled():
        undo.click()
    expect(page.locator("#classify h1")).to_have_text(before)
    expect(page.locator("#forget button")).to_have_count(0)  # it is the example again
    expect(page.locator("#classify h1")).to_have_text(before)

    # A settled drawing, and such as are not.
    for leave, is_kept in (("[data-reset]", False), (same, False), ("[data-reset]", True)):
        page.mouse.move(box["x"] + 20, box["y"] + 20)
        page.mouse.down()
        page.mouse.move(box["x"] + 200, box["y"] + 90)
        page.mouse.up()
        wait_for_another_headline(page, before)
        if is_kept:
            expect(page.locator("#forget button")).to_be_visible()
        page.evaluate("selector => document.querySelector(selector).click()", leave)
        page.wait_for_function(f"example => ({PIXELS})() === example", arg=example)
        expect(page.locator("#classify h1")).to_have_text(before)
        expect(page.locator("#forget button, #pencil-answer .change")).to_have_count(0)
