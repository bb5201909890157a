"""Each branch's part, in every block, of the difference in a class's score between an image and a baseline.

Integrated Gradients (Sundararajan et al. 2017) from the block's output for the baseline to its output for the image,
through the rest of the network: that is Layer Integrated Gradients of the block, at the cost of the rest alone. Its
channels belong to the branches, so their sums are the branches' parts.
"""

from collections.abc import Sequence

import torch
from torch import Tensor

from googlenet.common.errors import look_up
from googlenet.common.results import BlockShares
from googlenet.inspection.attribution import channels_of
from googlenet.inspection.baselines import check_baseline, make_baseline
from googlenet.inspection.explainers import Progress
from googlenet.inspection.inference import Picture, hookable_copy, input_of, target_index
from googlenet.inspection.methods import batch_of
from googlenet.networks.classifier import Classifier
from googlenet.networks.network import Network


def shares(
    classifier: Classifier,
    image: Picture,
    target: int | str | None = None,
    *,
    blocks: Sequence[str] | None = None,
    n_steps: int = 24,
    baseline: str = "black",
    prepare: bool = True,
    progress: Progress | None = None,
) -> list[BlockShares]:
    """Returns the difference in logits between image and baseline, split by every block's branches.

    Args:
        target: class index, label, or None for the predicted class.
        blocks: their names; None: all, in order.
        n_steps: of the integral, for each block; more make `left_over` smaller.
        baseline, prepare, progress: as in `attribution.attribute`.
    Raises:
        UnknownName: there is no such class, block or baseline.
        BadImage: the picture cannot be used.
    """
    check_baseline(baseline)
    network = hookable_copy(classifier)
    for name in blocks or ():
        look_up(network.blocks, name, "error.block")
    names = list(network.blocks if blocks is None else blocks)
    with torch.inference_mode(mode=False):
        x = input_of(classifier, image, prepare).detach().clone()
        outputs, logits = block_outputs(network, torch.cat([x, make_baseline(baseline, x, classifier.preprocess)]))
        goal = target_index(classifier, target, logits[0])
        difference = float(logits[0, goal] - logits[1, goal])
        found = []
        for name in names:
            parts = _integrate(network, name, outputs[name], goal, n_steps)
            terms = {
                branch: float(parts[channels].sum()) for branch, channels in channels_of(network.blocks[name]).items()
            }
            left_over = difference - sum(terms.values())
            found.append(BlockShares(name, goal, tuple(outputs[name].shape[-2:]), difference, terms, left_over))
            if progress is not None:
                progress(len(found), len(names))
    return found


def block_outputs(network: Network, x: Tensor) -> tuple[dict[str, Tensor], Tensor]:
    """Returns block -> its output for `x`, and the logits (N, K)."""
    outputs = {}
    with torch.no_grad():
        for name, layer in network.layers.named_children():
            x = layer(x)
            if name in network.blocks:
                outputs[name] = x
        return outputs, network.head(x)


def _integrate(network: Network, block: str, output: Tensor, target: int, n_steps: int) -> Tensor:
    """Returns the part of each channel of `block`, (C,) float64 on the CPU; `output` is (2, C, H, W), for image and baseline."""
    from captum.attr import IntegratedGradients

    rest = network.layers[list(dict(network.layers.named_children())).index(block) + 1 :]
    start, end = output[1:], output[:1].requires_grad_()
    with torch.enable_grad():
        parts = IntegratedGradients(lambda values: network.head(rest(values))).attribute(
            end, start, target=target, n_steps=n_steps, internal_batch_size=batch_of(output.device)
        )
    return parts.detach()[0].cpu().double().sum((1, 2))
