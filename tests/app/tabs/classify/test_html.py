"""The Classify view as HTML."""

import csv
import re
from dataclasses import replace

import pytest

from googlenet.app.shell.answer import ClassifyView
from googlenet.app.tabs.classify.html import classify, headline, split_csv
from tests.app.tabs.train.test_html import Reader

VIEW = ClassifyView(
    classes=["Bag", "<Coat>", "Shirt"],
    probabilities=[0.2, 0.7, 0.1],
    target=1,
    block="inception5b",
    cells=[7, 7],
    logit=4.0,
    bias=-0.5,
    terms={"1x1": 2.0, "3x3": 3.0, "5x5": -1.0, "pool": 0.5},
    channels={"1x1": 384, "3x3": 384, "5x5": 128, "pool": 128},
    picture="data:image/webp;base64,AA==",
    class_map="data:image/webp;base64,BB==",
    path_maps="data:image/webp;base64,CC==",
    seconds=0.05,
)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_view_is_well_formed_and_names_are_escaped(lang):
    html = classify(VIEW, lang)
    Reader(html)
    assert "<Coat>" not in html
    assert "&lt;Coat&gt;" in html


def test_bars_stand_from_the_best_class_down_and_the_target_is_pressed():
    rows = re.findall(r'data-class="(\d)" aria-pressed="(\w+)"', classify(VIEW, "en"))
    assert rows == [("1", "true"), ("0", "false"), ("2", "false")]


def _bars(html):
    pattern = r'<i class="(neg)?" style="left:([\d.]+)%;width:([\d.]+)%"'
    return [(sign == "neg", float(left), float(width)) for sign, left, width in re.findall(pattern, html)]


def test_the_waterfall_ends_where_the_score_ends():
    bias, *terms, score = _bars(classify(VIEW, "en"))
    assert [negative for negative, *_ in terms] == [False, False, True, False]
    last = terms[-1]
    assert last[1] + last[2] == pytest.approx(score[1] + score[2], abs=0.02)
    assert bias[1] + bias[2] == pytest.approx(
        score[1], abs=0.02
    )  # a negative bias ends at zero, where the score begins
    assert terms[1][2] / terms[0][2] == pytest.approx(3 / 2, abs=0.01)


def test_a_score_below_zero_has_a_bar_that_ends_at_zero_and_is_seen():
    page = classify(replace(VIEW, terms={"1x1": -2.0, "3x3": -1.0}, logit=-3.5), "en")
    *_, (is_negative, left, width) = _bars(page)
    row = page[page.index('class="waterfall-row thin total"') :]
    zero = float(re.search(r"--gn-zero:([\d.]+)%", row)[1])
    assert is_negative
    assert left + width == pytest.approx(zero, abs=0.02)
    assert width > 50
    assert re.match(r'[^>]*style="--gn-c:', row)  # what the stripes are drawn with


def test_the_headline_names_the_strongest_path_by_its_share_of_what_speaks_in_favour():
    assert "3×3 branch provides 55%" in headline(VIEW, "en")[1]  # 3 of 2 + 3 + 0.5


def test_what_the_network_does_not_know_is_said_before_any_percentage():
    html = classify(VIEW, "en", "hint")
    assert "<h1>This network only knows clothing. Closest label: &lt;Coat&gt;, 70.0%</h1>" in html


def test_the_card_names_the_class_that_the_comparison_opens_with():
    assert "<b>Why not Bag?" in classify(VIEW, "en")
    assert "<b>Why not &lt;Coat&gt;?" in classify(replace(VIEW, target=0), "en")


def test_a_class_that_is_not_the_first_choice_is_said_to_be_so():
    assert "not the top prediction" in classify(replace(VIEW, target=0), "en")
    assert "not the top prediction" not in classify(VIEW, "en")


def test_the_csv_holds_every_number_and_adds_up():
    classes = tuple(f"{name}, wild" for name in VIEW.classes)  # as some of ImageNet's are called
    _, *rows = csv.reader(split_csv(replace(VIEW, classes=classes)).splitlines())
    assert [name for kind, name, _ in rows if kind == "probability"] == [*classes]
    terms = [float(value) for kind, _, value in rows if kind.startswith("term")]
    score = next(float(value) for kind, _, value in rows if kind == "score")
    assert sum(terms) == pytest.approx(score)
    assert sum(float(value) for kind, _, value in rows if kind == "probability") == pytest.approx(1)


def test_where_every_path_speaks_against_the_class_no_share_is_claimed():
    _, sub = headline(replace(VIEW, terms=dict.fromkeys(VIEW.terms, -1.0), logit=-4.5), "en")
    assert "every branch lowers its score" in sub
    assert "% of the evidence" not in sub
