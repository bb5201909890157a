"""DeepLift's rule for max pools, made exact for Inception blocks.

Captum's own rule overwrites where windows overlap (3x3 at stride 1 or 2) instead of adding up, and it replaces the
gradient of every branch that reads the pool's input. Here the multipliers are added; `modules.Chain` gives each pool a
private copy of its input.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from googlenet.networks.modules import MaxPool2d


def max_pool_rule(
    module: nn.MaxPool2d,
    inputs: Tensor,
    outputs: Tensor,
    grad_input: Tensor,  # noqa: ARG001 (Captum passes it)
    grad_output: Tensor,
    eps: float = 1e-10,
) -> Tensor:
    """Returns multipliers of a max pool's input, so that multiplier x difference adds up to the output's difference.

    Args:
        inputs, outputs: of the pool, (2N, C, H, W): images, then baselines.
        grad_output: multipliers of the output, (2N, C, H, W), in the same order.
        eps: a smaller difference of inputs counts as zero.
    Returns:
        (2N, C, H, W), both halves the same.
    Source:
        Shrikumar et al. 2017, section 3.5; the cross term as in the SHAP package: what lies between max(y, y_ref) and
        y_ref goes to the place of the image's maximum, the rest to the place of the baseline's.
    """
    (x, ref), (y, y_ref), (grad, _) = inputs.chunk(2), outputs.chunk(2), grad_output.chunk(2)
    larger = torch.maximum(y, y_ref)
    _, places = F.max_pool2d(
        inputs,
        module.kernel_size,
        module.stride,
        module.padding,
        module.dilation,
        ceil_mode=module.ceil_mode,
        return_indices=True,
    )
    at_x, at_ref = places.flatten(2).chunk(2)
    contribution = torch.zeros(x.shape, dtype=x.dtype, device=x.device).flatten(2)  # (N, C, H*W)
    contribution.scatter_add_(2, at_x, (grad * (larger - y_ref)).flatten(2))
    contribution.scatter_add_(2, at_ref, (grad * (y - larger)).flatten(2))
    delta = x - ref
    is_far = delta.abs() >= eps
    multiplier = torch.where(is_far, contribution.view_as(x) / torch.where(is_far, delta, 1), 0)
    return torch.cat([multiplier, multiplier])


def register() -> None:
    """Makes Captum use `max_pool_rule` for our max pools; calling it again has no effect.

    Captum looks rules up by type in a global table; `setdefault` is atomic, so threads need no lock.
    """
    from captum.attr._core.deep_lift import SUPPORTED_NON_LINEAR

    SUPPORTED_NON_LINEAR.setdefault(MaxPool2d, max_pool_rule)
