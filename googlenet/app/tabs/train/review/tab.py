"""Below the curves: how the paths learned, the mistakes, the time-lapse; below the form: a learning-rate test. Only wires."""

from collections.abc import Callable, Iterator

import gradio as gr

from googlenet.app.kit.job import FairSemaphore, Job, Progress
from googlenet.app.kit.script import read_script
from googlenet.app.shell.events import QUIET, Problem, followed, guarded, message_of, toast
from googlenet.app.shell.question import Question, replace
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.runs import Runs
from googlenet.app.shell.tab import Frame, Visit
from googlenet.app.tabs.train.review import branch_history_html as path_history
from googlenet.app.tabs.train.review import mistakes_html as mistakes_markup
from googlenet.app.tabs.train.review import time_lapse_html as time_lapse
from googlenet.app.tabs.train.review import view as views
from googlenet.app.tabs.train.review.view import ReviewSession
from googlenet.text import say

KEPT_EPOCHS = 8  # of a run from the page
SAVE = "() => document.querySelector('#lab-download')?.click()"


def place(name: str) -> gr.HTML:
    """An empty view with this script."""
    script = read_script(__file__)
    return gr.HTML(elem_id=name, js_on_load=script, apply_default_css=False, padding=False)


def build(frame: Frame, following: gr.State, live: gr.HTML, runs: Runs) -> None:
    """Three sections on the run that is followed; `live` sends presses on the confusion matrix and news of runs."""
    tab, session = _Lab(frame.repository, runs), gr.State(ReviewSession())
    history, mistakes, lapse = place("train-paths"), place("train-mistakes"), place("train-lapse")
    download = gr.DownloadButton(visible="hidden", elem_id="lab-download")
    asked, long = [frame.question, following, session], {"concurrency_limit": None, **QUIET}
    all_three = {"fn": guarded(tab.all), "inputs": asked, "outputs": [history, mistakes, lapse]}
    gr.on([following.change, frame.requests["train"].change], **all_three, trigger_mode="always_last", **QUIET)
    live.runs_change(**all_three, **QUIET)
    for event in (live.confused, mistakes.pair, mistakes.worst):
        event(tab.find, asked, mistakes, **long)
    lapse.lapse(tab.lapse, asked, lapse, **long)
    mistakes.stop_mistakes(
        lambda session: session.work.pop("mistakes", None), session, None, concurrency_limit=None, **QUIET
    )
    lapse.stop_lapse(lambda session: session.work.pop("lapse", None), session, None, concurrency_limit=None, **QUIET)
    frame.send(mistakes.pick, tab.pick, session)
    mistakes.pick(guarded(tab.preview), [frame.question, session], frame.sidebar.upload, **QUIET)
    mistakes.save_mistakes(guarded(tab.save_mistakes), asked, download, **QUIET).then(None, js=SAVE)
    lapse.save_lapse(guarded(tab.save_lapse), asked, download, **QUIET).then(None, js=SAVE)


class _Lab:
    """What the events do."""

    def __init__(self, repository: Repository, runs: Runs):
        self.repository, self.runs, self._turns = repository, runs, FairSemaphore(1)

    def all(self, question: Question, following: object, session: ReviewSession) -> tuple[str, str, str]:
        """The three sections."""
        session.of(following.run).question = question
        history = path_history.path_history(
            views.history_view(self.runs.of(question.owner), session.run, question.lang), question.lang
        )
        return history, self.mistakes(question, session), self.film(question, session)

    def mistakes(self, question: Question, session: ReviewSession, problem: str = "") -> str:
        return mistakes_markup.mistakes(
            views.mistakes_view(self.runs.of(question.owner), session, question.lang, problem), question.lang
        )

    def film(self, question: Question, session: ReviewSession, problem: str = "") -> str:
        view = views.lapse_view(self.runs.of(question.owner), session, question, problem)
        return time_lapse.time_lapse(view, KEPT_EPOCHS, question.lang)

    def find(self, question: Question, following: object, session: ReviewSession, event: gr.EventData) -> Iterator[str]:
        """The mistakes' section while the test images are answered."""
        said = message_of(event)
        runs, run = self.runs.of(question.owner), following.run
        session.of(run).found = None
        session.chosen = which = views.pair_of(views.run_view(runs, run, question.lang), said)

        def work(job: Job) -> dict[str, object]:
            return {"found": views.find_mistakes(self.repository, runs, run, which, _both(job, session, "mistakes"))}

        yield from self._follow(question, session, "mistakes", work, self.mistakes)

    def lapse(self, question: Question, following: object, session: ReviewSession) -> Iterator[str]:
        """The time-lapse's section while the kept epochs look at the picture."""
        runs, run = self.runs.of(question.owner), following.run
        session.of(run).lapse = None

        def work(job: Job) -> dict[str, object]:
            made = views.make_lapse(self.repository, runs, run, question, _both(job, session, "lapse"))
            return {"lapse": made, "seen": (question.picture, question.prepare)}

        yield from self._follow(question, session, "lapse", work, self.film)

    def _follow(
        self,
        question: Question,
        session: ReviewSession,
        what: str,
        work: Callable[[Job], dict[str, object]],
        draw: Callable,
    ) -> Iterator[str]:
        session.work[what], session.done[what] = (mine := object()), (0, 0)
        session.question, problem = question, ""

        def in_turn(job: Job) -> None:
            with self._turns.turn(job):
                found = work(job)
                if session.work.get(what) is mine:  # else the bench is another run's by now
                    vars(session).update(found)

        for step in followed(in_turn, lambda: session.work.get(what) is mine, question.lang):
            if isinstance(step, Problem):
                problem = step.sentence
            elif isinstance(step, Progress) and session.work.get(what) is mine:
                yield draw(session.question, session)
        is_mine = session.work.get(what) is mine
        if is_mine or what not in session.work:
            session.work.pop(what, None)
            yield draw(session.question, session, problem if is_mine else "")

    def pick(self, question: Question, session: ReviewSession, event: gr.EventData) -> tuple[Question, Visit]:
        """The pressed picture, asked of the run's network in the Classify tab."""
        name = views.picture_id(
            self.repository, self.runs.of(question.owner), session.run, message_of(event).get("index")
        )
        asked = replace(question, picture=name, classifier=session.run, target=None)
        self.repository.classifier(session.run)  # refuses what is damaged before anything changes
        return asked, Visit("classify")

    def preview(self, question: Question, session: ReviewSession, event: gr.EventData) -> str:
        """The pressed picture for the side panel."""
        runs, index = self.runs.of(question.owner), message_of(event).get("index")
        return str(self.repository.picture_path(views.picture_id(self.repository, runs, session.run, index)))

    def save_mistakes(self, question: Question, _: object, session: ReviewSession) -> str:
        if not session.found:
            raise toast(say("frame.bug", question.lang), question.lang)
        return self.repository.export("mistakes.csv", mistakes_markup.mistakes_csv(session.found))

    def save_lapse(self, question: Question, _: object, session: ReviewSession) -> str:
        if session.lapse is None:
            raise toast(say("frame.bug", question.lang), question.lang)
        return self.repository.export("time-lapse.webp", views.animation(session.lapse))


def _both(job: Job, session: ReviewSession, what: str) -> Callable[[int, int], None]:
    """Progress for the job, and for whoever draws the bench."""

    def note(done: int, total: int) -> None:
        job.progress(done, total)
        session.done[what] = done, total

    return note
