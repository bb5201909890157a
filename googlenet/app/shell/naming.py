"""How the paths of a question's network are called, and in which order; read from its card, without torch."""

from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.common.palette import Names, honest_names, in_order
from googlenet.networks.spec import Spec, path_kernels, spec_from_dict


def paths_of(repository: Repository, question: Question) -> list[str]:
    """The branches of all blocks in one order."""
    blocks = _spec(repository, question).blocks
    return in_order({block.name: [name for name, _ in block.branches] for block in blocks})


def names_of(repository: Repository, question: Question) -> Names:
    """What those paths are called whose kernels are others than their names say."""
    return honest_names(path_kernels(_spec(repository, question)), question.lang)


def _spec(repository: Repository, question: Question) -> Spec:
    return spec_from_dict(repository.card(question.classifier)["spec"])
