"""What the arithmetic of a cell shows, computed: the cell of every branch at one place, and the sum of the chosen one."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from googlenet.app.kit.map import enlarged
from googlenet.app.shell.naming import names_of
from googlenet.app.shell.question import Question, replace
from googlenet.app.tabs.branches.closeup.cell_html import SlidingView, StepView, WorkedView
from googlenet.app.tabs.branches.view import colour_of, marked_cell, observed, opened_unit
from googlenet.common.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from torch import Tensor

    from googlenet.app.shell.repository import Repository
    from googlenet.app.tabs.branches.state import Selection
    from googlenet.inspection.cell import FoundLayer
    from googlenet.inspection.records import Cell
    from googlenet.networks.network import Network

LISTED, LISTED_SINGLE = 3, 6  # input channels that come one by one; of a 1x1 kernel
STEP_PX = 56


def worked_view(repository: Repository, question: Question, selection: Selection) -> WorkedView:
    """The arithmetic of the marked cell, where it is wanted."""
    unit = opened_unit(repository, question, selection)
    output = observed(repository, question, selection).maps[unit[0]][unit[1]][unit[2]]
    row, column = marked_cell(selection, output)
    view = WorkedView(
        unit[:2], unit[2], (row, column), float(output[row, column]), names=names_of(repository, question)
    )
    if selection.step is None:
        return view
    plain = replace(question, target=None)
    parts = unit, (row, column), selection.step
    found = repository.remember(
        "worked", plain, lambda: _worked(repository, plain, selection, view), selection.silenced, *parts
    )
    return replace(found, names=view.names)  # it may be remembered from another language


def _worked(repository: Repository, question: Question, selection: Selection, view: WorkedView) -> WorkedView:
    import torch

    from googlenet.inspection.ablation import ablated, means_for
    from googlenet.inspection.cell import filled_by, find_layer, trail, work_out
    from googlenet.inspection.flow import source_of
    from googlenet.inspection.inference import hookable_copy

    (block, opened), (row, column), off = view.path, view.cell, selection.off_by_block()
    classifier = repository.classifier(question.classifier)
    network = hookable_copy(classifier)
    given = _input(repository, question, selection, block).to(network.fc.weight.device)
    means = means_for(classifier, selection.fill) if off else None
    maps, trails = observed(repository, question, selection).maps[block], {}
    with torch.inference_mode(), ablated(network, off, selection.fill, means=means):
        for branch, output in maps.items():
            channel = view.channel if branch == opened else int(output[:, row, column].argmax())
            how = {"strongest": LISTED_SINGLE, "filled": filled_by(block, branch, channel, off, means)}
            trails[branch] = trail(network.blocks[block], given, (block, branch), channel, row, column, **how)
        chosen, names, found = trails[opened][-1][0], [opened], None
        if selection.step:
            branch, layer, *place = selection.step
            is_last = layer == trails[branch][-1][0].layer
            names = [branch] if is_last else [branch, *layer.split("/")]
            try:
                found = find_layer(network.blocks[block], given, names, place[0], (block,))
                filled = filled_by(block, branch, place[0], off, means) if is_last else None
                chosen = work_out(found, *place[1:], strongest=LISTED_SINGLE, filled=filled)
            except UnknownName:  # of another image or network
                found, names = None, [opened]
        found = found or find_layer(network.blocks[block], given, names, chosen.channel, (block,))
        listed = chosen.parts[: LISTED_SINGLE if chosen.parts[0].kernel.size == 1 else LISTED]
        slides = None if chosen.filled is not None else _sliding(found, chosen, [part.channel for part in listed])
    source, widths = source_of(network, block, given.shape[1])
    steps = {branch: tuple(StepView(one, shown.shape) for one, shown in pairs) for branch, pairs in trails.items()}
    columns = max(map(len, steps.values()))
    return replace(
        view,
        trails=tuple(steps.items()),
        sprite=_sprite(trails, columns),
        sprite_size=(len(trails), columns),
        chosen=chosen,
        listed=len(listed),
        source=source,
        widths=tuple(widths.items()),
        slides=slides,
    )


def _input(repository: Repository, question: Question, selection: Selection, block: str) -> Tensor:
    """The block's input, from what is known of the pass; a block that reads the stem takes another."""

    def compute() -> Tensor:
        from googlenet.inspection.flow import input_seen, inputs_of
        from googlenet.inspection.inference import hookable_copy, input_of

        classifier = repository.classifier(question.classifier)
        network: Network = hookable_copy(classifier)
        seen = input_seen(network, observed(repository, question, selection).maps, block)
        if seen is None:
            x = input_of(classifier, repository.picture(question), question.prepare)
            seen = inputs_of(network, x, [block])[block]
        return seen.cpu()

    return repository.remember("block input", question, compute, selection.silenced, block)


def _sprite(trails: Mapping[str, tuple], columns: int) -> str:
    import numpy as np

    from googlenet.data import images

    tiles = np.zeros((len(trails), columns, STEP_PX, STEP_PX), np.float32)
    for row, pairs in enumerate(trails.values()):
        for column, (_, values) in enumerate(pairs):
            tiles[row, column] = enlarged(values / (float(values.max()) or 1.0), STEP_PX)
    colours = [colour_of(branch) for branch in trails for _ in range(columns)]
    flat = tiles.reshape(-1, STEP_PX, STEP_PX)
    return images.data_uri(images.heat_tiles(flat, colours, columns=columns, tile_px=STEP_PX))


def _sliding(found: FoundLayer, chosen: Cell, channels: list[int]) -> SlidingView | None:
    """What the browser needs to work out every cell of the chosen one's map."""
    from googlenet.inspection.cell import sliding

    slides = sliding(found, channels)
    if slides is None:
        return None
    values, after = found.module(found.given)[0, found.channel].float().cpu().numpy(), ""
    if found.residual:
        block, x, channel = found.residual
        after = _packed((x if block.shortcut is None else block.shortcut(x))[0, channel].float().cpu().numpy())
    return SlidingView(
        kind=chosen.kind,
        cells=values.shape,
        input_cells=slides.inputs.shape[1:],
        kernel=slides.kernels.shape[1:],
        stride=slides.stride,
        padding=slides.padding,
        inputs=_packed(slides.inputs),
        kernels=_packed(slides.kernels),
        rest=_packed(slides.rest),
        values=_packed(values),
        after=after,
    )


def _packed(values: np.ndarray) -> str:
    """float32 numbers in base64, which the browser reads exactly."""
    return base64.b64encode(values.astype("<f4").tobytes()).decode()
