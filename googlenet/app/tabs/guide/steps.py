"""The Guide's steps, and where a visitor is among them. Plain tables and records; knows no Gradio and no torch."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from googlenet.app.kit.map import PathId
from googlenet.app.tabs.guide.numbers import FACTORS
from googlenet.common.json_values import parse_count
from googlenet.inspection.methods import GUIDE_METHODS

OPTIONS = ("a", "b", "c", "d")  # of a question


@dataclass(frozen=True)
class GuideStep:
    """One step of the Guide.

    Attributes:
        key: of its sentences, "guide.KEY…", and of its question's, "quiz.KEY…".
        right: the option that is right.
        options: how many there are.
        ways: keys of `guide_ways.WAYS`, to other tabs.
        slips: keys of the study notes' slips, which all stand in one place.
        is_wide: whether its live view takes the whole width.
    """

    key: str
    right: str
    ways: tuple[str, ...]
    slips: tuple[str, ...] = ()
    options: int = 4
    is_wide: bool = False


SLIPS = (
    "nin",
    "fractions",
    "ratios",
    "missing",
    "stem",
    "flatten",
    "macs",
    "order",
    "omitted",
    "fc",
    "loop",
    "modes",
    "averages",
    "running",
    "plot",
    "small",
    "sevens",
    "relu",
)
STEPS = (
    GuideStep("paths", "c", ("path_off", "study")),
    GuideStep("reduce", "b", ("reduce",)),
    GuideStep("cell", "c", ("cell",)),
    GuideStep("concat", "d", ("widths",)),
    GuideStep("body", "a", ("notes",), is_wide=True),
    GuideStep("pool", "c", ("score",)),
    GuideStep("train", "b", ("curves",)),
    GuideStep("bn", "b", ("bn",), options=3),
    GuideStep("v3", "a", ("v3",)),
    GuideStep("attribution", "d", ("grad_cam",)),
    GuideStep("findings", "c", ("missed", "study"), SLIPS, options=3),
)
METHODS = ("split", *GUIDE_METHODS)
STEPS_OF_INTEGRATION = 16  # few enough to wait for
MISSED: tuple[PathId, ...] = (("inception3a", "3x3"), ("inception4c", "5x5"), ("inception5b", "3x3"))


@dataclass(frozen=True)
class GuideState:
    """Where a visitor is in the Guide.

    Attributes:
        step: number of the step.
        answers: (step's key, option) of the questions answered, the latest answer of each.
        block: 0, 1 or 2: the first, middle or last block of the visitor's network.
        row: name of a block of the paper's table.
        built, curve, factor, method: what the live views show; see `CHOICES`.
        off: the path that is switched off, "inception3b/1x1"; "": none.
    """

    step: int = 0
    answers: tuple[tuple[str, str], ...] = ()
    block: int = 0
    row: str = "inception3a"
    built: str = "prose"
    curve: str = "accuracy"
    factor: str = "5x5"
    method: str = "split"
    off: str = ""

    @property
    def at(self) -> GuideStep:
        """The step itself."""
        return STEPS[self.step]

    def answer(self, key: str) -> str:
        """The option chosen in a step's question; "" where there is none yet."""
        return dict(self.answers).get(key, "")


CHOICES: Mapping[str, tuple[str, ...]] = {
    "block": ("0", "1", "2"),
    "row": ("inception3a", "inception3b", *(f"inception4{one}" for one in "abcde"), "inception5a", "inception5b"),
    "built": ("prose", "code"),
    "curve": ("accuracy", "loss"),
    "factor": tuple(FACTORS),
    "method": METHODS,
}


def pressed(place: GuideState, message: Mapping) -> GuideState:
    """`place` after a press, which anybody can send: what makes no sense changes nothing.

    Args:
        message: "do", and what belongs to it: "step" (to: a number), "answer" (to: an option; step: its
            number, the present one by default), "choose" (name, to).
    """
    do, to = message.get("do"), message.get("to")
    if do == "step" and isinstance(to, int) and not isinstance(to, bool) and 0 <= to < len(STEPS):
        return replace(place, step=to)
    at = parse_count(message.get("step"))
    step = STEPS[at] if at is not None and at < len(STEPS) else place.at
    if do == "answer" and to in OPTIONS[: step.options]:
        return replace(place, answers=tuple((dict(place.answers) | {step.key: to}).items()))
    name = message.get("name")
    if do != "choose" or not isinstance(to, str):
        return place
    if name == "off":
        return replace(place, off=to)  # a name that the network does not have switches nothing off
    if isinstance(name, str) and to in CHOICES.get(name, ()):
        return replace(place, **{name: int(to) if name == "block" else to})
    return place
