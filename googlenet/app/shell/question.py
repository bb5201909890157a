"""What a visitor is asking: all that the tabs share."""

from dataclasses import dataclass, replace

__all__ = ["Question", "replace"]


@dataclass(frozen=True)
class Question:
    """One image, one network, one class.

    Attributes:
        picture: "example:NAME", or the id of an upload; see `Pictures`.
        classifier: name of shipped weights, or "run:NAME"; see `Answers.classifier`.
        target: class index to explain; None: the predicted class.
        prepare: whether a photo is prepared for the network (grey, light ground inverted, centred).
        lang: "en" or "zh".
        owner: the browser's token, see `googlenet.common.owners`; "" where there is none.
    """

    picture: str
    classifier: str
    target: int | None = None
    prepare: bool = True
    lang: str = "en"
    owner: str = ""
