"""Whether the same training images speak for every answer: how many lists of five one of them stands in.

python -m benchmarks.influence [--images 100] [--train 5000]
"""

import argparse
from dataclasses import replace

import numpy as np
import torch

from googlenet.data.dataset import load_sample
from googlenet.inspection.exemplars import sample_images, spread
from googlenet.inspection.influence import Gradients, cosines, factors, gradients
from googlenet.networks.classifier import load_classifier

LISTED = 5


def overlap(own: Gradients, train: Gradients, *, raw: bool) -> tuple[float, float, int]:
    """Returns the largest fraction of lists for and of lists against that one image is in, and how many are in any.

    Args:
        own: of the answers, with the predicted classes as labels.
    """
    errors, shared = factors(own, train)
    order = np.argsort(-(errors * shared if raw else cosines(own, train)), axis=1, kind="stable")
    lists = order[:, :LISTED], order[:, : -LISTED - 1 : -1]
    most = (float(np.bincount(one.ravel()).max()) / len(order) for one in lists)
    return *most, len(np.unique(lists))


def main() -> None:
    """Prints both rankings' overlap."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--weights", default="googlenet_bn.fashion_mnist")
    parser.add_argument("--images", type=int, default=100)
    parser.add_argument("--train", type=int, default=5000)
    chosen = parser.parse_args()
    classifier = load_classifier(chosen.weights)
    images = spread(load_sample().test, chosen.images)
    predicted = torch.from_numpy(gradients(classifier, images).predicted)
    own = gradients(classifier, replace(images, labels=predicted))
    train = gradients(classifier, sample_images(chosen.train))
    for name, raw in (("cosine", False), ("product", True)):
        supporting, opposing, different = overlap(own, train, raw=raw)
        print(
            f"{name}: one image is in up to {supporting:.0%} of the lists for and {opposing:.0%} of those against an "
            f"answer; {different} different images in all"
        )


if __name__ == "__main__":
    main()
