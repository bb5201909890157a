"""How exactly the splits add up: largest error of evidence and of flow over images of the sample that ships.

python -m benchmarks.sums [--images 100]
"""

import argparse
import itertools

import torch

from googlenet.data.dataset import load_dataset
from googlenet.data.images import to_input
from googlenet.inspection.activations import look
from googlenet.inspection.evidence import difference, split_logit
from googlenet.inspection.flow import flows_of, inputs_of
from googlenet.inspection.inference import hookable_copy
from googlenet.networks.classifier import load_classifier


def main() -> None:
    """Prints the largest errors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--weights", default="googlenet_bn.fashion_mnist")
    parser.add_argument("--images", type=int, default=100)
    chosen = parser.parse_args()
    classifier = load_classifier(chosen.weights)
    network, images = hookable_copy(classifier), load_dataset("fashion_mnist_sample").test[: chosen.images]
    worst = dict.fromkeys(("evidence", "two classes", "flow: sum of shares", "flow: sum of parts, relative"), 0.0)
    for pixels in images.pixels:
        x = to_input(pixels[None], classifier.preprocess).contiguous(memory_format=torch.channels_last)
        observation = look(network, x, classifier.classes)
        splits = [split_logit(network, observation, target) for target in range(len(classifier.classes))]
        pairs = [difference(*pair) for pair in itertools.combinations(splits, 2)]
        for name, found in (("evidence", splits), ("two classes", pairs)):
            errors = [abs(one.bias + sum(one.terms.values()) - one.logit) for one in found]
            worst[name] = max(worst[name], *errors)
        for block, given in inputs_of(network, x).items():
            for flow in flows_of(network, block, given).values():
                total = abs(sum(flow.shares.values()) - 1)
                worst["flow: sum of shares"] = max(worst["flow: sum of shares"], total)
                worst["flow: sum of parts, relative"] = max(worst["flow: sum of parts, relative"], flow.error)
    for name, error in worst.items():
        print(f"{name}: {error:.1e} over {len(images)} images")


if __name__ == "__main__":
    main()
