"""The commands about units and paths, on a tiny network, beside the library's own answers."""

import json

import numpy as np
import pytest
from PIL import Image

import googlenet
from googlenet.cli.channels import parse_off
from googlenet.cli.main import main
from googlenet.inspection.regions import outlined
from googlenet.networks import classifier as zoo


@pytest.fixture
def ask(tiny_classifier, picture, tmp_path, monkeypatch, capsys):
    """Runs a command on the picture and gives its JSON."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr(zoo, "load_classifier", lambda *_: tiny_classifier)
    picture.save(tmp_path / "picture.png")

    def run(command, *arguments, picture=True):
        shown = [str(tmp_path / "picture.png")] if picture else []
        assert main([command, *shown, *map(str, arguments), "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return run


def test_activations_keeps_every_map_and_tells_shares_that_are_whole(ask, tiny_classifier, picture, tmp_path):
    rows = ask("activations", "--output", tmp_path / "all.npz")
    maps = googlenet.branch_activations(tiny_classifier, picture)
    with np.load(tmp_path / "all.npz", allow_pickle=False) as kept:
        assert len(kept.files) == len(rows) == sum(map(len, maps.values()))
        assert np.array_equal(kept["inception3a/3x3"], maps["inception3a"]["3x3"])
    for block in maps:
        for share in ("energy", "channels"):
            assert sum(row[share] for row in rows if row["block"] == block) == pytest.approx(1)


@pytest.mark.parametrize("fill", ["zero", "mean"])
def test_ablate_tells_what_observe_without_tells(ask, tiny_classifier, picture, fill):
    result = ask("ablate", "--off", "inception3a/3x3", "--fill", fill)
    now = googlenet.observe_without(tiny_classifier, picture, {"inception3a": ["3x3"]}, fill=fill).prediction
    for row in result["classes"]:
        assert row["now"] == pytest.approx(now.probabilities[now.labels.index(row["label"])], abs=1e-6)
    assert sum(row["before"] for row in result["classes"]) == pytest.approx(1, abs=1e-5)


def test_cell_tells_what_the_library_does(ask, tiny_classifier, picture):
    place = {"block": "inception4a", "branch": "3x3", "channel": 2, "row": 1, "column": 3}
    result = ask("cell", "--block", "inception4a", "--branch", "3x3", "--channel", 2, "--cell", 1, 3, "--strongest", 2)
    one = googlenet.cell(tiny_classifier, picture, **place, strongest=2)
    assert (result["value"], result["rest"], len(result["parts"])) == (one.value, one.rest, 2)
    hottest = ask("cell", "--block", "inception4a", "--branch", "3x3")
    assert hottest["activation"] == pytest.approx(
        googlenet.branch_activations(tiny_classifier, picture)["inception4a"]["3x3"][hottest["channel"]].max()
    )


def test_regions_tell_what_the_library_does(ask, tiny_classifier, picture, capsys):
    result = ask("regions", "--region", "0,0", "0.5,1", "--region", "0.5,0", "1,0", "1,1")
    masks = outlined([[(0, 0), (0.5, 1)], [(0.5, 0), (1, 0), (1, 1)]], 32)
    assert result["values"] == pytest.approx(googlenet.regions(tiny_classifier, picture, masks).values)
    assert main(["regions", "no.png", "--region", "0,0", "1,7"]) == 2
    assert "1,7" in capsys.readouterr().err


@pytest.mark.parametrize("channels", [["b/3x3", "b/3x3#1"], ["b/3x3#1", "b/3x3"]])
def test_a_whole_path_outweighs_its_channels(channels):
    assert parse_off(channels) == {"b": {"3x3": None}}
    assert parse_off(["b/3x3#1", "b/3x3#4", "c/1x1"]) == {"b": {"3x3": [1, 4]}, "c": {"1x1": None}}


@pytest.mark.parametrize("named", ["b", "b/3x3#", "b/3x3#one", "/"])
def test_what_is_off_is_named_by_block_and_path(named, capsys):
    assert main(["ablate", "no.png", "--off", named]) == 2
    assert "BLOCK/BRANCH" in capsys.readouterr().err


def test_field_lies_inside_what_the_cell_sees(ask, tmp_path):
    result = ask("field", "--block", "inception3a", "--branch", "5x5", "--output", tmp_path / "field.npz")
    with np.load(tmp_path / "field.npz", allow_pickle=False) as kept:
        field, activations = kept["field"], kept["activations"]
    inside = result["clipped"]
    outside = field.copy()
    outside[inside["top"] : inside["bottom"], inside["left"] : inside["right"]] = 0
    assert not outside.any()
    assert activations[result["row"], result["column"]] == pytest.approx(activations.max())
    assert 0 < result["held"] <= 1


def test_visualize_climbs_and_keeps_the_image(ask, tmp_path):
    unit = ["--block", "inception3a", "--branch", "3x3"]
    result = ask("visualize", *unit, "--size", 64, "--steps", 24, "--output", tmp_path / "made.png", picture=False)
    assert result["objectives"]["24"] > result["objectives"]["0"]
    with Image.open(tmp_path / "made.png") as made:
        assert made.size == (64, 64)


def test_exemplars_of_a_folder(ask, tmp_path, picture):
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in ("b.png", "a.png"):
        picture.save(folder / name)
    result = ask("exemplars", "--folder", folder, "--output", tmp_path / "found.npz", picture=False)
    assert [path.rsplit("/", 1)[-1] for path in result["files"]] == ["a.png", "b.png"]
    assert googlenet.read_exemplars(tmp_path / "found.npz").searched == 2
    assert main(["exemplars", "--folder", str(folder)]) == 2
    assert main(["exemplars", "--folder", str(tmp_path / "none"), "--output", str(tmp_path / "x.npz")]) == 2
