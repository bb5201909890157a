"""torchvision's ImageNet weights, from a file of the same format as theirs."""

import hashlib
from dataclasses import replace

import numpy as np
import pytest
import torch
import torchvision
from PIL import Image
from torchvision.models import GoogLeNet_Weights, Inception_V3_Weights

import googlenet
from googlenet.common.errors import BadCheckpoint, DataMissing
from googlenet.data.images import to_input, to_pixels
from googlenet.networks import torchvision_weights as imagenet

NAME, V3 = "googlenet_torchvision.imagenet1k_v1", "inception_v3.imagenet1k_v1"
ENUMS = {NAME: GoogLeNet_Weights.IMAGENET1K_V1, V3: Inception_V3_Weights.IMAGENET1K_V1}


@pytest.fixture(autouse=True)
def hub(tmp_path, monkeypatch):
    """An empty cache of torch hub's."""
    monkeypatch.setattr(torch.hub, "_hub_dir", str(tmp_path / "hub"))
    return tmp_path / "hub" / "checkpoints"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """(torchvision's network, its file): saved as torchvision saves it, heads and all, its hash in its name."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        network = torchvision.models.googlenet(weights=None, aux_logits=True, transform_input=True, init_weights=False)
    path = tmp_path_factory.mktemp("server") / "new.pth"
    torch.save(network.state_dict(), path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return network.eval(), path.rename(path.with_name(f"googlenet-{digest[:8]}.pth"))


@pytest.fixture
def server(served, monkeypatch):
    """torchvision's server, as a file on this machine."""
    _, path = served
    monkeypatch.setitem(imagenet.SOURCES, NAME, replace(imagenet.SOURCES[NAME], url=path.as_uri()))
    return path


@pytest.mark.parametrize("name", imagenet.SOURCES)
def test_the_table_says_what_torchvision_says(name):
    row, weights = imagenet.SOURCES[name], ENUMS[name]
    assert row.url == weights.url
    assert row.size_px == weights.transforms().crop_size[0]
    assert row.test_accuracy == pytest.approx(weights.meta["_metrics"]["ImageNet-1K"]["acc@1"] / 100)
    assert row.megabytes == pytest.approx(weights.meta["_file_size"], abs=0.06)
    assert imagenet.card_of(name).classes == tuple(weights.meta["categories"])


@pytest.mark.parametrize("name", imagenet.SOURCES)
@pytest.mark.parametrize("size", [(400, 300), (301, 555), (120, 90)])
def test_pictures_are_prepared_as_torchvision_does(name, size):
    noise = np.random.default_rng(0).integers(0, 256, (size[1] // 10 + 1, size[0] // 10 + 1, 3), dtype=np.uint8)
    picture = Image.fromarray(noise).resize(size, Image.Resampling.BICUBIC)
    preprocess = imagenet.card_of(name).preprocess
    ours = to_input(to_pixels(picture, preprocess)[None], preprocess)[0]
    torch.testing.assert_close(ours, ENUMS[name].transforms()(picture), rtol=0, atol=1e-5)


def test_weights_are_fetched_once_and_give_torchvisions_answers(server, served, hub):
    classifier = googlenet.load_classifier(NAME)
    assert (hub / server.name).is_file()
    picture = Image.fromarray(np.random.default_rng(1).integers(0, 256, (300, 260, 3), dtype=np.uint8))
    x = ENUMS[NAME].transforms()(picture)[None]
    with torch.inference_mode():
        wanted = served[0](x)[0]
    got = torch.from_numpy(googlenet.classify(classifier, picture).logits)
    assert wanted.std() > 1e-3
    assert (got - wanted).abs().max() <= 1e-4
    assert classifier.classes[0] == "tench"
    assert not classifier.network.aux
    evidence = googlenet.branch_evidence(classifier, picture)
    assert evidence.bias + sum(evidence.terms.values()) == pytest.approx(evidence.logit, abs=1e-5)


def test_progress_ends_at_one_and_a_second_time_nothing_is_fetched(server, monkeypatch):
    assert list(imagenet.download(NAME))[-1] == 1
    monkeypatch.setattr(imagenet, "urlopen", None)  # would fail
    assert list(imagenet.download(NAME))[-1] == 1


def test_offline_one_sentence_says_what_to_do(monkeypatch, tmp_path):
    gone = (tmp_path / "googlenet-00000000.pth").as_uri()
    monkeypatch.setitem(imagenet.SOURCES, NAME, replace(imagenet.SOURCES[NAME], url=gone))
    with pytest.raises(DataMissing, match="cannot be reached"):
        googlenet.load_classifier(NAME)


def test_another_file_is_refused_and_not_kept(served, tmp_path, monkeypatch, hub):
    other = tmp_path / "googlenet-00000000.pth"
    other.write_bytes(served[1].read_bytes())
    monkeypatch.setitem(imagenet.SOURCES, NAME, replace(imagenet.SOURCES[NAME], url=other.as_uri()))
    with pytest.raises(BadCheckpoint, match="hash"):
        googlenet.load_classifier(NAME)
    assert not list(hub.glob("*"))


def test_a_cached_file_that_changed_is_refused(server, hub):
    hub.mkdir(parents=True)
    data = bytearray(server.read_bytes())
    data[len(data) // 2] ^= 1
    (hub / server.name).write_bytes(data)
    with pytest.raises(BadCheckpoint, match="SHA-256 begins with"):
        googlenet.load_classifier(NAME)


def test_untrained_networks_are_the_same_every_time():
    one, two = (googlenet.load_classifier("inception_bn.untrained") for _ in range(2))
    assert one.digest == two.digest
    assert all(torch.equal(a, b) for a, b in zip(one.network.parameters(), two.network.parameters(), strict=True))
