"""Where a branch's input comes from: its first convolution's output, split exactly by the branches of the block before.

A convolution of a concatenation is a sum: each branch of the block before has its own slice of the weights. With groups,
too, which may lie across two branches. Pools between the blocks and in front of the convolution keep the channels apart,
so the split passes through them. What is split is the convolution's output before its bias, batch normalisation and
ReLU. A source's share is the projection of its part on the whole,

    <part, whole> / <whole, whole>,

over all channels and cells; it is signed, since a part may point against the others. The shares sum to 1. A branch
without a convolution (a pool that passes its input on) is its input; the same formula gives each source's energy then.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from googlenet.common.errors import look_up
from googlenet.inspection.ablation import Off, ablated, means_for
from googlenet.inspection.inference import Picture, hookable_copy, input_of
from googlenet.inspection.records import Flow
from googlenet.networks.classifier import Classifier
from googlenet.networks.modules import ConvUnit
from googlenet.networks.network import Network

STEM = "stem"
KEEPS_CHANNELS = (nn.MaxPool2d, nn.AvgPool2d, nn.LocalResponseNorm)


def branch_flows(
    classifier: Classifier,
    image: Picture,
    *,
    blocks: Sequence[str] | None = None,
    off: Off | None = None,
    fill: str = "zero",
    prepare: bool = True,
) -> dict[str, dict[str, Flow]]:
    """Returns where every branch's input comes from, by one forward pass and the branches' first convolutions again.

    Args:
        blocks: whose branches; None: all blocks'.
        off, fill: what is switched off meanwhile, as in `ablated`.
    Returns:
        block -> branch -> `Flow`, in the network's order; the first block reads the stem, as one part.
    Raises:
        UnknownName: there is no such block, branch, channel or fill.
        BadImage: the picture cannot be used.
    """
    network, x = hookable_copy(classifier), input_of(classifier, image, prepare)
    means = means_for(classifier, fill) if off else None
    with ablated(network, off or {}, fill, means=means):
        inputs = inputs_of(network, x, blocks)
    return {name: flows_of(network, name, inputs[name]) for name in inputs}


def inputs_of(network: Network, x: Tensor, blocks: Sequence[str] | None = None) -> dict[str, Tensor]:
    """Returns block -> its input (N, C, H, W) in a forward pass of `x`, in the network's order.

    Raises:
        UnknownName: there is no such block.
    """
    inputs: dict[str, Tensor] = {}
    wanted = network.blocks if blocks is None else {n: look_up(network.blocks, n, "error.block") for n in blocks}
    handles = [
        block.register_forward_pre_hook(lambda _block, given, name=name: inputs.__setitem__(name, given[0]))
        for name, block in wanted.items()
    ]
    try:
        with torch.inference_mode():
            network(x)
    finally:
        for handle in handles:
            handle.remove()
    return inputs


def flows_of(network: Network, block: str, x: Tensor) -> dict[str, Flow]:
    """Returns branch -> where its input comes from, for a block whose input is `x` (N, C, H, W)."""
    source, widths = source_of(network, block, x.shape[1])
    total = sum(widths.values())
    channels = {name: width / total for name, width in widths.items()}
    flows = {}
    with torch.inference_mode():
        for branch, chain in network.blocks[block].branches.items():
            shares, error = _split(chain, x, widths)
            flows[branch] = Flow(block, branch, source, shares, channels, error)
    return flows


def flows_seen(classifier: Classifier, maps: Mapping[str, Mapping[str, np.ndarray]], block: str) -> dict[str, Flow]:
    """Returns branch -> where its input comes from, for one block, without another forward pass.

    Args:
        maps: block -> branch -> (C, H, W), as an `Observation` has them; what is switched off in them counts as nothing.
        block: whose branches.
    """
    network = hookable_copy(classifier)
    x = input_seen(network, maps, block)
    if x is None:
        return {name: Flow(block, name, None, {STEM: 1.0}, {STEM: 1.0}, 0.0) for name in network.blocks[block].branches}
    return flows_of(network, block, x)


def input_seen(network: Network, maps: Mapping[str, Mapping[str, np.ndarray]], block: str) -> Tensor | None:
    """Returns the input (1, C, H, W) of `block` from the block before in an observation's `maps`; None: it reads the stem."""
    source, _ = source_of(network, block, 0)
    if source is None:
        return None
    x = torch.cat([torch.from_numpy(one) for one in maps[source].values()])[None].to(network.fc.weight.device)
    layers = dict(network.layers.named_children())
    names = list(layers)
    with torch.inference_mode():
        for name in names[names.index(source) + 1 : names.index(block)]:  # pools at most
            x = layers[name](x)
    return x


def source_of(network: Network, block: str, in_channels: int) -> tuple[str | None, dict[str, int]]:
    """Returns (the block that `block` reads, its branches' widths); (None, the stem's width) where there is none."""
    source: str | None = None
    for name, layer in network.layers.named_children():
        if name == block:
            break
        if name in network.blocks:
            source = name
        elif not isinstance(layer, KEEPS_CHANNELS):
            source = None  # a convolution mixes the channels of the branches
    return source, network.blocks[source].widths if source else {STEM: in_channels}


def _split(chain: nn.Module, x: Tensor, widths: dict[str, int]) -> tuple[dict[str, float], float]:
    """Returns (source -> its share, relative error of the sum) of the first convolutions of `chain`."""
    along, error, whole = dict.fromkeys(widths, 0.0), 0.0, 0.0
    for conv, given in _first_convolutions(chain, x):
        parts = [part.cpu().double() for part in _parts(conv, given, list(widths.values()))]
        summed = sum(parts)
        own = (given if conv is None else _convolve(conv, given, conv.weight)).cpu()
        largest = float(own.abs().max())
        error = max(error, float((own - summed).abs().max()) / largest if largest else 0.0)
        whole += float((summed**2).sum())
        for name, part in zip(widths, parts, strict=True):
            along[name] += float((part * summed).sum())
    return {name: value / whole if whole else 0.0 for name, value in along.items()}, error


def _parts(conv: nn.Conv2d | None, given: Tensor, widths: list[int]) -> list[Tensor]:
    """Returns what each source, its `widths` channels of `given`, adds to the convolution of all."""
    if conv is None or conv.groups > 1:  # a group's weights may be those of two sources: the others' input is silenced
        sources = torch.repeat_interleave(torch.arange(len(widths)), torch.tensor(widths)).to(given.device)
        alone = [given * (sources == source).view(1, -1, 1, 1) for source in range(len(widths))]
        return alone if conv is None else [_convolve(conv, part, conv.weight) for part in alone]
    pieces = zip(given.split(widths, 1), conv.weight.split(widths, 1), strict=True)
    return [_convolve(conv, *piece) for piece in pieces]


def _convolve(conv: nn.Conv2d, x: Tensor, weight: Tensor) -> Tensor:
    """Returns the convolution of `x` by `weight`, `conv`'s own or a slice of it, without bias."""
    return F.conv2d(x, weight, None, conv.stride, conv.padding, groups=conv.groups)


def _first_convolutions(chain: nn.Module, x: Tensor) -> Iterator[tuple[nn.Conv2d | None, Tensor]]:
    """Yields the first convolutions of a branch, each with its input after the pools; (None, input) without any."""
    for layer in chain:
        if isinstance(layer, ConvUnit):
            yield layer.conv, x
            return
        if not isinstance(layer, KEEPS_CHANNELS):  # a fork
            for branch in layer.branches.values():
                yield from _first_convolutions(branch, x)
            return
        x = layer(x)
    yield None, x
