"""Presses that change more than the open tab, and what the header says is in force."""

from types import SimpleNamespace

import pytest
from PIL import Image

from googlenet.app.shell.link import Location
from googlenet.app.shell.question import Question, replace
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.whole_page import changed, chips
from googlenet.app.tabs.branches.state import Selection
from googlenet.app.tabs.guide.steps import GuideState
from googlenet.inspection.cache import CACHE
from googlenet.networks.googlenet import GOOGLENET_BN
from googlenet.networks.spec import spec_to_dict

FIRST = Location(Question("example:bag", "weights"), "classify", {"branches": Selection(), "guide": GuideState()})
OFF = Selection(off=(("inception4c", "5x5"), ("inception3a", "1x1"), ("inception3a", "pool")), fill="mean")
HERE = Location(
    Question("upload-1", "other", target=1, lang="zh", owner="me"), "train", {"branches": OFF, "guide": GuideState()}
)
CARD = {"spec": spec_to_dict(GOOGLENET_BN), "classes": ["Bag", "Coat"]}
REPOSITORY = SimpleNamespace(card=lambda _: CARD)


def test_back_to_the_start_keeps_tab_language_and_owner_and_can_be_undone():
    start = changed(HERE, {"ask": "reset"}, FIRST, None)
    assert start.question == replace(FIRST.question, lang="zh", owner="me")
    assert (start.tab, start.states) == ("train", FIRST.states)
    assert changed(start, {"ask": "restore"}, FIRST, HERE) == HERE
    assert changed(start, {"ask": "restore"}, FIRST, None) == start


def test_another_language_changes_nothing_else():
    english = changed(HERE, {"ask": "language", "to": "en"}, FIRST, None)
    assert english == replace_question(HERE, lang="en")
    assert changed(HERE, {"ask": "language", "to": "<b>"}, FIRST, None) == HERE


def test_an_upload_that_is_deleted_leaves_no_copy_and_nothing_computed(tmp_path):
    repository, served = Repository(tmp_path / "runs"), tmp_path / "served"
    (served / "a").mkdir(parents=True)
    upload, own = served / "a" / "me.png", tmp_path / "own.png"
    for path in (upload, own):
        Image.new("RGB", (32, 32), "red").save(path)
    name = repository.receive(str(upload), "me")
    assert repository.receive(str(own), "me") == name
    other = repository.receive(str(own), "another")
    copy = served / "a" / f"{name}.png"
    copy.write_bytes(b"")
    CACHE.get(("seen", name), lambda: 1)
    repository.forget(name, served)
    assert not [path for path in (upload, copy, repository.pictures.folder / copy.name) if path.exists()]
    assert repository.picture_path(other).is_file()  # the same pixels, another's
    assert own.exists()  # a file of somebody's own is not ours to delete
    assert CACHE.get(("seen", name), lambda: 2) == 2
    repository.forget("example:bag", served)
    assert changed(HERE, {"ask": "forget"}, FIRST, None).question.picture == "example:bag"


def replace_question(here, **values):
    return Location(replace(here.question, **values), here.tab, here.states)


@pytest.mark.parametrize("of", ["guide", "none", 3, None])
def test_only_what_is_in_force_can_be_taken_back(of):
    assert changed(HERE, {"ask": "undo", "of": of}, FIRST, None) == HERE
    assert changed(HERE, {"ask": "undo", "of": "branches"}, FIRST, None).states["branches"] == Selection(fill="mean")


def test_the_header_says_what_is_off_and_which_class_is_explained():
    english = chips(replace_question(HERE, lang="en"), REPOSITORY, can_restore=False)
    for words in ("3 branches off · average activation", "4c 5×5", "3a pool", "Explaining Coat", 'data-of="branches"'):
        assert words in english
    assert "restore" not in english
    assert not chips(replace_question(FIRST, lang="en"), REPOSITORY, can_restore=False)
    assert 'data-ask="restore"' in chips(replace_question(FIRST, lang="en"), REPOSITORY, can_restore=True)
