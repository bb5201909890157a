"""Fine-tuning: what is taken over, what is new, what stays as it is; own pictures as a run's data."""

import pytest
import torch

from googlenet.common.errors import BadCheckpoint, RunRefused, UnknownName
from googlenet.common.results import Preprocess
from googlenet.data import dataset as data
from googlenet.data.dataset import Dataset, Images
from googlenet.networks import classifier as zoo
from googlenet.networks import torchvision_weights as imagenet
from googlenet.networks.checkpoint import read_card, read_weights
from googlenet.networks.classifier import load_classifier
from googlenet.networks.inception import GOOGLENET_TORCHVISION
from googlenet.networks.torchvision_names import convert_state_dict
from googlenet.training.config import TrainConfig
from googlenet.training.initialization import dataset_of
from googlenet.training.loop import fit
from googlenet.training.pretrained import card_of_start, model_of_start
from googlenet.training.publish import publish
from googlenet.training.trainer import prepare
from tests.training.tiny import SPEC, load_tiny, tiny_config
from tests.zips import on_disk, png, sound, zipped


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.setenv("GOOGLENET_RUNS_DIR", str(tmp_path / "runs"))


@pytest.fixture
def three_classes(monkeypatch):
    """The tiny images in colour and in three classes."""

    def load():
        tiny = load_tiny().train
        images = Images(tiny.pixels.repeat(1, 3, 1, 1), tiny.labels % 3)
        return Dataset("three", ("a", "b", "c"), images, images, mean=(0.1, 0.2, 0.3), std=(0.3, 0.2, 0.1))

    monkeypatch.setitem(data.DATASETS, "three", load)


def test_same_classes_take_the_head_over_and_others_get_a_new_one(unbroken, three_classes):
    given = read_weights(unbroken.best)
    same = prepare(tiny_config(init_from=unbroken.path)).network.state_dict()
    assert all(torch.equal(same[key], value.to(same[key].dtype)) for key, value in given.items())
    other = prepare(tiny_config(init_from=unbroken.path, dataset="three")).network.state_dict()
    fresh = zoo.create_model(SPEC, num_classes=3, in_channels=1, seed=0).state_dict()
    for key, value in other.items():
        if key.startswith("fc."):
            assert torch.equal(value, fresh[key])
            assert value.shape[0] == 3
        else:
            assert torch.equal(value, given[key].to(value.dtype))


def test_as_many_classes_of_other_names_get_a_new_head(unbroken, monkeypatch):
    tiny = load_tiny()
    monkeypatch.setitem(data.DATASETS, "renamed", lambda: Dataset("renamed", tuple("wxyz"), tiny.train, tiny.test))
    head = prepare(tiny_config(init_from=unbroken.path, dataset="renamed")).network.fc.weight
    assert not torch.equal(head, read_weights(unbroken.best)["fc.weight"])
    assert torch.equal(head, prepare(tiny_config(dataset="renamed")).network.fc.weight)


def test_the_weights_decide_channels_mean_and_deviation(unbroken, three_classes, run):
    config = tiny_config(init_from=unbroken.path, dataset="three", epochs=1)
    preprocess = read_card(unbroken.card).preprocess
    assert dataset_of(config).preprocess(16) == preprocess
    list(fit(config, run.path))
    card = read_card(run.card)
    assert card.preprocess == preprocess
    assert card.classes == ("a", "b", "c")
    assert card.source == "trained on three by recipe default, fine-tuned from run"
    assert load_classifier(run.path).network.in_channels == 1


def test_frozen_blocks_are_bit_identical_and_the_head_learns(unbroken, three_classes, run):
    config = tiny_config(init_from=unbroken.path, dataset="three", freeze_until="inception4a", epochs=2)
    list(fit(config, run.path))
    before, after = read_weights(unbroken.best), read_weights(run.last)
    assert {key.split(".")[0] for key in after} == {"layers", "fc"}
    for key, value in after.items():
        assert torch.equal(value, before[key]) == key.startswith("layers."), key
    assert not torch.equal(after["fc.weight"], prepare(config).network.fc.weight)
    assert "everything up to inception4a frozen" in read_card(run.card).source


def test_a_fine_tuned_run_goes_on_when_its_start_is_gone(unbroken, three_classes, run, tmp_path):
    start = tmp_path / "start"
    start.mkdir()
    for path in (unbroken.card, unbroken.best):
        (start / path.name).write_bytes(path.read_bytes())
    config = tiny_config(init_from=start, dataset="three", epochs=2)
    records = fit(config, run.path)
    next(records)
    records.close()
    before = read_card(run.card)
    for path in start.iterdir():
        path.unlink()
    start.rmdir()
    list(fit(None, run.path, resume=True))
    assert run.status().state == "finished"
    assert read_card(run.card) == before


def test_auxiliary_heads_are_new_where_the_start_has_none(unbroken):
    network = prepare(tiny_config(init_from=unbroken.path, aux_heads=True)).network
    assert network.aux
    assert torch.equal(network.fc.weight, read_weights(unbroken.best)["fc.weight"])


def test_auxiliary_heads_of_the_start_are_left_behind_where_none_are_wanted(run):
    list(fit(tiny_config(aux_heads=True, epochs=1), run.path))
    assert not prepare(tiny_config(init_from=run.path)).network.aux


def test_the_network_is_that_of_the_start_unless_it_is_named(unbroken, monkeypatch, tmp_path):
    assert TrainConfig(init_from=unbroken.path).model == read_card(unbroken.card).spec
    assert TrainConfig(init_from="googlenet_bn.fashion_mnist", recipe="notes").model == "googlenet_bn"
    assert TrainConfig(init_from=unbroken.best).model == "googlenet_bn"  # a file says nothing: the recipe's
    assert TrainConfig(init_from=unbroken.path, model="googlenet").model == "googlenet"
    with pytest.raises(UnknownName):
        TrainConfig(init_from="nowhere")
    assert model_of_start("inception_v3.imagenet1k_v1").name == "inception_v3"


def test_another_networks_weights_are_refused_in_a_sentence(unbroken):
    with pytest.raises(BadCheckpoint, match="cannot be used"):
        prepare(tiny_config(init_from=unbroken.path, model="googlenet_bn", image_size=32))


def test_shipped_weights_keep_all_but_their_head(monkeypatch, three_classes, unbroken, tmp_path):
    monkeypatch.setattr(zoo, "WEIGHTS_FOLDER", tmp_path)
    publish(unbroken, "tiny.tiny", folder=tmp_path)
    config = tiny_config(init_from="tiny.tiny", dataset="three", freeze_until="inception4a")
    state, given = prepare(config).network.state_dict(), read_weights(tmp_path / "tiny.tiny.safetensors")
    assert all(torch.equal(value, given[key].to(value.dtype)) for key, value in state.items() if "fc" not in key)


def test_imagenets_weights_bring_their_own_normalisation_and_table(monkeypatch, three_classes):
    from torchvision.models import googlenet

    theirs = googlenet(weights=None, init_weights=False, aux_logits=True).state_dict()
    name = "googlenet_torchvision.imagenet1k_v1"
    ours = convert_state_dict("googlenet_torchvision", theirs, aux_heads=False)
    monkeypatch.setattr(imagenet, "read", lambda _: (ours, "digest"))
    config = TrainConfig(init_from=name, dataset="three", image_size=64, freeze_until="inception5b", threads=1)
    trainer = prepare(config)
    assert trainer.network.spec.layers == GOOGLENET_TORCHVISION.layers
    assert trainer.dataset.preprocess(64) == Preprocess(64, 3, imagenet.MEAN, imagenet.STD, 16)
    state = trainer.network.state_dict()
    assert state["fc.weight"].shape == (3, 1024)
    assert all(torch.equal(state[key], ours[key]) for key in state if not key.startswith("fc."))
    assert [name for name, one in trainer.network.named_parameters() if one.requires_grad] == ["fc.weight", "fc.bias"]
    assert card_of_start(name).preprocess.mean == imagenet.MEAN


def test_a_run_on_a_folder_of_own_pictures_learns_and_is_loaded_again(tmp_path, run):
    path = on_disk(tmp_path / "mine", sound(classes="abc", each=8))
    config = tiny_config(dataset=str(path), image_size=24, batch_size=6, epochs=2)
    records = list(fit(config, run.path))
    card, classifier = read_card(run.card), load_classifier(run.path)
    assert classifier.classes == ("a", "b", "c")
    assert card.preprocess == data.load_dataset(str(path), 24).preprocess(24)
    assert card.preprocess.native_px is None
    assert sum(map(sum, records[-1].confusion)) == 6
    assert "own:mine-" in card.source


def test_a_zip_is_a_data_set_too(tmp_path):
    trainer = prepare(tiny_config(dataset=str(zipped(tmp_path / "it.zip", sound(grey=True))), image_size=20))
    assert trainer.train.pixels.shape[1:] == (1, 20, 20)
    assert trainer.network.num_classes == 2


def test_a_run_on_a_folder_does_not_go_on_when_the_folder_has_changed(tmp_path, run):
    """What it has trained on might be tested on."""
    path = on_disk(tmp_path / "mine", sound(classes="abc", each=8))
    config = tiny_config(dataset=str(path), image_size=24, batch_size=6, epochs=2)
    records = fit(config, run.path)
    next(records)
    records.close()
    (path / "a" / "new.png").write_bytes(png(5000))
    with pytest.raises(RunRefused, match="not the ones this run started with"):
        list(fit(None, run.path, resume=True))
    (path / "a" / "new.png").unlink()
    list(fit(None, run.path, resume=True))
    assert run.status().state == "finished"
