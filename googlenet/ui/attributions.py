"""The Attributions tab: methods side by side, each arriving alone; below them the shares of all paths."""

import io
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from functools import partial
from typing import TYPE_CHECKING

import gradio as gr

from googlenet.charts.palette import Names, honest_names
from googlenet.charts.slide import Slide, slide
from googlenet.errors import UserError
from googlenet.inspection.methods import METHODS
from googlenet.plain import natural
from googlenet.specs import path_kernels
from googlenet.text import say
from googlenet.ui.answering import Worker, forward_pass
from googlenet.ui.answers import ASSETS, IMAGENET, Answers, is_cached, network_label
from googlenet.ui.asking import PLACES, SHARES, WAYS, Asked, Desk, Options, Task
from googlenet.ui.classify import classify_view
from googlenet.ui.events import QUIET, Frame, guarded
from googlenet.ui.jobs import Job, Step, follow
from googlenet.ui.markup import attributions as markup
from googlenet.ui.markup.attribution_tools import Offer, parameters, tools
from googlenet.ui.markup.classify import class_name
from googlenet.ui.markup.frame import missing
from googlenet.ui.markup.shares import shares as draw_shares
from googlenet.ui.markup.ways import ways as draw_ways
from googlenet.ui.method_views import agreement, method_view
from googlenet.ui.question import Question, replace
from googlenet.ui.saving import SAVE_DRAWING, drawing
from googlenet.ui.slides import slide_of
from googlenet.ui.trust import build as build_trust

if TYPE_CHECKING:
    from googlenet.results import Attribution

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
  const file = event.target.closest('[data-file]')?.dataset.file;
  if (file) trigger({npz: 'save_npz', png: 'save_png', svg: 'save_svg'}[file], {});
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
CHANGE = """
element.addEventListener('change', event => {
  const field = event.target.closest('select[data-name], input[data-name]');
  if (!field || !field.checkValidity()) return field?.reportValidity();
  trigger('choose', {name: field.dataset.name, value: field.type === 'checkbox' ? String(field.checked) : field.value});
});
"""
DIM = "() => { document.querySelectorAll('#attributions-methods .method, #attributions-shares .view, #attributions-ways .view').forEach(old => old.classList.add('busy')); }"


def build(frame: Frame) -> None:
    """The tab's contents."""
    tab = _Tab(frame.answers)
    options, desk, asked = frame.options, frame.desk, gr.State(None)
    head = gr.HTML(elem_id="attributions-head", **PLAIN)
    script = (ASSETS / "attributions.js").read_text(encoding="utf-8")
    tools = gr.HTML(js_on_load=CHANGE + script, elem_id="attributions-tools", **PLAIN)
    panel = gr.HTML(js_on_load=CHANGE, elem_id="attributions-panel", **PLAIN)
    download = gr.DownloadButton(visible="hidden", elem_id="attributions-download")
    with gr.Row(elem_id="attributions-methods"):
        places = [gr.HTML(markup.skeleton(), js_on_load=PRESS, **PLAIN) for _ in range(PLACES)]
    notes = gr.HTML(elem_id="attributions-notes", **PLAIN)
    shares = gr.HTML(js_on_load=PRESS, elem_id="attributions-shares", **PLAIN)
    ways = gr.HTML(js_on_load=PRESS, elem_id="attributions-ways", **PLAIN)
    build_trust(frame, options)
    slide = gr.Textbox(visible="hidden", show_label=False, container=False, elem_id="attributions-slide")
    click = "() => document.querySelector('#attributions-download')?.click()"

    frame.on_question("attributions", tab.render, [options, desk], [options, asked, head, tools, panel, notes])
    # "multiple": a second press while the first is under way counts too.
    chosen = {"inputs": [frame.question, options, desk], "outputs": [options, asked, tools, panel]}
    for controls in (tools, panel):
        controls.choose(guarded(tab.choose), **chosen, trigger_mode="multiple", **QUIET)
    asked.change(None, js=DIM)
    for position, place in [*enumerate(places), (SHARES, shares), (WAYS, ways)]:
        wired = {"inputs": [asked, desk], "outputs": [place, head], "concurrency_limit": None, **QUIET}
        asked.change(partial(tab.answer, position), trigger_mode="always_last", **wired)
        place.start_again(partial(tab.answer_again, position), trigger_mode="always_last", **wired)
        place.stop_work(partial(tab.stop, position), desk, None, concurrency_limit=None, **QUIET)
        one = {"inputs": [frame.question, desk], **QUIET}
        place.save_npz(guarded(tab.numbers_saver(position)), outputs=download, **one).then(None, js=click)
        for event, kind in ((place.save_png, "png"), (place.save_svg, "svg")):
            event(guarded(tab.slide_saver(position, kind)), outputs=slide, **one).then(None, slide, js=SAVE_DRAWING)
    tools.save_numbers(guarded(tab.save), [frame.question, desk], download, **QUIET).then(None, js=click)


class _Tab:
    """What the tab's events do."""

    def __init__(self, answers: Answers):
        self.answers, self.worker = answers, Worker(answers)

    def blocks(self, question: Question) -> dict[str, list[str]]:
        """Block -> its branches."""
        network = self.answers.classifier(question.classifier).network
        return {name: list(block.branches) for name, block in network.blocks.items()}

    def label(self, question: Question, lang: str) -> str:
        """The explained class."""
        view = classify_view(self.answers, question)
        return class_name(view.classes[view.target], lang)

    def network_name(self, question: Question, lang: str) -> str:
        return network_label(question.classifier, lang)

    def networks(self, question: Question) -> list[tuple[str, str]]:
        """(label, name) of those that can be compared with: nothing is fetched for it."""
        choices = self.answers.choices(question.lang, question.owner)
        return [(label, name) for label, name in choices if name not in IMAGENET or is_cached(name)]

    def names(self, question: Question) -> Names:
        """Of paths that are not called by their keys."""
        spec = self.answers.classifier(question.classifier).network.spec
        return honest_names(path_kernels(spec), question.lang)

    def offer(self, question: Question, blocks: dict[str, list[str]]) -> Offer:
        """What there is to choose from on the question's network."""
        from googlenet.inspection import needs

        classifier, lang = self.answers.classifier(question.classifier), question.lang
        seconds, side = forward_pass(self.answers, question)
        rows = [row for row in METHODS.values() if row.is_slow]
        return Offer(
            blocks,
            lacking=needs.missing(classifier.network),
            classes=[class_name(name, lang) for name in classifier.classes],
            networks=[one for one in self.networks(question) if one[1] != question.classifier],
            names=self.names(question),
            seconds={row.key: seconds * row.passes(row.fill({}), side) for row in rows},
        )

    def asked(self, question: Question, options: Options) -> Asked:
        """What is asked now; a second question beside it where two are compared."""
        kind, _, name = options.compare.partition(":")
        target = natural(name) if kind == "class" else None
        if target is not None and target < len(self.answers.classifier(question.classifier).classes):
            return Asked(question, options, replace(question, target=target), options.block)
        if kind == "network" and name in dict(self.networks(question)).values():
            view = classify_view(self.answers, question)
            classes = self.answers.classifier(name).classes
            label = view.classes[view.target]
            other = replace(question, classifier=name, target=classes.index(label) if label in classes else None)
            return Asked(question, options, other, options.fitting(self.blocks(other)).block)
        return Asked(question, options)

    def render(self, question: Question, options: Options, desk: Desk) -> tuple:
        """Values of options, asked, head, tools, panel and notes."""
        if not self.answers.choices(question.lang):
            return options, None, missing(say("frame.no_weights", question.lang)), "", "", ""
        blocks, lang = self.blocks(question), question.lang
        options = options.fitting(blocks)
        asked = desk.ask(self.asked(question, options))
        drawn = tools(options, self.offer(question, blocks), lang)
        return options, asked, self.head(asked, desk), drawn, parameters(options, lang), markup.notes(lang)

    def choose(self, question: Question, options: Options, desk: Desk, event: gr.EventData) -> tuple:
        """Values of options, asked, tools and panel after a control was used."""
        blocks, old = self.blocks(question), options.fitting(self.blocks(question))
        options = old.choose(str(event.name), str(event.value), blocks)
        # Where they can, the controls stay, and with them the focus.
        is_same = blocks[options.block] == blocks[old.block]
        drawn = gr.skip() if is_same else tools(options, self.offer(question, blocks), question.lang)
        is_same = options.parameters.keys() == old.parameters.keys()
        panel = gr.skip() if is_same else parameters(options, question.lang)
        return options, desk.ask(self.asked(question, options)), drawn, panel

    def head(self, asked: Asked, desk: Desk) -> str:
        label = self.label(asked.question, asked.question.lang)
        return markup.head(label, agreement(desk), asked.question.lang)

    def answer(self, position: int | str, asked: Asked | None, desk: Desk) -> Iterator[tuple]:
        """Values of one place and of the headline, as work goes on."""
        task, lang = desk.task(position), asked.question.lang if asked else "en"
        if asked is None or task is None:
            yield "", gr.skip()
            return
        if task in desk.stopped:
            yield self.stopped(task, lang), gr.skip()
            return
        try:
            for step in follow(partial(self.worker.work, task), partial(desk.wants, task, position)):
                if isinstance(step, Step):
                    yield markup.waiting(task, step, lang) if task.is_slow else gr.skip(), gr.skip()
                elif desk.task(position) == task:  # else something else is asked here by now
                    yield self.draw(task, step.value, asked, desk), self.head(asked, desk)
        except CancelledError:
            yield self.stopped(task, lang) if task in desk.stopped else gr.skip(), gr.skip()
        except UserError as error:
            yield markup.failed(task, error.message(lang), lang), gr.skip()
        except Exception:
            log.exception("%s failed", task)
            yield markup.failed(task, say("frame.bug", lang), lang), gr.skip()

    def draw(self, task: Task, found: object, asked: Asked, desk: Desk) -> str:
        """The finished place of a task."""
        lang = asked.question.lang
        label = self.label(task.question, lang)
        if task.method == SHARES:
            steps = dict(task.values)["n_steps"]
            return draw_shares(found, label, task.baseline, steps, lang, names=self.names(task.question))
        if task.method == WAYS:
            return draw_ways(found, lang, self.names(task.question))
        picture, names = classify_view(self.answers, task.question).picture, ""
        if asked.other:
            network = self.network_name(task.question, lang)
            names = say("attributions.asked_of", lang, label=label, network=network)
        view = method_view(
            task, found, asked.options.branch, label, picture, desk, asked_of=names, names=self.names(task.question)
        )
        return markup.figure(view, lang)

    def stopped(self, task: Task, lang: str) -> str:
        """The place of a task that waits to be started."""
        return markup.stopped(task, lang, self.worker.estimate(task) if task.method == WAYS else None)

    def stop(self, position: int | str, desk: Desk) -> None:
        desk.stopped.add(desk.task(position))

    def answer_again(self, position: int | str, asked: Asked, desk: Desk) -> Iterator[tuple]:
        desk.stopped.discard(desk.task(position))
        yield from self.answer(position, asked, desk)

    def found(self, task: Task) -> "dict[str | None, Attribution]":
        """The maps of a task that has been answered."""
        return self.worker.work(task, Job())

    def save(self, question: Question, desk: Desk) -> str:
        """A file with the raw maps that are on the page."""
        return self.export(question, list(desk.strengths))

    def numbers_saver(self, position: int) -> Callable[[Question, Desk], str]:
        """What makes a file with one method's raw maps."""

        def save_one(question: Question, desk: Desk) -> str:
            return self.export(question, [desk.task(position)])

        return save_one

    def export(self, question: Question, tasks: list[Task]) -> str:
        """The path of a file with the maps of `tasks`; where two questions are compared, the second is marked."""
        import numpy as np

        buffer, maps = io.BytesIO(), {}
        for task in tasks:
            place = f"{task.method}.{task.block}" if task.block else task.method
            place += "" if task.question == replace(question, lang="") else ".compared"
            found = self.found(task)
            maps |= {f"{place}.{branch}" if branch else place: one.map for branch, one in found.items()}
        np.savez_compressed(buffer, **maps)
        return self.answers.export(f"attributions-{question.picture.rpartition(':')[2]}.npz", buffer.getvalue())

    def slide_saver(self, position: int, kind: str) -> Callable[[Question, Desk], str]:
        """What makes a slide of one method's map: JSON for the browser, which turns it into a file of `kind`."""

        def save_slide(question: Question, desk: Desk) -> str:
            task = desk.task(position)
            svg = slide(self.slide_content(task, desk.asked.options.branch, question.lang))
            return drawing(task.method, kind, svg)

        return save_slide

    def slide_content(self, task: Task, branch: str | None, lang: str) -> Slide:
        from googlenet.images import see, seen_picture

        found, classifier = self.found(task), self.answers.classifier(task.question.classifier)
        pixels = see(self.answers.picture(task.question), classifier.preprocess, task.question.prepare)
        names = {"label": self.label(task.question, lang), "network": self.network_name(task.question, lang)}
        seen = seen_picture(pixels, classifier.preprocess)
        shown = found[branch if branch in found else None]
        return slide_of(task, shown, seen, **names, lang=lang, names=self.names(task.question))
