"""The commands that look back at a training: `mistakes`, `time-lapse`."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from googlenet.cli.channels import DEFAULT_WEIGHTS, check_suffix
from googlenet.cli.shared import counting_bar, option, show, table, tell
from googlenet.common.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np

    from googlenet.inspection.mistakes import Verdicts
    from googlenet.inspection.time_lapse import Moment

WORST = 10


def mistakes_options(parser: argparse.ArgumentParser) -> None:
    """Which weights, and where all answers go."""
    parser.add_argument("weights", nargs="?", default=DEFAULT_WEIGHTS, help=tell("cli.option.weights"))
    option(parser, "--dataset", told="cli.option.on")
    option(parser, "--worst", told="back.option.worst", type=int, default=WORST)
    option(parser, "--output", told="back.option.verdicts", type=Path)
    option(parser, "--device", told="cli.train.device", default="auto")
    option(parser, "--json", action="store_true")


def mistakes(chosen: argparse.Namespace) -> None:
    """The test images that are answered wrong with the highest loss; where `--output` says, every answer."""
    from googlenet.data.dataset import load_dataset
    from googlenet.inspection.mistakes import verdicts, write_verdicts
    from googlenet.networks.classifier import load_classifier
    from googlenet.training.steps import pick_device

    check_suffix(chosen.output, ".npz")
    if chosen.worst < 0:
        raise UserError("back.worst", worst=chosen.worst)
    classifier = load_classifier(chosen.weights, str(pick_device(chosen.device)))
    own = classifier.card.config.get("dataset", "fashion_mnist")
    dataset = chosen.dataset or own
    images = load_dataset(dataset, classifier.preprocess.size_px).fitted(classifier.preprocess)
    if images.classes != classifier.classes:
        raise UserError("cli.other_classes", name=chosen.weights, dataset=images.name, own=own)
    found = verdicts(classifier, images.test, counting_bar("image"))
    if chosen.output:
        _written(chosen.output, lambda: write_verdicts(chosen.output, found, classifier.digest, dataset))
    rows = [_mistake(found, classifier.classes, index) for index in found.worst(chosen.worst)]
    accuracy = float((found.predicted == found.labels).mean())
    plain = {"accuracy": accuracy, "images": len(found.labels), "worst": rows}
    cells = [
        (row["image"], row["true"], row["answer"], f"{row['probability']:.1%}", f"{row['loss']:.2f}") for row in rows
    ]
    figures = {"percent": 100 * accuracy, "images": len(found.labels), "wrong": sum(found.predicted != found.labels)}
    lines = [tell("back.accuracy", **figures), *table(tell("back.columns.mistakes"), cells)]
    show(chosen, plain, [*lines, *([tell("cli.written", path=chosen.output)] if chosen.output else [])])


def _mistake(found: "Verdicts", classes: "Sequence[str]", index: int) -> dict:
    answer = int(found.predicted[index])
    return {
        "image": index,
        "true": classes[found.labels[index]],
        "answer": classes[answer],
        "probability": float(found.probabilities[index, answer]),
        "loss": float(found.losses[index]),
    }


def time_lapse_options(parser: argparse.ArgumentParser) -> None:
    """A run that kept epochs, and pictures."""
    option(parser, "run_dir", told="cli.option.run_dir", type=Path)
    parser.add_argument("images", nargs="*", type=Path, help=tell("back.option.images"))
    option(parser, "--output", told="back.option.lapses", type=Path)
    option(parser, "--weights", told="back.option.of", default=None)
    option(parser, "--no-prepare", action="store_true")
    option(parser, "--json", action="store_true")


def time_lapse(chosen: argparse.Namespace) -> None:
    """What the network answered after each kept epoch; where `--output` says, the maps of every path too."""
    from googlenet.common.errors import RunRefused
    from googlenet.data.examples import list_examples
    from googlenet.inspection.time_lapse import time_lapse as look_back
    from googlenet.inspection.time_lapse import write_lapses
    from googlenet.networks.checkpoint import read_card
    from googlenet.networks.classifier import load_classifier
    from googlenet.training.runs.folder import RunFolder

    check_suffix(chosen.output, ".npz")
    run = RunFolder(chosen.run_dir)
    kept = run.kept_epochs()
    if not kept:
        raise RunRefused("back.none_kept", path=run.path)
    are_told_apart = len({path.name for path in chosen.images}) == len(chosen.images)
    given = {path.name if are_told_apart else str(path): path for path in chosen.images}
    pictures = given or {one.name: one.path for one in list_examples()}
    tell_progress = counting_bar("image")
    films: dict[str, list[Moment]] = {}
    for name, path in pictures.items():
        films[name] = list(look_back(run.card, kept, path, prepare=not chosen.no_prepare))
        tell_progress(len(films), len(pictures))
    if chosen.output:
        digest = load_classifier(chosen.weights or run.path).digest
        _written(chosen.output, lambda: write_lapses(chosen.output, digest, films))
    classes = read_card(run.card).classes
    plain = {name: [_answer(one, classes) for one in film] for name, film in films.items()}
    cells = [
        (name, *(f"{one['answer']} {one['probability']:.0%}" for one in answers)) for name, answers in plain.items()
    ]
    lines = table("|".join([tell("back.picture"), *map(str, kept)]), cells)
    show(chosen, plain, [*lines, *([tell("cli.written", path=chosen.output)] if chosen.output else [])])


def _answer(one: "Moment", classes: "Sequence[str]") -> dict:
    best: np.intp = one.probabilities.argmax()
    return {"epoch": one.epoch, "answer": classes[best], "probability": float(one.probabilities[best])}


def _written(path: Path, write: "Callable[[], None]") -> None:
    try:
        write()
    except OSError as error:
        raise UserError("cli.not_written", path=path, reason=error.strerror or error) from None
