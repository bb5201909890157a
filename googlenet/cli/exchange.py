"""The commands `export` and `import`: a run as a zip, and back."""

import argparse
import os
from pathlib import Path

from googlenet.cli.shared import option, show, tell
from googlenet.common.errors import UserError


def export_options(parser: argparse.ArgumentParser) -> None:
    """Which run, and where to."""
    option(parser, "run_dir", told="cli.option.run_dir", type=Path)
    option(parser, "path", told="cli.option.export_to", type=Path)
    option(parser, "--json", action="store_true")


def export(chosen: argparse.Namespace) -> None:
    """Writes the zip."""
    from googlenet.networks.checkpoint import write_atomically
    from googlenet.training.runs.export import export_run
    from googlenet.training.runs.folder import RunFolder

    data = export_run(RunFolder(chosen.run_dir))
    try:
        write_atomically(chosen.path, data)
    except OSError as error:
        raise UserError("cli.not_written", path=chosen.path, reason=error.strerror or error) from None
    show(chosen, {"path": str(chosen.path), "bytes": len(data)}, [tell("cli.written", path=chosen.path)])


def import_options(parser: argparse.ArgumentParser) -> None:
    """Which files, and what they are called."""
    option(parser, "files", told="cli.option.import_files", nargs="+", type=Path, metavar="file")
    option(parser, "--name", told="cli.option.import_name")
    option(parser, "--json", action="store_true")


def import_run(chosen: argparse.Namespace) -> None:
    """Checks the files and makes a run of them."""
    from googlenet.networks.checkpoint import read_card
    from googlenet.training.runs import export as exchange

    run = exchange.import_run(chosen.files, Path(os.environ.get("GOOGLENET_RUNS_DIR", "runs")), name=chosen.name)
    card = read_card(run.card)
    told = {"path": str(run.path), "classes": list(card.classes), "figures": card.figures}
    show(chosen, told, [tell("cli.imported", path=run.path, classes=len(card.classes))])
