"""Similarity of two maps: rank correlation of their strengths on one coarse grid."""

from collections.abc import Mapping
from itertools import combinations
from math import gcd

import numpy as np

CELLS = 14  # a side: coarser than a picture's pixels, finer than the last block's cells


def strength(values: np.ndarray, cells: int = CELLS) -> np.ndarray:
    """Returns a map's absolute values on a grid of `cells` × `cells`.

    Args:
        values: (H, W) signed.
    Returns:
        (cells, cells) float64, >= 0: means over area; a coarser map's cells are repeated.
    """
    rows, columns = (_areas(side, cells) for side in values.shape)
    return rows @ np.abs(values, dtype=np.float64) @ columns.T / (rows[0].sum() * columns[0].sum())


def _areas(side: int, cells: int) -> np.ndarray:
    """Returns (cells, side): what each old cell covers of each new one, in whole numbers: equal cells stay equal."""
    new, old = np.arange(cells + 1.0) * side, np.arange(side + 1.0) * cells
    overlap = np.minimum(new[1:, None], old[None, 1:]) - np.maximum(new[:-1, None], old[None, :-1])
    return overlap.clip(0) / gcd(side, cells)


def rank_correlation(first: np.ndarray, second: np.ndarray) -> float:
    """Returns Spearman's correlation of two arrays of one shape, -1 … 1; ties get mean ranks; 0 if one is constant."""
    ranks = [_ranks(values) - (values.size - 1) / 2 for values in (first.ravel(), second.ravel())]
    size = np.sqrt((ranks[0] ** 2).sum() * (ranks[1] ** 2).sum())
    return float((ranks[0] * ranks[1]).sum() / size) if size else 0.0


def _ranks(values: np.ndarray) -> np.ndarray:
    _, which, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts) - 1
    return (last - (counts - 1) / 2)[which]


def similarities(strengths: Mapping[str, np.ndarray]) -> dict[tuple[str, str], float]:
    """Returns the rank correlation of every pair of `strengths`, (cells, cells) each."""
    return {(a, b): rank_correlation(strengths[a], strengths[b]) for a, b in combinations(strengths, 2)}
