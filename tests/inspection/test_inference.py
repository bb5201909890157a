"""Answers to one picture, against the network called by hand."""

import io

import numpy as np
import pytest
import torch

from googlenet.common.errors import UnknownName
from googlenet.inspection.inference import classify, hookable_copy, input_of, target_index


def test_the_answer_is_the_softmax_of_the_networks_logits_best_first(tiny_classifier, picture):
    prediction = classify(tiny_classifier, picture)
    logits = tiny_classifier.network(input_of(tiny_classifier, picture))[0]
    assert np.allclose(prediction.logits, logits, atol=1e-6)
    expected = torch.softmax(logits, 0)
    assert np.allclose(prediction.probabilities, expected[list(prediction.indices)], atol=1e-6)
    assert list(prediction.probabilities) == sorted(prediction.probabilities, reverse=True)
    assert sorted(prediction.indices) == list(range(10))
    assert prediction.labels == tuple(tiny_classifier.classes[index] for index in prediction.indices)


def test_the_input_has_the_size_and_scale_that_the_weights_ask_for(tiny_classifier, picture):
    x = input_of(tiny_classifier, picture)
    assert x.shape == (1, 1, 32, 32)
    assert x.dtype == torch.float32
    assert x.min() == pytest.approx((0 - 0.286) / 0.353, abs=1e-5)  # black, normalised by the card's figures


def test_a_picture_its_file_and_its_bytes_get_the_same_answer(tiny_classifier, picture, tmp_path):
    picture.save(tmp_path / "bar.png")
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    answers = [classify(tiny_classifier, one).logits for one in (picture, tmp_path / "bar.png", buffer.getvalue())]
    assert np.array_equal(answers[0], answers[1])
    assert np.array_equal(answers[0], answers[2])


def test_a_network_left_in_training_mode_answers_as_in_eval_mode_and_stays_as_it_was(tiny_classifier, picture):
    expected = classify(tiny_classifier, picture).logits
    tiny_classifier.network.train()
    try:
        assert np.array_equal(classify(tiny_classifier, picture).logits, expected)
        assert tiny_classifier.network.training
    finally:
        tiny_classifier.network.eval()


def test_a_replica_shares_every_weight_and_no_module(tiny_classifier):
    own, shared = hookable_copy(tiny_classifier), tiny_classifier.network
    assert [t.data_ptr() for t in own.state_dict().values()] == [t.data_ptr() for t in shared.state_dict().values()]
    assert not {id(module) for module in own.modules()} & {id(module) for module in shared.modules()}


@pytest.mark.parametrize("target", [3, np.int64(3), "Dress"])
def test_a_class_is_named_by_index_or_label(tiny_classifier, target):
    assert target_index(tiny_classifier, target, np.zeros(10)) == 3


def test_no_class_means_the_predicted_one(tiny_classifier):
    assert target_index(tiny_classifier, None, np.array([0, 2, 1])) == 1


@pytest.mark.parametrize("target", [10, -1, "Hat", True, 2.0])
def test_an_unknown_class_is_refused_and_the_known_ones_are_named(tiny_classifier, target):
    with pytest.raises(UnknownName, match=r"0–9.*Ankle boot"):
        target_index(tiny_classifier, target, np.zeros(10))
