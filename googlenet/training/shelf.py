"""What is done to runs that stand on the shelf: renamed, deleted."""

import shutil

from googlenet.errors import RunRefused
from googlenet.owners import mark_of
from googlenet.training.runs import RunFolder
from googlenet.training.worker import NAME, is_taken, retire_name


def rename_run(run: RunFolder, name: str) -> RunFolder:
    """Gives a run another name; the run under it.

    Raises:
        RunRefused: it is under way, `name` is no name or taken, or the folder cannot be moved.
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
    """Takes a run away with all its files; the card first, so that half a run is never listed.

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
