"""The Classify tab: top classes, the exact score split by path, the class activation map."""

from functools import partial

import gradio as gr
from markupsafe import Markup

from googlenet.app.kit.picture import png
from googlenet.app.shell.answer import ClassifyView, classify_view
from googlenet.app.shell.download import SAVE_DRAWING, Download, drawing
from googlenet.app.shell.events import PLAIN, QUIET, guarded
from googlenet.app.shell.html import knows_clothes, missing
from googlenet.app.shell.naming import names_of
from googlenet.app.shell.question import Question, replace
from googlenet.app.shell.repository import IMAGENET, UNTRAINED, Repository, is_cached
from googlenet.app.shell.sections import Sections
from googlenet.app.shell.tab import Frame
from googlenet.app.tabs.classify.chart import bars_svg, class_map, split_svg
from googlenet.app.tabs.classify.html import CLOTHES, classify, split_csv
from googlenet.app.tabs.classify.influence import tab as influence
from googlenet.app.tabs.classify.why import tab as why
from googlenet.data.examples import list_examples
from googlenet.text import say

PHOTO_NETWORK = IMAGENET[0]

SCRIPT = """
element.addEventListener('click', event => {
  const pick = event.target.closest('[data-class]'), look = event.target.closest('[data-look]');
  const save = event.target.closest('[data-save]'), attempt = event.target.closest('[data-try]');
  if (event.target.closest('[data-all-classes]')) element.classList.add('all-classes');
  if (event.target.closest('[data-network]')) trigger('network_pick', {});
  if (pick) gnPress({ask: 'target', to: +pick.dataset.class});
  if (look) {
    element.querySelectorAll('[data-look]').forEach(one => one.setAttribute('aria-checked', one === look));
    element.querySelector('figure .heat').style.display = look.dataset.look === 'input' ? 'none' : '';
  }
  if (save) trigger(save.dataset.format === 'csv' || save.dataset.save === 'where' ? 'save_view' : 'save_drawing', {what: save.dataset.save, kind: save.dataset.format});
  if (save) gnFold(save);
  if (attempt) attempt.dataset.try === 'why' ? trigger('why_not', {}) : window.gnTry(attempt.dataset.try);
});
"""


def build(frame: Frame) -> gr.HTML:
    """The tab's contents; returns the view, so that the page can fill it before any event."""
    fetching = gr.HTML(elem_id="classify-fetching", **PLAIN)
    view = gr.HTML(js_on_load=SCRIPT, elem_id="classify", **PLAIN)
    download = Download("classify")

    def render(question: Question) -> str:
        if not frame.repository.choices(question.lang):
            return missing(say("frame.no_weights", question.lang))
        return first(frame.repository, question)

    def save(question: Question, event: gr.EventData) -> str:
        shown = classify_view(frame.repository, question)
        if getattr(event, "what", "") == "where":
            return frame.repository.export("class-map.png", png(class_map(shown)))
        return frame.repository.export("classify.csv", split_csv(shown))

    def draw(question: Question, event: gr.EventData) -> str:
        drawn = bars_svg if getattr(event, "what", "") == "sure" else split_svg
        kind = "png" if getattr(event, "kind", "") == "png" else "svg"
        name = "classes" if drawn is bars_svg else "score-by-path"
        return drawing(name, kind, drawn(_named(frame.repository, question), question.lang))

    frame.on_question("classify", render, outputs=[view])
    frame.sidebar.pencil.follow(partial(first, frame.repository), view)
    event = view.network_pick(lambda: PHOTO_NETWORK, None, frame.sidebar.network, **QUIET)
    side, choosing = frame.sidebar, [frame.question, frame.sidebar.network, frame.sidebar.choice]
    event = event.then(side.choose_network, choosing, [side.network, fetching], **QUIET)
    event.then(side.take_network, [frame.question, side.choice], [frame.question, side.network], **QUIET)
    download.on(view.save_view, save, [frame.question])
    drawn = gr.Textbox(visible="hidden", show_label=False, container=False, elem_id="classify-drawing")
    view.save_drawing(guarded(draw), frame.question, drawn, **QUIET).then(None, drawn, js=SAVE_DRAWING)
    why.build(frame, view)
    with Sections(frame, "classify", ("influence",)).place("influence", folds=True):
        influence.build(frame)
    return view


def better_network(repository: Repository, question: Question) -> str | None:
    """The weights that know photos, where a picture that may be anything meets a network that knows clothes alone."""
    example = {f"example:{one.name}": one for one in list_examples()}.get(question.picture)
    is_clothes = example is not None and example.label is not None
    is_trained = question.classifier not in UNTRAINED
    knows_clothes_alone = is_trained and CLOTHES in repository.card(question.classifier)["classes"]
    return PHOTO_NETWORK if knows_clothes_alone and not is_clothes else None


def first(repository: Repository, question: Question, drawn: ClassifyView | None = None) -> Markup:
    """The view of `question`; `drawn`: while somebody draws on its picture."""
    other, lang = better_network(repository, question.original), question.lang
    hint = knows_clothes(other, lang, is_here=is_cached(other)) if other else ""
    return classify(_named(repository, question, drawn), lang, hint)


def _named(repository: Repository, question: Question, drawn: ClassifyView | None = None) -> ClassifyView:
    """The view, its paths called by the kernels that they have."""
    return replace(drawn or classify_view(repository, question), names=names_of(repository, question))
