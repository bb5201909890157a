"""What grows: a page's JavaScript heap beside a live run, and the server's memory over visits.

Run from the repository's root: `python -m benchmarks.growth [--minutes 30] [--visits 500] [--json]`; 0 leaves one out.
The run is not trained: the shipped run's records are written again and again, four times as fast as the recipe `quick`
writes its own on two cores. The heap is looked at once a minute, after its garbage was collected. A visit opens the
page in a profile of its own, classifies another image, opens Branches and leaves; after the first visits their requests
are sent again without a browser, each time as a new session.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from secrets import token_hex
from threading import Event, Thread

import httpx
from playwright.sync_api import Browser, Page, Request, sync_playwright

import googlenet.app.page  # noqa: F401 - its sentences, by which tabs are found
from benchmarks.load import BUSY, census, resident_mb
from googlenet.app.server.memory import EVERY_SECONDS
from googlenet.common.files import ASSETS
from googlenet.networks.checkpoint import read_card
from googlenet.training.config import TrainConfig, config_to_dict
from googlenet.training.runs.folder import RunFolder
from googlenet.training.runs.progress import ProgressFile
from googlenet.training.runs.records import read_path_records, read_records
from tests.browser.driver import Server, launch_chromium, serve
from tests.browser.pages import Visitor, open_tab, wait_until_complete
from tests.service.caller import PATIENCE_SECONDS

SHIPPED = ASSETS / "weights" / "googlenet_bn.fashion_mnist"
STEPS, IMAGES, EPOCH_SECONDS = 79, 5000, 83 / 4  # of an epoch of `quick` and its test (`recipes.py`)
RECORDED = [*range(10, STEPS, 10), STEPS]  # steps of an epoch that are recorded
RECORD_SECONDS = EPOCH_SECONDS / len(RECORDED) / 4
EPOCHS = 1000
EARLY, BY_BROWSER = 50, 4  # visits before the memory counts; those of a real browser, which the others repeat
POINTS = "document.querySelector('[data-plot=loss]').data.find(one => one.uid === 'train').x.length"
AIMS = {"page": 20, "server": 100}  # MB


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=int, default=30, help="beside a live run (default: 30)")
    parser.add_argument("--visits", type=int, default=500, help=f"(default: 500); memory counts from {EARLY}")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    chosen = parser.parse_args()
    found = {}
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["CENSUS_FILE"] = str(folder / "census.json")
        chromium = launch_chromium(playwright)
        if chromium is None:
            parser.exit(2, "No Chromium is installed.\n")
        with serve(folder, program="benchmarks/observed.py") as server:
            if chosen.visits:
                found["server"] = visits(chromium, server, chosen.visits)
            if chosen.minutes:
                with live_run(server.folder / "runs"):
                    found["page"] = watched(chromium, server, chosen.minutes)
        chromium.close()
    print(json.dumps(found, indent=2) if chosen.json else "\n".join(lines(found)))


@contextmanager
def live_run(root: Path) -> Iterator[None]:
    """Within, a run's files are written as training would, by a thread."""
    card, run, ended = read_card(SHIPPED.with_name(f"{SHIPPED.name}.json")), RunFolder(root / "growth"), Event()
    config = TrainConfig(recipe="quick", epochs=EPOCHS)
    run.create(replace(card, config=config_to_dict(config), figures={}))
    records = read_records(SHIPPED.with_name(f"{SHIPPED.name}.metrics.jsonl"))
    trained, tests = (cycle([one for one in records if one.kind == kind]) for kind in ("step", "epoch"))
    branches = cycle(read_path_records(SHIPPED.with_name(f"{SHIPPED.name}.paths.jsonl")))

    def write() -> None:
        progress, started, written = ProgressFile(run.progress_file, 0, IMAGES), time.time(), 0
        for epoch, test, table in zip(range(1, EPOCHS), tests, branches, strict=False):
            for step, one in zip(RECORDED, trained, strict=False):
                written, now = written + 1, (epoch - 1) * STEPS + step
                while time.time() < started + written * RECORD_SECONDS:
                    if ended.wait(0.2):
                        return
                    progress.show("training", step=now, loss=one.train_loss)
                common = {"step": now, "image_size": 64, "seconds": time.time() - started}
                run.append(replace(one, **common, epoch=now / STEPS))
            run.append(replace(test, **common, epoch=epoch))
            run.append(replace(table, step=now, epoch=epoch))
            run.best.touch()  # by which the page knows that there is another epoch

    with run.heartbeat(EPOCHS * STEPS, "cpu"):
        writer = Thread(target=write, name="writes a run", daemon=True)
        writer.start()
        try:
            yield
        finally:
            ended.set()
            writer.join()


def watched(chromium: Browser, server: Server, minutes: int) -> list[dict[str, float]]:
    """What a page with the live run holds after each minute: MB of heap, DOM nodes, listeners, records drawn."""
    visitor = Visitor(chromium, server.url)
    page = visitor.open("?lang=en")
    wait_until_complete(page)
    open_tab(page, "train")
    page.locator("#train-live .plot-container").first.wait_for()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")
    page.wait_for_timeout(10_000)
    found, started = [], time.monotonic()
    for minute in range(minutes + 1):
        page.wait_for_timeout(1000 * max(0, started + 60 * minute - time.monotonic()))
        found.append(held(page, devtools))
        print(minute, found[-1], file=sys.stderr)
    visitor.leave()
    return found


def held(page: Page, devtools: object) -> dict[str, float]:
    """What the page holds once its garbage has been collected."""
    for _ in range(3):  # what finalizers let go of goes the next time
        devtools.send("HeapProfiler.collectGarbage")
    counts = {one["name"]: one["value"] for one in devtools.send("Performance.getMetrics")["metrics"]}
    return {
        "heap, MB": round(devtools.send("Runtime.getHeapUsage")["usedSize"] / 2**20, 2),
        "nodes": counts["Nodes"],
        "listeners": counts["JSEventListeners"],
        "points": page.evaluate(POINTS),
    }


def visits(chromium: Browser, server: Server, count: int) -> dict[int, dict[str, int]]:
    """Visits made -> what the server holds, from the early ones on."""
    found, recorded = {}, []
    for number in range(1, count + 1):
        if number <= BY_BROWSER:
            recorded.append(visit(chromium, server, number))
        else:
            ask_again(server, recorded[number % BY_BROWSER])
        if number % EARLY == 0 or number == count:
            time.sleep(EVERY_SECONDS + 5)  # what is free has gone back
            found[number] = {"memory, MB": resident_mb(server.pid)} | census(server.pid)
            print(number, found[number], file=sys.stderr)
    return found


class Recorder(Visitor):
    """A visitor who notes what the page puts to the queue."""

    def __init__(self, chromium: Browser, url: str):
        super().__init__(chromium, url)
        self.requests: list[dict] = []

    def _on_request(self, request: Request) -> None:
        if request.method == "POST" and "/queue/join" in request.url:
            self.requests.append(json.loads(request.post_data))


def visit(chromium: Browser, server: Server, number: int) -> list[dict]:
    """Opens the page, classifies another image, opens Branches, leaves; returns what the page put to the queue."""
    visitor = Recorder(chromium, server.url)
    page = visitor.open("?lang=en")
    wait_until_complete(page)
    images = page.locator("[data-example]")
    before = page.locator("[data-example][aria-pressed=true]").get_attribute("data-example")
    others = [one for one in images.evaluate_all("all => all.map(one => one.dataset.example)") if one != before]
    page.locator(f'[data-example="{others[number % len(others)]}"]').click()
    wait_until_complete(page)
    open_tab(page, "branches")
    page.locator("#branch-map .map").wait_for()
    wait_until_complete(page)
    visitor.leave()
    return visitor.requests


def ask_again(server: Server, questions: list[dict]) -> None:
    """A visit without a browser: the page, its heartbeat, and one by one the questions of an earlier visit."""
    session = {"session_hash": token_hex(6)}
    with httpx.Client(base_url=server.url, timeout=PATIENCE_SECONDS) as http:
        while http.get("/?lang=en").status_code in BUSY:
            time.sleep(0.5)
        with http.stream("GET", f"/gradio_api/heartbeat/{session['session_hash']}"):
            for one in questions:
                http.post("/gradio_api/queue/join", json=one | session).raise_for_status()
                if '"success":true' not in http.get("/gradio_api/queue/data", params=session).text:
                    raise RuntimeError(f"not answered: {one}\n{server.log()}")


def lines(found: dict) -> list[str]:
    """The figures as Markdown."""
    rows = []
    for kind, looks in found.items():
        many = dict(enumerate(looks)) if isinstance(looks, list) else looks
        first, last = next(iter(many)), next(reversed(many))
        unit = {"page": "minute", "server": "visit"}[kind]
        rows += [f"| {kind} | {unit} {first} | {unit} {last} | aim |", "| --- | --- | --- | --- |"]
        for at, name in enumerate(many[first]):
            aim = "" if at else f"+{AIMS[kind]}"
            rows.append(f"| {name} | {many[first][name]} | {many[last][name]} | {aim} |")
        rows.append("")
    return rows


if __name__ == "__main__":
    main()
