"""Exemplars against a search without any shortcut, and those that ship against passes of their own."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from googlenet.cli import main as cli
from googlenet.common.errors import BadCheckpoint, UserError
from googlenet.common.results import Preprocess
from googlenet.data.dataset import Images, load_sample
from googlenet.data.images import to_input
from googlenet.inspection.activations import branch_activations, record
from googlenet.inspection.exemplars import (
    exemplars_path,
    find_exemplars,
    of_one_class,
    read_exemplars,
    sample_images,
    stored_exemplars,
    takes_sample,
    write_exemplars,
)
from googlenet.inspection.inference import hookable_copy
from googlenet.networks.checkpoint import Card
from googlenet.networks.classifier import load_classifier

SHIPPED = "googlenet_bn.fashion_mnist"


@pytest.fixture(scope="module")
def images():
    return load_sample().train[:60]  # more than two batches, the last of them not full


def maps_of(classifier, pixels):
    network = hookable_copy(classifier)
    with torch.inference_mode(), record(network) as seen:
        network(to_input(pixels, classifier.preprocess))
    return seen


def test_they_are_what_sorting_all_images_gives_with_the_places_of_the_maxima(tiny_classifier, images):
    found, checked = find_exemplars(tiny_classifier, images), 0
    for block, branches in maps_of(tiny_classifier, images.pixels).items():
        for branch, output in branches.items():
            for channel, maps in enumerate(output.numpy().transpose(1, 0, 2, 3)):
                peaks = maps.max(axis=(1, 2))
                order = sorted(range(len(peaks)), key=lambda one: -peaks[one])[:9]
                assert np.allclose(found.values[block][branch][channel], peaks[order], atol=1e-5)
                for exemplar in found.of(block, branch, channel):
                    there = maps[exemplar.image, exemplar.row, exemplar.column]
                    assert there == pytest.approx(peaks[exemplar.image], abs=1e-5)
                    assert there == pytest.approx(exemplar.value, abs=1e-5)
                    checked += 1
    assert checked > 9 * 20


def test_of_equal_images_the_earlier_comes_first_and_positions_are_the_first(tiny_classifier, images):
    # within one batch: in batches of two sizes the same image may differ in its last bit
    twice = Images(torch.cat([images.pixels[:12]] * 2), torch.cat([images.labels[:12]] * 2))
    found = find_exemplars(tiny_classifier, twice, count=2)
    for branches in found.images.values():
        for pairs in branches.values():
            assert (pairs[:, 0] < pairs[:, 1]).all()


def test_a_channel_that_nothing_excites_has_none_and_is_counted(tiny_classifier, images):
    network = hookable_copy(tiny_classifier)
    network.blocks["inception3a"].branches["3x3"].register_forward_hook(
        lambda _module, _inputs, output: output * torch.tensor([1, 0, 1, 1, 1, 1]).view(1, -1, 1, 1)
    )
    found = find_exemplars(replace(tiny_classifier, network=network), images[:20])
    assert found.of("inception3a", "3x3", 1) == ()
    assert found.never_active("inception3a", "3x3") == {1}
    assert found.of("inception3a", "3x3", 0)


def test_pictures_are_searched_as_a_data_sets_bytes_are(tiny_classifier, picture, images):
    found = find_exemplars(tiny_classifier, [picture, picture.rotate(90)], count=1)
    block, branch = "inception4a", "3x3"
    maps = branch_activations(tiny_classifier, picture, prepare=False)[block][branch]
    first = found.images[block][branch][:, 0] == 0
    assert first.any()
    assert np.allclose(found.values[block][branch][first, 0], maps.max(axis=(1, 2))[first], atol=1e-5)
    assert found.dataset == ""


def test_a_file_holds_them_and_a_foreign_or_damaged_one_is_refused(tiny_classifier, images, tmp_path):
    found, path = find_exemplars(tiny_classifier, images), tmp_path / "some.npz"
    write_exemplars(path, found)
    again = read_exemplars(path)
    assert (again.digest, again.dataset, again.searched) == (found.digest, found.dataset, 60)
    for block, branches in found.images.items():
        assert list(again.images[block]) == list(branches)
        for branch, one in branches.items():
            assert np.array_equal(again.images[block][branch], one)
            assert np.array_equal(again.places[block][branch], found.places[block][branch])
            assert np.allclose(again.values[block][branch], found.values[block][branch], rtol=1e-3)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(BadCheckpoint):
        read_exemplars(path)
    np.savez(tmp_path / "pickled.npz", about=np.array([{"an": "object"}], dtype=object))
    with pytest.raises(BadCheckpoint):
        read_exemplars(tmp_path / "pickled.npz")


def test_progress_is_told_and_what_it_raises_stops_and_leaves_no_hook(tiny_classifier, images):
    told = []
    find_exemplars(tiny_classifier, images, progress=lambda *step: told.append(step))
    assert told == [(25, 60), (50, 60), (60, 60)]

    def stop(_done, _total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        find_exemplars(tiny_classifier, images, progress=stop)
    assert not any(module._forward_hooks for module in tiny_classifier.network.modules())


def test_a_network_of_other_images_is_told_to_bring_its_own(tiny_classifier):
    colour = Preprocess(32, 3, (0.5,) * 3, (0.5,) * 3)
    other = replace(tiny_classifier, card=Card(tiny_classifier.card.spec, ("cat", "dog"), colour))
    assert takes_sample(tiny_classifier)
    assert not takes_sample(other)
    with pytest.raises(UserError, match="find_exemplars"):
        find_exemplars(other)
    with pytest.raises(UserError, match="0 images"):
        find_exemplars(tiny_classifier, [])


def test_those_that_ship_belong_to_the_weights_and_some_are_computed_anew():
    classifier, sample = load_classifier(SHIPPED), load_sample().train
    found = stored_exemplars(classifier)
    assert found is not None
    assert found.searched == len(sample)
    assert exemplars_path(SHIPPED).stat().st_size < 2**20
    widths = {name: dict(block.widths) for name, block in classifier.network.blocks.items()}
    assert {block: {b: len(one) for b, one in branches.items()} for block, branches in found.images.items()} == widths
    asked = [("inception3a", "1x1", 0), ("inception4c", "5x5", 7), ("inception5b", "3x3", 100)]
    for block, branch, channel in asked:
        first = found.of(block, branch, channel)[:3]
        maps = maps_of(classifier, sample.pixels[[one.image for one in first]])[block][branch][:, channel]
        for one, output in zip(first, maps, strict=True):
            assert float(output.max()) == pytest.approx(one.value, rel=2e-3)
            assert float(output[one.row, one.column]) == pytest.approx(float(output.max()), rel=1e-4)


def test_the_command_writes_the_file_and_prints_json(tmp_path, capsys, monkeypatch, tiny_classifier):
    monkeypatch.setattr("googlenet.networks.classifier.load_classifier", lambda *_: tiny_classifier)
    path = tmp_path / "out.npz"
    assert cli.main(["exemplars", "tiny", "--images", "30", "--output", str(path), "--json"]) == 0
    assert '"searched": 30' in capsys.readouterr().out
    assert read_exemplars(path).searched == 30
    assert cli.main(["exemplars", "tiny", "--images", "0"]) == 2
    assert "0 images" in capsys.readouterr().err


def test_the_fraction_of_channels_whose_exemplars_are_of_one_class(tiny_classifier):
    found = find_exemplars(tiny_classifier, 60, count=3)
    labels = sample_images(60).labels.tolist()
    for block, branches in of_one_class(found).items():
        for branch, fraction in branches.items():
            channels = [found.of(block, branch, one) for one in range(len(found.images[block][branch]))]
            whole = [[labels[one.image] for one in channel] for channel in channels if len(channel) == 3]
            assert fraction == sum(len(set(classes)) == 1 for classes in whole) / max(1, len(whole))
