"""What every event of the page needs: its language, errors that become sentences, work that is followed."""

import functools
import logging
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError
from dataclasses import dataclass
from typing import Any

import gradio as gr

from googlenet.app.kit.job import Done, FairSemaphore, Job, JobSlot, Progress, follow
from googlenet.app.kit.markup import html
from googlenet.app.shell.question import Question
from googlenet.common.errors import UserError
from googlenet.text import say

log = logging.getLogger(__name__)
PLAIN = {"apply_default_css": False, "padding": False}  # of `gr.HTML`: our own styles alone
# Without a component to show progress on, Gradio does not copy the state of all outputs of the page at every event.
QUIET = {"show_progress": "hidden", "show_progress_on": [], "api_visibility": "private"}
# Work for which a later press begins anew, see `JobSlot`: Gradio would drop that press.
LONG = {"trigger_mode": "multiple", "concurrency_limit": None, **QUIET}


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
        except gr.Error:
            raise
        except Exception as error:  # noqa: BLE001 - each becomes a sentence
            raise toast(html("{}", sentence_of(error, function, question.lang)), question.lang) from None

    return call


def sentence_of(error: Exception, function: Callable, lang: str) -> str:
    """The sentence that a visitor reads about an error; one that is no `UserError` goes into the log."""
    if isinstance(error, UserError):
        return error.message(lang)
    if isinstance(error, (RuntimeError, MemoryError)):
        from googlenet.networks.devices import is_out_of_memory

        if is_out_of_memory(error):
            return say("frame.memory", lang)
    log.error("%s failed", getattr(function, "__qualname__", repr(function)), exc_info=error)
    return say("frame.bug", lang)


def toast(sentence: str, lang: str) -> gr.Error:
    """An error to raise: `sentence` is shown for some seconds, nothing is logged. The page reads it as HTML, programs as text."""
    return gr.Error(sentence, title=say("frame.sorry", lang), duration=10, print_exception=False)


def warn(sentence: str, lang: str) -> None:
    """Shows a sentence for some seconds; what is on the page stays."""
    gr.Warning(html("{}", sentence), title=say("frame.sorry", lang), duration=10)


@dataclass(frozen=True)
class Problem:
    """What keeps work from its end, as a sentence for the visitor."""

    sentence: str


def followed(
    work: Callable[[Job], object], is_wanted: Callable[[], bool], lang: str
) -> Iterator[Progress | Done | Problem]:
    """`jobs.follow` whose errors come as a `Problem`, the last of its values; stopped work just ends."""
    try:
        yield from follow(work, is_wanted)
    except CancelledError:
        return
    except Exception as error:  # noqa: BLE001 - each becomes a sentence
        yield Problem(sentence_of(error, work, lang))


def run_job(
    slot: JobSlot, work: Callable[[Job], object], turns: FairSemaphore, lang: str
) -> Iterator[Progress | Done | Problem]:
    """How `work(job)` goes on, once it has its turn: `Progress` now and then, `Done` or a `Problem` at last.

    It ends early where `slot` is given to another job or stopped; the slot is free again after its own end.
    """
    token = slot.begin()

    def in_turn(job: Job) -> object:
        with turns.turn(job):
            return work(job)

    try:
        for step in followed(in_turn, lambda: slot.token is token, lang):
            if slot.token is not token:
                return  # which stops the work at its next report
            if isinstance(step, Progress):
                slot.progress = step
            yield step
    finally:  # also where the visitor has left
        if slot.token is token:
            slot.stop()


def drawn(
    slot: JobSlot,
    work: Callable[[Job], object],
    turns: FairSemaphore,
    lang: str,
    draw: Callable[[str], object],
    keep: Callable[[Any], object] | None = None,
) -> Iterator[object]:
    """What `draw("")` gives while `work(job)` goes on, and `draw(problem)` at its end, unless another job has begun.

    Args:
        slot, turns: as in `run_job`.
        draw: takes what went wrong, in a sentence.
        keep: takes what the work has come to.
    """
    problem = ""
    for step in run_job(slot, work, turns, lang):
        if isinstance(step, Problem):
            problem = step.sentence
        elif isinstance(step, Progress):
            yield draw("")
        elif keep:
            keep(step.value)
    if not slot.is_busy:  # else another job draws
        yield draw(problem)


def message_of(event: gr.EventData) -> Mapping:
    """What the browser sent with an event."""
    return event._data if isinstance(event._data, dict) else {}
