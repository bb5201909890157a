"""How far a run is, how long it and others take, and what its files take."""

import json
import math
from dataclasses import replace

import pytest

from googlenet.app.shell.run_times import estimate, seconds_left, typical_speed
from googlenet.app.tabs.train import html as markup
from googlenet.app.tabs.train import live
from googlenet.app.tabs.train import runs_html as train_runs
from googlenet.app.tabs.train.next_run.view import form_config
from googlenet.common.errors import UserError
from googlenet.networks import accounting
from googlenet.networks.classifier import find_spec
from googlenet.training.config import TrainConfig, config_to_dict
from googlenet.training.runs.manage import remove_spare
from googlenet.training.runs.progress import ProgressFile, RunProgress
from googlenet.training.runs.records import guessing_loss
from tests.app.tabs.train.test_chart import RECORDS, epoch, step
from tests.app.tabs.train.test_html import CONFIG, DESIGN, NOTES, runs, view, write_run  # noqa: F401 - a fixture


def test_the_form_trains_the_design_and_knows_how_long_it_takes():
    values = ("quick", 2, 64, 64, 0.003)
    config = form_config("en", *values, model=DESIGN)
    assert config.model == DESIGN
    assert form_config("en", *values).model == "googlenet_bn"
    stored = json.loads(json.dumps(config_to_dict(config)))
    run = view(state="finished", config=stored, images_per_second=100.0, total_steps=20, name="run:a")
    images = 5000 + 500 / 3  # of the sample; a test costs a third
    assert estimate([run], config) == pytest.approx(2 * images / 100)
    work = [accounting.report(find_spec(spec), (1, 64, 64)).macs for spec in ("googlenet_bn", DESIGN)]
    assert estimate([run], form_config("en", *values)) == pytest.approx(2 * images / 100 * work[0] / work[1])
    slow = replace(run, images_per_second=1.0)
    assert estimate([slow, run, run], config) == pytest.approx(2 * images / 100)  # one slow run changes nothing


def test_time_left_counts_larger_images_by_their_area():
    config = CONFIG | {"epochs": 2, "batch_size": 10, "image_size": 64, "size_schedule": [32, 64]}
    records = (step(5, 0.5),)  # 100 images a second at 32 px, 10 steps an epoch
    seconds = seconds_left(records, config, 20)
    assert seconds == pytest.approx((5 * 1 + 10 * 4) * 10 / 100)
    assert seconds_left((), config, 20) is None


def test_time_left_counts_the_tests_between_epochs():
    config = CONFIG | {"epochs": 2, "batch_size": 10, "image_size": 32, "size_schedule": []}
    records = (replace(step(10, 1.0), seconds=1.0), epoch(1, 0.8, 0.6))  # the test took 10 - 1 = 9 s
    assert seconds_left(records, config, 20) == pytest.approx(1 + 9)
    halfway = RunProgress("testing", 20, tested=50, images=100)
    assert seconds_left((*records, replace(step(20, 2.0), seconds=11.0)), config, 20, halfway) == pytest.approx(4.5)


def test_the_speed_is_a_median_without_the_first_steps():
    records = [
        replace(step(at, at / 10), images_per_second=speed) for at, speed in enumerate((1, 2, 90, 5, 100, 110), 1)
    ]
    assert typical_speed(records) == pytest.approx((90 + 100) / 2)
    assert typical_speed(records[:1]) == 1
    assert typical_speed([]) is None


def test_a_run_that_trains_says_where_it_is(runs):  # noqa: F811
    run = write_run(runs.root, "mine", (), "running")
    shown = ProgressFile(run.progress_file, 0, 10_000)
    assert "Preparing" in markup.facts(runs.view("run:mine"), "en")
    shown.show("training", step=1, loss=2.3)
    reply = live.news(runs, live.RecordsQuery("run:mine"))
    assert "1 of 20" in reply["parts"]["facts"]
    thin = next(line for line in reply["figures"]["loss"]["data"] if line["uid"] == "train")
    assert (thin["x"], thin["y"], thin["mode"]) == ([0.1], [2.3], "lines+markers")  # 20 steps in 2 epochs
    shown.show("testing", step=10, tested=2300)
    reply = live.news(runs, live.RecordsQuery("run:mine"))
    assert "Testing 2,300 of 10,000" in reply["parts"]["facts"]
    assert reply["progress"] == pytest.approx(0.23)
    run.progress_file.write_text('{"phase": 3}')
    assert runs.view("run:mine").progress is None


def test_a_run_at_the_loss_of_guessing_is_told_so():
    guess = [replace(epoch(number, 0.5, math.log(2)), confusion=((10, 0), (10, 0))) for number in (1, 2)]
    assert guessing_loss(guess) == pytest.approx(math.log(2))
    assert guessing_loss(guess[:1]) is None
    assert guessing_loss([*guess, epoch(3, 0.8, 0.4)]) is None
    assert "0.69" in markup.head(view(guessing_loss=0.693, classes=("a", "b")), NOTES, "en")


def test_finished_runs_are_freed_of_what_only_training_on_needs(runs):  # noqa: F811
    done, live_run = write_run(runs.root, "done", RECORDS, "finished"), write_run(runs.root, "on", (), "running")
    for run in (done, live_run):
        for path in (run.best, run.state):
            path.write_bytes(bytes(2_000_000))
    (before, spare), other = runs.disk_use()["run:done"], runs.disk_use()["run:on"]
    assert (before > 4_000_000, spare, other[1]) == (True, 2_000_000, 0)
    assert "Free 2\u00a0MB" in train_runs.runs_table(runs.views(), "", [], "en", disk=runs.disk_use())
    remove_spare(done)
    assert (done.best.is_file(), done.state.is_file()) == (True, False)
    with pytest.raises(UserError):
        remove_spare(live_run)


def test_an_estimate_scales_the_last_run_of_the_same_kind(runs):  # noqa: F811
    write_run(runs.root, "mine", RECORDS)  # quick: 100 images a second at 64 px
    same = TrainConfig(recipe="quick", epochs=3, image_size=128)
    assert estimate(runs.views(), same) == pytest.approx(3 * (5000 + 500 / 3) / 100 * 4)
    growing = replace(same, size_schedule=(32, 64, 128))
    assert estimate(runs.views(), growing) == pytest.approx((1 / 16 + 1 / 4 + 1) * (5000 + 500 / 3) / 100 * 4)
    assert estimate([], same) is None
