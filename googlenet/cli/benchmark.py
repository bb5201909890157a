"""The command `attribution-benchmark`."""

import argparse
import os
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from googlenet.cli.shared import option, show, table, tell
from googlenet.common.errors import UserError

if TYPE_CHECKING:
    from googlenet.common.results import AttributionBenchmark

DEFAULT_WEIGHTS = "googlenet_bn.fashion_mnist"
SAVE_SECONDS = 5
COLUMNS = ("gain", "deletion", "insertion", "infidelity", "sensitivity", "randomization", "cpu_seconds")


def benchmark_options(parser: argparse.ArgumentParser) -> None:
    """Which weights and methods, over how many images."""
    from googlenet.inspection.methods import BASELINES

    parser.add_argument("weights", nargs="?", default=DEFAULT_WEIGHTS, help=tell("cli.option.weights"))
    option(parser, "--images", told="cli.option.test_images", type=int, default=20)
    option(parser, "--slow-images", told="trust.option.slow_images", type=int, default=None)
    option(parser, "--methods", told="trust.option.methods", nargs="+", metavar="METHOD")
    option(parser, "--baseline", told="trust.option.baseline", choices=BASELINES, default=BASELINES[0])
    option(parser, "--seed", told="trust.option.seed", type=int, default=0)
    option(parser, "--dataset", told="cli.option.on")
    option(parser, "--out", told="trust.option.out", type=Path)
    option(parser, "--json", action="store_true")


def benchmark(chosen: argparse.Namespace) -> None:
    """The leader board; where `--out` says, a record that the next call goes on with."""
    from contextlib import closing

    from tqdm import tqdm

    from googlenet.inspection.benchmark import attribution_benchmark, read_benchmark
    from googlenet.inspection.methods import METHODS
    from googlenet.networks.classifier import load_classifier

    slow = chosen.images if chosen.slow_images is None else chosen.slow_images
    methods = chosen.methods or tuple(METHODS)
    limits = {name: slow if name in METHODS and METHODS[name].is_slow else chosen.images for name in methods}
    classifier = load_classifier(chosen.weights)
    found = start = read_benchmark(chosen.out) if chosen.out else None
    asked = {"baseline": chosen.baseline, "seed": chosen.seed, "dataset": chosen.dataset, "start": start}
    saved, total = time.monotonic(), sum(limits.values())
    try:
        with (
            closing(attribution_benchmark(classifier, limits, **asked)) as records,
            tqdm(total=total, unit="map", disable=None) as bar,
        ):
            for found in records:
                bar.update(sum(min(len(found.values(name)), most) for name, most in limits.items()) - bar.n)
                if chosen.out and time.monotonic() - saved > SAVE_SECONDS:
                    _keep(chosen.out, found, chosen)
                    saved = time.monotonic()
    finally:  # also after Ctrl-C
        if chosen.out and found and found is not start:
            _keep(chosen.out, found, chosen)
    if found is None:
        raise UserError("trust.nothing")
    shown = replace(found, measured={name: found.values(name) for name in methods if found.values(name)})
    show(chosen, asdict(shown) | {"rows": rows_of(shown)}, _lines(shown))


def _keep(path: Path, found: "AttributionBenchmark", chosen: argparse.Namespace) -> None:
    from googlenet.networks.checkpoint import write_json

    command = f"attribution-benchmark {chosen.weights} --images {chosen.images}"
    command += "" if chosen.slow_images is None else f" --slow-images {chosen.slow_images}"
    command += f" --methods {' '.join(chosen.methods)}" if chosen.methods else ""
    command += f" --baseline {chosen.baseline} --seed {chosen.seed}"
    try:
        write_json(path, asdict(replace(found, command=f"python -m googlenet {command}")))
    except OSError as error:
        raise UserError("cli.not_written", path=path, reason=error.strerror or os.strerror(error.errno or 0)) from None


def rows_of(found: "AttributionBenchmark") -> list[dict]:
    """A row a method, the most faithful first: number of images; of each measure (mean, low, high), 95 %, or the mean."""
    from googlenet.inspection.benchmark import summarize

    return [asdict(row) for row in summarize(found)]


def _lines(found: "AttributionBenchmark") -> list[str]:
    rows = [(row["method"], row["images"], *(_cell(row["means"][name]) for name in COLUMNS)) for row in rows_of(found)]
    mean = sum(found.random) / len(found.random)
    told = {"dataset": found.dataset, "baseline": found.baseline, "area": mean, "images": len(found.random)}
    return [*table(tell("trust.columns"), rows), tell("trust.random_order", **told)]


def _cell(value: dict) -> str:
    mean, reach = value["mean"], value["reach"]
    return f"{mean:.3f}" if reach is None else f"{mean:.3f} ± {reach:.3f}"
