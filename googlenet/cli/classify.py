"""The commands that ask: `evaluate`, `classify`, `explain`, `summary`, `models`, and `ship`."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from googlenet.cli.branches import class_or_index
from googlenet.cli.methods import methods_told, read_parameters
from googlenet.cli.shared import bar_over, option, show, table, tell
from googlenet.common.errors import UserError

if TYPE_CHECKING:
    from googlenet.common.results import Attribution
    from googlenet.networks.classifier import Classifier

DEFAULT_WEIGHTS = "googlenet_bn.fashion_mnist"


def evaluate_options(parser: argparse.ArgumentParser) -> None:
    """Which weights, on what."""
    option(parser, "weights")
    option(parser, "--dataset", told="cli.option.on")
    option(parser, "--limit", type=int)
    option(parser, "--precision", told="cli.option.precision_test", choices=("fp32", "bf16", "auto"), default="fp32")
    option(parser, "--device", told="cli.train.device", default="auto")
    option(parser, "--json", action="store_true")


def evaluate(chosen: argparse.Namespace) -> None:
    """Accuracy on the test images, of the very file that is named."""
    from googlenet.data.dataset import load_dataset
    from googlenet.networks.classifier import load_classifier
    from googlenet.training import steps

    device = steps.pick_device(chosen.device)
    classifier = load_classifier(chosen.weights, str(device))
    own = classifier.card.config.get("dataset", "fashion_mnist")
    dataset = load_dataset(chosen.dataset or own, classifier.preprocess.size_px)
    if dataset.classes != classifier.classes:
        raise UserError("cli.other_classes", name=chosen.weights, dataset=dataset.name, own=own)
    test = dataset.fitted(classifier.preprocess).test[: chosen.limit].to(device)
    score = steps.score(
        classifier.network, test, classifier.preprocess, precision=chosen.precision, progress=bar_over(len(test))
    )
    told = {"name": chosen.weights, "dataset": dataset.name, "precision": chosen.precision, **asdict(score)}
    show(chosen, told, [tell("cli.score", percent=100 * score.accuracy, **told)])


def classify_options(parser: argparse.ArgumentParser) -> None:
    """Pictures and weights."""
    option(parser, "images", nargs="+", type=Path, metavar="image")
    option(parser, "--weights", default=DEFAULT_WEIGHTS)
    option(parser, "--top", type=int, default=3)
    option(parser, "--no-prepare", action="store_true")
    option(parser, "--json", action="store_true")


def classify(chosen: argparse.Namespace) -> None:
    """A line a picture."""
    from googlenet.inspection.inference import classify as ask
    from googlenet.networks.classifier import load_classifier

    classifier = load_classifier(chosen.weights)
    answers = [(str(path), ask(classifier, path, prepare=not chosen.no_prepare)) for path in chosen.images]
    lines = (
        f"{path}: "
        + ", ".join(f"{one} {100 * p:.1f} %" for one, p in zip(a.labels[: chosen.top], a.probabilities, strict=False))
        for path, a in answers
    )
    show(chosen, [{"image": path, **asdict(answer)} for path, answer in answers], lines)


def explain_options(parser: argparse.ArgumentParser) -> None:
    """A picture and a way of asking."""
    parser.formatter_class, parser.epilog = argparse.RawDescriptionHelpFormatter, "\n".join(methods_told())
    option(parser, "image", told="cli.option.images", type=Path)
    option(parser, "--weights", default=DEFAULT_WEIGHTS)
    for name in ("--block", "--branch", "--target"):
        option(parser, name)
    option(parser, "--method", default="integrated_gradients")
    option(parser, "--set", nargs="+", default=(), metavar="NAME=VALUE")
    option(parser, "--baseline", default="black")
    option(parser, "--output", type=Path)
    option(parser, "--no-prepare", action="store_true")
    option(parser, "--json", action="store_true")


def explain(chosen: argparse.Namespace) -> None:
    """One map, told, and written where `--output` says."""
    from googlenet.inspection.attribution import attribute
    from googlenet.inspection.inference import classify as ask
    from googlenet.networks.classifier import load_classifier

    if chosen.output and chosen.output.suffix not in {".png", ".npz"}:
        raise UserError("cli.output_kind", path=chosen.output)
    classifier, prepare = load_classifier(chosen.weights), not chosen.no_prepare
    target = class_or_index(chosen.target)
    place = {"block": chosen.block, "branch": chosen.branch, "baseline": chosen.baseline, "prepare": prepare}
    parameters = read_parameters(chosen.method, chosen.set)
    found = attribute(classifier, chosen.image, target, chosen.method, **place, **parameters)
    prediction = ask(classifier, chosen.image, prepare=prepare)
    height, width = found.map.shape
    probability = prediction.probabilities[prediction.indices.index(found.target)]
    label = classifier.classes[found.target]
    told = {"method": found.method, "target": label, "height": height, "width": width}
    lines = [tell("cli.explained", percent=100 * probability, **told)]
    if found.delta is not None:
        lines.append(tell("cli.completeness", delta=found.delta, percent=100 * found.relative_delta))
    if chosen.output:
        _write_map(chosen.output, classifier, chosen.image, found, prepare=prepare)
        lines.append(tell("cli.written", path=chosen.output))
    show(chosen, asdict(found) | {"label": label, "probability": probability}, lines)


def _write_map(path: Path, classifier: "Classifier", image: Path, found: "Attribution", *, prepare: bool) -> None:
    import io

    import numpy as np
    from PIL import Image

    from googlenet.common.palette import AGAINST, FOR
    from googlenet.data import images

    try:
        if path.suffix == ".npz":
            np.savez_compressed(path, map=found.map, target=found.target, method=found.method)
            return
        seen = images.preprocessed_image(
            images.to_pixels(images.open_image(image), classifier.preprocess, prepare), classifier.preprocess
        )
        scaled = found.map[None] / max(float(np.abs(found.map).max()), 1e-12)
        colours = {"positive": FOR, "negative": AGAINST}
        tile = images.signed_tiles(scaled, **colours, columns=1, tile_px=seen.width)
        over = Image.open(io.BytesIO(tile)).convert("RGBA")
        Image.alpha_composite(seen.convert("RGBA"), over).save(path)
    except OSError as error:
        raise UserError("cli.not_written", path=path, reason=error.strerror or error) from None


def summary_options(parser: argparse.ArgumentParser) -> None:
    """A network and its input."""
    option(parser, "model")
    option(parser, "--input-size", type=int, nargs=4, default=(1, 1, 224, 224), metavar=("N", "C", "H", "W"))
    option(parser, "--classes", type=int, default=10)
    option(parser, "--json", action="store_true")


def summary(chosen: argparse.Namespace) -> None:
    """A row a layer."""
    import googlenet

    if chosen.classes < 1:
        raise UserError("cli.classes", value=chosen.classes)
    rows = googlenet.summary(chosen.model, tuple(chosen.input_size), num_classes=chosen.classes)
    columns = (
        (r.type, r.depth_index, r.block, r.role, "×".join(map(str, r.output_shape)), r.params, r.macs) for r in rows
    )
    sums = {name: sum(getattr(row, name) or 0 for row in rows) for name in ("params", "macs")}
    show(
        chosen, [asdict(row) for row in rows], [*table(tell("cli.columns.summary"), columns), tell("cli.total", **sums)]
    )


def models_options(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""
    option(parser, "--json", action="store_true")


def models(chosen: argparse.Namespace) -> None:
    """Networks, then weights."""
    from googlenet.networks.accounting import report
    from googlenet.networks.checkpoint import read_card
    from googlenet.networks.classifier import NETWORKS, find_weights, list_weights

    reports = {name: report(spec, (1, 224, 224)) for name, spec in NETWORKS.items()}
    cards = {name: read_card(find_weights(name)[0]) for name in list_weights()}
    networks = [(n, len(NETWORKS[n].blocks), r.params, r.macs, NETWORKS[n].source) for n, r in reports.items()]
    weights = [
        (
            n,
            f"{100 * c.figures['test_accuracy']:.2f} %",
            c.figures["test_images"],
            f"{c.preprocess.size_px} px",
            c.licence,
        )
        for n, c in cards.items()
        if c.figures
    ]
    plain = {
        "networks": {n: {"params": r.params, "macs": r.macs, "source": NETWORKS[n].source} for n, r in reports.items()},
        "weights": {n: {"figures": c.figures, "licence": c.licence, "source": c.source} for n, c in cards.items()},
    }
    lines = [*table(tell("cli.columns.networks"), networks), "", *table(tell("cli.columns.weights"), weights)]
    show(chosen, plain, lines)


def ship_options(parser: argparse.ArgumentParser) -> None:
    """A run and a name."""
    option(parser, "run_dir", told="cli.option.run_dir", type=Path)
    option(parser, "name", told="cli.option.ship_name")
    option(parser, "--overwrite", action="store_true")
    option(parser, "--json", action="store_true")


def ship(chosen: argparse.Namespace) -> None:
    """Weights, card and curves of a finished run, into the folder of those that ship."""
    from googlenet.networks.classifier import find_weights
    from googlenet.training.publish import publish
    from googlenet.training.runs.folder import RunFolder

    run = RunFolder(chosen.run_dir)
    card = publish(run, chosen.name, overwrite=chosen.overwrite, progress=bar_over(10_000))
    path = find_weights(chosen.name)[1]
    figures = {"percent": 100 * card.figures["test_accuracy"], "images": card.figures["test_images"]}
    line = tell("cli.shipped", path=path, megabytes=path.stat().st_size / 1e6, **figures)
    show(chosen, card.figures, [line])
