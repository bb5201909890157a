"""What the Attributions tab asks of a network, as plain records; knows nothing of Gradio or torch."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from googlenet.inspection.methods import BASELINES, METHODS
from googlenet.ui.answers import Answers
from googlenet.ui.jobs import Job, Turns
from googlenet.ui.question import Question

if TYPE_CHECKING:
    import numpy as np

    from googlenet.results import Attribution, BlockShares

MOST_METHODS = 8  # side by side
STEP_CHOICES = (16, 32, 64, 128)
SHARE_STEPS = 32
SHARES = "shares"
FIRST_METHODS = (
    "saliency",
    "input_x_gradient",
    "integrated_gradients",
    "deep_lift",
    "guided_backprop",
    "occlusion",
    "layer_grad_cam",
    "layer_integrated_gradients",
)


@dataclass(frozen=True)
class Options:
    """What a visitor has chosen in this tab.

    Attributes:
        methods: keys of `METHODS`, in its order, at most `MOST_METHODS`.
        block, branch: what the layer methods show; None: the last block, all its paths.
        baseline, n_steps: for the methods that take them.
    """

    methods: tuple[str, ...] = FIRST_METHODS
    block: str | None = None
    branch: str | None = None
    baseline: str = BASELINES[0]
    n_steps: int = 32

    def choose(self, name: str, value: str, blocks: Mapping[str, Sequence[str]]) -> "Options":
        """These options with one changed; as they are where the change makes no sense.

        Args:
            name: "methods" (keys with commas between), "block", "branch", "baseline" or "n_steps".
            blocks: the network's; block -> its branches.
        """
        chosen = self.fitting(blocks)
        if name == "methods":
            methods = tuple(key for key in METHODS if key in value.split(","))
            return replace(self, methods=methods) if len(methods) <= MOST_METHODS else self
        if name == "block" and value in blocks:
            return replace(self, block=value).fitting(blocks)
        if name == "branch" and (not value or value in blocks[chosen.block]):
            return replace(self, branch=value or None)
        if name == "baseline" and value in BASELINES:
            return replace(self, baseline=value)
        if name == "n_steps" and value in map(str, STEP_CHOICES):
            return replace(self, n_steps=int(value))
        return self

    def fitting(self, blocks: Mapping[str, Sequence[str]]) -> "Options":
        """These options for a network that may lack their block or branch; the block is named."""
        block = self.block if self.block in blocks else list(blocks)[-1]
        return replace(self, block=block, branch=self.branch if self.branch in blocks[block] else None)


@dataclass(frozen=True)
class Task:
    """One piece of work: equal tasks have equal answers.

    Attributes:
        question: without its language.
        method: a key of `METHODS`, or `SHARES`.
        block: for layer methods.
        baseline, n_steps: where the method takes them.
    """

    question: Question
    method: str
    block: str | None = None
    baseline: str | None = None
    n_steps: int | None = None

    @property
    def is_slow(self) -> bool:
        """Whether it needs tens of passes through the network."""
        return self.method == SHARES or METHODS[self.method].is_slow


@dataclass(frozen=True)
class Asked:
    """A question, and how it is to be answered here."""

    question: Question
    options: Options

    @property
    def tasks(self) -> tuple[Task, ...]:
        """One a method, in order."""
        question, options = replace(self.question, lang=""), self.options
        found = []
        for key in options.methods:
            row = METHODS[key]
            takes_steps = any(parameter.name == "n_steps" for parameter in row.parameters)
            block = options.block if row.kind == "layer" else None
            baseline = options.baseline if row.needs_baseline else None
            found.append(Task(question, key, block, baseline, options.n_steps if takes_steps else None))
        return tuple(found)

    @property
    def shares(self) -> Task:
        """The shares of the paths."""
        return Task(replace(self.question, lang=""), SHARES, None, self.options.baseline, SHARE_STEPS)


@dataclass
class Desk:
    """A visitor's own: what is asked now, what was stopped, what has been found. Several events share it.

    Attributes:
        asked: the latest; work on anything else is not wanted any more.
        stopped: tasks that the visitor has stopped.
        strengths: task -> its map's strengths, see `similarity.strength`.
    """

    asked: Asked | None = None
    stopped: set[Task] = field(default_factory=set)
    strengths: dict[Task, "np.ndarray"] = field(default_factory=dict)

    def ask(self, asked: Asked) -> Asked:
        """Makes `asked` the latest; forgets what belongs to others."""
        self.asked, tasks = asked, {*asked.tasks, asked.shares}
        self.stopped &= tasks
        self.strengths = {task: strength for task, strength in [*self.strengths.items()] if task in tasks}
        return asked

    def task(self, position: int | None) -> Task | None:
        """What the place at `position` shows: a method's, or for None the shares; None where it shows nothing."""
        if self.asked is None or position is None:
            return self.asked and self.asked.shares
        tasks = self.asked.tasks
        return tasks[position] if position < len(tasks) else None

    def wants(self, task: Task, position: int | None) -> bool:
        """Whether `task` is still what the place at `position` shows, and was not stopped."""
        return self.task(position) == task and task not in self.stopped


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

        def in_turn() -> object:
            turns = self._slow if task.is_slow else self._quick
            with turns.turn(job, rank=task.method == SHARES):  # methods before the long work on all blocks
                return (find_shares if task.method == SHARES else find_maps)(self.answers, task, job.progress)

        while True:
            try:
                more = task.method, task.block, task.baseline, task.n_steps
                return self.answers.remember("attribution", task.question, in_turn, *more)
            except CancelledError:  # also where another visitor stopped the same work: then it is ours
                if job.is_stopped:
                    raise


def find_maps(answers: Answers, task: Task, progress: Callable[[int, int], None]) -> "dict[str | None, Attribution]":
    """The maps of a method: of the whole under None, and of each branch where it explains a block."""
    from googlenet.inspection.attribution import attribute, attribute_paths

    question = task.question
    asked = (answers.classifier(question.classifier), answers.picture(question), question.target, task.method)
    more = {"baseline": task.baseline or BASELINES[0], "prepare": question.prepare, "progress": progress}
    more |= {} if task.n_steps is None else {"n_steps": task.n_steps}
    if METHODS[task.method].kind == "input":
        return {None: attribute(*asked, **more)}
    paths = attribute_paths(*asked, block=task.block, **more)
    first, *_ = paths.values()
    return {None: replace(first, branch=None, map=sum(path.map for path in paths.values())), **paths}


def find_shares(answers: Answers, task: Task, progress: Callable[[int, int], None]) -> "list[BlockShares]":
    """The shares of all paths of all blocks."""
    from googlenet.inspection.shares import shares

    question = task.question
    asked = (answers.classifier(question.classifier), answers.picture(question), question.target)
    more = {"baseline": task.baseline, "n_steps": task.n_steps, "prepare": question.prepare, "progress": progress}
    return shares(*asked, **more)
