"""GoogLeNet and its Inception family: train it, classify with it, look into each of its parallel paths.

The public names are loaded on first use, so that `import googlenet` stays quick and takes no torch.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from googlenet.common.results import SummaryRow
    from googlenet.networks.spec import Spec

__all__ = [  # noqa: RUF022 - in the order of sorted(), not constants first
    "Classifier",
    "METHODS",
    "TrainConfig",
    "UserError",
    "ablated",
    "area_of_weight",
    "attribute",
    "attribution_benchmark",
    "branch_activations",
    "branch_evidence",
    "branch_flows",
    "cell",
    "classify",
    "create_model",
    "effective_receptive_field",
    "energy_shares",
    "evidence_against",
    "faithfulness",
    "find_exemplars",
    "fit",
    "influence",
    "list_models",
    "list_weights",
    "load_classifier",
    "observe_without",
    "path_importance",
    "path_specialization",
    "randomization",
    "read_exemplars",
    "receptive_field",
    "regions",
    "self_influence",
    "summary",
    "visualize_feature",
    "write_exemplars",
]

_HOMES = {  # name -> the module that has it
    "Classifier": "networks.classifier",
    "METHODS": "inspection.methods",
    "TrainConfig": "training.config",
    "UserError": "common.errors",
    "ablated": "inspection.ablation",
    "area_of_weight": "inspection.effective_field",
    "attribute": "inspection.attribution",
    "attribution_benchmark": "inspection.benchmark",
    "branch_activations": "inspection.activations",
    "branch_evidence": "inspection.evidence",
    "branch_flows": "inspection.flow",
    "cell": "inspection.cell",
    "classify": "inspection.inference",
    "create_model": "networks.classifier",
    "effective_receptive_field": "inspection.effective_field",
    "energy_shares": "inspection.channels",
    "evidence_against": "inspection.evidence",
    "faithfulness": "inspection.faithfulness",
    "find_exemplars": "inspection.exemplars",
    "fit": "training.loop",
    "influence": "inspection.influence",
    "list_models": "networks.registry",
    "list_weights": "networks.classifier",
    "load_classifier": "networks.classifier",
    "observe_without": "inspection.ablation",
    "path_importance": "inspection.importance",
    "path_specialization": "inspection.specialization",
    "randomization": "inspection.randomization",
    "read_exemplars": "inspection.exemplars",
    "receptive_field": "inspection.receptive_field",
    "regions": "inspection.regions",
    "self_influence": "inspection.influence",
    "visualize_feature": "inspection.feature_visualization",
    "write_exemplars": "inspection.exemplars",
}


def summary(
    model: "str | Spec", input_size: tuple[int, int, int, int] = (1, 1, 224, 224), *, num_classes: int = 10
) -> "list[SummaryRow]":
    """What runs in a network, a `SummaryRow` a layer; see `googlenet.networks.accounting.summary`.

    Args:
        model: one of `list_models()`, or a `Spec`.
        input_size: (N, C, H, W).
    Raises:
        UserError: there is no such network, or `input_size` is no images' or too small for it.
    """
    accounting, family = import_module("googlenet.networks.accounting"), import_module("googlenet.networks.registry")
    return accounting.summary(family.find_spec(model), input_size, num_classes=num_classes)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
