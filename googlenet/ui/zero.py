"""ZeroGPU, Hugging Face's shared GPUs: explanations run on one that is lent for a call; everywhere else right here.

There each call is a process of its own: what it is given and gives back is pickled, and no module remembers anything.
"""

import os
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from googlenet.zoo import Classifier

IS_ZERO = bool(os.environ.get("SPACES_ZERO_GPU"))
SECONDS = 60  # of a GPU, at most; a shorter one waits less


def explain(function: str, classifier: "Classifier", *asked: object, **more: object) -> object:
    """`inspection.attribution`'s `attribute` or `attribute_paths`, where there is a GPU to lend on that one.

    A lent GPU reports no progress; it is through in seconds.
    """
    if IS_ZERO:
        return _on_lent_gpu(function, classifier, *asked, **more | {"progress": None})
    return _explain(function, classifier, *asked, **more)


def _explain(function: str, classifier: "Classifier", *asked: object, **more: object) -> object:
    from googlenet.inspection import attribution

    return getattr(attribution, function)(classifier, *asked, **more)


def _on_lent_gpu(function: str, classifier: "Classifier", *asked: object, **more: object) -> object:
    import torch

    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    moved = replace(classifier, network=classifier.network.to(device), device=device)
    return _explain(function, moved, *asked, **more)


if IS_ZERO:
    import spaces

    _on_lent_gpu = spaces.GPU(duration=SECONDS)(_on_lent_gpu)
