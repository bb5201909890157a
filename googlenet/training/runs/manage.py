"""Renaming and deleting runs."""

import shutil

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
        raise RunRefused("error.run_name", name=repr(name)[:80])
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


def _refuse_live(run: RunFolder) -> None:
    if run.status().is_live():
        raise RunRefused("train.live_fixed", name=run.path.name)
