"""The training images that speak most for an answer and most against it, computed for the page."""

from typing import TYPE_CHECKING

from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.training_images import searched_images, uri_at
from googlenet.app.tabs.classify.influence.html import InfluenceView, TrainingImage

if TYPE_CHECKING:
    from googlenet.inspection.records import Influence
    from googlenet.inspection.training_gradients import TrainingGradients


def influence_view(repository: Repository, question: Question, found: "TrainingGradients") -> InfluenceView:
    """The lists for the question's answer, by cosine and by product, kept for the next time."""
    from googlenet.inspection.influence import answer_gradients, ranked

    classifier, images = repository.classifier(question.classifier), searched_images(repository, question, found)
    classes, ranks = classifier.classes, found.gradients.self_influence.ranks

    def shown(one: "Influence") -> TrainingImage:
        names = classes[one.label], classes[one.predicted]
        return TrainingImage(one.image, *names, one.value, int(ranks[one.image]), uri_at(images, one.image))

    def compute() -> InfluenceView:
        picture = repository.picture(question)
        own = answer_gradients(classifier, picture, question.target, prepare=question.prepare)
        lists = [ranked(own, found.gradients, raw=raw) for raw in (False, True)]
        return InfluenceView(
            label=classes[lists[0].target],
            searched=lists[0].searched,
            lists=tuple(tuple(tuple(map(shown, side)) for side in (one.supporting, one.opposing)) for one in lists),
            answers=found.answers,
            overlaps=tuple(map(tuple, found.overlaps.tolist())),
        )

    return repository.remember("influence", question, compute, len(images))
