"""The side panel: a choice of a network that comes twice, as Gradio's dropdown sends it, is answered once."""

from pathlib import Path

import gradio as gr
import pytest
from gradio.utils import get_upload_folder
from PIL import Image

from googlenet.app.shell.question import Drawn, Question, replace
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.sidebar import NetworkChoice, Sidebar
from googlenet.common.errors import BadImage, DataMissing, UserError

BEFORE, WANTED = "googlenet_bn.fashion_mnist", "inception_v3.imagenet1k_v1"
OTHER = "googlenet_torchvision.imagenet1k_v1"
QUESTION = Question("a picture", BEFORE, lang="en")


class Offline:
    """Answers that begin to fetch, and fail."""

    def fetch(self, _name):
        yield 0.0
        raise DataMissing("error.imagenet_offline", name=WANTED, url="https://example.org", path="there")


class Online:
    """Answers that fetch, and can use what they got."""

    def fetch(self, _name):
        yield from (0.2, 0.7)

    def check_seen(self, name, owner):
        """Everybody sees it."""

    def classifier(self, name):
        """It is whole."""


@pytest.fixture
def warnings(monkeypatch):
    sentences = []
    monkeypatch.setattr(gr, "Warning", lambda sentence, **_: sentences.append(sentence))
    return sentences


@pytest.fixture
def side():
    side = Sidebar.__new__(Sidebar)  # its components need no page here
    side.repository = Offline()
    return side


def test_a_refusal_is_told_once_though_the_choice_comes_twice_at_once(side, warnings):
    latest = NetworkChoice()
    first, second = (side._pick(QUESTION, WANTED, latest) for _ in range(2))
    next(first)  # the download has begun
    assert [value["__type__"] for value in next(second)] == ["update"] * 2  # changes nothing
    assert list(second) == []
    *_, last = first
    assert last == (BEFORE, "")
    assert len(warnings) == 1
    assert side.take_network(QUESTION, latest) == (gr.skip(), gr.skip())


def test_a_choice_that_comes_again_after_its_refusal_goes_back_without_a_word(side, warnings):
    latest = NetworkChoice()
    list(side._pick(QUESTION, WANTED, latest))
    assert list(side._pick(QUESTION, WANTED, latest)) == [(BEFORE, "")]
    assert len(warnings) == 1


def test_a_choice_made_anew_is_answered_anew(side, warnings, monkeypatch):
    latest = NetworkChoice()
    list(side._pick(QUESTION, WANTED, latest))
    monkeypatch.setattr("googlenet.app.shell.sidebar.REFUSAL_SECONDS", 0.0)
    list(side._pick(QUESTION, WANTED, latest))
    assert len(warnings) == 2


def test_what_is_chosen_while_a_network_is_fetched_stays_chosen(side, warnings):
    side.repository, latest = Online(), NetworkChoice()
    *progress, last = side._pick(QUESTION, WANTED, latest)
    assert last == (gr.skip(), "")
    assert [network for network, _ in progress] == [gr.skip()] * 2  # nothing is undone meanwhile
    meanwhile = replace(QUESTION, picture="another", prepare=False)
    taken, shown = side.take_network(meanwhile, latest)
    assert (taken.classifier, taken.picture, taken.prepare) == (WANTED, "another", False)
    assert shown == WANTED  # the dropdown may have been drawn again meanwhile
    assert side.take_network(meanwhile, latest) == (gr.skip(), gr.skip())  # once
    list(side._pick(QUESTION, WANTED, latest))
    chosen = replace(QUESTION, classifier="chosen meanwhile")
    assert side.take_network(chosen, latest) == (gr.skip(), gr.skip())
    assert warnings == []


@pytest.mark.parametrize("repository", [Online, Offline])
def test_of_two_networks_the_one_chosen_last_is_taken(side, warnings, repository):
    side.repository, latest = repository(), NetworkChoice()
    older = side._pick(QUESTION, WANTED, latest)
    next(older)
    side.repository = Online()
    newer = side._pick(QUESTION, OTHER, latest)
    next(newer)
    assert list(older)[-1] == (gr.skip(), "")  # whether it comes or not
    assert side.take_network(QUESTION, latest) == (gr.skip(), gr.skip())
    assert list(side._pick(QUESTION, OTHER, latest)) == [(gr.skip(), gr.skip())]  # is under way
    list(newer)
    assert side.take_network(QUESTION, latest)[0].classifier == OTHER
    assert warnings == []


def test_a_network_that_is_given_up_is_not_taken_and_can_be_chosen_again(side):
    side.repository, latest = Online(), NetworkChoice()
    older = side._pick(QUESTION, WANTED, latest)
    next(older)
    latest.take(BEFORE)
    assert list(older) == [(gr.skip(), "")]
    assert side.take_network(QUESTION, latest) == (gr.skip(), gr.skip())
    list(side._pick(QUESTION, WANTED, latest))
    latest.take(BEFORE)  # when it has come and is not yet used
    assert side.take_network(QUESTION, latest) == (gr.skip(), gr.skip())
    list(side._pick(QUESTION, WANTED, latest))
    assert side.take_network(QUESTION, latest)[0].classifier == WANTED


def test_what_a_button_chose_while_another_was_fetched_leaves_both_to_be_chosen_again(side, warnings):
    side.repository, latest = Online(), NetworkChoice()
    older = side._pick(QUESTION, WANTED, latest)
    next(older)
    side.repository = Offline()
    list(side.choose_network(QUESTION, OTHER, latest))  # by a button of the tab
    list(older)
    latest.refused_at = None  # some seconds later
    side.repository = Online()
    for name in (OTHER, WANTED):
        list(side._pick(QUESTION, name, latest))
        assert side.take_network(QUESTION, latest)[0].classifier == name


def test_an_upload_is_taken_from_the_folder_of_uploads_alone(side, tmp_path):
    side.repository = Repository(tmp_path)
    outside = tmp_path / "outside.png"
    Image.new("L", (4, 4)).save(outside)
    for path in (str(outside), "", "x" * 5000, "\0", None, {"path": str(outside)}):
        with pytest.raises(BadImage):
            side.changed(QUESTION, {"ask": "upload", "to": path})
    inside = Path(get_upload_folder()) / "mine" / "it.png"
    inside.parent.mkdir(parents=True, exist_ok=True)
    Image.new("L", (4, 4)).save(inside)
    taken = side.changed(replace(QUESTION, target=3), {"ask": "upload", "to": str(inside)})
    assert side.repository.picture(taken).size == (4, 4)
    assert taken.target is None
    shown = inside.with_name("shown.png")
    shown.write_bytes(side.repository.picture_path(taken.picture).read_bytes())
    assert side.changed(taken, {"ask": "upload", "to": str(shown)}) is taken  # what is shown already


def test_a_class_that_was_pressed_under_another_network_is_not_one_of_this(side, tmp_path):
    side.repository, press = Repository(tmp_path), {"ask": "target", "to": 3}
    assert [side.changed(QUESTION, press | of).target for of in ({}, {"of": BEFORE}, {"of": WANTED})] == [3, 3, None]


@pytest.mark.parametrize("name", ["run:../../etc", "nothing", "", None, {}])
def test_a_network_that_there_is_not_is_refused(side, tmp_path, name):
    side.repository = Repository(tmp_path)
    assert not side.is_elsewhere({"ask": "network", "to": name if isinstance(name, str) else None})
    with pytest.raises(UserError):
        side.changed(QUESTION, {"ask": "network", "to": name})


def test_no_drawing_is_prepared_by_hand_so_that_the_control_cannot_vanish_under_it(tmp_path):
    sidebar = Sidebar.__new__(Sidebar)  # its components need no page here
    sidebar.repository = Repository(tmp_path)
    drawing = replace(QUESTION, drawn=Drawn(QUESTION.picture, "example:cat", prepare=True))
    shown = [sidebar._can_prepare(one) for one in (QUESTION, replace(QUESTION, prepare=False), drawing)]
    assert shown == [True, True, False]
    assert not sidebar._can_prepare(replace(drawing, prepare=False))
