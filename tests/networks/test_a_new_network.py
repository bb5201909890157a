"""A network is a table and a line in the registry: the rest follows, and what is written down is found out of date."""

from dataclasses import replace

import pytest
import torch

import googlenet
from docs.make_networks import PAGES, page
from googlenet.app.shell.repository import network_label
from googlenet.networks.accounting import report
from googlenet.networks.checkpoint import read_card, save_weights, write_card
from googlenet.networks.classifier import create_model, list_models, load_classifier
from googlenet.networks.registry import NETWORKS
from tests.networks.grouped import GROUPED

NAME = "googlenet_grouped"


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    monkeypatch.setitem(NETWORKS, NAME, replace(GROUPED, name=NAME, image_size=64))


def test_it_is_listed_counted_built_and_answers():
    assert list_models()[-1] == NAME
    network, whole = create_model(NAME, num_classes=1000), report(NETWORKS[NAME], (3, 64, 64), num_classes=1000)
    assert sum(parameter.numel() for parameter in network.parameters()) == whole.params
    assert googlenet.summary(NAME)[0].output_shape == (1, 10)
    assert googlenet.classify(load_classifier(f"{NAME}.untrained"), torch.zeros(1, 1, 64, 64)).probabilities.shape == (
        10,
    )
    assert network_label(NAME, "en") == NAME  # until it has a label


def test_its_weights_and_card_survive_the_disk(tmp_path):
    card = replace(load_classifier(f"{NAME}.untrained").card, classes=("one", "two"))
    network = create_model(NAME, num_classes=2, in_channels=1, seed=5).eval()
    write_card(tmp_path / "config.json", card)
    save_weights(tmp_path / "best.safetensors", network)
    assert read_card(tmp_path / "config.json") == card
    loaded = load_classifier(tmp_path).network.state_dict()
    assert all(torch.equal(value, loaded[key]) for key, value in network.state_dict().items())


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_the_readme_lacks_its_row_and_a_command_writes_it(path, monkeypatch):
    text = path.read_text(encoding="utf-8")
    written = page(text)
    whole = report(NETWORKS[NAME], (3, 64, 64), num_classes=1000)
    (row,) = set(written.splitlines()) - set(text.splitlines())
    assert row == f"| `{NAME}` | a test's own | 3×64×64 → 1000 | {whole.params:,} | {whole.macs:,} |"
    better = written.replace("a test's own", "words that somebody wrote")
    assert page(better) == better
    monkeypatch.delitem(NETWORKS, NAME)
    assert page(better) == text
