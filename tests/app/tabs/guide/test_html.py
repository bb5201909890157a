"""What the Guide says and draws: sound HTML in both languages, questions that tell no answer before one is given."""

import re
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest

from googlenet.app.kit.svg import apart, ticks
from googlenet.app.shell.glossary import TERMS, explained, glossary
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.run_views import Curve
from googlenet.app.tabs.guide import view as guide_views
from googlenet.app.tabs.guide.chart import WIDTH, curves, kernels, spreads
from googlenet.app.tabs.guide.html import guide
from googlenet.app.tabs.guide.live_html import LIVE
from googlenet.app.tabs.guide.numbers import FACTORS, table_blocks
from googlenet.app.tabs.guide.steps import METHODS, STEPS, GuideState
from googlenet.app.tabs.guide.view import AttributionView, GuideView, guide_view
from googlenet.inspection import cache
from googlenet.text import LANGUAGES, SENTENCES, say
from tests.app.tabs.guide.test_guide import AT, QUESTION, TinyRepository
from tests.app.tabs.train.test_html import HOSTILE, Reader

NOTES = Curve("notes", (1, 2, 3), (0.8, 0.85, 0.9), (0.5, 0.4, 0.3))
OURS = Curve("ours", (1, 2), (0.82, 0.93), (0.6, 0.2))
SPREAD = {"1x1": (np.array([-3.0, 2.0]), np.array([1.0, 0.5])), "pool": (np.array([6.0]), np.array([2.0]))}
CALM = {"1x1": (np.array([-0.3, 0.2]), np.array([0.1, 0.5])), "pool": (np.array([0.4]), np.array([0.2]))}


@pytest.fixture
def answers(tiny_classifier, picture, monkeypatch, tmp_path):
    monkeypatch.setattr(cache, "CACHE", cache.Cache())
    monkeypatch.setattr(guide_views, "training_numbers", lambda _: TRAINING)
    monkeypatch.setattr(guide_views, "curves", lambda *_: (OURS, NOTES))
    return TinyRepository(tiny_classifier, picture, tmp_path)


TRAINING = {"theirs": "10", "epochs": "8", "first": "1", "last": "2", "ours": "3", "small": "4", "large": "5"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("step", range(len(STEPS)), ids=[step.key for step in STEPS])
def test_every_step_is_sound_and_has_a_finding_a_question_and_a_way_on(answers, step, lang):
    html = guide(guide_view(answers, replace(QUESTION, lang=lang), GuideState(step=step)), lang)
    seen = Reader(html)
    assert [tag for tag, _ in seen.tags].count("h1") == 1
    assert len(seen.having("data-go")) == len(STEPS[step].ways)
    others = {int(one["data-step"]) for one in seen.having("data-step")}
    assert others == set(range(len(STEPS)))
    assert [one["data-step"] for one in seen.having("aria-current")] == [str(step)]
    assert "{" not in seen.text
    has_figures = STEPS[step].key != "findings"  # measured on the shipped weights alone
    assert len(seen.having("data-option")) == (STEPS[step].options if has_figures else 0)


def test_the_paths_of_the_sum_are_called_as_everywhere(answers):
    html = guide(guide_view(answers, replace(QUESTION, lang="zh"), GuideState(step=AT["pool"])), "zh")
    rows = html.split('<div class="split">')[1]
    assert "池化" in rows
    assert ">pool<" not in rows


def test_without_the_measurements_the_last_step_says_so(answers):
    html = guide(guide_view(answers, QUESTION, GuideState(step=len(STEPS) - 1)), "en")
    assert say("guide.findings.none", "en") in html


def test_the_last_step_tells_what_was_measured():
    view = guide_view(
        Repository(),
        replace(QUESTION, picture="example:bag", classifier=guide_views.SHIPPED),
        GuideState(step=AT["findings"]),
    )
    text = Reader(guide(view, "en")).text
    assert f"accuracy drops {view.text['worst']} percentage points without 3a 3×3" in text
    assert "The two that matter most are 3a 3×3 and 3b 3×3." in text


def test_before_an_answer_nothing_is_marked_and_after_it_the_right_one_is():
    def shown(chosen):
        place = GuideState(step=AT["concat"], answers=(("concat", chosen),) if chosen else ())
        view = GuideView(place, list(table_blocks().values()), *_gaps(place))
        return guide(view, "en")

    before, wrong, right = map(shown, ("", "a", "d"))
    assert 'class="yes"' not in before
    assert 'aria-pressed="true"' not in before
    assert re.search(r'role="status"><b></b> <span hidden>', before)
    for html, verdict in ((wrong, "wrong"), (right, "right")):
        assert f"<b>{say(f'quiz.{verdict}', 'en')}</b> <span>" in html
        assert re.search(r'class="yes" data-option="d"', html)
    assert re.search(r'class="no" data-option="a"', wrong)
    assert "✓" in right
    assert "✓" not in wrong


def _gaps(place):
    key = place.at.key
    numbers = guide_views.plain_numbers(key), guide_views.question_numbers(key)
    return *numbers, {slip: guide_views.slip_numbers(slip) for slip in place.at.slips}


def test_names_of_strangers_do_not_become_markup():
    view = AttributionView(HOSTILE, "data:,", "data:,", (7, 7), 1.0, 2.0)
    for method in METHODS:
        assert HOSTILE not in LIVE["attribution"](view, GuideState(method=method), "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_term_stands_with_the_other_languages_beside_it(lang):
    seen = Reader(glossary(lang))
    assert len(seen.having("data-term")) == len(TERMS) >= 30
    assert all(word in seen.text for term in TERMS for word in (say(f"glossary.{term}", one) for one in LANGUAGES))
    assert [one["type"] for one in seen.having("data-terms")] == ["search"]


def test_the_first_occurrence_of_a_term_in_a_sentence_is_explained():
    text = explained("<b> The branches of a block: a branch.", "en", ["inception", "path", "logit"])
    assert [one["data-says"] for one in Reader(text).having("data-says")] == [
        say(f"glossary.{term}.text", "en") for term in ("path", "inception")
    ]
    assert text.startswith("&lt;b&gt; The <button")


def test_terms_are_listed_once_and_none_is_left_out():
    keys = {key.split(".")[1] for key in SENTENCES if key.startswith("glossary.") and key.endswith(".text")}
    assert set(TERMS) == keys
    assert len(set(TERMS)) == len(TERMS)


def places(svg):
    """x and y of everything drawn, and the drawing's height."""
    across = [float(x) for x in re.findall(r' (?:x|cx|x1|x2)="([^"]+)"', svg)]
    down = [float(y) for y in re.findall(r' (?:y|cy|y1|y2)="([^"]+)"', svg)]
    return across, down, float(re.search(r'viewBox="0 0 \S+ (\S+)"', svg)[1])


@pytest.mark.parametrize(
    "svg",
    [
        *(curves(OURS, NOTES, measure) for measure in ("accuracy", "loss")),
        curves(Curve(""), NOTES, "accuracy", "zh"),
        spreads(SPREAD, CALM),
        *(kernels(*FACTORS[name], is_beside=name == "3x3") for name in FACTORS),
    ],
    ids=["accuracy", "loss", "one curve", "spreads", *FACTORS],
)
def test_drawings_stay_inside_and_say_what_they_show(svg):
    Reader(svg)
    across, down, height = places(svg)
    assert min(across) >= 0
    assert max(across) <= WIDTH
    assert min(down) >= 0
    assert max(down) <= height
    assert re.search(r'role="img" aria-label="[^"]+"', svg)


def test_numbers_of_epochs_stand_apart_however_many_there_are():
    for count in (1, 8, 19, 60):
        run = Curve("", tuple(range(1, count + 1)), (0.5,) * count, (0.5,) * count)
        numbers = re.findall(r'<text x="([\d.]+)" y="272"[^>]*>(\d+)<', curves(run, NOTES, "accuracy"))
        across = [float(x) for x, _ in numbers]
        assert len(numbers) <= 12
        assert all(right - left > 20 for left, right in pairwise(across))
        assert numbers[0][1] == "1"


def test_a_spread_has_a_stroke_for_each_channel_as_long_as_its_deviations():
    svg = spreads(SPREAD, CALM)
    strokes = re.findall(r'y1="([\d.]+)" x2="[\d.]+" y2="([\d.]+)" stroke="#', svg)
    lengths = [float(low) - float(high) for low, high in strokes]
    assert len(lengths) == 6
    assert lengths[0] / lengths[1] == pytest.approx(2.0, abs=0.05)  # deviations 1 and 0.5, on one scale
    assert lengths[2] / lengths[5] == pytest.approx(10.0, rel=0.1)


def test_kernels_have_a_cell_for_each_weight():
    for name, (whole, parts) in FACTORS.items():
        count = sum(height * width for height, width in (whole, *parts))
        assert kernels(whole, parts, is_beside=name == "3x3").count("<rect") == count


def test_labels_keep_their_distance_and_ticks_hold_all_values():
    assert apart([10, 11, 12], 17, 0, 200) == [10, 27, 44]
    assert apart([190, 195], 17, 0, 200) == pytest.approx([183, 200])
    assert apart([], 17, 0, 200) == []
    marks = ticks([-5.7, 10.4], 5)
    assert marks[0] <= -5.7
    assert marks[-1] >= 10.4


def test_a_network_without_normalisation_is_named():
    view = guide_views.NormView(("a", "b"), "a", SPREAD, CALM, other="googlenet_bn.fashion_mnist")
    assert "GoogLeNet + BN" in LIVE["bn"](view, GuideState(), "en")
    assert "GoogLeNet + BN" not in LIVE["bn"](replace(view, other=""), GuideState(), "en")


def test_a_reading_of_the_whole_asks_nothing_of_torch(monkeypatch):
    # The steps that rest on the tables alone are drawn with answers that know nothing.
    for key in ("reduce", "concat", "body", "v3"):
        step = [one.key for one in STEPS].index(key)
        Reader(guide(guide_view(SimpleNamespace(), QUESTION, GuideState(step=step)), "en"))
