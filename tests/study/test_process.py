"""A study in a process of its own."""

import json
import sys
import time
from contextlib import closing

import pytest

from googlenet.common.errors import BadCheckpoint, RunRefused
from googlenet.study import process
from googlenet.study.config import StudyConfig
from googlenet.study.process import main, progress, read_study, resume_study, start_study
from googlenet.study.results import collect
from googlenet.study.run import conduct
from googlenet.study.trials import is_finished, trials
from googlenet.training.runs.folder import RunFolder
from googlenet.training.runs.listing import list_studies
from googlenet.training.runs.manage import delete_study
from googlenet.training.runs.queue import ahead
from tests.study.test_run import TINY

CHILD = "import sys; from tests.training.tiny import register; register(); from googlenet.study import process; "
PATIENCE_S = 120


@pytest.fixture(autouse=True)
def child(monkeypatch):
    """The child knows the tiny data set too."""
    code = CHILD + "sys.exit(process.main(sys.argv[1:]))"
    monkeypatch.setattr(process, "COMMAND", (sys.executable, "-c", code))
    monkeypatch.setattr(process, "NICENESS", 0)  # `main` also runs in this process


def tiny(**changes):
    """A study of two runs."""
    return StudyConfig(**TINY | {"networks": ("1x1",), "seeds": 2} | changes)


def ended(study):
    """Waits for the end of a study, and returns its state."""
    until = time.monotonic() + PATIENCE_S
    while study.status().is_live() and time.monotonic() < until:
        time.sleep(0.1)
    return study.status().state


def test_a_study_trains_by_itself_stands_in_the_list_and_counts_as_a_run(tmp_path):
    study = start_study(tiny(), tmp_path)
    assert [other.path for other in list_studies(tmp_path)] == [study.path]
    second = start_study(tiny(), tmp_path)
    assert ahead(second) == [study]
    second.ask_to_stop()
    assert ended(second) == "stopped"
    assert ended(study) == "finished"
    assert progress(study, read_study(study)).fraction == 1.0
    assert (study.path / "params" / "results.json").is_file()
    with pytest.raises(RunRefused, match="finished"):
        resume_study(study)


def test_a_study_that_was_stopped_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(process, "start_process", lambda *_: None)
    study = start_study(tiny(epochs=2), tmp_path)
    # The stop comes when the study's turn has come, not while it waits.
    with monkeypatch.context() as patch:
        patch.setattr(process, "await_turn", lambda waiting: waiting.stop_file.touch() or True)
        assert main([str(study.path)]) == 0
    config = read_study(study)
    assert study.status().state == "stopped"
    assert not study.stop_file.exists()
    assert 0 < progress(study, config).fraction < 0.5
    assert main([str(study.path)]) == 0
    assert study.status().state == "finished"
    assert all(is_finished(trial.run) for trial in trials(config, study.path))


def test_a_finished_run_keeps_its_weights_and_not_what_it_would_go_on_from(tmp_path, monkeypatch):
    monkeypatch.setattr(process, "start_process", lambda *_: None)
    study = start_study(tiny(), tmp_path)
    config = read_study(study)
    first, second = (trial.run for trial in trials(config, study.path))
    seen = []

    def watched(*given):
        for trial, record in conduct(*given):
            yield trial, record
            seen.append((trial.seed, first.state.exists()))

    monkeypatch.setattr(process, "conduct", watched)
    assert main([str(study.path)]) == 0
    assert (0, True) in seen  # while it trains
    assert not any(is_there for seed, is_there in seen if seed == 1)
    for run in (first, second):
        assert not run.state.exists()
        assert not run.last.exists()
        assert run.best.is_file()
        assert run.records()
    (first.path / "sight.json").unlink()
    before = json.loads((study.path / "params" / "results.json").read_text())
    assert not before["is_partial"]
    assert collect(config, study.path) == before  # all that it needs is still there
    assert list(conduct(config, study.path)) == []


def test_a_run_that_was_stopped_keeps_its_checkpoint(tmp_path):
    config = tiny(epochs=2)
    with closing(conduct(config, tmp_path)) as news:
        trial, _ = next(news)
    process.delete_checkpoints(config, tmp_path)
    assert trial.run.state.is_file()
    assert trial.run.last.is_file()


def test_a_deleted_study_is_gone_and_one_under_way_is_not(tmp_path, monkeypatch):
    monkeypatch.setattr(process, "start_process", lambda *_: None)
    study = start_study(tiny(), tmp_path)
    with pytest.raises(RunRefused, match="under way"):
        delete_study(study)
    assert list_studies(tmp_path) == [study]
    study.write_status("finished")
    delete_study(study)
    assert list_studies(tmp_path) == []
    assert not study.path.exists()


def test_a_folder_that_holds_no_study_is_refused(tmp_path):
    with pytest.raises(BadCheckpoint):
        read_study(RunFolder(tmp_path))
    assert main([str(tmp_path)]) == 2
