"""Attribution methods as a table, from which the page's controls, the command line's help and the tests are made.

A method is a row, and nothing else knows its name but its sentences. The selections below the table are the only others.

Without torch, because the page reads this table before torch is loaded.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from math import ceil
from pkgutil import resolve_name
from typing import TYPE_CHECKING

from googlenet.common.errors import UnknownName, look_up
from googlenet.inspection.parameters import Parameter, Value

if TYPE_CHECKING:
    import torch

Count = Callable[[Mapping[str, Value], int], int]


def _later(name: str) -> Callable:
    """Returns the function `name`, "module:function" of this package, which is imported when called: torch comes with it."""

    def call(*given: object, **more: object) -> object:
        return resolve_name(f"googlenet.inspection.{name}")(*given, **more)

    return call


_captum = _later("explainers:captum")


@dataclass(frozen=True)
class Method:
    """A row of the table: all that others need to know of a method, and how it runs.

    Attributes:
        key: its name in Python, links and commands; Captum's class in snake case: LayerGradCam is "layer_grad_cam".
        kind: "input" explains pixels, "layer" a block or one of its branches.
        family: "gradient", "baseline" (splits a difference), "modified" (changes gradients on their way back), "cover"
            (the score when parts are covered), "activation".
        paper: where it was published.
        parameters: beside image, class and baseline.
        run: an `explainers.Work` -> the explanation of all channels, (1, C, H, W); Captum's class unless given.
        images: how many images pass through the network, given the parameters and the side of the input in pixels.
            "features" among the parameters is the number of parts that are covered, "sets" that of different sets of
            them, where it is known.
        needs: its requirements of a network, keys of `needs.NEEDS`; without them, its numbers would be silently wrong.
        is_slow: whether it takes tens of passes through the network, or more.
        is_signed: whether its map has negative values, against the class.
        needs_baseline: whether it compares the image with another.
        adds_up_to: the map's sum by definition: "difference" is F(image) - F(baseline), "score" is F(image) without the
            bias of the last layer; None: not defined.
        is_sum_given: whether the sum is right by construction, however wrong the parts are: its error tells nothing.
        reads_block: whether a method for pixels also takes a block.
        split: a `ways.Difference` -> the parts of every block's branches at once; None: block by block only.
    """

    key: str
    kind: str
    family: str
    paper: str
    parameters: tuple[Parameter, ...] = ()
    run: Callable = _captum
    images: Count = lambda values, side: 1
    needs: tuple[str, ...] = ()
    is_slow: bool = False
    is_signed: bool = True
    needs_baseline: bool = False
    adds_up_to: str | None = None
    is_sum_given: bool = False
    reads_block: bool = False
    split: Callable | None = None

    @property
    def name(self) -> str:
        """The key of the sentence that names it."""
        return f"attributions.name.{self.key}"

    @property
    def question(self) -> str:
        """The key of the sentence with the question that it answers."""
        return f"attributions.question.{self.key}"

    @property
    def is_per_branch(self) -> bool:
        """Whether its map is the sum of a block's branches' maps."""
        return self.kind == "layer"

    @property
    def is_stochastic(self) -> bool:
        """Whether it draws at random; another seed gives another map."""
        return SEED in self.parameters

    @property
    def has_delta(self) -> bool:
        """Whether its map has a defined sum that it can miss, and so an error of completeness."""
        return self.adds_up_to is not None and not self.is_sum_given

    @property
    def takes_block(self) -> bool:
        """Whether a block can be named."""
        return self.is_per_branch or self.reads_block

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


BATCH = 4  # images at once: more costs memory (32: 1.6 GB at 224 px) and saves no time on a CPU
BATCHES = {"cuda": 32}


def batch_of(device: "torch.device") -> int:
    """Returns how many images pass through a network at once on `device`."""
    return BATCHES.get(device.type, BATCH)


# With 32 steps the error of Layer Integrated Gradients is below 1 %; `error_limit` sets a lower one.
STEPS = (Parameter("n_steps", 32, 2, 512), Parameter("error_limit", None, 0.0001, 1))
SEED = Parameter("seed", 0, 0, 2**31 - 1)
NOISE = Parameter("noise", 0.15, 0.01, 1.0)
BASELINE_SETS = (Parameter("baselines", 4, 2, 64), NOISE, SEED)
RELU = Parameter("relu", default=False)
CELLS = Parameter("cells", 7, 2, 32)
SUPERPIXELS = (CELLS, Parameter("follow_edges", default=True))
FEW_SUPERPIXELS = (replace(CELLS, default=4), *SUPERPIXELS[1:])  # with 7, hundreds of sets leave mostly noise
TRIALS = (Parameter("trials", 200, 10, 2000), SEED)
OF = ("saliency", "input_x_gradient", "integrated_gradients", "deep_lift", "guided_backprop", "deconvolution")

COMPARES = {"is_slow": True, "needs_baseline": True}
SPLITS = {"needs_baseline": True, "adds_up_to": "difference"}

ROWS = (
    Method(
        "saliency",
        "input",
        "gradient",
        "Simonyan et al. 2014, arXiv:1312.6034",
        run=_later("explainers:saliency"),
        is_signed=False,
    ),
    Method("input_x_gradient", "input", "gradient", "Shrikumar et al. 2016, arXiv:1605.01713"),
    Method(
        "integrated_gradients",
        "input",
        "baseline",
        "Sundararajan et al. 2017, arXiv:1703.01365",
        STEPS,
        images=lambda v, side: v["n_steps"],
        is_slow=True,
        **SPLITS,
    ),
    Method(
        "deep_lift",
        "input",
        "baseline",
        "Shrikumar et al. 2017, arXiv:1704.02685",
        images=lambda v, side: 2,
        needs=("own_relus", "no_lrn"),
        **SPLITS,
    ),
    Method(
        "deep_lift_shap",
        "input",
        "baseline",
        "Lundberg & Lee 2017, arXiv:1705.07874",
        BASELINE_SETS,
        run=_later("explainers:deep_lift_shap"),
        images=lambda v, side: 2 * max(4, v["baselines"]),  # two halves of two at least
        needs=("own_relus", "no_lrn"),
        is_slow=True,
        **SPLITS,
    ),
    Method(
        "gradient_shap",
        "input",
        "baseline",
        "Lundberg & Lee 2017, arXiv:1705.07874; Erion et al. 2021, arXiv:1906.10670",
        (Parameter("samples", 16, 2, 256), *BASELINE_SETS),
        run=_later("explainers:gradient_shap"),
        images=lambda v, side: v["samples"],
        is_slow=True,
        **SPLITS,
    ),
    Method("guided_backprop", "input", "modified", "Springenberg et al. 2015, arXiv:1412.6806", needs=("own_relus",)),
    Method("deconvolution", "input", "modified", "Zeiler & Fergus 2014, arXiv:1311.2901", needs=("own_relus",)),
    Method(
        "guided_grad_cam",
        "input",
        "modified",
        "Selvaraju et al. 2017, arXiv:1610.02391",
        run=partial(_captum, interpolate_mode="bilinear"),  # section 3.2 there
        images=lambda v, side: 2,
        needs=("own_relus",),
        reads_block=True,
    ),
    Method(
        "lrp",
        "input",
        "modified",
        "Bach et al. 2015, doi:10.1371/journal.pone.0130140; rules: Montavon et al. 2017, arXiv:1512.02479",
        run=_later("explainers:lrp"),
        needs=("own_relus", "no_lrn", "bn_after_convolution"),
        adds_up_to="score",
    ),
    Method(
        "noise_tunnel",
        "input",
        "gradient",
        "Smilkov et al. 2017, arXiv:1706.03825",
        (Parameter("of", "saliency", choices=OF), Parameter("samples", 16, 2, 256), NOISE, SEED),
        run=_later("explainers:smooth"),
        images=lambda v, side: v["samples"] * METHODS[v["of"]].images(METHODS[v["of"]].fill({}), side),
        is_slow=True,
        is_signed=False,
        needs_baseline=True,
    ),
    Method(
        "occlusion",
        "input",
        "cover",
        "Zeiler & Fergus 2014, arXiv:1311.2901",
        (Parameter("window", 1 / 7, 0.02, 1.0), Parameter("stride", 1 / 14, 0.01, 1.0)),
        run=_later("covering:occlusion"),
        images=lambda v, side: v.get("features", _windows(v, side)) + 1,
        **COMPARES,
    ),
    Method(
        "feature_ablation",
        "input",
        "cover",
        "Kokhlikyan et al. 2020, arXiv:2009.07896",
        SUPERPIXELS,
        run=_later("covering:by_superpixel"),
        images=lambda v, side: v.get("features", v["cells"] ** 2) + 1,
        **COMPARES,
    ),
    Method(
        "shapley_value_sampling",
        "input",
        "cover",
        "Castro et al. 2009, doi:10.1016/j.cor.2008.04.004",
        (*FEW_SUPERPIXELS, Parameter("orders", 24, 2, 100), SEED),
        run=_later("coalitions:shapley_values"),
        images=lambda v, side: v.get("sets", v["cells"] ** 2 * v["orders"] + 1),
        is_slow=True,
        is_sum_given=True,
        **SPLITS,
    ),
    Method(
        "kernel_shap",
        "input",
        "cover",
        "Lundberg & Lee 2017, arXiv:1705.07874",
        (*FEW_SUPERPIXELS, *TRIALS),
        run=_later("coalitions:kernel_shap"),
        images=lambda v, side: v.get("sets", v["trials"]),
        is_slow=True,
        is_sum_given=True,
        **SPLITS,
    ),
    Method(
        "lime",
        "input",
        "cover",
        "Ribeiro et al. 2016, arXiv:1602.04938",
        (*FEW_SUPERPIXELS, *TRIALS),
        run=_later("coalitions:lime"),
        images=lambda v, side: v.get("sets", v["trials"]),
        **COMPARES,
    ),
    Method(
        "layer_grad_cam",
        "layer",
        "gradient",
        "Selvaraju et al. 2017, arXiv:1610.02391",
        (RELU,),
        partial(_captum, attr_dim_summation=False),
    ),
    Method(
        "layer_activation",
        "layer",
        "activation",
        "Zeiler & Fergus 2014, arXiv:1311.2901",
        run=_later("explainers:activation"),
        is_signed=False,
    ),
    Method("layer_gradient_x_activation", "layer", "gradient", "Shrikumar et al. 2016, arXiv:1605.01713"),
    Method(
        "layer_conductance",
        "layer",
        "baseline",
        "Dhamdhere et al. 2019, arXiv:1805.12233",
        STEPS,
        run=_later("conductance:explain"),
        images=lambda v, side: v["n_steps"] + 1,
        split=_later("ways:conductance"),
        is_slow=True,
        **SPLITS,
    ),
    Method(
        "internal_influence",
        "layer",
        "gradient",
        "Leino et al. 2018, arXiv:1802.03788",
        STEPS[:1],
        images=lambda v, side: v["n_steps"],
        **COMPARES,
    ),
    Method(
        "layer_integrated_gradients",
        "layer",
        "baseline",
        "Sundararajan et al. 2017, arXiv:1703.01365",
        STEPS,
        run=_later("explainers:layer_integrated_gradients"),
        images=lambda v, side: v["n_steps"] + 2,  # the block's output for image and baseline
        is_slow=True,
        **SPLITS,
    ),
    Method(
        "layer_deep_lift",
        "layer",
        "baseline",
        "Shrikumar et al. 2017, arXiv:1704.02685",
        images=lambda v, side: 2,
        needs=("own_relus", "no_lrn"),
        split=_later("ways:deep_lift"),
        **SPLITS,
    ),
    Method(
        "layer_feature_ablation",
        "layer",
        "cover",
        "Kokhlikyan et al. 2020, arXiv:2009.07896",
        (Parameter("patches", 4, 1, 28),),
        run=_later("covering:layer_ablation"),
        images=lambda v, side: v.get("features", 4 * v["patches"] ** 2) + 3,
        split=_later("ways:ablation"),
        **COMPARES,
    ),
    Method(
        "score_cam",
        "layer",
        "cover",
        "Wang et al. 2020, arXiv:1910.01279",
        (Parameter("channels", 192, 1, 768), RELU),
        run=_later("score_cam:score_cam"),
        images=lambda v, side: v.get("features", v["channels"]) + 2,  # the block's output for the image, the baseline
        **COMPARES,
    ),
)

METHODS: dict[str, Method] = {row.key: row for row in ROWS}
PARAMETERS: dict[str, Parameter] = {one.name: one for row in ROWS for one in row.parameters}  # defaults: each row's own
if len(METHODS) < len(ROWS) or any(
    replace(PARAMETERS[one.name], default=one.default) != one for row in ROWS for one in row.parameters
):
    raise ValueError("one name, two methods or two parameters")

BASELINES = ("black", "mean", "blur", "noise")

FIRST_METHODS = ("saliency", "integrated_gradients", "occlusion", "layer_grad_cam")  # when the page opens
GUIDE_METHODS = ("layer_grad_cam", "input_x_gradient", "integrated_gradients")
# Split a difference by the branches of every block; the first by `shares`, the others by `Method.split`.
WAYS = ("layer_integrated_gradients", *(row.key for row in ROWS if row.split))
