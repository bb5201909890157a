"""Faithfulness of a map: how the class's probability changes when the picture is covered in the map's order.

Deletion and insertion: Petsiuk et al. 2018 (RISE, arXiv:1806.07421). Infidelity and max-sensitivity: Yeh et al. 2019
(arXiv:1901.09392). Only a map's order of cells is used, so that maps of all methods and resolutions can be compared.
"""

from collections.abc import Callable

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from googlenet.common.results import Faithfulness
from googlenet.inspection.baselines import check_baseline, make_baseline
from googlenet.inspection.explainers import Progress
from googlenet.inspection.inference import Picture, hookable_copy, input_of, target_index
from googlenet.networks.classifier import Classifier

CELLS, STEPS, ORDERS, SQUARES = 14, 14, 5, 32
RADIUS = 0.02  # of the disturbance, as a fraction of the picture's range; Captum's own number
BATCH = 8


class Probe:
    """Measures the faithfulness of any number of maps for one picture and class; shared work is done once.

    Args:
        target: class index, label, or None for the predicted class.
        baseline: replaces covered cells, see `make_baseline`. With "black", which is also Fashion-MNIST's background,
            covering the background changes nothing; "blur" covers without hard edges.
        cells: the picture is covered in `cells` × `cells` squares.
        steps: the curves have `steps` + 1 points, from 0 to all cells.
        orders: random orders to compare with.
        squares: random squares, of a fifth to half of the side, for the infidelity.
        seed: of orders and squares.
        progress: called with passes done and passes to do, those of the first map included; an exception in it stops
            the work and is passed on.
    Raises:
        UnknownName: there is no such class or baseline.
        BadImage: the picture cannot be used.
    """

    def __init__(
        self,
        classifier: Classifier,
        image: Picture,
        target: int | str | None = None,
        *,
        baseline: str = "black",
        cells: int = CELLS,
        steps: int = STEPS,
        orders: int = ORDERS,
        squares: int = SQUARES,
        seed: int = 0,
        prepare: bool = True,
        progress: Progress | None = None,
    ):
        check_baseline(baseline)
        self._network, self._progress = hookable_copy(classifier), progress
        self._x = input_of(classifier, image, prepare).detach()
        self._reference = make_baseline(baseline, self._x, classifier.preprocess)
        self._cells, self._random = cells, np.random.default_rng(seed)
        self._counts = np.round(np.linspace(0, cells**2, steps + 1)).astype(int)
        self.done, self.total = 0, 2 + orders * (steps - 1) + squares + 2 * (steps - 1)
        nothing = torch.zeros(1, cells**2, dtype=torch.bool)
        logits = self._logits_covered(torch.cat([nothing, ~nothing]))
        self.target = target_index(classifier, target, logits[0])
        self._ends = logits.softmax(1)[:, self.target].numpy()
        shuffled = [self._random.permutation(cells**2) for _ in range(orders)]
        self.random = np.array([self._curve(order) for order in shuffled])
        self.squares = self._draw_squares(squares)
        sizes = np.bincount(_cell_of(self._x.shape[-1], cells), minlength=cells)
        self._pixels = np.outer(sizes, sizes).ravel()  # of each cell
        score = logits[0, self.target]
        self.drops = (score - self._logits_covered(self.squares)[:, self.target]).numpy()

    def judge(self, values: np.ndarray) -> Faithfulness:
        """Returns the faithfulness of a map.

        Args:
            values: (H, W) signed; the largest come first. Equal cells are in random order.
        """
        ranked = on_cells(values, self._cells).ravel()
        predicted = self.squares.numpy() @ (ranked * self._pixels)
        tie = np.random.default_rng(0).permutation(ranked.size)
        order = np.lexsort((tie, -ranked))
        # Insertion in an order is deletion in the reverse order, read backwards.
        deletion, insertion = self._curve(order), self._curve(order[::-1])[::-1]
        fractions = self._counts / self._cells**2
        return Faithfulness(fractions, deletion, insertion, self.random, infidelity(predicted, self.drops))

    def _curve(self, order: np.ndarray) -> np.ndarray:
        """Returns (P,) probability with the first cells of `order` covered."""
        ranks = torch.from_numpy(np.argsort(order))
        covered = torch.stack([ranks < count for count in self._counts[1:-1].tolist()])
        inner = self._logits_covered(covered).softmax(1)[:, self.target].numpy()
        return np.concatenate([self._ends[:1], inner, self._ends[1:]])

    def _draw_squares(self, count: int) -> Tensor:
        """Returns (count, cells²) bool: a random square of cells each."""
        drawn = torch.zeros(count, self._cells, self._cells, dtype=torch.bool)
        for one in drawn:
            side = int(self._random.integers(max(1, self._cells // 5), max(1, self._cells // 2), endpoint=True))
            top, left = self._random.integers(0, self._cells - side, size=2, endpoint=True)
            one[top : top + side, left : left + side] = True
        return drawn.flatten(1)

    def _logits_covered(self, covered: Tensor) -> Tensor:
        """Returns logits (n, K) on the CPU with the cells of `covered`, (n, cells²) bool, replaced by the baseline."""
        at, found = _cell_of(self._x.shape[-1], self._cells), []
        for some in covered.split(BATCH):
            masks = some.view(-1, 1, self._cells, self._cells)[:, :, at][..., at].to(self._x.device)
            pictures = torch.where(masks, self._reference, self._x).contiguous(memory_format=torch.channels_last)
            with torch.inference_mode():
                found.append(self._network(pictures).float().cpu())
            self.done += len(some)
            if self._progress is not None:
                self._progress(self.done, max(self.done, self.total))
        return torch.cat(found).clone()


def _cell_of(side: int, cells: int) -> np.ndarray:
    """Returns (side,): the cell, of `cells` along a side, in which the middle of each pixel lies."""
    return (2 * np.arange(side) + 1) * cells // (2 * side)


def on_cells(values: np.ndarray, cells: int) -> np.ndarray:
    """Returns a map's values on a grid of `cells` × `cells`, with their sign; float64.

    A finer map is averaged over the pixels that are covered with each cell, a coarser one (a layer's) is interpolated,
    as on the page.

    Args:
        values: (H, W).
    """
    values = np.asarray(values, dtype=np.float64)
    if min(values.shape) < cells:
        if np.ptp(values) == 0:  # interpolated, its cells would differ by rounding
            return np.full((cells, cells), values[0, 0])
        whole = torch.from_numpy(values)[None, None]
        return F.interpolate(whole, (cells, cells), mode="bilinear", align_corners=False)[0, 0].numpy()
    belongs = [_cell_of(side, cells) == np.arange(cells)[:, None] for side in values.shape]
    rows, columns = (one / one.sum(1, keepdims=True) for one in belongs)
    return rows @ values @ columns.T


def infidelity(foretold: np.ndarray, drops: np.ndarray) -> float:
    """Returns the mean squared error of a map as a forecast of covering's cost, relative to the mean squared cost.

    Args:
        foretold: (n,) the map's sum over each covered part, in any unit: it is scaled to the best fit, as Captum's
            `infidelity(normalize=True)` does, because most methods define an order and no unit. The scale is not
            negative, other than Captum's: a map that says the opposite is not exact.
        drops: (n,) what the logit lost with that part covered.
    Returns:
        0 (exact) … 1 (no better than a forecast of zeros).
    Source:
        Yeh et al. 2019, definition 2.1 with the perturbation to a baseline; the division by the cost is ours, so that
        pictures with small and with large scores count equally.
    """
    cost, size = float((drops**2).mean()), float((foretold**2).mean())
    scale = max(0.0, float((foretold * drops).mean()) / size) if size else 0.0
    return float(((scale * foretold - drops) ** 2).mean()) / cost if cost else 0.0


def faithfulness(
    classifier: Classifier, image: Picture, values: np.ndarray, target: int | str | None = None, **how: object
) -> Faithfulness:
    """Returns how far a class's probability follows a map.

    Args:
        values: (H, W) signed, as in `Attribution.map`.
        how: see `Probe`.
    Raises:
        UserError: as `Probe`.
    """
    return Probe(classifier, image, target, **how).judge(values)


def max_sensitivity(
    explain: Callable[[Tensor], np.ndarray], x: Tensor, *, radius: float = RADIUS, samples: int = 3, seed: int = 0
) -> float:
    """Returns the largest relative change of a map when the picture is disturbed by hardly visible noise; 0: none.

    Args:
        explain: an input (1, C, S, S) -> its map (H, W).
        x: (1, C, S, S).
        radius: of the noise, uniform and independent in each value, as a fraction of the picture's range.
        samples: disturbed pictures; each is explained once.
        seed: of the noise.
    Returns:
        the largest change of the map (Euclidean), as a fraction of the map.
    Source:
        Yeh et al. 2019, definition 3.1, by Captum's `sensitivity_max`.
    """
    from captum.metrics import sensitivity_max

    generator, reach = torch.Generator().manual_seed(seed), radius * float(x.max() - x.min())

    def explain_all(inputs: Tensor | tuple[Tensor]) -> tuple[Tensor]:
        inputs = inputs[0] if isinstance(inputs, tuple) else inputs
        # A tuple, even of one: Captum would read a tensor row by row.
        return (torch.stack([torch.from_numpy(explain(one[None])) for one in inputs]),)

    def disturb(inputs: Tensor) -> Tensor:
        noise = torch.rand(inputs.shape, generator=generator) * 2 - 1
        return inputs + reach * noise.to(inputs.device)

    largest = sensitivity_max(explain_all, x, disturb, n_perturb_samples=samples, max_examples_per_batch=1)
    return float(largest[0])
