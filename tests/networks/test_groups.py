"""Convolutions with groups: as PyTorch computes them, in the accounts, on disk, in designs, in training."""

import json
from dataclasses import replace

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from googlenet.common.errors import BadCheckpoint, UserError
from googlenet.networks.accounting import report
from googlenet.networks.checkpoint import read_card, read_json, save_weights, write_card, write_json
from googlenet.networks.classifier import NETWORKS, WEIGHTS_FOLDER, create_model, list_weights, load_classifier
from googlenet.networks.design import Design
from googlenet.networks.proportions import block_accounts
from googlenet.networks.spec import Conv, Spec, check_groups, spec_from_dict, spec_to_dict
from googlenet.training.initialization import freeze
from tests.networks.grouped import GROUPED, dense_weight, twins
from tests.networks.test_accounting import compare


def written_out(network, x):
    """The logits of `GROUPED` by plain functions, each group a slice of the channels."""
    state = network.state_dict()

    def unit(name, x, groups=1, stride=1):
        weight = state[f"layers.{name}.conv.weight"]
        slices = zip(x.chunk(groups, 1), weight.chunk(groups), strict=True)
        pad = (weight.shape[-1] - 1) // 2
        x = torch.cat([F.conv2d(one, kernel, stride=stride, padding=pad) for one, kernel in slices], 1)
        mean, var, scale, shift = (
            state[f"layers.{name}.bn.{key}"].view(1, -1, 1, 1)
            for key in ("running_mean", "running_var", "weight", "bias")
        )
        return ((x - mean) / (var + 1e-5).sqrt() * scale + shift).relu()

    x = unit("conv1", x, stride=2)
    one = "one.branches"
    narrow, wide = unit(f"{one}.3x3.3x3_reduce", x), unit(f"{one}.5x5.5x5_reduce", x)
    x = torch.cat(
        [
            unit(f"{one}.1x1.1x1", x),
            unit(f"{one}.3x3.pointwise", unit(f"{one}.3x3.depthwise", narrow, 6)),
            unit(f"{one}.5x5.5x5", wide, 2),
            unit(f"{one}.pool.pool_proj", F.max_pool2d(x, 3, 1, 1)),
        ],
        1,
    )
    x, two = F.max_pool2d(x, 3, 2, 1), "two.branches"
    x = torch.cat(
        [
            unit(f"{two}.1x1.1x1", x, 5),
            unit(f"{two}.3x3.pointwise", unit(f"{two}.3x3.depthwise", x, 20)),
            unit(f"{two}.5x5.5x5", unit(f"{two}.5x5.5x5_reduce", x)),
        ],
        1,
    )
    return x.mean((2, 3)) @ state["fc.weight"].T + state["fc.bias"]


def test_the_built_network_computes_what_plain_functions_do():
    network, dense = twins()
    x = torch.randn(2, 1, 20, 20, generator=torch.Generator().manual_seed(0))
    logits = network(x)
    assert logits.std() > 0.1
    torch.testing.assert_close(logits, written_out(network, x), rtol=1e-4, atol=1e-4)
    torch.testing.assert_close(logits, dense(x), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("normalization", ["batch", "none"])
def test_accounts_are_what_the_built_network_does(normalization):
    compare(replace(GROUPED, normalization=normalization), (2, 18, 15), aux_heads=False)


def test_parameters_and_multiply_adds_are_those_of_the_groups():
    block = report(replace(GROUPED, normalization="none"), (1, 16, 16))["one"]  # maps of 8x8
    depthwise, grouped = block["3x3"]["depthwise"], block["5x5"]["5x5"]
    assert (depthwise.params, depthwise.macs) == (6 * 9 + 6, 6 * 9 * 64)
    assert (grouped.params, grouped.macs) == (6 * 2 * 25 + 6, 6 * 2 * 25 * 64)


def test_a_reduce_before_groups_stays_and_saves_nothing():
    one, two = block_accounts(GROUPED, (1, 32, 32))
    assert [path.reduce for path in one.paths] == [None, None, None, None]
    assert one.naive_macs == one.macs
    assert [path.reduce for path in two.paths] == [None, None, (3, 20)]
    assert two.paths[2].naive_macs == 4 * 20 * 25 * 64 > two.paths[2].macs
    assert two.naive_macs - two.macs == two.paths[2].naive_macs - two.paths[2].macs


@pytest.mark.parametrize("scheme", ["xavier", "kaiming"])
def test_each_group_is_drawn_as_a_convolution_of_its_own(scheme):
    conv = Conv("conv", 4096, 3, groups=1024)  # 2 -> 4 channels each
    network = create_model(Spec("one", (conv,), "this test", initialization=scheme), in_channels=2048, seed=0)
    wanted = 2 / ((2 + 4) * 9) if scheme == "xavier" else 2 / (4 * 9)
    assert network.layers.conv.conv.weight.var().item() == pytest.approx(wanted, rel=0.05)


def test_a_table_without_groups_is_written_as_before(tmp_path):
    for spec in NETWORKS.values():
        assert check_groups(spec.layers) == report(spec, (3, 299, 299))["global_pool"].output[0]
        assert ('"groups"' in json.dumps(spec_to_dict(spec))) == has_groups(spec)
    for name in list_weights():
        shipped = WEIGHTS_FOLDER / f"{name}.json"
        write_card(tmp_path / "card.json", read_card(shipped))
        assert (tmp_path / "card.json").read_bytes() == shipped.read_bytes()


def has_groups(spec):
    with torch.device("meta"):
        return any(getattr(module, "groups", 1) > 1 for module in create_model(spec).modules())


@pytest.fixture
def folder(tiny_classifier, tmp_path):
    """A run folder with the grouped network."""
    write_card(tmp_path / "config.json", replace(tiny_classifier.card, spec=GROUPED))
    save_weights(tmp_path / "best.safetensors", twins()[0])
    return tmp_path


def test_a_card_and_its_weights_survive_the_disk(folder):
    loaded, x = load_classifier(folder), torch.randn(2, 1, 32, 32)
    assert loaded.card.spec == GROUPED == spec_from_dict(json.loads(json.dumps(spec_to_dict(GROUPED))))
    torch.testing.assert_close(loaded.network(x), twins()[0](x))


@pytest.mark.parametrize("groups", [0, -2, 3, 4, 10**30, 2.0, True, "2", None, [2]])
def test_a_card_whose_groups_do_not_divide_is_refused_in_one_sentence(folder, groups):
    data = read_json(folder / "config.json")
    data["spec"]["layers"][1]["branches"][2][1][1]["groups"] = groups  # 4 -> 6 channels
    write_json(folder / "config.json", data)
    with pytest.raises(
        BadCheckpoint, match=r"convolution 5x5, with 4 input and 6 output channels, can’t have .+ groups"
    ) as caught:
        load_classifier(folder)
    assert "卷积 5x5\u00a0有 4\u00a0个输入通道和 6\u00a0个输出通道" in caught.value.message("zh")


def test_groups_that_do_not_divide_the_image_s_channels_are_refused_before_anything_is_built():
    spec = Spec("stem", (Conv("conv1", 6, 3, groups=3),), "this test")
    assert create_model(spec, in_channels=3).layers.conv1.conv.groups == report(spec, (3, 8, 8))["conv1"].output[0] / 2
    for refuse in (lambda: create_model(spec, in_channels=1), lambda: report(spec, (1, 8, 8))):
        with pytest.raises(UserError, match="1 input and 6 output channels, can’t have 3 groups"):
            refuse()


def test_a_design_keeps_to_the_groups(monkeypatch):
    monkeypatch.setitem(NETWORKS, "grouped", GROUPED)
    reduce = ("one", "3x3", "3x3_reduce")
    assert (
        report(Design("grouped").with_width(reduce, 12).spec(), (1, 32, 32))["one"]["3x3"]["depthwise"].params
        == 6 * 2 * 9 + 12
    )
    for draw in (
        lambda: Design("grouped").with_width(reduce, 8),  # the depthwise convolution reads it
        lambda: Design("grouped").with_width(("one", "5x5", "5x5"), 7),  # has two groups itself
        lambda: Design("grouped").with_width(("one", "1x1", "1x1"), 5),  # so that block two reads 21 channels
        lambda: Design("grouped").with_path("one", "pool", is_on=False),  # 18
    ):
        with pytest.raises(UserError, match="Use a whole number that divides both"):
            draw()


def test_training_reaches_every_group_but_the_frozen():
    network = create_model(GROUPED, in_channels=1, seed=0).train()
    freeze(network, "one")
    before = {name: parameter.detach().clone() for name, parameter in network.named_parameters()}
    optimizer = torch.optim.SGD([one for one in network.parameters() if one.requires_grad], 0.1)
    x, labels = torch.randn(8, 1, 32, 32, generator=torch.Generator().manual_seed(0)), torch.arange(8)
    F.cross_entropy(network(x), labels).backward()
    optimizer.step()
    for name, module in network.named_modules():
        if isinstance(module, nn.Conv2d):
            moved = (module.weight - before[f"{name}.weight"]).flatten(1).norm(dim=1) > 0
            by_group = moved.view(module.groups, -1).any(1)
            assert by_group.any() == name.startswith("layers.two"), name
            assert not by_group.any() or by_group.float().mean() > 0.7, name


def test_dense_weights_are_zero_between_the_groups():
    full = dense_weight(torch.ones(4, 1, 1, 1), 2)
    assert full.flatten(1).tolist() == [[1, 0], [1, 0], [0, 1], [0, 1]]
