"""Below the curves: how the paths learned, the mistakes, the time-lapse; below the form: a learning-rate test. Only wires."""

from collections.abc import Callable, Iterator

import gradio as gr

from googlenet.text import say
from googlenet.ui import lab_views as views
from googlenet.ui.answers import ASSETS, Answers
from googlenet.ui.branches import message_of
from googlenet.ui.events import QUIET, Frame, Problem, Visit, followed, guarded, toast
from googlenet.ui.jobs import Job, Step, Turns
from googlenet.ui.lab_views import Bench
from googlenet.ui.markup import mistakes as mistakes_markup
from googlenet.ui.markup import path_history, time_lapse
from googlenet.ui.question import Question, replace
from googlenet.ui.runs import Runs

KEPT_EPOCHS = 8  # of a run from the page
SAVE = "() => document.querySelector('#lab-download')?.click()"


def place(name: str) -> gr.HTML:
    """An empty view with this script."""
    script = (ASSETS / "lab.js").read_text(encoding="utf-8")
    return gr.HTML(elem_id=name, js_on_load=script, apply_default_css=False, padding=False)


def build(frame: Frame, following: gr.State, live: gr.HTML, runs: Runs) -> None:
    """Three sections on the run that is followed; `live` sends presses on the confusion matrix and news of runs."""
    tab, bench = _Lab(frame.answers, runs), gr.State(Bench())
    history, mistakes, lapse = place("train-paths"), place("train-mistakes"), place("train-lapse")
    download = gr.DownloadButton(visible="hidden", elem_id="lab-download")
    asked, long = [frame.question, following, bench], {"concurrency_limit": None, **QUIET}
    all_three = {"fn": guarded(tab.all), "inputs": asked, "outputs": [history, mistakes, lapse]}
    gr.on([following.change, frame.asked["train"].change], **all_three, trigger_mode="always_last", **QUIET)
    live.runs_change(**all_three, **QUIET)
    for event in (live.confused, mistakes.pair, mistakes.worst):
        event(tab.find, asked, mistakes, **long)
    lapse.lapse(tab.lapse, asked, lapse, **long)
    mistakes.stop_mistakes(lambda bench: bench.work.pop("mistakes", None), bench, None, concurrency_limit=None, **QUIET)
    lapse.stop_lapse(lambda bench: bench.work.pop("lapse", None), bench, None, concurrency_limit=None, **QUIET)
    frame.send(mistakes.pick, tab.pick, bench)
    mistakes.pick(guarded(tab.preview), [frame.question, bench], frame.upload, **QUIET)
    mistakes.save_mistakes(guarded(tab.save_mistakes), asked, download, **QUIET).then(None, js=SAVE)
    lapse.save_lapse(guarded(tab.save_lapse), asked, download, **QUIET).then(None, js=SAVE)


class _Lab:
    """What the events do."""

    def __init__(self, answers: Answers, runs: Runs):
        self.answers, self.runs, self._turns = answers, runs, Turns(1)

    def all(self, question: Question, following: object, bench: Bench) -> tuple[str, str, str]:
        """The three sections."""
        bench.of(following.run).question = question
        history = path_history.path_history(
            views.history_view(self.runs.of(question.owner), bench.run, question.lang), question.lang
        )
        return history, self.mistakes(question, bench), self.film(question, bench)

    def mistakes(self, question: Question, bench: Bench, problem: str = "") -> str:
        return mistakes_markup.mistakes(
            views.mistakes_view(self.runs.of(question.owner), bench, question.lang, problem), question.lang
        )

    def film(self, question: Question, bench: Bench, problem: str = "") -> str:
        view = views.lapse_view(self.runs.of(question.owner), bench, question, problem)
        return time_lapse.time_lapse(view, KEPT_EPOCHS, question.lang)

    def find(self, question: Question, following: object, bench: Bench, event: gr.EventData) -> Iterator[str]:
        """The mistakes' section while the test images are answered."""
        said = message_of(event)
        runs, run = self.runs.of(question.owner), following.run
        bench.of(run).found = None
        bench.chosen = which = views.pair_of(views.run_view(runs, run, question.lang), said)

        def work(job: Job) -> dict[str, object]:
            return {"found": views.find_mistakes(self.answers, runs, run, which, _both(job, bench, "mistakes"))}

        yield from self._follow(question, bench, "mistakes", work, self.mistakes)

    def lapse(self, question: Question, following: object, bench: Bench) -> Iterator[str]:
        """The time-lapse's section while the kept epochs look at the picture."""
        runs, run = self.runs.of(question.owner), following.run
        bench.of(run).lapse = None

        def work(job: Job) -> dict[str, object]:
            made = views.make_lapse(self.answers, runs, run, question, _both(job, bench, "lapse"))
            return {"lapse": made, "seen": (question.picture, question.prepare)}

        yield from self._follow(question, bench, "lapse", work, self.film)

    def _follow(
        self, question: Question, bench: Bench, what: str, work: Callable[[Job], dict[str, object]], draw: Callable
    ) -> Iterator[str]:
        bench.work[what], bench.done[what] = (mine := object()), (0, 0)
        bench.question, problem = question, ""

        def in_turn(job: Job) -> None:
            with self._turns.turn(job):
                found = work(job)
                if bench.work.get(what) is mine:  # else the bench is another run's by now
                    vars(bench).update(found)

        for step in followed(in_turn, lambda: bench.work.get(what) is mine, question.lang):
            if isinstance(step, Problem):
                problem = step.sentence
            elif isinstance(step, Step) and bench.work.get(what) is mine:
                yield draw(bench.question, bench)
        is_mine = bench.work.get(what) is mine
        if is_mine or what not in bench.work:
            bench.work.pop(what, None)
            yield draw(bench.question, bench, problem if is_mine else "")

    def pick(self, question: Question, bench: Bench, event: gr.EventData) -> tuple[Question, Visit]:
        """The pressed picture, asked of the run's network in the Classify tab."""
        name = views.picture_id(self.answers, self.runs.of(question.owner), bench.run, message_of(event).get("index"))
        asked = replace(question, picture=name, classifier=bench.run, target=None)
        self.answers.classifier(bench.run)  # refuses what is damaged before anything changes
        return asked, Visit("classify")

    def preview(self, question: Question, bench: Bench, event: gr.EventData) -> str:
        """The pressed picture for the side panel."""
        runs, index = self.runs.of(question.owner), message_of(event).get("index")
        return str(self.answers.picture_path(views.picture_id(self.answers, runs, bench.run, index)))

    def save_mistakes(self, question: Question, _: object, bench: Bench) -> str:
        if not bench.found:
            raise toast(say("frame.bug", question.lang), question.lang)
        return self.answers.export("mistakes.csv", mistakes_markup.mistakes_csv(bench.found))

    def save_lapse(self, question: Question, _: object, bench: Bench) -> str:
        if bench.lapse is None:
            raise toast(say("frame.bug", question.lang), question.lang)
        return self.answers.export("time-lapse.webp", views.animation(bench.lapse))


def _both(job: Job, bench: Bench, what: str) -> Callable[[int, int], None]:
    """Progress for the job, and for whoever draws the bench."""

    def note(done: int, total: int) -> None:
        job.progress(done, total)
        bench.done[what] = done, total

    return note
