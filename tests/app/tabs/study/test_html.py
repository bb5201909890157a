"""What the Kernel study tab says and draws."""

import re
from dataclasses import replace

import numpy as np
import pytest

from googlenet.app.tabs.study import html as markup
from googlenet.app.tabs.study.chart import WIDTH, Point, accuracy_against, accuracy_rows, difference_rows
from googlenet.app.tabs.study.view import StudyState, gaps_of, points_of, pressed
from googlenet.cli.main import build_parser
from googlenet.common.errors import BadCheckpoint
from googlenet.study.findings import STUDIES, findings_of, shipped
from googlenet.study.variants import NETWORKS
from googlenet.text import LANGUAGES
from tests.app.tabs.train.test_html import Reader
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
    assert "1×1 alone" in told
    assert "pool alone" in told
    assert "without pool" not in told  # differs by .001 at most
    assert "better" not in told


def test_a_network_that_is_better_is_called_better():
    assert markup.headline(study(base={"3x3": 0.9, "all": 0.8}), "en").startswith(
        "With equal parameters, 3×3 alone scored above"
    )


def test_what_is_equal_is_named():
    assert markup.headline(as_macs(study()), "en").startswith("With equal multiply-adds, ")
    assert markup.headline(as_macs(study()), "zh").startswith("乘加次数相同时")


def both(seeds=(3, 3), **macs):
    return {"params": study(seeds[0]), "macs": as_macs(study(seeds[1], BASE | macs))}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_series_claim_a_change_only_where_its_interval_excludes_none(lang):
    same, some = {
        "en": ("The answer is the same", "For pool alone"),
        "zh": ("结论不变", "仅池化与四条路径并用的差值有明显变化。"),
    }[lang]
    unchanged, changed = markup.both(both(), lang), markup.both(both(pool=0.88), lang)
    Reader(unchanged + changed)
    assert same in unchanged
    assert some not in unchanged
    assert some in changed
    assert same not in changed


@pytest.mark.parametrize("seeds", [(1, 1), (3, 1), (1, 3)])
def test_one_seed_in_common_tells_of_no_change(seeds):
    told = markup.both(both(seeds, pool=0.88), "en")
    assert "share too few seeds" in told
    assert "not finished" in told
    assert "within noise" not in told


def test_the_whole_trained_twice_tells_what_rounding_does():
    assert "differed by up to 1.0 percentage points" in markup.both(both(all=0.87), "en")
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
    assert ">−8.0</text>" in svg  # 1×1 alone
    assert "1×1 alone −8.0 percentage points (−8.3 to −7.7)" in svg  # deviation .00115, × 4.303 over the root of 3


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
    assert markup.headline(findings_of(plain), "en").endswith("The network with all four branches is not trained yet")
    mixed = result(
        *((name, seed, 0.8) for name in ("3x3", "all") for seed in range(2)),
        ("1x1", 0, 0.1),
        networks=("1x1", "3x3", "all"),
    )
    assert (
        markup.headline(findings_of(mixed), "en")
        == "With equal parameters, there is no clear difference between 3×3 alone and all four branches"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_with_one_seed_nothing_is_claimed(lang):
    found = study(seeds=1)
    assert found.is_partial
    html = "".join(markup.results({"params": found}, StudyState(), lang))
    Reader(html)
    assert not any(word in html for word in ("scored below", "scored above", "低于", "高于"))
    assert all(point.low is None for point in points_of(found, "macs", lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_state_is_sound_html(lang):
    for found in (None, study(), study(seeds=2), study(base={"3x3": 0.9})):
        Reader("".join(markup.results({"params": found}, StudyState(), lang)))


def test_no_results_name_the_command_that_measures():
    html = "".join(markup.results({}, StudyState(series="macs"), "en"))
    assert "python -m googlenet study kernels" in html
    assert "--match macs" in html


@pytest.mark.parametrize("draw", [accuracy_rows, lambda points: accuracy_against(points, "macs")])
def test_drawings_stay_inside_and_name_every_network(draw):
    svg = draw(points_of(study(), "macs", "en"))
    Reader(svg)
    height = float(re.search(r'viewBox="0 0 \S+ (\S+)"', svg)[1])
    assert all(0 <= float(x) <= WIDTH for x in re.findall(r' (?:x|cx|x1|x2)="([^"]+)"', svg))
    assert all(0 <= float(y) <= height for y in re.findall(r' (?:y|cy|y1|y2)="([^"]+)"', svg))
    assert all(f">{name}</text>" in svg for name in ("1×1 alone", "pool alone", "all four branches"))


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
    assert shipped(tmp_path) == {}
    (tmp_path / "kernels-macs.json").write_text((STUDIES / "kernels.json").read_text())
    with pytest.raises(BadCheckpoint, match="params"):
        shipped(tmp_path)
    (tmp_path / "kernels.json").write_text("{")
    with pytest.raises(BadCheckpoint):
        shipped(tmp_path)


def test_the_page_names_a_command_that_runs_and_compares_by_seed():
    html = "".join(markup.results({"params": study()}, StudyState(), "en"))
    command = re.search(r"<code>python -m googlenet (.+?)</code>", html)[1].split()
    chosen = build_parser().parse_args(command)
    assert (chosen.command, chosen.networks) == ("study", tuple(NETWORKS))
    assert chosen.seeds > 1  # else there is no interval


def test_a_csv_has_a_row_for_each_run():
    lines = markup.as_csv(study()).splitlines()
    assert len(lines) == 1 + 3 * len(BASE)
    assert lines[1].startswith("1x1,0,0.8")
