"""How long from `python app.py` to the first complete page, beside `python -c "import torch, gradio"`.

Run from the repository's root: `python -m benchmarks.startup [--runs 5] [--json]`. The two are timed in turn, so that a
machine that is busy for a while slows both; the medians and their ratio are what counts. The browser runs already.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.driver import launch_chromium, serve
from tests.browser.pages import wait_until_complete


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="how often each is timed (default: 5)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    arguments = parser.parse_args()
    with sync_playwright() as playwright:
        chromium = launch_chromium(playwright)
        if chromium is None:
            parser.exit(2, "No Chromium is installed.\n")
        seconds = {"app": [], "answer": [], "imports": []}
        for _ in range(arguments.runs):
            answer, page = time_app(chromium)
            seconds["answer"].append(answer)
            seconds["app"].append(page)
            seconds["imports"].append(time_imports())
    median = {name: statistics.median(values) for name, values in seconds.items()}
    ratio = median["app"] / median["imports"]
    if arguments.json:
        print(json.dumps({"seconds": seconds, "median": median, "ratio": ratio}, indent=2))
        return
    print("| what | median, s | fastest | slowest |\n| --- | --- | --- | --- |")
    names = {
        "app": "`python app.py` to the first complete page",
        "answer": "`python app.py` to the first answer over HTTP",
        "imports": '`python -c "import torch, gradio"`',
    }
    for name, what in names.items():
        print(f"| {what} | {median[name]:.1f} | {min(seconds[name]):.1f} | {max(seconds[name]):.1f} |")
    print(f"\nFirst page over imports: {ratio:.2f} ({arguments.runs} runs of each, in turn)")


def time_app(chromium: Browser) -> tuple[float, float]:
    """Seconds from the start of `app.py` to its first answer, and to a page with nothing left to arrive."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        with serve(Path(folder)) as server:
            answered = time.perf_counter() - start
            page = chromium.new_page(viewport={"width": 1440, "height": 900})
            page.goto(server.url)
            wait_until_complete(page)
            complete = time.perf_counter() - start
            page.close()
    return answered, complete


def time_imports() -> float:
    """Seconds of a process that imports torch and gradio and ends."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import torch, gradio"], check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
