import pytest
import torch

from googlenet.data.dataset import DATASETS
from googlenet.networks.classifier import NETWORKS
from googlenet.training.config import TrainConfig
from googlenet.training.recipes import RECIPES, SCHEDULES


@pytest.mark.parametrize("name", RECIPES)
def test_every_recipe_is_a_whole_configuration_of_known_things(name):
    config = TrainConfig(recipe=name)
    assert config.model in NETWORKS
    assert config.dataset in DATASETS
    assert config.recipe == name


def test_the_notes_recipe_is_the_notes_own():
    # The study notes, training section: Adam, lr 0.001, batch 128, 10 epochs, Resize(224), nothing else.
    config = TrainConfig(recipe="notes")
    assert (config.optimizer, config.learning_rate, config.batch_size, config.epochs) == ("adam", 1e-3, 128, 10)
    assert (config.image_size, config.augmentation, config.weight_decay, config.label_smoothing) == (224, "none", 0, 0)


@pytest.mark.parametrize("name", SCHEDULES)
def test_a_schedule_is_a_factor_between_nothing_and_the_peak(name):
    factors = [SCHEDULES[name](step / 100) for step in range(101)]
    assert max(factors) == pytest.approx(1.0)
    assert min(factors) >= 0.0


def test_one_cycle_is_a_straight_line_up_and_one_down():
    factors = torch.tensor([SCHEDULES["one_cycle"](step / 100) for step in range(101)], dtype=torch.float64)
    assert int(factors.argmax()) == 20
    assert factors[-1] == 0
    bends = factors.diff().diff().abs() > 1e-9
    assert bends.nonzero().flatten().tolist() == [19]


def test_the_cosine_is_pytorch_s():
    weight = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([weight], lr=1.0)
    theirs = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=50)
    for step in range(50):
        assert SCHEDULES["cosine"](step / 50) == pytest.approx(theirs.get_last_lr()[0], abs=1e-9)
        optimizer.step()
        theirs.step()
