"""The network as a map: blocks from left to right, branches from top to bottom, each tile the branch's activation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from googlenet.app.kit.drawing import GREY, INK, TRACK, Heat, bar, sheet, text, tile

TILE, GAP, NAMES, TOP, SHARE = 64, 10, 84, 32, 22


@dataclass(frozen=True)
class Cell:
    """One branch of one block.

    Attributes:
        row, column: of its tile in the sprite.
        strength: how strong its tile is drawn, 0..1.
        energy, channels: fractions of the block's.
        label: the energy as people read it; of a branch that is off, the word for it.
        is_off: switched off.
    """

    row: int
    column: int
    strength: float
    energy: float
    channels: float
    label: str
    is_off: bool = False


def branch_map(
    blocks: Mapping[str, Mapping[str, Cell]], branches: Sequence[tuple[str, str, str]], heat: Heat, label: str
) -> str:
    """The drawing.

    Args:
        blocks: block's name -> branch -> cell.
        branches: (branch, name, colour) of every row.
        heat: the tiles' pictures.
        label: what the drawing shows.
    """
    body = [text(NAMES + (TILE + GAP) * place, 22, name, weight=600) for place, name in enumerate(blocks)]
    for row, (branch, name, colour) in enumerate(branches):
        y = TOP + row * (TILE + SHARE + GAP)
        body += [bar(8, y + 4, 10, 10, colour), text(24, y + 14, name)]
        for place, cells in enumerate(blocks.values()):
            if branch in cells:
                body += _cell(cells[branch], NAMES + (TILE + GAP) * place, y, colour)
    width = NAMES + (TILE + GAP) * len(blocks)
    return sheet(body, width, TOP + len(branches) * (TILE + SHARE + GAP), label, heat.definitions("map"))


def _cell(cell: Cell, x: float, y: float, colour: str) -> list[str]:
    if cell.is_off:
        return [
            bar(x, y, TILE, TILE, TRACK),
            text(x + TILE / 2, y + TILE / 2 + 5, cell.label, weight=600, anchor="middle"),
        ]
    room = TILE - 30
    return [
        tile("map", x, y, TILE, cell.row, cell.column, strength=cell.strength),
        bar(x, y + TILE + 9, room, 4, TRACK),
        bar(x, y + TILE + 9, room * cell.energy, 4, colour),
        bar(x + room * cell.channels - 0.75, y + TILE + 7, 1.5, 8, INK),
        text(x + TILE, y + TILE + 15, cell.label, size=11, colour=GREY, anchor="end"),
    ]
