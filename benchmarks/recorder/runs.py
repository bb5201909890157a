"""A tiny run on folders of pictures: trained in one go, stopped and resumed, and resumed from another checkout's."""

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.recorder import contents, normal, pictures
from benchmarks.recorder.workplace import environment, run

EPOCHS = 4
SETTINGS = (
    f"--epochs {EPOCHS} --batch-size 4 --image-size 32 --seed 1 --threads 1 --device cpu --precision fp32 "
    "--validation-images 4 --keep-epochs 2 --augmentation flip_shift"
).split()
WAIT_SECONDS = 120
LIST = (".json", ".jsonl", ".safetensors")


def record(place: Path, out: Path, old_run: Path | None) -> dict:
    """What the run's folder holds each time; whether the weights are the same to the bit."""
    place /= "runs-part"
    data = pictures.draw(place / "pictures")
    whole, halved, old = (place / "runs" / name for name in ("whole", "halved", "old"))
    told = {"whole": _ended(place, whole, ["train", "--dataset", str(data), *SETTINGS, "--run-dir", str(whole)])}
    _stop_half_way(place, ["train", "--dataset", str(data), *SETTINGS, "--run-dir", str(halved)], halved)
    kept = out / "old_run"
    shutil.rmtree(kept, ignore_errors=True)
    shutil.copytree(halved, kept)
    shutil.copytree(old_run or kept, old)
    told["stopped"] = {"state": _status(kept).get("state"), "files": sorted(one.name for one in kept.iterdir())}
    told["resumed"] = _ended(place, halved, ["train", "--resume", "--run-dir", str(halved)])
    told["old_resumed"] = _ended(place, old, ["train", "--resume", "--run-dir", str(old)])
    digests = {name: told[name]["files"]["last.safetensors"]["all"] for name in ("whole", "resumed", "old_resumed")}
    told["same_weights"] = {name: digest == digests["whole"] for name, digest in digests.items()}
    told["classes"] = json.loads((whole / "config.json").read_text(encoding="utf-8"))["classes"]
    return told


def _ended(place: Path, folder: Path, arguments: list[str]) -> dict:
    code, output, error = run(place, arguments)
    files = {
        str(path.relative_to(folder)): contents.of(path) for path in sorted(folder.rglob("*")) if path.suffix in LIST
    }
    return {
        "code": code,
        "output": _unnamed(normal.printed(output), folder),
        "error": _unnamed(normal.printed(error), folder),
        "files": files,
    }


def _unnamed(lines: object, folder: Path) -> object:
    return json.loads(json.dumps(lines).replace(f"/runs/{folder.name}", "/runs/<RUN>"))


def _stop_half_way(place: Path, arguments: list[str], folder: Path) -> None:
    """Interrupts the run, as Ctrl-C does, after its first epoch.

    Raises:
        RuntimeError: it came to no epoch in time, or ended before it was stopped.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "googlenet", *arguments],
        env=environment(place),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline, records = time.monotonic() + WAIT_SECONDS, folder / "metrics.jsonl"
    while time.monotonic() < deadline and process.poll() is None:
        if records.exists() and '"kind": "epoch"' in records.read_text(encoding="utf-8"):
            process.send_signal(signal.SIGINT)
            break
        time.sleep(0.02)
    _, error = process.communicate(timeout=WAIT_SECONDS)
    if _status(folder).get("state") != "stopped":
        raise RuntimeError(f"the run was to be stopped half way; it is {_status(folder)}:\n{error}")


def _status(folder: Path) -> dict:
    path = folder / "status.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
