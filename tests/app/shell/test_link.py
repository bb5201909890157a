"""A link brings back what a visitor saw, and nothing else."""

from dataclasses import replace

import pytest

from googlenet.app.page import TABS
from googlenet.app.shell.header import start
from googlenet.app.shell.link import LONGEST, READERS, complaint, query_of, read
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import IMAGENET, SHIPPED, Repository
from googlenet.app.tabs.attributions.state import READERS as OPTION_READERS
from googlenet.app.tabs.attributions.state import Options
from googlenet.app.tabs.branches.state import READERS as SELECTION_READERS
from googlenet.app.tabs.branches.state import Selection
from googlenet.text import say

NAMED = {tab.name: tab for tab in TABS}
START = start(Question("example:ankle-boot", SHIPPED), NAMED)


def with_state(location, name, state):
    return replace(location, states={**location.states, name: state})


LOCATIONS = {
    "nothing": START,
    "picture and class": replace(START, question=replace(START.question, picture="example:bag", target=0)),
    "photo": replace(START, question=replace(START.question, picture="example:cat", prepare=False), tab="branches"),
    "paths": with_state(
        START,
        "branches",
        Selection(
            off=(("inception3a", "pool"), ("inception4c", "5x5")),
            channels_off=(("inception4c", "3x3", 255),),
            opened=("inception4c", "3x3"),
            channel=17,
            sort="class",
            fill="mean",
            other="example:dress",
        ),
    ),
    "methods": with_state(
        replace(START, tab="attributions"),
        "attributions",
        Options(
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
def repository(tmp_path_factory):
    return Repository(tmp_path_factory.mktemp("runs"))


@pytest.mark.parametrize("location", LOCATIONS.values(), ids=LOCATIONS.keys())
def test_a_link_brings_back_the_location(location, repository):
    assert read("?" + query_of(location, START), START, repository, NAMED) == (location, ())


def test_the_first_page_has_no_query_but_its_language():
    assert query_of(START, START) == "lang=en"


def test_a_cell_of_a_link_is_marked_on_the_link_s_image_alone(repository):
    query = "image=bag&open=inception3a.3x3&channel=2&cell=1.2&worked=1"
    chosen = read(query, START, repository, NAMED)[0].states["branches"]
    here, other = chosen.settled("example:bag"), chosen.settled("example:dress")  # another one before the tab is opened
    assert (here.cell, other.cell, other.step) == ((1, 2), None, ())
    assert here.settled("example:bag").cell is None  # another class or network


def test_an_uploaded_picture_is_in_no_link(repository):
    own = "0" * 64
    location = replace(START, question=replace(START.question, picture=own, target=3))
    query = query_of(with_state(location, "branches", Selection(other=own)), START)
    assert own not in query
    opened, refused = read(query, START, repository, NAMED)
    assert opened.question.target == 3
    assert "image" not in refused or opened.question.picture == START.question.picture


def test_a_network_s_paths_and_classes_are_those_that_it_has(repository):
    query = "network=googlenet_notes.untrained&open=inception4c.5x5&class=9"
    location, refused = read(query, START, repository, NAMED)
    assert location.question.classifier == "googlenet_notes.untrained"
    assert (location.states["branches"].opened, refused) == (None, ("paths",))  # the notes' network has no 4c


HOSTILE = (
    *("tab=<script>", "tab=__class__", "image=../../etc/passwd", "image=%00", "network=run:../../etc", "network=run:"),
    *("class=-1", "class=10", "class=1e9", "class=٣", "prepare=2", "open=a", "open=a.b.c", "open=inception4c.__len__"),
    *("channel=5", "open=inception4c.5x5&channel=64", "open=inception4c.5x5&channel=-1", "sort=;drop"),
    *("off=.", "off=inception4c.5x5.64", "off=inception4c.5x5.x", "fill=nan", "second=" + "0" * 64),
    *("methods=saliency,magic", "block=inception9z", "path=9x9", "baseline=x", "compare=network:x", "compare=class:10"),
    *("set=n_steps:-1", "set=n_steps:1e99", "set=nothing:1", "set=:", "lang=<b>"),
)


@pytest.mark.parametrize("query", HOSTILE)
def test_what_is_not_there_is_left_as_it_was_and_said(query, repository):
    location, refused = read(query, START, repository, NAMED)
    assert len(refused) == 1
    if query.startswith("open=inc"):
        location = with_state(location, "branches", replace(location.states["branches"], opened=None))
    assert location == START
    for lang in ("en", "zh"):
        said = complaint(refused, lang)
        assert say(f"link.{refused[0]}", lang) in said
        assert "<" not in said


@pytest.mark.parametrize("query", ["x" * (LONGEST + 1), "&".join(f"a{n}=1" for n in range(100))])
def test_a_link_without_end_is_refused_as_a_whole(query, repository):
    assert read(query, START, repository, NAMED) == (START, ("all",))


def test_words_that_are_not_ours_are_passed_over(repository):
    assert read("?utm_source=x&__theme=dark&tab=branches", START, repository, NAMED) == (
        replace(START, tab="branches"),
        (),
    )


def test_no_link_makes_the_server_fetch_weights(repository, tmp_path, monkeypatch):
    monkeypatch.setattr("torch.hub._hub_dir", str(tmp_path))
    for name in IMAGENET:
        assert read(f"network={name}", START, repository, NAMED) == (START, ("network",))
        opened, refused = read(f"tab=attributions&compare=network:{name}", START, repository, NAMED)
        assert refused == ("methods",)
        assert opened.states == START.states


def test_every_part_has_a_name_in_a_refusal():
    readers = {**READERS, **SELECTION_READERS, **OPTION_READERS}
    for kind, _ in readers.values():
        assert say(f"link.{kind}", "zh")
    assert say("link.tab", "zh")
