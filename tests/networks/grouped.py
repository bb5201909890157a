"""A small network with grouped and depthwise convolutions, and the dense one that computes the same."""

from dataclasses import replace

import torch
from torch import nn

from googlenet.networks.classifier import create_model
from googlenet.networks.spec import Branches, Conv, Pool, Spec
from tests.lively import enliven

ONE = Branches(
    "one",
    (
        ("1x1", (Conv("1x1", 4),)),
        ("3x3", (Conv("3x3_reduce", 6), Conv("depthwise", 6, 3, groups=6), Conv("pointwise", 8))),
        ("5x5", (Conv("5x5_reduce", 4), Conv("5x5", 6, 5, groups=2))),
        ("pool", (Pool("pool", 3, 1, 1), Conv("pool_proj", 2))),
    ),
)
TWO = Branches(
    "two",
    (
        ("1x1", (Conv("1x1", 5, groups=5),)),  # its last group reads two branches of block one
        ("3x3", (Conv("depthwise", 40, 3, groups=20), Conv("pointwise", 7))),
        ("5x5", (Conv("5x5_reduce", 3), Conv("5x5", 4, 5))),
    ),
)
LAYERS = (Conv("conv1", 6, 3, 2), ONE, Pool("pool3", 3, 2, 1), TWO)
GROUPED = Spec("grouped", LAYERS, "a test's own", normalization="batch", initialization="kaiming")


def without_groups(layer):
    if isinstance(layer, Branches):
        paths = ((name, tuple(map(without_groups, path))) for name, path in layer.branches)
        return replace(layer, branches=tuple(paths))
    return replace(layer, groups=1) if isinstance(layer, Conv) else layer


DENSE = replace(GROUPED, name="dense", layers=tuple(map(without_groups, LAYERS)))


def dense_weight(weight, groups):
    """The weights of a convolution without groups that computes the same: zero between a group and another's input."""
    outputs, inputs = weight.shape[:2]
    full = weight.new_zeros(outputs, inputs * groups, *weight.shape[2:])
    for output in range(outputs):
        first = output * groups // outputs * inputs
        full[output, first : first + inputs] = weight[output]
    return full


def twins(**change):
    """(GROUPED, DENSE) with the same function, in eval mode, without gradients; `change`: of both tables."""
    grouped, dense = (create_model(replace(spec, **change), in_channels=1, seed=0) for spec in (GROUPED, DENSE))
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(1)
        nn.init.normal_(enliven(grouped).fc.weight)
    state = grouped.state_dict()
    for name, module in grouped.named_modules():
        if isinstance(module, nn.Conv2d):
            state[f"{name}.weight"] = dense_weight(module.weight.detach(), module.groups)
    dense.load_state_dict(state)
    return tuple(network.requires_grad_(requires_grad=False).eval() for network in (grouped, dense))
