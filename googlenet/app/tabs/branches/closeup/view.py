"""What the close-up of a channel shows, computed: levels of the branch, exemplars, effective field, synthetic image."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from googlenet.app.kit.job import JobSlot
from googlenet.app.shell.answer import picture_of
from googlenet.app.shell.question import Question, replace
from googlenet.app.tabs.branches.closeup.html import (
    MOST_OWN,
    EffectiveView,
    ExemplarsView,
    ExemplarView,
    LevelsView,
    MadeView,
    SynthesisView,
)
from googlenet.app.tabs.branches.view import Unit, heat_of, kept, marked_cell, observed, opened_unit
from googlenet.common.errors import BadImage, UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from PIL import Image

    from googlenet.app.shell.repository import Repository
    from googlenet.app.tabs.branches.state import Selection
    from googlenet.inspection.exemplars import Exemplar, Exemplars
    from googlenet.inspection.feature_visualization import FeatureStep

BINS = 24
PAGE_IMAGES = 1000  # that the page searches for a network whose exemplars are not kept
FIELD_PX = 224  # side of the field's sprite
HELD = 0.95  # of the gradient, given as an area

Favourite = tuple[str, str, str, int | None]  # weights, block, branch, channel; None: the whole branch


@dataclass
class CloseupSession:
    """A visitor's own. Several events share it.

    Attributes:
        is_field_shown: whether the effective receptive field is wanted.
        searching: the search for exemplars.
        found: digest of weights -> what was found.
        pictures: digest of weights -> (name, data URI) of the visitor's own images, where those were searched.
        made: what was synthesized, with the objective that it began with; the oldest goes first.
        making, making_what: the synthesis, and of what.
        shown: the latest question and selection: work that began under others draws for these.
    """

    is_field_shown: bool = False
    searching: JobSlot = field(default_factory=JobSlot)
    found: dict[str, Exemplars] = field(default_factory=dict)
    pictures: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    made: dict[Favourite, tuple[float, FeatureStep]] = field(default_factory=dict)
    making: JobSlot = field(default_factory=JobSlot)
    making_what: Favourite | None = None
    shown: tuple[Question, Selection] | None = None
    MOST_MADE = 12

    def keep(self, favourite: Favourite, step: FeatureStep) -> None:
        """Notes how far a synthetic image is."""
        first = step.objective if step.step == 0 else self.made[favourite][0]
        self.made[favourite] = first, step
        while len(self.made) > self.MOST_MADE:
            del self.made[next(iter(self.made))]


def levels_view(
    repository: Repository, question: Question, selection: Selection, session: CloseupSession
) -> LevelsView:
    """How strong the branch's cells are, and how many of its channels are dead."""
    import numpy as np

    block, branch = selection.opened
    output = observed(repository, question, selection).maps[block][branch]
    peak, active = float(output.max()), output[output > 0]
    counts = np.histogram(active, BINS, (0, peak))[0] if peak > 0 else np.zeros(BINS, int)
    known = exemplars_of(repository, question, session)
    return LevelsView(
        path=selection.opened,
        width=len(output),
        is_off=selection.opened in selection.off,
        counts=tuple(counts.tolist()),
        peak=peak,
        zero=1 - active.size / output.size,
        never=len(known.never_active(block, branch)) if known and known.dataset else None,
        searched=known.searched if known else 0,
    )


def exemplars_of(repository: Repository, question: Question, session: CloseupSession) -> Exemplars | None:
    """What is known of the weights: stored beside them, or searched for on the page."""
    from googlenet.inspection.exemplars import stored_exemplars

    classifier = repository.classifier(question.classifier)
    stored = repository.remember("stored exemplars", _without_picture(question), lambda: stored_exemplars(classifier))
    return stored if stored and stored.dataset else session.found.get(classifier.digest)


def _without_picture(question: Question) -> Question:
    """The question with the weights alone: what holds for every picture is remembered under it."""
    return replace(question, picture="", target=None, prepare=True)


def search(repository: Repository, question: Question, session: CloseupSession, progress: object) -> None:
    """Searches `PAGE_IMAGES` of the sample and notes what is found."""
    from googlenet.inspection.exemplars import find_exemplars

    classifier = repository.classifier(question.classifier)
    session.found[classifier.digest] = repository.remember(
        "exemplars", _without_picture(question), lambda: find_exemplars(classifier, PAGE_IMAGES, progress=progress)
    )


def search_own(
    repository: Repository, question: Question, session: CloseupSession, files: Sequence[str], progress: object
) -> None:
    """Searches a visitor's image files, `MOST_OWN` of them at most; what is no image is passed over.

    Raises:
        UserError: there is no image among them.
    """
    import torch

    from googlenet.data import images
    from googlenet.data.dataset import Images
    from googlenet.inspection.exemplars import find_exemplars

    classifier, seen, listed = repository.classifier(question.classifier), [], []
    preprocess = classifier.preprocess
    for file in map(Path, files[:MOST_OWN]):
        try:
            pixels = images.to_pixels(images.open_image(file), preprocess, prepare=False)
        except BadImage:
            continue
        seen.append(pixels)
        listed.append((file.name, jpeg_uri(images.preprocessed_image(pixels, preprocess))))
    if not seen:
        raise UserError("exemplars.no_own")
    own = Images(torch.stack(seen), torch.zeros(len(seen), dtype=torch.long))
    found = find_exemplars(classifier, own, progress=progress)
    session.found[classifier.digest], session.pictures[classifier.digest] = found, tuple(listed)


def jpeg_uri(picture: Image.Image) -> str:
    """A small data URI: a visitor keeps many."""
    from googlenet.data.sprites import data_uri

    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=85)
    return data_uri(buffer.getvalue(), "image/jpeg")


def exemplars_view(
    repository: Repository, question: Question, selection: Selection, session: CloseupSession
) -> ExemplarsView:
    """The images that excite the channel that is opened."""
    from googlenet.inspection.exemplars import takes_sample

    classifier, unit = repository.classifier(question.classifier), opened_unit(repository, question, selection)
    known = exemplars_of(repository, question, session)
    examples, own = (), session.pictures.get(classifier.digest)
    if known and own and not known.dataset:
        examples = tuple(_example(repository, question, unit, one, *own[one.image][::-1]) for one in known.of(*unit))
    elif known:
        find = partial(_examples, repository, question, known, unit)
        examples = repository.remember("examples", _without_picture(question), find, known.searched, unit)
    return ExemplarsView(
        path=unit[:2],
        channel=unit[2],
        is_known=known is not None,
        is_searchable=takes_sample(classifier),
        is_own=known is not None and not known.dataset,
        progress=session.searching.done,
        offered=PAGE_IMAGES,
        searched=known.searched if known else 0,
        size_px=classifier.preprocess.size_px,
        examples=examples,
    )


def _examples(repository: Repository, question: Question, known: Exemplars, unit: Unit) -> tuple[ExemplarView, ...]:
    from googlenet.data import images
    from googlenet.inspection.exemplars import sample_images

    classifier, sample = repository.classifier(question.classifier), sample_images(known.searched)

    def example(one: Exemplar) -> ExemplarView:
        from PIL import Image

        picture = images.picture_uri(Image.fromarray(sample.pixels[one.image, 0].numpy()))
        label = classifier.classes[int(sample.labels[one.image])]
        return _example(repository, question, unit, one, picture, label)

    return tuple(map(example, known.of(*unit)))


def _example(
    repository: Repository, question: Question, unit: Unit, one: Exemplar, picture: str, label: str
) -> ExemplarView:
    seen = _inside(repository, question, unit, one.row, one.column)
    return ExemplarView(picture, one.image, label, one.value, (one.row, one.column), seen)


def _inside(repository: Repository, question: Question, unit: Unit, row: int, column: int) -> tuple[int, int, int, int]:
    """(top, left, bottom, right) of what a cell sees, within the image."""
    from googlenet.inspection.receptive_field import receptive_field

    classifier = repository.classifier(question.classifier)
    size_px = classifier.preprocess.size_px
    seen = receptive_field(classifier.card.spec, *unit[:2], row=row, column=column, size_px=size_px).clipped
    return seen.top, seen.left, seen.bottom, seen.right


def effective_view(
    repository: Repository, question: Question, selection: Selection, session: CloseupSession
) -> EffectiveView:
    """The gradient of the marked cell, where it is wanted."""
    import numpy as np

    from googlenet.inspection.effective_field import area_of_weight

    unit = opened_unit(repository, question, selection)
    output = observed(repository, question, selection).maps[unit[0]][unit[1]][unit[2]]
    cell = marked_cell(selection, output)
    size_px = repository.classifier(question.classifier).preprocess.size_px
    view = EffectiveView(unit[1], unit[2], session.is_field_shown, float(output[cell]) > 0, size_px)
    if not (view.is_shown and view.is_active):
        return view
    field = effective_field(repository, question, selection, unit, cell)
    inside = _inside(repository, question, unit, *cell)
    area = (inside[2] - inside[0]) * (inside[3] - inside[1])
    scaled = field / max(float(np.quantile(field, 0.999)), 1e-12)
    return replace(
        view,
        picture=picture_of(repository, question),
        heat=heat_of(scaled, unit[1], FIELD_PX),
        inside=inside,
        held=area_of_weight(field, HELD) / area,
    )


def effective_field(
    repository: Repository, question: Question, selection: Selection, unit: Unit, cell: tuple[int, int]
) -> np.ndarray:
    """(H, W) at the network's input size."""
    from googlenet.inspection.effective_field import effective_receptive_field

    place = dict(zip(("block", "branch", "channel", "row", "column"), (*unit, *cell), strict=True))
    find, question = partial(effective_receptive_field, **place), replace(question, target=None)
    return kept("effective", find, repository, question, selection, unit, cell)


def favourite_of(repository: Repository, question: Question, unit: Unit, *, is_path: bool) -> Favourite:
    """The name of what is synthesized."""
    digest = repository.classifier(question.classifier).digest
    return digest, unit[0], unit[1], None if is_path else unit[2]


def synthesis_view(
    repository: Repository, question: Question, selection: Selection, session: CloseupSession, problem: str = ""
) -> SynthesisView:
    """The synthetic images of the channel and of its branch, as far as they are."""
    from googlenet.data import images

    unit, listed = opened_unit(repository, question, selection), []
    for is_path in (False, True):
        favourite = favourite_of(repository, question, unit, is_path=is_path)
        first, step = session.made.get(favourite, (0.0, None))
        is_busy = session.making.is_busy and session.making_what == favourite
        image = images.picture_uri(as_picture(step)) if step else ""
        done = (step.step, step.steps) if step else (0, 0)
        listed.append(MadeView(is_path, is_busy, image, done, (first, step.objective if step else 0.0)))
    return SynthesisView(unit[:2], unit[2], tuple(listed), problem)


def as_picture(step: FeatureStep) -> object:
    """A synthetic image as PIL's."""
    from PIL import Image

    return Image.fromarray(step.image)
