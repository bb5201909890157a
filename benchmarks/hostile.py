"""Thousands of hostile files through the HTTP route of a served app: what becomes of them, how long, and of the memory.

Run from the repository's root: `python -m benchmarks.hostile [--count 5000] [--seed 0] [--pillow FOLDER] [--json]`.
FOLDER is `Tests/images` of Pillow's source distribution (`pip download --no-binary :all: --no-deps pillow`, unpacked).
"""

import argparse
import json
import os
import re
import tempfile
import time
from collections import Counter
from pathlib import Path

import httpx

from googlenet.app.server.memory import EVERY_SECONDS
from tests.browser.driver import serve
from tests.hostile_files import some
from tests.service.caller import EXAMPLE, Caller

MOST_BYTES = 20 * 2**20
WARM = 100  # files before memory is measured the first time


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=5000, help="how many files (default: 5000)")
    parser.add_argument("--seed", type=int, default=0, help="of the damage (default: 0)")
    parser.add_argument("--pillow", type=Path, help="folder of Pillow's own test images")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    arguments = parser.parse_args()
    os.environ["GOOGLENET_LIMITS"] = "0"
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder)) as server, Caller(server.url) as caller:
        figures = attack(server, caller, some(arguments.count, arguments.seed, pillow_files(arguments.pillow)))
    if arguments.json:
        print(json.dumps(figures, indent=2))
        return
    print("| what | figure |\n| --- | --- |")
    for name, value in figures.items():
        print(f"| {name} | {value} |")


def pillow_files(folder: Path | None) -> dict[str, bytes]:
    """Name -> bytes of the files in `folder` that may be uploaded at all."""
    files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder else []
    return {str(path.relative_to(folder)): path.read_bytes() for path in files if path.stat().st_size < MOST_BYTES}


def attack(server: object, caller: Caller, cases: list) -> dict[str, object]:
    """Sends every file, one after another, and returns what came of it."""
    before, answers, seconds, memory = caller("classify", EXAMPLE)["logits"], Counter(), [], 0.0
    for number, case in enumerate(cases):
        if number == WARM:
            memory = settled_mb(server.pid)
        started = time.perf_counter()
        try:
            kind, value = caller.outcome("classify", caller.upload(case.data, case.name))
        except httpx.HTTPStatusError as refused:
            kind = f"refused with {refused.response.status_code}"  # 413: over the limit of a request's body
        except Exception as error:  # noqa: BLE001 - counted, named and gone on
            kind, value = "broken", f"{case.trick}: {type(error).__name__} {error}"
            print(value)
        seconds.append((time.perf_counter() - started, case.trick))
        answers[kind if kind != "sentence" else family(value)] += 1
    log, slowest = server.log(), max(seconds)
    return {
        "files": len(cases),
        **{f"answered: {name}": count for name, count in answers.most_common()},
        "tracebacks in the log": log.count("Traceback"),
        "slowest, s": f"{slowest[0]:.2f} ({slowest[1]})",
        "median, s": f"{sorted(seconds)[len(seconds) // 2][0]:.3f}",
        "99 %, s": f"{sorted(seconds)[int(len(seconds) * 0.99)][0]:.3f}",
        f"memory after {WARM} files, MB": round(memory),
        "memory at the end, MB": round(settled_mb(server.pid)),
        "a good image answered as before, to the bit": caller("classify", EXAMPLE)["logits"] == before,
    }


def settled_mb(pid: int) -> float:
    """Resident memory of a server that was left alone until it has given back what it does not use."""
    time.sleep(EVERY_SECONDS + 5)
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def family(sentence: str) -> str:
    """A refusal without what varies in it."""
    return re.sub(r"\(.*?\)|\d+(\.\d+)?|PNG|JPEG|WEBP|GIF(?=[ ,])", "…", sentence.split(". ", maxsplit=1)[0])[:60]


if __name__ == "__main__":
    main()
