"""Figures that READMEs and results state are those of the records that they come from."""

import json
import re

import pytest

from benchmarks.leader_board import lines
from googlenet.app.kit.html import points
from googlenet.app.tabs.guide.numbers import signed_points
from googlenet.common.files import ASSETS
from googlenet.common.statistics import interval as mean_of
from googlenet.inspection.exemplars import of_one_class, read_exemplars
from googlenet.inspection.importance import interval, read_importance
from googlenet.inspection.records import MOST_Q
from googlenet.inspection.specialization import read_specialization
from googlenet.networks.classifier import SHIPPED, WEIGHTS_FOLDER
from googlenet.study.findings import shipped

ROOT = ASSETS.parent
CARD = json.loads((WEIGHTS_FOLDER / f"{SHIPPED}.json").read_text(encoding="utf-8"))
NOTES = (ASSETS / "notes_curve.csv").read_text(encoding="utf-8").split()
KEPT = {"1x1": "1×1", "3x3": "3×3", "5x5": "5×5", "pool": "(pool|池化)", "no_pool": "(all but pool|去掉池化)"}
T_995, T_975 = 5.841, 3.182  # of Student's t with 3 degrees of freedom: Fisher & Yates 1963, table III
PAGES = ["docs/results.md", "docs/zh/results.md"]
READMES = ["README.md", "README.zh.md"]


def prose(name):
    """A page's text in one line: Chinese needs no space where a line ends, nor does a percent sign anywhere."""
    text = (ROOT / name).read_text(encoding="utf-8").replace(" %", "%")
    return re.sub(r"\s*\n\s*", "" if "zh" in name else " ", text)


def weights_file(ending):
    return WEIGHTS_FOLDER / f"{SHIPPED}.{ending}"


def told(text, *figures):
    """The places where `figures` stand in this order, a sentence or two apart at most."""
    whole = [rf"(?<![\d.]){re.escape(figure)}(?!\.?\d)" for figure in figures]
    return re.search(".{0,99}?".join(whole), text)


def importance_records():
    digest = weights_file("sha256").read_text(encoding="utf-8").split()[0]
    return read_importance(weights_file("importance.json"), digest)


def importance_figures():
    records = importance_records()

    def drop(fill, *path):
        found = records[fill]
        return points(found.drop(*path)), "–".join(map(points, interval(found, *path)))

    yield (f"{records['zero'].images:,}",)
    yield (f"importance --images {records['zero'].images}",)
    least = records["zero"], "inception5b", "3x3"
    low, high = (signed_points(-end) for end in reversed(interval(*least)))
    yield (*drop("zero", "inception3a", "3x3"), signed_points(-least[0].drop(*least[1:])), low, high)
    yield drop("mean", "inception3a", "3x3")


def specialization_figures():
    trained, fresh = read_specialization(weights_file("specialization.json"))
    counts, others = [len(one.found) for one in fresh], [one.shares for one in fresh]
    assert len(trained.beyond(fresh)) == len(trained.found)  # as the sentence says
    assert len(fresh) == 5
    yield str(len(trained.shares)), str(len(trained.found)), f"q < {MOST_Q}"
    yield str(min(counts)), str(max(counts)), str(len(trained.found))
    for name in trained.found:
        ends = (pick(one[name] for one in others) for pick in (min, max))
        yield (f"{trained.shares[name]:.0%}", *(f"{100 * end:.0f}%" for end in ends))


def exemplar_figures():
    alike = of_one_class(read_exemplars(weights_file("exemplars.npz")))
    yield tuple(f"{100 * alike[block]['3x3']:.0f}%" for block in ("inception3a", "inception4c", "inception5a"))
    yield tuple(f"{100 * alike['inception5b'][branch]:.0f}%" for branch in ("5x5", "1x1", "pool", "3x3"))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("figures", [importance_figures, specialization_figures, exemplar_figures])
def test_the_findings_are_those_of_the_records(name, figures):
    text = prose(name)
    for row in figures():
        assert told(text, *row), row


@pytest.mark.parametrize("name", READMES)
def test_the_readmes_findings_are_those_of_the_records(name):
    text, study = prose(name), shipped()["params"].differences()
    images, _, (drop, *_), _ = importance_figures()
    found = importance_records()["zero"]
    lost = {(block, branch): count for block, branches in found.lost.items() for branch, count in branches.items()}
    assert sorted(lost, key=lost.get)[-2:] == [("inception3b", "3x3"), ("inception3a", "3x3")]
    assert told(text, *images, drop, points(found.drop("inception3b", "3x3")))
    assert told(text, *next(specialization_figures())[:2])
    assert told(text, points(-study["3x3"].mean), points(-study["5x5"].mean))
    assert (study["3x3"].sign, study["5x5"].sign, study["pool"].sign) == (-1, -1, 0)


@pytest.mark.parametrize("name", [*PAGES, *READMES, "benchmarks/RESULTS.md"])
def test_the_accuracy_is_the_cards_and_the_notes_their_curves(name):
    text, right, images = prose(name), CARD["figures"]["test_accuracy"], CARD["figures"]["test_images"]
    assert told(text, f"{100 * right:.2f}%")
    assert told(text, f"{float(NOTES[-1].split(',')[-1]):.2f}%")
    assert told(text, f"{100 * (right * (1 - right) / images) ** 0.5:.2f}")  # its standard error, in points


def gap(found):
    """A difference in points and its interval, as a pattern for both languages."""
    low, high = points(found.low), points(found.high)
    return rf"\*{{0,2}}\+?{points(found.mean)} ?[（(]{low} (to|到) {high}[)）]\*{{0,2}}"


@pytest.mark.parametrize("name", PAGES)
def test_the_kernel_studys_table_is_that_of_its_files(name):
    text, (params, macs) = (ROOT / name).read_text(encoding="utf-8"), (one.differences() for one in shipped().values())
    for network, kept in KEPT.items():
        assert re.search(rf"\| {kept} \| {gap(params[network])} \| {gap(macs[network])} \|\n", text), network


@pytest.mark.parametrize("match", ["params", "macs"])
def test_the_kernel_studys_results_are_those_of_its_files(match):
    text, study = (ROOT / "benchmarks/RESULTS.md").read_text(encoding="utf-8"), shipped()[match]
    for one in study.standings:
        if one.name in KEPT:
            runs = ", ".join(f"{100 * one.accuracies[seed]:.2f}" for seed in sorted(one.accuracies))
            mean = f"{100 * one.accuracy.mean:.1f} ({100 * one.accuracy.low:.1f}–{100 * one.accuracy.high:.1f})"
            row = rf"\| {KEPT[one.name]} \| {runs} ?% \| {re.escape(mean)} \| {gap(study.differences()[one.name])} \|"
            assert re.search(row, text), one.name


@pytest.mark.parametrize("name", [*PAGES, "benchmarks/RESULTS.md"])
def test_with_five_comparisons_the_same_networks_fall_short(name):
    differences = {key: one.differences() for key, one in shipped().items()}
    wide = {
        (key, network): (found.mean - found.reach * T_995 / T_975, found.mean + found.reach * T_995 / T_975)
        for key, by_network in differences.items()
        for network, found in by_network.items()
    }
    for (key, network), (low, high) in wide.items():
        assert (low > 0) - (high < 0) == differences[key][network].sign
    low, high = map(points, wide["params", "1x1"])
    assert re.search(rf"1×1.{{0,30}}[（(]{low} (to|到) {high}[)）]", prose(name))


def test_the_exercises_are_those_of_their_file():
    text = (ROOT / "benchmarks/RESULTS.md").read_text(encoding="utf-8")
    runs = json.loads((ASSETS / "studies/exercises.json").read_text(encoding="utf-8"))
    for by_seed in runs.values():
        row = ", ".join(f"{100 * by_seed[seed]['accuracy']:.1f}" for seed in sorted(by_seed))
        change = ""
        if by_seed is not runs["baseline"]:
            gaps = [one["accuracy"] - runs["baseline"][seed]["accuracy"] for seed, one in by_seed.items()]
            change = f"{gap(mean_of(gaps))} "
        assert re.search(rf"\| {row} ?% \| {change}", text), row


def test_the_label_noise_experiment_is_that_of_its_file():
    text = (ROOT / "benchmarks/RESULTS.md").read_text(encoding="utf-8")
    found = json.loads((ASSETS / "studies/label_noise.json").read_text(encoding="utf-8"))
    assert f"recipe `quick`, {len(found['runs'])} seeds" in text
    for score in ("self-influence", "loss"):
        precision, area = (found["summary"][score.replace("-", "_")][measure] for measure in ("precision", "area"))
        percents = "{:.1f}% ({:.1f} to {:.1f})".format(*(100 * precision[key] for key in ("mean", "low", "high")))
        areas = "{:.3f} ({:.3f} to {:.3f})".format(*(area[key] for key in ("mean", "low", "high")))
        assert f"| {score} | {percents} | {areas} |" in text


def test_the_verdicts_are_those_of_the_leader_board():
    text = (ROOT / "benchmarks/RESULTS.md").read_text(encoding="utf-8")
    assert "\n".join(lines()) in text


@pytest.mark.parametrize("name", [*PAGES, *READMES])
def test_the_splits_error_is_the_measured_one(name):
    results = (ROOT / "benchmarks/RESULTS.md").read_text(encoding="utf-8")
    ((error, _),) = re.findall(
        r"^\| largest \\\|logit − \(bias \+ terms\).*? \| (\S+) \| (\S+) \|$", results, re.MULTILINE
    )
    assert re.findall(r"\d\.\de-0\d", prose(name))[0] == error
