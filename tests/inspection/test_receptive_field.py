"""What a cell sees, against the support of its gradient."""

from dataclasses import replace
from itertools import product

import pytest
import torch
from torch import nn

from googlenet.common.errors import UnknownName, UserError
from googlenet.inspection.receptive_field import receptive_field
from googlenet.inspection.records import Rectangle
from googlenet.networks.classifier import create_model
from googlenet.networks.googlenet import GOOGLENET, GOOGLENET_NOTES, inception
from googlenet.networks.spec import Branches, Conv, Pool, Spec
from tests.networks.grouped import GROUPED

FORK = Branches("fork", (("1x3", (Conv("1x3", 1, (1, 3)),)), ("3x1", (Conv("3x1", 1, (3, 1)),))))

# Strides that leave the last pixels unread, a pool that rounds up, a fork.
SMALL = Spec(
    name="small",
    source="this test",
    layers=(
        Conv("conv1", 1, 3, 2, 0),
        Pool("pool1", 3, 3),
        inception("inception3a", 1, (1, 1), (1, 1), 1),
        Pool("pool3", 3, 2, ceil_mode=True),
        Branches("inception4a", (("3x3", (Conv("reduce", 1), FORK)), ("pool", (Pool("pool", 3, 1, 1),)))),
    ),
)


def linear(spec):
    """A network of `spec` whose gradient reaches all that a cell can see: average pools, positive weights, no bias."""

    def average(layer):
        if isinstance(layer, Pool):
            return replace(layer, kind="avg")
        if isinstance(layer, Branches):
            return replace(layer, branches=tuple((name, tuple(map(average, path))) for name, path in layer.branches))
        return layer

    network = create_model(replace(spec, layers=tuple(map(average, spec.layers))), in_channels=1).double().eval()
    for module in network.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.constant_(module.weight, 1 / module.weight[0].numel())
            nn.init.zeros_(module.bias)
    return network


def outputs(network, x):
    """(block, branch) -> its output on x."""
    seen = {}
    for block, layer in network.blocks.items():
        layer.register_forward_hook(lambda _, __, output, key=(block, None): seen.update({key: output}))
        for branch, module in layer.branches.items():
            module.register_forward_hook(lambda _, __, output, key=(block, branch): seen.update({key: output}))
    network(x)
    return seen


def support(x, output, row, column):
    """The smallest rectangle around the pixels of x that change a cell."""
    (gradient,) = torch.autograd.grad(output[0, :, row, column].sum(), x, retain_graph=True)
    rows, columns = (gradient[0, 0].abs().sum(axis).nonzero().flatten() for axis in (1, 0))
    return Rectangle(*(int(end) for end in (rows[0], columns[0], rows[-1] + 1, columns[-1] + 1)))


@pytest.mark.parametrize("size", [(64, 53), (49, 66)])
@pytest.mark.parametrize("spec", [SMALL, replace(GROUPED, normalization="none")], ids=lambda spec: spec.name)
def test_a_cell_sees_the_pixels_that_its_gradient_reaches(spec, size):
    x = torch.ones(1, 1, *size, dtype=torch.float64, requires_grad=True)
    for (block, branch), output in outputs(linear(spec), x).items():
        height, width = output.shape[2:]
        for row, column in product({0, 1, height // 2, height - 1}, {0, 1, width // 2, width - 1}):
            view = receptive_field(spec, block, branch, row=row, column=column, size_px=size)
            assert view.clipped == support(x, output, row, column), (block, branch, row, column)


@pytest.mark.parametrize(("spec", "side"), [(GOOGLENET, 96), (GOOGLENET_NOTES, 128)], ids=["googlenet", "notes"])
def test_real_tables_see_the_pixels_that_their_gradients_reach(spec, side):
    x = torch.ones(1, 1, side, side, dtype=torch.float64, requires_grad=True)
    seen = outputs(linear(spec), x)
    for block, branch in [("inception3a", "1x1"), ("inception3b", "5x5"), ("inception4a", "pool")]:
        output = seen[block, branch]
        last = output.shape[-1] - 1
        for row, column in [(0, last), (last, last // 2)]:
            view = receptive_field(spec, block, branch, row=row, column=column, size_px=side)
            assert view.clipped == support(x, output, row, column), (block, branch, row, column)


def test_a_forks_own_path_has_its_own_view():
    flat, tall = (
        receptive_field(SMALL, "inception4a", branch, row=1, column=1, size_px=96).unclipped
        for branch in ("3x3/1x3", "3x3/3x1")
    )
    one_cell = 6 * 2  # stride of a cell of inception4a in px
    assert (tall.top, tall.bottom) == (flat.top - one_cell, flat.bottom + one_cell)
    assert (flat.left, flat.right) == (tall.left - one_cell, tall.right + one_cell)


def test_the_unclipped_view_goes_past_the_border_and_keeps_its_size():
    # 4b's 5x5 branch is the first to see more than 224 px: 235, one cell every 16 px, the first centred on pixel 0.
    view = receptive_field(GOOGLENET, "inception4b", "5x5", row=7, column=0, size_px=224)
    assert view.unclipped == Rectangle(top=7 * 16 - 117, left=-117, bottom=7 * 16 + 118, right=118)
    assert view.clipped == Rectangle(top=0, left=0, bottom=224, right=118)


def test_unknown_places_are_refused():
    ask = {"row": 0, "column": 0, "size_px": 64}
    with pytest.raises(UnknownName, match="inception3a"):
        receptive_field(SMALL, "inception9z", "1x1", **ask)
    with pytest.raises(UnknownName, match="5x5"):
        receptive_field(SMALL, "inception3a", "7x7", **ask)
    with pytest.raises(UnknownName, match="0–9"):
        receptive_field(SMALL, "inception3a", "1x1", **ask | {"row": 10})
    with pytest.raises(UnknownName):
        receptive_field(SMALL, "inception3a", "1x1", **ask | {"column": -1})
    with pytest.raises(UserError, match="too small"):
        receptive_field(SMALL, "inception3a", "1x1", **ask | {"size_px": 6})
