"""From a click to its picture in the Branches tab, beside the bare forward pass; and what 200 clicks leave in memory.

Run from the repository's root: `python -m benchmarks.clicks [--rounds 50] [--json]`. The real app and a real browser:
a time runs from the click to the frame after which the answer is painted. A round is a new image, a branch opened, a
channel opened, a branch switched off; timed while there are new images, so that no answer is cached; after that the images
alone, whose maps are cached. After every click the forward pass is timed too, in this process, with one thread as
the app has: a busy machine slows both.
"""

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import torch
from playwright.sync_api import Page, sync_playwright

import googlenet.app.page  # noqa: F401 - its sentences, by which tabs are found
from googlenet.data.dataset import load_dataset
from googlenet.data.images import to_input
from googlenet.inspection.inference import hookable_copy, predict
from googlenet.networks.classifier import load_classifier
from tests.browser.driver import Server, launch_chromium, serve
from tests.browser.pages import Visitor, open_section, open_tab, wait_until_complete

WEIGHTS = "googlenet_bn.fashion_mnist"
EARLY, SETTLE_MS = 20, 600  # interactions before the first look at the memory; between two, for what else is drawn
# Clicks `what`, waits until `is_there` and no picture is on its way, then for the frame that shows it.
TIMED = """
async ([what, isThere]) => {
  const frame = () => new Promise(requestAnimationFrame), there = new Function('before', `return ${isThere}`);
  const state = () => document.querySelector('#branch-map .map')?.className;
  const before = state(), begun = performance.now();
  document.querySelector(what).click();
  while (!there(before)) { if (performance.now() - begun > 60000) return null; await frame(); }
  await frame();
  return performance.now() - begun;
}
"""
KINDS = {  # kind -> what a reader calls it; its aim: so many forward passes and so many ms more
    "image": ("new image → whole map", 1.5, 150),
    "tile": ("tile → contact sheet", 1.0, 100),
    "channel": ("channel → exemplars", 1.0, 100),
    "off": ("branch off → new bars", 1.0, 100),
    "again": ("image of before → whole map", 0.0, 80),
}
NEW_MAP = "document.querySelector('#branch-map .map')?.className !== before"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=50, help="of four clicks (default: 50)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    chosen = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"  # the app's
    torch.set_num_threads(1)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        chromium = launch_chromium(playwright)
        if chromium is None:
            parser.exit(2, "No Chromium is installed.\n")
        with serve(Path(folder)) as server:
            page = Visitor(chromium, server.url).open("?lang=en")
            found = measure(page, server, chosen.rounds, forward_pass())
            chromium.close()
    if chosen.json:
        print(json.dumps(found, indent=2))
        return
    print("| what | median, ms | slowest tenth | forward pass | aim |\n| --- | --- | --- | --- | --- |")
    for kind, (name, passes, more) in KINDS.items():
        if not found["ms"][kind]:
            continue
        one = summary(found["ms"][kind], found["pass_ms"][kind], passes, more)
        print(f"| {name} | {one['median']:.0f} | {one['tenth']:.0f} | {one['pass']:.0f} | {one['aim']:.0f} |")
    print(
        f"\nMemory of the app (RSS): {found['early_mb']:.0f} MB after {EARLY} clicks, {found['late_mb']:.0f} MB after "
    )
    print(f"{found['clicks']}.")


def summary(clicks: list[float], passes: list[float], factor: float, more_ms: float) -> dict[str, float]:
    """Median of the clicks, the slowest tenth's least, the passes' median, and the aim that follows from it."""
    one = statistics.median(passes)
    tenth = sorted(clicks)[int(0.9 * len(clicks))]
    return {"median": statistics.median(clicks), "tenth": tenth, "pass": one, "aim": factor * one + more_ms}


def forward_pass() -> Callable[[], float]:
    """A function that runs the bare forward pass once and returns its milliseconds."""
    classifier = load_classifier(WEIGHTS)
    network, pixels = hookable_copy(classifier), load_dataset("fashion_mnist_sample").test.pixels[:1]
    x = to_input(pixels, classifier.preprocess).contiguous(memory_format=torch.channels_last)
    for _ in range(3):
        predict(network, x, classifier.classes)

    def once() -> float:
        begun = time.perf_counter()
        predict(network, x, classifier.classes)
        return 1000 * (time.perf_counter() - begun)

    return once


def measure(page: Page, server: Server, rounds: int, once: Callable[[], float]) -> dict:
    """Milliseconds of each kind of click, the passes beside them, the memory early and late."""
    wait_until_complete(page)
    open_tab(page, "branches")
    open_section(page, "channels")
    page.locator("#branch-exemplars .nine li").first.wait_for()
    page.wait_for_timeout(2000)
    images = page.locator("[data-example]").evaluate_all("all => all.map(one => one.dataset.example)")
    cells = page.locator("#branch-map .cell[data-key]").evaluate_all("all => all.map(one => one.dataset.key)")
    ms, passes = ({kind: [] for kind in KINDS} for _ in range(2))
    clicks, early = 0, 0.0
    opened = page.locator("#branch-map .cell[aria-pressed=true]").get_attribute("data-key")
    for number in range(rounds):
        places = [one for one in cells if one != opened]
        opened, off = places[7 * number % len(places)], cells[(5 * number + 3) % len(cells)]
        for kind, what, is_there in steps(images[(number + 1) % len(images)], opened, off):
            if kind == "off":
                page.locator("#branch-map [data-press=off]").click()
            taken = page.evaluate(TIMED, [what, is_there])
            if taken is None:
                raise RuntimeError(f"no answer to {what}\n{server.log()}")
            page.wait_for_timeout(SETTLE_MS)
            is_known = number >= len(images)
            if number < len(images) - 1 or (is_known and kind == "image"):
                timed = "again" if is_known else kind
                ms[timed].append(taken)
                passes[timed].append(once())
            clicks += 1
            early = resident_mb(server) if clicks == EARLY else early
        page.locator("#branch-map [data-press=open]").click()
        page.locator("#branch-map [data-all-on]").first.click()
        page.wait_for_function("() => !document.querySelector('#branch-map .cell.off, #branch-map [data-all-on]')")
        page.wait_for_timeout(SETTLE_MS)
    return {"ms": ms, "pass_ms": passes, "clicks": clicks, "early_mb": early, "late_mb": resident_mb(server)}


def steps(image: str, path: str, off: str) -> list[tuple[str, str, str]]:
    """A round: (kind, selector of what is clicked, when its answer is there)."""
    sheet = f"document.querySelector('#branch-sheet .sheet')?.dataset.path === '{path}'"
    third = "#branch-sheet [data-channel]:nth-child(3)"
    exemplars = f"document.querySelector('#exemplars-of-' + document.querySelector('{third}').dataset.channel)"
    return [
        ("image", f'[data-example="{image}"]', NEW_MAP),
        ("tile", f'#branch-map .cell[data-key="{path}"]', sheet),
        ("channel", third, exemplars),
        ("off", f'#branch-map .cell[data-key="{off}"]', "document.querySelector('#branch-map [data-all-on]')"),
    ]


def resident_mb(server: Server) -> float:
    """Megabytes of memory that the app's process holds."""
    status = Path(f"/proc/{server.pid}/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main()
