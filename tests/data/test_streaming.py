"""Pictures that stay on disk train as those in memory do."""

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from googlenet.common.errors import DataMissing, RunRefused, UserError
from googlenet.common.results import Preprocess
from googlenet.data import dataset as data
from googlenet.data.dataset import Dataset, Images, load_dataset
from googlenet.data.picture_folders import ENDINGS
from googlenet.data.streaming import MEAN, STD, read_tree
from googlenet.training import steps
from googlenet.training.advance import advance
from googlenet.training.data_loader import StreamLoader
from googlenet.training.distributed import World
from googlenet.training.loop import fit
from googlenet.training.runs.folder import RunFolder
from googlenet.training.trainer import prepare
from tests.training.tiny import digest, tiny_config, told

SIDE = 16


@pytest.fixture
def tree(tmp_path):
    """Three classes, eight training and two test pictures of each, of many shapes."""
    dice = np.random.default_rng(0)
    for part, count in (("train", 8), ("val", 2)):
        for level, name in enumerate(("bright", "dark", "dim")):
            folder = tmp_path / "tree" / part / name
            folder.mkdir(parents=True)
            for number in range(count):
                height, width = dice.integers(20, 40, 2)
                pixels = dice.integers(0, 80, (height, width, 3)) + 60 * level
                Image.fromarray(pixels.astype(np.uint8)).save(folder / f"{number}.png")
    return tmp_path / "tree"


def test_a_tree_is_listed_by_its_classes(tree):
    found = read_tree(f"stream:{tree}", SIDE)
    train = found.train
    assert found.classes == ("bright", "dark", "dim")
    assert (len(train), len(found.test), found.held_out) == (24, 6, None)
    pixels, label = train[9]
    assert (pixels.shape, pixels.dtype, label) == ((3, SIDE, SIDE), torch.uint8, 1)
    assert torch.equal(train[torch.tensor([9, 3])].labels, torch.tensor([1, 0]))
    assert torch.equal(train[9:10].pixels[0], pixels)


def config(dataset, **changes):
    usual = {"augmentation": "none", "batch_size": 7, "precision": "fp32", "validation_images": 4}
    return tiny_config(dataset=dataset, **{**usual, **changes})


def copy_of(tree, monkeypatch):
    """The tree's pictures in memory, as the data set "copied"."""
    found = read_tree(f"stream:{tree}", SIDE)
    train, test, held_out = (
        part and Images(part.pixels, part.labels) for part in (found.train, found.test, found.held_out)
    )
    made = Dataset("copied", found.classes, train, test, MEAN, STD, is_native=False, held_out=held_out)
    monkeypatch.setitem(data.DATASETS, "copied", lambda: made)


@pytest.mark.parametrize("augmentation", ["flip", "alternate_flip"])
def test_it_trains_as_the_same_pictures_in_memory_do(tree, tmp_path, monkeypatch, augmentation):
    copy_of(tree, monkeypatch)
    runs = [RunFolder(tmp_path / name) for name in ("streamed", "copied")]
    for run, name in zip(runs, (f"stream:{tree}", "copied"), strict=True):
        list(fit(config(name, augmentation=augmentation), run.path))
    assert told(runs[0].records()) == told(runs[1].records())
    assert digest(runs[0].last) == digest(runs[1].last)


@pytest.fixture
def three_parts(tree):
    """The tree with a folder `test` too: its two pictures a class differ from those of `val`."""
    for path in sorted((tree / "val").rglob("*.png")):
        other = tree / "test" / path.relative_to(tree / "val")
        other.parent.mkdir(parents=True, exist_ok=True)
        Image.open(path).rotate(180).save(other)
    return tree


def test_of_three_parts_val_is_held_out_and_chooses_as_in_memory(three_parts, tmp_path, monkeypatch):
    copy_of(three_parts, monkeypatch)
    found = read_tree(f"stream:{three_parts}", SIDE)
    assert {Path(path).parts[-3] for path in found.held_out.paths} == {"val"}
    assert {Path(path).parts[-3] for path in found.test.paths} == {"test"}
    runs = [RunFolder(tmp_path / name) for name in ("streamed", "copied")]
    for run, name in zip(runs, (f"stream:{three_parts}", "copied"), strict=True):
        list(fit(config(name, validation_images=0), run.path))
    assert told(runs[0].records()) == told(runs[1].records())
    assert digest(runs[0].best) == digest(runs[1].best)
    assert all(one.held_out_accuracy is not None for one in runs[0].records() if one.kind == "epoch")


def test_a_tree_whose_val_has_other_classes_is_refused(three_parts):
    (three_parts / "val" / "else").mkdir()
    with pytest.raises(DataMissing, match="train and val don’t have the same class folders: else"):
        read_tree(f"stream:{three_parts}", SIDE)


def test_a_streamed_run_that_was_stopped_goes_on_to_the_same_bits(tree, tmp_path):
    runs = [RunFolder(tmp_path / name) for name in ("whole", "broken")]
    for run, most in zip(runs, (None, 2), strict=True):
        records = fit(config(f"stream:{tree}", augmentation="flip_shift"), run.path)
        for _ in range(most or 100):
            next(records, None)
        records.close()
    list(fit(None, runs[1].path, resume=True))
    assert digest(runs[0].last) == digest(runs[1].last)


def test_a_tree_that_does_not_fit_is_told_in_a_sentence(tree, tmp_path):
    (tree / "val").rename(tree / "other")
    for name in (tree, tmp_path / "nothing"):
        with pytest.raises(DataMissing, match="no images to stream"):
            load_dataset(f"stream:{name}", SIDE)


def test_what_systems_leave_in_a_tree_is_no_picture_and_no_class(tree):
    for part in ("train", "val"):
        for name in ("._1.png", ".hidden.png"):
            (tree / part / "dark" / name).write_bytes(b"no picture")
        (tree / part / ".thumbnails").mkdir()
        (tree / part / "__MACOSX").mkdir()
    found = read_tree(f"stream:{tree}", SIDE)
    assert found.classes == ("bright", "dark", "dim")
    assert (len(found.train), len(found.test)) == (24, 6)


def test_a_network_for_grey_pictures_is_refused_before_a_picture_is_read(tree, monkeypatch):
    dataset = load_dataset(f"stream:{tree}", SIDE)
    monkeypatch.setattr(type(dataset.train), "_read", lambda *_: pytest.fail("read"), raising=False)
    with pytest.raises(DataMissing, match="takes grayscale images"):
        dataset.fitted(Preprocess(SIDE, 1, (0.5,), (0.5,)))
    assert dataset.fitted(Preprocess(SIDE, 3, (0.5,) * 3, (0.25,) * 3)).std == (0.25,) * 3


def test_a_run_does_not_go_on_with_other_pictures(tree, tmp_path):
    run = RunFolder(tmp_path / "run")
    records = fit(config(f"stream:{tree}"), run.path)
    next(records)
    records.close()
    new = tree / "train" / "dark" / "9.png"
    new.write_bytes((tree / "train" / "dark" / "3.png").read_bytes())
    with pytest.raises(RunRefused, match="not the ones this run started with"):
        list(fit(None, run.path, resume=True))
    new.unlink()
    list(fit(None, run.path, resume=True))
    assert run.status().state == "finished"


@pytest.fixture
def damaged(tree):
    """One training picture and one test picture are cut short."""
    for path in (tree / "train/dark/3.png", tree / "val/dim/1.png"):
        path.write_bytes(path.read_bytes()[:60])
    return tree


@pytest.mark.parametrize("workers", [0, 2])
def test_a_damaged_picture_is_left_out_counted_and_named(damaged, tmp_path, monkeypatch, workers):
    monkeypatch.setattr("googlenet.data.streaming.os.cpu_count", lambda: workers)
    run = RunFolder(tmp_path / "run")
    records = list(fit(config(f"stream:{damaged}", validation_images=0), run.path))
    assert run.status().state == "finished"
    assert [sum(map(sum, one.confusion)) for one in records if one.kind == "epoch"] == [5] * 3
    named = (run.path / "damaged.txt").read_text().splitlines()
    assert [path.rpartition("tree/")[2] for path in named] == ["train/dark/3.png", "val/dim/1.png"]
    assert run.notices() == ["2 damaged images were skipped. damaged.txt in the run’s folder lists them."]


def test_a_run_with_a_damaged_picture_goes_on_as_if_unbroken(damaged, tmp_path):
    whole, broken = RunFolder(tmp_path / "whole"), RunFolder(tmp_path / "broken")
    how = config(f"stream:{damaged}", augmentation="alternate_flip")
    list(fit(how, whole.path))
    for record in (going := fit(how, broken.path)):
        if record.kind == "epoch":
            break
    going.close()
    list(fit(None, broken.path, resume=True))
    assert told(whole.records()) == told(broken.records())
    assert digest(whole.last) == digest(broken.last)


def test_a_damaged_picture_does_not_make_the_gradient_of_its_batch_smaller(damaged, monkeypatch):
    trainer, losses = prepare(config(f"stream:{damaged}", batch_size=24, validation_images=0)), []
    monkeypatch.setattr(trainer.accelerator, "backward", losses.append)
    monkeypatch.setattr(trainer.accelerator, "step", lambda _: None)
    advance(trainer)
    assert trainer.step_tally.images == 23
    assert [loss.item() for loss in losses] == [pytest.approx(trainer.step_tally.mean_loss)]


def test_a_batch_of_damaged_pictures_ends_in_a_sentence(tree, tmp_path):
    for path in (tree / "train").rglob("*.png"):
        path.write_bytes(b"no picture")
    with pytest.raises(UserError, match="All but 0 images of a batch are damaged"):
        list(fit(config(f"stream:{tree}"), tmp_path / "run"))
    assert len((tmp_path / "run" / "damaged.txt").read_text().splitlines()) >= 7  # the batch, as the sentence says


def test_one_of_two_processes_may_have_a_single_picture_of_a_batch(tree):
    trainer = prepare(config(f"stream:{tree}", batch_size=11, validation_images=0))  # 11, 11, 2
    loaders = [StreamLoader(trainer.train, trainer.config, World(rank, 2)) for rank in range(2)]
    assert [len(loader.batch(0, 2, 2)) for loader in loaders] == [1, 1]


def test_damaged_pictures_alone_to_test_on_end_in_a_sentence(tree):
    for path in (tree / "val").rglob("*.png"):
        path.write_bytes(b"no picture")
    trainer = prepare(config(f"stream:{tree}"))
    with pytest.raises(UserError, match="All 6 images of the test or validation set are damaged"):
        steps.score(trainer.network, trainer.test, trainer.dataset.preprocess(SIDE))


def test_every_ending_of_an_imported_folder_is_streamed_and_a_class_without_pictures_is_named(tree):
    for path, ending in zip(sorted((tree / "train" / "dim").iterdir()), ENDINGS, strict=False):
        path.rename(path.with_suffix(ending.upper()))
    assert len(read_tree(f"stream:{tree}", SIDE).train) == 24
    for path in (tree / "train" / "dim").iterdir():
        path.rename(path.with_suffix(".txt"))
    with pytest.raises(DataMissing, match="these classes have no images under train: dim"):
        prepare(config(f"stream:{tree}"))
    assert len(load_dataset(f"stream:{tree}", SIDE).test) == 6  # to evaluate needs none of them


def test_classes_are_sorted_as_people_do_and_a_card_keeps_its_order(tree, tmp_path):
    for part in ("train", "val"):
        for old, new in (("bright", "10"), ("dark", "2"), ("dim", "Bird")):
            (tree / part / old).rename(tree / part / new)
    name, old = f"stream:{tree}", ("10", "2", "Bird")
    assert read_tree(name, SIDE).classes == ("2", "10", "Bird")
    kept = load_dataset(name, SIDE, old)
    assert kept.classes == old
    assert [Path(path).parent.name for path in kept.train.paths[::8]] == list(old)
    assert kept.train.labels[::8].tolist() == [0, 1, 2]
    assert load_dataset(name, SIDE, ("others",)).classes == ("2", "10", "Bird")


def test_parts_with_other_classes_are_named(tree):
    (tree / "val" / "dim").rename(tree / "val" / "dusk")
    with pytest.raises(DataMissing, match="train and val don’t have the same class folders: dim, dusk"):
        read_tree(f"stream:{tree}", SIDE)
