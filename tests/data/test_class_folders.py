"""Class folders of new data: their order, the ones without pictures, the encoding of their names."""

import zipfile
from dataclasses import replace

import pytest

from googlenet.common.errors import DataMissing
from googlenet.data import own_data
from googlenet.data.dataset import load_dataset
from googlenet.data.picture_folders import OWN_MACHINE, ImportOptions, fingerprint, gather
from tests.zips import png, renamed, zipped

WISH = ImportOptions(side_px=16)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.delenv("GOOGLENET_PICTURES_DIR", raising=False)
    monkeypatch.setenv("GOOGLENET_RUNS_DIR", str(tmp_path / "runs"))


def test_classes_stand_as_people_sort_them_and_a_known_order_wins(tmp_path):
    files = {
        f"{name}/{n}.png": png(7 * n + k) for k, name in enumerate(("10", "2", "Bird", "apple", "0")) for n in range(2)
    }
    path = zipped(tmp_path / "it.zip", files)
    assert gather(path, WISH).report.classes == ("0", "2", "10", "apple", "Bird")
    old = ("10", "2", "0", "Bird", "apple")
    made = gather(path, WISH, classes=old)
    assert made.report.classes == old
    assert gather(path, WISH, classes=("cat", "dog")).report.classes == ("0", "2", "10", "apple", "Bird")


def test_a_network_keeps_the_order_of_its_classes_whatever_the_data_sets_is(tmp_path):
    files = {f"{name}/{n}.png": png(7 * n + k) for k, name in enumerate(("10", "2")) for n in range(5)}
    name = own_data.keep(zipped(tmp_path / "it.zip", files), WISH)
    new, old = load_dataset(name), load_dataset(name, classes=("10", "2"))
    assert (new.classes, old.classes) == (("2", "10"), ("10", "2"))
    assert old.train.labels.tolist() == [1 - label for label in new.train.labels.tolist()]
    assert [old.classes[label] for label in old.test.labels] == [new.classes[label] for label in new.test.labels]


@pytest.mark.parametrize("around", ["", "outer/", "outer/train/"])
def test_a_class_folder_without_a_picture_is_named(tmp_path, around):
    files = {f"{around}{name}/{n}.png": png(9 * n + k) for k, name in enumerate("ab") for n in range(3)}
    if around.endswith("train/"):
        files |= {f"outer/test/{name}/{n}.png": png(50 + 9 * n + k) for k, name in enumerate("ab") for n in range(3)}
    files |= {f"{around}notes/read.txt": b"words"}
    path = zipped(tmp_path / "it.zip", files)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(f"{around}c/", b"")
    skipped = gather(path, WISH).report.skipped
    assert skipped["no_picture"] == (2, (f"{around}c/", f"{around}notes/"))


def test_what_is_wrong_with_train_and_test_is_named(tmp_path):
    flat = {f"train/{name}/{n}.png": png(9 * n + k) for k, name in enumerate("ab") for n in range(3)}
    flat |= {f"val/{n}.png": png(50 + n) for n in range(3)}
    with pytest.raises(DataMissing, match="val/ contains images but no class folders"):
        gather(zipped(tmp_path / "flat.zip", flat), WISH)
    other = {
        f"{folder}/{n}.png": png(9 * n + k)
        for k, folder in enumerate(("train/x", "train/y", "test/x", "test/z"))
        for n in range(3)
    }
    with pytest.raises(DataMissing, match="under train: z; under test: y"):
        gather(zipped(tmp_path / "other.zip", other), WISH)
    lone = {"a/1.png": png(1), "a/2.png": png(2), "b/1.png": png(3)}
    with pytest.raises(DataMissing, match=r"readable images is 1; at least 2 are needed.*fewer: b"):
        gather(zipped(tmp_path / "lone.zip", lone), WISH)


def test_the_encoding_of_names_is_told_and_chosen(tmp_path):
    files = {f"{name}/{n}.png": png(9 * n + k) for k, name in enumerate(("qqqq", "b")) for n in range(3)}
    path = zipped(tmp_path / "it.zip", files)
    assert gather(path, WISH).report.encoding == ""  # plain names, which are the same in each
    renamed(path, b"qqqq", "café".encode("cp437"))
    assert gather(path, WISH).report.encoding == "cp437"
    assert gather(path, replace(WISH, encoding="big5")).report.encoding == "big5"
    assert fingerprint(path, WISH, OWN_MACHINE) != fingerprint(path, replace(WISH, encoding="big5"), OWN_MACHINE)
    with pytest.raises(DataMissing, match="an encoding for file names"):
        ImportOptions(encoding="klingon")
