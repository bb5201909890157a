"""The table of runs: what is drawn beside, other names, what goes for good."""

import os
from dataclasses import replace
from types import SimpleNamespace

import pytest

from googlenet.app.shell import runs as runs_module
from googlenet.app.shell.question import Question
from googlenet.app.shell.run_views import Curve, Older
from googlenet.app.shell.runs import Runs
from googlenet.app.tabs.train import html as markup
from googlenet.app.tabs.train import live
from googlenet.app.tabs.train import runs_html as train_runs
from googlenet.app.tabs.train.chart import LOOKS
from googlenet.app.tabs.train.tab import ACTIONS, Following, TrainEvents, _compare, _instead, _rename, _show
from googlenet.common.errors import UserError
from googlenet.training.runs import records as records_module
from googlenet.training.runs.folder import RunFolder
from tests.app.tabs.train.test_chart import RECORDS, epoch
from tests.app.tabs.train.test_html import CONFIG, HOSTILE, MENU, Reader, view, write_run


@pytest.fixture
def runs(tmp_path):
    return Runs(tmp_path / "runs", tmp_path / "weights")


def test_a_run_is_renamed_and_deleted_and_what_was_followed_follows(runs):
    write_run(runs.root, "a", RECORDS, "finished")
    write_run(runs.root, "b", RECORDS, "finished")
    assert _rename(runs, "run:a", "better") == "run:better"
    chosen = _instead(Following("run:a", ("run:b",)), "run:a", "run:better")
    assert chosen == Following("run:better", ("run:b",))
    assert set(runs.names()) == {"run:better", "run:b"}
    for bad in ("", "..", "a/b", "b", ".hidden", "x" * 65):
        with pytest.raises(UserError):
            _rename(runs, "run:better", bad)
    assert ACTIONS["delete"](runs, chosen, "run:b") == Following("run:better", ("",))
    assert runs.names() == ["run:better"]
    assert not (runs.root / "b").exists()


def test_neither_a_live_run_nor_the_shipped_one_is_renamed_or_deleted(runs):
    write_run(runs.root, "a", RECORDS, "running")
    runs.weights.mkdir()
    (runs.weights / "net.set.metrics.jsonl").write_text("", encoding="utf-8")
    for name in ("run:a", "net.set"):
        with pytest.raises(UserError):
            ACTIONS["delete"](runs, Following(), name)
        with pytest.raises(UserError):
            _rename(runs, name, "other")
    assert runs.names() == ["run:a", "net.set"]


def test_the_menu_of_a_run_asks_before_it_deletes():
    table = Reader(train_runs.runs_table([view(state="finished", title=HOSTILE)], "", [], "en"))
    assert {one["data-act"] for one in table.having("data-act")} >= MENU
    (ask,) = [one for _, one in table.tags if one.get("class") == "ask"]
    assert "hidden" in ask
    for still in (view(), view(state="finished", is_shipped=True)):
        assert not MENU & {
            one["data-act"] for one in Reader(train_runs.runs_table([still], "", [], "en")).having("data-act")
        }


def test_runs_beside_have_colours_of_their_own_and_a_legend(runs):
    for name in ("a", "b", "c"):
        write_run(runs.root, name, [*RECORDS], "finished")
    query = live.read_query({"run": "run:a", "others": ["", "run:c", 7, "run:gone"], "lang": "en"})
    reply = live.news(runs, query)
    lines = {one["name"]: one for one in reply["figures"]["accuracy"]["data"]}
    assert lines["c"]["line"]["color"] == LOOKS[1][0]
    legend = reply["parts"]["legend"]
    assert [legend.count(name) for name in ("<span>a <b>", "<span>c <b>", "study notes")] == [1, 1, 1]
    assert "91.5% after 10 epochs" in legend  # the notes': beside a shorter run the chart ends before
    assert LOOKS[1][0] in legend
    labels = [one["name"] for one in reply["figures"]["accuracy"]["layout"]["annotations"]]
    assert labels.count("other-1") == 0  # its name stands in the legend


def test_what_is_drawn_beside_is_switched_on_and_off_and_bounded(runs):
    chosen = Following("run:mine")
    for name in "abcdef":
        chosen = _compare(chosen, name, is_on=True)
    assert chosen == Following("run:mine", ("f", "b", "c", "d"))  # full: the first place is given up
    assert _compare(chosen, "b", is_on=True) is chosen  # the same press once more
    fewer = _compare(chosen, "b", is_on=False)
    assert fewer.others == ("f", "", "c", "d")  # the others keep their colours
    assert _compare(fewer, "x", is_on=True).others == ("f", "x", "c", "d")
    assert _show(runs, chosen, "c") == Following("c", chosen.others)


def test_whoever_uses_a_run_that_is_renamed_or_deleted_keeps_a_network(runs):
    repository = SimpleNamespace(
        runs=runs.root,
        choices=lambda lang, owner: [(one, one) for one in ("shipped", "run:better")],
        opening=lambda: "shipped",
    )
    tab, question = TrainEvents(SimpleNamespace(repository=repository)), Question("example:coat", "run:a", target=3)
    for name in ("a", "b"):
        write_run(runs.root, name, RECORDS, "finished")

    def press(**said):
        return tab.act(question, Following("run:a"), SimpleNamespace(**said))[-2:]

    assert all("value" not in one for one in press(run="run:b", act="delete"))
    asked, network = press(run="run:a", act="rename", to="better")
    assert (asked.classifier, asked.target, network.value) == ("run:better", None, "run:better")
    question = asked
    asked, network = press(run="run:better", act="delete")
    assert (asked.classifier, network.value) == ("shipped", "shipped")


def test_a_line_beside_a_run_that_stands_still_grows_too(runs):
    write_run(runs.root, "mine", RECORDS, "finished")
    beside = write_run(runs.root, "other", RECORDS[:4], "running")
    query = live.RecordsQuery("run:mine", ("run:other",))
    first = live.news(runs, query)
    known = replace(query, since=first["count"], beside=first["beside"])
    assert live.news(runs, known)["figures"] == {}
    for record in RECORDS[4:]:
        beside.append(record)
    news = live.news(runs, known)
    grown = {one["uid"]: len(one["x"]) for one in news["figures"]["accuracy"]["data"]}
    held = {one["uid"]: len(one["x"]) for one in first["figures"]["accuracy"]["data"]}
    assert {uid for uid in held if grown[uid] > held[uid]} == {"other-1"}
    assert live.news(runs, replace(known, beside=news["beside"]))["figures"] == {}


@pytest.fixture
def many(runs, monkeypatch):
    """Six runs, of which two are in the table, five when all are asked for; the oldest is called r0."""
    monkeypatch.setattr(runs_module, "MOST_ROWS", 2)
    monkeypatch.setattr(runs_module, "MOST_LISTED", 5)
    for age in range(6):
        run = write_run(runs.root, f"r{5 - age}", RECORDS, "finished")
        os.utime(run.card, (1e9 - 60 * age,) * 2)
    return runs


def test_the_newest_runs_are_read_and_the_others_named(many, monkeypatch):
    read = []
    monkeypatch.setattr(records_module, "read_records", lambda path: read.append(path.parent.name) or list(RECORDS))
    assert [one.title for one in many.views()] == ["r5", "r4"]
    older = many.older("en", {"run:r2", "run:gone", ""})
    assert [one.title for one in older.rows] == ["r3", "r2", "r1"]
    assert older.left_out == 1
    assert read == ["r5", "r4", "r2"]
    assert [one.accuracy is None for one in older.rows] == [True, False, True]


def test_older_runs_are_followed_compared_renamed_and_deleted_as_others_are(many):
    assert many.names() == [f"run:r{number}" for number in range(5, -1, -1)]
    assert many.view("run:r0").accuracy is not None
    reply = live.news(many, live.read_query({"run": "run:r1", "others": ["run:r0"]}))
    assert "r0" in {one["name"] for one in reply["figures"]["accuracy"]["data"]}
    before = live.version_of(many)
    ACTIONS["delete"](many, Following(), "run:r0")
    assert live.version_of(many) != before
    assert many.older().left_out == 0


def test_the_table_says_that_there_are_more_and_has_them_for_the_search(many):
    older = many.older("en", {"run:r2"})
    table = Reader(train_runs.runs_table(many.views(), "run:r2", [], "en", older=older))
    rows = {one["data-find"].split()[0]: one for one in table.having("data-find")}
    assert list(rows) == ["r5", "r4", "r3", "r2", "r1"]
    assert [name for name, one in rows.items() if "data-older" in one and "hidden" in one] == ["r3", "r1"]
    assert len(table.having("data-all")) == 1
    assert "Show the newest 5" in table.text
    assert "1 even older runs" in table.text
    menus = [one["data-run"] for one in table.having("data-act") if one["data-act"] == "delete"]
    assert menus == ["run:r5", "run:r4", "run:r2"]  # a name is pressed first


def test_all_means_all_and_few_runs_have_no_such_button(many):
    many_fewer = Older(many.older().rows)
    text = Reader(train_runs.runs_table(many.views(), "", [], "en", older=many_fewer)).text
    assert "Show all (5)" in text
    assert "older runs are neither" not in text
    assert not Reader(train_runs.runs_table(many.views(), "", [], "en")).having("data-all")


def test_a_run_that_trains_is_seen_however_old_it_is(many):
    RunFolder(many.root / "r1").write_status("running", 20)
    (row,) = [one for one in many.older().rows if one.title == "r1"]
    assert (row.state, row.accuracy is None) == ("running", False)
    table = Reader(train_runs.runs_table(many.views(), "", [], "en", older=many.older()))
    (shown,) = [one for one in table.having("data-find") if one["data-find"].startswith("r1")]
    assert "hidden" not in shown


@pytest.mark.parametrize(
    "name", ["run:", "run:.", "run:..", "run:../runs/r0", "run:r0/", "r0", "run:r0\0", "run:.lock"]
)
def test_no_other_word_for_a_run_s_folder_is_its_name(many, name):
    (many.root / ".lock").touch()
    with pytest.raises(UserError):
        many.folder(name)


def test_the_figures_are_those_of_the_epoch_that_is_kept(runs):
    told = ((1, 0.8, 0.9), (2, 0.85, 0.7))  # epoch, accuracy on the test images and on those held out
    size = {"image_size": CONFIG["image_size"]}
    records = [replace(epoch(at, test, 0.5), held_out_accuracy=held, **size) for at, test, held in told]
    write_run(runs.root, "mine", records, "finished")
    shown = runs.view("run:mine")
    assert (shown.kept_epoch, shown.accuracy) == (1, 0.8)
    assert "80.0% after the first epoch" in markup.headline(shown, Curve("notes"), "en")
    assert "epoch 1, the best on the validation images (90.0%)" in markup.note(shown, "en")
    assert "第\u00a01\u00a0轮" in markup.note(shown, "zh")
    write_run(runs.root, "live", records, "running")
    assert runs.view("run:live").accuracy == 0.85
    assert "kept" not in markup.note(runs.view("run:live"), "en")
