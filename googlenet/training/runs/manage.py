"""Renaming and deleting runs, and what their files take."""

import shutil
from pathlib import Path

from googlenet.common.errors import RunRefused
from googlenet.common.owners import mark_of
from googlenet.training.runs.folder import RunFolder
from googlenet.training.runs.process import NAME, is_taken, retire_name


def rename_run(run: RunFolder, name: str) -> RunFolder:
    """Gives a run another name and returns it.

    Raises:
        RunRefused: it is under way, `name` is taken or not allowed, or the folder cannot be moved.
    """
    _refuse_live(run)
    if not NAME.fullmatch(name):
        raise RunRefused("error.run_name", name="".join(one for one in name[:80] if one.isprintable()))
    path = run.path.with_name(name)
    if path == run.path:
        return run
    if is_taken(path.parent, name, mark_of(run.path)):
        raise RunRefused("error.run_exists", path=path)
    with run.writing():
        retire_name(run)
        run.path.rename(path)
    return RunFolder(path)


def delete_run(run: RunFolder) -> None:
    """Deletes a run's folder; its card first, so that half a run is never listed.

    Raises:
        RunRefused: it is under way, or the folder cannot be written.
    """
    _refuse_live(run)
    with run.writing():
        retire_name(run)
        run.card.unlink(missing_ok=True)
        shutil.rmtree(run.path)


def disk_use(run: RunFolder) -> tuple[int, int]:
    """Bytes of a run's files, and of those among them that `remove_spare` would remove."""
    sizes = {path: _size(path) for path in run.path.rglob("*")}
    return sum(sizes.values()), sum(sizes.get(path, 0) for path in _spare(run))


def remove_spare(run: RunFolder) -> None:
    """Removes what a finished run needs only to train on or for a time-lapse: its checkpoint and the epochs' weights.

    Raises:
        RunRefused: it is not finished, or the folder cannot be written.
    """
    if run.status().state != "finished":
        raise RunRefused("error.run_unfinished", path=run.path.name)
    with run.writing():
        for path in _spare(run):
            path.unlink(missing_ok=True)


def _spare(run: RunFolder) -> list[Path]:
    """What `remove_spare` removes; nothing unless the run is finished and has the weights of its best epoch."""
    if run.status().state != "finished" or not run.best.is_file():
        return []
    return [run.state, run.last, *run.kept_epochs().values()]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:  # gone meanwhile
        return 0


def _refuse_live(run: RunFolder) -> None:
    if run.status().is_live():
        raise RunRefused("train.live_fixed", name=run.path.name)
