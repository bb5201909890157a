"""The commands `export` and `import`: a run as a zip, and back."""

import argparse
import os
from pathlib import Path

from googlenet.errors import UserError
from googlenet.terminal import option, show, tell


def export_options(parser: argparse.ArgumentParser) -> None:
    """Which run, and where to."""
    option(parser, "run_dir", told="cli.option.run_dir", type=Path)
    option(parser, "path", told="cli.option.export_to", type=Path)
    option(parser, "--json", action="store_true")


def export(chosen: argparse.Namespace) -> None:
    """Writes the zip."""
    from googlenet.checkpoints import write_atomically
    from googlenet.training.exchange import pack
    from googlenet.training.runs import RunFolder

    data = pack(RunFolder(chosen.run_dir))
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


def take_in(chosen: argparse.Namespace) -> None:
    """Checks the files and makes a run of them."""
    from googlenet.cards import read_card
    from googlenet.training import exchange

    run = exchange.take_in(chosen.files, Path(os.environ.get("GOOGLENET_RUNS_DIR", "runs")), name=chosen.name)
    card = read_card(run.card)
    told = {"path": str(run.path), "classes": list(card.classes), "figures": card.figures}
    show(chosen, told, [tell("cli.imported", path=run.path, classes=len(card.classes))])
