"""axe-core on every tab: nothing serious, in light and dark, on a phone, in Chinese; the keyboard; motion."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.pages import TABS, open_tab, wait_until_complete

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
WAYS = {
    "light": {"viewport": DESK, "color_scheme": "light"},
    "dark": {"viewport": DESK, "color_scheme": "dark"},
    "phone": {"viewport": PHONE, "color_scheme": "light"},
    "chinese": {"viewport": DESK, "locale": "zh-CN"},
}
SEVERE = {"serious", "critical"}
EVERY_TAB = [*TABS, *(name for name in ("study",) if name not in TABS)]


def findings(page) -> list[str]:
    """What axe-core calls serious or critical: rule, places, what is wrong."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found
        if one["impact"] in SEVERE
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("way", WAYS)
def test_axe_finds_nothing_serious_on_any_tab(visitor, way):
    page = visitor.open(**WAYS[way])
    wait_until_complete(page)
    for tab in EVERY_TAB:
        open_tab(page, tab, "zh" if way == "chinese" else "en")
        wait_until_complete(page)
        assert findings(page) == [], tab


def test_axe_finds_what_is_wrong(visitor):
    page = visitor.open()
    wait_until_complete(page)
    page.evaluate("document.querySelector('.gn h1').insertAdjacentHTML('afterend', '<button></button>')")
    assert any(found.startswith("button-name") for found in findings(page))


def test_what_has_the_focus_is_seen(visitor):
    page = visitor.open()
    wait_until_complete(page)
    for _ in range(25):
        page.keyboard.press("Tab")
        outline, shadow, name = page.evaluate(
            """() => {
                const one = document.activeElement, look = getComputedStyle(one);
                return [parseFloat(look.outlineWidth) * (look.outlineStyle !== 'none'), look.boxShadow, one.outerHTML.slice(0, 120)];
            }"""
        )
        assert outline >= 2 or shadow != "none", name


def test_nothing_moves_for_those_who_asked_for_rest(visitor):
    moving = "document.getAnimations().filter(one => one.playState === 'running' && one.effect.target?.closest('.gn')).length"
    waits = "document.querySelector('.gn .view').insertAdjacentHTML('beforeend', '<div class=\"wait sk\">…</div>')"
    counts = []
    for motion in ("no-preference", "reduce"):
        page = visitor.open(reduced_motion=motion)
        wait_until_complete(page)
        page.evaluate(waits)  # what waits pulses for everybody else
        counts.append(page.evaluate(moving))
    assert counts[0] > 0
    assert counts[1] == 0
