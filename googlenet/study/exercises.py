"""Exercises after Dive into Deep Learning, section 8.4: one change each, all else as in the recipe `quick`. Takes no torch."""

import json
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from googlenet.common.files import ASSETS
from googlenet.common.statistics import Interval, interval
from googlenet.networks.googlenet import GOOGLENET_BN
from googlenet.networks.spec import Branches, Conv, Layer, Pool, Spec
from googlenet.training.config import TrainConfig

RECIPE = "quick"
BASELINE = "baseline"
MEASURED = ASSETS / "studies" / "exercises.json"


def residual(spec: Spec, name: str, *without: str) -> Spec:
    """`spec` whose blocks, except `without`, add their input to their output, as He et al. 2016: see `spec.Branches`.

    Its `source` names the paper that Dive into Deep Learning names for the exercise, section 8.4; it stays as it is, for
    runs that were made before are recognised by it.
    """
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
        name: its key; its sentences are `presets.exercise.NAME…`.
        changes: fields of `TrainConfig` beside the recipe's.
    """

    name: str
    changes: tuple[tuple[str, object], ...] = ()

    def config(self, seed: int = 0) -> TrainConfig:
        """The configuration of its run, which keeps some epochs to look back at."""
        return TrainConfig(recipe=RECIPE, seed=seed, keep_epochs=8, **dict(self.changes))


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
    """The results of an exercise, or of another preset, with several seeds.

    Attributes:
        accuracy: over the seeds; a fraction of the test images.
        difference: to what it is compared with, paired by seed; None for that itself.
        test_images: their number.
    """

    accuracy: Interval
    difference: Interval | None
    test_images: int


@lru_cache(maxsize=1)
def measured(path: Path = MEASURED) -> dict[str, Measured]:
    """The results by exercise, from the file that `benchmarks/exercises.py` writes; empty where there is no file."""
    if not path.is_file():
        return {}
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
