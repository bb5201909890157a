"""Python that computes what the tab shows: the class probabilities, the score by branch, the class map."""

from googlenet.app.shell.answer import classify_view
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.snippets import notebook_call
from googlenet.app.shell.tab import NotebookPart
from googlenet.text import say

CLASSES = """\
likeliest = list(zip(prediction.indices, prediction.probabilities.tolist()))[:10]
for index, probability in likeliest:
    print(f"{classifier.classes[index]}: {probability:.6f}")
plt.barh([classifier.classes[index] for index, _ in likeliest], [probability for _, probability in likeliest])
plt.gca().invert_yaxis()
"""
SCORE = """\
terms = {"bias": evidence.bias, **evidence.terms}
for name, term in terms.items():
    print(f"{name}: {term:.6f}")
print(f"score: {evidence.logit:.6f}")
class_map = sum(evidence.maps.values())
figure, (bars, picture) = plt.subplots(1, 2, figsize=(9, 3))
bars.barh(list(terms), list(terms.values()))
bars.invert_yaxis()
bars.set_xlabel("logits")
picture.imshow(class_map, cmap="PuOr_r", vmin=-abs(class_map).max(), vmax=abs(class_map).max())
"""


def notebook(repository: Repository, question: Question, _state: object, _session: object) -> list[NotebookPart]:
    """Classes and score."""
    target, lang = classify_view(repository, question).target, question.lang
    return [
        NotebookPart(say("classify.sure", lang), notebook_call("prediction", "classify") + CLASSES),
        NotebookPart(say("classify.adds", lang), notebook_call("evidence", "branch_evidence", target=target) + SCORE),
    ]
