"""What the network map shows, as plain values, and how its parts are called."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from googlenet.app.kit.csv import csv_text
from googlenet.app.kit.html import button, icon
from googlenet.app.kit.markup import NOTHING, html, join
from googlenet.app.kit.svg import MARK, light
from googlenet.common.palette import NO_NAMES, Names, block_label, in_order, path_label
from googlenet.text import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np


OTHER_COLOUR = light(MARK)  # a path that the palette does not know


PathId = tuple[str, str]  # block, branch
ChannelId = tuple[str, str, int]  # block, branch, index


@dataclass(frozen=True)
class Tile:
    """One path of one block.

    Attributes:
        energy, channels: fractions of the block's.
        strength: its largest cell over the largest of the block's tiles, 0..1; 0: silent.
        row, column: of its picture in the sprite.
    """

    energy: float
    channels: float
    strength: float
    row: int
    column: int


@dataclass(frozen=True)
class Block:
    """One block of the map.

    Attributes:
        name, channels: the block's name, and the channels that it puts out.
        cells: (rows, columns) of its maps.
        tiles: branch -> tile, in order.
        peak: the largest cell of its tiles, in activations (mean over a path's channels).
    """

    name: str
    channels: int
    cells: tuple[int, int]
    tiles: dict[str, Tile]
    peak: float = 1.0


@dataclass(frozen=True)
class MapView:
    """What the map shows.

    Attributes:
        picture, sprite: data URIs of what the network sees, and of all tiles' heat, each on its own scale.
        sprite_size: (rows, columns) of tiles in the sprite.
        blocks: in the network's order.
        off: paths that are switched off, then single channels that are.
        classes: K names, in class order.
        before, now: K probabilities with all paths, and without those that are off.
        target: class index that is explained.
        names: of paths that are not called by their keys.
    """

    picture: str
    sprite: str
    sprite_size: tuple[int, int]
    blocks: tuple[Block, ...]
    off: tuple[PathId | ChannelId, ...]
    classes: tuple[str, ...]
    before: tuple[float, ...]
    now: tuple[float, ...]
    target: int
    names: Names = field(default_factory=dict)

    @property
    def rows(self) -> list[str]:
        """The paths of all blocks, from top to bottom."""
        return in_order({block.name: list(block.tiles) for block in self.blocks})


def on_one_scale(view: MapView, other: MapView) -> MapView:
    """`view` with each block's tiles on a scale that it shares with `other`'s."""
    peaks = {block.name: block.peak for block in other.blocks}

    def scaled(block: Block) -> Block:
        most = max(block.peak, peaks[block.name]) or 1.0
        tiles = {name: replace(tile, strength=tile.strength * block.peak / most) for name, tile in block.tiles.items()}
        return replace(block, tiles=tiles)

    return replace(view, blocks=tuple(map(scaled, view.blocks)))


def standout(view: MapView) -> PathId:
    """The path whose share of energy most exceeds its share of channels."""
    ratio = {
        (block.name, branch): tile.energy / tile.channels
        for block in view.blocks
        for branch, tile in block.tiles.items()
    }
    return max(ratio, key=ratio.get)


def path_name(path: PathId | ChannelId, names: Names = NO_NAMES) -> str:
    """A path as people read it: block and kernel, "4c 3×3"; a channel with its number, "4c 3×3 #7"."""
    return " ".join([block_label(path[0]), path_label(path[1], names), *(f"#{index}" for index in path[2:])])


def paths_name(off: tuple[PathId | ChannelId, ...], lang: str, names: Names = NO_NAMES) -> str:
    """One or two paths by name, more by number."""
    if len(off) > 2:
        return say("branches.many", lang, count=len(off))
    labels = [path_name(path, names) for path in off]
    return labels[0] if len(labels) == 1 else say("branches.two", lang, one=labels[0], other=labels[1])


def joined(sentences: Iterable[str], lang: str) -> str:
    """Sentences one after another, as the language sets them."""
    return (html(" ") if lang == "en" else NOTHING).join(sentences)


def saves(picture: str, numbers: str, lang: str, *, key: str = "save") -> str:
    """Two buttons that save what is on screen: as a picture and as numbers; `data-{key}` says what a press asks for."""
    return join(
        button(icon("save") + say(f"branches.save_{kind}", lang), data={key: what}, kind="quiet")
        for kind, what in (("picture", picture), ("numbers", numbers))
    )


def share(fraction: float) -> str:
    """A fraction in whole percent: "23%"; near the ends "< 1%" and "> 99%"."""
    if 0.995 <= fraction < 1:
        return "> 99%"
    return f"{100 * fraction:.0f}%" if fraction >= 0.005 else "< 1%"


def map_csv(view: MapView) -> str:
    """The numbers on screen as CSV: each path's shares, each class's probability before and now."""
    rows: list[tuple] = [("block", "branch", "is_off", "share_of_energy", "share_of_channels")]
    for block in view.blocks:
        for branch, tile in block.tiles.items():
            is_off = int((block.name, branch) in view.off)
            rows.append((block.name, branch, is_off, f"{tile.energy:.6f}", f"{tile.channels:.6f}"))
    rows += [(), ("class", "probability_all_paths", "probability_now")]
    rows += [(name, f"{a:.6f}", f"{b:.6f}") for name, a, b in zip(view.classes, view.before, view.now, strict=True)]
    return csv_text(rows)


def enlarged(maps: np.ndarray, side_px: int) -> np.ndarray:
    """Maps (…, H, W) with their cells repeated to (…, side_px, side_px), so that maps of any size share a sprite."""
    import numpy as np

    rows, columns = (np.arange(side_px) * side // side_px for side in maps.shape[-2:])
    return maps[..., rows[:, None], columns]


def place(row: int, column: int, sprite_size: tuple[int, int]) -> str:
    """The background-position that brings a sprite's field into sight."""
    rows, columns = sprite_size
    return f"{100 * column / max(1, columns - 1):.3f}% {100 * row / max(1, rows - 1):.3f}%"
