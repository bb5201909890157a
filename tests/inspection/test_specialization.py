"""Probes and measures on channels whose taste is known; the tests of paths against a blind draw."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from googlenet.inspection.probes import contrast, make_probes, orientation_selectivity, preferred_frequency
from googlenet.inspection.records import Specialization
from googlenet.inspection.specialization import (
    CONTROLS,
    MEASURES,
    TRAITS,
    channel_measures,
    controls,
    path_specialization,
    plain_records,
    read_specialization,
    stored_specialization,
    traits_of,
    untrained,
)
from googlenet.networks.checkpoint import write_json
from googlenet.networks.classifier import create_model, load_classifier
from googlenet.networks.registry import NETWORKS


def test_a_grating_has_its_orientation_and_frequency():
    probes = make_probes(64, 8)
    assert probes.gratings.shape == (8, 5, 4, 64, 64)
    assert (probes.frequencies[0], probes.frequencies[-1]) == pytest.approx((1, 8))
    upright, lying = probes.gratings[0, -1, 0], probes.gratings[4, -1, 0]
    assert np.ptp(upright, axis=0).max() < 1e-5 < np.ptp(upright, axis=1).min()  # stripes run downwards
    assert np.allclose(upright, lying.T, atol=1e-5)
    assert np.abs(np.fft.rfft(upright[0])).argsort()[-2:].tolist() == [8, 0]
    for bank in (probes.gratings, probes.edges, probes.blobs):
        assert bank.min() >= 0
        assert bank.max() <= 1
    assert np.allclose(probes.edges[0], probes.edges[8][:, ::-1], atol=1e-5)
    assert (probes.blobs[2][32, 32], probes.blobs[2][0, 0]) == pytest.approx((1, 0), abs=0.02)


def test_measures_of_known_answers():
    one, even = np.eye(8)[2], np.ones(8)
    assert orientation_selectivity(np.stack([one, even, 0 * even])) == pytest.approx([1, 0, 0])
    assert preferred_frequency(np.array([[0, 0, 1.0], [1, 0, 1]]), np.array([1.0, 2, 4])) == pytest.approx([4, 2])
    assert contrast(np.array([3.0, 0, 0]), np.array([1.0, 2, 0])) == pytest.approx([0.5, -1, 0])


def test_a_filter_for_upright_stripes_is_found_selective(tiny_classifier):
    # A network's first block behind a stem that is an edge filter: the 1x1 path of channels 0 and 1 passes it on.
    classifier = untrained(tiny_classifier)
    for norm in classifier.network.modules():
        if isinstance(norm, torch.nn.BatchNorm2d):
            norm.reset_running_stats()
    stem, path = classifier.network.layers.conv1, classifier.network.blocks["inception3a"].branches["1x1"][0]
    stem.conv.weight.zero_()
    stem.conv.weight[0, 0] = torch.tensor([[-1.0, 0, 1]] * 3)  # reads the slope along a row
    stem.conv.weight[1, 0] = 1 / 9  # reads the level
    path.conv.weight.zero_()
    path.conv.weight[0, 0] = path.conv.weight[1, 1] = 1
    measured = channel_measures(classifier)["inception3a"]["1x1"]
    slope, level = (float(measured["orientation"][channel]) for channel in (0, 1))
    assert slope > 0.4
    assert level < 0.1
    assert measured["frequency"][0] > measured["frequency"][1]
    assert np.isnan(measured["orientation"][2:]).all()  # silent


def made_up(**branches):
    """Measures of a block whose channels differ in "orientation" alone."""
    return {
        "block": {
            name: {measure: np.asarray(values, float) for measure in MEASURES} for name, values in branches.items()
        }
    }


def test_a_path_with_all_extreme_channels_is_no_blind_draw():
    rest = np.linspace(0, 0.5, 12)
    same, other = traits_of(made_up(a=[0.9, 0.8, 0.7, 0.6], b=[*rest[:11], np.nan, rest[11]]))
    test = same.tests["oriented"]
    assert (same.active, other.active, other.channels) == (4, 12, 13)
    assert (test.hits, test.marked, test.total) == (4, 4, 16)
    assert test.p == pytest.approx(1 / 1820)  # one draw of 4 out of 16: 16! / (4! 12!) = 1820
    assert test.p < test.q < 0.05
    assert other.tests["oriented"].hits == 0
    assert other.tests["oriented"].p == pytest.approx(1)
    assert set(same.tests) == set(TRAITS)


def test_a_blind_draw_is_seldom_called_special():
    rng, found = np.random.default_rng(0), 0
    for _ in range(40):
        paths = traits_of(made_up(a=rng.random(40), b=rng.random(60), c=rng.random(20)))
        found += any(test.q < 0.05 for path in paths for test in path.tests.values())
    assert found <= 5  # q < 0.05 allows 2 of 40 on average


def test_every_path_is_measured_and_progress_told(tiny_classifier):
    steps = []
    found = path_specialization(tiny_classifier, progress=lambda *step: steps.append(step))
    assert [(path.block, path.branch, path.channels) for path in found.paths][:2] == [
        ("inception3a", "1x1", 4),
        ("inception3a", "3x3", 6),
    ]
    assert len(found.paths) == 8
    assert steps[-1][0] == steps[-1][1] == 8 * 5 * 4 + 16 + 10
    assert all(0 < test.p <= test.q <= 1 for path in found.paths for test in path.tests.values())


def test_random_weights_have_hardly_a_silent_channel_in_a_deep_network(tiny_classifier):
    network = create_model("googlenet_bn", in_channels=1, seed=0)
    card = replace(
        tiny_classifier.card, spec=NETWORKS["googlenet_bn"], preprocess=replace(tiny_classifier.preprocess, size_px=64)
    )
    deep = untrained(replace(tiny_classifier, network=network, card=card))
    found = path_specialization(deep)
    assert sum(one.active for one in found.paths) > 0.98 * sum(one.channels for one in found.paths)


def test_what_was_learned_is_what_no_random_weights_have():
    rest = np.linspace(0, 0.5, 12)
    many, few = made_up(a=[0.9, 0.8, 0.7, 0.6], b=rest), made_up(a=[0.9, 0.8, 0.1, 0.2], b=rest)
    trained, alike, other = (Specialization("", 8, traits_of(one)) for one in (many, many, few))
    assert ("block", "a", "oriented") in trained.found
    assert trained.shares["block", "a", "oriented"] == 1
    assert trained.beyond([other]) == trained.found
    assert not trained.beyond([other, alike])


def test_records_are_read_as_they_were_written(tiny_classifier, tmp_path):
    trained, fresh = path_specialization(tiny_classifier), list(controls(tiny_classifier, count=2))
    assert fresh[0].shares != fresh[1].shares
    write_json(tmp_path / "traits.json", plain_records(trained, fresh))
    assert read_specialization(tmp_path / "traits.json") == (trained, fresh)
    assert read_specialization(tmp_path / "none.json") is None


def test_the_records_that_ship_are_of_the_weights_that_ship():
    classifier = load_classifier("googlenet_bn.fashion_mnist")
    trained, fresh = stored_specialization(classifier)
    assert trained.digest == classifier.digest
    assert stored_specialization(classifier)[0] is trained  # every visitor's session holds it: not a copy each
    assert [one.digest for one in fresh] == [f"untrained, seed {seed}" for seed in range(CONTROLS)]
    for record in (trained, *fresh):
        assert [(path.block, path.branch, path.channels) for path in record.paths] == [
            (name, branch, width)
            for name, block in classifier.network.blocks.items()
            for branch, width in block.widths.items()
        ]
