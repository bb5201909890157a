"""What the next run is trained on and starts from: own pictures, weights, a frozen part; networks from files. Only wires."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import gradio as gr

from googlenet.app.kit.job import FairSemaphore, Job, JobSlot
from googlenet.app.server.limits import UPLOAD_MB
from googlenet.app.shell.download import Download
from googlenet.app.shell.events import LONG, PLAIN, QUIET, drawn, guarded, message_of
from googlenet.app.shell.language import Translator
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.runs import PREFIX, Runs
from googlenet.app.shell.tab import Frame
from googlenet.app.tabs.train.own_pictures import view
from googlenet.app.tabs.train.own_pictures.html import PicturesView, report
from googlenet.app.tabs.train.review.tab import section
from googlenet.app.tabs.train.section_html import noted
from googlenet.data.file_names import AUTO, ENCODINGS
from googlenet.text import say


@dataclass
class ImportSession:
    """What a visitor's section shows, and the job that reads pictures."""

    view: PicturesView = field(default_factory=PicturesView)
    job: JobSlot = field(default_factory=JobSlot)


class Sources:
    """The choices below the form, and the section with own pictures.

    Attributes:
        form: data, start and freeze, dropdowns whose values are names, "" for the recipe's own; held-out images.
    """

    def __init__(self, repository: Repository, runs: Runs):
        self.repository, self.runs, self._turns, t = repository, runs, FairSemaphore(1), Translator()
        with gr.Row(elem_id="train-data"):
            firsts = {"data": "data.recipe", "start": "start.fresh", "freeze": "freeze.none"}  # before any answer
            self.data, self.start, self.freeze = (
                gr.Dropdown(
                    [(t(f"pictures.{first}"), "")], label=t(f"pictures.{name}"), allow_custom_value=True, min_width=180
                )
                for name, first in firsts.items()
            )
            self.held_out = gr.Number(value=0, precision=0, label=t("pictures.held_out_images"), min_width=120)
        self.session = gr.State(ImportSession())
        self.form = [self.data, self.start, self.freeze, self.held_out]

    def build_upload(self) -> None:
        """The section with own pictures, where it is to stand."""
        t = Translator()
        with gr.Accordion(t("pictures.title"), open=False, elem_id="train-own"):
            self.limits = gr.HTML(**PLAIN)
            with gr.Row(elem_id="train-own-form"):
                self.upload = gr.File(label=t("pictures.zip"), height=120, scale=3, elem_id="own-zip")
                self.side = gr.Number(value=view.SIDE_PX, precision=0, label=t("pictures.side_px"), min_width=80)
                self.share = gr.Number(value=100 * view.TEST_SHARE, label=t("pictures.test_share"), min_width=80)
                self.encoding = gr.Dropdown(
                    [(t("pictures.encoding_auto"), AUTO), *ENCODINGS],
                    value=AUTO,
                    label=t("pictures.encoding_of"),
                    min_width=120,
                )
                self.read = gr.Button(t("pictures.read"), scale=0, min_width=120)
        self.section = section("train-pictures")
        self.download = Download("pictures")

    def wire(self, frame: Frame, recipe: gr.Dropdown, fields: list[gr.Number]) -> None:
        """Connects them.

        Args:
            recipe: its choice brings its own data back.
            fields: epochs, size and batch, which own pictures suggest.
        """
        inputs = [frame.question, self.session]
        named = self.form[:3]
        frame.on_question("train", self.render, [self.session, *named], [*named, self.limits, self.section])
        self.data.focus(guarded(self.refresh_data), frame.question, self.data, **QUIET)
        self.start.focus(guarded(self.refresh_start), frame.question, self.start, **QUIET)
        self.data.input(guarded(self.choose), [*inputs, self.data], [self.section, *fields], **QUIET)
        self.start.input(guarded(self.unfreeze), [frame.question, self.start], self.freeze, **QUIET)
        recipe.input(guarded(self.reset), inputs, [self.data, self.section], **QUIET)
        taken, shown = [*inputs, self.upload, self.side, self.share, self.encoding], [self.section, self.data, *fields]
        gr.on([self.upload.upload, self.read.click], self.take, taken, shown, **LONG)
        self.download.on(self.section.save_left_out, self.save_left_out, [frame.question])
        self.section.stop_pictures(lambda session: session.job.stop(), self.session, None, **LONG)
        self.section.delete_pictures(guarded(self.delete), inputs, [self.section, self.data], **QUIET)

    def render(self, question: Question, session: ImportSession, data: str, start: str, freeze: str) -> tuple:
        return (
            gr.Dropdown(view.data_choices(question), value=data or ""),
            gr.Dropdown(view.start_choices(self.repository, question), value=start or ""),
            gr.Dropdown(view.freeze_choices(self.repository, start, question.lang), value=freeze or ""),
            noted(say("pictures.limits", question.lang, limit=UPLOAD_MB)),
            report(session.view, question.lang),
        )

    def refresh_data(self, question: Question) -> gr.Dropdown:
        return gr.Dropdown(choices=view.data_choices(question))

    def refresh_start(self, question: Question) -> gr.Dropdown:
        return gr.Dropdown(choices=view.start_choices(self.repository, question))

    def choose(self, question: Question, session: ImportSession, data: str) -> tuple:
        """The report on what is chosen, and fields that suit it."""
        session.view = view.pictures_view(data, question.owner)
        return report(session.view, question.lang), *_fields(data)

    def reset(self, _: Question, session: ImportSession) -> tuple:
        session.view = PicturesView()
        return "", ""

    def unfreeze(self, question: Question, start: str) -> gr.Dropdown:
        return gr.Dropdown(view.freeze_choices(self.repository, start, question.lang), value="")

    def take(self, question: Question, session: ImportSession, path: str | None, *how: object) -> Iterator[tuple]:
        """The report while the pictures are read, then the data set as the choice.

        Args:
            how: side, share of the test pictures, encoding of the names, as `view.keep_upload` takes them.
        """
        lang, rest = question.lang, [gr.skip()] * 4
        if not path:
            yield report(PicturesView(problem=say("pictures.nothing", lang)), lang), *rest
            return

        def read(job: Job) -> tuple[str, PicturesView]:
            kept = view.keep_upload(path, *how, token=question.owner, progress=job.progress)
            return kept, view.pictures_view(kept, question.owner)

        def keep(made: tuple[str, PicturesView]) -> None:
            name, session.view = made
            rest[:] = [gr.Dropdown(view.data_choices(question), value=name), *_fields(name)]

        def draw(problem: str) -> tuple:
            work = session.job.done
            shown = PicturesView(work=work, problem=problem) if work or problem else session.view
            return report(shown, lang), *rest

        yield from drawn(session.job, read, self._turns, lang, draw, keep)

    def save_left_out(self, question: Question, event: gr.EventData) -> str:
        name = str(message_of(event).get("name"))
        return self.repository.export("left-out-files.csv", view.left_out(name, question.owner, question.lang))

    def delete(self, question: Question, session: ImportSession, event: gr.EventData) -> tuple:
        view.delete_pictures(str(message_of(event).get("name")), question.owner)
        session.view = PicturesView()
        return report(session.view, question.lang), gr.Dropdown(view.data_choices(question), value="")


def _fields(data: str) -> tuple:
    """Epochs, size and batch for own pictures; left as they are for other data."""
    from googlenet.data import own_data

    if not own_data.is_name(data):
        return gr.skip(), gr.skip(), gr.skip()
    fields = view.fitting_fields(own_data.read_report(data))
    return fields["epochs"], fields["image_size"], fields["batch_size"]


def build_import(frame: Frame, runs: Runs, followed: list, shown: Callable) -> None:
    """The section that takes a network's files.

    Args:
        followed: components that change with the run that is followed.
        shown: (question, name of a run) -> their values.
    """
    t = Translator()
    with gr.Accordion(t("pictures.bring"), open=False, elem_id="train-bring"):
        note = gr.HTML(**PLAIN)
        files = gr.File(label=t("pictures.pair_label"), file_count="multiple", height=120, elem_id="network-files")

    def take(question: Question, paths: list[str] | None) -> tuple:
        name = view.take_network(paths, runs.of(question.owner), question.owner)
        gr.Info(
            say("pictures.brought", question.lang, name=name.removeprefix(PREFIX)),
            title=say("pictures.bring", question.lang),
        )
        choices = frame.repository.choices(question.lang, question.owner)
        return *shown(question, name), gr.Dropdown(choices=choices), None

    def render(question: Question) -> str:
        return noted(say("pictures.bring_note", question.lang, limit=UPLOAD_MB))

    frame.on_question("train", render, [], [note])
    files.upload(guarded(take), [frame.question, files], [*followed, frame.sidebar.network, files], **QUIET)
