"""The network that a `Spec` describes, built by one walk over it."""

import os
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import RLock

import torch
from torch import Tensor, nn

from googlenet.common.errors import UserError
from googlenet.networks.modules import AuxiliaryHead, Chain, Inception, TransformInput, build_chain
from googlenet.networks.spec import Spec, check_groups

DRAWS = RLock()  # one thread at a time draws fresh weights from the process's random numbers
if hasattr(os, "register_at_fork"):  # a forked process would wait forever for a lock that another thread held
    os.register_at_fork(before=DRAWS.acquire, after_in_parent=DRAWS.release, after_in_child=DRAWS.release)


@dataclass(frozen=True)
class Outputs:
    """The outputs of a forward pass with auxiliary heads.

    Attributes:
        logits: (N, K).
        aux: block that the head reads -> (N, K), in the order of the network.
    """

    logits: Tensor
    aux: dict[str, Tensor]


class Network(nn.Module):
    """A network of the Inception family, built from its table.

    Attributes:
        spec: the table.
        layers: name -> module of stem, blocks and pools, in order.
        blocks: name -> Inception block, in order.
        aux: block -> auxiliary head; empty without heads.
        num_classes, in_channels: K, and C of the input.

    Raises:
        UserError: the groups of a convolution do not divide its channels.
    """

    def __init__(self, spec: Spec, *, num_classes: int, in_channels: int, aux_heads: bool = False):
        super().__init__()
        check_groups(spec.layers, in_channels)
        self.spec, self.num_classes, self.in_channels = spec, num_classes, in_channels
        with DRAWS:
            self.layers, width = build_chain(spec.layers, in_channels, spec)
            if spec.transform_input:
                self.layers = Chain(OrderedDict(transform_input=TransformInput(), **dict(self.layers.named_children())))
            self.global_pool = nn.AdaptiveAvgPool2d(1)
            self.dropout = nn.Dropout(spec.dropout)
            self.fc = nn.Linear(width, num_classes)
            self.aux = nn.ModuleDict()
            for head in spec.aux_heads if aux_heads else ():
                block_width = sum(self.blocks[head.after].widths.values())
                self.aux[head.after] = AuxiliaryHead(head, block_width, num_classes, spec)
            initialize(self, spec.initialization)

    @property
    def blocks(self) -> dict[str, Inception]:
        """name -> Inception block, in order."""
        return {name: layer for name, layer in self.layers.named_children() if isinstance(layer, Inception)}

    def forward(self, x: Tensor) -> Tensor:
        """Returns logits (N, K) of images (N, C, H, W).

        Raises:
            UserError: the images are so small that a pool leaves nothing.
        """
        return self.head(self.features(x))

    def features(self, x: Tensor) -> Tensor:
        """Returns the last block's output (N, C, H, W) for images (N, C, H, W)."""
        with self._size_errors(x):
            return self.layers(x)

    def head(self, features: Tensor) -> Tensor:
        """Returns logits (N, K) from the last block's output (N, C, H, W)."""
        # torch.flatten, not a module: Captum's LRP has no rule for nn.Flatten.
        return self.fc(self.dropout(torch.flatten(self.global_pool(features), 1)))

    def forward_with_aux(self, x: Tensor) -> Outputs:
        """Returns the logits of the network and of its auxiliary heads.

        Raises:
            UserError: built without heads; the heads' pool does not fit this image size, or a pool leaves nothing.
        """
        if not self.aux:
            raise UserError("error.no_aux")
        aux = {}
        with self._size_errors(x):
            for name, layer in self.layers.named_children():
                x = layer(x)
                if name in self.aux:
                    self._check_aux_size(name, x)
                    aux[name] = self.aux[name](x)
        return Outputs(self.head(x), aux)

    @contextmanager
    def _size_errors(self, images: Tensor) -> Iterator[None]:
        """Turns PyTorch's errors on images that are too small into a `UserError`."""
        try:
            yield
        except RuntimeError as error:
            if "too small" not in str(error) and "Kernel size can't be greater" not in str(error):
                raise
            height, width = images.shape[-2:]
            raise UserError("error.input_small", height=height, width=width, network=self.spec.name) from None

    def _check_aux_size(self, name: str, x: Tensor) -> None:
        side = next(head.side for head in self.spec.aux_heads if head.after == name)
        height, width = ((cells - 5) // 3 + 1 for cells in x.shape[-2:])
        if self.spec.aux_pool == "paper" and (height, width) != (side, side):
            raise UserError("error.aux_size", height=height, width=width, side=side)


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Seeds the random numbers of which fresh weights are drawn, the CPU's, and restores their state afterwards.

    One thread at a time, since all threads share them.
    """
    with DRAWS, torch.random.fork_rng(devices=[]):
        torch.random.default_generator.manual_seed(seed)  # torch.manual_seed would reach the GPUs' states too
        yield


def initialize(network: nn.Module, scheme: str) -> None:
    """Draws fresh weights by `scheme`: "default" (PyTorch's own), "xavier" or "kaiming" (Glorot 2010, He 2015).

    Each group of a convolution is drawn as a convolution of its own: its outputs are no other group's fan-out.
    """
    if scheme == "default":
        return
    for module in network.modules():
        if isinstance(module, nn.Conv2d | nn.Linear):
            for weight in module.weight.detach().chunk(getattr(module, "groups", 1)):
                if scheme == "xavier":
                    nn.init.xavier_uniform_(weight)
                elif isinstance(module, nn.Conv2d):
                    nn.init.kaiming_normal_(weight, mode="fan_out", nonlinearity="relu")
                else:
                    nn.init.normal_(weight, std=0.01)
            if module.bias is not None:
                nn.init.zeros_(module.bias)


def replica(module: Network) -> Network:
    """Returns a copy that shares parameters and buffers but has its own modules, so that hooks on it stay its own.

    Takes 1 ms, where `copy.deepcopy` would take 18: a forward pass on small images takes no more.
    """
    copied = object.__new__(type(module))
    copied.__dict__ |= {key: value.copy() if isinstance(value, dict) else value for key, value in vars(module).items()}
    modules = copied._modules
    modules.update((name, child if child is None else replica(child)) for name, child in modules.items())
    return copied
