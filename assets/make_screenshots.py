"""Makes the README's pictures: `python -m assets.make_screenshots`, from the repository's root.

Starts the app and a Chromium of its own, visits the tabs in English and Chinese, and Architecture with Inception-v3, and
writes WebP files into `assets/screenshots/`. Names of series ("zh", "inception-v3") as arguments make these alone, and
`--tabs study` the pictures of that tab.
"""

import argparse
import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

import googlenet.app.page  # noqa: F401 - its sentences, by which tabs are found
from googlenet.networks.classifier import SHIPPED, WEIGHTS_FOLDER
from tests.browser.driver import launch_chromium, serve
from tests.browser.pages import (
    TABS,
    Visitor,
    headline,
    open_section,
    open_tab,
    wait_for_another_headline,
    wait_until_complete,
)

FOLDER = Path(__file__).resolve().parent / "screenshots"
DESK = {"width": 1440, "height": 900}
OTHERS = tuple(tab for tab in TABS if tab != "architecture")
SHOTS = {  # file name's end -> what the page opens with, and the tabs that are shown
    "light": ("?lang=en", OTHERS),
    "zh": ("?lang=zh-CN", OTHERS),
    "inception-v3": ("?lang=en&network=inception_v3.untrained", ("architecture",)),
}
TURNED_OFF = ("inception3b", "inception3a")  # their 3×3
FRAME_MS, MARGIN_PX = (1600, 2600, 3200), 16
PATIENT_MS = 600_000
TALLEST_PX = 1500
SETTLE_MS = 1500  # the last redrawing after a window's change


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("series", nargs="*", default=list(SHOTS), help="by default all: " + ", ".join(SHOTS))
    parser.add_argument("--tabs", nargs="+", choices=TABS, default=TABS, help="by default all")
    chosen = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        chromium = launch_chromium(playwright)
        if chromium is None:
            raise SystemExit("No Chromium is installed.")
        with serve(Path(folder)) as server:
            for name, (query, tabs) in SHOTS.items():
                if name not in chosen.series:
                    continue
                visitor = Visitor(chromium, server.url)
                page = visitor.open(query, viewport=DESK, color_scheme="light")
                page.set_default_timeout(PATIENT_MS)
                wait_until_complete(page)
                for tab in tabs:
                    if tab not in chosen.tabs:
                        continue
                    open_tab(page, tab, "zh" if name == "zh" else "en")
                    prepare(page, tab)
                    write(page, FOLDER / f"{tab}-{name}.webp")
                    if tab == "branches":
                        loop(page, FOLDER / f"branch-off-{name}.webp")
                    if tab == "branches" and name == "light":
                        close_up(page, FOLDER / f"closeup-{name}.webp")
                visitor.leave()
    if set(chosen.series) == set(SHOTS) and set(chosen.tabs) == set(TABS):
        digest = (WEIGHTS_FOLDER / f"{SHIPPED}.sha256").read_text(encoding="utf-8").split()[0]
        (FOLDER / "weights.sha256").write_text(f"{digest}\n", encoding="utf-8")  # for `assets.remake`


def prepare(page: Page, tab: str) -> None:
    """Opens what a reader should see of a tab, and waits for it."""
    wait_until_complete(page)
    if tab == "branches":
        page.locator('.cell[data-block="inception4c"][data-branch="5x5"]').click()
        open_section(page, "channels")
        page.locator("#branch-channel .pic.large").wait_for()
    if tab == "attributions":
        page.locator("#attributions-shares .shares").wait_for(state="attached")
    if tab == "train":
        page.locator("[data-plot=loss] .main-svg").first.wait_for()
    page.mouse.move(0, 0)


def loop(page: Page, path: Path) -> None:
    """The map while its branches are turned off one after another, as an animation; then all are on again."""
    page.evaluate("window.scrollTo(0, 0)")
    head, tiles = (page.locator(f"#branch-map {part}").bounding_box() for part in (".head", ".map"))
    clip = {"x": head["x"] - MARGIN_PX, "width": head["width"] + 2 * MARGIN_PX, "y": head["y"] - MARGIN_PX}
    clip["height"] = tiles["y"] + tiles["height"] - head["y"] + 2 * MARGIN_PX
    page.locator('#branch-map [data-press="off"]').click()
    frames = []
    for block in (None, *TURNED_OFF):
        before = headline(page)
        if block:
            page.locator(f'.cell[data-block="{block}"][data-branch="3x3"]').click()
            wait_for_another_headline(page, before)
        page.mouse.move(0, 0)
        page.wait_for_timeout(SETTLE_MS)
        frames.append(Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB"))
    frames[0].save(
        path, "WEBP", save_all=True, append_images=frames[1:], duration=FRAME_MS, loop=0, quality=75, method=6
    )
    print(f"{path.name}: {path.stat().st_size / 1024:.0f} KiB")
    page.locator("#branch-map [data-all-on]:visible").click()
    page.locator('#branch-map [data-press="open"]').click()
    page.locator("#branch-map .cell.off").first.wait_for(state="detached")


def close_up(page: Page, path: Path) -> None:
    """A path of the Branches tab and one of its channels: its field, its exemplars, images made for it."""
    page.locator('.cell[data-block="inception3b"][data-branch="5x5"]').click()
    page.locator('#branch-sheet .sheet[data-path="inception3b/5x5"]').wait_for()
    channel = page.locator("#branch-sheet [data-channel]").nth(2)
    channel.click()
    page.locator(f"#exemplars-of-{channel.get_attribute('data-channel')}").wait_for()
    page.locator("#branch-effective [data-do=field]").click()
    page.locator("#branch-effective .frames").wait_for()
    for what in ("channel", "path"):
        favourite = page.locator(f"#branch-synthesis figure[data-what={what}]")
        favourite.locator("[data-do=make]").click()
        favourite.locator("[data-do=save_made]").wait_for()
    page.mouse.move(0, 0)
    page.wait_for_timeout(SETTLE_MS)
    above, below = (page.locator(name).bounding_box() for name in ("#branch-opened", "#branch-closeup"))
    top = above["y"] + page.evaluate("window.scrollY")
    clip = {"x": above["x"], "y": top, "width": above["width"], "height": below["y"] + below["height"] - above["y"]}
    shot = page.screenshot(clip=clip, full_page=True)
    Image.open(io.BytesIO(shot)).save(path, "WEBP", quality=82, method=6)


def write(page: Page, path: Path) -> None:
    """The page from its top, as far down as it goes."""
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size(DESK | {"height": min(TALLEST_PX, max(DESK["height"], height))})
    page.evaluate("window.scrollTo(0, 0)")
    page.wait_for_timeout(SETTLE_MS)
    Image.open(io.BytesIO(page.screenshot())).save(path, "WEBP", quality=82, method=6)
    page.set_viewport_size(DESK)
    print(f"{path.name}: {path.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
