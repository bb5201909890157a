"""The runs in a folder."""

import contextlib
from pathlib import Path

from googlenet.training.runs.folder import RunFolder


def list_runs(root: Path) -> list[RunFolder]:
    """The runs in `root`, the newest first; one may be deleted meanwhile."""
    dated = []
    for run in map(RunFolder, root.iterdir() if root.is_dir() else ()):
        with contextlib.suppress(OSError):
            dated.append((run.card.stat().st_mtime, run))
    return [run for _, run in sorted(dated, key=lambda pair: pair[0], reverse=True)]
