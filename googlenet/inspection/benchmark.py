"""A leader board of attribution methods: faithfulness, sensitivity, dependence on what the network has learned.

Every number is kept for every image, so that a record can be continued, and intervals computed over images.
"""

import base64
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from googlenet.common.errors import UserError, look_up
from googlenet.common.results import Attribution, AttributionBenchmark, BenchmarkRow, Mean
from googlenet.common.statistics import interval
from googlenet.data.dataset import Dataset
from googlenet.data.images import to_input
from googlenet.inspection.attribution import attribute
from googlenet.inspection.baselines import check_baseline
from googlenet.inspection.faithfulness import Probe, max_sensitivity
from googlenet.inspection.inference import dataset_of
from googlenet.inspection.methods import METHODS
from googlenet.inspection.randomization import alike, forgetting
from googlenet.inspection.similarity import strength
from googlenet.networks.classifier import WEIGHTS_FOLDER, Classifier

DIGITS = 5
KEPT = 40  # images of which the maps' ranks are kept, to compare those of one class


def attribution_benchmark(
    classifier: Classifier,
    methods: Mapping[str, int] | Sequence[str] = tuple(METHODS),
    *,
    images: int = 20,
    randomized: int = 20,
    disturbed: int = 8,
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
        randomized: of the first of these the map is computed with random weights, too, others for each image.
        disturbed: of the first of these the max-sensitivity is measured, three more maps each.
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
    found, data = _begin(classifier, limits, start, baseline=baseline, seed=seed, dataset=dataset)
    order = torch.randperm(len(data.test), generator=torch.Generator().manual_seed(seed)).tolist()
    offered, most = dict(limits), {"gain": len(order), "randomization": randomized, "sensitivity": disturbed}
    most["sampling_error"] = len(order)
    for number in range(min(max(limits.values()), len(order))):
        due = {name: _due(found, name, number, most) for name, images in offered.items() if number < images}
        needed = {part for parts in due.values() for part in parts}
        if not needed:
            continue
        picture = data.test[torch.tensor([order[number]])].pixels.to(classifier.device)
        x = to_input(picture, classifier.preprocess).contiguous(memory_format=torch.channels_last)
        probe = forgotten = None
        if "gain" in needed:
            probe = Probe(classifier, x, baseline=baseline, seed=seed + number)  # other orders for each image
            if number == len(found.random):
                area = round(float(_area(probe)), DIGITS)
                found = replace(found, random=(*found.random, area), targets=(*found.targets, int(probe.target)))
        if "randomization" in needed:
            ((_, forgotten),) = forgetting(classifier, x, seed=seed + number, at_once=True)
        work = _Work(classifier, forgotten, probe, x, found.targets[number], baseline, seed + number)
        for name, parts in due.items():
            try:
                row, ranks = work.measure(name, parts) if parts else ({}, "")
            except UserError:  # not offered on this network, or its package is not here
                del offered[name]
                continue
            if row:
                found = _joined(found, name, number, row, ranks)
                yield found


def _begin(
    classifier: Classifier,
    limits: Mapping[str, int],
    start: AttributionBenchmark | None,
    *,
    baseline: str,
    seed: int,
    dataset: str | None,
) -> tuple[AttributionBenchmark, Dataset]:
    """Returns the record to continue and the data set to draw from, both checked."""
    for name in limits:
        look_up(METHODS, name, "error.method")
    if min(limits.values(), default=0) < 1:
        raise UserError("trust.images", images=min(limits.values(), default=0))
    check_baseline(baseline)
    data = dataset_of(classifier, dataset)
    empty = AttributionBenchmark(classifier.digest, data.name, seed, baseline, (), {})
    found = current(start or empty)
    if replace(found, random=(), measured={}, command="", settings={}, targets=(), ranks={}) != empty:
        raise UserError("trust.start")
    return found, data


def _due(found: AttributionBenchmark, method: str, number: int, most: Mapping[str, int]) -> list[str]:
    """Returns the measures that are missing of one image, which is among the first `most` of the measure."""
    due = [part for part, images in most.items() if number < images and part not in _known(found, method, number)]
    return [part for part in due if part != "sampling_error" or METHODS[method].is_stochastic]


def _known(found: AttributionBenchmark, method: str, number: int) -> dict[str, float]:
    """Returns what is measured of one image already; empty where nothing is."""
    rows = found.values(method)
    return rows[number] if number < len(rows) else {}


def _joined(
    found: AttributionBenchmark, method: str, number: int, row: dict[str, float], ranks: str
) -> AttributionBenchmark:
    """Returns the record with new measurements of one image."""
    rows, kept = found.values(method), found.ranks.get(method, ())
    rows = (*rows[:number], _known(found, method, number) | row, *rows[number + 1 :])
    kept = (*kept, ranks) if len(kept) == number < KEPT else kept
    return replace(
        found,
        measured={**found.measured, method: rows},
        ranks={**found.ranks, method: kept},
        settings=found.settings | {method: METHODS[method].fill({})},
    )


def _area(probe: Probe) -> float:
    return np.trapezoid(probe.random, dx=1 / (probe.random.shape[1] - 1), axis=1).mean()


@dataclass(frozen=True)
class _Work:
    """One picture, and what all methods share of it."""

    classifier: Classifier
    forgotten: Classifier | None  # with random weights
    probe: Probe | None
    x: Tensor
    target: int
    baseline: str
    seed: int

    def measure(self, method: str, parts: Sequence[str]) -> tuple[dict[str, float], str]:
        """Returns measure -> its value, of one method, and its map's ranks."""
        started = time.process_time()
        found = self._explain(method, self.classifier, self.x)
        values, row = found.map, {}
        if "gain" in parts:
            seconds, judged = time.process_time() - started, self.probe.judge(values)
            row = {"deletion": judged.deletion_area, "insertion": judged.insertion_area, "gain": judged.gain}
            row |= {"infidelity": judged.infidelity, "cpu_seconds": seconds}
        if "sampling_error" in parts:
            row["sampling_error"] = found.sampling_error
        if "sensitivity" in parts:
            row["sensitivity"] = max_sensitivity(
                lambda given: (
                    values if torch.equal(given, self.x) else self._explain(method, self.classifier, given).map
                ),
                self.x,
                seed=self.seed,
            )
        if "randomization" in parts:
            row["randomization"] = alike(values, self._explain(method, self.forgotten, self.x).map)
        return {name: round(float(value), DIGITS) for name, value in row.items()}, pack(values)

    def _explain(self, method: str, one: Classifier, given: Tensor) -> Attribution:
        return attribute(one, given, self.target, method, baseline=self.baseline)


def pack(values: np.ndarray) -> str:
    """Returns the order of a map's strengths on the grid of `similarity`, for `unpack`; equal cells stay equal.

    Args:
        values: (H, W) signed.
    """
    dense = np.unique(strength(values), return_inverse=True)[1]  # at most 196 different ones
    return base64.b64encode(dense.astype(np.uint8).tobytes()).decode()


def unpack(text: str) -> np.ndarray:
    """Returns (cells²,) the ranks that `pack` wrote: 0, 1, 2, …, equal cells alike."""
    return np.frombuffer(base64.b64decode(text), np.uint8)


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
        ranks = {name: tuple(texts) for name, texts in values.pop("ranks", {}).items()}
        values |= {name: tuple(values.get(name, ())) for name in ("random", "targets")}
        return AttributionBenchmark(**values, measured=rows, ranks=ranks)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UserError("trust.not_a_record", path=path) from None


def current(found: AttributionBenchmark) -> AttributionBenchmark:
    """Returns the record without the methods that were measured with other parameters than today's defaults.

    Records of an older form, which tell no parameters or classes, come back empty.
    """
    if len(found.targets) != len(found.random):
        return replace(found, random=(), measured={}, settings={}, targets=(), ranks={})
    kept = {name for name in found.measured if name in METHODS and found.settings.get(name) == METHODS[name].fill({})}
    fields = ("measured", "settings", "ranks")
    return replace(found, **{one: {name: getattr(found, one)[name] for name in kept} for one in fields})


def stored_benchmark(classifier: Classifier) -> AttributionBenchmark | None:
    """Returns the record that ships with these weights, as far as it is `current`; None where there is none."""
    found = read_benchmark(WEIGHTS_FOLDER / f"{classifier.name}.attribution_benchmark.json")
    found = current(found) if found and found.digest == classifier.digest else None
    return found if found and found.measured else None


def summarize(found: AttributionBenchmark) -> list[BenchmarkRow]:
    """Returns a row a method, the most faithful (largest gain) first, then those that get no rank for want of images."""
    rows, most = [], max(map(len, found.measured.values()), default=0)
    for name, measured in sorted(found.measured.items()):  # equals stand by name, whatever was measured first
        measures = dict.fromkeys(measure for one in measured for measure in one)
        means = {key: _mean([one[key] for one in measured if key in one]) for key in measures}
        rows.append(BenchmarkRow(name, len(measured), means))
    rows.sort(key=lambda row: (row.images < most, -row.means["gain"].mean))
    return [replace(row, rank=place if row.images == most else None) for place, row in enumerate(rows, 1)]


def _mean(values: Sequence[float]) -> Mean:
    found = interval(values)
    return Mean(found.mean, found.reach, found.count)
