"""The close-up of a channel, on a tiny network: what it computes, draws and saves."""

import csv
import io
import re
import time
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from googlenet.app.shell.question import Question, replace
from googlenet.app.tabs.branches.closeup import html as markup
from googlenet.app.tabs.branches.closeup import view as views
from googlenet.app.tabs.branches.closeup.tab import CloseupEvents
from googlenet.app.tabs.branches.closeup.view import CloseupSession
from googlenet.app.tabs.branches.state import Selection
from googlenet.common.errors import UserError
from googlenet.inspection import cache, exemplars
from googlenet.inspection.activations import branch_activations
from googlenet.inspection.channels import hottest_cell
from googlenet.inspection.feature_visualization import FeatureStep
from tests.app.tiny_repository import TinyRepository

QUESTION = Question("a picture", "tiny")
OPENED = Selection(opened=("inception3a", "3x3"), channel=2)


class Repository(TinyRepository):
    def choices(self, _lang):
        return [("Tiny", "tiny")]


class Press:
    """What the browser sends."""

    def __init__(self, **message):
        self._data = message


@pytest.fixture
def repository(tiny_classifier, picture, monkeypatch):
    monkeypatch.setattr(cache, "CACHE", cache.Cache())
    monkeypatch.setattr(exemplars, "CACHE", cache.CACHE)
    monkeypatch.setattr(views, "PAGE_IMAGES", 50)
    return Repository(tiny_classifier, picture)


@pytest.fixture
def searched(repository):
    own = CloseupSession()
    views.search(repository, QUESTION, own, lambda *_: None)
    return own


def test_levels_count_every_cell_once(repository, tiny_classifier, picture, searched):
    view = views.levels_view(repository, QUESTION, OPENED, searched)
    output = branch_activations(tiny_classifier, picture)["inception3a"]["3x3"]
    assert sum(view.counts) == (output > 0).sum()
    assert view.zero == pytest.approx((output == 0).mean())
    assert view.counts[0] == ((output > 0) & (output < output.max() / len(view.counts))).sum()
    assert (view.never, view.searched) == (0, 50)
    assert markup.levels(view, "en").count("<rect") == len(view.counts)


def test_examples_are_the_samples_images_with_their_labels_and_fields(repository, tiny_classifier, searched):
    view = views.exemplars_view(repository, QUESTION, OPENED, searched)
    sample = exemplars.sample_images(50)
    assert len(view.examples) == 9
    for one in view.examples:
        assert one.label == tiny_classifier.classes[int(sample.labels[one.image])]
        # a 3x3 convolution at stride 2, then 1x1 and 3x3: 7 px, cut at the border of 32
        begin = (2 * one.cell[0] - 3, 2 * one.cell[1] - 3)
        assert one.inside == (*(max(0, edge) for edge in begin), *(min(32, edge + 7) for edge in begin))
    html = markup.exemplars(view, "en")
    assert html.count("<li") == 9
    assert html.count("<image") == 18  # each whole, and enlarged
    rows = list(csv.reader(io.StringIO(markup.exemplars_csv(view))))
    assert rows[1][:3] == ["1", str(view.examples[0].image), view.examples[0].label]


def test_before_a_search_it_is_offered_and_a_foreign_network_is_told_why_not(repository):
    view = views.exemplars_view(repository, QUESTION, OPENED, CloseupSession())
    assert not view.is_known
    assert 'data-do="search"' in markup.exemplars(view, "en")
    html = markup.exemplars(replace(view, is_searchable=False), "en")
    assert 'data-do="search"' not in html
    assert 'data-do="own"' in html
    assert "aren’t included" in html


def test_the_search_tells_how_far_it_is_and_ends_with_the_images(repository):
    own, tab = CloseupSession(), CloseupEvents(repository)
    drawn = [exemplars for exemplars, _levels in tab.search(QUESTION, OPENED, own)]
    assert drawn[-1].count("<li") == 9
    assert all('data-do="stop_search"' in one for one in drawn[:-1])


def test_a_search_that_was_stopped_ends_and_offers_itself_again(repository, monkeypatch):
    begun = []

    def slow(_answers, _question, _own, progress):
        for done in range(400):
            begun.append(done)
            time.sleep(0.01)
            progress(done, 400)

    monkeypatch.setattr(views, "search", slow)
    own, tab = CloseupSession(), CloseupEvents(repository)
    steps = tab.search(QUESTION, OPENED, own)
    assert 'data-do="stop_search"' in next(steps)[0]
    own.searching.stop()
    assert 'data-do="search"' in list(steps)[-1][0]
    assert ended(begun)


def test_the_effective_field_comes_when_it_is_asked_for(repository, tiny_classifier, picture):
    output = branch_activations(tiny_classifier, picture)["inception3a"]["3x3"]
    selection, own = replace(OPENED, channel=int(output.max(axis=(1, 2)).argmax())), CloseupSession()
    tab = CloseupEvents(repository)
    assert "<svg" not in tab.effective(QUESTION, selection, own)
    assert 'class="frames"' in tab.toggle_field(QUESTION, selection, own)
    view = views.effective_view(repository, QUESTION, selection, own)
    row, column = hottest_cell(output[selection.channel])
    assert view.inside[:2] == (max(0, 2 * row - 3), max(0, 2 * column - 3))
    assert 0 < view.held <= 1
    silent = np.argwhere(output[selection.channel] == 0)
    if len(silent):
        chosen = replace(selection, cell=tuple(silent[0].tolist()))
        assert "<svg" not in tab.effective(QUESTION, chosen, own)
    assert "<svg" not in tab.toggle_field(QUESTION, selection, own)


def test_a_favourite_grows_ends_and_can_be_saved(repository, monkeypatch, tmp_path):
    monkeypatch.setattr(
        repository, "export", lambda name, data: (tmp_path / name).write_bytes(data) and name, raising=False
    )
    own, tab, press = CloseupSession(), CloseupEvents(repository), Press(what="channel")
    drawn = list(tab.make(QUESTION, OPENED, own, press))
    assert 'data-step="128"' in drawn[-1]
    assert "stop_make" not in drawn[-1]
    ((favourite, (first, step)),) = own.made.items()
    assert favourite == ("a digest", "inception3a", "3x3", 2)
    assert step.objective > first
    assert tab.save_made(QUESTION, OPENED, own, press) == "favourite.png"
    assert (tmp_path / "favourite.png").read_bytes().startswith(b"\x89PNG")


@pytest.fixture
def slowly(monkeypatch):
    """Steps of an image that would take seconds; how many were made."""
    made = []

    def grow(*_args, **_place):
        for step in range(1000):
            made.append(step)
            yield FeatureStep(step, 1000, float(step), np.zeros((8, 8), np.uint8))
            time.sleep(0.01)

    monkeypatch.setattr("googlenet.inspection.feature_visualization.visualize_feature", grow)
    return made


def ended(made):
    """Whether nothing is made any more."""
    time.sleep(0.1)
    count = len(made)
    time.sleep(0.1)
    return len(made) == count < 1000


def test_a_favourite_that_was_stopped_keeps_what_it_had(repository, slowly):
    own, tab = CloseupSession(), CloseupEvents(repository)
    frames = tab.make(QUESTION, OPENED, own, Press(what="path"))
    assert "stop_make" in next(frames)
    own.making.stop()
    last = list(frames)[-1]
    assert "stop_make" not in last
    assert re.search(r'data-what="path" data-step="[1-9]\d*"', last)
    assert "Stopped after" in last
    assert ended(slowly)


def test_another_channel_ends_what_is_being_made(repository, slowly):
    own, tab = CloseupSession(), CloseupEvents(repository)
    frames = tab.make(QUESTION, OPENED, own, Press(what="channel"))
    next(frames)
    tab.all(QUESTION, replace(OPENED, channel=3), own)
    assert not own.making.is_busy
    last = list(frames)[-1]
    assert last == tab.made(QUESTION, replace(OPENED, channel=3), own)  # not of the channel that was left
    assert last != tab.made(QUESTION, OPENED, own)
    assert ended(slowly)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_view_is_well_formed(repository, searched, lang):
    question = replace(QUESTION, lang=lang)
    searched.is_field_shown = True
    for html in CloseupEvents(repository).all(question, OPENED, searched):
        root = ET.fromstring(html)  # noqa: S314 - our own: every element closed, every attribute quoted
        assert root.get("class").split()[0] == "gn"
        assert "".join(root.itertext()).strip()


def test_images_of_ones_own_where_those_it_was_trained_on_do_not_ship(tiny_classifier, picture, tmp_path, repository):
    card = replace(tiny_classifier.card, classes=tuple("abcdefghij"))
    repository._classifier = lettered = replace(tiny_classifier, card=card)
    own, files = CloseupSession(), []
    for turn in range(3):
        files.append(str(tmp_path / f"{turn}.png"))
        picture.rotate(90 * turn).save(files[-1])
    (tmp_path / "no.png").write_text("not an image")
    before = views.exemplars_view(repository, QUESTION, OPENED, own)
    assert not before.is_searchable
    assert 'data-do="own"' in markup.exemplars(before, "en")
    views.search_own(repository, QUESTION, own, [str(tmp_path / "no.png"), *files], lambda *_: None)
    view = views.exemplars_view(repository, QUESTION, OPENED, own)
    maps = [branch_activations(lettered, path, prepare=False)["inception3a"]["3x3"][2] for path in files]
    strongest = max(range(3), key=lambda place: maps[place].max())
    assert view.searched == 3
    assert view.examples[0].label == f"{strongest}.png"
    assert view.examples[0].value == pytest.approx(maps[strongest].max(), rel=1e-4)
    assert views.levels_view(repository, QUESTION, OPENED, own).never is None
    assert 'data-do="own"' in markup.exemplars(view, "zh")
    with pytest.raises(UserError):
        views.search_own(repository, QUESTION, own, [str(tmp_path / "no.png")], lambda *_: None)
