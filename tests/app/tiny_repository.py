"""What the tabs ask of `Repository`, by one small classifier and one picture."""

from pathlib import Path

from googlenet.inspection import cache
from googlenet.networks.spec import spec_to_dict


class TinyRepository:
    """Every question has the same picture; every name of weights is the same classifier."""

    def __init__(self, classifier, image, runs: Path | None = None):
        self._classifier, self._image, self.runs = classifier, image, runs

    def classifier(self, _name):
        return self._classifier

    def card(self, _name):
        return {"spec": spec_to_dict(self._classifier.network.spec)}

    def picture(self, _question):
        return self._image

    def remember(self, kind, question, compute, *more):
        key = (kind, question.classifier, question.picture, question.target, question.prepare, *more)
        return cache.CACHE.get(key, compute)
