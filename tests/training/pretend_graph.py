"""CUDA graphs for tests on the CPU: operations are recorded, and a replay computes them again into the same memory.

As on a card, recording changes nothing, and an operation whose number Python reads is refused.
"""

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves


class PretendGraph:
    """Stands in for `torch.cuda.CUDAGraph`."""

    def __init__(self):
        self.recorded, self.replays = [], 0

    def replay(self) -> None:
        self.replays += 1
        with torch.no_grad():
            for function, args, kwargs, outputs in self.recorded:
                again = tree_leaves(function(*args, **kwargs))
                for own, one in zip(outputs, again, strict=True):
                    if isinstance(own, Tensor) and own.data_ptr() != one.data_ptr():
                        own.copy_(one)


class Recording(TorchDispatchMode):
    """Stands in for `torch.cuda.graph`."""

    def __init__(self, graph: PretendGraph):
        super().__init__()
        self.graph, self.before, self.drawn = graph, [], torch.get_rng_state()

    def __torch_dispatch__(self, function, _types, args=(), kwargs=None):
        if function is torch.ops.aten._local_scalar_dense.default:
            raise RuntimeError("operation not permitted when stream is capturing")
        kwargs = kwargs or {}
        for given, argument in zip(args, function._schema.arguments, strict=False):
            # The running statistics of BN are written, too, though its schema does not say so.
            if isinstance(given, Tensor) and (argument.is_write or argument.name.startswith("running_")):
                self.before.append((given, given.clone()))
        outputs = function(*args, **kwargs)
        self.graph.recorded.append((function, args, kwargs, tree_leaves(outputs)))
        return outputs

    def __exit__(self, *error):
        super().__exit__(*error)
        torch.set_rng_state(self.drawn)
        with torch.no_grad():
            for tensor, value in reversed(self.before):
                tensor.copy_(value)
