"""Whether the same training images speak for every answer: how many lists of five one of them stands in.

python -m benchmarks.influence [--images 100] [--train 5000]
"""

import argparse

from googlenet.data.dataset import load_sample
from googlenet.inspection.exemplars import sample_images, spread
from googlenet.inspection.influence import gradients, overlap
from googlenet.networks.classifier import load_classifier


def main() -> None:
    """Prints both rankings' overlap."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--weights", default="googlenet_bn.fashion_mnist")
    parser.add_argument("--images", type=int, default=100)
    parser.add_argument("--train", type=int, default=5000)
    chosen = parser.parse_args()
    classifier = load_classifier(chosen.weights)
    images = spread(load_sample().test, chosen.images)
    own = gradients(classifier, images, of_predictions=True)
    train = gradients(classifier, sample_images(chosen.train))
    for name, raw in (("cosine", False), ("product", True)):
        supporting, opposing, different = overlap(own, train, raw=raw)
        print(
            f"{name}: one image is in up to {supporting:.0%} of the lists for and {opposing:.0%} of those against an "
            f"answer; {different} different images in all"
        )


if __name__ == "__main__":
    main()
