"""Python that makes what the tab shows once more: each map, and the regions' values."""

from typing import TYPE_CHECKING

from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.snippets import Variable, call, file_of, notebook_call, opening
from googlenet.app.shell.tab import NotebookPart
from googlenet.app.tabs.attributions.html import FULL_PERCENT, method_name
from googlenet.app.tabs.attributions.state import AttributionsSession, Options, Task
from googlenet.inspection.methods import METHODS
from googlenet.text import say

if TYPE_CHECKING:
    from googlenet.common.results import Attribution

# Full color: see `view.full_strength`.
SHOW = """\
strength = np.abs(attribution.map)
print(f"sum: {attribution.map.sum():.6f}")
print(f"full color: {FULL:.6f}")
if attribution.relative_delta is not None:
    print(f"completeness error: {attribution.relative_delta:.6f}")
if attribution.sampling_error is not None:
    print(f"sampling error: {attribution.sampling_error:.6f}")
plt.imshow(attribution.map, cmap="PuOr_r", vmin=-strength.max(), vmax=strength.max())
plt.colorbar()
"""
REGIONS = """\
for place, (value, lost) in enumerate(zip(regions.values, regions.ablated), 1):
    print(f"region {place}: {value:.6f}")
    print(f"region {place} covered: {-lost:.6f}")
    for branch, parts in regions.by_branch.items():
        print(f"region {place} {branch}: {parts[place - 1]:.6f}")
print(f"sum: {sum(regions.values):.6f}")
plt.bar([str(place) for place in range(1, len(regions.values) + 1)], regions.values)
plt.ylabel("logits")
"""


def snippet(task: Task, attribution: "Attribution") -> str:
    """A few lines that give the same map, with all that it depends on; an upload is called "picture.png".

    Args:
        attribution: the answer, whose steps count, not those of the task.
    """
    question = task.question
    given = _given(task, attribution) | ({} if question.prepare else {"prepare": False})
    lines = call("attribution", "attribute", file_of(question), **given)
    return f"{opening(question)}{lines}attribution.map  # {attribution.map.shape}"


def _given(task: Task, attribution: "Attribution") -> dict[str, object]:
    given = {"target": attribution.target, "method": task.method, "block": attribution.block}
    return given | {"branch": attribution.branch, "baseline": attribution.baseline} | dict(attribution.parameters)


def notebook(
    repository: Repository, question: Question, _options: Options, session: AttributionsSession
) -> list[NotebookPart]:
    """The maps that were made for the question, and its regions' values."""
    from googlenet.app.tabs.attributions.report import made_maps

    parts = []
    for task, shown in made_maps(repository, question, session):
        row = METHODS[task.method]
        is_pixels = not row.is_per_branch and row.family != "cover"
        full = f"np.percentile(strength, {100 - FULL_PERCENT})" if is_pixels else "strength.max()"
        code = notebook_call("attribution", "attribute", **_given(task, shown)) + SHOW.replace("FULL", full)
        parts.append(NotebookPart(method_name(task, question.lang, shown.branch), code))
    found = session.regions.of(question)
    if found:
        masks = (
            f"masks = outlined({[list(map(list, one)) for one in found.outlines]!r}, classifier.preprocess.size_px)\n"
        )
        given = {"target": found.values.target, "baseline": found.values.baseline}
        code = f"from googlenet.inspection.regions import outlined\n\n{masks}"
        code += notebook_call("regions", "regions", Variable("masks"), **given) + REGIONS
        parts.append(NotebookPart(say("regions.title", question.lang), code))
    return parts
