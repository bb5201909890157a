"""The command `regions`: what regions of an image are worth to a class."""

import argparse
import re

from googlenet.cli.channels import picture_options
from googlenet.cli.shared import class_or_index, classifier_of, counting_bar, option, show, table, tell
from googlenet.common.errors import UserError

POINT = re.compile(r"(\d*\.?\d+),(\d*\.?\d+)")


def regions_options(parser: argparse.ArgumentParser) -> None:
    """Adds a picture, the regions' outlines, the class, and what stands in a region's place."""
    picture_options(parser)
    parser.add_argument(
        "--region", nargs="+", action="append", required=True, metavar="X,Y", help=tell("units.option.region")
    )
    option(parser, "--target")
    option(parser, "--baseline", default="black")


def regions(chosen: argparse.Namespace) -> None:
    """Prints each region's worth by covering it, and its Shapley value, by branch too."""
    from googlenet.inspection.regions import outlined
    from googlenet.inspection.regions import regions as find

    classifier = classifier_of(chosen)
    masks = outlined([[_point(one) for one in points] for points in chosen.region], classifier.preprocess.size_px)
    how = {"baseline": chosen.baseline, "prepare": not chosen.no_prepare, "progress": counting_bar("set")}
    found = find(classifier, chosen.image, masks, class_or_index(chosen.target), **how)
    rows = [
        (
            number,
            f"{value:+.4g}",
            f"{lost:+.4g}",
            f"{chance:.1%}",
            classifier.classes[answer],
            *(f"{values[number - 1]:+.3g}" for values in found.by_branch.values()),
        )
        for number, (value, lost, chance, answer) in enumerate(
            zip(found.values, found.ablated, found.probabilities, found.predictions, strict=True), 1
        )
    ]
    heading = "|".join((tell("units.columns.regions"), *found.by_branch))
    values = {"label": classifier.classes[found.target], "score": found.score, "covered": found.covered}
    line = tell("units.regions", **values, difference=found.score - found.covered, baseline=chosen.baseline)
    show(chosen, found, [line, *table(heading, rows)])


def _point(text: str) -> tuple[float, float]:
    written = POINT.fullmatch(text)
    if not written or max(map(float, written.groups())) > 1:
        raise UserError("units.point", point=text)
    return float(written[1]), float(written[2])
