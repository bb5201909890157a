"""The labelled training images of a network, and their gradients: what several tabs explain answers and labels by."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from googlenet.app.kit.map import joined, share
from googlenet.app.shell.access import check_images
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import IMAGENET, UNTRAINED, Repository
from googlenet.study.label_noise import SCORES, label_noise
from googlenet.text import say

if TYPE_CHECKING:
    from PIL.Image import Image

    from googlenet.data.dataset import Dataset, Images
    from googlenet.inspection.training_gradients import TrainingGradients

MOST = 1000  # training images that are searched on demand
GARMENTS = "fashion_mnist"  # with its sample, which stands for all of it


def dataset_name(repository: Repository, name: str) -> str:
    """The data set that the classifier called `name` was trained on; "" where its images are not here: ImageNet's."""
    return "" if name in (*IMAGENET, *UNTRAINED) else str(repository.card(name)["config"].get("dataset") or "")


def labelled_images(repository: Repository, question: Question) -> "Dataset":
    """The data set of the question's network as the network takes it, kept; of Fashion-MNIST the sample.

    Raises:
        UserError: there is no such data set, it is missing, or another's.
    """
    from googlenet.data.dataset import ImportOptions, load_dataset, load_sample
    from googlenet.inspection.cache import CACHE

    name, classifier = dataset_name(repository, question.classifier), repository.classifier(question.classifier)
    check_images(name, question.owner)
    side = repository.card(question.classifier)["config"].get("image_size") or ImportOptions.side_px

    def load() -> "Dataset":
        is_sample = name.startswith(GARMENTS)
        found = load_sample() if is_sample else load_dataset(name, side, classifier.classes)
        return found.fitted(classifier.preprocess)

    return CACHE.get(("labelled images", name, side, classifier.preprocess, classifier.classes), load)


def known_gradients(repository: Repository, question: Question) -> "TrainingGradients | None":
    """The gradients of the network's training images, where they are stored or were computed; else None."""
    from googlenet.inspection.cache import CACHE
    from googlenet.inspection.training_gradients import stored_gradients

    if not dataset_name(repository, question.classifier):
        return None
    classifier = repository.classifier(question.classifier)
    stored = CACHE.get(("stored gradients", classifier.digest), lambda: stored_gradients(classifier))
    return stored or CACHE.peek(_key(repository, question))


def searched_images(repository: Repository, question: Question, found: "TrainingGradients") -> "Images":
    """The images that `found` is of, in order."""
    from googlenet.inspection.exemplars import spread

    return spread(labelled_images(repository, question).train, len(found.gradients.labels))


def find_gradients(
    repository: Repository, question: Question, progress: Callable[[int, int], None]
) -> "TrainingGradients":
    """The gradients of at most `MOST` of the network's training images, evenly spread, kept for the next time.

    Raises:
        UserError: as `labelled_images`.
    """
    from googlenet.inspection.cache import CACHE
    from googlenet.inspection.exemplars import spread
    from googlenet.inspection.training_gradients import training_gradients

    def compute() -> "TrainingGradients":
        dataset = labelled_images(repository, question)
        train = spread(dataset.train, MOST)
        return training_gradients(repository.classifier(question.classifier), train, dataset.test, progress)

    return CACHE.get(_key(repository, question), compute)


def picture_at(images: "Images", index: int) -> "Image":
    """Image `index` of a data set (PIL)."""
    from PIL import Image

    pixels = images[index : index + 1].pixels[0].permute(1, 2, 0).cpu().numpy()  # of a data set on disk, this one alone
    return Image.fromarray(pixels[..., 0] if pixels.shape[-1] == 1 else pixels)


def uri_at(images: "Images", index: int) -> str:
    """Image `index` of a data set as a data URI."""
    from googlenet.data.sprites import picture_uri

    return picture_uri(picture_at(images, index))


def experiment(lang: str) -> str:
    """What self-influence and loss were found to be good for, in sentences with the figures of the record."""
    found = label_noise()
    values = {score: share(found.precision[score][0]) for score in SCORES}
    verdict = ("tie", "more", "less")[found.sign]
    gaps = {"runs": found.runs, "flipped": share(found.share)}
    said = say("influence.experiment", lang, **values, **gaps), say(f"influence.experiment.{verdict}", lang)
    return joined(said, lang)


def _key(repository: Repository, question: Question) -> tuple:
    name, classifier = dataset_name(repository, question.classifier), repository.classifier(question.classifier)
    return "training gradients", classifier.digest, classifier.card.spec, classifier.preprocess, name
