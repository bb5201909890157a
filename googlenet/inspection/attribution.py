"""Attribution maps, why a network gives a class its score: one function over the table `METHODS`.

A layer method runs once on the whole block, and a branch's map is its channels of the result, so that branches add up
to the block. Run on one branch at a time, Layer Integrated Gradients would not: each call would move that branch alone.
"""

import time
from dataclasses import dataclass

import torch
from torch import Tensor

from googlenet.common.errors import UserError, look_up
from googlenet.common.results import Attribution
from googlenet.inspection import needs
from googlenet.inspection.baselines import check_baseline, make_baseline
from googlenet.inspection.explainers import Progress, Work
from googlenet.inspection.inference import Picture, hookable_copy, input_of, target_index
from googlenet.inspection.methods import METHODS, batch_of
from googlenet.inspection.parameters import Value
from googlenet.networks.classifier import Classifier
from googlenet.networks.modules import Inception
from googlenet.networks.network import Network


def attribute(
    classifier: Classifier,
    image: Picture,
    target: int | str | None = None,
    method: str = "integrated_gradients",
    block: str | None = None,
    branch: str | None = None,
    baseline: str = "black",
    *,
    prepare: bool = True,
    progress: Progress | None = None,
    **parameters: Value,
) -> Attribution:
    """Returns the attribution map of one method: why `classifier` gives `image` its score for `target`.

    Args:
        target: class index, label, or None for the predicted class.
        method: a key of `METHODS`.
        block, branch: what a layer method explains; None: the last block, and all of its branches together.
            The map of a branch is its part of the block's map; the error is the whole block's.
        baseline: the image to compare with, where the method needs one; see `baselines.make_baseline`.
        prepare: see `images.to_pixels`.
        progress: called with images done and images to do, after each pass through the network; an exception in it
            stops the work and is passed on.
        parameters: the method's own; see `METHODS[method].parameters`.
    Raises:
        UnknownName: there is no such class, method, block, branch, baseline or parameter.
        UserError: a parameter is out of bounds, a block was named for a method that explains the input, or the method
            would give wrong numbers on this network (see `needs`).
        BadImage: the picture cannot be used.
    """
    place = {"method": method, "block": block, "branch": branch, "baseline": baseline}
    explanation = _explain(classifier, image, target, prepare=prepare, progress=progress, **place, **parameters)
    return explanation.of(branch)


def attribute_paths(
    classifier: Classifier,
    image: Picture,
    target: int | str | None = None,
    method: str = "layer_integrated_gradients",
    block: str | None = None,
    baseline: str = "black",
    *,
    prepare: bool = True,
    progress: Progress | None = None,
    **parameters: Value,
) -> dict[str, Attribution]:
    """Returns `attribute` for every branch of a block at the cost of one: branch -> its part of the block's map.

    Raises:
        UserError: as `attribute`; or the method explains the input.
    """
    row = look_up(METHODS, method, "error.method")
    if not row.is_per_branch:
        raise _place_error(method)
    place = {"method": method, "block": block, "branch": None, "baseline": baseline}
    explanation = _explain(classifier, image, target, prepare=prepare, progress=progress, **place, **parameters)
    return {branch: explanation.of(branch) for branch in explanation.module.widths}


def channels_of(block: Inception) -> dict[str, slice]:
    """Returns branch -> its channels in the block's output."""
    slices, start = {}, 0
    for branch, width in block.widths.items():
        slices[branch] = slice(start, start + width)
        start += width
    return slices


@dataclass(frozen=True)
class Explanation:
    """An explanation of all channels, and the fields of every record made of it."""

    values: Tensor  # (1, C, H, W)
    module: Inception | None
    is_positive: bool  # whether negative values of the map are set to 0
    facts: dict[str, object]

    def of(self, branch: str | None) -> Attribution:
        """Returns the record of one branch, or of all channels."""
        channels = slice(None) if branch is None else channels_of(self.module)[branch]
        summed = self.values[0, channels].sum(0)
        # Grad-CAM's final ReLU; Captum's would come before the channels are summed.
        summed = summed.relu() if self.is_positive else summed
        return Attribution(branch=branch, map=summed.cpu().numpy(), **self.facts)


def _explain(
    classifier: Classifier,
    image: Picture,
    target: int | str | None,
    *,
    method: str,
    block: str | None,
    branch: str | None,
    baseline: str,
    prepare: bool,
    progress: Progress | None,
    **parameters: Value,
) -> Explanation:
    row = look_up(METHODS, method, "error.method")
    values = row.fill(parameters)
    check_baseline(baseline)
    network = hookable_copy(classifier)
    needs.check(network, method, values)
    if (block is not None and not row.takes_block) or (branch is not None and not row.is_per_branch):
        raise _place_error(method)
    if row.takes_block and block is None:
        block = list(network.blocks)[-1]
    module = None if block is None else look_up(network.blocks, block, "error.block")
    if branch is not None:
        look_up(module.widths, branch, "error.branch")
    with torch.inference_mode(mode=False), torch.enable_grad():
        # A copy, because gradients need a tensor that is not of inference mode.
        x = input_of(classifier, image, prepare).detach().clone().requires_grad_()
        reference = make_baseline(baseline, x.detach(), classifier.preprocess)
        started = time.perf_counter()
        logits = _logits(network, x)[0]
        goal = target_index(classifier, target, logits)
        work = Work(row, network, x, reference, classifier.preprocess, goal, module, values, progress)
        promised = _promised(work, float(logits[goal]))
        found = work.run(promised)
        seconds = time.perf_counter() - started
    delta = work.sum_of(found) - promised if row.has_delta else None
    relative_delta = abs(delta / promised) if row.has_delta and promised else None
    facts = {"method": method, "target": goal, "block": block, "baseline": baseline if row.needs_baseline else None}
    facts |= {"delta": delta, "relative_delta": relative_delta, "seconds": seconds}
    facts["sampling_error"] = None if work.deviation is None else _spread(work.deviation) / (_spread(found) or 1.0)
    # With these the same map can be computed again.
    facts["parameters"] = {name: value for name, value in values.items() if name != "error_limit"}
    return Explanation(found, module, bool(values.get("relu")), facts)


def _spread(explanation: Tensor) -> float:
    """Returns the standard deviation of a map's pixels."""
    return float(explanation.cpu().double().sum(1).std(correction=0))


def _promised(work: Work, score: float) -> float:
    """Returns what the map should add up to, by its method's definition."""
    if work.row.adds_up_to == "difference":
        return score - float(_logits(work.network, work.references)[:, work.target].mean())
    return score - float(work.network.fc.bias[work.target])


def _logits(network: Network, x: Tensor) -> Tensor:
    """Returns logits (N, K) float64 on the CPU, a few images at a time."""
    with torch.no_grad():
        return torch.cat([network(some) for some in x.split(batch_of(x.device))]).cpu().double()


def _place_error(method: str) -> UserError:
    accepted = ", ".join(key for key, row in METHODS.items() if row.is_per_branch)
    return UserError("error.method_place", method=method, accepted=accepted)
