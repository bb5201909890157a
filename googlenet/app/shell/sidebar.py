"""The side panel: image, network, class; it stays while tabs change."""

import filecmp
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from googlenet.app.kit.html import class_name
from googlenet.app.shell import html as markup
from googlenet.app.shell.answer import classify_view
from googlenet.app.shell.events import PLAIN, QUIET, message_of, warn
from googlenet.app.shell.files import uploaded
from googlenet.app.shell.language import Translator
from googlenet.app.shell.link import EXAMPLE
from googlenet.app.shell.pencil import Pencil, sheet_key
from googlenet.app.shell.question import Question, replace
from googlenet.app.shell.repository import IMAGENET, UNTRAINED, Repository, is_cached, network_label
from googlenet.common.errors import BadImage, UserError
from googlenet.text import say

if TYPE_CHECKING:
    from gradio.data_classes import ImageData

TOP_CLASS = -1  # a dropdown's value cannot be None
REFUSAL_SECONDS = 5.0  # in which the same refusal is not shown again

PICK = """element.addEventListener('click', event => {
  const pick = event.target.closest('[data-example]');
  if (!pick) return;
  const name = pick.dataset.example, press = one => one.setAttribute('aria-pressed', one.dataset.example === name);
  gnPress({ask: 'picture', to: name}, () => element.querySelectorAll('[data-example]').forEach(press));
});"""

# The dropdown sends a choice once more when it is left.
CHOOSE = """to => {
  if (to === window.gnNetwork) return;
  window.gnNetwork = to;
  setTimeout(() => { window.gnNetwork = null; }, 5000);
  gnPress({ask: 'network', to});
}"""
FETCH = "window.gnFetch = name => trigger('fetch', {name}); // weights that are not on the server's machine"

SEEN = "watch('value', () => requestAnimationFrame(() => document.dispatchEvent(new Event('gn-seen'))));"
FORGET = """element.addEventListener('click', event => {
  const button = event.target.closest('[data-forget]');
  if (button && gnHold(button)) gnPress({ask: 'forget'});
});
// Gradio's first button would take the picture away; it opens the dialog at once.
document.addEventListener('click', event => {
  const button = event.target.closest('#upload .source-selection button');
  const input = document.querySelector('#upload input[type=file]');
  if (!input || !button || button !== button.parentElement.querySelector('button')) return;
  event.stopPropagation();
  input.click();
}, true);"""


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
        under_way: weights whose choice in the dropdown is still being answered; "": none.
        refused_at: when it was refused, in seconds of the monotonic clock; None: it was not.
        accepted: weights that can be used and that no question has used yet.
        before: the network that was explained when they were chosen; another choice since then counts instead.
    """

    name: str = ""
    under_way: str = ""
    refused_at: float | None = None
    accepted: str | None = None
    before: str = ""

    def take(self, name: str) -> None:
        """Notes that `name` is used from now on: what is still fetched is not wanted any more."""
        self.name, self.accepted = name, None

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
        self.seen = gr.HTML(js_on_load=SEEN, elem_id="seen", **PLAIN)
        self.pencil = Pencil(repository)
        self.forget = gr.HTML(js_on_load=FORGET, elem_id="forget", **PLAIN)
        self.examples = gr.HTML(js_on_load=PICK, **PLAIN)
        self.choice = gr.State(NetworkChoice())
        self.network = gr.Dropdown(
            repository.choices("en"), value=repository.opening(), label=t("frame.network"), allow_custom_value=True
        )
        self.caption = gr.HTML(**PLAIN)
        self.fetching = gr.HTML(js_on_load=FETCH, **PLAIN)
        self.target = gr.Dropdown([], label=t("frame.target"), allow_custom_value=True)
        self.prepare = gr.Checkbox(value=True, label=t("frame.prepare"), info=t("frame.prepare_note"))

    @property
    def parts(self) -> tuple[gr.components.Component, ...]:
        """Those that `show` gives the values of; the strip, which stands for the panel on phones, is the header's."""
        return self.seen, *self.pencil.parts, self.forget, self.examples, self.caption, self.target, self.prepare

    def wire(self, question: gr.State, latest: gr.State) -> None:
        """Connects the panel to the question; `latest`: of `Latest`."""
        self.pencil.wire(question, latest)
        sent = "file => { if (file) gnPress({ask: 'upload', to: file.path}); }"  # cleared: the answer stays
        self.upload.input(None, self.upload, None, js=sent)
        self.network.input(None, self.network, None, js=CHOOSE)
        chosen, outputs = [question, self.choice], [self.network, self.fetching]
        fetched = self.fetching.fetch(self._fetch, chosen, outputs, trigger_mode="multiple", **QUIET)
        fetched.then(self.take_network, chosen, [question, self.network], **QUIET)
        self.network.focus(
            lambda seen: gr.Dropdown(choices=self.repository.choices(seen.lang, seen.owner)),
            question,
            self.network,
            **QUIET,
        )
        for name, control in (("target", self.target), ("prepare", self.prepare)):
            control.input(None, control, None, js=f"to => gnPress({{ask: '{name}', to, is_shown: true}})")

    def show(self, question: Question) -> tuple:
        """Values of `parts` and strip for `question`."""
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
        return (
            markup.seen(view.picture, lang, sheet=sheet_key(question)),
            *self.pencil.show(question),
            "" if question.picture.startswith(EXAMPLE) else markup.forget(lang),
            markup.examples(repository.example_groups(lang), question.picture),
            markup.caption(network, repository.caption(question.classifier, lang), lang),
            target,
            gr.Checkbox(visible=self._can_prepare(question)),
            markup.strip(view.picture, label, network, lang, notice if question.classifier in UNTRAINED else ""),
        )

    def whole(self, question: Question) -> tuple[gr.Dropdown, gr.Checkbox]:
        """Values of network and prepare, which their own presses have set already."""
        network = gr.Dropdown(self.repository.choices(question.lang, question.owner), value=question.classifier)
        return network, gr.Checkbox(value=question.original.prepare, visible=self._can_prepare(question))

    def _can_prepare(self, question: Question) -> bool:
        """Whether the network takes grayscale images, which alone are prepared, and the picture is no drawing."""
        is_grey = self.repository.card(question.classifier)["preprocess"]["channels"] == 1
        return is_grey and not question.is_drawing

    def is_elsewhere(self, message: Mapping) -> bool:
        """Whether a press chooses a network whose weights must be fetched first."""
        return message.get("ask") == "network" and message.get("to") in IMAGENET and not is_cached(message["to"])

    def changed(self, question: Question, message: Mapping) -> Question:
        """`question` after a press, which may say anything: another picture, drawing, network, class or preparation.

        Raises:
            UserError: there is no such picture or network, or it cannot be used.
        """
        ask, to = message.get("ask"), message.get("to")
        if ask == "upload":
            path = uploaded(str(to))
            if path is None:
                raise BadImage("frame.picture_gone")
            if self._is_shown(path, question):
                return question  # Gradio sends what is shown once more when the camera is opened
            return replace(question.original, picture=self.repository.receive(str(path), question.owner), target=None)
        if ask == "network":
            self.repository.check_seen(str(to), question.owner)
            self.repository.classifier(str(to))  # refuses what is damaged before anything changes
            return question if to == question.classifier else replace(question, classifier=str(to), target=None)
        if ask == "picture":
            self.repository.picture_path(str(to))
            return replace(question.original, picture=str(to), target=None)
        if ask == "target":
            count = len(self.repository.classifier(question.classifier).classes)
            target = to if isinstance(to, int) and 0 <= to < count else None
            return question if self.is_of_another(question, message) else replace(question, target=target)
        return replace(question, prepare=bool(to)) if ask == "prepare" else self.pencil.changed(question, message)

    @staticmethod
    def is_of_another(question: Question, message: Mapping) -> bool:
        """Whether a class was pressed while another network was answered: it is one of the network before."""
        return message.get("ask") == "target" and message.get("of", question.classifier) != question.classifier

    def _is_shown(self, path: Path, question: Question) -> bool:
        """Whether a file is the picture of `question`, byte by byte."""
        try:
            return filecmp.cmp(path, self.repository.picture_path(question.picture), shallow=False)
        except (OSError, UserError):  # one of them is gone
            return False

    def choose_network(self, question: Question, name: str, latest: NetworkChoice) -> Iterator[tuple]:
        """Values of network and fetching: progress while weights are fetched; `take_network` then asks of it.

        Where they cannot be used: one sentence, and the network before it stays. Where another was chosen meanwhile, that
        one counts alone.
        """
        latest.name, latest.accepted, latest.before = name, None, question.classifier
        try:
            for fraction in self.repository.fetch(name):
                if latest.name != name:
                    yield gr.skip(), ""
                    return
                yield gr.skip(), markup.fetching(name, fraction, question.lang)
            self.repository.check_seen(name, question.owner)
            self.repository.classifier(name)  # refuses what is damaged before anything changes
        except UserError as error:
            if latest.name == name:
                warn(error.message(question.lang), question.lang)
                latest.refused_at = time.monotonic()
                yield question.classifier, ""
                return
        if latest.name == name:
            latest.accepted = name
        yield gr.skip(), ""  # it shows the latest choice, which may be a later one

    def take_network(self, question: Question, latest: NetworkChoice) -> tuple:
        """The new question, of the network that was accepted and of all that was chosen while it was fetched; the network."""
        name, latest.accepted = latest.accepted, None
        is_wanted = name and question.classifier == latest.before
        return (replace(question, classifier=name, target=None), name) if is_wanted else (gr.skip(), gr.skip())

    def _fetch(self, question: Question, latest: NetworkChoice, event: gr.EventData) -> Iterator[tuple]:
        yield from self._pick(question, str(message_of(event).get("name")), latest)

    def _pick(self, question: Question, name: str, latest: NetworkChoice) -> Iterator[tuple]:
        """`choose_network` for the dropdown, which sends a choice once more when it is left: it is answered once."""
        if name == latest.name == latest.under_way:
            yield gr.skip(), gr.skip()
            return
        if latest.is_refusal_shown(name):
            yield question.classifier, ""
            return
        latest.name, latest.under_way, latest.refused_at = name, name, None
        try:
            yield from self.choose_network(question, name, latest)
        finally:
            if latest.under_way == name:
                latest.under_way = ""
