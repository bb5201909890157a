"""The runs and studies in a folder."""

import contextlib
from collections.abc import Callable
from pathlib import Path

from googlenet.training.runs.folder import RunFolder

STUDY_FILE = "study.json"  # the settings of a study, in its folder


def list_runs(root: Path) -> list[RunFolder]:
    """The runs in `root`, the newest first."""
    return _newest_first(root, lambda run: run.card)


def list_studies(root: Path) -> list[RunFolder]:
    """The studies in `root`, the newest first: folders with the status, stop file and log of a run, and runs in them."""
    return _newest_first(root, lambda study: study.path / STUDY_FILE)


def _newest_first(root: Path, file_of: Callable[[RunFolder], Path]) -> list[RunFolder]:
    """The folders in `root` that have the file, by its time of change; one may be deleted meanwhile."""
    dated = []
    for run in map(RunFolder, root.iterdir() if root.is_dir() else ()):
        with contextlib.suppress(OSError):
            dated.append((file_of(run).stat().st_mtime, run))
    return [run for _, run in sorted(dated, key=lambda pair: pair[0], reverse=True)]
