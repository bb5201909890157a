"""The network as a map by itself: blocks from left to right, branches from top to bottom, each tile an activation."""

from googlenet.app.kit.map import MapView, Tile, share
from googlenet.app.kit.picture import decoded, ground, png_uri
from googlenet.app.kit.svg import INK, MARK, TEXT, TRACK, Heat, bar, sheet, text, tile
from googlenet.common.palette import PATH_COLOURS, block_label, path_label
from googlenet.text import say

TILE, GAP, NAMES, TOP, SHARE = 56, 10, 84, 32, 22


def map_svg(view: MapView, lang: str, *, scale: str = "block") -> str:
    """The drawing: below each tile its branch's share of the block's energy, with a tick at its share of the channels.

    Args:
        scale: "block": all of a block's tiles on one scale; "tile": each on its own.
    """
    heat = Heat(ground(view.picture), png_uri(decoded(view.sprite)), view.sprite_size)
    columns = {block.name: NAMES + (TILE + GAP) * column for column, block in enumerate(view.blocks)}
    body = [heat.definitions("map")]
    for block in view.blocks:
        body.append(text(columns[block.name], 22, block_label(block.name), weight=600))
        body.append(text(columns[block.name] + TILE, 22, block.channels, TEXT, "end", size=11))
    for row, branch in enumerate(view.rows):
        y, ink = TOP + row * (TILE + SHARE + GAP), PATH_COLOURS.get(branch, MARK)
        body += [bar(8, y + 4, 10, 10, ink), text(24, y + 14, path_label(branch, view.names))]
        for block in view.blocks:
            if (block.name, branch) in view.off:
                body += _off(columns[block.name], y, lang)
            elif branch in block.tiles:
                body += _cell(block.tiles[branch], columns[block.name], y, ink, scale)
    size = NAMES + (TILE + GAP) * len(view.blocks), TOP + len(view.rows) * (TILE + SHARE + GAP)
    return sheet(body, *size, say("report.map", lang, count=len(view.blocks)))


def _off(x: float, y: float, lang: str) -> list[str]:
    words = text(x + TILE / 2, y + TILE / 2 + 5, say("branches.off", lang), anchor="middle", weight=600)
    return [bar(x, y, TILE, TILE, TRACK), words]


def _cell(shown: Tile, x: float, y: float, ink: str, scale: str) -> list[str]:
    room, strength = TILE - 30, float(shown.strength > 0) if scale == "tile" else shown.strength
    return [
        tile("map", x, y, TILE, shown.row, shown.column, strength=strength),
        bar(x, y + TILE + 9, room, 4, TRACK),
        bar(x, y + TILE + 9, room * shown.energy, 4, ink),
        bar(x + room * shown.channels - 0.75, y + TILE + 7, 1.5, 8, INK),
        text(x + TILE, y + TILE + 15, share(shown.energy) if shown.strength else "–", TEXT, "end", size=11),
    ]
