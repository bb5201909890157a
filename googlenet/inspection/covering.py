"""Methods that cover one part of an image, or of a block's output, at a time: how far the score falls.

Captum's own pass every covered image through the whole network. Here a part that is the same in image and baseline is
not covered at all, since nothing would change, and what lies before a block is computed once.
"""

from collections.abc import Callable
from math import ceil

import torch
from torch import Tensor

from googlenet.inspection.explainers import Work, behind_block
from googlenet.inspection.methods import batch_of, patch
from googlenet.inspection.superpixels import superpixels


def occlusion(work: Work) -> Tensor:
    """Returns the fall of the score under a patch, averaged over the patches that cover a pixel, (1, 1, S, S)."""
    side = work.x.shape[-1]
    window, stride = patch(work.values, side)
    starts, pixels = torch.arange(ceil((side - window) / stride) + 1)[:, None] * stride, torch.arange(side)
    spans = ((pixels >= starts) & (pixels < starts + window)).double()  # (n, S): the rows, or columns, of each patch
    differs = (work.x != work.reference).any(1)[0].cpu().double()
    changed = (spans @ differs @ spans.T).flatten().nonzero()[:, 0]

    def masks(patches: Tensor) -> Tensor:
        rows, columns = spans[patches // len(spans)].bool(), spans[patches % len(spans)].bool()
        return (rows[:, :, None] & columns[:, None])[:, None]

    falls = torch.zeros(len(spans) ** 2, dtype=torch.float64)
    falls[changed] = _falls(work, work.x, work.reference, work.network, masks=masks, parts=changed)
    found = spans.T @ falls.view(len(spans), -1) @ spans / torch.outer(spans.sum(0), spans.sum(0))
    return found[None, None].to(work.x.dtype).to(work.x.device)


def by_superpixel(work: Work) -> Tensor:
    """Returns the fall of the score with a pixel's superpixel covered, (1, 1, S, S)."""
    work.mask = superpixels(work.x, work.values["cells"], follow_edges=work.values["follow_edges"])
    return _falls_on(work, work.x, work.reference, work.network, work.mask.cpu()).to(work.x.dtype).to(work.x.device)


def layer_ablation(work: Work) -> Tensor:
    """Returns the fall of the score where a patch of one branch is as it is for the baseline, (1, C, H, W).

    The channels of a patch share its fall, so that they add up to it.
    """
    output, empty, logits = behind_block(work)
    widths = torch.tensor([*work.block.widths.values()])
    rows, columns = (torch.arange(n) * min(work.values["patches"], n) // n for n in output.shape[-2:])
    cells = rows[:, None] * (int(columns.max()) + 1) + columns  # (H, W)
    branches = torch.arange(len(widths)).repeat_interleave(widths)
    labels = (branches.view(-1, 1, 1) * (int(cells.max()) + 1) + cells)[None]  # (1, C, H, W)
    falls = _falls_on(work, output, empty, logits, labels)
    return (falls / widths.repeat_interleave(widths).view(1, -1, 1, 1)).to(output.dtype).to(output.device)


def _falls_on(work: Work, given: Tensor, other: Tensor, logits: Callable[[Tensor], Tensor], labels: Tensor) -> Tensor:
    """Returns for each place of `labels`, (1, …) on the CPU, how far the score falls with all places of its label covered."""
    differs = (given != other).cpu()
    changed = labels.expand_as(differs)[differs].unique()
    falls = torch.zeros(int(labels.max()) + 1, dtype=torch.float64)
    falls[changed] = _falls(
        work, given, other, logits, masks=lambda parts: labels == parts.view(-1, 1, 1, 1), parts=changed
    )
    return falls[labels]


def _falls(
    work: Work,
    given: Tensor,
    other: Tensor,
    logits: Callable[[Tensor], Tensor],
    *,
    masks: Callable[[Tensor], Tensor],
    parts: Tensor,
) -> Tensor:
    """Returns how far the score falls with each of the parts covered, (P,) float64 on the CPU.

    Args:
        given, other: values of the image, (1, C, H, W), and what a part of them is covered with.
        logits: a function of such values, (N, K).
        masks: numbers of parts -> the places that each covers, (N, 1 or C, H, W).
        parts: their numbers, (P,).
    """
    work.known = {"features": len(parts)}
    falls = torch.zeros(0, dtype=torch.float64)
    with torch.no_grad():
        score = logits(given)[0, work.target].cpu().double()
        for some in parts.split(batch_of(given.device)) if len(parts) else ():
            covered = torch.where(masks(some).to(given.device), other, given)
            found = logits(covered.contiguous(memory_format=torch.channels_last))[:, work.target]
            falls = torch.cat([falls, score - found.cpu().double()])
    return falls
