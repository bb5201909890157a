"""Accuracy lost without each path, against switching paths off one after another."""

import itertools
from dataclasses import replace

import pytest
import torch

from googlenet.common.errors import UserError
from googlenet.data.dataset import Dataset, Images
from googlenet.data.images import to_input
from googlenet.inspection import importance, inference
from googlenet.inspection.ablation import ablated, channel_means
from googlenet.inspection.activations import record
from googlenet.inspection.effective_field import entering
from googlenet.inspection.importance import interval, path_importance, stored_importance
from googlenet.inspection.inference import hookable_copy
from googlenet.networks.classifier import create_model, load_classifier


@pytest.fixture(scope="module")
def dataset(tiny_classifier):
    """Forty noisy images; four in five carry the class that the network gives them."""
    generator = torch.Generator().manual_seed(3)
    pixels = torch.randint(0, 256, (40, 1, 7, 7), dtype=torch.uint8, generator=generator).repeat_interleave(4, -1)
    pixels = pixels.repeat_interleave(4, -2)
    with torch.inference_mode():
        labels = tiny_classifier.network(to_input(pixels, tiny_classifier.preprocess)).argmax(1)
    images = Images(pixels, torch.where(torch.arange(40) % 5 == 0, (labels + 1) % 10, labels).clone())
    return Dataset("forty", tiny_classifier.classes, images, images)


def last(records):
    return list(records)[-1]


@pytest.mark.parametrize("fill", ["zero", "mean"])
def test_counts_are_those_of_switching_off_one_after_another(tiny_classifier, dataset, fill, monkeypatch):
    network, test = hookable_copy(tiny_classifier), dataset.test
    x = to_input(test.pixels, tiny_classifier.preprocess)
    means = channel_means(network, x)
    monkeypatch.setattr(importance, "means_for", lambda _, fill: means if fill == "mean" else None)
    found = last(path_importance(tiny_classifier, images=40, fill=fill, dataset=dataset))
    with torch.inference_mode():
        right = network(x).argmax(1) == test.labels
        assert (found.images, found.correct) == (40, int(right.sum())) == (40, 32)
        for block, branch in itertools.product(network.blocks, ("1x1", "3x3", "5x5", "pool")):
            with ablated(network, {block: [branch]}, fill, means=means):
                now = network(x).argmax(1) == test.labels
            assert found.lost[block][branch] == int((right & ~now).sum()), (block, branch)
            assert found.won[block][branch] == int((now & ~right).sum()), (block, branch)
            low, high = interval(found, block, branch)
            assert found.drop(block, branch) == pytest.approx((int(right.sum()) - int(now.sum())) / 40)
            assert low < found.drop(block, branch) < high
    assert any(count for branches in found.lost.values() for count in branches.values())


def test_a_record_can_be_gone_on_with(tiny_classifier, dataset):
    whole = last(path_importance(tiny_classifier, images=40, dataset=dataset))
    part = last(path_importance(tiny_classifier, images=20, dataset=dataset))
    assert part.images == 20
    assert last(path_importance(tiny_classifier, images=40, dataset=dataset, start=part)) == whole


def test_images_come_without_repetition_and_are_all_at_most(tiny_classifier, dataset):
    records = list(path_importance(tiny_classifier, images=10**6, dataset=dataset))
    assert [record.images for record in records] == [16, 32, 40]
    assert records[-1].correct == 32


def test_a_record_of_something_else_is_refused(tiny_classifier, dataset):
    part = next(path_importance(tiny_classifier, images=20, dataset=dataset))
    for change in ({"digest": "another"}, {"seed": 1}, {"fill": "mean"}, {"dataset": "another"}, {"lost": {}}):
        with pytest.raises(UserError, match="different weights, images or fill"):
            next(path_importance(tiny_classifier, dataset=dataset, start=replace(part, **change)))


def test_classes_that_are_not_the_networks_are_refused(tiny_classifier, dataset, monkeypatch):
    monkeypatch.setattr(inference, "load_dataset", lambda *_: replace(dataset, classes=("one", "two")))
    with pytest.raises(UserError, match="tiny was not trained for the classes of forty"):
        next(path_importance(tiny_classifier))


def test_the_images_come_as_the_network_takes_them(tiny_classifier, dataset, monkeypatch):
    requests = []
    coloured = Images(dataset.test.pixels.expand(-1, 3, -1, -1), dataset.test.labels)
    own = replace(dataset, train=coloured, test=coloured, mean=(0.1,) * 3, std=(0.2,) * 3)
    monkeypatch.setattr(inference, "load_dataset", lambda *given: requests.append(given[1:]) or own)
    assert last(path_importance(tiny_classifier)).correct == 32
    assert requests == [(tiny_classifier.preprocess.size_px, tiny_classifier.classes)]


def test_a_record_of_other_weights_is_not_shown(tiny_classifier):
    assert stored_importance(replace(tiny_classifier, name="googlenet_bn.fashion_mnist")) is None
    assert stored_importance(tiny_classifier) is None


def test_the_record_that_ships_is_of_the_weights_that_ship():
    classifier = load_classifier("googlenet_bn.fashion_mnist")
    found = stored_importance(classifier)
    assert found.images >= 2000
    assert {name: list(branches) for name, branches in found.lost.items()} == {
        name: list(block.branches) for name, block in classifier.network.blocks.items()
    }
    # the accuracy on all 10,000 test images lies in the interval of a sample of them, but for one sample in a hundred
    spread = (found.correct / found.images * (1 - found.correct / found.images) / found.images) ** 0.5
    assert abs(found.correct / found.images - classifier.card.figures["test_accuracy"]) < 2.6 * spread


@pytest.mark.parametrize("fill", ["zero", "mean"])
def test_a_path_off_is_the_same_in_the_count_and_in_the_switch_where_inputs_are_added(
    tiny_classifier, dataset, fill, monkeypatch
):
    spec = tiny_classifier.network.spec
    layers = [replace(one, residual=True) if one.name == "inception3a" else one for one in spec.layers]
    network = create_model(replace(spec, layers=tuple(layers)), in_channels=1, seed=0).eval()
    residual = replace(tiny_classifier, network=network)
    x = to_input(dataset.test.pixels, tiny_classifier.preprocess)
    means = channel_means(network, x)
    with record(network) as seen, torch.inference_mode():
        network(x)
        inner = network.blocks["inception3a"].branches["3x3"](entering(network, network.blocks["inception3a"], x))
        whole = seen["inception3a"]["3x3"]
    assert means["inception3a"]["3x3"] == pytest.approx(inner.mean((0, 2, 3)).numpy(), rel=1e-4)
    assert means["inception3a"]["3x3"] != pytest.approx(whole.mean((0, 2, 3)).numpy(), rel=1e-2)  # the input is in it
    monkeypatch.setattr(importance, "means_for", lambda _, fill: means if fill == "mean" else None)
    labels = replace(dataset.test, labels=network(x).argmax(1))
    found = last(path_importance(residual, images=40, fill=fill, dataset=replace(dataset, test=labels)))
    with torch.inference_mode(), ablated(network, {"inception3a": ["3x3"]}, fill, means=means):
        now = network(x).argmax(1)
    assert found.lost["inception3a"]["3x3"] == int((now != labels.labels).sum())
