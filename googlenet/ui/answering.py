"""How the questions of the Attributions tab are answered: each once, the slow ones in turn; knows nothing of Gradio."""

from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from googlenet.errors import UserError
from googlenet.inspection.methods import BASELINES, METHODS
from googlenet.ui import zero
from googlenet.ui.answers import Answers
from googlenet.ui.asking import SHARES, WAYS, Task
from googlenet.ui.jobs import Job, Turns
from googlenet.ui.question import Question

if TYPE_CHECKING:
    from googlenet.results import Attribution, BlockShares

WAYS_PASSES = 8  # of DeepLift, image and baseline forth and back, and of a block's paths left out, on half a network


class Worker:
    """Answers tasks, each once, one slow and two quick ones at a time."""

    def __init__(self, answers: Answers):
        self.answers = answers
        self._slow, self._quick = Turns(1), Turns(2)

    def work(self, task: Task, job: Job) -> object:
        """The answer to `task`: {branch or None: Attribution}, or a list of BlockShares.

        Raises:
            CancelledError: `job` was stopped.
            UserError: it has no answer.
        """
        find = {SHARES: find_shares}.get(task.method, find_maps)
        if task.method == WAYS:  # asked before the turn: who has a turn waits for nobody
            find = partial(find_ways, known=self.work(replace(task, method=SHARES), job))

        def in_turn() -> object:
            turns = self._slow if task.is_slow else self._quick
            # Methods before the long work on all blocks.
            with turns.turn(job, rank=(SHARES, WAYS).index(task.method) + 1 if task.is_of_all_blocks else 0):
                return find(self.answers, task, job.progress)

        if task.is_slow:
            job.expect(self.estimate(task))
        while True:
            try:
                return self.answers.remember("attribution", task.question, in_turn, *_place(task))
            except CancelledError:  # also where another visitor stopped the same work: then it is ours
                if job.is_stopped:
                    raise

    def estimate(self, task: Task) -> float | None:
        """Seconds that `task` will take once it has its turn: one forward pass, measured, times the table's count."""
        if task.method == SHARES:
            return None
        try:
            seconds, side = forward_pass(self.answers, task.question)
        except UserError:  # the work itself will say why
            return None
        if task.method == WAYS:  # one walk for the conductance of all blocks, then DeepLift and ablation of each
            blocks = len(self.answers.classifier(task.question.classifier).network.blocks)
            return seconds * (3 * (dict(task.values)["n_steps"] + 1) + blocks * WAYS_PASSES)
        return seconds * METHODS[task.method].passes(dict(task.values), side)


def _place(task: Task) -> tuple:
    return task.method, task.block, task.baseline, task.values


def forward_pass(answers: Answers, question: Question) -> tuple[float, int]:
    """Seconds of one forward pass on this machine, measured once for the weights, and the input's side in pixels."""
    from googlenet.inspection.inference import classify

    classifier = answers.classifier(question.classifier)

    def measure() -> float:
        picture = answers.picture(question)
        return min(classify(classifier, picture, prepare=question.prepare).seconds for _ in range(2))

    anyone = replace(question, picture="", target=None, prepare=True)
    return answers.remember("forward_pass", anyone, measure), classifier.preprocess.size_px


def find_maps(answers: Answers, task: Task, progress: Callable[[int, int], None]) -> "dict[str | None, Attribution]":
    """The maps of a method: of the whole under None, and of each branch where it explains a block."""
    question, row = task.question, METHODS[task.method]
    asked = (answers.classifier(question.classifier), answers.picture(question), question.target, task.method)
    more = {"baseline": task.baseline or BASELINES[0], "prepare": question.prepare, "progress": progress}
    more |= dict(task.values) | {"block": task.block}
    if row.kind == "input":
        return {None: zero.explain("attribute", *asked, **more)}
    is_positive = bool(row.fill(dict(task.values)).get("relu"))
    paths = zero.explain("attribute_paths", *asked, **more | ({"relu": False} if is_positive else {}))
    first, *_ = paths.values()
    found = {None: replace(first, branch=None, map=sum(path.map for path in paths.values())), **paths}
    return {name: _positive(one) for name, one in found.items()} if is_positive else found


def _positive(one: "Attribution") -> "Attribution":
    """What speaks for the class, taken after all of it is added up: Grad-CAM's ReLU."""
    return replace(one, map=one.map.clip(0), parameters=one.parameters | {"relu": True})


def find_shares(answers: Answers, task: Task, progress: Callable[[int, int], None]) -> "list[BlockShares]":
    """The shares of all paths of all blocks."""
    from googlenet.inspection.shares import shares

    return shares(*_asked(answers, task), **_more(task), progress=progress)


def find_ways(
    answers: Answers, task: Task, progress: Callable[[int, int], None], *, known: "list[BlockShares]"
) -> "dict[str, list[BlockShares]]":
    """The shares of all paths of all blocks by several methods.

    Args:
        known: what `find_shares` found.
    """
    from googlenet.inspection.ways import ways

    return ways(*_asked(answers, task), **_more(task), progress=progress, known=known)


def _asked(answers: Answers, task: Task) -> tuple:
    question = task.question
    return answers.classifier(question.classifier), answers.picture(question), question.target


def _more(task: Task) -> dict:
    return dict(task.values) | {"baseline": task.baseline, "prepare": task.question.prepare}
