"""From what the tab shows to a drawing that stands alone."""

from googlenet.app.kit.drawing import MARK, Heat
from googlenet.app.kit.map import MapView, share
from googlenet.app.kit.picture import decoded, ground, png_uri
from googlenet.app.tabs.branches.map_chart import Cell, branch_map
from googlenet.common.palette import PATH_COLOURS, block_label, path_label
from googlenet.text import say


def map_svg(view: MapView, lang: str) -> str:
    """The network's blocks and branches."""
    blocks = {
        block_label(block.name): {
            branch: Cell(
                tile.row,
                tile.column,
                tile.strength,
                tile.energy,
                tile.channels,
                say("branches.off", lang) if (block.name, branch) in view.off else share(tile.energy),
                (block.name, branch) in view.off,
            )
            for branch, tile in block.tiles.items()
        }
        for block in view.blocks
    }
    branches = [(branch, path_label(branch, view.names), PATH_COLOURS.get(branch, MARK)) for branch in view.rows]
    heat = Heat(ground(view.picture), png_uri(decoded(view.sprite)), view.sprite_size)
    return branch_map(blocks, branches, heat, say("report.map", lang, count=len(view.blocks)))
