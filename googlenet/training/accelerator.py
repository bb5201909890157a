"""What a device changes about a training step: reduced precision, scaled gradients, deterministic kernels.

Whatever only a CUDA card reaches in training stands here.
"""

import contextlib
import os

import torch
from torch import Tensor

from googlenet.networks.devices import has_bf16, keep_float32

FEW, MANY = 250, 1000  # images of a forward pass in evaluation: FEW suit a processor's caches


def reduced_precision(device: torch.device, precision: str) -> torch.dtype | None:
    """Returns the type in which convolutions are computed; None: float32.

    Args:
        precision: "bf16", "fp16", "fp32", or "auto": bf16 where the device has it in hardware, fp16 on other CUDA cards.
    """
    if precision == "bf16" or (precision == "auto" and has_bf16(device)):
        return torch.bfloat16
    return torch.float16 if precision == "fp16" or (precision == "auto" and device.type == "cuda") else None


def autocast(device: torch.device, precision: str) -> contextlib.AbstractContextManager:
    """Returns a context in which convolutions are computed as `reduced_precision` says."""
    dtype = reduced_precision(device, precision)
    return torch.autocast(device.type, dtype) if dtype else contextlib.nullcontext()


class Accelerator:
    """A run's device.

    Attributes:
        device: where the network and the images are.
        precision: see `reduced_precision`.
        scaler: keeps small gradients of fp16 from becoming zero; elsewhere it changes nothing.
    """

    def __init__(self, device: torch.device, precision: str, *, deterministic: bool = False):
        self.device, self.precision = device, precision
        is_half = reduced_precision(device, precision) == torch.float16
        self.scaler = torch.amp.GradScaler(device.type, enabled=is_half)
        if device.type == "cuda":
            keep_float32(device)
            torch.backends.cudnn.benchmark = not deterministic  # the images' size seldom changes
            torch.backends.cudnn.deterministic = deterministic
            if deterministic:
                os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
                torch.use_deterministic_algorithms(mode=True, warn_only=True)

    @property
    def evaluated_at_once(self) -> int:
        """Images of a forward pass in evaluation."""
        return MANY if self.device.type == "cuda" else FEW

    def autocast(self) -> contextlib.AbstractContextManager:
        """Returns a context for forward passes."""
        return autocast(self.device, self.precision)

    def backward(self, loss: Tensor) -> None:
        """Adds the gradients of `loss` to the parameters, scaled."""
        self.scaler.scale(loss).backward()

    def step(self, optimizer: torch.optim.Optimizer) -> None:
        """Does the optimizer's step; in fp16 none where a gradient has overflown."""
        self.scaler.step(optimizer)
        self.scaler.update()
