"""How the paths of a question's network are called, and in which order; read from its card, without torch."""

from googlenet.charts.palette import Names, honest_names, in_order
from googlenet.specs import Spec, path_kernels, spec_from_dict
from googlenet.ui.answers import Answers
from googlenet.ui.question import Question


def paths_of(answers: Answers, question: Question) -> list[str]:
    """The branches of all blocks in one order."""
    blocks = _spec(answers, question).blocks
    return in_order({block.name: [name for name, _ in block.branches] for block in blocks})


def names_of(answers: Answers, question: Question) -> Names:
    """What those paths are called whose kernels are others than their names say."""
    return honest_names(path_kernels(_spec(answers, question)), question.lang)


def _spec(answers: Answers, question: Question) -> Spec:
    return spec_from_dict(answers.card(question.classifier)["spec"])
