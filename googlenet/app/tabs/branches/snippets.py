"""Python that computes what the tab shows: the map, the opened channel, its arithmetic, accuracies without a branch."""

from googlenet.app.kit.map import path_name
from googlenet.app.shell.naming import names_of
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.snippets import notebook_call
from googlenet.app.shell.tab import NotebookPart
from googlenet.app.tabs.branches.closeup.cell_view import worked_view
from googlenet.app.tabs.branches.state import FILLS, Selection
from googlenet.app.tabs.branches.view import channel_view, settled, sheet_view
from googlenet.app.tabs.branches.worth.view import importance_of
from googlenet.text import say

MAP = """\
for index, probability in zip(observation.prediction.indices[:3], observation.prediction.probabilities):
    print(f"{classifier.classes[index]}: {probability:.6f}")
for block, branches in observation.maps.items():
    for branch, share in googlenet.energy_shares(branches).items():
        print(f"{block} {branch}: {share:.6f}")
rows = max(map(len, observation.maps.values()))
figure, places = plt.subplots(rows, len(observation.maps), figsize=(16, 2 * rows), squeeze=False)
for place in places.flat:
    place.axis("off")
for column, (block, branches) in enumerate(observation.maps.items()):
    for place, (branch, activations) in zip(places[:, column], branches.items()):
        place.imshow(activations.mean(axis=0))
        place.set_title(f"{block} {branch}", fontsize=7)
"""
CHANNEL = """\
activations = observation.maps[block][branch]
print(f"active channels: {(activations.max(axis=(1, 2)) > 0).sum()}")
for one in strongest:
    print(f"channel {one}: {measure(activations[one]):.6f}")
plt.imshow(activations[channel])
plt.colorbar()
"""
PLACE = """\
print(f"cell: {activations[channel, row, column]:.6f}")
spec, size_px = classifier.card.spec, classifier.preprocess.size_px
field = googlenet.receptive_field(spec, block, branch, row=row, column=column, size_px=size_px)
print(f"receptive field: {field.clipped}")
plt.plot(column, row, "s", color="white", fillstyle="none")
"""
WORKED = """\
for part in cell.parts:
    print(f"input channel {part.channel}: {part.sum:.6f}")
print(f"other input channels: {cell.rest:.6f}")
print(f"bias: {cell.bias:.6f}")
print(f"scale: {cell.scale:.6f}")
print(f"shift: {cell.shift:.6f}")
print(f"value: {cell.value:.6f}")
plt.bar([*(str(part.channel) for part in cell.parts), "others"], [*(part.sum for part in cell.parts), cell.rest])
plt.xlabel("input channel")
"""
WORTH = """\
print(f"all branches: {found.correct / found.images:.6f}")
drops = {f"{block} {branch}": found.drop(block, branch) for block in found.lost for branch in found.lost[block]}
for name, drop in drops.items():
    print(f"without {name}: {drop:.6f}")
plt.figure(figsize=(5, 9))
plt.barh(list(drops), list(drops.values()))
plt.gca().invert_yaxis()
plt.xlabel("accuracy lost")
"""
# `googlenet.path_importance` measures it again, which takes long.
RECORD = (
    "from googlenet.inspection.importance import stored_importance\n\nfound = stored_importance(classifier, {!r})\n"
)
SHEET = 12  # channels of the sheet whose values are printed


def notebook(repository: Repository, question: Question, selection: Selection, _session: object) -> list[NotebookPart]:
    """Map, opened channel, its arithmetic where it is open, and the records that lie beside the weights."""
    lang, selection = question.lang, settled(repository, question, selection)
    off, fill = selection.off_by_block(), selection.fill if selection.off_by_block() else None
    seen = notebook_call("observation", "observe_without", off, fill=fill)
    parts = [NotebookPart(say("section.branches.map", lang), seen + MAP)]
    parts.append(_opened(repository, question, selection))
    worked = worked_view(repository, question, selection)
    if one := worked.chosen:
        is_last = one.layer == dict(worked.trails)[one.branch][-1].cell.layer
        where = {"block": one.block, "branch": one.branch, "layer": None if is_last else one.layer}
        where |= {"channel": one.channel, "row": one.row, "column": one.column}
        parts.append(
            NotebookPart(
                say("cell.show", lang), notebook_call("cell", "cell", **where, off=off or None, fill=fill) + WORKED
            )
        )
    for fill in FILLS:
        if importance_of(repository, question, fill):
            words = f"{say('section.branches.worth', lang)} · {say(f'paths.fill.{fill}', lang)}"
            parts.append(NotebookPart(words, RECORD.format(fill) + WORTH))
    return parts


def _opened(repository: Repository, question: Question, selection: Selection) -> NotebookPart:
    sheet, view = sheet_view(repository, question, selection), channel_view(repository, question, selection)
    unit = *selection.opened, view.channel
    code = f"block, branch, channel = {', '.join(map(repr, unit))}\n"
    code += f"measure, strongest = np.{'max' if selection.sort == 'max' else 'mean'}, {sheet.order[:SHEET]}\n{CHANNEL}"
    code += f"row, column = {view.cell[0]}, {view.cell[1]}\n{PLACE}" if view.cell else ""
    return NotebookPart(path_name(unit, names_of(repository, question)), code)
