"""A study of two networks, seconds long: on 64 images of 32 px."""

import json
import shutil
import subprocess
import sys

import pytest

from googlenet.common.errors import BadCheckpoint, RunRefused, UnknownName, UserError
from googlenet.data import dataset as data
from googlenet.networks.accounting import report
from googlenet.study import config as study_config
from googlenet.study import results
from googlenet.study.config import StudyConfig
from googlenet.study.results import adopt, collect
from googlenet.study.run import conduct, unfinished
from googlenet.study.trials import is_finished, trials
from tests.training.runs.test_locks import HOLD, ROOT
from tests.training.tiny import load_tiny

TINY = {"networks": ("1x1", "all"), "seeds": 1, "epochs": 1, "images": 32, "image_size": 32, "batch_size": 16}
TINY |= {"dataset": "tiny", "recalibrate_images": 0, "threads": 1}


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """The folder of a whole tiny study, not to be changed."""
    root = tmp_path_factory.mktemp("trained")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(data.DATASETS, "tiny", load_tiny)
        assert list(conduct(StudyConfig(**TINY), root))
    return root


@pytest.fixture
def done(trained, tmp_path):
    """A copy of it."""
    return shutil.copytree(trained, tmp_path / "done")


def test_a_study_trains_every_network_and_writes_what_came_out(done):
    result = json.loads((done / "params" / "results.json").read_text())
    assert [(run["network"], run["seed"]) for run in result["runs"]] == [("1x1", 0), ("all", 0)]
    assert not result["is_partial"]
    for run in result["runs"]:
        assert run["test_images"] == 20
        assert run["accuracy"] == pytest.approx(sum(run["right"]) / 20)
        assert len(run["accuracies"]) == 1
    assert result["networks"]["all"]["widths"]["inception3a"]["3x3"] == [96, 128]


def test_pictures_are_read_at_the_size_of_the_study_alone(done, monkeypatch):
    sides = []

    def load(name, *side_px):
        sides.append(side_px)
        return load_tiny()

    for module in (data, results):
        monkeypatch.setattr(module, "load_dataset", load)
    study_config._shape.cache_clear()
    collect(StudyConfig(**TINY), done)
    assert sides == [(32,)] * 2


def test_finished_runs_are_passed_over_and_more_seeds_are_added(done):
    assert list(conduct(StudyConfig(**TINY), done)) == []
    more = StudyConfig(**TINY | {"seeds": 2})
    assert collect(more, done)["is_partial"]
    assert {(trial.network, trial.seed) for trial, _ in conduct(more, done)} == {("1x1", 1), ("all", 1)}


def test_runs_of_a_results_file_are_not_trained_again(tmp_path, done):
    told = json.loads((done / "params" / "results.json").read_text())
    more, root = StudyConfig(**TINY | {"seeds": 2}), tmp_path / "elsewhere"
    adopt(more, root, told)
    assert {(trial.network, trial.seed) for trial, _ in conduct(more, root)} == {("1x1", 1), ("all", 1)}
    result = collect(more, root)
    assert result["runs"][:2] == told["runs"]
    assert result["sights"] == told["sights"]
    assert not result["is_partial"]
    assert result["summary"]["accuracy"]["all"]["seeds"] == 2


def test_results_trained_otherwise_or_no_results_are_not_taken_over(tmp_path, done):
    told = json.loads((done / "params" / "results.json").read_text())
    with pytest.raises(RunRefused, match="settings that differ"):
        adopt(StudyConfig(**TINY | {"epochs": 2}), tmp_path / "elsewhere", told)
    with pytest.raises(BadCheckpoint):
        adopt(StudyConfig(**TINY), tmp_path / "elsewhere", told | {"runs": [{"seed": "first"}]})
    with pytest.raises(BadCheckpoint):
        adopt(StudyConfig(**TINY), tmp_path / "elsewhere", told | {"sights": [1]})
    assert not (tmp_path / "elsewhere").exists()


def test_runs_taken_over_stay_with_their_conditions_and_add_up(tmp_path, done):
    told = json.loads((done / "params" / "results.json").read_text())
    config, root = StudyConfig(**TINY), tmp_path / "elsewhere"
    for index in range(2):
        adopt(config, root, told | {"runs": [told["runs"][index]]})
    assert collect(config, root)["runs"] == told["runs"]
    assert unfinished(config, root) == 0
    for work in (collect, lambda *given: list(conduct(*given))):
        with pytest.raises(RunRefused, match="settings that differ"):
            work(StudyConfig(**TINY | {"epochs": 2}), root)


def test_without_the_maps_of_its_first_seed_a_study_goes_on(tmp_path, done):
    told = json.loads((done / "params" / "results.json").read_text())
    del told["sights"], told["pictures"]
    adopt(StudyConfig(**TINY), tmp_path / "elsewhere", told)
    result = collect(StudyConfig(**TINY), tmp_path / "elsewhere")
    assert result["sights"] == {}
    assert result["train_images"] == 32


def test_a_broken_off_study_goes_on_where_it_was(tmp_path):
    config, root = StudyConfig(**TINY | {"epochs": 2}), tmp_path / "other"
    news = conduct(config, root)
    next(news)
    news.close()
    begun = collect(config, root)
    assert begun["is_partial"]
    assert begun["runs"] == []
    list(conduct(config, root))
    unbroken = tmp_path / "unbroken"
    list(conduct(config, unbroken))
    again, whole = (collect(config, path)["runs"] for path in (root, unbroken))
    assert [run["accuracies"] for run in again] == [run["accuracies"] for run in whole]
    assert [run["loss"] for run in again] == [run["loss"] for run in whole]


def test_two_processes_share_a_study(tmp_path):
    config = StudyConfig(**TINY)
    first = conduct(config, tmp_path)
    next(first)
    assert {trial.network for trial, _ in conduct(config, tmp_path)} == {"all"}  # the other has 1x1 under way
    assert {trial.network for trial, _ in first} == {"1x1"}
    assert not collect(config, tmp_path)["is_partial"]


def test_a_run_that_another_process_prepares_is_passed_over(tmp_path):
    config = StudyConfig(**TINY)
    news = conduct(config, tmp_path)
    held = next(news)[0].run
    news.close()  # stopped, with a checkpoint
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, held.path / "lock"], cwd=ROOT, stdin=-1, stdout=-1, text=True
    )
    try:
        assert holder.stdout.readline().strip() == "True"
        held.stop_file.touch()  # meant for the other
        assert {trial.network for trial, _ in conduct(config, tmp_path)} == {"all"}
        assert held.stop_file.exists()
    finally:
        holder.kill()
        holder.communicate()
    assert {trial.network for trial, _ in conduct(config, tmp_path)} == {"1x1"}


def test_what_was_taken_over_is_not_believed_when_damaged(tmp_path, done):
    told = json.loads((done / "params" / "results.json").read_text())
    adopt(StudyConfig(**TINY), tmp_path / "elsewhere", told)
    (tmp_path / "elsewhere" / "params" / "adopted.json").write_text('{"runs": [], "sights": {}}')
    with pytest.raises(BadCheckpoint):
        collect(StudyConfig(**TINY), tmp_path / "elsewhere")


def test_networks_are_matched_for_the_data_s_channels_and_classes(tmp_path, monkeypatch):
    monkeypatch.setattr(study_config, "_shape", lambda *_: (3, 1000))
    config = StudyConfig(**TINY | {"networks": ("1x1", "3x3", "pool", "all")})
    counts = [config.variant(name).params for name in config.networks]
    assert max(counts) / min(counts) < 1.04  # each within 2 % of the whole
    with_head = report(config.variant("all").spec, (3, 32, 32), num_classes=1000).params
    assert counts[-1] == with_head


def test_seeds_come_one_after_another_so_that_a_part_is_balanced(tmp_path):
    order = [(trial.network, trial.seed) for trial in trials(StudyConfig(**TINY | {"seeds": 2}), tmp_path)]
    assert order == [("1x1", 0), ("all", 0), ("1x1", 1), ("all", 1)]


def test_a_folder_trained_otherwise_is_refused(done):
    with pytest.raises(RunRefused, match="epochs = 1, not 2"):
        list(conduct(StudyConfig(**TINY | {"epochs": 2}), done))
    with pytest.raises(RunRefused, match="train_images = 32, not 16"):
        collect(StudyConfig(**TINY | {"images": 16}), done)


@pytest.mark.parametrize(
    ("change", "error", "sentence"),
    [
        ({"seeds": 0}, UserError, "seeds can’t be 0. Use 1 to 20."),
        ({"networks": ()}, UserError, "Use 1x1"),
        ({"networks": ("7x7",)}, UnknownName, "7x7"),
        ({"epochs": 0}, UserError, "epochs"),
        ({"match": "layers"}, UserError, "params, macs"),
    ],
)
def test_bad_settings_are_refused_in_a_sentence(change, error, sentence):
    with pytest.raises(error, match=sentence):
        StudyConfig(**TINY | change)


def test_a_run_that_was_asked_to_stop_ends_the_study(tmp_path):
    news = conduct(StudyConfig(**TINY | {"epochs": 3}), tmp_path)
    trial, _ = next(news)
    trial.run.ask_to_stop()
    assert {other.network for other, _ in news} <= {"1x1"}
    assert not is_finished(trial.run)
