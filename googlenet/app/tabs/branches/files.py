"""What is on the screen of the Branches tab as files: pictures as the page draws them by day, and their numbers."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from googlenet.app.kit.map import OTHER_COLOUR, share
from googlenet.app.kit.picture import faint
from googlenet.app.tabs.branches.closeup.view import effective_field, effective_view, opened_unit
from googlenet.app.tabs.branches.view import channel_view, map_view, marked_cell, observed, sheet_view
from googlenet.common.palette import PATH_COLOURS, block_label, in_order, path_label
from googlenet.data.sprites import heat_tiles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from googlenet.app.shell.question import Question
    from googlenet.app.shell.repository import Repository
    from googlenet.app.tabs.branches.closeup.html import Inside
    from googlenet.app.tabs.branches.closeup.view import CloseupSession
    from googlenet.app.tabs.branches.state import Selection

SIDE_PX, INK = 448, "#15181B"
TILE_PX, CHANNEL_PX, GAP_PX, MARGIN_PX, LINE_PX = 112, 56, 8, 72, 24
SHEET_COLUMNS = 12
PAPER = "#FFFFFF"


def map_png(repository: Repository, question: Question, selection: Selection, scale: str) -> bytes:
    """The network map; `scale` "tile": each tile on its own scale, else all of a block on one."""
    view, maps = map_view(repository, question, selection), observed(repository, question, selection).maps
    names = in_order({block: list(branches) for block, branches in maps.items()})
    step_x, step_y = TILE_PX + GAP_PX, TILE_PX + LINE_PX
    size = (MARGIN_PX + step_x * len(view.blocks), LINE_PX + step_y * len(names))
    picture, font, seen = Image.new("RGB", size, PAPER), ImageFont.load_default(14), seen_by(repository, question)
    write = ImageDraw.Draw(picture)
    for row, branch in enumerate(names):
        name = path_label(branch, view.names).replace("×", "x")  # the font knows no "×"
        write.text((0, LINE_PX + row * step_y + 4), name, INK, font)
    for column, block in enumerate(view.blocks):
        x = MARGIN_PX + column * step_x
        write.text((x, 2), f"{block_label(block.name)}  {block.channels}", INK, font)
        for branch, tile in block.tiles.items():
            y, mean = LINE_PX + names.index(branch) * step_y, maps[block.name][branch].mean(axis=0)
            strength = mean / (float(mean.max()) or 1.0) * (1 if scale == "tile" else tile.strength)
            picture.paste(over(seen, strength, branch, TILE_PX), (x, y))
            value = "–" if (block.name, branch) in view.off else share(tile.energy)
            write.text((x, y + TILE_PX + 2), value, INK, font)
    return png(picture)


def sheet_png(repository: Repository, question: Question, selection: Selection) -> bytes:
    """The contact sheet in its order; every channel on its own scale."""
    view, seen = sheet_view(repository, question, selection), seen_by(repository, question)
    block, branch = selection.opened
    output, step = observed(repository, question, selection).maps[block][branch], CHANNEL_PX + GAP_PX // 2
    rows = -(-len(view.order) // SHEET_COLUMNS)
    picture = Image.new("RGB", (SHEET_COLUMNS * step, rows * step), PAPER)
    for place, channel in enumerate(view.order):
        row, column = divmod(place, SHEET_COLUMNS)
        strength = output[channel] / (float(output[channel].max()) or 1.0)
        picture.paste(over(seen, strength, branch, CHANNEL_PX), (column * step, row * step))
    return png(picture)


def channel_png(repository: Repository, question: Question, selection: Selection) -> bytes:
    """The channel over the picture, with the marked cell and its receptive field."""
    view = channel_view(repository, question, selection)
    block, branch, channel = opened_unit(repository, question, selection)
    output = observed(repository, question, selection).maps[block][branch][channel]
    picture = over(seen_by(repository, question), output / (float(output.max()) or 1.0), branch, SIDE_PX)
    if view.cell is not None:
        (row, column), (rows, columns), side = view.cell, view.cells, view.size_px
        cell = (row * side / rows, column * side / columns, (row + 1) * side / rows, (column + 1) * side / columns)
        _frame(picture, (view.field, cell), side)
    return png(picture)


def channel_npz(repository: Repository, question: Question, selection: Selection) -> bytes:
    """The channel's map (H, W), the marked cell, and what it sees, unclipped and clipped: top, left, bottom, right."""
    view = channel_view(repository, question, selection)
    block, branch, channel = opened_unit(repository, question, selection)
    activations = observed(repository, question, selection).maps[block][branch][channel]
    marked = {} if view.cell is None else {"cell": view.cell, "field": view.field, "inside": view.inside}
    return npz(activations=activations, block=block, branch=branch, channel=channel, **marked)


def field_png(repository: Repository, question: Question, selection: Selection, session: CloseupSession) -> bytes:
    """The effective receptive field over the picture, with the exact one's edge."""
    field, branch = _field(repository, question, selection)
    scaled = field / max(float(np.quantile(field, 0.999)), 1e-12)
    picture = over(seen_by(repository, question), scaled, branch, SIDE_PX)
    view = effective_view(repository, question, selection, session)
    _frame(picture, (view.inside,), view.size_px)
    return png(picture)


def field_npz(repository: Repository, question: Question, selection: Selection, session: CloseupSession) -> bytes:
    """The effective receptive field (H, W), and the exact one within the image."""
    field, _ = _field(repository, question, selection)
    unit = opened_unit(repository, question, selection)
    named = dict(zip(("block", "branch", "channel"), unit, strict=True))
    return npz(field=field, inside=effective_view(repository, question, selection, session).inside, **named)


def _field(repository: Repository, question: Question, selection: Selection) -> tuple[np.ndarray, str]:
    unit = opened_unit(repository, question, selection)
    output = observed(repository, question, selection).maps[unit[0]][unit[1]][unit[2]]
    cell = marked_cell(selection, output)
    return effective_field(repository, question, selection, unit, cell), unit[1]


def seen_by(repository: Repository, question: Question) -> Image.Image:
    """What the network sees of the question's picture."""
    from googlenet.data.images import preprocessed_image, to_pixels

    preprocess = repository.classifier(question.classifier).preprocess
    return preprocessed_image(to_pixels(repository.picture(question), preprocess, question.prepare), preprocess)


def over(seen: Image.Image, strengths: np.ndarray, branch: str, side_px: int) -> Image.Image:
    """A map (H, W) of 0..1 in its branch's colour over the faint picture."""
    colour = PATH_COLOURS.get(branch, OTHER_COLOUR)
    tile = Image.open(io.BytesIO(heat_tiles(strengths[None], [colour], columns=1, tile_px=side_px))).convert("RGBA")
    return Image.alpha_composite(faint(seen, side_px), tile).convert("RGB")


def _frame(picture: Image.Image, rectangles: Sequence[Inside], size_px: int) -> None:
    """Draws rectangles of the network's input, in ink with a light edge."""
    draw, scale = ImageDraw.Draw(picture), picture.width / size_px
    for top, left, bottom, right in rectangles:
        box = [round(scale * one) for one in (left, top, right, bottom)]
        box[2:] = max(box[0], box[2] - 1), max(box[1], box[3] - 1)
        for colour, width in ((PAPER, 4), (INK, 2)):
            draw.rectangle(box, outline=colour, width=width)


def png(picture: Image.Image) -> bytes:
    """A PNG file of `picture`."""
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def npz(**arrays: object) -> bytes:
    """A compressed NumPy archive."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return buffer.getvalue()
