"""The section "Can it be trusted?", without a browser."""

import re
import xml.etree.ElementTree as ET
from types import SimpleNamespace

import numpy as np
import pytest

from googlenet.app.kit import job as jobs
from googlenet.app.shell.question import Question, replace
from googlenet.app.tabs.attributions.state import Options
from googlenet.app.tabs.attributions.trust import chart as charts
from googlenet.app.tabs.attributions.trust import tab as trust
from googlenet.app.tabs.attributions.trust.board_html import BOARD, board
from googlenet.app.tabs.attributions.trust.html import beats_random
from googlenet.common.results import AttributionBenchmark, Faithfulness
from googlenet.inspection.benchmark import pack, summarize
from googlenet.inspection.methods import METHODS
from googlenet.inspection.sanity_checks import sanity_checks
from googlenet.text import say

QUESTION = Question("example:bar", "tiny", target=3)
OPTIONS = Options(methods=("saliency", "layer_grad_cam"))


@pytest.fixture
def section(tiny_classifier, picture, monkeypatch):
    monkeypatch.setattr(jobs, "TICK_SECONDS", 0.001)
    return trust.TrustEvents(
        SimpleNamespace(
            classifier=lambda name: tiny_classifier,
            picture=lambda question: picture,
            remember=lambda kind, question, compute, *more: compute(),
            choices=lambda lang: [("Tiny", "tiny")],
        )
    )


def put(section, session, method):
    section.check(QUESTION, OPTIONS, session, SimpleNamespace(method=method))


def test_the_section_opens_with_the_methods_on_the_page(section):
    tools = section.tools(QUESTION, OPTIONS)
    *places, board = section.render(QUESTION, trust.TrustSession())
    assert re.findall('<option value="(.*?)"', tools) == ["saliency", "layer_grad_cam"]
    assert places == ["", ""]
    assert say("trust.title") in board  # these weights have none


def test_both_checks_of_a_method_are_drawn(section):
    session = trust.TrustSession()
    put(section, session, "layer_grad_cam")
    *_, curves = section.answer("curves", QUESTION, session)
    *_, forgetting = section.answer("forgetting", QUESTION, session)
    assert say("trust.infidelity") in curves
    assert curves.count("<svg xmlns") == 1
    assert len(re.findall("<li>", forgetting)) == 5  # trained, head, two blocks, stem
    assert forgetting.count("<circle") == 5
    chinese = section.render(replace(QUESTION, lang="zh"), session)  # what was found stays
    assert say("trust.infidelity", "zh") in chinese[0]
    assert section.render(replace(QUESTION, picture="another"), session)[:2] == ("", "")


def test_another_language_leaves_a_running_check_alone(section):
    session = trust.TrustSession()
    put(section, session, "saliency")
    working = section.answer("curves", QUESTION, session)
    with section.turns.turn(jobs.Job()):  # it waits meanwhile
        next(working)
        section.render(replace(QUESTION, lang="zh"), session)
    assert say("trust.infidelity", "zh") in [*working][-1]


def test_a_stop_and_a_newer_press_end_the_work(section):
    session = trust.TrustSession()
    put(section, session, "saliency")
    working = section.answer("curves", QUESTION, session)
    assert 'data-act="stop"' in next(working)
    section.stop("curves", session)
    assert say("trust.stopped") in [*working][-1]
    put(section, session, "a stranger's")
    assert [*section.answer("curves", QUESTION, session)] == [""]


def test_the_charts_are_sound_svg_in_both_languages():
    steps, rows = np.linspace(0, 1, 5), [("Saliency", 0.2, 0.1), ("LRP", -0.1, None)]
    random = np.random.default_rng(0).random((3, 5))
    for lang in ("en", "zh"):
        for svg in (
            charts.curves(steps, 1 - steps, steps, random, lang),
            charts.similarity(("fc", "5b", "stem"), (0.9, 0.2, -0.6), 0.7, lang),
            charts.board(rows, lang),
        ):
            assert ET.fromstring(svg).get("aria-label")  # noqa: S314 - our own


def board_of(measured, count, lang="en", **more):
    found = AttributionBenchmark("digest", "fashion_mnist", 0, "black", (0.4,) * count, measured, "the command", **more)
    return found, board(summarize(found), found, sanity_checks(found), 0.7, lang)


def test_the_board_ranks_by_gain_and_gives_methods_of_fewer_images_no_rank():
    one = dict.fromkeys(BOARD, 0.1)
    measured = {
        "lrp": ({name: value for name, value in one.items() if name != "sensitivity"} | {"gain": 0.5},),
        "saliency": tuple(one | {"gain": gain} for gain in (0.1, 0.2, 0.3, 0.2)),
        "deep_lift": tuple(one | {"gain": gain} for gain in (0.2, 0.3, 0.4, 0.3)),
    }
    found, page = board_of(measured, 4)
    ranked = [(row.method, row.images, row.rank) for row in summarize(found)]
    assert ranked == [("deep_lift", 4, 1), ("saliency", 4, 2), ("lrp", 1, None)]
    assert "0.20 ± 0.13" in page  # t(3) 3.182 × 0.0816 / 2
    assert ">0.50</td>" in page


def test_the_board_says_one_line_a_method_and_discusses_sums_that_stay():
    maps = np.random.default_rng(0).normal(size=(12, 28, 28))
    places = {"targets": (0, 1) * 6, "ranks": dict.fromkeys(("deep_lift", "saliency"), tuple(map(pack, maps)))}
    noise = [0.001, -0.001] * 6

    def rows(randomization, deletion):
        one = dict.fromkeys(BOARD, 0.9) | {"sampling_error": 0.1}
        return tuple(one | {"randomization": randomization + by, "deletion": deletion + by} for by in noise)

    for lang in ("en", "zh"):
        measured = {"deep_lift": rows(0.9, 0.4), "saliency": rows(0, 0.1)}
        _, page = board_of(measured, 12, lang, **places)
        first, second = re.findall(
            r'<tr><th scope="row">(.+?)</th><td.*?><strong class="(\w+)">.+?<strong class="(\w+)">', page
        )
        assert first == (say("attributions.name.saliency", lang), "pass", "pass")
        assert second == (say("attributions.name.deep_lift", lang), "fail", "borderline")
        assert page.count(f" · {say('trust.hardly', lang)}</small>") == 1
        assert say("trust.verdicts", lang, both=1, known=2) in page
        assert say("trust.steady", lang, methods=say("attributions.name.deep_lift", lang)) in page


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_board_says_which_methods_draw_too_few_samples(lang):
    one = {name: 0.1 for name in BOARD if name != "sampling_error"}
    measured = {
        "saliency": (one,),
        "lime": (one | {"sampling_error": 0.3},),
        "gradient_shap": (one | {"sampling_error": 0.4},),
    }
    _, page = board_of(measured, 1, lang)
    rough = re.findall(rf'<th scope="row">([^<]+) <small>{say("trust.rough", lang)}</small></th>', page)
    assert rough == [say("attributions.name.gradient_shap", lang)]
    assert say("trust.rough_note", lang, same=0.9) in page
    del measured["gradient_shap"]
    assert say("trust.rough", lang) not in board_of(measured, 1, lang)[1].split("</table>")[0]


def test_the_board_names_the_methods_that_were_not_measured():
    one = dict.fromkeys(BOARD, 0.1)
    for lang in ("en", "zh"):
        found, page = board_of({"lrp": (one,), "saliency": (one,)}, 1, lang)
        (said,) = re.findall(r">(Not measured: .+?|未测量：.+?)</p>", page)
        names = re.split(", |、", said.partition(": " if lang == "en" else "：")[2][:-1])
        assert names == [say(row.name, lang) for key, row in METHODS.items() if key not in found.measured]
        assert say("trust.no_verdicts", lang) in page
    assert "Not measured" not in board_of(dict.fromkeys(METHODS, (one,)), 1)[1]


@pytest.mark.parametrize(
    ("second", "count", "key"), [(0.1, 8, "board"), (0.44, 8, "board_close"), (0.1, 1, "board_few"), (0.1, 3, "board")]
)
def test_a_leader_is_named_only_where_the_intervals_are_apart(second, count, key):
    one = dict.fromkeys(BOARD, 0.1)
    spread = [0.05 * (-1) ** number for number in range(count)]
    measured = {
        name: tuple(one | {"gain": middle + by} for by in spread)
        for name, middle in (("lrp", 0.5), ("saliency", second))
    }
    title = say(f"trust.{key}", method=say("attributions.name.lrp"), images=count)
    assert title in board_of(measured, count)[1]


@pytest.mark.parametrize(
    ("deletion", "insertion", "told"),
    [(0.1, 0.9, (1, 1)), (0.9, 0.1, (-1, -1)), (0.5, 0.5, (0, 0)), (0.1, 0.5, (1, 0))],
)
def test_an_order_beats_chance_only_where_it_beats_every_random_order(deletion, insertion, told):
    steps = np.linspace(0, 1, 5)
    random = np.stack([np.full(5, height) for height in (0.4, 0.5, 0.6)])
    found = Faithfulness(steps, np.full(5, deletion), np.full(5, insertion), random, 0.5)
    assert beats_random(found) == told
