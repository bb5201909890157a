"""Each attribution method beside an independent way to the same numbers, on the shipped network and one image.

What is compared with: our own gradients, hooks of torch alone, sums that must hold, exact evidence, or one covered
picture asked by hand. A difference is the largest of a map, over the largest strength of the other map.

    python -m benchmarks.agreement [--image assets/examples/ankle-boot.png] [--json]
"""

import argparse
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from torch import Tensor, nn

from googlenet.inspection.ablation import ablated
from googlenet.inspection.attribution import attribute, attribute_paths, channels_of
from googlenet.inspection.baselines import baseline_set, make_baseline
from googlenet.inspection.evidence import branch_evidence
from googlenet.inspection.inference import input_of
from googlenet.inspection.relevance import folded
from googlenet.networks.classifier import Classifier, load_classifier
from googlenet.networks.network import replica

BLOCK, STEPS = "inception4a", 8
GRID = {"cells": 2, "follow_edges": False}


@dataclass
class Case:
    """One image, one class, one network, and what torch alone says of them."""

    classifier: Classifier
    image: str
    target: int

    @cached_property
    def x(self) -> Tensor:
        return input_of(self.classifier, self.image)

    @cached_property
    def black(self) -> Tensor:
        return make_baseline("black", self.x, self.classifier.preprocess)

    def network(self) -> nn.Module:
        return replica(self.classifier.network)

    def ours(self, method: str, **asked: object) -> np.ndarray:
        return attribute(self.classifier, self.image, self.target, method, **asked).map

    def delta(self, method: str, **asked: object) -> float:
        return attribute(self.classifier, self.image, self.target, method, **asked).relative_delta

    def score(self, x: Tensor) -> float:
        with torch.no_grad():
            return float(self.network()(x)[0, self.target])

    def gradient(self, x: Tensor, network: nn.Module | None = None) -> Tensor:
        x = x.detach().clone().requires_grad_()
        (found,) = torch.autograd.grad((network or self.network())(x)[:, self.target].sum(), x)
        return found

    def of_block(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """The block's output and the score's gradient at it, each (N, C, H, W)."""
        network, seen = self.network(), []
        network.blocks[BLOCK].register_forward_hook(lambda module, inputs, output: seen.append(output))
        scored = network(x.detach().clone().requires_grad_())[:, self.target].sum()
        return seen[0].detach(), torch.autograd.grad(scored, seen[0])[0]

    def evidence(self) -> tuple[dict, dict]:
        """Exact maps of the last block's paths for the image and for black, by hand from the last layer's weights."""
        network, seen = self.network(), []
        last = list(network.blocks)[-1]
        network.blocks[last].register_forward_hook(lambda module, inputs, output: seen.append(output))
        with torch.no_grad():
            network(torch.cat([self.x, self.black]))
        cells = seen[0][0, 0].numel()
        by_channel = network.fc.weight[self.target][:, None, None] * seen[0] / cells
        slices = channels_of(network.blocks[last])
        return tuple({name: by_channel[n, one].sum(0).detach().numpy() for name, one in slices.items()} for n in (0, 1))


def differs(ours: np.ndarray, other: np.ndarray | Tensor) -> float:
    """Largest difference over the other's largest strength."""
    other = np.asarray(other)
    return float(np.abs(ours - other).max() / np.abs(other).max())


@contextmanager
def relus(network: nn.Module, rule: Callable) -> Iterator[nn.Module]:
    """The network with another way back through its ReLUs; torch's own hooks."""
    handles = [one.register_full_backward_hook(rule) for one in network.modules() if isinstance(one, nn.ReLU)]
    yield network
    for handle in handles:
        handle.remove()


def along(case: Case, n: int) -> tuple[Tensor, Tensor]:
    """Gauss-Legendre points on the way from black to the image (n, C, H, W), and weights that sum to 1."""
    nodes, weights = np.polynomial.legendre.leggauss(n)
    points = torch.tensor((nodes + 1) / 2, dtype=torch.float32)[:, None, None, None]
    return case.black + points * (case.x - case.black), torch.tensor(weights / 2, dtype=torch.float32)[
        :, None, None, None
    ]


def gradients(case: Case) -> Iterator[tuple[str, str, float]]:
    grad = case.gradient(case.x)
    yield "saliency", "own gradient", differs(case.ours("saliency"), grad.abs().amax(1)[0])
    yield "input_x_gradient", "own gradient × input", differs(case.ours("input_x_gradient"), (grad * case.x).sum(1)[0])
    points, weights = along(case, STEPS)
    mean = sum(w * case.gradient(p[None]) for p, w in zip(points, weights, strict=True))
    own = ((case.x - case.black) * mean).sum(1)[0]
    yield (
        "integrated_gradients",
        "own Gauss-Legendre sum",
        differs(case.ours("integrated_gradients", n_steps=STEPS), own),
    )
    with relus(case.network(), lambda m, inner, outer: (inner[0].relu(),)) as network:
        guided = case.gradient(case.x, network).sum(1)[0]
    yield "guided_backprop", "torch's hooks", differs(case.ours("guided_backprop"), guided)
    with relus(case.network(), lambda m, inner, outer: (outer[0].relu(),)) as network:
        deconvolved = case.gradient(case.x, network).sum(1)[0]
    yield "deconvolution", "torch's hooks", differs(case.ours("deconvolution"), deconvolved)
    cam = torch.from_numpy(case.ours("layer_grad_cam", block=BLOCK)).relu()
    large = nn.functional.interpolate(cam[None, None], case.x.shape[2:], mode="bilinear")[0, 0]
    yield "guided_grad_cam", "product of both parts", differs(case.ours("guided_grad_cam", block=BLOCK), guided * large)
    drawn = []  # the noisy images that it looked at; a replica keeps the network's hooks
    handle = case.classifier.network.register_forward_pre_hook(lambda m, given: drawn.append(given[0].detach().clone()))
    noisy = case.ours("noise_tunnel", samples=4)
    handle.remove()
    own = sum(case.gradient(one[None]) for one in torch.cat(drawn[1:])) / 4  # the first one is the image
    yield "noise_tunnel", "own gradients at the same noisy images", differs(noisy, own.abs().amax(1)[0])


def differences(case: Case) -> Iterator[tuple[str, str, float]]:
    yield "deep_lift", "sum = F(image) − F(black), relative", case.delta("deep_lift")
    span = 0.15 * float(case.x.max() - case.x.min())
    drawn = baseline_set(case.black, 2, span, 0)
    scores = [case.score(one[None]) for one in drawn]
    ours = case.ours("deep_lift_shap", baselines=2, noise=0.15, seed=0).sum()
    promised = case.score(case.x) - sum(scores) / 2
    yield "deep_lift_shap", "sum = F(image) − mean F(baselines), relative", abs(ours / promised - 1)
    found = case.delta("gradient_shap", samples=128, baselines=2, noise=0.01)
    yield "gradient_shap", "sum = F(image) − mean F(baselines), relative; 128 random points", found
    surrogate = folded(case.network())
    with torch.no_grad():
        fold = float((surrogate(case.x) - case.network()(case.x)).abs().max())
    yield "lrp", "its network with BN folded: largest change of a logit", fold
    yield "lrp", "sum = F(image) − last bias, relative (biases inside take their part)", case.delta("lrp")


def covered(case: Case) -> Iterator[tuple[str, str, float]]:
    whole, half = case.score(case.x), case.x.shape[-1] // 2
    cells = [(slice(r, r + half), slice(c, c + half)) for r in (0, half) for c in (0, half)]

    def shown(visible: frozenset) -> float:
        x = case.black.clone()
        for n in visible:
            x[..., cells[n][0], cells[n][1]] = case.x[..., cells[n][0], cells[n][1]]
        return case.score(x)

    worth = {v: shown(v) for v in (frozenset(n for n in range(4) if bits >> n & 1) for bits in range(16))}
    everything = frozenset(range(4))
    fall = [whole - worth[everything - {n}] for n in range(4)]
    middle = slice(half // 2, None, half)
    yield (
        "feature_ablation",
        "squares covered by hand",
        differs(case.ours("feature_ablation", **GRID)[middle, middle].ravel(), fall),
    )
    patch = {"window": 0.5, "stride": 0.5}
    yield "occlusion", "squares covered by hand", differs(case.ours("occlusion", **patch)[middle, middle].ravel(), fall)
    weight = {1: 1 / 4, 2: 1 / 12, 3: 1 / 12, 4: 1 / 4}  # |S|! (3 − |S|)! / 4! of those before, by |S| + 1
    shapley = [sum(weight[len(v)] * (worth[v] - worth[v - {n}]) for v in worth if n in v) for n in range(4)]
    for method, more in (("shapley_value_sampling", {"orders": 100}), ("kernel_shap", {"trials": 1000})):
        yield (
            method,
            "exact Shapley values of 4 squares",
            differs(case.ours(method, **GRID, **more)[middle, middle].ravel(), shapley),
        )
    found = case.ours("lime", **GRID, trials=1000)[middle, middle].ravel()
    yield "lime", "exact Shapley values of 4 squares (1 − correlation)", 1 - np.corrcoef(found, shapley)[0, 1]


def layers(case: Case) -> Iterator[tuple[str, str, float]]:
    output, grad = case.of_block(case.x)
    own = (grad.mean((2, 3), keepdim=True) * output).sum(1)[0]
    yield "layer_grad_cam", "own gradient, averaged × output", differs(case.ours("layer_grad_cam", block=BLOCK), own)
    of_image, of_black = case.evidence()
    last = attribute_paths(case.classifier, case.image, case.target, "layer_grad_cam")
    yield "layer_grad_cam", "last block, by path: exact evidence", max(differs(last[p].map, of_image[p]) for p in last)
    exact = branch_evidence(case.classifier, case.image, case.target)
    yield "branch_evidence", "last layer's weights by hand", max(differs(exact.maps[p], of_image[p]) for p in of_image)
    yield "layer_activation", "own hook", differs(case.ours("layer_activation", block=BLOCK), output.sum(1)[0])
    product = (grad * output).sum(1)[0]
    yield (
        "layer_gradient_x_activation",
        "own gradient × output",
        differs(case.ours("layer_gradient_x_activation", block=BLOCK), product),
    )
    for method, more in (("layer_deep_lift", {}), ("layer_integrated_gradients", {"n_steps": 2})):
        last = attribute_paths(case.classifier, case.image, case.target, method, **more)
        found = max(differs(last[p].map, of_image[p] - of_black[p]) for p in last)
        yield method, "last block, by path: difference of exact evidence", found
    points, weights = along(case, STEPS)
    seen = [case.of_block(p[None]) for p in points]
    own = sum(w * g for (_, g), w in zip(seen, weights, strict=True))[0].sum(0)
    yield (
        "internal_influence",
        "own Gauss-Legendre sum",
        differs(case.ours("internal_influence", block=BLOCK, n_steps=STEPS), own),
    )
    ways = [case.of_block(case.black + (case.x - case.black) * n / 512) for n in range(513)]
    flow = sum(ways[n][1] * (ways[n + 1][0] - ways[n - 1][0]) for n in range(1, 512, 2))[0].sum(0)
    found = case.ours("layer_conductance", block=BLOCK, n_steps=128)
    yield "layer_conductance", "gradients in the middle of 256 steps", differs(found, flow)
    ablation = attribute_paths(case.classifier, case.image, case.target, "layer_feature_ablation", patches=1)
    falls = {}
    for path in ablation:
        network = case.network()
        with ablated(network, {list(network.blocks)[-1]: [path]}), torch.no_grad():
            falls[path] = case.score(case.x) - float(network(case.x)[0, case.target])
    terms = {path: falls[path] - float(of_black[path].sum()) for path in falls}  # Captum puts black's path in its place
    yield (
        "layer_feature_ablation",
        "last block: path switched off, and black's in its place",
        max(abs(float(ablation[path].map.max()) - terms[path]) / max(map(abs, terms.values())) for path in terms),
    )


def shown_through(case: Case, channels: int = 8) -> Iterator[tuple[str, str, float]]:
    """Score-CAM of the last block: the picture through one channel at a time, over the baseline."""
    network, outputs = case.network(), []
    handle = network.blocks["inception5b"].register_forward_hook(
        lambda _module, _inputs, output: outputs.append(output)
    )
    nothing = case.score(case.black)
    with torch.no_grad():
        network(case.x)
        handle.remove()
        (maps,) = outputs[0]
        total = torch.zeros_like(maps[0])
        for one in maps[maps.abs().mean((1, 2)).argsort(descending=True)[:channels]]:
            large = torch.nn.functional.interpolate(one[None, None], case.x.shape[-2:], mode="bilinear")
            mask = (large - large.min()) / (large.max() - large.min())
            total += (case.score(mask * case.x + (1 - mask) * case.black) - nothing) * one
    ours = case.ours("score_cam", block="inception5b", channels=channels)
    yield (
        f"score_cam ({channels} channels)",
        "last block, the image through one channel at a time",
        differs(ours, total),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", default="googlenet_bn.fashion_mnist")
    parser.add_argument("--image", default="assets/examples/ankle-boot.png")
    parser.add_argument("--json", action="store_true", help="a list of rows instead of a table")
    chosen = parser.parse_args()
    classifier = load_classifier(chosen.weights)
    with torch.no_grad():
        target = int(classifier.network(input_of(classifier, chosen.image)).argmax())
    case, rows = Case(classifier, chosen.image, target), []
    for part in (gradients, differences, covered, layers, shown_through):
        for row in part(case):
            rows.append(row)
            if not chosen.json:
                print(f"| {row[0]} | {row[1]} | {row[2]:.1e} |", flush=True)
    if chosen.json:
        print(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
