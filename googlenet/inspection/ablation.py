"""Ablation: the network without some branches, or without some of their channels."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from itertools import takewhile
from operator import index

import numpy as np
import torch
from torch import Tensor, nn

from googlenet.common.errors import UnknownName, UserError, look_up
from googlenet.common.results import Observation, Preprocess
from googlenet.data.dataset import load_dataset
from googlenet.data.fashion_mnist import CLASSES
from googlenet.data.images import to_input
from googlenet.inspection.activations import look
from googlenet.inspection.cache import CACHE, digest_of_weights
from googlenet.inspection.inference import Picture, hookable_copy, input_of
from googlenet.networks.classifier import Classifier
from googlenet.networks.network import Network

FILLS = ("zero", "mean")
SAMPLE_DATASET, SAMPLE_IMAGES, SAMPLE_PX, BATCH = "fashion_mnist_sample", 100, 224, 20

Off = Mapping[str, Sequence[str] | Mapping[str, Sequence[int] | None]]
Means = Mapping[str, Mapping[str, np.ndarray]]


@contextmanager
def ablated(network: Network, off: Off, fill: str = "zero", *, means: Means | None = None) -> Iterator[Network]:
    """Switches branches or channels off inside the `with`; on leaving, also by an exception, they are restored.

        with ablated(network, {"inception4c": ["5x5"]}): ...                          # whole branches
        with ablated(network, {"inception4c": {"5x5": [0, 7]}}, fill="mean"): ...     # some channels of a branch

    Uses nest; where two name the same channel the inner one counts.

    A switched-off channel is filled. "zero" is an ordinary value of a channel after a ReLU, but all zeros at once
    may be outside the distribution that the later layers were trained on, and part of the damage comes from that.
    "mean": each channel's own mean over training images, so that later layers get ordinary values without information
    about this picture. So "mean" measures a branch's information about *this* picture, "zero" its use to the network.

    Args:
        network: changed while inside; give a `replica` where others use it too.
        off: block -> branches, or block -> branch -> channel indices (None: all of them).
        fill: one of `FILLS`.
        means: block -> branch -> (C,), as `channel_means` returns it; None: over the sample that ships, at 224 px.
            `means_for` has those that suit a classifier.
    Raises:
        UnknownName: there is no such block, branch, channel or fill; the network is not changed then.
        UserError: the sample's means are needed for a network that does not take its images.
    """
    look_up(dict.fromkeys(FILLS), fill, "error.fill")
    chosen = list(_choose(network, off))
    if fill == "mean" and means is None and chosen:
        means = sample_means(network)
    device = network.fc.weight.device
    with ExitStack() as stack:
        for block, branch, width, channels in chosen:
            values = torch.zeros(width) if fill == "zero" else torch.as_tensor(np.asarray(means[block][branch]))
            hook = _fill(channels.to(device), values.float().to(device))
            module: nn.Module = network.blocks[block].branches[branch]
            stack.callback(module.register_forward_hook(hook).remove)
        yield network


def _choose(network: Network, off: Off) -> Iterator[tuple[str, str, int, Tensor]]:
    """Yields (block, branch, its width, (C,) bool: switched off), each name and channel checked."""
    for block_name, branches in off.items():
        block = look_up(network.blocks, block_name, "error.block")
        for branch in branches:
            width = look_up(block.widths, branch, "error.branch")
            wanted = branches[branch] if isinstance(branches, Mapping) else None
            channels = torch.full((width,), wanted is None)
            for channel in wanted or ():
                if not 0 <= index(channel) < width:
                    where = f"{block_name} {branch}"
                    raise UnknownName("error.channel", name=channel, where=where, accepted=f"0–{width - 1}")
                channels[channel] = True
            yield block_name, branch, width, channels


def _fill(channels: Tensor, values: Tensor) -> Callable[..., Tensor]:
    """Returns a forward hook that replaces the chosen `channels` (C,) of an output (N, C, H, W) by `values` (C,)."""
    channels, values = channels.view(1, -1, 1, 1), values.view(1, -1, 1, 1)

    def hook(_module: nn.Module, _inputs: tuple, output: Tensor) -> Tensor:
        return torch.where(channels, values, output)

    return hook


def channel_means(
    network: Network, x: Tensor, *, progress: Callable[[int, int], None] | None = None
) -> dict[str, dict[str, np.ndarray]]:
    """Returns the mean of every channel of every branch over inputs and cells: block -> branch -> (C,) float32.

    In a residual block these are means before its input is added, which is where `ablated` fills them in.

    Args:
        x: (N, C, H, W), as the network takes them; passed through in small batches.
        progress: called with (inputs done, inputs in all) after each batch.
    """
    sums: dict[str, dict[str, Tensor]] = {
        name: dict.fromkeys(block.branches, 0) for name, block in network.blocks.items()
    }
    done = 0

    def add(block: str, branch: str) -> Callable[..., None]:
        def hook(_module: nn.Module, _inputs: tuple, output: Tensor) -> None:
            sums[block][branch] = sums[block][branch] + output.mean((2, 3)).cpu().double().sum(0)  # MPS has no float64

        return hook

    with torch.inference_mode(), ExitStack() as stack:
        for name, block in network.blocks.items():
            for branch, module in block.branches.items():
                stack.callback(module.register_forward_hook(add(name, branch)).remove)
        for batch in x.split(BATCH):
            network(batch.contiguous(memory_format=torch.channels_last))
            done += len(batch)
            if progress is not None:
                progress(done, len(x))
    return {
        block: {branch: (total / len(x)).float().numpy() for branch, total in branches.items()}
        for block, branches in sums.items()
    }


def means_for(classifier: Classifier, fill: str, *, progress: Callable[[int, int], None] | None = None) -> Means | None:
    """Returns what `ablated` fills in, as the classifier takes its images: `sample_means`; None for zeros.

    Raises:
        UserError: the network was trained for other classes than the sample's, or takes images of another kind.
    """
    if fill != "mean":
        return None
    if classifier.classes != CLASSES:
        raise UserError("error.other_means", name=classifier.name)
    return sample_means(hookable_copy(classifier), classifier.preprocess, progress=progress)


def sample_means(
    network: Network, preprocess: Preprocess | None = None, *, progress: Callable[[int, int], None] | None = None
) -> dict[str, dict[str, np.ndarray]]:
    """Returns `channel_means` over 100 images of the training sample that ships; computed once for the same weights.

    Args:
        network: takes grey images; its hooks are ignored, so that what is switched off counts as on.
        preprocess: how images become inputs, on which means depend; None: at 224 px, with the sample's mean and deviation.
        progress: as in `channel_means`; not called where the means are cached.
    Raises:
        UserError: the network takes images of another kind.
    """
    if network.in_channels != 1:
        raise UserError("error.means", channels=network.in_channels)

    def compute() -> dict[str, dict[str, np.ndarray]]:
        dataset = load_dataset(SAMPLE_DATASET)
        step = max(1, len(dataset.train) // SAMPLE_IMAGES)  # evenly spread, whatever its order
        how = preprocess or dataset.preprocess(SAMPLE_PX)
        x = to_input(dataset.train.pixels[::step][:SAMPLE_IMAGES], how)
        return channel_means(_without_hooks(network), x.to(network.fc.weight.device), progress=progress)

    return CACHE.get(("sample_means", digest_of_weights(network), network.spec, preprocess), compute)


def _without_hooks(network: Network) -> Network:
    """Returns the same weights under new modules, in eval mode."""
    with torch.device("meta"):  # nothing is drawn, since all is replaced at once
        bare = Network(
            network.spec, num_classes=network.num_classes, in_channels=network.in_channels, aux_heads=bool(network.aux)
        )
    bare.load_state_dict(network.state_dict(), assign=True)
    return bare.eval()


def observe_without(
    classifier: Classifier,
    image: Picture,
    off: Off,
    *,
    fill: str = "zero",
    prepare: bool = True,
    known: Observation | None = None,
) -> Observation:
    """Returns `activations.observe` with branches or channels switched off.

    Args:
        known: what `observe` returned for this classifier, image and `prepare`. Only the blocks from the first changed
            one on are computed then, and `prediction.seconds` is of these.
    Raises:
        UnknownName, UserError: as `ablated`.
        BadImage: the picture cannot be used.
    """
    network = hookable_copy(classifier)
    means = means_for(classifier, fill) if off else None
    with ablated(network, off, fill, means=means):
        before = list(takewhile(lambda block: not off.get(block), network.blocks))
        if known is None or not before:
            return look(network, input_of(classifier, image, prepare), classifier.classes)
        output = torch.from_numpy(np.concatenate([*known.maps[before[-1]].values()]))[None]
        output = output.to(classifier.device).contiguous(memory_format=torch.channels_last)
        rest = look(network, output, classifier.classes, after=before[-1])
    return Observation(rest.prediction, {block: known.maps[block] for block in before} | rest.maps)
