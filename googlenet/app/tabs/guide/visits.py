"""The ways from the Guide to other tabs: what the visitor finds chosen there."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from time import monotonic_ns

from googlenet.app.kit.map import PathId
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import SHIPPED, Repository
from googlenet.app.shell.tab import Visit
from googlenet.app.tabs.architecture.view import ArchitectureState, first_block, settled, usual_px
from googlenet.app.tabs.attributions.state import Options
from googlenet.app.tabs.branches.state import Selection
from googlenet.app.tabs.guide.cell_live import cell_live
from googlenet.app.tabs.guide.steps import MISSED
from googlenet.common.errors import look_up
from googlenet.inspection.methods import GUIDE_METHODS, METHODS
from googlenet.networks.registry import NETWORKS

SPARED: PathId = ("inception4c", "5x5")
Way = Callable[[Repository, Question], tuple[Question, str, object]]  # to (question, tab, what is chosen there)


def _without(path: PathId) -> Way:
    """Branches with a path opened and switched off; with the shipped network where the visitor's has no such path."""

    def way(repository: Repository, question: Question) -> tuple[Question, str, Selection]:
        blocks = repository.classifier(question.classifier).network.blocks
        has_it = path[0] in blocks and path[1] in blocks[path[0]].branches
        shown = question if has_it else replace(question, classifier=SHIPPED, target=None)
        return shown, "branches", Selection(off=(path,), opened=path)

    return way


def _drawn(network: str, *, block: str = "", branch: str = "", other: str = "", table: str = "paths") -> Way:
    """Architecture with a network, perhaps beside another, and a block or path opened."""

    def way(repository: Repository, question: Question) -> tuple[Question, str, ArchitectureState]:
        choice = settled(repository, question, ArchitectureState())
        size = max(usual_px(name) for name in (network, other) if name)
        opened = (0, block or first_block(network), branch)
        chosen = {"network": network, "other": other, "opened": opened, "table": table, "size": size}
        return question, "architecture", replace(choice, **chosen)

    return way


def _grad_cam(repository: Repository, question: Question) -> tuple[Question, str, Options]:
    last = list(repository.classifier(question.classifier).network.blocks)[-1]
    methods = tuple(key for key in METHODS if key in GUIDE_METHODS)
    return question, "attributions", Options(methods=methods, block=last)


def _cell(repository: Repository, question: Question) -> tuple[Question, str, Selection]:
    """Branches with the strongest cell of the first block's 3x3 branch, worked out."""
    first = next(iter(repository.classifier(question.classifier).network.blocks))
    one = cell_live(repository, question, (first,), first).cell
    place = {"channel": one.channel, "cell": (one.row, one.column), "step": (), "sent_on": question.picture}
    return question, "branches", Selection(opened=(one.block, one.branch), **place)


def _as_left(tab: str) -> Way:
    """A tab as the visitor left it."""
    return lambda repository, question: (question, tab, None)


WAYS: Mapping[str, Way] = {
    "path_off": _without(SPARED),
    "missed": _without(MISSED[0]),
    "study": _as_left("study"),
    "reduce": _drawn("googlenet", block="inception3a", branch="5x5"),
    "cell": _cell,
    "widths": _drawn("googlenet_bn", block="inception3a"),
    "notes": _drawn("googlenet", other="googlenet_notes"),
    "score": _as_left("classify"),
    "curves": _as_left("train"),
    "bn": _drawn("inception_bn", other="googlenet"),
    "v3": _drawn("inception_v3", block=NETWORKS["inception_v3"].blocks[3].name),
    "grad_cam": _grad_cam,
}


def visit_of(repository: Repository, question: Question, way: object) -> tuple[Question, Visit]:
    """The question and the visit at the end of a way.

    Raises:
        UnknownName: there is no such way.
    """
    find = look_up(WAYS, way if isinstance(way, str) else None, "guide.unknown")
    shown, tab, chosen = find(repository, question)
    return shown, Visit(tab, chosen, monotonic_ns())
