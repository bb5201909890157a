"""The notebook: its code, run apart from the page, prints the numbers that are on screen."""

import json
import re
from contextlib import redirect_stdout
from dataclasses import replace
from io import StringIO

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from PIL import Image

import googlenet
from googlenet.app.kit.job import Job
from googlenet.app.page import TABS
from googlenet.app.report.notebook import notebook
from googlenet.app.shell.answer import classify_view
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import SHIPPED, Repository
from googlenet.app.tabs.attributions.executor import Executor
from googlenet.app.tabs.attributions.regions.view import FoundRegions, find
from googlenet.app.tabs.attributions.state import AttributionsSession, MethodRequest, Options
from googlenet.app.tabs.attributions.view import method_view
from googlenet.app.tabs.branches.closeup.cell_view import worked_view
from googlenet.app.tabs.branches.state import Selection
from googlenet.app.tabs.branches.view import channel_view, map_view, sheet_view
from googlenet.app.tabs.branches.worth.view import importance_of
from googlenet.common.files import ASSETS
from googlenet.data.images import to_pixels
from googlenet.text import say
from tests.app.tiny_repository import TinyRepository

QUESTION = Question("example:ankle-boot", SHIPPED)
NUMBER = re.compile(r"(.+): (-?[\d.]+)$", re.MULTILINE)
HALVES = (((0.0, 0.0), (0.5, 1.0)), ((0.5, 0.0), (1.0, 1.0)))


@pytest.fixture(scope="module")
def repository():
    return Repository()


@pytest.fixture(autouse=True)
def drawings(monkeypatch):
    """No window; the code runs where a clone would be."""
    monkeypatch.chdir(ASSETS.parent)
    plt.switch_backend("Agg")
    yield
    plt.close("all")


def written(repository, tab, state=None, session=None, question=QUESTION, *, is_agreed=False):
    """The notebook's cells of one kind each: texts, codes."""
    named = {one.name: one for one in TABS}
    parts = named[tab].notebook(repository, question, state, session)
    more = {"title": tab, "link": "https://example.org/?tab=x", "is_agreed": is_agreed}
    document = json.loads(notebook(parts, repository, question, **more))
    assert document["nbformat"] == 4
    kinds = {"markdown": [], "code": []}
    for cell in document["cells"]:
        kinds[cell["cell_type"]].append(cell["source"])
    return kinds["markdown"], kinds["code"]


def printed(codes):
    """The numbers that the cells after the clone print: name -> each value."""
    printed, names = StringIO(), {}
    with redirect_stdout(printed):
        for code in codes[1:]:
            exec(code, names)  # noqa: S102 - our own words
    found: dict[str, list[float]] = {}
    for name, value in NUMBER.findall(printed.getvalue()):
        found.setdefault(name, []).append(float(value))
    return found


def check(found, shown):
    """That each number on screen is printed."""
    for name, value in shown.items():
        assert min(abs(one - value) for one in found[name]) < 1e-4, name


def test_classify(repository, monkeypatch):
    monkeypatch.setenv("GOOGLENET_REPOSITORY", "https://example.org/code.git")
    (about, *_), codes = written(repository, "classify")
    assert "https://example.org/?tab=x" in about
    assert "'https://example.org/code.git'" in codes[0]
    assert say("notebook.address") not in about
    view = classify_view(repository, QUESTION)
    shown = dict(zip(view.classes, view.probabilities, strict=True)) | view.terms
    check(printed(codes), shown | {"bias": view.bias, "score": view.logit})


def test_branches_with_a_branch_off_a_channel_opened_and_its_arithmetic(repository):
    opened, off = ("inception4c", "5x5"), (("inception3b", "3x3"),)
    chosen = Selection(off=off, opened=opened, channel=7, cell=(3, 5), sort="max", step=())
    _, codes = written(repository, "branches", chosen)
    shown, one = map_view(repository, QUESTION, chosen), worked_view(repository, QUESTION, chosen).chosen
    numbers = {f"{block.name} {branch}": tile.energy for block in shown.blocks for branch, tile in block.tiles.items()}
    best = max(range(10), key=shown.now.__getitem__)
    sheet = sheet_view(repository, QUESTION, chosen)
    numbers |= {shown.classes[best]: shown.now[best], "cell": channel_view(repository, QUESTION, chosen).value}
    numbers |= {f"channel {at}": sheet.values[at] for at in sheet.order[:12]}
    numbers |= {f"input channel {part.channel}": part.sum for part in one.parts[:3]} | {"value": one.value}
    record = importance_of(repository, QUESTION, "zero")
    numbers |= {"without inception3b 3x3": record.drop("inception3b", "3x3")}
    check(printed(codes), numbers)


def test_attributions_with_regions(tiny_classifier, picture, tmp_path, monkeypatch):
    monkeypatch.setattr(googlenet, "load_classifier", {"tiny": tiny_classifier}.__getitem__, raising=False)
    monkeypatch.chdir(tmp_path)
    picture.save("picture.png")
    repository, question = TinyRepository(tiny_classifier, picture), Question("x", "tiny", lang="")
    session, options = AttributionsSession(), Options(("saliency", "layer_grad_cam"), "inception4a", "5x5")
    numbers, executor = [], Executor(repository)
    for task in session.ask(MethodRequest(question, options)).tasks:
        maps = executor.work(task, Job())
        view = method_view(task, maps, "5x5", "", "", session)
        numbers.append({"full color": view.full, "sum": float(maps[view.branch].map.sum())})
    values = find(repository, question, HALVES, "blur", lambda done, total: None)
    session.regions.found = FoundRegions(question, HALVES, values)
    question = replace(question, lang="en")
    texts, codes = written(repository, "attributions", options, session, question)
    assert [one for one in texts if "Saliency" in one]
    found = printed(codes)
    for shown in numbers:
        check(found, shown)
    check(found, {"region 1": values.values[0], "region 2 5x5": values.by_branch["5x5"][1]})
    assert written(repository, "attributions", options, AttributionsSession(), question)[1] == codes[:2]


@pytest.mark.parametrize(("mode", "size"), [("RGB", (500, 387)), ("L", (28, 28))])
def test_an_own_image_is_in_it_as_the_network_reads_it_once_that_is_agreed(repository, mode, size):
    noise = np.random.default_rng(0).integers(0, 255, (*size[::-1], 3)[: 3 if mode == "RGB" else 2], np.uint8)
    question = replace(QUESTION, picture=repository.pictures.put(Image.fromarray(noise)), lang="zh")
    (about, *_), codes = written(repository, "classify", question=question, is_agreed=True)
    assert len(codes[1]) < 1_000_000
    assert say("notebook.embedded", "zh") in about
    names, preprocess = {}, repository.classifier(SHIPPED).preprocess
    exec(codes[1], names)  # noqa: S102 - our own words
    read = [to_pixels(names["image"], preprocess, names["prepare"]), to_pixels(Image.fromarray(noise), preprocess)]
    assert torch.equal(*read)
    (about, *_), codes = written(repository, "classify", question=question)
    assert "picture.png" in about
    assert "b64decode" not in codes[1]
