"""What the Train tab looks back with: its views of a real small run, and its markup."""

import math
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from googlenet.app.shell import training_images
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.runs import Runs
from googlenet.app.tabs.train.rate_test import html as rates_markup
from googlenet.app.tabs.train.rate_test.chart import RateMark, rate_chart
from googlenet.app.tabs.train.rate_test.html import RatesView
from googlenet.app.tabs.train.review import mistakes_html as mistakes_markup
from googlenet.app.tabs.train.review import time_lapse_html as time_lapse
from googlenet.app.tabs.train.review import view as views
from googlenet.app.tabs.train.review.branch_history_chart import heights, span_of
from googlenet.app.tabs.train.review.branch_history_html import HistoryView, branch_history, finding, history_csv
from googlenet.app.tabs.train.review.labels_html import labels
from googlenet.app.tabs.train.review.mistakes_html import WORST
from googlenet.app.tabs.train.review.tab import ReviewEvents
from googlenet.app.tabs.train.review.time_lapse_html import LapseFrame, LapseView, headline
from googlenet.app.tabs.train.review.view import ReviewSession
from googlenet.common.errors import UserError
from googlenet.common.results import PathRecord
from googlenet.inspection.time_lapse import time_lapse as look_back
from googlenet.inspection.time_lapse import write_lapses
from googlenet.networks.classifier import load_files
from googlenet.study.label_noise import label_noise
from googlenet.text import LANGUAGES, say
from googlenet.training.loop import fit
from googlenet.training.publish import publish
from googlenet.training.rate_test import RatePoint, Suggestion
from googlenet.training.runs.folder import RunFolder
from tests.app.tabs.train.test_html import HOSTILE, Reader
from tests.training.tiny import tiny_config

NAME = "run:mine"


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """The page's answers, with one run on the sample whose epochs are kept."""
    root = tmp_path_factory.mktemp("runs")
    config = tiny_config(
        dataset="fashion_mnist_sample", train_images=60, epochs=2, keep_epochs=3, image_size=28, precision="fp32"
    )
    list(fit(config, RunFolder(root / "mine").path))
    return Repository(root)


@pytest.fixture
def runs(repository):
    return Runs(repository.runs)


@pytest.fixture
def question(repository):
    return Question("example:ankle-boot", NAME)


def quietly(done, total):
    """Progress that nobody looks at."""


def test_rare_pairs_are_chosen_from_a_list():
    pairs = tuple((f"t{n}", HOSTILE if n == 9 else f"a{n}", 20 - n) for n in range(12))
    page = Reader(mistakes_markup.mistakes(mistakes_markup.MistakesView("mine", 100, pairs, ("t10", "a10")), "en"))
    options = [one for tag, one in page.tags if tag == "option"]
    assert [one.get("data-true") for one in options] == [None, "t8", "t9", "t10", "t11"]
    assert options[2]["data-answer"] == HOSTILE
    assert [one["data-true"] for one in options if "selected" in one] == ["t10"]


def test_the_mistakes_are_the_matrix_s(repository, runs):
    session = ReviewSession().of(NAME)
    session.chosen = WORST
    section = views.mistakes_view(runs, session, "en")
    true, answer, count = section.pairs[0]
    assert count == max(one for *_, one in section.pairs)
    session.chosen = views.pair_of(runs.view(NAME), {"true": true, "answer": answer})
    session.found = views.find_mistakes(repository, runs, NAME, session.chosen, quietly)
    assert {(one.true, one.answer) for one in session.found} == {(true, answer)}
    assert len(session.found) == count
    page = Reader(mistakes_markup.mistakes(views.mistakes_view(runs, session, "en"), "en"))
    picks = [one for one in page.having("data-do") if one["data-do"] == "pick"]
    assert len(picks) == min(len(session.found), mistakes_markup.MOST_SHOWN)
    assert "Select" in picks[0]["aria-label"]


def test_the_worst_mistakes_come_worst_first_and_as_numbers(repository, runs):
    session = ReviewSession().of(NAME)
    session.chosen = WORST
    found = views.find_mistakes(repository, runs, NAME, session.chosen, quietly)
    losses = [one.loss for one in found]
    assert losses == sorted(losses, reverse=True)
    assert all(one.true != one.answer for one in found)
    rows = mistakes_markup.mistakes_csv(found).strip().splitlines()
    assert len(rows) == 1 + len(found)
    assert float(rows[1].split(",")[-1]) == pytest.approx(losses[0], abs=1e-5)


def test_a_run_without_mistakes_has_no_worst_ones():
    view = mistakes_markup.MistakesView("mine", 2000, (), WORST, ())
    for lang, title in (
        ("en", "All 2,000 test images are classified correctly"),
        ("zh", "2,000 张测试图像全部分类正确"),
    ):
        assert title in Reader(mistakes_markup.mistakes(view, lang)).text.replace("\u00a0", " ")


def test_a_press_asks_for_a_pair_by_names_or_numbers_and_nothing_else_fits(runs):
    run = runs.view(NAME)
    assert views.pair_of(run, {"row": 1, "column": 0}) == (run.classes[1], run.classes[0])
    for misfit in (
        {},
        {"row": 99, "column": 0},
        {"row": "0", "column": 1},
        {"true": HOSTILE, "answer": run.classes[0]},
    ):
        assert views.pair_of(run, misfit) == WORST
    assert views.pair_of(None, {"row": 0, "column": 1}) == WORST


def test_a_pressed_picture_is_the_test_image_itself(repository, runs):
    from googlenet.data.dataset import load_sample

    name = views.picture_id(repository, runs, NAME, "7")
    with Image.open(repository.pictures.path(name)) as picture:
        assert np.array_equal(np.asarray(picture.convert("L")), load_sample().test.pixels[7, 0].numpy())
    assert views.picture_id(repository, runs.of("another"), NAME, "7") != name  # who deletes it deletes only their own
    assert views.picture_id(repository, runs, NAME, "no number")
    assert views.picture_id(repository, runs, NAME, 10**9)


def test_labels_worth_a_second_look_are_those_of_largest_score(repository, runs, question, monkeypatch):
    monkeypatch.setattr(training_images, "MOST", 60)
    session = ReviewSession().of(NAME)
    assert 'data-do="labels"' in labels(views.labels_view(repository, runs, session, "en"), "", "en")
    vars(session).update(views.find_labels(repository, question, quietly))
    found = training_images.known_gradients(repository, question).gradients.self_influence
    scores = {"loss": found.losses, "self_influence": found.values}[label_noise().score]
    assert [one.value for one in session.labels] == sorted(scores, reverse=True)[: views.MOST_LABELS]
    page = labels(views.labels_view(repository, runs, session, "en"), "what it was good for", "en")
    assert page.count("<li>") == views.MOST_LABELS
    assert "what it was good for" in page
    assert session.of("run:b").labels is None


def test_another_run_forgets_what_was_found():
    session = ReviewSession().of("run:a")
    session.chosen, session.found = WORST, ()
    session.search.begin()
    assert session.of("run:a").found == ()
    assert session.of("run:b").found is None
    assert not session.search.is_busy


def test_a_time_lapse_has_a_frame_for_each_kept_epoch(repository, runs, question):
    session, told = ReviewSession().of(NAME), []
    assert views.lapse_view(runs, session, question).frames == ()
    session.lapse = views.make_lapse(repository, runs, NAME, question, lambda *at: told.append(at))
    session.seen = question.picture, question.prepare
    section = views.lapse_view(runs, session, question)
    assert [frame.epoch for frame in section.frames] == [0, 1, 2]
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert all(sum(frame.probabilities) == pytest.approx(1, abs=1e-4) for frame in section.frames)
    page = Reader(time_lapse.time_lapse(section, 8, "en"))
    frames = page.having("data-frame")
    assert ["hidden" in frame for frame in frames] == [True, True, False]
    assert next(iter(page.having("data-slide")))["max"] == "2"
    assert views.animation(section).startswith(b"RIFF")
    other = replace(question, picture="example:bag")
    assert views.lapse_view(runs, session, other).frames == ()  # it was of another picture


def test_a_record_of_the_examples_stands_in_for_the_epochs_of_weights_that_ship(
    repository, runs, question, tmp_path, monkeypatch
):
    publish(RunFolder(repository.runs / "mine"), "tiny.tiny", folder=tmp_path)
    shipped = load_files(tmp_path / "tiny.tiny.json", tmp_path / "tiny.tiny.safetensors")
    film = list(look_back(runs.card_path(NAME), runs.kept_epochs(NAME), repository.picture(question)))
    write_lapses(tmp_path / "tiny.tiny.time_lapse.npz", shipped.digest, {"ankle-boot": film})
    monkeypatch.setattr(repository, "classifier", lambda name: shipped)
    both, session = Runs(repository.runs, tmp_path), ReviewSession().of("tiny.tiny")
    section = views.lapse_view(both, session, question)
    assert (section.kept, section.has_record) == (3, True)
    assert 'data-do="lapse"' in time_lapse.time_lapse(section, 8, "en")
    made = views.make_lapse(repository, both, "tiny.tiny", question, quietly)
    whole = views.make_lapse(repository, runs, NAME, question, quietly)
    assert [frame.epoch for frame in made.frames] == [frame.epoch for frame in whole.frames] == [0, 1, 2]
    for frame, other in zip(made.frames, whole.frames, strict=True):
        assert frame.probabilities == pytest.approx(other.probabilities, abs=1e-3)
    assert (made.rows, made.blocks, made.filled) == (whole.rows, whole.blocks, whole.filled)
    for other in (replace(question, picture="example:bag"), replace(question, prepare=False)):
        section = views.lapse_view(both, session, other)
        told = say("lab.lapse.examples", run=section.run, most=8)
        assert told in Reader(time_lapse.time_lapse(section, 8, "en")).text
        with pytest.raises(UserError):
            views.make_lapse(repository, both, "tiny.tiny", other, quietly)


def test_the_headline_says_since_when_the_answer_stands():
    def lapse(*repository):
        frames = [LapseFrame(2 * at, "", (0.9, 0.1) if one == 0 else (0.2, 0.8)) for at, one in enumerate(repository)]
        return LapseView("mine", len(frames), ("Bag", "Coat"), frames=tuple(frames))

    assert headline(lapse(1, 0, 1, 1), "en") == say("lab.lapse.headline", epoch=4, label="Coat")
    assert headline(lapse(1, 1, 1), "en") == say("lab.lapse.always", label="Coat")
    assert headline(lapse(1, 1, 0), "en") == say("lab.lapse.never", label="Bag")


def test_a_run_without_kept_epochs_says_how_to_keep_them(runs):
    text = Reader(time_lapse.time_lapse(LapseView("mine", 0), 8, "en")).text
    assert "--keep-epochs 8" in text
    assert time_lapse.time_lapse(views.lapse_view(runs, ReviewSession(), Question("", "")), 8, "en") == ""


def record(epoch: int, values: dict) -> PathRecord:
    table = {"inception3a": values}
    return PathRecord(epoch, 5 * epoch, 8, table, {"inception3a": {"1x1": 0.25, "5x5": 0.75}}, table)


def test_the_history_draws_a_line_for_each_path_and_says_what_stands_out(runs):
    section = views.history_view(runs, NAME, "en")
    page = branch_history(section, "en")
    blocks = section.records[0].energy
    paths = sum(map(len, blocks.values()))
    assert page.count('class="spark"') == 3 * paths
    assert say("lab.paths.none", "en") in branch_history(HistoryView("old", ()), "en")
    assert branch_history(HistoryView("", ()), "en") == ""
    made = [record(0, {"1x1": 0.5, "5x5": 0.0}), record(1, {"1x1": 0.0, "5x5": 0.0})]
    assert finding(made[0], "dead", "en") == say("lab.paths.finding.dead", epoch=0, block="3a", path="1×1", share="50%")
    assert finding(made[1], "dead", "en") == say("lab.paths.finding.alive", epoch=1)
    assert "5×5 branch of 3a" in finding(made[1], "energy", "en")
    assert history_csv(made).splitlines()[1] == "0,0,inception3a,1x1,0.5,0.250000,0.500000"


def test_the_scale_of_gradients_is_logarithmic_and_shared():
    span = span_of("gradient", [0.0, 1e-3, 1.0])
    assert span == pytest.approx((-3, 0))
    low, middle, high, none = heights("gradient", [1e-3, math.sqrt(1e-3), 1.0, 0.0], span)
    assert middle == pytest.approx((low + high) / 2)
    assert none == low
    assert span_of("energy", [0.2]) == (0, 1)
    assert span_of("gradient", [1e-9, 1.0])[0] == -4  # what is far below the longest stands on the floor
    assert span_of("gradient", [])[0] < span_of("gradient", [])[1]


def test_the_rate_chart_marks_rates_at_their_places_and_their_names_apart():
    rates = [10 ** (-5 + at / 10) for at in range(51)]
    losses = [2.3 - 0.02 * at for at in range(51)]
    drawing = rate_chart(rates, losses, losses, [RateMark(1e-3, "steepest"), RateMark(1.2e-3, "lowest")])
    assert drawing.count("stroke-dasharray") == 2
    assert drawing.count("<circle") == 51
    assert rate_chart([1e-3], [2.0], [2.0]) == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_rate_test_tells_how_it_found_the_rate(lang):
    steps = enumerate(((1e-4, 2.3), (1e-3, 1.9), (1e-2, 2.0)))
    points = tuple(RatePoint(step, rate, loss, loss) for step, (rate, loss) in steps)
    done = RatesView(points, Suggestion(1e-3, 1e-2), is_done=True)
    page = Reader(rates_markup.rates(done, lang))
    (use,) = [one for one in page.having("data-do") if one["data-do"] == "use_rate"]
    assert use["data-rate"] == "0.001"
    assert say("lab.rates.note", lang) in page.text
    none = replace(done, found=None)
    assert say("lab.rates.none", lang) in Reader(rates_markup.rates(none, lang)).text
    busy = Reader(rates_markup.rates(replace(done, is_busy=True, is_done=False), lang))
    assert [one["data-do"] for one in busy.having("data-do")] == ["stop_rates"]
    assert rates_markup.rates_csv(done).splitlines()[1] == "0,0.0001,2.3,2.3"


def test_names_of_strangers_are_text():
    hostile = LapseView(HOSTILE, 0), HistoryView(HOSTILE, (record(0, {"1x1": 0.5, "5x5": 0.1}),))
    assert "<script" not in time_lapse.time_lapse(hostile[0], 8, "en")
    assert "<script" not in branch_history(hostile[1], "en")
    pair = mistakes_markup.MistakesView(HOSTILE, 5, ((HOSTILE, "b", 2),), (HOSTILE, "b"), (), 5)
    assert "<script" not in mistakes_markup.mistakes(pair, "en")


class Press:
    """An event with what was pressed."""

    def __init__(self, **data):
        self._data = data


def test_work_that_ends_draws_for_the_latest_question_and_keeps_nothing_of_another_run(
    repository, runs, question, monkeypatch
):
    monkeypatch.setattr("googlenet.app.kit.job.TICK_SECONDS", 0.01)
    tab, session, following = ReviewEvents(repository, runs), ReviewSession(), SimpleNamespace(run=NAME)
    other = replace(question, picture="example:bag")
    frames = tab.lapse(question, following, session)
    next(frames)
    tab.render(other, following, session)
    assert list(frames)[-1] == tab.film(other, session)
    assert session.seen == (question.picture, question.prepare)
    assert views.lapse_view(runs, session, other).frames == ()
    assert len(views.lapse_view(runs, session, question).frames) == 3
    assert views.lapse_view(runs, session, replace(question, prepare=False)).frames == ()

    def late(*_):
        session.of("run:another")
        return ("a mistake",)

    monkeypatch.setattr(views, "find_mistakes", late)
    list(tab.find(question, following, session, Press()))
    assert (session.run, session.found, session.chosen) == ("run:another", None, None)
