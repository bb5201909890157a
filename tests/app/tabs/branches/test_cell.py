"""The arithmetic of a cell in the Branches tab: what it shows, and that the numbers for the browser give the same map."""

import base64
import json
import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from googlenet.app.shell.question import Question, replace
from googlenet.app.tabs.branches.closeup.cell_html import worked
from googlenet.app.tabs.branches.closeup.cell_view import worked_view
from googlenet.app.tabs.branches.state import Selection, pressed
from googlenet.common.errors import UnknownName
from googlenet.inspection import cache
from googlenet.inspection.activations import branch_activations
from tests.app.tiny_repository import TinyRepository

QUESTION = Question("a picture", "tiny")
OPENED = Selection(opened=("inception4a", "3x3"), channel=2, cell=(3, 1), step=())
WIDTHS = {"inception4a": {"1x1": 6, "3x3": 8}}
STEPS = {"3x3": ("3x3", "3x3_reduce", 1, 2, 3), "pool": ("pool", "pool", 5, 0, 2), "5x5": ("5x5", "5x5", 4, 3, 1)}


@pytest.fixture
def repository(tiny_classifier, picture, monkeypatch):
    monkeypatch.setattr(cache, "CACHE", cache.Cache())
    return TinyRepository(tiny_classifier, picture)


def test_every_branch_has_its_cells_and_the_opened_channel_is_worked_out(repository, tiny_classifier, picture):
    view = worked_view(repository, QUESTION, OPENED)
    maps = branch_activations(tiny_classifier, picture)["inception4a"]
    assert [branch for branch, _ in view.trails] == list(maps)
    assert [len(steps) for _, steps in view.trails] == [1, 2, 2, 2]
    for branch, steps in view.trails:
        last = steps[-1].cell
        assert last.value == pytest.approx(
            maps[branch][:, 3, 1].max() if branch != "3x3" else maps["3x3"][2, 3, 1], abs=1e-5
        )
    assert view.chosen.value == pytest.approx(view.value, abs=1e-5)
    assert not worked_view(repository, QUESTION, replace(OPENED, step=None)).trails


@pytest.mark.parametrize("step", [(), *STEPS.values()])
def test_the_browser_gets_what_every_cell_of_the_map_is_made_of(repository, step):
    view = worked_view(repository, QUESTION, replace(OPENED, step=step))
    slides, one = view.slides, view.chosen
    inputs, kernels, rest, values = (
        np.frombuffer(base64.b64decode(text), "<f4").reshape(shape)
        for text, shape in (
            (slides.inputs, (-1, *slides.input_cells)),
            (slides.kernels, (-1, *slides.kernel)),
            (slides.rest, slides.cells),
            (slides.values, slides.cells),
        )
    )
    if step:
        assert (one.branch, one.layer, one.channel, one.row, one.column) == step
    (down, along), (above, beside) = slides.stride, slides.padding
    padded = np.pad(
        inputs, ((0, 0), (above, above), (beside, beside)), constant_values=-9e9 if one.kind == "max" else 0
    )
    for row, column in np.ndindex(*slides.cells):
        window = padded[:, row * down :, column * along :][:, : slides.kernel[0], : slides.kernel[1]]
        total = window.max() if one.kind == "max" else (window * kernels).sum() + rest[row, column]
        wanted = one.scale * (total + one.bias) + one.shift
        assert values[row, column] == pytest.approx(max(0, wanted) if one.is_rectified else wanted, abs=1e-4)
    assert values[one.row, one.column] == pytest.approx(one.value, abs=1e-5)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("step", [None, (), *STEPS.values()])
def test_the_view_is_well_formed_and_its_ladder_ends_at_the_activation(repository, step, lang):
    selection = replace(OPENED, step=step)
    view = worked_view(repository, QUESTION, selection)
    html = worked(view, lang)
    if step is None:
        assert html == ""  # the channel's view opens it
        return
    root = ET.fromstring(re.sub(r" open(?=[ >])", "", html))  # noqa: S314 - our own
    assert html.count("data-step=") == 7
    pressed_steps = [one for one in root.iter("button") if one.get("data-step") and one.get("aria-pressed") == "true"]
    assert len(pressed_steps) == (1 if step == () else 0)
    last = [one for one in root.iter("b") if one.get("data-out")][-1]
    assert float(last.text.replace("−", "-")) == pytest.approx(view.chosen.value, rel=5e-3)
    assert json.loads(next(one for one in root.iter("div") if one.get("data-slides")).get("data-slides"))["own"] == (
        step == ()
    )


def test_a_branch_that_is_off_says_what_replaces_its_result(repository):
    view = worked_view(repository, QUESTION, replace(OPENED, off=(("inception4a", "3x3"),)))
    assert (view.chosen.filled, view.slides) == (0, None)
    assert "is off" in worked(view, "en")
    assert "已关闭" in worked(view, "zh")
    named = worked_view(repository, QUESTION, replace(OPENED, step=("3x3", "3x3_reduce", 99, 0, 0)))
    assert named.chosen.channel == OPENED.channel  # of another network: the cell's own


def test_a_step_is_chosen_and_another_place_ends_it():
    step = ["3x3", "3x3_reduce", 1, 2, 3]
    chosen = pressed(OPENED, {"do": "step", "to": step}, WIDTHS)
    assert chosen.step == tuple(step)
    assert pressed(chosen, {"do": "cell", "row": 0, "column": 0}, WIDTHS).step == ()
    assert pressed(chosen, {"do": "channel", "index": 1}, WIDTHS).step == ()
    assert pressed(chosen, {"do": "sort", "to": "max"}, WIDTHS).step == tuple(step)
    assert pressed(chosen, {"do": "step", "to": "none"}, WIDTHS).step is None
    assert pressed(replace(OPENED, step=None), {"do": "channel", "index": 1}, WIDTHS).step is None


@pytest.mark.parametrize(
    "to",
    [
        None,
        "all",
        [],
        ["3x3"],
        ["9x9", "3x3", 0, 0, 0],
        ["3x3", "", 0, 0, 0],
        ["3x3", "3x3", -1, 0, 0],
        ["3x3", "x", 0, 0, True],
    ],
)
def test_a_step_that_makes_no_sense_is_refused(to):
    with pytest.raises(UnknownName):
        pressed(OPENED, {"do": "step", "to": to}, WIDTHS)
