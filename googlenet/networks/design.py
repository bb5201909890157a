"""Networks that somebody draws from one of the family: other widths, paths left out, a name of their own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from googlenet.common.errors import UserError
from googlenet.networks.registry import NETWORKS, find_spec
from googlenet.networks.spec import Branches, Conv, Layer, Spec

Way = tuple[str, ...]  # names that lead to a convolution: block, branch, …, its own

LOWEST, HIGHEST = 1, 1024  # channels of a convolution
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")  # also a folder's name and a file's
ORIGIN = "designed from "


@dataclass(frozen=True)
class Design:
    """What differs from `base`, a name of `family.NETWORKS`.

    Attributes:
        widths: (way, channels) of each convolution that is not as wide as the base's.
        off: (block, branch) of each path that is left out.
        name: of the network; empty: `base` and "_design".
    """

    base: str
    widths: tuple[tuple[Way, int], ...] = ()
    off: tuple[tuple[str, str], ...] = ()
    name: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether it is another network than its base."""
        return bool(self.widths or self.off)

    @property
    def title(self) -> str:
        """The network's name."""
        return self.name or f"{self.base}_design"

    def with_width(self, way: Way, channels: int) -> "Design":
        """With the convolution at `way` that wide.

        Raises:
            UserError: there is no such convolution, or `channels` is out of range.
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
        return replace(self, widths=tuple(sorted(others.items())))

    def with_path(self, block: str, branch: str, *, is_on: bool) -> "Design":
        """With a path of a block, or without it.

        Raises:
            UserError: there is no such path, or it is the last of its block.
        """
        branches = {one.name: [name for name, _ in one.branches] for one in find_spec(self.base).blocks}
        if branch not in branches.get(block, ()):
            raise UserError("architecture.no_path", path=f"{block} {branch}"[:80])
        off = {path for path in self.off if path != (block, branch)} | (set() if is_on else {(block, branch)})
        if all((block, name) in off for name in branches[block]):
            raise UserError("architecture.last_path", block=block)
        return replace(self, off=tuple(sorted(off)))

    def with_name(self, name: str) -> "Design":
        """Under another name; the empty one is the base's with an ending.

        Raises:
            UserError: the name is no safe one, or another network's.
        """
        if name and (not NAME.fullmatch(name) or name in NETWORKS):
            raise UserError("architecture.bad_name", name=repr(name)[:60])
        return replace(self, name=name)

    def spec(self) -> Spec:
        """The table of the designed network; its source says what it was drawn from and what was changed."""
        base = find_spec(self.base)
        if not self.is_changed:
            return base
        layers = (self._redrawn(layer, layer.name) if isinstance(layer, Branches) else layer for layer in base.layers)
        widths = [f"{' '.join(way)} {width}" for way, width in self.widths]
        changes = "; ".join([*widths, *(f"{block} without {branch}" for block, branch in self.off)])
        return replace(base, name=self.title, layers=tuple(layers), source=f"{ORIGIN}{self.base}: {changes}")

    def _redrawn(self, block: Branches, *way: str) -> Branches:
        kept = [(name, path) for name, path in block.branches if (*way, name) not in self.off]
        branches = ((name, tuple(self._layer(layer, *way, name) for layer in path)) for name, path in kept)
        return replace(block, branches=tuple(branches))

    def _layer(self, layer: Layer, *way: str) -> Layer:
        if isinstance(layer, Branches):
            return self._redrawn(layer, *way, layer.name)
        width = dict(self.widths).get((*way, layer.name)) if isinstance(layer, Conv) else None
        return replace(layer, out_channels=width) if width else layer


def convolutions_of(spec: Spec) -> Iterator[tuple[Way, Conv]]:
    """(way, convolution) of each one in the blocks of a network."""
    for block in spec.blocks:
        yield from _convolutions(block, block.name)


def _convolutions(block: Branches, *way: str) -> Iterator[tuple[Way, Conv]]:
    for branch, path in block.branches:
        for layer in path:
            if isinstance(layer, Conv):
                yield (*way, branch, layer.name), layer
            elif isinstance(layer, Branches):
                yield from _convolutions(layer, *way, branch, layer.name)


def design_of(spec: Spec) -> Design | None:
    """The design whose table `spec` is; None where it was drawn from nothing that there is now."""
    base = base_of(spec.source)
    if base not in NETWORKS:
        return None
    kept = {(block.name, branch) for block in spec.blocks for branch, _ in block.branches}
    paths = [(block.name, branch) for block in NETWORKS[base].blocks for branch, _ in block.branches]
    usual, widths = dict(convolutions_of(NETWORKS[base])), dict(convolutions_of(spec))
    changed = {way: conv.out_channels for way, conv in widths.items() if usual.get(way) != conv}
    off = tuple(sorted(path for path in paths if path not in kept))
    name = "" if spec.name == Design(base).title else spec.name
    design = Design(base, tuple(sorted(changed.items())), off, name)
    return design if design.spec() == spec else None


def base_of(source: str) -> str | None:
    """The network that a table with this source was drawn from; None where it is nobody's design."""
    return source.removeprefix(ORIGIN).partition(":")[0] if source.startswith(ORIGIN) else None
