"""The parts of a training step and of an evaluation; of all state, only the weights change."""

import contextlib
import functools
import math
import signal
import threading
from collections.abc import Callable, Iterable, Iterator

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from googlenet.common.errors import UserError
from googlenet.common.results import Preprocess, Score
from googlenet.data.dataset import Images
from googlenet.data.images import to_input
from googlenet.data.streaming import Streamed
from googlenet.training.accelerator import autocast, evaluated_at_once
from googlenet.training.recipes import Augmentation


def batches_in_epoch(images: int, batch_size: int, fewest: int = 2) -> int:
    """Steps in an epoch; a last batch of a single image is left out, since BN cannot be trained on it.

    Args:
        fewest: images of a last batch that is not left out.
    """
    return images // batch_size + (images % batch_size >= fewest)


@functools.lru_cache(maxsize=2)
def batch_order(images: int, seed: int, epoch: int) -> Tensor:
    """The order of the training images in `epoch`: a function of seed and epoch, so that any place can be resumed."""
    return torch.randperm(images, generator=torch.Generator().manual_seed(seed * 100_003 + epoch))


def augmentation_generator(seed: int, step: int, device: torch.device | None = None) -> torch.Generator:
    """The random generator of one step's augmentation, on `device` or the CPU: a function of seed and step."""
    place = device if device is not None and device.type in ("cuda", "mps") else "cpu"
    return torch.Generator(place).manual_seed(seed * 1_000_003 + step)


@contextlib.contextmanager
def dropout_seed(device: torch.device, seed: int, step: int) -> Iterator[None]:
    """Within, dropout is a function of seed and step; the caller's random state is restored."""
    with torch.random.fork_rng(devices=[device] if device.type == "cuda" else []):
        torch.manual_seed(seed * 1_000_003 + step)
        yield


@functools.lru_cache(maxsize=2)
def mirrored(images: int, seed: int, epoch: int) -> Tensor:
    """Which training images are mirrored in `epoch`, (images,) bool: about half of them, in the next epoch the others."""
    generator = torch.Generator().manual_seed(seed + 2**40)  # other numbers than those of the orders
    return (torch.rand(images, generator=generator) < 0.5) ^ bool(epoch % 2)


def augment(pixels: Tensor, generator: torch.Generator, how: Augmentation, flipped: Tensor | None = None) -> Tensor:
    """Byte images (N, C, H, W), each mirrored, moved and erased at random as `how` says.

    Args:
        flipped: (N,) bool, which of them are mirrored; None: drawn.
    """
    if how.flips:
        drawn = torch.rand(len(pixels), generator=generator, device=generator.device)
        chosen = (drawn < 0.5 if flipped is None else flipped).to(pixels.device)
        pixels = torch.where(chosen.view(-1, 1, 1, 1), pixels.flip(-1), pixels)
    if how.shift_px:
        pixels = shift(pixels, generator, how.shift_px)
    return erase(pixels, generator, how.erases) if how.erases else pixels


def shift(pixels: Tensor, generator: torch.Generator, most_px: int) -> Tensor:
    """Byte images (N, C, H, W), each moved by up to `most_px` of its own pixels, filled with black."""
    count, channels, height, width = pixels.shape
    padded = F.pad(pixels, (most_px,) * 4)
    offsets = torch.randint(2 * most_px + 1, (2, count), generator=generator, device=generator.device).to(pixels.device)
    rows = offsets[0].view(-1, 1, 1, 1) + torch.arange(height, device=pixels.device).view(1, 1, -1, 1)
    columns = offsets[1].view(-1, 1, 1, 1) + torch.arange(width, device=pixels.device).view(1, 1, 1, -1)
    each = torch.arange(count, device=pixels.device).view(-1, 1, 1, 1)
    channel = torch.arange(channels, device=pixels.device).view(1, -1, 1, 1)
    return padded[each, channel, rows, columns]


def erase(pixels: Tensor, generator: torch.Generator, probability: float) -> Tensor:
    """Byte images (N, C, H, W), with `probability` each with a rectangle of noise.

    Its area is 2 to 40 % of the image's and its sides' ratio 0.3 to 3.3, as in Zhong et al. 2017 (arXiv:1708.04896),
    table 1; where it would reach beyond the image it is cut off, while they draw again.
    """
    count, channels, height, width = pixels.shape
    drawn = torch.rand(5, count, 1, 1, 1, generator=generator, device=generator.device).to(pixels.device)
    chosen, area, ratio, top, left = drawn
    area, ratio = (0.02 + 0.38 * area) * height * width, torch.exp((2 * ratio - 1) * math.log(1 / 0.3))
    tall, wide = (area * ratio).sqrt(), (area / ratio).sqrt()
    rows = torch.arange(height, device=pixels.device).view(1, 1, -1, 1) - (top * (height - tall).clamp(min=0)).floor()
    columns = torch.arange(width, device=pixels.device) - (left * (width - wide).clamp(min=0)).floor()
    inside = (rows >= 0) & (rows < tall) & (columns >= 0) & (columns < wide) & (chosen < probability)
    shape, where = (count, channels, height, width), {"generator": generator, "device": generator.device}
    noise = torch.randint(256, shape, dtype=torch.uint8, **where)
    return torch.where(inside, noise.to(pixels.device), pixels)


def training_loss(network: nn.Module, x: Tensor, labels: Tensor, smoothing: float) -> tuple[Tensor, Tensor]:
    """(loss in nats, logits (N, K)); auxiliary heads add their weighted losses where the network has them."""
    if not network.aux:
        logits = network(x)
        return F.cross_entropy(logits.float(), labels, label_smoothing=smoothing), logits
    outputs = network.forward_with_aux(x)
    loss = F.cross_entropy(outputs.logits.float(), labels, label_smoothing=smoothing)
    for head in network.spec.aux_heads:
        aux = F.cross_entropy(outputs.aux[head.after].float(), labels, label_smoothing=smoothing)
        loss = loss + head.loss_weight * aux
    return loss, outputs.logits


def input_batches(
    images: Images | Streamed, preprocess: Preprocess, batch_size: int
) -> Iterator[tuple[Tensor, Tensor]]:
    """Yields (inputs, labels) of all images, in their order."""
    for pixels, labels in _batches(images, batch_size):
        yield to_input(pixels, preprocess).to(memory_format=torch.channels_last), labels


def _batches(images: Images | Streamed, batch_size: int) -> Iterator[tuple[Tensor, Tensor]]:
    if isinstance(images, Streamed):
        numbers = [part.tolist() for part in torch.arange(len(images)).split(batch_size) if len(part)]
        yield from ((pixels, labels) for _, pixels, labels in images.batches(numbers) if len(labels))
        return
    for start in range(0, len(images), batch_size):
        part = images[start : start + batch_size]
        yield part.pixels, part.labels


@contextlib.contextmanager
def evaluating(network: nn.Module) -> Iterator[None]:
    """Within, the network is in eval mode; afterwards each module is in its former mode (frozen ones in eval)."""
    modes = [(module, module.training) for module in network.modules()]
    network.eval()
    try:
        yield
    finally:
        for module, mode in modes:
            module.training = mode


def score(
    network: nn.Module,
    images: Images,
    preprocess: Preprocess,
    *,
    batch_size: int | None = None,
    precision: str = "fp32",
    progress: Callable[[Iterable], Iterable] = iter,
    is_share: bool = False,
) -> Score:
    """Loss, accuracy and confusion matrix of `network` on `images`, in eval mode; its modes are restored.

    Args:
        batch_size: None: as many as suit device and size.
        progress: wraps the iterator over batches, `tqdm` for one.
        is_share: they are one process's share of the images, which may be empty: then loss and accuracy are 0.
    Raises:
        UserError: none of the images can be read.
    """
    device = images.labels.device
    batch_size = batch_size or evaluated_at_once(device, preprocess.size_px)
    loss, confusion = 0.0, torch.zeros(network.num_classes, network.num_classes, dtype=torch.int64)
    with evaluating(network), torch.inference_mode(), autocast(device, precision):
        for x, labels in progress(input_batches(images, preprocess, batch_size)):
            logits = network(x).float()
            loss += F.cross_entropy(logits, labels, reduction="sum").item()
            pairs = torch.stack([labels, logits.argmax(1)]).cpu()
            confusion.index_put_((pairs[0], pairs[1]), torch.ones(len(labels), dtype=torch.int64), accumulate=True)
    count = int(confusion.sum())  # damaged pictures on disk are left out
    if not count and not is_share:
        raise UserError("pictures.stream_damaged", count=len(images))
    least = max(1, count)
    return Score(count, loss / least, confusion.trace().item() / least, np.asarray(confusion))


def recalibrate(
    network: nn.Module, batches: Iterable[tuple[Tensor, Tensor]], device: torch.device, precision: str
) -> None:
    """Recomputes BN's running statistics over `batches`: after a short training they lag far behind.

    Frozen layers (those in eval mode) and auxiliary heads keep theirs.
    """
    norms = [m for m in network.layers.modules() if isinstance(m, nn.BatchNorm2d) and m.training]
    if not norms:
        return
    momenta = [norm.momentum for norm in norms]
    with evaluating(network), torch.no_grad(), autocast(device, precision):
        for norm in norms:
            norm.reset_running_stats()
            norm.train()
        seen = 0
        try:
            for x, _ in batches:
                if len(x) > 1:
                    seen += len(x)
                    for norm in norms:
                        norm.momentum = len(x) / seen  # each batch weighs as much as it has images
                    network(x)
        finally:
            for norm, momentum in zip(norms, momenta, strict=True):
                norm.momentum = momentum


@contextlib.contextmanager
def undisturbed(received: list[int]) -> Iterator[None]:
    """Within, Ctrl-C and SIGTERM are only added to `received`: no checkpoint may hold half a step."""
    is_main = threading.current_thread() is threading.main_thread()
    signals = (signal.SIGINT, signal.SIGTERM) if is_main else ()
    before = {one: handler for one in signals if callable(handler := signal.getsignal(one))}  # Python's own
    for one in before:
        signal.signal(one, lambda number, _: received.append(number))
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
