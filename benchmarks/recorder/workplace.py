"""The recorder's folder, always the same one because names of data sets and cards tell it, and the app served in it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER = Path(tempfile.gettempdir()).resolve() / "googlenet-recorder"
BUSY = FOLDER.with_name("googlenet-recorder.busy")
PATIENCE_SECONDS, COMMAND_SECONDS = 120, 600


@contextmanager
def cleared() -> Iterator[Path]:
    """The folder, empty at the start and gone afterwards.

    Raises:
        SystemExit: a recording is under way, or this one was ended from outside.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside"))  # so that nothing is left behind
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job, and its children, ignore it
    try:
        BUSY.mkdir()
    except FileExistsError:
        raise SystemExit(f"A recording is under way, or was broken off; then remove {BUSY}.") from None
    try:
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir()
        yield FOLDER
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
        BUSY.rmdir()


def environment(place: Path, lang: str = "en", **more: str) -> dict[str, str]:
    """What a program of the checkout is started with: its own runs, one language, no GPU."""
    kept = {name: word for name, word in os.environ.items() if not name.startswith(("GOOGLENET_", "GRADIO_", "LC_"))}
    kept.pop("PYTHONPATH", None)
    return kept | {
        "LANG": "C.UTF-8",
        "LC_ALL": "zh_CN.UTF-8" if lang == "zh" else "C.UTF-8",
        "COLUMNS": "100",
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONUNBUFFERED": "1",
        "CUDA_VISIBLE_DEVICES": "",
        "GRADIO_TEMP_DIR": str(place / "cache"),
        "GOOGLENET_RUNS_DIR": str(place / "runs"),
        "GOOGLENET_LIMITS": "0",
        **more,
    }


@contextmanager
def served(place: Path, name: str) -> Iterator[str]:
    """Serves the checkout's app with runs and caches of its own; the address of its page.

    Raises:
        RuntimeError: it ended, or did not answer in time.
    """
    folder = place / f"app-{name}"
    folder.mkdir()
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    told = environment(folder, GRADIO_SERVER_NAME="127.0.0.1", GRADIO_SERVER_PORT=str(port))
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen([sys.executable, "app.py"], env=told, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait_for(url, process, folder / "log.txt")
            yield url
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(url: str, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"app.py did not answer:\n{log.read_text(encoding='utf-8', errors='replace')}")


def run(place: Path, arguments: list[str], lang: str = "en") -> tuple[int, str, str]:
    """Exit code, standard output and error of `python -m googlenet ARGUMENTS`; -1 where it took too long."""
    command = [sys.executable, "-m", "googlenet", *arguments]
    told = {"env": environment(place, lang), "capture_output": True, "stdin": subprocess.DEVNULL, "text": True}
    try:
        done = subprocess.run(command, timeout=COMMAND_SECONDS, check=False, **told)
    except subprocess.TimeoutExpired:
        return -1, "", "took too long"
    return done.returncode, done.stdout, done.stderr
