"""The optimizer of a run: one of PyTorch's, or Muon on the filters beside it."""

from collections.abc import Iterable

import torch
from torch import Tensor, nn

from googlenet.training.config import TrainConfig
from googlenet.training.recipes import OPTIMIZERS

NEWTON_SCHULZ = (3.4445, -4.7750, 2.0315)  # of a quintic that brings singular values near 1 in five rounds
ROUNDS = 5
RMS = 0.2  # root mean square of an element's change in a step at a learning rate of 1: about that of AdamW


def make_optimizer(network: nn.Module, config: TrainConfig, *, fused: bool) -> "torch.optim.Optimizer | Pair":
    """The optimizer of `config` for the parameters that are not frozen.

    Args:
        fused: whether PyTorch's takes one pass over all parameters.
    """
    row = OPTIMIZERS[config.optimizer]
    trained = [parameter for parameter in network.parameters() if parameter.requires_grad]
    filters = [parameter for parameter in trained if row.muon and parameter.ndim == 4]
    rest = [parameter for parameter in trained if not (row.muon and parameter.ndim == 4)]
    rates = {"lr": config.learning_rate, "weight_decay": config.weight_decay}
    groups = decay_groups(rest) if config.selective_decay else rest
    other = getattr(torch.optim, row.name)(groups, fused=fused, **rates, **dict(row.options))
    return Pair(Muon(filters, **rates), other) if filters else other


def decay_groups(parameters: Iterable[Tensor]) -> list[dict]:
    """Two groups: weights of convolutions and linear layers; BN and biases, without weight decay."""
    parameters = list(parameters)
    return [
        {"params": [one for one in parameters if one.ndim > 1]},
        {"params": [one for one in parameters if one.ndim <= 1], "weight_decay": 0.0},
    ]


class Muon(torch.optim.Optimizer):
    """Nesterov's momentum, each filter bank's step made orthogonal, with decoupled weight decay.

    A weight (C, …) is taken as a matrix of C rows. `torch.optim.Muon` does the same for matrices alone.

    Source:
        Jordan et al. 2024, "Muon: an optimizer for hidden layers in neural networks"; the step's size as in Liu et al.
        2025 (arXiv:2502.16982), so that AdamW's learning rate and weight decay serve both.
    """

    def __init__(self, parameters: list[nn.Parameter], lr: float, weight_decay: float = 0.0, momentum: float = 0.95):
        super().__init__(parameters, {"lr": lr, "weight_decay": weight_decay, "momentum": momentum})

    @torch.no_grad()
    def step(self) -> None:
        """One step on all parameters that have a gradient."""
        for group in self.param_groups:
            for weight in group["params"]:
                if weight.grad is not None:
                    self._step(weight, weight.grad, group)

    def _step(self, weight: Tensor, gradient: Tensor, group: dict) -> None:
        state = self.state[weight]
        if not state:
            state["momentum"] = torch.zeros_like(weight)
        state["momentum"].lerp_(gradient, 1 - group["momentum"])
        matrix = gradient.lerp(state["momentum"], group["momentum"]).flatten(1)
        size = group["lr"] * RMS * max(matrix.shape) ** 0.5
        weight.mul_(1 - group["lr"] * group["weight_decay"])
        weight.sub_(orthogonalized(matrix).view(weight.shape), alpha=size)


def orthogonalized(matrix: Tensor) -> Tensor:
    """A matrix with the singular vectors of `matrix` (2-D) and all singular values between about 0.7 and 1.2.

    Source:
        Newton and Schulz's iteration with Jordan's coefficients; in float32.
    """
    a, b, c = NEWTON_SCHULZ
    is_tall = matrix.shape[0] > matrix.shape[1]
    x = matrix.mT if is_tall else matrix
    x = x / x.norm().clamp(min=1e-7)
    for _ in range(ROUNDS):
        square = x @ x.mT
        x = a * x + (b * square + c * square @ square) @ x
    return x.mT.contiguous() if is_tall else x


class Pair:
    """Two optimizers in the place of one."""

    def __init__(self, *parts: torch.optim.Optimizer):
        self.parts = parts

    @property
    def param_groups(self) -> list[dict]:
        """Those of both."""
        return [group for part in self.parts for group in part.param_groups]

    def zero_grad(self, *, set_to_none: bool = True) -> None:
        """Forgets all gradients."""
        for part in self.parts:
            part.zero_grad(set_to_none=set_to_none)

    def step(self) -> None:
        """One step of each."""
        for part in self.parts:
            part.step()

    def state_dict(self) -> dict:
        """Both states."""
        return {"parts": [part.state_dict() for part in self.parts]}

    def load_state_dict(self, state: dict) -> None:
        """Restores both states."""
        for part, its in zip(self.parts, state["parts"], strict=True):
            part.load_state_dict(its)
