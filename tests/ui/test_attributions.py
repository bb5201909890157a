"""What the Attributions tab does, without a browser."""

import base64
import io
import re
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from googlenet.errors import BadImage
from googlenet.inspection.methods import METHODS
from googlenet.text import say
from googlenet.ui import attributions, jobs
from googlenet.ui.asking import Asked, Desk, Options, Task, find_maps
from googlenet.ui.method_views import MAP_PX, TILE_PX, agreement, method_view
from googlenet.ui.question import Question, replace

QUESTION = Question("example:bar", "tiny", target=3)


@pytest.fixture
def answers(tiny_classifier, picture, tmp_path):
    def export(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        return str(path)

    return SimpleNamespace(
        classifier=lambda name: tiny_classifier,
        picture=lambda question: picture,
        remember=lambda kind, question, compute, *more: compute(),
        choices=lambda lang: [("Tiny", "tiny")],
        export=export,
    )


def ask(tab, desk, *methods, **options):
    asked = tab.render(QUESTION, Options(methods=methods, **options), desk)[1]
    assert asked.options.methods == methods
    return asked


def sprite(uri):
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(uri.partition(",")[2]))).convert("RGBA"))


@pytest.mark.parametrize("method", METHODS)
def test_every_method_becomes_a_picture(answers, method):
    row, desk = METHODS[method], Desk()
    steps = 2 if any(parameter.name == "n_steps" for parameter in row.parameters) else None
    block = None if row.kind == "input" else "inception3a" if method == "internal_influence" else "inception4a"
    task = Task(QUESTION, method, block, "black" if row.needs_baseline else None, steps)
    found = find_maps(answers, task, lambda done, total: None)
    view = method_view(task, found, "3x3", "Dress", "data:photo", desk)
    heat = sprite(view.heat)
    assert heat.shape == (MAP_PX, MAP_PX, 4)
    assert np.ptp(heat[..., 3]) > 0
    assert view.branch == ("3x3" if block else None)
    assert list(desk.strengths) == [task]
    if block:
        assert view.branches == ("1x1", "3x3", "5x5", "pool")
        assert sprite(view.tiles).shape == (4 * TILE_PX, TILE_PX, 4)
        np.testing.assert_allclose(found[None].map, sum(found[branch].map for branch in view.branches), rtol=1e-5)


def test_a_place_shows_its_method_and_the_headline_compares_those_that_have_arrived(answers):
    tab, desk = attributions._Tab(answers), Desk()
    asked = ask(tab, desk, "saliency", "deep_lift")
    *_, (first, head) = tab.answer(0, asked, desk)
    assert 'data-method="saliency"' in first
    assert "Why Dress?" in head
    *_, (second, head) = tab.answer(1, asked, desk)
    assert 'data-method="deep_lift"' in second
    assert "Similarity of the two maps" in head
    assert next(tab.answer(2, asked, desk))[0] == ""
    *_, (shares, _) = tab.answer(None, asked, desk)
    assert re.findall(r'<div class="bh">(.*?)</div>', shares) == ["3a", "4a"]


def test_methods_of_one_kind_or_of_one_block_are_not_compared():
    tasks = Asked(
        QUESTION, Options(methods=("saliency", "input_x_gradient", "layer_grad_cam", "layer_activation"), block="b")
    ).tasks
    desk = Desk(strengths={task: np.random.default_rng(n).random((14, 14)) for n, task in enumerate(tasks)})
    pairs = [tuple(task.method for task in pair) for pair in agreement(desk)]
    assert pairs == [("saliency", "layer_activation"), ("input_x_gradient", "layer_activation")]


def test_a_stopped_method_waits_to_be_started_again(answers, monkeypatch):
    monkeypatch.setattr(jobs, "TICK_SECONDS", 0.001)
    tab, desk = attributions._Tab(answers), Desk()
    asked = ask(tab, desk, "occlusion")
    working = tab.answer(0, asked, desk)
    assert 'data-act="stop"' in next(working)[0]
    tab.stop(0, desk)
    *_, (place, _) = working
    assert 'data-act="again"' in place
    assert 'data-act="again"' in next(tab.answer(0, asked, desk))[0]
    *_, (place, _) = tab.answer_again(0, asked, desk)
    assert '<span class="heat"' in place


def test_what_is_no_longer_asked_draws_nothing(answers, monkeypatch):
    monkeypatch.setattr(jobs, "TICK_SECONDS", 0.001)
    tab, desk = attributions._Tab(answers), Desk()
    working = tab.answer(0, ask(tab, desk, "occlusion"), desk)
    next(working)
    ask(tab, desk, "saliency")
    assert all("heat" not in str(place) for place, _ in working)
    assert desk.strengths == {}


def test_a_method_without_an_answer_says_why_in_its_place(answers, caplog):
    tab, desk = attributions._Tab(answers), Desk()
    asked = ask(tab, desk, "saliency")

    def refuse(question):
        raise BadImage("frame.picture_gone")

    def break_down(question):
        raise ValueError("a bug")

    answers.picture = refuse
    assert say("frame.picture_gone") in [*tab.answer(0, asked, desk)][-1][0]
    assert "a bug" not in caplog.text
    answers.picture = break_down
    assert say("frame.bug") in [*tab.answer(0, asked, desk)][-1][0]
    assert "a bug" in caplog.text


def test_a_control_asks_anew_and_keeps_the_controls_where_it_can(answers):
    tab, desk = attributions._Tab(answers), Desk()
    options = ask(tab, desk, "saliency").options
    event = SimpleNamespace(name="block", value="inception3a")
    changed, asked, _ = tab.choose(QUESTION, options, desk, event)
    assert changed.block == asked.options.block == "inception3a"
    assert desk.asked == asked
    strange, _, _ = tab.choose(QUESTION, options, desk, SimpleNamespace(name=["x"], value={"y": 1}))
    assert strange == options


def test_the_raw_maps_can_be_saved(answers):
    tab, desk = attributions._Tab(answers), Desk()
    asked = ask(tab, desk, "saliency", "layer_grad_cam")
    for position in range(2):
        list(tab.answer(position, asked, desk))
    maps = np.load(tab.save(replace(QUESTION, lang="zh"), desk))
    assert maps["saliency"].shape == (32, 32)
    assert maps["layer_grad_cam.inception4a.5x5"].shape == (8, 8)
    assert len(maps.files) == 6


def test_without_weights_the_tab_says_what_to_do(answers):
    answers.choices = lambda lang: []
    tab, desk = attributions._Tab(answers), Desk()
    _, asked, head, *_ = tab.render(QUESTION, Options(), desk)
    assert say("frame.no_weights") in head
    assert next(tab.answer(0, asked, desk))[0] == ""
