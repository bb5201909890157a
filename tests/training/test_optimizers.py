"""Muon, the groups of weight decay, and the optimizers by name."""

import pytest
import torch
from torch import nn

from googlenet.networks.classifier import create_model
from googlenet.training.optimizers import Muon, decay_groups, make_optimizer, orthogonalized
from googlenet.training.recipes import OPTIMIZERS
from tests.training.tiny import SPEC, tiny_config


def network():
    return create_model(SPEC, num_classes=4, in_channels=1, seed=0)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_goes_downhill(name):
    layer = nn.Conv2d(1, 3, 2)
    optimizer = make_optimizer(layer, tiny_config(optimizer=name, learning_rate=0.05, weight_decay=0.0), fused=True)
    before = sum(one.square().sum() for one in layer.parameters()).item()
    for _ in range(10):
        optimizer.zero_grad(set_to_none=True)
        sum(one.square().sum() for one in layer.parameters()).backward()
        optimizer.step()
    assert sum(one.square().sum() for one in layer.parameters()) < 0.7 * before


@pytest.mark.parametrize("shape", [(8, 8), (6, 40), (40, 6), (64, 49)])
def test_the_singular_values_come_near_one_and_the_singular_vectors_stay(shape):
    matrix = torch.randn(shape, generator=torch.Generator().manual_seed(0)) * 1e-3
    u, _, v = torch.linalg.svd(matrix, full_matrices=False)
    found = orthogonalized(matrix)
    assert found.is_contiguous()
    inner = u.mT @ found @ v.mT  # diagonal where the singular vectors are the same
    values = inner.diagonal()
    assert 0.6 < values.min() <= values.max() < 1.3
    torch.testing.assert_close(inner, values.diag(), rtol=0, atol=1e-4)


def test_nothing_stays_nothing():
    assert torch.equal(orthogonalized(torch.zeros(3, 4)), torch.zeros(3, 4))


@pytest.mark.parametrize("layout", [torch.contiguous_format, torch.channels_last])
def test_muon_is_pytorch_s_on_the_flattened_filters(layout):
    generator = torch.Generator().manual_seed(0)
    start = torch.randn(6, 4, 3, 3, generator=generator)
    filters = nn.Parameter(start.clone().to(memory_format=layout))
    matrix = nn.Parameter(start.flatten(1).clone())
    mine = Muon([filters], lr=0.1, weight_decay=0.05)
    theirs = torch.optim.Muon([matrix], lr=0.1, weight_decay=0.05, momentum=0.95, adjust_lr_fn="match_rms_adamw")
    for _ in range(4):
        gradient = torch.randn(6, 4, 3, 3, generator=generator)
        filters.grad, matrix.grad = gradient.to(memory_format=layout), gradient.flatten(1)
        mine.step()
        theirs.step()
    moved = (matrix.detach().view_as(start) - start).norm()
    # They iterate in bfloat16.
    assert (filters.detach() - matrix.detach().view_as(start)).norm() < 0.03 * moved


def test_muon_takes_the_filters_and_adamw_the_rest():
    model = network()
    model.layers.conv1.requires_grad_(False)
    muon, other = make_optimizer(model, tiny_config(optimizer="muon"), fused=True).parts
    ours, rest = ([one for group in part.param_groups for one in group["params"]] for part in (muon, other))
    convolutions = [m.weight for m in model.modules() if isinstance(m, nn.Conv2d) and m.weight.requires_grad]
    assert {id(one) for one in ours} == {id(one) for one in convolutions}
    trained = {id(one) for one in model.parameters() if one.requires_grad}
    assert {id(one) for one in [*ours, *rest]} == trained
    assert len(ours) + len(rest) == len(trained)


def test_selective_decay_spares_bn_and_biases():
    model = network()
    optimizer = make_optimizer(model, tiny_config(selective_decay=True, weight_decay=0.3), fused=True)
    decays = {id(one): group["weight_decay"] for group in optimizer.param_groups for one in group["params"]}
    for module in model.modules():
        for name, parameter in module.named_parameters(recurse=False):
            is_weight = isinstance(module, nn.Conv2d | nn.Linear) and name == "weight"
            assert decays.pop(id(parameter)) == (0.3 if is_weight else 0.0)
    assert not decays


def test_without_it_there_is_one_group_as_runs_of_before_have_it():
    model = network()
    (group,) = make_optimizer(model, tiny_config(), fused=True).param_groups
    assert [id(one) for one in group["params"]] == [id(one) for one in model.parameters()]
    assert len(decay_groups(model.parameters())) == 2
