"""Visitors at once on a served app: waiting times beside a single one's, a crowd at the door, memory and what is kept.

Each visitor has images of their own, so that no answer was found for somebody else.

Run from the repository's root: `python -m benchmarks.load [--visitors 20] [--seconds 60] [--requests 2000] [--json]`.
All is loopback, the visitors' own time included; the ratios of one run count, not the seconds of a busy machine.
"""

import argparse
import json
import os
import random
import re
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
from PIL import Image

from googlenet.data.dataset import load_sample
from googlenet.data.sprites import picture_uri
from googlenet.training.config import TrainConfig
from googlenet.training.runs.process import start_run
from tests.browser.driver import Server, serve
from tests.service.caller import PATIENCE_SECONDS, Caller, Refused

SHIPPED = "googlenet_bn.fashion_mnist"
EXAMPLES = [
    f"example:{name}" for name in ("ankle-boot", "bag", "coat", "dress", "sandal", "shirt", "trouser", "sneaker")
]
KINDS = {  # what is asked, how often, and with what
    "classify": (0.7, lambda image: (image,)),
    "branches": (0.2, lambda image: (image,)),
    "attribute": (0.1, lambda image: (image, SHIPPED, None, "integrated_gradients")),
}
THINKING_SECONDS, OWN_IMAGES = 1.0, 8
BUSY = {429, 503}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--visitors", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--crowd", type=int, default=100, help="arriving at once")
    parser.add_argument("--requests", type=int, default=2000, help="for memory")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CENSUS_FILE"] = str(Path(folder) / "census.json")
        with serve(Path(folder), program="benchmarks/observed.py") as server:
            figures = measure(server, arguments)
            figures["told to end while busy"] = end_while_busy(server, arguments.visitors)
            figures["tracebacks in the log"] = server.log().count("Traceback")
    print(json.dumps(figures, indent=2) if arguments.json else "\n".join(lines(figures)))


def measure(server: Server, arguments: argparse.Namespace) -> dict[str, object]:
    """All figures, in turn."""
    with Caller(server.url) as caller:
        for kind, (_, make) in KINDS.items():
            caller(kind, *make(EXAMPLES[0]))  # the first of each pays for imports
    waits = {
        "alone": visit(server.url, 0, arguments.seconds / 3, thinking=0),
        f"{arguments.visitors} visitors": together(server.url, arguments),
    }
    with training(server.folder):
        waits["the same while a run trains"] = together(server.url, arguments)
    figures = {"waits": {who: quantiles(by_kind) for who, by_kind in waits.items()}}
    print(figures, file=sys.stderr)  # what follows takes its time
    figures["crowd"] = crowd(server.url, arguments.crowd)
    print(figures["crowd"], file=sys.stderr)
    figures["kept"] = endure(server, arguments.requests)
    return figures


def together(url: str, arguments: argparse.Namespace) -> dict[str, list[float]]:
    """The waiting times of all visitors at once."""
    with ThreadPoolExecutor(arguments.visitors) as pool:
        return merged(pool.map(lambda seed: visit(url, seed, arguments.seconds), range(1, arguments.visitors + 1)))


@contextmanager
def training(folder: Path) -> Iterator[None]:
    """A run trains within, as the page would start it."""
    run = start_run(TrainConfig(recipe="quick", epochs=1000), folder / "runs")
    try:
        until(run.records, "no step was trained")
        yield
        if not run.status().is_live():
            raise RuntimeError("the run ended while it should train")
    finally:
        run.ask_to_stop()
        until(lambda: not run.status().is_live(), "the run did not stop")


def until(is_so: Callable[[], object], complaint: str) -> None:
    """Waits for something, two minutes at most."""
    for _ in range(1200):
        if is_so():
            return
        time.sleep(0.1)
    raise RuntimeError(complaint)


def end_while_busy(server: Server, people: int) -> dict[str, object]:
    """SIGTERM while everybody waits for an answer: what the callers get, and how long the process lives on."""

    def ask(number: int) -> str:
        with Caller(server.url) as caller:
            try:
                caller("attribute", EXAMPLES[number % len(EXAMPLES)], SHIPPED, number % 10, "integrated_gradients")
            except Refused:
                return "told in words"
            except (httpx.HTTPError, ValueError):  # ValueError: a stream that was cut
                return "connection closed"
        return "answered"

    with ThreadPoolExecutor(people) as pool:
        asked = [pool.submit(ask, number) for number in range(people)]
        time.sleep(1)
        started = time.perf_counter()
        os.kill(server.pid, signal.SIGTERM)
        told = Counter(one.result() for one in asked)
    until(lambda: has_ended(server.pid), "the server did not end")
    return dict(told) | {"s until it was gone": round(since(started), 1)}


def has_ended(pid: int) -> bool:
    """Whether the process is gone, or waits only for its parent to take note."""
    try:
        return ") Z " in Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except FileNotFoundError:
        return True


def visit(url: str, seed: int, seconds: float, thinking: float = THINKING_SECONDS) -> dict[str, list[float]]:
    """One visitor's waiting times by kind, "busy" and "error" among the kinds; asks, waits, thinks."""
    rng, waits, end = random.Random(seed), defaultdict(list), time.monotonic() + seconds
    shares, images = [share for share, _ in KINDS.values()], own_images(seed)
    with Caller(url) as caller:
        while time.monotonic() < end:
            (kind,) = rng.choices(list(KINDS), shares)
            started = time.perf_counter()
            try:
                caller(kind, *KINDS[kind][1](rng.choice(images)))
            except Refused as refused:
                kind = "busy" if refused.status in BUSY else "error"
                if kind == "error":
                    print(refused.sentence)
            except httpx.HTTPError as error:
                kind = "error"
                print(repr(error))
            waits[kind].append(time.perf_counter() - started)
            time.sleep(rng.uniform(0, 2 * thinking))
    return waits


def own_images(visitor: int) -> list[str]:
    """Test images that no other visitor has, as data: URIs."""
    test = load_sample().test.pixels
    numbers = [(visitor * OWN_IMAGES + number) % len(test) for number in range(OWN_IMAGES)]
    return [picture_uri(Image.fromarray(test[number, 0].numpy())) for number in numbers]


def merged(visits: Iterable[dict[str, list[float]]]) -> dict[str, list[float]]:
    """The waiting times of all visitors."""
    waits = defaultdict(list)
    for one in visits:
        for kind, seconds in one.items():
            waits[kind] += seconds
    return waits


def quantiles(waits: dict[str, list[float]]) -> dict[str, dict[str, float]]:
    """kind -> how many, and p50, p95, p99 in milliseconds."""
    return {
        kind: {"requests": len(seconds)}
        | {f"p{p}": round(1000 * sorted(seconds)[min(len(seconds) - 1, len(seconds) * p // 100)]) for p in (50, 95, 99)}
        for kind, seconds in sorted(waits.items())
    }


def crowd(url: str, people: int) -> dict[str, object]:
    """Everybody asks in the same moment: how many are answered, how soon the others are told."""

    def ask(number: int) -> tuple[str, float]:
        started = time.perf_counter()
        try:
            caller("classify", EXAMPLES[number % len(EXAMPLES)])
        except Refused as refused:
            return ("refused in words" if refused.status in BUSY and refused.sentence else "error"), since(started)
        return "answered", since(started)

    with Caller(url, limits=httpx.Limits(max_connections=2 * people)) as caller, ThreadPoolExecutor(people) as pool:
        told = list(pool.map(ask, range(people)))
    refused = [seconds for kind, seconds in told if kind == "refused in words"]
    answered = [seconds for kind, seconds in told if kind == "answered"]
    return {
        "answered": len(answered),
        "refused in words": len(refused),
        "errors": people - len(answered) - len(refused),
        "slowest refusal, s": round(max(refused, default=0), 2),
        "slowest answer, s": round(max(answered, default=0), 1),
    }


def since(started: float) -> float:
    return time.perf_counter() - started


def endure(server: Server, requests: int) -> dict[str, list]:
    """What the server holds after a tenth of the requests and after all: [then, now]."""
    counts = []
    with Caller(server.url) as caller, httpx.Client(base_url=server.url, timeout=PATIENCE_SECONDS) as http:
        for number in range(requests + 1):
            if number in {requests // 10, requests}:
                counts.append({"memory, MB": resident_mb(server.pid)} | census(server.pid))
            patient(caller, "classify", EXAMPLES[number % len(EXAMPLES)])
            if not number % 10:
                http.get("/")  # a visit, and one that the gate may turn away
                http.get("/config")
    return {name: [before, counts[1][name]] for name, before in counts[0].items()}


def patient(caller: Caller, *asked: object) -> None:
    """Asks until it is answered: one address has its share of requests a second."""
    while True:
        try:
            caller(*asked)
        except Refused as refused:
            if refused.status not in BUSY:
                raise
            time.sleep(1)
        else:
            return


def census(pid: int) -> dict[str, int]:
    """What the server counts of itself."""
    path = Path(os.environ["CENSUS_FILE"])
    path.unlink(missing_ok=True)
    os.kill(pid, signal.SIGUSR1)
    for _ in range(300):
        if path.exists():
            return json.loads(path.read_text(encoding="utf-8"))
        time.sleep(0.1)
    raise RuntimeError("the server did not count")


def resident_mb(pid: int) -> int:
    """Resident memory of a process."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return round(int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024)


def lines(figures: dict[str, object]) -> list[str]:
    """The figures as Markdown."""
    rows = ["| | asked | requests | p50, ms | p95, ms | p99, ms |", "| --- | --- | --- | --- | --- | --- |"]
    for who, kinds in figures["waits"].items():
        rows += [f"| {who} | {kind} | {' | '.join(map(str, one.values()))} |" for kind, one in kinds.items()]
    rows += ["", f"All at once: {figures['crowd']}", "", "| kept | after a tenth | after all |", "| --- | --- | --- |"]
    rows += [f"| {name} | {before} | {after} |" for name, (before, after) in figures["kept"].items()]
    rows += ["", f"Told to end while busy: {figures['told to end while busy']}"]
    return [*rows, "", f"Tracebacks in the log: {figures['tracebacks in the log']}"]


if __name__ == "__main__":
    main()
