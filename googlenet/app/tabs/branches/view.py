"""What the Branches tab shows, computed: one forward pass a question, a part of one a set of branches off; all is cached."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from googlenet.app.kit.map import OTHER_COLOUR, Block, MapView, PathId, Tile, enlarged, on_one_scale, standout
from googlenet.app.shell import answer
from googlenet.app.shell.answer import picture_of
from googlenet.app.shell.naming import names_of
from googlenet.app.shell.question import Question, replace
from googlenet.app.tabs.branches.sheet_html import ChannelView, SheetView
from googlenet.app.tabs.branches.state import Selection, Widths
from googlenet.common.files import npz
from googlenet.common.palette import PATH_COLOURS, in_order

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from googlenet.app.shell.repository import Repository
    from googlenet.common.results import Observation, Prediction

TILE_PX = 56  # side of a tile in the map's sprite, twice that where its cells do not divide it; 28, 14, 8 and 7 do
SHEET_COLUMNS = 12

Unit = tuple[str, str, int]  # block, branch, channel


def widths_of(repository: Repository, question: Question) -> Widths:
    """block -> branch -> channels of the question's network."""
    blocks = repository.classifier(question.classifier).network.blocks
    return {name: dict(block.widths) for name, block in blocks.items()}


def kept(
    name: str, find: Callable, repository: Repository, question: Question, selection: Selection, *more: object
) -> object:
    """`find(classifier, picture, off=…, fill=…, prepare=…)`, kept under `name` for the next press.

    Args:
        more: what else the answer depends on.
    """

    def compute() -> object:
        classifier, picture = repository.classifier(question.classifier), repository.picture(question)
        return find(classifier, picture, off=selection.off_by_block(), fill=selection.fill, prepare=question.prepare)

    return repository.remember(name, question, compute, selection.silenced, *more)


def observed(repository: Repository, question: Question, selection: Selection) -> Observation:
    """The answer and all activations without the branches that are off."""
    if not selection.silenced[0]:
        return answer.observed(repository, question)

    def compute() -> Observation:
        from googlenet.inspection.ablation import observe_without
        from googlenet.inspection.inference import input_of_pixels

        classifier, known = repository.classifier(question.classifier), answer.observed(repository, question)
        x = input_of_pixels(classifier, answer.pixels_of(repository, question)[None])
        return observe_without(classifier, x, selection.off_by_block(), fill=selection.fill, known=known)

    return repository.remember("observation", replace(question, target=None), compute, selection.silenced)


def colour_of(branch: str) -> str:
    """A branch's colour."""
    return PATH_COLOURS.get(branch, OTHER_COLOUR)


def heat_of(values: np.ndarray, branch: str, side_px: int) -> str:
    """A map (H, W) of 0..1 in its branch's colour, as a data URI."""
    from googlenet.data import images

    return images.data_uri(images.heat_tiles(values[None], [colour_of(branch)], columns=1, tile_px=side_px))


def settled(repository: Repository, question: Question, selection: Selection) -> Selection:
    """`selection` for this question's network, with a branch opened: the one that stands out, where none was chosen."""
    from googlenet.inspection.exemplars import takes_sample

    selection = selection.fitted(widths_of(repository, question))
    if selection.fill == "mean" and not takes_sample(repository.classifier(question.classifier)):
        selection = replace(selection, fill="zero")  # the means are over garments
    if selection.opened is None:
        selection = replace(selection, opened=standout(map_view(repository, question, Selection())))
    return selection


def marked_cell(selection: Selection, output: np.ndarray) -> tuple[int, int]:
    """(row, column) of the cell that is looked at in a channel's map (H, W): the chosen one, else the hottest."""
    from googlenet.inspection.channels import hottest_cell

    cell = selection.cell
    return cell if cell and cell[0] < output.shape[0] and cell[1] < output.shape[1] else hottest_cell(output)


def map_view(repository: Repository, question: Question, selection: Selection) -> MapView:
    """The network map."""
    before, now = (observed(repository, question, one).prediction for one in (Selection(), selection))
    picture, sprite, size, blocks = repository.remember(
        "branch map",
        replace(question, target=None),
        lambda: _tiles(repository, question, selection),
        selection.silenced,
    )
    return MapView(
        picture=picture,
        sprite=sprite,
        sprite_size=size,
        blocks=blocks,
        off=selection.off + selection.channels_off,
        classes=repository.classifier(question.classifier).classes,
        before=_by_class(before),
        now=_by_class(now),
        target=before.indices[0] if question.target is None else question.target,
        names=names_of(repository, question),
    )


def other_view(repository: Repository, question: Question, selection: Selection) -> MapView | None:
    """The map of the second picture, on the first one's scale and for the same class; None where there is none."""
    if selection.other is None:
        return None
    first = map_view(repository, question, selection)
    second = map_view(repository, replace(question.original, picture=selection.other, target=first.target), selection)
    return on_one_scale(second, first)


def shown_view(repository: Repository, question: Question, selection: Selection) -> MapView:
    """The network map; where a second picture stands beside the first, on a scale that both share."""
    view = map_view(repository, question, selection)
    if selection.other is None:
        return view
    return on_one_scale(view, map_view(repository, replace(question.original, picture=selection.other), selection))


def _by_class(prediction: Prediction) -> tuple[float, ...]:
    pairs = sorted(zip(prediction.indices, prediction.probabilities.tolist(), strict=True))
    return tuple(probability for _, probability in pairs)


def _tiles(repository: Repository, question: Question, selection: Selection) -> tuple:
    import numpy as np

    from googlenet.data import images
    from googlenet.inspection.channels import energy_shares

    maps = observed(repository, question, selection).maps
    names = in_order({block: list(branches) for block, branches in maps.items()})
    cells = {side for branches in maps.values() for output in branches.values() for side in output.shape[1:]}
    rows, side_px = len(names), TILE_PX * (1 if all(TILE_PX % side == 0 for side in cells) else 2)
    tiles = np.zeros((rows, len(maps), side_px, side_px), np.float32)
    colours = [[OTHER_COLOUR] * len(maps) for _ in range(rows)]
    blocks = []
    for column, (block, branches) in enumerate(maps.items()):
        shares, total = energy_shares(branches), sum(map(len, branches.values()))
        means = {branch: output.mean(axis=0) for branch, output in branches.items()}
        most, listed = max(float(mean.max()) for mean in means.values()) or 1.0, {}
        for branch, mean in means.items():
            row, peak = names.index(branch), float(mean.max())
            tiles[row, column] = enlarged(mean / (peak or 1.0), side_px)
            colours[row][column] = colour_of(branch)
            listed[branch] = Tile(shares[branch], len(branches[branch]) / total, peak / most, row, column)
        blocks.append(Block(block, total, mean.shape, listed, most))
    flat = [colour for row in colours for colour in row]
    sprite = images.heat_tiles(tiles.reshape(-1, side_px, side_px), flat, columns=len(maps), tile_px=side_px)
    return picture_of(repository, question), images.data_uri(sprite), (rows, len(maps)), tuple(blocks)


def sheet_view(repository: Repository, question: Question, selection: Selection) -> SheetView:
    """The contact sheet of the branch that is opened."""
    from googlenet.inspection.channels import carry_half, strengths

    block, branch = selection.opened
    observation = observed(repository, question, selection)
    output = observation.maps[block][branch]
    means = strengths(output, "mean")
    silent = frozenset((output.max(axis=(1, 2)) <= 0).nonzero()[0].tolist())
    first = observed(repository, question, Selection()).prediction.indices[0]
    target = first if question.target is None else question.target
    if selection.sort == "class":
        values = _contributions(repository, question, selection, target)[branch]
    else:
        values = strengths(output, selection.sort)
    order = sorted(range(len(values)), key=lambda index: (index in silent, -values[index]))
    previous, following = _neighbours(observation.maps, selection.opened)
    return SheetView(
        picture=picture_of(repository, question),
        sprite=_sheet_sprite(repository, question, selection, output),
        sprite_size=(-(-len(output) // SHEET_COLUMNS), SHEET_COLUMNS),
        path=selection.opened,
        previous=previous,
        following=following,
        is_off=selection.opened in selection.off,
        sort=selection.sort,
        order=tuple(order),
        values=tuple(values.tolist()),
        half=carry_half(means),
        silent=silent,
        label=repository.classifier(question.classifier).classes[target],
        is_exact=block == list(observation.maps)[-1],
        names=names_of(repository, question),
    )


def _sheet_sprite(repository: Repository, question: Question, selection: Selection, output: np.ndarray) -> str:
    def compute() -> str:
        from googlenet.data import images

        peaks = output.max(axis=(1, 2), keepdims=True)
        colours = [colour_of(selection.opened[1])] * len(output)
        tiles = output / peaks.clip(min=1e-12)  # a pixel a cell: the browser enlarges them
        sheet = images.heat_tiles(tiles, colours, columns=SHEET_COLUMNS, tile_px=output.shape[-1])
        return images.data_uri(sheet)

    return repository.remember("sheet", replace(question, target=None), compute, selection.silenced, selection.opened)


def _contributions(repository: Repository, question: Question, selection: Selection, target: int) -> dict:
    from googlenet.inspection.channels import class_contributions

    block, question = selection.opened[0], replace(question, target=target)
    find = partial(class_contributions, target=target, block=block)
    return kept("contributions", find, repository, question, selection, block)


def _neighbours(maps: dict, branch: PathId) -> tuple[PathId, PathId]:
    """The branches before and after `branch` in the network's order; the last is followed by the first."""
    all_branches = [(block, name) for block, names in maps.items() for name in names]
    place = all_branches.index(branch)
    return all_branches[place - 1], all_branches[(place + 1) % len(all_branches)]


def opened_unit(repository: Repository, question: Question, selection: Selection) -> Unit:
    """The channel that is opened; where none was chosen, the first of the sheet."""
    channel = selection.channel
    return *selection.opened, sheet_view(repository, question, selection).order[0] if channel is None else channel


def channel_view(repository: Repository, question: Question, selection: Selection) -> ChannelView:
    """The channel that is opened."""
    from googlenet.inspection.channels import hottest_cell
    from googlenet.inspection.receptive_field import receptive_field

    block, branch, channel = opened_unit(repository, question, selection)
    output = observed(repository, question, selection).maps[block][branch][channel]
    classifier, cell, field, inside = repository.classifier(question.classifier), None, None, None
    peak, size_px = float(output.max()), classifier.preprocess.size_px
    if peak > 0 or selection.cell:
        cell = marked_cell(selection, output)
        seen = receptive_field(classifier.card.spec, block, branch, row=cell[0], column=cell[1], size_px=size_px)
        field, inside = ((one.top, one.left, one.bottom, one.right) for one in (seen.unclipped, seen.clipped))
    return ChannelView(
        picture=picture_of(repository, question),
        heat=heat_of(output / (peak or 1.0), branch, output.shape[-1]),
        path=selection.opened,
        channel=channel,
        cells=output.shape,
        cell=cell,
        is_hottest=cell == hottest_cell(output),
        value=float(output[cell]) if cell else 0.0,
        size_px=size_px,
        field=field,
        inside=inside,
    )


def branch_npz(repository: Repository, question: Question, selection: Selection) -> bytes:
    """The opened branch's activations (C, H, W) as a NumPy archive, with the names of what they belong to."""
    import numpy as np

    block, branch = selection.opened
    activations = observed(repository, question, selection).maps[block][branch]
    off = ["/".join(map(str, one)) for one in selection.off + selection.channels_off]
    return npz(activations=activations, block=block, branch=branch, off=np.array(off, dtype=str))
