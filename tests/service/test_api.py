"""The endpoints: those that are promised and no other, each with the Python API's own answer, by HTTP and by client."""

import base64
import re
from pathlib import Path

import pytest
from gradio_client import Client, handle_file

import googlenet
from googlenet.app.page import build_app
from googlenet.app.shell.repository import SHIPPED, Repository
from googlenet.common.json_values import json_values
from googlenet.data.examples import list_examples
from googlenet.inspection.ablation import observe_without
from googlenet.inspection.exemplars import stored_exemplars
from googlenet.inspection.flow import branch_flows
from googlenet.inspection.importance import stored_importance
from googlenet.inspection.regions import outlined
from googlenet.networks.checkpoint import read_card
from googlenet.networks.classifier import find_weights
from tests.service.caller import EXAMPLE, Refused

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = {
    *("ablate", "attribute", "branches", "cell", "classify", "evidence", "exemplars", "flow", "importance"),
    *("influence", "methods", "models", "regions", "runs", "summary"),
}
PICTURE = next(one.path for one in list_examples() if one.name == "ankle-boot")
OFF = {"inception4c": ["5x5"], "inception5b": {"1x1": [0, 3]}}
CLOCKS = {"seconds"}


@pytest.fixture(scope="module")
def classifier():
    return googlenet.load_classifier(SHIPPED)


def same(given, wanted):
    """Whether two JSON values are the same but for rounding (other threads sum in another order) and for clocks."""
    if isinstance(wanted, dict):
        assert given.keys() == wanted.keys()
        return all(key in CLOCKS or same(given[key], wanted[key]) for key in wanted)
    if isinstance(wanted, list):
        return len(given) == len(wanted) and all(map(same, given, wanted))
    return given == (pytest.approx(wanted, rel=1e-3, abs=1e-5) if isinstance(wanted, float) else wanted)


ASKED = {  # endpoint -> arguments after the image, and what the Python API says
    "classify": ([], lambda c: googlenet.classify(c, PICTURE)),
    "evidence": ([SHIPPED, "Bag"], lambda c: googlenet.branch_evidence(c, PICTURE, "Bag")),
    "ablate": ([OFF], lambda c: observe_without(c, PICTURE, OFF).prediction),
    "attribute": (
        [SHIPPED, 9, "layer_grad_cam", "inception4e", "3x3"],
        lambda c: googlenet.attribute(c, PICTURE, 9, "layer_grad_cam", "inception4e", "3x3"),
    ),
    "cell": (
        ["inception4c", 35, 9, 6, "5x5"],
        lambda c: googlenet.cell(c, PICTURE, block="inception4c", branch="5x5", channel=35, row=9, column=6),
    ),
    "regions": (
        [[[[0, 0], [0.5, 1]], [[0.5, 0], [1, 1]]]],
        lambda c: googlenet.regions(c, PICTURE, outlined([[(0, 0), (0.5, 1)], [(0.5, 0), (1, 1)]])),
    ),
    "influence": ([SHIPPED, "Bag", 4], lambda c: googlenet.influence(c, PICTURE, "Bag", images=4)),
    "flow": ([SHIPPED, "inception4b"], lambda c: branch_flows(c, PICTURE, blocks=["inception4b"])),
}


@pytest.mark.parametrize("name", ASKED)
def test_an_endpoint_about_an_image_answers_what_the_python_api_does(caller, classifier, name):
    arguments, python = ASKED[name]
    assert same(caller(name, EXAMPLE, *arguments), json_values(python(classifier)))


def test_paths_are_told_in_brief_and_one_of_them_whole(caller, classifier):
    maps = googlenet.branch_activations(classifier, PICTURE)
    brief = caller("branches", EXAMPLE)
    assert {block: {*paths} for block, paths in brief.items()} == {block: {*paths} for block, paths in maps.items()}
    assert brief["inception4c"]["5x5"]["shape"] == list(maps["inception4c"]["5x5"].shape)
    assert sum(path["energy"] for path in brief["inception4c"].values()) == pytest.approx(1)
    whole = caller("branches", EXAMPLE, SHIPPED, "inception5b", "pool")
    assert same(whole["maps"], maps["inception5b"]["pool"].tolist())
    channel = caller("branches", EXAMPLE, SHIPPED, "inception5b", "pool", 7)
    assert same(channel["maps"], maps["inception5b"]["pool"][7].tolist())


def test_why_one_class_and_not_another(caller, classifier):
    answer = caller("evidence", EXAMPLE, SHIPPED, "Ankle boot", "Sneaker")
    assert same(answer, json_values(googlenet.evidence_against(classifier, PICTURE, "Ankle boot", "Sneaker")))


def test_what_was_measured_is_told_as_it_is_stored(caller, classifier):
    assert caller("importance") == json_values(stored_importance(classifier))
    assert caller("exemplars", "inception4c", "5x5", 3) == json_values(
        list(stored_exemplars(classifier).of("inception4c", "5x5", 3))
    )


def test_networks_methods_and_runs_are_listed(caller):
    models, methods = caller("models"), caller("methods")
    assert {*models["networks"]} == {*googlenet.list_models()}
    figures = read_card(find_weights(SHIPPED)[0]).figures
    assert models["weights"][SHIPPED]["figures"] == figures
    assert {*methods} == {*googlenet.METHODS}
    assert caller("runs")[SHIPPED]["state"] == "finished"
    assert [one["kind"] for one in caller("runs", SHIPPED)["records"]].count("epoch") == figures["epochs"]


def test_a_summary_is_the_python_api_s(caller):
    rows = googlenet.summary("googlenet", (2, 3, 64, 64), num_classes=5)
    assert caller("summary", "googlenet", [2, 3, 64, 64], 5) == json_values(rows)


def test_a_picture_comes_as_an_upload_or_in_the_request_or_by_its_example_s_name(caller):
    data = PICTURE.read_bytes()
    ways = [EXAMPLE, caller.upload(data), f"data:image/png;base64,{base64.b64encode(data).decode()}"]
    answers = [caller("classify", way)["logits"] for way in ways]
    assert answers[0] == answers[1] == answers[2]


def test_gradio_s_own_client_asks_the_same(app, caller):
    client = Client(app.url, verbose=False, analytics_enabled=False)
    answer = client.predict(image=handle_file(str(PICTURE)), network=SHIPPED, api_name="/classify")
    assert answer["labels"] == caller("classify", EXAMPLE)["labels"]
    client.close()


def test_the_public_endpoints_are_those_that_are_promised(caller):
    info = caller.http.get("/info").json()
    assert {name.removeprefix("/") for name in info["named_endpoints"]} == PUBLIC
    assert info["unnamed_endpoints"] == {}
    for name, one in info["named_endpoints"].items():
        assert len(one["description"]) > 20, name


def test_every_other_event_is_private(tmp_path):
    demo, _ = build_app(Repository(tmp_path))
    assert {one.api_name for one in demo.fns.values() if one.api_visibility != "private"} == PUBLIC


def test_the_docs_name_every_endpoint():
    page = (ROOT / "docs/http-api.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `/(\w+)` \|", page, re.MULTILINE)) == PUBLIC


@pytest.mark.parametrize(
    ("name", "arguments", "word"),
    [
        ("classify", [5], "argument image"),
        ("classify", [], "argument image"),
        ("classify", [EXAMPLE, 7], "argument network"),
        ("classify", [EXAMPLE, SHIPPED, "yes"], "argument prepare"),
        ("classify", [EXAMPLE, "alexnet"], "'alexnet'"),
        ("classify", [EXAMPLE, "googlenet_torchvision.imagenet1k_v1"], "not on this machine"),
        ("classify", ["example:nothing"], "no longer stored"),
        ("classify", ["data:image/png;base64,@@"], "data: URI"),
        ("branches", [EXAMPLE, SHIPPED, "inception4c", "5x5", 10**6], "no channel"),
        ("ablate", [EXAMPLE, {"inception9z": ["5x5"]}], "inception9z"),
        ("ablate", [EXAMPLE, {"inception4c": {"5x5": [-1]}}], "-1"),
        ("attribute", [EXAMPLE, SHIPPED, 99], "99"),
        ("regions", [EXAMPLE, [[[0, 0], [1, 2]]]], "outlines"),
        ("regions", [EXAMPLE, [[[0, 0], [1, 1]]] * 9], "outlines"),
        ("influence", [EXAMPLE, SHIPPED, None, 801], "801"),
        ("attribute", [EXAMPLE, SHIPPED, None, "magic"], "magic"),
        ("attribute", [EXAMPLE, SHIPPED, None, "saliency", None, None, "black", {"progress": 1}], "progress"),
        ("attribute", [EXAMPLE, SHIPPED, None, "shapley_value_sampling", *[None] * 2, "black", {"cells": 28}], "800"),
        ("summary", ["googlenet", [1, 3, 10**30, 4]], "input_size"),
        ("summary", ["googlenet", [1, 3, 64, 64], 10**9], "num_classes"),
        ("importance", ["googlenet.untrained"], "no measurement"),
        ("runs", ["run:../../etc"], "etc"),
    ],
)
def test_what_does_not_fit_is_told_in_one_sentence(caller, name, arguments, word):
    with pytest.raises(Refused) as refused:
        caller(name, *arguments)
    assert word in refused.value.sentence
    assert "\n" not in refused.value.sentence
