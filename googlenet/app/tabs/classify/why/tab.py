"""Below the Classify view, on demand: why this class and not that."""

import gradio as gr

from googlenet.app.shell.answer import observed, picture_of
from googlenet.app.shell.download import Download
from googlenet.app.shell.events import PLAIN, QUIET, guarded, message_of
from googlenet.app.shell.naming import names_of
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.tab import Frame
from googlenet.app.tabs.classify.why.html import WhyView, why, why_csv
from googlenet.common.palette import AGAINST, FOR

LIKELIEST, CLOSED = -1, None
SCRIPT = """
element.addEventListener('change', event => {
  if (event.target.matches('[data-against]')) trigger('hold_against', {index: +event.target.value});
});
element.addEventListener('click', event => { if (event.target.closest('[data-save]')) trigger('save_why', {}); });
"""
SHOW = "() => setTimeout(() => document.querySelector('#classify-why .why')?.scrollIntoView({behavior: 'smooth', block: 'nearest'}), 100)"


def build(frame: Frame, classify: gr.HTML) -> None:
    """The view, which `classify`'s event "why_not" opens."""
    against = gr.State(CLOSED)
    view = gr.HTML(elem_id="classify-why", js_on_load=SCRIPT, **PLAIN)

    def render(question: Question, against: int | None) -> str:
        return "" if against is CLOSED else why(why_view(frame.repository, question, against), question.lang)

    def hold(question: Question, event: gr.EventData) -> tuple[int, str]:
        index = message_of(event).get("index")
        chosen = index if isinstance(index, int) else LIKELIEST
        return chosen, render(question, chosen)

    def save(question: Question, against: int | None) -> str:
        return frame.repository.export("why.csv", why_csv(why_view(frame.repository, question, against)))

    frame.on_question("classify", render, [against], [view])
    classify.why_not(guarded(hold), frame.question, [against, view], **QUIET).then(None, js=SHOW)
    in_order = {"trigger_mode": "multiple", "concurrency_id": "why against", "concurrency_limit": 1}
    view.hold_against(guarded(hold), frame.question, [against, view], **in_order, **QUIET)
    Download("why").on(view.save_why, save, [frame.question, against])


def why_view(repository: Repository, question: Question, against: int | None) -> WhyView:
    """What speaks for the question's class and not for class `against`, by default the likeliest other."""
    import numpy as np

    from googlenet.data import images
    from googlenet.inspection.evidence import difference, split_logit

    classifier, seen = repository.classifier(question.classifier), observed(repository, question)
    ranked = seen.prediction.indices
    target = ranked[0] if question.target is None else question.target
    others = tuple(index for index in ranked if index != target)
    other = against if against in others else others[0]
    found = difference(*(split_logit(classifier.network, seen, index) for index in (target, other)))
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
        picture=picture_of(repository, question),
        path_maps=images.data_uri(images.signed_tiles(scaled, positive=FOR, negative=AGAINST, columns=1, tile_px=112)),
        names=names_of(repository, question),
    )
