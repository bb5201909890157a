"""Score-CAM: a block's channels, each weighted by the score of the image that is seen through it."""

import torch
import torch.nn.functional as F
from torch import Tensor

from googlenet.inspection.explainers import Work
from googlenet.inspection.methods import batch_of


def score_cam(work: Work) -> Tensor:
    """Returns weight x activation of each channel of the block, (1, C, H, W); channels that are left out are 0.

    A channel's activation, enlarged to the image and scaled to 0 … 1, is a mask: where it is 1 the image is seen, where
    it is 0 the baseline. The channel's weight is the score of the image seen so, minus the score of the baseline. A
    constant channel shows nothing, and weighs 0. Only the `channels` with the largest mean magnitude are weighted.

    Source:
        Wang et al. 2020 (arXiv:1910.01279), section 3. The paper covers with 0, which is the baseline "mean".
        Its ReLU comes after the sum over channels (the parameter `relu`), so that branches add up before it. Its
        algorithm 1 also puts the weights through a softmax; that makes all of them positive, and is left out.
    """
    outputs: list[Tensor] = []
    handle = work.block.register_forward_hook(lambda _module, _inputs, output: outputs.append(output))
    x, weights = work.x.detach(), []
    work.known = {"features": min(work.values["channels"], sum(work.block.widths.values()))}
    with torch.no_grad():
        try:
            of_baseline = work.network(torch.cat([x, work.reference]))[1, work.target]
        finally:
            handle.remove()
        maps = outputs[0][0]  # (C, H, W)
        strongest = maps.abs().mean((1, 2)).topk(work.known["features"]).indices
        for some in maps[strongest].split(batch_of(maps.device)):
            masks = F.interpolate(some[:, None], x.shape[-2:], mode="bilinear", align_corners=False)
            low, high = masks.amin((2, 3), keepdim=True), masks.amax((2, 3), keepdim=True)
            masks = torch.where(high > low, (masks - low) / (high - low), 0)
            weights.append(work.network(torch.lerp(work.reference, x, masks))[:, work.target] - of_baseline)
        found = torch.zeros_like(maps)
        found[strongest] = torch.cat(weights)[:, None, None] * maps[strongest]
    return found[None]
