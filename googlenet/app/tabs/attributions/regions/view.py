"""Regions of one's own, computed: what the browser drew, checked, and what each region is worth."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from googlenet.app.kit.job import JobSlot
from googlenet.app.shell.question import replace
from googlenet.app.tabs.attributions.regions.html import BASELINES
from googlenet.common.errors import UserError
from googlenet.inspection.records import MOST_POINTS, MOST_REGIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from googlenet.app.shell.question import Question
    from googlenet.app.shell.repository import Repository
    from googlenet.inspection.records import Regions

Outlines = tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True)
class FoundRegions:
    """What was found: of which question, without its language, and of which regions."""

    question: Question
    outlines: Outlines
    values: Regions


@dataclass
class RegionsSession:
    """A visitor's own: the work that goes on, and what was found last."""

    slot: JobSlot = field(default_factory=JobSlot)
    found: FoundRegions | None = None

    def of(self, question: Question) -> FoundRegions | None:
        """What was found of `question`, in whatever language."""
        return self.found if self.found and self.found.question == replace(question, lang="") else None


def outlines_of(message: Mapping) -> tuple[Outlines, str]:
    """The outlines and the baseline in what the browser reports, which may be anything.

    Raises:
        UserError: there is no region, or what is there is none.
    """
    given, baseline = message.get("outlines"), message.get("baseline")
    listed = [points for points in given if isinstance(points, list)] if isinstance(given, list) else []
    points = [one for points in listed for one in points]
    is_sound = all(isinstance(one, list) and len(one) == 2 and all(map(_is_fraction, one)) for one in points)
    if not (is_sound and 0 < len(listed) <= MOST_REGIONS and 2 * len(listed) <= len(points) <= MOST_POINTS):
        raise UserError("regions.none")
    return tuple(tuple(map(tuple, one)) for one in listed), baseline if baseline in BASELINES else BASELINES[0]


def _is_fraction(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1


def find(
    repository: Repository, question: Question, outlines: Outlines, baseline: str, progress: Callable[[int, int], None]
) -> Regions:
    """What each region is worth, kept for the next time.

    Raises:
        UserError: a region is empty.
    """
    from googlenet.app.server.zerogpu import explain
    from googlenet.inspection.regions import outlined, regions

    def compute() -> Regions:
        classifier, picture = repository.classifier(question.classifier), repository.picture(question)
        masks = outlined(outlines, classifier.preprocess.size_px)
        more = {"baseline": baseline, "prepare": question.prepare, "progress": progress}
        return explain(regions, classifier, picture, masks, question.target, **more)

    return repository.remember("regions", replace(question, lang=""), compute, outlines, baseline)
