"""The computations behind the section "Can it be trusted?"; knows nothing of Gradio."""

from typing import TYPE_CHECKING

from googlenet.app.shell.repository import Repository
from googlenet.app.tabs.attributions.state import Task
from googlenet.inspection.methods import BASELINES

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from googlenet.common.results import Faithfulness, Randomization

TILE_PX = 56


def find_curves(
    repository: Repository, task: Task, values: "np.ndarray", progress: "Callable[[int, int], None]"
) -> "Faithfulness":
    """Deletion, insertion and infidelity of the map `values`, (H, W)."""
    from googlenet.inspection.faithfulness import faithfulness

    question = task.question
    classifier, picture = repository.classifier(question.classifier), repository.picture(question)
    how = {"baseline": task.baseline or BASELINES[0], "prepare": question.prepare, "progress": progress}
    return faithfulness(classifier, picture, values, question.target, **how)


def find_forgetting(
    repository: Repository, task: Task, values: "np.ndarray", progress: "Callable[[int, int], None]"
) -> "tuple[Randomization, float]":
    """The map while the network forgets, and its max-sensitivity."""
    from googlenet.inspection.attribution import attribute
    from googlenet.inspection.faithfulness import max_sensitivity
    from googlenet.inspection.inference import classify, input_of
    from googlenet.inspection.randomization import randomization

    question = task.question
    classifier, picture = repository.classifier(question.classifier), repository.picture(question)
    x = input_of(classifier, picture, question.prepare).detach()
    goal = question.target
    if goal is None:
        goal = classify(classifier, picture, prepare=question.prepare).indices[0]
    place = {"method": task.method, "block": task.block, "baseline": task.baseline or BASELINES[0], **dict(task.values)}
    found = randomization(classifier, x, goal, known=values, progress=progress, **place)
    stop = progress and (lambda done, total: progress(total, total))  # only to hear of a stop

    def explain(given: object) -> "np.ndarray":
        return attribute(classifier, given, goal, progress=stop, **place).map

    return found, max_sensitivity(explain, x)


def tiles_of(found: "Randomization") -> list[str]:
    """A small picture of each map's strengths, on its own scale, as data URIs."""
    import numpy as np

    from googlenet.data.sprites import data_uri, heat_tiles
    from googlenet.inspection.similarity import strength

    tiles = []
    for values in found.maps:
        cells = strength(values)
        scaled = (cells / max(float(cells.max()), 1e-12))[None].astype(np.float32)
        tiles.append(data_uri(heat_tiles(scaled, ["#000000"], columns=1, tile_px=TILE_PX)))
    return tiles
