"""Pictures that a data set holds out: loaded apart, and data sets that were kept before there were any."""

import hashlib
import json
from dataclasses import asdict

import numpy as np
import pytest
from safetensors.numpy import load, save

from googlenet.common.results import Preprocess
from googlenet.data import own_data
from googlenet.data.archives import open_tree
from googlenet.data.dataset import load_dataset
from googlenet.data.picture_folders import OWN_MACHINE, ImportOptions, fingerprint
from tests.zips import divided, sound, zipped

WISH = ImportOptions(side_px=16)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.delenv("GOOGLENET_PICTURES_DIR", raising=False)
    monkeypatch.setenv("GOOGLENET_RUNS_DIR", str(tmp_path / "runs"))


def test_what_is_held_out_is_loaded_apart_and_fitted_as_the_rest(tmp_path):
    dataset = load_dataset(own_data.keep(zipped(tmp_path / "it.zip", divided({"train": 4, "val": 3, "test": 2})), WISH))
    assert (len(dataset.train), len(dataset.held_out), len(dataset.test)) == (8, 6, 4)
    grey = dataset.fitted(Preprocess(16, 1, (0.5,), (0.5,)))
    assert [part.pixels.shape[1] for part in (grey.train, grey.held_out, grey.test)] == [1, 1, 1]
    assert grey.fitted(Preprocess(16, 3, (0.5,) * 3, (0.5,) * 3)).held_out.pixels.shape[1] == 3
    for parts in ({"train": 4, "val": 3}, {"train": 4, "test": 3}):
        path = zipped(tmp_path / "two.zip", divided(parts))
        assert load_dataset(own_data.keep(path, WISH)).held_out is None


def test_what_was_kept_before_pictures_were_held_out_is_still_read(tmp_path):
    name = own_data.keep(zipped(tmp_path / "it.zip", sound() | {"a/x.txt": b""}), WISH)
    new = own_data.read_images(name)
    report = own_data.folder(name) / own_data.REPORT
    told = json.loads(report.read_text())
    del told["held_out_counts"]
    report.write_text(json.dumps(told))
    path = own_data.folder(name) / own_data.IMAGES
    path.write_bytes(save({key: value for key, value in load(path.read_bytes()).items() if "held_out" not in key}))
    old = own_data.read_images(name)
    assert old.report == new.report
    assert np.array_equal(old.train_pixels, new.train_pixels)
    assert load_dataset(name).held_out is None


def test_only_pictures_of_three_parts_are_another_data_set_than_before_they_were_held_out(tmp_path):
    def before(path):
        with open_tree(path, OWN_MACHINE) as tree:
            files = [(entry.name, entry.size, entry.mark) for entry in tree.entries]
        options = {name: value for name, value in asdict(WISH).items() if name != "encoding"}
        return hashlib.sha256(json.dumps([files, options, ()]).encode()).hexdigest()[:16]

    for parts, is_same in (({"train": 2, "test": 1}, True), ({"train": 2, "val": 1, "test": 1}, False)):
        path = zipped(tmp_path / "it.zip", divided(parts))
        assert (fingerprint(path, WISH, OWN_MACHINE) == before(path)) == is_same
