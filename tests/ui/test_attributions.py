"""What the Attributions tab does, without a browser."""

import base64
import io
import json
import re
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image

import googlenet
from googlenet.errors import BadImage
from googlenet.inspection import needs
from googlenet.inspection.attribution import attribute
from googlenet.inspection.methods import METHODS
from googlenet.text import say
from googlenet.ui import attributions, jobs
from googlenet.ui.answering import find_maps
from googlenet.ui.asking import SHARES, WAYS, Asked, Desk, Options, Task
from googlenet.ui.markup.attributions import figure
from googlenet.ui.method_views import MAP_PX, TILE_PX, agreement, method_view
from googlenet.ui.question import Question, replace
from googlenet.ui.snippets import snippet

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
        choices=lambda lang, owner="": [("Tiny", "tiny")],
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
    small = {"n_steps": 2, "cells": 2, "trials": 10, "orders": 1, "samples": 2, "patches": 2}
    values = row.fill({one.name: small[one.name] for one in row.parameters if one.name in small})
    block = None if row.kind == "input" else "inception3a" if method == "internal_influence" else "inception4a"
    task = Task(QUESTION, method, block, "black" if row.needs_baseline else None, tuple(values.items()))
    found = find_maps(answers, task, lambda done, total: None)
    view = method_view(task, found, "3x3", "Dress", "data:photo", desk)
    heat = sprite(view.heat)
    assert heat.shape == (MAP_PX, MAP_PX, 4)
    assert np.ptp(heat[..., 3]) > 0
    assert view.branch == ("3x3" if row.kind == "layer" else None)
    assert list(desk.strengths) == [task]
    if row.kind == "layer":
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
    assert 'data-act="again"' in next(tab.answer(WAYS, asked, desk))[0]
    for place, answer in ((SHARES, tab.answer), (WAYS, tab.answer_again)):
        *_, (drawn, _) = answer(place, asked, desk)
        assert re.findall(r'<div class="bh">(.*?)</div>', drawn) == ["3a", "4a"]
    assert drawn.count("<i role") == 2 * 4 * 4  # blocks, paths, ways


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
    changed, asked, _, _ = tab.choose(QUESTION, options, desk, event)
    assert changed.block == asked.options.block == "inception3a"
    assert desk.asked == asked
    strange, _, _, _ = tab.choose(QUESTION, options, desk, SimpleNamespace(name=["x"], value={"y": 1}))
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


def test_the_python_below_a_map_makes_the_same_map(answers, tiny_classifier, picture, tmp_path, monkeypatch):
    monkeypatch.setattr(googlenet, "load_classifier", {"tiny": tiny_classifier}.__getitem__, raising=False)
    monkeypatch.chdir(tmp_path)
    picture.save("picture.png")
    more = {"baseline": "blur", "values": (("error_limit", 0.05), ("n_steps", 2), ("of", "input_x_gradient"))}
    methods = ("integrated_gradients", "guided_grad_cam", "noise_tunnel", "layer_conductance", "layer_grad_cam")
    asked = Asked(replace(QUESTION, lang=""), Options(methods=methods, block="inception3a", **more))
    for task in asked.tasks:
        found = find_maps(answers, task, lambda done, total: None)
        shown = found.get("5x5", found[None])
        written = {}
        exec(snippet(task, shown), written)  # noqa: S102 - our own words
        np.testing.assert_array_equal(written["attribution"].map, shown.map)


def test_a_second_class_or_network_stands_beside_the_first(answers):
    tab, desk = attributions._Tab(answers), Desk()
    asked = tab.asked(QUESTION, Options(methods=("saliency",), block="inception4a", compare="class:8"))
    assert asked.other == replace(QUESTION, target=8)
    desk.ask(asked)
    *_, (first, _) = tab.answer(0, asked, desk)
    *_, (second, _) = tab.answer(1, asked, desk)
    assert "Dress · tiny" in first
    assert "Bag · tiny" in second
    maps = np.load(tab.save(QUESTION, desk))
    assert set(maps.files) == {"saliency", "saliency.compared"}
    network = tab.asked(QUESTION, Options(compare="network:tiny")).other
    assert network == QUESTION  # the same class, by its label
    for nonsense in ("class:99", "class:x", "network:none"):
        assert tab.asked(QUESTION, Options(compare=nonsense)).other is None


@pytest.mark.parametrize("method", ["saliency", "integrated_gradients", "layer_grad_cam"])
def test_a_slide_says_what_it_shows(answers, method):
    tab, desk = attributions._Tab(answers), Desk()
    asked = ask(tab, desk, method, values=(("n_steps", 2),))
    list(tab.answer(0, asked, desk))
    told = json.loads(tab.slide_saver(0, "png")(QUESTION, desk))
    root = ET.fromstring(told["svg"])  # noqa: S314 - our own words
    words = " ".join(text.text for text in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "Why Dress?" in words
    assert "tiny" in words
    assert say(f"attributions.name.{method}") in words
    assert ("n_steps = 2" in words) == (method == "integrated_gradients")
    pictures = [image.get("href") for image in root.iter("{http://www.w3.org/2000/svg}image")]
    assert [sprite(one).shape for one in pictures] == [(448, 448, 4)] * 2
    assert (told["kind"], told["name"]) == ("png", method)
    assert np.load(tab.numbers_saver(0)(QUESTION, desk)).files[0].startswith(method)


def test_the_page_says_why_a_method_is_not_offered(answers, monkeypatch):
    monkeypatch.setitem(needs.NEEDS, "scikit_learn", lambda network: False)
    tab, desk = attributions._Tab(answers), Desk()
    drawn = tab.render(QUESTION, Options(methods=("lime",)), desk)[3]
    assert "LIME needs the package scikit-learn" in drawn
    *_, (place, _) = tab.answer(0, desk.asked, desk)
    assert "pip install scikit-learn" in place


def test_without_weights_the_tab_says_what_to_do(answers):
    answers.choices = lambda lang: []
    tab, desk = attributions._Tab(answers), Desk()
    _, asked, head, *_ = tab.render(QUESTION, Options(), desk)
    assert say("frame.no_weights") in head
    assert next(tab.answer(0, asked, desk))[0] == ""


def test_grad_cam_is_cut_off_at_zero_after_all_paths_are_added_up(answers):
    """Where one path speaks for the class and another one more against it, nothing speaks for it."""
    task = Task(QUESTION, "layer_grad_cam", "inception4a", None, (("relu", True),))
    found = find_maps(answers, task, lambda done, total: None)
    classifier, picture = answers.classifier(""), answers.picture(QUESTION)
    whole = {"target": QUESTION.target, "method": "layer_grad_cam", "block": "inception4a", "relu": True}
    np.testing.assert_allclose(found[None].map, attribute(classifier, picture, **whole).map, atol=1e-7)
    np.testing.assert_allclose(found["3x3"].map, attribute(classifier, picture, branch="3x3", **whole).map, atol=1e-7)
    assert found[None].parameters["relu"] is True
    assert (sum(found[name].map for name in ("1x1", "3x3", "5x5", "pool")) > found[None].map + 1e-9).any()
    desk = Desk()
    told = say("attributions.paths_add_up")
    assert told not in figure(method_view(task, found, "3x3", "Dress", "data:photo", desk), "en")
    plain = replace(task, values=())
    found = find_maps(answers, plain, lambda done, total: None)
    assert told in figure(method_view(plain, found, "3x3", "Dress", "data:photo", desk), "en")
