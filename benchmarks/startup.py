"""From `python app.py` to the first answer over HTTP, the first view and the complete page, beside a bare Gradio page.

Run from the repository's root: `python -m benchmarks.startup [--runs 5] [--json]`. The two are timed in turn, so that a
machine that is busy for a while slows both; the medians and their ratios are what counts. The browser runs already.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.driver import launch_chromium, serve
from tests.browser.pages import wait_until_complete

# Notes when the first frame with the finding was painted, in ms since the page was asked for.
FIRST_VIEW = """
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function() { return window.first = attach.call(this, {mode: 'open'}); };
const look = () => {
  const head = [window.first, document.querySelector('.gradio-container')].map(one => one?.querySelector('.view h1')).find(Boolean);
  requestAnimationFrame(() => setTimeout(() => head ? window.firstMs ??= performance.now() : look()));
};
look();
"""
NAMES = {  # what a reader calls it, and what must not be exceeded
    "answer": ("`python app.py` to the first answer over HTTP", ""),
    "view": ("that answer to the first view", "0.5 s"),
    "page": ("`python app.py` to the complete page", ""),
    "requests": ("requests of the page", ""),
    "bare answer": ("bare page: to the first answer", "app ≤ 1.25 ×"),
    "bare page": ("bare page: to the complete page", "app ≤ 1.3 ×"),
    "bare requests": ("bare page: requests", ""),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="how often each is timed (default: 5)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    arguments = parser.parse_args()
    found = {name: [] for name in NAMES}
    with sync_playwright() as playwright:
        chromium = launch_chromium(playwright)
        if chromium is None:
            parser.exit(2, "No Chromium is installed.\n")
        for _ in range(arguments.runs):
            app, bare = (
                timed(chromium, "app.py", wait_until_complete),
                timed(chromium, "benchmarks/bare.py", wait_for_button),
            )
            for name, value in (app | {f"bare {name}": value for name, value in bare.items()}).items():
                if name in found:
                    found[name].append(value)
    median = {name: statistics.median(values) for name, values in found.items()}
    ratios = {name: median[name] / median[f"bare {name}"] for name in ("answer", "page", "requests")}
    if arguments.json:
        print(json.dumps({"found": found, "median": median, "ratios": ratios}, indent=2))
        return
    print("| what | median | least | most | aim |\n| --- | --- | --- | --- | --- |")
    for name, (what, aim) in NAMES.items():
        values, form = found[name], ".0f" if "requests" in name else ".2f"
        print(f"| {what} | {median[name]:{form}} | {min(values):{form}} | {max(values):{form}} | {aim} |")
    print("\nApp over bare page:", ", ".join(f"{name} {ratio:.2f}" for name, ratio in ratios.items()))


def timed(chromium: Browser, program: str, wait: Callable[[Page], object]) -> dict[str, float]:
    """Seconds from the start of `program` to its first answer, from there to its first view, to all; its requests."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        with serve(Path(folder), program=program) as server:
            answer = time.perf_counter() - start
            page = chromium.new_page(viewport={"width": 1440, "height": 900})
            page.add_init_script(FIRST_VIEW)
            requests = []
            page.on("request", lambda request: requests.append(request))  # noqa: PLW0108 - Playwright marks what it calls
            page.goto(server.url, wait_until="commit")
            wait(page)
            complete, view = time.perf_counter() - start, (page.evaluate("window.firstMs") or 0) / 1000
            page.close()
    return {"answer": answer, "view": view, "page": complete, "requests": len(requests)}


def wait_for_button(page: Page) -> None:
    """Until the bare page is complete."""
    page.get_by_role("button", name="Go", exact=True).wait_for()
    page.wait_for_function("() => [...document.images].every(one => one.complete)")


if __name__ == "__main__":
    main()
