"""Figures of a run: pure, titled by what they show, extended point by point without being drawn twice."""

import json
from dataclasses import replace
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from googlenet.app.shell.run_views import Curve, curve_of
from googlenet.app.tabs.train.chart import CLEAR, LABEL_PX, TEST, TOKENS, TRAIN, accuracy_spec, loss_spec, newer_points
from googlenet.app.tabs.train.confusion_chart import confusion_spec
from googlenet.common.results import EpochRecord, StepRecord

SPECS = (accuracy_spec, loss_spec)


def step(at: int, epoch: float) -> StepRecord:
    return StepRecord(at, epoch, 32, 0.001, 2 / at, 1 - 1 / at, 100.0, float(at))


def epoch(number: int, accuracy: float, loss: float) -> EpochRecord:
    confusion = ((5, 5), (0, 10))
    return EpochRecord(number, 10 * number, 32, 0.001, 0.5, 0.8, loss, accuracy, None, 100.0, 10.0 * number, confusion)


RECORDS = [step(5, 0.5), step(10, 1.0), epoch(1, 0.80, 0.6), step(15, 1.5), step(20, 2.0), epoch(2, 0.85, 0.5)]
NOTES = Curve("notes", (1, 2, 3), (0.83, 0.859, 0.87), (0.47, 0.37, 0.35))


def line(spec: dict, uid: str) -> dict:
    return next(one for one in spec["data"] if one["uid"] == uid)


def test_the_dots_are_the_test_after_each_epoch_and_the_thin_line_every_step():
    spec = accuracy_spec(curve_of("mine", RECORDS), [NOTES])
    assert line(spec, TEST)["x"] == [1, 2]
    assert line(spec, TEST)["y"] == [80.0, 85.0]
    assert line(spec, TRAIN)["x"] == [0.5, 1.0, 1.5, 2.0]
    assert line(spec, "other-0")["y"] == pytest.approx([83.0, 85.9, 87.0])


@pytest.mark.parametrize("spec", SPECS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_figure_without_a_run_is_empty_and_titled(spec, lang):
    empty = go.Figure(spec(None, [], lang))  # refuses what Plotly does not know
    assert empty.layout.title.text
    assert all(len(trace.x) == 0 for trace in empty.data)
    assert not empty.layout.annotations


@pytest.mark.parametrize("spec", SPECS)
def test_every_axis_says_what_it_counts_and_the_ground_is_clear(spec):
    layout = go.Figure(spec(curve_of("mine", RECORDS), [NOTES])).layout
    assert layout.xaxis.title.text == "epochs"
    assert layout.yaxis.title.text in {"accuracy, %", "loss, nats"}
    assert layout.paper_bgcolor == layout.plot_bgcolor == CLEAR


@pytest.mark.parametrize("spec", SPECS)
@pytest.mark.parametrize("known", range(1, len(RECORDS)))
def test_a_drawing_extended_by_newer_points_is_the_drawing_made_at_once(spec, known):
    early = spec(curve_of("mine", RECORDS[:known]), [NOTES])
    whole = spec(curve_of("mine", RECORDS), [NOTES])
    kinds = [record.kind for record in RECORDS[:known]]
    news = newer_points(whole, {TEST: kinds.count("epoch"), TRAIN: kinds.count("step")})
    for new in news["data"]:
        old = line(early, new["uid"])
        for axis in "xy":
            assert old[axis][: new["from"]] + new[axis] == line(whole, new["uid"])[axis]
    assert news["layout"] == whole["layout"]
    assert len(json.dumps(news)) < len(json.dumps(whole))


@pytest.mark.parametrize("spec", SPECS)
def test_a_specification_is_plain_json_even_where_a_loss_is_no_number(spec):
    broken = [
        *RECORDS,
        replace(RECORDS[-1], epoch=3, test_loss=float("nan")),
        replace(RECORDS[3], train_loss=float("inf")),
    ]
    json.dumps(spec(curve_of("mine", broken), [NOTES]), allow_nan=False)


def test_all_points_of_the_test_and_of_the_others_lie_inside_the_chart():
    run = curve_of("mine", RECORDS, planned=3)
    for spec in SPECS:
        made = spec(run, [NOTES])
        low, high = made["layout"]["yaxis"]["range"]
        points = [y for one in made["data"] if one["uid"] != TRAIN for y in one["y"]]
        assert all(low <= y <= high for y in points)
        assert made["layout"]["xaxis"]["range"] == [0, 3]


def test_a_short_run_is_not_pressed_into_a_corner_by_a_long_one():
    ten = Curve("long", tuple(range(1, 11)), (0.9,) * 10, (0.3,) * 10)
    two = accuracy_spec(curve_of("mine", RECORDS, planned=2), [ten])
    assert two["layout"]["xaxis"]["range"] == [0, 2]
    assert any(label["x"] == 2 and "long" in label["text"] for label in two["layout"]["annotations"])
    assert accuracy_spec(curve_of("mine", RECORDS, planned=8), [ten])["layout"]["xaxis"]["range"] == [0, 10]


def test_a_line_that_ends_before_the_runs_own_is_named_in_the_legend_alone():
    short = Curve("short", (1,), (0.9,), (0.3,))
    for spec in SPECS:
        texts = [label["text"] for label in spec(curve_of("mine", RECORDS), [short, NOTES])["layout"]["annotations"]]
        assert any("notes" in text for text in texts)
        assert not any("short" in text for text in texts)


def test_names_at_the_ends_of_lines_do_not_cover_each_other():
    close = [Curve(f"other {at}", (1, 2), (0.80, 0.8500 + at / 10_000), (0.5, 0.5)) for at in range(3)]
    layout = accuracy_spec(curve_of("mine", RECORDS), close)["layout"]
    low, high = layout["yaxis"]["range"]
    plot_px = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    places = sorted((label["y"] - low) / (high - low) * plot_px + label["yshift"] for label in layout["annotations"])
    assert len(places) == 5
    assert all(above - below >= LABEL_PX - 1 for below, above in pairwise(places))


@pytest.mark.parametrize(
    ("accuracy", "is_live", "title"),
    [
        ((0.8, 0.9), True, "Test accuracy is still rising"),
        ((0.8, 0.9), False, "Test accuracy was highest at the end"),
        ((0.9, 0.8), True, "Best after epoch 1: 90.0%"),
        ((0.9,), True, "Test accuracy, epoch by epoch"),
    ],
)
def test_the_title_of_the_accuracy_says_what_it_did(accuracy, is_live, title):
    run = Curve("mine", tuple(range(1, len(accuracy) + 1)), accuracy, (0.5,) * len(accuracy), is_live=is_live)
    assert accuracy_spec(run)["layout"]["title"]["text"] == title


def marks(accuracies, goal=0.9154):
    epochs = tuple(range(1, len(accuracies) + 1))
    run = Curve("mine", epochs, accuracies, (0.5,) * len(epochs), planned=4)
    figure = go.Figure(accuracy_spec(run, [NOTES], goal=goal))  # refuses what Plotly does not know
    return [(note.x, note.y, note.text) for note in figure.layout.annotations if note.showarrow]


def test_the_epoch_that_passes_the_notes_is_marked_and_no_later_one():
    text = "past the notes’ 91.54%"
    assert marks((0.80, 0.92, 0.91, 0.93)) == [(2, pytest.approx(92.0), text)]
    assert marks((0.92,)) == [(1, pytest.approx(92.0), text)]
    assert marks((0.80, 0.9154)) == []  # as much is not more
    assert marks((0.92, 0.93), goal=None) == []  # other test images than the notes'


@pytest.mark.parametrize(
    ("loss", "title"),
    [
        ((0.6, 0.5), "Test loss is still falling: no overfitting yet"),
        ((0.5, 0.52), "Test loss has leveled off since epoch 1"),
        ((0.5, 0.7), "Test loss has risen since epoch 1: overfitting"),
    ],
)
def test_the_title_of_the_loss_says_whether_it_overfits(loss, title):
    assert loss_spec(Curve("mine", (1, 2), (0.8, 0.8), loss, is_live=True))["layout"]["title"]["text"] == title


def test_a_long_name_is_cut_and_has_its_room():
    def right(name):
        layout = accuracy_spec(None, [Curve(name, (1,), (0.8,), (0.5,))])["layout"]
        return layout["annotations"][0]["text"], layout["margin"]["r"]

    assert right("GoogLeNet + BN") == ("GoogLeNet + BN 80.0%", 142)
    assert right("a" * 60) == ("a" * 13 + "… 80.0%", 142)
    assert right("short")[1] == 100


def test_a_run_s_name_is_text_and_not_markup():
    named = Curve("<b>x</b> & co", (1,), (0.8,), (0.5,))
    texts = [label["text"] for label in accuracy_spec(None, [named])["layout"]["annotations"]]
    assert texts == ["&lt;b&gt;x&lt;/b&gt; &amp; co 80.0%"]


def test_every_colour_that_a_page_should_swap_is_in_the_table():
    made = json.dumps([spec(curve_of("mine", RECORDS), [NOTES]) for spec in SPECS])
    made += json.dumps(confusion_spec(((5, 5), (0, 10)), ("Bag", "Coat")))
    colours = {word for word in made.split('"') if word.startswith("#")}
    assert colours == set(TOKENS)


def test_the_confusion_matrix_shades_mistakes_and_names_the_commonest():
    figure = go.Figure(confusion_spec(((90, 10, 0), (2, 97, 1), (0, 30, 70)), ("Bag", "Coat", "Dress")))
    assert figure.layout.title.text == "Most common mistake: 30 of 100 “Dress” images predicted as “Coat”"
    cells = figure.data[0]
    assert [row[at] for at, row in enumerate(cells.z)] == [None, None, None]  # right answers stay unshaded
    assert cells.z[2][1] == pytest.approx(0.3)
    assert cells.text[0][0] == "90"
    assert figure.layout.xaxis.type == figure.layout.yaxis.type == "category"  # "1" to "9" are classes, too


def test_a_matrix_without_counts_or_without_mistakes_is_titled():
    assert go.Figure(confusion_spec((), ())).layout.title.text == "No mistakes to show"
    assert go.Figure(confusion_spec(((3, 0), (0, 4)), ("Bag", "Coat"), "zh")).layout.title.text == "没有错误可显示"
