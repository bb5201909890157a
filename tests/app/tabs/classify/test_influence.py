"""Influential training images on the page: the offer, the lists, Stop, and the experiment's figures in the sentence."""

import csv
import json
import re
import time
from itertools import product

import pytest

import googlenet
from googlenet.app.kit.map import share
from googlenet.app.shell import training_images
from googlenet.app.shell.question import Question, replace
from googlenet.app.shell.repository import Repository
from googlenet.app.tabs.classify.influence import tab
from googlenet.app.tabs.classify.influence.html import RANKINGS, SIDES, influence_csv
from googlenet.app.tabs.classify.influence.tab import InfluenceEvents, InfluenceSession
from googlenet.app.tabs.classify.influence.view import influence_view
from googlenet.inspection.cache import CACHE
from googlenet.study import label_noise as study
from googlenet.text import LANGUAGES, say

SEARCHED = 60


@pytest.fixture
def events(tmp_path, monkeypatch, tiny_classifier):
    """The section's events for a toy network that was trained on the sample."""
    CACHE.clear()
    monkeypatch.setattr(training_images, "MOST", SEARCHED)
    repository = Repository(tmp_path)
    monkeypatch.setattr(repository, "classifier", lambda name: tiny_classifier)
    monkeypatch.setattr(repository, "card", lambda name: {"config": {"dataset": "fashion_mnist_sample"}})
    yield InfluenceEvents(repository)
    CACHE.clear()


@pytest.fixture
def question():
    return Question("example:ankle-boot", "run:toy")


def test_a_search_is_offered_once_and_found_for_every_later_answer(events, question, tiny_classifier):
    session = InfluenceSession()
    head, lists = events.render(question, session)
    assert say("influence.title", "en") in head
    assert lists == ""
    assert say("influence.start", "en") in events.look(question, session)
    *_, result = events.start(question, session)
    assert result == events.look(question, session)
    other = replace(question, target=3)
    found = training_images.known_gradients(events.repository, other)
    shown = influence_view(events.repository, other, found)
    rows = list(csv.DictReader(influence_csv(shown).splitlines()))
    assert [int(row["training_image"]) for row in rows] == [
        one.index for two in shown.lists for side in two for one in side
    ]
    assert {(row["ranking"], row["side"]) for row in rows} == {*product(RANKINGS, SIDES)}
    for ranking, raw in zip(shown.lists, (False, True), strict=True):
        images = training_images.searched_images(events.repository, other, found)
        path = events.repository.picture_path(question.picture)
        expected = googlenet.influence(tiny_classifier, path, 3, images=images, raw=raw)
        for side, wanted in zip(ranking, (expected.supporting, expected.opposing), strict=True):
            assert [one.index for one in side] == [one.image for one in wanted]
            assert [one.value for one in side] == pytest.approx([one.value for one in wanted])
    assert sorted(found.gradients.self_influence.ranks.tolist()) == [*range(1, SEARCHED + 1)]


def test_stop_ends_the_search_and_offers_it_again(events, question, monkeypatch):
    def endless(repository, question, progress):
        while True:
            progress(1, 2)
            time.sleep(0.01)

    monkeypatch.setattr(tab, "find_gradients", endless)
    session = InfluenceSession()
    going = events.start(question, session)
    assert say("influence.stop", "en") in next(going)
    assert events.render(replace(question, target=1), session)[1] == ""  # another answer of the network: it goes on
    assert say("influence.stop", "en") in events.look(question, session)
    session.slot.stop()
    assert say("influence.start", "en") in [*going][-1]
    assert training_images.known_gradients(events.repository, question) is None


def test_networks_whose_training_images_are_not_here_have_no_section(tmp_path):
    events = InfluenceEvents(Repository(tmp_path))
    for name in (*training_images.IMAGENET, *training_images.UNTRAINED):
        assert events.render(Question("example:cat", name), InfluenceSession()) == ("", "")


def test_the_sentence_has_the_figures_of_the_record(monkeypatch):
    record = json.loads(study.MEASURED.read_text(encoding="utf-8"))
    for lang in LANGUAGES:
        said = training_images.experiment(lang)
        for score in study.SCORES:
            assert share(record["summary"][score]["precision"]["mean"]) in said
        assert re.search(rf"\b{len(record['runs'])}\s", said)
    found = study.label_noise()
    for low, high, verdict, score in (
        (0.01, 0.2, "more", "self_influence"),
        (-0.2, -0.01, "less", "loss"),
        (-0.1, 0.1, "tie", "loss"),
    ):
        made = study.LabelNoise(found.runs, found.share, found.precision, found.area, (0.0, low, high))
        monkeypatch.setattr(training_images, "label_noise", lambda made=made: made)
        assert training_images.experiment("en").endswith(say(f"influence.experiment.{verdict}", "en"))
        assert made.score == score
