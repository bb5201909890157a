import json
import os
import socket
import subprocess
import sys
import time
from dataclasses import asdict

import pytest

from googlenet.common.errors import RunRefused, UserError
from googlenet.common.owners import owned_by
from googlenet.common.results import StepRecord
from googlenet.training.config import TrainConfig
from googlenet.training.runs.folder import RunFolder
from googlenet.training.runs.listing import list_runs
from googlenet.training.runs.records import read_records
from googlenet.training.runs.status import Status
from googlenet.training.trainer import card_of
from tests.training.tiny import load_tiny, tiny_config


@pytest.fixture
def made(run):
    run.create(card_of(tiny_config(), load_tiny()))
    return run


def step(number):
    return StepRecord(number, number / 5, 16, 0.1, 1.0, 0.5, 100.0, 1.0)


def write_status(run, **changes):
    status = Status("running", os.getpid(), time.time(), 15, host=socket.gethostname())
    (run.path / "status.json").write_text(json.dumps(asdict(status) | changes))


def dead_pid():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_records_come_back_as_they_were_written(made, unbroken):
    for record in unbroken.records():
        made.append(record)
    assert made.records() == unbroken.records()
    assert made.records(since=4) == unbroken.records()[4:]


def test_lines_that_are_no_records_are_passed_over(made):
    made.append(step(1))
    with made.metrics.open("ab") as file:
        file.write(
            b'{"step": 2, "ep\n\xff\xfe\n[]\n{"kind": "epoch", "step": 3}\n{"kind": "step", "step": "x"}\nnull\n'
        )
    made.append(step(4))
    assert [record.step for record in made.records()] == [1, 4]
    assert read_records(made.path / "absent") == []


def test_only_records_up_to_the_checkpoint_are_kept(made):
    for number in (1, 2, 3):
        made.append(step(number))
    made.truncate(2)
    assert [record.step for record in made.records()] == [1, 2]
    made.truncate(2, due_records=("step",))
    assert [record.step for record in made.records()] == [1]


def test_a_run_whose_process_is_gone_reads_as_stopped(made):
    write_status(made)
    assert made.status().state == "running"
    write_status(made, pid=dead_pid())
    assert made.status().state == "stopped"
    assert "Resume" in made.status().reason("en")
    assert "继续" in made.status().reason("zh")
    write_status(made, pid=None)
    assert made.status().state == "stopped"


def test_a_heartbeat_that_stopped_counts_more_than_a_process_of_that_number(made):
    write_status(made, heartbeat=time.time() - 1000)
    assert made.status().state == "stopped"


def test_of_another_machine_the_heartbeat_alone_tells(made):
    write_status(made, host="elsewhere", pid=dead_pid())
    assert made.status().is_live()


def test_an_ended_run_stays_as_it_ended(made):
    write_status(made, state="finished", pid=dead_pid(), heartbeat=0.0)
    assert made.status().state == "finished"


@pytest.mark.parametrize("text", ["", "[]", '{"state": "running"}', '{"state": "running", "pid": 1, "heartbeat": "x"}'])
def test_a_broken_status_reads_as_stopped(made, text):
    (made.path / "status.json").write_text(text)
    assert made.status().state == "stopped"


def test_asking_to_stop_is_for_runs_under_way_only(made):
    made.ask_to_stop()
    assert not made.stop_file.exists()
    write_status(made)
    made.ask_to_stop()
    assert made.status().state == "stopping"


def test_why_it_failed_is_told_in_both_languages(made):
    made.write_status("failed", 15, UserError("error.run_diverged", step=7))
    status = made.status()
    assert status.reason("en") == status.message == str(UserError("error.run_diverged", step=7))
    assert status.reason("zh") == UserError("error.run_diverged", step=7).message("zh")
    assert Status("stopped", None, 0.0).reason("zh") == ""


def test_a_status_of_an_earlier_version_is_read(made):
    (made.path / "status.json").write_text(
        json.dumps({"state": "finished", "pid": 1, "heartbeat": 1.5, "total_steps": 9, "message": ""})
    )
    assert made.status() == Status("finished", 1, 1.5, 9)


def test_a_run_belongs_to_whoever_has_its_token(made):
    assert owned_by(made.path, None) is None
    assert owned_by(made.path, "anyone") is None
    made.set_owner("secret")
    assert owned_by(made.path, "secret")
    assert not owned_by(made.path, "guess")
    assert not owned_by(made.path, None)
    assert b"secret" not in (made.path / "owner").read_bytes()


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    run = RunFolder(tmp_path / "file")
    for action in (lambda: run.append(step(1)), lambda: run.write_status("running"), lambda: run.set_owner("x")):
        with pytest.raises(RunRefused, match="Can’t write to the folder"):
            action()


def test_runs_are_listed_newest_first_and_other_folders_left_out(tmp_path):
    for age, name in enumerate(("new", "old")):
        run = RunFolder(tmp_path / name)
        run.create(card_of(tiny_config(), load_tiny()))
        os.utime(run.card, (1e9 - age, 1e9 - age))
    (tmp_path / "something").mkdir()
    (tmp_path / "file").write_text("")
    assert [run.path.name for run in list_runs(tmp_path)] == ["new", "old"]
    assert list_runs(tmp_path / "nowhere") == []


def test_the_card_of_a_named_network_holds_its_table():
    card = card_of(TrainConfig(dataset="tiny", image_size=96), load_tiny())
    assert (card.spec.name, card.preprocess.size_px, card.preprocess.native_px) == ("googlenet_bn", 96, 16)


def test_damaged_pictures_are_told_of_once_whatever_their_names(run):
    run.path.mkdir()
    for _ in range(2):
        run.write_damaged(["a\udcff.png", "b\r.png", "c\u2028d.png", "e.png\n"])
    assert (run.path / "damaged.txt").read_text(encoding="utf-8").splitlines() == [
        "a?.png",
        "b .png",
        "c d.png",
        "e.png",
    ]
    assert len(run.notices()) == 1
