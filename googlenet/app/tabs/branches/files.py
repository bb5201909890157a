"""What is on the screen of the Branches tab as files: pictures as the page draws them by day, and their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

from googlenet.app.kit.map import OTHER_COLOUR
from googlenet.app.kit.picture import over_faint, png
from googlenet.app.kit.svg import INK, PAPER, light
from googlenet.app.shell.answer import preprocessed_picture
from googlenet.app.tabs.branches.closeup.view import effective_field, effective_view, opened_unit
from googlenet.app.tabs.branches.view import channel_view, marked_cell, observed, sheet_view
from googlenet.common.files import npz
from googlenet.common.palette import PATH_COLOURS
from googlenet.data.sprites import heat_tiles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from googlenet.app.shell.question import Question
    from googlenet.app.shell.repository import Repository
    from googlenet.app.tabs.branches.closeup.html import Inside
    from googlenet.app.tabs.branches.closeup.view import CloseupSession
    from googlenet.app.tabs.branches.state import Selection

SIDE_PX = 448
CHANNEL_PX, GAP_PX, SHEET_COLUMNS = 56, 4, 12


def sheet_png(repository: Repository, question: Question, selection: Selection) -> bytes:
    """The contact sheet in its order; every channel on its own scale."""
    view, picture = sheet_view(repository, question, selection), preprocessed_picture(repository, question)
    block, branch = selection.opened
    output, step = observed(repository, question, selection).maps[block][branch], CHANNEL_PX + GAP_PX
    rows = -(-len(view.order) // SHEET_COLUMNS)
    sheet = Image.new("RGB", (SHEET_COLUMNS * step, rows * step), light(PAPER))
    for place, channel in enumerate(view.order):
        row, column = divmod(place, SHEET_COLUMNS)
        strength = output[channel] / (float(output[channel].max()) or 1.0)
        sheet.paste(_over(picture, strength, branch, CHANNEL_PX), (column * step, row * step))
    return png(sheet)


def channel_png(repository: Repository, question: Question, selection: Selection) -> bytes:
    """The channel over the picture, with the marked cell and its receptive field."""
    view = channel_view(repository, question, selection)
    block, branch, channel = opened_unit(repository, question, selection)
    output = observed(repository, question, selection).maps[block][branch][channel]
    picture = _over(preprocessed_picture(repository, question), output / (float(output.max()) or 1.0), branch, SIDE_PX)
    if view.cell is not None:
        _frame(picture, (view.field, view.cell_px), view.size_px)
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
    picture = _over(preprocessed_picture(repository, question), scaled, branch, SIDE_PX)
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


def _over(picture: Image.Image, strengths: np.ndarray, branch: str, side_px: int) -> Image.Image:
    """A map (H, W) of 0..1 in its branch's colour over the faint picture."""
    colour = PATH_COLOURS.get(branch, OTHER_COLOUR)
    return over_faint(picture, heat_tiles(strengths[None], [colour], columns=1, tile_px=side_px), side_px)


def _frame(picture: Image.Image, rectangles: Sequence[Inside], size_px: int) -> None:
    """Draws rectangles of the network's input, in ink with a light edge."""
    draw, scale = ImageDraw.Draw(picture), picture.width / size_px
    for top, left, bottom, right in rectangles:
        box = [round(scale * one) for one in (left, top, right, bottom)]
        box[2:] = max(box[0], box[2] - 1), max(box[1], box[3] - 1)
        for colour, width in ((light(PAPER), 4), (light(INK), 2)):
            draw.rectangle(box, outline=colour, width=width)
