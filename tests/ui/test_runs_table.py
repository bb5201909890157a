"""The table of runs: what is drawn beside, other names, what goes for good."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from googlenet.charts.training import LOOKS
from googlenet.errors import UserError
from googlenet.ui import live
from googlenet.ui.markup import train_runs
from googlenet.ui.question import Question
from googlenet.ui.runs import Runs
from googlenet.ui.train import ACTIONS, Following, _instead, _rename, _Tab
from tests.test_charts import RECORDS
from tests.ui.test_train_markup import HOSTILE, MENU, Reader, view, write_run


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
    legend = Reader(reply["parts"]["legend"])
    assert [legend.text.count(name) for name in ("a ", "c ", "study notes")] == [1, 1, 1]
    assert LOOKS[1][0] in reply["parts"]["legend"]
    labels = [one["name"] for one in reply["figures"]["accuracy"]["layout"]["annotations"]]
    assert labels.count("other-1") == 0  # its name stands in the legend


def test_what_is_drawn_beside_is_switched_on_and_off_and_bounded(runs):
    chosen = Following("run:mine")
    for name in "abcdef":
        chosen = ACTIONS["compare"](runs, chosen, name)
    assert chosen == Following("run:mine", ("f", "b", "c", "d"))  # full: the first place is given up
    fewer = ACTIONS["compare"](runs, chosen, "b")
    assert fewer.others == ("f", "", "c", "d")  # the others keep their colours
    assert ACTIONS["compare"](runs, fewer, "x").others == ("f", "x", "c", "d")
    assert ACTIONS["show"](runs, chosen, "c") == Following("c", chosen.others)


def test_whoever_uses_a_run_that_is_renamed_or_deleted_keeps_a_network(runs):
    answers = SimpleNamespace(
        runs=runs.root,
        choices=lambda lang, owner: [(one, one) for one in ("shipped", "run:better")],
        opening=lambda: "shipped",
    )
    tab, question = _Tab(SimpleNamespace(answers=answers)), Question("example:coat", "run:a", target=3)
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
    query = live.Query("run:mine", ("run:other",))
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
