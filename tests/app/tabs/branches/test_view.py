"""What the Branches tab computes, on a tiny network: against the inspection functions, and in as few passes as can be."""

import io

import numpy as np
import pytest
from PIL import Image

from googlenet.app.kit.map import enlarged
from googlenet.app.shell import answer
from googlenet.app.shell.question import Question, replace
from googlenet.app.tabs.branches.files import channel_npz
from googlenet.app.tabs.branches.state import Selection
from googlenet.app.tabs.branches.view import (
    TILE_PX,
    branch_npz,
    channel_view,
    map_view,
    observed,
    settled,
    sheet_view,
    widths_of,
)
from googlenet.inspection import cache
from googlenet.inspection.ablation import observe_without
from googlenet.inspection.activations import branch_activations
from googlenet.inspection.evidence import branch_evidence
from tests.app.tiny_repository import TinyRepository

OFF, OFF_LATE = (("inception3a", "3x3"),), (("inception4a", "3x3"),)
OPENED = Selection(opened=("inception4a", "3x3"))
QUESTION = Question("a picture", "tiny")


@pytest.fixture
def repository(tiny_classifier, picture, monkeypatch):
    monkeypatch.setattr(cache, "CACHE", cache.Cache())
    return TinyRepository(tiny_classifier, picture)


@pytest.fixture
def passes(tiny_classifier):
    """Grows by one with each forward pass; replicas carry the hook along."""
    seen = []
    handle = tiny_classifier.network.register_forward_hook(lambda *_: seen.append(1))
    yield seen
    handle.remove()


def test_the_whole_tab_takes_one_pass_and_each_set_of_paths_off_one_more(repository, passes):
    for _ in range(2):
        selection = settled(repository, QUESTION, Selection())
        view = map_view(repository, QUESTION, selection)
        sheet_view(repository, QUESTION, selection)
        channel_view(repository, QUESTION, selection)
        assert len(passes) == 1
    map_view(repository, replace(QUESTION, target=3), selection)  # the class to explain changes no activation
    assert len(passes) == 1
    for _ in range(2):
        map_view(repository, QUESTION, replace(selection, off=OFF))
        assert len(passes) == 2
    assert map_view(repository, QUESTION, replace(selection, off=OFF_LATE)).now != view.now
    assert len(passes) == 2  # what lies behind the first block is no whole pass


def test_branches_off_in_a_late_block_give_what_a_whole_pass_gives(repository, tiny_classifier, picture):
    late = observed(repository, QUESTION, Selection(off=OFF_LATE))
    whole = observe_without(tiny_classifier, picture, {"inception4a": ["3x3"]})
    assert np.allclose(late.prediction.logits, whole.prediction.logits, atol=1e-6)
    assert np.allclose(late.maps["inception4a"]["3x3"], 0)
    assert np.array_equal(late.maps["inception3a"]["5x5"], whole.maps["inception3a"]["5x5"])


def test_the_map_holds_the_tables_blocks_and_their_shares(repository, tiny_classifier, picture):
    view = map_view(repository, QUESTION, Selection())
    assert {block.name: (block.channels, block.cells, list(block.tiles)) for block in view.blocks} == {
        "inception3a": (18, (16, 16), ["1x1", "3x3", "5x5", "pool"]),
        "inception4a": (23, (8, 8), ["1x1", "3x3", "5x5", "pool"]),
    }
    maps = branch_activations(tiny_classifier, picture)["inception4a"]
    energy = {branch: (output**2).sum() for branch, output in maps.items()}
    tiles = view.blocks[1].tiles
    for branch, tile in tiles.items():
        assert tile.energy == pytest.approx(energy[branch] / sum(energy.values()), rel=1e-5)
        assert tile.channels == len(maps[branch]) / 23
    assert max(tile.strength for tile in tiles.values()) == 1
    assert view.before == view.now
    assert view.target == int(np.argmax(view.before))


def test_a_path_off_is_silent_on_the_map_and_changes_only_what_follows(repository):
    before, after = (map_view(repository, QUESTION, Selection(off=off)) for off in ((), OFF))
    assert after.blocks[0].tiles["3x3"].strength == 0
    assert after.blocks[0].tiles["1x1"].row == before.blocks[0].tiles["1x1"].row
    assert after.before == before.now
    assert after.now != before.now
    assert after.blocks[1].tiles != before.blocks[1].tiles
    assert map_view(repository, QUESTION, Selection()) == before


@pytest.mark.parametrize("sort", ["mean", "max"])
def test_the_sheet_is_sorted_with_silent_channels_last(repository, tiny_classifier, picture, sort):
    view = sheet_view(repository, QUESTION, replace(OPENED, sort=sort))
    output = branch_activations(tiny_classifier, picture)["inception4a"]["3x3"]
    assert np.allclose(view.values, getattr(output, sort)(axis=(1, 2)), atol=1e-6)
    assert sorted(view.order) == list(range(8))
    ordered = [view.values[index] for index in view.order]
    assert ordered == sorted(ordered, reverse=True)
    assert view.silent == {index for index in range(8) if not output[index].any()}
    assert (view.previous, view.following) == (("inception4a", "1x1"), ("inception4a", "5x5"))


def test_sorted_for_the_class_the_values_sum_to_the_paths_evidence(repository, tiny_classifier, picture):
    view = sheet_view(repository, replace(QUESTION, target=2), replace(OPENED, sort="class"))
    assert sum(view.values) == pytest.approx(branch_evidence(tiny_classifier, picture, 2).terms["3x3"], abs=1e-5)
    assert view.is_exact
    assert view.label == tiny_classifier.classes[2]
    earlier = sheet_view(repository, QUESTION, Selection(opened=("inception3a", "3x3"), sort="class"))
    assert not earlier.is_exact


def test_a_channel_marks_its_hottest_cell_until_another_is_chosen(repository, tiny_classifier, picture):
    output = branch_activations(tiny_classifier, picture)["inception3a"]["3x3"]
    selection = Selection(opened=("inception3a", "3x3"), channel=int(output.max(axis=(1, 2)).argmax()))
    view = channel_view(repository, QUESTION, selection)
    assert view.is_hottest
    assert view.value == pytest.approx(output.max())
    chosen = channel_view(repository, QUESTION, replace(selection, cell=(0, 15)))
    assert (chosen.cell, chosen.size_px) == ((0, 15), 32)
    assert chosen.value == pytest.approx(float(output[selection.channel, 0, 15]))
    # a 3x3 convolution at stride 2, then 1x1 and 3x3: 3 + 2 * 2 = 7 px; the last column begins at 2 * 15 - 1 - 2
    assert chosen.field == (-3, 27, 4, 34)
    assert chosen.inside == (0, 27, 4, 32)


def test_a_path_off_has_a_silent_sheet_and_a_channel_without_a_cell(repository):
    selection = Selection(opened=OFF[0], off=OFF)
    assert sheet_view(repository, QUESTION, selection).is_off
    assert sheet_view(repository, QUESTION, selection).half == 0
    assert channel_view(repository, QUESTION, selection).cell is None


def test_the_path_that_stands_out_is_opened_first_and_stays_when_others_are_off(repository):
    first = settled(repository, QUESTION, Selection())
    assert first.opened is not None
    assert settled(repository, QUESTION, Selection(off=(first.opened,))).opened == first.opened
    assert widths_of(repository, QUESTION)["inception4a"] == {"1x1": 6, "3x3": 8, "5x5": 5, "pool": 4}


def test_cells_are_repeated_so_that_maps_of_any_size_share_a_sprite():
    assert enlarged(np.array([[1, 2], [3, 4]]), 4).tolist() == [[1, 1, 2, 2], [1, 1, 2, 2], [3, 3, 4, 4], [3, 3, 4, 4]]
    assert np.bincount(enlarged(np.arange(9).reshape(3, 3), 112).ravel()).min() == 37 * 37  # 112 = 37 + 37 + 38


@pytest.mark.parametrize(("cells", "side"), [(28, TILE_PX), (35, 2 * TILE_PX)])
def test_the_sprite_has_a_field_a_tile_and_more_pixels_where_cells_would_be_uneven(
    repository, monkeypatch, cells, side
):
    import base64

    seen = answer.observed(repository, QUESTION)
    maps = {
        block: {branch: np.ones((1, cells, cells), np.float32) for branch in seen.maps[block]} for block in seen.maps
    }
    monkeypatch.setattr(answer, "observed", lambda *_: replace(seen, maps=maps))
    view = map_view(repository, QUESTION, Selection())
    picture = Image.open(io.BytesIO(base64.b64decode(view.sprite.partition(",")[2])))
    assert picture.size == (2 * side, 4 * side)


def test_the_download_holds_the_activations_on_screen(repository, tiny_classifier, picture):
    archive = np.load(io.BytesIO(branch_npz(repository, QUESTION, OPENED)))
    expected = branch_activations(tiny_classifier, picture)["inception4a"]["3x3"]
    assert np.array_equal(archive["activations"], expected)
    assert (str(archive["block"]), str(archive["branch"])) == OPENED.opened


def test_sorted_for_the_class_silent_channels_come_after_those_that_speak_against(repository):
    off = tuple((*OPENED.opened, channel) for channel in (2, 5))
    view = sheet_view(repository, QUESTION, replace(OPENED, sort="class", channels_off=off))
    spoken = [view.values[index] for index in view.order[:6]]
    assert spoken == sorted(spoken, reverse=True)
    assert spoken[-1] < 0
    assert set(view.order[6:]) == view.silent == {2, 5}


def test_files_are_of_the_cell_that_is_drawn(repository):
    """As the tab's save and close-up ask: by the selection that is settled for the question."""
    chosen = settled(repository, QUESTION, Selection(opened=("inception3a", "3x3"), channel=2, cell=(0, 15)))
    assert channel_view(repository, QUESTION, chosen).cell == (0, 15)
    with np.load(io.BytesIO(channel_npz(repository, QUESTION, chosen)), allow_pickle=False) as kept:
        assert tuple(kept["cell"]) == (0, 15)
    outside = replace(chosen, cell=(99, 0))
    assert channel_view(repository, QUESTION, outside).is_hottest


def test_means_stand_in_for_what_is_off_only_where_there_are_means(repository, tiny_classifier):
    chosen = Selection(off=OFF, fill="mean")
    assert settled(repository, QUESTION, chosen).fill == "mean"
    card = tiny_classifier.card
    card = replace(card, preprocess=replace(card.preprocess, channels=3))
    repository._classifier = replace(tiny_classifier, card=card)
    assert settled(repository, QUESTION, replace(chosen, opened=OFF[0])).fill == "zero"
