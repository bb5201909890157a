"""Model randomisation test: whether a map changes when the network's learned weights are randomised.

Adebayo et al. 2018, "Sanity Checks for Saliency Maps" (arXiv:1810.03292), section 3.1: weights are randomised from the
head down, each stage on top of the stages before. A method whose map stays the same shows the picture, not the network.
"""

import copy
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor, nn

from googlenet.common.errors import look_up
from googlenet.common.results import Randomization
from googlenet.inspection.attribution import attribute
from googlenet.inspection.explainers import Progress
from googlenet.inspection.inference import Picture, input_of, predict, target_index
from googlenet.inspection.methods import METHODS
from googlenet.inspection.normalization import measure_statistics
from googlenet.inspection.parameters import Value
from googlenet.inspection.similarity import rank_correlation, strength
from googlenet.networks.classifier import Classifier
from googlenet.networks.network import Network, initialize, seeded

UNCHANGED = 0.7  # rank correlation; 0.7² = 0.49: half of the ranks' variance needs no learned weights
STEM = "stem"


def parts_of(network: Network) -> dict[str, list[nn.Module]]:
    """Returns the parts to randomise, from the head down: classifier, blocks from last to first, stem."""
    parts: dict[str, list[nn.Module]] = {"fc": [network.fc]}
    for name, layer in reversed([*network.layers.named_children()]):
        if name in network.blocks:
            parts[name] = [layer]
        elif any(True for _ in layer.parameters()):
            parts.setdefault(STEM, []).append(layer)
    return parts


def forgetting(classifier: Classifier, x: Tensor, *, seed: int = 0, at_once: bool = False) -> Iterator[tuple]:
    """Yields (stage, classifier) of a copy whose weights are randomised from the head down; the original is kept.

    Weights are drawn by the network's own initialisation. Randomised batch normalisation gets its statistics from `x`:
    with those of the trained weights, signals would vanish or overflow for that reason alone. Where the last map is one
    cell (images of at most 32 px), which has no variance, shifted copies of `x` are measured with it.

    Args:
        x: (1, C, S, S), the picture.
        at_once: only the last stage, with all weights randomised.
    """
    network = copy.deepcopy(classifier.network).requires_grad_(False).eval()
    parts, norms, measured = parts_of(network), [], _shifted(network, x)
    for stage, modules in parts.items():
        for module in modules:
            _randomise(module, network.spec.initialization, seed, network.fc.weight.device)
            norms += [one for one in module.modules() if isinstance(one, nn.BatchNorm2d)]
        is_last = stage == list(parts)[-1]
        if is_last or not at_once:
            measure_statistics(network, norms, measured)
            yield stage, replace(classifier, network=network)


def _randomise(part: nn.Module, scheme: str, seed: int, device: torch.device) -> None:
    part.cpu()  # a GPU draws other numbers, from a state of its own
    with seeded(seed):
        for module in part.modules():
            if hasattr(module, "reset_parameters"):
                module.reset_parameters()
        initialize(part, scheme)
    part.to(device)


def _shifted(network: Network, x: Tensor) -> Tensor:
    """Returns `x`, (1, C, S, S); with eight copies shifted by a quarter of the side where the last map is one cell."""
    with torch.inference_mode():
        if network.layers(x)[0, 0].numel() > 1:
            return x
    step = x.shape[-1] // 4
    shifts = [(down, right) for down in (0, step, -step) for right in (0, step, -step)]
    return torch.cat([x.roll(shift, (2, 3)) for shift in shifts])


def randomization(
    classifier: Classifier,
    image: Picture,
    target: int | str | None = None,
    method: str = "integrated_gradients",
    block: str | None = None,
    baseline: str = "black",
    *,
    seed: int = 0,
    at_once: bool = False,
    prepare: bool = True,
    progress: Progress | None = None,
    known: np.ndarray | None = None,
    **parameters: Value,
) -> Randomization:
    """Measures how a method's map changes while the network's weights are randomised, from the head down.

    Args:
        target, method, block, baseline, prepare, parameters: as in `attribute`; without a target, the class that the
            trained network predicts.
        seed: of the random weights.
        at_once: only with all weights randomised.
        progress: called with steps done and steps to do; an exception in it stops the work and is passed on.
        known: the trained network's map, if it is known.
    Raises:
        UserError: as `attribute`.
    """
    look_up(METHODS, method, "error.method")
    x = input_of(classifier, image, prepare).detach()
    goal = target_index(classifier, target, predict(classifier.network, x, classifier.classes).logits)
    place = {"method": method, "block": block, "baseline": baseline, **parameters}

    def explain(one: Classifier, report: Progress | None) -> np.ndarray:
        return attribute(one, x, goal, progress=report, **place).map

    return follow(classifier, x, explain, seed=seed, at_once=at_once, progress=progress, known=known)


def follow(
    classifier: Classifier,
    x: Tensor,
    explain: Callable[[Classifier, Progress | None], np.ndarray],
    *,
    seed: int = 0,
    at_once: bool = False,
    progress: Progress | None = None,
    known: np.ndarray | None = None,
) -> Randomization:
    """Runs `randomization` with any `explain`: (classifier, progress callback) -> map (H, W)."""
    count = 1 if at_once else len(parts_of(classifier.network))

    def report(stage: int) -> Progress | None:
        return progress and (lambda done, total: progress(stage * total + done, (count + 1) * total))

    maps = [explain(classifier, report(0)) if known is None else known]
    stages = []
    for stage, one in forgetting(classifier, x, seed=seed, at_once=at_once):
        stages.append(stage)
        maps.append(explain(one, report(len(stages))))
    similarities = tuple(alike(maps[0], changed) for changed in maps[1:])
    return Randomization(tuple(stages), similarities, tuple(maps))


def alike(one: np.ndarray, other: np.ndarray) -> float:
    """Returns the rank correlation of two maps' strengths, -1 … 1; 1 where they are equal, even if constant."""
    return 1.0 if np.array_equal(one, other) else rank_correlation(strength(one), strength(other))
