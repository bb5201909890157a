"""What several tests of explanations ask of a network."""

import torch

from googlenet.inspection.baselines import make_baseline
from googlenet.inspection.inference import input_of


def state_of(network):
    return [
        (m.training, len(m._forward_hooks), len(m._forward_pre_hooks), len(m._backward_hooks), sorted(vars(m)))
        for m in network.modules()
    ] + [(p.requires_grad, p.grad, p._version) for p in (*network.parameters(), *network.buffers())]


def scores(classifier, image, baseline="black"):
    """F(image) and F(baseline) of all classes, (2, K)."""
    x = input_of(classifier, image)
    with torch.no_grad():
        return classifier.network(torch.cat([x, make_baseline(baseline, x, classifier.preprocess)]))
