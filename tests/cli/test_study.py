"""The command `study`: what a program reads, and refusals."""

import json

import pytest

from googlenet.cli.main import main
from googlenet.study.config import StudyConfig
from googlenet.study.run import conduct
from tests.study.test_run import TINY
from tests.training.conftest import threads, tiny_data  # noqa: F401 - fixtures

GIVEN = ["study", "kernels", "--networks", "1x1", "--seeds", "1", "--epochs", "1", "--images", "32"]
GIVEN += ["--image-size", "32", "--batch-size", "16", "--dataset", "tiny", "--threads", "1"]


def test_a_study_is_trained_collected_and_written(tmp_path, capsys):
    out = tmp_path / "out" / "kernels.json"
    assert main([*GIVEN, "--run-dir", str(tmp_path), "--out", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == json.loads(out.read_text())
    assert [run["network"] for run in told["runs"]] == ["1x1"]
    assert main([*GIVEN, "--run-dir", str(tmp_path), "--collect"]) == 0
    assert "1x1" in capsys.readouterr().out
    assert main([*GIVEN, "--run-dir", str(tmp_path / "other"), "--known", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["runs"] == told["runs"]


@pytest.mark.parametrize("bad", [["--seeds", "0"], ["--epochs", "0"], ["--image-size", "9999"], ["--recipe", "soup"]])
def test_bad_input_is_one_sentence_and_code_2(bad, tmp_path, capsys):
    assert main([*GIVEN, *bad, "--run-dir", str(tmp_path)]) == 2
    said = capsys.readouterr().err.strip()
    assert said
    assert "\n" not in said
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_another_study_is_refused(tmp_path, capsys):
    list(conduct(StudyConfig(**TINY | {"networks": ("1x1",), "recalibrate_images": 1024}), tmp_path))
    assert main([*GIVEN, "--epochs", "2", "--run-dir", str(tmp_path)]) == 2
    assert "epochs = 1, not 2" in capsys.readouterr().err
