"""Every analysis on a device that is not the CPU: no operation mixes devices, and the numbers are the CPU's.

`tests/test_pretend_device.py` runs this in a process of its own.
"""

import copy
from dataclasses import replace

import numpy as np
import pytest
import torch

from googlenet.app.kit.job import Job
from googlenet.app.shell.answer import classify_view
from googlenet.app.shell.question import Question
from googlenet.app.tabs.attributions.executor import Executor
from googlenet.app.tabs.attributions.state import SHARES, Task
from googlenet.app.tabs.branches.closeup.cell_view import worked_view
from googlenet.app.tabs.branches.state import Selection
from googlenet.app.tabs.branches.view import map_view
from googlenet.app.tabs.branches.worth.view import find_means, flow_of
from googlenet.data.dataset import Dataset, Images, load_sample
from googlenet.inspection import ablation, cache, importance
from googlenet.inspection.ablation import channel_means, observe_without
from googlenet.inspection.activations import branch_activations, observe
from googlenet.inspection.attribution import attribute, attribute_paths
from googlenet.inspection.benchmark import attribution_benchmark
from googlenet.inspection.cell import cell
from googlenet.inspection.channels import class_contributions
from googlenet.inspection.effective_field import effective_receptive_field
from googlenet.inspection.evidence import branch_evidence
from googlenet.inspection.exemplars import find_exemplars
from googlenet.inspection.faithfulness import faithfulness, max_sensitivity
from googlenet.inspection.feature_visualization import visualize_feature
from googlenet.inspection.flow import branch_flows
from googlenet.inspection.importance import path_importance
from googlenet.inspection.inference import classify, input_of
from googlenet.inspection.influence import influence
from googlenet.inspection.methods import METHODS
from googlenet.inspection.mistakes import verdicts
from googlenet.inspection.randomization import randomization
from googlenet.inspection.regions import regions
from googlenet.inspection.shares import shares
from googlenet.inspection.specialization import channel_measures
from googlenet.inspection.ways import ways
from googlenet.networks.classifier import load_classifier
from tests.app.tiny_repository import TinyRepository
from tests.inspection.test_attribution import small
from tests.pretend_device import DEVICE, MixedDevices, NoFloat64, pretend_device

PLACE = {"block": "inception4a", "branch": "3x3"}


@pytest.fixture
def device():
    with pretend_device() as device:
        yield device


@pytest.fixture
def there(device, tiny_classifier):
    """The tiny classifier on the pretend device."""
    network = copy.deepcopy(tiny_classifier.network).to(device)
    return replace(tiny_classifier, network=network, device=device)


def numbers(value) -> list[np.ndarray]:
    """All numbers in a record, a mapping or a sequence, in order, but for times."""
    if isinstance(value, (str, type(None))):
        return []
    if isinstance(value, dict):
        return [one for name, part in value.items() if "seconds" not in str(name) for one in numbers(part)]
    if isinstance(value, (list, tuple)):
        return [one for part in value for one in numbers(part)]
    if hasattr(value, "__dataclass_fields__"):
        return numbers({name: getattr(value, name) for name in value.__dataclass_fields__})
    return [np.asarray(value, dtype=float)]


def sample(classifier, count=40):
    images = load_sample().test[:count]
    return Dataset("sample", classifier.classes, images, images)


def probing(classifier, picture):
    values = attribute(classifier, picture, 1, "saliency").map
    return faithfulness(classifier, picture, values, 1)


ANALYSES = {
    "classification": classify,
    "activations": branch_activations,
    "observation": observe,
    "evidence": branch_evidence,
    "flow": branch_flows,
    "flow without a branch": lambda one, picture: branch_flows(one, picture, off={"inception3a": ["5x5"]}),
    "ablation by zero": lambda one, picture: observe_without(one, picture, {"inception3a": ["3x3"]}),
    "ablation by the mean": lambda one, picture: observe_without(one, picture, {"inception3a": ["3x3"]}, fill="mean"),
    "means of channels": lambda one, picture: channel_means(one.network, input_of(one, picture)),
    "channels' parts": lambda one, picture: class_contributions(one, picture, block="inception3a"),
    "effective field": lambda one, picture: effective_receptive_field(
        one, picture, **PLACE, channel=1, row=1, column=2
    ),
    "feature visualisation": lambda one, _: list(visualize_feature(one, **PLACE, channel=1, size_px=32, steps=1)),
    "a cell": lambda one, picture: cell(one, picture, **PLACE, channel=1, row=1, column=2),
    "regions": lambda one, picture: regions(one, picture, np.arange(32 * 32).reshape(1, 32, 32) % 3 == [[[0]], [[1]]]),
    "shares": lambda one, picture: shares(one, picture, 1, n_steps=4),
    "ways": lambda one, picture: ways(one, picture, 1, n_steps=4),
    "faithfulness": probing,
    "sensitivity": lambda one, picture: max_sensitivity(
        lambda x: attribute(one, x, 1, "saliency").map, input_of(one, picture), samples=2
    ),
    "weights forgotten": lambda one, picture: randomization(one, picture, 1, "saliency"),
    "exemplars": lambda one, _: find_exemplars(one, sample(one).train),
    "influence": lambda one, picture: influence(one, picture, images=sample(one).train),
    "importance by zero": lambda one, _: list(path_importance(one, images=40, dataset=sample(one)))[-1],
    "traits": lambda one, _: channel_measures(one),
    "mistakes": lambda one, _: verdicts(one, sample(one).test),
}


@pytest.mark.parametrize("analysis", ANALYSES)
def test_an_analysis_gives_the_cpus_numbers(tiny_classifier, there, picture, analysis):
    expected, found = (numbers(ANALYSES[analysis](one, picture)) for one in (tiny_classifier, there))
    assert len(expected) == len(found) > 0
    for one, other in zip(expected, found, strict=True):
        assert np.allclose(one, other, rtol=1e-5, atol=1e-5 * max(1.0, float(np.abs(one).max(initial=0.0))))


@pytest.mark.parametrize("method", METHODS)
def test_a_method_gives_the_cpus_map(tiny_classifier, there, picture, method):
    expected, found = (attribute(one, picture, 1, method, **small(method)).map for one in (tiny_classifier, there))
    assert np.allclose(expected, found, atol=1e-5 * np.abs(expected).max())


def test_branches_of_a_method_and_the_leader_board(tiny_classifier, there, picture):
    for run in (
        lambda one: attribute_paths(one, picture, 1, n_steps=4),
        lambda one: (
            list(attribution_benchmark(one, ["saliency"], images=2, dataset="fashion_mnist_sample"))[-1].measured
        ),
    ):
        expected, found = numbers(run(tiny_classifier)), numbers(run(there))
        assert len(expected) == len(found) > 0
        assert all(np.allclose(one, other, atol=1e-4) for one, other in zip(expected, found, strict=True))


def test_what_the_page_keeps_lies_on_the_cpu(there, picture, monkeypatch):
    kept = cache.Cache()
    monkeypatch.setattr(cache, "CACHE", kept)
    monkeypatch.setattr(ablation, "CACHE", kept)
    repository, question = TinyRepository(there, picture), Question("", "tiny", target=1)
    classify_view(repository, question)
    map_view(repository, question, Selection(off=(("inception3a", "5x5"),)))
    flow_of(repository, question, Selection(opened=("inception4a", "3x3")))
    find_means(repository, question, lambda *_: None)
    worked_view(repository, question, Selection(opened=("inception4a", "3x3"), step=()))
    for method, block in (("saliency", None), ("layer_grad_cam", "inception4a"), (SHARES, None)):
        values = () if method != SHARES else (("n_steps", 2),)
        Executor(repository).work(Task(question, method, block, "black", values), Job())
    kinds = {key[0] for key in kept._kept}
    assert {"observed", "observation", "branch map", "flow", "sample_means", "attribution", "worked"} <= kinds
    assert not [key for key, (value, _) in kept._kept.items() if any(map(is_there, tensors(value)))]


def tensors(value) -> list:
    """All tensors in a record, a mapping or a sequence."""
    if hasattr(value, "__dataclass_fields__"):
        return tensors([getattr(value, name) for name in value.__dataclass_fields__])
    if isinstance(value, dict):
        return tensors(list(value.values()))
    if isinstance(value, (list, tuple)):
        return [one for part in value for one in tensors(part)]
    return [value] if isinstance(value, torch.Tensor) else []


def is_there(tensor) -> bool:
    return tensor.device.type != "cpu"


def test_importance_by_the_mean(tiny_classifier, there, monkeypatch):
    means = channel_means(tiny_classifier.network, torch.rand(4, 1, 32, 32))
    monkeypatch.setattr(importance, "means_for", lambda *_: means)
    expected, found = (
        list(path_importance(one, images=40, fill="mean", dataset=sample(one)))[-1] for one in (tiny_classifier, there)
    )
    assert expected == found


def test_weights_are_loaded_onto_the_device(device, monkeypatch):
    monkeypatch.setattr("googlenet.networks.classifier.pick_device", torch.device)
    network = load_classifier("googlenet_bn.fashion_mnist", DEVICE).network
    assert {str(one.device) for one in (*network.parameters(), *network.buffers())} == {DEVICE}


def test_the_pretend_device_finds_what_a_gpu_refuses(device):
    there, here = torch.ones(3, device=device), torch.ones(3)
    with pytest.raises(MixedDevices):
        there + here
    with pytest.raises(NoFloat64):
        there.double()
    assert (there + there.cpu().to(device)).cpu().tolist() == [2, 2, 2]
    assert (there * torch.tensor(2.0)).sum().item() == 6  # a number without dimensions may come from the CPU
    assert torch.zeros(2, device=device).device.type == "pretend"
    assert Images(torch.zeros(2, 1, 4, 4), torch.zeros(2)).to(device).labels.device.type == "pretend"
