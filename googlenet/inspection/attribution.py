"""Why a network gives a class its score: one function over the table `METHODS`.

A layer method is asked once of the whole block; a path gets its channels of that answer. So the paths add up to the
block. Asked path by path, Layer Integrated Gradients would not: each call would move only that path.
"""

import time
from dataclasses import dataclass

import torch
from torch import Tensor

from googlenet.blocks import Inception
from googlenet.errors import UserError, look_up
from googlenet.inspection.explainers import Progress, Work, check_baseline, make_baseline
from googlenet.inspection.inference import Picture, input_of, private, target_index
from googlenet.inspection.methods import METHODS
from googlenet.results import Attribution
from googlenet.zoo import Classifier


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
    **parameters: float | None,
) -> Attribution:
    """Why `classifier` gives `image` its score for `target`, by one method.

    Args:
        target: class index, label, or None for the predicted class.
        method: a key of `METHODS`.
        block, branch: what a layer method explains; without a block the last one, without a branch all its paths.
            The map of a branch is its part of the block's map; the error is then the block's.
        baseline: what the image is compared with, where the method compares: "black", "mean" (of the training
            images) or "blur" (the image itself, blurred).
        prepare: see `images.see`.
        progress: called with images done and images to do, after each pass through the network; what it raises
            stops the work and reaches the caller.
        parameters: the method's own; see `METHODS[method].parameters`.
    Raises:
        UnknownName: there is no such class, method, block, branch, baseline or parameter.
        UserError: a parameter is out of bounds, or a block was named for a method that explains the input.
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
    **parameters: float | None,
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
    **parameters: float | None,
) -> Answer:
    row = look_up(METHODS, method, "error.method")
    values = row.fill(parameters)
    check_baseline(baseline)
    network = private(classifier)
    if row.kind == "input" and (block is not None or branch is not None):
        raise _placeless(method)
    if row.kind == "layer" and block is None:
        block = list(network.blocks)[-1]
    module = None if block is None else look_up(network.blocks, block, "error.block")
    if branch is not None:
        look_up(module.widths, branch, "error.branch")
    with torch.inference_mode(mode=False), torch.enable_grad():
        # A copy, because gradients need a tensor that is not of inference mode.
        x = input_of(classifier, image, prepare).detach().clone().requires_grad_()
        reference = make_baseline(baseline, x.detach(), classifier.preprocess)
        started = time.perf_counter()
        with torch.no_grad():
            logits = network(torch.cat([x, reference]) if row.has_delta else x)  # (1 or 2, K)
        goal = target_index(classifier, target, logits[0])
        difference = float(logits[0, goal] - logits[-1, goal])
        explanation = Work(row, network, x, reference, goal, block, values, progress).run(difference)
        seconds = time.perf_counter() - started
    delta = float(explanation.double().sum()) - difference if row.has_delta else None
    relative_delta = abs(delta / difference) if row.has_delta and difference else None
    facts = {"method": method, "target": goal, "block": block}
    facts |= {"delta": delta, "relative_delta": relative_delta, "seconds": seconds}
    return Answer(explanation, module, bool(values.get("relu")), facts)


def _placeless(method: str) -> UserError:
    accepted = ", ".join(key for key, row in METHODS.items() if row.kind == "layer")
    return UserError("error.method_place", method=method, accepted=accepted)
