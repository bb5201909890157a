"""The page's first answer, kept as JSON, is what the shipped network says."""

from collections import Counter

import pytest

from googlenet.app.page import FIRST_PICTURE
from googlenet.app.shell.answer import (
    FIRST_VIEW,
    ClassifyView,
    classify_view,
    computed_view,
    first_view,
    identity,
    picture_of,
)
from googlenet.app.shell.question import Question, replace
from googlenet.app.shell.repository import DEFAULT_CLASSIFIER, Repository
from googlenet.app.tabs.classify.why.tab import why_view
from googlenet.data import images
from googlenet.inspection import cache, inference
from googlenet.inspection.evidence import branch_evidence, evidence_against

QUESTION = Question(FIRST_PICTURE, DEFAULT_CLASSIFIER)


def test_the_kept_answer_is_the_networks_own():
    kept, fresh = first_view()["view"], computed_view(Repository(), QUESTION)
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


def test_a_new_picture_costs_one_pass_one_replica_and_one_preparation_and_its_other_views_none(monkeypatch):
    repository, question = Repository(), Question("example:bag", DEFAULT_CLASSIFIER)
    done = Counter()

    def counted(module, name):
        original = getattr(module, name)

        def count(*arguments, **more):
            done[name] += 1
            return original(*arguments, **more)

        monkeypatch.setattr(module, name, count)

    cache.CACHE.clear()
    for module, name in (
        (images, "to_pixels"),
        (inference, "to_pixels"),
        (images, "open_image"),
        (inference, "to_input"),
    ):
        counted(module, name)
    counted(inference, "replica")
    network = repository.classifier(question.classifier).network
    handle = network.register_forward_hook(lambda *_: done.update(["forward"]))  # replicas carry it along
    try:
        view = classify_view(repository, question)
        once = {"to_pixels": 1, "open_image": 1, "to_input": 1, "replica": 1, "forward": 1}
        assert done == once
        classify_view(repository, replace(question, target=(view.target + 1) % len(view.classes)))
        why_view(repository, question, None)
        assert picture_of(repository, question) == view.picture
        assert done == once
    finally:
        handle.remove()


@pytest.mark.parametrize("picture", ["example:bag", "example:cat"])
def test_the_one_pass_answers_as_the_public_functions_do_to_the_bit(picture):
    repository = Repository()
    question = Question(picture, DEFAULT_CLASSIFIER, target=3)
    view, why = classify_view(repository, question), why_view(repository, question, None)
    arguments = repository.classifier(question.classifier), repository.picture(question)
    evidence, prediction = branch_evidence(*arguments, 3), inference.classify(*arguments)
    difference = evidence_against(*arguments, 3)
    assert (view.terms, view.logit, view.bias) == (evidence.terms, evidence.logit, evidence.bias)
    assert [view.probabilities[index] for index in prediction.indices] == prediction.probabilities.tolist()
    assert (why.terms, why.against, why.logit) == (difference.terms, difference.against, difference.logit)
