import itertools
import json
import shutil
from dataclasses import replace

import pytest
import torch
from safetensors.torch import load_file

from googlenet.common.errors import RunRefused, UserError
from googlenet.common.results import StepRecord
from googlenet.data import dataset as data
from googlenet.networks import classifier as zoo
from googlenet.networks.checkpoint import read_card, write_card
from googlenet.training import steps
from googlenet.training.publish import publish, thinned
from googlenet.training.runs.export import without_folders
from googlenet.training.runs.folder import RunFolder
from googlenet.training.runs.records import read_path_records, read_records
from googlenet.training.trainer import card_of
from tests.training.tiny import load_tiny, tiny_config


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(zoo, "WEIGHTS_FOLDER", tmp_path / "weights")
    return tmp_path / "weights"


def test_the_card_s_figures_are_those_of_the_file_that_ships(unbroken, folder):
    card = publish(unbroken, "tiny.tiny", folder=folder)
    assert zoo.list_weights() == ["tiny.tiny"]
    classifier = zoo.load_classifier("tiny.tiny")
    score = steps.score(classifier.network, load_tiny().test, classifier.preprocess)
    assert card.figures["test_accuracy"] == score.accuracy
    assert card.figures["test_loss"] == score.loss
    assert (card.figures["test_images"], card.figures["epochs"], card.licence) == (20, 3, "MIT")
    assert classifier.card == card


def test_convolutions_and_linear_layers_become_half_and_all_else_stays(unbroken, folder):
    publish(unbroken, "tiny.tiny", folder=folder)
    state, before = load_file(folder / "tiny.tiny.safetensors"), load_file(unbroken.best)
    halves = {key for key, value in state.items() if value.dtype == torch.float16}
    assert halves == {key for key, value in before.items() if key.endswith(".weight") and value.ndim > 1}
    for key, value in before.items():
        assert torch.equal(value.half() if key in halves else value, state[key])


def test_the_curves_ship_too(unbroken, folder):
    publish(unbroken, "tiny.tiny", folder=folder)
    assert read_records(folder / "tiny.tiny.metrics.jsonl") == unbroken.records()
    assert (folder / "tiny.tiny.paths.jsonl").read_bytes() == unbroken.paths.read_bytes()
    assert sorted(path.name for path in folder.iterdir()) == [
        "tiny.tiny.json",
        "tiny.tiny.metrics.jsonl",
        "tiny.tiny.paths.jsonl",
        "tiny.tiny.safetensors",
        "tiny.tiny.sha256",
    ]


def test_long_curves_are_thinned_evenly_and_keep_every_epoch(unbroken):
    epoch = unbroken.records()[-1]
    records = [*(StepRecord(n, n / 500, 16, 0.1, 1.0, 0.5, 100.0, 1.0) for n in range(500)), epoch]
    lines = [json.loads(line) for line in thinned(records, 20_000).splitlines()]
    assert lines[-1]["kind"] == "epoch"
    numbers = [line["step"] for line in lines[:-1]]
    assert len({later - earlier for earlier, later in itertools.pairwise(numbers)}) == 1
    assert 15_000 < len(thinned(records, 20_000)) <= 20_000
    assert thinned(records, 1_000_000).count(b"\n") == 501


def test_only_a_finished_run_ships(run, folder):
    with pytest.raises(RunRefused, match="no finished run"):
        publish(run, "tiny.tiny", folder=folder)
    run.create(card_of(tiny_config(), load_tiny()))
    with pytest.raises(RunRefused, match="no finished run"):
        publish(run, "tiny.tiny", folder=folder)


@pytest.mark.parametrize("name", ["tiny", "../tiny.tiny", "Tiny.tiny", "tiny.tiny.tiny", "tiny/x.tiny", "tiny.tiny\n"])
def test_weights_are_named_network_and_tag(unbroken, folder, name):
    with pytest.raises(UserError, match=r"network\.tag"):
        publish(unbroken, name, folder=folder)


def test_weights_are_overwritten_only_when_asked(unbroken, folder):
    publish(unbroken, "tiny.tiny", folder=folder)
    with pytest.raises(RunRefused, match="already"):
        publish(unbroken, "tiny.tiny", folder=folder)
    (folder / "tiny.tiny.json").write_text("{}")
    publish(unbroken, "tiny.tiny", folder=folder, overwrite=True)
    assert zoo.load_classifier("tiny.tiny").card.figures["test_images"] == 20


def test_a_second_stage_has_the_curves_of_the_first_before_its_own(unbroken, folder, tmp_path):
    publish(unbroken, "tiny.tiny", folder=folder)
    with pytest.raises(RunRefused, match="did not begin from"):
        publish(unbroken, "tiny.tiny", folder=folder, continues=True)
    second = RunFolder(tmp_path / "second")
    shutil.copytree(unbroken.path, second.path)
    card = read_card(second.card)
    config, source = card.config | {"init_from": "tiny.tiny"}, f"{card.source}, fine-tuned from tiny.tiny"
    write_card(second.card, replace(card, config=config, source=source))
    published = publish(second, "tiny.tiny", folder=folder, continues=True)
    assert published.config["init_from"] is None
    stage = "trained on tiny by recipe default"
    assert published.source == (
        f"{stage}, then {stage} (3 epochs with adamw). The configuration is that of the last stage"
    )
    first, both = unbroken.records(), read_records(folder / "tiny.tiny.metrics.jsonl")
    assert both[: len(first)] == first
    assert [one.epoch for one in both if one.kind == "epoch"] == [1, 2, 3, 4, 5, 6]
    assert (both[-1].step, both[-1].seconds) == (2 * first[-1].step, 2 * first[-1].seconds)
    assert published.figures["epochs"] == 6
    branches = read_path_records(folder / "tiny.tiny.paths.jsonl")
    assert [one.epoch for one in branches] == [0, 1, 2, 3, 4, 5, 6]
    assert branches[4].energy == branches[1].energy


def test_the_card_names_no_folder_of_this_machine(unbroken, folder, tmp_path, monkeypatch):
    data_set = f"stream:{tmp_path}/client"
    monkeypatch.setitem(data.DATASETS, data_set, load_tiny)
    run = RunFolder(tmp_path / "run")
    shutil.copytree(unbroken.path, run.path)
    config = read_card(run.card).config | {"dataset": data_set, "init_from": f"{tmp_path}/before"}
    write_card(run.card, replace(read_card(run.card), config=config, source=f"trained on {data_set} (9 pictures)"))
    for card in (publish(run, "tiny.tiny", folder=folder), without_folders(read_card(run.card))):
        assert (card.config["dataset"], card.config["init_from"]) == ("client", "before")
        assert card.source == "trained on client (9 pictures)"


def test_a_damaged_run_leaves_nothing_behind(unbroken, run, folder):
    shutil.copytree(unbroken.path, run.path)
    run.best.write_bytes(b"damaged")
    with pytest.raises(UserError):
        publish(run, "tiny.tiny", folder=folder)
    assert list(folder.iterdir()) == []
