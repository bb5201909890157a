"""How a tab is wired: it answers when it is looked at and the question is new; errors become sentences."""

import functools
import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass

import gradio as gr

from googlenet.errors import UserError
from googlenet.text import say
from googlenet.ui.answers import Answers
from googlenet.ui.jobs import Done, Job, Step, follow
from googlenet.ui.question import Question

log = logging.getLogger(__name__)
# Without a component to show progress on, Gradio does not copy the state of all outputs of the page at every event.
QUIET = {"show_progress": "hidden", "show_progress_on": [], "api_visibility": "private"}


def language(request: gr.Request | None) -> str:
    """The visitor's language, from the cookie that the switch sets, else from what the browser prefers."""
    if request is None:
        return "en"
    chosen = request.cookies.get("lang") or request.headers.get("accept-language", "")
    return "zh" if chosen.lower().startswith("zh") else "en"


def guarded(function: Callable) -> Callable:
    """`function(question, …)` whose errors reach the visitor as one sentence; what is on the page stays."""

    @functools.wraps(function)
    def call(question: Question, *rest: object) -> object:
        try:
            return function(question, *rest)
        except UserError as error:
            raise toast(error.message(question.lang), question.lang) from None
        except gr.Error:
            raise
        except Exception:
            log.exception("%s failed", function.__qualname__)
            raise toast(say("frame.bug", question.lang), question.lang) from None

    return call


def toast(sentence: str, lang: str) -> gr.Error:
    """An error to raise: `sentence` is shown for some seconds, nothing is logged."""
    return gr.Error(sentence, title=say("frame.sorry", lang), duration=10, print_exception=False)


@dataclass(frozen=True)
class Problem:
    """What keeps work from its end, as a sentence for the visitor."""

    sentence: str


def followed(
    work: Callable[[Job], object], is_wanted: Callable[[], bool], lang: str
) -> Iterator[Step | Done | Problem]:
    """`jobs.follow` whose errors come as a `Problem`, the last of its values; stopped work just ends."""
    try:
        yield from follow(work, is_wanted)
    except CancelledError:
        return
    except UserError as error:
        yield Problem(error.message(lang))
    except Exception:
        log.exception("work behind the page failed")
        yield Problem(say("frame.bug", lang))


@dataclass(frozen=True)
class Visit:
    """A tab to which another one sends the visitor, and what they find chosen there.

    Attributes:
        tab: its id.
        chosen: the tab's own record of choices ("Selection", "Choice", …); None: as the visitor left it.
        number: makes a second visit to the same place a new one.
    """

    tab: str
    chosen: object = None
    number: int = 0


@dataclass(frozen=True)
class Asked:
    """What a tab is asked.

    Attributes:
        question: None before it is opened for the first time.
        visit: the latest that led here.
        chosen: by that visit, if the tab learns of it now.
    """

    question: Question | None = None
    visit: Visit | None = None
    chosen: object = None

    def next(self, question: Question, visit: Visit | None) -> "Asked":
        """What the tab is asked now that it is open with `question`; `visit`: the latest to it, None without any."""
        if visit is not None and visit != self.visit:
            return Asked(question, visit, visit.chosen)
        return self if question == self.question else Asked(question, self.visit)


def with_choice(values: Sequence, chosen: object) -> tuple:
    """`values` with `chosen`, unless it is None, in the place of those of its kind."""
    return tuple(chosen if chosen is not None and isinstance(value, type(chosen)) else value for value in values)


@dataclass(frozen=True)
class Frame:
    """What every tab gets from the page.

    Attributes:
        answers: pictures and classifiers.
        question: `gr.State` of the visitor's `Question`.
        active: `gr.State` of the open tab's id.
        network: the side panel's dropdown of networks, whose choices grow with the runs.
        tabs: `gr.Tabs`; `gr.Tabs(selected="classify")` as an output opens a tab.
        design: `gr.State` of the `Spec` that the visitor has designed and wants to train, or None.
        choose_network, take_network: those of `Side`; the first takes `choosing`, the second what it has accepted.
        choosing: `gr.State` of the latest choice of a network.
        visit: `gr.State` of the latest `Visit`, or None.
        asked: `gr.State` of what each tab is `Asked`, by the tab's id.
        selection: `gr.State` of the Branches tab's `Selection`.
        options, desk: `gr.State` of the Attributions tab's `Options` and `Desk`.
        upload: the side panel's picture, for tabs that choose another.
    """

    answers: Answers
    question: gr.State
    active: gr.State
    network: gr.Dropdown
    tabs: gr.Tabs
    design: gr.State
    choose_network: Callable
    take_network: Callable
    choosing: gr.State
    visit: gr.State
    asked: dict[str, gr.State]
    selection: gr.State
    options: gr.State
    desk: gr.State
    upload: gr.Image | None = None

    def wire(self) -> None:
        """Tells the open tab alone of a new question or visit: each event costs every page some twenty milliseconds.

        A tab that is not open is told when it is opened.
        """

        def tell(question: Question, active: str, visit: Visit | None, *asked: Asked) -> list:
            sent = visit if visit is not None and visit.tab == active else None
            return [
                last.next(question, sent) if name == active else gr.skip()
                for name, last in zip(self.asked, asked, strict=True)
            ]

        told = list(self.asked.values())
        gr.on(
            [self.question.change, self.active.change, self.visit.change],
            tell,
            [self.question, self.active, self.visit, *told],
            told,
            trigger_mode="always_last",
            **QUIET,
        )

    def on_question(
        self,
        tab: str,
        render: Callable,
        inputs: Sequence[gr.components.Component] = (),
        outputs: Sequence[gr.components.Component] = (),
    ) -> None:
        """Calls `render(question, *inputs)` for the values of `outputs` when the question is new to the open tab.

        `render` runs when the question changes while `tab` is open, and when `tab` is opened with a question that it
        has not yet answered, or by a `Visit`. What the visit has chosen stands in the place of the input of its kind,
        the tab's own choice, which is to be among `outputs` so that it lasts.
        """

        def answer(asked: Asked, *rest: object) -> object:
            return guarded(render)(asked.question, *with_choice(rest, asked.chosen))

        self.asked[tab].change(
            answer,
            [self.asked[tab], *inputs],
            list(outputs),
            concurrency_id="answer",
            concurrency_limit=2,
            trigger_mode="always_last",
            **QUIET,
        )

    def send(self, event: Callable, to: Callable, chosen: gr.State) -> None:
        """On `event`, `to(question, chosen, event)` gives a question and a `Visit`: the visit's tab opens with them."""

        def go(question: Question, chosen: object, data: gr.EventData) -> tuple:
            asked, visit = guarded(to)(question, chosen, data)
            return asked, asked.classifier, visit, gr.Tabs(selected=visit.tab), visit.tab

        outputs = [self.question, self.network, self.visit, self.tabs, self.active]
        event(go, [self.question, chosen], outputs, **QUIET)
