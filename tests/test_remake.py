"""What depends on the weights that ship was made with them, and one command makes what was not."""

import json
import shlex
from types import SimpleNamespace

import pytest

from assets import remake as module
from assets.remake import ASSETS_BY_WEIGHTS, Asset, remake, stale
from googlenet.cli.main import build_parser

OTHER = "0" * 64


def test_all_that_ships_was_made_with_the_weights_that_ship():
    assert [asset.name for asset in stale()] == []


def test_with_other_weights_all_of_it_is_stale(monkeypatch):
    monkeypatch.setattr(module, "digest", lambda: OTHER)
    assert stale() == [*ASSETS_BY_WEIGHTS]


@pytest.mark.parametrize("asset", ASSETS_BY_WEIGHTS, ids=lambda asset: asset.name)
def test_every_command_can_be_typed_as_it_stands(asset):
    for command in asset.commands:
        module, *words = shlex.split(command.format(run="RUN", path=asset.path))
        assert module in {"googlenet", "assets.make_first_view", "assets.make_screenshots"}
        assert module != "googlenet" or build_parser().parse_args(words).command == words[0]


@pytest.fixture
def board(tmp_path, monkeypatch):
    """An asset in a folder of its own, its commands as they are run, and a way to make it of some weights."""
    path, ran = tmp_path / "board.json", []
    asset = Asset("board", path, lambda path: json.loads(path.read_text()), ("maker {path}",))
    monkeypatch.setattr(module, "ASSETS_BY_WEIGHTS", (asset,))
    monkeypatch.setattr(module, "digest", lambda: OTHER)
    monkeypatch.setattr(module.subprocess, "run", lambda command, **how: ran.append(command[2:]))
    return SimpleNamespace(ran=ran, path=path, make=lambda digest: path.write_text(json.dumps(digest)))


def test_what_is_of_these_weights_is_left_as_it_is(board):
    board.make(OTHER)
    remake(["board"], None)
    assert board.ran == []


def test_what_is_missing_or_of_other_weights_is_made_from_nothing(board):
    remake(["board"], None)
    board.make("1" * 64)
    remake(["board"], None)
    assert board.ran == 2 * [["maker", str(board.path)]]
    assert not board.path.exists()


def test_what_is_fresh_of_a_shared_file_stays(board, monkeypatch):
    board.make(OTHER)
    other = Asset("more", board.path, lambda path: None, ("maker {path}",))
    monkeypatch.setattr(module, "ASSETS_BY_WEIGHTS", (*module.ASSETS_BY_WEIGHTS, other))
    remake(["more"], None)
    assert board.ran
    assert board.path.exists()


def test_a_time_lapse_needs_the_run(monkeypatch):
    monkeypatch.setattr(module, "digest", lambda: OTHER)
    with pytest.raises(SystemExit, match="--run"):
        remake(["time-lapse"], None)
