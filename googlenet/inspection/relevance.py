"""Layer-wise relevance propagation with the alpha-1 beta-0 rule, by one forward and one backward pass.

Captum's own is not used: its rules write into the weights, which visitors share; its default rule is Input x Gradient
under another name; and where a pool beside other branches reads a copy of their input, that pool's relevance is
multiplied by the input twice.
"""

import copy

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from googlenet.networks.modules import ConvUnit, Inception, TransformInput
from googlenet.networks.network import Network

SMALLEST = 1e-9  # of z: an output that only the bias has raised is not redistributed


def relevance(network: Network, x: Tensor, target: int, extremes: tuple[Tensor, Tensor]) -> Tensor:
    """Returns the relevance of each value of the input for the class's score.

    A convolution's output o is redistributed by z = its positive weights times its inputs, without bias: the surrogate
    z * (o / z), where o / z counts as a constant, has o's value and z's gradient, so that input times gradient is the
    rule's relevance (Montavon et al. 2019, doi:10.1007/978-3-030-28954-6_10). The first convolution takes the rule for
    bounded pixels (zB), whose inputs are the image and both `extremes`; the last layer, being linear, is exact.

    Args:
        network: in eval mode; not changed.
        x: (1, C, S, S).
        target: class index.
        extremes: the lowest and the highest possible input, of x's shape.
    Returns:
        (1, C, S, S); its sum is the score without the last layer's bias, but for outputs that only a bias has raised.
    """
    surrogate = folded(network)
    # Relevance belongs to the first convolution's input, so of a network that rescales images, to the rescaled image.
    rescales = [module for module in surrogate.modules() if isinstance(module, TransformInput)]
    inputs = [rescale(one) for one in (x, *extremes) for rescale in rescales] or [x, *extremes]
    x, low, high = (one.detach().clone().requires_grad_() for one in inputs)
    if rescales:
        surrogate.layers.transform_input = nn.Identity()
    first = next(module for module in surrogate.modules() if isinstance(module, nn.Conv2d))
    for module in surrogate.modules():
        if isinstance(module, nn.Conv2d):
            bounds = (low, high) if module is first else None
            module.register_forward_hook(
                lambda layer, inputs, out, bounds=bounds: _with_rule(layer, *inputs, out, bounds)
            )
    with torch.enable_grad():
        score = surrogate(x)[0, target]
        gradients = torch.autograd.grad(score, (x, low, high))
    return sum(one.detach() * gradient for one, gradient in zip((x, low, high), gradients, strict=True))


def folded(network: Network) -> Network:
    """Returns a copy whose batch normalisation is fused into the convolution before it."""
    surrogate = copy.deepcopy(network).requires_grad_(requires_grad=False)
    for unit in surrogate.modules():
        if isinstance(unit, ConvUnit) and hasattr(unit, "bn"):
            unit.conv = fuse_conv_bn_eval(unit.conv, unit.bn).requires_grad_(requires_grad=False)
            del unit.bn
        elif isinstance(unit, Inception) and hasattr(unit.shortcut, "bn"):
            unit.shortcut = fuse_conv_bn_eval(*unit.shortcut).requires_grad_(requires_grad=False)
    return surrogate


def _with_rule(layer: nn.Conv2d, x: Tensor, output: Tensor, bounds: tuple[Tensor, Tensor] | None) -> Tensor:
    """Returns `output` with the rule's gradient."""

    def convolve(values: Tensor, weight: Tensor) -> Tensor:
        return F.conv2d(values, weight, None, layer.stride, layer.padding, layer.dilation, layer.groups)

    if bounds is None:
        z = convolve(x, layer.weight.clamp(min=0))
    else:
        low, high = bounds
        z = (
            convolve(x, layer.weight)
            - convolve(low, layer.weight.clamp(min=0))
            - convolve(high, layer.weight.clamp(max=0))
        )
    scale = torch.where(z.abs() > SMALLEST, output / z, 0).detach()
    return output.detach() + (z - z.detach()) * scale
