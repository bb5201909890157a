"""What regions of an image are worth to a class: by covering one, and as exact Shapley values of all of them.

Every set of regions is shown once while the others are covered, so nothing is drawn at random. What lies in no region
is always shown. The score of a set is the class's logit, which the linear head splits exactly by the branches of the
last block, and Shapley values are linear in the scores: so each value is the sum of one for each branch.
"""

from collections.abc import Callable, Sequence
from math import factorial

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image, ImageDraw
from torch import Tensor

from googlenet.common.errors import UserError
from googlenet.inspection.baselines import check_baseline, make_baseline
from googlenet.inspection.inference import Picture, hookable_copy, input_of, target_index
from googlenet.inspection.methods import batch_of
from googlenet.inspection.records import MOST_REGIONS, Regions
from googlenet.networks.classifier import Classifier
from googlenet.networks.network import Network

Point = tuple[float, float]


def regions(
    classifier: Classifier,
    image: Picture,
    masks: np.ndarray | Tensor,
    target: int | str | None = None,
    *,
    baseline: str = "black",
    prepare: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> Regions:
    """Returns what each of some regions is worth to a class, exactly; 2 to the power of their number forward passes.

    Args:
        masks: (R, H, W) bool, 1 to 10 regions that do not overlap, over the image as the network sees it; of another
            size than the network's input they are enlarged or reduced, cell by cell.
        target: class index, label, or None for the predicted class.
        baseline: what stands in a covered region's place: "black", "mean", "blur" or "noise".
        progress: called with (sets done, sets in all); what it raises ends the work.
    Raises:
        UnknownName: there is no such class or baseline.
        UserError: there are too few or too many regions, one is empty, or two overlap.
        BadImage: the picture cannot be used.
    """
    check_baseline(baseline)
    network, x = hookable_copy(classifier), input_of(classifier, image, prepare)
    parts = _checked(masks, x.shape[-2:]).to(x.device)
    reference, count = make_baseline(baseline, x, classifier.preprocess), len(parts)
    rest = ~parts.any(0)
    shown = torch.tensor([[bool(one >> place & 1) for place in range(count)] for one in range(2**count)])
    logits, pooled = [], []
    with torch.inference_mode():
        for some in shown.to(x.device).split(batch_of(x.device)):
            is_seen = (some[:, :, None, None] & parts).any(1) | rest  # (N, H, W)
            covered = torch.where(is_seen[:, None], x, reference)
            features = network.features(covered.contiguous(memory_format=torch.channels_last))
            logits.append(network.head(features).cpu().double())
            pooled.append(features.cpu().double().mean((2, 3)))
            if progress is not None:
                progress(sum(map(len, logits)), len(shown))
    found = torch.cat(logits)  # (2^R, K); the last one has all regions
    goal = target_index(classifier, target, found[-1])
    terms = torch.cat(pooled) * network.fc.weight[goal].cpu().double()  # (2^R, C)
    by_branch = {name: one.sum(1).numpy() for name, one in _branches(network, terms).items()}
    scores = terms.sum(1).numpy() + float(network.fc.bias[goal])
    without = [2**count - 1 - 2**place for place in range(count)]
    chances = found.softmax(1)
    return Regions(
        target=goal,
        baseline=baseline,
        cells=tuple(parts.sum((1, 2)).cpu().tolist()),
        score=float(scores[-1]),
        covered=float(scores[0]),
        ablated=tuple(float(scores[-1] - scores[one]) for one in without),
        values=tuple(shapley(scores)),
        by_branch={name: tuple(shapley(one)) for name, one in by_branch.items()},
        probability=float(chances[-1, goal]),
        probabilities=tuple(chances[without, goal].tolist()),
        predictions=tuple(found[without].argmax(1).tolist()),
        error=float(np.abs(scores - found[:, goal].numpy()).max()),
    )


def shapley(scores: np.ndarray) -> list[float]:
    """Returns the Shapley values of R players from the scores of all sets of them.

    Args:
        scores: (2^R,); that of a set is at the sum of 2 to the power of its players.
    """
    count = len(scores).bit_length() - 1
    sets = np.arange(len(scores))
    sizes = np.array([int(one).bit_count() for one in sets])
    weights = np.array([factorial(size) * factorial(count - size - 1) / factorial(count) for size in range(count)])
    values = []
    for player in range(count):
        others = sets[sets >> player & 1 == 0]
        values.append(float((weights[sizes[others]] * (scores[others | 1 << player] - scores[others])).sum()))
    return values


def outlined(outlines: Sequence[Sequence[Point]], side: int = 224) -> np.ndarray:
    """Returns masks (R, side, side) of regions from their outlines.

    Args:
        outlines: points (x, y) each, 0 … 1 from the image's upper left; two are the corners of a rectangle. What two
            regions share belongs to the first.
    Raises:
        UserError: an outline has fewer than two points, or nothing is in it that is not in another before it.
    """
    masks, taken = [], np.zeros((side, side), bool)
    for number, points in enumerate(outlines, 1):
        scaled = [(x * side - 0.5, y * side - 0.5) for x, y in points]
        sheet = Image.new("1", (side, side))
        if len(points) > 2:
            ImageDraw.Draw(sheet).polygon(scaled, fill=1)
        elif len(points) == 2:
            (left, right), (top, bottom) = (sorted(axis) for axis in zip(*scaled, strict=True))
            if min(right - left, bottom - top) >= 1:
                ImageDraw.Draw(sheet).rectangle((left + 0.5, top + 0.5, right - 0.5, bottom - 0.5), fill=1)
        mask = np.array(sheet, bool) & ~taken
        if not mask.any():
            raise UserError("error.region_empty", number=number)
        masks.append(mask)
        taken |= mask
    return np.stack(masks) if masks else np.zeros((0, side, side), bool)


def _branches(network: Network, terms: Tensor) -> dict[str, Tensor]:
    """Returns branch of the last block -> its part of the terms (N, C); empty where the head reads no block."""
    last = list(dict(network.layers.named_children()))[-1]
    if last not in network.blocks:
        return {}
    widths = network.blocks[last].widths
    return dict(zip(widths, terms.split(list(widths.values()), dim=1), strict=True))


def _checked(masks: np.ndarray | Tensor, size: Sequence[int]) -> Tensor:
    """Returns the masks (R, H, W) bool at the network's input size.

    Raises:
        UserError: there are too few or too many, one is empty, or two overlap.
    """
    parts = (masks.cpu() if isinstance(masks, Tensor) else torch.as_tensor(np.asarray(masks))).bool()
    if parts.ndim != 3 or not 0 < len(parts) <= MOST_REGIONS:
        raise UserError("error.regions", shape=tuple(parts.shape), most=MOST_REGIONS)
    if tuple(parts.shape[1:]) != tuple(size):
        parts = F.interpolate(parts[None].float(), tuple(size), mode="nearest")[0].bool()
    for number, part in enumerate(parts, 1):
        if not part.any():
            raise UserError("error.region_empty", number=number)
    counts = parts.sum(0)
    if counts.max() > 1:
        first, second = (parts[:, counts > 1][:, 0].nonzero()[:2, 0] + 1).tolist()
        raise UserError("error.regions_overlap", first=first, second=second)
    return parts
