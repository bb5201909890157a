"""Feature visualisation: an image optimised to excite a channel, or a whole branch (Olah et al. 2017).

The image is a sum of waves, its colours are decorrelated, and it is jittered at each step, so that the optimisation
finds a pattern. Without the three it ends in high-frequency noise.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from googlenet.common.errors import UnknownName, UserError, look_up
from googlenet.common.results import Preprocess
from googlenet.inspection.effective_field import entering
from googlenet.inspection.inference import hookable_copy
from googlenet.networks.classifier import Classifier

SIZE_PX, STEPS, EVERY = 128, 128, 8
LEARNING_RATE, START_STD = 0.1, 0.01
JITTER_PX, LARGEST_TURN, LARGEST_ZOOM = 8, 5.0, 0.08  # px, degrees, fraction
LEAK, LEAKING_STEPS = 0.1, 16  # slope of silent ReLUs at first, so that there is a gradient
# Square root of the colours' covariance in ImageNet, from Lucid (Olah et al. 2017), over its largest column's length.
COLOURS = ((0.26, 0.09, 0.02), (0.27, 0.00, -0.05), (0.27, -0.09, 0.03))
LARGEST_SIZE, MOST_STEPS = 512, 4096


@dataclass(frozen=True)
class FeatureStep:
    """A synthetic image during its optimisation.

    Attributes:
        step, steps: done, and in all; 0 is the start.
        objective: mean activation over the image, of the channel or of all the branch's channels.
        image: (H, W) or (H, W, 3) uint8.
    """

    step: int
    steps: int
    objective: float
    image: np.ndarray


def visualize_feature(
    classifier: Classifier,
    *,
    block: str,
    branch: str,
    channel: int | None = None,
    size_px: int = SIZE_PX,
    steps: int = STEPS,
    every: int = EVERY,
    seed: int = 0,
) -> Iterator[FeatureStep]:
    """Optimises an image that excites a unit, and yields it on the way; closing the generator stops.

    For a network whose images were enlarged from `native_px`, the image has no finer detail than those.

    Args:
        channel: index in the branch; None: the mean of all its channels.
        size_px: side of the image.
        steps: of Adam.
        every: steps between two yielded images; the first and the last are always yielded.
        seed: equal seeds give equal images.
    Raises:
        UnknownName: there is no such block, branch or channel; raised at the call.
        UserError: a number is out of bounds, or the network does not take images so small.
    """
    network = hookable_copy(classifier)
    module = look_up(network.blocks, block, "error.block")
    width = look_up(module.widths, branch, "error.branch")
    if channel is not None and not 0 <= channel < width:
        raise UnknownName("error.channel", name=channel, where=f"{block} {branch}", accepted=f"0–{width - 1}")
    for name, value, low, high in (("size_px", size_px, 32, LARGEST_SIZE), ("steps", steps, 1, MOST_STEPS)):
        if not low <= value <= high:
            raise UserError("exemplars.bounds", name=name, value=value, low=low, high=high)
    layers, chosen = module.branches[branch], slice(None) if channel is None else slice(channel, channel + 1)

    def objective(x: Tensor) -> Tensor:
        return layers(entering(network, module, x))[:, chosen].mean()

    return _optimise(objective, layers, classifier, size_px=size_px, steps=steps, every=every, seed=seed)


def _optimise(
    objective: Callable[[Tensor], Tensor],
    branch: nn.Module,
    classifier: Classifier,
    *,
    size_px: int,
    steps: int,
    every: int,
    seed: int,
) -> Iterator[FeatureStep]:
    """Runs Adam on the spectrum; torch's global modes are as before whenever it yields."""
    preprocess, device = classifier.preprocess, classifier.device
    generator = torch.Generator().manual_seed(seed)  # on the CPU, so that the start is the same on all devices
    mean, std = (torch.tensor(one, device=device).view(1, -1, 1, 1) for one in (preprocess.mean, preprocess.std))
    weights = wave_weights(size_px, preprocess).to(device)
    shape = (1, preprocess.channels, *weights.shape, 2)
    spectrum = (torch.randn(shape, generator=generator) * START_STD).to(device).requires_grad_()
    adam, value = torch.optim.Adam([spectrum], lr=LEARNING_RATE), 0.0
    for step in range(steps + 1):
        with torch.inference_mode(mode=False), torch.enable_grad():
            image = _image_of(spectrum, weights, size_px)
            if step in {0, steps} or step % every == 0:
                with torch.no_grad():
                    shown = FeatureStep(step, steps, float(objective((image - mean) / std)), _as_bytes(image))
            else:
                shown = None
            if step < steps:
                moved = _jittered((image - mean) / std, generator)
                with _leaking(branch, LEAK if step < LEAKING_STEPS or value <= 0 else 0):
                    reached = objective(moved)
                    (gradient,) = torch.autograd.grad(-reached, spectrum)
                value, spectrum.grad = float(reached.detach()), gradient
                adam.step()
        if shown:
            yield shown


def wave_weights(size_px: int, preprocess: Preprocess) -> Tensor:
    """Returns the weight of each wave of an image's spectrum, (size, size // 2 + 1): 1 / frequency, as in photographs.

    Where the network's images are enlarged from `native_px`, waves too fine for those have weight 0.
    """
    vertical, horizontal = torch.fft.fftfreq(size_px)[:, None], torch.fft.rfftfreq(size_px)[None]
    frequency = torch.hypot(vertical, horizontal)  # in waves a pixel, up to 1/2 along an axis
    weights = size_px / frequency.clamp(min=1 / size_px)
    if preprocess.native_px:
        weights = weights * (frequency <= 0.5 * preprocess.native_px / preprocess.size_px)
    return weights


def _image_of(spectrum: Tensor, weights: Tensor, size_px: int) -> Tensor:
    """Returns the image (1, C, S, S) in 0..1 of a spectrum (1, C, S, S // 2 + 1, 2)."""
    waves = torch.fft.irfft2(torch.view_as_complex(spectrum) * weights, s=(size_px, size_px)) / 4
    if waves.shape[1] == 3:
        mix = torch.tensor(COLOURS, device=waves.device)
        waves = torch.einsum("nchw,dc->ndhw", waves, mix / mix.norm(dim=0).max())
    return waves.sigmoid()


def _jittered(x: Tensor, generator: torch.Generator) -> Tensor:
    """Returns `x` rotated, scaled and shifted a little, at random; shifts wrap around."""
    shift = torch.randint(-JITTER_PX, JITTER_PX + 1, (2,), generator=generator).tolist()
    turn, zoom = (2 * torch.rand(2, generator=generator) - 1).tolist()
    angle, scale = torch.tensor(turn * LARGEST_TURN).deg2rad(), 1 + zoom * LARGEST_ZOOM
    cos, sin = float(angle.cos()) * scale, float(angle.sin()) * scale
    grid = F.affine_grid(torch.tensor([[[cos, -sin, 0], [sin, cos, 0]]], device=x.device), x.shape, align_corners=False)
    turned = F.grid_sample(x.roll(shift, (2, 3)), grid, padding_mode="reflection", align_corners=False)
    return turned.contiguous(memory_format=torch.channels_last)


@contextmanager
def _leaking(branch: nn.Module, slope: float) -> Iterator[None]:
    """Gives silent ReLUs of `branch` a `slope` inside the `with`; their value stays 0. The module is a replica's."""

    def leak(_module: nn.Module, inputs: tuple[Tensor], output: Tensor) -> Tensor:
        (x,) = inputs
        return output + slope * (x - x.detach()) * (x <= 0)

    with ExitStack() as stack:
        for module in branch.modules():
            if slope and isinstance(module, nn.ReLU):
                stack.callback(module.register_forward_hook(leak).remove)
        yield


def _as_bytes(image: Tensor) -> np.ndarray:
    levels = image[0].mul(255).round().to(torch.uint8).permute(1, 2, 0).cpu().numpy()
    return levels[..., 0] if levels.shape[-1] == 1 else levels
