"""Makes the README's pictures: `python -m assets.make_screenshots`, from the repository's root.

Starts the app and a Chromium of its own, visits the four tabs in light and dark, on a desk and on a phone, and writes
WebP files into `assets/screenshots/`.
"""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.driver import launch_chromium, serve
from tests.browser.pages import TABS, Visitor, open_tab, wait_until_complete

FOLDER = Path(__file__).resolve().parent / "screenshots"
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
SHOTS = {  # file name's end -> what the browser is told
    "light": {"viewport": DESK, "color_scheme": "light"},
    "dark": {"viewport": DESK, "color_scheme": "dark"},
    "phone": {"viewport": PHONE, "color_scheme": "light", "device_scale_factor": 2, "has_touch": True},
    "phone-dark": {"viewport": PHONE, "color_scheme": "dark", "device_scale_factor": 2, "has_touch": True},
    "zh": {"viewport": DESK, "color_scheme": "light", "locale": "zh-CN"},
}
TALLEST_PX = 1500
SETTLE_MS = 1500  # the last redrawing after a window's change


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        chromium = launch_chromium(playwright)
        if chromium is None:
            raise SystemExit("No Chromium is installed.")
        with serve(Path(folder)) as server:
            for name, options in SHOTS.items():
                visitor = Visitor(chromium, server.url)
                page = visitor.open("?lang=zh-CN" if name == "zh" else "?lang=en", **options)
                wait_until_complete(page)
                for tab in TABS:
                    open_tab(page, tab, "zh" if name == "zh" else "en")
                    prepare(page, tab, is_narrow=options["viewport"] == PHONE)
                    write(page, FOLDER / f"{tab}-{name}.webp", options["viewport"])
                visitor.leave()


def prepare(page: Page, tab: str, *, is_narrow: bool) -> None:
    """Opens what a reader should see of a tab, and waits for it."""
    wait_until_complete(page)
    if tab == "branches" and not is_narrow:
        page.locator('.cell[data-block="inception4c"][data-branch="5x5"]').click()
        page.locator("#branch-channel .pic.large").wait_for()
    if tab == "attributions":
        page.locator("#attributions-shares .view").wait_for()
    if tab == "train":
        page.locator("[data-plot=loss] .main-svg").first.wait_for()
    page.mouse.move(0, 0)


def write(page: Page, path: Path, viewport: dict[str, int]) -> None:
    """The page from its top, on a desk as far down as it goes; on a phone what is on the screen."""
    if viewport == DESK:
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size(viewport | {"height": min(TALLEST_PX, max(viewport["height"], height))})
    page.evaluate("window.scrollTo(0, 0)")
    page.wait_for_timeout(SETTLE_MS)
    Image.open(io.BytesIO(page.screenshot())).save(path, "WEBP", quality=82, method=6)
    page.set_viewport_size(viewport)
    print(f"{path.name}: {path.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
