"""The panel of a path, the tables of all paths, two classes, two pictures: what stands in the page."""

import re
from dataclasses import replace

import pytest

from googlenet.app.kit.html import points
from googlenet.app.kit.map import Block, MapView, Tile, on_one_scale
from googlenet.app.tabs.branches.html import largest_difference, second
from googlenet.app.tabs.branches.state import Selection
from googlenet.app.tabs.branches.worth.html import (
    BranchView,
    Trait,
    Worth,
    WorthView,
    flow,
    flow_csv,
    panel,
    traits_csv,
    waiting,
    worth,
    worth_csv,
)
from googlenet.app.tabs.branches.worth.html import traits as traits_of
from googlenet.app.tabs.classify.why.html import WhyView, why, why_csv
from googlenet.text import say

PATH = BranchView(
    path=("inception4c", "3x3"),
    channel=7,
    is_channel_off=False,
    fill="zero",
    source="inception4b",
    shares={"1x1": 0.7, "3x3": 0.5, "pool": -0.2},
    channels={"1x1": 0.25, "3x3": 0.5, "pool": 0.25},
    worth=Worth(0.0385, 0.028, 0.05, 2000),
    traits=(Trait("coarse", 0.32, 0.0001, 0.0054, (0.21, 0.27)),),
)
TABLES = WorthView(
    paths={"inception3a": ["1x1", "3x3"], "reduction": ["3x3", "7x7dbl"]},
    fill="zero",
    accuracy=0.9,
    worth={
        ("inception3a", "1x1"): Worth(0.2, 0.15, 0.25, 500),
        ("inception3a", "3x3"): Worth(-0.0004, -0.01, 0.01, 500),
        ("reduction", "3x3"): Worth(0.05, 0.02, 0.08, 500),
        ("reduction", "7x7dbl"): Worth(0.0, -0.01, 0.01, 500),
    },
    images=500,
    wanted=500,
    traits=None,
)
WHY = WhyView(
    classes=("Bag", "Coat", "<b>"),
    target=0,
    against=2,
    others=(2, 1),
    logit=1.5,
    bias=0.1,
    terms={"1x1": 2.0, "3x3dbl": -0.6},
    channels={"1x1": 3, "3x3dbl": 1},
    picture="data:p",
    path_maps="data:m",
)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_opened_branch_has_shares_worth_and_traits(lang):
    page = panel(PATH, lang) + flow(PATH, lang)
    shares = re.findall(r'data-block="inception4b" data-branch="(\S+)" data-share="(\S+)"', page)
    assert shares == [("1x1", "0.7000"), ("3x3", "0.5000"), ("pool", "-0.2000")]
    figures = ("70%", "−20%", "3.9", "2.8", "5.0", "2,000", "32%", "21%", "27%", "q = 0.005")
    for text in (*figures, 'data-channel-switch="7"'):
        assert text in page, text


def test_a_panel_without_a_source_or_a_record_says_so():
    bare = replace(PATH, source=None, shares={"stem": 1.0}, worth=None, traits=())
    page = panel(bare, "en") + flow(bare, "en")
    assert "reads the stem" in page
    assert "not measured yet" in page
    assert "no clear specialty" in page
    assert "data-share" not in page
    assert "receives no input" in flow(replace(PATH, shares=dict.fromkeys(PATH.shares, 0.0)), "en")
    assert 'value="20"' in waiting(20, 100, "en")


def test_an_interval_that_holds_zero_is_no_loss():
    assert "within noise" in panel(replace(PATH, worth=Worth(0.002, -0.001, 0.005, 2000)), "en")
    assert (points(-0.0004), points(-0.031), points(0.2125)) == ("0.0", "−3.1", "21.2")


def test_tables_fit_blocks_with_any_paths():
    page = worth(TABLES, "en")
    assert "3a 1×1 matters most: without it, accuracy drops 20.0 percentage points" in page
    rows = re.findall(r'<tr><th scope="row">.*?</tr>', page)
    assert len(rows) == 3
    assert [row.count("<td></td>") for row in rows] == [1, 0, 1]
    assert '<span class="weak">0.0</span>' in rows[1]
    assert "95% confidence interval 15.0 to 25.0" in rows[0]
    assert 'data-act="measure"' in page


def test_tables_without_a_record_offer_to_measure_and_a_problem_is_told():
    empty = replace(TABLES, worth={}, accuracy=None, images=0)
    assert "Not measured for this network yet" in worth(empty, "en")
    busy = worth(empty, "en", is_busy=True)
    assert 'data-act="stop"' in busy
    assert 'data-act="measure"' not in busy
    assert "&lt;why&gt;" in worth(empty, "en", problem="<why>")


def test_traits_that_chance_explains_are_no_words():
    found = (
        Trait("edge", 0.49, 1e-9, 3e-8, (0.3, 0.4)),
        Trait("fine", 0.49, 1e-9, 3e-8, (0.3, 0.5)),
        Trait("spot", 0.2, 0.3, 0.6, (0.1, 0.1)),
    )
    traits = dict.fromkeys(TABLES.worth, ()) | {("reduction", "7x7dbl"): found}
    page = traits_of(replace(TABLES, traits=traits, untrained=(1, 0)), "en")
    assert "2 of 3 tests find more of a trait than chance explains" in page
    assert "random weights shows 0 to 1 (in 2 draws); 1 of" in page
    assert "edge 49%, with random weights 30% to 40% (q = 3e-08)" in page
    assert "<b>fine</b>" not in page  # one of the networks with random weights has more
    assert page.count("<b>edge</b>") == 1
    assert "<b>spot</b>" not in page
    assert (
        traits_csv(replace(TABLES, traits=traits)).splitlines()[1]
        == "reduction,7x7dbl,edge,0.490000,1e-09,3e-08,0.400000"
    )


def test_files_hold_what_is_on_the_page():
    assert worth_csv(TABLES).splitlines()[2] == "inception3a,1x1,0.200000,0.150000,0.250000"
    assert flow_csv(PATH).splitlines()[3] == "inception4c,3x3,inception4b,pool,-0.200000,0.250000"
    assert why_csv(WHY).splitlines()[-1] == "sum,1.5,"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_two_classes_are_told_apart_by_terms_that_add_up(lang):
    page = why(WHY, lang)
    for told in ("+0.1", "+2", "−0.6", "1.5", "75%", "25%", "&lt;b&gt;"):
        assert told in page, told
    assert "<b></option>" not in page
    assert re.findall(r'<option value="(\d)"( selected)?>', page) == [("2", " selected"), ("1", "")]


def map_of(energies, peak):
    tiles = {name: Tile(energy, 0.5, 1.0, row, 0) for row, (name, energy) in enumerate(energies.items())}
    return MapView("p", "s", (2, 1), (Block("one", 8, (7, 7), tiles, peak),), (), ("a", "b"), (0.5, 0.5), (0.5, 0.5), 0)


def test_two_pictures_share_a_scale_and_say_where_they_differ():
    first, other = map_of({"1x1": 0.2, "3x3": 0.8}, 2.0), map_of({"1x1": 0.7, "3x3": 0.4}, 8.0)
    assert on_one_scale(first, other).blocks[0].tiles["1x1"].strength == pytest.approx(0.25)
    assert on_one_scale(other, first).blocks[0].tiles["1x1"].strength == 1
    assert largest_difference(first, other) == ("one", "1x1")
    groups = [("kind", [("example:bag", "a bag", "data:x")])]
    page = second(first, other, Selection(other="example:bag"), groups, "en")
    assert "one 1×1: 20% of the block’s activation energy for the first, 70% for the second" in page
    assert 'data-other="none"' in page
    assert 'data-other="none"' not in second(None, None, Selection(), groups, "en")


def test_the_headline_names_a_path_only_as_far_as_the_intervals_allow():
    paths = list(TABLES.worth)
    few = dict.fromkeys(TABLES.worth, Worth(0.1, -0.1, 0.3, 16))
    assert say("paths.none_worth") in worth(replace(TABLES, worth=few), "en")
    few |= {paths[0]: Worth(0.09, 0.01, 0.17, 100)}  # fewer points, and yet the only sure ones
    assert "9.0" in re.search(r"<h2.*?</h2>", worth(replace(TABLES, worth=few), "en"))[0]
    few = dict.fromkeys(TABLES.worth, Worth(0.1, -0.1, 0.3, 16)) | {paths[0]: Worth(-0.02, -0.03, -0.01, 16)}
    assert "accuracy rises 2.0 percentage points" in worth(replace(TABLES, worth=few), "en")
    close = few | {paths[0]: Worth(0.2, 0.1, 0.3, 100), paths[1]: Worth(0.18, 0.08, 0.28, 100)}
    assert "too close to call" in worth(replace(TABLES, worth=close), "en")
    assert "accuracy rises 2.0 percentage points" in panel(replace(PATH, worth=Worth(-0.02, -0.03, -0.01, 2000)), "en")


def test_the_largest_part_of_a_difference_has_its_sign():
    lost = replace(WHY, logit=-1.5, terms={"1x1": 0.5, "3x3dbl": -2.0})
    assert "−2" in re.search(r'<p class="sub">.*?</p>', why(lost, "en"))[0]
