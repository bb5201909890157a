"""A study in a process of its own."""

import sys
import time
from dataclasses import replace

import pytest

from googlenet.errors import BadCheckpoint, RunRefused
from googlenet.training import study_worker
from googlenet.training.queue import ahead
from googlenet.training.runs import RunFolder, list_studies
from googlenet.training.study import is_finished, trials
from googlenet.training.study_worker import main, progress, read_study, resume_study, start_study
from tests.training.test_study import TINY

TINY_STUDY = study_worker.StudyConfig(**TINY | {"networks": ("1x1",), "seeds": 2})
CHILD = (
    "import sys; from tests.training.tiny import register; register(); from googlenet.training import study_worker; "
)
PATIENCE_S = 120


@pytest.fixture(autouse=True)
def child(monkeypatch):
    """The child knows the tiny data set too."""
    code = CHILD + "sys.exit(study_worker.main(sys.argv[1:]))"
    monkeypatch.setattr(study_worker, "COMMAND", (sys.executable, "-c", code))
    monkeypatch.setattr(study_worker, "NICENESS", 0)  # `main` also runs in this process


def ended(study):
    """Waits for the end of a study, and returns its state."""
    until = time.monotonic() + PATIENCE_S
    while study.status().is_live() and time.monotonic() < until:
        time.sleep(0.1)
    return study.status().state


def test_a_study_trains_by_itself_stands_in_the_list_and_counts_as_a_run(tmp_path):
    study = start_study(TINY_STUDY, tmp_path)
    assert [other.path for other in list_studies(tmp_path)] == [study.path]
    second = start_study(TINY_STUDY, tmp_path)
    assert ahead(second) == [study]
    second.ask_to_stop()
    assert ended(second) == "stopped"
    assert ended(study) == "finished"
    assert progress(study, read_study(study)).fraction == 1.0
    assert (study.path / "params" / "results.json").is_file()
    with pytest.raises(RunRefused, match="finished"):
        resume_study(study)


def test_a_study_that_was_stopped_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(study_worker, "start_process", lambda *_: None)
    study = start_study(replace(TINY_STUDY, epochs=2), tmp_path)
    # The stop comes when the study's turn has come, not while it waits.
    with monkeypatch.context() as patch:
        patch.setattr(study_worker, "await_turn", lambda waiting: waiting.stop_file.touch() or True)
        assert main([str(study.path)]) == 0
    config = read_study(study)
    assert study.status().state == "stopped"
    assert not study.stop_file.exists()
    assert 0 < progress(study, config).fraction < 0.5
    assert main([str(study.path)]) == 0
    assert study.status().state == "finished"
    assert all(is_finished(trial.run) for trial in trials(config, study.path))


def test_a_folder_that_holds_no_study_is_refused(tmp_path):
    with pytest.raises(BadCheckpoint):
        read_study(RunFolder(tmp_path))
    assert main([str(tmp_path)]) == 2
