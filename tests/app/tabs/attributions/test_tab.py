"""What the Attributions tab does, without a browser."""

import base64
import io
import json
import re
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import gradio as gr
import numpy as np
import pytest
from PIL import Image

import googlenet
from googlenet.app.kit import job as jobs
from googlenet.app.shell.question import Question, replace
from googlenet.app.tabs.attributions import tab as attributions
from googlenet.app.tabs.attributions.html import figure
from googlenet.app.tabs.attributions.snippets import snippet
from googlenet.app.tabs.attributions.state import SHARES, WAYS, AttributionsSession, MethodRequest, Options, Task
from googlenet.app.tabs.attributions.view import MAP_PX, TILE_PX, agreement, find_maps, method_view
from googlenet.common.errors import BadImage
from googlenet.inspection import needs
from googlenet.inspection.attribution import attribute
from googlenet.inspection.methods import METHODS
from googlenet.text import say

QUESTION = Question("example:bar", "tiny", target=3)


@pytest.fixture
def repository(tiny_classifier, picture, tmp_path):
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


def ask(tab, session, *methods, **options):
    tab.render(QUESTION, tab.settle(QUESTION, Options(methods=methods, **options)), session)
    asked = session.request
    assert asked.options.methods == methods
    return asked


def sprite(uri):
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(uri.partition(",")[2]))).convert("RGBA"))


@pytest.mark.parametrize("method", METHODS)
def test_every_method_becomes_a_picture(repository, method):
    row, session = METHODS[method], AttributionsSession()
    small = {"n_steps": 2, "cells": 2, "trials": 10, "orders": 2, "samples": 2, "patches": 2, "channels": 4}
    values = row.fill({one.name: small[one.name] for one in row.parameters if one.name in small})
    block = None if row.kind == "input" else "inception3a" if method == "internal_influence" else "inception4a"
    task = Task(QUESTION, method, block, "black" if row.needs_baseline else None, tuple(values.items()))
    found = find_maps(repository, task, lambda done, total: None)
    view = method_view(task, found, "3x3", "Dress", "data:photo", session)
    heat = sprite(view.heat)
    assert heat.shape == (MAP_PX, MAP_PX, 4)
    assert np.ptp(heat[..., 3]) > 0
    assert view.branch == ("3x3" if row.kind == "layer" else None)
    assert list(session.strengths) == [task]
    if row.kind == "layer":
        assert view.branches == ("1x1", "3x3", "5x5", "pool")
        assert sprite(view.tiles).shape == (4 * TILE_PX, TILE_PX, 4)
        np.testing.assert_allclose(found[None].map, sum(found[branch].map for branch in view.branches), rtol=1e-5)


def test_a_place_shows_its_method_and_the_headline_compares_those_that_have_arrived(repository):
    tab, session = attributions.AttributionsEvents(repository), AttributionsSession()
    asked = ask(tab, session, "saliency", "deep_lift")
    *_, (first, head) = tab.answer(0, asked, session)
    assert 'data-method="saliency"' in first
    assert "Why Dress?" in head
    *_, (second, head) = tab.answer(1, asked, session)
    assert 'data-method="deep_lift"' in second
    assert "Similarity of the two maps" in head
    assert next(tab.answer(2, asked, session))[0] == ""
    assert 'data-act="again"' in next(tab.answer(WAYS, asked, session))[0]
    for answer in (tab.answer(SHARES, asked, session), tab.answer_again(WAYS, session)):
        *_, (drawn, _) = answer
        assert re.findall(r'<div class="block-name">(.*?)</div>', drawn) == ["3a", "4a"]
    assert drawn.count("<i role") == 2 * 4 * 4  # blocks, paths, ways


def test_methods_of_one_kind_or_of_one_block_are_not_compared():
    tasks = MethodRequest(
        QUESTION, Options(methods=("saliency", "input_x_gradient", "layer_grad_cam", "layer_activation"), block="b")
    ).tasks
    session = AttributionsSession(
        strengths={task: np.random.default_rng(n).random((14, 14)) for n, task in enumerate(tasks)}
    )
    pairs = [tuple(task.method for task in pair) for pair in agreement(session)]
    assert pairs == [("saliency", "layer_activation"), ("input_x_gradient", "layer_activation")]
    request = MethodRequest(QUESTION, Options(methods=("layer_activation", "input_x_gradient", "saliency"), block="b"))
    session.request = request  # whatever came first, the pairs stand as on the page
    pairs = [tuple(task.method for task in pair) for pair in agreement(session)]
    assert pairs == [("layer_activation", "input_x_gradient"), ("layer_activation", "saliency")]


def test_a_stopped_method_waits_to_be_started_again(repository, monkeypatch):
    monkeypatch.setattr(jobs, "TICK_SECONDS", 0.001)
    tab, session = attributions.AttributionsEvents(repository), AttributionsSession()
    asked = ask(tab, session, "occlusion")
    working = tab.answer(0, asked, session)
    assert 'data-act="stop"' in next(working)[0]
    tab.stop(0, session)
    *_, (place, _) = working
    assert 'data-act="again"' in place
    assert 'data-act="again"' in next(tab.answer(0, asked, session))[0]
    *_, (place, _) = tab.answer_again(0, session)
    assert '<span class="heat"' in place


def test_what_is_no_longer_asked_draws_nothing(repository, monkeypatch):
    monkeypatch.setattr(jobs, "TICK_SECONDS", 0.001)
    tab, session = attributions.AttributionsEvents(repository), AttributionsSession()
    working = tab.answer(0, ask(tab, session, "occlusion"), session)
    next(working)
    ask(tab, session, "saliency")
    assert all("heat" not in str(place) for place, _ in working)
    assert session.strengths == {}


def test_a_method_without_an_answer_says_why_in_its_place(repository, caplog):
    tab, session = attributions.AttributionsEvents(repository), AttributionsSession()
    asked = ask(tab, session, "saliency")

    def refuse(question):
        raise BadImage("frame.picture_gone")

    def break_down(question):
        raise ValueError("a bug")

    repository.picture = refuse
    assert say("frame.picture_gone") in [*tab.answer(0, asked, session)][-1][0]
    assert "a bug" not in caplog.text
    repository.picture = break_down
    assert say("frame.bug") in [*tab.answer(0, asked, session)][-1][0]
    assert "a bug" in caplog.text


def test_a_control_asks_anew_and_keeps_the_controls_where_it_can(repository):
    tab, session = attributions.AttributionsEvents(repository), AttributionsSession()
    options = ask(tab, session, "saliency").options
    drawn = [one.key for one in tab.controls(QUESTION, options)]
    changed = tab.choose(QUESTION, options, {"name": "block", "value": "inception3a"})
    assert changed.block == "inception3a"
    assert [one.key for one in tab.controls(QUESTION, changed)] == drawn  # the same branches, the same parameters
    more = tab.controls(QUESTION, replace(options, methods=("integrated_gradients",)))
    assert [one.key == before for one, before in zip(more, drawn, strict=True)] == [True, False]
    assert tab.choose(QUESTION, options, {"name": ["x"], "value": {"y": 1}}) == options


def test_another_pictures_maps_go_at_once_and_those_of_this_one_stay_until_they_are_replaced(repository):
    tab, session = attributions.AttributionsEvents(repository), AttributionsSession()
    options = tab.settle(QUESTION, Options(methods=("saliency",)))
    tab.render(QUESTION, options, session)
    *_, first, shares, ways = tab.render(
        QUESTION, tab.choose(QUESTION, options, {"name": "methods", "value": ""}), session
    )
    assert first == shares == ways == gr.skip()
    _, _, first, second, *_ = tab.render(replace(QUESTION, picture="example:bag"), options, session)
    assert 'aria-busy="true"' in first
    assert second == ""


def test_maps_of_a_question_that_was_left_are_not_followed(repository, monkeypatch):
    monkeypatch.setattr(jobs, "TICK_SECONDS", 0.001)
    tab, session = attributions.AttributionsEvents(repository), AttributionsSession()
    ask(tab, session, "saliency", "deep_lift")
    follow = tab.follower("options", "session", {0: "first", 1: "second"}, "head")
    values = follow(QUESTION, {"options": session.request.options, "session": session})
    next(values)
    other = replace(QUESTION, target=8)
    tab.render(other, tab.settle(other, Options(methods=("saliency", "deep_lift"))), session)
    assert list(values) == []


@pytest.mark.parametrize("is_later", [True, False], ids=["a later one", "an older one"])
def test_another_answer_that_is_prepared_at_the_same_time_leaves_the_latest_request(repository, monkeypatch, is_later):
    tab, session = attributions.AttributionsEvents(repository), AttributionsSession()
    ask(tab, session, "occlusion")
    mine, others = (tab.settle(QUESTION, Options(methods=(one,))) for one in ("saliency", "deep_lift"))
    prepare, places = tab.request, {0: "first"}

    def interrupted(question, options):
        monkeypatch.setattr(tab, "request", prepare)
        tab.render(question, others, session)
        if is_later:
            list(tab.follower("options", "session", places, "head")(question, {"options": others, "session": session}))
        return prepare(question, options)

    monkeypatch.setattr(tab, "request", interrupted)
    tab.render(QUESTION, mine, session)
    assert session.request.options == others
    if not is_later:  # only the latest answer comes as far as this
        shown = tab.follower("options", "session", places, "head")(QUESTION, {"options": mine, "session": session})
        assert 'data-method="saliency"' in [*shown][-1]["first"]
        assert session.request.options == mine


def test_the_raw_maps_can_be_saved(repository):
    tab, session = attributions.AttributionsEvents(repository), AttributionsSession()
    asked = ask(tab, session, "saliency", "layer_grad_cam")
    for position in range(2):
        list(tab.answer(position, asked, session))
    maps = np.load(tab.save(replace(QUESTION, lang="zh"), session))
    assert maps["saliency"].shape == (32, 32)
    assert maps["layer_grad_cam.inception4a.5x5"].shape == (8, 8)
    assert len(maps.files) == 6


def test_the_python_below_a_map_makes_the_same_map(repository, tiny_classifier, picture, tmp_path, monkeypatch):
    monkeypatch.setattr(googlenet, "load_classifier", {"tiny": tiny_classifier}.__getitem__, raising=False)
    monkeypatch.chdir(tmp_path)
    picture.save("picture.png")
    more = {"baseline": "blur", "values": (("error_limit", 0.05), ("n_steps", 2), ("of", "input_x_gradient"))}
    methods = ("integrated_gradients", "guided_grad_cam", "noise_tunnel", "layer_conductance", "layer_grad_cam")
    asked = MethodRequest(replace(QUESTION, lang=""), Options(methods=methods, block="inception3a", **more))
    for task in asked.tasks:
        found = find_maps(repository, task, lambda done, total: None)
        shown = found.get("5x5", found[None])
        written = {}
        exec(snippet(task, shown), written)  # noqa: S102 - our own words
        np.testing.assert_array_equal(written["attribution"].map, shown.map)


def test_a_second_class_or_network_stands_beside_the_first(repository):
    tab, session = attributions.AttributionsEvents(repository), AttributionsSession()
    asked = tab.request(QUESTION, Options(methods=("saliency",), block="inception4a", compare="class:8"))
    assert asked.other == replace(QUESTION, target=8)
    session.ask(asked)
    *_, (first, _) = tab.answer(0, asked, session)
    *_, (second, _) = tab.answer(1, asked, session)
    assert "Dress · tiny" in first
    assert "Bag · tiny" in second
    maps = np.load(tab.save(QUESTION, session))
    assert set(maps.files) == {"saliency", "saliency.compared"}
    network = tab.request(QUESTION, Options(compare="network:tiny")).other
    assert network == QUESTION  # the same class, by its label
    for nonsense in ("class:99", "class:x", "network:none"):
        assert tab.request(QUESTION, Options(compare=nonsense)).other is None


@pytest.mark.parametrize("method", ["saliency", "integrated_gradients", "layer_grad_cam"])
def test_a_saved_map_says_what_it_shows(repository, method):
    tab, session = attributions.AttributionsEvents(repository), AttributionsSession()
    asked = ask(tab, session, method, values=(("n_steps", 2),))
    list(tab.answer(0, asked, session))
    saved = json.loads(tab.picture(0, "png", QUESTION, session))
    root = ET.fromstring(saved["svg"])  # noqa: S314 - our own words
    words = " ".join(text.text for text in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "Why Dress?" in words
    assert "tiny" in words
    assert say(f"attributions.name.{method}") in words
    assert ("n_steps = 2" in words) == (method == "integrated_gradients")
    pictures = [image.get("href") for image in root.iter("{http://www.w3.org/2000/svg}image")]
    assert [sprite(one).shape for one in pictures] == [(448, 448, 4)]
    assert (saved["kind"], saved["name"]) == ("png", method)
    assert np.load(tab.export(QUESTION, [session.task(0)])).files[0].startswith(method)


def test_the_page_says_why_a_method_is_not_offered(repository, monkeypatch):
    monkeypatch.setitem(needs.NEEDS, "own_relus", lambda network: False)
    tab, session = attributions.AttributionsEvents(repository), AttributionsSession()
    options = tab.settle(QUESTION, Options(methods=("deconvolution",)))
    drawn = tab.controls(QUESTION, options)[0]
    tab.render(QUESTION, options, session)
    assert "Deconvolution can’t be used on this network" in drawn
    *_, (place, _) = tab.answer(0, session.request, session)
    assert "the ReLUs are not separate modules" in place


def test_without_weights_the_tab_says_what_to_do(repository):
    repository.choices = lambda lang: []
    tab, session = attributions.AttributionsEvents(repository), AttributionsSession()
    head, *others = tab.render(QUESTION, tab.settle(QUESTION, Options()), session)
    assert say("frame.no_weights") in head
    assert not any(others)
    assert tab.controls(QUESTION, Options()) == ("", "")
    assert next(tab.answer(0, session.request, session))[0] == ""


def test_grad_cam_is_cut_off_at_zero_after_all_paths_are_added_up(repository):
    """Where one path speaks for the class and another one more against it, nothing speaks for it."""
    task = Task(QUESTION, "layer_grad_cam", "inception4a", None, (("relu", True),))
    found = find_maps(repository, task, lambda done, total: None)
    classifier, picture = repository.classifier(""), repository.picture(QUESTION)
    whole = {"target": QUESTION.target, "method": "layer_grad_cam", "block": "inception4a", "relu": True}
    np.testing.assert_allclose(found[None].map, attribute(classifier, picture, **whole).map, atol=1e-7)
    np.testing.assert_allclose(found["3x3"].map, attribute(classifier, picture, branch="3x3", **whole).map, atol=1e-7)
    assert found[None].parameters["relu"] is True
    assert (sum(found[name].map for name in ("1x1", "3x3", "5x5", "pool")) > found[None].map + 1e-9).any()
    session = AttributionsSession()
    sentence = say("attributions.paths_add_up")
    assert sentence not in figure(method_view(task, found, "3x3", "Dress", "data:photo", session), "en")
    plain = replace(task, values=())
    found = find_maps(repository, plain, lambda done, total: None)
    assert sentence in figure(method_view(plain, found, "3x3", "Dress", "data:photo", session), "en")
