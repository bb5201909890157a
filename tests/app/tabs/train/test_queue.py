"""A run's place in the queue, what it had to do to go on, and slices of a lent GPU, as the page has them."""

import inspect
from types import SimpleNamespace

import pytest

from googlenet.app.page import build_app
from googlenet.app.server import zerogpu
from googlenet.app.shell.runs import PREFIX, Runs
from googlenet.app.tabs.train import html as markup
from googlenet.app.tabs.train.next_run.html import outlook
from googlenet.text import say
from googlenet.training.runs.folder import RunFolder
from googlenet.training.trainer import card_of
from tests.training.tiny import load_tiny, tiny_config


@pytest.fixture
def make(tmp_path):
    def run(name, state="queued"):
        made = RunFolder(tmp_path / name)
        made.create(card_of(tiny_config(), load_tiny()))
        made.write_status(state, device="cpu")
        return made

    return run


@pytest.mark.parametrize(
    ("lang", "one", "two"),
    [("en", "“c” is queued (1 ahead)", "(2 ahead)"), ("zh", "“c”正在排队，前面还有 1\u00a0个", "前面还有 2\u00a0个")],
)
def test_a_waiting_run_tells_its_place(make, tmp_path, lang, one, two):
    runs = Runs(tmp_path)
    first, _, _ = (make(name, state) for name, state in (("a", "running"), ("b", "queued"), ("c", "queued")))
    assert two in markup.head(runs.view(PREFIX + "c", lang), SimpleNamespace(epochs=()), lang)
    first.write_status("stopped")
    assert one in markup.head(runs.view(PREFIX + "c", lang), SimpleNamespace(epochs=()), lang)
    waits = runs.view(PREFIX + "c", lang)
    assert markup.state_label(waits, lang) in {"Queued (1 ahead)", "排队中，前面还有 1\u00a0个"}
    assert markup.state_label(waits, lang) in markup.facts(waits, lang)
    assert say("train.stop.waiting", lang) in markup.acts(waits, lang)
    assert "前面" not in markup.head(runs.view(PREFIX + "b", "zh"), SimpleNamespace(epochs=()), "zh")


def test_a_run_that_is_asked_to_stop_before_it_begins_is_stopping_at_once(make, tmp_path):
    runs, run = Runs(tmp_path), make("a")
    before = runs.states()
    run.ask_to_stop()
    seen = runs.view(PREFIX + "a")
    assert (run.status().state, seen.state) == ("queued", "stopping")  # the queue and lent GPUs go by the former
    assert markup.state_label(seen, "en") == "Stopping"
    assert " disabled" in markup.acts(seen, "en")
    assert runs.states() != before  # so that the table is drawn anew


def test_below_the_form_a_stranger_s_run_is_told_without_its_name():
    assert "somebody else’s is training now" in outlook("", None, "en")
    assert "“mine” is training now (<a" in outlook("mine", None, "en")
    assert "its own process" in outlook(None, None, "en")


def test_what_a_run_had_to_do_stands_below_its_curves(make, tmp_path):
    make("a", "running").notice("error.notice_parts", batch=64, parts=2, back=10)
    assert "went back to step 10" in markup.note(Runs(tmp_path).view(PREFIX + "a"), "en")
    assert "退回到第\u00a010\u00a0步" in markup.note(Runs(tmp_path).view(PREFIX + "a", "zh"), "zh")


def test_a_followed_run_that_waits_gets_the_lent_gpu(make, tmp_path, monkeypatch):
    make("a")
    lent, asked = [], SimpleNamespace(owner=None)
    monkeypatch.setattr(zerogpu, "spaces", SimpleNamespace(GPU=lambda duration: duration), raising=False)
    monkeypatch.setattr(
        "googlenet.training.lent_gpu.in_slices", lambda run, lend: lent.append((run.path.name, lend)) or iter((1, 2))
    )
    runs = SimpleNamespace(of=lambda _: Runs(tmp_path))
    assert list(zerogpu._slices(runs, asked, SimpleNamespace(run=PREFIX + "a"))) == [None, None]
    assert lent == [("a", 45)]
    assert list(zerogpu._slices(runs, asked, SimpleNamespace(run="googlenet_bn.fashion_mnist"))) == []


def test_a_run_asks_for_a_lent_gpu_when_it_is_started_or_resumed_and_not_when_it_is_stopped(monkeypatch):
    monkeypatch.setattr(zerogpu, "IS_ZERO", True)
    demo, _ = build_app()
    lending = [one for one in demo.fns.values() if inspect.unwrap(one.fn or len).__module__ == zerogpu.__name__]
    before = [event for one in lending for _, event in demo.fns[one.trigger_after].targets]
    assert sorted(before) == ["click", "run_resume", "run_resume"]
    assert all(one.trigger_only_on_success and one.concurrency_limit is None for one in lending)


def test_what_the_page_shows_of_the_runs_is_always_of_the_last_change():
    demo, _ = build_app()
    changed = [one for one in demo.fns.values() if any(event == "runs_change" for _, event in one.targets)]
    assert len(changed) == 3
    assert {one.trigger_mode for one in changed} == {"always_last"}


def test_elsewhere_nothing_is_added_to_a_press():
    zerogpu.train_on(None, [], None)
