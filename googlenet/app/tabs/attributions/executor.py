"""How the questions of the Attributions tab are answered: each once, the slow ones in turn; knows nothing of Gradio."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from googlenet.app.kit.job import DeviceTurns, Job
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.app.tabs.attributions.state import SHARES, WAYS, Task
from googlenet.app.tabs.attributions.view import find_maps
from googlenet.common.errors import UserError
from googlenet.inspection.methods import METHODS

if TYPE_CHECKING:
    from googlenet.common.results import BlockShares

WAYS_PASSES = 8  # of DeepLift, image and baseline forth and back, and of a block's branches left out, on half a network


class Executor:
    """Answers tasks, each once, and as many at a time as the device takes."""

    def __init__(self, repository: Repository):
        self.repository = repository
        self._turns = DeviceTurns()

    def work(self, task: Task, job: Job) -> object:
        """The answer to `task`: {branch or None: Attribution}, or a list of BlockShares.

        Raises:
            CancelledError: `job` was stopped.
            UserError: it has no answer.
        """
        find = {SHARES: find_shares}.get(task.method, find_maps)
        if task.method == WAYS:  # found before the turn: who has a turn waits for nobody
            find = partial(find_ways, known=self.work(replace(task, method=SHARES), job))

        def in_turn() -> object:
            device = self.repository.classifier(task.question.classifier).device.type
            turns = self._turns.of(device, is_slow=task.is_slow)
            # Methods before the long work on all blocks.
            rank = (SHARES, WAYS).index(task.method) + 1 if task.is_of_all_blocks else 0
            with turns.turn(job, rank, task.question.owner):
                return find(self.repository, task, job.progress)

        if task.is_slow:
            job.expect(self.estimate(task))
        return self.repository.remember("attribution", task.question, in_turn, *_place(task))

    def estimate(self, task: Task) -> float | None:
        """Seconds that `task` will take once it has its turn: one forward pass, measured, times the table's count."""
        if task.method == SHARES:
            return None
        try:
            seconds, side = forward_pass(self.repository, task.question)
        except UserError:  # the work itself will say why
            return None
        if task.method == WAYS:  # one walk for the conductance of all blocks, then DeepLift and ablation of each
            blocks = len(self.repository.classifier(task.question.classifier).network.blocks)
            return seconds * (3 * (dict(task.values)["n_steps"] + 1) + blocks * WAYS_PASSES)
        return seconds * METHODS[task.method].passes(dict(task.values), side)


def _place(task: Task) -> tuple:
    return task.method, task.block, task.baseline, task.values


def forward_pass(repository: Repository, question: Question) -> tuple[float, int]:
    """Seconds of one forward pass on this machine, measured once for the weights, and the input's side in pixels."""
    from googlenet.inspection.inference import classify

    classifier = repository.classifier(question.classifier)

    def measure() -> float:
        picture = repository.picture(question)
        return min(classify(classifier, picture, prepare=question.prepare).seconds for _ in range(2))

    anyone = replace(question, picture="", target=None, prepare=True)
    return repository.remember("forward_pass", anyone, measure), classifier.preprocess.size_px


def find_shares(repository: Repository, task: Task, progress: Callable[[int, int], None]) -> "list[BlockShares]":
    """The shares of all branches of all blocks."""
    from googlenet.inspection.shares import shares

    return shares(*_inputs(repository, task), **_more(task), progress=progress)


def find_ways(
    repository: Repository, task: Task, progress: Callable[[int, int], None], *, known: "list[BlockShares]"
) -> "dict[str, list[BlockShares]]":
    """The shares of all branches of all blocks by several methods.

    Args:
        known: what `find_shares` found.
    """
    from googlenet.inspection.ways import ways

    return ways(*_inputs(repository, task), **_more(task), progress=progress, known=known)


def _inputs(repository: Repository, task: Task) -> tuple:
    question = task.question
    return repository.classifier(question.classifier), repository.picture(question), question.target


def _more(task: Task) -> dict:
    return dict(task.values) | {"baseline": task.baseline, "prepare": task.question.prepare}
