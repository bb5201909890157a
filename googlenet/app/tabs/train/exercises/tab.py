"""The exercises of the Train tab. Only wires."""

from collections.abc import Callable

import gradio as gr

from googlenet.app.server import zerogpu as zero
from googlenet.app.shell.access import check_room
from googlenet.app.shell.events import QUIET, guarded, message_of
from googlenet.app.shell.question import Question
from googlenet.app.shell.runs import PREFIX, Runs
from googlenet.app.shell.tab import Frame
from googlenet.app.tabs.train.exercises.html import exercises
from googlenet.app.tabs.train.review.tab import section
from googlenet.app.tabs.train.review.view import exercise_views
from googlenet.common.errors import UnknownName
from googlenet.common.owners import owner_for


def build(frame: Frame, following: gr.State, live: gr.HTML, runs: Runs, page: list, shown: Callable) -> None:
    """The section.

    Args:
        following: which run is followed, the first of `page`.
        page: components that change with the run that is followed.
        shown: (question, name of a run) -> their values.
    """
    view = section("train-exercises")

    def render(question: Question) -> str:
        return exercises(exercise_views(runs.of(question.owner), question.lang), question.lang)

    def begin(question: Question, event: gr.EventData) -> tuple:
        run = start(runs.of(question.owner), str(message_of(event).get("name")))
        return *shown(question, run), render(question)

    def watch(question: Question, event: gr.EventData) -> tuple:
        name = str(message_of(event).get("run"))
        runs.of(question.owner).view(name)  # refuses what is not there
        return *shown(question, name), render(question)

    frame.on_question("train", render, [], [view])
    live.runs_change(guarded(render), frame.question, view, **QUIET)
    began = view.begin(guarded(begin), frame.question, [*page, view], **QUIET)
    zero.train_on(began, [frame.question, following], runs)
    view.watch(guarded(watch), frame.question, [*page, view], **QUIET)


def start(runs: Runs, name: str) -> str:
    """Starts the run of an exercise, with a seed that it has not been run with; the run's name.

    Raises:
        UnknownName: there is no such exercise.
        RunRefused: too many runs wait already.
        UserError: the disk is nearly full.
    """
    from googlenet.study.exercises import EXERCISES
    from googlenet.training.runs.process import free_name, start_run

    if name not in EXERCISES:
        raise UnknownName("error.recipe", name=repr(name)[:40], accepted=", ".join(EXERCISES))
    check_room(runs.root)
    exercise = EXERCISES[name]
    seeds = {view.config.get("seed") for view in runs.views() if exercise.fits(view.config)}
    seed = next(seed for seed in range(len(seeds) + 1) if seed not in seeds)
    folder = free_name(runs.root, f"exercise-{name.replace('_', '-')}")
    return PREFIX + start_run(exercise.config(seed), runs.root, folder, owner_for(runs.owner)).path.name
