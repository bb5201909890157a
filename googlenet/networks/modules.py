"""Modules of one layer each: convolution, pools, chains, parallel branches, auxiliary head.

Two rules serve Captum: each ReLU is its own module, neither in place nor shared, and each max pool gets a private
copy of its input. Without the copy, DeepLift's pool rule also replaces the gradient of the branches beside the pool.
"""

from collections import OrderedDict

import torch
from torch import Tensor, nn

from googlenet.networks.spec import AuxHead, Branches, Conv, Layer, Pool, Spec


class MaxPool2d(nn.MaxPool2d):
    """`torch.nn.MaxPool2d` under a type of our own, so that DeepLift's rule can be registered for it alone."""


class ConvUnit(nn.Module):
    """Convolution, batch normalisation where the spec has it, ReLU."""

    def __init__(self, layer: Conv, in_channels: int, spec: Spec):
        super().__init__()
        has_bn = spec.normalization == "batch"
        window = layer.kernel, layer.stride, tuple(layer.pads)
        self.conv = nn.Conv2d(in_channels, layer.out_channels, *window, groups=layer.groups, bias=not has_bn)
        if has_bn:
            self.bn = nn.BatchNorm2d(layer.out_channels, eps=spec.bn_eps)
        self.relu = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        x = self.conv(x)
        return self.relu(self.bn(x) if hasattr(self, "bn") else x)


class Chain(nn.Sequential):
    """Layers one after another; a max pool reads a private copy of its input."""

    def forward(self, x: Tensor) -> Tensor:
        for layer in self:
            # Attribution runs in eval mode only, so training does without the copy.
            x = layer(x.clone() if isinstance(layer, MaxPool2d) and not self.training else x)
        return x


class Inception(nn.Module):
    """Parallel branches over one input, concatenated along the channels (Szegedy et al. 2015, figure 2b).

    Attributes:
        branches: name -> module, in the order of concatenation; a branch's output is what is concatenated.
        widths: name -> channels of that branch's output.
        is_residual: whether the input is added to what is concatenated.
        shortcut: brings the input to the output's channels first; None where it has them, or is not added.
    """

    def __init__(self, layer: Branches, in_channels: int, spec: Spec):
        super().__init__()
        self.branches, self.widths = nn.ModuleDict(), {}
        for name, layers in layer.branches:
            self.branches[name], self.widths[name] = build_chain(layers, in_channels, spec)
        self.is_residual, self.shortcut, width = layer.residual, None, sum(self.widths.values())
        if layer.residual:
            self.relu = nn.ReLU()
        if layer.residual and in_channels != width:
            self.shortcut = build_shortcut(in_channels, width, spec)

    def forward(self, x: Tensor) -> Tensor:
        joined = torch.cat([branch(x) for branch in self.branches.values()], dim=1)
        if not self.is_residual:
            return joined
        return self.relu(joined + (x if self.shortcut is None else self.shortcut(x)))


def build_shortcut(in_channels: int, out_channels: int, spec: Spec) -> nn.Module:
    """Returns a residual block's shortcut: a 1x1 convolution, with BN where the spec has it, without a ReLU."""
    has_bn = spec.normalization == "batch"
    conv = nn.Conv2d(in_channels, out_channels, 1, bias=not has_bn)
    norm = {"bn": nn.BatchNorm2d(out_channels, eps=spec.bn_eps)} if has_bn else {}
    return nn.Sequential(OrderedDict(conv=conv, **norm))


class AuxiliaryHead(nn.Module):
    """An auxiliary classifier, read during training only (Szegedy et al. 2015, section 5; 2016, section 4)."""

    def __init__(self, head: AuxHead, in_channels: int, num_classes: int, spec: Spec):
        super().__init__()
        self.pool = build_aux_pool(head, spec)
        for conv in head.convs:
            self.add_module(conv.name, ConvUnit(conv, in_channels, spec))
            in_channels = conv.out_channels
        if head.hidden:
            self.fc1 = nn.Linear(head.features, head.hidden)
            self.relu = nn.ReLU()
        if head.dropout:
            self.dropout = nn.Dropout(head.dropout)
        self.fc2 = nn.Linear(head.hidden or head.features, num_classes)

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.children():
            x = layer(torch.flatten(x, 1) if isinstance(layer, nn.Linear) else x)
        return x  # (N, K)


def build_aux_pool(head: AuxHead, spec: Spec) -> nn.Module:
    """Returns an auxiliary head's pool: the paper's, or an adaptive one with the same output at any image size."""
    return nn.AvgPool2d(5, 3) if spec.aux_pool == "paper" else nn.AdaptiveAvgPool2d(head.side)


class TransformInput(nn.Module):
    """Rescales (N, 3, H, W) from ImageNet's mean and deviation to values in -1..1, as torchvision's weights expect."""

    def __init__(self):
        super().__init__()
        mean, std = torch.tensor([0.485, 0.456, 0.406]), torch.tensor([0.229, 0.224, 0.225])
        self.register_buffer("scale", (std / 0.5).view(1, 3, 1, 1), persistent=False)
        self.register_buffer("shift", ((mean - 0.5) / 0.5).view(1, 3, 1, 1), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        return x * self.scale + self.shift


def build_layer(layer: Layer, in_channels: int, spec: Spec) -> tuple[nn.Module, int]:
    """Returns the module of one layer, and its number of output channels."""
    if isinstance(layer, Conv):
        return ConvUnit(layer, in_channels, spec), layer.out_channels
    if isinstance(layer, Branches):
        block = Inception(layer, in_channels, spec)
        return block, sum(block.widths.values())
    return build_pool(layer), in_channels


def build_pool(layer: Pool) -> nn.Module:
    """Returns the module of a pool."""
    if layer.kind == "max":
        return MaxPool2d(layer.kernel, layer.stride, layer.padding, ceil_mode=layer.ceil_mode)
    return nn.AvgPool2d(layer.kernel, layer.stride, layer.padding, ceil_mode=layer.ceil_mode)


def build_chain(layers: tuple[Layer, ...], in_channels: int, spec: Spec) -> tuple[Chain, int]:
    """Returns the modules of `layers` in one `Chain`, under the layers' names, and the number of output channels."""
    modules: OrderedDict[str, nn.Module] = OrderedDict()
    for layer in layers:
        modules[layer.name], in_channels = build_layer(layer, in_channels, spec)
        if layer.name in spec.lrn_after:
            modules[f"{layer.name}_lrn"] = nn.LocalResponseNorm(5, alpha=1e-4, beta=0.75, k=2.0)
    return Chain(modules), in_channels
