"""What a visitor is asking: all that the tabs share."""

from dataclasses import dataclass, replace

__all__ = ["Question", "replace"]


@dataclass(frozen=True)
class Drawn:
    """Where a visitor's drawing comes from.

    Attributes:
        picture: the drawing's id.
        original: id of the image that it was begun on.
        prepare: whether that one was prepared.
        earlier: ids of the drawings between them, the latest.
    """

    picture: str
    original: str
    prepare: bool
    earlier: tuple[str, ...] = ()


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
        drawn: of the latest drawing, which may not be `picture` any more.
    """

    picture: str
    classifier: str
    target: int | None = None
    prepare: bool = True
    lang: str = "en"
    owner: str = ""
    drawn: Drawn | None = None

    @property
    def is_drawing(self) -> bool:
        """Whether the picture is a drawing."""
        return self.drawn is not None and self.drawn.picture == self.picture

    @property
    def original(self) -> "Question":
        """The same of the image that the drawing was begun on; of no drawing: itself."""
        if not self.is_drawing:
            return self
        return replace(self, picture=self.drawn.original, prepare=self.drawn.prepare, drawn=None)

    @property
    def pictures(self) -> tuple[str, ...]:
        """Ids of the picture and of all that it was drawn on."""
        return (self.picture, *self.drawn.earlier, self.drawn.original) if self.is_drawing else (self.picture,)
