import json

import pytest

from googlenet.common.errors import BadCheckpoint, RunRefused, UserError
from googlenet.training.config import (
    CHOICES,
    LIMITS,
    SWITCHES,
    TrainConfig,
    config_from_dict,
    config_to_dict,
    continued,
)
from googlenet.training.recipes import RECIPES
from tests.training.tiny import SPEC, tiny_config


def test_what_is_left_out_comes_from_the_recipe():
    config = TrainConfig(recipe="notes", epochs=3)
    assert (config.model, config.optimizer, config.learning_rate, config.epochs) == ("googlenet_notes", "adam", 1e-3, 3)


def test_what_is_given_wins_over_the_recipe():
    config = TrainConfig(
        model="googlenet_bn", dataset="fashion_mnist", image_size=224, epochs=10, batch_size=128, seed=0
    )
    assert config == TrainConfig()
    assert TrainConfig(recipe="notes", model="googlenet", weight_decay=0.1).weight_decay == 0.1


@pytest.mark.parametrize("name", LIMITS)
def test_a_number_out_of_range_is_refused_with_what_is_accepted(name):
    low, high = LIMITS[name]
    in_words = "0.0000001 to 10" if name == "learning_rate" else f"{low:g} to {high:.12g}"  # never 1e-07
    for value in (low - 1, high + 1, float("nan"), "12", True, [low]):
        with pytest.raises(UserError, match=f"{name} can’t be .*Use .*{in_words}\\."):
            TrainConfig(**{name: value})


@pytest.mark.parametrize("name", CHOICES)
def test_an_unknown_choice_is_refused_with_what_is_accepted(name):
    for value in ("nonsense", 3, ["adam"]):
        with pytest.raises(UserError, match=f"{name} can’t be .*Use {next(iter(CHOICES[name]))}"):
            TrainConfig(**{name: value})


@pytest.mark.parametrize("name", SWITCHES)
def test_a_switch_is_true_or_false(name):
    for value in (1, "yes", None, 0.0):
        with pytest.raises(UserError, match=f"{name} can’t be .*Use True, False"):
            TrainConfig(**{name: value})


def test_averaged_weights_have_bn_statistics_computed():
    assert TrainConfig().recalibrate_images == 0
    assert TrainConfig(ema_decay=0.99).recalibrate_images == 2048
    assert TrainConfig(ema_decay=0.99, recalibrate_images=512).recalibrate_images == 512
    with pytest.raises(UserError, match=r"recalibrate_images can’t be 1\. Use 0, 2 to 60000\."):
        TrainConfig(recalibrate_images=1)


@pytest.mark.parametrize("change", [{"recipe": "x"}, {"recipe": ["x"]}, {"dataset": 3}, {"device": None}, {"model": 3}])
def test_nonsense_in_place_of_a_name_is_refused(change):
    with pytest.raises(UserError):
        TrainConfig(**change)


def test_whole_numbers_may_come_as_floats_but_halves_may_not():
    config = TrainConfig(epochs=2.0, learning_rate=1)
    assert type(config.epochs) is int
    assert type(config.learning_rate) is float
    with pytest.raises(UserError, match="a whole number"):
        TrainConfig(epochs=2.5)


def test_sizes_are_one_an_epoch_and_end_with_the_image_size():
    config = TrainConfig(epochs=2, image_size=64, size_schedule=[32, 64])
    assert [config.size_in(epoch) for epoch in range(2)] == [32, 64]
    assert TrainConfig(epochs=2, image_size=64).size_in(0) == 64
    for sizes in ([32], [64, 32], [2, 64], ["32", "64"], 64):
        with pytest.raises(UserError, match=r"can’t be .+ Use "):
            TrainConfig(epochs=2, image_size=64, size_schedule=sizes)


def test_a_recipe_s_sizes_hold_for_its_own_epochs_and_size_alone():
    fast = TrainConfig(recipe="fast")
    assert fast.size_schedule == RECIPES["fast"]["size_schedule"]
    assert TrainConfig(recipe="fast", epochs=fast.epochs, image_size=fast.image_size) == fast  # as a form says it
    assert TrainConfig(recipe="fast", epochs=7).size_schedule == ()
    assert TrainConfig(recipe="fast", image_size=64).size_schedule == ()
    assert TrainConfig(recipe="fast", size_schedule=()).size_schedule == ()


@pytest.mark.parametrize(
    "config",
    [TrainConfig(), tiny_config(size_schedule=(16, 24, 16), validation_images=7, ema_decay=0.9, drop_last=True)],
)
def test_a_configuration_comes_back_from_json_as_it_was(config):
    assert config_from_dict(json.loads(json.dumps(config_to_dict(config)))) == config


@pytest.mark.parametrize(
    "damage",
    [{"epochs": "many"}, {"unheard_of": 1}, {"model": {"name": "half"}}, {"model": None}, {"size_schedule": 3}],
)
def test_a_damaged_configuration_is_told_in_a_sentence(damage):
    with pytest.raises(UserError):
        config_from_dict(config_to_dict(tiny_config()) | damage)
    with pytest.raises(BadCheckpoint):
        config_from_dict({})


def test_a_run_goes_on_as_it_was_begun():
    begun = tiny_config()
    assert continued(begun, None) == begun
    longer = continued(begun, tiny_config(epochs=5, threads=2))
    assert (longer.epochs, longer.threads, longer.model) == (5, 2, SPEC)


def test_a_run_does_not_turn_into_another_one():
    with pytest.raises(RunRefused, match="batch_size = 15, and you asked for 16"):
        continued(tiny_config(), tiny_config(batch_size=16))
