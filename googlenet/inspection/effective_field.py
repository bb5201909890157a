"""The effective receptive field: how strongly each pixel in a unit's receptive field affects it."""

import numpy as np
import torch
from torch import Tensor, nn

from googlenet.common.errors import UnknownName, look_up
from googlenet.inspection.ablation import Off, ablated, means_for
from googlenet.inspection.attribution import channels_of
from googlenet.inspection.inference import Picture, hookable_copy, input_of
from googlenet.networks.classifier import Classifier
from googlenet.networks.network import Network


def effective_receptive_field(
    classifier: Classifier,
    image: Picture,
    *,
    block: str,
    branch: str,
    channel: int,
    row: int,
    column: int,
    off: Off | None = None,
    fill: str = "zero",
    prepare: bool = True,
) -> np.ndarray:
    """Returns the magnitude of a unit's gradient at every pixel, averaged over the image's channels.

    It is zero outside of `receptive_field`'s clipped rectangle, and everywhere if the unit is 0, where a ReLU has no
    slope. Average it over images for a field that does not depend on one image. Later blocks are not computed.

    Args:
        row, column: of the unit in its channel's map, from 0.
        off, fill: what is switched off meanwhile, as in `ablated`.
        prepare: see `images.to_pixels`.
    Returns:
        (H, W) float32 >= 0, at the network's input size; in activation units per unit of the normalised input.
    Raises:
        UnknownName: there is no such block, branch, channel or cell.
        BadImage: the picture cannot be used.
    Source:
        Luo et al. 2016, section 2: the partial derivative of a unit with respect to the input.
    """
    network = hookable_copy(classifier)
    module = look_up(network.blocks, block, "error.block")
    width = look_up(module.widths, branch, "error.branch")
    _check(channel, width, f"{block} {branch}")
    means = means_for(classifier, fill) if off else None
    with torch.inference_mode(mode=False), torch.enable_grad(), ablated(network, off or {}, fill, means=means):
        x = input_of(classifier, image, prepare).detach().clone().requires_grad_()
        entered = entering(network, module, x)
        # A channel of a residual block is the sum of its branch and the block's input.
        output = (
            module(entered)[:, channels_of(module)[branch]] if module.is_residual else module.branches[branch](entered)
        )
        height, width = output.shape[2:]
        if not (0 <= row < height and 0 <= column < width):
            raise UnknownName("error.cell", name=(row, column), accepted=f"(0–{height - 1}, 0–{width - 1})")
        (gradient,) = torch.autograd.grad(output[0, channel, row, column], x)
    return gradient[0].abs().mean(0).float().cpu().numpy()


def _check(channel: int, width: int, where: str) -> None:
    if not 0 <= channel < width:
        raise UnknownName("error.channel", name=channel, where=where, accepted=f"0–{width - 1}")


class _ReachedError(Exception):
    """Raised by a hook when the forward pass has reached the block."""


def entering(network: Network, block: nn.Module, x: Tensor) -> Tensor:
    """Returns the input of `block`, one of the network's, for `x` (N, C, H, W); later layers are not computed."""
    caught: list[Tensor] = []

    def stop(_module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        caught.extend(inputs)
        raise _ReachedError

    handle = block.register_forward_pre_hook(stop)
    try:
        network(x)
    except _ReachedError:
        return caught[0]
    finally:
        handle.remove()
    raise ValueError("the block is not the network's")


def area_of_weight(field: np.ndarray, fraction: float = 0.95) -> int:
    """Returns the least number of pixels that hold `fraction` of a field's (H, W) sum; 0 where all are zero."""
    if not field.any():
        return 0
    sums = np.sort(field.astype(np.float64), axis=None)[::-1].cumsum()
    return int(np.searchsorted(sums, fraction * sums[-1]) + 1)
