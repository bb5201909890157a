"""Superpixels: parts of an image that are covered together."""

import torch
from torch import Tensor

ROUNDS = 5
COMPACTNESS = 0.5  # weight of a pixel's place against its brightness; 0 follows edges alone


def superpixels(x: Tensor, cells: int, *, follow_edges: bool) -> Tensor:
    """Returns the part that each pixel belongs to.

    Args:
        x: (1, C, S, S), a network's input.
        cells: of the grid, a side.
        follow_edges: whether the grid's cells are fitted to the image, by k-means over brightness and place as in SLIC
            (Achanta et al. 2012); so a part need not be connected. Otherwise the parts are the grid's cells.
    Returns:
        (1, 1, S, S) int64, 0 … parts - 1, without gaps; at most cells² parts.
    """
    side = x.shape[-1]
    cells = min(cells, side)
    rows = torch.arange(side, device=x.device) * cells // side
    grid = rows[:, None] * cells + rows  # (S, S)
    labels = _fitted(x.detach()[0], grid.flatten(), cells) if follow_edges else grid.flatten()
    return labels.unique(return_inverse=True)[1].view(1, 1, side, side)


def _fitted(x: Tensor, labels: Tensor, cells: int) -> Tensor:
    """Returns labels (S * S,) after rounds of k-means that start from `labels`; parts without pixels are dropped."""
    side = x.shape[-1]
    spread = x.std(correction=0)
    brightness = x.flatten(1).mT / (spread if spread > 0 else 1)  # (S * S, C), in deviations
    places = torch.cartesian_prod(*[torch.arange(side, device=x.device)] * 2) * (COMPACTNESS * 2 * cells / side)
    features = torch.cat([brightness, places.to(x.dtype)], 1)
    for _ in range(ROUNDS):
        _, labels, counts = labels.unique(return_inverse=True, return_counts=True)
        centres = torch.zeros(len(counts), features.shape[1], device=x.device).index_add_(0, labels, features)
        labels = torch.cdist(features, centres / counts[:, None]).argmin(1)
    return labels
