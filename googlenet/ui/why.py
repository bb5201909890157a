"""Below the Classify view, on demand: why this class and not that."""

from typing import TYPE_CHECKING

import gradio as gr

from googlenet.charts.palette import AGAINST, FOR
from googlenet.ui.answers import Answers
from googlenet.ui.events import QUIET, Frame, guarded
from googlenet.ui.markup.why import WhyView, why, why_csv
from googlenet.ui.naming import names_of
from googlenet.ui.question import Question, replace

if TYPE_CHECKING:
    from googlenet.results import EvidenceDifference, Prediction

LIKELIEST, CLOSED = -1, None
SCRIPT = """
element.addEventListener('change', event => {
  if (event.target.matches('[data-against]')) trigger('hold_against', {index: +event.target.value});
});
element.addEventListener('click', event => { if (event.target.closest('[data-save]')) trigger('save_why', {}); });
"""
SHOW = "() => setTimeout(() => document.querySelector('#classify-why .why')?.scrollIntoView({behavior: 'smooth', block: 'nearest'}), 100)"
SAVE = "() => document.querySelector('#why-download')?.click()"


def build(frame: Frame, classify: gr.HTML) -> None:
    """The view, which `classify`'s event "why_not" opens."""
    against = gr.State(CLOSED)
    view = gr.HTML(elem_id="classify-why", js_on_load=SCRIPT, apply_default_css=False, padding=False)
    download = gr.DownloadButton(visible="hidden", elem_id="why-download")

    def render(question: Question, against: int | None) -> str:
        return "" if against is CLOSED else why(why_view(frame.answers, question, against), question.lang)

    def hold(question: Question, event: gr.EventData) -> tuple[int, str]:
        index = event._data.get("index") if isinstance(event._data, dict) else None
        chosen = index if isinstance(index, int) else LIKELIEST
        return chosen, render(question, chosen)

    def save(question: Question, against: int | None) -> str:
        return frame.answers.export("why.csv", why_csv(why_view(frame.answers, question, against)))

    frame.on_question("classify", render, [against], [view])
    classify.why_not(guarded(hold), frame.question, [against, view], **QUIET).then(None, js=SHOW)
    view.hold_against(guarded(hold), frame.question, [against, view], **QUIET)
    view.save_why(guarded(save), [frame.question, against], download, **QUIET).then(None, js=SAVE)


def why_view(answers: Answers, question: Question, against: int | None) -> WhyView:
    """What speaks for the question's class and not for the class index `against`; what is none: the likeliest other."""
    import numpy as np

    from googlenet import images
    from googlenet.ui.branch_views import picture_of

    classifier = answers.classifier(question.classifier)
    prediction = answers.remember("why prediction", replace(question, target=None), lambda: _predict(answers, question))
    target = prediction.indices[0] if question.target is None else question.target
    others = tuple(index for index in prediction.indices if index != target)
    other = against if against in others else others[0]
    found = answers.remember(
        "why", replace(question, target=target), lambda: _split(answers, question, target, other), other
    )
    maps = np.stack(list(found.maps.values()))
    scaled = maps / max(1e-12, abs(maps).max())
    return WhyView(
        classes=classifier.classes,
        target=target,
        against=other,
        others=others,
        logit=found.logit,
        bias=found.bias,
        terms=found.terms,
        channels=found.channels,
        picture=picture_of(answers, question),
        path_maps=images.data_uri(images.signed_tiles(scaled, positive=FOR, negative=AGAINST, columns=1, tile_px=112)),
        names=names_of(answers, question),
    )


def _predict(answers: Answers, question: Question) -> "Prediction":
    from googlenet.inspection.inference import classify

    classifier, picture = answers.classifier(question.classifier), answers.picture(question)
    return classify(classifier, picture, prepare=question.prepare)


def _split(answers: Answers, question: Question, target: int, other: int) -> "EvidenceDifference":
    from googlenet.inspection.evidence import evidence_against

    classifier, picture = answers.classifier(question.classifier), answers.picture(question)
    return evidence_against(classifier, picture, target, other, prepare=question.prepare)
