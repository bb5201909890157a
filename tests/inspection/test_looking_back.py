"""Mistakes and the time-lapse, against a network's own answers."""

import numpy as np
import pytest
import torch
from PIL import Image

from googlenet.checkpoints import save_weights
from googlenet.data import Images, load_sample
from googlenet.errors import BadCheckpoint
from googlenet.images import to_input
from googlenet.inspection.activations import observe
from googlenet.inspection.mistakes import Verdicts, read_verdicts, verdicts, write_verdicts
from googlenet.inspection.time_lapse import time_lapse
from googlenet.training.loop import fit
from googlenet.training.runs import RunFolder
from googlenet.zoo import load_classifier
from tests.training.tiny import tiny_config

FOUND = Verdicts(
    np.array([0, 0, 0, 1, 2]),
    np.array([[0.6, 0.3, 0.1], [0.2, 0.7, 0.1], [0.05, 0.9, 0.05], [0.1, 0.8, 0.1], [0.5, 0.3, 0.2]], np.float32),
)


def test_the_confused_are_those_of_the_pair_the_surest_first():
    assert FOUND.confused(0, 1) == [2, 1]
    assert FOUND.confused(2, 0) == [4]
    assert FOUND.confused(1, 0) == []


def test_the_worst_are_wrong_and_have_the_highest_loss():
    assert FOUND.losses == pytest.approx([-np.log(p) for p in (0.6, 0.2, 0.05, 0.8, 0.2)], rel=1e-5)
    assert FOUND.worst(2) == [2, 1]
    assert set(FOUND.worst(10)) == {1, 2, 4}
    assert np.isfinite(Verdicts(np.array([0]), np.array([[0.0, 1.0]], np.float32)).losses).all()


def test_kept_verdicts_are_read_for_the_same_weights_and_data_alone(tmp_path):
    path = tmp_path / "kept.npz"
    write_verdicts(path, FOUND, "digest", "set")
    kept = read_verdicts(path, "digest", "set")
    assert kept.labels.tolist() == FOUND.labels.tolist()
    assert kept.probabilities == pytest.approx(FOUND.probabilities, abs=1e-3)
    assert read_verdicts(path, "other", "set") is None
    assert read_verdicts(path, "digest", "other") is None
    assert read_verdicts(tmp_path / "none", "digest", "set") is None


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A run on the sample with a tiny network, whose epochs are kept."""
    run = RunFolder(tmp_path_factory.mktemp("run") / "run")
    config = tiny_config(dataset="fashion_mnist_sample", train_images=60, epochs=2, keep_epochs=3, image_size=28)
    list(fit(config, run.path))
    return run


def test_verdicts_are_the_network_s_own_answers(run):
    classifier, images, told = load_classifier(run.path), load_sample().test[:60], []
    found = verdicts(classifier, images, lambda done, total: told.append((done, total)))
    with torch.no_grad():
        whole = classifier.network(to_input(images.pixels, classifier.preprocess)).softmax(1).numpy()
    assert found.probabilities == pytest.approx(whole, abs=1e-4)
    assert found.labels.tolist() == images.labels.tolist()
    assert told[-1] == (60, 60)
    assert isinstance(images, Images)


def test_a_moment_is_what_those_weights_see(run):
    image = Image.fromarray(load_sample().test.pixels[0, 0].numpy())
    moments = list(time_lapse(run.card, run.kept_epochs(), image))
    assert [moment.epoch for moment in moments] == [0, 1, 2]
    last = observe(load_classifier(run.path), image)
    assert moments[-1].seen.prediction.logits == pytest.approx(last.prediction.logits, abs=2e-2)  # float16 on disk
    assert moments[0].seen.prediction.logits != pytest.approx(last.prediction.logits, abs=2e-2)
    assert moments[0].seen.maps.keys() == last.maps.keys()


def test_weights_of_another_network_are_refused(run, tmp_path):
    stray = tmp_path / "0001.safetensors"
    save_weights(stray, torch.nn.Linear(2, 2))
    with pytest.raises(BadCheckpoint):
        list(time_lapse(run.card, {1: stray}, Image.new("L", (28, 28))))
