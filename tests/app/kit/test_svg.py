"""The drawing kit: one text for the page and for a file by itself."""

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from googlenet.app.kit import svg as kit
from googlenet.app.kit.svg import Scale, bar, curve, dot, levels, line, ring, sheet, svg, text, ticks
from googlenet.app.shell import theme

BODY = [
    line(0, 0, 5, 5, kit.RULE, dashed=True),
    curve([(0, 0), (1, 2)], kit.INK),
    bar(0, 0, 3, 4, kit.TRACK),
    dot(1, 1, kit.MARK),
    ring(2, 2, "#0072B2"),
    text(1, 2, "<a> & b", kit.TEXT, "middle", 600, 11),
]


def test_what_a_token_falls_back_to_is_the_page_s_light_colour():
    colours = " ".join(value for value in vars(kit).values() if isinstance(value, str))
    used = re.findall(r"var\((--gn-[\w-]+),(#\w+)\)", colours)
    style = Path(theme.__file__).with_name("style.css").read_text(encoding="utf-8")
    light_tokens = dict(re.findall(r"(--gn-[\w-]+): (#\w+)", style.partition(".dark {")[0]))
    assert len(used) == 7
    assert dict(used).items() <= light_tokens.items()


def test_a_file_stands_by_itself_on_white_and_the_page_s_drawing_follows_the_theme():
    page, file = svg(BODY, 10, 20, "what", "kind"), sheet(BODY, 10, 20, "what")
    assert "var(--gn-ink,#15181B)" in page
    assert "var(" not in file
    shown, saved = ET.fromstring(page), ET.fromstring(file)  # noqa: S314 - our own
    assert (shown.get("class"), saved.get("class")) == ("kind", None)
    assert (saved.get("width"), saved.get("height"), saved.get("viewBox")) == ("10", "20", "0 0 10 20")
    assert saved[0].get("fill") == "#FFFFFF"
    assert [one.tag for one in saved[1:]] == [one.tag for one in shown]
    assert saved[-1].text == "<a> & b"


def test_marks_stand_at_their_heights():
    up = Scale(0, 10, 100, 0)
    drawn = "".join(levels(up, [-5, 10], 0, 50))
    assert re.findall('y1="(.*?)"', drawn) == ["150", "0"]
    assert re.findall(">([^<>]+)</text>", drawn) == ["−5", "10"]


@pytest.mark.parametrize(("low", "high"), [(0, 100), (-5.7, 10.4), (0.1, 0.3), (3, 3)])
def test_ticks_are_evenly_apart_and_hold_all_values(low, high):
    marks = ticks((low, high), 4, (1, 2, 2.5, 5, 10))
    assert marks[0] <= low + 1e-9
    assert marks[-1] >= high - 1e-9
    assert [two - one for one, two in pairwise(marks)] == pytest.approx([marks[1] - marks[0]] * (len(marks) - 1))
