"""Presses in the Branches tab; the browser may send anything."""

import pytest

from googlenet.app.tabs.branches.state import Selection, pressed
from googlenet.common.errors import UnknownName

WIDTHS = {"inception3a": {"1x1": 4, "3x3": 6}, "inception4a": {"1x1": 6, "pool": 4}}
OPENED = Selection(opened=("inception3a", "3x3"), channel=5, cell=(1, 2), off=(("inception4a", "pool"),))


def test_a_path_opened_shows_its_own_first_channel_and_hottest_cell():
    message = {"do": "open", "block": "inception4a", "branch": "pool"}
    assert pressed(OPENED, message, WIDTHS) == Selection(opened=("inception4a", "pool"), off=OPENED.off)


def test_paths_that_are_off_stand_once_and_in_the_networks_order():
    def switched(selection, block, branch, *, off):
        return pressed(selection, {"do": "switch", "block": block, "branch": branch, "off": off}, WIDTHS)

    selection = switched(switched(OPENED, "inception4a", "pool", off=True), "inception3a", "1x1", off=True)
    assert selection.off == (("inception3a", "1x1"), ("inception4a", "pool"))
    assert selection.off_by_block() == {"inception3a": {"1x1": None}, "inception4a": {"pool": None}}
    assert (selection.opened, selection.channel) == (OPENED.opened, OPENED.channel)
    assert switched(selection, "inception4a", "pool", off=False).off == (("inception3a", "1x1"),)


def test_what_stands_in_the_place_of_what_is_off_is_chosen():
    assert pressed(OPENED, {"do": "fill", "to": "mean"}, WIDTHS).fill == "mean"


def test_a_channel_a_cell_and_an_order_are_chosen():
    assert pressed(OPENED, {"do": "channel", "index": 0}, WIDTHS).channel == 0
    assert pressed(OPENED, {"do": "channel", "index": 0}, WIDTHS).cell is None
    assert pressed(OPENED, {"do": "cell", "row": 0, "column": 3}, WIDTHS).cell == (0, 3)
    assert pressed(OPENED, {"do": "sort", "to": "max"}, WIDTHS).sort == "max"


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"do": "delete"},
        {"do": ["open"]},
        {"do": "open", "block": "inception9z", "branch": "1x1"},
        {"do": "open", "block": "inception3a", "branch": "pool"},
        {"do": "open", "block": ["inception3a"], "branch": "1x1"},
        {"do": "switch", "block": "inception3a", "branch": "7x7", "off": True},
        {"do": "switch", "block": {}, "branch": None},
        {"do": "fill", "to": ["mean"]},
        {"do": "channel", "index": 6},
        {"do": "channel", "index": -1},
        {"do": "channel", "index": "0"},
        {"do": "channel", "index": True},
        {"do": "cell", "row": -1, "column": 0},
        {"do": "cell", "row": 1.5, "column": 0},
        {"do": "sort", "to": "size"},
        {"do": "sort", "to": ["mean"]},
    ],
)
def test_what_is_not_there_is_refused_in_a_sentence(message):
    with pytest.raises(UnknownName) as refused:
        pressed(OPENED, message, WIDTHS)
    assert refused.value.message("en") != refused.value.message("zh")


def test_another_network_keeps_the_choices_that_it_has():
    other = {"inception3a": {"3x3": 5}}
    assert OPENED.fitted(WIDTHS).channel == 5
    assert OPENED.fitted(WIDTHS).cell == (1, 2)  # which the page draws, and files and fields are to be of
    assert OPENED.fitted(other) == Selection(opened=("inception3a", "3x3"))
    assert OPENED.fitted({"inception4a": WIDTHS["inception4a"]}) == Selection(off=OPENED.off)


def test_a_channel_is_switched_off_and_on_beside_whole_paths():
    off = pressed(OPENED, {"do": "channel_off", "index": 5, "off": True}, WIDTHS)
    off = pressed(off, {"do": "channel_off", "index": 2, "off": True}, WIDTHS)
    assert off.channels_off == (("inception3a", "3x3", 2), ("inception3a", "3x3", 5))
    assert off.channel == 2
    assert off.off_by_block() == {"inception3a": {"3x3": [2, 5]}, "inception4a": {"pool": None}}
    assert off.silenced != OPENED.silenced
    on = pressed(off, {"do": "channel_off", "index": 5, "off": False}, WIDTHS)
    assert on.channels_off == (("inception3a", "3x3", 2),)
    assert pressed(on, {"do": "all_on"}, WIDTHS).silenced == ((), "")
    assert on.fitted({"inception3a": {"3x3": 2}}).channels_off == ()
    with pytest.raises(UnknownName):
        pressed(OPENED, {"do": "channel_off", "index": 6, "off": True}, WIDTHS)


def test_the_cell_goes_with_its_channel():
    assert pressed(OPENED, {"do": "sort", "to": "max"}, WIDTHS).cell == (1, 2)
    first = pressed(Selection(opened=("inception3a", "3x3"), cell=(1, 2)), {"do": "sort", "to": "max"}, WIDTHS)
    assert first.cell is None  # another channel may be the sheet's first now
    assert pressed(OPENED, {"do": "channel_off", "index": 5, "off": True}, WIDTHS).cell is None


def test_a_whole_row_and_a_whole_column_are_switched():
    message = {"do": "switch_all", "branch": "pool", "off": True}
    blocks = [block for block, branches in WIDTHS.items() if "pool" in branches]
    row = pressed(Selection(), message, WIDTHS)
    assert row.off == tuple((block, "pool") for block in blocks)
    column = pressed(row, {"do": "switch_all", "block": blocks[0], "off": True}, WIDTHS)
    assert {branch for block, branch in column.off if block == blocks[0]} == set(WIDTHS[blocks[0]])
    assert pressed(row, message | {"off": False}, WIDTHS).off == ()
    for wrong in ({}, {"branch": "9x9"}, {"block": ["inception3a"]}):
        with pytest.raises(UnknownName):
            pressed(row, {"do": "switch_all", **wrong}, WIDTHS)
