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
MOST_PRESSES = 200
# What has the focus, what it is, and whether that is seen: on itself, on the frame of a dropdown, on the line of a block.
FOCUS = """() => {
    const one = document.activeElement, line = one.querySelector('.hit');
    const outlined = [one, one.closest('.wrap')].filter(Boolean).map(each => getComputedStyle(each))
        .some(look => look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2);
    const drawn = line !== null && parseFloat(getComputedStyle(line).strokeWidth) >= 2;
    return [one.outerHTML.slice(0, 160), one.tagName, one === document.body || outlined || drawn];
}"""


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
    for tab in TABS:
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
    for tab in TABS:  # the first one is open: there the walk begins with the side panel
        if tab != TABS[0]:
            open_tab(page, tab)
            wait_until_complete(page)
        kinds = set()
        for _ in range(MOST_PRESSES):
            page.keyboard.press("Tab")
            name, kind, is_seen = page.evaluate(FOCUS)
            assert is_seen, (tab, name)
            kinds.add(kind)
            if kind == "BODY":
                break
        assert len(kinds) > 1, tab


def test_nothing_moves_for_those_who_asked_for_rest(visitor):
    moving = "document.getAnimations().filter(one => one.playState === 'running' && one.effect.target?.closest('.gn')).length"
    waits = (
        "document.querySelector('.gn .view').insertAdjacentHTML('beforeend', '<div class=\"wait skeleton\">…</div>')"
    )
    counts = []
    for motion in ("no-preference", "reduce"):
        page = visitor.open(reduced_motion=motion)
        wait_until_complete(page)
        page.evaluate(waits)  # what waits pulses for everybody else
        counts.append(page.evaluate(moving))
    assert counts[0] > 0
    assert counts[1] == 0
