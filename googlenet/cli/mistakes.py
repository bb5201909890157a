"""The commands that look back at a training: `mistakes`, `time-lapse`."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from googlenet.cli.shared import (
    check_suffix,
    classifier_of,
    counting_bar,
    json_option,
    option,
    show,
    table,
    tell,
    weights_argument,
    written,
)
from googlenet.common.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from googlenet.inspection.mistakes import Verdicts
    from googlenet.inspection.time_lapse import Moment

WORST = 10


def mistakes_options(parser: argparse.ArgumentParser) -> None:
    """Adds the weights, and the file for all answers."""
    weights_argument(parser)
    option(parser, "--dataset", key="cli.option.on")
    option(parser, "--worst", key="back.option.worst", type=int, default=WORST)
    option(parser, "--output", key="back.option.verdicts", type=Path)
    json_option(parser)


def mistakes(chosen: argparse.Namespace) -> None:
    """Prints the wrong answers with the highest loss; `--output` writes every answer."""
    from googlenet.inspection.inference import dataset_of
    from googlenet.inspection.mistakes import verdicts, write_verdicts

    check_suffix(chosen.output, ".npz")
    if chosen.worst < 0:
        raise UserError("back.worst", worst=chosen.worst)
    classifier = classifier_of(chosen)
    dataset = dataset_of(classifier, chosen.dataset)
    found = verdicts(classifier, dataset.test, counting_bar("image"))
    rows = [_mistake(found, classifier.classes, index) for index in found.worst(chosen.worst)]
    accuracy = float((found.predicted == found.labels).mean())
    plain = {"accuracy": accuracy, "images": len(found.labels), "worst": rows}
    cells = [
        (row["image"], row["true"], row["answer"], f"{row['probability']:.1%}", f"{row['loss']:.2f}") for row in rows
    ]
    figures = {"percent": 100 * accuracy, "images": len(found.labels), "wrong": sum(found.predicted != found.labels)}
    lines = [tell("back.accuracy", **figures), *table(tell("back.columns.mistakes"), cells)]
    name = chosen.dataset or classifier.card.config.get("dataset", "fashion_mnist")
    lines += written(chosen.output, lambda path: write_verdicts(path, found, classifier.digest, name))
    show(chosen, plain, lines)


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
    """Adds a run that kept epochs, and pictures."""
    option(parser, "run_dir", key="cli.option.run", type=Path)
    parser.add_argument("images", nargs="*", type=Path, help=tell("back.option.images"))
    option(parser, "--output", key="back.option.lapses", type=Path)
    option(parser, "--after", key="back.option.after", type=Path)
    option(parser, "--weights", key="back.option.of", default=None)
    option(parser, "--no-prepare", action="store_true")
    json_option(parser)


def time_lapse(chosen: argparse.Namespace) -> None:
    """Prints the network's answer after each kept epoch; `--output` writes the maps of every branch."""
    from googlenet.common.errors import RunRefused
    from googlenet.data.examples import list_examples
    from googlenet.inspection import time_lapse as lapses
    from googlenet.networks.checkpoint import read_card
    from googlenet.networks.classifier import load_classifier
    from googlenet.training.runs.folder import RunFolder

    check_suffix(chosen.output, ".npz")
    run = RunFolder(chosen.run_dir)
    kept = run.kept_epochs()
    if not kept:
        raise RunRefused("back.none_kept", path=run.path)
    are_distinct = len({path.name for path in chosen.images}) == len(chosen.images)
    given = {path.name if are_distinct else str(path): path for path in chosen.images}
    pictures = given or {one.name: one.path for one in list_examples()}
    progress = counting_bar("image")
    films: dict[str, list[Moment]] = {}
    for name, path in pictures.items():
        films[name] = list(lapses.time_lapse(run.card, kept, path, prepare=not chosen.no_prepare))
        progress(len(films), len(pictures))
    if chosen.after:
        films = lapses.continued(chosen.after, films)
    digest = load_classifier(chosen.weights or run.path).digest if chosen.output else ""
    classes = read_card(run.card).classes
    plain = {name: [_answer(one, classes) for one in film] for name, film in films.items()}
    cells = [
        (name, *(f"{one['answer']} {one['probability']:.0%}" for one in answers)) for name, answers in plain.items()
    ]
    lines = table("|".join([tell("back.picture"), *(str(one.epoch) for one in next(iter(films.values())))]), cells)
    show(chosen, plain, [*lines, *written(chosen.output, lambda path: lapses.write_lapses(path, digest, films))])


def _answer(one: "Moment", classes: "Sequence[str]") -> dict:
    best: np.intp = one.probabilities.argmax()
    return {"epoch": one.epoch, "answer": classes[best], "probability": float(one.probabilities[best])}
