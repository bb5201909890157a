"""Weights that somebody has been at: refused in one sentence, whatever was done, and no code of theirs runs."""

import hashlib
import json
import pickle
import shutil
import struct
import zipfile

import pytest
import torch
from safetensors.torch import load_file, save

from googlenet.common.errors import BadCheckpoint
from googlenet.networks import classifier as zoo

SHIPPED = "googlenet_bn.fashion_mnist"
LOGITS = "fc.bias"


@pytest.fixture(scope="module")
def state():
    return load_file(zoo.WEIGHTS_FOLDER / f"{SHIPPED}.safetensors")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The shipped weights in a folder of their own, which counts as the one that ships."""
    for ending in ("json", "sha256", "safetensors"):
        shutil.copy(zoo.WEIGHTS_FOLDER / f"{SHIPPED}.{ending}", tmp_path)
    monkeypatch.setattr(zoo, "WEIGHTS_FOLDER", tmp_path)
    return tmp_path


class Bomb:
    """Unpickled, it leaves a mark."""

    def __init__(self, mark):
        self.mark = str(mark)

    def __reduce__(self):
        return exec, (f"open({self.mark!r}, 'w').close()",)


def header_of(data):
    (length,) = struct.unpack("<Q", data[:8])
    return json.loads(data[8 : 8 + length]), data[8 + length :]


def with_header(change):
    def tamper(data, _state, _mark):
        header, body = header_of(data)
        change(header)
        text = json.dumps(header).encode()
        return struct.pack("<Q", len(text)) + text + body

    return tamper


def overlap(header):
    names = [name for name in header if name != "__metadata__"]
    header[names[1]]["data_offsets"] = header[names[0]]["data_offsets"]


def archive(data, _state, mark):
    path = mark.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("archive/data.pkl", pickle.dumps(Bomb(mark)))
    return path.read_bytes()


def changed(**tensors):
    return lambda _data, state, _mark: save(state | tensors)


def flipped(data, _state, _mark):
    return data[:-1000] + bytes([data[-1000] ^ 1]) + data[-999:]


UNNOTICED = {"one bit is flipped": flipped}  # it would load: the recorded digest alone tells
TAMPERED = {
    "cut short": lambda data, _state, _mark: data[:-1],
    "bytes are added": lambda data, _state, _mark: data + b"\0",
    "empty": lambda *_: b"",
    "a pickle": lambda _data, _state, mark: pickle.dumps(Bomb(mark)),
    "a torch archive": archive,
    "a web page": lambda *_: b"<!doctype html>",
    "a header of an exabyte": lambda data, _state, _mark: struct.pack("<Q", 2**60) + data[8:],
    "a tensor over another": with_header(overlap),
    "a tensor beyond the end": with_header(lambda header: header[LOGITS].update(data_offsets=[0, 2**50])),
    "a type that is none": with_header(lambda header: header[LOGITS].update(dtype="PICKLE")),
    "a missing tensor": lambda _data, state, _mark: save({k: v for k, v in state.items() if k != LOGITS}),
    "a foreign tensor": changed(extra=torch.zeros(1)),
    "another shape": changed(**{LOGITS: torch.zeros(11)}),
    "another type": changed(**{LOGITS: torch.zeros(10, dtype=torch.int64)}),
    "not a number": changed(**{LOGITS: torch.full((10,), float("nan"))}),
    "infinite": changed(**{LOGITS: torch.full((10,), float("inf"))}),
}


def tamper(folder, change, state, mark):
    path = folder / f"{SHIPPED}.safetensors"
    data = change(path.read_bytes(), state, mark)
    path.write_bytes(data)
    return data


def test_as_they_ship_they_load(folder):
    assert zoo.load_classifier(SHIPPED).digest == (folder / f"{SHIPPED}.sha256").read_text(encoding="ascii").split()[0]


@pytest.mark.parametrize("how", UNNOTICED | TAMPERED)
def test_a_file_that_is_not_the_recorded_one_is_refused(folder, state, tmp_path, how):
    tamper(folder, (UNNOTICED | TAMPERED)[how], state, tmp_path / "mark")
    with pytest.raises(BadCheckpoint, match="SHA-256"):
        zoo.load_classifier(SHIPPED)
    assert not (tmp_path / "mark").exists()


@pytest.mark.parametrize("how", TAMPERED)
def test_even_with_a_digest_of_its_own_it_is_refused(folder, state, tmp_path, how):
    data = tamper(folder, TAMPERED[how], state, tmp_path / "mark")
    (folder / f"{SHIPPED}.sha256").write_text(hashlib.sha256(data).hexdigest(), encoding="ascii")
    with pytest.raises(BadCheckpoint) as refused:
        zoo.load_classifier(SHIPPED)
    assert "\n" not in str(refused.value)
    assert not (tmp_path / "mark").exists()
