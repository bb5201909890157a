"""The command `pictures`: a folder or zip of one's own pictures made into a data set."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from googlenet.cli.shared import json_option, option, show, table, tell
from googlenet.data.file_names import AUTO, ENCODINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from googlenet.data.picture_folders import Report

FEW_NAMES = 5  # shown of each reason


def pictures_options(parser: argparse.ArgumentParser) -> None:
    """Adds the pictures, and how they are kept."""
    option(parser, "path", key="cli.option.pictures_path", type=Path)
    option(parser, "--side", key="cli.option.pictures_side", type=int, default=96, metavar="16–256")
    option(parser, "--test-share", key="cli.option.pictures_share", type=float, default=0.2, metavar="0.05–0.5")
    option(parser, "--seed", key="cli.option.draw_seed", type=int, default=0)
    option(parser, "--encoding", key="cli.option.pictures_encoding", choices=(AUTO, *ENCODINGS), default=AUTO)
    json_option(parser)


def pictures(chosen: argparse.Namespace) -> None:
    """Imports the pictures, and prints what was kept and what was left out."""
    from tqdm import tqdm

    from googlenet.data import own_data
    from googlenet.data.picture_folders import ImportOptions

    options = ImportOptions(chosen.side, chosen.test_share, chosen.seed, chosen.encoding)
    with tqdm(unit="picture", leave=False, disable=True if chosen.json else None) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        name = own_data.keep(chosen.path, options, progress=progress)
    report = own_data.read_report(name)
    show(chosen, {"name": name, **asdict(report)}, _lines(name, report))


def _lines(name: str, report: "Report") -> "Iterator[str]":
    if any(report.held_out_counts):
        columns, parts = "pictures.columns_held_out", (report.train_counts, report.held_out_counts, report.test_counts)
    else:
        columns, parts = "pictures.columns", (report.train_counts, report.test_counts)
    yield from table(tell(columns), zip(report.classes, *parts, strict=True))
    yield ""
    if not "".join(report.classes).isascii() and report.encoding:
        yield tell("pictures.encoded", encoding=report.encoding)
    for reason, (count, names) in report.skipped.items():
        shown = ", ".join(names[:FEW_NAMES]) + ("…" if count > FEW_NAMES else "")
        yield tell("pictures.skipped", count=count, reason=tell(f"pictures.skip.{reason}"), names=shown)
    if any(len(names) > FEW_NAMES for _, names in report.skipped.values()):
        yield tell("pictures.all_names")
    mean, std = (", ".join(f"{value:.4f}" for value in values) for values in (report.mean, report.std))
    yield tell("pictures.kept", side=report.side_px, channels=report.channels, mean=mean, std=std)
    yield tell("pictures.train_with", name=name)
