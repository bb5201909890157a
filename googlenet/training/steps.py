"""What a step and an evaluation do; pure in all but the weights."""

import contextlib
from collections.abc import Iterator

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from googlenet.data import Images
from googlenet.errors import UnknownName
from googlenet.images import to_input
from googlenet.results import Preprocess, Score


def pick_device(name: str) -> torch.device:
    """The device called `name`; "auto": CUDA, then MPS, then the CPU.

    Raises:
        UnknownName: this machine has no such device.
    """
    present = ["cpu"]
    if torch.backends.mps.is_available():
        present.insert(0, "mps")
    if torch.cuda.is_available():
        present.insert(0, "cuda")
    if name == "auto":
        return torch.device(present[0])
    if name.split(":")[0] not in present:
        raise UnknownName("error.device", name=repr(name), accepted=", ".join(["auto", *present]))
    return torch.device(name)


def has_bf16(device: torch.device) -> bool:
    """Whether bfloat16 is computed in hardware: elsewhere autocast only slows."""
    if device.type == "cuda":
        return torch.cuda.is_bf16_supported(including_emulation=False)
    if device.type == "cpu":
        return torch.cpu.get_capabilities().get("avx512_bf16", False)
    return False


def autocast(device: torch.device, precision: str) -> contextlib.AbstractContextManager:
    """A context in which convolutions run in `precision`: "bf16", "fp32", or "auto"."""
    if precision == "bf16" or (precision == "auto" and has_bf16(device)):
        return torch.autocast(device.type, torch.bfloat16)
    return contextlib.nullcontext()


def batches_in_epoch(images: int, batch_size: int) -> int:
    """Steps in an epoch; a last batch of a single image is left out, since BN cannot be trained on it."""
    return images // batch_size + (images % batch_size > 1)


def batch_order(images: int, seed: int, epoch: int) -> Tensor:
    """The order of the training images in `epoch`: a function of seed and epoch, so that any place can be resumed."""
    return torch.randperm(images, generator=torch.Generator().manual_seed(seed * 100_003 + epoch))


def augmentation_generator(seed: int, step: int) -> torch.Generator:
    """The randomness of one step's augmentation: a function of seed and step."""
    return torch.Generator().manual_seed(seed * 1_000_003 + step)


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


def input_batches(images: Images, preprocess: Preprocess, batch_size: int) -> Iterator[tuple[Tensor, Tensor]]:
    """(inputs, labels) of all images, in their order."""
    for start in range(0, len(images), batch_size):
        part = images[start : start + batch_size]
        yield to_input(part.pixels, preprocess).to(memory_format=torch.channels_last), part.labels


def score(
    network: nn.Module,
    images: Images,
    preprocess: Preprocess,
    *,
    batch_size: int = 250,
    precision: str = "fp32",
    progress=iter,
) -> Score:
    """What `network` reaches on `images`, in eval mode; its mode is put back.

    Args:
        progress: wraps the iterator over batches, `tqdm` for one.
    """
    was_training, device = network.training, images.labels.device
    network.eval()
    loss, confusion = 0.0, torch.zeros(network.num_classes, network.num_classes, dtype=torch.int64)
    try:
        with torch.inference_mode(), autocast(device, precision):
            for x, labels in progress(input_batches(images, preprocess, batch_size)):
                logits = network(x).float()
                loss += F.cross_entropy(logits, labels, reduction="sum").item()
                pairs = torch.stack([labels, logits.argmax(1)]).cpu()
                confusion.index_put_((pairs[0], pairs[1]), torch.ones(len(labels), dtype=torch.int64), accumulate=True)
    finally:
        network.train(was_training)
    count = len(images)
    return Score(count, loss / count, confusion.trace().item() / count, np.asarray(confusion))


def recalibrate(network: nn.Module, batches: Iterator[tuple[Tensor, Tensor]], device: torch.device, precision: str) -> None:
    """Computes BN's running statistics anew over `batches`: they lag far behind after a short training."""
    norms = [module for module in network.modules() if isinstance(module, nn.BatchNorm2d)]
    momenta = [norm.momentum for norm in norms]
    was_training = network.training
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None  # plain mean over the batches
    network.train()
    try:
        with torch.no_grad(), autocast(device, precision):
            for x, _ in batches:
                if len(x) > 1:
                    network(x)
    finally:
        network.train(was_training)
        for norm, momentum in zip(norms, momenta, strict=True):
            norm.momentum = momentum
