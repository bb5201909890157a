"""Regions of one's own in the Attributions tab: what is drawn is checked, what is found adds up, and Stop ends it."""

import time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from googlenet.app.kit.job import WAITING, Progress
from googlenet.app.shell.question import Question, replace
from googlenet.app.tabs.attributions.regions import html as markup
from googlenet.app.tabs.attributions.regions.tab import RegionsEvents
from googlenet.app.tabs.attributions.regions.view import find, outlines_of
from googlenet.app.tabs.attributions.state import AttributionsSession
from googlenet.common.errors import UserError
from googlenet.inspection import cache
from googlenet.inspection.records import MOST_REGIONS
from tests.app.tiny_repository import TinyRepository

QUESTION = Question("a picture", "tiny")
HALVES = [[[0, 0], [0.5, 1]], [[0.5, 0], [1, 0], [1, 1], [0.5, 1]]]


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
    return Repository(tiny_classifier, picture)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_table_has_a_row_a_region_whose_values_add_up(repository, lang):
    question, session, events = replace(QUESTION, lang=lang), AttributionsSession(), RegionsEvents(repository)
    *_, last = events.start(question, session, Press(outlines=HALVES, baseline="blur"))
    assert events.render(question, session)[1] == last
    assert "Shapley" in events.render(replace(question, lang="zh" if lang == "en" else "en"), session)[1]
    assert events.render(replace(question, target=1), session)[1] == ""
    rows = [[cell.text or "".join(cell.itertext()) for cell in row] for row in ET.fromstring(last).iter("tr")]  # noqa: S314 - our own
    numbers = [[float(text.replace("−", "-")) for text in row[1:6]] for row in rows[1:]]
    assert len(numbers) == 3
    for column in range(5):
        assert numbers[0][column] + numbers[1][column] == pytest.approx(numbers[2][column], abs=0.02)
    for row in numbers:
        assert sum(row[1:]) == pytest.approx(row[0], abs=0.02)
    outlines, baseline = outlines_of({"outlines": HALVES, "baseline": "blur"})
    found = find(repository, question, outlines, baseline, lambda *_: None)
    assert numbers[2][0] == pytest.approx(found.score - found.covered, rel=5e-3)
    assert not session.regions.slot.is_busy


def test_a_region_that_is_none_is_said_in_a_sentence(repository):
    events, session = RegionsEvents(repository), AttributionsSession()
    board, result = events.render(QUESTION, session)
    assert 'class="fold"' in board
    assert result == ""
    for step in (WAITING, Progress(3, 8, None)):
        assert 'data-do="stop"' in markup.waiting(step, "en")
    assert "Combination 3 of 8" in markup.waiting(Progress(3, 8, None), "en")
    assert list(events.start(QUESTION, session, Press(outlines=[]))) == [
        markup.problem("Draw at least one region first.")
    ]
    (*_, same) = events.start(QUESTION, session, Press(outlines=[HALVES[0], HALVES[0]]))
    assert "Region 2 is empty" in same


def test_stop_ends_the_work_and_leaves_nothing(repository, monkeypatch):
    done = []

    def slow(_repository, _question, _outlines, _baseline, progress):
        for step in range(400):
            done.append(step)
            time.sleep(0.01)
            progress(step, 400)

    monkeypatch.setattr("googlenet.app.tabs.attributions.regions.tab.find", slow)
    session = AttributionsSession()
    steps = RegionsEvents(repository).start(QUESTION, session, Press(outlines=HALVES))
    assert 'data-do="stop"' in next(steps)
    session.regions.slot.stop()
    assert list(steps)[-1] == ""
    time.sleep(0.1)
    assert len(done) < 400


@pytest.mark.parametrize(
    "outlines",
    [
        None,
        [],
        {},
        ["x"],
        [[[0, 0]]],
        [[[0, 0], [1, 2]]],
        [[[0, 0], [1, True]]],
        [[[0, 0], [1, "1"]]],
        [[[0, 0], [1]]],
        HALVES * 6,
        [[[0, 0]] * 2001],
    ],
)
def test_what_is_no_region_is_refused(outlines):
    with pytest.raises(UserError):
        outlines_of({"outlines": outlines})


def test_as_many_regions_can_be_drawn_as_can_be_calculated():
    script = Path(markup.__file__).with_name("page.js").read_text(encoding="utf-8")
    assert f"MOST = {MOST_REGIONS}," in script


def test_an_unknown_baseline_is_the_first():
    assert outlines_of({"outlines": HALVES, "baseline": ["noise"]})[1] == "black"
