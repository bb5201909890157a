"""The commands `evaluate`, `classify`, `explain`, `summary`, `models` and `ship`."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from googlenet.cli.methods import method_lines, read_parameters
from googlenet.cli.shared import (
    bar_over,
    class_or_index,
    classifier_of,
    device_option,
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
    from googlenet.common.results import Attribution
    from googlenet.networks.classifier import Classifier


def evaluate_options(parser: argparse.ArgumentParser) -> None:
    """Adds the weights and the data set."""
    option(parser, "weights")
    option(parser, "--dataset", key="cli.option.on")
    option(parser, "--limit", type=int)
    option(parser, "--precision", key="cli.option.precision_test", choices=("fp32", "bf16", "auto"), default="fp32")
    device_option(parser)
    json_option(parser)


def evaluate(chosen: argparse.Namespace) -> None:
    """Prints the accuracy of the weights on the test images."""
    from googlenet.inspection.inference import dataset_of
    from googlenet.training import steps

    classifier = classifier_of(chosen)
    dataset = dataset_of(classifier, chosen.dataset)
    if chosen.limit is not None and chosen.limit < 1:
        most = len(dataset.test)
        raise UserError("error.config_whole", field="--limit", value=chosen.limit, low=1, high=most)
    test = dataset.test[: chosen.limit].to(classifier.device)
    score = steps.score(
        classifier.network,
        test,
        classifier.preprocess,
        precision=chosen.precision,
        progress=bar_over(len(test), classifier.device, classifier.preprocess.size_px),
    )
    values = {"name": chosen.weights, "dataset": dataset.name, "precision": chosen.precision, **asdict(score)}
    show(chosen, values, [tell("cli.score", percent=100 * score.accuracy, **values)])


def classify_options(parser: argparse.ArgumentParser) -> None:
    """Adds pictures and weights."""
    option(parser, "images", nargs="+", type=Path, metavar="image")
    weights_option(parser)
    option(parser, "--top", type=int, default=3)
    option(parser, "--no-prepare", action="store_true")
    json_option(parser)


def classify(chosen: argparse.Namespace) -> None:
    """Prints the most likely classes of each picture."""
    from googlenet.inspection import inference

    classifier = classifier_of(chosen)
    answers = [
        (str(path), inference.classify(classifier, path, prepare=not chosen.no_prepare)) for path in chosen.images
    ]
    lines = (
        f"{path}: "
        + ", ".join(f"{one} {100 * p:.1f}%" for one, p in zip(a.labels[: chosen.top], a.probabilities, strict=False))
        for path, a in answers
    )
    show(chosen, [{"image": path, **asdict(answer)} for path, answer in answers], lines)


def explain_options(parser: argparse.ArgumentParser) -> None:
    """Adds a picture, a method and its parameters."""
    parser.formatter_class, parser.epilog = argparse.RawDescriptionHelpFormatter, "\n".join(method_lines())
    option(parser, "image", key="cli.option.images", type=Path)
    weights_option(parser)
    for name in ("--block", "--branch", "--target"):
        option(parser, name)
    option(parser, "--method", default="integrated_gradients")
    option(parser, "--set", nargs="+", default=(), metavar="NAME=VALUE")
    option(parser, "--baseline", default="black")
    option(parser, "--output", type=Path)
    option(parser, "--no-prepare", action="store_true")
    json_option(parser)


def explain(chosen: argparse.Namespace) -> None:
    """Prints an attribution; `--output` writes its map."""
    from googlenet.inspection import inference
    from googlenet.inspection.attribution import attribute

    if chosen.output and chosen.output.suffix not in {".png", ".npz"}:
        raise UserError("cli.output_kind", path=chosen.output)
    classifier, prepare = classifier_of(chosen), not chosen.no_prepare
    target = class_or_index(chosen.target)
    place = {"block": chosen.block, "branch": chosen.branch, "baseline": chosen.baseline, "prepare": prepare}
    parameters = read_parameters(chosen.method, chosen.set)
    found = attribute(classifier, chosen.image, target, chosen.method, **place, **parameters)
    prediction = inference.classify(classifier, chosen.image, prepare=prepare)
    height, width = found.map.shape
    probability = prediction.probabilities[prediction.indices.index(found.target)]
    label = classifier.classes[found.target]
    values = {"method": found.method, "target": label, "height": height, "width": width}
    lines = [tell("cli.explained", percent=100 * probability, **values)]
    if found.relative_delta is not None:
        lines.append(tell("cli.completeness", delta=found.delta, percent=100 * found.relative_delta))
    if found.sampling_error is not None:
        lines.append(tell("cli.sampling", percent=100 * found.sampling_error))
    if found.is_rough:
        lines.append(tell("attributions.rough"))
    lines += written(chosen.output, lambda path: _write_map(path, classifier, chosen.image, found, prepare=prepare))
    show(chosen, asdict(found) | {"label": label, "probability": probability}, lines)


def _write_map(path: Path, classifier: "Classifier", image: Path, found: "Attribution", *, prepare: bool) -> None:
    import io

    import numpy as np
    from PIL import Image

    from googlenet.common.palette import AGAINST, FOR
    from googlenet.data import images

    if path.suffix == ".npz":
        np.savez_compressed(path, map=found.map, target=found.target, method=found.method)
        return
    picture = images.preprocessed_image(
        images.to_pixels(images.open_image(image), classifier.preprocess, prepare), classifier.preprocess
    )
    scaled = found.map[None] / max(float(np.abs(found.map).max()), 1e-12)
    colours = {"positive": FOR, "negative": AGAINST}
    tile = images.signed_tiles(scaled, **colours, columns=1, tile_px=picture.width)
    over = Image.open(io.BytesIO(tile)).convert("RGBA")
    Image.alpha_composite(picture.convert("RGBA"), over).save(path)


def summary_options(parser: argparse.ArgumentParser) -> None:
    """Adds a network and the size of its input."""
    option(parser, "model")
    option(parser, "--input-size", type=int, nargs=4, default=(1, 1, 224, 224), metavar=("N", "C", "H", "W"))
    option(parser, "--classes", type=int, default=10)
    json_option(parser)


def summary(chosen: argparse.Namespace) -> None:
    """Prints a row a layer."""
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
    """Adds `--json` alone."""
    json_option(parser)


def models(chosen: argparse.Namespace) -> None:
    """Prints the networks, then the weights."""
    from googlenet.networks.accounting import report
    from googlenet.networks.checkpoint import read_card
    from googlenet.networks.classifier import NETWORKS, find_weights, list_weights

    reports = {name: report(spec, (1, 224, 224)) for name, spec in NETWORKS.items()}
    cards = {name: read_card(find_weights(name)[0]) for name in list_weights()}
    networks = [(n, len(NETWORKS[n].blocks), r.params, r.macs, NETWORKS[n].source) for n, r in reports.items()]
    weights = [
        (
            n,
            f"{100 * c.figures['test_accuracy']:.2f}%",
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
    """Adds a run and a name."""
    option(parser, "run_dir", key="cli.option.run", type=Path)
    option(parser, "name", key="cli.option.ship_name")
    option(parser, "--overwrite", action="store_true")
    option(parser, "--continues", action="store_true")
    json_option(parser)


def ship(chosen: argparse.Namespace) -> None:
    """Publishes weights, card and curves of a finished run in the folder of the weights that ship."""
    from googlenet.networks.classifier import find_weights
    from googlenet.training.publish import publish
    from googlenet.training.runs.folder import RunFolder

    run = RunFolder(chosen.run_dir)
    how = {"overwrite": chosen.overwrite, "continues": chosen.continues}
    card = publish(run, chosen.name, **how, progress=bar_over(10_000))
    path = find_weights(chosen.name)[1]
    figures = {"percent": 100 * card.figures["test_accuracy"], "images": card.figures["test_images"]}
    line = tell("cli.shipped", path=path, megabytes=path.stat().st_size / 1e6, **figures)
    show(chosen, card.figures, [line])
