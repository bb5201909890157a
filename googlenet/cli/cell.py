"""The command `cell`: the arithmetic of one cell."""

import argparse

from googlenet.cli.channels import chosen_unit, picture_options, unit_options
from googlenet.cli.shared import classifier_of, option, show, table, tell


def cell_options(parser: argparse.ArgumentParser) -> None:
    """Adds a picture, a unit, a cell of its map and a layer of its branch."""
    picture_options(parser)
    unit_options(parser)
    option(parser, "--cell", key="units.option.cell", nargs=2, type=int, metavar=("ROW", "COLUMN"))
    option(parser, "--layer", key="units.option.layer")
    option(parser, "--strongest", key="units.option.strongest", type=int, default=8)


def cell(chosen: argparse.Namespace) -> None:
    """Prints what each of the strongest input channels adds to a cell, and what follows the sum."""
    from googlenet.inspection.cell import cell as work_out

    classifier = classifier_of(chosen)
    prepare = not chosen.no_prepare
    if chosen.layer:
        channel, (row, column) = chosen.channel or 0, chosen.cell or (0, 0)
    else:
        _, channel, (row, column) = chosen_unit(classifier, chosen)
    place = {"block": chosen.block, "branch": chosen.branch, "layer": chosen.layer, "channel": channel}
    how = {"row": row, "column": column, "strongest": max(0, chosen.strongest), "prepare": prepare}
    found = work_out(classifier, chosen.image, **place, **how)
    rows = [(part.channel, f"{part.sum:+.4g}", "{}, {}".format(*part.place)) for part in found.parts]
    steps = [("others", found.others, found.rest), ("total", None, found.total), ("bias", None, found.bias)]
    if (found.scale, found.shift) != (1, 0):
        steps.append(("normalized", None, found.normalized))
    if found.shortcut:
        steps.append(("shortcut", None, found.shortcut.value))
    lines = [
        tell(f"units.{key}", count=count, value=value, scale=found.scale, shift=found.shift)
        for key, count, value in steps
    ]
    values = {"value": found.activation, "error": abs(found.value - found.activation)}
    where = f"{found.block} {found.branch} {found.layer}"
    head = tell("units.worked", where=where, channel=channel, row=row, column=column, **values)
    show(chosen, found, [head, *table(tell("units.columns.cell"), rows), *lines])
