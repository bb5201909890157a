"""Beside a channel of the Branches tab: what excites it, what it depends on, an image made for it. Only wires."""

from collections.abc import Callable, Iterator

import gradio as gr

from googlenet.app.kit import markup
from googlenet.app.kit.job import FairSemaphore, Job, Progress
from googlenet.app.kit.picture import png
from googlenet.app.kit.script import read_script
from googlenet.app.shell.download import Download
from googlenet.app.shell.events import LONG, PLAIN, QUIET, Problem, drawn, guarded, message_of, run_job, toast
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.tab import Frame
from googlenet.app.tabs.branches.closeup import cell_html, html, view
from googlenet.app.tabs.branches.closeup.cell_view import worked_view
from googlenet.app.tabs.branches.closeup.view import CloseupSession, Favourite
from googlenet.app.tabs.branches.files import field_npz, field_png
from googlenet.app.tabs.branches.state import Selection
from googlenet.app.tabs.branches.view import settled


def place(name: str, script: str = "page.js") -> gr.HTML:
    """An empty view with a script of this folder."""
    return gr.HTML(elem_id=name, js_on_load=read_script(__file__, script), **PLAIN)


def build(
    frame: Frame,
    selection: gr.State,
    levels: gr.HTML,
    effective: gr.HTML,
    exemplars: gr.HTML,
    made: gr.HTML,
    worked: gr.HTML,
) -> None:
    """The contents of five places."""
    events, session = CloseupEvents(frame.repository), gr.State(CloseupSession())
    download = Download("closeup")
    places, inputs = [levels, effective, exemplars, made], [frame.question, selection, session]
    frame.on_question("branches", events.all, [selection, session], places, at_press=True)
    frame.on_question("branches", events.worked, [selection], [worked], at_press=True, first_for=("step",))
    effective.field(guarded(events.toggle_field), inputs, effective, **QUIET)
    exemplars.search(events.search, inputs, [exemplars, levels], **LONG)
    made.make(events.make, inputs, made, **LONG)
    files = gr.UploadButton(visible="hidden", file_count="multiple", file_types=["image"], elem_id="closeup-files")
    files.upload(events.search, [*inputs, files], [exemplars, levels], **LONG)
    exemplars.stop_search(lambda session: session.searching.stop(), session, None, **LONG)
    made.stop_make(lambda session: session.making.stop(), session, None, **LONG)
    for event, name, make in (
        (effective.save_field, "field.npz", field_npz),
        (effective.save_field_png, "field.png", field_png),
        (exemplars.save_exemplars, "exemplars.csv", exemplars_csv),
    ):
        download.on(event, events.saver(name, make), inputs)
    download.on(made.save_made, events.save_made, inputs)


class CloseupEvents:
    """What the events do."""

    def __init__(self, repository: Repository):
        self.repository, self._turns = repository, FairSemaphore(1)

    def all(self, question: Question, selection: Selection, session: CloseupSession) -> tuple[str, ...]:
        """The four views."""
        if not self.repository.choices(question.lang):
            return "", "", "", ""
        session.shown = question, settled(self.repository, question, selection)
        if session.making_what not in self._favourites(*session.shown):
            session.making.stop()  # an image for a unit that is no longer opened is not made to its end
        shown = *session.shown, session
        return self.levels(*shown), self.effective(*shown), self.exemplars(*shown), self.made(*shown)

    def _favourites(self, question: Question, selection: Selection) -> list[Favourite]:
        unit = view.opened_unit(self.repository, question, selection)
        return [view.favourite_of(self.repository, question, unit, is_path=one) for one in (False, True)]

    def levels(self, question: Question, selection: Selection, session: CloseupSession) -> str:
        return html.levels(view.levels_view(self.repository, question, selection, session), question.lang)

    def effective(self, question: Question, selection: Selection, session: CloseupSession) -> str:
        return html.effective(view.effective_view(self.repository, question, selection, session), question.lang)

    def worked(self, question: Question, selection: Selection) -> str:
        """The arithmetic of the marked cell."""
        if not self.repository.choices(question.lang):
            return ""
        chosen = settled(self.repository, question, selection)
        return cell_html.worked(worked_view(self.repository, question, chosen), question.lang)

    def exemplars(self, question: Question, selection: Selection, session: CloseupSession) -> str:
        return html.exemplars(view.exemplars_view(self.repository, question, selection, session), question.lang)

    def made(self, question: Question, selection: Selection, session: CloseupSession, problem: str = "") -> str:
        shown = view.synthesis_view(self.repository, question, selection, session, problem)
        return html.synthesis(shown, question.lang)

    def toggle_field(self, question: Question, selection: Selection, session: CloseupSession) -> str:
        session.is_field_shown = not session.is_field_shown
        return self.effective(question, settled(self.repository, question, selection), session)

    def search(
        self, question: Question, selection: Selection, session: CloseupSession, files: list[str] | None = None
    ) -> Iterator[tuple[str, str]]:
        """Exemplars and levels while images are searched; `files`: the visitor's own, else the sample's."""

        def work(job: Job) -> None:
            if files is None:
                view.search(self.repository, question, session, job.progress)
            else:
                view.search_own(self.repository, question, session, files, job.progress)

        session.shown = question, settled(self.repository, question, selection)
        problem = ""
        for step in run_job(session.searching, work, self._turns, question.lang):
            if isinstance(step, Problem):
                problem = step.sentence
            elif isinstance(step, Progress):
                yield self.exemplars(*session.shown, session), gr.skip()
        if not session.searching.is_busy:
            yield self.exemplars(*session.shown, session), self.levels(*session.shown, session)
        if problem:
            raise toast(markup.html("{}", problem), question.lang)

    def make(
        self, question: Question, selection: Selection, session: CloseupSession, event: gr.EventData
    ) -> Iterator[str]:
        """The synthetic images while one of them grows."""
        session.shown = question, settled(self.repository, question, selection)
        session.making_what = favourite = self._favourites(*session.shown)[_is_path(event)]
        session.made.pop(favourite, None)

        def work(job: Job) -> None:
            from googlenet.inspection.feature_visualization import visualize_feature

            classifier, (_, block, branch, channel) = self.repository.classifier(question.classifier), favourite
            for step in visualize_feature(classifier, block=block, branch=branch, channel=channel):
                job.progress(step.step, step.steps)
                session.keep(favourite, step)

        def draw(problem: str) -> str:
            return self.made(*session.shown, session, problem)

        yield from drawn(session.making, work, self._turns, question.lang, draw)

    def saver(self, name: str, make: Callable) -> Callable[[Question, Selection, CloseupSession], str]:
        """What makes a file of what `make` gives."""

        def save(question: Question, selection: Selection, session: CloseupSession) -> str:
            chosen = settled(self.repository, question, selection)
            return self.repository.export(name, make(self.repository, question, chosen, session))

        return save

    def save_made(self, question: Question, selection: Selection, session: CloseupSession, event: gr.EventData) -> str:
        favourite = self._favourites(question, settled(self.repository, question, selection))[_is_path(event)]
        return self.repository.export("favourite.png", png(view.as_picture(session.made[favourite][1])))


def exemplars_csv(repository: Repository, question: Question, selection: Selection, session: CloseupSession) -> str:
    """The exemplars on screen as CSV."""
    return html.exemplars_csv(view.exemplars_view(repository, question, selection, session))


def _is_path(event: gr.EventData) -> bool:
    return message_of(event).get("what") == "path"
