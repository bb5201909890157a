"""Classification of a picture, and a network's data set."""

import time
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from googlenet.common.errors import UnknownName, UserError
from googlenet.common.results import Prediction
from googlenet.data.dataset import Dataset, load_dataset
from googlenet.data.images import open_image, to_input, to_pixels
from googlenet.data.picture_folders import MOST_LISTED
from googlenet.networks.classifier import Classifier
from googlenet.networks.network import Network, replica

Picture = Image.Image | str | Path | bytes | Tensor  # a tensor is an input, already preprocessed


def hookable_copy(classifier: Classifier) -> Network:
    """Returns a replica in eval mode whose hooks are its own, and whose weights are the classifier's.

    It must not be moved or converted: `.double()` would change the shared weights.
    """
    return replica(classifier.network).eval()


def dataset_of(classifier: Classifier, name: str | None = None) -> Dataset:
    """Returns the data set `name`, by default the one that the network was trained on, as the network takes its images.

    Raises:
        UnknownName: there is no such data set.
        DataMissing: it is not here, or its images do not suit the network.
        UserError: its classes are not the network's.
    """
    own = classifier.card.config.get("dataset", "fashion_mnist")
    dataset = load_dataset(name or own, classifier.preprocess.size_px, classifier.classes)
    if dataset.classes != classifier.classes:
        both = set(dataset.classes) & set(classifier.classes)
        differing = [one for one in (*dataset.classes, *classifier.classes) if one not in both]
        names = ", ".join((differing or dataset.classes)[:MOST_LISTED])  # the same ones may be in another order
        raise UserError("error.other_classes", name=classifier.name, dataset=dataset.name, names=names)
    return dataset.fitted(classifier.preprocess)


def input_of(classifier: Classifier, image: Picture, prepare: bool = True) -> Tensor:
    """Returns the network's input for a picture.

    Args:
        image: a PIL image, a path, the bytes of a file, or a network's input (1, C, S, S), which is only moved.
        prepare: whether a photo is made to look like the data set's images; see `images.to_pixels`.
    Returns:
        (1, C, S, S) float32, normalised, channels_last, on the classifier's device.
    Raises:
        BadImage: the picture cannot be used.
    """
    if isinstance(image, Tensor):
        return image.to(classifier.device)
    return input_of_pixels(classifier, to_pixels(open_image(image), classifier.preprocess, prepare)[None])


def input_of_pixels(classifier: Classifier, pixels: Tensor) -> Tensor:
    """Returns the network's input, as `input_of` does, for images as `images.to_pixels` gives them, (N, C, H, W)."""
    x = to_input(pixels.to(classifier.device), classifier.preprocess)
    return x.contiguous(memory_format=torch.channels_last)  # halves the time on a CPU


def classify(classifier: Classifier, image: Picture, *, prepare: bool = True) -> Prediction:
    """Returns the classes of a picture, best first.

    Raises:
        BadImage: the picture cannot be used.
    """
    return predict(hookable_copy(classifier), input_of(classifier, image, prepare), classifier.classes)


def predict(network: Network, x: Tensor, classes: tuple[str, ...]) -> Prediction:
    """Returns the prediction of `network`, hooks included, for one input (1, C, H, W)."""
    with torch.inference_mode():
        started = time.perf_counter()
        logits = network(x)[0].float().cpu()
        seconds = time.perf_counter() - started
    probabilities, order = logits.softmax(0).sort(descending=True, stable=True)
    indices = tuple(order.tolist())
    labels = tuple(classes[index] for index in indices)
    return Prediction(labels, indices, probabilities.numpy(), logits.numpy(), seconds)


def target_index(classifier: Classifier, target: int | str | None, logits: np.ndarray | Tensor) -> int:
    """Returns the class index of `target`: an index, a label, or None for the class with the largest logit.

    Args:
        logits: (K,), read only where `target` is None.
    Raises:
        UnknownName: there is no such class.
    """
    classes = classifier.classes
    if target is None:
        return int(logits.argmax())
    if isinstance(target, str) and target in classes:
        return classes.index(target)
    is_index = isinstance(target, int | np.integer) and not isinstance(target, bool)
    if is_index and 0 <= target < len(classes):
        return int(target)
    accepted = f"0–{len(classes) - 1}; {', '.join(classes)}"
    raise UnknownName("error.class", name=repr(target), accepted=accepted)
