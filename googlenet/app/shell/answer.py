"""The answer to a visitor's question, which several tabs show: classes, the score by branch, the class activation map."""

import json
import time
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.common.files import ASSETS
from googlenet.common.palette import AGAINST, FOR, Names

if TYPE_CHECKING:
    import numpy as np
    from PIL.Image import Image
    from torch import Tensor

    from googlenet.common.results import Observation, Prediction
    from googlenet.networks.classifier import Classifier

FIRST_VIEW = ASSETS / "first_view.json"


@dataclass(frozen=True)
class ClassifyView:
    """What the view shows; plain values, so that the first page's can be kept as JSON.

    Attributes:
        classes: K names, in class order.
        probabilities: K, in class order.
        target: class index that is explained.
        block: the last block's name.
        cells: (rows, columns) of its maps.
        logit, bias: in logits.
        terms, channels: branch -> its share of the logit; branch -> number of channels.
        picture: data URI of what the network sees.
        class_map: data URI of the class map as heat.
        path_maps: data URI of a sprite, one tile a branch, in order.
        seconds: of the computation.
        names: of paths that are not called by their keys; the visitor's language decides.
    """

    classes: list[str]
    probabilities: list[float]
    target: int
    block: str
    cells: list[int]
    logit: float
    bias: float
    terms: dict[str, float]
    channels: dict[str, int]
    picture: str
    class_map: str
    path_maps: str
    seconds: float
    names: Names = field(default_factory=dict)


def classify_view(repository: Repository, question: Question) -> ClassifyView:
    """What the view shows for `question`; the page's first question is answered from `assets/first_view.json`."""
    first = first_view()
    if first and first["question"] == identity(question):
        return ClassifyView(**first["view"])
    return repository.remember("classify", question, lambda: computed_view(repository, question))


def first_view() -> dict | None:
    """The precomputed first page: {"question": …, "view": …, "digest": of the weights}; None where there is none."""
    return json.loads(FIRST_VIEW.read_text(encoding="utf-8")) if FIRST_VIEW.is_file() else None


def identity(question: Question) -> dict:
    """What `question` asks, whoever asks and in whatever language."""
    return {key: value for key, value in asdict(question).items() if key not in {"lang", "owner", "drawn"}}


def computed_view(repository: Repository, question: Question) -> ClassifyView:
    """What the view shows for `question`, computed with the network."""
    classifier, began = repository.classifier(question.classifier), time.perf_counter()
    return _view(classifier, observed(repository, question), picture_of(repository, question), question.target, began)


def drawn_view(classifier: "Classifier", drawing: "Image", target: int | None) -> ClassifyView:
    """What the view shows for a drawing, `side_of` px a side; computed at once and kept nowhere."""
    from googlenet.data.images import picture_uri, preprocessed_image, to_picture, to_pixels
    from googlenet.inspection.activations import look
    from googlenet.inspection.evidence import last_block

    began, preprocess = time.perf_counter(), classifier.preprocess
    pixels = to_pixels(to_picture(drawing, preprocess), preprocess, prepare=False)
    picture = picture_uri(preprocessed_image(pixels, preprocess))
    found = look(*_ready(classifier, pixels), [last_block(classifier.network)])
    return _view(classifier, found, picture, target, began)


def changed_terms(now: ClassifyView, before: ClassifyView) -> dict[str, float]:
    """How each branch's term has changed, in logits; the biases are the same, so that they add up to the score's change.

    Raises:
        ValueError: the two explain different classes, or split the score differently.
    """
    if now.target != before.target or now.terms.keys() != before.terms.keys():
        raise ValueError("two answers about different things")
    return {branch: term - before.terms[branch] for branch, term in now.terms.items()}


def _view(
    classifier: "Classifier", found: "Observation", picture: str, target: int | None, began: float
) -> ClassifyView:
    import numpy as np

    from googlenet.data import images
    from googlenet.inspection.evidence import split_logit

    target = found.prediction.indices[0] if target is None else target
    evidence = split_logit(classifier.network, found, target)
    maps = np.stack(list(evidence.maps.values()))
    class_map = maps.sum(axis=0, keepdims=True)
    signs = {"positive": FOR, "negative": AGAINST}
    tiles = images.signed_tiles(_scaled(maps), **signs, columns=1, tile_px=112)
    whole = images.signed_tiles(_scaled(class_map), **signs, columns=1, tile_px=224, smooth=True)
    return ClassifyView(
        classes=list(classifier.classes),
        probabilities=_by_class(found.prediction),
        target=target,
        block=list(classifier.network.blocks)[-1],
        cells=list(maps.shape[1:]),
        logit=evidence.logit,
        bias=evidence.bias,
        terms=evidence.terms,
        channels=evidence.channels,
        picture=picture,
        class_map=images.data_uri(whole),
        path_maps=images.data_uri(tiles),
        seconds=time.perf_counter() - began,
    )


def _scaled(maps: "np.ndarray") -> "np.ndarray":
    return maps / max(1e-12, abs(maps).max())


def _by_class(prediction: "Prediction") -> list[float]:
    pairs = sorted(zip(prediction.indices, prediction.probabilities.tolist(), strict=True))
    return [probability for _, probability in pairs]


def observed(repository: Repository, question: Question) -> "Observation":
    """The prediction and all activations: one forward pass for all classes and tabs."""

    def compute() -> "Observation":
        from googlenet.inspection.activations import look

        return look(*_ready(repository.classifier(question.classifier), pixels_of(repository, question)))

    return repository.remember("observed", replace(question, target=None), compute)


def _ready(classifier: "Classifier", pixels: "Tensor") -> tuple:
    """What `activations.look` takes."""
    from googlenet.inspection.inference import hookable_copy, input_of_pixels

    return hookable_copy(classifier), input_of_pixels(classifier, pixels[None]), classifier.classes


def picture_of(repository: Repository, question: Question) -> str:
    """A data URI of what the network sees."""

    def compute() -> str:
        from googlenet.data.images import picture_uri

        return picture_uri(preprocessed_picture(repository, question))

    return repository.remember("seen", replace(question, target=None), compute)


def preprocessed_picture(repository: Repository, question: Question) -> "Image":
    """What the network sees of the question's picture, at its input's size (PIL)."""
    from googlenet.data.images import preprocessed_image

    preprocess = repository.classifier(question.classifier).preprocess
    return preprocessed_image(pixels_of(repository, question), preprocess)


def pixels_of(repository: Repository, question: Question) -> "Tensor":
    """The bytes that the network reads, (C, side, side): the picture is decoded and prepared once for all views."""

    def compute() -> "Tensor":
        from googlenet.data.images import to_pixels

        preprocess = repository.classifier(question.classifier).preprocess
        return to_pixels(repository.picture(question), preprocess, question.prepare)

    return repository.remember("pixels", replace(question, target=None), compute)
