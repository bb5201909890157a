"""Attribution methods as a table: it draws the page's controls, the command line's help and the tests.

No torch here: the page reads this table before anything heavy is loaded.
"""

import re
from dataclasses import dataclass

from googlenet.errors import UnknownName, UserError, look_up

Value = int | float | bool | None


@dataclass(frozen=True)
class Parameter:
    """A number or a switch that a method takes.

    Attributes:
        name: as `attribute` takes it; `attributions.parameter.NAME` is its sentence.
        default: its type is the parameter's; None: a fraction that may be left out.
        minimum, maximum: both included; of a switch 0 and 1.
    """

    name: str
    default: Value
    minimum: float = 0
    maximum: float = 1

    def check(self, value: Value) -> Value:
        """`value`, if this parameter takes it.

        Raises:
            UserError: it is of another type, or out of bounds.
        """
        kind = float if self.default is None else type(self.default)
        fits = isinstance(value, int | float) and (isinstance(value, bool) == (kind is bool))
        if value is None and self.default is None:
            return value
        if not fits or not self.minimum <= value <= self.maximum or (kind is int and value != int(value)):
            raise UserError("error.parameter_value", name=self.name, value=repr(value), accepted=self.accepted)
        return kind(value)

    @property
    def accepted(self) -> str:
        """What `check` takes, in code's words."""
        if isinstance(self.default, bool):
            return "True, False"
        numbers = f"{self.minimum:g}–{self.maximum:g}"
        return f"None, {numbers}" if self.default is None else numbers


@dataclass(frozen=True)
class Method:
    """One way to ask why; its name, question and family are sentences under `attributions.`.

    Attributes:
        captum: the class in `captum.attr`.
        kind: "input" explains pixels, "layer" a block or one of its paths.
        family: "gradient", "baseline" (shares out a difference), "modified" (gradients changed on their way),
            "cover" (the score when parts are covered), "activation".
        paper: where it comes from.
        parameters: what it takes beside image, class and baseline.
        is_slow: needs tens of passes through the network, or more.
        is_signed: its map has parts that speak against the class.
        needs_baseline: compares the image with another.
        has_delta: promises that its map adds up to F(image) - F(baseline).
    """

    captum: str
    kind: str
    family: str
    paper: str
    parameters: tuple[Parameter, ...] = ()
    is_slow: bool = False
    is_signed: bool = True
    needs_baseline: bool = False
    has_delta: bool = False

    @property
    def key(self) -> str:
        """Captum's class name in snake case: "LayerGradCam" -> "layer_grad_cam"."""
        return re.sub(r"(?<=.)([A-Z])", r"_\1", self.captum).lower()

    def fill(self, given: dict[str, Value]) -> dict[str, Value]:
        """All parameters by name: those of `given`, checked, and the others' defaults.

        Raises:
            UserError: a name is not one of this method's, or a value is not taken.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if not known:
                raise UnknownName("error.parameter_none", name=repr(name), method=self.key)
            look_up(known, name, "error.parameter")
        return {name: known[name].check(given.get(name, known[name].default)) for name in known}


# 32 steps: the error of Layer Integrated Gradients is then below 1 %; whoever needs less sets `error_limit`.
STEPS = (Parameter("n_steps", 32, 2, 512), Parameter("error_limit", None, 0.0001, 1))

ROWS = (
    Method("Saliency", "input", "gradient", "Simonyan et al. 2014, arXiv:1312.6034", is_signed=False),
    Method("InputXGradient", "input", "gradient", "Shrikumar et al. 2016, arXiv:1605.01713"),
    Method(
        "IntegratedGradients",
        "input",
        "baseline",
        "Sundararajan et al. 2017, arXiv:1703.01365",
        STEPS,
        is_slow=True,
        needs_baseline=True,
        has_delta=True,
    ),
    Method(
        "DeepLift",
        "input",
        "baseline",
        "Shrikumar et al. 2017, arXiv:1704.02685",
        needs_baseline=True,
        has_delta=True,
    ),
    Method("GuidedBackprop", "input", "modified", "Springenberg et al. 2015, arXiv:1412.6806"),
    Method("Deconvolution", "input", "modified", "Zeiler & Fergus 2014, arXiv:1311.2901"),
    Method(
        "NoiseTunnel",
        "input",
        "gradient",
        "Smilkov et al. 2017, arXiv:1706.03825",
        (Parameter("samples", 16, 2, 256), Parameter("noise", 0.15, 0.01, 1.0), Parameter("seed", 0, 0, 2**31 - 1)),
        is_slow=True,
        is_signed=False,
    ),
    Method(
        "Occlusion",
        "input",
        "cover",
        "Zeiler & Fergus 2014, arXiv:1311.2901",
        (Parameter("window", 1 / 7, 0.02, 1.0), Parameter("stride", 1 / 14, 0.01, 1.0)),
        is_slow=True,
        needs_baseline=True,
    ),
    Method(
        "FeatureAblation",
        "input",
        "cover",
        "Kokhlikyan et al. 2020, arXiv:2009.07896",
        (Parameter("cells", 7, 2, 32),),
        is_slow=True,
        needs_baseline=True,
    ),
    Method("LayerGradCam", "layer", "gradient", "Selvaraju et al. 2017, arXiv:1610.02391", (Parameter("relu", False),)),
    Method("LayerActivation", "layer", "activation", "Zeiler & Fergus 2014, arXiv:1311.2901", is_signed=False),
    Method("LayerGradientXActivation", "layer", "gradient", "Shrikumar et al. 2016, arXiv:1605.01713"),
    Method(
        "LayerIntegratedGradients",
        "layer",
        "baseline",
        "Sundararajan et al. 2017, arXiv:1703.01365",
        STEPS,
        is_slow=True,
        needs_baseline=True,
        has_delta=True,
    ),
)

METHODS: dict[str, Method] = {row.key: row for row in ROWS}
if len(METHODS) < len(ROWS):
    raise ValueError("a method stands twice in the table")

BASELINES = ("black", "mean", "blur")
