"""The exact split of a score, against the head applied by hand and against switching the paths off."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from googlenet.errors import UnknownName, UserError
from googlenet.inspection.ablation import observe_without
from googlenet.inspection.evidence import branch_evidence, class_map
from googlenet.inspection.inference import classify, input_of, private
from googlenet.specs import Conv
from googlenet.zoo import create_model


@pytest.mark.parametrize("target", range(10))
def test_bias_and_terms_add_up_to_the_logit_and_maps_to_the_terms(tiny_classifier, picture, target):
    evidence = branch_evidence(tiny_classifier, picture, target)
    assert evidence.target == target
    assert evidence.logit == classify(tiny_classifier, picture).logits[target]
    assert evidence.bias + sum(evidence.terms.values()) == pytest.approx(evidence.logit, abs=1e-5)
    for branch, term in evidence.terms.items():
        assert evidence.maps[branch].sum() == pytest.approx(term, abs=1e-5)


def test_a_term_is_what_the_logit_loses_when_its_path_is_switched_off(tiny_classifier, picture):
    evidence = branch_evidence(tiny_classifier, picture, "Bag")
    for branch, term in evidence.terms.items():
        without = observe_without(tiny_classifier, picture, {"inception4a": [branch]}).prediction
        assert evidence.logit - without.logits[evidence.target] == pytest.approx(term, abs=1e-5)


def test_the_class_map_is_the_head_applied_to_every_cell(tiny_classifier, picture):
    # Zhou et al. 2016, equation 2: the linear layer as a 1x1 convolution over the last features; ours is over H * W.
    network = private(tiny_classifier)
    features = network.features(input_of(tiny_classifier, picture))
    cam = torch.nn.functional.conv2d(features, network.fc.weight[:, :, None, None])[0]
    evidence = branch_evidence(tiny_classifier, picture)
    assert evidence.target == int(network.head(features).argmax())
    assert np.allclose(class_map(evidence), cam[evidence.target] / (8 * 8), atol=1e-6)


def test_the_channels_of_the_terms_are_the_heads_inputs(tiny_classifier, picture):
    evidence = branch_evidence(tiny_classifier, picture)
    assert evidence.channels == {"1x1": 6, "3x3": 8, "5x5": 5, "pool": 4}
    assert sum(evidence.channels.values()) == tiny_classifier.network.fc.in_features


def test_an_unknown_class_is_refused(tiny_classifier, picture):
    with pytest.raises(UnknownName, match="Hat"):
        branch_evidence(tiny_classifier, picture, "Hat")


def test_a_network_whose_head_reads_no_block_is_refused(tiny_classifier, picture):
    spec = tiny_classifier.card.spec
    longer = replace(spec, layers=(*spec.layers, Conv("conv9", 4)))
    classifier = replace(tiny_classifier, network=create_model(longer, in_channels=1, seed=0))
    with pytest.raises(UserError, match="conv9"):
        branch_evidence(classifier, picture)
