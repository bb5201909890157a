"""Below the curves: how the branches learned, the mistakes, doubtful labels, the time-lapse of a run. Only wires."""

from collections.abc import Iterator

import gradio as gr

from googlenet.app.kit.job import FairSemaphore, Job
from googlenet.app.kit.script import read_script
from googlenet.app.shell.download import Download
from googlenet.app.shell.events import LONG, PLAIN, QUIET, drawn, guarded, message_of, toast
from googlenet.app.shell.question import Question, replace
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.runs import Runs
from googlenet.app.shell.tab import Frame, Visit
from googlenet.app.shell.training_images import experiment
from googlenet.app.tabs.train.review import view
from googlenet.app.tabs.train.review.branch_history_html import branch_history
from googlenet.app.tabs.train.review.labels_html import labels
from googlenet.app.tabs.train.review.mistakes_html import mistakes, mistakes_csv
from googlenet.app.tabs.train.review.time_lapse_html import time_lapse
from googlenet.app.tabs.train.review.view import ReviewSession
from googlenet.text import say

KEPT_EPOCHS = 8  # of a run from the page


def section(name: str) -> gr.HTML:
    """An empty view whose presses become events, as `page.js` beside this file says."""
    return gr.HTML(elem_id=name, js_on_load=read_script(__file__), **PLAIN)


def build(frame: Frame, following: gr.State, live: gr.HTML, runs: Runs) -> None:
    """Four sections on the run that is followed; `live` sends presses on the confusion matrix and news of runs."""
    events, session = ReviewEvents(frame.repository, runs), gr.State(ReviewSession())
    history, wrong = section("train-paths"), section("train-mistakes")
    doubted, lapse = section("train-labels"), section("train-lapse")
    download = Download("lab")
    inputs, views = [frame.question, following, session], [history, wrong, doubted, lapse]
    anew = {"fn": guarded(events.render), "inputs": inputs, "outputs": views, "trigger_mode": "always_last", **QUIET}
    gr.on([following.change, frame.requests["train"].change], **anew)
    live.runs_change(**anew)
    for event in (live.confused, wrong.pair, wrong.worst):
        event(events.find, inputs, wrong, **LONG)
    doubted.labels(events.doubt, inputs, doubted, **LONG)
    lapse.lapse(events.lapse, inputs, lapse, **LONG)
    wrong.stop_mistakes(lambda session: session.search.stop(), session, None, **LONG)
    doubted.stop_labels(lambda session: session.judging.stop(), session, None, **LONG)
    lapse.stop_lapse(lambda session: session.filming.stop(), session, None, **LONG)
    frame.send(wrong.pick, events.pick, session)
    wrong.pick(guarded(events.preview), [frame.question, session], frame.sidebar.upload, **QUIET)
    download.on(wrong.save_mistakes, events.save_mistakes, inputs)
    download.on(lapse.save_lapse, events.save_lapse, inputs)


class ReviewEvents:
    """What the sections' events do."""

    def __init__(self, repository: Repository, runs: Runs):
        self.repository, self.runs, self._turns = repository, runs, FairSemaphore(1)

    def render(self, question: Question, following: object, session: ReviewSession) -> tuple[str, str, str, str]:
        """The four sections."""
        session.of(following.run).question = question
        records = view.history_view(self.runs.of(question.owner), session.run, question.lang)
        history = branch_history(records, question.lang)
        return history, self.mistakes(question, session), self.labels(question, session), self.film(question, session)

    def mistakes(self, question: Question, session: ReviewSession, problem: str = "") -> str:
        shown = view.mistakes_view(self.runs.of(question.owner), session, question.lang, problem)
        return mistakes(shown, question.lang)

    def labels(self, question: Question, session: ReviewSession, problem: str = "") -> str:
        shown = view.labels_view(self.repository, self.runs.of(question.owner), session, question.lang, problem)
        return labels(shown, experiment(question.lang), question.lang)

    def film(self, question: Question, session: ReviewSession, problem: str = "") -> str:
        shown = view.lapse_view(self.runs.of(question.owner), session, question, problem)
        return time_lapse(shown, KEPT_EPOCHS, question.lang)

    def find(self, question: Question, following: object, session: ReviewSession, event: gr.EventData) -> Iterator[str]:
        """The mistakes' section while the test images are answered."""
        runs, run = self.runs.of(question.owner), following.run
        session.of(run).found = None
        session.question = question
        session.chosen = which = view.pair_of(view.run_view(runs, run, question.lang), message_of(event))

        def work(job: Job) -> dict[str, object]:
            return {"found": view.find_mistakes(self.repository, runs, run, which, job.progress)}

        def draw(problem: str) -> str:
            return self.mistakes(session.question, session, problem)

        yield from drawn(session.search, work, self._turns, question.lang, draw, vars(session).update)

    def doubt(self, question: Question, following: object, session: ReviewSession) -> Iterator[str]:
        """The section on labels while the training images go through the network."""
        self.runs.of(question.owner).view(session.of(following.run).run)  # refuses what is not there
        session.question = question

        def work(job: Job) -> dict[str, object]:
            return view.find_labels(self.repository, replace(question, classifier=following.run), job.progress)

        def draw(problem: str) -> str:
            return self.labels(session.question, session, problem)

        yield from drawn(session.judging, work, self._turns, question.lang, draw, vars(session).update)

    def lapse(self, question: Question, following: object, session: ReviewSession) -> Iterator[str]:
        """The time-lapse's section while the kept epochs look at the picture."""
        runs, run = self.runs.of(question.owner), following.run
        session.of(run).lapse = None
        session.question = question

        def work(job: Job) -> dict[str, object]:
            made = view.make_lapse(self.repository, runs, run, question, job.progress)
            return {"lapse": made, "seen": (question.picture, question.prepare)}

        def draw(problem: str) -> str:
            return self.film(session.question, session, problem)

        yield from drawn(session.filming, work, self._turns, question.lang, draw, vars(session).update)

    def pick(self, question: Question, session: ReviewSession, event: gr.EventData) -> tuple[Question, Visit]:
        """The question about the pressed picture, for the run's network, and the way to the Classify tab."""
        name = self._picture(question, session, event)
        self.repository.classifier(session.run)  # refuses what is damaged before anything changes
        return replace(question.original, picture=name, classifier=session.run, target=None), Visit("classify")

    def preview(self, question: Question, session: ReviewSession, event: gr.EventData) -> str:
        """The pressed picture for the side panel."""
        return str(self.repository.picture_path(self._picture(question, session, event)))

    def _picture(self, question: Question, session: ReviewSession, event: gr.EventData) -> str:
        runs, index = self.runs.of(question.owner), message_of(event).get("index")
        return view.picture_id(self.repository, runs, session.run, index)

    def save_mistakes(self, question: Question, _: object, session: ReviewSession) -> str:
        if not session.found:
            raise toast(say("frame.bug", question.lang), question.lang)
        return self.repository.export("mistakes.csv", mistakes_csv(session.found))

    def save_lapse(self, question: Question, _: object, session: ReviewSession) -> str:
        if session.lapse is None:
            raise toast(say("frame.bug", question.lang), question.lang)
        return self.repository.export("time-lapse.webp", view.animation(session.lapse))
