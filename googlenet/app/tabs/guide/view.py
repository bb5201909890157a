"""What the Guide shows, computed: the live view of a step and the numbers of its words. Knows no Gradio."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from googlenet.app.shell.repository import SHIPPED, UNTRAINED
from googlenet.app.shell.runs import Runs
from googlenet.app.tabs.branches.state import Selection
from googlenet.app.tabs.guide.cell_live import cell_live
from googlenet.app.tabs.guide.numbers import (
    curves,
    finding_numbers,
    network,
    plain_numbers,
    question_numbers,
    slip_numbers,
    table_blocks,
    training_numbers,
)
from googlenet.app.tabs.guide.steps import MISSED, STEPS_OF_INTEGRATION, GuideState
from googlenet.common.palette import NO_NAMES, Names

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np

    from googlenet.app.kit.map import MapView, PathId
    from googlenet.app.shell.answer import ClassifyView
    from googlenet.app.shell.question import Question
    from googlenet.app.shell.repository import Repository
    from googlenet.common.results import Attribution


@dataclass(frozen=True)
class PathsView:
    """One block of the visitor's network on their picture.

    Attributes:
        map: the whole network's tiles.
        blocks: names of the three blocks to choose from.
        block: the one shown.
        fields: branch -> side of its cells' receptive field in px.
    """

    map: MapView
    blocks: tuple[str, ...]
    block: str
    fields: dict[str, int]


@dataclass(frozen=True)
class NormView:
    """Channels before and after normalisation: branch -> (means, standard deviations), (C,) each.

    Attributes:
        blocks, block: as in `PathsView`.
        before, after: of the last convolution of each path.
        other: the network that stands in for one without normalisation; "": it is the visitor's own.
    """

    blocks: tuple[str, ...]
    block: str
    before: dict[str, tuple[np.ndarray, np.ndarray]]
    after: dict[str, tuple[np.ndarray, np.ndarray]]
    other: str = ""
    names: Names = field(default_factory=lambda: NO_NAMES)

    def reach(self, row: str) -> tuple[float, float]:
        """The least and the greatest mean, "before" or "after"."""
        means = [float(end) for mean, _ in getattr(self, row).values() for end in (mean.min(), mean.max())]
        return min(means), max(means)


@dataclass(frozen=True)
class AttributionView:
    """A map and what its cells add up to.

    Attributes:
        label: class that is explained, as the network calls it.
        picture, heat: data URIs of what the network sees and of the map.
        cells: (rows, columns).
        total: sum of the cells.
        score, less: of the class; what is taken from it (bias, or the score of a black image).
        due: what the sum is due to be: "split", "baseline" or "none".
    """

    label: str
    picture: str
    heat: str
    cells: tuple[int, int]
    total: float
    score: float
    less: float = 0.0
    due: str = "none"


@dataclass(frozen=True)
class FindingsView:
    """The visitor's picture with and without a path.

    Attributes:
        offers: the paths that can be switched off.
        map: of the network without the one that is.
    """

    offers: tuple[PathId, ...]
    map: MapView


def three_blocks(names: list[str]) -> tuple[str, ...]:
    """The first, the middle and the last of a network's blocks, each once."""
    return tuple(dict.fromkeys((names[0], names[len(names) // 2], names[-1])))


def _blocks(repository: Repository, question: Question, place: GuideState) -> tuple[tuple[str, ...], str]:
    blocks = three_blocks(list(repository.classifier(question.classifier).network.blocks))
    return blocks, blocks[min(place.block, len(blocks) - 1)]


def paths_view(repository: Repository, question: Question, place: GuideState) -> PathsView:
    """The four paths of one block."""
    from googlenet.app.tabs.architecture.view import accounts
    from googlenet.app.tabs.branches.view import map_view

    blocks, block = _blocks(repository, question, place)
    classifier = repository.classifier(question.classifier)
    preprocess, spec = classifier.preprocess, classifier.network.spec
    size = preprocess.channels, preprocess.size_px, preprocess.size_px
    paths = accounts(spec, size, len(classifier.classes)).blocks[block].parts
    fields = {path.name: max(path.field.size) for path in paths}
    return PathsView(map_view(repository, question, Selection()), blocks, block, fields)


def norm_view(repository: Repository, question: Question, place: GuideState) -> NormView:
    """The visitor's network, or the shipped one where theirs has no normalisation."""
    from googlenet.app.shell.naming import names_of
    from googlenet.inspection.normalization import normalizes, path_normalization

    is_own = question.classifier not in UNTRAINED and normalizes(repository.classifier(question.classifier))
    shown = question if is_own else replace(question, classifier=SHIPPED, target=None)
    blocks, block = _blocks(repository, shown, place)

    def compute() -> dict:
        classifier, picture = repository.classifier(shown.classifier), repository.picture(shown)
        return path_normalization(classifier, picture, block, prepare=shown.prepare)

    found = repository.remember("normalization", replace(shown, target=None), compute, block)
    rows = [
        {name: (getattr(one, which).mean, getattr(one, which).std) for name, one in found.items()}
        for which in ("before", "after")
    ]
    return NormView(blocks, block, *rows, other="" if is_own else shown.classifier, names=names_of(repository, shown))


def answer_view(repository: Repository, question: Question, _place: GuideState) -> ClassifyView:
    """The exact split of the score, as the Classify tab has it."""
    from googlenet.app.shell.answer import classify_view
    from googlenet.app.shell.naming import names_of

    return replace(classify_view(repository, question), names=names_of(repository, question))


def attribution_view(repository: Repository, question: Question, place: GuideState) -> AttributionView:
    """The map of the chosen method, for the class that is explained."""
    answer = answer_view(repository, question, place)
    label = answer.classes[answer.target]
    if place.method == "split":
        split = {"total": sum(answer.terms.values()), "score": answer.logit, "less": answer.bias, "due": "split"}
        return AttributionView(label, answer.picture, answer.class_map, tuple(answer.cells), **split)
    from googlenet.app.tabs.attributions.state import MethodRequest, Options
    from googlenet.app.tabs.attributions.view import MAP_PX, drawn, find_maps
    from googlenet.data.sprites import data_uri

    network = repository.classifier(question.classifier).network
    blocks = {name: list(block.branches) for name, block in network.blocks.items()}
    options = Options(methods=(place.method,), values=(("n_steps", STEPS_OF_INTEGRATION),)).fitting(blocks)
    (task,) = MethodRequest(replace(question, target=answer.target), options).tasks

    def compute() -> Attribution:
        return find_maps(repository, task, lambda _done, _of: None)[None]

    found = repository.remember("guide attribution", task.question, compute, task.method, task.block, task.values)
    heat, total = data_uri(drawn(task, found.map[None], MAP_PX)), float(found.map.sum())
    shown = AttributionView(label, answer.picture, heat, found.map.shape, total, answer.logit)
    if found.delta is None:
        return shown
    return replace(shown, less=answer.logit - (total - found.delta), due="baseline")


def findings_view(repository: Repository, question: Question, place: GuideState) -> FindingsView:
    """With and without a path."""
    from googlenet.app.tabs.branches.view import map_view, widths_of

    widths = widths_of(repository, question)
    offers = tuple(path for path in MISSED if path[1] in widths.get(path[0], {}))
    if not offers:
        offers = tuple((block, next(iter(widths[block]))) for block in three_blocks(list(widths)))
    off = tuple(path for path in offers if "/".join(path) == place.off)
    return FindingsView(offers, map_view(repository, question, Selection(off=off)))


LIVE: Mapping[str, Callable[[Repository, Question, GuideState], object]] = {
    "paths": paths_view,
    "reduce": lambda repository, question, place: table_blocks()[place.row],
    "cell": lambda repository, question, place: cell_live(repository, question, *_blocks(repository, question, place)),
    "concat": lambda repository, question, place: list(table_blocks().values()),
    "body": lambda repository, question, place: (network("googlenet"), network("googlenet_notes")),
    "pool": answer_view,
    "train": lambda repository, question, place: curves(question.lang, Runs(repository.runs)),
    "bn": norm_view,
    "v3": lambda repository, question, place: None,
    "attribution": attribution_view,
    "findings": findings_view,
}


@dataclass(frozen=True)
class GuideView:
    """All that a step shows.

    Attributes:
        place: where the visitor is.
        live: of the step's own kind.
        text, quiz: what fills the gaps of the text, and of the question with its answers.
        slips: slip -> what fills its gaps.
    """

    place: GuideState
    live: object
    text: dict[str, str]
    quiz: dict[str, str]
    slips: dict[str, dict[str, str]]


def guide_view(repository: Repository, question: Question, place: GuideState) -> GuideView:
    """The step at `place`; nothing of the other steps is computed."""
    step = place.at
    live = LIVE[step.key](repository, question, place)
    text = plain_numbers(step.key, question.lang)
    if step.key == "train":
        text = training_numbers(repository)
    if step.key == "findings":
        text = finding_numbers(repository.classifier(SHIPPED).digest, question.lang)
    if isinstance(live, NormView):
        ends = (*live.reach("before"), *live.reach("after"))
        figures = (f"{end:.1f}".replace("-", "−") for end in ends)
        text = dict(zip(("low", "high", "after_low", "after_high"), figures, strict=True))
    quiz = text if step.key == "findings" else question_numbers(step.key)
    return GuideView(place, live, text, quiz, {slip: slip_numbers(slip) for slip in step.slips})
