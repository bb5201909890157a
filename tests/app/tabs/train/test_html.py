"""What the Train tab says of runs, and what it answers to strangers."""

import html
import json
import os
from html.parser import HTMLParser
from pathlib import Path

import pytest
import torch

from googlenet.app.kit.csv import csv_text
from googlenet.app.shell.run_views import Curve, RunView, curve_of
from googlenet.app.shell.runs import Runs, csv_of, notes_curve
from googlenet.app.tabs.train import html as markup
from googlenet.app.tabs.train import live
from googlenet.app.tabs.train import runs_html as train_runs
from googlenet.app.tabs.train.html import note, smoothed_floor
from googlenet.app.tabs.train.next_run.html import outlook
from googlenet.app.tabs.train.next_run.view import form_config
from googlenet.app.tabs.train.tab import ACTIONS, Following
from googlenet.common.errors import UnknownName, UserError
from googlenet.networks.design import Design
from googlenet.text import LANGUAGES, say
from googlenet.training.config import TrainConfig, config_to_dict
from googlenet.training.runs.folder import RunFolder
from tests.app.tabs.train.test_chart import RECORDS

CONFIG = config_to_dict(TrainConfig(recipe="quick", epochs=2))
NOTES = notes_curve("en")
MENU = {"download", "rename", "delete"}
HOSTILE = '"><script>alert(1)</script>'


class Reader(HTMLParser):
    """Text, tags and attributes of a piece of HTML; unbalanced tags fail."""

    def __init__(self, text: str):
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict]] = []
        self.text = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in {"input", "path", "br", "img"}:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += "" if self.open[-1:] == ["style"] else data

    def having(self, attribute: str) -> list[dict]:
        return [attributes for _, attributes in self.tags if attribute in attributes]


def view(**values) -> RunView:
    accuracies = values.pop("accuracies", (0.80, 0.85))
    count = len(accuracies)
    curve = Curve("mine", tuple(range(1, count + 1)), accuracies, (0.5,) * count, planned=10)
    known = {"accuracy": accuracies[-1], "test_images": 10_000} if accuracies else {}
    config = CONFIG | {"epochs": 10}
    return RunView(
        **{"name": "run:mine", "title": "mine", "state": "running", "config": config, "curve": curve} | known | values
    )


def write_run(root: Path, name: str, records, state: str = "stopped") -> RunFolder:
    run = RunFolder(root / name)
    run.path.mkdir(parents=True)
    card = {"config": CONFIG, "classes": ["Bag", "Coat"], "figures": {}}
    run.card.write_text(json.dumps(card), encoding="utf-8")
    for record in records:
        run.append(record)
    run.write_status(state, 20)
    return run


@pytest.fixture
def runs(tmp_path):
    return Runs(tmp_path / "runs", tmp_path / "weights")


@pytest.mark.parametrize(
    ("run", "sentence"),
    [
        (None, "No run yet: start one below"),
        (view(state="queued", accuracies=()), "“mine” is about to start"),
        (view(state="stopping", accuracies=()), "“mine” is stopping"),
        (view(accuracies=()), "“mine” is training; its first test comes after one epoch"),
        (view(state="stopped", accuracies=()), "“mine” stopped before its first test"),
        (view(state="stopped", accuracies=(), step=12, total_steps=1078), "“mine” stopped at step 12 of 1,078"),
        (view(guessing_loss=2.3026, accuracies=(0.1, 0.1)), "“mine” is still guessing: 10.0% after 2 epochs"),
        (view(accuracies=(0.80,)), "80.0% after the first epoch; the study notes reached 91.5% after 10"),
        (view(accuracies=(0.80, 0.87)), "87.0% after 2 epochs; the study notes had 85.9% by then"),
        (view(accuracies=(0.80, 0.93)), "93.0% after 2 epochs, already more than the study notes’ 91.5% after 10"),
        (
            view(accuracies=(0.80, 0.93), state="finished"),
            "93.0% after 2 epochs, more than the study notes’ 91.5% after 10",
        ),
        (view(test_images=500), "85.0% after 2 epochs"),  # other images than the notes': nothing to compare
    ],
)
def test_the_headline_is_the_result_so_far(run, sentence):
    # the notes' 85.94% after 2 epochs and 91.54% after 10 stand in assets/notes_curve.csv
    assert markup.headline(run, NOTES, "en") == sentence
    assert markup.headline(run, NOTES, "zh") != sentence


def test_only_a_run_on_the_notes_test_images_passes_them():
    passed, few = view(accuracies=(0.80, 0.93)), view(accuracies=(0.80, 0.93), test_images=500)
    own = view(accuracies=(0.80, 0.93), config=CONFIG | {"dataset": "own:shapes"})
    assert [markup.is_beside(run, NOTES) for run in (passed, few, own)] == [True, False, False]
    labels = [markup.chart_label("accuracy", run, NOTES, "en") for run in (passed, few, own)]
    assert ["after epoch 2" in label for label in labels] == [True, False, False]


def test_the_notes_curve_is_the_file_s():
    assert NOTES.epochs == tuple(range(1, 11))
    assert NOTES.test_accuracy[-1] == pytest.approx(0.9154)


def test_the_status_line_says_state_epoch_speed_rate_and_time_left():
    run = view(learning_rate=0.00112, images_per_second=31.4, seconds_left=7080)
    text = Reader(markup.facts(run, "en")).text
    for word in ("Running", "2 of 10", "31.4 images/s", "0.0011", "1 h 58 min"):
        assert word in text
    assert "1\u00a0小时 58\u00a0分" in markup.facts(run, "zh")


DESIGN = Design("googlenet_bn").with_path("inception4c", "5x5", is_on=False).with_name("thin").spec()


def test_a_designed_network_says_what_it_was_drawn_from():
    config = json.loads(json.dumps(config_to_dict(TrainConfig(recipe="quick", model=DESIGN))))
    run = view(state="finished", config=config)
    for html_text in (train_runs.runs_table([run], "", [], "en"), markup.head(run, NOTES, "en")):
        assert "thin (based on GoogLeNet + BN)" in html_text
    assert view().designed_from is None


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0 s"), (40, "40 s"), (59.6, "1 min"), (3570, "1 h 00 min"), (7080, "1 h 58 min")]
)
def test_times_read_as_people_say_them(seconds, text):
    assert markup.duration(seconds, "en") == text


@pytest.mark.parametrize(
    ("run", "action"),
    [
        (view(state="running"), "watch"),
        (view(state="stopping"), "watch"),
        (view(state="stopped", can_resume=True), "resume"),
        (view(state="finished"), "use"),
        (view(state="failed"), "details"),
        (view(state="failed", can_resume=True), "resume"),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_run_offers_its_one_sensible_action(run, action, lang):
    table = Reader(train_runs.runs_table([run], "", [], lang))
    pressed = [
        attributes
        for attributes in table.having("data-act")
        if attributes["data-act"] not in {"show", "compare", *MENU}
    ]
    assert [(attributes["data-act"], attributes["data-run"]) for attributes in pressed] == [(action, "run:mine")]
    assert say(f"train.{action}", lang) in table.text


def test_a_run_that_is_stopping_cannot_be_stopped_again():
    assert " disabled" in markup.acts(view(state="stopping"), "en")
    assert " disabled" not in markup.acts(view(state="running"), "en")
    assert " disabled" not in markup.acts(view(state="queued"), "en")


def test_names_and_messages_are_text_and_not_markup():
    run = view(
        title=HOSTILE,
        name=HOSTILE,
        message=HOSTILE,
        state="failed",
        config={"recipe": HOSTILE, "model": HOSTILE, "epochs": 2},
    )
    pieces = [
        train_runs.runs_table([run], HOSTILE, [HOSTILE], "en"),
        markup.live(HOSTILE, [HOSTILE], "en"),
        markup.head(run, NOTES, "en"),
    ]
    pieces += [
        outlook(HOSTILE, None, "en"),
        markup.facts(run, "en"),
        markup.acts(view(name=HOSTILE), "en"),
        markup.note(run, "en"),
    ]
    for piece in pieces:
        assert "<script" not in piece
        Reader(piece)
    assert HOSTILE in html.unescape(pieces[2])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_charts_and_controls_have_names_for_those_who_cannot_see_them(lang):
    frame = Reader(markup.live("run:mine", [], lang))
    assert all(
        attributes.get("aria-label") for _, attributes in frame.tags if attributes.get("role") in {"img", "progressbar"}
    )
    assert [attributes for _, attributes in frame.tags if attributes.get("aria-live") == "polite"]
    label = markup.chart_label("accuracy", view(), NOTES, lang)
    assert "85.0%" in label
    assert "91.5%" in label


def test_label_smoothing_leaves_the_loss_that_pytorch_leaves():
    best = torch.full((10,), 0.05 / 10, dtype=torch.float64)  # the smoothed target itself has the least loss
    best[3] += 1 - 0.05
    loss = torch.nn.functional.cross_entropy(best.log().unsqueeze(0), torch.tensor([3]), label_smoothing=0.05)
    assert smoothed_floor(0.05, 10) == pytest.approx(loss.item(), abs=1e-9)


def test_runs_are_listed_newest_first_and_shipped_ones_last(runs):
    write_run(runs.root, "old", RECORDS)
    newest = write_run(runs.root, "new", [])
    older = newest.card.stat().st_mtime - 100
    os.utime(runs.root / "old" / "config.json", (older, older))
    runs.weights.mkdir()
    (runs.weights / "net.set.metrics.jsonl").write_text("", encoding="utf-8")
    assert runs.names() == ["run:new", "run:old", "net.set"]
    assert runs.opening() == "net.set"


def test_a_page_opens_with_the_run_that_trains(runs):
    assert runs.opening() == ""
    write_run(runs.root, "ended", RECORDS, "finished")
    assert runs.opening() == "run:ended"
    write_run(runs.root, "busy", RECORDS, "running")
    assert runs.live() == runs.opening() == "run:busy"


def test_a_run_s_view_comes_from_its_folder_alone(runs):
    write_run(runs.root, "mine", RECORDS, "running")
    seen = runs.view("run:mine")
    assert (seen.state, seen.step, seen.total_steps, seen.epochs_done, seen.accuracy) == ("running", 20, 20, 2, 0.85)
    assert seen.test_images == 20
    assert seen.curve == curve_of("mine", RECORDS, planned=2, is_live=True)


@pytest.mark.parametrize(
    "name", ["run:none", "run:../mine", "run:", "", "/etc/passwd", "run:mine/../mine", "run:.", "run:mine/"]
)
def test_no_name_reaches_beyond_the_runs(runs, name):
    write_run(runs.root, "mine", RECORDS)
    for ask in (runs.view, runs.records, runs.folder):
        with pytest.raises(UnknownName):
            ask(name)


def test_a_run_that_cannot_be_read_stands_in_the_table_and_spoils_no_other(runs):
    write_run(runs.root, "good", RECORDS)
    write_run(runs.root, "bad", RECORDS).card.write_text("{", encoding="utf-8")
    states = {seen.title: seen.state for seen in runs.views()}
    assert states == {"good": "stopped", "bad": "failed"}


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "run",
        {"run": 5, "others": "x", "since": "many", "lang": "fr", "chart": "../x"},
        {"since": -3, "others": [1, None, {}]},
        {"since": True, "run": ["run:mine"]},
        {"since": 10**30, "run": "run:mine", "others": ["run:none"] * 1000},
    ],
)
def test_whatever_a_stranger_asks_the_answer_is_plain_json(runs, data):
    write_run(runs.root, "mine", RECORDS)
    query = live.read_query(data)
    assert query.since >= 0
    assert len(query.others) <= 4
    json.dumps(live.news(runs, query), allow_nan=False)
    assert isinstance(live.table(runs, query), str)


def test_a_page_that_knows_all_records_is_sent_none(runs):
    write_run(runs.root, "mine", RECORDS, "running")
    whole = live.news(runs, live.RecordsQuery("run:mine"))
    assert whole["count"] == len(RECORDS)
    assert set(whole["figures"]) == {"accuracy", "loss", "confusion"}
    idle = live.news(runs, live.RecordsQuery("run:mine", since=whole["count"]))
    assert idle["figures"] == {}
    assert len(json.dumps(idle)) < 2000


def test_a_page_is_sent_only_what_is_new(runs):
    run = write_run(runs.root, "mine", RECORDS[:4], "running")
    known = live.news(runs, live.RecordsQuery("run:mine"))["count"]
    for record in RECORDS[4:]:
        run.append(record)
    news = live.news(runs, live.RecordsQuery("run:mine", since=known))["figures"]
    assert {one["uid"]: (one["from"], one["x"]) for one in news["accuracy"]["data"]} == {
        "train": (3, [2.0]),
        "test": (1, [2]),
    }
    assert "confusion" in news  # a new epoch


def test_a_page_that_knows_more_than_there_is_starts_afresh(runs):
    write_run(runs.root, "mine", RECORDS[:3])  # after a crash a run goes on from its checkpoint
    figures = live.news(runs, live.RecordsQuery("run:mine", since=6))["figures"]
    assert all("from" not in one for one in figures["accuracy"]["data"])


def test_a_run_that_is_gone_is_told_in_a_sentence(runs):
    reply = live.news(runs, live.RecordsQuery("run:gone", lang="zh"))
    assert "run:gone" in reply["parts"]["head"]
    assert reply["figures"] == {}


def test_the_version_changes_with_a_run_s_state(runs):
    run = write_run(runs.root, "mine", RECORDS, "running")
    before = live.version_of(runs)
    assert live.version_of(runs) == before
    run.write_status("finished", 20)
    assert live.version_of(runs) != before


def test_the_table_of_a_chart_has_a_row_a_record(runs):
    write_run(runs.root, "mine", RECORDS)
    header, *rows = csv_of(tuple(RECORDS)).splitlines()
    assert len(rows) == len(RECORDS)
    assert dict(zip(header.split(","), rows[-1].split(","), strict=True))["test_accuracy"] == "0.85"
    confusion = live.table(runs, live.RecordsQuery("run:mine", chart="confusion")).splitlines()
    assert confusion == ["true class,Bag,Coat", "Bag,5,5", "Coat,0,10"]
    assert live.table(runs, live.RecordsQuery("run:none")) == ""
    assert csv_text([("shirt, red", 'the "best"')]) == '"shirt, red","the ""best"""\n'


@pytest.mark.parametrize(("lang", "field"), [("en", "Image size, px"), ("zh", "图像尺寸")])
def test_a_bad_value_is_refused_in_the_form_s_own_words(lang, field):
    with pytest.raises(UserError) as refusal:
        form_config(lang, "quick", 2, 5, 64, 0.003)
    assert refusal.value.message(lang).startswith(field)
    assert "16" in refusal.value.message(lang)
    assert form_config(lang, "quick", None, None, None, None) == TrainConfig(
        recipe="quick"
    )  # an empty field is the recipe's


def test_only_a_live_run_of_the_folder_is_asked_to_stop(runs):
    live_run, ended = (
        write_run(runs.root, name, RECORDS, state) for name, state in (("a", "running"), ("b", "finished"))
    )
    for name in ("run:a", "run:b"):
        ACTIONS["stop"](runs, Following(), name)
    assert live_run.stop_file.exists()
    assert not ended.stop_file.exists()
    runs.weights.mkdir()
    (runs.weights / "net.set.metrics.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(UnknownName):
        ACTIONS["resume"](runs, Following(), "net.set")


def test_epochs_of_several_sizes_are_said_to_be_tested_at_their_own():
    growing = view(config=CONFIG | {"size_schedule": [96, 96, 224]})
    assert "96, 96, 224 px" in note(growing, "en")
    assert "px" not in note(view(config=CONFIG | {"size_schedule": [224, 224]}), "en")
