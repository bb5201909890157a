"""The Attributions tab: methods side by side, each arriving alone; below them the shares of all branches."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

import gradio as gr

from googlenet.app.kit.html import class_name
from googlenet.app.kit.job import Job, Progress, interleaved
from googlenet.app.kit.script import read_script
from googlenet.app.shell.answer import classify_view, preprocessed_picture
from googlenet.app.shell.download import SAVE_DRAWING, Download, drawing
from googlenet.app.shell.events import LONG, PLAIN, QUIET, Problem, followed, guarded, message_of
from googlenet.app.shell.html import missing
from googlenet.app.shell.presses import Kept
from googlenet.app.shell.question import Question, replace
from googlenet.app.shell.repository import IMAGENET, Repository, is_cached, network_label
from googlenet.app.shell.sections import Sections
from googlenet.app.shell.tab import Frame
from googlenet.app.tabs.attributions import html as markup
from googlenet.app.tabs.attributions.chart import map_drawing
from googlenet.app.tabs.attributions.executor import Executor, forward_pass
from googlenet.app.tabs.attributions.regions.tab import build as build_regions
from googlenet.app.tabs.attributions.shares_html import shares as draw_shares
from googlenet.app.tabs.attributions.state import (
    PLACES,
    SHARES,
    WAYS,
    AttributionsSession,
    MethodRequest,
    Options,
    Task,
)
from googlenet.app.tabs.attributions.tools_html import Offer, parameters, tools
from googlenet.app.tabs.attributions.trust.tab import build as build_trust
from googlenet.app.tabs.attributions.view import agreement, method_view, passing_methods
from googlenet.app.tabs.attributions.ways_html import ways as draw_ways
from googlenet.common.files import npz
from googlenet.common.json_values import parse_count
from googlenet.common.palette import Names, honest_names
from googlenet.inspection.methods import METHODS
from googlenet.networks.spec import path_kernels
from googlenet.text import say

if TYPE_CHECKING:
    from googlenet.common.results import Attribution

# A place is drawn anew at each step: Stop acts when it is touched, and the focus stays where it was. What is pressed is sent
# by the tools for all places: an event of its own for each would be a hundred for the page to begin with.
PRESS = """
let held = '';
const send = (name, message) => {
  const place = element.closest('#attributions-methods > *'), id = element.closest('[id^=attributions-]').id;
  gnPlaced(name, {place: place ? String([...place.parentNode.children].indexOf(place)) : id.split('-')[1], ...message});
};
const stop = event => { if (event.target.closest('[data-act=stop]')) send('stop_work'); };
element.addEventListener('pointerdown', stop);
element.addEventListener('click', event => {
  const part = event.target.closest('[data-branch]');
  stop(event);
  if (event.target.closest('[data-act=again]')) send('start_again');
  const kind = event.target.closest('[data-file]')?.dataset.file;
  if (kind) send(kind === 'npz' ? 'save_npz' : 'save_map', {kind});
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
const OLD = '#attributions-methods .method, #attributions-shares .view, #attributions-ways .view';
function choose(name, value, show) {
  gnPress({name, value}, show);
  document.querySelectorAll(OLD).forEach(old => { old.classList.add('busy'); old.dataset.untilDrawn = ''; });
}
// A field that was used keeps its own value when Gradio changes its attributes.
watch('value', () => requestAnimationFrame(() => {
  element.querySelectorAll('[data-name]').forEach(field => {
    if (field === document.activeElement) return;
    if (field.type === 'checkbox') field.checked = field.defaultChecked;
    else field.value = field.matches('select') ? (field.querySelector('[selected]') ?? field.options[0])?.value : field.defaultValue;
  });
  gnTabs.attributions.show(); // what was chosen since then
}));
element.addEventListener('change', event => {
  const field = event.target.closest('select[data-name], input[data-name]');
  if (!field) return;
  if (!field.checkValidity()) { // the value in force comes back
    document.dispatchEvent(new CustomEvent('gn-said', {detail: field.dataset.refused}));
    field.value = field.defaultValue;
    return;
  }
  const {name} = field.dataset, {checked, value} = field, isBox = field.type === 'checkbox';
  choose(name, isBox ? String(checked) : value, () => {
    const now = element.querySelector(`[data-name="${name}"]`) ?? field;
    if (isBox) now.checked = checked; else now.value = value;
  });
});
"""


def build(frame: Frame) -> None:
    """The tab's contents."""
    events = AttributionsEvents(frame.repository)
    options, session = frame.states["attributions"], frame.sessions["attributions"]
    script, sections = (
        read_script(__file__),
        Sections(frame, "attributions", ("maps", "regions", "trust", SHARES, WAYS)),
    )
    with sections.place("maps"):
        head = gr.HTML(elem_id="attributions-head", **PLAIN)
        tools = gr.HTML(js_on_load=CHANGE + script, elem_id="attributions-tools", **PLAIN)
        panel = gr.HTML(js_on_load=CHANGE, elem_id="attributions-panel", **PLAIN)
        with gr.Row(elem_id="attributions-methods"):
            places = [gr.HTML(markup.skeleton(), js_on_load=PRESS, **PLAIN) for _ in range(PLACES)]
        notes = gr.HTML(elem_id="attributions-notes", **PLAIN)
    with sections.place("regions", folds=True):
        build_regions(frame)
    with sections.place("trust", folds=True):
        build_trust(frame, options)
    with sections.place(SHARES, folds=True):
        shares = gr.HTML(js_on_load=PRESS, elem_id="attributions-shares", **PLAIN)
    with sections.place(WAYS, folds=True):
        ways = gr.HTML(js_on_load=PRESS, elem_id="attributions-ways", **PLAIN)
    download = Download("attributions")
    drawn = gr.Textbox(visible="hidden", show_label=False, container=False, elem_id="attributions-drawing")

    placed = {**dict(enumerate(places)), SHARES: shares, WAYS: ways}
    follow = events.follower(options, session, placed, head)
    frame.on_press("attributions", options, events.choose, settle=events.settle, after=follow, at_once=None)
    views = [head, notes, *placed.values()]
    frame.on_question("attributions", events.render, [options, session], views, at_press=True)
    frame.on_question("attributions", events.controls, [options], [tools, panel], at_press=True)
    positions = {str(position): position for position in placed}

    def place_of(event: gr.EventData) -> int | str:
        return positions.get(str(message_of(event).get("place")), 0)

    def again(session: AttributionsSession, event: gr.EventData) -> Iterator[dict]:
        position = place_of(event)
        for place, headline in events.answer_again(position, session):
            yield {placed[position]: place, head: headline}

    def stop(session: AttributionsSession, event: gr.EventData) -> None:
        events.stop(place_of(event), session)

    def numbers(question: Question, session: AttributionsSession, event: gr.EventData) -> str:
        return events.export(question, [session.task(place_of(event))])

    def picture(question: Question, session: AttributionsSession, event: gr.EventData) -> str:
        return events.picture(place_of(event), message_of(event).get("kind"), question, session)

    tools.start_again(again, session, [*placed.values(), head], **LONG)
    tools.stop_work(stop, session, None, **LONG)
    inputs = [frame.question, session]
    download.on(tools.save_npz, numbers, inputs)
    tools.save_map(guarded(picture), inputs, drawn, **QUIET).then(None, drawn, js=SAVE_DRAWING)
    download.on(tools.save_numbers, events.save, inputs)


class AttributionsEvents:
    """What the tab's events do."""

    def __init__(self, repository: Repository):
        self.repository, self.executor = repository, Executor(repository)

    def blocks(self, question: Question) -> dict[str, list[str]]:
        """Block -> its branches."""
        network = self.repository.classifier(question.classifier).network
        return {name: list(block.branches) for name, block in network.blocks.items()}

    def label(self, question: Question, lang: str) -> str:
        """The explained class."""
        view = classify_view(self.repository, question)
        return class_name(view.classes[view.target], lang)

    def network_name(self, question: Question, lang: str) -> str:
        return network_label(question.classifier, lang)

    def networks(self, question: Question) -> list[tuple[str, str]]:
        """(label, name) of those that can be compared with: nothing is fetched for it."""
        choices = self.repository.choices(question.lang, question.owner)
        return [(label, name) for label, name in choices if name not in IMAGENET or is_cached(name)]

    def names(self, question: Question, lang: str) -> Names:
        """Of branches that are not called by their keys."""
        spec = self.repository.classifier(question.classifier).network.spec
        return honest_names(path_kernels(spec), lang)

    def offer(self, question: Question, blocks: dict[str, list[str]]) -> Offer:
        """What there is to choose from on the question's network."""
        from googlenet.inspection import needs

        classifier, lang = self.repository.classifier(question.classifier), question.lang
        seconds, side = forward_pass(self.repository, question)
        rows = [row for row in METHODS.values() if row.is_slow]
        return Offer(
            blocks,
            lacking=needs.missing(classifier.network),
            classes=[class_name(name, lang) for name in classifier.classes],
            networks=[one for one in self.networks(question) if one[1] != question.classifier],
            names=self.names(question, lang),
            seconds={row.key: seconds * row.passes(row.fill({}), side) for row in rows},
        )

    def request(self, question: Question, options: Options) -> MethodRequest:
        """What the visitor wants to see; a second question beside it where two are compared."""
        kind, _, name = options.compare.partition(":")
        target = parse_count(name) if kind == "class" else None
        if target is not None and target < len(self.repository.classifier(question.classifier).classes):
            return MethodRequest(question, options, replace(question, target=target), options.block)
        if kind == "network" and name in dict(self.networks(question)).values():
            view = classify_view(self.repository, question)
            classes = self.repository.classifier(name).classes
            label = view.classes[view.target]
            other = replace(question, classifier=name, target=classes.index(label) if label in classes else None)
            return MethodRequest(question, options, other, options.fitting(self.blocks(other)).block)
        return MethodRequest(question, options)

    def ask(
        self, question: Question, options: Options, session: AttributionsSession, old: MethodRequest | None
    ) -> AttributionsSession:
        """`session` with another request; a copy where it is not `old` any more: another answer was prepared meanwhile."""
        request = self.request(question, options)
        session = session if session.request is old else replace(session)
        session.ask(request)
        return session

    def settle(self, question: Question, options: Options) -> Options:
        return options.fitting(self.blocks(question)) if self.repository.choices(question.lang) else options

    def choose(self, question: Question, options: Options, message: Mapping) -> Options:
        """`options` after a control was used."""
        return options.choose(str(message.get("name")), str(message.get("value")), self.blocks(question))

    def render(self, question: Question, options: Options, session: AttributionsSession) -> tuple:
        """Values of head, notes and all places: another question's maps go, those of this one are replaced."""
        old, skeleton, lang = session.request, markup.SKELETON, question.lang
        if not self.repository.choices(question.lang):
            return missing(say("frame.no_weights", question.lang)), "", *[""] * (PLACES + 2)
        session = self.ask(question, options, session, old)
        request = session.request
        if old and old.question == question:
            places = [gr.skip()] * (PLACES + 2)
        else:
            places = [markup.skeleton() if at < len(request.tasks) else "" for at in range(PLACES)]
            places += [markup.placeholder(task, skeleton, lang) for task in (request.shares, request.ways)]
        return self.head(request, session), markup.notes(question.lang), *places

    def controls(self, question: Question, options: Options) -> tuple[str, str]:
        """Values of tools and panel; while branches and parameters are the same they stay, and with them the focus."""
        if not self.repository.choices(question.lang):
            return "", ""
        blocks, lang = self.blocks(question), question.lang
        drawn = tools(options, self.offer(question, blocks), lang), parameters(options, lang)
        return Kept(drawn[0], tuple(blocks[options.block])), Kept(drawn[1], tuple(options.parameters))

    def follower(
        self, options: gr.State, session: gr.State, placed: Mapping[int | str, gr.HTML], head: gr.HTML
    ) -> Callable[[Question, Mapping], Iterator[dict]]:
        """What follows the maps of all places, the headline with each."""

        def follow_all(question: Question, held: Mapping) -> Iterator[dict]:
            mine, request = held[session], held[session].request
            if request:  # that of an older answer, where that ended after this one had begun
                if self.ask(question, held[options], mine, request) is not mine:
                    return
                request = mine.request
            tasks = {position: mine.task(position) for position in placed}
            answers = {position: self.answer(position, request, mine) for position in placed}
            for position, (place, headline) in interleaved(answers) if request else ():
                if mine.task(position) == tasks[position]:  # else it would stand under a headline of something else
                    yield {placed[position]: place, head: headline if mine.request is request else gr.skip()}

        return follow_all

    def head(self, request: MethodRequest, session: AttributionsSession) -> str:
        label = self.label(request.question, request.question.lang)
        passing = passing_methods(self.repository, request.question)
        return markup.head(label, agreement(session), request.question.lang, passing)

    def answer(
        self, position: int | str, request: MethodRequest | None, session: AttributionsSession
    ) -> Iterator[tuple]:
        """Values of one place and of the headline, as work goes on."""
        task, lang = session.task(position), request.question.lang if request else "en"
        if request is None or task is None:
            yield "", gr.skip()
            return
        if task in session.stopped:
            yield self.stopped(task, lang), gr.skip()
            return

        def work(job: Job) -> tuple[str, str] | None:
            found = self.executor.work(task, job)
            latest = session.request  # which may have other methods by now
            if session.task(position) != task:  # something else is wanted here by now
                return None
            return self.draw(task, found, latest, session), self.head(latest, session)

        for step in followed(work, partial(session.wants, task, position), lang):
            if isinstance(step, Progress):
                yield markup.waiting(task, step, lang) if task.is_slow else gr.skip(), gr.skip()
                continue
            if isinstance(step, Problem):
                yield markup.failed(task, step.sentence, lang), gr.skip()
            elif step.value:
                yield step.value
            return
        if task in session.stopped:
            yield self.stopped(task, lang), gr.skip()

    def draw(self, task: Task, found: object, request: MethodRequest, session: AttributionsSession) -> str:
        """The finished place of a task."""
        lang = request.question.lang
        label = self.label(task.question, lang)
        if task.method == SHARES:
            steps = dict(task.values)["n_steps"]
            return draw_shares(found, label, task.baseline, steps, lang, names=self.names(task.question, lang))
        if task.method == WAYS:
            return draw_ways(found, lang, self.names(task.question, lang))
        picture, names = classify_view(self.repository, task.question).picture, ""
        if request.other:
            network = self.network_name(task.question, lang)
            names = say("attributions.subject", lang, label=label, network=network)
        view = method_view(
            task,
            found,
            request.options.branch,
            label,
            picture,
            session,
            subject=names,
            names=self.names(task.question, lang),
        )
        return markup.figure(view, lang)

    def stopped(self, task: Task, lang: str) -> str:
        """The place of a task that waits to be started."""
        return markup.stopped(task, lang, self.executor.estimate(task) if task.method == WAYS else None)

    def stop(self, position: int | str, session: AttributionsSession) -> None:
        session.stopped.add(session.task(position))

    def answer_again(self, position: int | str, session: AttributionsSession) -> Iterator[tuple]:
        session.stopped.discard(session.task(position))
        yield from self.answer(position, session.request, session)

    def found(self, task: Task) -> "dict[str | None, Attribution]":
        """The maps of a task that has been answered."""
        return self.executor.work(task, Job())

    def save(self, question: Question, session: AttributionsSession) -> str:
        """A file with the raw maps that are on the page."""
        return self.export(question, list(session.strengths))

    def export(self, question: Question, tasks: list[Task]) -> str:
        """The path of a file with the maps of `tasks`; where two questions are compared, the second is marked."""
        maps = {}
        for task in tasks:
            place = f"{task.method}.{task.block}" if task.block else task.method
            place += "" if task.question == replace(question, lang="") else ".compared"
            found = self.found(task)
            maps |= {f"{place}.{branch}" if branch else place: one.map for branch, one in found.items()}
        return self.repository.export(f"attributions-{question.picture.rpartition(':')[2]}.npz", npz(**maps))

    def picture(self, position: int | str, kind: object, question: Question, session: AttributionsSession) -> str:
        """The map at a place: JSON for the browser, which turns it into an SVG or a PNG."""
        task, kind = session.task(position), "png" if kind == "png" else "svg"
        return drawing(task.method, kind, self.drawn(task, session.request.options.branch, question.lang))

    def drawn(self, task: Task, branch: str | None, lang: str) -> str:
        """The map that the page shows of a task, as SVG."""
        found, picture = self.found(task), preprocessed_picture(self.repository, task.question)
        shown = found[branch if branch in found else None]
        label, network = self.label(task.question, lang), self.network_name(task.question, lang)
        return map_drawing(task, shown, picture, label, network, lang, self.names(task.question, lang))
