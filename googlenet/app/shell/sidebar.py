"""The side panel: image, network, class; it stays while tabs change."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import gradio as gr

from googlenet.app.kit.html import class_name
from googlenet.app.shell import html as markup
from googlenet.app.shell.answer import classify_view
from googlenet.app.shell.events import PLAIN, QUIET, guarded
from googlenet.app.shell.language import Translator
from googlenet.app.shell.question import Question, replace
from googlenet.app.shell.repository import UNTRAINED, Repository, network_label
from googlenet.common.errors import UserError
from googlenet.text import say

if TYPE_CHECKING:
    from gradio.data_classes import ImageData

TOP_CLASS = -1  # a dropdown's value cannot be None
REFUSAL_SECONDS = 5.0  # in which the same refusal is not shown again

PICK = """element.addEventListener('click', event => {
  const pick = event.target.closest('[data-example]');
  if (pick) trigger('example_pick', {name: pick.dataset.example});
});"""


class Upload(gr.Image):
    """`gr.Image` that hands over the file as it came: `Repository.receive` decodes it, with its own limits."""

    is_template = True

    def preprocess(self, payload: "ImageData | None") -> str | None:
        return payload.path if payload else None  # a data: URL has no path and is refused so


@dataclass
class NetworkChoice:
    """A visitor's latest choice of a network in the dropdown, which may send it twice, even at once.

    Attributes:
        name: of the weights.
        is_under_way: whether it is still being answered.
        refused_at: when it was refused, in seconds of the monotonic clock; None: it was not.
        accepted: weights that can be used and that no question has used yet.
    """

    name: str = ""
    is_under_way: bool = False
    refused_at: float | None = None
    accepted: str | None = None

    def is_refusal_shown(self, name: str) -> bool:
        """Whether `name` was refused a moment ago."""
        return (
            name == self.name and self.refused_at is not None and time.monotonic() - self.refused_at < REFUSAL_SECONDS
        )


class Sidebar:
    """The panel's components and what they do.

    Attributes:
        upload: the picture, for tabs that choose another.
        network: the network's dropdown; its choices grow when a run finishes an epoch.
        choice: `gr.State` of the visitor's latest choice of a network.
    """

    def __init__(self, repository: Repository, t: Translator):
        self.repository = repository
        self.upload = Upload(
            sources=["upload", "webcam", "clipboard"], height=224, label=t("frame.image"), elem_id="upload", buttons=[]
        )
        self.seen = gr.HTML(**PLAIN)
        self.examples = gr.HTML(js_on_load=PICK, **PLAIN)
        self.choice = gr.State(NetworkChoice())
        self.network = gr.Dropdown(
            repository.choices("en"), value=repository.opening(), label=t("frame.network"), allow_custom_value=True
        )
        self.caption = gr.HTML(**PLAIN)
        self.fetching = gr.HTML(**PLAIN)
        self.target = gr.Dropdown([], label=t("frame.target"), allow_custom_value=True)
        self.prepare = gr.Checkbox(value=True, label=t("frame.prepare"), info=t("frame.prepare_note"))

    def wire(self, question: gr.State, strip: gr.HTML) -> None:
        """Connects the panel, and the strip that stands for it on phones, to the question."""
        self.upload.input(guarded(self._receive), [question, self.upload], [question, self.upload], **QUIET)
        self.examples.example_pick(guarded(self._choose_example), question, [question, self.upload], **QUIET)
        picked = [question, self.network, self.choice]
        chosen = self.network.input(self._pick, picked, [self.network, self.fetching], **QUIET)
        chosen.then(self.take_network, [question, self.choice], question, **QUIET)
        self.network.focus(
            lambda seen: gr.Dropdown(choices=self.repository.choices(seen.lang, seen.owner)),
            question,
            self.network,
            **QUIET,
        )
        self.target.input(guarded(self._choose_target), [question, self.target], question, **QUIET)
        self.prepare.input(guarded(self._choose_prepare), [question, self.prepare], question, **QUIET)
        question.change(
            guarded(self.show),
            question,
            [self.seen, self.examples, self.caption, self.target, self.prepare, strip],
            **QUIET,
        )

    def show(self, question: Question) -> tuple:
        """Values of seen, examples, caption, target, prepare and strip for `question`."""
        lang, repository = question.lang, self.repository
        view = classify_view(repository, question)
        classes = [(class_name(name, lang), index) for index, name in enumerate(view.classes)]
        top = say("frame.top_class", lang)
        target = gr.Dropdown(
            [(top, TOP_CLASS), *classes], value=TOP_CLASS if question.target is None else question.target
        )
        label = class_name(view.classes[view.target], lang)
        network = network_label(question.classifier, lang)  # one that was renamed meanwhile has left the choices
        notice = say("frame.notice_untrained", lang, network=network_label(question.classifier.split(".")[0], lang))
        is_grey = repository.card(question.classifier)["preprocess"]["channels"] == 1  # only those are prepared
        return (
            markup.seen(view.picture, lang),
            markup.examples(repository.example_groups(lang), question.picture),
            markup.caption(repository.caption(question.classifier, lang)),
            target,
            gr.Checkbox(visible=is_grey),
            markup.strip(view.picture, label, network, lang, notice if question.classifier in UNTRAINED else ""),
        )

    def _receive(self, question: Question, path: str | None) -> tuple:
        """The new question; where the file cannot be used, one sentence, and the picture before it stays."""
        if path is None:
            return question, gr.skip()  # cleared: the answer stays until there is another picture
        try:
            return replace(question, picture=self.repository.receive(path), target=None), gr.skip()
        except UserError as error:
            gr.Warning(error.message(question.lang), title=say("frame.sorry", question.lang), duration=10)
            return question, str(self.repository.picture_path(question.picture))

    def _choose_example(self, question: Question, event: gr.EventData) -> tuple:
        path = self.repository.picture_path(str(event.name))
        return replace(question, picture=str(event.name), target=None), str(path)

    def choose_network(self, question: Question, name: str, latest: NetworkChoice) -> Iterator[tuple]:
        """Values of network and fetching: progress while weights are fetched; `take_network` then asks of it.

        Where they cannot be used: one sentence, and the network before it stays.
        """
        latest.name, latest.accepted = name, None
        try:
            for fraction in self.repository.fetch(name):
                yield gr.skip(), markup.fetching(name, fraction, question.lang)
            self.repository.check_seen(name, question.owner)
            self.repository.classifier(name)  # refuses what is damaged before anything changes
        except UserError as error:
            gr.Warning(error.message(question.lang), title=say("frame.sorry", question.lang), duration=10)
            latest.refused_at = time.monotonic()
            yield question.classifier, ""
        else:
            latest.accepted = name
            yield name, ""

    def take_network(self, question: Question, latest: NetworkChoice) -> object:
        """The new question: of the network that was accepted, and of all that was chosen while it was fetched."""
        name, latest.accepted = latest.accepted, None
        return replace(question, classifier=name, target=None) if name else gr.skip()

    def _pick(self, question: Question, name: str, latest: NetworkChoice) -> Iterator[tuple]:
        """`choose_network` for the dropdown, which sends a choice once more when it is left: it is answered once."""
        if name == latest.name and latest.is_under_way:
            yield gr.skip(), gr.skip()
            return
        if latest.is_refusal_shown(name):
            yield question.classifier, ""
            return
        latest.name, latest.is_under_way, latest.refused_at = name, True, None
        try:
            yield from self.choose_network(question, name, latest)
        finally:
            latest.is_under_way = False

    def _choose_target(self, question: Question, index: int) -> Question:
        count = len(self.repository.classifier(question.classifier).classes)
        return replace(question, target=index if isinstance(index, int) and 0 <= index < count else None)

    def _choose_prepare(self, question: Question, prepare: bool) -> Question:
        return replace(question, prepare=bool(prepare))
