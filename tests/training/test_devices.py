"""Training on a device that is not the CPU; which device "auto" is; what reduced precision a card gets."""

from dataclasses import replace

import pytest
import torch

from googlenet.common.errors import RunRefused, UnknownName
from googlenet.networks import devices
from googlenet.networks.checkpoint import read_card
from googlenet.networks.devices import device_name, pick_device
from googlenet.training import accelerator, steps
from googlenet.training.accelerator import Accelerator, reduced_precision
from googlenet.training.config import beginning, config_from_dict, continued
from googlenet.training.loop import fit
from googlenet.training.trainer import prepare, restore_checkpoint
from tests.training.pretend_graph import PretendGraph, Recording
from tests.training.tiny import outcome, tiny_config

CUDA = torch.device("cuda")


@pytest.fixture
def cards(monkeypatch):
    """Two CUDA cards, the second with more free memory; as many as the test says."""

    def there_are(count: int, *, bf16: bool = True):
        monkeypatch.setattr(torch.cuda, "is_available", lambda: count > 0)
        monkeypatch.setattr(torch.cuda, "device_count", lambda: count)
        monkeypatch.setattr(torch.cuda, "mem_get_info", lambda card: (10 + card, 100))
        monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda **_: bf16)

    for name in ("SPACES_ZERO_GPU", "LOCAL_RANK", devices.DEVICE_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    return there_are


def test_auto_is_the_card_with_most_free_memory_then_the_cpu(cards, monkeypatch):
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    cards(0)
    assert (pick_device().type, device_name("auto")) == ("cpu", "cpu")
    cards(1)
    assert (str(pick_device()), device_name("auto"), device_name("cuda")) == ("cuda", "cuda:0", "cuda:0")
    cards(2)
    assert (str(pick_device()), str(pick_device("cuda:0"))) == ("cuda:1", "cuda:0")
    monkeypatch.setenv(devices.DEVICE_VARIABLE, "cuda:0")
    assert str(pick_device()) == "cuda:0"
    monkeypatch.setenv(devices.DEVICE_VARIABLE, "cpu")
    assert (str(pick_device()), str(pick_device("cuda:1"))) == ("cpu", "cuda:1")
    with pytest.raises(UnknownName, match="cuda:2"):
        pick_device("cuda:2")


def test_a_new_run_takes_the_card_on_which_none_trains(cards, monkeypatch):
    cards(2)
    assert device_name("auto", {"cuda:1"}) == "cuda:0"
    assert device_name("auto", {"cuda:0", "cuda:1"}) == "cuda:1"  # both are busy: the one with more memory
    assert device_name("cuda:1", {"cuda:1"}) == "cuda:1"


def test_each_of_several_processes_takes_the_card_it_was_given(cards, monkeypatch):
    cards(2)
    monkeypatch.setenv("LOCAL_RANK", "0")
    monkeypatch.delattr(torch.cuda, "mem_get_info")  # which would take memory of every card
    assert str(pick_device()) == "cuda"


def test_where_gpus_are_lent_auto_is_the_cpu_outside_a_lent_call(cards, monkeypatch):
    cards(1)
    monkeypatch.setenv("SPACES_ZERO_GPU", "1")
    assert str(pick_device()) == "cpu"
    monkeypatch.setenv(devices.DEVICE_VARIABLE, devices.LENT)  # as a slice of training does
    assert str(pick_device()) == "cuda"


@pytest.mark.parametrize(
    ("precision", "bf16", "dtype"),
    [
        ("auto", True, torch.bfloat16),
        ("auto", False, torch.float16),
        ("fp32", True, None),
        ("bf16", False, torch.bfloat16),
    ],
)
def test_a_card_gets_the_precision_that_it_computes(cards, precision, bf16, dtype):
    cards(1, bf16=bf16)
    assert reduced_precision(CUDA, precision) == dtype


@pytest.mark.parametrize(
    ("found", "dtype"),
    [
        ({"avx512_bf16": True, "amx_bf16": True, "cpu_name": "Intel Xeon"}, torch.bfloat16),
        ({"avx512_bf16": True, "amx_bf16": False, "cpu_name": "Intel Xeon"}, None),
        ({"avx512_bf16": True, "amx_bf16": False}, None),
        ({"avx512_bf16": True, "amx_bf16": False, "cpu_name": "AMD EPYC"}, torch.bfloat16),
        ({"avx512_bf16": False, "amx_bf16": False, "cpu_name": "AMD EPYC"}, None),
    ],
)
def test_a_cpu_gets_bf16_where_it_gains(monkeypatch, found, dtype):
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: found, raising=False)
    assert reduced_precision(torch.device("cpu"), "auto") is dtype


def test_gradients_are_scaled_in_fp16_alone(cards):
    cards(1, bf16=False)
    assert Accelerator(torch.device("cpu"), "fp16").scaler.is_enabled()
    assert not Accelerator(torch.device("cpu"), "fp32").scaler.is_enabled()


def test_a_run_goes_on_in_the_precision_that_auto_was_when_it_began(run, monkeypatch):
    def precision_now():
        trainer = prepare(config, from_start=False, card=read_card(run.card))
        restore_checkpoint(trainer, run)
        return trainer.accelerator.precision

    config = tiny_config(precision="auto")
    monkeypatch.setattr(accelerator, "has_bf16", lambda _: True)
    records = fit(config, run.path)
    next(records)
    records.close()
    monkeypatch.setattr(accelerator, "has_bf16", lambda _: False)  # the rule has changed
    assert precision_now() == "bf16"
    state = torch.load(run.state, weights_only=True)
    del state["precision"]  # written before it was kept
    torch.save(state, run.state)
    assert precision_now() == "fp32"


def test_a_step_in_which_a_gradient_overflows_changes_nothing():
    weight = torch.nn.Parameter(torch.ones(1))
    accelerator, optimizer = Accelerator(torch.device("cpu"), "fp16"), torch.optim.SGD([weight], lr=0.1)
    accelerator.backward((weight * float("inf")).sum())
    accelerator.step(optimizer)
    assert weight.item() == 1
    optimizer.zero_grad()
    accelerator.backward((weight * 2).sum())
    accelerator.step(optimizer)
    assert weight.item() == pytest.approx(0.8)


def test_a_run_says_where_its_random_numbers_come_from_and_an_older_one_keeps_the_cpu(run):
    list(fit(tiny_config(epochs=1), run.path))
    assert config_from_dict(read_card(run.card).config).draws == "device"
    older = {
        name: value for name, value in read_card(run.card).config.items() if name not in ("draws", "deterministic")
    }
    begun = config_from_dict(older)
    assert begun.draws is None
    assert continued(begun, tiny_config(epochs=2)).draws is None
    assert continued(beginning(begun), tiny_config(epochs=2)).draws == "device"
    with pytest.raises(RunRefused, match="draws"):
        continued(beginning(begun), tiny_config(draws="cpu"))
    assert str(steps.augmentation_generator(0, 0).device) == "cpu"


@pytest.fixture
def graphs(monkeypatch):
    """Steps become graphs on the CPU, too; a list of them."""
    made, begin = [], Accelerator.__init__

    class Noted(PretendGraph):
        def __init__(self):
            super().__init__()
            made.append(self)

    def with_graphs(self, *given, **more):
        begin(self, *given, **more)
        self.has_graphs = not more["deterministic"]

    monkeypatch.setattr(Accelerator, "__init__", with_graphs)
    monkeypatch.setattr(torch.cuda, "CUDAGraph", Noted)
    monkeypatch.setattr(torch.cuda, "graph", Recording)
    return made


def test_a_run_whose_steps_are_graphs_is_the_run_without(run, graphs, tmp_path):
    config = tiny_config(augmentation="flip_erase", aux_heads=True, precision="fp32")
    list(fit(config, run.path))
    alone = type(run)(tmp_path / "alone")
    list(fit(replace(config, deterministic=True), alone.path))
    assert [graph.replays for graph in graphs] == [9]  # of 15 steps 3 come first, 3 are an epoch's odd one
    assert outcome(run)[0] == outcome(alone)[0]
    assert outcome(run)[2:] == outcome(alone)[2:]


def test_where_no_graph_can_be_made_training_goes_on_without(run, unbroken, graphs, monkeypatch, caplog):
    def fail(*_):
        raise RuntimeError("operation failed due to a previous error during capture")

    monkeypatch.setattr(accelerator, "StepGraph", fail)
    list(fit(tiny_config(), run.path))
    assert outcome(run) == outcome(unbroken)
    assert caplog.text.count("without CUDA graphs") == 1
