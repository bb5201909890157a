"""A class's score, split exactly by the branches of the last block.

The head is linear: global average pooling, then one matrix. So a class's logit is

    bias + sum over branches, channels c, cells (h, w) of  weight[c] * activation[c, h, w] / (H * W)

and summing by branch gives its term, by branch and cell its map. The split is exact. Together the maps are the
class activation map (Zhou et al. 2016, equation 2), over H * W and split by branch.
"""

import numpy as np

from googlenet.common.errors import UserError
from googlenet.common.results import Evidence, EvidenceDifference, Observation
from googlenet.inspection.activations import look
from googlenet.inspection.inference import Picture, hookable_copy, input_of, target_index
from googlenet.networks.classifier import Classifier
from googlenet.networks.network import Network


def branch_evidence(
    classifier: Classifier, image: Picture, target: int | str | None = None, *, prepare: bool = True
) -> Evidence:
    """Returns the logit of `target` as bias plus one term a branch of the last block, from one forward pass.

    Args:
        target: class index, label, or None for the predicted class.
    Raises:
        UnknownName: there is no such class.
        BadImage: the picture cannot be used.
        UserError: the network does not end in a block, so that its score has no exact split.
    """
    network = hookable_copy(classifier)
    last = last_block(network)
    observation = look(network, input_of(classifier, image, prepare), classifier.classes, [last])
    return split_logit(network, observation, target_index(classifier, target, observation.prediction.logits))


def evidence_against(
    classifier: Classifier,
    image: Picture,
    target: int | str | None = None,
    against: int | str | None = None,
    *,
    prepare: bool = True,
) -> EvidenceDifference:
    """Returns the difference of the logits of `target` and `against`, split as in `branch_evidence`.

    Args:
        target: class index, label, or None for the predicted class.
        against: the same; None: the likeliest class but `target`.
    Raises:
        UnknownName: there is no such class.
        BadImage: the picture cannot be used.
        UserError: the two are one class; the network does not end in a block.
    """
    network = hookable_copy(classifier)
    last = last_block(network)
    observation = look(network, input_of(classifier, image, prepare), classifier.classes, [last])
    logits = observation.prediction.logits
    goal = target_index(classifier, target, logits)
    likeliest = next((one for one in observation.prediction.indices if one != goal), None)
    other = likeliest if against is None else target_index(classifier, against, logits)
    if goal == other:
        raise UserError("paths.one_class", name=classifier.classes[goal])
    return difference(split_logit(network, observation, goal), split_logit(network, observation, other))


def difference(one: Evidence, other: Evidence) -> EvidenceDifference:
    """Returns `one` minus `other`, term by term; both of the same picture."""
    return EvidenceDifference(
        target=one.target,
        against=other.target,
        logit=one.logit - other.logit,
        bias=one.bias - other.bias,
        terms={branch: term - other.terms[branch] for branch, term in one.terms.items()},
        maps={branch: cells - other.maps[branch] for branch, cells in one.maps.items()},
        channels=one.channels,
    )


def last_block(network: Network) -> str:
    """Returns the name of the block that the head reads.

    Raises:
        UserError: the head reads something else.
    """
    name = list(dict(network.layers.named_children()))[-1]
    if name not in network.blocks:
        raise UserError("error.no_split", network=network.spec.name, layer=name)
    return name


def split_logit(network: Network, observation: Observation, target: int) -> Evidence:
    """Returns the logit of class index `target` in `observation`, split by the branches of `network`'s last block.

    Raises:
        UserError: the network does not end in a block.
    """
    outputs = observation.maps[last_block(network)]
    weights = network.fc.weight[target].detach().cpu().double().numpy()  # (C of all branches)
    maps, terms, start = {}, {}, 0
    for branch, output in outputs.items():
        channels, height, width = output.shape
        by_cell = np.tensordot(weights[start : start + channels], output.astype(np.float64), axes=1) / (height * width)
        maps[branch], terms[branch] = by_cell.astype(np.float32), float(by_cell.sum())
        start += channels
    return Evidence(
        target=target,
        logit=float(observation.prediction.logits[target]),
        bias=float(network.fc.bias[target]),
        terms=terms,
        maps=maps,
        channels={branch: len(output) for branch, output in outputs.items()},
    )


def class_map(evidence: Evidence) -> np.ndarray:
    """Returns the class activation map: (H, W) signed, the sum of the branches' maps; it sums to logit - bias."""
    return np.sum(list(evidence.maps.values()), axis=0)
