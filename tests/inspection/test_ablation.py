"""Paths and channels switched off, against weights set to zero by hand; everything is restored."""

import copy
from dataclasses import replace

import numpy as np
import pytest
import torch

from googlenet.common.errors import UnknownName, UserError
from googlenet.common.results import Preprocess
from googlenet.data.dataset import Dataset, Images
from googlenet.inspection import ablation
from googlenet.inspection.ablation import ablated, channel_means, observe_without, sample_means
from googlenet.inspection.activations import branch_activations, record
from googlenet.inspection.cache import Cache
from googlenet.inspection.inference import classify, hookable_copy, input_of
from googlenet.networks.classifier import create_model

OFF = {"inception3a": ["3x3"]}


@pytest.fixture
def network(tiny_classifier):
    return hookable_copy(tiny_classifier)


@pytest.fixture
def x(tiny_classifier, picture):
    return input_of(tiny_classifier, picture)


@pytest.fixture
def sample(monkeypatch):
    """Eight noisy images in the place of the sample that ships, and an empty cache."""
    pixels = torch.randint(0, 256, (8, 1, 28, 28), dtype=torch.uint8, generator=torch.Generator().manual_seed(0))
    dataset = Dataset("sample", (), Images(pixels, torch.zeros(8)), Images(pixels, torch.zeros(8)))
    monkeypatch.setattr(ablation, "load_dataset", lambda name: dataset)
    monkeypatch.setattr(ablation, "CACHE", Cache())
    return dataset


def hooks_in(network) -> int:
    return sum(len(module._forward_hooks) for module in network.modules())


def test_a_path_off_is_as_if_the_next_layers_did_not_read_it(tiny_classifier, network, x):
    by_hand = copy.deepcopy(tiny_classifier.network)
    pool3, reads = slice(4, 10), by_hand.blocks["inception4a"].branches  # channels 4 to 9 of 3a are its 3x3 path
    for name in ("1x1", "3x3", "5x5", "pool"):
        first = next(module for module in reads[name].modules() if isinstance(module, torch.nn.Conv2d))
        first.weight.data[:, pool3] = 0
    with ablated(network, OFF):
        assert torch.allclose(network(x), by_hand(x), atol=1e-6)


def test_only_the_path_and_what_follows_it_change(tiny_classifier, picture):
    before = branch_activations(tiny_classifier, picture)
    after = observe_without(tiny_classifier, picture, OFF).maps
    assert not after["inception3a"]["3x3"].any()
    same = {(a, b) for a in after for b in after[a] if np.array_equal(before[a][b], after[a][b])}
    assert same == {("inception3a", "1x1"), ("inception3a", "5x5"), ("inception3a", "pool")}


@pytest.mark.parametrize("off", [{"inception4a": {"5x5": [0, 3]}}, {"inception4a": ["pool"], "inception3a": []}])
def test_what_is_known_of_earlier_blocks_is_not_computed_again(tiny_classifier, picture, off, monkeypatch):
    known, whole = (observe_without(tiny_classifier, picture, one) for one in ({}, off))
    monkeypatch.setattr(ablation, "input_of", None)
    found = observe_without(tiny_classifier, picture, off, known=known)
    assert np.allclose(found.prediction.logits, whole.prediction.logits, atol=1e-6)
    assert [*found.maps] == [*whole.maps]
    for block, branches in whole.maps.items():
        for branch, maps in branches.items():
            assert np.allclose(found.maps[block][branch], maps, atol=1e-6)


def test_single_channels_can_be_switched_off(network, x):
    with record(network) as seen:
        network(x)
        before = seen["inception3a"]["5x5"]
        with ablated(network, {"inception3a": {"5x5": [0, 3]}}):
            network(x)
    after = seen["inception3a"]["5x5"]
    assert not after[:, [0, 3]].any()
    assert torch.equal(after[:, [1, 2, 4]], before[:, [1, 2, 4]])


@pytest.mark.parametrize("branches", [["5x5"], {"5x5": None}, {"5x5": range(5)}])
def test_a_whole_path_may_be_named_in_three_ways(network, x, branches):
    with record(network) as seen, ablated(network, {"inception3a": branches}):
        network(x)
    assert not seen["inception3a"]["5x5"].any()


def test_the_contracts_form_works_on_the_classifier_itself(tiny_classifier, picture):
    before = classify(tiny_classifier, picture).logits
    with ablated(tiny_classifier.network, OFF):
        assert not np.array_equal(classify(tiny_classifier, picture).logits, before)
    assert np.array_equal(classify(tiny_classifier, picture).logits, before)


def test_all_is_as_before_after_an_error(network, x):
    before = network(x)
    with pytest.raises(RuntimeError, match="on purpose"), ablated(network, {"inception3a": ["1x1", "pool"]}):
        raise RuntimeError("on purpose")
    assert hooks_in(network) == 0
    assert torch.equal(network(x), before)


def test_uses_nest_and_the_inner_one_counts(network, x):
    means = {"inception3a": {"3x3": np.arange(6, dtype=np.float32)}}
    with record(network) as seen, ablated(network, {"inception3a": ["1x1", "3x3"]}):
        with ablated(network, {"inception3a": {"3x3": [2]}}, fill="mean", means=means):
            network(x)
            inner = seen["inception3a"]
        network(x)
    assert not inner["1x1"].any()
    assert (inner["3x3"][:, 2] == 2).all()
    assert not inner["3x3"][:, [0, 1, 3, 4, 5]].any()
    assert not seen["inception3a"]["3x3"].any()


def test_a_recording_begun_inside_sees_the_path_off_too(network, x):
    with ablated(network, OFF), record(network) as seen:
        network(x)
    assert not seen["inception3a"]["3x3"].any()


@pytest.mark.parametrize(
    ("off", "fill", "accepted"),
    [
        ({"inception3a": ["1x1"], "inception9z": ["1x1"]}, "zero", "inception3a, inception4a"),
        ({"inception3a": ["1x1", "7x7"]}, "zero", "1x1, 3x3, 5x5, pool"),
        ({"inception3a": {"5x5": [0, 5]}}, "zero", "0–4"),
        ({"inception3a": {"5x5": [-1]}}, "zero", "0–4"),
        (OFF, "noise", "zero, mean"),
    ],
)
def test_an_unknown_name_is_refused_with_the_known_ones_and_nothing_changes(network, off, fill, accepted):
    with pytest.raises(UnknownName, match=accepted), ablated(network, off, fill):
        pass
    assert hooks_in(network) == 0


def test_channel_means_are_the_means_over_images_and_cells(tiny_classifier, picture):
    pictures = [picture, picture.rotate(90), picture.transpose(0)]
    maps = [branch_activations(tiny_classifier, one)["inception4a"]["pool"] for one in pictures]
    x = torch.cat([input_of(tiny_classifier, one) for one in pictures])
    means = channel_means(hookable_copy(tiny_classifier), x)
    assert np.allclose(means["inception4a"]["pool"], np.mean(maps, axis=(0, 2, 3)), atol=1e-6)


def test_mean_puts_each_channels_mean_over_the_sample_in_its_place(tiny_classifier, network, x, sample):
    means = sample_means(network, tiny_classifier.preprocess)
    with record(network) as seen, ablated(network, OFF, fill="mean", means=means):
        network(x)
    expected = torch.tensor(means["inception3a"]["3x3"]).view(1, -1, 1, 1).expand(1, 6, 16, 16)
    assert torch.equal(seen["inception3a"]["3x3"], expected)


def test_mean_finds_the_sample_by_itself_and_counts_what_is_off_as_on(network, x, sample):
    with ablated(network, OFF):
        assert sample_means(network)["inception3a"]["3x3"].all()
        with record(network) as seen, ablated(network, OFF, fill="mean"):
            network(x)
    expected = sample_means(network)["inception3a"]["3x3"]
    assert np.array_equal(seen["inception3a"]["3x3"][0, :, 0, 0], expected)
    assert hooks_in(network) == 0


def test_the_mean_over_grey_images_is_refused_for_a_network_of_colour(tiny_classifier):
    coloured = create_model(tiny_classifier.card.spec, in_channels=3, seed=0)
    with pytest.raises(UserError, match="3 channels"), ablated(coloured, OFF, fill="mean"):
        pass


def test_means_over_garments_are_refused_for_a_network_of_other_images(tiny_classifier, picture):
    other = replace(tiny_classifier, card=replace(tiny_classifier.card, classes=("a", "b")))
    with pytest.raises(UserError, match="trained on other images"):
        observe_without(other, picture, OFF, fill="mean")
    coloured = replace(tiny_classifier, network=create_model(tiny_classifier.card.spec, in_channels=3, seed=0))
    coloured = replace(coloured, card=replace(coloured.card, preprocess=Preprocess(32, 3, (0.5,) * 3, (0.5,) * 3)))
    with pytest.raises(UserError, match="this network takes images with 3 channels"):
        observe_without(coloured, picture, OFF, fill="mean")


def test_a_switched_off_path_passes_no_gradient_and_the_others_do(network, x):
    x.requires_grad_()
    with record(network) as seen, ablated(network, {"inception3a": ["1x1"], "inception4a": ["1x1", "3x3", "pool"]}):
        score = network(x)[0, 0]
        kept, off = seen["inception4a"]["5x5"], seen["inception4a"]["3x3"]
    assert torch.autograd.grad(kept.sum(), x, retain_graph=True)[0].any()
    assert not torch.autograd.grad(off.sum(), x, retain_graph=True)[0].any()
    assert torch.autograd.grad(score, x)[0].any()
