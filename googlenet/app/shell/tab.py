"""What a tab is to the page: it registers itself with a `Tab`, and gets a `Frame` to build itself in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from googlenet import text
from googlenet.app.shell import presses
from googlenet.app.shell.events import QUIET, guarded
from googlenet.app.shell.link import Location, TabState
from googlenet.app.shell.presses import Fragment, Latest, Presses
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository

if TYPE_CHECKING:
    from markupsafe import Markup

    from googlenet.app.shell.sidebar import Sidebar

STYLE = "style.css"


@dataclass(frozen=True)
class ReportPart:
    """What a tab adds to the report of a question.

    Attributes:
        title, sub: the finding, and what follows it; "" where another tab has it.
        pictures: (data URI, caption) each.
        sections: (heading, content) each.
        maps: heading, and (data URI, caption) of maps side by side.
        facts: (name, value) each.
        how: sentences: how each number was computed.
    """

    title: str = ""
    sub: str = ""
    pictures: Sequence[tuple[str, str]] = ()
    sections: Sequence[tuple[str, "Markup"]] = ()
    maps: tuple[str, Sequence[tuple[str, str]]] = ("", ())
    facts: Sequence[tuple[str, str]] = ()
    how: Sequence[str] = ()


@dataclass(frozen=True)
class NotebookPart:
    """What a tab adds to the notebook of what is on screen.

    Attributes:
        heading: what is computed.
        code: prints its numbers and draws it; knows `googlenet`, `np`, `plt`, `classifier`, `image` and `prepare`.
    """

    heading: str
    code: str


@dataclass(frozen=True)
class Tab:
    """A tab of the page. Its label is the sentence "frame.tab.NAME"; its style is `style.css` in its folder.

    Attributes:
        name: its id, in links too.
        build: makes its contents.
        sentences: key -> (English, Chinese), known to `say` as soon as the tab exists.
        state: makes what a visitor has chosen at the start; None: there is nothing that a link holds.
        session: makes what the server keeps of a visit: the present question, what was found; None: nothing.
        report: what it adds to the report, from repository, question, state and session.
        notebook: Python that computes what it shows, from the same; None: none of it is computed.
        folder: where its files lie.
        first: draws what it shows of the question that the page begins with, without a network; None: nothing.
    """

    name: str
    build: Callable[["Frame"], object]
    sentences: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    state: Callable[[], TabState] | None = None
    session: Callable[[], object] | None = None
    report: Callable[[Repository, Question, object, object], ReportPart] | None = None
    notebook: Callable[[Repository, Question, object, object], Sequence[NotebookPart]] | None = None
    folder: Path | None = None
    first: "Callable[[Repository, Question], Markup] | None" = None

    def __post_init__(self):
        text.add(self.sentences)

    @property
    def styles(self) -> list[Path]:
        """Its style sheets, at most one."""
        return [path for path in ([self.folder / STYLE] if self.folder else []) if path.is_file()]


@dataclass(frozen=True)
class Visit:
    """A tab to which another one sends the visitor, and what they find chosen there.

    Attributes:
        tab: its id.
        chosen: the tab's own record of choices; None: as the visitor left it.
        number: makes a second visit to the same place a new one.
    """

    tab: str
    chosen: object = None
    number: int = 0


@dataclass(frozen=True)
class TabRequest:
    """What a tab should show.

    Attributes:
        question: None before it is opened for the first time.
        visit: the latest that led here.
        chosen: by that visit, if the tab learns of it now.
    """

    question: Question | None = None
    visit: Visit | None = None
    chosen: object = None

    def next(self, question: Question, visit: Visit | None) -> "TabRequest":
        """What the tab should show now that it is open with `question`; `visit`: the latest to it, None without any."""
        if visit is not None and visit != self.visit:
            return TabRequest(question, visit, visit.chosen)
        return self if question == self.question else TabRequest(question, self.visit)


@dataclass(frozen=True)
class Frame:
    """What every tab gets from the page.

    Attributes:
        repository: pictures, classifiers and runs.
        question: `gr.State` of the visitor's `Question`.
        tabs: `gr.Tabs`; `gr.Tabs(selected="classify")` as an output opens a tab.
        sidebar: the side panel.
        panel: what of the side panel and the header the question decides.
        whole: what else of the page another language or the way back to the start changes.
        visit: `gr.State` of the latest `Visit`, or None.
        requests: `gr.State` of each tab's `TabRequest`, by the tab's id.
        states, sessions: `gr.State` of each tab's state and session, by the tab's id; None in them: it has none.
        senders: what sends each tab's presses, by the tab's id.
        presses: what they do, by the tab's id.
    """

    repository: Repository
    question: gr.State
    tabs: gr.Tabs
    sidebar: "Sidebar"
    panel: Fragment
    whole: Fragment
    visit: gr.State
    requests: dict[str, gr.State]
    states: dict[str, gr.State]
    sessions: dict[str, gr.State]
    senders: dict[str, gr.HTML]
    presses: dict[str, Presses]

    def wire(self, first: Location) -> None:
        """Connects all tabs; the open one alone answers another question or a visit, others when they are opened.

        Args:
            first: where a visitor without a link begins.
        """
        latest = gr.State(Latest())
        self.sidebar.wire(self.question, latest)
        for name in self.requests:
            presses.wire(self, name, first, latest)
        gr.on([self.question.change, self.visit.change], None, js="() => gnLook(true)")

    def on_question(
        self,
        tab: str,
        render: Callable,
        inputs: Sequence[gr.components.Component] = (),
        outputs: Sequence[gr.components.Component] = (),
        *,
        at_press: bool = False,
        first_for: Sequence[str] = (),
    ) -> None:
        """Calls `render(question, *inputs)` for the values of `outputs` when the question is new to the open tab.

        `render` runs when the question changes while `tab` is open, and when `tab` is opened with a question that it
        has not yet answered, or by a `Visit`; with `at_press` also after presses. What the visit has chosen stands in
        the place of the input of its kind, the tab's own choice, which is to be among `outputs` so that it lasts unless
        it is the state that `on_press` names. `first_for`: see `Fragment`.
        """
        self.presses[tab].parts.append(Fragment(render, inputs, outputs, at_press, first_for))

    def on_press(self, tab: str, state: gr.State, press: Callable, **more: object) -> None:
        """Presses in `tab`, which its script sends with `gnPress`, change `state`.

        Args:
            press, more: fields of `Presses`.
        """
        self.presses[tab] = replace(self.presses[tab], state=state, press=press, **more)

    def send(self, event: Callable, to: Callable, chosen: gr.State) -> None:
        """On `event`, `to(question, chosen, event)` gives a question and a `Visit`: the visit's tab opens with them."""

        def go(question: Question, chosen: object, data: gr.EventData) -> tuple:
            there, visit = guarded(to)(question, chosen, data)
            # Meanwhile another may have been chosen: what stays is not written back.
            new = (gr.skip(), gr.skip()) if there == question else (there, there.classifier)
            return *new, visit, gr.Tabs(selected=visit.tab)

        outputs = [self.question, self.sidebar.network, self.visit, self.tabs]
        # By default a press is dropped while one before it waits, for ever where that one is lost on the way.
        event(go, [self.question, chosen], outputs, trigger_mode="multiple", **QUIET)
