"""`summary` and its command against torchinfo, which runs the built network and counts what it sees."""

import json
import subprocess
import sys

import pytest
import torch
import torchinfo

from googlenet import summary
from googlenet.cli.main import main
from googlenet.networks.accounting import summary as summary_of
from googlenet.networks.classifier import NETWORKS, create_model
from tests.networks.test_accounting import FORKED

WRAPPERS = {"Network", "Chain", "ConvUnit", "ModuleDict"}  # ours alone: their contents are what the table shows
CASES = [(name, 3, 96) for name in NETWORKS] + [(name, 1, 75) for name in NETWORKS if "v3" in name]


def printed_by_torchinfo(network, shape):
    """torchinfo's rows without those of our wrappers: (type, depth, output shape, parameters, multiply-adds), module."""
    found = torchinfo.summary(network, shape, verbose=0, depth=20)
    rows = []
    for info in found.summary_list:
        kind = type(info.module).__name__
        if kind in WRAPPERS or (
            kind == "Dropout" and not network.spec.dropout
        ):  # there is a module, which does nothing
            continue
        own = (info.num_params, info.macs) if info.is_leaf_layer else (0, 0)
        rows.append(((kind, depth_of(info), tuple(info.output_size), *own), info.module))
    return rows


def depth_of(info):
    """Layers around it that the table shows, and itself."""
    return 0 if info is None else depth_of(info.parent_info) + (type(info.module).__name__ not in WRAPPERS)


def additions_of_biases(row, module):
    """torchinfo multiplies every parameter by the cells that it serves, biases too; a normalisation's once an image."""
    if isinstance(module, torch.nn.Conv2d):
        height, width = row.output_shape[2:]
        return module.out_channels * height * width if module.bias is not None else 0
    if isinstance(module, torch.nn.Linear):
        return module.out_features
    if isinstance(module, torch.nn.BatchNorm2d):
        return sum(parameter.numel() for parameter in module.parameters())
    return 0


@pytest.mark.parametrize(("name", "channels", "side"), CASES)
def test_rows_are_torchinfos_but_for_the_additions_of_biases(name, channels, side):
    compare(NETWORKS[name], (1, channels, side, side), num_classes=7)


def test_forks_within_paths_too():
    compare(FORKED, (1, 2, 40, 29), num_classes=5)


def compare(spec, shape, *, num_classes):
    network = create_model(spec, num_classes=num_classes, in_channels=shape[1]).eval()
    theirs = printed_by_torchinfo(network, shape)
    whole, *ours = summary_of(spec, shape, num_classes=num_classes)
    assert whole.output_shape == (1, num_classes)
    ours = [row for row in ours if row.type != "Flatten"]  # done without a module
    assert len(ours) == len(theirs)
    for row, (printed, module) in zip(ours, theirs, strict=True):
        depth = int(row.depth_index.partition("-")[0])
        macs = (row.macs or 0) + additions_of_biases(row, module)
        assert (row.type, depth, row.output_shape, row.params or 0, macs) == printed
    assert any(row.macs for row in ours)


@pytest.mark.parametrize("name", NETWORKS)
def test_the_command_prints_the_same_table(name, capsys):
    assert main(["summary", name, "--input-size", "1", "3", "96", "96", "--classes", "7", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [tuple(row["output_shape"]) for row in rows] == [
        row.output_shape for row in summary(name, (1, 3, 96, 96), num_classes=7)
    ]
    assert main(["summary", name, "--input-size", "1", "3", "96", "96", "--classes", "7"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(rows) + 2  # heading and totals
    assert f"{sum(row['params'] or 0 for row in rows):,}" in lines[-1]


def test_no_classes_are_refused(capsys):
    assert main(["summary", "googlenet", "--classes", "0"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_summary_takes_no_torch():
    code = "import sys; from googlenet.cli.main import main; main(['summary', 'googlenet_bn']); assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
