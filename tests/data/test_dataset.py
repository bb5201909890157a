"""Fashion-MNIST: found offline first, read or refused; the sample that ships; the examples."""

import gzip
import hashlib
import json
import shutil
import threading
from collections import Counter
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
import torch
from PIL import Image
from torchvision.datasets import FashionMNIST

from googlenet.common.errors import BadImage, DataMissing, UnknownName
from googlenet.common.results import Preprocess
from googlenet.data import dataset as data
from googlenet.data import fashion_mnist as files
from googlenet.data import own_data
from googlenet.data.dataset import DATASETS, load_dataset, outline_dataset
from googlenet.data.examples import FOLDER, list_examples
from googlenet.data.fashion_mnist import find_fashion_mnist
from googlenet.data.images import open_image
from googlenet.text.names import FASHION_MNIST
from tests.zips import on_disk, sound

COUNTS = {"train": 6, "test": 3}


def idx(values):
    """A tensor of bytes in LeCun's format: two zeros, 8 for unsigned bytes, rank, sizes, data."""
    sizes = b"".join(size.to_bytes(4, "big") for size in values.shape)
    return bytes([0, 0, 8, values.ndim]) + sizes + values.numpy().tobytes()


@pytest.fixture
def tiny():
    """Images and labels of a data set of six training and three test images: file name -> its bytes."""
    generator = torch.Generator().manual_seed(0)
    made = {}
    for split, (images, labels, _) in files.IDX_FILES.items():
        count = COUNTS[split]
        made[images] = idx(torch.randint(0, 256, (count, 28, 28), dtype=torch.uint8, generator=generator))
        made[labels] = idx(torch.randint(0, 10, (count,), dtype=torch.uint8, generator=generator))
    return made


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """A machine without data sets, without a connection, on which the data set has nine images."""
    small = {split: (images, labels, COUNTS[split]) for split, (images, labels, _) in files.IDX_FILES.items()}
    monkeypatch.setattr(files, "IDX_FILES", small)
    monkeypatch.setattr(files, "DEBIAN_FOLDER", tmp_path / "debian")
    monkeypatch.delenv("GOOGLENET_DATA_DIR", raising=False)
    monkeypatch.setattr(FashionMNIST, "mirrors", [(tmp_path / "offline").as_uri() + "/"])
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


def put(folder, files, *, packed=True):
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / (f"{name}.gz" if packed else name)
        path.write_bytes(gzip.compress(content) if packed else content)


@pytest.mark.parametrize("packed", [True, False])
def test_files_are_read_packed_or_not(tmp_path, tiny, packed):
    put(tmp_path / "here" / "data", tiny, packed=packed)
    dataset = load_dataset("fashion_mnist")
    assert (len(dataset.train), len(dataset.test)) == (6, 3)
    for split, images in (("train", dataset.train), ("test", dataset.test)):
        pixels, labels, _ = files.IDX_FILES[split]
        assert (images.pixels.shape, images.pixels.dtype) == ((COUNTS[split], 1, 28, 28), torch.uint8)
        assert images.pixels.numpy().tobytes() == tiny[pixels][16:]
        assert images.labels.tolist() == list(tiny[labels][8:])
        assert images.labels.dtype == torch.int64


def test_folders_are_searched_in_their_order(tmp_path, tiny, monkeypatch):
    given = tmp_path / "given"
    monkeypatch.setenv("GOOGLENET_DATA_DIR", str(given))
    found = []
    for folder in (tmp_path / "debian", tmp_path / "here" / "data", given / "FashionMNIST" / "raw", given):
        put(folder, tiny)
        found.append(find_fashion_mnist().resolve() == folder)
    assert found == [True] * 4


def test_a_folder_with_a_file_missing_is_passed_over(tmp_path, tiny):
    put(tmp_path / "here" / "data", dict(list(tiny.items())[:3]))
    put(tmp_path / "debian", tiny)
    assert find_fashion_mnist() == tmp_path / "debian"


def test_the_home_folder_may_be_written_as_a_tilde(tmp_path, tiny, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("GOOGLENET_DATA_DIR", "~/sets")
    put(tmp_path / "sets", tiny)
    assert find_fashion_mnist() == tmp_path / "sets"


def broken(content):
    """What may have become of a file: reason -> its bytes."""
    packed = gzip.compress(content)
    return {
        "cut short": packed[: len(packed) // 2],
        "damaged inside": packed[:10] + b"\xff" * 50,  # ten bytes are gzip's header
        "no gzip": b"<html>404</html>",
        "empty": b"",
        "a checksum that is wrong": packed[:-8] + bytes(8),
        "too few bytes": gzip.compress(content[:-1]),
        "too many bytes": gzip.compress(content + b"\0"),
        "another rank": gzip.compress(content.replace(b"\x08\x03", b"\x08\x01", 1)),
        "a bomb": gzip.compress(bytes(5_000_000)),
    }


@pytest.mark.parametrize("reason", broken(b""))
def test_a_broken_file_is_named_in_one_sentence(tmp_path, tiny, reason):
    name = "train-images-idx3-ubyte"
    folder = tmp_path / "here" / "data"
    put(folder, tiny)
    (folder / f"{name}.gz").write_bytes(broken(tiny[name])[reason])
    with pytest.raises(DataMissing, match=name) as caught:
        load_dataset("fashion_mnist")
    assert caught.value.key == "error.data_broken"


def test_without_a_connection_a_sentence_tells_the_three_ways(tmp_path):
    with pytest.raises(DataMissing, match=r"GOOGLENET_DATA_DIR.*dataset-fashion-mnist.*internet") as caught:
        load_dataset("fashion_mnist")
    assert "GOOGLENET_DATA_DIR" in caught.value.message("zh")
    assert not list((tmp_path / "here").iterdir())


@pytest.fixture
def mirror(tmp_path, tiny, monkeypatch):
    """The folder of a server on this machine that takes the place of torchvision's."""
    folder = tmp_path / "mirror"
    put(folder, tiny)
    sums = [(f"{name}.gz", hashlib.md5((folder / f"{name}.gz").read_bytes()).hexdigest()) for name in tiny]  # noqa: S324

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        monkeypatch.setattr(FashionMNIST, "mirrors", [f"http://127.0.0.1:{server.server_port}/"])
        monkeypatch.setattr(FashionMNIST, "resources", sums)
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        yield folder
        server.shutdown()
        thread.join()


def test_the_download_comes_last_and_is_found_the_next_time(tmp_path, mirror):
    assert len(load_dataset("fashion_mnist").train) == 6
    folder = tmp_path / "here" / "data" / "FashionMNIST" / "raw"
    assert find_fashion_mnist().resolve() == folder
    assert [path.name for path in (tmp_path / "here" / "data").iterdir()] == ["FashionMNIST"]
    shutil.rmtree(mirror)
    assert len(load_dataset("fashion_mnist").test) == 3


@pytest.mark.parametrize("size", [0, 20])
def test_a_download_cut_short_leaves_nothing_that_would_be_taken_for_data(tmp_path, mirror, size):
    last = max(mirror.iterdir())
    last.write_bytes(last.read_bytes()[:size])
    with pytest.raises(DataMissing, match="could not be downloaded"):
        load_dataset("fashion_mnist")
    assert not [path for path in (tmp_path / "here").rglob("*") if path.is_file()]


def test_a_folder_that_cannot_be_written_is_a_sentence_too(tmp_path, mirror, monkeypatch):
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("GOOGLENET_DATA_DIR", str(tmp_path / "file"))
    with pytest.raises(DataMissing, match="could not be downloaded"):
        load_dataset("fashion_mnist")


def test_an_unknown_data_set_is_told_the_known_ones():
    with pytest.raises(UnknownName, match="fashion_mnist_sample"):
        load_dataset("imagenet")
    assert set(DATASETS) == {"fashion_mnist", "fashion_mnist_sample"}


def test_the_sample_has_as_many_images_of_each_class():
    sample = load_dataset("fashion_mnist_sample")
    assert sample.train.labels.bincount().tolist() == [500] * 10
    assert sample.test.labels.bincount().tolist() == [50] * 10
    assert sample.train.pixels.shape == (5000, 1, 28, 28)
    assert sample.classes == tuple(en for en, _ in FASHION_MNIST)
    assert sum(path.stat().st_size for path in files.SAMPLE_FOLDER.iterdir()) < 2_500_000


def test_the_sample_is_in_no_order_of_classes():
    """The first images of it are a sample, too."""
    assert min(load_dataset("fashion_mnist_sample").train.labels[:500].bincount(minlength=10)) > 25


def test_the_samples_images_are_those_of_the_full_set(fashion_mnist):
    sample = load_dataset("fashion_mnist_sample")
    table = json.loads((files.SAMPLE_FOLDER / "labels.json").read_text(encoding="utf-8"))
    for split in ("train", "test"):
        full, ours, indices = getattr(fashion_mnist, split), getattr(sample, split), table[split]["indices"]
        assert torch.equal(full.pixels[indices], ours.pixels)
        assert torch.equal(full.labels[indices], ours.labels)


def test_images_can_be_chosen_and_moved():
    test = load_dataset("fashion_mnist_sample").test
    chosen = test[torch.tensor([3, 1])].to(torch.device("cpu"))
    assert chosen.labels.tolist() == [int(test.labels[3]), int(test.labels[1])]
    assert torch.equal(chosen.pixels[0], test.pixels[3])
    assert len(test[:7]) == 7


def test_inputs_of_the_training_images_have_mean_zero_and_deviation_one(fashion_mnist):
    counts = fashion_mnist.train.pixels.flatten().bincount(minlength=256).double()
    levels, weights = torch.arange(256) / 255, counts / counts.sum()
    mean = (weights * levels).sum()
    deviation = (weights * (levels - mean) ** 2).sum().sqrt()
    preprocess = fashion_mnist.preprocess(96)
    assert (preprocess.size_px, preprocess.channels, preprocess.native_px) == (96, 1, 28)
    assert abs(float(mean) - preprocess.mean[0]) < 1e-4
    assert abs(float(deviation) - preprocess.std[0]) < 1e-4


@pytest.fixture
def sample_copy(tmp_path, monkeypatch):
    folder = shutil.copytree(files.SAMPLE_FOLDER, tmp_path / "sample")
    monkeypatch.setattr(files, "SAMPLE_FOLDER", folder)
    return folder


def relabelled(change):
    def work(folder):
        table = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        change(table)
        (folder / "labels.json").write_text(json.dumps(table), encoding="utf-8")

    return work


DAMAGE = {  # what was done to the sample -> the file that the sentence names
    "sheet cut short": (lambda f: (f / "test.webp").write_bytes((f / "test.webp").read_bytes()[:9000]), "test.webp"),
    "no sheet": (lambda f: (f / "train.webp").unlink(), "train.webp"),
    "sheet of another size": (lambda f: Image.new("L", (300, 301)).save(f / "test.webp"), "test.webp"),
    "too few tiles": (lambda f: Image.new("L", (280, 280)).save(f / "test.webp"), "test.webp"),
    "no labels": (lambda f: (f / "labels.json").unlink(), "labels.json"),
    "labels that are no JSON": (lambda f: (f / "labels.json").write_text("{"), "labels.json"),
    "labels of another split": (relabelled(lambda t: t.pop("test")), "labels.json"),
    "labels that are words": (relabelled(lambda t: t["test"].update(labels=["Shirt"])), "labels.json"),
    "labels out of range": (relabelled(lambda t: t["test"]["labels"].append(10)), "labels.json"),
    "nested labels": (relabelled(lambda t: t["test"].update(labels=[[1], [2]])), "labels.json"),
    "labels of no image": (relabelled(lambda t: t["test"].update(labels=[])), "labels.json"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_sample_is_named_in_one_sentence(sample_copy, damage):
    work, name = DAMAGE[damage]
    work(sample_copy)
    with pytest.raises(DataMissing, match=name) as caught:
        load_dataset("fashion_mnist_sample")
    assert caught.value.key == "error.data_broken"


def test_every_example_opens_and_tells_its_source_and_licence():
    examples = list_examples()
    assert len({example.name for example in examples}) == len(examples)
    assert {example.path.name for example in examples} | {"examples.json"} == {path.name for path in FOLDER.iterdir()}
    for example in examples:
        try:
            image = open_image(example.path)
        except BadImage as error:
            pytest.fail(f"{example.path}: {error}")
        assert max(image.size) <= 640
        assert example.source
        assert example.licence
        assert set(example.caption) == {"en", "zh"}
        assert all(example.caption.values())
        assert example.label is None or example.label in {en for en, _ in FASHION_MNIST}


def test_examples_are_one_test_image_a_class_then_rendered_garments_then_photos():
    examples = list_examples()
    assert [e.label for e in examples if e.kind == "test"] == [en for en, _ in FASHION_MNIST]
    assert Counter(example.kind for example in examples) == {"test": 10, "rendered": 6, "photo": 4}
    for example in examples:
        if example.kind == "rendered":
            assert "Rendered from test image" in example.caption["en"]
        if example.kind == "photo":
            assert example.licence in {"CC0 1.0", "Public domain (NASA)"}


def test_the_test_images_among_the_examples_are_the_first_of_their_class(fashion_mnist):
    test = fashion_mnist.test
    for number, example in enumerate(list_examples()[:10]):
        first = int((test.labels == number).nonzero()[0])
        assert example.source == f"Fashion-MNIST, test image {first}"
        with Image.open(example.path) as picture:
            assert (picture.mode, picture.size) == ("L", (28, 28))
            assert picture.tobytes() == test.pixels[first].numpy().tobytes()


def shape_of(dataset):
    """All that is known of a data set without looking at an image."""
    parts = [(part.pixels.shape, part.pixels.dtype, len(part)) for part in (dataset.train, dataset.test)]
    held_out = dataset.held_out and dataset.held_out.pixels.shape
    return dataset.name, dataset.classes, dataset.channels, dataset.preprocess(96), held_out, parts


@pytest.mark.parametrize("name", ["fashion_mnist", "fashion_mnist_sample", "own"])
def test_an_outline_is_the_data_set_without_its_images(tmp_path, tiny, name, monkeypatch):
    monkeypatch.setenv("GOOGLENET_PICTURES_DIR", str(tmp_path / "pictures"))
    put(tmp_path / "here" / "data", tiny)
    name = own_data.keep(on_disk(tmp_path / "own", sound())) if name == "own" else name
    whole, grey = load_dataset(name), Preprocess(32, 1, (0.5,), (0.5,))
    for reader in ("read_split", "read_sample"):
        monkeypatch.setattr(data, reader, lambda *_: pytest.fail("an image was read"))
    monkeypatch.setattr(own_data, "read_images", lambda _: pytest.fail("an image was read"))
    outline = outline_dataset(name)
    assert shape_of(outline) == shape_of(whole)
    assert shape_of(outline.fitted(grey)) == shape_of(whole.fitted(grey))
    assert outline.train.pixels.is_meta


@pytest.mark.parametrize("reason", ["no gzip", "empty", "another rank", "a bomb"])
def test_an_outline_notices_a_broken_header(tmp_path, tiny, reason):
    name = "train-images-idx3-ubyte"
    put(tmp_path / "here" / "data", tiny)
    (tmp_path / "here" / "data" / f"{name}.gz").write_bytes(broken(tiny[name])[reason])
    with pytest.raises(DataMissing, match=name):
        outline_dataset("fashion_mnist")


@pytest.mark.parametrize("damage", ["cut short", "other counts", "no pictures"])
def test_an_outline_notices_pictures_that_do_not_fit_their_report(tmp_path, damage, monkeypatch):
    monkeypatch.setenv("GOOGLENET_PICTURES_DIR", str(tmp_path / "pictures"))
    name = own_data.keep(on_disk(tmp_path / "own", sound()))
    images, report = (own_data.folder(name) / file for file in (own_data.IMAGES, own_data.REPORT))
    if damage == "cut short":
        images.write_bytes(images.read_bytes()[:-1])
    elif damage == "other counts":
        values = json.loads(report.read_text())
        report.write_text(json.dumps(values | {"train_counts": [1, 1]}))
    else:
        images.unlink()
    with pytest.raises(DataMissing) as caught:
        outline_dataset(name)
    assert caught.value.key == "pictures.broken"


def test_an_outline_of_nothing_is_told_the_known_ones():
    with pytest.raises(UnknownName, match="fashion_mnist_sample"):
        outline_dataset("imagenet")
    with pytest.raises(DataMissing, match="own:nothing"):
        outline_dataset("own:nothing")
