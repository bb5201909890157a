"""How presses in a tab are answered: all that wait at once, one answer at a time, drawn in the order of what is seen."""

import json
import logging
import time
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import gradio as gr

from googlenet.app.kit.script import read_script
from googlenet.app.shell import link, whole_page
from googlenet.app.shell.events import PLAIN, QUIET, message_of, warn
from googlenet.app.shell.question import Question
from googlenet.common.errors import UserError
from googlenet.common.json_values import parse_count
from googlenet.text import say

if TYPE_CHECKING:
    from googlenet.app.shell.tab import Frame, TabRequest, Visit

log = logging.getLogger(__name__)
MOST_PRESSES = 100  # in one request
TOGETHER_SECONDS = 0.1  # in which what is drawn goes out at once
first_answer = Event()  # set once a tab was drawn for anybody
Values = dict[gr.components.Component, object]  # component -> its new value


class Kept(str):
    """HTML in which presses show themselves: after one it is sent anew only where `key` is another than before."""

    __slots__ = ("key",)

    def __new__(cls, text: str, key: Hashable):
        self = super().__new__(cls, text)
        self.key = key
        return self


@dataclass(frozen=True)
class Fragment:
    """Something of a tab that is drawn at once.

    Attributes:
        draw: values of `outputs`, from the question and the values of `inputs`.
        at_press: whether a press may change it; else only another question does, or a `Visit`.
        first_for: names of presses (their "do") after which it is drawn before the other parts.
    """

    draw: Callable
    inputs: Sequence[gr.components.Component]
    outputs: Sequence[gr.components.Component]
    at_press: bool = True
    first_for: Sequence[str] = ()

    def values(self, question: Question, held: Mapping) -> Values:
        """The new values, by component."""
        drawn = self.draw(question, *(held[one] for one in self.inputs))
        return dict(zip(self.outputs, drawn if isinstance(drawn, tuple) else (drawn,), strict=True))


@dataclass
class Presses:
    """What presses in a tab do. A tab without a `state` has none of its own.

    Attributes:
        state: `gr.State` of what is chosen in the tab.
        press: the state after one press, from question, state and what the browser reports, which may be anything.
        settle: the state as it fits another question.
        before: finds what must be known before anything is drawn; gives values of the parts' components meanwhile.
        after: goes on once all is drawn, with the values of components; gives the same.
        at_once: how many visitors are answered at the same time; None: they wait elsewhere.
        parts: all that the tab draws, in order.
    """

    state: gr.State | None = None
    press: Callable[[Question, object, Mapping], object] | None = None
    settle: Callable[[Question, object], object] = lambda _, state: state
    before: Callable[[Question, object], Iterator[Values]] = lambda _, state: iter(())
    after: Callable[[Question, Mapping], Iterator[Values]] = lambda _, held: iter(())
    at_once: int | None = 2
    parts: list[Fragment] = field(default_factory=list)


@dataclass
class Latest:
    """What a visitor was answered last.

    Attributes:
        numbers: (tab, whether after a press) -> number of the latest that draws it: what was begun for an older one is
            not drawn any more, unless only another question would draw it again.
        drawn: component's id -> hash of the text that it shows, or of its key: equal ones are not sent again.
        question: that the side panel shows; None: none yet, or what is being drawn on the image.
        strokes: how many were answered.
        redrawn: tab -> `strokes` when it was drawn last: what it shows may be a stroke's answer since.
        before: where the visitor was when they went back to the start; None once they have chosen something again.
    """

    numbers: dict[tuple[str, bool], int] = field(default_factory=dict)
    drawn: dict[int, int] = field(default_factory=dict)
    question: Question | None = None
    strokes: int = 0
    redrawn: dict[str, int] = field(default_factory=dict)
    before: link.Location | None = None

    def forget(self, parts: Sequence[Fragment]) -> None:
        """Forgets what `parts` show: what is drawn anew may be overtaken before all of it is sent."""
        for one in (one for part in parts for one in part.outputs):
            self.drawn.pop(one._id, None)


def place(tab: str) -> gr.HTML:
    """The unseen component that sends presses in `tab` and receives their answers' numbers."""
    script = read_script(__file__, "presses.js").replace("__TAB__", tab)
    return gr.HTML(js_on_load=script, visible="hidden", elem_id=f"presses-{tab}", **PLAIN)


@dataclass
class Answer:
    """The answer to what one event of a tab has brought.

    Attributes:
        frame, name: the page, and the tab's id.
        first: where a visitor without a link begins.
        number, messages: of the latest press in the event; what was pressed, which may be anything.
        question, visit, request, latest: as the page's states hold them.
        held: component -> its value, of all that the tab draws from, of all that a link is made of, and the choice of a network.
    """

    frame: "Frame"
    name: str
    first: link.Location
    number: int
    messages: list[dict]
    question: Question
    visit: "Visit | None"
    request: "TabRequest"
    latest: Latest
    held: dict

    def __post_init__(self):
        self.tab = self.frame.presses[self.name]
        drawings = [one for one in self.messages if one.get("ask") == "drawing"]
        older = {id(one) for one in drawings[:-1]}  # each would be kept on the disk: one a request
        self.messages = [one for one in self.messages if id(one) not in older]
        self.own = [self.tab.state] if self.tab.state else []
        self.presses = [one for one in self.messages if "ask" not in one and self.own]
        self.is_refused, self.fetch = False, ""

    def _is_overtaken(self, *, at_press: bool = True) -> bool:
        """Whether a later answer draws what is drawn after a press, or what is only for another question."""
        return self.latest.numbers.get((self.name, at_press)) != self.number

    def values(self) -> Iterator[Values]:
        """Values of components, one after another; those of the sender say which press is answered."""
        try:
            yield from self._ask()
            yield from self._draw()
        except UserError as error:
            warn(error.message(self.question.lang), self.question.lang)
            yield self._receipt()
        except gr.Error as error:
            gr.Warning(error.message, title=error.title, duration=10)
            yield self._receipt()
        except Exception:
            log.exception("%s was not answered", self.name)
            warn(say("frame.bug", self.question.lang), self.question.lang)
            yield self._receipt()
        yield {self.frame.senders[self.name]: gr.skip()}  # Gradio sends the last values again, the second time late

    def _here(self) -> link.Location:
        states = {name: self.held[self.frame.states[name]] for name in self.first.states}
        return link.Location(self.question, self.name, states)

    def _receipt(self) -> Values:
        here, latest = self._here(), self.latest
        is_own = not self.question.picture.startswith(link.EXAMPLE)
        answer = {
            "number": self.number,
            "query": link.query_of(here, self.first),
            "upload": is_own,
            "network": self.question.classifier,
            "fetch": self.fetch,
            "chips": whole_page.chips(here, self.frame.repository, can_restore=latest.before is not None),
        }
        return {self.frame.senders[self.name]: json.dumps(answer)}

    def _change_page(self, message: Mapping) -> Values:
        """After a press that changes more than the open tab: states that are others, and what their tabs must draw."""
        frame, here, before, ask = self.frame, self._here(), self.latest.before, message.get("ask")
        first = link.beginning(self.first, frame.repository) if ask == "reset" else self.first
        there = whole_page.changed(here, message, first, before)
        if ask == "forget":
            for picture in here.question.pictures:
                frame.repository.forget(picture, Path(frame.sidebar.upload.GRADIO_CACHE))
            gr.Info(say("frame.forgotten", here.question.lang), title="", duration=6)
        if ask == "reset":
            self.latest.before = here if there != here else before
        elif ask != "language":
            self.latest.before = None
        values: Values = {}
        for name, state in there.states.items():
            if state == here.states[name]:
                continue
            values[frame.states[name]] = self.held[frame.states[name]] = state
            seen = self.visit if self.visit and self.visit.tab == name else None
            if name == self.name:
                self.request = replace(self.request, question=None)
            else:
                values[frame.requests[name]] = replace(self.request, question=None, visit=seen, chosen=None)
        if there.question != here.question or ask in ("reset", "restore"):  # the network shown may still be fetched
            values |= frame.whole.values(there.question, {})
        self.question = there.question
        return values

    def _refuse(self, error: UserError) -> None:
        """Says why a press is not done; what shows it already is drawn again."""
        warn(error.message(self.question.lang), self.question.lang)
        self.is_refused = True

    def _drawn_again(self, values: Values) -> Values:
        """`values`; where a press was refused, all HTML in them is new to the browser, also what reads as before."""
        if not self.is_refused:
            return values
        texts = {
            one: value for one, value in values.items() if isinstance(one, gr.HTML) and isinstance(value, str) and value
        }
        return values | {one: f"{value}<!--{self.number}-->" for one, value in texts.items()}

    def _ask_one(self, message: Mapping) -> Values:
        """`_change_page`, and what the side panel makes of a press."""
        sidebar, values = self.frame.sidebar, {}
        if sidebar.is_elsewhere(message):
            self.fetch = str(message.get("to"))
            return {}
        try:
            values = self._change_page(message)
            self.question = sidebar.changed(self.question, message)
        except UserError as error:
            self._refuse(error)
        self.is_refused |= sidebar.is_of_another(self.question, message)
        if message.get("ask") in ("network", "reset", "restore"):
            self.fetch = ""
            self.held[sidebar.choice].take(self.question.classifier)
        return values

    def _ask(self) -> Iterator[Values]:
        """The side panel and the header, where the question is another."""
        frame, before, changed = self.frame, self.question, {}
        for one in self.messages:
            changed |= self._ask_one(one)
        if self.latest.question == self.question and not self.is_refused:
            if changed:
                yield changed
            return
        self.latest.question = self.question
        values = self._drawn_again(frame.panel.values(self.question, {}) | changed)
        last = (self.messages or [{}])[-1]
        if self.question != before:
            values[frame.question] = self.question
        is_another = self.question.picture != before.picture and last.get("ask") != "upload"
        if is_another or self.is_refused:
            values[frame.sidebar.upload] = str(frame.repository.picture_path(self.question.picture))
        if self.is_refused:
            values[frame.sidebar.network] = self.question.classifier
        elif last.get("is_shown") and self.question.classifier == before.classifier:
            values.pop(frame.sidebar.target)  # it shows the latest choice, which may be a later one
        yield values

    def _draw(self) -> Iterator[Values]:
        """The tab, after what was pressed in it."""
        tab, held = self.tab, self.held
        sent = self.visit if self.visit and self.visit.tab == self.name else None
        self._draw_over_strokes()
        wanted = self.request.next(self.question, sent)
        is_new = wanted is not self.request
        if is_new:
            held.update((one, wanted.chosen) for one in held if type(held[one]) is type(wanted.chosen))
            held.update((one, tab.settle(self.question, held[one])) for one in self.own)
            self.latest.forget(tab.parts)
        if not (is_new or self.presses):
            yield self._receipt()
            return
        self.latest.numbers |= {
            (self.name, at_press): self.number for at_press in ((True, False) if is_new else (True,))
        }
        yield from self._change()
        if self._is_overtaken():
            return
        head = {self.frame.requests[self.name]: wanted, **{one: held[one] for one in self.own}}
        # Each message costs the browser 5 ms, whatever is in it: what comes after the main view goes out together.
        has_main, is_led, drawn, since = any(one.at_press for one in tab.parts), False, [], time.monotonic()
        pressed = None if is_new else self.presses[-1].get("do")
        for part in sorted(tab.parts, key=lambda one: pressed not in one.first_for):
            if not (is_new or part.at_press) or self._is_overtaken(at_press=part.at_press):
                continue
            try:
                drawn.append((part.at_press, part.values(self.question, held)))
            except Exception:
                yield from self._together(drawn, head, is_new=is_new)
                raise
            self._hold(drawn[-1][1])
            if head and self._is_overtaken(at_press=part.at_press):
                return
            if not is_led or tab.at_once is None or time.monotonic() - since > TOGETHER_SECONDS:
                yield from self._together(drawn, head, is_new=is_new)
                head, drawn, since = {}, [], time.monotonic()
            is_led |= part.at_press or not has_main
        yield from self._together(drawn, head, is_new=is_new)
        if not self._is_overtaken():
            yield from tab.after(self.question, held)

    def _together(self, drawn: list[tuple[bool, Values]], head: Values, *, is_new: bool) -> Iterator[Values]:
        """What is still to be drawn of what the parts have, (`Fragment.at_press`, values), in one message, where it is new."""
        values: Values = self._receipt() | head if head else {}
        for at_press, part in drawn:
            if not self._is_overtaken(at_press=at_press):
                values |= self._changed(part, is_new=is_new)
        if not all(map(_is_skip, values.values())):
            yield values

    def _draw_over_strokes(self) -> None:
        """Where the tab may show the answer to a stroke, all of it is drawn again."""
        if self.latest.redrawn.get(self.name, 0) != self.latest.strokes:
            self.request = replace(self.request, question=None)
        self.latest.redrawn[self.name] = self.latest.strokes

    def _change(self) -> Iterator[Values]:
        """The state after all presses, and what there is to see while something must be found for it."""
        before = [self.held[one] for one in self.own]
        for message in self.presses:
            try:
                self.held[self.tab.state] = self.tab.press(self.question, self.held[self.tab.state], message)
            except UserError as error:
                self._refuse(error)
        is_told = False
        try:
            for values in self.tab.before(self.question, self.held.get(self.tab.state)):
                if self._is_overtaken():
                    return
                head = {} if is_told else self._receipt() | {one: self.held[one] for one in self.own}
                self._hold(values)
                yield head | self._changed(values, is_new=True)
                is_told = True
        except UserError as error:
            self._refuse(error)
            self.held.update(zip(self.own, before, strict=True))

    def _hold(self, values: Values) -> None:
        """Notes values that the parts after this one draw from."""
        self.held.update((one, value) for one, value in values.items() if one in self.held and not _is_skip(value))

    def _changed(self, values: Values, *, is_new: bool) -> Values:
        """`values` without the texts that are on the page already."""
        values = self._drawn_again(values)
        texts = {one: hash(getattr(value, "key", value)) for one, value in values.items() if isinstance(value, str)}
        same = {one for one, text in texts.items() if self.latest.drawn.get(one._id) == text and not is_new}
        self.latest.drawn |= {one._id: text for one, text in texts.items()}
        # The page has changed what was kept: a text that reads as the one before it would change nothing there.
        new = {one: f"{value}<!--{self.number}-->" for one, value in values.items() if isinstance(value, Kept)}
        return {one: gr.skip() if one in same else value for one, value in (values | new).items()}


def wire(frame: "Frame", name: str, first: link.Location, latest: gr.State) -> None:
    """Connects a tab: one event answers its presses, another question, and a `Visit`."""
    tab, sender, request = frame.presses[name], frame.senders[name], frame.requests[name]
    own = [tab.state] if tab.state else []
    kept = [*(frame.states[one] for one in first.states), *own, *(one for part in tab.parts for one in part.inputs)]
    kept = list(dict.fromkeys([*kept, frame.sidebar.choice]))

    def answer(event: gr.EventData, question: Question, *values: object) -> Iterator[Values]:
        message, held = message_of(event), dict(zip(kept, values[3:], strict=True))
        number, presses = parse_count(message.get("number")) or 0, message.get("presses")
        listed = presses[:MOST_PRESSES] if isinstance(presses, list) else []
        messages = [one for one in listed if isinstance(one, dict)]
        yield from Answer(frame, name, first, number, messages, question, *values[:3], held).values()
        first_answer.set()

    outputs = [
        sender,
        frame.question,
        *own,
        frame.sidebar.upload,
        frame.sidebar.network,
        *frame.panel.outputs,
        *frame.whole.outputs,
    ]
    outputs += [*frame.requests.values(), *(frame.states[one] for one in first.states)]
    outputs += [one for part in tab.parts for one in part.outputs]
    queue = {"concurrency_limit": tab.at_once, "concurrency_id": tab.at_once and f"answer {tab.at_once}"}
    inputs = [frame.question, frame.visit, request, latest, *kept]
    answered = sender.press(answer, inputs, list(dict.fromkeys(outputs)), trigger_mode="multiple", **queue, **QUIET)
    answered.failure(None, js=f"() => gnTabs['{name}'].fail()")


def _is_skip(value: object) -> bool:
    return isinstance(value, dict) and value == gr.skip()
