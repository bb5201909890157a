"""Influence of training images: against autograd's gradients of the last layer; what must hold; what is refused."""

import json
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch.nn.functional import cross_entropy

import googlenet
from googlenet.cli.main import main
from googlenet.common.errors import UserError
from googlenet.inspection import influence as module
from googlenet.inspection.cache import CACHE
from googlenet.inspection.exemplars import sample_images
from googlenet.inspection.inference import input_of, input_of_pixels
from googlenet.inspection.influence import answer_gradients, ranked
from googlenet.inspection.training_gradients import (
    read_gradients,
    stored_gradients,
    training_gradients,
    write_gradients,
)
from googlenet.networks import classifier as zoo

COUNT = 60


@pytest.fixture(scope="module")
def images():
    return sample_images(COUNT)


def by_autograd(classifier, x, label):
    """Gradient of the loss with respect to the last layer's weight and bias, as one vector, in float64."""
    weight, bias = (
        one.detach().clone().requires_grad_() for one in (classifier.network.fc.weight, classifier.network.fc.bias)
    )
    features = classifier.network.global_pool(classifier.network.features(x)).flatten(1)
    loss = cross_entropy(features @ weight.T + bias, torch.tensor([label]))
    return torch.cat([one.flatten() for one in torch.autograd.grad(loss, (weight, bias))]).double().numpy()


def test_products_and_cosines_are_those_of_autograds_gradients(tiny_classifier, images, picture):
    inputs = input_of_pixels(tiny_classifier, images.pixels)
    theirs = np.stack(
        [by_autograd(tiny_classifier, x[None], int(y)) for x, y in zip(inputs, images.labels, strict=True)]
    )
    x = input_of(tiny_classifier, picture)
    for raw in (True, False):
        found = googlenet.influence(tiny_classifier, picture, images=images, raw=raw, count=COUNT)
        own = by_autograd(tiny_classifier, x, found.target)
        expected = theirs @ own
        scale = np.linalg.norm(theirs, axis=1) * np.linalg.norm(own)
        if not raw:
            expected = expected / scale
        everything = (*found.supporting, *found.opposing)
        assert found.searched == len(everything) == COUNT
        for one in everything:
            assert one.value == pytest.approx(
                expected[one.image], rel=1e-5, abs=1e-5 * (scale[one.image] if raw else 1)
            )
            assert one.errors * one.features == pytest.approx(
                one.value if raw else one.value * scale[one.image], rel=1e-4
            )
            assert one.label == images.labels[one.image]
        values = [one.value for one in found.supporting] + [one.value for one in found.opposing[::-1]]
        assert values == sorted(values, reverse=True)
        assert found.supporting[-1].value > 0 > found.opposing[0].value
    squares = googlenet.self_influence(tiny_classifier, images)
    assert squares.values == pytest.approx((theirs**2).sum(1), rel=1e-5)
    assert squares.largest(1) == [int((theirs**2).sum(1).argmax())]
    assert squares.ranks_by_loss[squares.losses.argmax()] == 1


def test_an_image_agrees_with_itself_and_speaks_against_a_prediction_that_is_not_its_label(tiny_classifier, images):
    inputs, labels = input_of_pixels(tiny_classifier, images.pixels), images.labels.tolist()
    best = googlenet.influence(tiny_classifier, inputs[7:8], labels[7], images=images).supporting[0]
    assert (best.image, best.value) == (7, pytest.approx(1))
    # (p - y) . (p - a) = |p|² - p_y - p_a, and |p|² is at most the largest probability, p_a of the prediction.
    wrong = next(
        one for one in range(COUNT) if int(tiny_classifier.network(inputs[one : one + 1]).argmax()) != labels[one]
    )
    against = googlenet.influence(tiny_classifier, inputs[wrong : wrong + 1], images=images, count=COUNT).opposing
    assert wrong in [one.image for one in against]


def test_where_the_network_is_sure_the_gradients_direction_is_kept():
    features, labels = torch.ones(1, 3), torch.tensor([0])
    sure, surer = (module._gradients(features, torch.tensor([[top, 1.0, 0.0]]), labels) for top in (40.0, 90.0))
    assert module.cosines(sure, surer)[0, 0] == pytest.approx(1)
    assert sure.errors[0, 0] == pytest.approx(-np.exp(-40) * (np.e + 1))


def test_the_sample_is_computed_once_and_a_stopped_search_is_not_kept(tiny_classifier, picture):
    one = replace(tiny_classifier, digest="of this test")

    def stop(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        googlenet.influence(one, picture, images=COUNT, progress=stop)
    done = []
    googlenet.influence(one, picture, images=COUNT, progress=lambda *step: done.append(step))
    assert done[-1] == (COUNT, COUNT)
    assert googlenet.self_influence(one, COUNT, progress=stop).values.shape == (COUNT,)
    CACHE.drop(one.digest)


def test_what_cannot_be_searched_is_refused(tiny_classifier, images, picture):
    for bad in ({"images": images[:0]}, {"images": 0}, {"images": images, "count": 0}):
        with pytest.raises(UserError, match="Use 1 or more"):
            googlenet.influence(tiny_classifier, picture, **bad)
    with pytest.raises(UserError, match="label 12"):
        googlenet.self_influence(tiny_classifier, replace(images, labels=images.labels * 0 + 12))
    foreign = replace(tiny_classifier, card=replace(tiny_classifier.card, classes=tuple("abcdefghij")))
    with pytest.raises(UserError, match="aren’t included"):
        googlenet.influence(foreign, picture)


def test_the_command_tells_what_the_library_does(tiny_classifier, picture, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(zoo, "load_classifier", lambda *_: tiny_classifier)
    path = tmp_path / "picture.png"
    picture.save(path)
    line = ["influence", str(path), "--raw", "--count", "3", "--images", str(COUNT)]
    assert main([*line, "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    found = googlenet.influence(tiny_classifier, picture, images=COUNT, raw=True, count=3)
    assert [one["image"] for one in result["supporting"]] == [one.image for one in found.supporting]
    assert main(line) == 0
    assert len(capsys.readouterr().out.splitlines()) == 8
    assert main(["influence", "--labels", "--count", "2", "--images", str(COUNT), "--json"]) == 0
    second = json.loads(capsys.readouterr().out)
    assert [one["image"] for one in second] == googlenet.self_influence(tiny_classifier, COUNT).largest(2)
    assert main(["influence"]) == 2
    assert "--labels" in capsys.readouterr().err


def test_the_file_of_gradients_gives_the_same_lists_and_is_of_these_weights_alone(
    tiny_classifier, images, picture, tmp_path, monkeypatch
):
    found, path = training_gradients(tiny_classifier, images, images), tmp_path / "gradients.npz"
    write_gradients(path, found, tiny_classifier.digest)
    kept = read_gradients(path, tiny_classifier.digest)
    own = answer_gradients(tiny_classifier, picture)
    for raw in (False, True):
        one, other = ranked(own, found.gradients, raw=raw), ranked(own, kept.gradients, raw=raw)
        scale = max(abs(each.value) for each in (*one.supporting, *one.opposing))
        for listed, read in zip((*one.supporting, *one.opposing), (*other.supporting, *other.opposing), strict=True):
            assert read.value == pytest.approx(listed.value, abs=0.01 * scale)
    assert (kept.answers, kept.overlaps.tolist()) == (COUNT, found.overlaps.tolist())
    assert kept.gradients.self_influence.largest(5) == found.gradients.self_influence.largest(5)
    assert read_gradients(path, "other weights") is None
    assert read_gradients(tmp_path / "none.npz", tiny_classifier.digest) is None
    (tmp_path / "best.gradients.npz").write_bytes(path.read_bytes()[:-99])
    monkeypatch.setattr(
        "googlenet.inspection.training_gradients.gradients_path", lambda _: tmp_path / "best.gradients.npz"
    )
    assert stored_gradients(tiny_classifier) is None
