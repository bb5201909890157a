"""A leader board of attribution methods: faithfulness, sensitivity, dependence on what the network has learned.

Every number is kept for every image, so that a record can be continued, and intervals computed over images.
"""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from googlenet.common.errors import UserError, look_up
from googlenet.common.results import AttributionBenchmark, BenchmarkRow, Mean
from googlenet.common.statistics import interval
from googlenet.data.dataset import load_dataset
from googlenet.data.images import to_input
from googlenet.inspection.attribution import attribute
from googlenet.inspection.baselines import check_baseline
from googlenet.inspection.faithfulness import Probe, max_sensitivity
from googlenet.inspection.methods import METHODS
from googlenet.inspection.randomization import follow
from googlenet.networks.classifier import WEIGHTS_FOLDER, Classifier

DIGITS = 5


def attribution_benchmark(
    classifier: Classifier,
    methods: Mapping[str, int] | Sequence[str] = tuple(METHODS),
    *,
    images: int = 20,
    baseline: str = "black",
    seed: int = 0,
    dataset: str | None = None,
    start: AttributionBenchmark | None = None,
) -> Iterator[AttributionBenchmark]:
    """Measures methods over test images, each for the class that the network predicts; yields a record after each step.

    The last record is the result; closing the iterator stops the work, and any record can be continued. Methods that
    are not offered on this network are left out.

    Args:
        methods: keys of `METHODS`; or key -> its own number of images, fewer for a costly one.
        images: for methods without a number of their own; drawn at random without repetition.
        baseline: covers cells, and is the baseline of the methods that need one.
        seed: of images, orders, noise and random weights; a larger number with the same seed adds images.
        dataset: None: the one that the network was trained on.
        start: a record to continue; its other methods are kept, those with other settings than today's measured anew.
    Raises:
        UnknownName: there is no such method, baseline or data set.
        UserError: there is nothing to draw, the data set's classes are not the network's, or `start` is of other
            weights, images, seed or baseline.
        DataMissing: the data set is not here.
    """
    limits = dict(methods) if isinstance(methods, Mapping) else dict.fromkeys(methods, images)
    for name in limits:
        look_up(METHODS, name, "error.method")
    if min(limits.values(), default=0) < 1:
        raise UserError("trust.images", images=min(limits.values(), default=0))
    check_baseline(baseline)
    own = classifier.card.config.get("dataset", "")
    data = load_dataset(dataset or own, classes=classifier.classes)
    if data.classes != classifier.classes:
        raise UserError("paths.other_classes", name=classifier.name, dataset=data.name, own=own)
    empty = AttributionBenchmark(classifier.digest, data.name, seed, baseline, (), {})
    found = current(start or empty)
    if replace(found, random=(), measured={}, command="", settings={}) != empty:
        raise UserError("trust.start")
    order = torch.randperm(len(data.test), generator=torch.Generator().manual_seed(seed)).tolist()
    offered = dict(limits)
    for number in range(min(max(limits.values()), len(order))):
        due = [name for name in offered if len(found.values(name)) <= number < offered[name]]
        if not due:
            continue
        picture = data.test[torch.tensor([order[number]])].pixels.to(classifier.device)
        x = to_input(picture, classifier.preprocess).contiguous(memory_format=torch.channels_last)
        probe = Probe(classifier, x, baseline=baseline, seed=seed)
        if number == len(found.random):
            found = replace(found, random=(*found.random, round(float(_area(probe)), DIGITS)))
        for name in due:
            try:
                row = _measure(classifier, probe, x, name, baseline, seed)
            except UserError:  # not offered on this network, or its package is not here
                del offered[name]
                continue
            settings = found.settings | {name: METHODS[name].fill({})}
            found = replace(found, measured={**found.measured, name: (*found.values(name), row)}, settings=settings)
            yield found


def _area(probe: Probe) -> float:
    return np.trapezoid(probe.random, dx=1 / (probe.random.shape[1] - 1), axis=1).mean()


def _measure(
    classifier: Classifier, probe: Probe, x: Tensor, method: str, baseline: str, seed: int
) -> dict[str, float]:
    """Returns measure -> its value, of one method on one picture."""

    def explain(one: Classifier, given: Tensor) -> np.ndarray:
        return attribute(one, given, probe.target, method, baseline=baseline).map

    started = time.process_time()
    values = explain(classifier, x)
    seconds = time.process_time() - started
    judged = probe.judge(values)

    def again(given: Tensor) -> np.ndarray:  # the picture itself is explained once
        return values if torch.equal(given, x) else explain(classifier, given)

    changed = follow(classifier, x, lambda one, _: explain(one, x), seed=seed, at_once=True, known=values)
    row = {
        "deletion": judged.deletion_area,
        "insertion": judged.insertion_area,
        "gain": judged.gain,
        "infidelity": judged.infidelity,
        "sensitivity": max_sensitivity(again, x, seed=seed),
        "randomization": changed.similarities[-1],
        "cpu_seconds": seconds,
    }
    return {name: round(float(value), DIGITS) for name, value in row.items()}


def read_benchmark(path: Path) -> AttributionBenchmark | None:
    """Returns the record in the JSON file `path`; None where there is no file.

    Raises:
        UserError: it is no such record.
    """
    if not path.is_file():
        return None
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        rows = {name: tuple(map(dict, rows)) for name, rows in values.pop("measured").items()}
        return AttributionBenchmark(**values | {"random": tuple(values["random"])}, measured=rows)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UserError("trust.not_a_record", path=path) from None


def current(found: AttributionBenchmark) -> AttributionBenchmark:
    """Returns the record without the methods that were measured with other parameters than today's defaults.

    Older records tell no parameters; they are taken as they are.
    """
    stale = {name for name, values in found.settings.items() if name in METHODS and values != METHODS[name].fill({})}
    kept = ({name: of[name] for name in of if name not in stale} for of in (found.measured, found.settings))
    return replace(found, **dict(zip(("measured", "settings"), kept, strict=True)))


def stored_benchmark(classifier: Classifier) -> AttributionBenchmark | None:
    """Returns the record that ships with these weights, as far as it is `current`; None where there is none."""
    found = read_benchmark(WEIGHTS_FOLDER / f"{classifier.name}.attribution_benchmark.json")
    return current(found) if found and found.digest == classifier.digest else None


def summarize(found: AttributionBenchmark) -> list[BenchmarkRow]:
    """Returns a row a method, the most faithful (largest gain) first."""
    rows = []
    for name, measured in found.measured.items():
        columns = {measure: [one[measure] for one in measured] for measure in measured[0]}
        rows.append(BenchmarkRow(name, len(measured), {key: _mean(values) for key, values in columns.items()}))
    return sorted(rows, key=lambda row: -row.means["gain"].mean)


def _mean(values: Sequence[float]) -> Mean:
    found = interval(values)
    return Mean(found.mean, found.reach)
