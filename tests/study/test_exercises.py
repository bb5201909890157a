"""The exercises: one thing changed in each, and trainable."""

import json

import pytest

from googlenet.networks.classifier import create_model
from googlenet.study.exercises import BASELINE, EXERCISES, measured
from googlenet.training.config import config_to_dict
from googlenet.training.recipes import RECIPES


def stored(config) -> dict:
    """As a run's file has it."""
    return json.loads(json.dumps(config_to_dict(config)))


def test_an_exercise_differs_from_the_baseline_in_what_it_says_alone():
    base = stored(EXERCISES[BASELINE].config())
    for name, exercise in EXERCISES.items():
        config = stored(exercise.config())
        assert {key for key in base if base[key] != config[key]} == {key for key, _ in exercise.changes}, name
    assert all(base[key] == (list(value) if value == () else value) for key, value in RECIPES["quick"].items())


@pytest.mark.parametrize("name", EXERCISES)
def test_each_network_can_be_built_with_its_heads(name):
    config = EXERCISES[name].config()
    network = create_model(config.model, in_channels=1, aux_heads=config.aux_heads)
    assert bool(network.aux) == (name == "auxiliary")
    assert list(network.blocks)[-1] == "inception5b"
    assert not network.blocks["inception5b"].is_residual  # whose output the score is split by


def test_measured_outcomes_are_paired_by_seed(tmp_path):
    runs = {"baseline": (0.80, 0.90, 0.85), "residual": (0.83, 0.93, 0.88)}
    told = {
        name: {str(seed): {"accuracy": one, "test_images": 500} for seed, one in enumerate(values)}
        for name, values in runs.items()
    }
    (tmp_path / "told.json").write_text(json.dumps(told))
    found = measured(tmp_path / "told.json")
    assert found["baseline"].accuracy.mean == pytest.approx(0.85)
    assert found["baseline"].difference is None
    assert found["baseline"].accuracy.reach == pytest.approx(4.303 * 0.05 / 3**0.5, rel=1e-3)
    assert found["residual"].difference.mean == pytest.approx(0.03)
    assert found["residual"].difference.sign == 1  # the seeds' own spread is no part of it
