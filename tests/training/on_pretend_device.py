"""Training on a device that is not the CPU. `tests/test_pretend_device.py` runs this in a process of its own."""

import pytest
import torch
from torch.utils._pytree import tree_map

from googlenet.common.results import StepRecord
from googlenet.networks.checkpoint import read_weights
from googlenet.training import advance, trainer
from googlenet.training.loop import fit
from tests.pretend_device import PretendTensor, pretend_device
from tests.training.tiny import tiny_config


@pytest.fixture
def on_pretend_device(monkeypatch):
    """Training takes the pretend device; its checkpoints hold what the tensors hold, as those of a GPU do."""
    save = torch.save

    def held(value):
        return value.held if isinstance(value, PretendTensor) else value

    monkeypatch.setattr(torch, "save", lambda value, *more: save(tree_map(held, value), *more))
    with pretend_device() as device:
        monkeypatch.setattr(trainer, "pick_device", lambda _: device)
        monkeypatch.setattr("googlenet.training.loop.device_name", str)
        yield


@pytest.fixture
def seen(monkeypatch):
    """What each step sees: the learning rate, the labels in their order, the augmented pixels, the state of dropout."""
    steps, compute = [], advance._gradients

    def spy(trainer, pixels, labels):
        rates = [group["lr"] for group in trainer.optimizer.param_groups]
        steps.append(
            (trainer.step, rates, labels.cpu().tolist(), pixels.cpu().tolist(), torch.get_rng_state().tolist())
        )
        return compute(trainer, pixels, labels)

    monkeypatch.setattr(advance, "_gradients", spy)
    return steps


def test_a_run_on_a_device_is_stopped_goes_on_and_gives_the_cpus_numbers(run, on_pretend_device, seen):
    config = tiny_config(augmentation="flip_erase", aux_heads=True, precision="fp32")
    records = fit(config, run.path)
    next(records), next(records)
    records.close()
    list(fit(None, run.path, resume=True))
    weights = read_weights(run.last)
    alone = type(run)(run.path.with_name("alone"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trainer, "pick_device", lambda _: torch.device("cpu"))
        whole, seen[:] = seen[:], []
        list(fit(config, alone.path))
    assert [one[0] for one in whole] == list(range(15))
    assert whole == seen
    expected = read_weights(alone.last)
    assert all(torch.allclose(weights[name], value, atol=1e-5) for name, value in expected.items())
    losses, others = (
        [one.train_loss for one in each.records() if isinstance(one, StepRecord)] for each in (run, alone)
    )
    assert losses == pytest.approx(others, rel=1e-4)
