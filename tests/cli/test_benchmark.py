"""`attribution-benchmark`: a board of methods, kept in a file that the next call goes on with."""

import json

import pytest

from googlenet.cli.main import main
from googlenet.data import dataset as data
from tests.training.tiny import finished_run, load_tiny

METHODS = ["saliency", "layer_activation"]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A finished run of the tiny network."""
    return finished_run(tmp_path_factory.mktemp("board") / "run", image_size=32)


@pytest.fixture
def ask(run, monkeypatch, capsys):
    monkeypatch.setitem(data.DATASETS, "tiny", load_tiny)

    def ask(*more):
        code = main(["attribution-benchmark", str(run.path), "--methods", *METHODS, *map(str, more)])
        return code, capsys.readouterr()

    return ask


def test_a_board_has_a_row_a_method_with_its_measures(ask):
    code, said = ask("--images", 2, "--json")
    rows = json.loads(said.out)["rows"]
    assert code == 0
    assert {row["method"] for row in rows} == set(METHODS)
    assert all(row["images"] == 2 for row in rows)
    for row in rows:
        means = {name: value["mean"] for name, value in row["means"].items()}
        assert means["gain"] == pytest.approx(means["insertion"] - means["deletion"], abs=2e-5)  # each is rounded
        assert (row["checks"]["randomization"], row["checks"]["order"]) == (None, None)  # for want of images


def test_the_board_in_a_file_is_gone_on_with(ask, tmp_path):
    path = tmp_path / "board.json"
    assert "saliency" in ask("--images", 1, "--noise-images", 0, "--out", path)[1].out  # without that measure
    first = json.loads(path.read_text(encoding="utf-8"))["measured"]
    ask("--images", 2, "--out", path)
    both = json.loads(path.read_text(encoding="utf-8"))["measured"]
    assert all(both[method][0].items() >= first[method][0].items() and len(both[method]) == 2 for method in METHODS)


def test_a_negative_seed_is_refused_in_a_sentence(ask):
    code, said = ask("--seed", -1)
    assert (code, said.err) == (2, "seed can’t be -1. Use a whole number from 0 to 2147483647.\n")


def test_an_unknown_method_is_answered_with_the_known_ones(ask):
    code, said = ask("--images", 1, "--methods", "crystal_ball")
    assert code == 2
    assert "saliency" in said.err
