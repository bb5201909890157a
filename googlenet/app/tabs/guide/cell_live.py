"""The Guide's live view of one cell: the strongest input channel's window, kernel and products, and the sum of all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from googlenet.app.kit.html import definitions, number, signed
from googlenet.app.kit.map import path_name
from googlenet.app.kit.markup import html
from googlenet.app.kit.number_grid import number_grid
from googlenet.app.shell.question import Question, replace
from googlenet.app.tabs.branches.state import Selection
from googlenet.text import say

if TYPE_CHECKING:
    from googlenet.app.shell.repository import Repository
    from googlenet.inspection.records import Cell


@dataclass(frozen=True)
class CellLive:
    """The strongest cell of the first branch with a kernel larger than 1x1, in one block.

    Attributes:
        blocks, block: names of those to choose from; the one shown.
        cell: its arithmetic.
    """

    blocks: tuple[str, ...]
    block: str
    cell: Cell

    @property
    def inputs(self) -> int:
        """How many input channels the cell reads."""
        return len(self.cell.parts) + self.cell.others


def cell_live(repository: Repository, question: Question, blocks: tuple[str, ...], block: str) -> CellLive:
    """The cell in `block`; `blocks`: those that can be chosen."""
    from googlenet.app.tabs.branches.view import observed
    from googlenet.inspection.cell import cell
    from googlenet.inspection.channels import hottest_cell

    classifier, question = repository.classifier(question.classifier), replace(question, target=None)
    maps, branches = observed(repository, question, Selection()).maps[block], classifier.network.blocks[block].branches
    branch = min(branches, key=lambda name: abs(_largest(branches[name]) - 9))  # 3x3, where there is one
    channel = int(maps[branch].mean(axis=(1, 2)).argmax())
    row, column = hottest_cell(maps[branch][channel])
    place = {"block": block, "branch": branch, "channel": channel, "row": row, "column": column}
    find = partial(cell, classifier, repository.picture(question), **place, strongest=1, prepare=question.prepare)
    found = repository.remember("guide cell", question, find, block)
    return CellLive(blocks, block, found)


def _largest(branch: object) -> int:
    """Area of a branch's last kernel."""
    kernels = [one.kernel_size for one in branch.modules() if hasattr(one, "kernel_size") and hasattr(one, "weight")]
    return kernels[-1][0] * kernels[-1][1] if kernels else 0


def draw(view: CellLive, lang: str) -> tuple[str, str, str]:
    """(finding, what is seen, note)."""
    one, part = view.cell, view.cell.parts[0]
    grids = (("window", part.values), ("kernel", part.kernel), ("products", part.products))
    window, kernel, products = (number_grid(values, say(f"guide.cell.{name}", lang), name) for name, values in grids)
    body = html('<div class="grids">{}<i>×</i>{}<i>=</i>{}</div>', window, kernel, products)
    rows = [
        (say("guide.cell.first", lang, channel=part.channel), signed(part.sum)),
        (say("guide.cell.others", lang, count=one.others), signed(one.total - part.sum)),
        (say("guide.cell.total", lang), number(one.total)),
    ]
    if one.bias:
        rows.append((say("guide.cell.bias", lang), number(one.total + one.bias)))
    if (one.scale, one.shift) != (1, 0):
        shift = signed(one.shift).replace("+", "+ ").replace("−", "− ")
        rows.append((say("guide.cell.norm", lang, scale=number(one.scale), shift=shift), number(one.normalized)))
    if one.is_rectified:
        rows.append((say("guide.cell.relu", lang), number(max(0.0, one.normalized))))
    products = f"{part.kernel.size * view.inputs:,}"
    title = say(
        "guide.cell.live", lang, products=products, value=number(one.value), path=path_name((one.block, one.branch))
    )
    note = say("guide.cell.note", lang, row=one.row + 1, column=one.column + 1, channel=one.channel)
    return title, html('{}<dl class="sums">{}</dl>', body, definitions(rows)), note
