"""Accounts against built modules: shapes, parameters and multiply-adds as torch has them."""

from dataclasses import replace

import pytest
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from googlenet.common.errors import UserError
from googlenet.networks.accounting import report, summary
from googlenet.networks.classifier import NETWORKS, create_model
from googlenet.networks.googlenet import GOOGLENET
from googlenet.networks.spec import AuxHead, Branches, Conv, Pool, Spec

# A fork, branches of stride 2, an average pool, a pool that rounds up, kernels of two sides, LRN, unread last pixels.
FORKED = Spec(
    name="forked",
    source="a test's own",
    layers=(
        Conv("conv1", 3, 3, 2, 0),
        Pool("pool1", 3, 2, ceil_mode=True),
        Branches(
            "forks",
            (
                ("1x1", (Conv("1x1", 2),)),
                (
                    "3x3",
                    (
                        Conv("reduce", 2),
                        Branches("fork", (("1x3", (Conv("1x3", 3, (1, 3)),)), ("3x1", (Conv("3x1", 4, (3, 1)),)))),
                    ),
                ),
                ("pool", (Pool("pool", 3, 1, 1, kind="avg"), Conv("pool_proj", 2))),
            ),
        ),
        Branches(
            "halves",
            (
                ("3x3", (Conv("reduce", 2), Conv("3x3", 3, 3, 2, 0))),
                ("5x2", (Conv("5x1", 2, (5, 1), 2, (1, 0)), Conv("1x2", 2, (1, 2), 1, 0))),
                ("pool", (Pool("pool", 3, 2),)),
            ),
        ),
    ),
    dropout=0.1,
    lrn_after=("pool1",),
    aux_heads=(AuxHead("forks", channels=3, hidden=5),),
    aux_pool="adaptive",
)


class Watched(nn.Module):
    """A network whose every run includes its auxiliary heads, where it has any."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, x):
        return self.network.forward_with_aux(x).logits if self.network.aux else self.network(x)


def way_of(name):
    """The name of a module as the accounts have it."""
    return name.removeprefix("layers.").replace(".branches.", ".")


def measure(network, image):
    """name in the accounts -> (type, output shape, parameters, multiply-adds) of each module without inner ones.

    Shapes come from hooks, multiply-adds from torch's own counter of what its kernels do.
    """
    leaves = {name: module for name, module in network.named_modules() if not list(module.children()) and name != "aux"}
    shapes = {}
    for name, module in leaves.items():
        module.register_forward_hook(lambda _, __, output, name=name: shapes.update({name: tuple(output.shape[1:])}))
    counter = FlopCounterMode(display=False)
    with torch.no_grad(), counter:
        Watched(network)(image)
    flops = {
        name.removeprefix("Watched.network."): sum(kinds.values()) for name, kinds in counter.get_flop_counts().items()
    }
    return {
        way_of(name): (
            type(module).__name__,
            shapes[name],
            sum(parameter.numel() for parameter in module.parameters()),
            flops.get(name, 0) // 2,
        )
        for name, module in leaves.items()
    }


def compare(spec, size, *, aux_heads):
    network = create_model(spec, num_classes=7, in_channels=size[0], aux_heads=aux_heads).eval()
    measured = measure(network, torch.zeros(1, *size))
    accounts = report(spec, size, num_classes=7, aux_heads=aux_heads)
    leaves = {
        ".".join(way): (part.type, part.output, part.params, part.macs)
        for way, part in accounts.walk()
        if not part.parts and part.type != "Flatten"  # done without a module
    }
    if not spec.dropout:  # there is a module, which does nothing
        del measured["dropout"]
    assert leaves == measured
    assert accounts.params == sum(parameter.numel() for parameter in network.parameters())


@pytest.mark.parametrize("px", [None, 96])
@pytest.mark.parametrize("name", NETWORKS)
def test_accounts_are_what_the_built_network_does(name, px):
    spec = replace(NETWORKS[name], aux_pool="adaptive" if px else "paper")
    side = px or spec.image_size
    compare(spec, (3, side, side), aux_heads=bool(spec.aux_heads))


@pytest.mark.parametrize("size", [(32, 32), (33, 46), (40, 29)])
def test_accounts_hold_for_forks_strides_average_pools_and_rounding_up(size):
    compare(FORKED, (2, *size), aux_heads=True)
    compare(replace(FORKED, normalization="batch"), (2, *size), aux_heads=False)


@pytest.mark.parametrize(
    ("side", "kernel", "stride", "padding"), [(7, 3, 2, 0), (8, 3, 2, 1), (5, 2, 3, 1), (1, 3, 2, 1)]
)
def test_pools_round_as_torch_does(side, kernel, stride, padding):
    for ceil_mode in (False, True):
        pool = Pool("pool", kernel, stride, padding, ceil_mode=ceil_mode)
        expected = nn.MaxPool2d(kernel, stride, padding, ceil_mode=ceil_mode)(torch.zeros(1, 1, side, side + 1)).shape
        assert report(Spec("pool", (pool,), "this test"), (1, side, side + 1))["pool"].output == tuple(expected[1:])


@pytest.mark.parametrize("spec", [*NETWORKS.values(), FORKED], ids=lambda spec: spec.name)
def test_accounts_and_network_refuse_the_same_sizes(spec):
    def fits(side):
        try:
            return bool(report(spec, (1, side, side)))
        except UserError as error:
            return error.key != "error.input_small"

    smallest = next(side for side in range(1, 90) if fits(side))
    assert all(fits(side) for side in range(smallest, smallest + 20))
    network = create_model(spec, in_channels=1).eval()
    with torch.no_grad():
        assert network(torch.zeros(1, 1, smallest, smallest)).shape == (1, 10)
        with pytest.raises(UserError, match=f"{smallest - 1}×{smallest - 1} px"):
            network(torch.zeros(1, 1, smallest - 1, smallest - 1))


def test_branches_that_do_not_fit_together_are_refused():
    paths = (("keeps", (Conv("conv", 2, 3),)), ("halves", (Pool("pool", 3, 2, 1),)))
    with pytest.raises(UserError, match=r"odd .* keeps 8×6, halves 4×3"):
        report(Spec("odd", (Branches("odd", paths),), "this test"), (1, 8, 6))


@pytest.mark.parametrize("size", [(224, 224), (1, 0, 224), (1, 224.0, 224), "224"])
def test_what_is_no_input_size_is_refused(size):
    with pytest.raises(UserError, match="input_size"):
        report(GOOGLENET, size)
    with pytest.raises(UserError, match="input_size"):
        summary(GOOGLENET, size)
