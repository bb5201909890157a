"""Beside a channel of the Branches tab: what excites it, what it depends on, an image made for it. Only wires."""

import io
from collections.abc import Callable, Iterator
from functools import partial

import gradio as gr

from googlenet.app.kit.job import FairSemaphore, Job, Progress
from googlenet.app.kit.script import read_script
from googlenet.app.shell.events import QUIET, Problem, followed, guarded, toast
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.tab import Frame
from googlenet.app.tabs.branches.closeup import html as markup
from googlenet.app.tabs.branches.closeup import view as views
from googlenet.app.tabs.branches.closeup.view import CloseupSession, Favourite
from googlenet.app.tabs.branches.files import field_npz, field_png
from googlenet.app.tabs.branches.state import Selection
from googlenet.app.tabs.branches.view import settled

SAVE = "() => document.querySelector('#closeup-download')?.click()"


def place(name: str) -> gr.HTML:
    """An empty view with this script."""
    script = read_script(__file__)
    return gr.HTML(elem_id=name, js_on_load=script, apply_default_css=False, padding=False)


def build(
    frame: Frame, selection: gr.State, levels: gr.HTML, effective: gr.HTML, exemplars: gr.HTML, made: gr.HTML
) -> None:
    """The contents of four places."""
    tab, own = _Closeup(frame.repository), gr.State(CloseupSession())
    download = gr.DownloadButton(visible="hidden", elem_id="closeup-download")
    places, asked = [levels, effective, exemplars, made], [frame.question, selection, own]
    frame.on_question("branches", tab.all, [selection, own], places)
    selection.change(guarded(tab.all), asked, places, trigger_mode="always_last", **QUIET)
    effective.field(guarded(tab.toggle_field), asked, effective, **QUIET)
    long = {"concurrency_limit": None, **QUIET}
    exemplars.search(tab.search, asked, [exemplars, levels], **long)
    made.make(tab.make, asked, made, **long)
    files = gr.UploadButton(visible="hidden", file_count="multiple", file_types=["image"], elem_id="closeup-files")
    files.upload(tab.search_own, [*asked, files], [exemplars, levels], **long)
    exemplars.stop_search(tab.stop_search, own, None, concurrency_limit=None, **QUIET)
    made.stop_make(tab.stop_make, own, None, concurrency_limit=None, **QUIET)
    exemplars.save_exemplars(guarded(tab.save_exemplars), asked, download, **QUIET).then(None, js=SAVE)
    for event, name, make in (
        (effective.save_field, "field.npz", field_npz),
        (effective.save_field_png, "field.png", field_png),
    ):
        event(guarded(tab.field_saver(name, make)), asked, download, **QUIET).then(None, js=SAVE)
    made.save_made(guarded(tab.save_made), asked, download, **QUIET).then(None, js=SAVE)


class _Closeup:
    """What the events do."""

    def __init__(self, repository: Repository):
        self.repository, self._turns = repository, FairSemaphore(1)

    def all(self, question: Question, selection: Selection, own: CloseupSession) -> tuple[str, ...]:
        """The four views."""
        if not self.repository.choices(question.lang):
            return "", "", "", ""
        own.shown = question, settled(self.repository, question, selection)
        asked = *own.shown, own
        self._end_of_others(*asked)
        return self.levels(*asked), self.effective(*asked), self.exemplars(*asked), self.made(*asked)

    def _end_of_others(self, question: Question, selection: Selection, own: CloseupSession) -> None:
        """An image for a unit that is no longer opened is not made to its end."""
        if own.making is not None and own.making_what not in self._favourites(question, selection):
            own.making = None

    def _favourites(self, question: Question, selection: Selection) -> list[Favourite]:
        unit = views.opened_unit(self.repository, question, selection)
        return [views.favourite_of(self.repository, question, unit, is_path=one) for one in (False, True)]

    def levels(self, question: Question, selection: Selection, own: CloseupSession) -> str:
        return markup.levels(views.levels_view(self.repository, question, selection, own), question.lang)

    def effective(self, question: Question, selection: Selection, own: CloseupSession) -> str:
        return markup.effective(views.effective_view(self.repository, question, selection, own), question.lang)

    def exemplars(self, question: Question, selection: Selection, own: CloseupSession) -> str:
        return markup.exemplars(views.exemplars_view(self.repository, question, selection, own), question.lang)

    def made(self, question: Question, selection: Selection, own: CloseupSession, problem: str = "") -> str:
        view = views.synthesis_view(self.repository, question, selection, own, problem)
        return markup.synthesis(view, question.lang)

    def toggle_field(self, question: Question, selection: Selection, own: CloseupSession) -> str:
        own.is_field_shown = not own.is_field_shown
        return self.effective(question, settled(self.repository, question, selection), own)

    def search(self, question: Question, selection: Selection, own: CloseupSession) -> Iterator[tuple[str, str]]:
        """Exemplars and levels while images are searched."""
        yield from self._search(question, selection, own, partial(views.search, self.repository, question, own))

    def search_own(
        self, question: Question, selection: Selection, own: CloseupSession, files: list[str] | None
    ) -> Iterator[tuple[str, str]]:
        """The same while the visitor's images are."""
        work = partial(views.search_own, self.repository, question, own, files or [])
        yield from self._search(question, selection, own, work)

    def _search(
        self,
        question: Question,
        selection: Selection,
        own: CloseupSession,
        find: Callable[[Callable[[int, int], None]], None],
    ) -> Iterator[tuple[str, str]]:
        own.searching, own.searched = (mine := object()), (0, 0)
        own.shown = question, settled(self.repository, question, selection)

        def work(job: Job) -> None:
            def note(done: int, total: int) -> None:
                job.progress(done, total)
                own.searched = done, total

            find(note)

        problem = None
        try:
            for _ in self._follow(question, work, lambda: own.searching, mine):
                yield self.exemplars(*own.shown, own), gr.skip()
        except gr.Error as error:
            problem = error
        if own.searching in (mine, None):
            own.searching = None
            yield self.exemplars(*own.shown, own), self.levels(*own.shown, own)
        if problem:
            raise problem

    def make(self, question: Question, selection: Selection, own: CloseupSession, event: gr.EventData) -> Iterator[str]:
        """The synthetic images while one of them grows."""
        own.shown = question, settled(self.repository, question, selection)
        favourite = self._favourites(*own.shown)[_is_path(event)]
        own.making = mine = object()
        own.making_what = favourite
        own.made.pop(favourite, None)

        def work(job: Job) -> None:
            from googlenet.inspection.feature_visualization import visualize_feature

            classifier, (_, block, branch, channel) = self.repository.classifier(question.classifier), favourite
            for step in visualize_feature(classifier, block=block, branch=branch, channel=channel):
                job.progress(step.step, step.steps)
                own.keep(favourite, step)

        problem = yield from self._frames(question, own, work, mine)
        if own.making in (mine, None):
            own.making = None
            yield self.made(*own.shown, own, problem)

    def _frames(self, question: Question, own: CloseupSession, work: Callable, mine: object) -> Iterator[str]:
        try:
            for _ in self._follow(question, work, lambda: own.making, mine):
                yield self.made(*own.shown, own)
        except gr.Error as error:
            return str(error.message)
        return ""

    def _follow(
        self, question: Question, work: Callable[[Job], None], now: Callable, mine: object
    ) -> Iterator[Progress]:
        """Steps of `work`, while `now()` is `mine`.

        Raises:
            gr.Error: it failed.
        """

        def in_turn(job: Job) -> None:
            with self._turns.turn(job):
                work(job)

        for step in followed(in_turn, lambda: now() is mine, question.lang):
            if now() is not mine:
                return  # which ends the work at its next report
            if isinstance(step, Problem):
                raise toast(step.sentence, question.lang)
            if isinstance(step, Progress):
                yield step

    def stop_search(self, own: CloseupSession) -> None:
        own.searching = None

    def stop_make(self, own: CloseupSession) -> None:
        own.making = None

    def save_exemplars(self, question: Question, selection: Selection, own: CloseupSession) -> str:
        view = views.exemplars_view(self.repository, question, settled(self.repository, question, selection), own)
        return self.repository.export("exemplars.csv", markup.exemplars_csv(view))

    def field_saver(self, name: str, make: Callable) -> Callable[[Question, Selection, CloseupSession], str]:
        """What makes a file of the effective receptive field."""

        def save_field(question: Question, selection: Selection, own: CloseupSession) -> str:
            return self.repository.export(
                name, make(self.repository, question, settled(self.repository, question, selection), own)
            )

        return save_field

    def save_made(self, question: Question, selection: Selection, own: CloseupSession, event: gr.EventData) -> str:
        favourite = self._favourites(question, settled(self.repository, question, selection))[_is_path(event)]
        buffer, (_, step) = io.BytesIO(), own.made[favourite]
        views.as_picture(step).save(buffer, "PNG")
        return self.repository.export("favourite.png", buffer.getvalue())


def _is_path(event: gr.EventData) -> bool:
    return isinstance(event._data, dict) and event._data.get("what") == "path"
