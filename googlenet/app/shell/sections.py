"""A tab's sections as components: see `googlenet.app.kit.sections`, which says how a tab is divided."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import gradio as gr

from googlenet.app.kit import sections
from googlenet.app.kit.script import read_script
from googlenet.app.shell.events import PLAIN
from googlenet.app.shell.tab import Frame


class Sections:
    """The sections of a tab.

    Args:
        names: of the sections, in order; "section.TAB.NAME" are the sentences with their short names.
    """

    def __init__(self, frame: Frame, tab: str, names: Sequence[str]):
        self.tab, self.names = tab, tuple(names)
        script = read_script(__file__, "sections.js")
        self.row = gr.HTML(elem_id=f"sections-{tab}", elem_classes="sections-row", js_on_load=script, **PLAIN)
        frame.on_question(tab, lambda question: sections.row(tab, self.names, question.lang), outputs=[self.row])

    @contextmanager
    def place(self, name: str, *, folds: bool = False, is_open: bool = False) -> Iterator[gr.Column]:
        """The column of the section `name`; with `folds` only the title of its first component is seen until it is opened.

        Args:
            is_open: whether that is so from the start on a wide screen, where no link says otherwise.
        Raises:
            ValueError: the row has no such section.
        """
        classes = ["section", *(["folds"] if folds else []), *(["opens"] if is_open else [])]
        self.names.index(name)
        with gr.Column(elem_id=f"section-{self.tab}-{name}", elem_classes=classes) as column:
            yield column
