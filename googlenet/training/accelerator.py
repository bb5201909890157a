"""What a device adds to a training step: reduced precision, scaled gradients, CUDA graphs, deterministic kernels.

Whatever only a CUDA card reaches in training stands here.
"""

import contextlib
import logging
import os
from collections.abc import Callable, Hashable, Iterator, Sequence

import torch
from torch import Tensor

from googlenet.networks.devices import has_bf16, keep_float32

log = logging.getLogger(__name__)
ALIKE = 3  # steps of one kind in a row before a graph is made: in the first of them cuDNN chooses its kernels


def reduced_precision(device: torch.device, precision: str) -> torch.dtype | None:
    """Returns the type in which convolutions are computed; None: float32.

    Args:
        precision: "bf16", "fp16", "fp32", or "auto": bf16 where the device gains by it, fp16 on other CUDA cards.
    """
    if precision == "bf16" or (precision == "auto" and has_bf16(device)):
        return torch.bfloat16
    return torch.float16 if precision == "fp16" or (precision == "auto" and device.type == "cuda") else None


def autocast(device: torch.device, precision: str) -> contextlib.AbstractContextManager:
    """Returns a context in which convolutions are computed as `reduced_precision` says."""
    dtype = reduced_precision(device, precision)
    return torch.autocast(device.type, dtype) if dtype else contextlib.nullcontext()


def evaluated_at_once(device: torch.device, size_px: int) -> int:
    """Returns how many images pass through a network at once in evaluation; on a CPU 16 of 224 px hold 0.3 GB."""
    return 1000 if device.type == "cuda" else min(64, max(1, 16 * 224**2 // size_px**2))


@contextlib.contextmanager
def kernels_kept() -> Iterator[None]:
    """Within, an `Accelerator` may choose how cuDNN finds its kernels; afterwards the process does as before."""
    cudnn = torch.backends.cudnn
    before = cudnn.benchmark, cudnn.deterministic
    try:
        yield
    finally:
        cudnn.benchmark, cudnn.deterministic = before


class StepGraph:
    """A step's forward and backward pass as one CUDA graph: its thousand kernels are launched at once.

    A replay runs the kernels of the step that was recorded, in that step's memory; random numbers are those of the
    generator's seed at the time, as without a graph.

    Args:
        work: computes numbers from `inputs`, and writes the gradients of `parameters`.
    """

    def __init__(self, work: Callable[..., Sequence[Tensor]], inputs: Sequence[Tensor], parameters: Sequence[Tensor]):
        self.inputs, self.parameters = [one.clone() for one in inputs], parameters
        self.graph = torch.cuda.CUDAGraph()
        with _generators_kept(inputs[0].device), torch.cuda.graph(self.graph):
            self.outputs = work(*self.inputs)
        self.gradients = [one.grad for one in parameters]

    def replay(self, inputs: Sequence[Tensor]) -> list[Tensor]:
        """Returns what `work` does of other inputs of the same shapes."""
        for own, one in zip(self.inputs, inputs, strict=True):
            own.copy_(one)
        self.graph.replay()
        for parameter, gradient in zip(self.parameters, self.gradients, strict=True):
            parameter.grad = gradient
        return [one.clone() for one in self.outputs]  # the next replay writes over them


@contextlib.contextmanager
def _generators_kept(device: torch.device) -> Iterator[None]:
    """Within, a card's random numbers may be recorded; where that fails the generator is as before, not half recording."""
    if device.type != "cuda":  # in the tests
        yield
        return
    generator = torch.cuda.default_generators[torch.cuda.current_device() if device.index is None else device.index]
    state = generator.graphsafe_get_state()
    generator.graphsafe_set_state(generator.clone_state())
    try:
        yield
    except RuntimeError:
        generator.graphsafe_set_state(state)
        raise


class Accelerator:
    """A run's device.

    Attributes:
        device: where the network and the images are.
        precision: see `reduced_precision`; never "auto".
        scaler: keeps small gradients of fp16 from becoming zero; elsewhere it changes nothing.
        has_graphs: whether steps that are alike become CUDA graphs; False once one could not be made.
    """

    def __init__(self, device: torch.device, precision: str, *, deterministic: bool = False):
        self.device = device
        self.set_precision(precision)
        self.has_graphs = device.type == "cuda" and not deterministic
        self._graph: StepGraph | None = None
        self._kind, self._kind_of_graph, self._row = None, None, 0
        if device.type == "cuda":
            keep_float32(device)
            torch.backends.cudnn.benchmark = not deterministic  # the images' size seldom changes
            torch.backends.cudnn.deterministic = deterministic
            if deterministic:
                os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
                torch.use_deterministic_algorithms(mode=True, warn_only=True)

    def set_precision(self, precision: str) -> None:
        """Computes as `reduced_precision` says of `precision` from now on."""
        dtype = reduced_precision(self.device, precision)
        self.precision = {torch.bfloat16: "bf16", torch.float16: "fp16"}.get(dtype, "fp32")
        self.scaler = torch.amp.GradScaler(self.device.type, enabled=dtype == torch.float16)

    def autocast(self) -> contextlib.AbstractContextManager:
        """Returns a context for forward passes."""
        return autocast(self.device, self.precision)

    def repeat(
        self,
        work: Callable[..., Sequence[Tensor]],
        inputs: Sequence[Tensor],
        parameters: Sequence[Tensor],
        *constants: Hashable,
    ) -> Sequence[Tensor]:
        """Returns `work(*inputs)`, which writes the gradients of `parameters`; as a CUDA graph where steps are alike.

        Args:
            constants: whatever else `work` depends on.
        """
        kind = (*(one.shape for one in inputs), *constants)
        self._row = self._row + 1 if kind == self._kind else 0
        self._kind = kind
        if self._graph is not None and kind == self._kind_of_graph:
            return self._graph.replay(inputs)
        if self._row:  # not the odd batch at an epoch's end: the graph's memory is wanted
            self._graph = None
        if not self.has_graphs or self._row < ALIKE:
            return work(*inputs)
        try:
            self._graph, self._kind_of_graph = StepGraph(work, inputs, parameters), kind
        except RuntimeError as error:
            log.warning("training goes on without CUDA graphs: %s", error)
            self.has_graphs = False
            for parameter in parameters:
                parameter.grad = None
            return work(*inputs)
        return self._graph.replay(inputs)

    def backward(self, loss: Tensor) -> None:
        """Adds the gradients of `loss` to the parameters, scaled."""
        self.scaler.scale(loss).backward()

    def step(self, optimizer: torch.optim.Optimizer) -> None:
        """Does the optimizer's step; in fp16 none where a gradient has overflown."""
        self.scaler.step(optimizer)
        self.scaler.update()
