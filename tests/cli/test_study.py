"""The command `study`: what a program reads, and refusals."""

import json
from dataclasses import asdict

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


def test_differences_stand_below_the_runs_paired_by_seed(tmp_path, capsys):
    given = [*GIVEN, "--networks", "1x1", "all", "--seeds", "2", "--run-dir", str(tmp_path)]
    assert main([*given, "--json"]) == 0
    runs = json.loads(capsys.readouterr().out)["runs"]
    assert main([*given, "--collect"]) == 0
    name, mean, *ends, seeds = capsys.readouterr().out.strip().splitlines()[-1].split()
    found = {(run["network"], run["seed"]): run["accuracy"] for run in runs}
    gaps = [found["1x1", seed] - found["all", seed] for seed in range(2)]
    assert (name, mean, seeds) == ("1x1", f"{50 * sum(gaps):+.2f}", "2")
    assert float(ends[0]) <= float(mean) <= float(ends[-1])


def test_a_study_that_the_page_began_is_read_with_its_own_settings(tmp_path, capsys):
    config = StudyConfig(**TINY | {"networks": ("1x1",)})
    list(conduct(config, tmp_path))
    (tmp_path / "study.json").write_text(json.dumps(asdict(config)))
    assert main(["study", "kernels", "--run-dir", str(tmp_path), "--collect", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [run["network"] for run in told["runs"]] == ["1x1"]
    assert not told["is_partial"]
    (tmp_path / "study.json").write_text('{"networks": 3}')
    assert main(["study", "kernels", "--run-dir", str(tmp_path), "--collect"]) == 2
    assert "study.json" in capsys.readouterr().err


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
