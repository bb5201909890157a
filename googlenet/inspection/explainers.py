"""Captum's classes at work: from a row of `METHODS` to an explanation of all channels."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

import torch
import torch.nn.functional as F
from torch import Tensor

from googlenet.errors import UnknownName
from googlenet.images import to_input
from googlenet.inspection import deep_lift_rule
from googlenet.inspection.methods import BASELINES, Method
from googlenet.network import Network
from googlenet.results import Preprocess

Progress = Callable[[int, int], None]
BATCH = 4  # images at once: more costs memory (32: 1.6 GB at 224 px) and saves no time on a CPU


def check_baseline(name: object) -> None:
    """Raises `UnknownName` where `name` is not one of `BASELINES`."""
    if name not in BASELINES:
        raise UnknownName("error.baseline", name=repr(name), accepted=", ".join(BASELINES))


def make_baseline(name: str, x: Tensor, preprocess: Preprocess) -> Tensor:
    """The image that `x` is compared with.

    Args:
        name: one of `BASELINES`.
        x: (1, C, S, S), a network's input.
    Returns:
        of the shape of `x`, normalised like it.
    """
    if name == "black":
        zeros = torch.zeros(x.shape, dtype=torch.uint8, device=x.device)
        return to_input(zeros, preprocess).contiguous(memory_format=torch.channels_last)
    return torch.zeros_like(x) if name == "mean" else _blur(x, x.shape[-1] / 14)


def _blur(x: Tensor, sigma_px: float) -> Tensor:
    """`x` under a Gaussian of deviation `sigma_px`, its border continued outwards."""
    radius = ceil(2 * sigma_px)
    offsets = torch.arange(-radius, radius + 1, device=x.device)
    kernel = torch.exp(-0.5 * (offsets / sigma_px) ** 2)
    kernel = (kernel / kernel.sum()).expand(x.shape[1], 1, 1, -1)
    x = F.pad(x, (radius,) * 4, mode="replicate")
    return F.conv2d(F.conv2d(x, kernel, groups=x.shape[1]), kernel.mT, groups=x.shape[1])


@dataclass
class Work:
    """One question on its way through Captum."""

    row: Method
    network: Network
    x: Tensor  # (1, C, S, S)
    baseline: Tensor
    target: int
    block: str | None
    values: dict[str, float | None]
    progress: Progress | None
    done: int = 0
    total: int = 0

    def run(self, difference: float) -> Tensor:
        """The explanation of all channels, (1, C, H, W).

        Where the values have an `error_limit`, steps are doubled until the error, as a fraction of `difference`
        (F(image) - F(baseline)), is within it.
        """
        # Captum announces hooks that it takes away again. A filter set twice is one filter, in any thread.
        warnings.filterwarnings("ignore", message="Setting (forward, )?backward hooks", category=UserWarning)
        handle = self.network.layers.register_forward_hook(self._count)
        try:
            explanation = self._ask()
            limit = self.values.get("error_limit")
            most = max((p.maximum for p in self.row.parameters if p.name == "n_steps"), default=0)
            while limit and difference and abs(float(explanation.double().sum()) / difference - 1) > limit:
                if 2 * self.values["n_steps"] > most:
                    break
                self.values["n_steps"] *= 2
                explanation = self._ask()
        finally:
            handle.remove()
        return explanation

    def _ask(self) -> Tensor:
        explainer = self._explainer()
        arguments, images = _arguments(self)
        if self.row.family != "activation":  # which is the same for every class
            arguments["target"] = self.target
        self.total += images
        noise = [self.x.device] if self.x.is_cuda else []
        with torch.random.fork_rng(devices=noise, enabled="seed" in self.values):
            if "seed" in self.values:
                torch.manual_seed(self.values["seed"])
            return explainer.attribute(self.x, **arguments).detach()

    def _explainer(self) -> object:
        from captum import attr

        if self.row.captum == "DeepLift":
            deep_lift_rule.register()
        if self.row.captum == "NoiseTunnel":
            return attr.NoiseTunnel(attr.Saliency(self.network))
        layer = [] if self.block is None else [self.network.blocks[self.block]]
        return getattr(attr, self.row.captum)(self.network, *layer)

    def _count(self, _module: object, inputs: tuple[Tensor], _output: Tensor) -> None:
        self.done += len(inputs[0])
        if self.progress is not None:
            self.progress(self.done, self.total)


def _arguments(work: Work) -> tuple[dict, int]:
    """What Captum's `attribute` takes beside input and class, and how many images the network will see."""
    values, row = work.values, work.row
    if "n_steps" in values:
        # A layer's own values for image and baseline are two images more.
        extra = 0 if row.kind == "input" else 2
        steps = values["n_steps"]
        return {"baselines": work.baseline, "n_steps": steps, "internal_batch_size": BATCH}, steps + extra
    if row.captum == "DeepLift":
        return {"baselines": work.baseline}, 2
    if row.captum == "NoiseTunnel":
        # Noise is a fraction of the image's range, as in the paper.
        image = work.x.detach()
        deviation = values["noise"] * float(image.max() - image.min())
        samples = values["samples"]
        return {"nt_samples": samples, "stdevs": deviation, "nt_samples_batch_size": BATCH}, samples
    if row.family == "cover":
        return _covering(work)
    if row.captum == "LayerGradCam":
        return {"attr_dim_summation": False}, 1
    return {}, 1


def _covering(work: Work) -> tuple[dict, int]:
    """Arguments and number of images of the methods that cover parts of the image."""
    channels, side = work.x.shape[1], work.x.shape[-1]
    shared = {"baselines": work.baseline, "perturbations_per_eval": BATCH}
    if work.row.captum == "Occlusion":
        window = max(1, round(work.values["window"] * side))
        stride = min(window, max(1, round(work.values["stride"] * side)))  # no pixel is left out
        places = ceil((side - window) / stride) + 1
        shapes = {"sliding_window_shapes": (channels, window, window), "strides": (channels, stride, stride)}
        return shared | shapes, places**2 + 1
    cells = min(work.values["cells"], side)
    rows = torch.arange(side, device=work.x.device) * cells // side
    mask = (rows[:, None] * cells + rows)[None, None]  # (1, 1, S, S), 0 … cells² - 1
    return shared | {"feature_mask": mask}, cells**2 + 1
