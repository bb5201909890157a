"""The exact split of a score, against the head applied by hand and against switching the paths off."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from googlenet.common.errors import UnknownName, UserError
from googlenet.inspection.ablation import observe_without
from googlenet.inspection.evidence import branch_evidence, class_map, evidence_against
from googlenet.inspection.inference import classify, hookable_copy, input_of
from googlenet.networks.classifier import create_model
from googlenet.networks.spec import Conv


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
    network = hookable_copy(tiny_classifier)
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


@pytest.mark.parametrize(("target", "against"), [(0, 9), ("Bag", "Coat"), (None, "Shirt"), (3, None)])
def test_why_this_and_not_that_adds_up_to_the_difference_of_the_logits(tiny_classifier, picture, target, against):
    logits = classify(tiny_classifier, picture).logits
    found = evidence_against(tiny_classifier, picture, target, against)
    assert found.logit == pytest.approx(float(logits[found.target] - logits[found.against]), abs=1e-6)
    assert found.bias + sum(found.terms.values()) == pytest.approx(found.logit, abs=1e-5)
    for branch, term in found.terms.items():
        assert found.maps[branch].sum() == pytest.approx(term, abs=1e-5)
    assert found.channels == {"1x1": 6, "3x3": 8, "5x5": 5, "pool": 4}


def test_why_not_the_other_is_the_same_with_its_sign_turned(tiny_classifier, picture):
    one, other = (evidence_against(tiny_classifier, picture, *pair) for pair in ((2, 7), (7, 2)))
    assert {branch: -term for branch, term in other.terms.items()} == one.terms


def test_without_a_name_the_first_class_stands_against_the_second(tiny_classifier, picture):
    found, prediction = evidence_against(tiny_classifier, picture), classify(tiny_classifier, picture)
    assert (found.target, found.against) == prediction.indices[:2]
    assert found.logit >= 0


def test_a_class_against_itself_is_refused(tiny_classifier, picture):
    with pytest.raises(UserError, match="Both classes are Bag"):
        evidence_against(tiny_classifier, picture, "Bag", "Bag")
