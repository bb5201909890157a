"""GoogLeNet and its Inception family: train it, classify with it, look into each of its parallel paths.

The public names are loaded on first use, so that `import googlenet` stays quick and takes no torch.
"""

from importlib import import_module

_HOMES = {
    "Classifier": "zoo",
    "METHODS": "inspection.methods",
    "TrainConfig": "training.config",
    "UserError": "errors",
    "ablated": "inspection.ablation",
    "attribute": "inspection.attribution",
    "branch_activations": "inspection.activations",
    "branch_evidence": "inspection.evidence",
    "classify": "inspection.inference",
    "create_model": "zoo",
    "fit": "training.loop",
    "list_models": "zoo",
    "list_weights": "zoo",
    "load_classifier": "zoo",
}

__all__ = sorted([*_HOMES, "summary"])


def summary(model, input_size=(1, 1, 224, 224), *, num_classes=10):
    """What runs in a network, a `SummaryRow` a layer; see `googlenet.accounting.summary`.

    Args:
        model: one of `list_models()`, or a `Spec`.
        input_size: (N, C, H, W).
    Raises:
        UserError: there is no such network, or `input_size` is no images' or too small for it.
    """
    accounting, zoo = import_module("googlenet.accounting"), import_module("googlenet.zoo")
    return accounting.summary(zoo.find_spec(model), input_size, num_classes=num_classes)


def __getattr__(name):
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__():
    return sorted({*globals(), *__all__})
