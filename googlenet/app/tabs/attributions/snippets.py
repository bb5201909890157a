"""Python that makes the map on the page once more."""

from typing import TYPE_CHECKING

from googlenet.app.shell.repository import RUNS
from googlenet.app.tabs.attributions.state import Task
from googlenet.data.examples import FOLDER, list_examples

if TYPE_CHECKING:
    from googlenet.common.results import Attribution

INDENT = "    "


def snippet(task: Task, attribution: "Attribution") -> str:
    """A few lines that give the same map, with all that it depends on; an upload is called "picture.png".

    Args:
        attribution: the answer, whose steps count, not those of the task.
    """
    question = task.question
    files = {f"example:{one.name}": f"assets/{FOLDER.name}/{one.path.name}" for one in list_examples()}
    picture = files.get(question.picture, "picture.png")
    weights = question.classifier
    weights = f"{RUNS.name}/{weights.removeprefix('run:')}" if weights.startswith("run:") else weights
    given = {"target": attribution.target, "method": task.method, "block": attribution.block}
    given |= {"branch": attribution.branch, "baseline": attribution.baseline}
    given |= {} if question.prepare else {"prepare": False}
    given |= dict(attribution.parameters)
    lines = [f"{INDENT}{key}={value!r}," for key, value in given.items() if value is not None]
    return "\n".join(
        [
            "import googlenet",
            "",
            f"classifier = googlenet.load_classifier({weights!r})",
            "attribution = googlenet.attribute(",
            f"{INDENT}classifier,",
            f"{INDENT}{picture!r},",
            *lines,
            ")",
            f"attribution.map  # {attribution.map.shape}",
        ]
    )
