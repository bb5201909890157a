"""Attribution methods as a table, from which the page's controls, the command line's help and the tests are made.

Without torch, because the page reads this table before torch is loaded.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil

from googlenet.common.errors import UnknownName, UserError, look_up

Value = int | float | bool | str | None
Count = Callable[[Mapping[str, Value], int], int]


@dataclass(frozen=True)
class Parameter:
    """A number, a switch or a choice that a method takes.

    Attributes:
        name: the keyword of `attribute`; `attributions.parameter.NAME` is its sentence.
        default: of the parameter's type; None: an optional fraction.
        minimum, maximum: both included; of a switch 0 and 1.
        choices: of a choice; empty otherwise.
    """

    name: str
    default: Value
    minimum: float = 0
    maximum: float = 1
    choices: tuple[str, ...] = ()

    def check(self, value: Value) -> Value:
        """Returns `value` as the parameter's type.

        Raises:
            UserError: it is of another type, or out of bounds.
        """
        kind = float if self.default is None else type(self.default)
        fits = isinstance(value, int | float) and (isinstance(value, bool) == (kind is bool))
        if (value is None and self.default is None) or (value in self.choices and isinstance(value, str)):
            return value
        if (
            self.choices
            or not fits
            or not self.minimum <= value <= self.maximum
            or (kind is int and value != int(value))
        ):
            raise UserError("error.parameter_value", name=self.name, value=repr(value), accepted=self.accepted)
        return kind(value)

    @property
    def accepted(self) -> str:
        """The values that `check` accepts, as text."""
        if self.choices:
            return ", ".join(self.choices)
        if isinstance(self.default, bool):
            return "True, False"
        numbers = f"{self.minimum:g}–{self.maximum:g}"
        return f"None, {numbers}" if self.default is None else numbers


@dataclass(frozen=True)
class Method:
    """A row of the table; name, question and family of a method are sentences under `attributions.`.

    Attributes:
        captum: the class in `captum.attr`.
        kind: "input" explains pixels, "layer" a block or one of its branches.
        family: "gradient", "baseline" (splits a difference), "modified" (changes gradients on their way back), "cover"
            (the score when parts are covered), "activation".
        paper: where it was published.
        parameters: beside image, class and baseline.
        images: how many images pass through the network, given the parameters and the side of the input in pixels.
            "features" among the parameters is the number of parts that are covered, where it is known.
        needs: its requirements of a network, keys of `needs.NEEDS`; without them, its numbers would be silently wrong.
        is_slow: whether it takes tens of passes through the network, or more.
        is_signed: whether its map has negative values, against the class.
        needs_baseline: whether it compares the image with another.
        adds_up_to: the map's sum by definition: "difference" is F(image) - F(baseline), "score" is F(image) without the
            bias of the last layer; None: not defined.
        reads_block: whether a method for pixels also takes a block.
    """

    captum: str
    kind: str
    family: str
    paper: str
    parameters: tuple[Parameter, ...] = ()
    images: Count = lambda values, side: 1
    needs: tuple[str, ...] = ()
    is_slow: bool = False
    is_signed: bool = True
    needs_baseline: bool = False
    adds_up_to: str | None = None
    reads_block: bool = False

    @property
    def key(self) -> str:
        """Captum's class name in snake case: "LayerGradCam" -> "layer_grad_cam"."""
        return "lrp" if self.captum == "LRP" else re.sub(r"(?<=.)([A-Z])", r"_\1", self.captum).lower()

    @property
    def has_delta(self) -> bool:
        """Whether its map has a defined sum, and so an error."""
        return self.adds_up_to is not None

    @property
    def takes_block(self) -> bool:
        """Whether a block can be named."""
        return self.kind == "layer" or self.reads_block

    def has_sign(self, values: Mapping[str, Value]) -> bool:
        """Whether its map has negative values, with these parameters."""
        inner = METHODS.get(values.get("of"))
        return inner.is_signed if inner else self.is_signed

    def passes(self, values: Mapping[str, Value], side_px: int) -> int:
        """Returns the cost in forward passes of one image; a backward pass counts as two."""
        return self.images(values, side_px) * (1 if self.family in {"cover", "activation"} else 3)

    def fill(self, given: Mapping[str, Value]) -> dict[str, Value]:
        """Returns all parameters by name: those of `given`, checked, and the others' defaults.

        Raises:
            UserError: a name is not one of this method's, or a value is not accepted.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if not known:
                raise UnknownName("error.parameter_none", name=repr(name), method=self.key)
            look_up(known, name, "error.parameter")
        return {name: known[name].check(given.get(name, known[name].default)) for name in known}


def _windows(values: Mapping[str, Value], side: int) -> int:
    """Returns the number of places of the patch."""
    window, stride = patch(values, side)
    return (ceil((side - window) / stride) + 1) ** 2


def patch(values: Mapping[str, Value], side: int) -> tuple[int, int]:
    """Returns side and step of the covering patch, in pixels; every pixel is covered once at least."""
    window = max(1, round(values["window"] * side))
    return window, min(window, max(1, round(values["stride"] * side)))


def _parts(values: Mapping[str, Value]) -> int:
    """Returns the number of parts that are covered: superpixels, or cells of each branch."""
    return values.get("features", values["cells"] ** 2)


BATCH = 4  # images at once: more costs memory (32: 1.6 GB at 224 px) and saves no time on a CPU

# With 32 steps the error of Layer Integrated Gradients is below 1 %; `error_limit` sets a lower one.
STEPS = (Parameter("n_steps", 32, 2, 512), Parameter("error_limit", None, 0.0001, 1))
SEED = Parameter("seed", 0, 0, 2**31 - 1)
NOISE = Parameter("noise", 0.15, 0.01, 1.0)
BASELINE_SETS = (Parameter("baselines", 4, 2, 64), NOISE, SEED)
CELLS = Parameter("cells", 7, 2, 32)
SUPERPIXELS = (CELLS, Parameter("follow_edges", default=True))
TRIALS = (Parameter("trials", 200, 10, 2000), SEED)
OF = ("saliency", "input_x_gradient", "integrated_gradients", "deep_lift", "guided_backprop", "deconvolution")

COMPARES = {"is_slow": True, "needs_baseline": True}
SPLITS = {"needs_baseline": True, "adds_up_to": "difference"}

ROWS = (
    Method("Saliency", "input", "gradient", "Simonyan et al. 2014, arXiv:1312.6034", is_signed=False),
    Method("InputXGradient", "input", "gradient", "Shrikumar et al. 2016, arXiv:1605.01713"),
    Method(
        "IntegratedGradients",
        "input",
        "baseline",
        "Sundararajan et al. 2017, arXiv:1703.01365",
        STEPS,
        images=lambda v, side: v["n_steps"],
        is_slow=True,
        **SPLITS,
    ),
    Method(
        "DeepLift",
        "input",
        "baseline",
        "Shrikumar et al. 2017, arXiv:1704.02685",
        images=lambda v, side: 2,
        needs=("own_relus", "no_lrn"),
        **SPLITS,
    ),
    Method(
        "DeepLiftShap",
        "input",
        "baseline",
        "Lundberg & Lee 2017, arXiv:1705.07874",
        BASELINE_SETS,
        images=lambda v, side: 2 * v["baselines"],
        needs=("own_relus", "no_lrn"),
        is_slow=True,
        **SPLITS,
    ),
    Method(
        "GradientShap",
        "input",
        "baseline",
        "Lundberg & Lee 2017, arXiv:1705.07874; Erion et al. 2021, arXiv:1906.10670",
        (Parameter("samples", 16, 2, 256), *BASELINE_SETS),
        images=lambda v, side: v["samples"],
        is_slow=True,
        **SPLITS,
    ),
    Method("GuidedBackprop", "input", "modified", "Springenberg et al. 2015, arXiv:1412.6806", needs=("own_relus",)),
    Method("Deconvolution", "input", "modified", "Zeiler & Fergus 2014, arXiv:1311.2901", needs=("own_relus",)),
    Method(
        "GuidedGradCam",
        "input",
        "modified",
        "Selvaraju et al. 2017, arXiv:1610.02391",
        images=lambda v, side: 2,
        needs=("own_relus",),
        reads_block=True,
    ),
    Method(
        "LRP",
        "input",
        "modified",
        "Bach et al. 2015, doi:10.1371/journal.pone.0130140; rules: Montavon et al. 2017, arXiv:1512.02479",
        needs=("own_relus", "no_lrn", "bn_after_convolution"),
        adds_up_to="score",
    ),
    Method(
        "NoiseTunnel",
        "input",
        "gradient",
        "Smilkov et al. 2017, arXiv:1706.03825",
        (Parameter("of", "saliency", choices=OF), Parameter("samples", 16, 2, 256), NOISE, SEED),
        images=lambda v, side: v["samples"] * METHODS[v["of"]].images(METHODS[v["of"]].fill({}), side),
        is_slow=True,
        is_signed=False,
        needs_baseline=True,
    ),
    Method(
        "Occlusion",
        "input",
        "cover",
        "Zeiler & Fergus 2014, arXiv:1311.2901",
        (Parameter("window", 1 / 7, 0.02, 1.0), Parameter("stride", 1 / 14, 0.01, 1.0)),
        images=lambda v, side: _windows(v, side) + 1,
        **COMPARES,
    ),
    Method(
        "FeatureAblation",
        "input",
        "cover",
        "Kokhlikyan et al. 2020, arXiv:2009.07896",
        SUPERPIXELS,
        images=lambda v, side: _parts(v) + 1,
        **COMPARES,
    ),
    Method(
        "ShapleyValueSampling",
        "input",
        "cover",
        "Castro et al. 2009, doi:10.1016/j.cor.2008.04.004",
        (*SUPERPIXELS, Parameter("orders", 8, 1, 100), SEED),
        images=lambda v, side: _parts(v) * v["orders"] + 1,
        is_slow=True,
        **SPLITS,
    ),
    Method(
        "KernelShap",
        "input",
        "cover",
        "Lundberg & Lee 2017, arXiv:1705.07874",
        (*SUPERPIXELS, *TRIALS),
        images=lambda v, side: v["trials"],
        needs=("scikit_learn",),
        is_slow=True,
        **SPLITS,
    ),
    Method(
        "Lime",
        "input",
        "cover",
        "Ribeiro et al. 2016, arXiv:1602.04938",
        (*SUPERPIXELS, *TRIALS),
        images=lambda v, side: v["trials"],
        needs=("scikit_learn",),
        **COMPARES,
    ),
    Method("LayerGradCam", "layer", "gradient", "Selvaraju et al. 2017, arXiv:1610.02391", (Parameter("relu", False),)),
    Method("LayerActivation", "layer", "activation", "Zeiler & Fergus 2014, arXiv:1311.2901", is_signed=False),
    Method("LayerGradientXActivation", "layer", "gradient", "Shrikumar et al. 2016, arXiv:1605.01713"),
    Method(
        "LayerConductance",
        "layer",
        "baseline",
        "Dhamdhere et al. 2019, arXiv:1805.12233",
        STEPS,
        # Neighbouring batches share a step.
        images=lambda v, side: v["n_steps"] + ceil(v["n_steps"] / (BATCH - 1)),
        is_slow=True,
        **SPLITS,
    ),
    Method(
        "InternalInfluence",
        "layer",
        "gradient",
        "Leino et al. 2018, arXiv:1802.03788",
        STEPS[:1],
        images=lambda v, side: v["n_steps"],
        **COMPARES,
    ),
    Method(
        "LayerIntegratedGradients",
        "layer",
        "baseline",
        "Sundararajan et al. 2017, arXiv:1703.01365",
        STEPS,
        images=lambda v, side: v["n_steps"] + 2,  # the block's output for image and baseline
        is_slow=True,
        **SPLITS,
    ),
    Method(
        "LayerDeepLift",
        "layer",
        "baseline",
        "Shrikumar et al. 2017, arXiv:1704.02685",
        images=lambda v, side: 2,
        needs=("own_relus", "no_lrn"),
        **SPLITS,
    ),
    Method(
        "LayerFeatureAblation",
        "layer",
        "cover",
        "Kokhlikyan et al. 2020, arXiv:2009.07896",
        (Parameter("patches", 4, 1, 28),),
        images=lambda v, side: v.get("features", 4 * v["patches"] ** 2) + 2,
        **COMPARES,
    ),
)

METHODS: dict[str, Method] = {row.key: row for row in ROWS}
if len(METHODS) < len(ROWS):
    raise ValueError("a method stands twice in the table")
PARAMETERS: dict[str, Parameter] = {one.name: one for row in ROWS for one in row.parameters}
if any(PARAMETERS[one.name] != one for row in ROWS for one in row.parameters):
    raise ValueError("one name, two parameters")

BASELINES = ("black", "mean", "blur", "noise")
