"""What stands below the network map, computed: the opened branch in its network, the two tables of all branches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from googlenet.app.shell.naming import names_of
from googlenet.app.shell.question import Question, replace
from googlenet.app.tabs.branches.view import observed, opened_unit
from googlenet.app.tabs.branches.worth.html import BranchView, Trait, Worth, WorthView
from googlenet.inspection.records import MOST_Q

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from googlenet.app.kit.map import PathId
    from googlenet.app.shell.repository import Repository
    from googlenet.app.tabs.branches.state import Selection
    from googlenet.inspection.records import Flow, Importance, Specialization

IMAGES = 500  # that a measurement asks for, unless the visitor says otherwise


def branch_view(repository: Repository, question: Question, selection: Selection) -> BranchView:
    """The opened branch: where its input comes from, what is known of it."""
    unit, flow = opened_unit(repository, question, selection), flow_of(repository, question, selection)
    found, traits = importance_of(repository, question, selection.fill), specialization_of(repository, question)
    known = None if traits is None else _traits(*traits)[selection.opened]
    return BranchView(
        path=selection.opened,
        channel=unit[2],
        is_channel_off=unit in selection.channels_off,
        fill=selection.fill,
        source=flow.source,
        shares=flow.shares,
        channels=flow.channels,
        worth=None if found is None else _worth(found)[selection.opened],
        traits=None if known is None else tuple(one for one in known if one.q < MOST_Q),
        names=names_of(repository, question),
    )


def flow_of(repository: Repository, question: Question, selection: Selection) -> Flow:
    """Where the opened branch's input comes from."""
    from googlenet.inspection.flow import flows_seen

    block, branch = selection.opened

    def compute() -> dict[str, Flow]:
        maps = observed(repository, question, selection).maps
        return flows_seen(repository.classifier(question.classifier), maps, block)

    return repository.remember("flow", replace(question, target=None), compute, selection.silenced, block)[branch]


def find_means(repository: Repository, question: Question, progress: Callable[[int, int], None]) -> None:
    """Computes the channels' means, so that the next answers have them."""
    from googlenet.inspection.ablation import means_for

    means_for(repository.classifier(question.classifier), "mean", progress=progress)


def importance_of(repository: Repository, question: Question, fill: str) -> Importance | None:
    """The record that lies beside the question's weights."""
    from googlenet.inspection.importance import stored_importance

    return stored_importance(repository.classifier(question.classifier), fill)


def specialization_of(repository: Repository, question: Question) -> tuple[Specialization, list[Specialization]] | None:
    """The records that lie beside the question's weights: (trained, with random weights)."""
    from googlenet.inspection.specialization import stored_specialization

    return stored_specialization(repository.classifier(question.classifier))


def worth_view(
    repository: Repository,
    question: Question,
    fill: str,
    *,
    found: Importance | None,
    traits: tuple[Specialization, list[Specialization]] | None,
    wanted: int = IMAGES,
) -> WorthView:
    """Both tables."""
    network = repository.classifier(question.classifier).network
    return WorthView(
        paths={name: list(block.branches) for name, block in network.blocks.items()},
        fill=fill,
        accuracy=found.correct / found.images if found else None,
        worth=_worth(found) if found else {},
        images=found.images if found else 0,
        wanted=wanted,
        traits=None if traits is None else _traits(*traits),
        untrained=() if traits is None else tuple(len(one.found) for one in traits[1]),
        names=names_of(repository, question),
    )


def _worth(found: Importance) -> dict[PathId, Worth]:
    from googlenet.inspection.importance import interval

    return {
        (block, branch): Worth(found.drop(block, branch), *interval(found, block, branch), found.images)
        for block, branches in found.lost.items()
        for branch in branches
    }


def _traits(found: Specialization, controls: Sequence[Specialization]) -> dict[PathId, tuple[Trait, ...]]:
    shares, others = found.shares, [one.shares for one in controls]
    return {
        (one.block, one.branch): tuple(
            Trait(name, shares[key], test.p, test.q, tuple(other[key] for other in others))
            for name, test in one.tests.items()
            for key in [(one.block, one.branch, name)]
        )
        for one in found.paths
    }
