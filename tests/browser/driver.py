"""Starts the real app in its own process and a Chromium that looks at it; tests, timings and screenshots use it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright

ROOT = Path(__file__).resolve().parents[2]
LOOPBACK_GUARD = Path(__file__).parent / "loopback_guard"  # its sitecustomize notes every call that leaves the machine
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
CHANNELS = ("chrome", "msedge")  # where Windows and macOS keep them
QUIET = (  # Chromium itself calls nobody
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
INSTALL_SECONDS = 20


def launch_chromium(playwright: Playwright) -> Browser | None:
    """An installed Chromium, else Playwright's own (fetched for 20 s at most), else None."""
    programs = [{"executable_path": found} for name in PROGRAMS if (found := shutil.which(name))]
    for options in (*programs, *({"channel": channel} for channel in CHANNELS), {}):
        if not options and not _bring_chromium():
            return None
        try:
            return playwright.chromium.launch(args=QUIET, **options)
        except Error:
            continue
    return None


def _bring_chromium() -> bool:
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        return subprocess.run(command, capture_output=True, timeout=INSTALL_SECONDS, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


@dataclass(frozen=True)
class Server:
    """The running app.

    Attributes:
        url: of its page, without a slash at the end.
        folder: its own: `runs`, caches, `log.txt`, `calls.txt`.
        pid: of its process.
    """

    url: str
    folder: Path
    pid: int = 0

    def log(self) -> str:
        """What it has printed so far, standard output and error."""
        return (self.folder / "log.txt").read_text(encoding="utf-8", errors="replace")

    def outside_calls(self) -> list[str]:
        """Hosts outside this machine that it, or a run that it started, asked for."""
        calls = self.folder / "calls.txt"
        return calls.read_text(encoding="utf-8").split() if calls.exists() else []


@contextmanager
def serve(
    folder: Path,
    patience_seconds: float = 300,
    program: str = "app.py",
    port: int | None = None,
    settings: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """Runs `python app.py`, or another program that serves it, with its runs and caches in `folder`; stopped on leaving.

    Args:
        port: a free one where it is None.
        settings: more of its environment.

    Raises:
        RuntimeError: it ended, or did not answer in time.
    """
    port = port or _free_port()
    server = Server(f"http://127.0.0.1:{port}", folder)
    environment = os.environ | {
        "GRADIO_SERVER_NAME": "127.0.0.1",
        "GRADIO_SERVER_PORT": str(port),
        "GRADIO_TEMP_DIR": str(folder / "cache"),
        "GOOGLENET_RUNS_DIR": str(folder / "runs"),
        "PYTHONPATH": os.pathsep.join(filter(None, (str(LOOPBACK_GUARD), os.environ.get("PYTHONPATH")))),
        "LOOPBACK_GUARD_FILE": str(folder / "calls.txt"),
        "PYTHONUNBUFFERED": "1",
        "CUDA_VISIBLE_DEVICES": "",  # everywhere the same; a run that is to be stopped must last some seconds
        **(settings or {}),
    }
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, program], cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait_for(server, process, patience_seconds)
            yield replace(server, pid=process.pid)
        finally:
            for run in (folder / "runs").glob("*/"):
                (run / "stop").touch()  # a run lives in its own process, and would go on without the app
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


def _wait_for(server: Server, process: subprocess.Popen, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(server.url, timeout=5):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"app.py did not answer at {server.url}:\n{server.log()}")
