"""The page's first answer, kept as JSON, is what the shipped network says."""

import pytest

from googlenet.app.page import FIRST_PICTURE
from googlenet.app.shell.answer import FIRST_VIEW, ClassifyView, classify_view, compute, first_view, identity
from googlenet.app.shell.question import Question, replace
from googlenet.app.shell.repository import DEFAULT_CLASSIFIER, Repository

QUESTION = Question(FIRST_PICTURE, DEFAULT_CLASSIFIER)


def test_the_kept_answer_is_the_networks_own():
    kept, fresh = first_view()["view"], compute(Repository(), QUESTION)
    assert first_view()["question"] == identity(QUESTION)
    assert kept["classes"] == fresh.classes
    assert kept["probabilities"] == pytest.approx(fresh.probabilities, abs=1e-4)
    assert kept["terms"] == pytest.approx(fresh.terms, abs=1e-3)
    assert kept["logit"] == pytest.approx(fresh.logit, abs=1e-3)
    assert kept["picture"] == fresh.picture


def test_it_is_right_and_small_enough_to_arrive_with_the_page():
    view = classify_view(Repository(), replace(QUESTION, lang="zh", owner="a" * 32))
    assert view == ClassifyView(**first_view()["view"])  # for everybody, without the network
    assert view.classes[view.target] == "Ankle boot"
    assert FIRST_VIEW.stat().st_size < 100_000


def test_another_question_is_not_answered_from_it(monkeypatch):
    asked = []
    monkeypatch.setattr(Repository, "remember", lambda self, kind, question, compute: asked.append(question))
    classify_view(Repository(), Question("example:bag", DEFAULT_CLASSIFIER))
    assert asked
