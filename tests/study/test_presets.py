"""Presets: the settings of the study that they are of, what was measured of them, and seeds that are not used twice."""

import json
from dataclasses import replace

import pytest

from googlenet.study import presets
from googlenet.study.exercises import EXERCISES
from googlenet.study.findings import conditions, shipped
from googlenet.study.presets import PRESETS, STUDIED, outcome, settings, unused_seed
from googlenet.study.variants import NETWORKS
from googlenet.training.config import TrainConfig, config_to_dict


def stored(config) -> dict:
    """As a run's file has it."""
    return json.loads(json.dumps(config_to_dict(config)))


@pytest.mark.parametrize("name", EXERCISES)
def test_an_exercise_s_preset_is_what_was_measured(name):
    assert replace(TrainConfig(**settings(f"exercise.{name}")), keep_epochs=8) == EXERCISES[name].config()


@pytest.mark.parametrize("name", NETWORKS)
def test_a_kernel_network_s_preset_is_a_run_of_the_study_that_ships(name):
    found = shipped()["params"]
    assert TrainConfig(**settings(f"kernels.{name}")) == STUDIED.train_config(name, 0)
    assert conditions(vars(STUDIED)) == conditions(found.settings)
    standing = next(one for one in found.standings if one.name == name)
    assert STUDIED.variant(name).params == standing.params


def test_networks_are_matched_for_the_data_that_is_chosen(monkeypatch):
    monkeypatch.setattr("googlenet.study.config._shape", lambda name, _: (3, 2) if name == "own" else (1, 10))
    own, usual = (settings("kernels.1x1", dataset)["model"] for dataset in ("own", None))
    assert own != usual


def test_another_name_is_a_recipe_s():
    assert settings("notes") == {"recipe": "notes"}
    for unknown in ("exercise.", "kernels.7x7", "exercise.baseline.more", ""):
        assert settings(unknown) == {"recipe": unknown}


def test_outcomes_are_the_shipped_ones_and_compare_all_but_the_base():
    for name in PRESETS:
        found = outcome(name)
        assert (found.difference is None) == (name in ("exercise.baseline", "kernels.all"))
        assert found.accuracy.count >= 3
    assert outcome("kernels.1x1").difference == shipped()["params"].differences()["1x1"]


def test_without_results_nothing_is_claimed(monkeypatch):
    monkeypatch.setattr(presets, "shipped", dict)
    presets._kernels.cache_clear()
    assert outcome("kernels.1x1") is None
    presets._kernels.cache_clear()


def test_a_configuration_is_begun_with_a_seed_that_it_has_not_had():
    config = TrainConfig(**settings("exercise.residual"))
    assert unused_seed(config, []) == 0
    begun = [stored(replace(config, seed=seed, threads=2)) for seed in (0, 2)]
    assert unused_seed(config, begun) == 1
    older = [{name: one for name, one in run.items() if name not in ("ema_decay", "drop_last")} for run in begun]
    assert unused_seed(config, older) == 1
    others = [stored(TrainConfig(**settings(f"exercise.{name}"))) for name in EXERCISES if name != "residual"]
    assert unused_seed(config, [*others, {}, stored(replace(config, epochs=9))]) == 0
