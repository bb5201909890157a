"""A run in a process of its own: `python -m googlenet.training.runs.process RUN_DIR`.

It outlives the process that starts it, and leaves the page quick. All that the two share is the folder.
"""

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from googlenet.common.errors import RunRefused, UserError
from googlenet.common.files import ROOT
from googlenet.common.owners import hash_of, is_public, mark_of
from googlenet.training import lent_gpu
from googlenet.training.environment import training_environment
from googlenet.training.runs.folder import RunFolder
from googlenet.training.runs.queue import MOST_WAITING, await_turn, busy_devices, waiting

if TYPE_CHECKING:
    from googlenet.training.config import TrainConfig

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

NAME = re.compile(r"[^\W_][\w.-]{0,63}")
GONE = ".gone"  # folder with the names of runs that were deleted or renamed, each with its owner's mark
COMMAND = (sys.executable, "-m", "googlenet.training.runs.process")
NICENESS = 10  # the page and the rest of the machine come first: beside them, a core gives a run a tenth of its time


def start_run(config: "TrainConfig", root: str | Path, name: str | None = None, owner: str | None = None) -> RunFolder:
    """Makes a run in `root` and starts its process, which trains when its turn comes: see `queue`.

    Args:
        name: of its folder; None: the recipe's name and a number.
        owner: token of whoever starts it; None: it has no owner.
    Raises:
        RunRefused: too many runs wait already, `name` is taken or not allowed, or `root` cannot be written.
        UserError: the network or data set is missing, or they do not fit one another.
    """
    from googlenet.data.dataset import outline_dataset
    from googlenet.networks.devices import device_name
    from googlenet.training.config import beginning
    from googlenet.training.initialization import check_split, check_start, dataset_of
    from googlenet.training.trainer import card_of

    dataset = dataset_of(config, read=outline_dataset)  # the images are read by the process that trains
    check_split(dataset, config)
    card = card_of(beginning(config), dataset)
    check_start(config, card)
    device_name(config.device)  # one that this machine does not have is refused before the folder is made
    with queueing_in(Path(root)):
        device = device_name(config.device, busy_devices(Path(root)))
        run = RunFolder(claim(Path(root), config.recipe, name, owner))
        if owner is not None:
            run.set_owner(owner)
        run.write_status("queued", device=device)
        run.create(card)  # last: only now is it listed
        _start(run)
    return run


def resume_run(run: RunFolder) -> None:
    """Resumes a run in a process of its own, when its turn comes.

    Raises:
        RunRefused: there is none, it is finished or under way already, or too many runs wait.
        UserError: this machine has no such device.
    """
    from googlenet.networks.checkpoint import read_card
    from googlenet.networks.devices import device_name
    from googlenet.training.config import config_from_dict

    if not run.exists():
        raise RunRefused("error.run_missing", path=run.path)
    with queueing_in(run.path.parent):
        status = run.status()
        if status.state == "finished":
            raise RunRefused("error.run_finished", path=run.path)
        if status.is_live():
            raise RunRefused("error.run_live", path=run.path)
        device = device_name(config_from_dict(read_card(run.card).config).device, busy_devices(run.path.parent))
        with run.writing():
            run.stop_file.unlink(missing_ok=True)
        run.write_status("queued", device=device)
        _start(run)


def free_name(root: Path, recipe: str) -> str:
    """The first free name in `root`, of `recipe` and a number."""
    number = 0
    while is_taken(root, f"{recipe}-{number}"):
        number += 1
    return f"{recipe}-{number}"


def is_taken(root: Path, name: str, mark: bytes | None = None) -> bool:
    """Whether a run in `root` has this name, or had it on a server that strangers share.

    Args:
        mark: of an owner, who may use again the names that were theirs.
    """
    gone = root / GONE / f"{name}.mark"
    return (root / name).exists() or (gone.is_file() and gone.read_bytes() != mark)


def retire_name(run: RunFolder) -> None:
    """Keeps others from using a run's name again on a server that strangers share: open pages may still show it."""
    if is_public():
        gone = run.path.parent / GONE
        gone.mkdir(exist_ok=True)
        (gone / f"{run.path.name}.mark").write_bytes(mark_of(run.path))  # a name that no file of a run has


def claim(root: Path, recipe: str, name: str | None = None, owner: str | None = None) -> Path:
    """Makes a new empty folder in `root` and returns its path.

    Raises:
        RunRefused: `name` is taken or not allowed, or `root` cannot be written.
    """
    if name is not None and not NAME.fullmatch(name):
        raise RunRefused("error.run_name", name="".join(one for one in name[:80] if one.isprintable()))
    path = root / (name or free_name(root, recipe))
    if is_taken(root, path.name, hash_of(owner).encode() if owner else None):
        raise RunRefused("error.run_exists", path=path)
    with RunFolder(root).writing():
        try:
            path.mkdir()
        except FileExistsError:  # another process was quicker
            raise RunRefused("error.run_exists", path=path) from None
    return path


@contextlib.contextmanager
def queueing_in(root: Path) -> Iterator[None]:
    """Within, no other process joins the queue in `root`: two clicks on one run start it once.

    Raises:
        RunRefused: too many wait there already, or `root` cannot be written.
    """
    with RunFolder(root).writing():
        root.mkdir(parents=True, exist_ok=True)
        lock = (root / ".lock").open("w")
    with lock:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX)
        if waiting(root) >= MOST_WAITING:
            raise RunRefused("error.run_queue", most=MOST_WAITING)
        yield


def _start(run: RunFolder) -> None:
    """Starts `COMMAND` on the run's folder as a process that outlives this one; its output goes to the log."""
    if lent_gpu.is_wanted():  # then a process with a lent GPU trains the run
        return
    from googlenet.networks.devices import DEVICE_VARIABLE

    paths = [str(ROOT), os.environ.get("PYTHONPATH")]
    environment = training_environment(dict(os.environ)) | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
    environment[DEVICE_VARIABLE] = run.status().device  # the one that it has queued for, where there are several
    with run.log.open("ab") as log:
        process = subprocess.Popen(
            [*COMMAND, str(run.path.resolve())],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=True,
            creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),  # Windows has no niceness
        )
    args = process, run, run.status().since
    threading.Thread(target=_await_end, args=args, name=f"end of {run.path.name}", daemon=True).start()


def _await_end(process: subprocess.Popen, run: RunFolder, since: float) -> None:
    """Waits for the process, so that it is no zombie, and writes the status of one that ended before training.

    Args:
        since: when the run was queued; one that was queued again meanwhile has another process.
    """
    code = process.wait()
    with contextlib.suppress(UserError):  # the folder was deleted, or the disk is full
        status = run.status() if run.exists() else None
        if status is not None and (status.state, status.since) == ("queued", since):
            error = UserError("error.run_silent", path=run.log) if code else None
            run.write_status("failed" if error else "stopped", error=error)


@contextlib.contextmanager
def stops_on(run: RunFolder, *signals: signal.Signals) -> Iterator[None]:
    """Within, these signals stop the run while it waits, or after its current step, with a checkpoint.

    While a run that did not wait is being prepared they are Ctrl-C; once it has ended they do nothing.
    """
    given = run.status()

    def stop(*_: object) -> None:
        status = run.status()
        if status.is_live():
            run.ask_to_stop()
        elif status == given:  # it is being prepared: no step will look for a stop file
            raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _give_way() -> None:
    """Lets other processes have the processor first.

    Linux, where it groups processes by session, weighs a process's niceness within its session alone, and sessions by a
    niceness of their own: a run, which has its session to itself, would have as much of a core as the page.
    """
    if hasattr(os, "nice"):
        niceness = os.nice(NICENESS)
        with contextlib.suppress(OSError):
            Path("/proc/self/autogroup").write_text(str(niceness), encoding="ascii")


def main(arguments: list[str]) -> int:
    """Trains the run in the folder `arguments[0]`; 0 when finished or stopped, 2 on bad input, 1 on an error of ours."""
    run = RunFolder(Path(*arguments[:1]))
    _give_way()
    try:
        run.write_status("queued")
        with stops_on(run, signal.SIGTERM, signal.SIGINT):
            if not await_turn(run):
                run.write_status("stopped")
                run.clear_stop()
                return 0
            from googlenet.training.loop import fit

            for _ in fit(None, run.path, resume=True):
                pass
    except UserError as error:
        print(error, file=sys.stderr)
        with contextlib.suppress(UserError):
            if run.status().state == "queued":  # it did not begin to train
                run.write_status("failed", error=error)
        return 2
    except Exception:  # noqa: BLE001 the log has the traceback, the folder the sentence
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
