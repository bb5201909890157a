"""Exercises after Dive into Deep Learning, section 8.4: one change each, all else as in the recipe `quick`.

Takes no torch, so that the page can list them.
"""

import json
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from googlenet.networks.googlenet import GOOGLENET_BN
from googlenet.networks.spec import Branches, Conv, Layer, Pool, Spec
from googlenet.study.findings import Interval, interval
from googlenet.training.config import CHANGEABLE, TrainConfig, config_to_dict

RECIPE = "quick"
BASELINE = "baseline"
# Fields in which a run may differ and still count as the exercise.
FREE = ("seed", *(name for name in CHANGEABLE if name not in ("epochs", "size_schedule")))


def residual(spec: Spec, name: str, *without: str) -> Spec:
    """`spec` whose blocks, except `without`, add their input to their output."""
    layers = tuple(
        replace(layer, residual=True) if isinstance(layer, Branches) and layer.name not in without else layer
        for layer in spec.layers
    )
    return replace(spec, name=name, layers=layers, source=f"{spec.source}; blocks made residual (Szegedy et al. 2017)")


def native(spec: Spec, name: str) -> Spec:
    """`spec` with a stem for 28x28 images: a 3x3 convolution at stride 1 instead of the 7x7 at stride 2.

    The blocks then see maps of 7, 4 and 2 cells, as small as those of 64 px images behind the usual stem: 8, 4 and 2.
    """
    stem: tuple[Layer, ...] = (
        Conv("conv1", 64, 3),
        Pool("pool1", 3, 2, 1),
        Conv("conv2", 64),
        Conv("conv3", 192, 3),
        Pool("pool2", 3, 2, 1),
    )
    body = spec.layers[len(stem) :]
    return replace(
        spec, name=name, layers=(*stem, *body), image_size=28, source=f"{spec.source}; stem for 28x28 images"
    )


# The last block stays as it is: the split of the score by branch reads it.
RESIDUAL = residual(GOOGLENET_BN, "googlenet_bn_residual", "inception5b")
NATIVE = native(GOOGLENET_BN, "googlenet_bn_28")
AUXILIARY = replace(
    GOOGLENET_BN,
    name="googlenet_bn_aux",
    aux_pool="adaptive",
    source=f"{GOOGLENET_BN.source}; auxiliary heads that fit any image size",
)


@dataclass(frozen=True)
class Exercise:
    """An exercise: one change of the recipe.

    Attributes:
        name: its key; its sentences are `exercises.NAME…`.
        changes: fields of `TrainConfig` beside the recipe's.
    """

    name: str
    changes: tuple[tuple[str, object], ...] = ()

    def config(self, seed: int = 0) -> TrainConfig:
        """The configuration of its run, which keeps some epochs to look back at."""
        return TrainConfig(recipe=RECIPE, seed=seed, keep_epochs=8, **dict(self.changes))

    def fits(self, config: dict) -> bool:
        """Whether a run with `config`, as `config_to_dict` writes it, is this exercise's."""
        own = config_to_dict(self.config())
        return all(_as_lists(config.get(name)) == _as_lists(value) for name, value in own.items() if name not in FREE)


def _as_lists(value: object) -> object:
    """`value` with lists for tuples, as JSON has them."""
    if isinstance(value, list | tuple):
        return [_as_lists(one) for one in value]
    return {key: _as_lists(one) for key, one in value.items()} if isinstance(value, dict) else value


EXERCISES = {
    one.name: one
    for one in (
        Exercise(BASELINE),
        Exercise("without_bn", (("model", "googlenet"),)),
        Exercise("without_smoothing", (("label_smoothing", 0.0),)),
        Exercise("residual", (("model", RESIDUAL),)),
        Exercise("native", (("model", NATIVE), ("image_size", 28))),
        Exercise("auxiliary", (("model", AUXILIARY), ("aux_heads", True))),
    )
}


@dataclass(frozen=True)
class Measured:
    """The results of an exercise with several seeds.

    Attributes:
        accuracy: over the seeds; a fraction of the test images.
        difference: to the baseline, paired by seed; None for the baseline itself.
        test_images: their number.
    """

    accuracy: Interval
    difference: Interval | None
    test_images: int


@lru_cache(maxsize=1)
def measured(path: Path) -> dict[str, Measured]:
    """The results by exercise, from the file that `benchmarks/exercises.py` writes: name -> seed -> accuracy and more."""
    measurements = json.loads(path.read_text(encoding="utf-8"))
    accuracies = {name: {seed: run["accuracy"] for seed, run in runs.items()} for name, runs in measurements.items()}
    base, images = accuracies[BASELINE], next(iter(measurements[BASELINE].values()))["test_images"]
    return {
        name: Measured(
            interval(list(by_seed.values())),
            None if name == BASELINE else interval([by_seed[seed] - base[seed] for seed in by_seed]),
            images,
        )
        for name, by_seed in accuracies.items()
    }
