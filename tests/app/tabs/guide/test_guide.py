"""The Guide's numbers against the notes' errata and the networks themselves; where a visitor is; the ways out of it."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from googlenet.app.kit.html import in_words
from googlenet.app.page import TABS
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import SHIPPED, Repository
from googlenet.app.shell.tab import Visit
from googlenet.app.tabs.architecture.view import ArchitectureState, settled, view_of
from googlenet.app.tabs.attributions.state import Options
from googlenet.app.tabs.branches.state import Selection
from googlenet.app.tabs.guide import view as guide_views
from googlenet.app.tabs.guide.html import TORN, fraction_slips, ratio_slips
from googlenet.app.tabs.guide.numbers import (
    FACTORS,
    MEASURED,
    SLIP_NUMBERS,
    classifier_numbers,
    factored,
    finding_numbers,
    plain_numbers,
    question_numbers,
    sides,
    slip_numbers,
    training_numbers,
    weights,
)
from googlenet.app.tabs.guide.steps import CHOICES, METHODS, MISSED, OPTIONS, STEPS, GuideState, pressed
from googlenet.app.tabs.guide.visits import WAYS, visit_of
from googlenet.inspection import cache
from googlenet.inspection.evidence import branch_evidence
from googlenet.inspection.importance import read_importance
from googlenet.networks.classifier import WEIGHTS_FOLDER, create_model
from googlenet.networks.registry import NETWORKS
from googlenet.networks.spec import Branches, Conv, pair
from googlenet.text import SENTENCES
from tests.app.tiny_repository import TinyRepository

DATA = Path(__file__).resolve().parents[3] / "networks" / "tables"
QUESTION = Question("a picture", "tiny")
AT = {step.key: number for number, step in enumerate(STEPS)}
SHIPPED_QUESTION = Question("example:ankle-boot", SHIPPED)


@pytest.fixture
def repository(tiny_classifier, picture, monkeypatch, tmp_path):
    monkeypatch.setattr(cache, "CACHE", cache.Cache())
    return TinyRepository(tiny_classifier, picture, tmp_path)


def errata():
    with (DATA / "notes_ratios.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_slip_of_the_notes_fractions_and_ratios_is_put_right():
    result = {(block, path): (printed, right) for block, path, printed, right in fraction_slips() + ratio_slips()}
    listed = {(f"inception{row['block']}", row["path"]): row for row in errata()}
    assert result.keys() == listed.keys()
    for key, row in listed.items():
        printed, right = result[key]
        assert right.rpartition(" = ")[2].replace(" ", "") == row["right_value"]
        assert printed == (row["as_printed"] or TORN[key])


def test_torn_fractions_hold_the_right_one_too():
    right = {(block, path): result for block, path, _, result in fraction_slips()}
    assert all(torn.endswith(f"= {right[key].rpartition(' = ')[2]})") for key, torn in TORN.items())


def test_the_saving_of_the_reduce_is_the_sum_of_its_products():
    # 3a 5×5 (Szegedy et al. 2015, Table 1): 192 → 16 → 32 at 28 × 28, against 192 → 32 at once.
    reduced, naive = 28**2 * (192 * 16 + 25 * 16 * 32), 28**2 * 25 * 192 * 32
    result = plain_numbers("reduce")
    shown = [result[name].replace("\N{NO-BREAK SPACE}", " ") for name in ("macs", "naive")]
    assert shown == [f"{reduced / 1e6:.1f} million", f"{naive / 1e6:.0f} million"]
    assert result["factor"] == f"{naive / reduced:.1f}"


def test_what_inception_v3_makes_of_smaller_kernels_is_counted_in_its_table():
    # Szegedy et al. 2016, figure 5: beside two 3×3 in a row, each block at 35 × 35 keeps a 5×5.
    result = factored("5x5", "en")
    assert result["kept"] == "5b, 5c, 5d"
    pairs = [(64, 96, 96, 35, 35)] * 3 + [(64, 96, 96, 35, 17)]  # the last, a grid reduction, ends at stride 2
    whole = sum(25 * one * last for one, _, last, *_ in pairs)
    parts = sum(9 * (one * middle + middle * last) for one, middle, last, *_ in pairs)
    assert result["weights"] == in_words(whole - parts, "en")
    assert not factored("7x7", "en")["kept"]
    assert not factored("stem", "en")


def test_a_cell_adds_up_as_many_products_as_its_kernel_has_weights():
    kernel = create_model("googlenet").blocks["inception3a"].branches["3x3"][-1].conv.weight
    result = question_numbers("cell")
    assert (result["right"], result["all"]) == (str(kernel[0].numel()), f"{kernel.numel():,}")
    assert str(plain_numbers("cell")["right"]) == result["right"]


def test_the_cell_is_the_strongest_of_the_first_block_and_opens_in_branches(repository):
    view = guide_views.LIVE["cell"](repository, QUESTION, GuideState())
    one = view.cell
    assert (one.branch, view.inputs, one.parts[0].kernel.shape) == ("3x3", 4, (3, 3))
    _, visit = visit_of(repository, QUESTION, "cell")
    chosen = visit.chosen
    assert (chosen.opened, chosen.channel, chosen.step) == ((one.block, "3x3"), one.channel, ())
    assert chosen.settled(QUESTION.picture).cell == (one.row, one.column)


def test_the_first_block_is_two_to_four_to_one_to_one():
    result = plain_numbers("concat")
    assert (result["ratio"], result["total"], result["main"], result["small"]) == ("2 : 4 : 1 : 1", 256, "1/2", "1/8")


@pytest.mark.parametrize("name", ["googlenet", "googlenet_bn", "googlenet_notes"])
def test_parameters_told_are_those_of_the_built_network(name):
    built = sum(one.numel() for one in create_model(name, in_channels=1).parameters())
    result = question_numbers("body") | question_numbers("bn")
    key = {"googlenet": "prose", "googlenet_notes": "code", "googlenet_bn": "bn"}[name]
    assert result[key] == f"{built:,}"


def test_a_convolution_has_as_many_cells_as_torch_gives_it():
    side = int(question_numbers("paths")["side"])
    for key, padding in (("none", 0), ("one", 1), ("side", 2), ("four", 4)):
        cells = torch.nn.functional.conv2d(torch.zeros(1, 1, side, side), torch.zeros(1, 1, 5, 5), padding=padding)
        assert question_numbers("paths")[key] == str(cells.shape[-1])


def test_the_classifier_has_as_many_parameters_as_a_linear_layer():
    result = classifier_numbers()
    linear = torch.nn.Linear(result["channels"], 10)
    assert result["fc"] == sum(one.numel() for one in linear.parameters())
    assert result["flat"] == sum(one.numel() for one in torch.nn.Linear(result["channels"] * 7 * 7, 10).parameters())


def test_the_notes_multiply_adds_are_torchinfos_without_the_biases():
    result = slip_numbers("macs")  # facts of the notes' summary: 1.43 G, 1,429,347,130 with biases
    assert (result["macs"], result["total"]) == ("1,423,985,408", "1,429,347,130")


def test_the_maps_sides_are_those_of_prose_and_code():
    assert sides("googlenet") == [112, 56, 28, 14, 7]
    assert sides("googlenet_notes") == [218, 72, 70, 23, 12, 6]


def test_batches_of_the_notes_end_with_smaller_ones():
    result = slip_numbers("averages")
    assert (result["full"], result["rest"], result["last"]) == ("468", "96", "16")


def test_kernels_in_a_row_see_what_the_whole_sees():
    for name in ("5x5", "7x7", "stem"):
        whole, parts = FACTORS[name]
        assert whole == tuple(1 + sum(part[axis] - 1 for part in parts) for axis in (0, 1))
    assert weights("5x5") == (25, 18)
    assert weights("7x7") == (49, 14)


def test_inception_v3_has_the_kernels_that_stand_in_for_larger_ones():
    chains = [path for block in NETWORKS["inception_v3"].blocks for _, path in block.branches]
    rows = [tuple(pair(layer.kernel) for layer in chain if isinstance(layer, Conv)) for chain in chains]
    forks = [layer for chain in chains for layer in chain if isinstance(layer, Branches)]
    beside = {tuple(pair(inner[0].kernel) for _, inner in fork.branches) for fork in forks}
    for name in ("5x5", "7x7"):
        parts = FACTORS[name][1]
        assert any(row[at : at + len(parts)] == parts for row in rows for at in range(len(row))), name
    assert FACTORS["3x3"][1] in beside
    stem = [pair(layer.kernel) for layer in NETWORKS["inception_v3"].layers if isinstance(layer, Conv)]
    assert tuple(stem[:3]) == FACTORS["stem"][1]


def test_training_is_told_as_the_notes_log_and_our_card_have_it():
    result = training_numbers(Repository())
    assert (result["first"], result["last"], result["theirs"]) == ("83.02", "91.54", "10")
    assert result["ours"] == f"{100 * Repository().card(SHIPPED)['figures']['test_accuracy']:.2f}"


def test_findings_are_read_from_the_shipped_measurements_or_left_out():
    digest = Repository().classifier(SHIPPED).digest
    result = finding_numbers(digest)
    assert result["worst_path"] == "3a 3×3"
    assert float(result["worst"]) > 20
    assert float(result["low"].replace("−", "-")) <= 0 <= float(result["high"])  # "within noise"
    assert (result["tests"], result["found"], result["beyond"], result["fresh"]) == ("180", "10", "10", "0–3")
    assert result["times"] == "3"  # 384 channels beside 128
    measured = read_importance(WEIGHTS_FOLDER / f"{SHIPPED}.importance.json", digest)["zero"]
    drops = {(block, branch): measured.drop(block, branch) for block, lost in measured.lost.items() for branch in lost}
    assert sorted(drops, key=drops.get)[-2:] == [MEASURED["other"], MEASURED["worst"]]  # those that matter most
    assert finding_numbers("other weights") == {}


def test_every_step_has_its_sentences_a_right_option_and_known_ways():
    for step in STEPS:
        assert step.right in OPTIONS[: step.options]
        assert set(step.ways) <= set(WAYS)
        for option in OPTIONS:
            assert (f"quiz.{step.key}.{option}" in SENTENCES) == (option in OPTIONS[: step.options])
    assert set().union(*(step.slips for step in STEPS)) >= set(SLIP_NUMBERS)


def test_a_press_moves_answers_or_chooses():
    place = pressed(GuideState(), {"do": "step", "to": AT["body"]})
    assert place.at.key == "body"
    place = pressed(pressed(place, {"do": "answer", "to": "b"}), {"do": "answer", "to": "a"})
    assert place.answers == (("body", "a"),)
    assert pressed(place, {"do": "choose", "name": "built", "to": "code"}).built == "code"
    assert pressed(place, {"do": "choose", "name": "block", "to": "2"}).block == 2
    assert pressed(place, {"do": "choose", "name": "off", "to": "x/y"}).off == "x/y"


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"do": "step", "to": 99},
        {"do": "step", "to": True},
        {"do": "step", "to": "1"},
        {"do": "answer", "to": "e"},
        {"do": "answer", "to": ["a"]},
        {"do": "choose", "name": "step", "to": "1"},
        {"do": "choose", "name": ["block"], "to": "1"},
        {"do": "choose", "name": "method", "to": "../etc"},
        {"do": 7, "to": None},
    ],
)
def test_presses_of_strangers_change_nothing(message):
    assert pressed(GuideState(), message) == GuideState()


@pytest.mark.parametrize("way", WAYS)
def test_every_way_ends_in_a_tab_with_something_that_it_can_show(way):
    repository = Repository()
    asked, visit = visit_of(repository, SHIPPED_QUESTION, way)
    assert asked == SHIPPED_QUESTION
    assert visit.tab in [tab.name for tab in TABS]
    if isinstance(visit.chosen, ArchitectureState):
        assert settled(repository, asked, visit.chosen) == visit.chosen  # the tab keeps it
        number, block, branch = visit.chosen.opened
        part = view_of(visit.chosen, "en").networks[number][block]
        assert not branch or part[branch]
    if isinstance(visit.chosen, Selection):
        blocks = repository.classifier(SHIPPED).network.blocks
        assert all(path[1] in blocks[path[0]].branches for path in visit.chosen.off)
    if isinstance(visit.chosen, Options):
        assert visit.chosen.block == "inception5b"


def test_a_second_visit_is_another_one():
    visits = [visit_of(Repository(), SHIPPED_QUESTION, "path_off")[1] for _ in range(2)]
    assert visits[0] != visits[1]
    assert isinstance(visits[0], Visit)


def test_where_the_network_lacks_a_path_the_shipped_one_is_asked(repository):
    asked, visit = visit_of(repository, replace(QUESTION, target=3), "path_off")
    assert asked == replace(QUESTION, classifier=SHIPPED)
    assert visit.chosen.off == (("inception4c", "5x5"),)


def test_a_way_that_is_none_is_refused():
    from googlenet.common.errors import UnknownName

    for way in ("../x", None, ["v3"]):
        with pytest.raises(UnknownName):
            visit_of(Repository(), SHIPPED_QUESTION, way)


@pytest.mark.parametrize("step", range(len(STEPS)), ids=[step.key for step in STEPS])
def test_every_step_can_be_computed_for_any_network(repository, monkeypatch, step):
    monkeypatch.setattr(guide_views, "training_numbers", lambda _: {})
    monkeypatch.setitem(guide_views.LIVE, "train", lambda *_: None)
    view = guide_views.guide_view(repository, QUESTION, GuideState(step=step, off="inception3a/1x1", block=2))
    assert view.place.step == step


def test_only_the_open_step_is_computed(repository, monkeypatch):
    asked = []
    for step in STEPS:
        monkeypatch.setitem(guide_views.LIVE, step.key, lambda *_, key=step.key: asked.append(key))
    guide_views.guide_view(repository, QUESTION, GuideState(step=AT["pool"]))
    assert asked == ["pool"]


def test_the_exact_split_adds_up_and_integrated_gradients_nearly(repository, tiny_classifier, picture):
    split = guide_views.attribution_view(repository, QUESTION, GuideState(method="split"))
    evidence = branch_evidence(tiny_classifier, picture)
    assert split.total == pytest.approx(split.score - split.less, abs=1e-4)
    assert split.score == pytest.approx(evidence.logit, abs=1e-4)
    nearly = guide_views.attribution_view(repository, QUESTION, GuideState(method="integrated_gradients"))
    black = tiny_classifier.network(_black(tiny_classifier))[0, evidence.target].item()
    assert nearly.less == pytest.approx(black, abs=1e-3)
    assert nearly.total == pytest.approx(nearly.score - nearly.less, abs=0.25 * abs(nearly.score - nearly.less) + 0.05)
    for method in METHODS[1:3]:
        assert guide_views.attribution_view(repository, QUESTION, GuideState(method=method)).due == "none"


def _black(classifier):
    from googlenet.inspection.baselines import make_baseline

    return make_baseline("black", torch.zeros(1, 1, 32, 32), classifier.preprocess)


def test_a_path_switched_off_changes_what_is_told_and_an_unknown_one_nothing(repository):
    off = guide_views.findings_view(repository, QUESTION, GuideState(off="inception3a/3x3"))
    assert off.offers == (("inception3a", "3x3"),)  # of `MISSED` the tiny network has this one
    assert off.map.off == (("inception3a", "3x3"),)
    assert off.map.now != off.map.before
    assert guide_views.findings_view(repository, QUESTION, GuideState(off="../x")).map.off == ()


def test_normalisation_brings_the_paths_closer_together(repository):
    view = guide_views.norm_view(repository, QUESTION, GuideState())
    assert list(view.before) == ["1x1", "3x3", "5x5", "pool"]
    assert all(np.isfinite(one).all() for row in (view.before, view.after) for pair in row.values() for one in pair)
    assert view.reach("before")[0] < view.reach("before")[1]
    assert not view.other


def test_choices_name_blocks_and_paths_that_exist():
    table = {block.name: dict(block.branches) for block in NETWORKS["googlenet"].blocks}
    assert CHOICES["row"] == tuple(table)
    assert all(branch in table[block] for block, branch in MISSED)
