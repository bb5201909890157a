"""Drawing on what the network sees: answered at every stroke, and after a second of rest an image like any other."""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr
from gradio.utils import get_upload_folder

from googlenet.app.kit.script import read_script
from googlenet.app.shell import pencil_html as markup
from googlenet.app.shell.answer import ClassifyView, classify_view, drawn_view, pixels_of
from googlenet.app.shell.events import PLAIN, QUIET, guarded, message_of
from googlenet.app.shell.naming import names_of
from googlenet.app.shell.presses import Latest
from googlenet.app.shell.question import Drawn, Question, replace
from googlenet.app.shell.repository import Repository
from googlenet.common.errors import BadImage, UserError
from googlenet.data.uploads import open_drawing

if TYPE_CHECKING:
    from PIL.Image import Image

    from googlenet.networks.classifier import Classifier

MOST_EARLIER = 16  # drawings of a visitor that are kept beside the latest
Follower = Callable[[Question, ClassifyView], object]


class Pencil:
    """The part of the side panel in which a visitor draws."""

    def __init__(self, repository: Repository):
        self.repository, self._followers = repository, []
        self.board = gr.HTML(elem_id="pencil", js_on_load=read_script(__file__, "pencil.js"), **PLAIN)
        self.answer = gr.HTML(elem_id="pencil-answer", **PLAIN)
        self._sheet = gr.Textbox(visible="hidden", show_label=False, container=False)

    @property
    def parts(self) -> tuple[gr.HTML, gr.HTML]:
        """Those that `show` gives the values of."""
        return self.board, self.answer

    def follow(self, draw: Follower, view: gr.HTML) -> None:
        """`view` shows `draw(question, answer)` at every stroke; at rest its tab draws it as after any question."""
        self._followers.append((draw, view))

    def wire(self, question: gr.State, latest: gr.State) -> None:
        """Connects the board, once all that follows it is known."""
        board, views = self.board, [view for _, view in self._followers]
        opened = board.sheet(guarded(self._open), question, self._sheet, trigger_mode="multiple", **QUIET)
        opened.success(None, self._sheet, js="text => gnPencil.take(text)")
        shared = {"concurrency_limit": 2, "concurrency_id": "answer 2", "trigger_mode": "multiple"}
        answered = board.stroke(guarded(self._stroke), [question, latest], [self.answer, *views], **shared, **QUIET)
        answered.then(None, js="() => gnPencil.next()")  # also after a failure

    def show(self, question: Question) -> tuple[str, str]:
        """Values of `parts`."""
        view = classify_view(self.repository, question) if question.is_drawing else None
        return markup.board(question.lang), self._answer(question, view) if view else ""

    def changed(self, question: Question, message: Mapping) -> Question:
        """`question` about what was drawn, which is kept like an upload; about the image again where "to" is None.

        Raises:
            BadImage: it is no drawing, or the image is no longer kept.
        """
        if message.get("ask") != "drawing" or message.get("of") != sheet_key(question):
            return question  # meanwhile another image or network was chosen
        original, classifier, to = question.original, self.repository.classifier(question.classifier), message.get("to")
        if to is None:
            self.repository.picture_path(original.picture)
            self._forget(set(question.pictures) - {original.picture})
            return original
        from googlenet.data.images import to_picture

        drawing = _opened(classifier, to)
        name = self.repository.drawings.put(to_picture(drawing, classifier.preprocess), f"drawing {question.owner}")
        before = (*question.drawn.earlier, question.picture) if question.is_drawing else ()
        earlier = tuple(one for one in dict.fromkeys(before) if one != name)[-MOST_EARLIER:]
        self._forget({*before} - {name, *earlier})
        prepare = original.prepare and classifier.preprocess.channels != 1  # else a light border would be inverted
        drawn = Drawn(name, original.picture, original.prepare, earlier)
        return replace(original, picture=name, prepare=prepare, drawn=drawn)

    def _forget(self, pictures: Iterable[str]) -> None:
        for one in pictures:
            self.repository.forget(one, Path(get_upload_folder()))

    def _open(self, question: Question, event: gr.EventData) -> str:
        """The sheet as JSON: the picture as the network reads it, and the one that it was drawn on while it is kept."""
        preprocess, src = self.repository.classifier(question.classifier).preprocess, self._uri(question)
        try:
            ground = self._uri(question.original)
        except UserError:
            ground = None
        sheet = {
            "key": sheet_key(question),
            "number": message_of(event).get("number"),
            "has_ground": ground is not None,
        }
        return json.dumps({**sheet, "grey": preprocess.channels == 1, "src": src, "ground": ground or src})

    def _uri(self, question: Question) -> str:
        from PIL import Image

        from googlenet.data.images import picture_uri

        levels = pixels_of(self.repository, question).permute(1, 2, 0).cpu().numpy()
        return picture_uri(Image.fromarray(levels[..., 0] if levels.shape[-1] == 1 else levels))

    def _stroke(self, question: Question, latest: Latest, event: gr.EventData) -> tuple:
        """The answer to what is drawn so far, and the views that follow it; nothing where another question came."""
        message, skipped = message_of(event), [gr.skip()] * len(self._followers)
        classifier, key = self.repository.classifier(question.classifier), sheet_key(question)
        if message.get("of") != key or latest.question not in (None, question):
            return gr.skip(), *skipped
        latest.question = None
        try:
            view = drawn_view(classifier, _opened(classifier, message.get("picture")), question.target)
        except BadImage as error:
            return markup.problem(error.message(question.lang)), *skipped
        if latest.question is not None:  # something was pressed meanwhile
            return gr.skip(), *skipped
        latest.strokes += 1
        return self._answer(question, view), *(draw(question, view) for draw, _ in self._followers)

    def _answer(self, question: Question, view: ClassifyView) -> str:
        try:
            before = classify_view(self.repository, replace(question.original, target=view.target))
        except UserError:  # the image is no longer kept
            before = None
        return markup.answer(replace(view, names=names_of(self.repository, question)), before, question.lang)


def sheet_key(question: Question) -> str:
    """What is drawn on, as one word: stays the same while one draws, and becomes another with image and network."""
    image = question.original
    return f"{image.picture} {image.classifier} {image.prepare:d}"


def _opened(classifier: "Classifier", uri: object) -> "Image":
    from googlenet.data.images import side_of

    return open_drawing(uri, side_of(classifier.preprocess))
