"""The Attributions view as HTML."""

import re
from dataclasses import replace
from html import unescape

import pytest

from googlenet.app.kit.job import Progress
from googlenet.app.shell.question import Question
from googlenet.app.tabs.attributions import html as markup
from googlenet.app.tabs.attributions.shares_html import shares
from googlenet.app.tabs.attributions.state import MethodRequest, Options, Task
from googlenet.app.tabs.attributions.tools_html import Offer, parameters, tools
from googlenet.app.tabs.attributions.ways_html import ways
from googlenet.common.results import BlockShares
from googlenet.inspection.methods import METHODS
from googlenet.text import say
from tests.app.tabs.train.test_html import Reader

QUESTION = Question("example:bag", "some weights")
BLOCKS = {"inception3a": ["1x1", "3x3"], "inception4a": ["1x1", "3x3", "5x5", "pool"]}


def check(html):
    Reader(html)
    assert html.startswith('<div class="gn')
    return html


def task(method, block=None):
    return Task(QUESTION, method, block)


def view(method, **more):
    block = "inception4a" if METHODS[method].kind == "layer" else None
    facts = {"label": "Bag", "branch": None, "picture": "data:photo", "heat": "data:heat", "tiles": "", "branches": ()}
    facts |= {"cells": (14, 14), "patch_px": None, "seconds": 0.04, "relative_error": None}
    return markup.MethodView(**{"task": task(method, block), **facts, **more})


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("method", METHODS)
def test_every_method_has_a_figure_in_both_languages(method, lang):
    html = check(markup.figure(view(method), lang))
    assert 'role="img"' in html
    assert ("unsigned" in html) is not METHODS[method].is_signed


def test_a_figure_says_its_time_and_the_errors_that_it_has():
    html = markup.figure(view("deep_lift", seconds=7.44, relative_error=0.0056), "en")
    assert "<dd>7.4 s</dd>" in html
    assert "<dd>0.56%</dd>" in html
    assert "completeness error" in html
    assert "sampling error" not in html
    assert "completeness error" not in markup.figure(view("saliency"), "en")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_figure_says_its_sampling_error_and_whether_it_is_rough(lang):
    rough = say("attributions.rough", lang)
    html = markup.figure(view("lime", sampling_error=0.12), lang)
    assert f"<dt>{say('attributions.sampling_error', lang)}</dt><dd>12%</dd>" in html
    assert rough not in html
    assert rough in check(markup.figure(view("lime", sampling_error=0.5, is_rough=True), lang))


def test_methods_have_defaults_of_their_own_until_one_is_chosen_for_all():
    both = Options(methods=("feature_ablation", "lime"))
    assert both.parameters["cells"] is None
    assert 'placeholder="4 · 7"' in parameters(both, "en")
    assert Options(methods=("lime",)).parameters["cells"] == 4
    chosen = both.choose("cells", "7", BLOCKS)
    assert [dict(one.values)["cells"] for one in MethodRequest(QUESTION, chosen).tasks] == [7, 7]
    assert chosen.choose("cells", "", BLOCKS) == both
    assert [dict(one.values)["cells"] for one in MethodRequest(QUESTION, both).tasks] == [7, 4]


@pytest.mark.parametrize(
    ("fraction", "text"), [(3e-7, "&lt; 0.01%"), (0.00062, "0.062%"), (0.123, "12%"), (1.5, "150%"), (40, "4,000%")]
)
def test_errors_are_short(fraction, text):
    assert markup.error(fraction) == text.replace("&lt;", "<")


def test_paths_are_buttons_of_which_the_shown_one_leads_back():
    html = check(
        markup.figure(
            view("layer_grad_cam", branch="3x3", tiles="data:tiles", branches=("1x1", "3x3", "5x5", "pool")), "en"
        )
    )
    assert "Grad-CAM 4a 3×3" in html
    assert re.findall(r'data-part="(\w+)" data-branch="(\w*)" aria-pressed="(\w+)"', html) == [
        ("1x1", "1x1", "false"),
        ("3x3", "", "true"),
        ("5x5", "5x5", "false"),
        ("pool", "pool", "false"),
    ]


def test_names_of_classes_cannot_break_out():
    evil = '"><script>alert(1)</script>'
    pages = [
        markup.figure(view("saliency", label=evil), "en"),
        markup.head(evil, {}, "en"),
        shares(FOUND, evil, "black", 8, "en"),
    ]
    for html in pages:
        assert "<script>" not in check(html)


def test_equal_drawings_are_new_to_the_page():
    assert markup.figure(view("saliency"), "en") != markup.figure(view("saliency"), "en")


def test_a_slow_method_says_how_far_it_is_and_can_be_stopped():
    html = check(markup.waiting(task("occlusion"), Progress(12, 25, 40.2), "en"))
    assert "12 of 25 images" in html
    assert "about 40 s left" in html
    assert "width:48%" in html
    assert 'data-act="stop"' in html
    assert "Queued" in markup.waiting(task("occlusion"), Progress(0, 0, None), "en")
    assert "Queued (2 ahead)" in check(markup.waiting(task("occlusion"), Progress(0, 0, 40.2, ahead=2), "en"))
    assert "3 of 9 blocks" in check(
        markup.waiting(MethodRequest(QUESTION, Options()).shares, Progress(3, 9, None), "en")
    )


def test_a_stopped_method_can_be_started_again_and_a_failed_one_says_why():
    assert 'data-act="again"' in check(markup.stopped(task("occlusion"), "en"))
    assert "a &lt;b&gt; reason" in check(markup.failed(task("occlusion"), "a <b> reason", "en"))


SIMILAR = {
    (task("occlusion"), task("saliency")): 0.65,
    (task("guided_backprop"), task("layer_grad_cam", "inception5b")): -0.24,
    (task("guided_backprop"), task("saliency")): 0.1,
}


def title_of(html):
    return re.search(r"<h[12][^>]*>(?:<button[^>]*><span>)?(.*?)<", html)[1]


def test_the_headline_names_the_pair_that_agrees_most_and_the_least():
    html = check(markup.head("Bag", SIMILAR, "en"))
    assert title_of(html) == "Occlusion and Saliency agree most about Bag"
    assert "0.65 for Occlusion and Saliency, −0.24 for Guided Backprop and Grad-CAM 5b" in html


def test_the_headline_does_not_claim_agreement_where_there_is_none():
    weak = {pair: value / 3 for pair, value in SIMILAR.items()}
    assert title_of(markup.head("Bag", weak, "en")).startswith("The methods disagree")
    strong = {pair: 0.7 + value / 10 for pair, value in SIMILAR.items()}
    strong[task("guided_backprop"), task("layer_grad_cam", "inception5b")] = 0.61
    assert title_of(markup.head("Bag", strong, "en")).startswith("The methods agree")
    assert "none is known to pass" in title_of(markup.head("Bag", strong, "en", frozenset({"lrp"})))
    for similar, passing in ((weak, frozenset()), (strong, frozenset({"saliency"})), (strong, None)):
        assert "none is known to pass" not in title_of(markup.head("Bag", similar, "en", passing))
    assert title_of(markup.head("Bag", {}, "en")) == "Why Bag?"


def test_controls_are_drawn_from_the_table_and_the_network():
    options = Options(branch="5x5").fitting(BLOCKS)
    offer = Offer(
        BLOCKS, lacking={"lrp": "no_lrn"}, classes=["Bag"], networks=[("Other", "other")], seconds={"lime": 11.2}
    )
    html = check(tools(options, offer, "en"))
    assert sorted(re.findall(r'<button type="button" class="btn" data-method="(\w+)"', html)) == sorted(METHODS)
    chosen = re.findall(r'data-method="(\w+)" aria-pressed="true"', html)
    assert sorted(chosen) == sorted(options.methods)
    assert re.findall(r'data-path="(\w*)"', html) == ["", "1x1", "3x3", "5x5", "pool"]
    assert 'aria-checked="true" data-path="5x5"' in html
    assert re.findall(r'<option value="(inception\w+)"( selected)?', html) == [
        ("inception3a", ""),
        ("inception4a", " selected"),
    ]
    assert re.findall(r'data-method="lrp" aria-pressed="false"( disabled)', html)
    assert "LRP can’t be used on this network" in html
    assert "<small>≈ 11 s</small>" in html
    assert '<option value="class:0">Bag</option>' in html
    assert '<option value="network:other">Other</option>' in html


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("method", METHODS)
def test_each_parameter_has_a_control_with_its_limits(method, lang):
    html = check(parameters(Options(methods=(method,)), lang))
    for one in METHODS[method].parameters:
        assert f'data-name="{one.name}"' in html
        assert say(f"attributions.parameter.{one.name}", lang) in unescape(html)
        if not one.choices and not isinstance(one.default, bool):
            assert f'min="{one.minimum:g}" max="{one.maximum:.10g}"' in html


def test_a_figure_says_what_full_colour_means_and_how_to_make_the_map_again():
    html = check(markup.figure(view("deep_lift", full=0.0123, code="a < b"), "en"))
    assert "<span>−0.012</span><span>0</span><span>+0.012</span>" in html
    assert "<code>a &lt; b</code>" in html
    assert re.findall(r'data-file="(\w+)"', html) == ["png", "svg", "npz"]
    assert "<span>0</span><span>2</span>" in markup.figure(view("saliency", full=2.0), "en")


def test_ways_count_the_blocks_where_all_agree():
    other = [replace(one, terms=one.terms | {"1x1": 9.0}, left_over=one.left_over - 5) for one in FOUND]
    html = check(ways({"layer_integrated_gradients": FOUND, "layer_conductance": other}, "en"))
    assert title_of(html) == "All 2 methods name the same leading branch in 1 of 3 blocks"
    assert html.count("<i role") == 3 * 4 * 2
    assert html.count("class=neg") == 2
    assert "Layer Integrated Gradients 1.2%, Conductance 51.2%" in html


FOUND = [
    BlockShares("inception3a", 8, (28, 28), 10.0, {"1x1": 2.5, "3x3": 6.0, "5x5": -0.5, "pool": 2.0}, 0.0),
    BlockShares("inception3b", 8, (28, 28), 10.0, {"1x1": 4.0, "3x3": 3.0, "5x5": 1.0, "pool": 1.97}, 0.03),
    BlockShares("inception4a", 8, (14, 14), 10.0, {"1x1": 1.0, "3x3": 6.0, "5x5": 1.0, "pool": 2.12}, -0.12),
]


def test_shares_name_the_leading_path_and_print_each_share_and_what_is_left_over():
    html = check(shares(FOUND, "Bag", "black", 24, "en"))
    assert title_of(html) == "The 3×3 branch contributes most to the score of Bag in 2 of 3 blocks"
    assert re.findall(r"<em>(.*?)</em>", html)[:4] == ["25%", "60%", "−5%", "20%"]
    assert re.findall(r'<div class="rest">(.*?)</div>', html) == ["0%", "0.3%", "−1.2%"]
    assert "10 higher than for a black image" in html
    assert "Largest remainder: 1.2%" in html
    assert html.count('class="neg"') + html.count("class=neg") == 1
    assert html.count("best") == 3
    assert re.findall(r'<div class="size">(.*?)</div>', html) == ["28 × 28", "14 × 14"]


def test_a_squares_area_is_its_share():
    html = shares(FOUND, "Bag", "black", 24, "en")
    sides = [float(side) for side in re.findall(r"--gn-w:([\d.]+)px", html)]
    assert sides[0] ** 2 / sides[1] ** 2 == pytest.approx(2.5 / 6.0, abs=0.01)
    assert sides[1] == max(sides)


def test_two_paths_that_lead_equally_are_both_named():
    assert (
        title_of(shares(FOUND[:2], "Bag", "black", 24, "en"))
        == "No branch leads: 3×3 and 1×1 each contribute most in 1 of 2 blocks"
    )


def test_a_lower_score_is_told_as_one_and_its_shares_stay_positive():
    lower = [
        replace(one, difference=-10.0, terms={k: -v for k, v in one.terms.items()}, left_over=-one.left_over)
        for one in FOUND
    ]
    html = shares(lower, "Bag", "mean", 24, "en")
    assert "10 lower than for a uniform mean-gray image" in html
    assert re.findall(r"<em>(.*?)</em>", html)[:4] == ["25%", "60%", "−5%", "20%"]
    assert title_of(html) == "The 3×3 branch lowers the score of Bag most in 2 of 3 blocks"


def test_where_the_scores_hardly_differ_numbers_are_logits():
    small = [replace(one, difference=0.1, terms={"1x1": 2.0, "3x3": -1.9}, left_over=0.0) for one in FOUND]
    html = check(shares(small, "Bag", "black", 24, "en"))
    assert "shares would mislead" in html
    assert title_of(html) == say("attributions.shares.too_small", label="Bag")
    assert re.findall(r"<em>(.*?)</em>", html)[:2] == ["2", "−1.9"]
