"""The Architecture tab: presses, drawings, tables, exports; nothing of it needs torch or Gradio."""

import csv
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest

from googlenet import summary
from googlenet.app.kit.html import compact, in_words
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.app.tabs.architecture.chart import STACK_PX, channel_px, drawing, standalone
from googlenet.app.tabs.architecture.html import board, change, opened
from googlenet.app.tabs.architecture.kernels_html import kernels
from googlenet.app.tabs.architecture.tables_html import table_csv, tables
from googlenet.app.tabs.architecture.view import ArchitectureState, design_to_train, pressed, settled, view_of
from googlenet.app.tabs.train.next_run.html import design_in_training, params_in_training
from googlenet.common.errors import UserError
from googlenet.common.palette import PATH_COLOURS
from googlenet.networks.accounting import report
from googlenet.networks.design import Design, convolutions_of
from googlenet.networks.googlenet import inception
from googlenet.networks.registry import NETWORKS
from googlenet.networks.spec import Spec, spec_to_dict
from googlenet.text import LANGUAGES
from tests.app.tabs.train.test_html import Reader
from tests.networks.test_accounting import FORKED

CHOICE = ArchitectureState(page="x", network="googlenet_bn", opened=(0, "inception4c", ""))
WAY = ["inception4c", "3x3", "3x3"]


def elements(svg):
    return ET.fromstring(svg)  # noqa: S314 - our own


def bars(svg, block, branch):
    """Heights of a path's filled bars in the drawing, first layer first."""
    group = next(
        one for one in elements(svg).iter() if (one.get("data-block"), one.get("data-branch")) == (block, branch)
    )
    rects = [one for one in group.iter() if one.tag.endswith("rect") and not one.get("stroke") and not one.get("class")]
    return [float(one.get("height")) for one in rects]


@pytest.mark.parametrize("spec", [*NETWORKS.values(), FORKED], ids=lambda spec: spec.name)
def test_bars_are_as_high_as_their_layers_are_wide(spec):
    network = report(spec, (3, 224, 224))
    scale = channel_px([network])
    svg = drawing(network, "en", scale=scale)
    for block in spec.blocks:
        for branch, _ in block.branches:
            widths = [conv.out_channels for way, conv in convolutions_of(spec) if way[:2] == (block.name, branch)]
            drawn = bars(svg, block.name, branch)
            assert drawn == pytest.approx([max(1.5, width * scale) for width in widths], abs=0.06)
    assert max(sum(part.output[0] for part in block.parts) for block in network.blocks.values()) * scale <= STACK_PX


def test_a_pool_that_ends_a_path_is_as_high_as_what_it_passes_on():
    network = report(FORKED, (3, 224, 224))
    svg = elements(drawing(network, "en", scale=10.0))
    ending = next(one for one in svg.iter() if (one.get("data-block"), one.get("data-branch")) == ("halves", "pool"))
    hollow = [one for one in ending.iter() if one.get("stroke") == PATH_COLOURS["pool"]]
    assert [float(one.get("height")) for one in hollow] == [network["halves"]["pool"].output[0] * 10.0]


def test_every_path_can_be_pressed_has_a_name_and_its_colour():
    network = report(NETWORKS["googlenet_bn"], (1, 224, 224))
    svg = drawing(network, "en", scale=0.2)
    pressable = [one for one in elements(svg).iter() if one.get("role") == "button"]
    paths = [one for one in pressable if one.get("data-branch")]
    assert len(paths) == 36
    assert all(one.get("aria-label") for one in pressable)
    assert [one.get("tabindex") for one in pressable].count("0") == 1
    for one in paths:
        assert PATH_COLOURS[one.get("data-branch")] in ET.tostring(one, encoding="unicode")
    assert {one.get("data-block") for one in pressable} >= {"conv1", "pool1", "inception3a", "fc"}


def test_the_grey_branch_is_hatched():
    svg = elements(drawing(report(NETWORKS["inception_v3"], (3, 299, 299)), "en", scale=0.2))
    branch = next(one for one in svg.iter() if one.get("data-branch") == "7x7x3")
    filled = {one.get("fill") for one in branch.iter() if one.tag.endswith("rect") and not one.get("class")}
    assert filled == {f"url(#{one.get('id')})" for one in svg.iter() if one.tag.endswith("pattern")}


def test_a_saved_drawing_is_whole_by_itself():
    network = report(NETWORKS["googlenet"], (3, 96, 96))
    svg = standalone([("<One>", network), ("Two", network)], "zh")
    root = elements(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "var(" not in svg
    assert "class=" not in svg
    assert "<script" not in svg
    assert "&lt;One&gt;" in svg
    assert [one.get("fill") for one in root if one.tag.endswith("rect")] == ["#FFFFFF"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_shows_alone_compared_and_layer_by_layer(name, lang):
    first = NETWORKS[name].blocks[0]
    for other in ("", "googlenet_notes"):
        for shown in ("paths", "layers"):
            choice = ArchitectureState("x", name, other, opened=(0, first.name, first.branches[1][0]), table=shown)
            view = view_of(choice, lang)
            for part in (board, opened, tables):
                assert Reader(part(view, lang)).text.strip()


def test_the_layers_are_those_of_the_summary():
    choice = replace(CHOICE, table="layers", size=96, classes=7)
    rows = list(csv.reader(io.StringIO(table_csv(view_of(choice, "en")))))[1:]
    expected = summary("googlenet_bn", (1, 1, 96, 96), num_classes=7)
    assert [row[0] for row in rows] == [row.type for row in expected]
    assert [row[5] for row in rows] == ["" if row.params is None else str(row.params) for row in expected]
    html = tables(view_of(choice, "en"), "en")
    assert html.count('<th scope="row">') == len(expected)


def test_the_csv_adds_up_to_the_network_s_blocks():
    view = view_of(replace(CHOICE, other="googlenet_notes"), "en")
    rows = list(csv.DictReader(io.StringIO(table_csv(view))))
    for network in view.networks:
        own = [row for row in rows if row["network"] == network.name]
        assert sum(int(row["parameters"]) for row in own) == sum(block.params for block in network.blocks.values())
        assert sum(int(row["multiply_adds"]) for row in own) == sum(block.macs for block in network.blocks.values())
    assert len(rows) == 36 + 32


def test_ratios_and_reduces_stand_in_lowest_terms():
    shown = tables(view_of(CHOICE, "en"), "en")
    assert "64 : 128 : 32 : 32 = 2 : 4 : 1 : 1" in shown
    assert "16/480 = 1/30" in shown


def test_numbers_typed_change_everything_at_once_and_bad_ones_nothing():
    larger = pressed(CHOICE, {"do": "number", "field": "size", "value": 448}, "en")
    macs = [view_of(choice, "en").networks[0].macs for choice in (CHOICE, larger)]
    assert macs[1] > 3.5 * macs[0]
    colour = pressed(CHOICE, {"do": "number", "field": "channels", "value": 3}, "en")
    assert view_of(colour, "en").networks[0].input == (3, 224, 224)
    for value in (0, 5000, 2.5, "224", None, True):
        with pytest.raises(UserError, match="whole number from 1 to 2048"):
            pressed(CHOICE, {"do": "number", "field": "size", "value": value}, "en")
    with pytest.raises(UserError, match="too small"):
        pressed(replace(CHOICE, network="googlenet_notes"), {"do": "number", "field": "size", "value": 9}, "en")


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"do": "fly"},
        {"do": "choose", "field": "network", "value": "../x"},
        {"do": "choose", "field": "design", "value": "googlenet"},
        {"do": "number", "field": "opened", "value": 1},
        {"do": "open", "net": 1, "block": "inception4c"},
        {"do": "open", "net": "0", "block": "inception4c"},
        {"do": "open", "net": 0, "block": "<b>"},
        {"do": "open", "net": 0, "block": "inception4c", "branch": "9x9"},
        {"do": "table", "to": "<b>"},
    ],
)
def test_what_makes_no_sense_changes_nothing(message):
    assert pressed(CHOICE, message, "en") == CHOICE


def test_a_path_of_other_kernels_than_its_name_says_is_called_by_its_kernels(monkeypatch):
    block = inception("inception3a", 4, (2, 4), (2, 4), 4)
    paths = dict(block.branches)
    reduce, third = paths["5x5"]
    block = replace(block, branches=tuple((paths | {"5x5": (reduce, replace(third, kernel=3))}).items()))
    monkeypatch.setitem(NETWORKS, "odd", Spec("odd", (block,), "torchvision's third path (pytorch/vision#906)"))
    view = view_of(ArchitectureState("x", "odd", opened=(0, "inception3a", "")), "en")
    for part in (board, opened, tables):
        assert "3×3 (where the paper has 5×5)" in part(view, "en")
        assert "5×5_reduce" not in part(view, "en")
    assert "论文中为" in opened(view_of(replace(view.choice, opened=(0, "inception3a", "5x5")), "zh"), "zh")
    assert "where the paper" not in board(view_of(CHOICE, "en"), "en")


def test_a_network_that_needs_larger_images_gets_them():
    small = replace(CHOICE, network="googlenet_bn", size=9)
    found = pressed(small, {"do": "choose", "field": "network", "value": "googlenet_notes"}, "en")
    assert (found.network, found.size) == ("googlenet_notes", 224)


def test_a_design_is_drawn_named_and_handed_over():
    with pytest.raises(UserError, match="Change a block first"):
        design_to_train(CHOICE)
    thin = pressed(CHOICE, {"do": "width", "way": WAY, "value": 64}, "en")
    thin = pressed(thin, {"do": "path", "block": "inception4c", "branch": "5x5", "on": False}, "en")
    thin = pressed(thin, {"do": "name", "value": " thin "}, "en")
    view = view_of(thin, "en")
    assert view.networks[0].params < view.base.params
    assert "thin (based on GoogLeNet + BN)" in board(view, "en")
    assert "−" in re.search("<h1[^>]*>(.*?)</h1>", board(view, "en")).group(1)
    assert f"outputs {128 + 64 + 64} channels" in opened(view, "en")
    assert "the notes print" not in tables(view, "en")
    spec = design_to_train(thin)
    assert spec.name == "thin"
    assert f"{params_in_training(spec):,}" in design_in_training(spec, "en")
    assert pressed(thin, {"do": "reset"}, "en").drawn == Design("googlenet_bn")
    elsewhere = pressed(thin, {"do": "choose", "field": "network", "value": "googlenet"}, "en")
    assert not elsewhere.drawn.is_changed
    back = pressed(elsewhere, {"do": "choose", "field": "network", "value": "googlenet_bn"}, "en")
    assert back.drawn == thin.drawn


def test_the_path_that_is_opened_may_be_left_out():
    choice = pressed(CHOICE, {"do": "open", "net": 0, "block": "inception4c", "branch": "5x5"}, "en")
    choice = pressed(choice, {"do": "path", "block": "inception4c", "branch": "5x5", "on": False}, "en")
    assert choice.opened == (0, "inception4c", "")
    assert "inception4c" in opened(view_of(choice, "en"), "en")


def test_the_tab_opens_on_the_page_s_network():
    question = Question("example:ankle-boot", "googlenet_bn.fashion_mnist")
    choice = settled(Repository(), question, ArchitectureState(network="googlenet"))
    assert (choice.network, choice.channels, choice.classes) == ("googlenet_bn", 1, 10)
    moved = replace(choice, network="googlenet")
    assert settled(Repository(), question, moved) == moved


def test_the_tab_opens_on_a_run_s_design():
    spec = Design("googlenet_bn").with_width(tuple(WAY), 64).with_name("thin").spec()
    card = Repository().card("googlenet_bn.fashion_mnist") | {"spec": json.loads(json.dumps(spec_to_dict(spec)))}
    repository = SimpleNamespace(card=lambda _: card)
    choice = settled(repository, Question("example:ankle-boot", "run:thin-0"), ArchitectureState())
    assert choice.specs == [spec]
    assert "thin (based on" in view_of(choice, "en").names[0]


def test_numbers_read_well():
    assert [compact(count) for count in (10, 1_990, 5_984_810, 99_850_240, 1_502_982_144)] == [
        *("10", "1.99\u00a0k", "5.98\u00a0M", "99.9\u00a0M", "1.50\u00a0G")
    ]
    assert [in_words(count, "en") for count in (9_990, 5_984_810, 1_502_982_144)] == [
        *("9,990", "5.98\u00a0million", "1.5\u00a0billion")
    ]
    assert [in_words(count, "zh") for count in (5_984_810, 1_502_982_144)] == ["598\u00a0万", "15\u00a0亿"]
    assert [change(now, 1000, "en") for now in (900, 1000, 1123)] == ["−10.0%", "unchanged", "+12.3%"]


def test_the_views_take_no_torch():
    code = (
        "import sys\n"
        "from googlenet.app.tabs.architecture.view import ArchitectureState, view_of\n"
        "from googlenet.app.tabs.architecture.html import board, opened\n"
        "from googlenet.app.tabs.architecture.tables_html import tables\n"
        "view = view_of(ArchitectureState(network='googlenet_bn', opened=(0, 'inception3a', '3x3')), 'en')\n"
        "assert board(view, 'en') and opened(view, 'en') and tables(view, 'en')\n"
        "assert not {'torch', 'torchvision', 'captum'} & sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_replaced_kernels_and_those_that_are_kept_are_told():
    v3 = kernels(view_of(replace(CHOICE, network="inception_v3", size=299), "en"), "en")
    assert "Inception-v3 builds 5×5, 7×7, 3×3 kernels from smaller ones" in v3
    assert "remains in blocks 5b, 5c, 5d" in v3
    assert "1×3 + 3×1" in v3
    assert "No block keeps a 5×5" in kernels(view_of(replace(CHOICE, network="inception_bn"), "en"), "en")
    assert kernels(view_of(replace(CHOICE, network="googlenet_bn"), "en"), "en") == ""


def test_a_reduce_taken_out_is_seen_in_the_designer_and_in_the_headline():
    choice = replace(CHOICE, network="googlenet_bn", opened=(0, "inception3a", ""))
    choice = pressed(choice, {"do": "reduce", "block": "inception3a", "branch": "5x5", "on": False}, "en")
    view = view_of(choice, "en")
    assert "Your design" in board(view, "en")
    found = opened(view, "en")
    assert "The network now has" in found
    assert "Its parameters: 164,064 → 301,760" in found
    assert "5×5_reduce</th>" not in board(view, "en")
