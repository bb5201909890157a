"""Previews of a study's networks: small maps of the same test images, to be compared between networks."""

import base64

import torch
import torch.nn.functional as F
from torch import Tensor

from googlenet.common.results import Preprocess
from googlenet.data.dataset import Dataset, Images
from googlenet.data.images import to_input
from googlenet.networks.accounting import report
from googlenet.networks.network import Network
from googlenet.study.findings import FIELD_IMAGES

PICTURES = 3
SHOWN = ("inception3b", "inception4e")  # the last blocks at an eighth and at a sixteenth of the image's side
FIELD_BLOCK, FIELD_SIDE = "inception3b", 48


def pictures(dataset: Dataset) -> Images:
    """The first test images of different classes, `PICTURES` of them."""
    first: dict[int, int] = {}  # label -> index
    for index, label in enumerate(dataset.test.labels.tolist()):
        first.setdefault(label, index)
    return dataset.test[torch.tensor(list(first.values())[:PICTURES])]


def encoded_pictures(dataset: Dataset) -> list[dict]:
    """`pictures` as JSON values: bytes of the first channel, and the class."""
    chosen = pictures(dataset)
    labels = [dataset.classes[label] for label in chosen.labels.tolist()]
    return [{"label": label, "pixels": encoded(one[0])} for label, one in zip(labels, chosen.pixels, strict=True)]


def preview(network: Network, dataset: Dataset, size_px: int) -> dict:
    """Predictions and maps of the pictures and a receptive field, as JSON values.

    Returns:
        images: a picture each, with `probabilities` (K,), the `predicted` class and its maps: of `SHOWN` the mean over
        channels, and `class`, the positive part of the class activation map of the predicted class (Zhou et al.
        2016). Each map is `encoded`, scaled to its own largest cell.
        field: how strongly each pixel moves the middle cell of `FIELD_BLOCK` (mean absolute gradient over test images,
        its square root), the effective receptive field of Luo et al. 2016; `span_px` is the theoretical one, from its
        first pixel to one past its last along either axis.
    """
    preprocess = dataset.preprocess(size_px)
    was_training = network.training
    network.eval()
    try:
        field = _field(network, dataset.test[:FIELD_IMAGES], preprocess)
        with torch.no_grad():
            images = _images(network, pictures(dataset), preprocess, dataset.classes)
    finally:
        network.train(was_training)
    return {"images": images, "field": field}


def _images(network: Network, images: Images, preprocess: Preprocess, classes: tuple[str, ...]) -> list[dict]:
    x, maps = to_input(images.pixels, preprocess), {}
    for name, layer in network.layers.named_children():
        x = layer(x)
        if name in SHOWN:
            maps[name] = x.mean(1)
    probabilities = network.head(x).softmax(1)
    predicted = probabilities.argmax(1)
    maps["class"] = torch.einsum("nchw,nc->nhw", x, network.fc.weight[predicted]).clamp(min=0)
    return [
        {
            "predicted": classes[predicted[index]],
            "probabilities": [round(value, 4) for value in probabilities[index].tolist()],
            "maps": {name: encoded(_scaled(one[index])) for name, one in maps.items()},
        }
        for index in range(len(images))
    ]


def _field(network: Network, images: Images, preprocess: Preprocess) -> dict:
    x = to_input(images.pixels, preprocess).requires_grad_()
    output = x
    for name, layer in network.layers.named_children():
        output = layer(output)
        if name == FIELD_BLOCK:
            break
    height, width = output.shape[-2:]
    (gradient,) = torch.autograd.grad(output[:, :, height // 2, width // 2].sum(), x)
    strength = F.adaptive_avg_pool2d(gradient.abs().mean((0, 1))[None], FIELD_SIDE)[0].sqrt()
    rows, _ = report(network.spec, tuple(x.shape[1:])).blocks[FIELD_BLOCK].field.spans(height // 2, width // 2)
    return {"map": encoded(_scaled(strength)), "span_px": list(rows), "block": FIELD_BLOCK}


def _scaled(one: Tensor) -> Tensor:
    """The map from 0 to 255, its largest cell at 255."""
    return (255 * one / one.max().clamp(min=1e-12)).round()


def encoded(one: Tensor) -> dict:
    """A map (H, W) of 0..255 as JSON values: its shape, and its bytes in base64."""
    data = one.to(torch.uint8).contiguous().cpu().numpy().tobytes()
    return {"shape": list(one.shape), "data": base64.b64encode(data).decode()}
