"""What the form of the next run describes, as a configuration. Knows nothing of Gradio."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from googlenet.app.shell.access import check_data
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.runs import Runs
from googlenet.app.tabs.train.own_pictures.view import start_of
from googlenet.common.errors import UserError
from googlenet.text import say

if TYPE_CHECKING:
    from googlenet.networks.spec import Spec
    from googlenet.training.config import TrainConfig

FIELDS = {
    "epochs": "train.epochs",
    "image_size": "train.size",
    "batch_size": "train.batch",
    "learning_rate": "train.peak",
    "validation_images": "pictures.held_out_images",
}


def checked_values(repository: Repository, runs: Runs, question: Question, values: tuple) -> tuple:
    """The form's values as `form_config` takes them.

    Args:
        values: of recipe, epochs, size, batch, learning rate, data, start, freeze, held-out images.
    Raises:
        UserError: the data or the weights to start from are not there, or another's.
    """
    *fields, data, start, freeze, held_out = values
    check_data(data or "", question.owner)
    init_from = start_of(repository, runs.of(question.owner), start or "")
    return *fields, data or None, init_from, freeze or None, held_out or 0


def form_config(
    lang: str,
    recipe: str,
    epochs: int | None = None,
    image_size: int | None = None,
    batch_size: int | None = None,
    learning_rate: float | None = None,
    dataset: str | None = None,
    init_from: str | None = None,
    freeze_until: str | None = None,
    validation_images: int = 0,
    *,
    model: "Spec | None" = None,
) -> "TrainConfig":
    """What the form describes; an empty field is the recipe's, and so is the network unless one was designed or begun.

    Args:
        recipe: its name, or a preset's.
    Raises:
        UserError: a value does not fit; it names the field as the visitor sees it.
    """
    from googlenet.study.presets import settings
    from googlenet.training.config import TrainConfig

    given = {
        "model": model,
        "epochs": epochs,
        "image_size": image_size,
        "batch_size": batch_size,
        "learning_rate": learning_rate,
        "dataset": dataset,
        "init_from": init_from,
        "freeze_until": freeze_until,
        "validation_images": validation_images,
    }
    with fields_named(lang):
        chosen = {field: value for field, value in given.items() if value is not None}
        return TrainConfig(**settings(str(recipe), dataset) | chosen)


@contextmanager
def fields_named(lang: str) -> Iterator[None]:
    """Makes a refusal within name the form's field as the visitor sees it."""
    try:
        yield
    except UserError as error:
        field = error.values.get("field")
        label = {"field": say(FIELDS[field], lang)} if field in FIELDS else {}
        raise UserError(error.key, **error.values | label) from None


def recipe_fields(recipe: str) -> tuple:
    """Epochs, size, batch and learning rate of a recipe."""
    config = form_config("en", recipe)
    return config.epochs, config.image_size, config.batch_size, config.learning_rate
