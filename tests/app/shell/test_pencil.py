"""A drawing: answered at once as it will be at rest, kept with the image that it was drawn on, refused where it is none."""

import base64
import json
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from googlenet.app.kit.picture import png_uri
from googlenet.app.shell import pencil as pencil_module
from googlenet.app.shell.answer import changed_terms, computed_view, drawn_view
from googlenet.app.shell.pencil import MOST_EARLIER, Pencil, sheet_key
from googlenet.app.shell.pencil_html import answer
from googlenet.app.shell.presses import Latest
from googlenet.app.shell.question import Question, replace
from googlenet.app.shell.repository import Repository
from googlenet.common.errors import BadImage
from googlenet.inspection.cache import CACHE
from googlenet.inspection.evidence import branch_evidence
from googlenet.networks.spec import spec_to_dict

QUESTION = Question("example:bag", "tiny", lang="en")


@pytest.fixture
def pencil(tmp_path, tiny_classifier):
    pencil = Pencil.__new__(Pencil)  # its components need no page here
    pencil.repository, pencil._followers = Repository(tmp_path), []
    pencil.repository.classifier = lambda _: tiny_classifier
    return pencil


def drawn(pencil, question, image):
    to = image and png_uri(image)
    return pencil.changed(question, {"ask": "drawing", "of": sheet_key(question), "to": to})


def test_an_answer_while_one_draws_is_the_answer_at_rest(pencil, tiny_classifier, picture):
    for image in (picture, Image.new("L", (28, 28), 255)):  # a light border is not inverted
        question = drawn(pencil, QUESTION, image)
        at_once, at_rest = drawn_view(tiny_classifier, image, None), computed_view(pencil.repository, question)
        assert replace(at_once, seconds=0) == replace(at_rest, seconds=0)
        assert np.array_equal(pencil.repository.picture(question).convert("L"), image)


def test_what_changed_by_branch_adds_up_to_the_change_of_the_score(pencil, tiny_classifier, picture):
    before = computed_view(pencil.repository, replace(QUESTION, target=3))
    now = drawn_view(tiny_classifier, picture, 3)
    changes = changed_terms(now, before)
    assert sum(changes.values()) == pytest.approx(now.logit - before.logit, abs=1e-5)
    one, other = (branch_evidence(tiny_classifier, each, 3) for each in (picture, pencil.repository.picture(QUESTION)))
    assert changes == pytest.approx({branch: one.terms[branch] - other.terms[branch] for branch in one.terms})
    with pytest.raises(ValueError, match="different"):
        changed_terms(now, replace(before, target=4))
    assert "Score of" in answer(now, before, "en")
    assert "Score of" not in answer(now, None, "en")  # the image is no longer kept


def test_a_drawing_keeps_the_way_back_and_all_that_must_be_deleted_with_it(pencil, picture):
    first = drawn(pencil, QUESTION, picture)
    second = drawn(pencil, first, Image.new("L", (28, 28)))
    assert second.pictures == (second.picture, first.picture, QUESTION.picture)
    assert len({sheet_key(one) for one in (QUESTION, first, second)}) == 1
    assert (second.prepare, second.original) == (False, QUESTION)
    chosen = replace(second, picture="example:cat")
    assert (chosen.is_drawing, chosen.original, chosen.pictures) == (False, chosen, ("example:cat",))


def kept(pencil):
    return {path.stem for path in pencil.repository.drawings.folder.iterdir()}


def test_drawings_are_few_push_out_no_uploads_and_are_gone_once_one_is_back_at_the_image(pencil, picture):
    other = drawn(pencil, replace(QUESTION, owner="another"), Image.new("L", (28, 28), 0))
    question = QUESTION
    for level in range(MOST_EARLIER + 3):
        question = drawn(pencil, question, Image.new("L", (28, 28), level))
    assert kept(pencil) == {other.picture, *question.pictures} - {QUESTION.picture}
    assert len(question.drawn.earlier) == MOST_EARLIER
    assert list(pencil.repository.pictures.folder.iterdir()) == []
    assert drawn(pencil, question, None) == QUESTION
    assert kept(pencil) == {other.picture}


def test_an_image_that_is_no_longer_kept_leaves_its_drawing_on_the_board(pencil, picture):
    upload = replace(QUESTION, picture=pencil.repository.pictures.put(picture))
    question = drawn(pencil, upload, Image.new("L", (28, 28)))
    event = SimpleNamespace(_data={"number": 3})
    assert json.loads(pencil._open(question, event))["has_ground"]
    pencil.repository.forget(upload.picture, pencil.repository.runs)
    CACHE.clear()
    sheet = json.loads(pencil._open(question, event))
    assert (sheet["has_ground"], sheet["ground"]) == (False, sheet["src"])
    with pytest.raises(BadImage):
        drawn(pencil, question, None)
    assert question.picture in kept(pencil)


def test_a_stroke_leaves_nothing_in_cache_and_on_disk_and_other_views_follow_it(pencil, tiny_classifier, picture):
    question, latest, seen = replace(QUESTION, target=3), Latest(), []
    pencil.repository.card = lambda _: {"spec": spec_to_dict(tiny_classifier.network.spec)}
    pencil._followers = [(lambda _, view: seen.append(view.logit), None)]
    cached = []
    for image in (picture, picture.rotate(90), Image.new("L", (28, 28))):
        message = {"of": sheet_key(question), "picture": png_uri(image)}
        assert "Score of" in pencil._stroke(question, latest, SimpleNamespace(_data=message))[0]
        cached.append(set(CACHE._kept))
    assert cached[0] == cached[1] == cached[2]  # of the image that it was begun on
    assert kept(pencil) == set()
    assert seen == [drawn_view(tiny_classifier, one, 3).logit for one in (picture, picture.rotate(90), image)]


def test_what_is_no_drawing_gets_a_sentence_and_what_comes_too_late_is_dropped(pencil, picture, monkeypatch):
    latest = Latest()

    def stroke(**message):
        (answer,) = pencil._stroke(QUESTION, latest, SimpleNamespace(_data=message))
        return answer

    foreign = "data:text/html;base64," + base64.b64encode(b"<script>").decode()
    for wrong in (foreign, png_uri(picture.resize((29, 28))), None, {}, ["data:image/png;base64,"]):
        assert "28 × 28" in stroke(of=sheet_key(QUESTION), picture=wrong)
        with pytest.raises(BadImage, match="28 × 28"):
            pencil.changed(QUESTION, {"ask": "drawing", "of": sheet_key(QUESTION), "to": wrong or ""})
    assert not isinstance(stroke(of="another", picture=png_uri(picture)), str)
    assert pencil.changed(QUESTION, {"ask": "drawing", "of": "another", "to": png_uri(picture)}) is QUESTION
    stroked = {"of": sheet_key(QUESTION), "picture": png_uri(picture)}
    pencil._answer = lambda *_: "an answer"
    assert (stroke(**stroked), latest.question, latest.strokes) == ("an answer", None, 1)
    monkeypatch.setattr(
        pencil_module, "drawn_view", lambda *_: setattr(latest, "question", QUESTION)
    )  # pressed meanwhile
    assert not isinstance(stroke(**stroked), str)
    latest.question = replace(QUESTION, picture="example:cat")
    assert not isinstance(stroke(**stroked), str)
    assert latest.question.picture == "example:cat"
