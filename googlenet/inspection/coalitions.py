"""Methods that ask for the score with random sets of an image's parts covered: Shapley values, Kernel SHAP, LIME.

Captum's own draw sets independently of each other, and need several times as many for the same sampling error. Here a
set is drawn with its complement (an order with its reverse), and the sets' sizes are spread evenly over their
distribution. A part that is the same in image and baseline has no value, by definition, and is not drawn.
"""

from collections.abc import Callable, Sequence
from itertools import combinations
from math import comb

import torch
from torch import Tensor

from googlenet.inspection.explainers import Work, pooled
from googlenet.inspection.methods import batch_of
from googlenet.inspection.superpixels import superpixels

KERNEL_WIDTH = 0.25  # of LIME, in cosine distance, as in its authors' code
LASSO = 0.01  # weight of the absolute coefficients of LIME's linear model
SWEEPS = 500  # of coordinate descent, at most
TINY = 1e-9


def shapley_values(work: Work) -> Tensor:
    """Returns each part's gain when it is added, averaged over random orders, (1, 1, S, S).

    Source:
        Castro et al. 2009; orders with their reverses: Mitchell et al. 2022 (arXiv:2104.12199), section 3.
    """
    mask, players = _parts(work)
    count, half = len(players), -(-work.values["orders"] // 2)
    halves = []
    for orders in (half, work.values["orders"] - half):
        drawn = torch.rand(-(-orders // 4), count, generator=work.generator).argsort(1)  # the place of each part
        shifted = (drawn + count // 2) % count  # so that early parts come late as well
        four = [drawn, count - 1 - drawn, shifted, count - 1 - shifted]
        halves.append(torch.stack(four, 1).flatten(0, 1)[:orders])
    places = torch.cat(halves)  # (orders, parts)
    shown = places[:, None] < torch.arange(count + 1)[:, None]  # (orders, parts + 1, parts)
    gains = _scores(work, mask, players, shown.flatten(0, 1)).view(len(places), -1).diff(dim=1).gather(1, places)
    return _painted(
        work, mask, players, lambda rows: gains[rows].mean(0), torch.arange(len(places)).tensor_split([half])
    )


def kernel_shap(work: Work) -> Tensor:
    """Returns the additive model of the score that fits best, in Shapley's weights of a set's size, (1, 1, S, S).

    Small and large sets, which weigh most, are all scored as far as the trials go; the others are drawn.

    Source:
        Lundberg & Lee 2017, theorem 2; sets with their complements: Covert & Lee 2021 (arXiv:2012.01536), section 4.2.
    """
    mask, players = _parts(work)
    count, left = len(players), max(0, work.values["trials"] - 2)
    # A size and its complement's together; the middle one is its own.
    sizes = torch.arange(1, count // 2 + 1)
    weights = torch.tensor([(1 if 2 * size == count else 2) / (size * (count - size)) for size in sizes.tolist()])
    ends = torch.tensor([[False], [True]]).expand(2, count)
    fixed, fixed_weights, first = [], [], 0
    for size in sizes.tolist():
        number = comb(count, size) * (1 if 2 * size == count else 2)
        if number > left * float(weights[first] / weights[first:].sum()) * (1 + TINY):
            break
        some = torch.zeros(comb(count, size), count, dtype=torch.bool)
        some.scatter_(1, torch.tensor([*combinations(range(count), size)]), value=True)
        fixed.append(some if 2 * size == count else torch.cat([some, ~some]))
        fixed_weights.append(weights[first].expand(number) / number)
        first, left = first + 1, left - number
    pairs = max(2, left // 2) if first < len(sizes) else 0
    drawn = _pairs(sizes[first:], weights[first:], pairs, count, work.generator)
    whole = [ends, *fixed, drawn]
    scores = _scores(work, mask, players, torch.cat(whole))
    (none, every), scores, shown = scores[:2].tolist(), scores[2:] - scores[0], torch.cat(whole[1:]).double()
    start = len(shown) - len(drawn)
    given = torch.cat([*fixed_weights, torch.zeros(0)]).double()

    def fit(rows: Tensor) -> Tensor:
        some = torch.cat([torch.arange(start), start + rows])
        weight = torch.cat([given, (weights[first:].sum().double() / max(1, len(rows))).expand(len(rows))])
        return _constrained(shown[some], weight, scores[some], every - none)

    # Neighbours are a set and its complement; halves take turns, so that both have all sizes.
    turns = torch.arange(len(drawn)) // 2 % 2
    return _painted(work, mask, players, fit, [(turns == turn).nonzero()[:, 0] for turn in (0, 1)])


def lime(work: Work) -> Tensor:
    """Returns the coefficients of a sparse linear model of the score with each part covered or not, (1, 1, S, S).

    Source:
        Ribeiro et al. 2016, section 3.4: sets that are nearer to the whole image weigh more.
    """
    mask, players = _parts(work)
    count = len(players)
    sizes = torch.arange(count + 1)
    chances = torch.tensor([comb(count, size) / 2**count for size in sizes.tolist()])
    shown = _pairs(sizes, chances, work.values["trials"] // 2, count, work.generator)
    scores = _scores(work, mask, players, shown)
    distance = 1 - (shown.double().mean(1)).sqrt()
    weight = torch.exp(-((distance / KERNEL_WIDTH) ** 2) / 2)
    turns = torch.arange(len(shown)) // 2 % 2
    halves = [(turns == turn).nonzero()[:, 0] for turn in (0, 1)]
    return _painted(work, mask, players, lambda rows: _lasso(shown[rows].double(), weight[rows], scores[rows]), halves)


def _parts(work: Work) -> tuple[Tensor, Tensor]:
    """Returns the part of each pixel, (1, 1, S, S), and the parts in which image and baseline differ, (P,)."""
    mask = superpixels(work.x, work.values["cells"], follow_edges=work.values["follow_edges"])
    differs = (work.x.detach() != work.reference).any(1, keepdim=True)
    work.mask = mask
    return mask, (mask[differs] if differs.any() else mask).unique().cpu()


def _pairs(sizes: Tensor, weights: Tensor, pairs: int, count: int, generator: torch.Generator) -> Tensor:
    """Returns random sets, each followed by its complement, (2 * pairs, count) bool; sizes are spread evenly."""
    if not pairs:
        return torch.zeros(0, count, dtype=torch.bool)
    levels = (torch.arange(pairs) + torch.rand((), generator=generator)) / pairs
    found = torch.searchsorted(weights.cumsum(0) / weights.sum(), levels).clamp(max=len(sizes) - 1)
    shown = torch.rand(pairs, count, generator=generator).argsort(1) < sizes[found][:, None]
    return torch.stack([shown, ~shown], 1).flatten(0, 1)


def _scores(work: Work, mask: Tensor, players: Tensor, shown: Tensor) -> Tensor:
    """Returns F (n,) float64 on the CPU with the parts of `shown`, (n, P) bool, of the image, the others covered."""
    sets, which = shown.unique(dim=0, return_inverse=True)  # a set is scored once
    work.known = {"sets": len(sets)}
    whole, found = torch.zeros(len(sets), int(mask.max()) + 1, dtype=torch.bool), []
    whole[:, players] = sets
    with torch.no_grad():
        for some in whole.to(mask.device).split(batch_of(mask.device)):
            covered = torch.where(some[:, mask[0]], work.x, work.reference)
            found.append(work.network(covered.contiguous(memory_format=torch.channels_last))[:, work.target].cpu())
    return torch.cat(found).double()[which]


def _painted(
    work: Work, mask: Tensor, players: Tensor, fit: Callable[[Tensor], Tensor], halves: Sequence[Tensor]
) -> Tensor:
    """Returns the values that `fit` finds from all rows on each pixel of their parts; notes those of the halves."""

    def paint(rows: Tensor) -> Tensor:
        values = torch.zeros(int(mask.max()) + 1, dtype=torch.float64)
        values[players] = fit(rows)
        return values.to(mask.device, work.x.dtype)[mask]

    found = paint(torch.cat([*halves]).sort()[0])
    if all(map(len, halves)):
        pooled(work, [(len(rows), paint(rows)) for rows in halves])
    elif not any(map(len, halves)):  # nothing was left to draw
        work.deviation = torch.zeros_like(found)
    return found


def _constrained(shown: Tensor, weight: Tensor, scores: Tensor, total: float) -> Tensor:
    """Returns the weighted least squares fit of `scores` by the sum of shown parts' values, which add up to `total`."""
    gram = (shown * weight[:, None]).mT @ shown + TINY * torch.eye(shown.shape[1], dtype=torch.float64)
    free = torch.linalg.solve(gram, torch.stack([shown.mT @ (weight * scores), torch.ones_like(gram[0])], 1))
    return free[:, 0] + free[:, 1] * (total - free[:, 0].sum()) / free[:, 1].sum()


def _lasso(shown: Tensor, weight: Tensor, scores: Tensor) -> Tensor:
    """Returns the coefficients that minimise half the weighted mean squared error + LASSO * their absolute sum."""
    weight = weight / weight.sum()
    shown, scores = shown - weight @ shown, scores - weight @ scores  # the intercept is free
    gram, right = (shown * weight[:, None]).mT @ shown, shown.mT @ (weight * scores)
    found = torch.zeros_like(right)
    for _ in range(SWEEPS):
        before = found.clone()
        for n in range(len(found)):
            rest = right[n] - gram[n] @ found + gram[n, n] * found[n]
            found[n] = rest.sign() * (rest.abs() - LASSO).clamp(min=0) / gram[n, n].clamp(min=TINY)
        if torch.allclose(found, before, rtol=0, atol=1e-8):
            break
    return found
