"""The report: all of an answer on one page that asks nobody for anything."""

import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image

from googlenet.app.kit.job import Job
from googlenet.app.kit.picture import decoded
from googlenet.app.kit.waterfall import waterfall
from googlenet.app.page import TABS
from googlenet.app.report.html import POLICY, report
from googlenet.app.report.tab import checked_link, parts_of
from googlenet.app.shell.answer import classify_view
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import SHIPPED, Repository
from googlenet.app.shell.tab import ReportPart
from googlenet.app.tabs.attributions.executor import Executor
from googlenet.app.tabs.attributions.state import AttributionsSession, MethodRequest, Options
from googlenet.app.tabs.attributions.view import method_view
from googlenet.app.tabs.branches.map_chart import map_svg
from googlenet.app.tabs.branches.state import Selection
from googlenet.app.tabs.branches.view import map_view
from googlenet.app.tabs.classify.chart import bars_svg, class_map, split_svg
from googlenet.data.sprites import data_uri
from googlenet.text import say

SVG = "{http://www.w3.org/2000/svg}"
EVIL = '"><script>alert(1)</script>'
QUESTION = Question("example:ankle-boot", SHIPPED)


@pytest.fixture(scope="module")
def repository():
    return Repository()


def parts(repository, question, selection=None, session=None):
    """What the page's tabs say of `question`."""
    reporting = {tab.name: tab for tab in TABS if tab.report}
    states = [
        selection if selection and name == "branches" else tab.state and tab.state() for name, tab in reporting.items()
    ]
    sessions = [
        session if session and name == "attributions" else tab.session and tab.session()
        for name, tab in reporting.items()
    ]
    return parts_of(repository, question, reporting, states, sessions)


def bars_of(drawing):
    return list(ET.fromstring(drawing).iter(f"{SVG}rect"))[1:]  # noqa: S314 - our own drawing


def test_class_bars_are_as_long_as_their_probabilities(repository):
    view = classify_view(repository, QUESTION)
    two = replace(view, probabilities=(0.8, 0.2, *[0.0] * 8))
    full, first, _, second, *_ = [float(bar.get("width")) for bar in bars_of(bars_svg(two, "en"))]
    assert (first / full, second / full) == pytest.approx((0.8, 0.2), abs=1e-3)


def test_each_term_begins_where_the_one_before_it_ends_and_the_last_bar_is_their_sum(repository):
    terms = {"1x1": 2.0, "3x3": -1.5}
    shown = classify_view(repository, QUESTION)
    view = replace(shown, bias=0.5, terms=terms, logit=1.0, channels={"1x1": 3, "3x3": 1})
    bias, one, three, score = [
        (float(bar.get("x")), float(bar.get("x")) + float(bar.get("width")))
        for bar in bars_of(split_svg(view, "en"))
        if bar.get("height") == "20"
    ]
    assert one[0] == pytest.approx(bias[1], abs=0.02)
    assert three[1] == pytest.approx(one[1], abs=0.02)  # negative: it goes back
    assert score == pytest.approx((bias[0], three[0]), abs=0.02)
    assert (one[1] - one[0]) / (three[1] - three[0]) == pytest.approx(2.0 / 1.5, abs=1e-3)
    page = waterfall(0.5, terms, 1.0, view.channels, "", "en", first="bias", last="score")
    widths = [float(width) for width in re.findall(r'<i class="[^"]*" style="left:[^;]*;width:([\d.]+)%', page)]
    assert [width / widths[1] for width in widths] == pytest.approx([0.25, 1, 0.75, 0.5], abs=1e-3)


def test_a_map_has_a_tile_for_each_path_and_none_where_one_is_off(repository):
    view = map_view(repository, QUESTION, Selection(off=(("inception4c", "3x3"),)))
    root = ET.fromstring(map_svg(view, "en"))  # noqa: S314 - our own drawing
    assert len(list(root.iter(f"{SVG}svg"))) - 1 == 35
    words = [one.text for one in root.iter(f"{SVG}text")]
    assert words.count(say("branches.off")) == 1
    assert {str(block.channels) for block in view.blocks} <= set(words)
    heats = [float(one.get("opacity")) for one in root.iter(f"{SVG}use") if one.get("opacity")]
    assert sorted(heats) == pytest.approx(
        sorted(
            tile.strength
            for block in view.blocks
            for branch, tile in block.tiles.items()
            if (block.name, branch) not in view.off
        ),
        abs=0.01,
    )


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.addresses, self.policies = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if ("http-equiv", "Content-Security-Policy") in attrs:
            self.policies.append(dict(attrs)["content"])
        self.addresses += [value for name, value in attrs if name in {"src", "href"} and tag != "a"]


def read(page):
    reader = Reader()
    reader.feed(page)
    return reader


def test_whatever_stands_in_it_no_word_becomes_markup():
    words = (EVIL,) * 2
    part = ReportPart(*words, [words], [words] * 3, (EVIL, [words]), [words], [EVIL])
    reader = read(report([part, part], "en", link=f"https://x/{EVIL}", link_note=EVIL))
    assert "script" not in reader.tags
    assert reader.policies == [POLICY]
    assert read(report([part], "zh", link="", link_note="")).policies == [POLICY]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_report_holds_the_answer_and_asks_nobody(lang, repository):
    question = replace(QUESTION, lang=lang)
    off = Selection(off=(("inception4c", "3x3"),))
    link = "https://example.org/?tab=branches"
    page = report(parts(repository, question, off), lang, link=link, link_note="")
    shown = classify_view(repository, question)
    assert f"{100 * shown.probabilities[shown.target]:.1f}" in page
    assert 'href="https://example.org/?tab=branches"' in page
    assert "4c 3×3" in page
    addresses = read(page).addresses
    assert addresses
    assert not [one for one in addresses if not one.startswith(("data:image/", "#"))]
    assert not re.search(r"url\((?!#)|@import|<script", page)
    assert len(page) < 1_000_000


def test_it_holds_the_attributions_that_were_made_and_no_others(repository):
    executor, session = Executor(repository), AttributionsSession()
    options, other = Options(methods=("saliency", "layer_grad_cam"), block="inception5b"), replace(QUESTION, target=0)
    request = session.ask(MethodRequest(QUESTION, options, other))  # the other class's maps are no part of the report

    def notes():
        return [one for part in parts(repository, QUESTION, session=session) for one in part.how]

    assert say("report.maps_missing", count=2) in notes()
    task = request.tasks[2]  # each method's two are neighbours
    method_view(task, executor.work(task, Job()), None, "Ankle boot", "", session)

    def maps(question):
        return [one for part in parts(repository, question, session=session) for one in part.maps[1]]

    assert say("report.maps_missing", count=1) in notes()
    ((picture, caption),) = maps(QUESTION)
    assert "Grad-CAM" in caption
    assert decoded(picture).width == decoded(picture).height
    assert maps(replace(QUESTION, target=0)) == []  # made for another class


def test_a_picture_of_the_class_map_is_the_picture_where_nothing_speaks(repository):
    view = classify_view(repository, QUESTION)
    clear = io.BytesIO()
    Image.new("RGBA", (8, 8)).save(clear, "PNG")
    drawn = class_map(replace(view, class_map=data_uri(clear.getvalue(), "image/png")))
    seen = decoded(view.picture).convert("RGB").resize(drawn.size, Image.Resampling.BILINEAR)
    assert np.array_equal(np.asarray(drawn), np.asarray(seen))


def test_the_drawn_map_is_of_the_network_s_own_blocks(repository):
    drawn = map_svg(map_view(repository, QUESTION, Selection()), "en")
    assert len(list(ET.fromstring(drawn).iter(f"{SVG}svg"))) - 1 == 36  # noqa: S314 - our own drawing


@pytest.mark.parametrize(
    "address", [None, 7, "javascript:alert(1)", "data:text/html,x", "http://[", "https://" + "x" * 2000]
)
def test_an_address_that_is_none_is_left_out(address):
    assert checked_link(address) == ""
