"""Outputs of every branch of every block, recorded in one forward pass."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from torch import Tensor, nn

from googlenet.common.errors import look_up
from googlenet.common.results import Observation
from googlenet.inspection.inference import Picture, hookable_copy, input_of, predict
from googlenet.networks.classifier import Classifier
from googlenet.networks.network import Network


@contextmanager
def record(network: Network, blocks: Sequence[str] | None = None) -> Iterator[dict[str, dict[str, Tensor]]]:
    """Records the branches' outputs in each forward pass inside the `with`; on leaving, the hooks are removed.

    A block's output is its branches' outputs side by side, so one hook a block records them all, as the rest of the
    network reads them: with what `ablated` changed, no matter which of the two was entered first.

        with record(network, ["inception4c"]) as seen:
            network(batch)
        seen["inception4c"]["5x5"]  # (N, C, H, W)

    Args:
        blocks: which to record; None: all.
    Yields:
        block -> branch -> (N, C, H, W) of the latest pass, in the network's order; empty before the first.
    Raises:
        UnknownName: there is no such block.
    """
    known = network.blocks
    watched = {name: look_up(known, name, "error.block") for name in (known if blocks is None else blocks)}
    seen: dict[str, dict[str, Tensor]] = {}

    def keep(name: str) -> Callable[..., None]:
        def hook(block: nn.Module, _inputs: tuple, output: Tensor) -> None:
            parts = output.split(list(block.widths.values()), dim=1)
            seen[name] = dict(zip(block.widths, parts, strict=True))

        return hook

    handles = [block.register_forward_hook(keep(name)) for name, block in watched.items()]
    try:
        yield seen
    finally:
        for handle in handles:
            handle.remove()


def rest_after(network: Network, block: str) -> Callable[[Tensor], Tensor]:
    """Returns the rest of the network after `block`: from that block's output (N, C, H, W) to the logits (N, K)."""
    names = [name for name, _ in network.layers.named_children()]
    rest = network.layers[names.index(block) + 1 :]
    return lambda output: network.head(rest(output))


def look(
    network: Network,
    x: Tensor,
    classes: tuple[str, ...],
    blocks: Sequence[str] | None = None,
    *,
    after: str | None = None,
) -> Observation:
    """Returns the prediction of `network`, hooks included, for one input (1, C, H, W), and its branches' outputs.

    Args:
        blocks: which to record; None: all that compute.
        after: the block whose output `x` is, if it is not an image: only what lies behind it computes.
    """
    with record(network, blocks) as seen:
        prediction = predict(network if after is None else rest_after(network, after), x, classes)
    maps = {
        block: {branch: output[0].float().cpu().numpy() for branch, output in branches.items()}
        for block, branches in seen.items()
    }
    return Observation(prediction, maps)


def observe(classifier: Classifier, image: Picture, *, prepare: bool = True) -> Observation:
    """Returns the classes of a picture and every branch's output, from one forward pass.

    Raises:
        BadImage: the picture cannot be used.
    """
    return look(hookable_copy(classifier), input_of(classifier, image, prepare), classifier.classes)


def branch_activations(
    classifier: Classifier, image: Picture, *, prepare: bool = True
) -> dict[str, dict[str, np.ndarray]]:
    """Returns every branch's output, from one forward pass.

    Returns:
        block -> branch -> (C, H, W) float32, in the network's order; after the branch's ReLU, so >= 0.
    Raises:
        BadImage: the picture cannot be used.
    """
    return observe(classifier, image, prepare=prepare).maps
