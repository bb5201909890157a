"""Runs Captum's classes: from a row of `METHODS` to an explanation of all channels."""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

import numpy as np
import torch
from torch import Tensor, nn

from googlenet.common.results import Preprocess
from googlenet.inspection import deep_lift_rule
from googlenet.inspection.baselines import baseline_set, extremes
from googlenet.inspection.methods import BATCH, METHODS, Method, Value, patch
from googlenet.inspection.relevance import relevance
from googlenet.inspection.superpixels import superpixels
from googlenet.networks.network import Network

Progress = Callable[[int, int], None]


@dataclass
class Work:
    """One run of an attribution method.

    Attributes:
        values: the row's parameters; `n_steps` rises where there is an `error_limit`.
        reference: the image that `x` is compared with, (1, C, S, S).
        mask: the part that each pixel belongs to, (1, 1, S, S); None where no parts are covered.
    """

    row: Method
    network: Network
    x: Tensor  # (1, C, S, S)
    reference: Tensor
    preprocess: Preprocess
    target: int
    block: str | None
    values: dict[str, Value]
    progress: Progress | None
    mask: Tensor | None = None
    done: int = 0
    total: int = 0

    @property
    def references(self) -> Tensor:
        """All images that `x` is compared with, (B, C, S, S); their noise is a fraction of the image's range."""
        if "baselines" not in self.values:
            return self.reference
        return baseline_set(self.reference, self.values["baselines"], self.noise, self.values["seed"])

    @property
    def noise(self) -> float:
        """Standard deviation of the noise, in the input's units."""
        image = self.x.detach()
        return self.values["noise"] * float(image.max() - image.min())

    def run(self, promised: float) -> Tensor:
        """Returns the explanation of all channels, (1, C, H, W); (1, 1, S, S) where parts of the image are covered.

        Where the values have an `error_limit`, steps are doubled until the error, as a fraction of what the map
        has `promised` to add up to, is within it.
        """
        # Captum warns of hooks that it removes itself. Setting a filter twice keeps one, in any thread.
        warnings.filterwarnings("ignore", message="Setting (forward, )?backward hooks", category=UserWarning)
        if self.row.captum == "LRP":  # before any hook: the network is copied
            explanation = relevance(self.network, self.x, self.target, extremes(self.x, self.preprocess))
            self.total = 1
            self._count(self.network, (), self.x)
            return explanation
        handle = self.network.layers.register_forward_hook(self._count)
        try:
            explanation = self._run_once()
            limit = self.values.get("error_limit")
            most = max((p.maximum for p in self.row.parameters if p.name == "n_steps"), default=0)
            while limit and promised and abs(self.sum_of(explanation) / promised - 1) > limit:
                if 2 * self.values["n_steps"] > most:
                    break
                self.values["n_steps"] *= 2
                explanation = self._run_once()
        finally:
            handle.remove()
        return explanation

    def sum_of(self, explanation: Tensor) -> float:
        """Returns the sum of a map; a covered part counts once, however many pixels it has."""
        if self.mask is None:
            return float(explanation.double().sum())
        labels = self.mask.flatten()
        return float((explanation.flatten().double() / labels.bincount()[labels]).sum())

    def _run_once(self) -> Tensor:
        with seeded(self.values.get("seed"), self.x.device):
            return self._explain(self._arguments()).detach()

    def _explain(self, arguments: dict) -> Tensor:
        explainer = self._explainer()
        if self.row.family != "activation":  # the same for every class
            arguments["target"] = self.target
        if self.row.captum == "DeepLiftShap":
            return self._mean(lambda some: explainer.attribute(self.x, some, **arguments), self.references)
        if self.row.captum == "GradientShap":
            # In groups, to bound memory; Captum draws the baseline of each sample.
            sets = torch.arange(self.values["samples"])
            draw = partial(explainer.attribute, self.x, self.references, **arguments)
            return self._mean(lambda some: draw(n_samples=len(some)), sets)
        explanation = explainer.attribute(self.x, **arguments)
        if self.row.captum == "LayerFeatureAblation":
            # Captum gives each channel of a part the part's whole value; divided, the channels add up to it.
            return explanation / self._branch_widths().view(1, -1, 1, 1)
        is_covering_pixels = self.row.family == "cover" and self.row.kind == "input"
        return explanation.mean(1, keepdim=True) if is_covering_pixels else explanation

    def _mean(self, explain: Callable[[Tensor], Tensor], images: Tensor) -> Tensor:
        """Returns the mean of explanations that are computed for two or three images at a time."""
        groups = images.tensor_split(max(1, len(images) // 2))
        return sum(len(group) * explain(group).detach() for group in groups) / len(images)

    def _explainer(self) -> object:
        from captum import attr

        if "own_relus" in self.row.needs or self.values.get("of"):
            deep_lift_rule.register()
        if self.row.captum == "NoiseTunnel":
            return attr.NoiseTunnel(getattr(attr, METHODS[self.values["of"]].captum)(self.network))
        layer = [] if self.block is None else [self.network.blocks[self.block]]
        return getattr(attr, self.row.captum)(self.network, *layer)

    def _count(self, _module: nn.Module, _inputs: tuple, output: Tensor) -> None:
        self.done += len(output)
        if self.progress is not None:
            self.progress(self.done, self.total)

    def _arguments(self) -> dict:
        """Returns the arguments of Captum's `attribute` beside input and class."""
        values, row = self.values, self.row
        features = {}
        if row.captum == "LayerFeatureAblation":
            arguments, features = self._layer_parts()
        elif "cells" in values:
            self.mask = superpixels(self.x, values["cells"], follow_edges=values["follow_edges"])
            arguments, features = {"feature_mask": self.mask}, {"features": int(self.mask.max()) + 1}
            counted = {"orders": "n_samples", "trials": "n_samples"}
            arguments |= {name: values[own] for own, name in counted.items() if own in values}
        elif row.captum == "Occlusion":
            channels, side = self.x.shape[1], self.x.shape[-1]
            window, stride = patch(values, side)
            arguments = {"sliding_window_shapes": (channels, window, window), "strides": (channels, stride, stride)}
        elif row.captum == "NoiseTunnel":
            arguments = {"nt_samples": values["samples"], "stdevs": self.noise, "nt_samples_batch_size": BATCH}
            arguments |= self._arguments_of(METHODS[values["of"]], METHODS[values["of"]].fill({}))
        elif row.captum == "LayerGradCam":
            arguments = {"attr_dim_summation": False}
        else:
            arguments = self._arguments_of(row, values)
        if row.family == "cover":
            arguments["perturbations_per_eval"] = BATCH
            if row.kind == "input":
                arguments["baselines"] = self.reference
        self.total += row.images(values | features, self.x.shape[-1])
        return arguments

    def _arguments_of(self, row: Method, values: dict[str, Value]) -> dict:
        """Returns baseline and steps, of a method that needs one baseline."""
        steps = {"n_steps": values["n_steps"], "internal_batch_size": BATCH} if "n_steps" in values else {}
        is_single = row.needs_baseline and "baselines" not in values
        return steps | ({"baselines": self.reference} if is_single else {})

    def _layer_parts(self) -> tuple[dict, dict]:
        """Returns patches of each branch of the block, and their replacement: the block's output for the baseline."""
        block, empty = self.network.blocks[self.block], self.reference
        with torch.no_grad():
            for name, layer in self.network.layers.named_children():
                empty = layer(empty)
                if name == self.block:
                    break
        rows, columns = (torch.arange(n) * min(self.values["patches"], n) // n for n in empty.shape[-2:])
        cells = rows[:, None] * (int(columns.max()) + 1) + columns  # (H, W)
        branches = torch.arange(len(block.widths)).repeat_interleave(torch.tensor(list(block.widths.values())))
        mask = (branches.view(-1, 1, 1) * (int(cells.max()) + 1) + cells)[None].to(empty.device)
        return {"layer_mask": mask, "layer_baselines": empty}, {"features": int(mask.max()) + 1}

    def _branch_widths(self) -> Tensor:
        """Returns for each channel of the block the number of its branch's channels, (C,)."""
        widths = torch.tensor(list(self.network.blocks[self.block].widths.values()), device=self.x.device)
        return widths.repeat_interleave(widths)


@contextmanager
def seeded(seed: int | None, device: torch.device) -> Iterator[None]:
    """Seeds torch's and NumPy's random numbers inside the `with`, and restores their states; None: changes nothing."""
    if seed is None:
        yield
        return
    # Captum draws from NumPy's global state.
    state = np.random.get_state()  # noqa: NPY002
    with torch.random.fork_rng(devices=[device] if device.type == "cuda" else []):
        torch.manual_seed(seed)
        np.random.seed(seed)  # noqa: NPY002
        try:
            yield
        finally:
            np.random.set_state(state)  # noqa: NPY002
