"""Hostile files through the real HTTP route: each a right picture or the gate's one sentence, and nothing remembers it."""

import base64
import warnings

import numpy as np
import pytest

from googlenet.app.shell.repository import DEFAULT_CLASSIFIER
from googlenet.common.errors import BadImage
from googlenet.data.uploads import open_image
from tests.hostile_files import HTML, SVG, some, turned
from tests.picture_files import encoded
from tests.service.caller import EXAMPLE

COUNT = 320


def expected(case):
    """What the gate says of the file, asked directly."""
    try:
        with warnings.catch_warnings(action="ignore"):  # as in the app; pytest makes them errors
            return "answer", open_image(case.data)
    except BadImage as refused:
        return "sentence", refused.message("en")


def encoded_again(data):
    """The picture as a data: URI of a plain PNG."""
    return "data:image/png;base64," + base64.b64encode(encoded(open_image(data), "PNG")).decode()


def test_every_file_is_a_picture_or_the_gate_s_sentence_and_a_good_one_is_answered_as_before(caller, app):
    before, cases = caller("classify", EXAMPLE), some(COUNT)
    assert len({case.data for case in cases}) > 0.9 * COUNT
    for start in range(0, COUNT, 40):
        batch = cases[start : start + 40]
        arguments = [(caller.upload(case.data, case.name),) for case in batch]
        for case, (kind, value) in zip(batch, caller.outcomes("classify", arguments), strict=True):
            wanted, told = expected(case)
            assert kind == wanted, (case.trick, value)
            if kind == "sentence":
                assert value == told, case.trick
            else:
                assert sum(value["probabilities"]) == pytest.approx(1, abs=1e-4), case.trick
    assert "Traceback" not in app.log()
    after = caller("classify", EXAMPLE)
    assert after["logits"] == before["logits"]


def test_each_way_to_lie_in_the_file_has_its_own_answer_and_pixels_alone_count(caller):
    files = turned()
    answers = dict(
        zip(files, caller.outcomes("classify", [(caller.upload(data),) for data in files.values()]), strict=True)
    )
    for kind in ("PNG", "WEBP"):
        for turn in range(1, 9):
            upright = encoded_again(files[f"{kind}, turned {turn}"])
            assert np.allclose(answers[f"{kind}, turned {turn}"][1]["logits"], caller("classify", upright)["logits"])


def test_a_refused_file_is_not_handed_out_as_a_page(caller):
    for name, data in {"a.html": HTML, "a.svg": SVG, "a.js": b"alert(1)", "a.png": HTML}.items():
        answer = caller.http.get(f"/file={caller.upload(data, name)['path']}")
        kind = answer.headers["content-type"]
        assert answer.headers.get("content-disposition", "").startswith("attachment") or kind.startswith("image/png"), (
            kind
        )


@pytest.mark.parametrize(
    "drawing", ["data:text/html;base64,PGI+", "http://127.0.0.1:9/a.png", ["data:image/png;base64,"], None]
)
def test_a_drawing_that_is_none_gets_a_sentence(caller, app, drawing):
    listed = caller.http.get(f"{app.url}/config").json()["dependencies"]
    (index,) = (one["id"] for one in listed if "stroke" in {event for _, event in one["targets"]})
    message = {"of": f"{EXAMPLE} {DEFAULT_CLASSIFIER} 1", "picture": drawing}
    request = {"data": [None, None], "event_data": message, "fn_index": index, "session_hash": "drawer"}
    assert caller.http.post("/queue/join", json=request).status_code == 200
    answer = caller.http.get("/queue/data", params={"session_hash": "drawer"}).text
    assert BadImage("error.drawing", side=28).message("en") in answer
