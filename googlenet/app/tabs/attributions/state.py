"""What the Attributions tab asks of a network, as plain records; knows nothing of Gradio or torch."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from googlenet.app.shell.link import LinkContext, Reader, one_of, read_words
from googlenet.app.shell.question import Question
from googlenet.app.tabs.attributions.regions.view import RegionsSession
from googlenet.common.errors import UserError
from googlenet.inspection.methods import BASELINES, FIRST_METHODS, METHODS, PARAMETERS
from googlenet.inspection.parameters import Parameter, Value

if TYPE_CHECKING:
    import numpy as np

MOST_METHODS = 8  # side by side
PLACES = 2 * MOST_METHODS  # each method once more, for another class or network
SHARE_STEPS = 32
SHARES, WAYS = "shares", "ways"  # below the methods: all branches of all blocks, by one method and by four


@dataclass(frozen=True)
class Options:
    """What a visitor has chosen in this tab.

    Attributes:
        methods: keys of `METHODS`, in its order, at most `MOST_METHODS`.
        block, branch: what the layer methods show; None: the last block, all its branches.
        baseline: for the methods that take one.
        values: parameters that are not as in the table, by name; each goes to every method that takes it.
        compare: "" for one map a method, "class:INDEX" or "network:NAME" for a second one beside it.
    """

    methods: tuple[str, ...] = FIRST_METHODS
    block: str | None = None
    branch: str | None = None
    baseline: str = BASELINES[0]
    values: tuple[tuple[str, Value], ...] = ()
    compare: str = ""

    def choose(self, name: str, value: str, blocks: Mapping[str, Sequence[str]]) -> "Options":
        """These options with one changed; as they are where the change makes no sense.

        Args:
            name: "methods" (keys with commas between), "block", "branch", "baseline", "compare" or a parameter's.
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
        is_compared = not value or value.partition(":")[0] in {"class", "network"}
        if (name == "baseline" and value in BASELINES) or (name == "compare" and is_compared):
            return replace(self, **{name: value})
        if name in PARAMETERS:
            return self._with_value(PARAMETERS[name], value)
        return self

    def _with_value(self, parameter: Parameter, text: str) -> "Options":
        others = {name: kept for name, kept in self.values if name != parameter.name}
        if text.strip():
            try:
                value = parameter.check(parse(parameter, text))
            except (UserError, ValueError):
                return self
            is_default = {value} == defaults(parameter.name, METHODS)
            others |= {} if is_default else {parameter.name: value}
        return replace(self, values=tuple(sorted(others.items())))

    @property
    def parameters(self) -> dict[str, Value]:
        """Every parameter that a chosen method takes, in the table's order, with its value here.

        None: not chosen, and each of the methods has a default of its own.
        """
        taken = {name: own for name in PARAMETERS if (own := defaults(name, self.methods))}
        chosen = {name: own.pop() if len(own) == 1 else None for name, own in taken.items()}
        return chosen | {name: value for name, value in self.values if name in taken}

    def to_query(self) -> dict[str, str]:
        """These options as words of a link."""
        return {
            "methods": ",".join(self.methods),
            "block": self.block or "",
            "path": self.branch or "",
            "baseline": self.baseline,
            "compare": self.compare,
            "set": ",".join(f"{name}:{str(value).lower()}" for name, value in self.values),
        }

    def from_query(self, words: Mapping[str, str], context: LinkContext) -> tuple["Options", tuple[str, ...]]:
        """These options with what a link says, and the kinds of words that fit nothing.

        A block that was never chosen stays open.
        """
        chosen, refused = read_words(READERS, words, self, context)
        return (chosen if chosen.block is None else chosen.fitting(context.widths)), refused

    def fitting(self, blocks: Mapping[str, Sequence[str]]) -> "Options":
        """These options for a network that may lack their block or branch; the block is named."""
        block = self.block if self.block in blocks else list(blocks)[-1]
        return replace(self, block=block, branch=self.branch if self.branch in blocks[block] else None)


def defaults(name: str, methods: Iterable[str]) -> set[Value]:
    """The defaults that methods have for a parameter; empty where none of them takes it."""
    return {one.default for key in methods for one in METHODS[key].parameters if one.name == name}


def parse(parameter: Parameter, text: str) -> Value:
    """What a control's text means.

    Raises:
        ValueError: it is no number where one is wanted.
    """
    if isinstance(parameter.default, bool):
        return text == "true"
    if parameter.choices:
        return text
    return int(text) if isinstance(parameter.default, int) else float(text)


def _option(name: str) -> Reader:
    """Reads one option from a link."""

    def choose(options: Options, text: str, context: LinkContext) -> Options:
        chosen = options.choose(name, text, context.widths)
        if chosen == options:
            raise ValueError  # a link holds nothing that is as at the start
        return chosen

    return choose


def _read_methods(options: Options, text: str, context: LinkContext) -> Options:
    for name in filter(None, text.split(",")):
        one_of(name, METHODS)
    return _option("methods")(options, text, context)


def _read_compare(options: Options, text: str, context: LinkContext) -> Options:
    kind, _, name = text.partition(":")
    context.network(name) if kind == "network" else context.class_index(name)
    return _option("compare")(options, text, context)


def _read_set(options: Options, text: str, context: LinkContext) -> Options:
    for pair in text.split(","):
        name, _, value = pair.partition(":")
        options = _option(name)(options, value, context)
    return options


READERS: dict[str, tuple[str, Reader]] = {
    "methods": ("methods", _read_methods),
    "block": ("methods", _option("block")),
    "path": ("methods", _option("branch")),
    "baseline": ("methods", _option("baseline")),
    "compare": ("methods", _read_compare),
    "set": ("methods", _read_set),
}


@dataclass(frozen=True)
class Task:
    """One piece of work: equal tasks have equal answers.

    Attributes:
        question: without its language.
        method: a key of `METHODS`, `SHARES` or `WAYS`.
        block: for methods that take one.
        baseline: where the method takes one.
        values: the method's parameters, by name.
    """

    question: Question
    method: str
    block: str | None = None
    baseline: str | None = None
    values: tuple[tuple[str, Value], ...] = ()

    @property
    def is_slow(self) -> bool:
        """Whether it needs tens of passes through the network."""
        return self.is_of_all_blocks or METHODS[self.method].is_slow

    @property
    def is_of_all_blocks(self) -> bool:
        """Whether it shares a score out among all branches of all blocks."""
        return self.method in {SHARES, WAYS}

    @property
    def is_signed(self) -> bool:
        """Whether its map has parts that speak against the class."""
        return self.is_of_all_blocks or METHODS[self.method].has_sign(dict(self.values))


@dataclass(frozen=True)
class MethodRequest:
    """A question, and how it is to be answered here."""

    question: Question
    options: Options
    other: Question | None = None  # the second of two that are compared
    other_block: str | None = None

    @property
    def tasks(self) -> tuple[Task, ...]:
        """One a method, in order; where two questions are compared, each method's two are neighbours."""
        both = [(self.question, self.options.block)]
        both += [(self.other, self.other_block)] if self.other else []
        return tuple(self._task(key, question, block) for key in self.options.methods for question, block in both)

    def _task(self, key: str, question: Question, block: str | None) -> Task:
        row, chosen = METHODS[key], dict(self.options.values)
        values = row.fill({one.name: chosen[one.name] for one in row.parameters if one.name in chosen})
        baseline = self.options.baseline if row.needs_baseline else None
        place = block if row.takes_block else None
        return Task(replace(question, lang=""), key, place, baseline, tuple(values.items()))

    @property
    def shares(self) -> Task:
        """The shares of the branches."""
        return Task(replace(self.question, lang=""), SHARES, None, self.options.baseline, (("n_steps", SHARE_STEPS),))

    @property
    def ways(self) -> Task:
        """The same, by four methods."""
        return replace(self.shares, method=WAYS)


@dataclass
class AttributionsSession:
    """A visitor's own: the latest request, what was stopped, what has been found. Several events share it.

    Attributes:
        request: the latest; work on anything else is not wanted any more.
        stopped: tasks that the visitor has stopped, or not yet started: `WAYS` waits for a press.
        strengths: task -> its map's strengths, see `similarity.strength`.
        regions: of one's own.
    """

    request: MethodRequest | None = None
    stopped: set[Task] = field(default_factory=set)
    strengths: dict[Task, "np.ndarray"] = field(default_factory=dict)
    regions: RegionsSession = field(default_factory=RegionsSession)

    def ask(self, request: MethodRequest) -> MethodRequest:
        """Makes `request` the latest; forgets what belongs to others."""
        is_new = self.request is None or self.request.ways != request.ways
        self.request, tasks = request, {*request.tasks, request.shares, request.ways}
        self.stopped = (self.stopped & tasks) | ({request.ways} if is_new else set())
        self.strengths = {task: strength for task, strength in [*self.strengths.items()] if task in tasks}
        return request

    def task(self, position: int | str) -> Task | None:
        """What the place at `position` shows: a method's, `SHARES` or `WAYS`; None where it shows nothing."""
        if self.request is None or isinstance(position, str):
            return self.request and {SHARES: self.request.shares, WAYS: self.request.ways}[position]
        tasks = self.request.tasks
        return tasks[position] if position < len(tasks) else None

    def wants(self, task: Task, position: int | str) -> bool:
        """Whether `task` is still what the place at `position` shows, and was not stopped."""
        return self.task(position) == task and task not in self.stopped
