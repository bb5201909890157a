"""Which training images speak for an answer, and whose labels deserve a second look: gradients of the last layer alone.

A step of gradient descent on a training image changes the loss of an answer by the inner product of the two gradients
(TracIn, Pruthi et al. 2020). Restricted to the last layer, with the features f before it, the probabilities p and the
one-hot label y, the gradients are (p - y) fᵀ for the weights and p - y for the bias. Their product is

    ((p - y) · (p' - y')) × (f · f' + 1),

so that a forward pass an image is enough. Products favour the images of largest loss, whatever the answer; cosines of the
gradients do not.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from googlenet.common.errors import UserError
from googlenet.data.dataset import Images
from googlenet.inspection.cache import CACHE
from googlenet.inspection.exemplars import sample_images, takes_sample
from googlenet.inspection.inference import Picture, hookable_copy, input_of, input_of_pixels, target_index
from googlenet.inspection.records import Influence, Influences, SelfInfluence
from googlenet.networks.classifier import Classifier
from googlenet.networks.network import Network

BATCH = 25
LISTED = 5  # images for an answer, and against it
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Gradients:
    """The gradients of N cross-entropies with respect to the last layer, as the factors that they are the products of.

    Attributes:
        features: (N, C) float32, the last layer's input, without dropout.
        errors: (N, K) float64, probabilities minus one-hot labels.
        losses: (N,) float64, in nats.
        labels, predicted: (N,) class indices.
    """

    features: np.ndarray
    errors: np.ndarray
    losses: np.ndarray
    labels: np.ndarray
    predicted: np.ndarray

    @property
    def squared_norms(self) -> np.ndarray:
        """(N,) float64, each gradient's product with itself."""
        return (self.errors**2).sum(1) * (np.square(self.features, dtype=np.float64).sum(1) + 1)

    @property
    def self_influence(self) -> SelfInfluence:
        """How strongly each image pulls at the last layer."""
        return SelfInfluence(self.labels, self.predicted, self.squared_norms, self.losses)


def influence(
    classifier: Classifier,
    image: Picture,
    target: int | str | None = None,
    *,
    images: Images | int | None = None,
    raw: bool = False,
    count: int = 5,
    prepare: bool = True,
    progress: Progress | None = None,
) -> Influences:
    """Returns the training images that speak most for an answer and most against it, by the last layer's gradients.

    Args:
        target: class index or label of the answer, or None for the predicted class.
        images: a data set's training images, with their labels; None: the 5,000 of the sample that ships; a number: so
            many of them, evenly spread. What is computed of the sample, one forward pass an image, is kept in memory.
        raw: rank by the product of the gradients; by default by its cosine, since few images have the largest products
            with every answer.
        count: how many of each; fewer where fewer speak for it or against it.
        progress: called with (images done, images in all); an exception in it stops the work and is passed on.
    Raises:
        UnknownName: there is no such class.
        UserError: no images were given, and the sample is not what the network was trained on; there are none; or their
            labels are not the network's.
        BadImage: the picture cannot be used.
    """
    if count < 1:
        raise UserError("influence.none", images=1, count=count)
    own = answer_gradients(classifier, image, target, prepare=prepare)
    return ranked(own, _gradients_of_training(classifier, images, progress), raw=raw, count=count)


def answer_gradients(
    classifier: Classifier, image: Picture, target: int | str | None = None, *, prepare: bool = True
) -> Gradients:
    """Returns the gradients of one image whose label is the answer `target`; the arguments are those of `influence`."""
    features, logits = _head(hookable_copy(classifier), input_of(classifier, image, prepare))
    return _gradients(features, logits, torch.tensor([target_index(classifier, target, logits[0])]))


def ranked(own: Gradients, train: Gradients, *, raw: bool = False, count: int = LISTED) -> Influences:
    """Returns the images of `train` that speak most for the answer of `own` and most against it, as `influence` does.

    Args:
        own: the gradients of one image, as `answer_gradients` has them.
    """
    errors, shared = (one[0] for one in factors(own, train))
    values = (errors * shared) if raw else cosines(own, train)[0]
    order = np.argsort(-values, kind="stable")

    def listed(indices: np.ndarray) -> tuple[Influence, ...]:
        arrays = (indices, train.labels, train.predicted, values, errors, shared)
        chosen = (indices, *(one[indices] for one in arrays[1:]))
        return tuple(Influence(*row) for row in zip(*(one.tolist() for one in chosen), strict=True))

    return Influences(
        target=int(own.labels[0]),
        raw=raw,
        searched=len(values),
        supporting=listed(order[: min(count, int((values > 0).sum()))]),
        opposing=listed(order[::-1][: min(count, int((values < 0).sum()))]),
    )


def self_influence(
    classifier: Classifier, images: Images | int | None = None, *, progress: Progress | None = None
) -> SelfInfluence:
    """Returns how strongly each training image pulls at the last layer: large where its label deserves a second look.

    Args:
        images, progress: as `influence` takes them.
    Raises:
        UserError: as `influence` does.
    """
    return _gradients_of_training(classifier, images, progress).self_influence


def factors(some: Gradients, others: Gradients) -> tuple[np.ndarray, np.ndarray]:
    """Returns (M, N) float64 twice: products of the errors, and of the features plus 1; multiplied, the gradients'."""
    return some.errors @ others.errors.T, (some.features @ others.features.T).astype(np.float64) + 1


def cosines(some: Gradients, others: Gradients) -> np.ndarray:
    """Returns (M, N) float64, the cosines of the gradients; 0 where a gradient is 0."""
    errors, shared = factors(some, others)
    norms = np.sqrt(np.outer(some.squared_norms, others.squared_norms))
    return np.divide(errors * shared, norms, out=np.zeros_like(norms), where=norms > 0)


def overlap(own: Gradients, train: Gradients, *, raw: bool) -> tuple[float, float, int]:
    """Returns the largest fraction of lists of five for and against answers that one image is in, and how many are in any.

    Args:
        own: of the answers, with the predicted classes as labels.
    """
    errors, shared = factors(own, train)
    order = np.argsort(-(errors * shared if raw else cosines(own, train)), axis=1, kind="stable")
    lists = order[:, :LISTED], order[:, : -LISTED - 1 : -1]
    most = (float(np.bincount(one.ravel()).max()) / len(order) for one in lists)
    return *most, len(np.unique(lists))


def gradients(
    classifier: Classifier, images: Images, progress: Progress | None = None, *, of_predictions: bool = False
) -> Gradients:
    """Returns the last layer's gradients for labelled images, by one forward pass an image.

    Args:
        of_predictions: take the predicted classes for labels.
        progress: called with (images done, images in all); an exception in it stops the work and is passed on.
    Raises:
        UserError: there are no images, or their labels are not the network's.
    """
    if not len(images):
        raise UserError("influence.none", images=0, count=1)
    if int(images.labels.max()) >= len(classifier.classes):
        raise UserError("influence.labels", label=int(images.labels.max()), most=len(classifier.classes) - 1)
    network, found = hookable_copy(classifier), []
    for start in range(0, len(images), BATCH):
        found.append(_head(network, input_of_pixels(classifier, images[start : start + BATCH].pixels)))
        if progress is not None:
            progress(min(start + BATCH, len(images)), len(images))
    features, logits = map(torch.cat, zip(*found, strict=True))
    return _gradients(features, logits, logits.argmax(1) if of_predictions else images.labels.cpu())


def _gradients_of_training(classifier: Classifier, images: Images | int | None, progress: Progress | None) -> Gradients:
    """Returns `gradients` of the images that `influence` takes; those of the sample are kept."""
    if images is not None and not isinstance(images, int):
        return gradients(classifier, images, progress)
    if not takes_sample(classifier):
        raise UserError("influence.own_images", name=classifier.name)
    sample = sample_images(None if images is None else max(0, images))
    key = ("last layer's gradients", classifier.digest, classifier.card.spec, classifier.preprocess, len(sample))
    return CACHE.get(key, lambda: gradients(classifier, sample, progress))


def _head(network: Network, x: Tensor) -> tuple[Tensor, Tensor]:
    """Returns the last layer's input (N, C) and the logits (N, K), both on the CPU."""
    with torch.inference_mode():
        features = network.global_pool(network.features(x)).flatten(1)
        return features.float().cpu(), network.fc(features).float().cpu()


def _gradients(features: Tensor, logits: Tensor, labels: Tensor) -> Gradients:
    logs = logits.double().log_softmax(1)
    errors, own = logs.exp(), labels[:, None]
    # 1 - p would round to 0 where the network is sure, and the gradient's direction would be lost.
    errors.scatter_(1, own, 0).scatter_(1, own, -errors.sum(1, keepdim=True))
    losses = -logs.gather(1, own)[:, 0]
    return Gradients(features.numpy(), errors.numpy(), losses.numpy(), labels.numpy(), logits.argmax(1).numpy())
