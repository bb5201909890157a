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
                    prepare(page, tab)
                    write(page, FOLDER / f"{tab}-{name}.webp")
                visitor.leave()


def prepare(page: Page, tab: str) -> None:
    """Opens what a reader should see of a tab, and waits for it."""
    wait_until_complete(page)
    if tab == "branches":
        page.locator('.cell[data-block="inception4c"][data-branch="5x5"]').click()
        page.locator("#branch-channel .pic.large").wait_for()
    if tab == "attributions":
        page.locator("#attributions-shares .view").wait_for()
    if tab == "train":
        page.locator("[data-plot=loss] .main-svg").first.wait_for()
    page.wait_for_load_state("networkidle")
    page.mouse.move(0, 0)


def write(page: Page, path: Path) -> None:
    """The page from its top, as far as it goes."""
    width, height = page.viewport_size["width"], page.viewport_size["height"]
    if width == DESK["width"]:
        height = min(TALLEST_PX, max(height, page.evaluate("document.documentElement.scrollHeight")))
    png = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
    Image.open(io.BytesIO(png)).save(path, "WEBP", quality=82, method=6)
    print(f"{path.name}: {path.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
