"""Whether the branches of a block divide the work: simple measured properties of their channels, tested against chance.

Every channel's response to gratings, edges and spots (`probes`) is recorded. It gives three measures: how selective the
channel is for orientation, which spatial frequency it prefers, and whether an edge or a spot excites it more. A trait
("oriented", "fine", "coarse", "edge", "spot") belongs to the quarter of a block's channels in which its measure is most
extreme. If the branches did not matter, a branch would hold such channels as a random draw does; the p-value is the
probability that a draw holds as many or more (hypergeometric).

The tests depend on each other: branches of a block compete for one quarter, and "fine" excludes "coarse". The p-values
are therefore corrected by Benjamini and Yekutieli's rule, which holds under any dependence.

After Voss et al. 2021, "Branch specialization" (Distill), who sorted an ImageNet network's channels by hand. A small
p-value does not say that the branch learned it: branches differ in kernel and receptive field before any training, so
the same is measured on several draws of random weights (`controls`). And probes show a channel's response to simple
patterns, not its use for a class.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from googlenet.common.statistics import false_discovery, hypergeometric_tail
from googlenet.data.dataset import load_sample
from googlenet.data.images import to_input
from googlenet.inspection.activations import record
from googlenet.inspection.cache import CACHE
from googlenet.inspection.inference import hookable_copy
from googlenet.inspection.normalization import measure_statistics
from googlenet.inspection.probes import contrast, make_probes, orientation_selectivity, preferred_frequency
from googlenet.inspection.records import CALIBRATION, CONTROLS, PathTraits, Specialization, TraitTest
from googlenet.networks.classifier import WEIGHTS_FOLDER, Classifier, create_model

BATCH = 16
MEASURES = ("orientation", "frequency", "edge")
TRAITS = {  # trait -> (measure, sign of its extreme end)
    "oriented": ("orientation", 1),
    "fine": ("frequency", 1),
    "coarse": ("frequency", -1),
    "edge": ("edge", 1),
    "spot": ("edge", -1),
}
EXTREME = 0.25  # of a block's active channels

Measured = Mapping[str, Mapping[str, Mapping[str, np.ndarray]]]


def path_specialization(
    classifier: Classifier, *, progress: Callable[[int, int], None] | None = None
) -> Specialization:
    """Returns the traits of every branch and their p-values.

    Args:
        progress: called with (probes done, probes in all) after each batch.
    """
    measures = channel_measures(classifier, progress=progress)
    return Specialization(classifier.digest, classifier.preprocess.size_px, traits_of(measures))


def channel_measures(
    classifier: Classifier, *, progress: Callable[[int, int], None] | None = None
) -> dict[str, dict[str, dict[str, np.ndarray]]]:
    """Returns the measures of every channel, from its responses to the probes.

    Returns:
        block -> branch -> measure -> (C,) float64, NaN where no probe excites the channel: "orientation", 0..1, one
        minus the circular variance at the best frequency; "frequency", in cycles a picture; "edge", -1..1, edges
        against spots.
    """
    preprocess, network = classifier.preprocess, hookable_copy(classifier)
    probes = make_probes(preprocess.size_px, (preprocess.native_px or preprocess.size_px // 2) / 4)
    kinds = [probes.gratings.reshape(-1, *probes.gratings.shape[-2:]), probes.edges, probes.blobs]
    levels = np.round(255 * np.concatenate(kinds)).astype(np.uint8)
    pictures = torch.from_numpy(levels).unsqueeze(1).expand(-1, preprocess.channels, -1, -1)
    responses: dict[tuple[str, str], list[Tensor]] = {}
    with torch.inference_mode(), record(network) as seen:
        for begin in range(0, len(pictures), BATCH):
            x = to_input(pictures[begin : begin + BATCH].to(classifier.device), preprocess)
            network(x.contiguous(memory_format=torch.channels_last))
            for block, branches in seen.items():
                for branch, output in branches.items():
                    responses.setdefault((block, branch), []).append(_read(output))
            if progress is not None:
                progress(min(begin + BATCH, len(pictures)), len(pictures))
    measures: dict[str, dict[str, dict[str, np.ndarray]]] = {}
    for (block, branch), parts in responses.items():
        whole = torch.cat(parts, dim=1).cpu().double().numpy()  # (2, probes, C)
        measures.setdefault(block, {})[branch] = _measure(whole, probes.gratings.shape[:3], probes)
    return measures


def _read(output: Tensor) -> Tensor:
    """Returns (2, N, C): mean and largest activation over the middle cells of (N, C, H, W), away from the borders."""
    rows, columns = (slice(side // 4, side - side // 4) for side in output.shape[-2:])
    middle = output[..., rows, columns].clamp(min=0)
    return torch.stack([middle.mean((2, 3)), middle.amax((2, 3))])


def _measure(responses: np.ndarray, grid: tuple[int, int, int], probes: object) -> dict[str, np.ndarray]:
    means, peaks = responses
    count, edges = int(np.prod(grid)), len(probes.edges)
    waves = means[:count].reshape(*grid, -1).mean(axis=2).transpose(2, 0, 1)  # (C, orientations, frequencies)
    best = waves.sum(axis=1).argmax(axis=1)
    at_best = waves[np.arange(len(waves)), :, best]
    edge, spot = peaks[count : count + edges].max(axis=0), peaks[count + edges :].max(axis=0)
    found = {
        "orientation": orientation_selectivity(at_best),
        "frequency": preferred_frequency(waves.sum(axis=1), probes.frequencies),
        "edge": contrast(edge, spot),
    }
    is_silent = (waves.sum(axis=(1, 2)) <= 0) | (edge + spot <= 0)
    return {name: np.where(is_silent, np.nan, values) for name, values in found.items()}


def traits_of(measures: Measured) -> tuple[PathTraits, ...]:
    """Returns each branch's traits from its channels' measures; p-values are corrected for the number of all tests."""
    found = []
    for block, branches in measures.items():
        is_marked = {trait: _extreme(branches, *how) for trait, how in TRAITS.items()}
        for branch, measured in branches.items():
            active = int(np.isfinite(measured[MEASURES[0]]).sum())
            middles = {name: float(np.nanmedian(measured[name])) if active else None for name in MEASURES}
            tests = {trait: _test(marks, branch, branches) for trait, marks in is_marked.items()}
            found.append(PathTraits(block, branch, len(measured[MEASURES[0]]), active, middles, tests))
    tests = [(traits.tests, name) for traits in found for name in traits.tests]
    corrected = false_discovery([of[name].p for of, name in tests])
    for (of, name), q in zip(tests, corrected, strict=True):
        of[name] = replace(of[name], q=q)
    return tuple(found)


def _extreme(branches: Mapping[str, Mapping[str, np.ndarray]], measure: str, sign: int) -> dict[str, np.ndarray]:
    """Returns branch -> (C,) bool: among the quarter of the block's active channels with the most extreme `measure`."""
    every = sign * np.concatenate([measured[measure] for measured in branches.values()])
    active = np.sort(every[np.isfinite(every)])[::-1]
    wanted = round(EXTREME * len(active))
    least = active[wanted - 1] if wanted else np.inf
    return {
        branch: np.nan_to_num(sign * measured[measure], nan=-np.inf) >= least for branch, measured in branches.items()
    }


def _test(marks: dict[str, np.ndarray], branch: str, branches: Mapping[str, Mapping[str, np.ndarray]]) -> TraitTest:
    counts = {name: int(np.isfinite(measured[MEASURES[0]]).sum()) for name, measured in branches.items()}
    hits, marked, total = int(marks[branch].sum()), int(sum(map(np.sum, marks.values()))), sum(counts.values())
    return TraitTest(hits, marked, total, hypergeometric_tail(hits, counts[branch], marked, total))


def untrained(classifier: Classifier, seed: int = 0) -> Classifier:
    """Returns the same network with random weights, which show what the architecture alone contributes.

    Its batch normalisation is measured on 48 of the sample's images, as it would be in the first steps of a training: with
    the mean 0 and variance 1 that layers begin with, a thousand channels would be silent.
    """
    fresh = create_model(
        classifier.card.spec, num_classes=len(classifier.classes), in_channels=classifier.preprocess.channels, seed=seed
    )
    fresh.requires_grad_(False).eval().to(classifier.device, memory_format=torch.channels_last)
    pixels = load_sample().train.pixels[:CALIBRATION].expand(-1, classifier.preprocess.channels, -1, -1)
    norms = [module for module in fresh.modules() if isinstance(module, nn.BatchNorm2d)]
    measure_statistics(fresh, norms, to_input(pixels.to(classifier.device), classifier.preprocess))
    return replace(classifier, network=fresh, digest=f"untrained, seed {seed}")


def controls(
    classifier: Classifier, *, count: int = CONTROLS, progress: Callable[[int, int], None] | None = None
) -> Iterator[Specialization]:
    """Yields `path_specialization` of the same network with random weights, for `count` seeds."""
    for seed in range(count):
        yield path_specialization(untrained(classifier, seed), progress=progress)


def specialization_from_dict(values: dict) -> Specialization:
    """Returns a record from its JSON values."""
    branches = [
        PathTraits(**one | {"tests": {trait: TraitTest(**test) for trait, test in one["tests"].items()}})
        for one in values["paths"]
    ]
    return Specialization(**values | {"paths": tuple(branches)})


def stored_specialization(classifier: Classifier) -> tuple[Specialization, list[Specialization]] | None:
    """Returns the records that ship with these weights, (trained, controls), cached; None where there are none."""
    path = Path(WEIGHTS_FOLDER) / f"{classifier.name}.specialization.json"
    found = CACHE.get(("specialization", path, classifier.digest), lambda: read_specialization(path))
    return found if found and found[0].digest == classifier.digest else None


def read_specialization(path: Path) -> tuple[Specialization, list[Specialization]] | None:
    """Returns the records in a file, (trained, controls); None where there is no file."""
    if not path.is_file():
        return None
    values = json.loads(path.read_text(encoding="utf-8"))
    fresh = [values["untrained"], *values["more_untrained"]]
    return specialization_from_dict(values["trained"]), [specialization_from_dict(one) for one in fresh]


def plain_records(trained: Specialization, fresh: list[Specialization]) -> dict:
    """Returns the JSON values of the records, which `read_specialization` reads."""
    first, *others = (asdict(one) for one in fresh)
    return {"trained": asdict(trained), "untrained": first, "more_untrained": others}
