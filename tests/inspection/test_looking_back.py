"""Mistakes and the time-lapse, against a network's own answers."""

import json

import numpy as np
import pytest
import torch
from PIL import Image

from googlenet.cli.main import main
from googlenet.common.errors import BadCheckpoint, UnknownName
from googlenet.data.dataset import Images, load_sample
from googlenet.data.images import to_input
from googlenet.inspection.activations import observe
from googlenet.inspection.mistakes import Verdicts, read_verdicts, verdicts, write_verdicts
from googlenet.inspection.time_lapse import continued, lapse_contents, moment, read_lapse, time_lapse, write_lapses
from googlenet.networks.checkpoint import save_weights
from googlenet.networks.classifier import load_classifier
from googlenet.training.loop import fit
from googlenet.training.runs.folder import RunFolder
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


@pytest.fixture(scope="module")
def image():
    return Image.fromarray(load_sample().test.pixels[0, 0].numpy())


def test_a_moment_is_what_those_weights_see(run, image):
    moments = list(time_lapse(run.card, run.kept_epochs(), image))
    assert [moment.epoch for moment in moments] == [0, 1, 2]
    last = moment(2, observe(load_classifier(run.path), image))
    assert moments[-1].probabilities == pytest.approx(last.probabilities, abs=5e-3)  # float16 on disk
    assert moments[0].probabilities != pytest.approx(last.probabilities, abs=5e-3)
    assert moments[0].maps.keys() == last.maps.keys()


def test_a_moment_holds_classes_in_order_and_maps_as_parts_of_their_hottest_cell(run, image):
    classifier = load_classifier(run.path)
    seen = observe(classifier, image)
    kept = moment(2, seen)
    best = seen.prediction.indices[0]
    assert kept.probabilities[best] == seen.prediction.probabilities[0] == kept.probabilities.max()
    for block, paths in seen.maps.items():
        for branch, output in paths.items():
            mean = output.mean(axis=0)
            assert kept.maps[block][branch] * (mean.max() or 1) == pytest.approx(mean, abs=1e-6)


def test_each_epoch_sees_the_size_that_it_was_trained_at(image, tmp_path):
    run = RunFolder(tmp_path / "run")
    sizes = {"size_schedule": (16, 28), "image_size": 28, "epochs": 2, "keep_epochs": 3}
    list(fit(tiny_config(dataset="fashion_mnist_sample", train_images=60, **sizes), run.path))
    film = list(time_lapse(run.card, run.kept_epochs(), image))
    sides = [next(iter(one.maps["inception3a"].values())).shape[0] for one in film]
    assert sides[0] == sides[1] < sides[2]
    write_lapses(tmp_path / "kept.npz", "digest", {"it": film})
    kept = read_lapse(tmp_path / "kept.npz", "digest", "it")
    assert [next(iter(one.maps["inception3a"].values())).shape[0] for one in kept] == sides


def test_a_record_gives_back_what_was_seen_of_the_same_weights_alone(run, image, tmp_path):
    path, film = tmp_path / "kept.npz", list(time_lapse(run.card, run.kept_epochs(), image))
    write_lapses(path, "digest", {"bag": film[::-1], "coat": film})
    assert lapse_contents(path) == (("bag", "coat"), (2, 1, 0))
    write_lapses(path, "digest", {"bag": film, "coat": film})
    for was, now in zip(film, read_lapse(path, "digest", "coat"), strict=True):
        assert now.epoch == was.epoch
        assert now.probabilities == pytest.approx(was.probabilities, abs=1e-3)
        assert {block: list(paths) for block, paths in now.maps.items()} == {
            block: list(paths) for block, paths in was.maps.items()
        }
        for block, paths in was.maps.items():
            for branch, mean in paths.items():
                assert now.maps[block][branch] == pytest.approx(mean.clip(0), abs=1 / 500)
    assert read_lapse(path, "other", "coat") == read_lapse(path, "digest", "cat") == ()
    assert read_lapse(tmp_path / "none", "digest", "coat") == ()
    assert lapse_contents(tmp_path / "none") == ((), ())


def test_a_second_stage_continues_the_record_of_the_first(run, image, tmp_path):
    path, film = tmp_path / "kept.npz", list(time_lapse(run.card, run.kept_epochs(), image))
    write_lapses(path, "digest", {"bag": film, "coat": film})
    both = continued(path, {"coat": film})["coat"]
    assert [one.epoch for one in both] == [0, 1, 2, 3, 4]  # the second stage's start is the end of the first
    assert both[3].maps is film[1].maps
    with pytest.raises(UnknownName, match="cat"):
        continued(path, {"cat": film})


def test_weights_of_another_network_are_refused(run, tmp_path):
    stray = tmp_path / "0001.safetensors"
    save_weights(stray, torch.nn.Linear(2, 2))
    with pytest.raises(BadCheckpoint):
        list(time_lapse(run.card, {1: stray}, Image.new("L", (28, 28))))


def test_time_lapse_tells_every_picture_at_every_epoch_and_keeps_it(run, image, tmp_path, capsys):
    image.save(tmp_path / "one.png")
    kept = tmp_path / "kept.npz"
    assert main(["time-lapse", str(run.path), str(tmp_path / "one.png"), "--output", str(kept), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    film = list(time_lapse(run.card, run.kept_epochs(), image))
    classes = load_classifier(run.path).classes
    assert [(one["epoch"], one["answer"]) for one in told["one.png"]] == [
        (one.epoch, classes[one.probabilities.argmax()]) for one in film
    ]
    assert len(read_lapse(kept, load_classifier(run.path).digest, "one.png")) == 3
    assert main(["time-lapse", str(run.path), "--output", str(tmp_path / "kept.png")]) == 2
    assert ".npz" in capsys.readouterr().err


def test_time_lapse_of_a_run_without_kept_epochs_says_how_to_keep_them(tmp_path, capsys):
    assert main(["time-lapse", str(tmp_path)]) == 2
    assert "--keep-epochs" in capsys.readouterr().err


def test_mistakes_tells_the_worst_and_keeps_every_answer(run, tmp_path, capsys):
    kept = tmp_path / "kept.npz"
    assert main(["mistakes", str(run.path), "--worst", "3", "--output", str(kept), "--json"]) == 0
    told, classifier = json.loads(capsys.readouterr().out), load_classifier(run.path)
    found = read_verdicts(kept, classifier.digest, "fashion_mnist_sample")
    assert told["images"] == len(found.labels) == 500
    assert told["accuracy"] == pytest.approx((found.predicted == found.labels).mean())
    losses = [row["loss"] for row in told["worst"]]
    assert losses == sorted(losses, reverse=True)
    assert losses == pytest.approx([found.losses[row["image"]] for row in told["worst"]], rel=1e-2)
    assert all(row["true"] != row["answer"] for row in told["worst"])
    assert main(["mistakes", str(run.path), "--worst", "-1"]) == 2
    assert "--worst" in capsys.readouterr().err
