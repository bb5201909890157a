"""A device for tests that computes on the CPU but, as a GPU does, refuses tensors of another device.

As Apple's MPS does, it refuses float64.

PyTorch lends extensions the name of a device ("privateuse1"); here it is called "pretend". A tensor "on" it is a
wrapper around a CPU tensor, so that all numbers are real. An operation that meets wrappers and plain tensors with
dimensions raises, as CUDA does; a copy from one device to the other is allowed.
"""

import contextlib
from collections.abc import Iterator
from functools import cache
from unittest.mock import patch

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves, tree_map

DEVICE = "pretend:0"
COPIES = {torch.ops.aten._to_copy.default, torch.ops.aten.copy_.default}
INDEXING = {  # their indices may lie on the CPU
    torch.ops.aten.index.Tensor,
    torch.ops.aten.index_put.default,
    torch.ops.aten.index_put_.default,
    torch.ops.aten._index_put_impl_.default,
}


class MixedDevices(RuntimeError):
    """An operation met tensors of two devices."""


class NoFloat64(TypeError):
    """An operation would put a float64 tensor on the device."""


class PretendTensor(Tensor):
    """A tensor on the pretend device; `held` is the one on the CPU."""

    __torch_function__ = torch._C._disabled_torch_function_impl

    @staticmethod
    def __new__(cls, real: Tensor, requires_grad: bool = False):
        if real.dtype is torch.float64:
            raise NoFloat64
        layout = {"strides": real.stride(), "storage_offset": real.storage_offset(), "dtype": real.dtype}
        made = Tensor._make_wrapper_subclass(cls, real.shape, device=DEVICE, requires_grad=requires_grad, **layout)
        made.held = real
        return made

    def __init__(self, *_args, **_kwargs):
        """`__new__` has done all."""

    def __getitem__(self, index):
        # PyTorch makes a tensor of a list of places beyond the dispatcher's sight, on the device.
        return super().__getitem__(torch.tensor(index) if isinstance(index, list) else index)

    @classmethod
    def __torch_dispatch__(cls, function, _types, args=(), kwargs=None):
        return _computed(function, args, kwargs or {})


class _OnPretend(TorchDispatchMode):
    """Hands out wrappers where a factory is asked for the pretend device."""

    def __torch_dispatch__(self, function, _types, args=(), kwargs=None):
        return _computed(function, args, kwargs or {})


def _computed(function, args, kwargs):
    tensors = [leaf for leaf in tree_leaves((args, kwargs)) if isinstance(leaf, Tensor)]
    there = [one for one in tensors if isinstance(one, PretendTensor)]
    here = [one for one in tensors if not isinstance(one, PretendTensor) and one.dim()]
    if there and here and function not in COPIES and not _may_index(function, args):
        shapes = [[tuple(one.shape) for one in side] for side in (there, here)]
        raise MixedDevices(f"{function}: {shapes[0]} on the device, {shapes[1]} on the CPU")
    device = kwargs.get("device")
    result = function(*tree_map(_real, args), **tree_map(_real, kwargs))
    schema = function._schema
    if schema.is_mutable and args and isinstance(args[0], Tensor) and schema.arguments[0].is_write:
        return args[0]
    is_there = bool(there) if device is None else torch.device(device).type == "pretend"
    return tree_map(_wrapped, result) if is_there else result


def _may_index(function, args) -> bool:
    if function not in INDEXING or not isinstance(args[0], PretendTensor):
        return False
    return len(args) < 3 or isinstance(args[2], PretendTensor) or not args[2].dim()


def _real(value):
    if isinstance(value, torch.device) and value.type == "pretend":
        return torch.device("cpu")
    return value.held if isinstance(value, PretendTensor) else value


def _wrapped(value):
    return PretendTensor(value) if isinstance(value, Tensor) and not isinstance(value, PretendTensor) else value


def _made_on_the_cpu_first(make):
    """A factory that goes past the dispatcher: makes a CPU tensor, then moves it."""

    def factory(*args, device=None, **kwargs):
        if device is None or torch.device(device).type != "pretend":
            return make(*args, device=device, **kwargs)
        return make(*args, **kwargs).to(device)

    return factory


class _InferenceMode(contextlib.ContextDecorator):
    """Stands in for `torch.inference_mode`, which takes no tensors of such devices."""

    def __init__(self, mode: bool = True):
        self.mode, self.before = mode, []

    def __enter__(self):
        self.before.append(torch.is_grad_enabled())
        torch.set_grad_enabled(not self.mode)

    def __exit__(self, *_):
        torch.set_grad_enabled(self.before.pop())


@cache
def _register() -> None:
    from torch.utils.backend_registration import _setup_privateuseone_for_python_backend

    _setup_privateuseone_for_python_backend("pretend")


@contextlib.contextmanager
def pretend_device() -> Iterator[torch.device]:
    """Within, torch knows the pretend device; afterwards nothing of PyTorch is changed but that its name is taken."""
    _register()
    swaps = torch.__future__.get_swap_module_params_on_conversion()
    with (
        patch.object(torch, "tensor", _made_on_the_cpu_first(torch.tensor)),
        patch.object(torch, "as_tensor", _made_on_the_cpu_first(torch.as_tensor)),
        patch.object(torch, "inference_mode", _InferenceMode),
        _OnPretend(),
    ):
        torch.__future__.set_swap_module_params_on_conversion(True)
        try:
            yield torch.device(DEVICE)
        finally:
            torch.__future__.set_swap_module_params_on_conversion(swaps)
