"""The commands about units of a network: `activations`, `ablate`, `field`, `visualize`."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from googlenet.cli.shared import (
    check_suffix,
    classifier_of,
    json_option,
    option,
    show,
    table,
    tell,
    weights_argument,
    weights_option,
    written,
)
from googlenet.common.errors import UserError
from googlenet.common.json_values import parse_count

if TYPE_CHECKING:
    import numpy as np

    from googlenet.networks.classifier import Classifier


def picture_options(parser: argparse.ArgumentParser) -> None:
    """Adds a picture, the weights, and how both are read and printed."""
    option(parser, "image", key="cli.option.images", type=Path)
    weights_option(parser)
    option(parser, "--no-prepare", action="store_true")
    json_option(parser)


def activations_options(parser: argparse.ArgumentParser) -> None:
    """Adds a picture, and the file for the arrays."""
    picture_options(parser)
    option(parser, "--output", key="units.option.npz", type=Path)


def activations(chosen: argparse.Namespace) -> None:
    """Prints each branch's share of its block's energy and channels; `--output` writes every activation."""
    from googlenet.inspection.activations import branch_activations
    from googlenet.inspection.channels import energy_shares

    check_suffix(chosen.output, ".npz")
    maps = branch_activations(classifier_of(chosen), chosen.image, prepare=not chosen.no_prepare)
    found = []
    for block, branches in maps.items():
        energy, total = energy_shares(branches), sum(map(len, branches.values()))
        for branch, output in branches.items():
            silent = int((output.max(axis=(1, 2)) <= 0).sum())
            shares = {"energy": energy[branch], "channels": len(output) / total}
            found.append({"block": block, "branch": branch, **shares, "width": len(output), "silent": silent})
    arrays = {f"{block}/{branch}": one for block, row in maps.items() for branch, one in row.items()}
    rows = [
        (one["block"], one["branch"], f"{one['energy']:.1%}", f"{one['channels']:.1%}", one["width"], one["silent"])
        for one in found
    ]
    show(
        chosen,
        found,
        [*table(tell("units.columns.activations"), rows), *written(chosen.output, lambda path: _save(path, arrays))],
    )


def ablate_options(parser: argparse.ArgumentParser) -> None:
    """Adds a picture, what is switched off, and what replaces it."""
    picture_options(parser)
    parser.add_argument("--off", nargs="+", required=True, metavar="BLOCK/BRANCH", help=tell("units.option.off"))
    option(parser, "--fill", choices=("zero", "mean"), default="zero")


def ablate(chosen: argparse.Namespace) -> None:
    """Prints the probabilities of the classes before and after."""
    from googlenet.inspection.ablation import observe_without

    classifier, off, prepare = classifier_of(chosen), parse_off(chosen.off), not chosen.no_prepare
    before, now = (
        observe_without(classifier, chosen.image, one, fill=chosen.fill, prepare=prepare).prediction
        for one in ({}, off)
    )
    pairs = [
        {"label": label, "before": float(p), "now": float(now.probabilities[now.labels.index(label)])}
        for label, p in zip(before.labels, before.probabilities, strict=True)
    ]
    plain = {"off": chosen.off, "fill": chosen.fill, "before": before.labels[0], "now": now.labels[0], "classes": pairs}
    rows = [(one["label"], f"{one['before']:.1%}", f"{one['now']:.1%}") for one in pairs]
    show(chosen, plain, table(tell("units.columns.ablate"), rows))


def parse_off(named: Sequence[str]) -> dict[str, dict[str, list[int] | None]]:
    """What to switch off, as `ablated` takes it: "inception4c/5x5" is a branch, "inception4c/5x5#7" one of its channels.

    Raises:
        UserError: a name has another form.
    """
    off: dict[str, dict[str, list[int] | None]] = {}
    for one in named:
        path, _, channel = one.partition("#")
        block, _, branch = path.partition("/")
        if not branch or ("#" in one and parse_count(channel) is None):
            raise UserError("units.off", name=one)
        branches = off.setdefault(block, {})
        if not channel:
            branches[branch] = None
        elif branches.get(branch, []) is not None:
            branches.setdefault(branch, []).append(int(channel))
    return off


def field_options(parser: argparse.ArgumentParser) -> None:
    """Adds a picture and a unit; without a cell, the most active one."""
    picture_options(parser)
    unit_options(parser)
    option(parser, "--cell", key="units.option.cell", nargs=2, type=int, metavar=("ROW", "COLUMN"))
    option(parser, "--output", key="units.option.npz", type=Path)


def unit_options(parser: argparse.ArgumentParser) -> None:
    """Adds a block, a branch and a channel."""
    option(parser, "--block", key="cli.option.a_block", required=True)
    option(parser, "--branch", key="cli.option.branch", required=True)
    option(parser, "--channel", key="units.option.channel", type=int)


def chosen_unit(classifier: "Classifier", chosen: argparse.Namespace) -> "tuple[np.ndarray, int, tuple[int, int]]":
    """A branch's activations (C, H, W), the chosen channel, else the most active one, and its cell, else the hottest.

    Raises:
        UnknownName: there is no such block, branch or channel.
    """
    from googlenet.common.errors import UnknownName, look_up
    from googlenet.inspection.activations import branch_activations
    from googlenet.inspection.channels import hottest_cell

    maps = branch_activations(classifier, chosen.image, prepare=not chosen.no_prepare)
    output = look_up(look_up(maps, chosen.block, "error.block"), chosen.branch, "error.branch")
    channel = int(output.mean(axis=(1, 2)).argmax()) if chosen.channel is None else chosen.channel
    if not 0 <= channel < len(output):
        where = f"{chosen.block} {chosen.branch}"
        raise UnknownName("error.channel", name=channel, where=where, accepted=f"0–{len(output) - 1}")
    return output, channel, tuple(chosen.cell or hottest_cell(output[channel]))


def field(chosen: argparse.Namespace) -> None:
    """Prints a cell's receptive field, and how much of it holds 95 % of its gradient."""
    from googlenet.inspection.effective_field import area_of_weight, effective_receptive_field
    from googlenet.inspection.receptive_field import receptive_field

    check_suffix(chosen.output, ".npz")
    classifier, prepare = classifier_of(chosen), not chosen.no_prepare
    output, channel, (row, column) = chosen_unit(classifier, chosen)
    unit = {"block": chosen.block, "branch": chosen.branch, "row": row, "column": column}
    window = receptive_field(classifier.card.spec, size_px=classifier.preprocess.size_px, **unit)
    gradient = effective_receptive_field(classifier, chosen.image, channel=channel, prepare=prepare, **unit)
    inside = window.clipped
    area = (inside.bottom - inside.top) * (inside.right - inside.left)
    values = {"channel": channel, "value": float(output[channel, row, column]), "held": area_of_weight(gradient) / area}
    arrays = {"field": gradient, "activations": output[channel]}
    lines = [
        tell("units.cell", **unit, **values),
        tell("units.sees", **_sides(window.unclipped), inside=_sides(inside)),
        tell("units.held", percent=100 * values["held"]) if values["held"] else tell("units.silent"),
    ]
    plain = unit | values | {"unclipped": window.unclipped, "clipped": inside}
    show(chosen, plain, [*lines, *written(chosen.output, lambda path: _save(path, arrays))])


def _sides(rectangle: object) -> dict[str, int]:
    return {"height": rectangle.bottom - rectangle.top, "width": rectangle.right - rectangle.left}


def visualize_options(parser: argparse.ArgumentParser) -> None:
    """Adds a unit, the image's size and the steps."""
    weights_argument(parser)
    unit_options(parser)
    option(parser, "--size", key="units.option.size", type=int, default=128)
    option(parser, "--steps", key="units.option.steps", type=int, default=128)
    option(parser, "--seed", key="units.option.start_seed", type=int, default=0)
    option(parser, "--output", key="units.option.picture", type=Path)
    json_option(parser)


def visualize(chosen: argparse.Namespace) -> None:
    """Makes an image for a channel, or without `--channel` for a whole branch."""
    from tqdm import tqdm

    from googlenet.inspection.feature_visualization import visualize_feature
    from googlenet.training.config import in_limits

    in_limits("seed", chosen.seed)
    check_suffix(chosen.output, ".png")
    unit = {"block": chosen.block, "branch": chosen.branch, "channel": chosen.channel}
    how = {"size_px": chosen.size, "steps": chosen.steps, "seed": chosen.seed}
    objectives = {}
    with tqdm(total=chosen.steps, unit="step", disable=None) as bar:
        for step in visualize_feature(classifier_of(chosen), **unit, **how):
            objectives[step.step] = step.objective
            bar.update(step.step - bar.n)
    line = tell("units.made", steps=step.steps, first=objectives[0], last=step.objective)
    show(
        chosen,
        unit | how | {"objectives": objectives},
        [line, *written(chosen.output, lambda path: _save_picture(path, step.image))],
    )


def _save(path: Path, arrays: "dict[str, np.ndarray]") -> None:
    import numpy as np

    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)


def _save_picture(path: Path, pixels: "np.ndarray") -> None:
    from PIL import Image

    Image.fromarray(pixels).save(path)
