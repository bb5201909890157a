"""A link brings back what a visitor saw, and nothing else."""

from dataclasses import replace

import pytest

from googlenet.app.shell.link import LONGEST, READERS, LinkContext, Place, complaint, query_of, read
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import IMAGENET, SHIPPED, Repository
from googlenet.app.tabs.attributions.state import Options
from googlenet.app.tabs.branches.state import Selection
from googlenet.text import say

TABS = ("classify", "branches", "attributions")
START = Place(Question("example:ankle-boot", SHIPPED), "classify")
PLACES = {
    "nothing": START,
    "picture and class": replace(START, question=replace(START.question, picture="example:bag", target=0)),
    "photo": replace(START, question=replace(START.question, picture="example:cat", prepare=False), tab="branches"),
    "paths": replace(
        START,
        selection=Selection(
            off=(("inception3a", "pool"), ("inception4c", "5x5")),
            channels_off=(("inception4c", "3x3", 255),),
            opened=("inception4c", "3x3"),
            channel=17,
            sort="class",
            fill="mean",
            other="example:dress",
        ),
    ),
    "methods": replace(
        START,
        tab="attributions",
        options=Options(
            methods=("saliency", "occlusion"),
            block="inception4a",
            branch="5x5",
            baseline="blur",
            values=(("n_steps", 64),),
            compare="class:3",
        ),
    ),
    "another network": replace(START, question=replace(START.question, classifier="inception_v3.untrained")),
}


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    return LinkContext(Repository(tmp_path_factory.mktemp("runs")), TABS)


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_a_link_brings_back_the_place(place, shop):
    assert read("?" + query_of(place, START), START, shop) == (place, ())


def test_the_first_page_has_no_query_but_its_language():
    assert query_of(START, START) == "lang=en"


def test_an_uploaded_picture_is_in_no_link(shop):
    own = "0" * 64
    place = replace(START, question=replace(START.question, picture=own, target=3), selection=Selection(other=own))
    query = query_of(place, START)
    assert own not in query
    opened, refused = read(query, START, shop)
    assert opened.question.target == 3
    assert "image" not in refused or opened.question.picture == START.question.picture


def test_a_network_s_paths_and_classes_are_those_that_it_has(shop):
    query = "network=googlenet_notes.untrained&open=inception4c.5x5&class=9"
    place, refused = read(query, START, shop)
    assert place.question.classifier == "googlenet_notes.untrained"
    assert (place.selection.opened, refused) == (None, ("paths",))  # the notes' network has no 4c


HOSTILE = (
    *("tab=<script>", "tab=__class__", "image=../../etc/passwd", "image=%00", "network=run:../../etc", "network=run:"),
    *("class=-1", "class=10", "class=1e9", "class=٣", "prepare=2", "open=a", "open=a.b.c", "open=inception4c.__len__"),
    *("channel=5", "open=inception4c.5x5&channel=64", "open=inception4c.5x5&channel=-1", "sort=;drop"),
    *("off=.", "off=inception4c.5x5.64", "off=inception4c.5x5.x", "fill=nan", "second=" + "0" * 64),
    *("methods=saliency,magic", "block=inception9z", "path=9x9", "baseline=x", "compare=network:x", "compare=class:10"),
    *("set=n_steps:-1", "set=n_steps:1e99", "set=nothing:1", "set=:", "lang=<b>"),
)


@pytest.mark.parametrize("query", HOSTILE)
def test_what_is_not_there_is_left_as_it_was_and_said(query, shop):
    place, refused = read(query, START, shop)
    assert len(refused) == 1
    kept = replace(place, selection=replace(place.selection, opened=None)) if query.startswith("open=inc") else place
    assert kept == START
    for lang in ("en", "zh"):
        said = complaint(refused, lang)
        assert say(f"link.{refused[0]}", lang) in said
        assert "<" not in said


@pytest.mark.parametrize("query", ["x" * (LONGEST + 1), "&".join(f"a{n}=1" for n in range(100))])
def test_a_link_without_end_is_refused_as_a_whole(query, shop):
    assert read(query, START, shop) == (START, ("all",))


def test_words_that_are_not_ours_are_passed_over(shop):
    assert read("?utm_source=x&__theme=dark&tab=branches", START, shop) == (replace(START, tab="branches"), ())


def test_no_link_makes_the_server_fetch_weights(shop, tmp_path, monkeypatch):
    monkeypatch.setattr("torch.hub._hub_dir", str(tmp_path))
    for name in IMAGENET:
        assert read(f"network={name}", START, shop) == (START, ("network",))
        opened, refused = read(f"tab=attributions&compare=network:{name}", START, shop)
        assert refused == ("methods",)
        assert opened.options == START.options


def test_every_part_has_a_name_in_a_refusal():
    for kind, _ in READERS.values():
        assert say(f"link.{kind}", "zh")
