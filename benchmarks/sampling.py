"""Methods that draw at random, at their defaults: how far do two seeds agree, and what does the sampling error say?

The examples that are garments of the data set, the shipped network, seeds 0 and 1, each for the predicted class.

    python -m benchmarks.sampling [--methods kernel_shap …] [--examples 10] [--size 224]
"""

import argparse
import sys
from dataclasses import replace
from itertools import islice
from statistics import median

import numpy as np
import torch

from googlenet.common.statistics import SAME
from googlenet.data.examples import list_examples
from googlenet.inspection.attribution import attribute
from googlenet.inspection.methods import METHODS
from googlenet.networks.classifier import Classifier, load_classifier


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    drawn = [key for key, row in METHODS.items() if row.is_stochastic]
    parser.add_argument("--methods", nargs="+", choices=drawn, default=drawn)
    parser.add_argument("--examples", type=int, default=10)
    parser.add_argument("--size", type=int, default=224, help="side of the images in px")
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    classifier = load_classifier("googlenet_bn.fashion_mnist")
    preprocess = replace(classifier.preprocess, size_px=chosen.size)
    classifier = replace(classifier, card=replace(classifier.card, preprocess=preprocess))
    print(f"| method | defaults | passes | correlation: median, lowest | of {SAME} or more | sampling error: median |")
    print("| --- | --- | --- | --- | --- | --- |")
    for method in chosen.methods:
        print(row_of(classifier, method, chosen.examples), flush=True)


def row_of(classifier: Classifier, method: str, examples: int) -> str:
    """The table's row of a method."""
    row, alike, errors, images = METHODS[method], [], [], 0
    values, side = row.fill({}), classifier.preprocess.size_px
    garments = [one.path for one in list_examples() if one.path.suffix == ".png"]
    for path in islice(garments, examples):
        counts: list[int] = []
        given = {"method": method, "progress": lambda done, _, counts=counts: counts.append(done)}
        pair = [attribute(classifier, path, seed=seed, **given) for seed in (0, 1)]
        alike.append(float(np.corrcoef(*(one.map.ravel() for one in pair))[0, 1]))
        errors += [one.sampling_error for one in pair]
        images = max(images, *counts)
        print(f"{method}: {path.stem} {alike[-1]:.3f}, told {errors[-2]:.2f} and {errors[-1]:.2f}", file=sys.stderr)
    passes = images * row.passes(values, side) // row.images(values, side)  # a backward pass counts as two
    defaults = ", ".join(f"{name} {value}" for name, value in values.items() if name != "seed")
    told = f"{median(alike):.2f}, {min(alike):.2f} | {sum(one >= SAME for one in alike)} of {len(alike)}"
    return f"| {method} | {defaults} | {passes} | {told} | {median(errors):.2f} |"


if __name__ == "__main__":
    main()
