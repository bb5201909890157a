"""The first view comes with the HTML: it is painted before Gradio's scripts run, which take it over without a jump."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import wait_until_complete

# Opens what the page closes, notes where the headline stands in every frame that is painted, presses in the first.
WATCH = """
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function() { return window.first = attach.call(this, {mode: 'open'}); };
window.places = [];
const look = () => {
  const heads = [window.first?.host.isConnected ? window.first : null, document.querySelector('.gradio-container')];
  const head = heads.map(one => one?.querySelector('.view h1')).find(one => one?.offsetParent);
  const place = head && ['x', 'y', 'width'].map(one => Math.round(head.getBoundingClientRect()[one])).join();
  if (place && places.at(-1) !== place) places.push(place);
  if (place && window.isEarly === undefined) {
    window.isEarly = !document.querySelector('script[type=module]');
    window.first?.querySelector('[data-example="example:bag"]').click();
  }
  requestAnimationFrame(() => setTimeout(look)); // what has been painted
};
look();
"""


@pytest.mark.parametrize(
    ("viewport", "query"),
    [({"width": 1440, "height": 900}, "?lang=en"), ({"width": 390, "height": 844}, "?lang=zh")],
    ids=["desk", "phone"],
)
def test_the_first_view_comes_before_the_scripts_and_keeps_its_place_and_what_is_pressed_in_it(
    visitor, viewport, query
):
    page = visitor.open(query, WATCH, viewport=viewport)
    wait_until_complete(page)
    expect(page.locator('[data-example="example:bag"]')).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("window.isEarly")
    assert len(page.evaluate("window.places")) == 1
