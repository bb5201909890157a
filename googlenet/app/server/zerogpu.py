"""ZeroGPU, Hugging Face's shared GPUs: explanations run on one that is lent for a call; everywhere else right here.

There each call is a process of its own: what it is given and gives back is pickled, and no module remembers anything.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from googlenet.app.shell.events import LONG
from googlenet.common.errors import UserError

if TYPE_CHECKING:
    from gradio.events import Dependency

    from googlenet.app.shell.question import Question
    from googlenet.app.shell.runs import Runs
    from googlenet.networks.classifier import Classifier

Result = TypeVar("Result")
IS_ZERO = bool(os.environ.get("SPACES_ZERO_GPU"))
SECONDS = 60  # of a GPU, at most; a shorter one waits less


def explain(function: Callable[..., Result], classifier: "Classifier", *arguments: object, **more: object) -> Result:
    """`function(classifier, *arguments, **more)`, where there is a GPU to lend on that one.

    A lent GPU reports no progress; it is through in seconds.
    """
    if IS_ZERO:
        return _on_lent_gpu(function, classifier, *arguments, **more | {"progress": None})
    return function(classifier, *arguments, **more)


def _on_lent_gpu(
    function: Callable[..., Result], classifier: "Classifier", *arguments: object, **more: object
) -> Result:
    import torch

    from googlenet.networks.devices import LENT, keep_float32

    device = torch.device(LENT if torch.cuda.is_available() else "cpu")
    keep_float32(device)
    moved = replace(classifier, network=classifier.network.to(device), device=device)
    return function(moved, *arguments, **more)


def train_on(event: "Dependency", inputs: list, runs: "Runs") -> None:
    """After `event`, trains the run that the visitor follows where it waits for a lent GPU: slice after slice.

    It ends when the page is closed; the run has its checkpoint and goes on when somebody presses Resume.

    Args:
        event: a press of Start or Resume.
        inputs: the question, and which run is followed.
        runs: of this machine.
    """

    def go(question: "Question", following: object) -> Iterator[None]:
        yield from _slices(runs, question, following)

    if IS_ZERO:
        event.success(go, inputs, None, **LONG)


def _slices(runs: "Runs", question: "Question", following: object) -> Iterator[None]:
    from googlenet.training.lent_gpu import SLICE_SECONDS, in_slices

    try:
        run = runs.of(question.owner).mine(following.run)
    except UserError:  # the one that ships, another's, or none
        return
    for _ in in_slices(run, spaces.GPU(duration=round(SLICE_SECONDS))):
        yield


if IS_ZERO:
    import spaces

    _on_lent_gpu = spaces.GPU(duration=SECONDS)(_on_lent_gpu)
