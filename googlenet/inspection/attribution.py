"""Why a network gives a class its score: one function over the table `METHODS`.

A layer method is asked once of the whole block; a path gets its channels of that answer. So the paths add up to the
block. Asked path by path, Layer Integrated Gradients would not: each call would move only that path.
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
from googlenet.inspection.methods import BATCH, METHODS, Value
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
    """Why `classifier` gives `image` its score for `target`, by one method.

    Args:
        target: class index, label, or None for the predicted class.
        method: a key of `METHODS`.
        block, branch: what a layer method explains; without a block the last one, without a branch all its paths.
            The map of a branch is its part of the block's map; the error is then the block's.
        baseline: what the image is compared with, where the method compares; see `baselines.make_baseline`.
        prepare: see `images.to_pixels`.
        progress: called with images done and images to do, after each pass through the network; what it raises
            stops the work and reaches the caller.
        parameters: the method's own; see `METHODS[method].parameters`.
    Raises:
        UnknownName: there is no such class, method, block, branch, baseline or parameter.
        UserError: a parameter is out of bounds, a block was named for a method that explains the input, or the method
            would give wrong numbers on this network (see `needs`).
        BadImage: the picture cannot be used.
    """
    place = {"method": method, "block": block, "branch": branch, "baseline": baseline}
    answer = _explain(classifier, image, target, prepare=prepare, progress=progress, **place, **parameters)
    return answer.of(branch)


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
    """`attribute` for every branch of a block at the cost of one: branch -> its part of the block's map.

    Raises:
        UserError: as `attribute`; or the method explains the input.
    """
    row = look_up(METHODS, method, "error.method")
    if row.kind == "input":
        raise _placeless(method)
    place = {"method": method, "block": block, "branch": None, "baseline": baseline}
    answer = _explain(classifier, image, target, prepare=prepare, progress=progress, **place, **parameters)
    return {branch: answer.of(branch) for branch in answer.module.widths}


def channels_of(block: Inception) -> dict[str, slice]:
    """Branch -> its channels in the block's output."""
    slices, start = {}, 0
    for branch, width in block.widths.items():
        slices[branch] = slice(start, start + width)
        start += width
    return slices


@dataclass(frozen=True)
class Answer:
    """All channels of an explanation, and what goes into every record made of them."""

    explanation: Tensor  # (1, C, H, W)
    module: Inception | None
    is_positive: bool  # only what speaks for the class is wanted
    facts: dict[str, object]

    def of(self, branch: str | None) -> Attribution:
        """The record of one branch, or of all channels."""
        channels = slice(None) if branch is None else channels_of(self.module)[branch]
        summed = self.explanation[0, channels].sum(0)
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
) -> Answer:
    row = look_up(METHODS, method, "error.method")
    values = row.fill(parameters)
    check_baseline(baseline)
    network = hookable_copy(classifier)
    needs.check(network, method, values)
    if (block is not None and not row.takes_block) or (branch is not None and row.kind == "input"):
        raise _placeless(method)
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
        work = Work(row, network, x, reference, classifier.preprocess, goal, block, values, progress)
        promised = _promised(work, float(logits[goal]))
        explanation = work.run(promised)
        seconds = time.perf_counter() - started
    delta = work.sum_of(explanation) - promised if row.has_delta else None
    relative_delta = abs(delta / promised) if row.has_delta and promised else None
    facts = {"method": method, "target": goal, "block": block, "baseline": baseline if row.needs_baseline else None}
    facts |= {"delta": delta, "relative_delta": relative_delta, "seconds": seconds}
    # What the map was made with in the end: asked for again, it comes out the same.
    facts["parameters"] = {name: value for name, value in values.items() if name != "error_limit"}
    return Answer(explanation, module, bool(values.get("relu")), facts)


def _promised(work: Work, score: float) -> float:
    """What the map's sum should be, by its method's own promise."""
    if work.row.adds_up_to == "difference":
        return score - float(_logits(work.network, work.references)[:, work.target].mean())
    return score - float(work.network.fc.bias[work.target])


def _logits(network: Network, x: Tensor) -> Tensor:
    """(N, K) float64, a few images at a time."""
    with torch.no_grad():
        return torch.cat([network(some) for some in x.split(BATCH)]).double()


def _placeless(method: str) -> UserError:
    accepted = ", ".join(key for key, row in METHODS.items() if row.kind == "layer")
    return UserError("error.method_place", method=method, accepted=accepted)
