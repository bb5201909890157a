"""Four ways to split a score's difference by the branches of every block, beside one another.

Where they agree, a branch's part does not depend on the method. Layer Integrated Gradients adds up by construction,
DeepLift by its rules, conductance up to the integral's error. Ablation does not: branches that need each other are
counted twice, branches that replace each other not at all.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from googlenet.common.results import BlockShares
from googlenet.inspection import deep_lift_rule, needs
from googlenet.inspection.attribution import channels_of
from googlenet.inspection.baselines import check_baseline, make_baseline
from googlenet.inspection.conductance import conductances
from googlenet.inspection.explainers import Progress
from googlenet.inspection.inference import Picture, hookable_copy, input_of, target_index
from googlenet.inspection.methods import METHODS, WAYS
from googlenet.inspection.shares import block_outputs, shares
from googlenet.networks.classifier import Classifier
from googlenet.networks.network import Network


def ways(
    classifier: Classifier,
    image: Picture,
    target: int | str | None = None,
    *,
    n_steps: int = 32,
    baseline: str = "black",
    prepare: bool = True,
    progress: Progress | None = None,
    known: list[BlockShares] | None = None,
) -> dict[str, list[BlockShares]]:
    """Returns the difference between image and baseline, split by every block's branches, for each method of `WAYS`.

    Args:
        target, baseline, prepare: as in `attribution.attribute`.
        n_steps: of both integrals.
        progress: called with blocks and steps done and to do.
        known: the result of `shares` for the same arguments, if it is known.
    Raises:
        UnknownName: there is no such class or baseline.
        BadImage: the picture cannot be used.
    """
    check_baseline(baseline)
    network = hookable_copy(classifier)
    total, done = 2 * len(network.blocks) + n_steps + 1, 0

    def advance(count: int = 1) -> None:
        nonlocal done
        done += count
        if progress is not None:
            progress(done, total)

    if known is None:
        more = {"n_steps": n_steps, "baseline": baseline, "prepare": prepare}
        known = shares(classifier, image, target, progress=lambda *counts: advance(), **more)
    else:
        advance(len(network.blocks))
    missing = needs.missing(network)
    with torch.inference_mode(mode=False):
        x = input_of(classifier, image, prepare).detach().clone()
        reference = make_baseline(baseline, x, classifier.preprocess)
        outputs, logits = block_outputs(network, torch.cat([x, reference]))
        goal = target_index(classifier, target, logits[0])
        difference = Difference(network, x, reference, outputs, goal, n_steps, advance)
        found = {way: METHODS[way].split(difference) for way in WAYS[1:] if way not in missing}
    return {WAYS[0]: known} | {way: [_record(one, terms[one.block]) for one in known] for way, terms in found.items()}


Terms = dict[str, dict[str, float]]  # block -> branch -> its part


@dataclass(frozen=True)
class Difference:
    """A difference of scores between an image and a baseline, to be split by branches.

    Attributes:
        x, reference: the image and the baseline, (1, C, S, S) each.
        outputs: block -> its output for image and baseline, (2, C, H, W).
        target: class index.
        n_steps: of an integral.
        advance: called with the number of steps or blocks that are done.
    """

    network: Network
    x: Tensor
    reference: Tensor
    outputs: dict[str, Tensor]
    target: int
    n_steps: int
    advance: Callable[[int], None]


def _by_branch(network: Network, parts: dict[str, Tensor]) -> Terms:
    """Returns the branches' parts from those of the channels, (C,) each."""
    return {
        block: {branch: float(some[channels].sum()) for branch, channels in channels_of(network.blocks[block]).items()}
        for block, some in parts.items()
    }


def _record(known: BlockShares, terms: dict[str, float]) -> BlockShares:
    return replace(known, terms=terms, left_over=known.difference - sum(terms.values()))


def conductance(given: Difference) -> Terms:
    """Returns the conductance of the branches of every block, along the line from the baseline to the image."""
    more = {"blocks": list(given.network.blocks), "n_steps": given.n_steps, "advance": given.advance}
    found = conductances(given.network, given.x, given.reference, given.target, **more)
    return _by_branch(given.network, {block: one[0].sum((1, 2)) for block, one in found.items()})


def deep_lift(given: Difference) -> Terms:
    """Returns DeepLift's parts of the branches of every block."""
    from captum.attr import LayerDeepLift

    deep_lift_rule.register()
    found = {}
    with torch.enable_grad():
        for name, block in given.network.blocks.items():
            explainer, x = LayerDeepLift(given.network, block), given.x.clone().requires_grad_()
            parts = explainer.attribute(x, given.reference, target=given.target)
            found[name] = parts.detach()[0].cpu().double().sum((1, 2))
    return _by_branch(given.network, found)


def ablation(given: Difference) -> Terms:
    """Returns the drop of the score with each branch's output replaced by the baseline's."""
    return {block: _drops(given, block, output) for block, output in given.outputs.items()}


def _drops(given: Difference, block: str, output: Tensor) -> dict[str, float]:
    network, target = given.network, given.target
    rest = network.layers[list(dict(network.layers.named_children())).index(block) + 1 :]
    with torch.no_grad():
        score = float(network.head(rest(output[:1]))[0, target])
        drops = {}
        for branch, channels in channels_of(network.blocks[block]).items():
            mixed = output[:1].clone()
            mixed[:, channels] = output[1:, channels]
            drops[branch] = score - float(network.head(rest(mixed))[0, target])
    given.advance(1)
    return drops
