"""The Attributions tab: methods side by side, each arriving alone; below them the shares of all paths."""

import io
import logging
from collections.abc import Iterator
from concurrent.futures import CancelledError
from functools import partial

import gradio as gr

from googlenet.errors import UserError
from googlenet.text import say
from googlenet.ui.answers import ASSETS, Answers
from googlenet.ui.asking import MOST_METHODS, Asked, Desk, Options, Task, Worker
from googlenet.ui.classify import classify_view
from googlenet.ui.events import QUIET, Frame, guarded
from googlenet.ui.jobs import Step, follow
from googlenet.ui.markup import attributions as markup
from googlenet.ui.markup.classify import class_name
from googlenet.ui.markup.frame import missing
from googlenet.ui.markup.shares import shares as draw_shares
from googlenet.ui.method_views import agreement, method_view
from googlenet.ui.question import Question

log = logging.getLogger(__name__)
PLAIN = {"apply_default_css": False, "padding": False}
# A place is drawn anew at each step: Stop acts when it is touched, and the focus stays where it was.
PRESS = """
let held = '';
const stop = event => { if (event.target.closest('[data-act=stop]')) trigger('stop_work', {}); };
element.addEventListener('pointerdown', stop);
element.addEventListener('click', event => {
  const part = event.target.closest('[data-branch]');
  stop(event);
  if (event.target.closest('[data-act=again]')) trigger('start_again', {});
  if (part) document.querySelector(`#attributions-tools [data-path="${part.dataset.branch}"]`)?.click();
});
document.addEventListener('focusin', event => {
  const {act, part} = element.contains(event.target) ? event.target.dataset : {};
  held = act ? '[data-act]' : part ? `[data-part="${part}"]` : '';
});
new MutationObserver(() => {
  if (held && document.activeElement === document.body) element.querySelector(held)?.focus({preventScroll: true});
}).observe(element, {childList: true, subtree: true});
"""
# While new maps are computed the old ones stay, dimmed; each new one replaces its own.
DIM = "() => { document.querySelectorAll('#attributions-methods .method, #attributions-shares .view').forEach(old => old.classList.add('busy')); }"


def build(frame: Frame) -> None:
    """The tab's contents."""
    tab = _Tab(frame.answers)
    options, desk, asked = gr.State(Options()), gr.State(Desk()), gr.State(None)
    head = gr.HTML(elem_id="attributions-head", **PLAIN)
    script = (ASSETS / "attributions.js").read_text(encoding="utf-8")
    tools = gr.HTML(js_on_load=script, elem_id="attributions-tools", **PLAIN)
    download = gr.DownloadButton(visible="hidden", elem_id="attributions-download")
    with gr.Row(elem_id="attributions-methods"):
        places = [gr.HTML(markup.skeleton(), js_on_load=PRESS, **PLAIN) for _ in range(MOST_METHODS)]
    notes = gr.HTML(elem_id="attributions-notes", **PLAIN)
    shares = gr.HTML(js_on_load=PRESS, elem_id="attributions-shares", **PLAIN)

    frame.on_question("attributions", tab.render, [options, desk], [options, asked, head, tools, notes])
    # "multiple": a second press while the first is under way counts too.
    tools.choose(
        guarded(tab.choose), [frame.question, options, desk], [options, asked, tools], trigger_mode="multiple", **QUIET
    )
    asked.change(None, js=DIM)
    for position, place in [*enumerate(places), (None, shares)]:
        wired = {"inputs": [asked, desk], "outputs": [place, head], "concurrency_limit": None, **QUIET}
        asked.change(partial(tab.answer, position), trigger_mode="always_last", **wired)
        place.start_again(partial(tab.answer_again, position), trigger_mode="always_last", **wired)
        place.stop_work(partial(tab.stop, position), desk, None, queue=False, **QUIET)
    tools.save_numbers(guarded(tab.save), [frame.question, desk], download, **QUIET).then(
        None, js="() => document.querySelector('#attributions-download')?.click()"
    )


class _Tab:
    """What the tab's events do."""

    def __init__(self, answers: Answers):
        self.answers, self.worker = answers, Worker(answers)

    def blocks(self, question: Question) -> dict[str, list[str]]:
        """Block -> its branches."""
        network = self.answers.classifier(question.classifier).network
        return {name: list(block.branches) for name, block in network.blocks.items()}

    def label(self, question: Question) -> str:
        """The explained class."""
        view = classify_view(self.answers, question)
        return class_name(view.classes[view.target], question.lang)

    def render(self, question: Question, options: Options, desk: Desk) -> tuple:
        """Values of options, asked, head, tools and notes."""
        if not self.answers.choices(question.lang):
            return options, None, missing(say("frame.no_weights", question.lang)), "", ""
        blocks, lang = self.blocks(question), question.lang
        options = options.fitting(blocks)
        asked = desk.ask(Asked(question, options))
        return options, asked, self.head(asked, desk), markup.tools(options, blocks, lang), markup.notes(lang)

    def choose(self, question: Question, options: Options, desk: Desk, event: gr.EventData) -> tuple:
        """Values of options, asked and tools after a control was used."""
        blocks, old = self.blocks(question), options.fitting(self.blocks(question))
        options = old.choose(str(event.name), str(event.value), blocks)
        is_same = blocks[options.block] == blocks[old.block]  # then the controls stay, and with them the focus
        tools = gr.skip() if is_same else markup.tools(options, blocks, question.lang)
        return options, desk.ask(Asked(question, options)), tools

    def head(self, asked: Asked, desk: Desk) -> str:
        return markup.head(self.label(asked.question), agreement(desk), asked.question.lang)

    def answer(self, position: int | None, asked: Asked | None, desk: Desk) -> Iterator[tuple]:
        """Values of one place and of the headline, as work goes on."""
        task, lang = desk.task(position), asked.question.lang if asked else "en"
        if asked is None or task is None:
            yield "", gr.skip()
            return
        if task in desk.stopped:
            yield markup.stopped(task, lang), gr.skip()
            return
        try:
            for step in follow(partial(self.worker.work, task), partial(desk.wants, task, position)):
                if isinstance(step, Step):
                    yield markup.waiting(task, step, lang) if task.is_slow else gr.skip(), gr.skip()
                else:
                    yield self.draw(task, step.value, asked, desk), self.head(asked, desk)
        except CancelledError:
            yield markup.stopped(task, lang) if task in desk.stopped else gr.skip(), gr.skip()
        except UserError as error:
            yield markup.failed(task, error.message(lang), lang), gr.skip()
        except Exception:
            log.exception("%s failed", task)
            yield markup.failed(task, say("frame.bug", lang), lang), gr.skip()

    def draw(self, task: Task, found: object, asked: Asked, desk: Desk) -> str:
        """The finished place of a task."""
        label, lang = self.label(asked.question), asked.question.lang
        if task == asked.shares:
            return draw_shares(found, label, task.baseline, task.n_steps, lang)
        picture = classify_view(self.answers, asked.question).picture
        return markup.figure(method_view(task, found, asked.options.branch, label, picture, desk), lang)

    def stop(self, position: int | None, desk: Desk) -> None:
        desk.stopped.add(desk.task(position))

    def answer_again(self, position: int | None, asked: Asked, desk: Desk) -> Iterator[tuple]:
        desk.stopped.discard(desk.task(position))
        yield from self.answer(position, asked, desk)

    def save(self, question: Question, desk: Desk) -> str:
        """A file with the raw maps that are on the page."""
        import numpy as np

        buffer, maps = io.BytesIO(), {}
        for task in desk.strengths:
            for step in follow(partial(self.worker.work, task), lambda: True):
                done = step
            place = f"{task.method}.{task.block}" if task.block else task.method
            maps |= {f"{place}.{branch}" if branch else place: one.map for branch, one in done.value.items()}
        np.savez_compressed(buffer, **maps)
        return self.answers.export(f"attributions-{question.picture.rpartition(':')[2]}.npz", buffer.getvalue())
