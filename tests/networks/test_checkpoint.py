"""Weights, JSON and cards on disk: whole or not at all, read strictly, never unpickled."""

import json
import os
import pickle
import threading
from dataclasses import asdict

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import nn

from googlenet.common.errors import BadCheckpoint
from googlenet.common.results import Preprocess
from googlenet.networks import checkpoint as checkpoints
from googlenet.networks.checkpoint import (
    Card,
    load_weights,
    read_card,
    read_json,
    read_weights,
    save_weights,
    write_atomically,
    write_card,
    write_json,
)
from googlenet.networks.classifier import create_model, load_classifier


@pytest.fixture
def network():
    """A convolution in channels_last, a batch normalisation that has seen something, a linear layer."""
    torch.manual_seed(0)
    network = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.Flatten(), nn.Linear(4 * 36, 2))
    network(torch.randn(5, 3, 8, 8))
    return network.to(memory_format=torch.channels_last)


@pytest.fixture
def saved(network, tmp_path):
    path = tmp_path / "some.safetensors"
    save_weights(path, network)
    return path


@pytest.fixture
def card(tiny_classifier):
    return tiny_classifier.card


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_what_is_written_is_there_and_nothing_else(tmp_path):
    path = tmp_path / "value.json"
    write_json(path, {"word": "导读", "number": 1.5})
    write_json(path, {"word": "导读", "number": 2.5})
    assert read_json(path) == {"word": "导读", "number": 2.5}
    assert names_in(tmp_path) == ["value.json"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_write_that_fails_leaves_the_old_file_and_no_other(tmp_path, monkeypatch, step):
    path = tmp_path / "weights"
    write_atomically(path, b"old")

    def poisoned(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"os.{step}", poisoned)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == ["weights"]


def test_a_folder_that_takes_no_file_is_an_error_of_the_system(tmp_path):
    (tmp_path / "file").write_bytes(b"old")
    for path in (tmp_path / "absent" / "weights", tmp_path / "file" / "weights"):
        with pytest.raises(OSError, match="weights"):
            write_atomically(path, b"new")
    assert names_in(tmp_path) == ["file"]


def test_threads_that_write_one_file_leave_one_of_their_versions_whole(tmp_path):
    path = tmp_path / "status.json"
    versions = [bytes([number]) * 200_000 for number in range(6)]
    errors = []

    def write(data):
        try:
            write_atomically(path, data)
        except OSError as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(data,)) for data in versions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert path.read_bytes() in versions
    assert names_in(tmp_path) == ["status.json"]


@pytest.mark.parametrize("content", [b"", b"[1, 2]", b'"word"', b'{"a": ', b"\xff\xfe{}", b"[" * 100_000])
def test_json_that_is_no_object_is_refused(tmp_path, content):
    path = tmp_path / "card.json"
    path.write_bytes(content)
    with pytest.raises(BadCheckpoint, match=r"card\.json"):
        read_json(path)


def test_an_absent_file_is_named_once(tmp_path):
    for read in (read_json, read_weights):
        with pytest.raises(BadCheckpoint) as caught:
            read(tmp_path / "weights of mine")
        assert str(caught.value).count("weights of mine") == 1
        assert "No such file" in str(caught.value)


def test_weights_come_back_bit_by_bit(network, saved):
    state = read_weights(saved)
    assert state.keys() == network.state_dict().keys()
    for key, value in network.state_dict().items():
        assert torch.equal(state[key], value)
        assert state[key].dtype == value.dtype


def test_tensors_lie_in_the_file_in_their_logical_order(network, saved):
    """Another reader (`load_file`) finds plain C order, although the network is channels_last."""
    weight = network[0].weight
    assert not weight.is_contiguous()
    other = load_file(saved)["0.weight"]
    assert other.is_contiguous()
    assert torch.equal(other, weight)


def test_half_precision_touches_convolution_and_linear_weights_alone(network, tmp_path):
    path = tmp_path / "half.safetensors"
    save_weights(path, network, half=True)
    stored, state = load_file(path), read_weights(path)
    assert {key for key, value in stored.items() if value.dtype == torch.float16} == {"0.weight", "3.weight"}
    for key, value in network.state_dict().items():
        assert state[key].dtype == value.dtype  # read as float32
        wanted = value.half().float() if key in {"0.weight", "3.weight"} else value
        assert torch.equal(state[key], wanted)


def test_loading_fills_a_network_of_the_same_shape(network, saved):
    other = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.Flatten(), nn.Linear(4 * 36, 2))
    load_weights(saved, other)
    x = torch.randn(2, 3, 8, 8)
    assert torch.equal(other.eval()(x), network.eval()(x))


def without(state, key):
    return {name: value for name, value in state.items() if name != key}


WRONG = {
    "0.bias is missing": lambda state: without(state, "0.bias"),
    "4.weight is not part": lambda state: state | {"4.weight": torch.zeros(2)},
    r"shape \(3,\)": lambda state: state | {"0.bias": torch.zeros(3)},
    "3.bias contains numbers that are not finite": lambda state: state | {"3.bias": torch.tensor([0.0, float("nan")])},
    "0.bias contains numbers that are not finite": lambda state: (
        state | {"0.bias": torch.full((4,), float("inf")).half()}
    ),
    "1.num_batches_tracked is torch.float32": lambda state: state | {"1.num_batches_tracked": torch.tensor(1.0)},
    "0.bias is torch.int64": lambda state: state | {"0.bias": torch.zeros(4, dtype=torch.int64)},
}


@pytest.mark.parametrize("reason", WRONG)
def test_weights_that_are_not_the_networks_are_refused_and_change_nothing(network, saved, reason):
    before = {key: value.clone() for key, value in network.state_dict().items()}
    save_file({key: value.contiguous() for key, value in WRONG[reason](read_weights(saved)).items()}, saved)
    with pytest.raises(BadCheckpoint, match=reason):
        load_weights(saved, network)
    for key, value in network.state_dict().items():
        assert torch.equal(value, before[key])


def test_a_truncated_file_is_refused_at_every_length(saved, network):
    data = saved.read_bytes()
    for length in (0, 1, 7, 8, 9, 100, len(data) // 2, len(data) - 1):
        saved.write_bytes(data[:length])
        with pytest.raises(BadCheckpoint):
            load_weights(saved, network)


class Bomb:
    """Unpickled, it would show."""

    def __reduce__(self):
        return print, ("unpickled",)


def test_a_pickle_under_a_safe_name_is_never_unpickled(saved, network, capsys):
    for data in (pickle.dumps(Bomb()), b"\x00\xff" * 50):
        saved.write_bytes(data)
        with pytest.raises(BadCheckpoint):
            read_weights(saved)
    torch.save(network.state_dict(), saved)
    with pytest.raises(BadCheckpoint):
        read_weights(saved)
    assert capsys.readouterr().out == ""


def test_a_card_comes_back_equal(card, tmp_path):
    path = tmp_path / "card.json"
    full = Card(
        card.spec,
        card.classes,
        Preprocess(224, 3, (0.1, 0.2, 0.3), (0.4, 0.5, 0.6)),
        aux_heads=True,
        config={"epochs": 2},
        figures={"test_accuracy": 0.5},
        source="here",
    )
    for one in (card, full):
        write_card(path, one)
        assert read_card(path) == one


BROKEN_CARDS = {  # a piece of the sentence -> what was done to the card
    "'spec' is missing": lambda data: without(data, "spec"),
    "classes is no list": lambda data: data | {"classes": "Shirt"},
    "no list of names": lambda data: data | {"classes": []},
    "'size_px'": lambda data: data | {"preprocess": without(data["preprocess"], "size_px")},
    "'size_px': '224'": lambda data: data | {"preprocess": data["preprocess"] | {"size_px": "224"}},
    "'std': [0.0]": lambda data: data | {"preprocess": data["preprocess"] | {"std": [0.0]}},
    "'mean': [0.1, 0.2]": lambda data: data | {"preprocess": data["preprocess"] | {"mean": [0.1, 0.2]}},
    "no attribute 'items'": lambda data: data | {"preprocess": []},
    "'Dense'": lambda data: data | {"spec": data["spec"] | {"layers": [{"type": "Dense"}]}},
    "'colour'": lambda data: data | {"spec": data["spec"] | {"colour": "red"}},
    "not subscriptable": lambda data: data | {"spec": 3},
    "not iterable": lambda data: data | {"figures": 3},
}


@pytest.mark.parametrize("piece", BROKEN_CARDS)
def test_a_broken_card_is_one_sentence(card, tmp_path, piece):
    path = tmp_path / "config.json"
    write_card(path, card)
    write_json(path, BROKEN_CARDS[piece](read_json(path)))
    with pytest.raises(BadCheckpoint) as caught:
        read_card(path)
    assert str(caught.value).startswith(f"The weights in {path} cannot be used: ")
    assert piece in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_card_whose_table_cannot_be_built_is_one_sentence(tiny_classifier, tmp_path):
    write_card(tmp_path / "config.json", tiny_classifier.card)
    save_weights(tmp_path / "best.safetensors", tiny_classifier.network)
    assert load_classifier(tmp_path).classes == tiny_classifier.classes
    data = read_json(tmp_path / "config.json")
    for field, value in (("name", "conv.1"), ("out_channels", -3), ("out_channels", "64")):
        data["spec"]["layers"][0][field] = value
        (tmp_path / "config.json").write_text(json.dumps(data), encoding="utf-8")
        with pytest.raises(BadCheckpoint, match=r"config\.json"):
            load_classifier(tmp_path)


def test_the_file_formats_are_those_that_runs_on_disk_have(card, tmp_path):
    """Keys that a reader elsewhere relies on; a change here breaks runs that people have."""
    write_card(tmp_path / "config.json", card)
    data = json.loads((tmp_path / "config.json").read_text(encoding="utf-8"))
    assert set(data) == {*("spec", "classes", "preprocess", "aux_heads", "config", "figures", "licence", "source")}
    assert (
        set(data["preprocess"]) == set(asdict(card.preprocess)) == {"size_px", "channels", "mean", "std", "native_px"}
    )
    assert set(create_model(card.spec, in_channels=1).state_dict()) >= {"fc.weight", "fc.bias"}


def test_a_file_that_is_being_read_is_replaced_a_moment_later(tmp_path, monkeypatch):
    """As on Windows, where nobody may have it open."""
    path, tries = tmp_path / "status.json", []
    path.write_bytes(b"old")
    replace_now = os.replace

    def busy(source, target):
        tries.append(source)
        if len(tries) < 3:
            raise PermissionError(13, "in use")
        replace_now(source, target)

    monkeypatch.setattr(checkpoints.os, "replace", busy)
    monkeypatch.setattr(checkpoints, "PAUSE_SECONDS", 0.0)
    with pytest.raises(PermissionError):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    monkeypatch.setattr(checkpoints, "TRIES", 5)
    tries.clear()
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert [one.name for one in tmp_path.iterdir()] == ["status.json"]
