"""Class folders become a data set: what is kept, what is skipped and why, the split, mean and deviation."""

import io
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from googlenet.common.errors import DataMissing, UnknownName
from googlenet.common.results import Preprocess
from googlenet.data import dataset as data
from googlenet.data import own_data, picture_folders
from googlenet.data.dataset import load_dataset
from googlenet.data.file_names import plain_name
from googlenet.data.images import open_image, to_pixels
from googlenet.data.picture_folders import (
    OWN_MACHINE,
    ImportOptions,
    as_grey,
    fingerprint,
    gather,
    is_grey,
    split,
    statistics,
)
from googlenet.text import SENTENCES
from tests.picture_files import encoded, exif, jpeg
from tests.zips import divided, on_disk, png, sound, zipped

WISH = ImportOptions(side_px=16)
NEVER_SKIPPED = {"image_missing", "image_type"}  # the gate is given bytes


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.delenv("GOOGLENET_PICTURES_DIR", raising=False)
    monkeypatch.setenv("GOOGLENET_RUNS_DIR", str(tmp_path / "runs"))


def read(tmp_path, files, wish=WISH, **more):
    return gather(zipped(tmp_path / "it.zip", files), wish, OWN_MACHINE, **more)


def refusal(tmp_path, files, wish=WISH):
    with pytest.raises(DataMissing) as caught:
        read(tmp_path, files, wish)
    assert all("\n" not in caught.value.message(lang) for lang in ("en", "zh"))
    return caught.value.key.removeprefix("pictures.")


def test_every_reason_has_its_sentence():
    gate = {key.removeprefix("error.") for key in SENTENCES if key.startswith("error.image_")} - NEVER_SKIPPED
    own = {"kind", "no_class", "no_picture", "twice", "lone", "unreadable"}
    tree = {"outside", "link", "locked", "method", "packed", "large", "deep"}
    assert {
        key.removeprefix("pictures.skip.") for key in SENTENCES if key.startswith("pictures.skip.")
    } == gate | own | tree


@pytest.mark.parametrize("under", ["", "pets/", "one/two/"])
def test_class_folders_become_classes_also_with_folders_around_them(tmp_path, under):
    report = read(tmp_path, sound(classes="cab", each=10, under=under) | {f"{under}README.txt": b"x"}).report
    assert report.classes == ("a", "b", "c")
    assert report.train_counts == (8, 8, 8)
    assert report.test_counts == (2, 2, 2)
    assert report.skipped == {"kind": (1, (f"{under}README.txt",))}
    assert not report.is_split_given


def test_each_picture_is_kept_as_the_network_will_see_it(tmp_path):
    files = sound(each=4)
    found = read(tmp_path, files)
    network = Preprocess(16, 3, (0.5,) * 3, (0.5,) * 3)
    for label, name in enumerate("ab"):
        seen = {to_pixels(open_image(files[f"{name}/{n}.png"]), network).numpy().tobytes() for n in range(4)}
        parts = (found.train_pixels[found.train_labels == label], found.test_pixels[found.test_labels == label])
        assert {one.tobytes() for part in parts for one in part} == seen


def test_a_picture_that_lies_on_its_side_is_turned(tmp_path):
    upright = Image.open(io.BytesIO(png(5)))
    lying = encoded(upright.transpose(Image.Transpose.ROTATE_90), "PNG", exif=exif(6))
    files = {"a/1.png": encoded(upright, "PNG"), "a/2.png": lying}
    found = read(tmp_path, files | sound(classes="b"))
    one, other = found.train_pixels[found.train_labels == 0], found.test_pixels[found.test_labels == 0]
    assert np.array_equal(one, other)


def test_everything_left_out_is_counted_with_its_reason(tmp_path):
    wrong = {
        "a/words.png": b"These are words.",
        "a/empty.png": b"",
        "a/cut.png": png(77)[:100],
        "a/huge.jpg": jpeg(60_000, 60_000),
        "a/thin.png": encoded(Image.new("L", (300, 2)), "PNG"),
        "a/plan.bmp": b"BM" + bytes(50),
        "a/fake.jpg": b"BM" + bytes(50),
        "a/again.png": png(0),
        "loose.png": png(50),
        "lonely/1.png": png(51),
        "../out.png": png(52),
    }
    report = read(tmp_path, sound() | wrong).report
    assert {reason: count for reason, (count, _) in report.skipped.items()} == {
        "image_unknown": 1,
        "image_empty": 1,
        "image_damaged": 1,
        "image_pixels": 1,
        "image_aspect": 1,
        "kind": 1,
        "image_format": 1,
        "twice": 1,
        "no_class": 1,
        "lone": 1,
        "outside": 1,
    }
    assert report.classes == ("a", "b")
    assert (report.train_counts, report.test_counts) == ((4, 4), (1, 1))
    assert report.skipped["image_damaged"][1] == ("a/cut.png",)


def test_every_name_is_kept(tmp_path):
    files = {f"a/{n}.txt" for n in range(1000)}
    report = read(tmp_path, sound() | dict.fromkeys(files, b"")).report
    count, names = report.skipped["kind"]
    assert (count, set(names), len(names)) == (1000, files, 1000)


def test_names_are_bounded_and_one_reason_hides_no_other(tmp_path, monkeypatch):
    monkeypatch.setattr(picture_folders, "MOST_NAMES", 20)
    monkeypatch.setattr(picture_folders, "SURE_NAMES", 3)
    late = {f"b/cut{n}.png": png(n)[:100] for n in range(100, 107)}
    report = read(tmp_path, sound() | {f"a/{n}.txt": b"" for n in range(30)} | late).report
    assert [(count, len(names)) for count, names in report.skipped.values()] == [(30, 20), (7, 3)]
    assert report.skipped["image_damaged"][1] == ("b/cut100.png", "b/cut101.png", "b/cut102.png")


def test_of_a_long_path_the_end_is_told(tmp_path):
    long = f"a/{'x' * 300}/plan.txt"
    (name,) = read(tmp_path, sound() | {long: b""}).report.skipped["kind"][1]
    assert name.startswith("…x")
    assert name.endswith("x/plan.txt")
    assert len(name) == picture_folders.MOST_PATH


@pytest.mark.parametrize(("parts", "train", "held_out", "test"), [
    ({"train": 6, "test": 2}, 6, 0, 2),
    ({"Train": 6, "val": 3}, 6, 0, 3),
    ({"training": 4, "validation": 3, "test": 2}, 4, 3, 2),
])  # fmt: skip
def test_a_split_that_is_given_is_kept(tmp_path, parts, train, held_out, test):
    files = divided(parts, "set/")
    found = read(tmp_path, files)
    report, by_name = found.report, {"train": train, "held_out": held_out, "test": test}
    assert report.is_split_given
    network = Preprocess(16, 3, (0.5,) * 3, (0.5,) * 3)
    folders = {"held_out": "val"} if held_out else {"test": "val"} if "val" in parts else {}
    for part, each in by_name.items():
        assert getattr(report, f"{part}_counts") == (each, each)
        begins = f"set/{folders.get(part, part)}"
        own = {
            to_pixels(open_image(data), network).numpy().tobytes()
            for n, data in files.items()
            if n.lower().startswith(begins)
        }
        assert {one.tobytes() for one in getattr(found, f"{part}_pixels")} == own
    assert report.mean == statistics(found.train_pixels)[0]


def test_a_class_need_not_be_held_out_and_one_that_only_is_so_is_left_out(tmp_path):
    files = divided({"train": 4, "val": 3, "test": 2}, "set/") | {"set/val/c/1.png": png(1), "set/val/c/2.png": png(2)}
    report = read(tmp_path, {name: data for name, data in files.items() if "val/b" not in name}).report
    assert report.classes == ("a", "b")
    assert report.held_out_counts == (3, 0)
    assert report.skipped["lone"] == (2, ("set/val/c/1.png", "set/val/c/2.png"))


def test_classes_called_train_and_cat_are_no_split(tmp_path):
    report = read(tmp_path, sound(classes=("train", "cat"))).report
    assert report.classes == ("cat", "train")
    assert not report.is_split_given


@pytest.mark.parametrize(("files", "key"), [
    ({}, "classes"),
    (sound(classes="a"), "classes"),
    ({"1.png": png(1), "2.png": png(2)}, "classes"),
    ({"a/1.png": png(1), "b/1.png": png(2)}, "sound"),
    ({"a/1.png": b"x", "b/1.png": b"y"}, "sound"),
])  # fmt: skip
def test_what_makes_no_data_set_is_refused_in_a_sentence(tmp_path, files, key):
    assert refusal(tmp_path, files) == key


def test_more_than_fits_into_memory_is_refused_before_a_picture_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(picture_folders, "MOST_KEPT_BYTES", 3 * 16 * 16 * 9)
    monkeypatch.setattr(picture_folders, "_decoded", None)
    assert refusal(tmp_path, sound(each=5)) == "amount"


@pytest.mark.parametrize(
    "wish",
    [{"side_px": 15}, {"side_px": 257}, {"side_px": 20.5}, {"test_share": 0.6}, {"test_share": "x"}, {"seed": -1}],
)
def test_wishes_are_checked(wish):
    with pytest.raises(DataMissing):
        ImportOptions(**wish)


def test_progress_is_told_and_what_it_raises_ends_the_reading(tmp_path):
    heard = []
    read(tmp_path, sound(), progress=lambda done, total: heard.append((done, total)))
    assert heard == [(number, 10) for number in range(10)]

    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        own_data.keep(tmp_path / "it.zip", WISH, progress=stop)
    assert own_data.names() == []
    assert not list(own_data.root().glob("*"))


def test_the_split_is_stratified_seeded_and_whole():
    generator = np.random.default_rng(0)
    for seed in range(30):
        share, labels = (
            generator.uniform(0.05, 0.5),
            generator.permutation(np.repeat(np.arange(5), generator.integers(2, 60, 5))),
        )
        is_test = split(labels, share, seed)
        assert np.array_equal(is_test, split(labels, share, seed))
        for label in range(5):
            members = labels == label
            count = is_test[members].sum()
            assert 1 <= count < members.sum()
            assert abs(count - share * members.sum()) <= 1
    draws = {split(labels, 0.3, seed).tobytes() for seed in range(10)}
    assert len(draws) == 10


def test_mean_and_deviation_are_those_of_all_training_pixels():
    pixels = np.random.default_rng(0).integers(0, 256, (7, 3, 5, 4), dtype=np.uint8)
    mean, std = statistics(pixels)
    assert np.allclose(mean, (pixels / 255).mean((0, 2, 3)), rtol=1e-12)
    assert np.allclose(std, (pixels / 255).std((0, 2, 3)), rtol=1e-12)
    assert statistics(np.full((2, 1, 3, 3), 9, np.uint8))[1] == (1 / 255,)


def test_statistics_are_of_the_training_pictures_alone(tmp_path):
    found = read(tmp_path, sound(each=8))
    assert found.report.mean == statistics(found.train_pixels)[0]
    assert found.report.mean != statistics(np.concatenate([found.train_pixels, found.test_pixels]))[0]


def test_grey_pictures_take_one_channel_and_a_single_coloured_one_makes_three(tmp_path):
    assert read(tmp_path, sound(grey=True)).train_pixels.shape[1] == 1
    assert read(tmp_path, sound(grey=True) | {"a/colour.png": png(3)}).train_pixels.shape[1] == 3


def test_grey_is_pillows_luminance():
    pixels = np.random.default_rng(0).integers(0, 256, (3, 3, 9, 9), dtype=np.uint8)
    for one, grey in zip(pixels, as_grey(pixels), strict=True):
        assert np.array_equal(grey[0], np.asarray(Image.fromarray(one.transpose(1, 2, 0)).convert("L")))
    assert not is_grey(pixels)
    assert is_grey(pixels[:, :1].repeat(3, axis=1))


@pytest.mark.parametrize(("raw", "plain"), [
    ("cats", "cats"),
    ("  two  words\n", "two words"),
    ("<img src=x onerror=alert(1)>", "‹img src=x onerror=alert(1)›"),
    ("a\u202egnp.exe\0", "agnp.exe"),
    ("\x07", "?"),
    ("猫" * 200, "猫" * 60),
])  # fmt: skip
def test_names_become_plain(raw, plain):
    assert plain_name(raw) == plain


def test_what_is_kept_is_found_again_by_name_and_by_path(tmp_path):
    path = on_disk(tmp_path / "my pets", sound(each=6))
    dataset = load_dataset(str(path), 20)
    assert own_data.names() == [dataset.name]
    assert dataset.name.startswith("own:my-pets-")
    again = load_dataset(dataset.name)
    assert torch.equal(again.train.pixels, dataset.train.pixels)
    assert again.train.pixels.shape == (10, 3, 20, 20)
    assert again.classes == ("a", "b")
    assert again.preprocess(32) == Preprocess(32, 3, again.mean, again.std, None)
    assert load_dataset(str(path), 20).name == dataset.name
    (path / "a" / "0.png").write_bytes(png(999))
    assert load_dataset(str(path), 20).name != dataset.name


def test_the_same_zip_under_another_name_or_time_is_the_same_and_another_owners_is_not(tmp_path):
    one, other = zipped(tmp_path / "1.zip", sound()), zipped(tmp_path / "2.zip", sound())
    assert fingerprint(one, WISH, OWN_MACHINE) == fingerprint(other, WISH, OWN_MACHINE)
    assert fingerprint(one, WISH, OWN_MACHINE, "me") != fingerprint(one, WISH, OWN_MACHINE, "you")
    assert fingerprint(one, WISH, OWN_MACHINE) != fingerprint(one, ImportOptions(side_px=17), OWN_MACHINE)


def test_reading_is_reproducible(tmp_path):
    path = zipped(tmp_path / "it.zip", sound(each=9))
    one, other = gather(path, WISH), gather(path, WISH)
    assert one.report == other.report
    assert np.array_equal(one.test_pixels, other.test_pixels)
    assert not np.array_equal(one.test_pixels, gather(path, ImportOptions(side_px=16, seed=1)).test_pixels)


def test_a_report_survives_its_file(tmp_path):
    path = zipped(tmp_path / "it.zip", sound() | {"a/x.txt": b""})
    assert own_data.read_report(own_data.keep(path, WISH)) == gather(path, WISH).report


@pytest.mark.parametrize("name", ["own:nothing", "own:../runs", "own:/etc", "own:", "own:..", "own:a/b"])
def test_no_name_leads_out_of_the_folder(tmp_path, name):
    (tmp_path / "runs" / "report.json").parent.mkdir()
    (tmp_path / "runs" / "report.json").write_text("{}")
    own_data.root().mkdir()
    for ask in (own_data.read_report, own_data.delete, load_dataset):
        with pytest.raises(DataMissing):
            ask(name)
    assert (tmp_path / "runs" / "report.json").exists()


def test_a_damaged_data_set_is_refused_in_words(tmp_path):
    name = own_data.keep(zipped(tmp_path / "it.zip", sound()), WISH)
    path = own_data.folder(name) / own_data.IMAGES
    whole = path.read_bytes()
    for bad in (b"", whole[:-1], b"\x80\x04pickle"):
        path.write_bytes(bad)
        with pytest.raises(DataMissing, match="damaged"):
            load_dataset(name)
    path.write_bytes(whole)
    report = own_data.folder(name) / own_data.REPORT
    report.write_text(report.read_text().replace('"side_px": 16', '"side_px": 17'))
    with pytest.raises(DataMissing, match="do not fit"):
        load_dataset(name)
    report.write_text("[]")
    with pytest.raises(DataMissing, match="damaged"):
        load_dataset(name)


def test_an_unknown_name_lists_what_is_known(tmp_path):
    name = own_data.keep(zipped(tmp_path / "it.zip", sound()), WISH)
    with pytest.raises(UnknownName, match=f"fashion_mnist_sample, {name}, or give a folder"):
        load_dataset("cifar10")
    own_data.delete(name)
    assert own_data.names() == []


def test_images_are_fitted_to_the_network_that_they_shall_train():
    sample = data.load_sample()
    colour = sample.fitted(Preprocess(224, 3, (0.4, 0.5, 0.6), (0.1, 0.2, 0.3)))
    assert colour.preprocess(32) == Preprocess(32, 3, (0.4, 0.5, 0.6), (0.1, 0.2, 0.3), 28)
    assert torch.equal(colour.train.pixels, sample.train.pixels.repeat(1, 3, 1, 1))
    grey = colour.fitted(sample.preprocess(32))
    assert torch.equal(grey.train.pixels, sample.train.pixels)
    assert grey.preprocess(32) == sample.preprocess(32)


def test_nothing_but_json_and_safetensors_is_kept(tmp_path):
    name = own_data.keep(zipped(tmp_path / "it.zip", sound()), WISH)
    assert {path.name for path in Path(own_data.folder(name)).iterdir()} == {own_data.IMAGES, own_data.REPORT}
