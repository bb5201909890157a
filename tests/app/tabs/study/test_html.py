"""What the Kernel study tab says and draws."""

import json
import os
import re
import shutil
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from googlenet.app.tabs.study import html as markup
from googlenet.app.tabs.study import small_html as study_small
from googlenet.app.tabs.study import small_view
from googlenet.app.tabs.study import view as study_views
from googlenet.app.tabs.study.chart import WIDTH, Point, accuracy_against, accuracy_rows, difference_rows
from googlenet.app.tabs.study.parts_html import amount
from googlenet.app.tabs.study.small_view import SmallRow, SmallStudies, SmallView, read_query
from googlenet.app.tabs.study.view import StudyState, gaps_of, points_of, pressed
from googlenet.common.errors import BadCheckpoint, RunRefused, UnknownName, UserError
from googlenet.study import process as study_worker
from googlenet.study.findings import findings_of
from googlenet.study.variants import NETWORKS
from googlenet.text import LANGUAGES
from googlenet.training.runs.folder import RunFolder
from googlenet.training.runs.listing import STUDY_FILE
from tests.app.tabs.train.test_html import HOSTILE, Reader
from tests.study.test_findings import result

BASE = {"1x1": 0.80, "3x3": 0.86, "5x5": 0.87, "pool": 0.75, "no_pool": 0.88, "all": 0.88}
SETTINGS = {"images": 10_000, "image_size": 96, "epochs": 3}


def study(seeds=3, base=BASE):
    """Findings in which a network's seeds differ from the whole's by its base, give or take .001."""
    runs = [
        (name, seed, value + 0.01 * seed + 0.001 * ((seed + index) % 2))
        for seed in range(seeds)
        for index, (name, value) in enumerate(base.items())
    ]
    plain = result(*runs, networks=tuple(base))
    plain["study"] |= SETTINGS
    return findings_of(plain)


def as_macs(found):
    return replace(found, settings={**found.settings, "match": "macs"})


def test_the_headline_claims_what_the_intervals_exclude_and_no_more():
    told = markup.headline(study(), "en")
    assert "1×1 only" in told
    assert "pool + 1×1" in told
    assert "without pool" not in told  # differs by .001 at most
    assert "better" not in told


def test_a_network_that_is_better_is_called_better():
    assert markup.headline(study(base={"3x3": 0.9, "all": 0.8}), "en").startswith("At equal size, 3×3 only did better")


def test_what_is_equal_is_named():
    assert markup.headline(as_macs(study()), "en").startswith("At equal multiply-adds, ")
    assert markup.headline(as_macs(study()), "zh").startswith("乘加次数相同时")


@pytest.mark.parametrize(
    ("count", "lang", "words"),
    [
        (5_984_810, "en", "5.98 million"),
        (276_066_304, "en", "276 million"),
        (5_984_810, "zh", "598 万"),
        (276_066_304, "zh", "2.76 亿"),
    ],
)
def test_amounts_have_three_digits(count, lang, words):
    assert amount(count, lang) == words


def both(seeds=(3, 3), **macs):
    return {"params": study(seeds[0]), "macs": as_macs(study(seeds[1], BASE | macs))}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_series_claim_a_change_only_where_its_interval_excludes_none(lang):
    same, some = {"en": ("No change can be told", "For pool + 1×1"), "zh": ("看不出变化", "有影响：汇聚 + 1×1。")}[lang]
    unchanged, changed = markup.both(both(), lang), markup.both(both(pool=0.88), lang)
    Reader(unchanged + changed)
    assert same in unchanged
    assert some not in unchanged
    assert some in changed
    assert same not in changed


@pytest.mark.parametrize("seeds", [(1, 1), (3, 1), (1, 3)])
def test_one_seed_in_common_tells_of_no_change(seeds):
    told = markup.both(both(seeds, pool=0.88), "en")
    assert "Too few seeds in common" in told
    assert "not finished" in told
    assert "chance may do" not in told


def test_the_whole_trained_twice_tells_what_rounding_does():
    assert "up to 1.0 percentage points apart" in markup.both(both(all=0.87), "en")
    assert "rounding" not in markup.both(both(), "en")


def test_series_that_cannot_be_compared_are_not():
    assert markup.both({"params": study()}, "en") == ""
    assert markup.both({"params": study(), "macs": as_macs(study(base={"3x3": 0.9}))}, "en") == ""
    longer = both()["macs"]
    longer = replace(longer, settings={**longer.settings, "epochs": 9})
    assert markup.both({"params": study(), "macs": longer}, "en") == ""


def test_the_drawing_of_both_has_a_dot_and_a_ring_for_each_network_and_stays_inside():
    svg = difference_rows(gaps_of(both(), "en"))
    Reader(svg)
    marks = re.findall(r"<circle ([^>]*)>", svg)
    rings = [mark for mark in marks if "stroke" in mark]
    assert len(marks) == 2 * len(BASE)  # the whole has none, but the key has one of each
    assert len(rings) == len(BASE)
    assert all(0 <= float(x) <= WIDTH for x in re.findall(r' (?:x|cx|x1|x2)="([^"]+)"', svg))
    assert all(0 <= float(y) <= 300 for y in re.findall(r' (?:y|cy|y1|y2)="([^"]+)"', svg))
    assert ">−8.0</text>" in svg  # 1×1 only
    assert "1×1 only −8.0 percentage points (−8.3 to −7.7)" in svg  # deviation .00115, × 4.303 over the root of 3


def test_a_drawing_of_no_difference_at_all_stands():
    runs = [(name, seed, 0.5) for name in ("3x3", "all") for seed in range(2)]
    Reader(difference_rows(gaps_of({"params": findings_of(result(*runs, networks=("3x3", "all")))}, "en")))
    assert "No run has finished yet" in difference_rows({"params": [], "macs": []})


def test_an_interval_ends_where_accuracies_do():
    found = study(seeds=2, base={"3x3": 0.97, "all": 0.02})
    assert all(0 <= point.low <= point.high <= 1 for point in points_of(found, "macs", "en"))
    assert all(one.accuracy.reach > 0.05 for one in found.standings)


def test_what_the_headline_waits_for_is_said():
    plain = result(("3x3", 0, 0.8), ("3x3", 1, 0.9), networks=("3x3", "all"))
    assert markup.headline(findings_of(plain), "en").endswith("All four paths have not been trained yet")
    mixed = result(
        *((name, seed, 0.8) for name in ("3x3", "all") for seed in range(2)),
        ("1x1", 0, 0.1),
        networks=("1x1", "3x3", "all"),
    )
    assert (
        markup.headline(findings_of(mixed), "en")
        == "At equal size, 3×3 only cannot be told apart from all four paths together"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_with_one_seed_nothing_is_claimed(lang):
    found = study(seeds=1)
    assert found.is_partial
    html = markup.results({"params": found}, StudyState(), lang)
    Reader(html)
    assert not any(word in html for word in ("fell short", "did better", "不及", "优于"))
    assert all(point.low is None for point in points_of(found, "macs", lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_state_is_sound_html(lang):
    for found in (None, study(), study(seeds=2), study(base={"3x3": 0.9})):
        Reader(markup.results({"params": found}, StudyState(), lang))
    for state in ("", "queued", "running", "stopping", "stopped", "finished", "failed"):
        found = study(seeds=1) if state else None
        rows = (SmallRow("study-0", state, 0.0, 700.4, found, can_delete=True),) if state else ()
        view = SmallView("study-0", state, "", "1x1", 0, 0.5, found, rows=rows, count=2 * len(rows))
        Reader(study_small.small(view, "", lang))


def test_no_results_name_the_command_that_measures():
    html = markup.results({}, StudyState(series="macs"), "en")
    assert "python -m googlenet study kernels" in html
    assert "--match macs" in html


def test_what_failed_is_told_without_becoming_markup():
    row = SmallRow(HOSTILE, "failed", 0.0, 0.0, None, can_delete=True)
    assert HOSTILE not in study_small.small(SmallView(HOSTILE, "failed", HOSTILE, rows=(row,)), HOSTILE, "en")


@pytest.mark.parametrize("draw", [accuracy_rows, lambda points: accuracy_against(points, "macs")])
def test_drawings_stay_inside_and_name_every_network(draw):
    svg = draw(points_of(study(), "macs", "en"))
    Reader(svg)
    height = float(re.search(r'viewBox="0 0 \S+ (\S+)"', svg)[1])
    assert all(0 <= float(x) <= WIDTH for x in re.findall(r' (?:x|cx|x1|x2)="([^"]+)"', svg))
    assert all(0 <= float(y) <= height for y in re.findall(r' (?:y|cy|y1|y2)="([^"]+)"', svg))
    assert all(f">{name}</text>" in svg for name in ("1×1 only", "pool + 1×1", "all four paths"))


def test_names_beside_the_points_never_overlap():
    points = [Point(name, name, 100 + index, (0.9,), 0.9 - 1e-4 * index) for index, name in enumerate(NETWORKS)]
    svg = accuracy_against([*points, Point("low", "low", 100, (0.5,), 0.5)], "macs")
    heights = sorted(float(y) for y, name in re.findall(r'y="([\d.]+)"[^>]*>([^<]+)</text>', svg) if name in NETWORKS)
    assert min(np.diff(heights)) >= 15.9


def test_no_points_give_a_titled_empty_drawing():
    assert "No run has finished yet" in accuracy_rows([])
    assert "No run has finished yet" in accuracy_against([], "params")


def test_presses_of_strangers_change_nothing():
    for message in (
        {},
        {"do": "series", "to": "../etc"},
        {"do": "image", "to": "-1"},
        {"do": "image", "to": "²"},
        {"do": 3},
    ):
        assert pressed(StudyState(), message) == StudyState()
    assert pressed(StudyState(), {"do": "image", "to": "2"}).image == 2


def test_results_are_read_from_their_file_and_damage_is_a_sentence(tmp_path):
    assert study_views.shipped(tmp_path) == {}
    (tmp_path / "kernels-macs.json").write_text((study_views.STUDIES / "kernels.json").read_text())
    with pytest.raises(BadCheckpoint, match="params"):
        study_views.shipped(tmp_path)
    (tmp_path / "kernels.json").write_text("{")
    with pytest.raises(BadCheckpoint):
        study_views.shipped(tmp_path)


def test_no_study_was_started_yet(tmp_path):
    assert SmallStudies(tmp_path).view("en") == SmallView()


@pytest.mark.parametrize("is_public", [True, False])
def test_where_strangers_share_a_server_a_study_is_its_owner_s(tmp_path, monkeypatch, is_public):
    monkeypatch.setenv("GOOGLENET_PUBLIC", str(int(is_public)))
    monkeypatch.setattr(study_worker, "start_process", lambda *_: None)  # it waits for its turn, and never begins
    mine, other = (SmallStudies(tmp_path).of(token * 32) for token in "01")
    mine.act({"do": "start", "seeds": "2"})
    name = mine.view("en").name
    assert name
    assert (other.view("en") == SmallView()) == is_public
    if is_public:
        with pytest.raises(UnknownName):
            other.act({"do": "stop", "name": name})
        assert not (tmp_path / name / "stop").exists()
    mine.act({"do": "stop", "name": name})
    assert (tmp_path / name / "stop").exists()


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """Somebody's studies on their own machine, where none trains by itself."""
    monkeypatch.setattr(study_worker, "start_process", lambda *_: None)
    return SmallStudies(tmp_path)


def started(mine, state="finished", age=0):
    """The name of a study that is in a state."""
    mine.act({"do": "start"})
    name = mine.view("en").name
    folder = RunFolder(mine.root / name)
    folder.write_status(state)
    os.utime(folder.path / STUDY_FILE, (1e9 - age,) * 2)
    return name


def test_all_studies_are_listed_and_an_earlier_one_can_be_shown(mine):
    first, second = started(mine, age=60), started(mine, "stopped")
    assert [row.name for row in mine.view("en").rows] == [second, first]
    assert mine.act({"do": "show", "name": first}) == first
    view = mine.view("en", first)
    assert (view.name, view.state) == (first, "finished")
    shown = Reader(study_small.small(view, first, "en"))
    pressed_ones = {one["data-name"]: one["aria-pressed"] for one in shown.having("aria-pressed")}
    assert pressed_ones == {first: "true", second: "false"}
    assert mine.view("en", "gone").name == second


def test_a_list_tells_finding_runs_and_size(mine):
    name = started(mine)
    folder = mine.root / name
    (folder / "params").mkdir()
    plain = result(*((network, seed, 0.8) for network in ("3x3", "all") for seed in range(2)), networks=("3x3", "all"))
    (folder / "params" / "results.json").write_text(json.dumps(plain))
    (folder / "params" / "weights").write_bytes(bytes(3_000_000))
    RunFolder(folder).write_status("finished")
    told = Reader(study_small.small_list(mine.view("en"), "en")).text
    for words in ("study-0", "4 of 6 runs", "3 MB", "Finished", "cannot be told apart from all four paths"):
        assert words in told


def test_a_study_is_deleted_after_a_second_question_and_the_newest_is_shown_instead(mine):
    first, second = started(mine, age=60), started(mine)
    listed = Reader(study_small.small_list(mine.view("en", first), "en"))
    assert len([one for _, one in listed.tags if one.get("class") == "ask" and "hidden" in one]) == 2
    assert len(listed.having("data-ask")) == 2
    assert mine.act({"do": "delete", "name": second}, first) == first
    assert mine.act({"do": "delete", "name": first}, first) == ""
    assert mine.view("en") == SmallView()
    assert not list(mine.root.glob("study-*"))


@pytest.mark.parametrize("state", ["queued", "running"])
def test_a_study_under_way_cannot_be_deleted(mine, state):
    name = started(mine, state)
    view = mine.view("en")
    assert view.is_moving
    assert 'data-do="delete"' not in study_small.small_list(view, "en")
    with pytest.raises(RunRefused, match="under way"):
        mine.act({"do": "delete", "name": name})
    assert (mine.root / name / STUDY_FILE).is_file()


def test_an_earlier_study_that_trains_keeps_the_page_asking(mine):
    first, second = started(mine, "running", age=60), started(mine)
    assert not mine.view("en", second).is_live
    assert mine.view("en", second).is_moving
    assert mine.view("en", first).is_live


def test_a_study_that_cannot_be_read_is_listed_and_can_be_deleted(mine):
    name = started(mine)
    (mine.root / name / STUDY_FILE).write_text("{")
    (row,) = mine.view("en").rows
    assert (row.findings, row.can_delete) == (None, True)
    mine.act({"do": "delete", "name": name})
    assert not (mine.root / name).exists()


def test_names_of_deleted_studies_are_not_used_again_where_strangers_share_a_server(tmp_path, monkeypatch):
    monkeypatch.setenv("GOOGLENET_PUBLIC", "1")
    monkeypatch.setattr(study_worker, "start_process", lambda *_: None)
    mine, other = (SmallStudies(tmp_path).of(token * 32) for token in "01")
    name = started(mine)
    for message in ({"do": "delete", "name": name}, {"do": "show", "name": name}):
        with pytest.raises(UnknownName):
            other.act(message)
    mine.act({"do": "delete", "name": name})
    assert started(other) != name


def test_of_many_studies_the_newest_are_listed_and_the_rest_is_told(mine, monkeypatch):
    monkeypatch.setattr(small_view, "MOST_LISTED", 1)
    for age in range(3):
        started(mine, age=60 * age)
    assert "newest 1 of 3" in study_small.small_list(mine.view("en"), "en")


def test_a_disk_that_is_nearly_full_starts_nothing_and_says_so(mine, monkeypatch):
    name = started(mine, "stopped")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10))
    for message in ({"do": "start"}, {"do": "resume", "name": name}):
        with pytest.raises(UserError, match="disk"):
            mine.act(message)
    assert [row.state for row in mine.view("en").rows] == ["stopped"]


@pytest.mark.parametrize("data", [None, [], "study", {"lang": ["en"], "owner": 7, "name": {}}, {"name": HOSTILE}])
def test_whatever_a_stranger_asks_of_the_small_studies_is_answered(mine, data):
    started(mine)
    asked = read_query(data)
    view = mine.of(asked.owner).view(asked.lang, asked.name)
    Reader(study_small.small_body(view, asked.lang) + study_small.small_list(view, asked.lang))
    assert mine.act({"do": [], "name": []} if data is None else {"do": str(data)}, "as before") == "as before"


def test_a_csv_has_a_row_for_each_run():
    lines = markup.as_csv(study()).splitlines()
    assert len(lines) == 1 + 3 * len(BASE)
    assert lines[1].startswith("1x1,0,0.8")
