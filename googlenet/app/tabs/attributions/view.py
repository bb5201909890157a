"""From a method's maps to what its place shows."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from googlenet.app.server.zerogpu import explain
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.app.tabs.attributions.html import FULL_PERCENT, MethodView
from googlenet.app.tabs.attributions.snippets import snippet
from googlenet.app.tabs.attributions.state import AttributionsSession, Task
from googlenet.common.palette import AGAINST, FOR, NO_NAMES, Names
from googlenet.inspection.methods import BASELINES, METHODS

if TYPE_CHECKING:
    import numpy as np

    from googlenet.common.results import Attribution

MAP_PX, TILE_PX = 224, 56


def method_view(
    task: Task,
    found: "dict[str | None, Attribution]",
    branch: str | None,
    label: str,
    picture: str,
    session: AttributionsSession,
    *,
    subject: str = "",
    names: Names = NO_NAMES,
) -> MethodView:
    """What the page shows of `found`; notes the map's strengths in the visitor's session.

    Args:
        found: the whole map under None, and each branch's where the method explains a block.
        branch: the branch to show, where there is one.
        label, picture, subject, names: as in `MethodView`.
    """
    import numpy as np

    from googlenet.data.sprites import data_uri
    from googlenet.inspection.similarity import strength

    branches = [name for name in found if name is not None]
    shown = found[branch if branch in branches else None]
    session.strengths[task] = strength(found[None].map)
    tiles = drawn(task, np.stack([found[name].map for name in branches]), TILE_PX) if branches else b""
    return MethodView(
        task=task,
        label=label,
        branch=shown.branch,
        picture=picture,
        heat=data_uri(drawn(task, shown.map[None], MAP_PX)),
        tiles=data_uri(tiles) if tiles else "",
        branches=tuple(branches),
        cells=shown.map.shape,
        patch_px=_patch_px(task, shown.map.shape[-1]),
        seconds=shown.seconds,
        relative_error=shown.relative_delta,
        sampling_error=shown.sampling_error,
        is_rough=shown.is_rough,
        full=float(full_strength(task, shown.map)),
        subject=subject,
        names=names,
        code=snippet(task, shown),
    )


def drawn(task: Task, maps: "np.ndarray", side_px: int) -> bytes:
    """A column of tiles on one scale; a block's single map is smoothed, all else is as sharp as it is."""
    from googlenet.data.sprites import heat_tiles, signed_tiles

    row, full = METHODS[task.method], full_strength(task, maps)
    scaled = (maps / full).clip(-1, 1) if full else maps
    layout = {"columns": 1, "tile_px": side_px, "smooth": row.is_per_branch and len(maps) == 1}
    if task.is_signed:
        return signed_tiles(scaled, positive=FOR, negative=AGAINST, **layout)
    return heat_tiles(scaled, ["#000000"] * len(maps), **layout)


def full_strength(task: Task, maps: "np.ndarray") -> float:
    """The strength that is drawn full: a map's largest, of single pixels that which few exceed."""
    import numpy as np

    row = METHODS[task.method]
    is_pixels = not row.is_per_branch and row.family != "cover"
    sizes = np.abs(maps)
    return float(np.percentile(sizes, 100 - FULL_PERCENT) if is_pixels else sizes.max())


def _patch_px(task: Task, side_px: int) -> int | None:
    window = dict(task.values).get("window")
    return round(window * side_px) if window else None


def agreement(session: AttributionsSession) -> dict[tuple[Task, Task], float]:
    """The similarity of every two maps of the session that need not be alike.

    Left out are methods of one family, and two methods of one block: those see the same cells.
    """
    order = {task: place for place, task in enumerate(session.request.tasks)} if session.request else {}
    # As they stand on the page, not as they came; other events may add to them meanwhile.
    strengths = dict(sorted(session.strengths.items(), key=lambda one: order.get(one[0], len(order))))
    if len(strengths) < 2:
        return {}
    from googlenet.inspection.similarity import similarities

    return {pair: value for pair, value in similarities(strengths).items() if _is_telling(*pair)}


def _is_telling(one: Task, other: Task) -> bool:
    rows = METHODS[one.method], METHODS[other.method]
    return rows[0].family != rows[1].family and not (one.block and one.block == other.block)


def find_maps(
    repository: Repository, task: Task, progress: Callable[[int, int], None]
) -> "dict[str | None, Attribution]":
    """The maps of a method: of the whole under None, and of each branch where it explains a block."""
    from googlenet.inspection.attribution import attribute, attribute_paths

    question, row = task.question, METHODS[task.method]
    inputs = (repository.classifier(question.classifier), repository.picture(question), question.target, task.method)
    more = {"baseline": task.baseline or BASELINES[0], "prepare": question.prepare, "progress": progress}
    more |= dict(task.values) | {"block": task.block}
    if not row.is_per_branch:
        return {None: explain(attribute, *inputs, **more)}
    is_positive = bool(row.fill(dict(task.values)).get("relu"))
    branches = explain(attribute_paths, *inputs, **more | ({"relu": False} if is_positive else {}))
    first, *_ = branches.values()
    found = {None: replace(first, branch=None, map=sum(one.map for one in branches.values())), **branches}
    return {name: _positive(one) for name, one in found.items()} if is_positive else found


def _positive(one: "Attribution") -> "Attribution":
    """What speaks for the class, taken after all of it is added up: Grad-CAM's ReLU."""
    return replace(one, map=one.map.clip(0), parameters=one.parameters | {"relu": True})


def passing_methods(repository: Repository, question: Question) -> frozenset[str] | None:
    """The methods that are known to pass both sanity checks with these weights; None where nothing is known."""
    from googlenet.inspection.benchmark import stored_benchmark
    from googlenet.inspection.sanity_checks import sanity_checks

    def compute() -> frozenset[str] | None:
        found = stored_benchmark(repository.classifier(question.classifier))
        if not found:
            return None
        return frozenset(
            one.method for one in sanity_checks(found).values() if one.randomization == one.order == "pass"
        )

    return repository.remember("passing", replace(question, picture="", target=None), compute)
