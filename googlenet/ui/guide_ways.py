"""The ways from the Guide to other tabs: what the visitor finds chosen there."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from time import monotonic_ns

from googlenet.errors import look_up
from googlenet.family import NETWORKS
from googlenet.ui.answers import SHIPPED, Answers
from googlenet.ui.architecture_views import Choice, first_block, settled, usual_px
from googlenet.ui.asking import Options
from googlenet.ui.events import Visit
from googlenet.ui.guide_steps import MISSED
from googlenet.ui.question import Question
from googlenet.ui.selection import PathId, Selection

SPARED: PathId = ("inception4c", "5x5")
Way = Callable[[Answers, Question], tuple[Question, str, object]]  # to (question, tab, what is chosen there)


def _without(path: PathId) -> Way:
    """Branches with a path opened and switched off; with the shipped network where the visitor's has no such path."""

    def way(answers: Answers, question: Question) -> tuple[Question, str, Selection]:
        blocks = answers.classifier(question.classifier).network.blocks
        has_it = path[0] in blocks and path[1] in blocks[path[0]].branches
        asked = question if has_it else replace(question, classifier=SHIPPED, target=None)
        return asked, "branches", Selection(off=(path,), opened=path)

    return way


def _drawn(network: str, *, block: str = "", branch: str = "", other: str = "", table: str = "paths") -> Way:
    """Architecture with a network, perhaps beside another, and a block or path opened."""

    def way(answers: Answers, question: Question) -> tuple[Question, str, Choice]:
        choice = settled(answers, question, Choice())
        size = max(usual_px(name) for name in (network, other) if name)
        opened = (0, block or first_block(network), branch)
        chosen = {"network": network, "other": other, "opened": opened, "table": table, "size": size}
        return question, "architecture", replace(choice, **chosen)

    return way


def _grad_cam(answers: Answers, question: Question) -> tuple[Question, str, Options]:
    last = list(answers.classifier(question.classifier).network.blocks)[-1]
    methods = ("input_x_gradient", "integrated_gradients", "layer_grad_cam")
    return question, "attributions", Options(methods=methods, block=last)


def _as_left(tab: str) -> Way:
    """A tab as the visitor left it."""
    return lambda answers, question: (question, tab, None)


WAYS: Mapping[str, Way] = {
    "path_off": _without(SPARED),
    "missed": _without(MISSED[0]),
    "study": _as_left("study"),
    "reduce": _drawn("googlenet", block="inception3a", branch="5x5"),
    "widths": _drawn("googlenet_bn", block="inception3a"),
    "notes": _drawn("googlenet", other="googlenet_notes"),
    "score": _as_left("classify"),
    "curves": _as_left("train"),
    "bn": _drawn("inception_bn", other="googlenet"),
    "v3": _drawn("inception_v3", block=NETWORKS["inception_v3"].blocks[3].name),
    "grad_cam": _grad_cam,
}


def visit_of(answers: Answers, question: Question, way: object) -> tuple[Question, Visit]:
    """The question and the visit at the end of a way.

    Raises:
        UnknownName: there is no such way.
    """
    find = look_up(WAYS, way if isinstance(way, str) else None, "guide.unknown")
    asked, tab, chosen = find(answers, question)
    return asked, Visit(tab, chosen, monotonic_ns())
