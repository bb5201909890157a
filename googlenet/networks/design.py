"""Designs: variants of a network of the registry, with other widths, branches or reduces left out, a name of their own."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from googlenet.common.errors import UserError
from googlenet.networks.accounting import is_reduce
from googlenet.networks.registry import NETWORKS, find_spec
from googlenet.networks.spec import Branches, Conv, Layer, Spec, check_groups

Way = tuple[str, ...]  # nested names of a convolution, outermost first: block, branch, …, its own

LOWEST, HIGHEST = 1, 1024  # channels of a convolution
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")  # also a folder's name and a file's
ORIGIN = "designed from "


@dataclass(frozen=True)
class Design:
    """A network's differences from `base`, a name of `registry.NETWORKS`.

    Attributes:
        widths: (nested names, channels) of each convolution whose width is not the base's.
        off: (block, branch) of each branch that is left out.
        unreduced: (block, branch) of each branch whose reduce is left out: its next layer reads all of the block's input.
        name: of the network; empty: `base` and "_design".
    """

    base: str
    widths: tuple[tuple[Way, int], ...] = ()
    off: tuple[tuple[str, str], ...] = ()
    name: str = ""
    unreduced: tuple[tuple[str, str], ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether the design differs from its base."""
        return bool(self.widths or self.off or self.unreduced)

    @property
    def title(self) -> str:
        """The network's name."""
        return self.name or f"{self.base}_design"

    def with_width(self, way: Way, channels: int) -> "Design":
        """Returns the design with `channels` output channels at the convolution `way`.

        Raises:
            UserError: there is no such convolution, `channels` is out of range, or groups of a convolution, this one or
                one behind it, would not divide them.
        """
        convolutions = dict(convolutions_of(find_spec(self.base)))
        if way not in convolutions:
            raise UserError("architecture.no_convolution", way=" ".join(map(str, way))[:80])
        is_whole = isinstance(channels, int) and not isinstance(channels, bool)
        if not is_whole or not LOWEST <= channels <= HIGHEST:
            raise UserError("architecture.bad_width", value=str(channels)[:40], low=LOWEST, high=HIGHEST)
        others = {known: width for known, width in self.widths if known != way}
        if channels != convolutions[way].out_channels:
            others[way] = channels
        return replace(self, widths=tuple(sorted(others.items())))._checked()

    def with_path(self, block: str, branch: str, *, is_on: bool) -> "Design":
        """Returns the design with a branch of a block, or without it.

        Raises:
            UserError: there is no such branch, it is the last of its block, or groups of a convolution behind the block
                would not divide the channels that are left.
        """
        branches = {one.name: [name for name, _ in one.branches] for one in find_spec(self.base).blocks}
        if branch not in branches.get(block, ()):
            raise UserError("architecture.no_path", path=f"{block} {branch}"[:80])
        off = set(self.off) - {(block, branch)} | (set() if is_on else {(block, branch)})
        if all((block, name) in off for name in branches[block]):
            raise UserError("architecture.last_path", block=block)
        return replace(self, off=tuple(sorted(off)))._checked()

    def with_reduce(self, block: str, branch: str, *, is_on: bool) -> "Design":
        """Returns the design with the reduce of a branch, or without it.

        Raises:
            UserError: there is no such reduce, or groups of the convolution behind it would not divide its new input.
        """
        if (block, branch) not in reduces_of(find_spec(self.base)):
            raise UserError("architecture.no_reduce", path=f"{block} {branch}"[:80])
        unreduced = set(self.unreduced) - {(block, branch)} | (set() if is_on else {(block, branch)})
        return replace(self, unreduced=tuple(sorted(unreduced)))._checked()

    def with_name(self, name: str) -> "Design":
        """Returns the design under another name; "" stands for the base's name with an ending.

        Raises:
            UserError: the name cannot be a file's name, or is another network's.
        """
        if name and (not NAME.fullmatch(name) or name in NETWORKS):
            raise UserError("architecture.bad_name", name=repr(name)[:60])
        return replace(self, name=name)

    def spec(self) -> Spec:
        """Returns the table of the designed network; its `source` names the base and the changes."""
        base = find_spec(self.base)
        if not self.is_changed:
            return base
        layers = (self._redrawn(layer, layer.name) if isinstance(layer, Branches) else layer for layer in base.layers)
        drawn = replace(base, name=self.title, layers=tuple(layers))
        there = dict(convolutions_of(drawn))
        changes = [f"{' '.join(way)} {width}" for way, width in self.widths if way in there]
        changes += [f"{block} without {branch}" for block, branch in self.off]
        changes += [
            f"{block} {branch} without its reduce"
            for block, branch in self.unreduced
            if (block, branch) not in self.off
        ]
        return replace(drawn, source=f"{ORIGIN}{self.base}: {'; '.join(changes)}")

    def _checked(self) -> "Design":
        check_groups(self.spec().layers)
        return self

    def _redrawn(self, block: Branches, *way: str) -> Branches:
        branches = (
            (name, tuple(self._layer(layer, *way, name) for layer in layers[(*way, name) in self.unreduced :]))
            for name, layers in block.branches
            if (*way, name) not in self.off
        )
        return replace(block, branches=tuple(branches))

    def _layer(self, layer: Layer, *way: str) -> Layer:
        if isinstance(layer, Branches):
            return self._redrawn(layer, *way, layer.name)
        width = dict(self.widths).get((*way, layer.name)) if isinstance(layer, Conv) else None
        return replace(layer, out_channels=width) if width else layer


def convolutions_of(spec: Spec) -> Iterator[tuple[Way, Conv]]:
    """Yields (nested names, convolution) of each convolution in a network's blocks."""
    for block in spec.blocks:
        yield from _convolutions(block, block.name)


def _convolutions(block: Branches, *way: str) -> Iterator[tuple[Way, Conv]]:
    for branch, layers in block.branches:
        for layer in layers:
            if isinstance(layer, Conv):
                yield (*way, branch, layer.name), layer
            elif isinstance(layer, Branches):
                yield from _convolutions(layer, *way, branch, layer.name)


def reduces_of(spec: Spec) -> dict[tuple[str, str], Conv]:
    """Returns (block, branch) -> the 1x1 convolution with which the branch begins, before a larger one."""
    return {
        (block.name, branch): layers[0]
        for block in spec.blocks
        for branch, layers in block.branches
        if len(layers) > 1 and is_reduce(layers[0], layers[1])
    }


def design_of(spec: Spec) -> Design | None:
    """Returns the design whose table is `spec`; None where `spec` is no design, or its base no longer exists."""
    base = base_of(spec.source)
    if base not in NETWORKS:
        return None
    kept = {(block.name, branch) for block in spec.blocks for branch, _ in block.branches}
    branches = [(block.name, branch) for block in NETWORKS[base].blocks for branch, _ in block.branches]
    usual, widths = dict(convolutions_of(NETWORKS[base])), dict(convolutions_of(spec))
    changed = {way: conv.out_channels for way, conv in widths.items() if usual.get(way) != conv}
    off = tuple(sorted(set(branches) - kept))
    unreduced = tuple(sorted(place for place in reduces_of(NETWORKS[base]) if _is_unreduced(place, widths, usual)))
    name = "" if spec.name == Design(base).title else spec.name
    design = Design(base, tuple(sorted(changed.items())), off, name, unreduced)
    return design if design.spec() == spec else None


def _is_unreduced(place: tuple[str, str], widths: Mapping[Way, Conv], usual: Mapping[Way, Conv]) -> bool:
    """Whether a branch is there without its reduce."""
    first = next(way for way in usual if way[:2] == place)
    return first not in widths and any(way[:2] == place for way in widths)


def base_of(source: str) -> str | None:
    """Returns the name of the base of a design's `source`; None where it is no design's."""
    return source.removeprefix(ORIGIN).partition(":")[0] if source.startswith(ORIGIN) else None
