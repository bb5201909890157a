"""Conversion of torchvision's state dicts to our names: strict, every key accounted for.

torchvision numbers a branch's convolutions ("branch3x3dbl_2") where we name them; both list them in the order in which
they run. So one walk over a table gives our names and torchvision's side by side.
"""

from collections.abc import Callable, Iterator, Mapping

from torch import Tensor

from googlenet.common.errors import BadCheckpoint, look_up
from googlenet.networks.inception import GOOGLENET_TORCHVISION, INCEPTION_V3
from googlenet.networks.spec import Branches, Conv, Layer, Spec

Pairs = Iterator[tuple[str, str]]  # (torchvision's name of a unit, ours)
UNIT = ("conv.weight", "bn.weight", "bn.bias", "bn.running_mean", "bn.running_var", "bn.num_batches_tracked")
MAY_LACK = "num_batches_tracked"  # files of before 2018 have none


def convert_state_dict(
    name: str, state_dict: Mapping[str, Tensor], *, aux_heads: bool | None = None
) -> dict[str, Tensor]:
    """Returns torchvision's state dict of network `name` with our keys, for `load_state_dict(..., strict=True)`.

    Args:
        name: "googlenet_torchvision" or "inception_v3".
        state_dict: as `torchvision.models.googlenet(...)` or `inception_v3(...)` gives it; the tensors are not copied.
        aux_heads: with (True) or without (False) the auxiliary heads' tensors; None: as the file has them.
    Raises:
        UnknownName: there are no torchvision weights for that network.
        BadCheckpoint: a key is missing, or is not the network's.
    """
    spec, convolutions, heads = look_up(RULES, name, "error.network")
    names = dict(_parameters(spec, convolutions, {} if _lacks_heads(state_dict) else heads))
    missing = [key for key in names if key not in state_dict and not key.endswith(MAY_LACK)]
    foreign = [key for key in state_dict if key not in names]
    for keys, reason in ((missing, "is missing from the file"), (foreign, f"is not part of torchvision's {name}")):
        if keys:
            raise BadCheckpoint("error.checkpoint", path=name, reason=f"{keys[0]} {reason}")
    if aux_heads and _lacks_heads(state_dict):
        raise BadCheckpoint("error.checkpoint", path=name, reason="the auxiliary heads are missing from the file")
    converted = {ours: state_dict[theirs] for theirs, ours in names.items() if theirs in state_dict}
    return {key: value for key, value in converted.items() if aux_heads is not False or not key.startswith("aux.")}


def _lacks_heads(state_dict: Mapping[str, Tensor]) -> bool:
    return not any(key.startswith(("aux", "AuxLogits")) for key in state_dict)


def _parameters(spec: Spec, convolutions: Callable[[Branches], Pairs], heads: Mapping[str, str]) -> Pairs:
    """Yields (torchvision's key, ours) of every tensor of the network."""
    for layer in spec.layers:
        if isinstance(layer, Branches):
            units = ((f"{layer.name}.{one}", f"layers.{layer.name}.{two}") for one, two in convolutions(layer))
        else:
            units = [(layer.name, f"layers.{layer.name}")] if isinstance(layer, Conv) else []
        yield from _unit_keys(units)
    for head in spec.aux_heads if heads else ():
        theirs, units, linear = heads[head.after]
        yield from _unit_keys((f"{theirs}.{one}", f"aux.{head.after}.{two}") for one, two in units.items())
        yield from _linear_keys((f"{theirs}.{one}", f"aux.{head.after}.{two}") for one, two in linear.items())
    yield from _linear_keys([("fc", "fc")])


def _unit_keys(units: Iterator[tuple[str, str]]) -> Pairs:
    for theirs, ours in units:
        yield from ((f"{theirs}.{part}", f"{ours}.{part}") for part in UNIT)


def _linear_keys(layers: Iterator[tuple[str, str]]) -> Pairs:
    for theirs, ours in layers:
        yield from ((f"{theirs}.{part}", f"{ours}.{part}") for part in ("weight", "bias"))


def _in_order(layers: tuple[Layer, ...], above: str = "") -> Iterator[str]:
    """Yields our names of a branch's convolutions, in the order in which they run; a fork's one after another."""
    for layer in layers:
        if isinstance(layer, Conv):
            yield f"{above}{layer.name}"
        elif isinstance(layer, Branches):
            for name, inner in layer.branches:
                yield from _in_order(inner, f"{above}{layer.name}.branches.{name}.")


def _googlenet(block: Branches) -> Pairs:
    """Yields pairs for `branch1`, `branch2.0`, `branch2.1`, …: branches by number, layers by place, a pool included."""
    for number, (name, layers) in enumerate(block.branches, 1):
        for place, layer in enumerate(layers):
            theirs = f"branch{number}" if len(layers) == 1 else f"branch{number}.{place}"
            if isinstance(layer, Conv):
                yield theirs, f"branches.{name}.{layer.name}"


def _inception_v3(block: Branches) -> Pairs:
    """Yields pairs for `branch1x1`, `branch5x5_1`, `branch3x3_2a`, …: a name, a number, and a letter in a fork."""
    for name, layers in block.branches:
        ours = list(_in_order(layers))
        plain = sum(isinstance(layer, Conv) for layer in layers)
        forked = [f"{plain + 1}{side}" for side in "ab"[: len(ours) - plain]]
        numbers = [*map(str, range(1, plain + 1)), *forked]
        stem = "branch_pool" if name == "pool" else f"branch{name}"
        for number, unit in zip(numbers, ours, strict=True):
            yield stem if len(ours) == 1 else f"{stem}_{number}", f"branches.{name}.{unit}"


_GOOGLENET_HEAD = {"conv": "conv"}, {"fc1": "fc1", "fc2": "fc2"}
RULES = {
    "googlenet_torchvision": (
        GOOGLENET_TORCHVISION,
        _googlenet,
        {"inception4a": ("aux1", *_GOOGLENET_HEAD), "inception4d": ("aux2", *_GOOGLENET_HEAD)},
    ),
    "inception_v3": (
        INCEPTION_V3,
        _inception_v3,
        {"Mixed_6e": ("AuxLogits", {"conv0": "conv", "conv1": "whole_map"}, {"fc": "fc2"})},
    ),
}
