"""What the panel and the tables compute and how their long work goes, on a tiny network."""

from contextlib import contextmanager
from dataclasses import replace as changed
from html import unescape

import pytest
import torch

from googlenet.app.kit.job import JobSlot
from googlenet.app.shell.question import Question
from googlenet.app.tabs.branches.state import Selection
from googlenet.app.tabs.branches.worth import tab as path_tools
from googlenet.app.tabs.branches.worth.tab import MeasureSession, WorthEvents
from googlenet.app.tabs.branches.worth.view import branch_view, worth_view
from googlenet.app.tabs.classify.why.tab import why_view
from googlenet.common.errors import UserError
from googlenet.data.dataset import Dataset, Images
from googlenet.inspection import importance, inference
from googlenet.inspection.evidence import evidence_against
from googlenet.inspection.flow import branch_flows
from googlenet.text import say
from tests.app.tabs.branches.test_view import repository  # noqa: F401 - a fixture

QUESTION, OPENED = Question("a picture", "tiny"), Selection(opened=("inception4a", "3x3"))


class Press:
    """An event with what was pressed."""

    def __init__(self, **data):
        self._data = data


@pytest.fixture
def labelled(tiny_classifier, monkeypatch):
    """Forty images in the place of the data set that the network was trained on."""
    pixels = torch.randint(0, 256, (40, 1, 28, 28), dtype=torch.uint8, generator=torch.Generator().manual_seed(0))
    images = Images(pixels, torch.arange(40) % 10)
    monkeypatch.setattr(
        inference, "load_dataset", lambda *_, **__: Dataset("forty", tiny_classifier.classes, images, images)
    )


def test_the_panel_shows_the_flow_of_the_opened_path(repository, tiny_classifier, picture):  # noqa: F811
    view = branch_view(repository, QUESTION, OPENED)
    flow = branch_flows(tiny_classifier, picture)["inception4a"]["3x3"]
    assert (view.source, view.shares) == ("inception3a", flow.shares)
    assert (view.worth, view.traits) == (None, None)  # nothing ships with these weights
    without = branch_view(repository, QUESTION, changed(OPENED, off=(("inception3a", "1x1"),)))
    assert without.shares["1x1"] == 0


def test_two_classes_are_those_of_the_api(repository, tiny_classifier, picture):  # noqa: F811
    view, found = why_view(repository, QUESTION, None), evidence_against(tiny_classifier, picture)
    assert (view.target, view.against, view.terms) == (found.target, found.against, found.terms)
    assert view.others[0] == found.against
    assert why_view(repository, QUESTION, 10**6).against == found.against


def test_a_measurement_goes_on_to_its_end_and_fills_the_table(repository, labelled, monkeypatch):  # noqa: F811
    monkeypatch.setattr("googlenet.app.kit.job.TICK_SECONDS", 0.01)
    tools, session = WorthEvents(repository), MeasureSession()
    session.of(repository, QUESTION)
    pages = list(tools.measure(QUESTION, session, Press(images=40)))
    assert session.found["zero"].images == 40
    assert not session.job.is_busy
    assert "40 test images" in pages[-1][0]
    assert len(worth_view(repository, QUESTION, "zero", found=session.found["zero"], traits=None).worth) == 8
    pages = list(tools.probe(QUESTION, session))
    trained, controls = session.traits
    assert trained.digest == "a digest"
    assert [one.digest for one in controls] == [f"untrained, seed {seed}" for seed in range(len(controls))]
    assert controls
    assert "traits" in pages[-1][1]


def test_a_stopped_measurement_keeps_what_it_has(repository, labelled, monkeypatch):  # noqa: F811
    tools, session = WorthEvents(repository), MeasureSession()
    session.of(repository, QUESTION)

    found = next(importance.path_importance(repository.classifier(""), images=16))

    def endless(*_, **__):
        while True:
            yield found

    monkeypatch.setattr("googlenet.inspection.importance.path_importance", endless)
    monkeypatch.setattr("googlenet.app.kit.job.TICK_SECONDS", 0.01)
    work = tools.measure(QUESTION, session, Press(images=40))
    next(work)
    tools.stop(session)
    assert 'data-act="measure"' in list(work)[-1][0]
    assert not session.job.is_busy


def test_no_labelled_images_is_a_sentence_on_the_page(repository, monkeypatch):  # noqa: F811
    def refuse(*_, **__):
        raise UserError("error.no_aux")

    monkeypatch.setattr(inference, "load_dataset", refuse)
    tools, session = WorthEvents(repository), MeasureSession()
    assert (
        UserError("error.no_aux").message("zh")
        in list(tools.measure(changed(QUESTION, lang="zh"), session, Press(images="many")))[-1][0]
    )
    assert session.wanted == path_tools.IMAGES


def test_another_network_forgets_what_was_measured(repository, labelled):  # noqa: F811
    mine, measured = ("tiny", repository.classifier("").digest), {"zero": "a record"}
    session = MeasureSession(mine, found=measured, traits="some", job=JobSlot(token=1))
    assert session.of(repository, QUESTION).found == measured
    for weights in (("other", mine[1]), ("tiny", "the digest of an epoch before")):
        session = MeasureSession(weights, found=measured, traits="some", job=JobSlot(token=1)).of(repository, QUESTION)
        assert (session.found, session.traits, session.job.is_busy) == ({}, None, False)


def test_what_is_counted_for_another_network_is_not_this_one_s(repository, labelled, monkeypatch):  # noqa: F811
    """The thread may find something in the moment in which another network is chosen."""
    monkeypatch.setattr("googlenet.app.kit.job.TICK_SECONDS", 0.01)
    tools, session, other = WorthEvents(repository), MeasureSession(), changed(QUESTION, classifier="other")
    found = next(importance.path_importance(repository.classifier(""), images=16))

    def late(*_, **__):
        yield found
        session.of(repository, other)
        yield changed(found, images=32)

    monkeypatch.setattr("googlenet.inspection.importance.path_importance", late)
    list(tools.measure(QUESTION, session, Press(images=40)))
    assert (session.weights[0], session.found, session.question) == ("other", {}, other)


def test_weights_that_a_run_saves_before_the_turn_are_not_measured_instead(repository, labelled, monkeypatch):  # noqa: F811
    tools, session, old = WorthEvents(repository), MeasureSession(), repository.classifier("")

    @contextmanager
    def turn(_job):
        monkeypatch.setattr(repository, "classifier", lambda _: changed(old, digest="the next epoch's"))
        yield

    monkeypatch.setattr(tools._turns, "turn", turn)
    list(tools.measure(QUESTION, session, Press(images=40)))
    assert (session.found["zero"].images, session.found["zero"].digest) == (40, old.digest)
    monkeypatch.setattr(repository, "classifier", lambda _: old)
    list(tools.probe(QUESTION, session))
    assert session.traits[0].digest == old.digest


def test_another_fill_is_drawn_of_the_network_in_question(repository):  # noqa: F811
    """An answer that was overtaken may have left the session with another network's counts."""
    session = MeasureSession(("other", "its digest"), found={"mean": "a record of the other"})
    WorthEvents(repository).choose(QUESTION, session, Press(to="mean"))
    assert (session.fill, session.weights[0], session.found) == ("mean", "tiny", {})


def test_images_of_others_are_not_measured_on(repository, monkeypatch, tiny_classifier):  # noqa: F811
    """A card may name any folder."""
    monkeypatch.setenv("GOOGLENET_PUBLIC", "1")
    tiny_classifier.card.config["dataset"] = "/etc"
    try:
        tools, session = WorthEvents(repository), MeasureSession()
        refusal, _ = list(tools.measure(QUESTION, session, Press(images=40)))[-1]
    finally:
        del tiny_classifier.card.config["dataset"]
    assert say("pictures.unknown", name="'/etc'") in unescape(refusal)
