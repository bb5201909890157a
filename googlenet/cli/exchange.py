"""The commands `export` and `import`: a run as a zip, and back."""

import argparse
from pathlib import Path

from googlenet.cli.shared import json_option, option, runs_root, show, tell, written


def export_options(parser: argparse.ArgumentParser) -> None:
    """Adds a run and the zip to write."""
    option(parser, "run_dir", key="cli.option.run", type=Path)
    option(parser, "path", key="cli.option.export_to", type=Path)
    json_option(parser)


def export(chosen: argparse.Namespace) -> None:
    """Writes a run as a zip."""
    from googlenet.networks.checkpoint import write_atomically
    from googlenet.training.runs.export import export_run
    from googlenet.training.runs.folder import RunFolder

    data = export_run(RunFolder(chosen.run_dir))
    lines = written(chosen.path, lambda path: write_atomically(path, data))
    show(chosen, {"path": str(chosen.path), "bytes": len(data)}, lines)


def import_options(parser: argparse.ArgumentParser) -> None:
    """Adds the files and a name for the run."""
    option(parser, "files", key="cli.option.import_files", nargs="+", type=Path, metavar="file")
    option(parser, "--name", key="cli.option.import_name")
    json_option(parser)


def import_run(chosen: argparse.Namespace) -> None:
    """Imports the files as a run."""
    from googlenet.networks.checkpoint import read_card
    from googlenet.training.runs import export as runs_export

    run = runs_export.import_run(chosen.files, runs_root(), name=chosen.name)
    card = read_card(run.card)
    values = {"path": str(run.path), "classes": list(card.classes), "figures": card.figures}
    show(chosen, values, [tell("cli.imported", path=run.path, classes=len(card.classes))])
