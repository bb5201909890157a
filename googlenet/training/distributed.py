"""One run on several processes, as `torchrun` starts them; with one process, nothing is different."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass

import torch
import torch.distributed as dist
from torch import Tensor, nn

from googlenet.training import steps


@dataclass(frozen=True)
class World:
    """The processes that train one run together.

    Attributes:
        rank: number of this process, from 0; only the first writes files.
        size: how many there are.
    """

    rank: int = 0
    size: int = 1

    @property
    def is_first(self) -> bool:
        return self.rank == 0

    @property
    def is_alone(self) -> bool:
        return self.size == 1

    def share(self, count: int) -> slice:
        """The indices of this process's images among `count`; shares differ by at most one."""
        return slice(count * self.rank // self.size, count * (self.rank + 1) // self.size)

    def total(self, values: Tensor) -> Tensor:
        """The sum of all processes' `values`, the same in each."""
        if self.is_alone:
            return values
        dist.all_reduce(values := values.clone())
        return values

    def broadcast(self, value: object) -> object:
        """The first process's `value`, in every process."""
        if self.is_alone:
            return value
        dist.broadcast_object_list(box := [value])
        return box[0]

    def union(self, names: set[str]) -> set[str]:
        """What any process has among its `names`, in every process."""
        if self.is_alone:
            return names
        found: list[set[str]] = [set()] * self.size
        dist.all_gather_object(found, names)
        return set().union(*found)


def here() -> World:
    """The world of this process."""
    return World(dist.get_rank(), dist.get_world_size()) if dist.is_initialized() else World()


def is_one_of_many() -> bool:
    """Whether `torchrun` started this process with others beside it."""
    return int(os.environ.get("WORLD_SIZE", "1")) > 1


@contextlib.contextmanager
def joined() -> Iterator[World]:
    """Within, this process has joined the others that `torchrun` started: nccl between GPUs, gloo between CPUs."""
    if not is_one_of_many():
        yield here()
        return
    has_gpu = torch.cuda.is_available()
    if has_gpu:
        torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
    dist.init_process_group("cpu:gloo,cuda:nccl" if has_gpu else "gloo")
    try:
        yield here()
    finally:
        dist.destroy_process_group()


class TrainingLoss(nn.Module):
    """`steps.training_loss` as a module, for `DistributedDataParallel` to wrap."""

    def __init__(self, network: nn.Module):
        super().__init__()
        self.network = network

    def forward(self, x: Tensor, labels: Tensor, smoothing: float) -> tuple[Tensor, Tensor]:
        return steps.training_loss(self.network, x, labels, smoothing)


def loss_module(network: nn.Module, world: World) -> nn.Module:
    """The module that computes the loss of this process's images and, with several, averages gradients over all.

    BN is then computed over the whole batch, on every device: see `SyncedBatchNorm`.
    """
    if world.is_alone:
        return TrainingLoss(network)
    _synchronise(network)
    return nn.parallel.DistributedDataParallel(TrainingLoss(network))


def _synchronise(network: nn.Module) -> None:
    """Replaces each BN layer that is trained by a `SyncedBatchNorm` with the same name, parameters and buffers."""
    for module in list(network.modules()):
        for name, child in module.named_children():
            if type(child) is nn.BatchNorm2d and child.training:
                setattr(module, name, SyncedBatchNorm(child))


class _Sum(torch.autograd.Function):
    """The sum over all processes; so is its gradient."""

    @staticmethod
    def forward(ctx: object, x: Tensor) -> Tensor:  # noqa: ARG004 autograd's signature
        return here().total(x)

    @staticmethod
    def backward(ctx: object, gradient: Tensor) -> Tensor:  # noqa: ARG004 autograd's signature
        return here().total(gradient)


class SyncedBatchNorm(nn.BatchNorm2d):
    """BN over the images of all processes. `torch.nn.SyncBatchNorm` does the same on GPUs alone.

    Mean, then variance: two sums between the processes, each of C + 1 numbers. Without gradients (statistics computed
    anew, see `steps.recalibrate`) it is the plain layer.
    """

    def __init__(self, plain: nn.BatchNorm2d):
        super().__init__(plain.num_features, plain.eps, plain.momentum)
        self.weight, self.bias = plain.weight, plain.bias
        for name, buffer in plain.named_buffers():
            setattr(self, name, buffer)

    def forward(self, x: Tensor) -> Tensor:
        if not (self.training and torch.is_grad_enabled()):
            return super().forward(x)
        wide = x.float()
        count = wide.new_full((1,), x.numel() / x.shape[1])
        *sums, count = _Sum.apply(torch.cat([wide.sum((0, 2, 3)), count])).split([x.shape[1], 1])
        mean = sums[0] / count
        centred = wide - mean.view(1, -1, 1, 1)
        variance = _Sum.apply((centred * centred).sum((0, 2, 3))) / count
        if self.track_running_stats:
            self._follow(mean.detach(), (variance * count / (count - 1)).detach())
        scale = (self.weight * torch.rsqrt(variance + self.eps)).view(1, -1, 1, 1)
        return torch.addcmul(self.bias.view(1, -1, 1, 1), centred, scale).to(x.dtype)

    def _follow(self, mean: Tensor, variance: Tensor) -> None:
        self.num_batches_tracked.add_(1)
        self.running_mean.lerp_(mean, self.momentum)
        self.running_var.lerp_(variance, self.momentum)
