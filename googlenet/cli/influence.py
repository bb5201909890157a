"""The command `influence`: which training images speak for a prediction, and whose labels deserve a second look."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from googlenet.cli.shared import (
    check_suffix,
    class_or_index,
    classifier_of,
    counting_bar,
    json_option,
    option,
    show,
    table,
    tell,
    weights_option,
    written,
)
from googlenet.common.errors import UserError

if TYPE_CHECKING:
    from googlenet.data.dataset import Images
    from googlenet.networks.classifier import Classifier

MOST_OWN = 1000  # of a data set that does not ship


def influence_options(parser: argparse.ArgumentParser) -> None:
    """Adds a picture, the weights, the training images, and the ranking."""
    parser.add_argument("image", nargs="?", type=Path, help=tell("taught.option.image"))
    weights_option(parser)
    option(parser, "--labels", key="taught.option.labels", action="store_true")
    option(parser, "--target")
    option(parser, "--raw", key="taught.option.raw", action="store_true")
    option(parser, "--count", key="taught.option.count", type=int, default=5)
    parser.add_argument("--images", type=int, help=tell("taught.option.images", most=MOST_OWN))
    option(parser, "--dataset", key="taught.option.dataset")
    option(parser, "--no-prepare", action="store_true")
    option(parser, "--output", key="taught.option.output", type=Path)
    json_option(parser)


def influence(chosen: argparse.Namespace) -> None:
    """Prints the training images that speak most for a prediction and against it; `--labels`: those that pull most."""
    from googlenet.inspection.influence import influence as find

    if chosen.count < 1 or (chosen.images is not None and chosen.images < 1):
        raise UserError("influence.none", images=1 if chosen.images is None else chosen.images, count=chosen.count)
    check_suffix(chosen.output, ".npz")
    if not chosen.labels and chosen.image is None:
        raise UserError("taught.no_image")
    if chosen.output and not chosen.labels:
        raise UserError("taught.output_alone")
    classifier = classifier_of(chosen)
    if chosen.labels:
        _second_look(chosen, classifier)
        return
    how = {"raw": chosen.raw, "count": chosen.count, "prepare": not chosen.no_prepare}
    how |= {"images": _parts(classifier, chosen)[0], "progress": counting_bar("image")}
    found, classes = find(classifier, chosen.image, class_or_index(chosen.target), **how), classifier.classes
    rows = [
        (
            *(one.image, classes[one.label], classes[one.predicted]),
            *(f"{number:+.3g}" for number in (one.value, one.errors, one.features)),
        )
        for one in (*found.supporting, *found.opposing)
    ]
    row = tell("taught.raw" if found.raw else "taught.cosine", label=classes[found.target], searched=found.searched)
    show(chosen, found, [row, *table(tell("taught.columns.influence"), rows)])


def _second_look(chosen: argparse.Namespace, classifier: "Classifier") -> None:
    from googlenet.inspection.influence import self_influence
    from googlenet.inspection.training_gradients import training_gradients, write_gradients

    (train, test), lines = _parts(classifier, chosen), []
    if chosen.output:
        kept = training_gradients(classifier, train, test, counting_bar("image"))
        found = kept.gradients.self_influence
        lines = written(chosen.output, lambda path: write_gradients(path, kept, classifier.digest))
    else:
        found = self_influence(classifier, train, progress=counting_bar("image"))
    plain = [
        {
            "image": index,
            "label": classifier.classes[found.labels[index]],
            "predicted": classifier.classes[found.predicted[index]],
            "value": float(found.values[index]),
            "loss": float(found.losses[index]),
            "rank_by_loss": int(found.ranks_by_loss[index]),
        }
        for index in found.largest(chosen.count)
    ]
    rows = [
        (*list(one.values())[:3], f"{one['value']:.3g}", f"{one['loss']:.2f}", one["rank_by_loss"]) for one in plain
    ]
    show(chosen, plain, [*table(tell("taught.columns.labels"), rows), *lines])


def _parts(classifier: "Classifier", chosen: argparse.Namespace) -> "tuple[Images, Images]":
    """The training images to search, and the test images of the same data set."""
    from googlenet.data.dataset import load_sample
    from googlenet.inspection.exemplars import spread, takes_sample
    from googlenet.inspection.inference import dataset_of

    is_sample = takes_sample(classifier) and not chosen.dataset
    dataset = load_sample() if is_sample else dataset_of(classifier, chosen.dataset)
    most = len(dataset.train) if is_sample else MOST_OWN
    return spread(dataset.train, chosen.images or most), dataset.test
