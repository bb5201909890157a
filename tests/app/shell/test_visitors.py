"""What the app keeps of its visitors: little, bounded, and nothing that another could see."""

import pickle
import shutil
from pathlib import Path

import gradio as gr
import numpy as np
import pytest
from PIL import Image

from googlenet.app.page import build_app
from googlenet.app.server.endpoints import Endpoints
from googlenet.app.shell.access import check_images
from googlenet.app.shell.files import Downloads, Pictures
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import SHIPPED, Repository
from googlenet.common.errors import BadImage, DataMissing, RunRefused, UnknownName, UserError
from googlenet.common.files import ASSETS
from googlenet.common.owners import hash_of
from googlenet.training.runs.folder import RunFolder
from googlenet.training.runs.listing import list_runs
from googlenet.training.runs.manage import delete_run, rename_run
from googlenet.training.runs.process import claim, free_name, is_taken

MOST_STATE_BYTES = 4096


def noise(seed, side=40):
    return Image.fromarray(np.random.default_rng(seed).integers(0, 256, (side, side, 3), dtype=np.uint8))


def test_pictures_are_bounded_in_bytes_and_the_newest_always_stays():
    pictures = Pictures(most=100, most_bytes=11_000)
    names = [pictures.put(noise(seed)) for seed in range(5)]  # 5 kB each
    assert sum(path.stat().st_size for path in pictures.folder.iterdir()) <= 11_000
    assert pictures.path(names[-1]).is_file()
    with pytest.raises(BadImage):
        pictures.path(names[0])
    large = pictures.put(noise(9, side=100))
    assert [path.stem for path in pictures.folder.iterdir()] == [large]


def test_a_full_disk_is_a_sentence_and_what_was_there_stays(monkeypatch):
    pictures = Pictures()
    before = pictures.put(noise(0))

    def full(self, data):
        self.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(UserError) as refused:
        pictures.put(noise(1))
    assert refused.value.key == "api.disk"
    assert [path.stem for path in pictures.folder.iterdir()] == [before]


def test_another_visitor_s_picture_is_reached_only_by_its_pixels():
    pictures = Pictures()
    name = pictures.put(noise(0))
    assert len(name) == 64
    for guess in (
        name[:-1],
        name.upper(),
        name[:-1] + ("0" if name[-1] != "0" else "1"),
        f"{name}.png",
        f"./{name}",
        "*",
    ):
        with pytest.raises(BadImage):
            pictures.path(guess)
    assert pictures.put(noise(1)) != name
    assert pictures.put(noise(0)) == name


@pytest.mark.parametrize("is_public", [True, False])
def test_where_strangers_share_a_server_programs_do_not_see_a_visitor_s_run(tmp_path, monkeypatch, is_public):
    run, shipped = tmp_path / "mine", ASSETS / "weights" / SHIPPED
    run.mkdir()
    shutil.copy(f"{shipped}.json", run / "config.json")
    shutil.copy(f"{shipped}.safetensors", run / "best.safetensors")
    (run / "owner").write_text(hash_of("0" * 32), encoding="ascii")
    monkeypatch.setenv("GOOGLENET_PUBLIC", str(int(is_public)))
    endpoints = Endpoints(Repository(tmp_path))
    assert ("run:mine" in endpoints.models()["weights"]) != is_public
    assert ("run:mine" in endpoints.runs()) != is_public
    if is_public:
        for ask in (lambda: endpoints.classify("example:bag", "run:mine"), lambda: endpoints.runs("run:mine")):
            with pytest.raises(UnknownName):
                ask()
    else:
        assert endpoints.classify("example:bag", "run:mine")["labels"][0] == "Bag"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return build_app(Repository(tmp_path_factory.mktemp("runs")))[0]


def test_a_session_begins_with_ids_alone(demo):
    """No picture, array or network lies in a visitor's state: 500 sessions must not fill the memory."""
    states = [block for block in demo.blocks.values() if isinstance(block, gr.State)]
    assert states
    for state in states:
        assert len(pickle.dumps(state.value)) < MOST_STATE_BYTES, state.value


def test_where_the_run_that_a_page_opens_with_is_deleted_it_opens_with_the_built_in_network(demo):
    arrive = next(one.fn for one in demo.fns.values() if one.name == "arrive")
    question, _, _, network, *_ = arrive(Question("example:bag", "run:gone"), "en", "", "", None)
    assert question.classifier == network == SHIPPED  # the dropdown was made with the other


def test_no_event_waits_for_ever_behind_the_others(demo):
    """Everything that computes has a queue with an end; nothing goes round it."""
    assert all(one.queue is not False or one.js for one in demo.fns.values() if one.api_visibility == "public")
    assert {one.concurrency_limit for one in demo.fns.values() if one.api_visibility == "public"} <= {2, 4}


def test_downloads_are_bounded_and_the_newest_always_stays(tmp_path):
    downloads = Downloads(tmp_path, most=3, most_bytes=1000)
    paths = [downloads.put("same.csv", bytes(300)) for _ in range(5)]
    assert [path.is_file() for path in paths] == [False, False, True, True, True]
    assert len(list(tmp_path.iterdir())) == 3
    large = downloads.put("../../large.npz", bytes(5000))
    assert large.is_relative_to(tmp_path)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["large.npz"]


def test_a_full_disk_keeps_no_download_and_says_so(tmp_path, monkeypatch):
    def full(self, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(UserError) as refused:
        Downloads(tmp_path).put("it.csv", b"1")
    assert refused.value.key == "api.disk"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("is_public", [True, False])
def test_the_name_of_a_run_that_is_gone_is_not_a_stranger_s(tmp_path, monkeypatch, is_public):
    """An open page still asks for the run by its name."""
    monkeypatch.setenv("GOOGLENET_PUBLIC", str(int(is_public)))
    mine, other = "a" * 32, "b" * 32
    for name in ("deleted", "renamed", "config.json"):
        run = RunFolder(claim(tmp_path, "quick", name, mine))
        run.set_owner(mine)
        rename_run(run, "now") if name == "renamed" else delete_run(run)
    assert list_runs(tmp_path) == []  # none of them had a card; least of all what is kept of the names
    assert free_name(tmp_path, "quick") == "quick-0"
    for name in ("deleted", "renamed"):
        assert is_taken(tmp_path, name) is is_public
        if is_public:
            with pytest.raises(RunRefused):
                claim(tmp_path, "quick", name, other)
    assert rename_run(RunFolder(tmp_path / "now"), "renamed").path.name == "renamed"  # by whoever had it
    assert claim(tmp_path, "quick", "deleted", mine).is_dir()


def test_images_that_a_card_names_are_shown_only_to_whoever_may_see_them(tmp_path, monkeypatch):
    monkeypatch.setenv("GOOGLENET_PICTURES_DIR", str(tmp_path))
    (tmp_path / "pets").mkdir()
    (tmp_path / "pets" / "report.json").write_text("{}")
    (tmp_path / "pets" / "owner").write_text(hash_of("a" * 32))
    monkeypatch.setenv("GOOGLENET_PUBLIC", "1")
    check_images("fashion_mnist", "b" * 32)
    check_images("own:pets", "a" * 32)
    for name in ("own:pets", str(tmp_path), "stream:/", "own:../pets", "."):
        with pytest.raises(DataMissing):
            check_images(name, "b" * 32)
    monkeypatch.setenv("GOOGLENET_PUBLIC", "0")
    check_images(str(tmp_path), "")  # one's own machine
