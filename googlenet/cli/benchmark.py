"""The command `attribution-benchmark`."""

import argparse
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from googlenet.cli.shared import classifier_of, json_option, option, show, table, tell, weights_argument, writing
from googlenet.common.errors import UserError

if TYPE_CHECKING:
    from googlenet.common.results import AttributionBenchmark

SAVE_SECONDS = 5
COLUMNS = ("gain", "deletion", "insertion", "infidelity", "sensitivity", "randomization", "sampling_error")


def benchmark_options(parser: argparse.ArgumentParser) -> None:
    """Adds the weights, the methods and the number of images."""
    from googlenet.inspection.methods import BASELINES

    weights_argument(parser)
    option(parser, "--images", key="cli.option.test_images", type=int, default=20)
    option(parser, "--slow-images", key="trust.option.slow_images", type=int, default=None)
    option(parser, "--random-images", key="trust.option.random_images", type=int, default=20)
    option(parser, "--noise-images", key="trust.option.noise_images", type=int, default=8)
    option(parser, "--methods", key="trust.option.methods", nargs="+", metavar="METHOD")
    option(parser, "--baseline", key="trust.option.baseline", choices=BASELINES, default=BASELINES[0])
    option(parser, "--seed", key="trust.option.seed", type=int, default=0)
    option(parser, "--dataset", key="cli.option.on")
    option(parser, "--out", key="trust.option.out", type=Path)
    json_option(parser)


def benchmark(chosen: argparse.Namespace) -> None:
    """Prints the leader board; `--out` keeps a record that the next call continues."""
    from contextlib import closing

    from tqdm import tqdm

    from googlenet.inspection.benchmark import attribution_benchmark, read_benchmark
    from googlenet.inspection.methods import METHODS
    from googlenet.training.config import in_limits

    in_limits("seed", chosen.seed)
    slow = chosen.images if chosen.slow_images is None else chosen.slow_images
    methods = chosen.methods or tuple(METHODS)
    limits = {name: slow if name in METHODS and METHODS[name].is_slow else chosen.images for name in methods}
    classifier = classifier_of(chosen)
    found = start = read_benchmark(chosen.out) if chosen.out else None
    options = {"baseline": chosen.baseline, "seed": chosen.seed, "dataset": chosen.dataset, "start": start}
    options |= {"randomized": chosen.random_images, "disturbed": chosen.noise_images}
    saved, total = time.monotonic(), sum(limits.values())
    try:
        with (
            closing(attribution_benchmark(classifier, limits, **options)) as records,
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
    command += f" --random-images {chosen.random_images} --noise-images {chosen.noise_images}"
    command += f" --methods {' '.join(chosen.methods)}" if chosen.methods else ""
    command += f" --baseline {chosen.baseline} --seed {chosen.seed}"
    with writing(path):
        write_json(path, asdict(replace(found, command=f"python -m googlenet {command}")))


def rows_of(found: "AttributionBenchmark") -> list[dict]:
    """A row a method, the most faithful first: number of images, mean and reach of each measure, two verdicts."""
    from googlenet.inspection.benchmark import summarize
    from googlenet.inspection.sanity_checks import sanity_checks

    checks = sanity_checks(found)
    rows = []
    for row in summarize(found):
        one = checks[row.method]
        verdicts = {"randomization": one.randomization, "order": one.order, "limit": one.line, "pairs": one.pairs}
        rows.append(asdict(row) | {"checks": verdicts})
    return rows


def _lines(found: "AttributionBenchmark") -> list[str]:
    rows = []
    for row in rows_of(found):
        means, checks = row["means"], row["checks"]
        verdicts = [tell(f"trust.verdict.{checks[name] or 'open'}") for name in ("randomization", "order")]
        limit = None if checks["limit"] is None else f"{checks['limit']:.3f}"
        figures = [_cell(means.get(name)) for name in COLUMNS]
        rows.append((row["method"], row["images"], *figures, limit, *verdicts, f"{means['cpu_seconds']['mean']:.2f}"))
    mean = sum(found.random) / len(found.random)
    values = {"dataset": found.dataset, "baseline": found.baseline, "area": mean, "images": len(found.random)}
    return [*table(tell("trust.columns"), rows), tell("trust.random_order", **values)]


def _cell(value: dict | None) -> str | None:
    if value is None:
        return None
    mean, reach = value["mean"], value["reach"]
    return f"{mean:.3f}" if reach is None else f"{mean:.3f} ± {reach:.3f}"
