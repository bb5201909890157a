"""The section "Can it be trusted?" of the Attributions tab: two checks of a method's map on demand, the leader board."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

import gradio as gr

from googlenet.app.kit.job import FairSemaphore, Job, Progress
from googlenet.app.kit.script import read_script
from googlenet.app.shell.events import LONG, PLAIN, QUIET, Problem, followed, guarded
from googlenet.app.shell.question import Question, replace
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.tab import Frame
from googlenet.app.tabs.attributions.executor import Executor
from googlenet.app.tabs.attributions.state import MethodRequest, Options, Task
from googlenet.app.tabs.attributions.trust import html as markup
from googlenet.app.tabs.attributions.trust.board_html import board
from googlenet.app.tabs.attributions.trust.view import find_curves, find_forgetting, tiles_of
from googlenet.text import say


@dataclass
class TrustSession:
    """A visitor's own: what is checked in which language, the press's number, which checks were stopped, what was found."""

    task: Task | None = None
    lang: str = "en"
    number: int = 0
    stopped: set[str] = field(default_factory=set)
    found: dict[str, object] = field(default_factory=dict)


def build(frame: Frame, options: gr.State) -> None:
    """The section's contents.

    Args:
        options: the tab's `Options`.
    """
    section, session, request = TrustEvents(frame.repository), gr.State(TrustSession()), gr.State(0)
    script = read_script(__file__)
    board = gr.HTML(js_on_load=script, elem_id="trust-board", **PLAIN)
    tools = gr.HTML(js_on_load=script, elem_id="trust-tools", **PLAIN)
    with gr.Row(elem_id="trust-checks"):
        places = {check: gr.HTML(js_on_load=script, **PLAIN) for check in markup.CHECKS}
    frame.on_question("attributions", section.render, [session], [*places.values(), board])
    frame.on_question("attributions", section.tools, [options], [tools], at_press=True)
    tools.check(guarded(section.check), [frame.question, options, session], request, **QUIET)
    for check, place in places.items():
        inputs = [frame.question, session]
        request.change(
            partial(section.answer, check), inputs, place, concurrency_limit=None, trigger_mode="always_last", **QUIET
        )
        place.stop_work(partial(section.stop, check), session, None, **LONG)


class TrustEvents:
    """What the section's events do."""

    def __init__(self, repository: Repository):
        self.repository, self.executor, self.turns = repository, Executor(repository), FairSemaphore(1)

    def tasks(self, question: Question, options: Options) -> tuple[Task, ...]:
        network = self.repository.classifier(question.classifier).network
        blocks = {name: list(block.branches) for name, block in network.blocks.items()}
        return MethodRequest(question, options.fitting(blocks)).tasks

    def tools(self, question: Question, options: Options) -> str:
        if not self.repository.choices(question.lang):
            return ""
        return markup.tools(self.tasks(question, options), question.lang)

    def render(self, question: Question, session: TrustSession) -> tuple[str, ...]:
        """Values of both places and the board; another question ends the checks, another language does not."""
        task, lang = session.task, question.lang
        board = self.board(question) if self.repository.choices(lang) else ""
        if task is None or replace(task.question, lang=lang) != question:
            session.task = None
            return "", "", board
        session.lang = lang
        drawn = {check: self.draw(check, found, task, lang) for check, found in session.found.items()}
        return *(drawn.get(check, gr.skip()) for check in markup.CHECKS), board

    def board(self, question: Question) -> str:
        """The stored leader board of these weights, or that there is none."""
        from googlenet.inspection.benchmark import stored_benchmark, summarize
        from googlenet.inspection.randomization import UNCHANGED
        from googlenet.inspection.sanity_checks import sanity_checks

        found = stored_benchmark(self.repository.classifier(question.classifier))
        if not found:
            return markup.unmeasured(question.lang)
        return board(summarize(found), found, sanity_checks(found), UNCHANGED, question.lang)

    def check(self, question: Question, options: Options, session: TrustSession, event: gr.EventData) -> int:
        """The number of this press, from which the checks of the pressed method begin."""
        named = [task for task in self.tasks(question, options) if task.method == str(event.method)]
        session.task, session.number = (named[0] if named else None), session.number + 1
        session.lang = question.lang
        session.stopped.clear()
        session.found = {}
        return session.number

    def stop(self, check: str, session: TrustSession) -> None:
        session.stopped.add(check)

    def answer(self, check: str, question: Question, session: TrustSession) -> Iterator[str]:
        """Values of a check's place, as work goes on."""
        task, number, found = session.task, session.number, session.found
        if task is None:
            yield ""
            return

        def is_wanted() -> bool:
            return session.task == task and session.number == number and check not in session.stopped

        def work(job: Job) -> str:
            found[check] = self.work(check, task, job)
            return self.draw(check, found[check], task, session.lang)

        for step in followed(work, is_wanted, question.lang):
            if isinstance(step, Progress):
                yield markup.waiting(check, step, session.lang)
                continue
            yield markup.sentence(step.sentence) if isinstance(step, Problem) else step.value
            return
        if check in session.stopped:
            yield markup.sentence(say("trust.stopped", session.lang))

    def work(self, check: str, task: Task, job: Job) -> object:
        """What a check has found, kept for the next time."""
        values = self.executor.work(task, job)[None].map  # which the page shows already, as a rule
        find = {"curves": find_curves, "forgetting": find_forgetting}[check]

        def in_turn() -> object:
            with self.turns.turn(job, markup.CHECKS.index(check), task.question.owner):
                return find(self.repository, task, values, job.progress)

        more = task.method, task.block, task.baseline, task.values
        return self.repository.remember(f"trust.{check}", task.question, in_turn, *more)

    def draw(self, check: str, found: object, task: Task, lang: str) -> str:
        if check == "curves":
            return markup.curves(found, task, lang)
        from googlenet.inspection.randomization import UNCHANGED

        return markup.forgetting(found[0], tiles_of(found[0]), UNCHANGED, found[1], task, lang)
