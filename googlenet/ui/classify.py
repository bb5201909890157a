"""The Classify tab: top classes, the exact score split by path, the class activation map."""

import json
import time
from dataclasses import asdict
from typing import TYPE_CHECKING

import gradio as gr

from googlenet.charts.palette import AGAINST, FOR
from googlenet.examples import list_examples
from googlenet.text import say
from googlenet.ui import why
from googlenet.ui.answers import ASSETS, IMAGENET, UNTRAINED, Answers, is_cached
from googlenet.ui.drawings import bars_svg, class_map_png, split_svg
from googlenet.ui.events import QUIET, Frame, guarded
from googlenet.ui.markup.classify import CLOTHES, ClassifyView, classify, split_csv
from googlenet.ui.markup.frame import knows_clothes, missing
from googlenet.ui.naming import names_of
from googlenet.ui.question import Question, replace
from googlenet.ui.saving import SAVE_DRAWING, drawing

if TYPE_CHECKING:
    import numpy as np

    from googlenet.results import Prediction

PHOTO_NETWORK = IMAGENET[0]
FIRST_VIEW = ASSETS / "first_view.json"

HINT_SCRIPT = """element.addEventListener('click', event => {
  if (event.target.closest('[data-network]')) trigger('network_pick', {});
});"""
SCRIPT = """
element.addEventListener('click', event => {
  const pick = event.target.closest('[data-class]'), look = event.target.closest('[data-look]');
  const save = event.target.closest('[data-save]'), attempt = event.target.closest('[data-try]');
  if (pick) trigger('class_pick', {index: +pick.dataset.class});
  if (look) {
    element.querySelectorAll('[data-look]').forEach(one => one.setAttribute('aria-checked', one === look));
    element.querySelector('figure .heat').style.display = look.dataset.look === 'input' ? 'none' : '';
  }
  if (save) trigger(save.dataset.format === 'csv' || save.dataset.save === 'where' ? 'save_view' : 'save_drawing', {what: save.dataset.save, kind: save.dataset.format});
  if (save) gnFold(save);
  element.querySelectorAll('details.save[open]').forEach(menu => { if (!menu.contains(event.target)) menu.open = false; });
  if (attempt) attempt.dataset.try === 'why' ? trigger('why_not', {}) : window.gnTry(attempt.dataset.try);
});
"""


def build(frame: Frame) -> gr.HTML:
    """The tab's contents; returns the view, so that the page can fill it before anything is asked."""
    hint = gr.HTML(js_on_load=HINT_SCRIPT, apply_default_css=False, padding=False, elem_id="hint")
    view = gr.HTML(js_on_load=SCRIPT, apply_default_css=False, padding=False, elem_id="classify")
    download = gr.DownloadButton(visible="hidden", elem_id="classify-download")

    def hinted(question: Question) -> str:
        other = better_network(frame.answers, question)
        return knows_clothes(other, question.lang, is_here=is_cached(other)) if other else ""

    def render(question: Question) -> tuple:
        if not frame.answers.choices(question.lang):
            return "", missing(say("frame.no_weights", question.lang))
        return hinted(question), classify(_named(frame.answers, question), question.lang)

    def pick(question: Question, event: gr.EventData) -> Question:
        classes = frame.answers.classifier(question.classifier).classes
        index = event.index if isinstance(event.index, int) and 0 <= event.index < len(classes) else None
        return replace(question, target=index)

    def save(question: Question, event: gr.EventData) -> str:
        shown = classify_view(frame.answers, question)
        if getattr(event, "what", "") == "where":
            return frame.answers.export("class-map.png", class_map_png(shown))
        return frame.answers.export("classify.csv", split_csv(shown))

    def draw(question: Question, event: gr.EventData) -> str:
        drawn = bars_svg if getattr(event, "what", "") == "sure" else split_svg
        kind = "png" if getattr(event, "kind", "") == "png" else "svg"
        name = "classes" if drawn is bars_svg else "score-by-path"
        return drawing(name, kind, drawn(_named(frame.answers, question), question.lang))

    frame.on_question("classify", render, outputs=[hint, view])
    asked = hint.network_pick(lambda: PHOTO_NETWORK, None, frame.network, **QUIET)
    choosing = [frame.question, frame.network, frame.choosing]
    asked = asked.then(frame.choose_network, choosing, [frame.network, hint], **QUIET)
    asked = asked.then(frame.take_network, [frame.question, frame.choosing], frame.question, **QUIET)
    asked.then(guarded(hinted), frame.question, hint, **QUIET)  # there again where nothing could be fetched
    view.class_pick(guarded(pick), frame.question, frame.question, **QUIET)
    view.save_view(guarded(save), frame.question, download, **QUIET).then(
        None, js="() => document.querySelector('#classify-download')?.click()"
    )
    drawn = gr.Textbox(visible="hidden", show_label=False, container=False, elem_id="classify-drawing")
    view.save_drawing(guarded(draw), frame.question, drawn, **QUIET).then(None, drawn, js=SAVE_DRAWING)
    why.build(frame, view)
    return view


def better_network(answers: Answers, question: Question) -> str | None:
    """The weights that know photos, where a picture that may be anything meets a network that knows clothes alone."""
    example = {f"example:{one.name}": one for one in list_examples()}.get(question.picture)
    is_clothes = example is not None and example.label is not None
    is_trained = question.classifier not in UNTRAINED
    knows_clothes_alone = is_trained and CLOTHES in answers.card(question.classifier)["classes"]
    return PHOTO_NETWORK if knows_clothes_alone and not is_clothes else None


def classify_view(answers: Answers, question: Question) -> ClassifyView:
    """What the view shows for `question`; the page's first question is answered from `assets/first_view.json`."""
    first = first_view()
    if first and first["question"] == identity(question):
        return ClassifyView(**first["view"])
    return answers.remember("classify", question, lambda: compute(answers, question))


def _named(answers: Answers, question: Question) -> ClassifyView:
    """The view, its paths called by the kernels that they have."""
    return replace(classify_view(answers, question), names=names_of(answers, question))


def first_view() -> dict | None:
    """The precomputed first page: {"question": …, "view": …}; None where there is none."""
    return json.loads(FIRST_VIEW.read_text(encoding="utf-8")) if FIRST_VIEW.is_file() else None


def identity(question: Question) -> dict:
    """What `question` asks, whoever asks and in whatever language."""
    return {key: value for key, value in asdict(question).items() if key not in {"lang", "owner"}}


def compute(answers: Answers, question: Question) -> ClassifyView:
    """Answers `question` with the network."""
    import numpy as np

    from googlenet import images
    from googlenet.inspection.evidence import branch_evidence
    from googlenet.inspection.inference import classify as infer

    began = time.perf_counter()
    classifier, picture = answers.classifier(question.classifier), answers.picture(question)
    prediction = infer(classifier, picture, prepare=question.prepare)
    target = prediction.indices[0] if question.target is None else question.target
    evidence = branch_evidence(classifier, picture, target, prepare=question.prepare)
    maps = np.stack(list(evidence.maps.values()))
    class_map = maps.sum(axis=0, keepdims=True)
    seen = images.seen_picture(images.see(picture, classifier.preprocess, question.prepare), classifier.preprocess)
    signs = {"positive": FOR, "negative": AGAINST}
    tiles = images.signed_tiles(_scaled(maps), **signs, columns=1, tile_px=112)
    whole = images.signed_tiles(_scaled(class_map), **signs, columns=1, tile_px=224, smooth=True)
    return ClassifyView(
        classes=list(classifier.classes),
        probabilities=_by_class(prediction),
        target=target,
        block=list(classifier.network.blocks)[-1],
        cells=list(maps.shape[1:]),
        logit=evidence.logit,
        bias=evidence.bias,
        terms=evidence.terms,
        channels=evidence.channels,
        picture=images.picture_uri(seen),
        class_map=images.data_uri(whole),
        path_maps=images.data_uri(tiles),
        seconds=time.perf_counter() - began,
    )


def _scaled(maps: "np.ndarray") -> "np.ndarray":
    return maps / max(1e-12, abs(maps).max())


def _by_class(prediction: "Prediction") -> list[float]:
    pairs = sorted(zip(prediction.indices, prediction.probabilities.tolist(), strict=True))
    return [probability for _, probability in pairs]
