"""How attribution methods run: functions from a `Work` to an explanation of all channels, which rows of `METHODS` name."""

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

import numpy as np
import torch
from torch import Tensor, nn

from googlenet.common.results import Preprocess
from googlenet.inspection import deep_lift_rule
from googlenet.inspection.activations import rest_after
from googlenet.inspection.baselines import baseline_set, extremes
from googlenet.inspection.methods import METHODS, Method, batch_of
from googlenet.inspection.parameters import Value
from googlenet.inspection.relevance import relevance
from googlenet.networks.modules import Inception
from googlenet.networks.network import Network

Progress = Callable[[int, int], None]


@dataclass
class Work:
    """One run of an attribution method.

    Attributes:
        values: the row's parameters; `n_steps` rises where there is an `error_limit`.
        reference: the image that `x` is compared with, (1, C, S, S).
        block: the block that is explained; None: the input.
        mask: the part that each pixel belongs to, (1, 1, S, S); None where no parts of the image are covered.
        generator: of the numbers that a method draws itself; each run begins with the same.
        known: what `Method.images` counts and only the run can tell: its "features", its "sets".
        deviation: a map as large as the sampling error, (1, C, H, W), see `pooled`; None: nothing is drawn at random,
            or a single sample tells nothing of the others.
    """

    row: Method
    network: Network
    x: Tensor  # (1, C, S, S)
    reference: Tensor
    preprocess: Preprocess
    target: int
    block: Inception | None
    values: dict[str, Value]
    progress: Progress | None
    mask: Tensor | None = None
    generator: torch.Generator = field(default_factory=torch.Generator)
    known: dict[str, int] = field(default_factory=dict)
    deviation: Tensor | None = None
    done: int = 0
    earlier: int = 0  # images that passed before the steps were doubled

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
        explanation = self._run_once()
        limit = self.values.get("error_limit")
        most = max((one.maximum for one in self.row.parameters if one.name == "n_steps"), default=0)
        while limit and promised and abs(self.sum_of(explanation) / promised - 1) > limit:
            if 2 * self.values["n_steps"] > most:
                break
            self.values["n_steps"] *= 2
            explanation = self._run_once()
        return explanation

    def sum_of(self, explanation: Tensor) -> float:
        """Returns the sum of a map; a covered part counts once, however many pixels it has."""
        if self.mask is None:
            return float(explanation.cpu().double().sum())
        labels = self.mask.flatten().cpu()
        return float((explanation.flatten().cpu().double() / labels.bincount()[labels]).sum())

    def count(self, images: int) -> None:
        """Notes that so many images have passed through the network, or through what lies behind the block."""
        self.done += images
        if self.progress is not None:
            self.progress(self.done, self.earlier + self.row.images(self.values | self.known, self.x.shape[-1]))

    def _run_once(self) -> Tensor:
        self.earlier = self.done

        # A function, not a method: a copy of the network keeps it, without a copy of this work.
        def count(_module: nn.Module, _inputs: tuple, output: Tensor) -> None:
            self.count(len(output))

        handle = self.network.layers.register_forward_hook(count)
        try:
            self.generator.manual_seed(self.values.get("seed", 0))
            return self.row.run(self).detach()
        finally:
            handle.remove()


def captum(work: Work, **arguments: object) -> Tensor:
    """Returns the explanation of Captum's class that the row is called after, with baseline and steps where it has them."""
    return explainer(work).attribute(work.x, target=work.target, **settings(work, work.row, work.values), **arguments)


def explainer(work: Work, row: Method | None = None) -> object:
    """Returns Captum's explainer of a row, the work's own unless another is given: "layer_grad_cam" is LayerGradCam."""
    from captum import attr

    deep_lift_rule.register()
    layer = [] if work.block is None else [work.block]
    return getattr(attr, (row or work.row).key.title().replace("_", ""))(work.network, *layer)


def settings(work: Work, row: Method, values: Mapping[str, Value]) -> dict[str, object]:
    """Returns Captum's arguments for one baseline and for steps, where the row has them."""
    steps = (
        {"n_steps": values["n_steps"], "internal_batch_size": batch_of(work.x.device)} if "n_steps" in values else {}
    )
    has_one_baseline = row.needs_baseline and "baselines" not in values
    return steps | ({"baselines": work.reference} if has_one_baseline else {})


def behind_block(work: Work) -> tuple[Tensor, Tensor, Callable[[Tensor], Tensor]]:
    """Returns the block's output for image and for baseline, (1, C, H, W) each, and the logits of such outputs."""
    (name,) = (name for name, block in work.network.blocks.items() if block is work.block)
    outputs, rest = torch.cat([work.x.detach(), work.reference]), rest_after(work.network, name)
    with torch.no_grad():
        for layer in work.network.layers.children():
            outputs = layer(outputs)
            if layer is work.block:
                break
    is_first = True

    def logits(values: Tensor) -> Tensor:
        nonlocal is_first
        work.count(len(values) + 2 * is_first)  # image and baseline, up to the block
        is_first = False
        return rest(values)

    return *outputs.split(1), logits


def layer_integrated_gradients(work: Work) -> Tensor:
    """Returns the integrated gradients of the block's output, from the baseline's to the image's.

    Captum's own computes what lies before the block again in each step.
    """
    from captum import attr

    output, empty, logits = behind_block(work)
    given = settings(work, work.row, work.values) | {"baselines": empty}
    with torch.enable_grad():
        return attr.IntegratedGradients(logits).attribute(output.requires_grad_(), target=work.target, **given)


def deep_lift_shap(work: Work) -> Tensor:
    """Returns the mean of DeepLift over the baselines."""
    one, halves = explainer(work), work.references.tensor_split(2)

    def explain(some: Tensor) -> Tensor:  # Captum takes no single baseline
        return one.attribute(work.x, some.expand(max(2, len(some)), -1, -1, -1), target=work.target)

    means = [_mean(explain, half) for half in halves]
    return pooled(work, [(len(half), mean) for half, mean in zip(halves, means, strict=True)])


def gradient_shap(work: Work) -> Tensor:
    """Returns the mean over random points between the image and random baselines.

    Each half of the points has its half of the baselines, so that the halves differ as two seeds do. Captum's own draws
    the same numbers from NumPy's state of the process, which other threads share.
    """
    drawn, halves = np.random.RandomState(work.values["seed"]), []
    both = (of.tensor_split(2) for of in (torch.arange(work.values["samples"]), work.references))

    def explain(points: Tensor, some: Tensor) -> Tensor:
        begins = some[drawn.choice(len(some), len(points)).tolist()]
        shares = torch.tensor(drawn.uniform(size=(len(points), 1, 1, 1)), dtype=some.dtype, device=some.device)
        between = (shares * work.x + (1 - shares) * begins).detach().requires_grad_()
        (gradient,) = torch.autograd.grad(work.network(between)[:, work.target].sum(), between)
        return ((work.x - begins) * gradient).mean(0, keepdim=True)

    for points, some in zip(*both, strict=True):
        halves.append((len(points), _mean(lambda group, some=some: explain(group, some), points)))
    return pooled(work, halves)


def _mean(explain: Callable[[Tensor], Tensor], images: Tensor) -> Tensor:
    """Returns the mean of explanations that are computed for two or three images at a time, to bound memory."""
    groups = images.tensor_split(max(1, len(images) // 2))
    return sum(len(group) * explain(group).detach() for group in groups) / len(images)


def pooled(work: Work, halves: Sequence[tuple[int, Tensor]]) -> Tensor:
    """Returns the mean of two explanations from (number of samples, explanation); notes their `deviation` in `work`.

    The difference of two independent halves is scaled so that its expected square is the variance of their mean.
    """
    (n, one), (m, other) = halves
    work.deviation = (one - other).detach() * sqrt(n * m) / (n + m)
    return (n * one + m * other) / (n + m)


def lrp(work: Work) -> Tensor:
    """Returns the relevance of each value of the input; Captum's own is not used, see `relevance`."""
    return relevance(work.network, work.x, work.target, extremes(work.x, work.preprocess))


def saliency(work: Work) -> Tensor:
    """Returns the size of the gradient, (1, 1, S, S)."""
    return _size(captum(work, abs=False))


def _size(gradient: Tensor) -> Tensor:
    """Returns the largest absolute value of the channels, (1, 1, S, S) (Simonyan et al. 2014, section 3.1)."""
    return gradient.abs().amax(1, keepdim=True)


def smooth(work: Work) -> Tensor:
    """Returns the mean of another method's maps for noisy copies of the image; of gradients, the size of their mean.

    Source:
        Smilkov et al. 2017, section 3: gradients are averaged with their signs, so that noise cancels out.
    """
    row, halves = METHODS[work.values["of"]], []
    one, given = explainer(work, row), settings(work, row, row.fill({})) | ({} if row.is_signed else {"abs": False})

    def explain(copies: Tensor) -> Tensor:
        # Captum's NoiseTunnel would draw from the state of the process, which other threads share.
        spread = torch.full((len(copies), *work.x.shape[1:]), work.noise)
        noisy = work.x.detach() + torch.normal(0, spread, generator=work.generator).to(work.x.device)
        return one.attribute(noisy.requires_grad_(), target=work.target, **given).detach().sum(0, keepdim=True)

    for copies in torch.arange(work.values["samples"]).tensor_split(2):
        sums = sum(explain(some) for some in copies.split(batch_of(work.x.device)))
        halves.append((len(copies), sums / len(copies)))
    mean = pooled(work, halves)
    if row.is_signed:
        return mean
    pooled(work, [(count, _size(half)) for count, half in halves])  # notes the deviation of sizes
    return _size(mean)


def activation(work: Work) -> Tensor:
    """Returns the block's output, the same for every class."""
    return explainer(work).attribute(work.x)
