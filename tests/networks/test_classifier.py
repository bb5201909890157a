"""Networks by name, and classifiers from weights."""

import os
import signal
from dataclasses import replace
from threading import Event, Thread

import pytest
import torch

from googlenet.common.errors import BadCheckpoint, UnknownName
from googlenet.data.dataset import load_sample
from googlenet.networks.checkpoint import save_weights, write_card
from googlenet.networks.classifier import (
    NETWORKS,
    create_model,
    find_spec,
    find_weights,
    list_models,
    list_weights,
    load_classifier,
)
from googlenet.networks.googlenet import inception
from googlenet.networks.network import seeded
from googlenet.networks.registry import by_name
from googlenet.networks.spec import Conv, Spec
from googlenet.training import steps

SMALL = Spec("small", (Conv("conv1", 4, 3, 2), inception("inception3a", 3, (2, 4), (2, 2), 2)), "this test")


def test_the_networks_are_those_of_the_table():
    assert list_models() == list(NETWORKS)
    assert {"googlenet_notes", "googlenet", "googlenet_bn"} <= set(list_models())
    assert all(name == spec.name == find_spec(name).name for name, spec in NETWORKS.items())


def test_two_networks_of_one_name_are_refused():
    with pytest.raises(ValueError, match="one name"):
        by_name(SMALL, replace(SMALL, dropout=0.5))


@pytest.mark.parametrize("name", ["alexnet", "", "GoogLeNet", None])
def test_an_unknown_network_is_refused_with_those_that_exist(name):
    with pytest.raises(UnknownName, match="googlenet_bn") as caught:
        create_model(name)
    assert repr(name) in str(caught.value)
    assert repr(name) in caught.value.message("zh")


def test_a_table_of_ones_own_is_built():
    network = create_model(SMALL, num_classes=3, in_channels=2)
    assert (network.spec, network.num_classes, network.in_channels) == (SMALL, 3, 2)
    assert network(torch.zeros(1, 2, 16, 16)).shape == (1, 3)


@pytest.mark.parametrize("initialization", ["default", "xavier", "kaiming"])
def test_a_seed_gives_the_same_weights_and_leaves_the_global_state(initialization):
    spec = replace(SMALL, initialization=initialization)
    before = torch.get_rng_state()
    first, again, other = (create_model(spec, seed=seed).state_dict() for seed in (0, 0, 1))
    assert torch.equal(torch.get_rng_state(), before)
    assert all(torch.equal(first[key], again[key]) for key in first)
    assert any(not torch.equal(first[key], other[key]) for key in first)


def test_drawn_numbers_are_those_of_the_seed_though_another_thread_wants_fresh_weights(monkeypatch):
    monkeypatch.setattr(torch, "manual_seed", None)  # would seed all GPUs, too, and nobody would restore those
    expected = torch.rand(4, generator=torch.Generator().manual_seed(3))
    other = Thread(target=create_model, args=(SMALL,))
    with seeded(3):
        other.start()
        other.join(0.5)
        assert torch.equal(torch.rand(4), expected)
    other.join()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no forks here")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # from Python 3.12 on, where threads run
def test_a_process_forked_while_a_thread_draws_can_draw():
    begun, forked = Event(), Event()

    def draw():
        with seeded(0):
            begun.set()
            forked.wait(0.5)

    other = Thread(target=draw)
    other.start()
    begun.wait()
    child = os.fork()
    if not child:
        signal.alarm(20)  # ends the child where it waits
        code = 1
        try:
            create_model(SMALL)
            code = 0
        finally:
            os._exit(code)
    forked.set()
    other.join()
    assert os.waitpid(child, 0)[1] == 0


def test_without_a_seed_the_global_state_draws_the_weights():
    first, second = create_model(SMALL), create_model(SMALL)
    assert not torch.equal(first.fc.weight, second.fc.weight)


def folder_with(classifier, path):
    """A run folder that holds the classifier."""
    write_card(path / "config.json", classifier.card)
    save_weights(path / "best.safetensors", classifier.network)
    return path


def test_a_run_folder_is_a_classifier(tiny_classifier, tmp_path):
    loaded = load_classifier(folder_with(tiny_classifier, tmp_path))
    assert (loaded.name, loaded.classes) == (str(tmp_path), tiny_classifier.classes)
    assert loaded.preprocess == tiny_classifier.preprocess
    x = torch.rand(2, 1, 32, 32)
    assert torch.equal(loaded.network(x), tiny_classifier.network(x))
    assert not loaded.network.training
    assert not any(parameter.requires_grad for parameter in loaded.network.parameters())


def test_equal_weights_have_equal_digests_and_others_do_not(tiny_classifier, tmp_path):
    folders = [tmp_path / name for name in "abc"]
    for folder in folders:
        folder.mkdir()
        folder_with(tiny_classifier, folder)
    save_weights(folders[2] / "best.safetensors", create_model(tiny_classifier.card.spec, in_channels=1, seed=9))
    first, same, other = (load_classifier(folder).digest for folder in folders)
    assert first == same != other


def test_what_is_no_classifier_is_refused(tiny_classifier, tmp_path):
    with pytest.raises(UnknownName, match="nothing-of-the-kind"):
        load_classifier("nothing-of-the-kind")
    with pytest.raises(BadCheckpoint, match="no epoch is finished"):
        load_classifier(tmp_path)
    folder_with(tiny_classifier, tmp_path)
    card = replace(tiny_classifier.card, classes=("one", "two"))
    write_card(tmp_path / "config.json", card)
    with pytest.raises(BadCheckpoint, match="fc"):
        load_classifier(tmp_path)
    (tmp_path / "config.json").write_text('{"spec": {}}', encoding="utf-8")
    with pytest.raises(BadCheckpoint, match=r"config\.json"):
        load_classifier(tmp_path)


def test_every_shipped_classifier_loads_and_answers():
    for name in list_weights():
        classifier = load_classifier(name)
        assert name.startswith(f"{classifier.network.spec.name}.")
        side, channels = classifier.preprocess.size_px, classifier.preprocess.channels
        assert classifier.network(torch.zeros(1, channels, side, side)).shape == (1, len(classifier.classes))


def test_the_shipped_network_is_as_good_as_its_card_says():
    """On the 500 test images of the sample, within three standard errors."""
    classifier, test = load_classifier("googlenet_bn.fashion_mnist"), load_sample().test
    told, count = classifier.card.figures["test_accuracy"], len(test)
    found = steps.score(classifier.network, test, classifier.preprocess, batch_size=50).accuracy
    assert abs(found - told) < 3 * (told * (1 - told) / count) ** 0.5


def test_a_git_lfs_pointer_in_the_place_of_weights_is_named(tmp_path):
    card, _ = find_weights("googlenet_bn.fashion_mnist")
    (tmp_path / "config.json").write_bytes(card.read_bytes())
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12000000\n"
    (tmp_path / "best.safetensors").write_text(pointer, encoding="ascii")
    with pytest.raises(BadCheckpoint, match="git lfs pull"):
        load_classifier(tmp_path)
