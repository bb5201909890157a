"""How much accuracy is lost when each branch of each block is switched off, over labelled images.

One pass gives every branch's output. A block without one of its branches then needs no convolution up to that block:
the branch's part of its output is filled, and only the rest of the network runs again. For GoogLeNet that costs 9.2
passes an image for all 36 branches, a quarter of the 36 that switching off one after another takes.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor

from googlenet.common.errors import UserError, look_up
from googlenet.common.statistics import paired_difference
from googlenet.data.dataset import Dataset
from googlenet.data.images import to_input
from googlenet.inspection.ablation import FILLS, Means, ablated, means_for
from googlenet.inspection.activations import record, rest_after
from googlenet.inspection.inference import dataset_of, hookable_copy
from googlenet.inspection.records import Importance
from googlenet.networks.classifier import WEIGHTS_FOLDER, Classifier
from googlenet.networks.network import Network

BATCH = 16  # of images; the network's later part sees this many times the block's branches


def path_importance(
    classifier: Classifier,
    *,
    images: int = 2000,
    fill: str = "zero",
    seed: int = 0,
    dataset: str | Dataset | None = None,
    start: Importance | None = None,
) -> Iterator[Importance]:
    """Measures the accuracy lost without each branch: yields a record after every few images, over all images so far.

    The last one is the result; closing the iterator stops the work, and any record can be continued.

    Args:
        images: how many test images, drawn at random without repetition; at most all.
        fill: what replaces the branch, one of `ablation.FILLS`.
        seed: of the draw; a larger number with the same seed adds images.
        dataset: a name, or the images themselves; None: the one that the network was trained on.
        start: a record to continue.
    Raises:
        UnknownName: there is no such fill or data set.
        UserError: the data set's classes are not the network's; `start` is of other weights, images or fill.
        DataMissing: the data set is not here.
    """
    look_up(dict.fromkeys(FILLS), fill, "error.fill")
    dataset = dataset if isinstance(dataset, Dataset) else dataset_of(classifier, dataset)
    network = hookable_copy(classifier)
    means = means_for(classifier, fill)
    nothing = {name: dict.fromkeys(block.branches, 0) for name, block in network.blocks.items()}
    empty = Importance(classifier.digest, dataset.name, seed, fill, 0, 0, nothing, nothing)
    found = start or empty
    zeros = {name: dict.fromkeys(branches, 0) for name, branches in found.lost.items()}
    if replace(found, images=0, correct=0, lost=zeros, won=nothing) != empty:
        raise UserError("paths.start")
    order = torch.randperm(len(dataset.test), generator=torch.Generator().manual_seed(seed))[:images]
    for chosen in order[found.images :].split(BATCH):
        batch = dataset.test[chosen].to(classifier.device)
        x = to_input(batch.pixels, classifier.preprocess).contiguous(memory_format=torch.channels_last)
        found = _add(found, network, x, batch.labels, means)
        yield found


def _add(found: Importance, network: Network, x: Tensor, labels: Tensor, means: Means | None) -> Importance:
    """Returns `found` with the images `x` (N, C, H, W) counted in."""
    lost = {block: dict(branches) for block, branches in found.lost.items()}
    won = {block: dict(branches) for block, branches in found.won.items()}
    with torch.inference_mode():
        with record(network) as seen:
            was_right = network(x).argmax(1) == labels
        for block, outputs in seen.items():
            if network.blocks[block].is_residual:  # its input is added after the branches: a whole pass each
                logits = torch.cat([_whole_without(network, x, block, branch, means) for branch in outputs])
            else:
                logits = rest_after(network, block)(_without_each(outputs, means and means[block]))
            is_right = logits.argmax(1).view(len(outputs), -1) == labels  # (branches, N)
            for branch, right in zip(outputs, is_right, strict=True):
                lost[block][branch] += int((was_right & ~right).sum())
                won[block][branch] += int((right & ~was_right).sum())
    return replace(
        found, images=found.images + len(x), correct=found.correct + int(was_right.sum()), lost=lost, won=won
    )


def _whole_without(network: Network, x: Tensor, block: str, branch: str, means: Means | None) -> Tensor:
    with ablated(network, {block: [branch]}, "mean" if means else "zero", means=means):
        return network(x)


def _without_each(outputs: dict[str, Tensor], means: dict | None) -> Tensor:
    """Returns a block's output once for each branch, without it: (branches x N, C of the block, H, W)."""
    fills = {
        branch: torch.zeros_like(output)
        if means is None
        else torch.as_tensor(means[branch], device=output.device).view(1, -1, 1, 1).expand_as(output)
        for branch, output in outputs.items()
    }
    variants = [
        torch.cat([fills[one] if one == off else output for one, output in outputs.items()], dim=1) for off in outputs
    ]
    return torch.cat(variants).contiguous(memory_format=torch.channels_last)


def stored_importance(classifier: Classifier, fill: str = "zero") -> Importance | None:
    """Returns the record that ships with these weights; None where there is none."""
    return read_importance(WEIGHTS_FOLDER / f"{classifier.name}.importance.json", classifier.digest).get(fill)


def read_importance(path: Path, digest: str) -> dict[str, Importance]:
    """Returns fill -> record of the JSON file `path`, those of the weights with this `digest`; empty without a file."""
    if not path.is_file():
        return {}
    records = [Importance(**values) for values in json.loads(path.read_text(encoding="utf-8"))["records"]]
    return {record.fill: record for record in records if record.digest == digest}


def interval(found: Importance, block: str, branch: str) -> tuple[float, float]:
    """Returns the 95 % interval of `found.drop(block, branch)`, from paired counts (Newcombe 1998)."""
    lost, won = found.lost[block][branch], found.won[block][branch]
    return paired_difference(found.correct - lost, lost, won, found.images - found.correct - won)
